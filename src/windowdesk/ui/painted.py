"""The base of widgets that paint themselves: they know the theme and follow its changes."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from windowdesk.ui.theme import Theme


class Painted(QWidget):
    """A widget that says how large it wants to be (``natural``) and paints itself (``paint``)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        theme.changed.connect(self.refresh)

    def natural(self) -> QSize:
        """Return the size at the scale in use."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Draw with an antialiasing painter."""
        raise NotImplementedError

    def describe(self, name: str, description: str = "") -> None:
        """Set what a screen reader says."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def refresh(self) -> None:
        """Measure and draw again, after a change of content or theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt override."""
        return self.natural()

    def minimumSizeHint(self) -> QSize:
        """Qt override."""
        return self.natural()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt override
        """Qt override."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        painter.end()
