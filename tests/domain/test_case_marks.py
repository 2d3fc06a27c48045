"""By which versions of the calendar a case is judged, and when a newer one moves it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.builders import ITEM, NOW, accepted, received
from windowdesk.assets import Assets
from windowdesk.domain.calendar import CalendarYear, WorkCalendar, marked_years
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import (
    notice_proof,
    promise_proof,
    statutory_proof,
)
from windowdesk.domain.case_marks import reached_years, repricing, told_mark
from windowdesk.domain.clock import ClockPause
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.states import CaseState
from windowdesk.services.calendar_content import load_calendar

TODAY, LONG_AGO = date(2026, 11, 20), date(2020, 1, 1)
HOLIDAY = CalendarYear(2026, 2, "更正通知", {date(2026, 11, 27): "某节"}, {}, imported=True)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(Assets())


def stored(case: Case, mark: str) -> Case:
    case.version = 1
    case.turns = replace(case.turns, calendar_mark=mark)
    return case


def test_a_mark_names_the_years_that_the_clocks_reach(calendar: WorkCalendar) -> None:
    assert told_mark(received(), calendar, TODAY) == "2026@1"
    case = accepted()
    case.pauses = (ClockPause(date(2026, 12, 1), date(2027, 2, 3), "鉴定"),)
    assert told_mark(case, calendar, TODAY) == "2026@1 2027@0"


def test_a_mark_that_stands_is_kept_and_only_grows(calendar: WorkCalendar) -> None:
    newer = calendar.with_years([HOLIDAY])
    case = stored(accepted(), "2026@1")
    assert told_mark(case, newer, TODAY) == "2026@1"
    case.extension_days = 15
    assert told_mark(case, newer, TODAY) == "2026@1 2027@0"


def test_a_case_that_has_ended_keeps_its_mark(calendar: WorkCalendar) -> None:
    case = stored(accepted(), "2026@1")
    case.state = CaseState.TERMINATED
    newer = calendar.with_years([HOLIDAY])
    assert told_mark(case, newer, TODAY) == "2026@1"
    assert repricing(case, newer, TODAY) is None


def test_what_was_told_holds_until_it_is_derived_again(calendar: WorkCalendar) -> None:
    newer = calendar.with_years([HOLIDAY])
    case = stored(accepted(), "2026@1")
    told = promise_proof(case, newer, TODAY)
    assert told is not None
    assert (told.due, told.calendar_text[-5:]) == (date(2026, 12, 4), "第 1 版")
    change = repricing(case, newer, TODAY)
    assert change is not None
    assert (change.due_before, change.due_after) == (date(2026, 12, 4), date(2026, 12, 7))
    assert (change.mark_before, change.mark_after) == ("2026@1", "2026@2")
    moved = promise_proof(stored(case, change.mark_after), newer, TODAY)
    assert moved is not None
    assert moved.due == date(2026, 12, 7)


def test_a_day_that_no_clock_reaches_moves_nothing(calendar: WorkCalendar) -> None:
    early = replace(HOLIDAY, off={date(2026, 3, 3): "某节"})
    assert repricing(stored(accepted(), "2026@1"), calendar.with_years([early]), TODAY) is None


def test_a_year_that_is_announced_ends_what_was_provisional(calendar: WorkCalendar) -> None:
    """The date may stay; that it is certain now is a change that is recorded."""
    year = CalendarYear(2027, 1, "2027 通知", {date(2027, 10, 1): "国庆节"}, {}, imported=True)
    case = accepted()
    case.extension_days = 15
    change = repricing(stored(case, "2026@1 2027@0"), calendar.with_years([year]), TODAY)
    assert change is not None
    assert change.due_before == change.due_after
    assert change.mark_after == "2026@1 2027@1"


def test_a_case_from_before_marks_is_judged_by_what_came_with_the_program(
    calendar: WorkCalendar,
) -> None:
    newer = calendar.with_years([HOLIDAY])
    case = stored(accepted(), "")
    told = promise_proof(case, newer, TODAY)
    assert told is not None
    assert told.due == date(2026, 12, 4)
    assert told_mark(case, newer, TODAY) == "2026@1"
    assert repricing(case, newer, TODAY) is not None


def test_another_rule_for_the_start_day_moves_open_cases_by_an_event_too(
    calendar: WorkCalendar,
) -> None:
    counting = calendar.counting_start(counts=True)
    case = stored(accepted(), "2026@1")
    told = promise_proof(case, counting, TODAY)
    assert told is not None
    assert told.due == date(2026, 12, 4)
    change = repricing(case, counting, TODAY)
    assert change is not None
    assert (change.due_after, change.mark_after) == (date(2026, 12, 3), "2026@1 day1")
    assert told_mark(accepted(), counting, TODAY) == "2026@1 day1"


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 700),
    st.integers(0, 60),
    st.sampled_from(LimitUnit),
    st.integers(0, 15),
    st.integers(0, 300),
)
def test_no_clock_reaches_a_year_that_the_mark_leaves_out(
    ago: int, count: int, unit: LimitUnit, extension: int, paused: int
) -> None:
    calendar = load_calendar(Assets())
    if unit is LimitUnit.MONTH:
        count = min(count, 12)
    limit = TimeLimit(count, unit)
    item = replace(ITEM, promised_limit=limit, statutory_limit=limit, effective_from=LONG_AGO)
    case = accepted(item, at=NOW - timedelta(days=ago))
    case.extension_days = extension
    begin = TODAY - timedelta(days=ago)
    case.pauses = (ClockPause(begin, begin + timedelta(days=paused), "鉴定"),)
    years = reached_years(case, calendar, TODAY)
    for proof in (
        notice_proof(case, calendar),
        promise_proof(case, calendar, TODAY),
        statutory_proof(case, calendar, TODAY),
    ):
        assert proof is not None
        assert {day.on.year for day in proof.days} <= years
    assert marked_years(calendar.mark_for(years)) == years
