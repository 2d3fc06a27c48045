"""Notices the first painting of a window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class PaintWatch(QObject):
    """``painted`` turns true when the window is painted for the first time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.painted = False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at what passes (Qt override)."""
        self.painted |= event.type() == QEvent.Type.Paint
        return False
