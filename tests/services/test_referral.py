"""Referral at the desk, on both databases: papers, result, delivery, withdrawal meanwhile."""

from datetime import timedelta

import pytest

from tests.services.counter import Counter
from tests.services.turn_counter import COUNTY, ORGAN, turn_server, turns
from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.referred_case import CountyDecision
from windowdesk.domain.states import CaseState
from windowdesk.domain.todo import TodoKind
from windowdesk.services.acting import ActReceipt
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.referral import county_decision

__all__ = ["turn_server", "turns"]
RESULT = "青民决〔2026〕31号"


def case_of(desk: Counter, case_id: int, login: str = "clerk") -> Case:
    return desk.at(login).lookup.case(case_id).case


def from_window(desk: Counter) -> ActReceipt:
    case_id = desk.accepted(COUNTY)
    return desk.at().referrals.refer_up(case_id, ORGAN, "入户核查属实，拟同意")


def yes(desk: Counter) -> CountyDecision:
    return county_decision(
        approved=True,
        number=RESULT,
        decided_on=desk.at().lookup.today(),
        content="认定为特困人员",
        received=True,
        originals_back=True,
    )


def test_the_window_sends_a_case_up_with_its_list(turns: Counter) -> None:
    receipt = from_window(turns)
    assert receipt.state is CaseState.REFERRED_UP
    assert [paper.title for paper in receipt.papers] == ["上报交接清单"]
    text = turns.paper(receipt, "referral")
    for told in (ORGAN, "入户核查属实，拟同意", "申请表", receipt.papers[0].number):
        assert told in text
    assert case_of(turns, receipt.case_id).turns.referrals[0].number == receipt.papers[0].number


def test_the_decider_sends_it_up_out_of_the_review_with_the_opinion(turns: Counter) -> None:
    case_id = turns.accepted(COUNTY)
    turns.at("reviewer").approval.claim(case_id)
    turns.at("reviewer").approval.release(case_id)
    turns.at("approver").approval.claim(case_id)
    receipt = turns.at("approver").referrals.refer_up(case_id, ORGAN, "拟同意上报")
    assert [paper.title for paper in receipt.papers] == ["上报审查意见", "上报交接清单"]
    opinion = turns.paper(receipt, "referral_opinion")
    assert "拟同意上报" in opinion
    assert f"上报交接清单（{receipt.papers[1].number}）" in opinion


def test_a_reviewer_alone_sends_nothing_up(turns: Counter) -> None:
    case_id = turns.accepted(COUNTY)
    turns.at("reviewer").approval.claim(case_id)
    with pytest.raises(NotPermitted):
        turns.at("reviewer").referrals.refer_up(case_id, ORGAN, "拟同意")


def test_what_lies_with_the_county_is_watched_until_it_comes_back(turns: Counter) -> None:
    receipt = from_window(turns)
    (todo,) = turns.at().database.todos.waiting(TodoKind.COUNTY)
    assert (todo.row.case_id, todo.text) == (receipt.case_id, ORGAN)
    turns.at("issuer").referrals.county_decided(receipt.case_id, yes(turns))
    assert turns.at().database.todos.waiting(TodoKind.COUNTY) == ()


def test_the_countys_result_is_handed_over_at_the_window(turns: Counter) -> None:
    case_id = from_window(turns).case_id
    decided = turns.at("issuer").referrals.county_decided(case_id, yes(turns))
    assert (decided.state, decided.papers) == (CaseState.APPROVED, ())
    turns.at("issuer").issuance.make_ready(case_id)
    receipt = turns.at("issuer").issuance.deliver(
        case_id, Delivery(DeliveryMode.DIRECT, "段玉兰", identity_checked=True)
    )
    text = turns.paper(receipt, "delivery_receipt")
    assert f"{ORGAN}决定书" in text
    assert RESULT in text


def test_a_denial_of_the_county_wants_its_reason(turns: Counter) -> None:
    case_id = from_window(turns).case_id
    no = county_decision(
        approved=False,
        number=RESULT,
        decided_on=turns.at().lookup.today(),
        content="不予认定",
        received=True,
        originals_back=False,
    )
    with pytest.raises(DomainError, match="不予的理由"):
        turns.at("issuer").referrals.county_decided(case_id, no)
    assert case_of(turns, case_id).state is CaseState.REFERRED_UP


def test_the_county_sends_it_back_and_the_review_takes_it_up_again(turns: Counter) -> None:
    case_id = from_window(turns).case_id
    turns.at().referrals.county_returned(case_id, "收入核对过期", ("收入核对报告",))
    turns.at("approver").approval.take_over(case_id, "")
    again = turns.at("approver").referrals.refer_up(case_id, ORGAN, "已重新核对，拟同意")
    assert again.state is CaseState.REFERRED_UP
    numbers = [one.number for one in case_of(turns, case_id).turns.referrals]
    assert len(set(numbers)) == len(numbers) == 2


def test_a_withdrawal_meanwhile_is_told_to_the_county_and_returns_nothing_yet(
    turns: Counter,
) -> None:
    case_id = from_window(turns).case_id
    own = turns.at().outcomes
    receipt = own.withdraw(case_id, "已入住养老机构", True, ())
    assert receipt.state is CaseState.WITHDRAWN
    assert [paper.title for paper in receipt.papers] == ["撤回申请书", "申请人撤回申请告知函"]
    text = turns.paper(receipt, "county_notice")
    for told in (
        ORGAN,
        "已入住养老机构",
        "停止办理",
        case_of(turns, case_id).turns.referrals[0].number,
    ):
        assert told in text
    assert turns.at().database.todos.waiting(TodoKind.COUNTY) == ()


def test_what_lies_with_the_county_cannot_be_given_back_at_the_window(turns: Counter) -> None:
    case_id = from_window(turns).case_id
    assert turns.at().outcomes.returnable(case_of(turns, case_id)) == ()


def test_a_referral_just_made_is_taken_back_with_its_paper(turns: Counter) -> None:
    case_id = turns.accepted(COUNTY)
    if turns.desks.clock is not None:
        turns.pass_time(timedelta(minutes=1))
    receipt = turns.at().referrals.refer_up(case_id, ORGAN, "拟同意")
    undone = turns.at().outcomes.reverse(receipt.case_id, "报错部门")
    assert (undone.state, undone.void) == (CaseState.ACCEPTED, (receipt.papers[0].number,))
    case = case_of(turns, receipt.case_id)
    assert case.turns.referrals == ()
    assert {one.holder for one in case.turns.originals} == {"clerk"}


def test_lights_go_on_while_the_county_has_it(turns: Counter) -> None:
    case_id = from_window(turns).case_id
    view = turns.at().lookup.case(case_id)
    assert view.running is not None
    assert view.running == view.promise
    assert timedelta(0) < view.running.due - view.running.start
