"""Paints the rows and headings of a queue: shape and word, two lines, hairline, accent bar."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from windowdesk.ui.light_sign import paint_light
from windowdesk.ui.queue_line import LINE_ROLE, QueueHeading, QueueLine
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import LIGHT_TONE

ROW_HEIGHT: Final = 56
HEADING_HEIGHT: Final = 30
"""In px at 100 %; the list gives every row its height, see row_list.py."""
_LIGHT_AT = 18
_WORD_AT = 38
_TEXT_AT = 122
_RIGHT = 14
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class QueueDelegate(QStyledItemDelegate):
    """Rows of 56 px, headings of 30 px, in the colours of the theme."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt override."""
        line = index.data(LINE_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        if isinstance(line, QueueHeading):
            self._paint_heading(painter, box.size(), line)
        elif isinstance(line, QueueLine):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, box.size(), line, chosen=chosen)
        painter.restore()

    def _paint_heading(self, painter: QPainter, size: QSize, heading: QueueHeading) -> None:
        theme, u = self._theme, self._theme.u
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.colour("canvas"))
        painter.setPen(theme.colour("ink_3"))
        painter.setFont(theme.font(14))
        words = QRectF(u(18), 0, size.width() - u(18 + _RIGHT), size.height())
        text = f"{heading.text}  {heading.count}".strip()
        painter.drawText(words, _MIDDLE, self._cut(text, words.width(), 14))

    def _paint_row(self, painter: QPainter, size: QSize, line: QueueLine, *, chosen: bool) -> None:
        theme, u = self._theme, self._theme.u
        wide, high = size.width(), size.height()
        if chosen:
            painter.fillRect(QRectF(0, 0, wide, high), theme.colour("accent_soft"))
            painter.fillRect(QRectF(0, 0, u(3), high), theme.colour("accent"))
        painter.fillRect(QRectF(u(16), high - 1, wide - u(16), 1), theme.colour("line"))
        self._paint_light(painter, line)
        left = u(_TEXT_AT)
        room = wide - left - u(_RIGHT)
        late = theme.metrics(14).horizontalAdvance(line.late) + 2 if line.late else 0
        self._put(painter, QRectF(wide - u(_RIGHT) - late, u(7), late, u(26)), line.late, "red", 14)
        title = QRectF(left, u(7), room - (late + u(8) if late else 0), u(26))
        self._put(painter, title, line.title, "ink", 15)
        step = theme.metrics(14).horizontalAdvance(line.step) + 2
        right = QRectF(wide - u(_RIGHT) - step, u(30), step, u(20))
        self._put(painter, right, line.step, "ink_3", 14)
        who = QRectF(left, u(30), room - step - u(8), u(20))
        self._put(painter, who, line.who, "ink_2", 14)

    def _paint_light(self, painter: QPainter, line: QueueLine) -> None:
        theme, u = self._theme, self._theme.u
        side = u(14)
        box = QRectF(u(_LIGHT_AT), u(13), side, side)
        paint_light(painter, theme, box, line.light.light)
        tone = LIGHT_TONE[line.light.light]
        room = u(_TEXT_AT - _WORD_AT - 2)
        self._put(painter, QRectF(u(_WORD_AT), u(7), room, u(26)), line.light.word, tone.ink, 15)
        self._put(painter, QRectF(u(_WORD_AT), u(30), room, u(20)), line.light.second, "ink_3", 13)

    def _put(self, painter: QPainter, box: QRectF, text: str, ink: str, px: int) -> None:
        painter.setPen(self._theme.colour(ink))
        painter.setFont(self._theme.font(px))
        painter.drawText(box, _MIDDLE, self._cut(text, box.width(), px))

    def _cut(self, text: str, room: float, px: int) -> str:
        """Cut in the middle; the whole stands in the tooltip and in the accessible text."""
        return self._theme.metrics(px).elidedText(text, Qt.TextElideMode.ElideMiddle, int(room))
