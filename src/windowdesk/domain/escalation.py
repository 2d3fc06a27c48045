"""Who is warned when: staff with the amber light, then the head, then the deputy leader.

Source: domain.md §6 (prompt one working day before expiry {E1}, yellow and red card {E4}, a step
that is overtime though the whole is not {E2}). Days are working days: nobody is warned of what
nobody could have done meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import REVIEWING, Role

_WINDOW = frozenset((Role.CLERK, Role.ISSUER))
_LEADERS = frozenset((Role.HEAD, Role.SUPERVISOR))


class Level(StrEnum):
    """Whom a warning is for."""

    STAFF = "staff"
    HEAD = "head"
    LEADER = "leader"


LEVEL_LABEL: Mapping[Level, str] = MappingProxyType(
    {Level.STAFF: "经办", Level.HEAD: "科室负责人", Level.LEADER: "分管领导"}
)


@dataclass(frozen=True)
class Audience:
    """What one account is warned of at one level.

    ``desks`` are the places whose work it answers for, ``department`` its own, '' for all.
    """

    level: Level
    desks: frozenset[str]
    department: str


def cutoff(today: date, days_over: int, calendar: WorkCalendar) -> date:
    """Return the latest due date that lies ``days_over`` working days or more before ``today``."""
    day = today
    for _ in range(days_over):
        day = _workday_up_to(day, calendar) - ONE_DAY
    return day


def audiences(account: Account) -> tuple[Audience, ...]:
    """Return what an account is warned of, its own work first."""
    found = []
    desks = _desks(account.roles)
    if desks:
        found.append(Audience(Level.STAFF, desks, account.department))
    everywhere = frozenset(("received", "review", "issue"))
    if Role.APPROVER in account.roles:
        found.append(Audience(Level.HEAD, everywhere, account.department))
    leads = Role.APPROVER in account.roles and not account.department
    if leads or account.roles & _LEADERS:
        found.append(Audience(Level.LEADER, everywhere, account.department))
    return tuple(found)


def _desks(roles: frozenset[Role]) -> frozenset[str]:
    """Return the desks whose cases these duties work on."""
    desks = set()
    if roles & _WINDOW:
        desks |= {"received", "issue"}
    if roles & REVIEWING:
        desks.add("review")
    return frozenset(desks)


def _workday_up_to(day: date, calendar: WorkCalendar) -> date:
    while not calendar.is_workday(day):
        day -= ONE_DAY
    return day
