"""A walker over days that was written apart from the clock, and random calendars to walk.

It makes the whole list of days first, strikes out what is not counted, and then looks up the
answer, instead of counting while it walks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.clock import ClockExtension, ClockPause
from windowdesk.domain.limits import LimitUnit, TimeLimit


@dataclass(frozen=True)
class Life:
    """What a clock is asked about: one life of a case, as far as clocks see it."""

    start: date
    limit: TimeLimit
    pauses: tuple[ClockPause, ...]
    extension: ClockExtension | None


def is_worked(on: date, notices: Mapping[int, CalendarYear], local: Mapping[date, str]) -> bool:
    notice = notices.get(on.year)
    if notice and on in notice.work:
        return True
    free = on in local or bool(notice and on in notice.off)
    return not free and on.isoweekday() not in (6, 7)


def brute_due(life: Life, calendar: WorkCalendar) -> date:
    """Return the due date of a life, looked up in lists of days."""
    live = _live_days(life, calendar)
    worked = [on for on in live if is_worked(on, calendar.years, calendar.local_off)]
    end = _end_of_limit(life, live, worked)
    extra = life.extension.workdays if life.extension else 0
    return [on for on in worked if on > end][extra - 1] if extra else end


def _live_days(life: Life, calendar: WorkCalendar) -> list[date]:
    struck = {
        p.first + timedelta(days=n)
        for p in life.pauses
        if p.last is not None
        for n in range((p.last - p.first).days + 1)
    }
    extra = life.extension.workdays if life.extension else 0
    most = 31 if life.limit.unit is LimitUnit.MONTH else 2
    horizon = most * life.limit.count + 2 * extra + len(struck) + 160
    first = 0 if calendar.counts_start else 1
    days = (life.start + timedelta(days=n) for n in range(first, horizon))
    return [on for on in days if on not in struck]


def _end_of_limit(life: Life, live: Sequence[date], worked: Sequence[date]) -> date:
    count = life.limit.count
    if count == 0:
        return life.start
    if life.limit.unit is LimitUnit.WORKDAY:
        return worked[count - 1]
    if life.limit.unit is LimitUnit.MONTH:
        count = (_months_on(life.start, count) - life.start).days
    return min(on for on in worked if on >= live[count - 1])


def _months_on(start: date, months: int) -> date:
    """Look day by day for the month that is wanted, then for the number of the day in it."""
    first = start.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=40)).replace(day=1)
    month = [first + timedelta(days=n) for n in range(31)]
    return max(on for on in month if on.month == first.month and on.day <= start.day)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Years between 2015 and 2026 with up to seven holidays each, some of them not announced."""
    notices = []
    for year in range(2015, 2027):
        if not draw(st.booleans()):
            continue
        off: dict[date, str] = {}
        work: dict[date, str] = {}
        for first in draw(st.lists(st.integers(1, 350), max_size=7)):
            begin = date(year, 1, 1) + timedelta(days=first)
            for n in range(draw(st.integers(1, 8))):
                off[begin + timedelta(days=n)] = "某节"
            makeup = begin + timedelta(days=-1 - begin.weekday() - draw(st.integers(0, 1)))
            if makeup.year == year:
                work[makeup] = "某节"
        off = {on: name for on, name in off.items() if on.year == year and on not in work}
        notices.append(CalendarYear(year, 1, f"{year} 通知", off, work))
    first_day = date(2015, 1, 1)
    markets = draw(st.lists(st.integers(0, 4380), max_size=20))
    local = {first_day + timedelta(days=n): "赶集日" for n in markets}
    return WorkCalendar.of(notices, local).counting_start(counts=draw(st.booleans()))


starts = st.dates(date(2015, 1, 1), date(2026, 12, 31))
limits = st.one_of(
    st.builds(TimeLimit, st.integers(0, 60), st.just(LimitUnit.WORKDAY)),
    st.builds(TimeLimit, st.integers(0, 60), st.just(LimitUnit.CALENDAR_DAY)),
    st.builds(TimeLimit, st.integers(0, 6), st.just(LimitUnit.MONTH)),
)
extensions = st.none() | st.builds(ClockExtension, st.integers(1, 15), st.just("李春华"))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Draw a life with up to four pauses, wherever they lie, and maybe an extension."""
    start = draw(starts)
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        first = start + timedelta(days=draw(st.integers(-10, 90)))
        pauses.append(ClockPause(first, first + timedelta(days=draw(st.integers(0, 25))), "鉴定"))
    return Life(start, draw(limits), tuple(pauses), draw(extensions))
