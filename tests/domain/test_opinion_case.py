"""Parallel review: who asks, who answers, and what waits for it (并联审查)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.builders import (
    APPROVER,
    CLERK,
    HEAD,
    ITEM,
    NO,
    NOW,
    OTHER_REVIEWER,
    REVIEWER,
    YES,
    assigned,
    claimed,
)
from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.event import Actor
from windowdesk.domain.item_kinds import DecidedLevel
from windowdesk.domain.opinions import called_departments
from windowdesk.domain.states import CaseState

UNTIL = date(2026, 11, 25)
LATER = NOW + timedelta(minutes=5)
FORESTER = replace(REVIEWER, login="lin", name="林秀", department="林业站")
BUILDER = replace(REVIEWER, login="jian", name="建国", department="村镇建设")


def asked(*departments: str) -> Case:
    case = claimed()
    for one in departments or ("林业站",):
        case.ask_opinion(one, "是否占用林地", UNTIL, by=REVIEWER, at=NOW)
    return case


def test_the_holder_asks_several_departments_and_keeps_the_case() -> None:
    case = asked("林业站", "村镇建设")
    assert [(one.department, one.until, one.is_open) for one in case.turns.opinions] == [
        ("林业站", UNTIL, True),
        ("村镇建设", UNTIL, True),
    ]
    assert (case.state, case.holder) == (CaseState.REVIEWING, REVIEWER.login)
    assert called_departments(case.turns) == {"林业站", "村镇建设"}


@pytest.mark.parametrize(
    ("department", "question", "until", "says"),
    [
        ("", "问", UNTIL, "哪个部门"),
        ("林业站", " ", UNTIL, "问什么"),
        ("林业站", "问", date(2026, 11, 19), "已经过了"),
        (ITEM.department, "问", UNTIL, "自己部门"),
    ],
)
def test_a_question_says_whom_what_and_until_when(
    department: str, question: str, until: date, says: str
) -> None:
    case = claimed()
    with pytest.raises(DomainError, match=says):
        case.ask_opinion(department, question, until, by=REVIEWER, at=NOW)
    assert case.turns.opinions == ()


def test_a_department_is_not_asked_twice_at_once() -> None:
    case = asked()
    with pytest.raises(DomainError, match="已经在等林业站"):
        case.ask_opinion("林业站", "再问", UNTIL, by=REVIEWER, at=NOW)


def test_nobody_asks_about_a_case_in_other_hands() -> None:
    case = claimed()
    with pytest.raises(DomainError, match="宁小雨正在办"):
        case.ask_opinion("林业站", "问", UNTIL, by=OTHER_REVIEWER, at=NOW)


def test_somebody_of_the_department_answers_without_holding_the_case() -> None:
    case = asked()
    case.give_opinion("林业站", "不在林地范围", agrees=True, by=FORESTER, at=LATER)
    (opinion,) = case.turns.opinions
    assert (opinion.answered_name, opinion.agrees, opinion.text) == ("林秀", True, "不在林地范围")
    assert not opinion.is_open
    assert case.holder == REVIEWER.login
    assert called_departments(case.turns) == frozenset()
    assert case.new_events[-1].cause == "林业站同意：不在林地范围"


@pytest.mark.parametrize(
    ("by", "department", "text", "says"),
    [
        (BUILDER, "林业站", "同意", "林业站的人答复"),
        (FORESTER, "林业站", " ", "不能只签名"),
        (BUILDER, "村镇建设", "同意", "没有在等村镇建设"),
        (replace(REVIEWER, department=""), "林业站", "同意", "自己问的"),
    ],
)
def test_an_answer_is_by_the_department_that_was_asked_and_more_than_a_name(
    by: Actor, department: str, text: str, says: str
) -> None:
    case = asked()
    with pytest.raises(DomainError, match=says):
        case.give_opinion(department, text, agrees=True, by=by, at=LATER)
    assert case.turns.opinions[0].is_open


def test_whoever_looks_over_all_departments_may_answer_for_one() -> None:
    case = asked()
    case.give_opinion("林业站", "不占林地", agrees=True, by=HEAD, at=LATER)
    assert not case.turns.opinions[0].is_open


def test_a_clerk_answers_for_no_department() -> None:
    with pytest.raises(NotPermitted):
        asked().give_opinion("林业站", "同意", agrees=True, by=CLERK, at=LATER)


COUNTY = replace(ITEM, decided_level=DecidedLevel.COUNTY)
ACTS: dict[str, Callable[[Case], None]] = {
    "propose": lambda c: c.propose("拟同意", by=REVIEWER, at=LATER),
    "approve": lambda c: c.approve(YES, by=APPROVER, at=LATER),
    "deny": lambda c: c.deny(NO, by=APPROVER, at=LATER),
    "refer_up": lambda c: c.refer_up("青岫县林草局", "拟同意", "1号", by=APPROVER, at=LATER),
}


def open_question() -> Case:
    case = assigned(COUNTY)
    case.claim(by=REVIEWER, at=NOW)
    case.ask_opinion("林业站", "是否占用林地", UNTIL, by=REVIEWER, at=NOW)
    case.claimed_until = NOW
    return case


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_decided_or_handed_on_while_an_answer_is_open(act: str) -> None:
    case = open_question()
    with pytest.raises(DomainError, match="还在等意见：林业站（11月25日前）"):
        ACTS[act](case)
    assert case.state is CaseState.REVIEWING


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("how", ["answered", "dropped"])
def test_it_goes_on_once_the_answer_is_there_or_is_waived_with_a_reason(act: str, how: str) -> None:
    case = open_question()
    if how == "answered":
        case.give_opinion("林业站", "占用一分", agrees=False, by=FORESTER, at=NOW)
    else:
        case.drop_opinion("林业站", "林业站已口头答复", by=REVIEWER, at=NOW)
        case.claimed_until = NOW
    ACTS[act](case)
    assert case.state is not CaseState.REVIEWING


@pytest.mark.parametrize(
    ("department", "reason", "says"),
    [("林业站", "", "为什么不等"), ("村镇建设", "不用了", "没有在等村镇建设")],
)
def test_going_on_without_an_answer_wants_a_reason_and_an_open_question(
    department: str, reason: str, says: str
) -> None:
    case = asked()
    with pytest.raises(DomainError, match=says):
        case.drop_opinion(department, reason, by=REVIEWER, at=LATER)


def test_a_question_just_asked_is_taken_back() -> None:
    case = claimed()
    case.ask_opinion("林业站", "是否占用林地", UNTIL, by=REVIEWER, at=LATER)
    case.reverse(case.new_events, reason="问错部门", by=REVIEWER, at=LATER + timedelta(minutes=1))
    assert case.turns.opinions == ()


def test_an_answer_comes_in_also_after_the_case_went_back_to_the_queue() -> None:
    case = asked()
    case.release(by=REVIEWER, at=LATER)
    case.give_opinion("林业站", "同意", agrees=True, by=FORESTER, at=LATER)
    assert not case.turns.opinions[0].is_open
