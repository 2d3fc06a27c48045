"""One line of a 一次性补正告知, as it is offered and as the clerk writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.material_gaps import material_gaps
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.outcomes import Gap
from windowdesk.ui.pick_list import Spoken

NOT_HANDED_IN = "没有交"
_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class NoticeLine(Spoken):
    """``on`` is whether it is told; a ``must`` cannot be left out, a ``free`` one is one's own.

    ``is_repeated``: it could be seen when the first notice was written.
    """

    gap: Gap
    on: bool
    must: bool = False
    free: bool = False
    is_repeated: bool = False

    @property
    def spoken(self) -> str:
        """Name, whether it is told, what is wrong, and that it could be seen before."""
        told = "要补正" if self.on else "不用补正"
        before = "第一次就看得出" if self.on and self.is_repeated else ""
        parts = (self.gap.name or "还没写名称", told, self.gap.fault, before)
        return "，".join(part for part in parts if part)


def lines_for(
    item: Item,
    handed: Sequence[HandedIn],
    unticked: Mapping[str, tuple[str, ...]] = _NOTHING,
) -> tuple[NoticeLine, ...]:
    """Return what is missing or wanting, each of it told; then all else, to be added by a key.

    ``unticked`` maps the code of a material to the review points that were not ticked.
    """
    asked = {material.code: material for material in item.materials}
    missing = material_gaps(item, handed)
    state = {one.code: one for one in handed}
    lines = []
    for gap in missing:
        first = asked[gap.codes[0]]
        points = unticked.get(first.code, ()) if len(gap.codes) == 1 else ()
        code = first.code if len(gap.codes) == 1 else ""
        wanting = NOT_HANDED_IN if _is_absent(state[first.code], points) else _wanting(points)
        lines.append(NoticeLine(_gap(first, code, gap.name, wanting), on=True, must=True))
    told = {code for gap in missing for code in gap.codes}
    for one in handed:
        if one.code not in told and (one.required or one.state is MaterialState.PRESENT):
            line = NoticeLine(_gap(asked[one.code], one.code, one.name, ""), on=False)
            lines.append(line)
    return tuple(lines)


def free_line() -> NoticeLine:
    """Return a line for what is on no list."""
    return NoticeLine(Gap("", "", ""), on=True, free=True)


def changed(line: NoticeLine, *, name: str, fault: str, standard: str, form: str) -> NoticeLine:
    """Return the line as written; words about a fault put it on the notice."""
    gap = replace(line.gap, fault=fault, standard=standard, form=form)
    if line.free:
        gap = replace(gap, name=name)
    is_new_fault = bool(fault) and not line.gap.fault
    return replace(line, gap=gap, on=line.on or is_new_fault)


def form_words(material: Material) -> str:
    """Return how a material is to be handed in, as the paper says it."""
    count = material.copies or 1
    return {
        MaterialForm.ORIGINAL: f"原件{count}份",
        MaterialForm.COPY: f"复印件{count}份",
        MaterialForm.ORIGINAL_AND_COPY: f"原件核验，复印件{max(count - 1, 1)}份",
        MaterialForm.ELECTRONIC: "电子件",
        MaterialForm.UNSTATED: "原件或者复印件",
    }[material.form]


def _gap(asked: Material, code: str, name: str, fault: str) -> Gap:
    standard = asked.standard or "；".join(asked.review_points)
    return Gap(code, name, fault, standard, form_words(asked))


def _is_absent(one: HandedIn, points: tuple[str, ...]) -> bool:
    return one.state is MaterialState.MISSING or not points


def _wanting(points: tuple[str, ...]) -> str:
    return f"不符合：{'、'.join(points)}"
