"""Days of the model: two versions of a calendar, and due dates looked up by the day walker."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from tests.domain.day_walker import Life, brute_due, is_worked
from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.clock import ClockExtension, ClockPause
from windowdesk.domain.limits import LimitUnit, TimeLimit

DAY = timedelta(days=1)


def _days(*spans: str) -> dict[date, str]:
    """Read ``2-15 2-23`` as the days from one to the other."""
    found = {}
    for span in spans:
        ends = [date(2026, *map(int, end.split("-"))) for end in span.split()]
        for n in range((ends[-1] - ends[0]).days + 1):
            found[ends[0] + n * DAY] = "假日"
    return found


# The notice for 2026 as domain.md §1.5 has it; the next year is made up.
_OFF = _days("1-1 1-3", "2-15 2-23", "4-4 4-6", "5-1 5-5", "6-19 6-21", "9-25 9-27", "10-1 10-7")
_WORK = _days("1-4", "2-14", "2-28", "5-9", "9-20", "10-10")
_FIRST = CalendarYear(2026, 1, "2026", _OFF, _WORK)
_MORE = CalendarYear(2026, 2, "2026 again", {**_OFF, **_days("3-12 3-13", "4-20", "7-1")}, _WORK)
_NEXT = CalendarYear(2027, 1, "2027", {date(2027, 1, 1): "元旦"}, {})
CALENDARS = {1: WorkCalendar.of([_FIRST, _NEXT]), 2: WorkCalendar.of([_FIRST, _MORE, _NEXT])}
MARKS = {1: "2026@1 2027@1", 2: "2026@2 2027@1"}
_UNITS = {"wd": LimitUnit.WORKDAY, "cd": LimitUnit.CALENDAR_DAY, "mo": LimitUnit.MONTH}
Limit = tuple[int, str]
Span = tuple[date, date]


def day_of(at: datetime) -> date:
    """Return the day on the wall in Yunnan."""
    return (at + timedelta(hours=8)).date()


@lru_cache(maxsize=200_000)
def due(
    start: date, limit: Limit, version: int, pauses: tuple[Span, ...] = (), extra: int = 0
) -> date:
    """Look a due date up in the list of all days."""
    struck = tuple(ClockPause(first, last, "停") for first, last in pauses)
    more = ClockExtension(extra) if extra else None
    life = Life(start, TimeLimit(limit[0], _UNITS[limit[1]]), struck, more)
    return brute_due(life, CALENDARS[version])


def workdays_back(end: date, count: int, version: int) -> date:
    """Return the working day ``count`` working days before ``end``."""
    calendar = CALENDARS[version]
    worked = [
        end - n * DAY
        for n in range(1, 60)
        if is_worked(end - n * DAY, calendar.years, calendar.local_off)
    ]
    return worked[count - 1]
