"""The clock of a hand-over slip (domain.md, 物料流转; pitfalls.md i11, i15)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.calendar import CalendarYear, LocalDay, LocalDays, WorkCalendar
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.slip_clock import slip_due

# New Year 2026: off from Thursday to Saturday, Sunday the 4th is worked.
CALENDAR = WorkCalendar.of(
    [
        CalendarYear(
            2026,
            1,
            "2026 年通知",
            {date(2026, 1, 1): "元旦", date(2026, 1, 2): "元旦", date(2026, 1, 3): "元旦"},
            {date(2026, 1, 4): "元旦"},
        )
    ]
)

# given | due
TIMES = [
    ("2026-11-20 08:30", "2026-11-20 12:00"),
    ("2026-11-20 11:30", "2026-11-20 12:00"),
    ("2026-11-20 11:31", "2026-11-20 17:30"),
    ("2026-11-20 12:00", "2026-11-20 17:30"),
    ("2026-11-20 17:00", "2026-11-20 17:30"),
    ("2026-11-20 17:01", "2026-11-23 12:00"),  # Friday evening → Monday
    ("2026-11-19 17:01", "2026-11-20 12:00"),
    ("2026-11-20 23:59", "2026-11-23 12:00"),
    ("2026-11-21 09:00", "2026-11-23 12:00"),  # given on a Saturday
    ("2026-11-22 00:00", "2026-11-23 12:00"),
    ("2026-01-02 10:00", "2026-01-04 12:00"),  # a holiday, then a worked Sunday
    ("2026-01-04 10:00", "2026-01-04 12:00"),  # the worked Sunday is a day like any
    ("2026-01-04 18:00", "2026-01-05 12:00"),
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(("handed", "due"), TIMES)
def test_a_slip_is_due_at_noon_in_the_evening_or_at_noon_of_the_next_working_day(
    handed: str, due: str
) -> None:
    assert slip_due(at(handed), CALENDAR) == at(due)


def test_the_hour_is_that_of_the_counter_wherever_the_moment_was_written() -> None:
    utc = datetime.fromisoformat("2026-11-20T03:30:00+00:00")  # 11:30 at the counter
    assert slip_due(utc, CALENDAR) == at("2026-11-20 12:00")


def test_the_minute_of_the_limit_still_counts_whole() -> None:
    assert slip_due(at("2026-11-20 11:30") + timedelta(seconds=59), CALENDAR).hour == 12


def test_a_day_off_of_this_place_is_no_working_day() -> None:
    festival = LocalDays(1, date(2026, 1, 1), (LocalDay(date(2026, 11, 23), "火把节"),))
    local = CALENDAR.with_local((festival,))
    assert slip_due(at("2026-11-20 17:01"), local) == at("2026-11-24 12:00")


@given(st.dates(date(2026, 1, 1), date(2026, 12, 30)), st.times())
def test_a_slip_is_due_after_it_was_given_and_on_a_working_day(day: date, hour: time) -> None:
    wall = datetime.combine(day, hour, SHANGHAI)
    due = slip_due(wall, CALENDAR)
    assert due > wall
    assert CALENDAR.is_workday(due.date())
