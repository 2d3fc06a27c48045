"""Lives of a case: what is written, what is refused, and that a refusal changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.builders import (
    ALONE,
    APPROVER,
    AT_ONCE_ITEM,
    CLERK,
    HEAD,
    ISSUER,
    ITEM,
    MINUTE,
    NO,
    NOW,
    OTHER_REVIEWER,
    PERSON,
    REVIEWER,
    YES,
    accepted,
    application,
    approved,
    assigned,
    claimed,
    handed_in,
    proposed,
    received,
)
from windowdesk.domain.case import CLAIM_LASTS, Case, unchecked
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.domain.event import FIRST_LINK, Actor
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.party import Agent, AgentKind
from windowdesk.domain.situations import Situation
from windowdesk.domain.states import CaseState, Move

S = CaseState


def moves(case: Case) -> list[Move]:
    return [event.move for event in case.new_events]


def snapshot(case: Case) -> Case:
    return replace(case, new_events=list(case.new_events))


def refused(case: Case, act: Callable[[], object], says: str) -> None:
    """Let ``act`` be refused, and check that the case is as it was."""
    before = snapshot(case)
    with pytest.raises(DomainError, match=says):
        act()
    assert case == before


def deliver(case: Case, *, checked: bool = True) -> None:
    case.deliver(
        mode="direct",
        receiver="段桂兰",
        identity_checked=checked,
        note="",
        by=ISSUER,
        at=NOW,
    )


def test_a_case_goes_from_receipt_to_delivery() -> None:
    case = received()
    assert (case.state, case.received_by, case.department) == (S.RECEIVED, "wenxiu", "农业农村")
    case.accept(by=CLERK, at=NOW)
    assert (case.state, case.accepted_at, case.accepter) == (S.ACCEPTED, NOW, "wenxiu")
    case.assign(by=CLERK, at=NOW)
    case.claim(by=REVIEWER, at=NOW)
    assert (case.state, case.holder_at(NOW)) == (S.REVIEWING, "xiaoyu")
    case.propose("材料属实，拟同意", by=REVIEWER, at=NOW)
    assert (case.state, case.holder_at(NOW)) == (S.PROPOSED, "")
    case.approve(YES, by=APPROVER, at=NOW)
    assert (case.state, case.decision, case.decided_at) == (S.APPROVED, YES, NOW)
    assert case.decider_name == "段正刚"
    case.make_ready(by=ISSUER, at=NOW, pickup_code="004711")
    case.notify_pickup("打印取件通知", by=ISSUER, at=NOW)
    assert (case.state, case.pickup_code) == (S.READY, "004711")
    deliver(case)
    assert (case.state, case.delivered_at, case.handed_over) == (S.DELIVERED, NOW, True)
    assert moves(case) == [
        Move.RECEIVE,
        Move.ACCEPT,
        Move.ASSIGN,
        Move.CLAIM,
        Move.PROPOSE,
        Move.APPROVE,
        Move.MAKE_READY,
        Move.NOTIFY_PICKUP,
        Move.DELIVER,
    ]


def test_a_denial_carries_reason_and_basis() -> None:
    case = proposed()
    refused(case, lambda: case.deny(replace(NO, basis=""), by=APPROVER, at=NOW), "依据")
    refused(case, lambda: case.deny(replace(NO, reason=""), by=APPROVER, at=NOW), "理由")
    case.deny(NO, by=APPROVER, at=NOW)
    assert (case.state, case.decision) == (S.DENIED, NO)
    case.make_ready(by=ISSUER, at=NOW, pickup_code="004711")
    deliver(case)
    assert case.state is S.DELIVERED


def test_an_immediate_item_is_decided_at_the_desk_that_accepts_it() -> None:
    case = accepted(AT_ONCE_ITEM)
    case.decide_at_once(YES, by=CLERK, at=NOW)
    assert (case.state, case.decider_name, case.decided_at) == (S.APPROVED, "李文秀", NOW)


def test_a_promised_item_is_not_decided_at_once() -> None:
    case = accepted()
    refused(case, lambda: case.decide_at_once(YES, by=CLERK, at=NOW), "承诺件")


def test_an_incomplete_application_is_received_but_not_accepted() -> None:
    case = received(materials=handed_in("M02"))
    refused(case, lambda: case.accept(by=CLERK, at=NOW), "材料还缺：户口簿")
    case.replace_materials(handed_in(), by=CLERK, at=NOW)
    case.accept(by=CLERK, at=NOW)
    assert case.state is S.ACCEPTED


def test_a_material_that_is_not_required_holds_nothing_up() -> None:
    case = received(materials=handed_in("M03"))
    case.accept(by=CLERK, at=NOW)
    assert case.state is S.ACCEPTED


@pytest.mark.parametrize(
    "changed",
    [
        handed_in()[:2],
        (*handed_in(), handed_in()[0]),
        tuple(replace(m, required=False) for m in handed_in("M02")),
        tuple(replace(m, name="别的材料") for m in handed_in()),
    ],
    ids=["fewer", "twice", "not required any more", "renamed"],
)
def test_a_list_of_other_materials_never_takes_the_place_of_the_checked_one(
    changed: tuple[()],
) -> None:
    case = received(materials=handed_in("M02"))
    refused(case, lambda: case.replace_materials(changed, by=CLERK, at=NOW), "材料清单变了")


def test_the_list_is_closed_once_accepted() -> None:
    case = accepted()
    refused(case, lambda: case.replace_materials(handed_in(), by=CLERK, at=NOW), "已经受理")


def test_an_unchecked_list_holds_what_the_situations_ask_for() -> None:
    asked = Material("M04", "死亡证明", required=True, form=MaterialForm.COPY, condition="S01")
    item = replace(ITEM, materials=(*ITEM.materials, asked), situations=(Situation("S01", "死亡"),))
    assert [m.code for m in unchecked(item, ())] == ["M01", "M02", "M03"]
    given = unchecked(item, ("S01",))
    assert [m.code for m in given] == ["M01", "M02", "M03", "M04"]
    assert {m.state for m in given} == {MaterialState.UNCHECKED}


def test_an_item_out_of_force_takes_no_case() -> None:
    ended = replace(ITEM, effective_to=NOW.date() - timedelta(days=1))
    with pytest.raises(DomainError, match="不在办理期内"):
        received(ended)


def test_an_agent_without_authority_opens_no_case() -> None:
    agent = Agent("杨立春", PERSON.id_number, "", AgentKind.AGENT)
    with pytest.raises(DomainError, match="委托书"):
        Case.receive(
            case_id=7,
            number=received().number,
            centre="990322103",
            application=application(agent=agent),
            by=CLERK,
            at=NOW,
        )


def test_who_lacks_the_duty_is_told_who_may() -> None:
    case = proposed()
    with pytest.raises(NotPermitted, match="只有分管领导、机关负责人能准予"):
        case.approve(YES, by=REVIEWER, at=NOW)


def test_a_claim_runs_out_after_an_hour_without_an_act() -> None:
    case = claimed()
    assert case.holder_at(NOW + CLAIM_LASTS - MINUTE) == "xiaoyu"
    assert case.holder_at(NOW + CLAIM_LASTS) == ""


def test_an_act_of_the_holder_prolongs_the_claim_and_that_of_others_does_not() -> None:
    case = claimed()
    case.note("已电话核实", by=REVIEWER, at=NOW + 50 * MINUTE)
    assert case.holder_at(NOW + 100 * MINUTE) == "xiaoyu"
    case.note("申请人来电", by=CLERK, at=NOW + 105 * MINUTE)
    assert case.holder_at(NOW + 110 * MINUTE) == ""


def test_a_held_case_is_visible_and_locked_for_others() -> None:
    case = claimed()
    refused(case, lambda: case.propose("同意", by=OTHER_REVIEWER, at=NOW), "宁小雨正在办")
    refused(case, lambda: case.claim(by=OTHER_REVIEWER, at=NOW), "不能领办")
    refused(case, lambda: case.release(by=OTHER_REVIEWER, at=NOW), "宁小雨正在办")


def test_taking_over_a_running_claim_wants_a_reason_and_leaves_a_trace() -> None:
    case = claimed()
    refused(
        case,
        lambda: case.take_over(by=OTHER_REVIEWER, at=NOW, reason=" "),
        "宁小雨正在办，领办到 11:42",
    )
    case.take_over(by=OTHER_REVIEWER, at=NOW, reason="宁小雨请假")
    assert case.holder_at(NOW) == "yongkang"
    event = case.new_events[-1]
    assert (event.move, event.cause) == (Move.TAKE_OVER, "宁小雨请假")
    assert event.detail == {"before": "xiaoyu"}


def test_an_opinion_typed_over_the_hour_is_kept() -> None:
    case = claimed()
    case.propose("材料属实，拟同意", by=REVIEWER, at=NOW + 2 * CLAIM_LASTS)
    assert case.state is S.PROPOSED
    assert moves(case)[-2:] == [Move.CLAIM, Move.PROPOSE]


def test_acting_on_the_lapsed_claim_of_another_leaves_a_trace() -> None:
    case = claimed()
    case.propose("材料属实，拟同意", by=OTHER_REVIEWER, at=NOW + 2 * CLAIM_LASTS)
    assert moves(case)[-2:] == [Move.TAKE_OVER, Move.PROPOSE]
    assert case.new_events[-2].detail == {"before": "xiaoyu"}


def test_a_refused_act_takes_no_case_over() -> None:
    case = claimed()
    late = NOW + 2 * CLAIM_LASTS
    refused(case, lambda: case.propose("", by=OTHER_REVIEWER, at=late), "意见")
    fresh = proposed()
    refused(fresh, lambda: fresh.return_for_review("", by=APPROVER, at=NOW), "理由")


def test_a_released_case_waits_for_anybody() -> None:
    case = claimed()
    case.release(by=REVIEWER, at=NOW)
    assert (case.state, case.holder) == (S.ASSIGNED, "")
    case.claim(by=OTHER_REVIEWER, at=NOW)
    assert case.holder == "yongkang"


ADMIN = Actor("admin", "段志刚", "", frozenset((Role.ADMIN,)), "")


def test_what_a_leaver_holds_goes_to_somebody_who_could_take_it() -> None:
    case = claimed()
    case.hand_over(OTHER_REVIEWER, reason="调走", by=ADMIN, at=NOW)
    assert (case.state, case.holder) == (S.REVIEWING, OTHER_REVIEWER.login)
    event = case.new_events[-1]
    assert (event.move, event.actor.login, event.cause) == (Move.HAND_OVER, "admin", "调走")
    assert (event.detail["before"], event.detail["to"]) == (REVIEWER.login, OTHER_REVIEWER.login)


def test_a_case_is_not_handed_to_who_could_not_take_it() -> None:
    case = claimed()
    with pytest.raises(NotPermitted):
        case.hand_over(CLERK, reason="调走", by=ADMIN, at=NOW)
    assert case.holder == REVIEWER.login


def test_without_a_successor_a_case_goes_back_to_those_who_may_take_it() -> None:
    under_review, decided_next = claimed(), proposed()
    for case in (under_review, decided_next):
        case.hand_over(None, reason="调走", by=ADMIN, at=NOW)
    assert (under_review.state, under_review.holder) == (S.ASSIGNED, "")
    assert (decided_next.state, decided_next.holder) == (S.PROPOSED, "")


def test_a_case_sent_back_is_reviewed_again() -> None:
    case = proposed()
    case.return_for_review("补核面积", by=APPROVER, at=NOW)
    assert (case.state, case.holder) == (S.REVIEWING, "")
    case.propose("已补核", by=REVIEWER, at=NOW)
    assert case.state is S.PROPOSED


def test_who_accepted_does_not_decide() -> None:
    case = accepted(by=ALONE)
    case.assign(by=ALONE, at=NOW)
    case.claim(by=ALONE, at=NOW)
    refused(case, lambda: case.approve(YES, by=replace(ALONE, roles=APPROVER.roles), at=NOW), "换")
    refused(case, lambda: case.deny(NO, by=ALONE, at=NOW), "换一位审批人")


def test_a_centre_of_one_decides_by_an_exception_that_stands_on_the_case() -> None:
    case = accepted(by=ALONE)
    case.assign(by=ALONE, at=NOW)
    case.claim(by=ALONE, at=NOW)
    case.approve(YES, by=ALONE, at=NOW, exception_by=HEAD.login)
    assert case.state is S.APPROVED
    assert case.new_events[-1].detail == {"exception_by": "guoqing"}


def test_a_result_leaves_only_against_a_checked_identity() -> None:
    case = approved()
    case.make_ready(by=ISSUER, at=NOW, pickup_code="004711")
    refused(case, lambda: deliver(case, checked=False), "证件")


def test_time_never_runs_backwards_in_a_case() -> None:
    case = assigned()
    before = snapshot(case)
    with pytest.raises(EnvironmentProblem, match="先校准时间"):
        case.claim(by=REVIEWER, at=NOW - timedelta(seconds=1))
    assert case == before
    held = proposed()
    before = snapshot(held)
    with pytest.raises(EnvironmentProblem, match="10:42"):
        held.approve(YES, by=APPROVER, at=NOW - timedelta(seconds=1))
    assert held == before


def test_two_acts_at_the_same_moment_are_allowed() -> None:
    assert accepted().event_count == 2


def test_the_events_of_a_case_are_one_chain() -> None:
    case = approved()
    assert [event.seq for event in case.new_events] == list(range(1, case.event_count + 1))
    links = [FIRST_LINK, *(event.hash for event in case.new_events)]
    assert [event.previous for event in case.new_events] == links[:-1]
    assert case.head == links[-1]
    states = [None, *(event.target for event in case.new_events)]
    assert [event.source for event in case.new_events] == states[:-1]


def test_the_first_event_binds_item_version_number_and_applicant() -> None:
    case = received()
    assert case.new_events[0].detail == {
        "item": "WD-1@3",
        "item_digest": ITEM.digest,
        "number": case.number.digits,
        "applicant": "段桂兰",
    }


def test_the_digests_of_issued_papers_are_chained_into_the_act() -> None:
    case = received()
    bare = case.head
    case.attach_to_last_event({"云乡接〔2026〕305号": "ab" * 32})
    event = case.new_events[-1]
    assert len(case.new_events) == 1
    assert event.detail["paper:云乡接〔2026〕305号"] == "ab" * 32
    assert event.detail["applicant"] == "段桂兰"
    assert case.head == event.hash != bare
    case.accept(by=CLERK, at=NOW)
    assert case.new_events[-1].previous == event.hash


def test_an_act_without_papers_is_left_alone() -> None:
    case = received()
    before = snapshot(case)
    case.attach_to_last_event({})
    assert case == before
