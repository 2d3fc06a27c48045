"""Several editors under one label: what address, table and several choices have in common."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from windowdesk.ui.fields import Field
from windowdesk.ui.parts import set_look
from windowdesk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ManyField(Field):
    """Enter goes from part to part; the rule is asked when the focus leaves all of them."""

    def __init__(self, theme: Theme, parent: QWidget | None, box: QWidget, label: str) -> None:
        self._parts: list[QWidget] = []
        super().__init__(theme, parent, box, label)

    def set_parts(self, parts: Sequence[QWidget]) -> None:
        """Take the editors, in the order of the talk."""
        for part in parts:
            if part not in self._parts:
                part.installEventFilter(self)
        self._parts = list(parts)
        if self._parts:
            self.setFocusProxy(self._parts[0])

    def shown_parts(self) -> list[QWidget]:
        """Return the editors that are shown."""
        return [part for part in self._parts if not part.isHidden()]

    def take_focus(self) -> None:
        """Go to the first part."""
        shown = self.shown_parts()
        if shown:
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override."""
        if watched not in self._parts:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            # Where the focus goes is known on the next turn only.
            QTimer.singleShot(0, self, self._look_where)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _ENTER and isinstance(watched, QWidget):
                self.enter_from(watched)
                return True
            return isinstance(watched, QWidget) and self.on_part_key(watched, event)
        return False

    def enter_from(self, part: QWidget) -> None:
        """Do what Enter does in a part: on to the next one, after the last on to what follows."""
        shown = self.shown_parts()
        place = shown.index(part) + 1 if part in shown else len(shown)
        if place < len(shown):
            shown[place].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finish()

    def finish(self) -> None:
        """Go on to the next field."""
        self.entered.emit()
        if self.enter_goes_on:
            self.focusNextChild()

    def on_part_key(self, part: QWidget, event: QKeyEvent) -> bool:
        """Handle a key of a part before it does; True when it is done with."""
        del part, event
        return False

    def _look_where(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or (focus is not self and not self.isAncestorOf(focus)):
            self._on_left()

    def _show_below(self) -> None:
        super()._show_below()
        set_look(self._editor, state="")
        bad = bool(self.fault())
        for part in self._parts:
            self.mark(part, bad=bad)

    def mark(self, part: QWidget, *, bad: bool) -> None:
        """Show whether a part is wrong."""
        set_look(part, state="error" if bad else "")
        part.setAccessibleDescription(self._below.text())
