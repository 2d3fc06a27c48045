"""The ground of what lies over the desk: it fills its window and gives the focus back."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


class Cover(QWidget):
    """A widget over all of its parent. Clicks and Tab stay in it while it is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._return_to: FocusPlace | None = None
        self.hide()
        parent.installEventFilter(self)

    def cover(self) -> None:
        """Lie over the desk, and remember where the caret was."""
        if self.isHidden():
            self._return_to = FocusPlace()
        self.setGeometry(self._parent.rect())
        self.show()
        self.raise_()

    def uncover(self) -> None:
        """Go away, and put the caret back where it was."""
        self.hide()
        if self._return_to is not None:
            self._return_to.restore()
            self._return_to = None

    def on_resized(self) -> None:
        """Lay the content out again; the cover has taken the size of its window."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: follow the size of the parent."""
        if watched is self._parent and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._parent.rect())
            self.on_resized()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's name
        """Qt override: Tab goes round within the cover."""
        stops = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ]
        if not stops:
            return False
        here = QApplication.focusWidget()
        step = 1 if next else -1
        start = stops.index(here) if here in stops else -step
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(start + step) % len(stops)].setFocus(reason)
        return True


class FocusPlace:
    """The widget that has the focus now, with its caret and selection."""

    def __init__(self) -> None:
        self._widget = QApplication.focusWidget()
        self._caret = 0
        self._marked = (0, 0)
        if isinstance(self._widget, QLineEdit):
            self._caret = self._widget.cursorPosition()
            self._marked = (self._widget.selectionStart(), self._widget.selectionLength())

    def restore(self) -> None:
        """Put focus, caret and selection back, if the widget is still there."""
        if self._widget is None or not shiboken6.isValid(self._widget):
            return
        self._widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self._widget, QLineEdit):
            self._widget.setCursorPosition(self._caret)
            if self._marked[1] > 0:
                self._widget.setSelection(*self._marked)
