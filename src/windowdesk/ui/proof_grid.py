"""The due-date proof: the same days as the ruler, as weeks of seven (F4; look.md, section 4)."""

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.domain.calendar import short_holiday
from windowdesk.domain.clock import DayMark, DueProof, ProofDay, short_date
from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme

_WEEKDAYS = "一二三四五六日"
_HEAD = 24
_MARGIN = 46
_LOWEST = 34
_USUAL = 40
_GAP = 3
_HIGHEST = 46
_LONGEST_WORD = 2
# The days of an extension are numbered from 1 again.
_NUMBERED = {DayMark.COUNTED: "第", DayMark.EXTENDED: "延"}


class ProofGrid(Painted):
    """One cell a day with its date and 第7, 停, 休 or the name of the holiday.

    The row height gives way between 34 and 46 px, so that it fills the room that there is.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._days: tuple[ProofDay, ...] = ()
        self._start = self._due = date.min
        self._today = date.min
        self._start_word = "受理"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_proof(self, proof: DueProof | None, today: date, start_word: str = "受理") -> None:
        """Show the days of ``proof`` as of ``today``; ``start_word`` names the start day."""
        self._days = proof.days if proof is not None else ()
        self._today = today
        self._start_word = start_word
        if proof is not None:
            self._start, self._due = proof.start, proof.due
            name = f"应办结日怎么算的：{short_date(proof.due)}"
            self.describe(name, f"{proof.sentence}{proof.calendar_text}")
        self.refresh()

    def natural(self) -> QSize:
        """Room for every week."""
        return QSize(self.theme.u(_MARGIN + 7 * 40), self._height(_USUAL))

    def minimumSizeHint(self) -> QSize:
        """Qt override: every week at its lowest."""
        return QSize(self.natural().width(), self._height(_LOWEST))

    def whole_height(self, room: int) -> int:
        """Return the height of as many whole weeks, at least one, as ``room`` has space for.

        Both in px of the screen; without the gap to the week that follows.
        """
        head, week = self.theme.u(_HEAD), self.theme.u(_LOWEST)
        return head + min(self._weeks(), max(1, (room - head) // week)) * week - _GAP

    def refresh(self) -> None:
        """Keep the weeks from growing beyond their height."""
        self.setMaximumHeight(self._height(_HIGHEST))
        super().refresh()

    def _height(self, row: int) -> int:
        return self.theme.u(_HEAD) + self._weeks() * self.theme.u(row)

    def _first_monday(self) -> date:
        return self._start - timedelta(days=self._start.weekday())

    def _weeks(self) -> int:
        if not self._days:
            return 1
        return (self._due - self._first_monday()).days // 7 + 1

    def paint(self, painter: QPainter) -> None:
        """Draw the weekdays above, the Mondays at the left, then the days."""
        if not self._days:
            return
        theme = self.theme
        left, top = theme.u(_MARGIN), theme.u(_HEAD)
        wide = (self.width() - left) / 7
        high = (self.height() - top) / self._weeks()
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("ink_3"))
        for index, word in enumerate(_WEEKDAYS):
            head = QRectF(left + index * wide, 0, wide, top - 2)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, word)
        monday = self._first_monday()
        for week in range(self._weeks()):
            on = monday + timedelta(days=7 * week)
            side = QRectF(0, top + week * high, left, high - _GAP)
            painter.drawText(side, Qt.AlignmentFlag.AlignVCenter, f"{on.month}/{on.day}")
        for day in self._days:
            offset = (day.on - monday).days
            x, y = left + offset % 7 * wide, top + offset // 7 * high
            self._paint_day(painter, QRectF(x, y, wide - _GAP, high - _GAP), day)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: ProofDay) -> None:
        theme = self.theme
        ground, ink, word = self._look(day)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        if day.mark is DayMark.START:
            painter.setPen(QPen(theme.colour("ink_3"), 1.5))
        if day.on == self._due:
            painter.setPen(QPen(theme.colour("ink"), 2.5))
        painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), theme.u(4), theme.u(4))
        half = cell.height() / 2
        painter.setPen(theme.colour(ink if ground.startswith("accent") else "ink_3"))
        painter.setFont(theme.font(13))
        number = f"{day.on.day}{'调' if day.makeup else ''}"
        upper = QRectF(cell.x(), cell.y() + 1, cell.width(), half)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, number)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(14))
        lower = QRectF(cell.x(), cell.center().y() - 2, cell.width(), half)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, word)

    def _look(self, day: ProofDay) -> tuple[str, str, str]:
        """Return the ground, the ink and the word of a cell."""
        if day.mark is DayMark.START:
            return "surface", "ink_2", self._start_word
        if day.mark is DayMark.PAUSED:
            return "grey_soft", "grey", "停"
        if day.mark is DayMark.OFF:
            return "", "ink_3", "休" if day.note == "周末" else _holiday(day.note)
        word = f"{_NUMBERED[day.mark]}{day.nth}" if day.mark in _NUMBERED else "顺延"
        if day.on <= self._today:
            return "accent", "on_accent", word
        return "accent_soft", "accent", word


def _holiday(name: str) -> str:
    """Return 国庆 for 国庆节; of a long name as much as stands in a cell."""
    return short_holiday(name)[:_LONGEST_WORD]
