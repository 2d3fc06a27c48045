"""A clock that the demo sets by hand, so that its story lies in the past."""

from datetime import UTC, datetime

from windowdesk.persistence.machine_clock import ClockSource


class HandClock:
    """Gives the time that was set. Wall and steady clock go together, so no jump is seen."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    @property
    def source(self) -> ClockSource:
        """The clock as storage takes it."""
        return ClockSource(wall=self.wall, steady=self.steady)

    def wall(self) -> datetime:
        """Return the time that was set, in UTC."""
        return self._at.astimezone(UTC)

    def steady(self) -> float:
        """Return the same time in seconds."""
        return self._at.timestamp()

    def set(self, at: datetime) -> None:
        """Move the clock."""
        self._at = at
