"""Time limits of an item: a count and the unit that it is counted in."""

from dataclasses import dataclass
from enum import StrEnum

from windowdesk.domain.errors import DomainError

# Longer than any limit in the law of administrative acts; a larger count is a slip of the hand.
LONGEST_COUNT = 3650


class LimitUnit(StrEnum):
    """What a limit counts. The Permit Law counts working days (art. 82), other laws may not."""

    WORKDAY = "workday"
    CALENDAR_DAY = "calendar"
    MONTH = "month"


UNIT_LABEL = {
    LimitUnit.WORKDAY: "个工作日",
    LimitUnit.CALENDAR_DAY: "日",
    LimitUnit.MONTH: "个月",
}
# The shortest and the longest that one of a unit can be, in calendar days.
_SHORTEST = {LimitUnit.CALENDAR_DAY: 1, LimitUnit.MONTH: 28}
_LONGEST = {LimitUnit.CALENDAR_DAY: 1, LimitUnit.MONTH: 31}


@dataclass(frozen=True)
class TimeLimit:
    """``count`` of ``unit``; 0 means at once, on the day itself (即办)."""

    count: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if not 0 <= self.count <= LONGEST_COUNT:
            raise DomainError(f"期限要写 0 至 {LONGEST_COUNT} 之间的整数，0 是当场办结。", "limit")

    @property
    def text(self) -> str:
        """The limit as papers write it, without a space: 20个工作日, 7日."""
        return f"{self.count}{UNIT_LABEL[self.unit]}"

    def is_within(self, other: "TimeLimit") -> bool:
        """Return whether this limit can never end after ``other`` when both start together.

        Working days always last at least as long as the same number of calendar days, so a limit
        in them is within one that runs by the calendar only if it is none at all. A month is
        taken at its longest here and at its shortest there.
        """
        if self.unit is other.unit:
            return self.count <= other.count
        if self.unit is LimitUnit.WORKDAY:
            return self.count == 0
        return self.count * _LONGEST[self.unit] <= other.count * _SHORTEST.get(other.unit, 1)
