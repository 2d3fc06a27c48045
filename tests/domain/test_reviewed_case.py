"""What happens while a case is reviewed: the clock pauses, goes on, is extended, all undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from tests.domain.builders import APPROVER, HEAD, NOW, OTHER_REVIEWER, REVIEWER, accepted
from tests.domain.test_procedure_guards import CALL, DAY, JOINT, LAW, LISTED, NOTICE, PLAN
from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promise_proof, running_light, statutory_proof
from windowdesk.domain.case_todos import todos_of
from windowdesk.domain.clock import ClockPause, DueProof, Light
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.procedure_case import ProcedureEnd
from windowdesk.domain.procedure_days import moved_by, overrun, planned_last, real_length
from windowdesk.domain.review_turns import (
    Extension,
    ExtensionRequest,
    Inspection,
    ProcedurePlan,
)
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.todo import TodoKind

CALENDAR = WorkCalendar.of([CalendarYear(y, 1, f"{y} 年通知", {}, {}) for y in (2026, 2027)])
WORKDAY, CALENDAR_DAY = LimitUnit.WORKDAY, LimitUnit.CALENDAR_DAY
FIRST, SECOND = "云岭便特〔2026〕1号", "云岭便特〔2026〕2号"


def at(day: int, month: int = 11) -> datetime:
    return NOW.replace(month=month, day=day)


def reviewed(item: object = LISTED) -> Case:
    assert item in {LISTED, JOINT}
    case = accepted(LISTED if item is LISTED else JOINT)
    case.assign(by=REVIEWER, at=NOW)
    case.claim(by=REVIEWER, at=NOW)
    return case


def ended(number: str, last: date, result: str = "鉴〔2026〕3号") -> ProcedureEnd:
    return ProcedureEnd(number, result, last, real_length(PLAN, last, CALENDAR), "1号")


def due(proof: DueProof | None) -> date:
    assert proof is not None
    return proof.due


def suspended(plan: ProcedurePlan = PLAN) -> Case:
    case = reviewed()
    case.suspend(plan, number=FIRST, by=APPROVER, at=NOW)
    return case


def test_a_procedure_holds_the_clock_from_its_first_to_its_last_day() -> None:
    case = suspended()
    before = due(promise_proof(reviewed(), CALENDAR, DAY))
    assert running_light(case, CALENDAR, DAY).light is Light.GREY
    case.end_procedure(ended(FIRST, date(2026, 11, 24)), by=REVIEWER, at=at(24))
    assert case.state is CaseState.REVIEWING
    assert case.pauses == (ClockPause(DAY, date(2026, 11, 24), "鉴定", FIRST),)
    # Begun on the day of acceptance, which does not count anyway: two working days were held.
    after = due(promise_proof(case, CALENDAR, date(2026, 11, 24)))
    assert CALENDAR.workdays_after(before, after) == 2


def test_overlapping_procedures_hold_each_day_once_and_end_one_by_one() -> None:
    case = suspended()
    public = ProcedurePlan(
        "公示", "《云岭镇办件规则》第十二条", "松木坪村", date(2026, 11, 23), PLAN.length
    )
    case.suspend(public, number=SECOND, by=APPROVER, at=at(23))
    assert case.state is CaseState.SUSPENDED
    case.end_procedure(ended(FIRST, date(2026, 11, 25)), by=REVIEWER, at=at(25))
    assert case.state is CaseState.SUSPENDED
    assert case.new_events[-1].move is Move.END_PROCEDURE
    case.end_procedure(ended(SECOND, date(2026, 11, 27)), by=REVIEWER, at=at(27))
    assert case.state is CaseState.REVIEWING
    assert case.new_events[-1].move is Move.RESUME
    first, second = case.pauses
    assert (first.last, second.last) == (date(2026, 11, 25), date(2026, 11, 27))
    plain = due(promise_proof(reviewed(), CALENDAR, DAY))
    # 23 to 27 November, five working days, though two procedures cover three of them.
    assert CALENDAR.workdays_after(plain, due(promise_proof(case, CALENDAR, DAY))) == 5


def test_what_was_proposed_waits_for_the_decider_and_goes_with_his_act() -> None:
    case = reviewed()
    case.ask_procedure(PLAN, by=REVIEWER, at=NOW)
    assert [todo.kind for todo in todos_of(case, CALENDAR)].count(TodoKind.PROCEDURE) == 1
    shorter = replace(PLAN, length=TimeLimit(8, LimitUnit.WORKDAY))
    case.suspend(shorter, number=FIRST, by=APPROVER, at=NOW)
    assert case.turns.asked_procedure is None
    assert case.turns.procedures[-1].plan == shorter
    assert case.turns.procedures[-1].asked == PLAN


def test_what_is_declined_leaves_the_clock_alone_and_may_be_proposed_again() -> None:
    case = reviewed()
    case.ask_procedure(PLAN, by=REVIEWER, at=NOW)
    case.decline_procedure("照片已能看清", by=APPROVER, at=NOW)
    assert (case.turns.asked_procedure, case.pauses, case.state) == (None, (), CaseState.REVIEWING)
    case.ask_procedure(PLAN, by=REVIEWER, at=NOW)


def test_a_procedure_that_began_earlier_reprices_the_case() -> None:
    case = reviewed()
    late = replace(PLAN, reason="鉴定机构先到了现场")
    case.suspend(late, number=FIRST, by=APPROVER, at=at(25))
    case.end_procedure(ended(FIRST, date(2026, 11, 24)), by=REVIEWER, at=at(26))
    plain = due(promise_proof(reviewed(), CALENDAR, DAY))
    assert CALENDAR.workdays_after(plain, due(promise_proof(case, CALENDAR, DAY))) == 2


def test_nobody_ends_a_procedure_that_is_not_there() -> None:
    case = suspended()
    with pytest.raises(DomainError, match="已经结束"):
        case.end_procedure(ended("别的号", DAY), by=REVIEWER, at=NOW)
    assert case.turns.procedures[0].is_open


def test_who_reviews_does_not_take_a_case_from_its_holder_by_a_proposal() -> None:
    case = reviewed()
    with pytest.raises(DomainError, match="正在办这件"):
        case.ask_procedure(PLAN, by=OTHER_REVIEWER, at=NOW)


@dataclass(frozen=True)
class Length:
    """A planned length from a first day, the day it ended, and what comes of it."""

    plan: TimeLimit
    first: date
    last: date
    planned: date
    real: int
    over: int | None = None


TEN_WORKDAYS, TEN_DAYS = (TimeLimit(10, unit) for unit in (WORKDAY, CALENDAR_DAY))
ENDS = date(2026, 12, 3)


@pytest.mark.parametrize(
    "row",
    [
        Length(TEN_WORKDAYS, DAY, ENDS, ENDS, 10),
        Length(TEN_WORKDAYS, DAY, date(2026, 12, 7), ENDS, 12, 2),
        Length(TEN_DAYS, DAY, date(2026, 11, 29), date(2026, 11, 29), 10),
        Length(TEN_DAYS, DAY, date(2026, 12, 1), date(2026, 11, 29), 12, 2),
        # a Saturday is no working day
        Length(
            TimeLimit(1, WORKDAY),
            date(2026, 11, 21),
            date(2026, 11, 23),
            date(2026, 11, 23),
            1,
        ),
    ],
)
def test_planned_and_real_length_count_both_ends(row: Length) -> None:
    plan = replace(PLAN, first_day=row.first, length=row.plan)
    assert planned_last(plan, CALENDAR) == row.planned
    assert real_length(plan, row.last, CALENDAR) == TimeLimit(row.real, row.plan.unit)
    longer = overrun(plan, row.last, CALENDAR)
    assert (longer.count if longer else None) == row.over


def test_the_notice_foresees_the_dates_that_come_true_if_it_lasts_as_planned() -> None:
    case = reviewed()
    foreseen = moved_by(case, PLAN, CALENDAR, DAY)
    case.suspend(PLAN, number=FIRST, by=APPROVER, at=NOW)
    last = planned_last(PLAN, CALENDAR)
    case.end_procedure(ended(FIRST, last), by=REVIEWER, at=at(last.day, last.month))
    assert foreseen.promise_before == due(promise_proof(reviewed(), CALENDAR, DAY))
    assert foreseen.promise_after == due(promise_proof(case, CALENDAR, last))
    assert foreseen.law_after == due(statutory_proof(case, CALENDAR, last))


def told() -> Case:
    case = reviewed()
    plan = ProcedurePlan("听证", LAW, "农业农村", DAY, TimeLimit(5, LimitUnit.WORKDAY), "采光")
    case.notify_interested(NOTICE, plan, by=REVIEWER, at=NOW)
    return case


def test_a_hearing_is_told_asked_for_called_and_then_the_clock_goes_on() -> None:
    case = told()
    (first,) = todos_of(case, CALENDAR)
    assert (first.kind, first.due_on) == (TodoKind.HEARING, date(2026, 11, 27))
    planned = TimeLimit(21, LimitUnit.WORKDAY)
    case.ask_hearing("杨正明", date(2026, 11, 23), planned, late=False, by=REVIEWER, at=at(23))
    (second,) = todos_of(case, CALENDAR)
    assert second.due_on == date(2026, 12, 21)
    assert case.turns.procedures[0].plan.length == planned
    case.call_hearing(CALL, date(2026, 12, 2), date(2026, 12, 21), by=REVIEWER, at=at(23))
    (third,) = todos_of(case, CALENDAR)
    assert (third.due_on, "镇政府" in third.text) == (CALL.on, True)
    end = ended(NOTICE.number, CALL.on, "听证笔录1号")
    case.end_procedure(end, by=REVIEWER, at=at(7, 12))
    assert (case.state, todos_of(case, CALENDAR)) == (CaseState.REVIEWING, ())


def wish(*, joint: bool = False, days: int = 10) -> ExtensionRequest:
    return ExtensionRequest(days, "案情复杂", joint, REVIEWER.login, REVIEWER.name, NOW)


def allowed(request: ExtensionRequest) -> Extension:
    return Extension(request, HEAD.login, HEAD.name, NOW, "延1号", office="本机关负责人")


def test_an_extension_comes_after_the_end_of_the_limit_and_once() -> None:
    case = reviewed()
    before = due(statutory_proof(case, CALENDAR, DAY))
    case.ask_extension(wish(), late=False, by=REVIEWER, at=NOW)
    assert [todo.kind for todo in todos_of(case, CALENDAR)].count(TodoKind.EXTENSION) == 1
    case.extend(allowed(wish()), late=False, by=HEAD, at=NOW)
    assert case.turns.asked_extension is None
    after = due(statutory_proof(case, CALENDAR, DAY))
    assert CALENDAR.workdays_after(before, after) == 10
    with pytest.raises(DomainError, match="延长过一次"):
        case.extend(allowed(wish()), late=False, by=HEAD, at=NOW)


def test_joint_handling_is_extended_by_fifteen() -> None:
    case = reviewed(JOINT)
    before = due(statutory_proof(case, CALENDAR, DAY))
    case.extend(allowed(wish(joint=True, days=15)), late=False, by=HEAD, at=NOW)
    assert CALENDAR.workdays_after(before, due(statutory_proof(case, CALENDAR, DAY))) == 15


def test_a_declined_extension_leaves_the_date() -> None:
    case = reviewed()
    before = due(statutory_proof(case, CALENDAR, DAY))
    case.ask_extension(wish(), late=False, by=REVIEWER, at=NOW)
    case.decline_extension("抓紧办", by=HEAD, at=NOW)
    assert due(statutory_proof(case, CALENDAR, DAY)) == before
    assert (case.turns.asked_extension, case.extended) == (None, False)


def inspect(case: Case) -> None:
    seen = Inspection(("宁小雨", "代永康"), "上寨 17 号", "与图相符", DAY, "核1号")
    case.inspect(seen, by=REVIEWER, at=NOW)


def ask_hearing(case: Case) -> None:
    planned = TimeLimit(20, LimitUnit.WORKDAY)
    case.ask_hearing("杨正明", DAY, planned, late=False, by=REVIEWER, at=NOW)


def asked_hearing() -> Case:
    case = told()
    ask_hearing(case)
    return case


def asked_extension() -> Case:
    case = reviewed()
    case.ask_extension(wish(), late=False, by=REVIEWER, at=NOW)
    return case


def asked_procedure() -> Case:
    case = reviewed()
    case.ask_procedure(PLAN, by=REVIEWER, at=NOW)
    return case


def notify(case: Case) -> None:
    plan = ProcedurePlan("听证", LAW, "农业农村", DAY, TimeLimit(5, LimitUnit.WORKDAY), "采光")
    case.notify_interested(NOTICE, plan, by=REVIEWER, at=NOW)


# an act that may be taken back | the case before it | the act
REVERSED: dict[str, tuple[Callable[[], Case], Callable[[Case], None]]] = {
    "ask procedure": (reviewed, lambda c: c.ask_procedure(PLAN, by=REVIEWER, at=NOW)),
    "begin what was asked": (
        asked_procedure,
        lambda c: c.suspend(PLAN, number=FIRST, by=APPROVER, at=NOW),
    ),
    "resume": (
        suspended,
        lambda c: c.end_procedure(ended(FIRST, DAY), by=REVIEWER, at=NOW),
    ),
    "notify": (reviewed, notify),
    "ask hearing": (told, ask_hearing),
    "call hearing": (
        asked_hearing,
        lambda c: c.call_hearing(CALL, DAY, date(2026, 12, 21), by=REVIEWER, at=NOW),
    ),
    "ask extension": (reviewed, lambda c: c.ask_extension(wish(), late=False, by=REVIEWER, at=NOW)),
    "extend": (
        asked_extension,
        lambda c: c.extend(allowed(wish()), late=False, by=HEAD, at=NOW),
    ),
    "inspect": (reviewed, inspect),
}


@pytest.mark.parametrize("name", REVERSED)
def test_an_act_that_is_taken_back_leaves_no_trace_in_the_clock(name: str) -> None:
    make, act = REVERSED[name]
    case = make()
    before = (case.state, case.pauses, case.extension_days, case.turns)
    case.new_events.clear()
    act(case)
    event = case.new_events[-1]
    by = {one.login: one for one in (REVIEWER, APPROVER, HEAD)}[event.actor.login]
    case.reverse([event], reason="点错了", by=by, at=NOW)
    assert (case.state, case.pauses, case.extension_days, case.turns) == before
