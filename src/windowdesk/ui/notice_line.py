"""One line of a 一次性补正告知, as it is offered and as the clerk writes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from windowdesk.domain.case import Application
from windowdesk.domain.item_parts import Material
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.outcomes import Gap
from windowdesk.services.window_lists import form_words, usual_gaps
from windowdesk.ui.pick_list import Spoken


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
    application: Application,
    unticked: Mapping[str, tuple[str, ...]],
    still_open: Sequence[Gap] = (),
) -> tuple[NoticeLine, ...]:
    """Return what is missing or wanting, each of it told; then all else, to be added by a key.

    ``unticked`` maps the code of a material to the review points that were looked at and not
    ticked. ``still_open`` was asked for before and has not come in: it keeps its words.
    """
    before = {gap.name: gap for gap in still_open}
    asked = {material.code: material for material in application.item.materials}
    usual = [
        before.pop(gap.name, _with_points(gap, asked[gap.code], unticked))
        for gap in usual_gaps(application)
    ]
    must = [NoticeLine(gap, on=True, must=True) for gap in (*usual, *before.values())]
    return (*must, *_others(application, must))


def _others(application: Application, must: Sequence[NoticeLine]) -> Iterator[NoticeLine]:
    """Give the materials that came in: one of them may be found wanting after all."""
    told = {line.gap.name for line in must}
    asked = {material.code: material for material in application.item.materials}
    for one in application.materials:
        if one.state is MaterialState.PRESENT and one.name not in told:
            form = form_words(asked[one.code])
            gap = Gap(one.code, one.name, "", _standard(asked[one.code]), form)
            yield NoticeLine(gap, on=False)


def _with_points(gap: Gap, asked: Material, unticked: Mapping[str, tuple[str, ...]]) -> Gap:
    points = unticked.get(gap.code, ())
    fault = f"不符合：{'、'.join(points)}" if points else gap.fault
    return replace(gap, fault=fault, standard=gap.standard or _standard(asked))


def _standard(asked: Material) -> str:
    """Return what makes a material good enough; where nothing is stated, the review points."""
    return asked.standard or "；".join(asked.review_points)


def as_written(fresh: Sequence[NoticeLine], before: Sequence[NoticeLine]) -> tuple[NoticeLine, ...]:
    """Return fresh lines with the words that were written before, and the lines of one's own."""
    written = {line.gap.name: line for line in before}
    kept = []
    for line in fresh:
        old = written.get(line.gap.name)
        if old is None or old.must != line.must:
            kept.append(line)
        else:
            kept.append(replace(line, gap=old.gap, on=old.on))
    return (*kept, *(line for line in before if line.free))


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
