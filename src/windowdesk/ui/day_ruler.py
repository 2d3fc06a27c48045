"""The day ruler: every day from the start to the due day as one cell (look.md, section 4)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.domain.clock import DayMark, DueProof, ProofDay, short_date
from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme

_ABOVE = 15
_BELOW = 17


class DayRuler(Painted):
    """Counted, skipped, paused and coming days; above them 今 and 调, below start and due.

    ``height`` is in px at 100 %: 56 in the pane, 58 in a sheet.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, height: int = 56) -> None:
        super().__init__(theme, parent)
        self._height = height
        self._start = self._due = date.min
        self._days: tuple[ProofDay, ...] = ()
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_proof(
        self, proof: DueProof | None, today: date, overdue: Sequence[ProofDay] = ()
    ) -> None:
        """Show the days of ``proof`` as of ``today``; None empties the ruler.

        ``overdue`` are the days after the due day up to today, for a case past its date.
        """
        self._today = today
        self._days = (*proof.days, *overdue) if proof is not None else ()
        if proof is None:
            self.describe("还没有应办结日")
        else:
            self._start, self._due = proof.start, proof.due
            past = f"，已过 {len(overdue)} 天" if overdue else ""
            said = f"从{short_date(proof.start)}到{short_date(proof.due)}{past}"
            self.describe(said, proof.sentence)
        self.setToolTip(proof.sentence if proof is not None else "")
        self.refresh()

    def natural(self) -> QSize:
        """At least wide enough that the dates below do not touch."""
        return QSize(self.theme.u(120), self.theme.u(self._height))

    def paint(self, painter: QPainter) -> None:
        """Cells from left to right, then the words."""
        for index, day in enumerate(self._days):
            self._paint_cell(painter, self._cell(index), day)
        self._paint_words(painter)

    def _cell(self, index: int) -> QRectF:
        step = self.width() / len(self._days)
        gap = min(1.5 * self.theme.scale, step / 4)
        top = self.theme.u(_ABOVE)
        return QRectF(index * step, top, step - gap, self.height() - top - self.theme.u(_BELOW))

    def _paint_cell(self, painter: QPainter, cell: QRectF, day: ProofDay) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        if day.mark is DayMark.START:
            painter.setPen(QPen(theme.colour("ink_3"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(0.8, 0.8, -0.8, -0.8), 2, 2)
        elif day.mark is DayMark.PAUSED:
            painter.setBrush(theme.colour("grey_soft"))
            painter.drawRoundedRect(cell, 2, 2)
            self._paint_pause(painter, cell)
        elif day.mark is DayMark.OFF:
            low = 3 * theme.scale
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(QRectF(cell.x(), cell.bottom() - low, cell.width(), low), 1, 1)
        else:
            self._paint_day(painter, cell, day)
        if day.on == self._due:
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(0.5, 0, -0.5, 0), 2, 2)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: ProofDay) -> None:
        is_used = day.on <= self._today
        fill = "accent" if is_used else "accent_mid"
        if day.on > self._due:
            fill = "red"
        if self.theme.name == "contrast" and not is_used:
            painter.setPen(QPen(self.theme.colour("accent"), 1))
        painter.setBrush(self.theme.colour(fill))
        painter.drawRoundedRect(cell, 2, 2)

    def _paint_pause(self, painter: QPainter, cell: QRectF) -> None:
        unit = self.theme.scale * min(1.0, cell.width() / (6 * self.theme.scale))
        middle = cell.center()
        painter.setBrush(self.theme.colour("grey"))
        painter.drawRect(
            QRectF(middle.x() - 2.2 * unit, middle.y() - 3 * unit, 1.5 * unit, 6 * unit)
        )
        painter.drawRect(
            QRectF(middle.x() + 0.8 * unit, middle.y() - 3 * unit, 1.5 * unit, 6 * unit)
        )

    def _paint_words(self, painter: QPainter) -> None:
        if not self._days:
            return
        painter.setFont(self.theme.font(13))
        # Where two words would touch, the first one named here stays.
        above = [("今", day.on, "ink_2") for day in self._days[1:] if day.on == self._today]
        above += [("调", day.on, "ink_3") for day in self._days if day.makeup and day.nth]
        below = [
            (f"{self._due.month}/{self._due.day}", self._due, "ink"),
            (f"{self._start.month}/{self._start.day}", self._start, "ink_3"),
        ]
        self._paint_line(painter, above, self.theme.u(_ABOVE) - self.theme.u(3))
        self._paint_line(painter, below, self.height() - self.theme.u(3))

    def _paint_line(
        self, painter: QPainter, words: list[tuple[str, date, str]], baseline: float
    ) -> None:
        taken: list[tuple[float, float]] = []
        for text, on, ink in words:
            middle = self._cell((on - self._start).days).center().x()
            width = painter.fontMetrics().horizontalAdvance(text)
            left = min(max(0.0, middle - width / 2), self.width() - width)
            if any(left < end and start < left + width for start, end in taken):
                continue
            taken.append((left, left + width))
            painter.setPen(self.theme.colour(ink))
            painter.drawText(QPointF(left, baseline), text)
