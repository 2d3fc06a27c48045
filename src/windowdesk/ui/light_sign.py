"""A light as a shape with its word: a pill where there is one, bare in lists (look.md, 4)."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.domain.clock import Light, LightReading
from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import LIGHT_TONE


class LightSign(Painted):
    """One light. The word is always there; the second line (a date) is told to screen readers."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        reading: LightReading | None = None,
        pill: bool = True,
        px: int = 15,
    ) -> None:
        super().__init__(theme, parent)
        self._reading = reading or LightReading(Light.GREY, "", "")
        self._pill = pill
        self._px = px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_reading(self._reading)

    def show_reading(self, reading: LightReading) -> None:
        """Show another light."""
        self._reading = reading
        self.describe(f"{reading.word} {reading.second}".strip())
        self.refresh()

    def natural(self) -> QSize:
        """Shape, gap, word, and the ends of the pill."""
        u = self.theme.u
        word = self.theme.metrics(self._px).horizontalAdvance(self._reading.word)
        ends = u(18) if self._pill else u(2)
        return QSize(word + u(self._px - 2) + u(6) + ends, u(self._px + 11))

    def paint(self, painter: QPainter) -> None:
        """Ground, shape, word."""
        if not self._reading.word:
            return
        tone = LIGHT_TONE[self._reading.light]
        u = self.theme.u
        left = 0
        if self._pill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(tone.soft))
            painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
            left = u(9)
        side = u(self._px - 2)
        top = (self.height() - side) / 2
        paint_light(painter, self.theme, QRectF(left, top, side, side), self._reading.light)
        painter.setFont(self.theme.font(self._px))
        painter.setPen(self.theme.colour(tone.ink))
        words = QRectF(left + side + u(6), 0, self.width(), self.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._reading.word
        )


def light_pixmap(theme: Theme, light: Light, px: int = 15) -> QPixmap:
    """Return the shape alone, for a chip."""
    side = theme.u(px)
    pixmap = QPixmap(side + 2, side + 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_light(painter, theme, QRectF(1, 1, side, side), light)
    painter.end()
    return pixmap


def paint_light(painter: QPainter, theme: Theme, box: QRectF, light: Light) -> None:
    """Paint disc, triangle, diamond, two bars or tick into the square ``box``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width(), box.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(LIGHT_TONE[light].shape))
    _SHAPES[light](painter, theme)
    painter.restore()


def _disc(painter: QPainter, _theme: Theme) -> None:
    painter.drawEllipse(QRectF(0.1, 0.1, 0.8, 0.8))


def _triangle(painter: QPainter, _theme: Theme) -> None:
    painter.drawPolygon(QPolygonF([QPointF(0.5, 0.06), QPointF(1, 0.94), QPointF(0, 0.94)]))


def _diamond(painter: QPainter, theme: Theme) -> None:
    corners = [QPointF(0.5, -0.04), QPointF(1.04, 0.5), QPointF(0.5, 1.04), QPointF(-0.04, 0.5)]
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(QRectF(0.43, 0.24, 0.14, 0.32), 0.07, 0.07)
    painter.drawEllipse(QPointF(0.5, 0.71), 0.085, 0.085)


def _two_bars(painter: QPainter, _theme: Theme) -> None:
    painter.drawRoundedRect(QRectF(0.16, 0.1, 0.24, 0.8), 0.1, 0.1)
    painter.drawRoundedRect(QRectF(0.6, 0.1, 0.24, 0.8), 0.1, 0.1)


def _tick(painter: QPainter, theme: Theme) -> None:
    pen = QPen(theme.colour("blue"), 0.16)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(0.1, 0.55), QPointF(0.4, 0.84), QPointF(0.92, 0.2)]))


_SHAPES = {
    Light.GREEN: _disc,
    Light.AMBER: _triangle,
    Light.RED: _diamond,
    Light.GREY: _two_bars,
    Light.BLUE: _tick,
}
