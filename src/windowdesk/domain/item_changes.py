"""Comparing two versions of an item: field by field, materials and situations by their code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.item import Item
from windowdesk.domain.item_fields import ITEM_FIELDS, PARTS, Group, PartSpec
from windowdesk.domain.item_texts import part_texts, texts_of


class ChangeKind(StrEnum):
    """What happened to a field or a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


CHANGE_LABEL: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.ADDED: "新增",
        ChangeKind.REMOVED: "删去",
        ChangeKind.CHANGED: "改动",
        ChangeKind.MOVED: "换了顺序",
    }
)


@dataclass(frozen=True)
class Change:
    """One difference: ``record`` names the material or the like, "" for a field of the item.

    ``label`` is the word for the field, "" where a whole record came or went.
    """

    group: Group
    kind: ChangeKind
    record: str
    label: str
    before: str
    after: str


def changes(before: Item, after: Item) -> tuple[Change, ...]:
    """Return the differences in the order of the editor; number and state of a version aside."""
    return (*_fields(before, after), *_parts(before, after))


def _fields(before: Item, after: Item) -> Iterator[Change]:
    old, new = texts_of(before).fields, texts_of(after).fields
    for spec in ITEM_FIELDS:
        was, now = old[spec.name], new[spec.name]
        # A draft names no first day until somebody sets one: that is no change of the item.
        is_unset = spec.name == "effective_from" and not now
        if was != now and not spec.of_log and not is_unset:
            yield Change(spec.group, _kind(was, now), "", spec.label, was, now)


def _parts(before: Item, after: Item) -> Iterator[Change]:
    for part in PARTS:
        old = {row[part.key]: row for row in part_texts(before, part)}
        new = {row[part.key]: row for row in part_texts(after, part)}
        for key in (*old, *(key for key in new if key not in old)):
            yield from _record(part, old.get(key), new.get(key))
        stayed = [key for key in old if key in new]
        if stayed != [key for key in new if key in old]:
            yield Change(
                Group(part.name),
                ChangeKind.MOVED,
                "",
                part.label,
                _names(part, old),
                _names(part, new),
            )


def _record(
    part: PartSpec, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> Iterator[Change]:
    group = Group(part.name)
    if old is None or new is None:
        there = new or old or {}
        kind = ChangeKind.REMOVED if new is None else ChangeKind.ADDED
        told = _told(part, there)
        was, now = (told, "") if new is None else ("", told)
        yield Change(group, kind, _name(part, there), "", was, now)
        return
    for spec in part.fields:
        was, now = old[spec.name], new[spec.name]
        if was != now:
            yield Change(group, _kind(was, now), _name(part, new), spec.label, was, now)


def _kind(was: str, now: str) -> ChangeKind:
    if not was:
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if now else ChangeKind.REMOVED


def _name(part: PartSpec, row: Mapping[str, str]) -> str:
    """Return what people call a record: its name behind its code."""
    words = [row[spec.name] for spec in part.fields if spec.required and spec.choices is None]
    return " ".join(words)[:_LONGEST_NAME]


def _names(part: PartSpec, rows: Mapping[str, Mapping[str, str]]) -> str:
    return "、".join(rows[key][part.key] for key in rows)


def _told(part: PartSpec, row: Mapping[str, str]) -> str:
    return "；".join(f"{spec.label} {row[spec.name]}" for spec in part.fields if row[spec.name])


_LONGEST_NAME = 40
