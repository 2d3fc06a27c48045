"""The working calendar: official holidays and working weekends, year by year.

Source: the yearly notice of the General Office of the State Council. A year whose notice is not
loaded is walked by weekdays alone, and whatever reaches into it is provisional.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CalendarYear:
    """One official notice: ``off`` and ``work`` map a day to the name of its holiday.

    ``off`` are days without work, ``work`` the weekend days that are worked in exchange.
    ``version`` counts corrections of the same year; ``source`` names the notice.
    """

    year: int
    version: int
    source: str
    off: Mapping[date, str]
    work: Mapping[date, str]


@dataclass(frozen=True)
class WorkCalendar:
    """All loaded years, and days off that only this place has."""

    years: Mapping[int, CalendarYear]
    local_off: Mapping[date, str]

    @staticmethod
    def of(
        years: Iterable[CalendarYear], local_off: Mapping[date, str] | None = None
    ) -> "WorkCalendar":
        """Build a calendar from the notices of some years."""
        return WorkCalendar({y.year: y for y in years}, dict(local_off or {}))

    def is_official(self, year: int) -> bool:
        """Tell whether the notice of ``year`` is loaded."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Tell whether ``day`` is worked."""
        notice = self.years.get(day.year)
        if notice is not None and day in notice.work:
            return True
        if day in self.local_off or (notice is not None and day in notice.off):
            return False
        return day.weekday() < _SATURDAY

    def is_makeup(self, day: date) -> bool:
        """Tell whether ``day`` is a weekend day that is worked in exchange."""
        notice = self.years.get(day.year)
        return notice is not None and day in notice.work

    def name_of(self, day: date) -> str:
        """Return why ``day`` is off or worked out of turn; empty for an ordinary day."""
        notice = self.years.get(day.year)
        if notice is not None and day in notice.work:
            return notice.work[day]
        if day in self.local_off:
            return self.local_off[day]
        if notice is not None and day in notice.off:
            return notice.off[day]
        return "周末" if day.weekday() >= _SATURDAY else ""

    def next_workday(self, day: date) -> date:
        """Return the first working day on or after ``day``."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def workdays_after(self, start: date, end: date) -> int:
        """Count working days after ``start`` up to and with ``end``; negative if it is earlier."""
        if end < start:
            return -self.workdays_after(end, start)
        days = (end - start).days
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, days + 1))

    def text_for(self, first: date, last: date) -> str:
        """Name the notices that the days from ``first`` to ``last`` were judged by."""
        parts = []
        for year in range(first.year, last.year + 1):
            notice = self.years.get(year)
            parts.append(
                f"{notice.source}，第 {notice.version} 版"
                if notice
                else f"{year} 年日历未公布，暂按周末推算"
            )
        return "；".join(parts)
