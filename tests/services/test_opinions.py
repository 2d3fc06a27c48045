"""Parallel review on both databases: a department that is asked sees the case until it answers."""

from datetime import timedelta

import pytest

from tests.services.counter import OTHER_DEPARTMENT, Counter
from windowdesk.domain.errors import DomainError
from windowdesk.domain.states import CaseState
from windowdesk.services.todo_lists import TodoRow

WEEK = timedelta(days=7)


def asked(desk: Counter) -> int:
    """Return a case whose reviewer has asked the farming office."""
    case_id = desk.accepted()
    own = desk.at("reviewer")
    own.approval.claim(case_id)
    own.opinions.ask(case_id, (OTHER_DEPARTMENT,), "是否另有耕地补贴", own.lookup.today() + WEEK)
    return case_id


def waiting(desk: Counter, login: str) -> tuple[TodoRow, ...]:
    return desk.at(login).opinions.asked_of_us()


def test_the_asked_department_sees_the_case_and_what_it_is_asked(
    either: Counter,
) -> None:
    desk = either
    case_id = asked(desk)
    (row,) = waiting(desk, "farming")
    assert (row.row.case_id, row.text, row.department) == (
        case_id,
        "是否另有耕地补贴",
        OTHER_DEPARTMENT,
    )
    view = desk.at("farming").lookup.case(case_id)
    assert view.case.item.department == "民政办"
    assert len(view.events) == len(desk.at("reviewer").lookup.case(case_id).events)
    assert view.papers


def test_it_answers_without_holding_the_case_and_sees_it_no_more(
    either: Counter,
) -> None:
    desk = either
    case_id = asked(desk)
    farming = desk.at("farming")
    farming.opinions.answer(case_id, OTHER_DEPARTMENT, "没有耕地补贴", agrees=True)
    assert waiting(desk, "farming") == ()
    with pytest.raises(DomainError):
        farming.lookup.case(case_id)
    case = desk.at("reviewer").lookup.case(case_id).case
    assert case.holder == "reviewer"
    assert case.turns.opinions[0].text == "没有耕地补贴"


def test_who_is_not_asked_sees_nothing(either: Counter) -> None:
    desk = either
    case_id = desk.accepted()
    with pytest.raises(DomainError, match="没有这个办件"):
        desk.at("farming").lookup.case(case_id)
    assert waiting(desk, "farming") == ()


def test_the_decision_waits_for_the_answer_or_for_a_reason(either: Counter) -> None:
    desk = either
    case_id = asked(desk)
    own = desk.at("reviewer")
    with pytest.raises(DomainError, match="还在等意见：农业农村办"):
        own.approval.propose(case_id, "拟同意")
    own.opinions.drop(case_id, OTHER_DEPARTMENT, "电话核实过，没有补贴")
    assert own.approval.propose(case_id, "拟同意").state is CaseState.PROPOSED
    assert waiting(desk, "farming") == ()


def test_several_are_asked_in_one_act_and_each_once(either: Counter) -> None:
    desk = either
    case_id = desk.accepted()
    own = desk.at("reviewer")
    own.approval.claim(case_id)
    case = own.lookup.case(case_id).case
    assert OTHER_DEPARTMENT in own.opinions.departments(case)
    assert "民政办" not in own.opinions.departments(case)
    own.opinions.ask(case_id, (OTHER_DEPARTMENT,), "核对", own.lookup.today() + WEEK)
    case = own.lookup.case(case_id).case
    assert OTHER_DEPARTMENT not in own.opinions.departments(case)
    with pytest.raises(DomainError, match="水务站没有能答复的人"):
        own.opinions.ask(case_id, ("水务站",), "核对", own.lookup.today() + WEEK)
    with pytest.raises(DomainError, match="哪个部门"):
        own.opinions.ask(case_id, (), "核对", own.lookup.today() + WEEK)
