"""The light of a row in a list: one rule for screens, commands and exports (look.md §4).

A row has the due date of the clock that runs, not the clock itself; so a paused one does not say
here how many days it has used.
"""

from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.clock import Light, LightReading, read_light
from windowdesk.domain.states import STATE_LABEL, CaseState
from windowdesk.services.case_row import CaseRow

# Open states whose clock stands still: grey whatever date the row bears.
STILL = frozenset((CaseState.SUSPENDED, CaseState.AWAITING_SUPPLEMENT))

RUNNING_LIGHTS = frozenset((Light.RED, Light.AMBER, Light.GREEN))

_DECIDED_WELL = frozenset((CaseState.DELIVERED, CaseState.ARCHIVED))
_ENDED = "已结束"


@dataclass(frozen=True)
class LightDays:
    """Due dates that a light of a running clock stands for, both ends included; None is open."""

    first: date | None
    last: date | None


def light_of(row: CaseRow, today: date, calendar: WorkCalendar) -> LightReading:
    """Return the light of a row as of ``today``."""
    if row.state in STILL:
        return LightReading(Light.GREY, "不计时", STATE_LABEL[row.state])
    reading = read_light(row.due_on, today, calendar, paused=False, done=row.due_on is None)
    if row.due_on is None and row.state not in _DECIDED_WELL:
        return replace(reading, word=_ENDED)
    return reading


def amber_until(today: date, calendar: WorkCalendar) -> date:
    """Return the last due date that is amber: the next working day."""
    return calendar.next_workday(today + ONE_DAY)


def light_days(light: Light, today: date, until: date) -> LightDays:
    """Return the due dates of one of RUNNING_LIGHTS as of ``today``; amber ends at ``until``."""
    days = {
        Light.RED: LightDays(None, today - ONE_DAY),
        Light.AMBER: LightDays(today, until),
        Light.GREEN: LightDays(until + ONE_DAY, None),
    }
    return days[light]
