"""Open cases moved by a newer calendar: looked at first, moved by F9, in the background."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.services.calendars import Calendars, Moved, moved_text
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, column, label, row
from windowdesk.ui.sheet import Sheet

Look = Callable[[Callable[[int, int], None]], Moved]


class Redater(QObject):
    """Runs long looks over all open cases; ``progressed`` says how far, ``done`` what came out."""

    progressed = Signal(str)

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit

    def run(
        self, work: Look, on_done: Callable[[Moved], None], on_error: Callable[[Exception], None]
    ) -> None:
        """Do ``work`` off the GUI thread and tell of its progress."""
        self._kit.tasks.run(partial(work, self._tell), on_done, on_error)

    def _tell(self, done: int, of: int) -> None:
        # Called on the thread of the work: the signal comes to the screen on its own.
        self.progressed.emit(f"正在看在办的件：{done} / {of}")


class RedateSheet(Sheet):
    """What the calendar of today would change; F9 changes it. ``moved`` follows."""

    moved = Signal()

    def __init__(self, kit: Kit, calendars: Calendars) -> None:
        super().__init__(kit.theme, "calendar", "重算在办的件", width=700)
        self._kit = kit
        self._calendars = calendars
        self._pending = 0
        self._is_busy = True
        theme = kit.theme
        self.summary = label("正在看在办的件……", "strong", wrap=True)
        self.button = KeyButton(theme, "重算", "F9", ButtonKind.GO)
        self.button.setEnabled(False)
        self.button.clicked.connect(self.act)
        told = "每件记一步“日历变更重算”，写明原来和现在的到期日。已经办结的不动。"
        self.put(column(theme, self.summary, 8, label(told, "second", wrap=True), 14))
        self.put(row(theme, STRETCH, self.button))
        self._redater = Redater(kit, self)
        self._redater.progressed.connect(self.summary.setText)
        self._redater.run(calendars.pending, self._on_looked, self._on_failed)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 moves them."""
        return (KeyGroup("", (KeyAct("F9", "重算在办的件", self.act),)),)

    def take_focus(self) -> None:
        """Stay on the sheet: there is nothing to write."""
        self.setFocus()

    def act(self) -> None:
        """F9: move the cases; pressed early or for nothing it does nothing."""
        if self._is_busy or not self._pending:
            return
        self._set_busy(busy=True)
        self._redater.run(self._calendars.redate, self._on_moved, self._on_failed)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.button.setEnabled(not busy and bool(self._pending))

    def _on_looked(self, moved: Moved) -> None:
        self._pending = moved.changed
        self.summary.setText(moved_text(moved, "要变"))
        self._set_busy(busy=False)

    def _on_moved(self, moved: Moved) -> None:
        self._pending = 0
        self._set_busy(busy=False)
        self.summary.setText(moved_text(moved, "改了"))
        self._kit.notifier.info(f"在办的件重算好了，改了 {moved.changed} 件。")
        self.moved.emit()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.summary.setText("没有做完。已经改好的算数，再按 F9 从停下的地方接着改。")
        self._kit.notifier.failed(error)
