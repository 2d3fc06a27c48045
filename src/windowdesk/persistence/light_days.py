"""The days that lights are read from: derived with every save, so that lists open no case."""

from collections.abc import Mapping
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_lights import amber_on
from windowdesk.domain.clock import DueProof
from windowdesk.domain.statutory import statutory_days
from windowdesk.domain.steps import step_due
from windowdesk.persistence.dialect import day_out
from windowdesk.persistence.tables import NEVER, NO_DUE

# A page asks this two hundred times; most days are never.
_NEVER = (NEVER, NO_DUE)


def light_days_of(
    case: Case, calendar: WorkCalendar, proof: DueProof | None, today: date
) -> Mapping[str, str]:
    """Return the days that lights are read from, beside the due date."""
    law, law_amber_on = statutory_days(case, calendar, today) or (NO_DUE, NO_DUE)
    step = step_due(case, calendar)
    days = {
        "amber_on": amber_on(case, calendar, proof) if proof else NO_DUE,
        "statutory_on": law,
        "statutory_amber_on": law_amber_on,
        "step_due_on": step[1] if step else NO_DUE,
    }
    return {name: day.isoformat() for name, day in days.items()}


def day_or_none(value: str | date) -> date | None:
    """Return a stored day; None where no clock runs."""
    return None if value in _NEVER else day_out(value)
