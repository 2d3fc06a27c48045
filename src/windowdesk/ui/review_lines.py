"""Under the limits of a case: its special procedures, hearing and extension, planned and real.

Nothing is there where nothing of the kind happened; what runs longer than planned is amber.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import local_date
from windowdesk.domain.procedure_guards import hearing_of
from windowdesk.domain.review_turns import Extension, ProcedurePlan, ProcedureRun
from windowdesk.services.hearings import Hearings
from windowdesk.services.lookup import CaseView
from windowdesk.services.procedures import Procedures
from windowdesk.ui.case_words import limit_words
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.decline_sheet import extension_words
from windowdesk.ui.folding_lines import FoldingLines
from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import bare, label, row, set_look
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_NAME_WIDTH = 64
_MOST_LOW = 3


@dataclass(frozen=True)
class ReviewLine:
    """A name, what is to be said of it, and whether it needs a look."""

    name: str
    text: str
    tone: Tone = Tone.PLAIN


def review_lines(
    view: CaseView, procedures: Procedures, hearings: Hearings
) -> tuple[ReviewLine, ...]:
    """Return a line for each procedure and for the extension, what waits for a word first."""
    turns = view.case.turns
    lines = [*_asked(view.case)]
    for run in turns.procedures:
        lines.append(_procedure(view, run, procedures))
        notice = hearing_of(turns.hearings, run)
        if notice is not None and run.is_open:
            on, what = hearings.next_day(notice)
            lines.append(ReviewLine("听证", f"{what}，{short_date(on)}", Tone.AMBER))
    if turns.extension is not None:
        lines.append(ReviewLine("延期", _extension(turns.extension)))
    return tuple(lines)


def _asked(case: Case) -> Iterator[ReviewLine]:
    plan, request = case.turns.asked_procedure, case.turns.asked_extension
    if plan is not None:
        yield ReviewLine("待批", f"提请{_planned(plan)}", Tone.AMBER)
    if request is not None:
        yield ReviewLine("待批", extension_words(request), Tone.AMBER)


def _planned(plan: ProcedurePlan) -> str:
    return f"{plan.name}，{short_date(plan.first_day)}起，预计 {limit_words(plan.length)}"


def _procedure(view: CaseView, run: ProcedureRun, procedures: Procedures) -> ReviewLine:
    last = run.last_day or local_date(view.now)
    real, over = procedures.real(run.plan, last), procedures.overrun(run.plan, last)
    gone = "实际" if run.last_day is not None else "已过"
    text = f"{_planned(run.plan)}，{gone} {limit_words(real)}"
    if over is not None:
        return ReviewLine("不计时", f"{text}，多 {limit_words(over)}", Tone.AMBER)
    return ReviewLine("不计时", text)


def _extension(extension: Extension) -> str:
    dues = ""
    if extension.due_before is not None and extension.due_after is not None:
        dues = f"，法定 {short_date(extension.due_before)} → {short_date(extension.due_after)}"
    return f"{extension.request.days} 个工作日，{extension.allowed_name}批{dues}"


class ReviewLines(FoldingLines):
    """Folded, it shows the last ones and leaves the others to the story."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._lines: tuple[ReviewLine, ...] = ()

    def show_lines(self, lines: tuple[ReviewLine, ...]) -> None:
        """Show other lines."""
        self._lines = lines
        self.draw()

    def drawn(self) -> list[QWidget]:
        """Return the lines."""
        shown = self._lines[-_MOST_LOW:] if self.is_low else self._lines
        return [self._line(line) for line in shown]

    def _line(self, line: ReviewLine) -> QWidget:
        name = label(line.name, "label")
        fix_width(self.theme, name, _NAME_WIDTH)
        text = CutLabel("", "hint")
        text.set_text(line.text)
        set_look(text, tone=line.tone.value)
        return bare(row(self.theme, name, (text, 1)))
