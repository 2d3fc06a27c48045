"""By which versions of the calendar a case was told its dates, and what newer ones would say.

The mark names the years that the clocks of a case reach, each with its version. It grows with the
case; a year that it names already changes only by a recorded event (``Case.redate``).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from windowdesk.domain.calendar import SHIPPED, WorkCalendar, marked_years
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import (
    DELIVERY_LIMIT,
    NOTICE_LIMIT,
    has_running_clock,
    mark_of,
    notice_proof,
    promise_proof,
    promised_limit,
    running_proof,
    statutory_limit,
    statutory_proof,
)
from windowdesk.domain.dated_case import Repricing
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import local_date

# More than any limit of a unit takes in days of the calendar: a holiday is ten days at most.
_DAYS_OF_ONE = {LimitUnit.WORKDAY: 2, LimitUnit.CALENDAR_DAY: 1, LimitUnit.MONTH: 31}
_SPARE = 31
# Where a clock ends, and whether that is only provisional.
Told = tuple[date, bool] | None


def told_mark(case: Case, calendar: WorkCalendar, today: date) -> str:
    """Return the mark of a case as it is saved: what it was told by, and the years it reaches now.

    ``calendar`` is the one in use. A case that has ended keeps its mark.
    """
    mark = case.turns.calendar_mark
    if not mark and mark_of(case):
        # Stored before marks were kept: it is judged by what came with the program.
        calendar = calendar.as_of(SHIPPED)
    if not has_running_clock(case):
        return mark
    known = marked_years(mark)
    missing = [year for year in reached_years(case, calendar, today) if year not in known]
    return " ".join(filter(None, (mark, calendar.mark_for(missing)))) if missing else mark


def repricing(case: Case, calendar: WorkCalendar, today: date) -> Repricing | None:
    """Return what changes if the case is priced by the calendar of today; None if nothing does.

    A case whose clocks do not reach the changed days keeps its mark.
    """
    begin = local_date(case.accepted_at or case.receipt_at)
    if not has_running_clock(case) or calendar.known_on(begin).is_current(mark_of(case)):
        return None
    again = replace(case, version=0, turns=replace(case.turns, calendar_mark=""))
    before, after = _seen(case, calendar, today), _seen(again, calendar, today)
    if before == after:
        return None
    return Repricing(
        before[0][0] if before[0] else None,
        after[0][0] if after[0] else None,
        mark_of(case),
        calendar.mark_for(reached_years(again, calendar, today)),
    )


def reached_years(case: Case, calendar: WorkCalendar, today: date) -> frozenset[int]:
    """Return the years that the clocks of a case reach.

    They are walked only where the turn of a year is near: most cases lie within one.
    """
    first = local_date(case.receipt_at).year
    if _latest(case, today).year == first:
        return frozenset((first,))
    ends = [notice_proof(case, calendar).due.year, first]
    for proof in (
        promise_proof(case, calendar, today),
        statutory_proof(case, calendar, today),
        running_proof(case, calendar, today),
    ):
        ends += [proof.due.year] if proof else []
    ends += [(one.last or today).year for one in case.pauses]
    return frozenset(range(first, max(ends) + 1))


def _latest(case: Case, today: date) -> date:
    """Return a day that no clock of the case lies behind."""
    begin = max(local_date(at) for at in _beginnings(case))
    limits = [NOTICE_LIMIT, DELIVERY_LIMIT]
    if case.accepted_at is not None:
        situations = case.application.situations
        limits += [promised_limit(case.item, situations), statutory_limit(case.item, situations)]
    paused = sum(((one.last or today) - one.first).days + 1 for one in case.pauses)
    last_pause = max(((one.last or today) for one in case.pauses), default=begin)
    days = max(map(_at_most, limits)) + 2 * case.extension_days + max(paused, 0) + _SPARE
    return max(begin + timedelta(days=days), last_pause)


def _beginnings(case: Case) -> Iterator[datetime]:
    yield case.receipt_at
    yield from filter(None, (case.accepted_at, case.decided_at, case.outcomes.supplemented_at))


def _at_most(limit: TimeLimit) -> int:
    return limit.count * _DAYS_OF_ONE[limit.unit]


def _seen(case: Case, calendar: WorkCalendar, today: date) -> tuple[Told, ...]:
    """Return what is told of the clocks, the running one first."""
    proofs = (
        running_proof(case, calendar, today),
        promise_proof(case, calendar, today),
        statutory_proof(case, calendar, today),
    )
    return tuple((proof.due, proof.provisional) if proof else None for proof in proofs)
