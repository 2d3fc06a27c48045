"""Random lives of clocks, held against the walker written apart: ``python -m`` … ``100000``.

Every life has a calendar of 2015 to 2026 with some years not announced, a limit in one of the
three units, pauses that may overlap, cross holidays, lie before or after, and an extension in every
third. Each due date must be the walker's, and each proof must re-add.
"""

import sys
import time
from collections import Counter
from datetime import date, timedelta
from random import Random

from tests.domain.day_walker import Life, brute_due
from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.clock import ClockExtension, ClockPause, due_proof
from windowdesk.domain.clock_check import fault_in
from windowdesk.domain.limits import LimitUnit, TimeLimit

_YEARS = range(2015, 2027)
_FIRST_DAY = date(2015, 1, 1)
_DAYS = (date(2026, 12, 31) - _FIRST_DAY).days
_LIVES_OF_A_CALENDAR = 50
_LONGEST = {LimitUnit.WORKDAY: 60, LimitUnit.CALENDAR_DAY: 90, LimitUnit.MONTH: 6}


def random_calendar(chance: Random) -> WorkCalendar:
    """Return a calendar of twelve years, each with its holidays or not announced."""
    notices = [_notice(chance, year) for year in _YEARS if chance.random() > 0.2]
    markets = {_FIRST_DAY + timedelta(days=chance.randrange(_DAYS)): "赶集日" for _ in range(20)}
    calendar = WorkCalendar.of(notices, markets)
    return calendar.counting_start(counts=chance.random() < 0.2)


def _notice(chance: Random, year: int) -> CalendarYear:
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for _ in range(7):
        begin = date(year, 1, 1) + timedelta(days=chance.randint(1, 350))
        for n in range(chance.randint(1, 8)):
            off[begin + timedelta(days=n)] = "某节"
        makeup = begin - timedelta(days=1 + begin.weekday() + chance.randint(0, 1))
        work[makeup] = "某节"
    work = {on: name for on, name in work.items() if on.year == year}
    off = {on: name for on, name in off.items() if on.year == year and on not in work}
    return CalendarYear(year, 1, f"{year} 通知", off, work)


def random_life(chance: Random) -> Life:
    """Return what one clock is asked."""
    start = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    unit = chance.choice(list(LimitUnit))
    pauses = []
    for _ in range(chance.randint(0, 4)):
        first = start + timedelta(days=chance.randint(-20, 120))
        pauses.append(ClockPause(first, first + timedelta(days=chance.randint(0, 40)), "鉴定"))
    extension = ClockExtension(chance.randint(1, 15)) if chance.random() < 0.33 else None
    limit = TimeLimit(chance.randint(0, _LONGEST[unit]), unit)
    return Life(start, limit, tuple(pauses), extension)


def live(count: int, seed: int = 2026) -> Counter[str]:
    """Live ``count`` lives; return how many agreed and re-added, and of what kinds they were.

    AssertionError names the first life that does not.
    """
    chance, seen = Random(seed), Counter[str]()
    calendar = random_calendar(chance)
    for n in range(count):
        if n % _LIVES_OF_A_CALENDAR == 0:
            calendar = random_calendar(chance)
        life = random_life(chance)
        proof = due_proof(life.start, life.limit, calendar, life.pauses, life.extension)
        assert proof.due == brute_due(life, calendar), life
        assert not fault_in(proof), (life, fault_in(proof))
        seen["lives"] += 1
        seen[life.limit.unit.value] += 1
        seen["paused"] += bool(life.pauses)
        seen["extended"] += life.extension is not None
        seen["provisional"] += proof.provisional
    return seen


def main() -> None:
    """Live as many as are asked for and say what they were."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    begun = time.perf_counter()
    seen = live(count)
    kinds = ", ".join(f"{name} {number}" for name, number in sorted(seen.items()))
    print(f"re-added {seen['lives']} of {count} in {time.perf_counter() - begun:.0f} s: {kinds}")  # noqa: T201  a command


if __name__ == "__main__":
    main()
