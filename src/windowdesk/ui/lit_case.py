"""How a case reads in a list: its light, whose it is, its short number."""

from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import LightReading, read_light
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import STATE_LABEL, CaseState
from windowdesk.services.worklists import CaseRow
from windowdesk.ui.case_words import village_name

_DECIDED_WELL = (CaseState.DELIVERED, CaseState.ARCHIVED)


@dataclass(frozen=True)
class LitCase:
    """A row with its light as of the day it was read on."""

    row: CaseRow
    light: LightReading


def lit(row: CaseRow, today: date, calendar: WorkCalendar) -> LitCase:
    """Light a row up; a row does not hold the used days of a paused clock."""
    paused = row.state is CaseState.SUSPENDED
    light = read_light(row.due_on, today, calendar, paused=paused, done=row.due_on is None)
    if paused:
        light = replace(light, second="")
    elif row.due_on is None and row.state not in _DECIDED_WELL:
        light = replace(light, word="已结束")
    return LitCase(row, light)


def whose(row: CaseRow, divisions: Divisions) -> str:
    """Return the applicant with the village: 段桂兰 · 石桥村."""
    return " · ".join(filter(None, (row.applicant_name, village_name(divisions, row.village))))


def short_number(digits: str) -> str:
    """Return a case number as lists show it."""
    return CaseNumber(digits).short


def state_text(state: CaseState) -> str:
    """Return a state as lists show it."""
    return STATE_LABEL[state]
