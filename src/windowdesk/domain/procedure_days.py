"""What a special procedure does to the dates of its case: planned, real, and how far they move."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promise_proof, statutory_proof
from windowdesk.domain.clock import ClockPause, due_on
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.review_turns import ProcedurePlan, ProcedureRun


@dataclass(frozen=True)
class MovedDates:
    """The due dates of promise and law before and after something moved them."""

    promise_before: date
    promise_after: date
    law_before: date
    law_after: date


def planned_last(plan: ProcedurePlan, calendar: WorkCalendar) -> date:
    """Return the last day of a procedure as planned; its first day counts."""
    if plan.length.unit is LimitUnit.CALENDAR_DAY:
        return plan.first_day + timedelta(days=plan.length.count - 1)
    return due_on(plan.first_day - ONE_DAY, plan.length, calendar)


def workdays_of(first: date, last: date, calendar: WorkCalendar) -> int:
    """Count the working days from ``first`` to ``last``, both included."""
    return calendar.workdays_after(first - ONE_DAY, last)


def real_length(plan: ProcedurePlan, last: date, calendar: WorkCalendar) -> TimeLimit:
    """Return how long a procedure was up to ``last``, in the unit of its plan as far as it can."""
    if plan.length.unit is LimitUnit.WORKDAY:
        return TimeLimit(workdays_of(plan.first_day, last, calendar), LimitUnit.WORKDAY)
    return TimeLimit((last - plan.first_day).days + 1, LimitUnit.CALENDAR_DAY)


def overrun(plan: ProcedurePlan, last: date, calendar: WorkCalendar) -> TimeLimit | None:
    """Return how much longer it was than planned; None if it was not."""
    ends = planned_last(plan, calendar)
    if last <= ends:
        return None
    later = ends + ONE_DAY
    if plan.length.unit is LimitUnit.WORKDAY:
        return TimeLimit(workdays_of(later, last, calendar), LimitUnit.WORKDAY)
    return TimeLimit((last - ends).days, LimitUnit.CALENDAR_DAY)


def moved_by(case: Case, plan: ProcedurePlan, calendar: WorkCalendar, today: date) -> MovedDates:
    """Return how far a procedure moves the due dates if it lasts as planned.

    A run that has begun already is taken out of the dates before.
    """
    others = tuple(p for p in case.pauses if (p.first, p.reason) != (plan.first_day, plan.name))
    paused = ClockPause(plan.first_day, planned_last(plan, calendar), plan.name)
    return _moved(case, others, (*others, paused), calendar, today)


def moved_in_fact(case: Case, run: ProcedureRun, calendar: WorkCalendar, today: date) -> MovedDates:
    """Return how far a procedure has moved the due dates, up to today while it runs."""
    others = tuple(p for p in case.pauses if p.paper != run.number)
    return _moved(case, others, case.pauses, calendar, today)


def _moved(
    case: Case,
    before: tuple[ClockPause, ...],
    after: tuple[ClockPause, ...],
    calendar: WorkCalendar,
    today: date,
) -> MovedDates:
    first, then = replace(case, pauses=before), replace(case, pauses=after)
    promises = [promise_proof(one, calendar, today) for one in (first, then)]
    laws = [statutory_proof(one, calendar, today) for one in (first, then)]
    dues = [proof.due for proof in (*promises, *laws) if proof is not None]
    # A procedure begins after acceptance, so there are always dates.
    promise_before, promise_after, law_before, law_after = dues
    return MovedDates(promise_before, promise_after, law_before, law_after)
