"""How a case reads in a list: its light, whose it is, its short number."""

from datetime import date
from typing import Final

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import STATE_LABEL, CaseState
from windowdesk.services.case_row import CaseRow
from windowdesk.services.finding import LitCase
from windowdesk.services.lights import light_of
from windowdesk.ui.case_words import village_name

__all__ = ["LitCase", "late_mark", "lit", "short_number", "state_text", "whose"]

LATE_MARK: Final = "补录"


def lit(row: CaseRow, today: date, calendar: WorkCalendar) -> LitCase:
    """Light a row up."""
    return LitCase(row, light_of(row, today, calendar))


def whose(row: CaseRow, divisions: Divisions) -> str:
    """Return the applicant with the village: 段桂兰 · 石桥村; 补录 where it was entered later."""
    village = village_name(divisions, row.village)
    return " · ".join(filter(None, (row.applicant_name, village, late_mark(row))))


def late_mark(row: CaseRow) -> str:
    """Return 补录 for a case that was received on a day before the one of its number."""
    try:
        numbered = CaseNumber(row.number).day
    except ValueError:
        return ""
    return LATE_MARK if numbered > local_date(row.received_at) else ""


def short_number(digits: str) -> str:
    """Return a case number as lists show it."""
    return CaseNumber(digits).short


def state_text(state: CaseState) -> str:
    """Return a state as lists show it."""
    return STATE_LABEL[state]
