"""Complaints i11 to i13 about clocks of other programs, each with the rule that answers it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings

from tests.domain.builders import ITEM, NOW, accepted, claimed
from tests.domain.day_walker import Life, calendars, lives
from windowdesk.assets import Assets
from windowdesk.domain.amber import amber_day
from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promise_proof, running_light, statutory_proof
from windowdesk.domain.case_marks import repricing
from windowdesk.domain.clock import ClockPause, DayMark, Light, due_on, due_proof
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.states import CaseState
from windowdesk.services.calendar_content import load_calendar
from windowdesk.services.lights import STILL

TODAY = date(2026, 11, 20)
PAUSE = ClockPause(date(2026, 11, 24), date(2026, 11, 30), "鉴定", "云溪特字〔2026〕4号")


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(Assets())


def paused_case() -> Case:
    case = claimed()
    case.pauses = (PAUSE,)
    return case


def due_of(case: Case, calendar: WorkCalendar) -> date:
    proof = promise_proof(case, calendar, date(2026, 12, 1))
    assert proof is not None
    return proof.due


@settings(max_examples=150, deadline=None)
@given(calendars(), lives())
def test_i11_only_the_working_days_of_a_pause_move_a_date(
    calendar: WorkCalendar, life: Life
) -> None:
    """Pauses were counted over weekends and holidays; here days off in a pause move nothing."""
    calendar = calendar.counting_start(counts=False)
    if life.limit.unit is not LimitUnit.WORKDAY or not life.limit.count:
        return
    proof = due_proof(life.start, life.limit, calendar, life.pauses)
    plain = due_on(life.start, life.limit, calendar)
    lost = sum(d.mark is DayMark.PAUSED and calendar.is_workday(d.on) for d in proof.days)
    assert calendar.workdays_after(plain, proof.due) == lost


@pytest.mark.parametrize("hour", [0, 8, 9, 17, 23])
def test_i11_the_hour_of_acceptance_plays_no_part(calendar: WorkCalendar, hour: int) -> None:
    """A clock ran from midnight instead of the opening hour: whole days have no hours."""
    at = datetime(2026, 11, 20, hour, 30, tzinfo=SHANGHAI)
    case = accepted()
    case.accepted_at = at
    assert due_of(case, calendar) == date(2026, 12, 4)


def test_i12_a_pause_belongs_to_the_case_not_to_the_limit(calendar: WorkCalendar) -> None:
    """The pause was forgotten when the limit changed; another limit finds it again."""
    case = paused_case()
    for limit in (TimeLimit(5, LimitUnit.WORKDAY), TimeLimit(20, LimitUnit.WORKDAY)):
        item = replace(ITEM, promised_limit=limit)
        case.application = replace(case.application, item=item)
        plain = due_on(date(2026, 11, 20), limit, calendar)
        assert calendar.workdays_after(plain, due_of(case, calendar)) == 5


def test_i12_a_pause_outlives_an_extension_a_new_calendar_and_a_corrected_date(
    calendar: WorkCalendar,
) -> None:
    case = paused_case()
    case.extension_days = 10
    case.turns = replace(case.turns, calendar_mark="2026@1")
    case.version = 1
    newer = CalendarYear(2026, 2, "更正", {date(2026, 12, 2): "某节"}, {}, imported=True)
    change = repricing(case, calendar.with_years([newer]), date(2026, 12, 1))
    assert change is not None
    case.turns = replace(case.turns, calendar_mark=change.mark_after)
    case.accepted_at = NOW - timedelta(days=3)
    proof = statutory_proof(case, calendar.with_years([newer]), date(2026, 12, 1))
    assert proof is not None
    assert sum(d.mark is DayMark.PAUSED for d in proof.days) == 7
    assert "鉴定，依云溪特字〔2026〕4号不计，其中工作日 5 个。" in proof.sentence


def test_i13_a_paused_case_is_never_late(calendar: WorkCalendar) -> None:
    """A paused ticket still breached; here it is grey, on every screen by the same rule."""
    case = claimed()
    case.state = CaseState.SUSPENDED
    case.pauses = (replace(PAUSE, last=None),)
    for days in (0, 30, 300):
        reading = running_light(case, calendar, TODAY + timedelta(days=days))
        assert reading.light is Light.GREY
    assert CaseState.SUSPENDED in STILL


def test_i13_only_recorded_pauses_count_as_pauses(calendar: WorkCalendar) -> None:
    """A reopened ticket counted its solved time as pause; nothing but an interval is one."""
    resting = claimed()
    worked_on = accepted()
    assert due_of(resting, calendar) == due_of(worked_on, calendar) == date(2026, 12, 4)


@settings(max_examples=150, deadline=None)
@given(calendars(), lives())
def test_i13_a_warning_never_falls_on_a_day_off(calendar: WorkCalendar, life: Life) -> None:
    """Reminders came on closed days; the last working day before, and the due day, are worked."""
    if not life.limit.count:
        return
    due = due_on(life.start, life.limit, calendar, life.pauses, life.extension)
    assert calendar.is_workday(due)
    warned = amber_day(due, calendar)
    assert calendar.workdays_after(warned, due) <= 1
