"""Backups: when one is due, how long ago the last good one may lie, which old ones go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from windowdesk.domain.local_time import SHANGHAI, local_date

# After this the status bar warns: a day may be missed, not two.
STALE_AFTER = timedelta(days=2)
DAY_END = time(17, 40)
DAYS_KEPT, MONTHS_KEPT = 14, 12


@dataclass(frozen=True)
class BackupRecord:
    """One try to back up. ``problem`` is why it failed; empty if the copy was made and checked.

    ``size`` is in bytes; ``cases`` and ``last_event_at`` say how far the copy reaches.
    """

    at: datetime
    file: str
    size: int = 0
    sha256: str = ""
    cases: int = 0
    last_event_at: datetime | None = None
    problem: str = ""

    @property
    def is_good(self) -> bool:
        """Tell whether the copy was made and checked."""
        return not self.problem


def last_good(records: Sequence[BackupRecord]) -> BackupRecord | None:
    """Return the newest good backup; None if there never was one."""
    return next((one for one in reversed(records) if one.is_good), None)


def is_stale(records: Sequence[BackupRecord], now: datetime) -> bool:
    """Tell whether the last good backup lies too long ago, or there never was one."""
    good = last_good(records)
    return good is None or now - good.at > STALE_AFTER


def is_due(records: Sequence[BackupRecord], now: datetime, day_end: time = DAY_END) -> bool:
    """Tell whether today's automatic backup has to be made now."""
    if now.astimezone(SHANGHAI).time() < day_end:
        return False
    good = last_good(records)
    made_on = good.at.astimezone(SHANGHAI) if good else None
    return made_on is None or made_on < datetime.combine(local_date(now), day_end, SHANGHAI)


def file_name(centre_code: str, at: datetime) -> str:
    """Return the name of a backup file; names sort by age."""
    return f"{_prefix(centre_code)}{at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}.db"


def made_at(name: str, centre_code: str) -> datetime | None:
    """Return when a backup file was made by its name; None if it is none of this centre."""
    prefix = _prefix(centre_code)
    if not (name.startswith(prefix) and name.endswith(".db")):
        return None
    try:
        read = datetime.strptime(name.removeprefix(prefix), "%Y%m%d-%H%M%S.db")  # noqa: DTZ007  the zone follows
    except ValueError:
        return None
    return read.replace(tzinfo=SHANGHAI)


def outdated(names: Iterable[str], centre_code: str) -> tuple[str, ...]:
    """Return the backup files that may go.

    Kept are the newest of each of the last fourteen days that have one, and the newest of each of
    the last twelve months that have one. Files of another name are never touched.
    """
    dated = sorted(
        ((at, name) for name in names if (at := made_at(name, centre_code))), reverse=True
    )
    by_day: dict[date, str] = {}
    by_month: dict[tuple[int, int], str] = {}
    for at, name in dated:
        by_day.setdefault(at.date(), name)
        by_month.setdefault((at.year, at.month), name)
    kept = {*list(by_day.values())[:DAYS_KEPT], *list(by_month.values())[:MONTHS_KEPT]}
    return tuple(name for _, name in dated if name not in kept)


def _prefix(centre_code: str) -> str:
    return f"windowdesk-{centre_code}-"
