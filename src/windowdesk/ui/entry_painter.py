"""The ground and the words of a painted entry; delegates of the desk's lists inherit from it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from windowdesk.ui.pick_list import ENTRY_ROLE
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_BAR = 3


class EntryPainter(QStyledItemDelegate):
    """Paints hairline, accent bar and soft ground, then lets ``paint_entry`` draw the words."""

    def __init__(self, theme: Theme, row_height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.row_height = row_height

    def height_of(self, entry: object) -> int:
        """Return the height of an entry in px at the scale in use."""
        del entry
        return self.theme.u(self.row_height)

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw an entry; the painter stands at its upper left corner."""
        raise NotImplementedError

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt override
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Qt override."""
        return QSize(self.theme.u(200), self.height_of(index.data(ENTRY_ROLE)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt override."""
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        theme, wide, high = self.theme, box.width(), box.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        if chosen:
            painter.fillRect(QRectF(0, 0, wide, high), theme.colour("accent_soft"))
            painter.fillRect(QRectF(0, 0, theme.u(_BAR), high), theme.colour("accent"))
        painter.fillRect(QRectF(0, high - 1, wide, 1), theme.colour("line"))
        self.paint_entry(painter, box.size(), index.data(ENTRY_ROLE), chosen=chosen)
        painter.restore()

    def put(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        ink: str = "ink",
        px: int = 15,
        *,
        to_right: bool = False,
    ) -> float:
        """Draw words, cut in the middle where there is no room; return how wide they are."""
        painter.setPen(self.theme.colour(ink))
        painter.setFont(self.theme.font(px))
        metrics = self.theme.metrics(px)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(box.width()) + 1)
        side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, _MIDDLE | side, cut)
        return float(metrics.horizontalAdvance(cut))

    def put_tag(
        self, painter: QPainter, right: float, middle: float, text: str, tone: Tone = Tone.PLAIN
    ) -> float:
        """Draw a tag that ends at ``right``; return where it begins."""
        u = self.theme.u
        wide = self.theme.metrics(13).horizontalAdvance(text) + u(14)
        box = QRectF(right - wide, middle - u(23) / 2, wide, u(23))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(tone.soft))
        painter.drawRoundedRect(box, u(4), u(4))
        painter.setPen(self.theme.colour(tone.ink))
        painter.setFont(self.theme.font(13))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box.left()
