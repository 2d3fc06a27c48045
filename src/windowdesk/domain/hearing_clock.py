"""The days of a hearing: asked for within 5, held within 20, told 7 ahead (arts. 47, 48).

Like all periods of the Permit Law they are counted in working days (art. 82).
"""

from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import due_on
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.review_turns import HearingNotice

ASK_LIMIT = TimeLimit(5, LimitUnit.WORKDAY)
HOLD_LIMIT = TimeLimit(20, LimitUnit.WORKDAY)
NOTICE_LIMIT = TimeLimit(7, LimitUnit.WORKDAY)


def ask_until(told_on: date, calendar: WorkCalendar) -> date:
    """Return the last day for asking for a hearing."""
    return due_on(told_on, ASK_LIMIT, calendar)


def hold_until(asked_on: date, calendar: WorkCalendar) -> date:
    """Return the last day for holding it."""
    return due_on(asked_on, HOLD_LIMIT, calendar)


def earliest_hearing(called_on: date, calendar: WorkCalendar) -> date:
    """Return the first day that keeps seven days from the notice of day and place."""
    return due_on(called_on, NOTICE_LIMIT, calendar)


def next_day(notice: HearingNotice, calendar: WorkCalendar) -> tuple[date, str]:
    """Return the day that a hearing waits for, and what has to happen until then."""
    if notice.asked_on is None:
        return ask_until(notice.told_on, calendar), "等听证申请"
    if notice.call is None:
        return hold_until(notice.asked_on, calendar), "定听证的日子，提前七日通知"
    return notice.call.on, f"{notice.call.hour}在{notice.call.place}听证"
