"""The working calendar of 2026 (notice of 2025-11-04) and of years that nobody has announced."""

from datetime import date, timedelta

import pytest

from windowdesk.assets import Assets
from windowdesk.domain.calendar import CalendarYear, WorkCalendar, short_holiday
from windowdesk.services.calendar_content import load_calendar


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(Assets())


def days(first: str, last: str) -> list[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [begin + timedelta(days=n) for n in range((end - begin).days + 1)]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2026-01-01", "2026-01-03", "元旦"),
        ("2026-02-15", "2026-02-23", "春节"),
        ("2026-04-04", "2026-04-06", "清明节"),
        ("2026-05-01", "2026-05-05", "劳动节"),
        ("2026-06-19", "2026-06-21", "端午节"),
        ("2026-09-25", "2026-09-27", "中秋节"),
        ("2026-10-01", "2026-10-07", "国庆节"),
    ],
)
def test_the_holidays_of_2026_are_off(
    calendar: WorkCalendar, first: str, last: str, name: str
) -> None:
    for day in days(first, last):
        assert not calendar.is_workday(day)
        assert calendar.name_of(day) == name


@pytest.mark.parametrize(
    "day", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
)
def test_the_working_weekends_of_2026_are_worked(calendar: WorkCalendar, day: str) -> None:
    on = date.fromisoformat(day)
    assert on.weekday() >= 5
    assert calendar.is_workday(on)
    assert calendar.is_makeup(on)


def test_2026_has_248_working_days(calendar: WorkCalendar) -> None:
    assert sum(map(calendar.is_workday, days("2026-01-01", "2026-12-31"))) == 248


def test_official_years_are_2024_to_2026(calendar: WorkCalendar) -> None:
    assert [y for y in range(2020, 2030) if calendar.is_official(y)] == [2024, 2025, 2026]


def test_a_year_that_is_not_announced_is_walked_by_weekdays_alone(calendar: WorkCalendar) -> None:
    week = days("2027-09-27", "2027-10-03")
    assert [calendar.is_workday(day) for day in week] == [True] * 5 + [False] * 2
    assert calendar.name_of(date(2027, 10, 1)) == ""
    assert calendar.name_of(date(2027, 10, 2)) == "周末"


OFF = date(2026, 7, 1)
MARKET = date(2026, 7, 6)
MAKEUP = date(2026, 7, 4)
TOY = WorkCalendar.of(
    [CalendarYear(2026, 2, "某通知", {OFF: "某节"}, {MAKEUP: "某节"})],
    {MARKET: "赶集日", MAKEUP: "赶集日", date(2026, 7, 7): ""},
)


def test_a_local_day_off_is_off_by_its_own_name() -> None:
    assert not TOY.is_workday(MARKET)
    assert TOY.name_of(MARKET) == "赶集日"


def test_a_local_day_off_without_a_name_still_says_why() -> None:
    assert TOY.name_of(date(2026, 7, 7)) == "放假"


def test_an_official_working_weekend_outweighs_a_local_day_off() -> None:
    assert TOY.is_workday(MAKEUP)
    assert TOY.name_of(MAKEUP) == "某节"


def test_next_workday_is_the_day_itself_or_the_first_after_it() -> None:
    assert TOY.next_workday(OFF) == date(2026, 7, 2)
    assert TOY.next_workday(date(2026, 7, 2)) == date(2026, 7, 2)
    assert TOY.next_workday(date(2026, 7, 5)) == date(2026, 7, 8)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-07-02", "2026-07-02", 0),
        ("2026-06-30", "2026-07-02", 1),
        ("2026-07-02", "2026-07-05", 2),
        ("2026-07-05", "2026-07-02", -2),
    ],
)
def test_workdays_between_leave_out_the_first_and_hold_the_last(
    start: str, end: str, count: int
) -> None:
    assert TOY.workdays_after(date.fromisoformat(start), date.fromisoformat(end)) == count


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (2026, 2026, "某通知，第 2 版"),
        (2026, 2027, "某通知，第 2 版；2027 年放假安排还没公布，暂按周末推算"),
        (2024, 2026, "2024 至 2025 年放假安排还没公布，暂按周末推算；某通知，第 2 版"),
    ],
)
def test_a_calendar_names_the_notices_that_were_used(first: int, last: int, text: str) -> None:
    assert TOY.text_for(date(first, 3, 1), date(last, 3, 1)) == text


@pytest.mark.parametrize(
    ("name", "short"),
    [("中秋节", "中秋"), ("劳动节", "五一"), ("春节", "春节"), ("赶集日", "赶集日")],
)
def test_holidays_are_called_as_people_call_them(name: str, short: str) -> None:
    assert short_holiday(name) == short
