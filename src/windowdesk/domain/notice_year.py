"""A year of the calendar as an administrator brought it in: stored with the centre, by version."""

from dataclasses import dataclass
from datetime import date

from windowdesk.domain.calendar import CalendarYear


@dataclass(frozen=True)
class NoticeDay:
    """A day that a notice names, with the name of its holiday."""

    on: date
    name: str


@dataclass(frozen=True)
class NoticeYear:
    """One version of a year: days off, weekend days that are worked, where it is written.

    ``stored_on`` and ``stored_by`` say when and by whom it was brought in.
    """

    year: int
    version: int
    source: str
    off: tuple[NoticeDay, ...]
    work: tuple[NoticeDay, ...]
    stored_on: date
    stored_by: str

    @property
    def as_calendar(self) -> CalendarYear:
        """The year as the calendar takes it."""
        return CalendarYear(
            self.year,
            self.version,
            self.source,
            {day.on: day.name for day in self.off},
            {day.on: day.name for day in self.work},
            imported=True,
        )
