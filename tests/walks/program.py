"""The program as a clerk has it: opened by its own parts, worked by keys, read from the screen.

Nothing here calls a desk to do something. Keys go to the widget that has the focus, Chinese comes
as an input method commits it, and what a test reads is what is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as WaitedInVain
from pytestqt.qtbot import QtBot

from windowdesk.app.desk import Desk
from windowdesk.app.desktop import Desktop
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import DEMO_PASSWORD
from windowdesk.ui.acceptance_desk import AcceptanceDesk
from windowdesk.ui.approval_desk import ApprovalDesk
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.notifier import Banner
from windowdesk.ui.screen import Screen

KEY = Qt.Key
ENTER = Qt.Key.Key_Return
PLAIN = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
# Loading on a machine that is busy with other tests.
PATIENCE_MS = 15_000
# What a Chinese sign costs with a pinyin input method, on the average.
_KEYS_OF_A_SIGN = 3
Shown = TypeVar("Shown", bound=Screen)


@dataclass(frozen=True)
class Centre:
    """A founded centre: ``settings`` name its database, ``folder`` is for the seats."""

    settings: Settings
    folder: Path

    def seat(self, name: str, window: str) -> Settings:
        """Return the settings of one machine with a data folder of its own."""
        data = self.folder / name
        data.mkdir(exist_ok=True)
        cache = data / "cache"
        if not cache.exists():
            cache.symlink_to(self.settings.cache, target_is_directory=True)
        return replace(self.settings, data=data, window=window)


@dataclass
class Program:
    """One running program and the hands at its keyboard; ``keys`` counts what they pressed."""

    qtbot: QtBot
    application: QApplication
    desktop: Desktop
    keys: int = 0
    _at_keyboard: bool = field(default=True, repr=False)
    _closed: bool = field(default=False, repr=False)

    @property
    def desk(self) -> Desk:
        """The desk behind the login."""
        desk = self.desktop.desk
        assert isinstance(desk, Desk)
        return desk

    @property
    def acceptance(self) -> AcceptanceDesk:
        return self._in_front(AcceptanceDesk)

    @property
    def approval(self) -> ApprovalDesk:
        return self._in_front(ApprovalDesk)

    @property
    def issue(self) -> IssueDesk:
        return self._in_front(IssueDesk)

    @property
    def case_page(self) -> CasePage:
        return self._in_front(CasePage)

    @property
    def banners(self) -> tuple[Banner, ...]:
        """What stands under the top bar, the gravest first."""
        return self.desk.window.banners.banners

    @property
    def banner_titles(self) -> str:
        return "；".join(banner.title for banner in self.banners)

    def log_in(self, login: str, password: str = DEMO_PASSWORD) -> None:
        """Log in by keyboard and wait for the desk."""
        self.try_to_log_in(login, password)
        self.until(lambda: self.desktop.desk is not None)
        window = self.desk.window
        self.qtbot.waitExposed(window)
        self.take_chair()

    def try_to_log_in(self, login: str, password: str) -> None:
        """Type number and password; the window keeps the number of before."""
        if self.where() == "密码":
            self.press(KEY.Key_Tab, SHIFT)
        self.write(login)
        self.press(ENTER)
        self.write(password)
        self.press(ENTER)

    def where(self) -> str:
        """Return the name of what has the focus."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""

    def said(self) -> str:
        """Return what stands under the field that has the focus: a hint, or what is wrong."""
        widget = QApplication.focusWidget()
        return widget.accessibleDescription() if widget is not None else ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            self.keys += 1
            QTest.keyClick(self._focus(), key, modifier)

    def write(self, text: str) -> None:
        """Type keys; what no key writes is committed by the input method."""
        for sign in text:
            if sign.isascii():
                self.keys += 1
                QTest.keyClicks(self._focus(), sign)
            else:
                self.keys += _KEYS_OF_A_SIGN
                self.commit(sign)

    def commit(self, text: str) -> None:
        """Let the input method commit a text at once; as long ones come, a paste does the same."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self._focus(), event)

    def paste(self, text: str) -> None:
        """Paste a text with Ctrl+V."""
        QApplication.clipboard().setText(text)
        self.press(KEY.Key_V, CTRL)

    def enter(self, text: str = "") -> None:
        self.write(text)
        self.press(ENTER)

    def scan(self, code: str) -> None:
        """Type a code as fast as a scanner in keyboard mode does."""
        QTest.keyClicks(self._focus(), code)
        QTest.keyClick(self._focus(), ENTER)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is shown; AssertionError says what is shown instead."""
        try:
            self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)
        except (TimeoutError, WaitedInVain) as error:
            raise AssertionError(self._shown()) from error

    def until_at(self, name: str) -> None:
        """Wait until the focus is where ``name`` says."""
        self.until(lambda: self.where() == name)

    def take_chair(self) -> None:
        """Work at this program: a keyboard belongs to one machine, so does its scanner."""
        if not self._at_keyboard:
            self.application.installEventFilter(self.desk.scanner)
            self._at_keyboard = True
        self.desk.window.activateWindow()
        self.until(self.desk.window.isActiveWindow)

    def leave_chair(self) -> None:
        """Let another one work at another machine."""
        self.desk.scanner.hand_on()
        self.application.removeEventFilter(self.desk.scanner)
        self._at_keyboard = False

    def close(self) -> None:
        """Close the program as its last window does; once is enough."""
        if self._closed:
            return
        self._closed = True
        desk = self.desktop.desk
        if isinstance(desk, Desk):
            desk.stop()
            desk.window.close()
            desk.window.deleteLater()
            desk.deleteLater()
        self.desktop.login.close()
        self.desktop.login.deleteLater()
        self.desktop.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _in_front(self, kind: type[Shown]) -> Shown:
        screen = self.desk.window.screen_in_front
        assert isinstance(screen, kind)
        return screen

    def _shown(self) -> str:
        """Tell what is on the screen, for a wait that was in vain."""
        desk = self.desktop.desk
        if not isinstance(desk, Desk):
            return f"the login window, focus at {self.where()!r}"
        sheet = desk.window.sheets.current
        over = f", under {sheet.accessibleName()!r}" if sheet is not None else ""
        said = f" ({self.said()})" if self.said() else ""
        place = f"{desk.window.screen_code}, focus at {self.where()!r}{said}{over}"
        return f"{place}, banners {[(banner.title, banner.text) for banner in self.banners]}"

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget


def open_program(qtbot: QtBot, application: QApplication, settings: Settings) -> Program:
    """Open the program up to its login window."""
    desktop = Desktop(application, settings)
    desktop.open()
    program = Program(qtbot, application, desktop)
    qtbot.waitExposed(desktop.login)
    desktop.login.activateWindow()
    program.until(desktop.login.isActiveWindow)
    return program
