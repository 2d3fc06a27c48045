"""The stages of a case on one line: done, now, to come."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme


@dataclass(frozen=True)
class Stage:
    """The name of a stage and, once it is done, its day (8/24)."""

    name: str
    on: str = ""


class Stages(Painted):
    """Dots on a line; the current one is ringed and in full ink."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._stages: tuple[Stage, ...] = ()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, stages: tuple[Stage, ...], current: int) -> None:
        """Show ``stages``; ``current`` is the index of the one that is being done."""
        self._stages = stages
        self._current = current
        now = stages[current].name if 0 <= current < len(stages) else "已办完"
        self.describe(f"环节：{now}", "，".join(f"{s.name} {s.on}".strip() for s in stages))
        self.refresh()

    def natural(self) -> QSize:
        """Room for a name of four signs at each dot."""
        count = max(1, len(self._stages))
        return QSize(self.theme.u(64) * count, self.theme.u(46))

    def paint(self, painter: QPainter) -> None:
        """Lines, dots, names."""
        if not self._stages:
            return
        theme, u = self.theme, self.theme.u
        edge = u(45)
        step = (self.width() - 2 * edge) / max(1, len(self._stages) - 1)
        y = u(11)
        for index, stage in enumerate(self._stages):
            x = edge + index * step
            if index < len(self._stages) - 1:
                token = "accent" if index < self._current else "line"
                painter.setPen(QPen(theme.colour(token), 2))
                painter.drawLine(QPointF(x + u(9), y), QPointF(x + step - u(9), y))
            self._paint_dot(painter, QPointF(x, y), index)
            inks = ("ink_2", "ink", "ink_3")
            ink = inks[0 if index < self._current else 1 if index == self._current else 2]
            painter.setPen(theme.colour(ink))
            painter.setFont(theme.font(14))
            words = QRectF(x - u(60), u(22), u(120), u(22))
            text = f"{stage.name}  {stage.on}" if stage.on else stage.name
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_dot(self, painter: QPainter, at: QPointF, index: int) -> None:
        theme, u = self.theme, self.theme.u
        reached = index <= self._current
        painter.setPen(QPen(theme.colour("accent" if reached else "line_strong"), 2))
        painter.setBrush(theme.colour("accent" if index < self._current else "surface"))
        painter.drawEllipse(at, u(6), u(6))
        if index == self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(at, u(3), u(3))
