"""How the items of a bundle share one material list, and how each of them stands with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.item_kinds import AcceptanceMode
from windowdesk.domain.item_parts import Material
from windowdesk.domain.joint_item import JointItem, JointPart
from windowdesk.domain.joint_materials import Use, divided, maker_of
from windowdesk.domain.material_gaps import material_gaps
from windowdesk.domain.materials import HandedIn, MaterialState


class MemberWay(StrEnum):
    """What is done with one item of a bundle."""

    ACCEPT = "accept"
    SUPPLEMENT = "supplement"
    RECEIVE = "receive"
    LEAVE_OUT = "leave_out"


WAY_LABEL: Mapping[MemberWay, str] = MappingProxyType(
    {
        MemberWay.ACCEPT: "受理",
        MemberWay.SUPPLEMENT: "收件，一次性告知补正",
        MemberWay.RECEIVE: "只收件",
        MemberWay.LEAVE_OUT: "这次不办",
    }
)
Ways = Mapping[str, MemberWay]


@dataclass(frozen=True)
class MemberState:
    """How an item of a bundle stands at the desk: what is missing, and what can be done."""

    part: JointPart
    missing: tuple[str, ...]

    @property
    def ways(self) -> tuple[MemberWay, ...]:
        """What can be done with it, the usual one first."""
        if self.missing:
            return (MemberWay.SUPPLEMENT, MemberWay.RECEIVE, MemberWay.LEAVE_OUT)
        if self.part.item.acceptance_mode is AcceptanceMode.SEPARATE:
            return (MemberWay.RECEIVE, MemberWay.LEAVE_OUT)
        return (MemberWay.ACCEPT, MemberWay.RECEIVE, MemberWay.LEAVE_OUT)

    @property
    def usual(self) -> MemberWay:
        """What is done with it unless the clerk says otherwise."""
        return self.ways[0]


def member_states(
    joint: JointItem,
    chosen: Sequence[str],
    handed: Sequence[HandedIn],
    left_out: Collection[str] = (),
) -> tuple[MemberState, ...]:
    """Return how every item that is applied for stands with the materials as checked.

    ``left_out`` are members that are not done after all.
    """
    kept = tuple(part for part in joint.done(chosen) if part.key not in left_out)
    return tuple(
        MemberState(
            share.part, tuple(gap.name for gap in material_gaps(share.part.item, share.materials))
        )
        for share in shares_of(joint, kept, chosen, handed)
    )


@dataclass(frozen=True)
class Share:
    """What an item gets of the common list; ``borrowed`` says who keeps an original."""

    part: JointPart
    materials: tuple[HandedIn, ...]
    borrowed: Mapping[str, str]


_Place = tuple[str, str]


def shares_of(
    joint: JointItem,
    parts: Sequence[JointPart],
    chosen: Sequence[str],
    handed: Sequence[HandedIn],
) -> tuple[Share, ...]:
    """Give each item its own list, and say where the one original of the others lies."""
    own = {part.key: part.item.materials_for(part.situations(chosen)) for part in parts}
    wanted = {(key, material.code): material for key, many in own.items() for material in many}
    found: dict[_Place, HandedIn] = {}
    keeper: dict[_Place, str] = {}
    by_code = {one.code: one for one in handed}
    for asked in joint.materials:
        uses = tuple(u for u in asked.uses if (u.member, u.code) in wanted)
        if uses and asked.material.code in by_code:
            _share_out(by_code[asked.material.code], uses, wanted, found, keeper)
    done = frozenset(own)
    return tuple(
        Share(
            part,
            tuple(_line(joint, part, one, found, done) for one in own[part.key]),
            {code: holder for (key, code), holder in keeper.items() if key == part.key},
        )
        for part in parts
    )


def _share_out(
    line: HandedIn,
    uses: Sequence[Use],
    wanted: Mapping[_Place, Material],
    found: dict[_Place, HandedIn],
    keeper: dict[_Place, str],
) -> None:
    shares = divided(line, [wanted[use.member, use.code] for use in uses])
    holder = next((u.member for u, one in zip(uses, shares, strict=True) if one.originals), "")
    # What was only looked at went back at once and lies nowhere.
    stays = line.state is MaterialState.PRESENT and not line.returned and holder
    for use, share in zip(uses, shares, strict=True):
        found[use.member, use.code] = share
        if stays and use.member != holder:
            keeper[use.member, use.code] = holder


def _line(
    joint: JointItem,
    part: JointPart,
    material: Material,
    found: Mapping[_Place, HandedIn],
    done: Collection[str],
) -> HandedIn:
    """Return a line of an item's list: as handed in, made by another item, or not looked at."""
    maker = maker_of(joint.bundle, part.key, material)
    plain = HandedIn(material.code, material.name, material.required, MaterialState.UNCHECKED)
    if maker in done:
        note = f"“{joint.part(maker).label}”办出后内部取得"
        return replace(plain, state=MaterialState.SHARED, note=note)
    return found.get((part.key, material.code), plain)
