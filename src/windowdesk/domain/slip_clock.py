"""Until when a hand-over slip must be taken over (物料流转): its own clock, in hours of the day."""

from datetime import datetime, time

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.local_time import SHANGHAI

NOON = time(12)
EVENING = time(17, 30)
# Handed out until this minute → to be taken over until that hour of the same working day.
SAME_DAY: tuple[tuple[time, time], ...] = ((time(11, 30), NOON), (time(17), EVENING))


def slip_due(given_at: datetime, calendar: WorkCalendar) -> datetime:
    """Return until when what was handed out at ``given_at`` is to be taken over; aware, +08:00.

    Until 11:30 it is 12:00, until 17:00 it is 17:30, both with that minute; what is handed out
    later, or on a day off, is due at 12:00 of the next working day (domain.md, 物料流转).
    """
    local = given_at.astimezone(SHANGHAI)
    day, minute = local.date(), time(local.hour, local.minute)
    if calendar.is_workday(day):
        for until, due in SAME_DAY:
            if minute <= until:
                return datetime.combine(day, due, SHANGHAI)
    return datetime.combine(calendar.next_workday(day + ONE_DAY), NOON, SHANGHAI)
