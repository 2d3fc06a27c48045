"""Twelve months of a year: days off filled, worked weekends framed with 班, days of the place."""

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.domain.clock import short_date
from windowdesk.services.calendars import YearView
from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme

_WEEKDAYS = "一二三四五六日"
_COLUMNS, _ROWS, _WEEKS = 4, 3, 6
_HEAD, _WEEK = 20, 15
_LOWEST, _HIGHEST = 16, 22
_CELL_WIDE = 25
_BETWEEN = 14
_SATURDAY = 5


class YearGrid(Painted):
    """Shows one year as it holds; the rows give way between 16 and 22 px."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._view: YearView | None = None
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_year(self, view: YearView, today: date) -> None:
        """Show another year."""
        self._view, self._today = view, today
        worked = "、".join(map(short_date, sorted(view.work)))
        said = f"{view.year} 年，放假 {len(view.off)} 天，调休上班：{worked or '没有'}"
        self.describe(said)
        self.refresh()

    def natural(self) -> QSize:
        """Room for twelve months at their lowest."""
        wide = _COLUMNS * 7 * _CELL_WIDE + (_COLUMNS - 1) * _BETWEEN
        return QSize(self.theme.u(wide), self.theme.u(self._height(_LOWEST)))

    def refresh(self) -> None:
        """Keep the weeks from growing beyond their height."""
        self.setMaximumHeight(self.theme.u(self._height(_HIGHEST)))
        super().refresh()

    @staticmethod
    def _height(week: int) -> int:
        return _ROWS * (_HEAD + _WEEK + _WEEKS * week) + (_ROWS - 1) * 6

    def paint(self, painter: QPainter) -> None:
        """Draw the months from left to right, row by row."""
        if self._view is None:
            return
        between = self.theme.u(_BETWEEN)
        wide = (self.width() - (_COLUMNS - 1) * between) / _COLUMNS
        high = self.height() / _ROWS
        for month in range(1, 13):
            down, right = divmod(month - 1, _COLUMNS)
            place = QRectF(right * (wide + between), down * high, wide, high)
            self._paint_month(painter, place, month)

    def _paint_month(self, painter: QPainter, place: QRectF, month: int) -> None:
        theme, u = self.theme, self.theme.u
        painter.setFont(theme.font(14, strong=True))
        painter.setPen(theme.colour("ink"))
        head = QRectF(place.x(), place.y(), place.width(), u(_HEAD))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, f"{month} 月")
        cell_wide = place.width() / 7
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("ink_3"))
        for index, word in enumerate(_WEEKDAYS):
            box = QRectF(place.x() + index * cell_wide, place.y() + u(_HEAD), cell_wide, u(_WEEK))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        top = place.y() + u(_HEAD) + u(_WEEK)
        cell_high = (place.height() - u(_HEAD) - u(_WEEK) - u(6)) / _WEEKS
        framed = self._view.work if self._view else {}
        # Framed days last: their frames lie over the cells beside them.
        for day, row in sorted(self._days(month), key=lambda one: one[0] in framed):
            left = place.x() + day.weekday() * cell_wide
            cell = QRectF(left, top + row * cell_high, cell_wide, cell_high)
            self._paint_day(painter, cell.adjusted(1, 0.5, -1, -0.5), day)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        theme, view = self.theme, self._view
        if view is None:
            return
        ground, edge, ink, text = "", "", "ink", str(day.day)
        if day in view.work:
            # Two signs more than a day: the frame goes a little over its neighbours.
            cell = cell.adjusted(-theme.u(2), 0, theme.u(2), 0)
            ground, edge, ink, text = "surface", "amber_fill", "amber", f"{day.day}班"
        elif day in view.off:
            ground, ink = "accent", "on_accent"
        elif day in view.local:
            ground, edge, ink = "accent_soft", "accent", "accent"
        elif day.weekday() >= _SATURDAY:
            ground, ink = "sunken", "ink_3"
        painter.setPen(QPen(theme.colour(edge), 1.5) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell, theme.u(3), theme.u(3))
        if day == self._today:
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, theme.u(3), theme.u(3))
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(13))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _days(self, month: int) -> Iterator[tuple[date, int]]:
        """Yield the days of a month with the week that each lies in."""
        assert self._view is not None  # noqa: S101  nothing is painted without a year
        day = date(self._view.year, month, 1)
        before = day.weekday()
        while day.month == month:
            yield day, (day.day - 1 + before) // 7
            day += timedelta(days=1)
