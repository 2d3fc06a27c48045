"""A month of working days: solid cells are working days, today stands out."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme

_WEEKDAYS = "一二三四五六日"
_CELL_WIDE = 46
_CELL_HIGH = 38
_HEAD = 26
_WEEKS = 6


@dataclass(frozen=True)
class MonthMarks:
    """The month to draw. ``notes`` are lines below it (9月20日（周日）调休上班。)."""

    today: date
    workdays: frozenset[date]
    notes: tuple[str, ...] = ()


class MonthView(Painted):
    """The month of ``marks.today`` in the colours of the rail."""

    def __init__(self, theme: Theme, marks: MonthMarks, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._marks = marks
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        today = marks.today
        self.describe(f"{today.year}年{today.month}月，今天 {today.day} 日", "".join(marks.notes))

    def natural(self) -> QSize:
        """Return the room of seven days by the weeks that the month needs."""
        last = max(self._row_of(day) for day in self._days())
        u = self.theme.u
        return QSize(u(7 * _CELL_WIDE), u(_HEAD) + (last + 1) * u(_CELL_HIGH))

    def paint(self, painter: QPainter) -> None:
        """Draw the weekdays, then the days."""
        theme, u = self.theme, self.theme.u
        painter.setPen(theme.colour("rail_ink"))
        painter.setFont(theme.font(13))
        for index, word in enumerate(_WEEKDAYS):
            head = QRectF(index * u(_CELL_WIDE), 0, u(_CELL_WIDE - 6), u(20))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, word)
        painter.setFont(theme.font(14))
        for day in self._days():
            left = day.weekday() * u(_CELL_WIDE)
            top = u(_HEAD) + self._row_of(day) * u(_CELL_HIGH)
            cell = QRectF(left, top, u(_CELL_WIDE - 6), u(_CELL_HIGH - 6))
            self._paint_day(painter, cell, day)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        theme = self.theme
        ink = "rail_ink"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day == self._marks.today:
            painter.setBrush(theme.colour("rail_on"))
            ink = "rail"
        elif day in self._marks.workdays:
            painter.setBrush(theme.colour("rail_hi"))
        else:
            painter.setPen(QPen(theme.colour("rail_hi"), 1))
        painter.drawRoundedRect(cell, theme.u(4), theme.u(4))
        painter.setPen(theme.colour(ink))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _days(self) -> list[date]:
        first = self._marks.today.replace(day=1)
        span = (first + timedelta(days=n) for n in range(7 * _WEEKS))
        return [day for day in span if day.month == first.month]

    @staticmethod
    def _row_of(day: date) -> int:
        return (day.day - 1 + day.replace(day=1).weekday()) // 7
