"""Time as the counter sees it: stored in UTC, shown in Asia/Shanghai."""

from datetime import date, datetime, timedelta, timezone

# China has one zone without summer time since 1991. A fixed offset needs no zone database, which
# Windows does not bring.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def local_date(at: datetime) -> date:
    """Return the day on the wall of the centre."""
    return at.astimezone(SHANGHAI).date()


def paper_date(day: date) -> str:
    """Return a date as papers write it: 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def paper_minute(at: datetime) -> str:
    """Return a time as papers write it: 2026年11月20日10时42分."""
    local = at.astimezone(SHANGHAI)
    return f"{paper_date(local.date())}{local.hour}时{local.minute:02d}分"


def clock_time(at: datetime) -> str:
    """Return the time of day as screens show it: 10:42."""
    return at.astimezone(SHANGHAI).strftime("%H:%M")
