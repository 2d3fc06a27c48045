"""The materials of a bundle: each asked for once, and divided again over its cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from windowdesk.domain.bundle import Bundle, names_of
from windowdesk.domain.conditions import Way
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.joint_conditions import Told, condition_text, joint_ways
from windowdesk.domain.materials import HandedIn, MaterialState

_HELD = frozenset((MaterialForm.ORIGINAL, MaterialForm.UNSTATED))


@dataclass(frozen=True)
class Use:
    """Where a material is asked for: the member, and its code in that member's item."""

    member: str
    code: str


@dataclass(frozen=True)
class AskedOnce:
    """A material of the bundle, and every material of the members that it stands for."""

    material: Material
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class _Asked:
    """A material of a member, and when the bundle asks for it."""

    use: Use
    material: Material
    ways: tuple[Way, ...]


Part = tuple[str, Item, Told]


def asked_once(
    bundle: Bundle, parts: Sequence[Part], switches: Mapping[str, str]
) -> tuple[AskedOnce, ...]:
    """Return the materials of all members without duplicates, in the order of the members.

    Materials are the same where the bundle says so, or where they have one 共享码 (``share_id``).
    What another member makes is asked for only while that one is not done. ``switches`` are the
    answers with which each member is done.
    """
    groups: dict[str, list[_Asked]] = {}
    for key, item, told in parts:
        for material in item.materials:
            ways = joint_ways(material.condition, told, switches[key])
            maker = maker_of(bundle, key, material)
            if maker in switches:
                ways = tuple(Way(way.wanted, way.barred | {switches[maker]}) for way in ways)
            if ways:
                name = _shared_name(bundle, key, material)
                groups.setdefault(name, []).append(_Asked(Use(key, material.code), material, ways))
    return tuple(_made(bundle, name, found) for name, found in groups.items())


def maker_of(bundle: Bundle, key: str, material: Material) -> str:
    """Return the member that makes a material of member ``key``, '' where the applicant has it."""
    named = {material.code, material.name}
    makers = (one.member for one in bundle.results if named & set(names_of((one.material,), key)))
    return next(makers, "")


def _shared_name(bundle: Bundle, key: str, material: Material) -> str:
    for number, shared in enumerate(bundle.materials, 1):
        if {material.code, material.name} & set(names_of(shared.same, key)):
            return f"same{number}"
    return f"share:{material.share_id}" if material.share_id else f"{key}.{material.code}"


def _made(bundle: Bundle, name: str, found: Sequence[_Asked]) -> AskedOnce:
    materials = [one.material for one in found]
    points = dict.fromkeys(point for one in materials for point in one.review_points)
    declared = {f"same{n}": shared.name for n, shared in enumerate(bundle.materials, 1)}
    united = replace(
        materials[0],
        code=name,
        name=declared.get(name, materials[0].name),
        required=any(one.required for one in materials),
        form=_form(materials),
        copies=_copies(materials),
        condition=condition_text(way for one in found for way in one.ways),
        review_points=tuple(points),
        one_of=_one_of(found),
    )
    return AskedOnce(united, tuple(one.use for one in found))


def _one_of(found: Sequence[_Asked]) -> str:
    """Of a “下列之一” it stays one only where every member lets it be left out."""
    first = found[0]
    free = all(one.material.one_of for one in found)
    return f"{first.use.member}：{first.material.one_of}" if free else ""


def _form(materials: Sequence[Material]) -> MaterialForm:
    """Return the form that satisfies all: an original that stays, one to look at, a copy."""
    forms = {one.form for one in materials}
    order = (
        MaterialForm.ORIGINAL,
        MaterialForm.ORIGINAL_AND_COPY,
        MaterialForm.UNSTATED,
        MaterialForm.COPY,
        MaterialForm.ELECTRONIC,
    )
    return next(form for form in order if form in forms)


def _copies(materials: Sequence[Material]) -> int | None:
    form = _form(materials)
    if form is MaterialForm.ORIGINAL_AND_COPY:
        return 1 + sum(_paper_copies(one) for one in materials)
    if form is MaterialForm.COPY:
        return sum(_paper_copies(one) for one in materials)
    same = [one.copies or 1 for one in materials if one.form is form]
    return max(same) if any(one.copies for one in materials) else None


def _paper_copies(material: Material) -> int:
    if material.form is MaterialForm.ORIGINAL_AND_COPY:
        return max((material.copies or 1) - 1, 1)
    return material.copies or 1


def divided(handed: HandedIn, asked: Sequence[Material]) -> tuple[HandedIn, ...]:
    """Divide what was handed in once over the materials that it stands for; totals stay.

    The first that keeps an original gets all originals, the others what is left of the copies.
    The state is that of the whole; notes are written by the caller, who knows the numbers.
    """
    if handed.state is not MaterialState.PRESENT:
        return tuple(_as(one, handed) for one in asked)
    holder = next((n for n, one in enumerate(asked) if one.form in _HELD), 0)
    wanted = [
        _paper_copies(one) if n != holder and _wants_copy(one) else 0 for n, one in enumerate(asked)
    ]
    shares = list(_shares(handed.copies, wanted))
    others = sum(shares)
    made = []
    for place, one in enumerate(asked):
        own = _as(one, handed)
        if place == holder:
            pages = max(handed.pages - others, 0)
            own = replace(own, copies=handed.copies - others, pages=pages)
        else:
            own = replace(own, originals=0, copies=shares[place], pages=shares[place])
        made.append(own)
    return tuple(made)


def _wants_copy(material: Material) -> bool:
    return material.form in {MaterialForm.COPY, MaterialForm.ORIGINAL_AND_COPY}


def _shares(there: int, wanted: Sequence[int]) -> Iterator[int]:
    for one in wanted:
        share = min(one, there)
        there -= share
        yield share


def _as(material: Material, handed: HandedIn) -> HandedIn:
    return replace(handed, code=material.code, name=material.name, required=material.required)
