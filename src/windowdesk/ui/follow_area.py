"""The body of a sheet that may be higher than its window: it scrolls, and follows the focus."""

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from windowdesk.ui.fields import Field
from windowdesk.ui.parts import bare, column
from windowdesk.ui.theme import Theme

_LEAST = 96
_EDGE = 6


class FollowArea(QScrollArea):
    """As high as its content where there is room; at large type what has the focus is in sight."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._theme = theme
        # The ring of a field at the edge is not cut.
        self._holder = holder = bare(column(theme, content, margins=(2, 2, 2, 2)))
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        holder.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def sizeHint(self) -> QSize:
        """Qt override: room for all of the content at the width that there is."""
        holder = self._holder
        layout = holder.layout()
        hint = holder.sizeHint()
        if layout is not None and layout.hasHeightForWidth() and self.width() > 0:
            return QSize(hint.width(), layout.totalHeightForWidth(self.width()))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Qt override: one field with its label."""
        return QSize(self._theme.u(200), min(self.sizeHint().height(), self._theme.u(_LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: lines that wrap need another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: follow the height of the content."""
        if watched is self._holder and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            # What is wrong stands under a field, once the layout has made room for it.
            QTimer.singleShot(0, self, self._bring_into_sight)
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._holder.isAncestorOf(now):
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Show what has the focus, with label and fault."""
        now = QApplication.focusWidget()
        if now is not None and self._holder.isAncestorOf(now):
            margin = self._theme.u(_EDGE)
            self.ensureWidgetVisible(_field_of(now), margin, margin)


def _field_of(editor: QWidget) -> QWidget:
    """Return the field that an editor belongs to, else the editor."""
    parent = editor.parentWidget()
    while parent is not None and not isinstance(parent, Field):
        parent = parent.parentWidget()
    return parent or editor
