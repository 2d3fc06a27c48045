"""A clerk at the acceptance desk of the told demo centre: types, presses keys, reads the screen."""

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks
from tests.ui.samples import SESSION
from windowdesk.assets import Assets
from windowdesk.services.acting import ActReceipt
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.acceptance_desk import AcceptanceDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.tasks import RunNow, Tasks
from windowdesk.ui.theme import Theme

ENTER = Qt.Key.Key_Return
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Counter:
    """The desk in its window; ``receipts`` are those that it emitted."""

    qtbot: QtBot
    window: MainWindow
    desk: AcceptanceDesk
    session: Session
    notifier: RecordingNotifier
    receipts: list[ActReceipt] = field(default_factory=list)

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def where(self) -> str:
        """Return the name of what has the focus."""
        return self.focus().accessibleName()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            self.qtbot.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type plain keys; all else comes as an input method writes it."""
        for sign in text:
            if sign.isascii():
                self.qtbot.keyClicks(self.focus(), sign)
            else:
                event = QInputMethodEvent()
                event.setCommitString(sign)
                QCoreApplication.sendEvent(self.focus(), event)

    def paste(self, text: str) -> None:
        """Write a long text at once."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.focus(), event)

    def enter(self, text: str = "") -> None:
        self.type(text)
        self.press(ENTER)

    def choose_item(self, text: str) -> None:
        """Go to 事项 and take the first that is found."""
        self.press(Qt.Key.Key_2, ALT)
        self.enter(text)

    def all_present(self) -> None:
        """Press Enter through the list of materials."""
        self.press(Qt.Key.Key_4, ALT)
        self.desk.visit.materials.list.go_to(0)
        for _ in range(len(self.desk.visit.materials.lines.entries)):
            self.press(ENTER)


def sit_down(
    qtbot: QtBot,
    theme: Theme,
    notifier: RecordingNotifier,
    desks: DemoDesks,
    tasks: Tasks | None = None,
) -> Counter:
    """Open the desk for the clerk of window 2."""
    kit = Kit(theme, Assets(), tasks or RunNow(), notifier)
    session = desks.session(CLERK)
    made: list[AcceptanceDesk] = []

    def now() -> datetime:
        return NOW

    def make() -> AcceptanceDesk:
        made.append(AcceptanceDesk(kit, session, PrintWatch(kit, session), now=now))
        return made[0]

    spec = ScreenSpec("accept", "受理", "accept", 1, make)
    window = MainWindow(kit, SESSION, (spec,), lambda _password: None)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.visit("accept")
    counter = Counter(qtbot, window, made[0], session, notifier)
    made[0].acted.connect(counter.receipts.append)
    return counter
