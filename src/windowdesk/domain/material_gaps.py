"""What is still missing of a material list, where of some materials a single one suffices."""

from collections.abc import Sequence
from dataclasses import dataclass

from windowdesk.domain.item import Item
from windowdesk.domain.materials import SETTLED, HandedIn

ONE_OF = "下列之一"


@dataclass(frozen=True)
class MaterialGap:
    """A material that is missing, or several of which one would do; ``name`` is for people."""

    name: str
    codes: tuple[str, ...]


def one_of_groups(item: Item, handed: Sequence[HandedIn]) -> dict[str, tuple[HandedIn, ...]]:
    """Return the handed-in materials of each “下列之一”, as far as the list asks for them.

    Where the situations leave one of them it is asked for like any other.
    """
    name_of = {m.code: m.one_of for m in item.materials if m.one_of}
    found: dict[str, list[HandedIn]] = {}
    for one in handed:
        if one.code in name_of:
            found.setdefault(name_of[one.code], []).append(one)
    return {name: tuple(members) for name, members in found.items() if len(members) > 1}


def material_gaps(item: Item, handed: Sequence[HandedIn]) -> tuple[MaterialGap, ...]:
    """Return what is required and not settled, in the order of the list."""
    group_of = _group_of(item, handed)
    gaps: dict[tuple[str, ...], MaterialGap] = {}
    for one in handed:
        members = group_of.get(one.code, (one,))
        if not any(m.required for m in members) or any(m.state in SETTLED for m in members):
            continue
        codes = tuple(m.code for m in members)
        gaps[codes] = MaterialGap(one_of_name(tuple(m.name for m in members)), codes)
    return tuple(gaps.values())


def spared(item: Item, handed: Sequence[HandedIn]) -> frozenset[str]:
    """Return the codes that nobody asks for any more, as another one of their group is there."""
    return frozenset(
        m.code
        for members in one_of_groups(item, handed).values()
        if any(m.state in SETTLED for m in members)
        for m in members
        if m.state not in SETTLED
    )


def counted(item: Item, handed: Sequence[HandedIn]) -> tuple[HandedIn, ...]:
    """Return the list as people count it: each “下列之一” is one, that which came in."""
    left_out = spared(item, handed)
    settled = {m.code for m in handed if m.state in SETTLED}
    others = {
        m.code
        for members in one_of_groups(item, handed).values()
        if not any(one.code in settled for one in members)
        for m in members[1:]
    }
    return tuple(m for m in handed if m.code not in left_out | others)


def later_choices(item: Item, handed: Sequence[HandedIn]) -> frozenset[str]:
    """Return the codes of all but the first of every “下列之一”: one of them is enough."""
    groups = one_of_groups(item, handed).values()
    return frozenset(m.code for members in groups for m in members[1:])


def one_of_name(names: tuple[str, ...]) -> str:
    """Return a name for lists: that of the material, else 下列之一（甲／乙）."""
    return names[0] if len(names) == 1 else f"{ONE_OF}（{'／'.join(names)}）"


def _group_of(item: Item, handed: Sequence[HandedIn]) -> dict[str, tuple[HandedIn, ...]]:
    groups = one_of_groups(item, handed).values()
    return {m.code: members for members in groups for m in members}
