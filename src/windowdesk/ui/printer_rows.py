"""Which printer and tray print which paper: one line a kind, with a test page for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from windowdesk.services.print_port import PrintersSeen, QueueReport
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.fields import ChoiceField
from windowdesk.ui.measures import LayoutMeasure, fix_width
from windowdesk.ui.parts import label
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

OTHERS = ""  # the line of every kind that has no choice of its own


@dataclass(frozen=True)
class PrinterTry:
    """A test page that is wanted: of which kind of paper, on which queue, from which tray."""

    kind: str
    queue: str
    tray: str


class PrinterRows(QScrollArea):
    """``edited`` on every change; ``try_wanted`` carries a PrinterTry."""

    edited = Signal()
    try_wanted = Signal(PrinterTry)

    def __init__(
        self,
        theme: Theme,
        kinds: Sequence[Choice],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._seen = PrintersSeen((), {})
        self._queues: dict[str, ChoiceField] = {}
        self._trays: dict[str, ChoiceField] = {}
        self._states: dict[str, QLabel] = {}
        self._reports: dict[str, QueueReport] = {}
        self.setProperty("role", "bare")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._grid = QGridLayout()
        LayoutMeasure(theme, self._grid, gap=6)
        for place, head in enumerate(("文书", "打印机", "纸盒", "", "打印机现在")):
            self._grid.addWidget(label(head, "label"), 0, place)
        for number, kind in enumerate((Choice(OTHERS, "各种文书"), *kinds), start=1):
            self._add(number, kind)
        self._grid.setColumnStretch(4, 1)
        inside = QWidget()
        pile = QVBoxLayout(inside)
        LayoutMeasure(theme, pile, (2, 0, 10, 2))
        pile.addLayout(self._grid)
        pile.addStretch(1)
        self.setWidget(inside)

    def show_queues(self, seen: PrintersSeen) -> None:
        """Offer the queues of this machine; what was chosen stays, also where it is gone."""
        self._seen = seen
        self._reports = {report.name: report for report in seen.reports}
        for kind, field in self._queues.items():
            chosen = field.value()
            names = [*self._reports, *([chosen] if chosen and chosen not in self._reports else [])]
            none = "没有打印机" if kind == OTHERS else "同上"
            field.set_choices((Choice("", none), *(Choice(name, name) for name in names)))
            field.set_value(chosen)
            self._show_trays(kind)
        self._show_states()

    def set_values(self, printers: Mapping[str, str], trays: Mapping[str, str]) -> None:
        """Show the choices by kind of paper, '' being all others."""
        for kind, field in self._queues.items():
            queue = printers.get(kind, "")
            names = dict.fromkeys((*self._reports, *([queue] if queue else [])))
            none = "没有打印机" if kind == OTHERS else "同上"
            field.set_choices((Choice("", none), *(Choice(name, name) for name in names)))
            field.set_value(queue)
            self._show_trays(kind, trays.get(kind, ""))
        self._show_states()

    def printers(self) -> Mapping[str, str]:
        """Return the queues that were chosen."""
        return {kind: one.value() for kind, one in self._queues.items() if one.value()}

    def trays(self) -> Mapping[str, str]:
        """Return the trays that were chosen."""
        return {kind: one.value() for kind, one in self._trays.items() if one.value()}

    def take_focus(self) -> None:
        """Begin at the printer of all papers."""
        self._queues[OTHERS].take_focus()

    def _add(self, number: int, kind: Choice) -> None:
        queue, tray = ChoiceField(self._theme), ChoiceField(self._theme)
        queue.combo.setAccessibleName(f"{kind.text}的打印机")
        tray.combo.setAccessibleName(f"{kind.text}的纸盒")
        fix_width(self._theme, queue, 220)
        fix_width(self._theme, tray, 160)
        queue.edited.connect(partial(self._on_queue, kind.code))
        tray.edited.connect(self.edited)
        attempt = KeyButton(self._theme, "试打一张", "", ButtonKind.QUIET)
        attempt.setAccessibleName(f"{kind.text}试打一张")
        attempt.clicked.connect(partial(self._on_try, kind.code))
        state = label("", "hint", wrap=True)
        for place, part in enumerate((label(kind.text), queue, tray, attempt, state)):
            self._grid.addWidget(part, number, place)
        self._queues[kind.code], self._trays[kind.code] = queue, tray
        self._states[kind.code] = state

    def _queue_of(self, kind: str) -> str:
        return self._queues[kind].value() or self._queues[OTHERS].value()

    def _on_queue(self, kind: str, _queue: str) -> None:
        self._show_trays(kind)
        self._show_states()
        self.edited.emit()

    def _on_try(self, kind: str) -> None:
        tray = self._trays[kind].value() or self._trays[OTHERS].value()
        self.try_wanted.emit(PrinterTry(kind, self._queue_of(kind), tray))

    def _show_trays(self, kind: str, chosen: str | None = None) -> None:
        field = self._trays[kind]
        wanted = field.value() if chosen is None else chosen
        queue = self._queue_of(kind)
        offered = self._seen.trays.get(queue, ())
        names = dict.fromkeys((*offered, *([wanted] if wanted else [])))
        none = "打印机自己定" if kind == OTHERS else "同上"
        field.set_choices((Choice("", none), *(Choice(name, name) for name in names)))
        field.set_value(wanted)

    def _show_states(self) -> None:
        for kind, state in self._states.items():
            queue = self._queues[kind].value()
            report = self._reports.get(queue)
            tone = Tone.PLAIN if not queue or (report and report.ready) else Tone.AMBER
            text = "" if not queue else "就绪" if report and report.ready else ""
            if queue and not text:
                text = report.reason if report else "这台电脑上没有这个打印机"
            state.setText(text)
            state.setProperty("tone", tone.value)
            state.style().unpolish(state)
            state.style().polish(state)
