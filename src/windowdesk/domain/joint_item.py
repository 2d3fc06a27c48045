"""A bundle as one item: its situations, its materials without duplicates, and the way back.

What stands here is put together anew from today's catalogue; no case is ever bound to it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from windowdesk.domain.bundle import Bundle, Member, names_of
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import (
    ApplicantKind,
    ItemCategory,
    ItemState,
    ServiceType,
)
from windowdesk.domain.joint_materials import AskedOnce, asked_once
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.situation_rules import shut_out
from windowdesk.domain.situations import Situation

PREFIX: Final = "bundle:"
_DONE: Final = "这次办哪几项？"
_LEAST = 2


@dataclass(frozen=True)
class JointPart:
    """A member with its item; ``told`` says what its situations are in the bundle.

    It is done while the answer ``switch`` holds.
    """

    member: Member
    item: Item
    switch: str
    told: Mapping[str, str | bool]

    @property
    def key(self) -> str:
        """The key of the member."""
        return self.member.key

    @property
    def label(self) -> str:
        """The short name for lists."""
        return self.member.label

    def is_done(self, chosen: Collection[str]) -> bool:
        """Tell whether the item is applied for with these answers."""
        return self.switch in chosen

    def situations(self, chosen: Collection[str]) -> tuple[str, ...]:
        """Return the situations of the item that hold with the answers of the bundle."""
        held = {own for own, told in self.told.items() if told is True or told in chosen}
        return tuple(s.code for s in self.item.situations if s.code in held)


@dataclass(frozen=True)
class JointItem:
    """A bundle that can be accepted: ``item`` stands for it at the desk.

    ``start`` are the answers that hold at first, ``lacking`` the members that the centre has not.
    """

    bundle: Bundle
    item: Item
    parts: tuple[JointPart, ...]
    materials: tuple[AskedOnce, ...]
    start: tuple[str, ...]
    lacking: tuple[Member, ...] = ()

    def done(self, chosen: Collection[str]) -> tuple[JointPart, ...]:
        """Return the members that are applied for."""
        return tuple(part for part in self.parts if part.is_done(chosen))

    def part(self, key: str) -> JointPart:
        """Return a member by its key."""
        return next(part for part in self.parts if part.key == key)

    def uses(self, chosen: Collection[str]) -> Mapping[str, str]:
        """Return for which members each material is asked for, by its code."""
        done = {part.key for part in self.done(chosen)}
        return {
            one.material.code: _told([self.part(u.member) for u in one.uses if u.member in done])
            for one in self.materials
        }


def _told(parts: Sequence[JointPart]) -> str:
    """Name the members where they are two at most, else the first and their count."""
    if len(parts) > _LEAST:
        return f"{parts[0].label}等 {len(parts)} 项"
    return "、".join(part.label for part in parts)


def is_joint(item: Item) -> bool:
    """Tell whether an item stands for a bundle."""
    return item.item_id.startswith(PREFIX)


def item_for(member: Member, items: Sequence[Item]) -> Item | None:
    """Return the published item of a member: the first of its names that the centre has."""
    for name in member.items:
        for item in items:
            if name in {item.name, item.code, item.item_id} and item.state is ItemState.PUBLISHED:
                return item
    return None


def joint_of_all(bundle: Bundle, items: Sequence[Item]) -> JointItem | None:
    """Put a bundle together from all items that are known, published or not, to look it over."""
    return joint_item(bundle, [replace(item, state=ItemState.PUBLISHED) for item in items])


def joint_item(bundle: Bundle, items: Sequence[Item]) -> JointItem | None:
    """Put a bundle together from the items of a centre; None where fewer than two are there."""
    found = [(member, item_for(member, items)) for member in bundle.members]
    parts = tuple(_part(bundle, member, item) for member, item in found if item is not None)
    if len(parts) < _LEAST:
        return None
    materials = asked_once(
        bundle,
        tuple((part.key, part.item, part.told) for part in parts),
        {part.key: part.switch for part in parts},
    )
    own = [part for part in parts if not part.member.when]
    return JointItem(
        bundle=bundle,
        item=_item(bundle, parts, materials),
        parts=parts,
        materials=materials,
        start=tuple(part.switch for part in own),
        lacking=tuple(member for member, item in found if item is None),
    )


def _part(bundle: Bundle, member: Member, item: Item) -> JointPart:
    switch = member.when or f"do.{member.key}"
    return JointPart(member, item, switch, _meaning(bundle, member, item))


def _meaning(bundle: Bundle, member: Member, item: Item) -> Mapping[str, str | bool]:
    """Say of every situation of an item what it is in the bundle."""
    shared = {
        name: one.code for one in bundle.situations for name in names_of(one.same, member.key)
    }
    given = [s for s in item.situations if _is_named(s, member.given)]
    answered = {s.group for s in item.situations if s.group and _named(s, shared)}
    told: dict[str, str | bool] = {}
    for one in item.situations:
        code = _named(one, shared)
        if one in given:
            told[one.code] = True
        elif code:
            told[one.code] = code
        elif one.group in answered or any(shut_out(known, one) for known in given):
            told[one.code] = False
        else:
            told[one.code] = f"{member.key}.{one.code}"
    # What is asked within a situation that never holds never holds either.
    for _ in item.situations:
        for one in item.situations:
            if one.within and told.get(one.within, False) is False and told[one.code] is not True:
                told[one.code] = False
    return told


def _named(one: Situation, names: Mapping[str, str]) -> str:
    return names.get(one.code, "") or names.get(one.label, "")


def _is_named(one: Situation, names: Collection[str]) -> bool:
    return one.code in names or one.label in names


def _item(bundle: Bundle, parts: Sequence[JointPart], materials: Sequence[AskedOnce]) -> Item:
    statutory = [part.item.statutory_limit for part in parts]
    promised = [part.item.promised_limit for part in parts]
    begins = [part.item.effective_from for part in parts]
    ends = [part.item.effective_to for part in parts if part.item.effective_to is not None]
    return Item(
        item_id=f"{PREFIX}{bundle.code}",
        version=sum(part.item.version for part in parts),
        code="",
        name=bundle.name,
        category=ItemCategory.PUBLIC_SERVICE,
        department="、".join(part.label for part in parts),
        decided_level=parts[0].item.decided_level,
        service_type=ServiceType.PROMISE,
        applicant_kind=_applicant(parts),
        statutory_limit=_longest(statutory),
        promised_limit=_longest(promised),
        situations=_situations(bundle, parts),
        materials=tuple(one.material for one in materials),
        plain_words=bundle.plain_words,
        state=ItemState.PUBLISHED,
        effective_from=None if None in begins else max(day for day in begins if day is not None),
        effective_to=min(ends) if ends else None,
    )


def _applicant(parts: Sequence[JointPart]) -> ApplicantKind:
    kinds = {part.item.applicant_kind for part in parts} - {ApplicantKind.BOTH}
    return kinds.pop() if len(kinds) == 1 else ApplicantKind.BOTH


def _longest(limits: Sequence[TimeLimit | None]) -> TimeLimit | None:
    known = [limit for limit in limits if limit is not None]
    return max(known, key=lambda limit: limit.count) if len(known) == len(limits) else None


def _situations(bundle: Bundle, parts: Sequence[JointPart]) -> tuple[Situation, ...]:
    done = [
        Situation(part.switch, part.item.shown_name, question=_DONE)
        for part in parts
        if not part.member.when
    ]
    shared = [
        Situation(one.code, one.label, one.group, question=one.question, within=one.within)
        for one in bundle.situations
    ]
    own = [
        _asked(part, one)
        for part in parts
        for one in part.item.situations
        if part.told[one.code] == f"{part.key}.{one.code}"
    ]
    return (*done, *shared, *own)


def _asked(part: JointPart, one: Situation) -> Situation:
    outer = part.told.get(one.within, "") if one.within else ""
    excludes = (part.told.get(code, False) for code in one.excludes)
    return Situation(
        code=f"{part.key}.{one.code}",
        label=one.label,
        group=f"{part.label}：{one.group}" if one.group else "",
        question=one.question or (one.group and f"{part.label}：{one.group}"),
        within=outer if isinstance(outer, str) and outer else part.switch,
        excludes=tuple(code for code in excludes if isinstance(code, str)),
    )
