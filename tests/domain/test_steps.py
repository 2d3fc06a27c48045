from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.factories import (
    NOW,
    make_actor,
    make_application,
    make_calendar,
    make_case,
    make_item,
)
from windowdesk.domain.case import Case, Decision
from windowdesk.domain.case_todos import todos_of
from windowdesk.domain.clock import Light
from windowdesk.domain.duties import Role
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.step_limits import Step, StepLimit
from windowdesk.domain.steps import stays_of, step_due, steps_of
from windowdesk.domain.todo import TodoKind

CALENDAR = make_calendar()
ONE_DAY = TimeLimit(1, LimitUnit.WORKDAY)
LIMITS = (
    StepLimit(Step.INTAKE, TimeLimit(0, LimitUnit.WORKDAY)),
    StepLimit(Step.ASSIGN, ONE_DAY),
    StepLimit(Step.REVIEW, TimeLimit(3, LimitUnit.WORKDAY)),
    StepLimit(Step.DECIDE, ONE_DAY),
)
ITEM = replace(make_item(), step_limits=LIMITS)
REVIEWER = replace(make_actor(Role.REVIEWER, ""), department="民政办")
APPROVER = make_actor(Role.APPROVER, "")


def day(number: int, hour: int = 2) -> datetime:
    """Return a moment ``number`` days after Friday, 20 November."""
    return NOW.replace(hour=hour, minute=0) + timedelta(days=number)


def accepted() -> Case:
    case = make_case(at=day(0), application=make_application(ITEM))
    case.accept(by=make_actor(), at=day(0))
    case.assign(by=make_actor(), at=day(0))
    return case


def states(case: Case, today: date) -> dict[Step, tuple[str, int]]:
    return {
        step.step: (step.light.word, step.late_days) for step in steps_of(case, CALENDAR, today)
    }


def test_each_step_has_a_light_of_its_own_and_a_late_one_shows_in_an_on_time_case() -> None:
    case = accepted()
    case.claim(by=REVIEWER, at=day(5))  # Wednesday: Monday was the last day
    case.propose("同意", by=REVIEWER, at=day(6))
    assert states(case, date(2026, 11, 26)) == {
        Step.INTAKE: ("按时", 0),
        Step.ASSIGN: ("超 2 日", 2),
        Step.REVIEW: ("按时", 0),
        Step.DECIDE: ("余 1 日", 0),
    }
    late = [step for step in steps_of(case, CALENDAR, date(2026, 11, 26)) if step.is_late]
    assert [(step.who, step.light.light) for step in late] == [
        ("民政办分办岗 段reviewer", Light.RED)
    ]


def test_days_in_another_step_do_not_count() -> None:
    case = accepted()
    case.claim(by=REVIEWER, at=day(3))  # Monday
    case.propose("同意", by=REVIEWER, at=day(4))  # Tuesday, one day used
    case.return_for_review("补查", by=APPROVER, at=day(10))  # next Monday
    running = step_due(case, CALENDAR)
    assert running == (Step.REVIEW, date(2026, 12, 1))


def test_what_is_taken_back_was_no_step() -> None:
    case = accepted()
    case.claim(by=REVIEWER, at=day(0, 3))
    before = case.turns.stays
    case.propose("同意", by=REVIEWER, at=day(0, 4))
    case.reverse(_events(case), reason="写错了", by=REVIEWER, at=day(0, 4))
    assert case.turns.stays == before


def test_the_stays_of_a_case_are_those_that_its_events_tell_of() -> None:
    case = accepted()
    case.claim(by=REVIEWER, at=day(1))
    case.note("问过村里", by=REVIEWER, at=day(2))
    case.propose("同意", by=REVIEWER, at=day(3))
    case.approve(Decision("准予发放"), by=APPROVER, at=day(4))
    assert case.turns.stays == stays_of(_events(case))
    assert [stay.step for stay in case.turns.stays] == [
        Step.INTAKE,
        Step.ASSIGN,
        Step.REVIEW,
        Step.DECIDE,
        Step.ISSUE,
    ]


def test_the_running_step_is_waited_for_by_its_post() -> None:
    case = accepted()
    (todo,) = todos_of(case, CALENDAR)
    assert (todo.kind, todo.ref, todo.department, todo.login, todo.due_on) == (
        TodoKind.STEP,
        "assign",
        "民政办",
        "",
        date(2026, 11, 23),
    )
    case.claim(by=REVIEWER, at=day(3))
    (todo,) = todos_of(case, CALENDAR)
    assert (todo.ref, todo.login) == ("review", "reviewer")


def test_an_item_without_step_limits_keeps_no_stays() -> None:
    case = make_case()
    case.accept(by=make_actor(), at=NOW)
    assert case.turns.stays == ()
    assert steps_of(case, CALENDAR, NOW.date()) == ()


def _events(case: Case) -> tuple[CaseEvent, ...]:
    return tuple(case.new_events)
