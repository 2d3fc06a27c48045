"""A box of choices that typing searches, and that the wheel does not change by accident."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from windowdesk.ui.type_ahead import TypeAhead, typed_text


class CalmCombo(QComboBox):
    """Typing goes to the entry that is meant; the wheel belongs to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = TypeAhead()
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMinimumContentsLength(2)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def event(self, event: QEvent) -> bool:
        """Qt override: the wheel belongs to the page unless the box has the focus."""
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: a sign goes to the entry that is meant."""
        typed = typed_text(event)
        if typed:
            self._look_for(typed)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt override: words of an input method are looked for like letters."""
        if event.commitString():
            self._look_for(event.commitString())
        event.accept()

    def _look_for(self, typed: str) -> None:
        entries = [self.itemText(place) for place in range(self.count())]
        found = self.ahead.take(typed, entries, self.currentIndex())
        if found >= 0 and found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)
