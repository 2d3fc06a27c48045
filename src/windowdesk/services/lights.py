"""The light of a row in a list: one rule for screens, commands and exports (look.md §4).

A row has the days of the clock that runs, not the clock itself; so a paused one does not say
here how many days it has used.
"""

from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.clock import Light, LightReading, read_light
from windowdesk.domain.states import STATE_LABEL, UNDECIDED_AFTER_ACCEPTANCE, CaseState
from windowdesk.domain.step_limits import STEP_LABEL, STEP_OF
from windowdesk.services.case_row import CaseRow

# Open states whose clock stands still: grey whatever date the row bears.
STILL = frozenset((CaseState.SUSPENDED, CaseState.AWAITING_SUPPLEMENT))

RUNNING_LIGHTS = frozenset((Light.RED, Light.AMBER, Light.GREEN))

_DECIDED_WELL = frozenset((CaseState.DELIVERED, CaseState.ARCHIVED))
_ENDED = "已结束"


@dataclass(frozen=True)
class LightDays:
    """Days that a light of a running clock stands for, both ends included; None is open.

    ``first`` and ``last`` bound the due date, the others the first amber day.
    """

    first: date | None = None
    last: date | None = None
    amber_first: date | None = None
    amber_last: date | None = None


def light_of(row: CaseRow, today: date, calendar: WorkCalendar) -> LightReading:
    """Return the light of a row as of ``today``.

    Where the promise has passed and the law's limit has not, or has too, the second line tells of
    the latter.
    """
    if row.state in STILL:
        return LightReading(Light.GREY, "不计时", STATE_LABEL[row.state])
    reading = read_light(
        row.due_on, today, calendar, paused=False, done=row.due_on is None, amber_on=row.amber_on
    )
    if row.due_on is None and row.state not in _DECIDED_WELL:
        return replace(reading, word=_ENDED)
    if reading.light is Light.RED and row.state in UNDECIDED_AFTER_ACCEPTANCE:
        return replace(reading, second=_law_words(row, today, calendar) or reading.second)
    return reading


def late_step(row: CaseRow, today: date, calendar: WorkCalendar) -> str:
    """Return 审查超 2 日 where the step that runs has passed its own limit, else nothing."""
    step = STEP_OF.get(row.state)
    if step is None or row.step_due_on is None or row.step_due_on >= today:
        return ""
    over = calendar.workdays_after(row.step_due_on, today)
    return f"{STEP_LABEL[step]}超 {over} 日" if over else f"{STEP_LABEL[step]}已超期"


def next_workday(today: date, calendar: WorkCalendar) -> date:
    """Return the working day after ``today``."""
    return calendar.next_workday(today + ONE_DAY)


def light_days(light: Light | None, today: date) -> LightDays:
    """Return the days of one of RUNNING_LIGHTS as of ``today``; of any other light all days."""
    days = {
        Light.RED: LightDays(last=today - ONE_DAY),
        Light.AMBER: LightDays(first=today, amber_last=today),
        Light.GREEN: LightDays(first=today, amber_first=today + ONE_DAY),
    }
    return LightDays() if light is None else days.get(light, LightDays())


def _law_words(row: CaseRow, today: date, calendar: WorkCalendar) -> str:
    law = row.statutory_on
    if law is None or law == row.due_on:
        return ""
    if today <= law:
        left = calendar.workdays_after(today, law)
        return f"法定余 {left} 日" if left else "法定今日"
    return f"法定超 {calendar.workdays_after(law, today)} 日"
