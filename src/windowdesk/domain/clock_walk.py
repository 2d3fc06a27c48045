"""The walk over days that every due date of the program comes from.

Rules: the start day is not counted unless the centre says so (Civil Code art. 201); a month ends on
the same day number, or on the last day of the month (art. 202); what runs by the calendar and ends
on a day off goes on to the next working day (art. 203); limits of the Permit Law run in working
days (art. 82); days of a special procedure are not counted (art. 45); an extension is counted in
working days from the end of the limit on (art. 42).
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit

# A walk this long means a pause without an end or a limit beyond all sense.
_LONGEST_WALK_DAYS = 36_600
_TOO_FAR = "期限算到了一百年以后。核对期限天数和不计时的起止日。"
_MONTHS = 12


class DayMark(StrEnum):
    """What a day counts for."""

    START = "start"
    COUNTED = "counted"
    OFF = "off"
    PAUSED = "paused"
    ROLLED = "rolled"
    EXTENDED = "extended"


@dataclass(frozen=True)
class ClockPause:
    """An interval that does not count, both ends included.

    ``last`` is None while the procedure still runs. ``reason`` names the procedure (鉴定) and
    ``paper`` the notice of it (Permit Law art. 45: told in writing); both may be empty.
    DomainError if ``last`` comes before ``first``.
    """

    first: date
    last: date | None
    reason: str
    paper: str = ""

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise DomainError(
                f"不计时的止日 {self.last} 早于起日 {self.first}。核对起止日。", "pauses"
            )

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the pause."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class ClockExtension:
    """The one extension of a limit, in working days after its end (Permit Law art. 42).

    ``allowed_by`` names who allowed it, ``paper`` the notice of it; both may be empty.
    """

    workdays: int
    allowed_by: str = ""
    paper: str = ""


Step = tuple[date, DayMark]


def walk(
    start: date,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
    extension: ClockExtension | None,
) -> Iterator[Step]:
    """Yield the days up to the due date with what each counts for.

    They begin with the day after ``start``, or with ``start`` where it is the first day of the
    limit. Nothing comes where the due date is ``start`` itself. DomainError beyond a hundred years.
    """
    end = start
    if limit.count:
        first = start if calendar.counts_start else _next(start)
        days = length_in_days(start, limit)
        is_work = limit.unit is LimitUnit.WORKDAY
        for end, mark in _leg(first, days, calendar, pauses, is_work=is_work):
            yield end, mark
    if extension is not None and extension.workdays:
        for day, mark in _leg(_next(end), extension.workdays, calendar, pauses, is_work=True):
            yield day, DayMark.EXTENDED if mark is DayMark.COUNTED else mark


def paused_by(day: date, pauses: Iterable[ClockPause]) -> ClockPause | None:
    """Return the pause that a day belongs to; of two that cover it the first."""
    return next((pause for pause in pauses if pause.covers(day)), None)


def length_in_days(start: date, limit: TimeLimit) -> int:
    """Return how many days of its own kind a limit has; months are as long as they happen to be."""
    if limit.unit is not LimitUnit.MONTH:
        return limit.count
    return (same_day_after(start, limit.count) - start).days


def same_day_after(start: date, months: int) -> date:
    """Return the day of the same number ``months`` later, else the last of that month (art. 202).

    DomainError beyond a hundred years.
    """
    year, month = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    if year > start.year + _LONGEST_WALK_DAYS // 366 or year > date.max.year:
        raise DomainError(_TOO_FAR, "limit")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _leg(
    first: date, count: int, calendar: WorkCalendar, pauses: Sequence[ClockPause], *, is_work: bool
) -> Iterator[Step]:
    """Count days from ``first`` on; by the calendar the last one rolls on to a workday."""
    left, day = count, first
    for _ in range(_LONGEST_WALK_DAYS):
        if pauses and paused_by(day, pauses):
            yield day, DayMark.PAUSED
        else:
            worked = calendar.is_workday(day)
            if left and (worked or not is_work):
                left -= 1
                yield day, DayMark.COUNTED
            else:
                # All days of the limit are used up, or it is a day off that does not count.
                yield day, DayMark.ROLLED if worked else DayMark.OFF
            if worked and not left:
                return
        day = _next(day)
    raise DomainError(_TOO_FAR, "limit")


def _next(day: date) -> date:
    if day == date.max:
        raise DomainError(_TOO_FAR, "limit")
    return day + ONE_DAY
