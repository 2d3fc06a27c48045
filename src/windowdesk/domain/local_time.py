"""Time as the counter sees it: stored in UTC, shown in Asia/Shanghai."""

import re
from datetime import date, datetime, timedelta, timezone

from windowdesk.domain.errors import DomainError

# China has one zone without summer time since 1991. A fixed offset needs no zone database, which
# Windows does not bring.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
# 2026-3-2, 2026/3/2, 2026年3月2日, and spreadsheets that add a time to the second form.
_WRITTEN_DAY = re.compile(
    r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)


def local_date(at: datetime) -> date:
    """Return the day on the wall of the centre."""
    return at.astimezone(SHANGHAI).date()


def read_day(typed: str) -> date:
    """Return the day at the counter that a date or a time with or without a zone stands for.

    A time without a zone is that of the counter; its hour plays no part. DomainError if it is no
    date.
    """
    text = typed.strip()
    try:
        if written := _WRITTEN_DAY.fullmatch(text):
            return date(*map(int, written.groups()))
        return _at_counter(datetime.fromisoformat(text)).date()
    except (ValueError, OverflowError) as error:
        raise DomainError(f"“{typed}”不是日期。照 2026-03-02 的样子写。") from error


def _at_counter(at: datetime) -> datetime:
    return at.astimezone(SHANGHAI) if at.tzinfo else at


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
