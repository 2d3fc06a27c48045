"""The hands of a clerk in a picture: keys that are pressed on the real desk."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_PATIENCE = 30


class Hands:
    """Presses keys where the focus is, as a person would."""

    def __init__(self, application: QApplication, window: QWidget) -> None:
        self._application = application
        self._window = window
        window.activateWindow()

    def type(self, text: str) -> None:
        """Type ASCII signs."""
        QTest.keyClicks(self._focus(), text)
        self._application.processEvents()

    def press(self, key: Qt.Key) -> None:
        """Press one key."""
        QTest.keyClick(self._focus(), key)
        self._application.processEvents()

    def chord(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key with Alt or Ctrl."""
        QTest.keyClick(self._focus(), key, modifier)
        self._application.processEvents()

    def press_enter(self, times: int = 1) -> None:
        """Press Enter."""
        for _ in range(times):
            self.press(Qt.Key.Key_Return)

    def press_enter_until(self, done: Callable[[], bool]) -> None:
        """Press Enter until something is done, but not for ever."""
        for _ in range(_PATIENCE):
            if done():
                return
            self.press_enter()

    def _focus(self) -> QWidget:
        return self._application.focusWidget() or self._window
