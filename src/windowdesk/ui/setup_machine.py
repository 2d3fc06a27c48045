"""The pages of the wizard about this machine and the numbers on paper, and the last look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from windowdesk.services.print_port import PrintersSeen
from windowdesk.services.setup_draft import SetupDraft, SetupFault
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fact_grid import FactGrid, FactSpec
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, column, empty, frame, label, row
from windowdesk.ui.printer_rows import PrinterRows, PrinterTry
from windowdesk.ui.setup_page import SetupPage
from windowdesk.ui.states import IconSign
from windowdesk.ui.tasks import Tasks
from windowdesk.ui.theme import Theme


@dataclass(frozen=True)
class Printing:
    """What the page of printers asks the machine: its queues, their trays, a test page.

    ``test`` returns a sentence that says what became of it; DomainError otherwise.
    """

    queues: Callable[[], PrintersSeen]
    test: Callable[[PrinterTry], str]


class PrintersPage(SetupPage):
    """Printers and trays by kind of paper."""

    code, title = "printers", "打印机"
    lead = "没有打印机也能办，文书留着等打。某种文书要用别的打印机、别的纸盒，才在它那一行选。"

    def __init__(
        self, theme: Theme, tasks: Tasks, kinds: Sequence[Choice], printing: Printing
    ) -> None:
        super().__init__()
        self._tasks, self._printing = tasks, printing
        self._known = False
        self._rows = PrinterRows(theme, kinds)
        self._rows.edited.connect(self.edited)
        self._rows.try_wanted.connect(self._on_try)
        self._said = label("", "hint", wrap=True)
        self.setLayout(column(theme, (self._rows, 1), 8, self._said))

    def fill(self, draft: SetupDraft) -> None:
        """Show the choices; the queues are asked for when the page is seen."""
        self._rows.set_values(draft.printers, draft.trays)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the choices."""
        return replace(draft, printers=self._rows.printers(), trays=self._rows.trays())

    def take_focus(self) -> None:
        """Ask for the queues, and begin at the first line."""
        self._tasks.run(self._printing.queues, self._on_queues, self._on_failed)
        self._rows.take_focus()

    def _on_queues(self, seen: PrintersSeen) -> None:
        self._rows.show_queues(seen)
        usual = next((report.name for report in seen.reports if report.is_default), "")
        if usual and not self._known and not self._rows.printers():
            self._rows.set_values({"": usual}, {})
            self.edited.emit()
        self._known = True
        if not seen.reports:
            self._said.setText("这台电脑上还没有装打印机。装好了，在“系统 → 打印机”里再选。")

    def _on_try(self, wanted: PrinterTry) -> None:
        self._said.setText("正在送测试页。")
        self._tasks.run(lambda: self._printing.test(wanted), self._said.setText, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        text = getattr(error, "text", "")
        if not text:
            raise error
        self._said.setText(text)


class NumbersPage(SetupPage):
    """Where numbers go on from paper."""

    code, title = "numbers", "起始号"
    lead = (
        "今年已经在纸上编过号的，写下一个要用的号：纸上编到 118 号，就写 119。"
        "没编过的空着，从 1 起。"
    )

    def __init__(self, theme: Theme, kinds: Sequence[Choice]) -> None:
        super().__init__()
        self._grid = FactGrid(theme, [FactSpec(k.code, k.text) for k in kinds], columns=3)
        self._grid.edited.connect(self.edited)
        self._grid.done.connect(self.done)
        self.setLayout(column(theme, self._grid, STRETCH))

    def fill(self, draft: SetupDraft) -> None:
        """Show the numbers."""
        self._grid.set_values(draft.starts)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the numbers that were filled in."""
        starts = {kind: text for kind, text in self._grid.values().items() if text}
        return replace(draft, starts=starts)

    def show_faults(self, faults: Sequence[SetupFault]) -> None:
        """Show faults at their numbers."""
        self._grid.set_faults({fault.field: fault.text for fault in faults})

    def take_focus(self) -> None:
        """Begin at the first number."""
        self._grid.take_focus()


@dataclass(frozen=True)
class SetupCheck:
    """What the last look finds: faults, and sentences of what is lacking and what that stops."""

    faults: tuple[SetupFault, ...]
    lacks: tuple[str, ...]


class CheckPage(SetupPage):
    """What is wrong, what is lacking, and what will be made."""

    code, title = "check", "核对"
    lead = ""

    def __init__(self, theme: Theme, titles: dict[str, str]) -> None:
        super().__init__()
        self._theme, self._titles = theme, titles
        self._lines = QVBoxLayout()
        LayoutMeasure(theme, self._lines, gap=8)
        self.setLayout(column(theme, self._lines, STRETCH))

    def show_check(self, check: SetupCheck, summary: Sequence[str]) -> None:
        """Show the outcome."""
        empty(self._lines)
        if check.faults:
            self._head("先改这些，按 F9 去第一处", "warn", "red")
            for fault in check.faults:
                self._line(f"{self._titles.get(fault.page, '')}：{fault.text}")
        else:
            self._head("可以创建了", "check", "green")
            for text in summary:
                self._line(text)
        if check.lacks:
            self._head(
                "还缺这些，不碍事，缺的文书先出不了，以后在“系统 → 中心资料”里补", "flag", "amber"
            )
            for text in check.lacks:
                self._line(text)

    def _head(self, text: str, icon: str, colour: str) -> None:
        sign = IconSign(self._theme, icon=icon, size=20, colour=colour)
        self._lines.addLayout(row(self._theme, sign, 8, (label(text, "head", wrap=True), 1)))

    def _line(self, text: str) -> None:
        self._lines.addLayout(row(self._theme, 28, (label(text, "", wrap=True), 1)))


class DonePage(SetupPage):
    """The temporary passwords, once."""

    code, title = "done", "建好了"
    lead = "下面是各人的临时密码，只显示这一次。打出来剪开，各拿各的；头一次登录要改。"

    print_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout()
        LayoutMeasure(theme, self._grid, gap=8)
        inside = frame("panel", None)
        pile = QVBoxLayout(inside)
        LayoutMeasure(theme, pile, (18, 14, 18, 14))
        pile.addLayout(self._grid)
        self._scroll = _scroll(inside)
        self.said = label("", "second", wrap=True)
        self.setLayout(column(theme, (self._scroll, 1), 10, self.said))

    def show_people(self, people: Sequence[tuple[str, str, str]]) -> None:
        """Show name, login and password of everybody."""
        for place, head in enumerate(("姓名", "工号", "临时密码")):
            self._grid.addWidget(label(head, "label"), 0, place)
        for number, person in enumerate(people, start=1):
            for place, text in enumerate(person):
                shown = label(text)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._grid.addWidget(shown, number, place)
        for place, width in enumerate((150, 150, 200)):
            self._grid.setColumnMinimumWidth(place, self._theme.u(width))
        self._grid.setColumnStretch(3, 1)
        self._grid.setRowStretch(len(people) + 1, 1)


def _scroll(inside: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setProperty("role", "bare")
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(_held(inside))
    return made


def _held(inside: QWidget) -> QWidget:
    """Return a ground that keeps ``inside`` at its own height."""
    holder = QWidget()
    pile = QVBoxLayout(holder)
    pile.setContentsMargins(0, 0, 0, 0)
    pile.addWidget(inside)
    pile.addStretch(1)
    return holder
