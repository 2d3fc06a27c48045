"""From which day on a clock burns amber: a threshold of each item, in working days or as a share.

Source: domain.md §6, within one working day of the due date, or the last 30 % of the limit.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit

_MOST_WORKDAYS = 60
_MOST_PERCENT = 90
_HUNDRED = 100
_DAYS_OF_A_MONTH = 30
_DAYS_OF_MONTH = 30


class AmberUnit(StrEnum):
    """What a threshold counts."""

    WORKDAY = "workday"
    PERCENT = "percent"


@dataclass(frozen=True)
class AmberRule:
    """Amber while ``count`` working days, or that share of the limit, or less are left.

    0 working days: amber on the due day alone.
    """

    count: int
    unit: AmberUnit = AmberUnit.WORKDAY

    def __post_init__(self) -> None:
        if self.unit is AmberUnit.WORKDAY and not 0 <= self.count <= _MOST_WORKDAYS:
            raise DomainError(f"临期天数写 0 至 {_MOST_WORKDAYS} 个工作日。", "amber")
        if self.unit is AmberUnit.PERCENT and not 1 <= self.count <= _MOST_PERCENT:
            raise DomainError(f"临期比例写 1% 至 {_MOST_PERCENT}%。", "amber")

    @property
    def text(self) -> str:
        """The threshold as it is written: 3个工作日, 30%."""
        return f"{self.count}%" if self.unit is AmberUnit.PERCENT else f"{self.count}个工作日"


USUAL_AMBER = AmberRule(1)
LAST_DAY = AmberRule(0)


def amber_day(
    due: date,
    calendar: WorkCalendar,
    rule: AmberRule | None = None,
    limit: TimeLimit | None = None,
) -> date:
    """Return the first day on which a clock that is due on ``due`` burns amber.

    A share is one of ``limit``, rounded down: of 8 working days the last 30 % are 2. Of a limit in
    calendar days or months it counts calendar days. Without a rule it is one working day.
    """
    rule = rule or USUAL_AMBER
    if rule.unit is AmberUnit.WORKDAY:
        return _workdays_before(due, rule.count, calendar)
    if limit is None:
        return _workdays_before(due, USUAL_AMBER.count, calendar)
    if limit.unit is LimitUnit.WORKDAY:
        return _workdays_before(due, limit.count * rule.count // _HUNDRED, calendar)
    days = limit.count * (_DAYS_OF_MONTH if limit.unit is LimitUnit.MONTH else 1)
    return due - ONE_DAY * (days * rule.count // _HUNDRED)


def _workdays_before(due: date, count: int, calendar: WorkCalendar) -> date:
    """Return the earliest day after which ``count`` working days or fewer lead up to ``due``."""
    day, left = due, count
    while True:
        if calendar.is_workday(day):
            if left == 0:
                return day
            left -= 1
        day -= ONE_DAY
