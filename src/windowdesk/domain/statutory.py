"""The statutory limit beside the promise: its own days and its own light (domain.md §6)."""

from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promise_proof, statutory_proof
from windowdesk.domain.case_lights import amber_on
from windowdesk.domain.clock import LightReading, read_light
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE, CaseState


def statutory_days(case: Case, calendar: WorkCalendar, today: date) -> tuple[date, date] | None:
    """Return the statutory due date and its first amber day; None unless it is running."""
    if case.state not in UNDECIDED_AFTER_ACCEPTANCE:
        return None
    proof = statutory_proof(case, calendar, today)
    return None if proof is None else (proof.due, amber_on(case, calendar, proof))


def statutory_light(case: Case, calendar: WorkCalendar, today: date) -> LightReading | None:
    """Return the light of the statutory limit once the promise has passed; None before that."""
    days = statutory_days(case, calendar, today)
    promise = promise_proof(case, calendar, today)
    if days is None or promise is None or today <= promise.due:
        return None
    due, amber = days
    paused = case.state is CaseState.SUSPENDED
    return read_light(due, today, calendar, paused=paused, done=False, amber_on=amber)
