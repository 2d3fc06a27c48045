"""This machine's clock, watched: on SQLite nobody else tells the time of an act."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.local_time import paper_minute

LARGEST_JUMP = timedelta(days=1)


@dataclass(frozen=True)
class ClockSource:
    """Where the time comes from: the wall clock, and seconds that nobody can set."""

    wall: Callable[[], datetime]
    steady: Callable[[], float]


def machine_source() -> ClockSource:
    """Return the clocks of this machine."""
    return ClockSource(wall=_wall, steady=_steady)


class MachineClock:
    """Tells the time unless the wall clock cannot be right.

    A desk may be closed for weeks, so the time since the last event says nothing; but while the
    program runs, the wall clock must go on as the steady one does.
    """

    def __init__(self, source: ClockSource) -> None:
        self._source = source
        self._started = source.wall()
        self._steady_at_start = source.steady()

    def now(self, last_event: datetime | None) -> datetime:
        """Return the time; EnvironmentProblem if it lies before ``last_event`` or has jumped."""
        at = self._source.wall()
        gone = timedelta(seconds=self._source.steady() - self._steady_at_start)
        jump = at - self._started - gone
        if abs(jump) > LARGEST_JUMP:
            way = "快" if jump > timedelta(0) else "慢"
            raise EnvironmentProblem(
                f"本机时钟刚才跳{way}了 {abs(jump).days} 天，先停止受理。"
                "把系统时间校准，再重新打开程序。"
            )
        if last_event is not None and at < last_event:
            raise EnvironmentProblem(
                f"本机时钟是{paper_minute(at)}，比最近一次办理（{paper_minute(last_event)}）还早，"
                "先停止受理。把系统时间校准，再办一次。"
            )
        return at


def _wall() -> datetime:
    return datetime.now(UTC)


def _steady() -> float:
    # Must go on while a laptop sleeps; the plain monotonic clock of Linux stands still then.
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if kind is None else time.clock_gettime(kind)
