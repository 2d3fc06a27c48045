"""The box at the left of a row that can be ticked, painted."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from windowdesk.ui.theme import Theme

BOX_AT: Final = 14
TEXT_AT: Final = 46
"""Where box and words begin, in px at 100 %."""
_SIDE = 20


def paint_tick_box(painter: QPainter, theme: Theme, row_height: int, *, on: bool) -> None:
    """Draw the box into a row of ``row_height`` px."""
    u = theme.u
    box = QRectF(u(BOX_AT), (row_height - u(_SIDE)) / 2, u(_SIDE), u(_SIDE))
    painter.setPen(QPen(theme.colour("accent" if on else "line_strong"), 1))
    painter.setBrush(theme.colour("accent" if on else "surface"))
    painter.drawRoundedRect(box, u(4), u(4))
    if on:
        painter.drawPixmap(box.topLeft(), theme.pixmap("check", _SIDE, "on_accent"))
