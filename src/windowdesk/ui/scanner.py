"""A scanner that types: told from a hand by its speed (look.md, section 8).

Signs that may be a scan are held back for a moment: a burst becomes one ``scanned`` and reaches no
field; what was typed by hand is handed on, in order, to where it was going.
"""

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from windowdesk.domain.codes import is_our_code

_LONGEST_GAP_S = 0.035
_SHORTEST_SCAN = 10
_SAME_AGAIN_S = 2.0
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class Scanner(QObject):
    """Watches the keys of the whole application; ``scanned`` carries the text without its end.

    ``now`` gives seconds that only grow. A scan is at least ten ASCII signs, each within 35 ms of
    the one before, then Enter or Tab, that ``is_ours`` knows as a code of our papers. The same text
    within two seconds counts once.
    """

    scanned = Signal(str)

    def __init__(
        self,
        application: QCoreApplication,
        now: Callable[[], float] = time.monotonic,
        is_ours: Callable[[str], bool] = is_our_code,
    ) -> None:
        super().__init__(application)
        self._now = now
        self._is_ours = is_ours
        self._held: list[tuple[QObject, QKeyEvent]] = []
        self._last_at = 0.0
        self._last_scan = ("", float("-inf"))
        self._replaying = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(round(_LONGEST_GAP_S * 1000) + 5)
        self._wait.timeout.connect(self.hand_on)
        application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer; what is held back is handed on."""
        self.hand_on()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def hand_on(self) -> None:
        """Give what is held back to where it was going: it was typed by hand."""
        self._wait.stop()
        held, self._held = self._held, []
        self._replaying = True
        for target, event in held:
            # The focus may have moved meanwhile: signs follow the caret, as keys do.
            receiver = QApplication.focusWidget() or target
            if shiboken6.isValid(receiver):  # its sheet may have closed meanwhile
                QCoreApplication.sendEvent(receiver, event)
        self._replaying = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: look at each key before the widget that has the focus."""
        if self._held and self._overtakes(event):
            self.hand_on()
        if self._replaying or not isinstance(event, QKeyEvent) or not watched.isWidgetType():
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._on_press(watched, event)
        if event.type() == QEvent.Type.KeyRelease and self._held:
            # A release must not overtake its press.
            self._held.append((watched, event.clone()))
            return True
        return False

    def _overtakes(self, event: QEvent) -> bool:
        """Tell whether an event would act before what is held: a shortcut, or a committed text."""
        if event.type() == QEvent.Type.InputMethod:
            return True
        return (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() not in (*_ENDS, Qt.Key.Key_Shift)
            and not _may_be_scanned(event)
        )

    def _signs(self) -> str:
        return "".join(
            event.text() for _target, event in self._held if event.type() == QEvent.Type.KeyPress
        )

    def _on_press(self, watched: QObject, event: QKeyEvent) -> bool:
        at = self._now()
        in_time = at - self._last_at <= _LONGEST_GAP_S
        self._last_at = at
        if self._held and not in_time:
            self.hand_on()
        if self._held and event.key() in _ENDS and len(self._signs()) >= _SHORTEST_SCAN:
            if self._is_ours(self._signs()):
                self._accept(at)
                return True
            # A card reader types, too: what is no code of ours belongs into the field.
            self.hand_on()
            return False
        if _may_be_scanned(event):
            self._held.append((watched, event.clone()))
            self._wait.start()
            return True
        # A scanner presses Shift for every capital of a code.
        if self._held and event.key() != Qt.Key.Key_Shift:
            self.hand_on()
        return False

    def _accept(self, at: float) -> None:
        self._wait.stop()
        text = self._signs()
        self._held = []
        last_text, last_at = self._last_scan
        self._last_scan = (text, at)
        if text != last_text or at - last_at > _SAME_AGAIN_S:
            self.scanned.emit(text)


def _may_be_scanned(event: QKeyEvent) -> bool:
    text = event.text()
    plain = not event.modifiers() & ~_PLAIN
    return plain and len(text) == 1 and " " <= text <= "~" and not event.isAutoRepeat()
