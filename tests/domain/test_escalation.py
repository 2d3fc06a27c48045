from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_account, make_calendar
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.escalation import Level, audiences, cutoff
from windowdesk.domain.escalation_rule import EscalationRule

CALENDAR = make_calendar()
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("today", "days", "latest"),
    [
        (FRIDAY, 0, "2026-11-20"),
        (FRIDAY, 1, "2026-11-19"),
        (MONDAY, 1, "2026-11-22"),
        (MONDAY, 2, "2026-11-19"),
        (FRIDAY, 3, "2026-11-17"),
    ],
)
def test_days_over_a_due_date_are_working_days(today: date, days: int, latest: str) -> None:
    assert cutoff(today, days, CALENDAR).isoformat() == latest


@given(st.dates(date(2025, 3, 1), date(2026, 12, 1)), st.integers(0, 20))
def test_the_cutoff_is_the_latest_day_that_lies_so_far_back(today: date, days: int) -> None:
    latest = cutoff(today, days, CALENDAR)
    assert CALENDAR.workdays_after(latest, today) >= days
    assert (
        days == 0 or CALENDAR.workdays_after(date.fromordinal(latest.toordinal() + 1), today) < days
    )


@pytest.mark.parametrize(
    ("role", "department", "levels"),
    [
        (Role.CLERK, "", [Level.STAFF]),
        (Role.REVIEWER, "民政办", [Level.STAFF]),
        (Role.APPROVER, "民政办", [Level.STAFF, Level.HEAD]),
        (Role.APPROVER, "", [Level.STAFF, Level.HEAD, Level.LEADER]),
        (Role.HEAD, "", [Level.STAFF, Level.LEADER]),
        (Role.SUPERVISOR, "", [Level.LEADER]),
        (Role.ADMIN, "", []),
    ],
)
def test_who_is_warned_at_which_level(role: Role, department: str, levels: list[Level]) -> None:
    found = audiences(make_account(role, department=department))
    assert [one.level for one in found] == levels
    assert all(one.department == department for one in found)


@pytest.mark.parametrize(("head", "leader"), [(-1, 3), (4, 3), (1, 61)])
def test_the_leader_is_never_warned_before_the_head(head: int, leader: int) -> None:
    with pytest.raises(DomainError):
        EscalationRule(head, leader)
