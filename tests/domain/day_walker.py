"""A walker over days that was written apart from the clock, and random calendars to walk.

It makes the whole list of days first, strikes out what is not counted, and then looks up the
answer, instead of counting while it walks.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.clock import ClockPause
from windowdesk.domain.limits import LimitUnit, TimeLimit


def is_worked(on: date, notices: Mapping[int, CalendarYear], local: Mapping[date, str]) -> bool:
    notice = notices.get(on.year)
    if notice and on in notice.work:
        return True
    free = on in local or bool(notice and on in notice.off)
    return not free and on.isoweekday() not in (6, 7)


def brute_due(
    start: date, limit: TimeLimit, calendar: WorkCalendar, pauses: list[ClockPause]
) -> date:
    if limit.count == 0:
        return start
    struck = {
        p.first + timedelta(days=n)
        for p in pauses
        if p.last is not None
        for n in range((p.last - p.first).days + 1)
    }
    horizon = [start + timedelta(days=n) for n in range(1, 2 * limit.count + len(struck) + 120)]
    live = [on for on in horizon if on not in struck]
    worked = [on for on in live if is_worked(on, calendar.years, calendar.local_off)]
    if limit.unit is LimitUnit.WORKDAY:
        return worked[limit.count - 1]
    return min(on for on in worked if on >= live[limit.count - 1])


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
    return WorkCalendar.of(notices, {first_day + timedelta(days=n): "赶集日" for n in markets})


starts = st.dates(date(2015, 1, 1), date(2026, 12, 31))
limits = st.builds(TimeLimit, st.integers(0, 60), st.sampled_from(LimitUnit))


@st.composite
def walks(draw: st.DrawFn) -> tuple[date, TimeLimit, list[ClockPause]]:
    start = draw(starts)
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        first = start + timedelta(days=draw(st.integers(-10, 70)))
        pauses.append(ClockPause(first, first + timedelta(days=draw(st.integers(0, 25))), "鉴定"))
    return start, draw(limits), pauses
