"""What is handed over with a result: the decision, a certificate, and where their printing is."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.domain.clock import short_date
from windowdesk.domain.document import PRINT_LABEL, Document, PrintState
from windowdesk.domain.local_time import local_date
from windowdesk.services.issuance import SERVED_KINDS
from windowdesk.services.lookup import CaseView
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.measures import fix_height
from windowdesk.ui.parts import STRETCH, bare, column, empty, label, row, rule
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_ROW = 36


@dataclass(frozen=True)
class Served:
    """One thing that is handed over; ``note`` says what became of its printing."""

    icon: str
    title: str
    number: str
    note: str
    tone: Tone = Tone.PLAIN


def served_of(view: CaseView) -> tuple[Served, ...]:
    """Return what is handed over with the result of a case."""
    void = view.case.outcomes.void_papers
    made = [
        _paper(view, paper)
        for paper in view.papers
        if paper.kind in SERVED_KINDS and paper.number not in void
    ]
    decision = view.case.decision
    if decision is not None and decision.certificate:
        name = view.case.item.result_document or "证件"
        made.append(Served("original", name, decision.certificate, "随决定一起交"))
    return tuple(made)


def _paper(view: CaseView, paper: Document) -> Served:
    printing = next((p for p in view.prints if p.document_id == paper.document_id), None)
    if printing is None:
        return Served("paper", paper.title, paper.number, PRINT_LABEL[PrintState.KEPT])
    label_text = PRINT_LABEL[printing.state]
    if printing.state is PrintState.DONE:
        day = short_date(local_date(printing.asked_at))
        return Served("paper", paper.title, paper.number, f"{label_text} {day}")
    missing = printing.state is PrintState.NOT_PRINTED
    tone = Tone.AMBER if missing else Tone.PLAIN
    return Served("print-off" if missing else "paper", paper.title, paper.number, label_text, tone)


class ServedList(QWidget):
    """One line each: sign, title, number, printing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = label("", "hint")
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        head = row(theme, label("要交的", "label"), STRETCH, self._count)
        self.setLayout(column(theme, head, 2, self._lines))

    def show_served(self, served: tuple[Served, ...]) -> None:
        """Show other things."""
        empty(self._lines)
        self._count.setText(f"{len(served)} 份" if served else "没有要交的文书")
        for index, one in enumerate(served):
            if index:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._line(one))

    def _line(self, one: Served) -> QWidget:
        ink = one.tone.ink if one.tone else "ink_2"
        line = bare(
            row(
                self._theme,
                IconSign(self._theme, icon=one.icon, size=20, colour=ink),
                8,
                (CutLabel(one.title), 3),
                10,
                (CutLabel(one.number, "label"), 2),
                10,
                label(one.note, "hint", one.tone),
            )
        )
        fix_height(self._theme, line, _ROW)
        line.setAccessibleName(f"{one.title} {one.number} {one.note}")
        return line
