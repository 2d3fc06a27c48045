"""The statutory limit beside the promise: its own days and its own light (domain.md §6)."""

from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import statutory_proof
from windowdesk.domain.case_lights import amber_on
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE


def statutory_days(case: Case, calendar: WorkCalendar, today: date) -> tuple[date, date] | None:
    """Return the statutory due date and its first amber day; None unless it is running."""
    if case.state not in UNDECIDED_AFTER_ACCEPTANCE:
        return None
    proof = statutory_proof(case, calendar, today)
    return None if proof is None else (proof.due, amber_on(case, calendar, proof))
