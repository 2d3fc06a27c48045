"""收回: taking back an act just done, by a recorded counter-event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from tests.domain.builders import (
    APPROVER,
    AT_ONCE_ITEM,
    CLERK,
    HEAD,
    ISSUER,
    MINUTE,
    NO,
    NOW,
    REVIEWER,
    YES,
    accepted,
    approved,
    assigned,
    claimed,
    proposed,
    received,
)
from windowdesk.domain.case import REVERSIBLE_FOR, Case
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.domain.event import Actor, CaseEvent
from windowdesk.domain.reversal import _UNDO
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import REVERSIBLE, states_before

LATER = NOW + 10 * MINUTE
S = CaseState


def reverse(case: Case, by: Actor, at: datetime = LATER + MINUTE) -> tuple[CaseEvent, ...]:
    return case.reverse(case.new_events, reason="点错了", by=by, at=at)


def refused(case: Case, act: Callable[[], object], says: str) -> None:
    before = replace(case, new_events=list(case.new_events))
    with pytest.raises(DomainError, match=says):
        act()
    assert case == before


def make_ready(case: Case) -> None:
    case.make_ready(by=ISSUER, at=LATER, pickup_code="004711")
    case.notify_pickup("打印取件通知", by=ISSUER, at=LATER)


LAST_ACTS: list[tuple[Callable[[], Case], Callable[[Case], None], Actor]] = [
    (received, lambda c: c.accept(by=CLERK, at=LATER), CLERK),
    (accepted, lambda c: c.assign(by=CLERK, at=LATER), CLERK),
    (assigned, lambda c: c.claim(by=REVIEWER, at=LATER), REVIEWER),
    (claimed, lambda c: c.release(by=REVIEWER, at=LATER), REVIEWER),
    (claimed, lambda c: c.propose("拟同意", by=REVIEWER, at=LATER), REVIEWER),
    (proposed, lambda c: c.return_for_review("补核", by=APPROVER, at=LATER), APPROVER),
    (proposed, lambda c: c.approve(YES, by=APPROVER, at=LATER), APPROVER),
    (proposed, lambda c: c.deny(NO, by=APPROVER, at=LATER), APPROVER),
    (
        lambda: accepted(AT_ONCE_ITEM),
        lambda c: c.decide_at_once(YES, by=CLERK, at=LATER),
        CLERK,
    ),
    (approved, make_ready, ISSUER),
]
# What the counter-event itself writes, and who holds the case afterwards.
LEFT_BEHIND = ("event_count", "head", "last_at", "new_events")
HOLDING = ("holder", "holder_name", "claimed_until", "opened_by_next")


@pytest.mark.parametrize(
    ("begin", "act", "by"), LAST_ACTS, ids=lambda value: getattr(value, "login", "")
)
def test_taking_back_leaves_the_case_as_before_the_act(
    begin: Callable[[], Case], act: Callable[[Case], None], by: Actor
) -> None:
    case = begin()
    before = replace(case)
    act(case)
    undone = reverse(case, by)
    kept = {name: getattr(case, name) for name in (*LEFT_BEHIND, *HOLDING)}
    assert case == replace(before, **kept)
    assert case.state in states_before(undone[0].target)


@pytest.mark.parametrize(
    ("begin", "act", "by"), LAST_ACTS, ids=lambda value: getattr(value, "login", "")
)
def test_a_case_that_somebody_held_is_in_his_hands_again(
    begin: Callable[[], Case], act: Callable[[Case], None], by: Actor
) -> None:
    case = begin()
    act(case)
    reverse(case, by)
    held = case.state in {S.REVIEWING, S.PROPOSED}
    assert case.holder_at(LATER + MINUTE) == (by.login if held else "")


def test_a_reversal_is_an_event_that_names_what_it_undoes() -> None:
    case = approved()
    make_ready(case)
    undone = reverse(case, ISSUER)
    assert [event.move for event in undone] == [Move.NOTIFY_PICKUP, Move.MAKE_READY]
    event = case.new_events[-1]
    assert (event.move, event.source, event.target) == (Move.REVERSE, S.READY, S.APPROVED)
    assert event.cause == "点错了"
    assert event.detail == {"reversed": f"{undone[0].seq},{undone[1].seq}"}
    assert event.previous == undone[0].hash


def test_acceptance_in_the_act_of_receipt_is_taken_back_and_the_receipt_stays() -> None:
    case = received(at=LATER)
    case.accept(by=CLERK, at=LATER)
    reverse(case, CLERK)
    assert (case.state, case.accepted_at, case.accepter) == (S.RECEIVED, None, "")
    case.accept(by=CLERK, at=LATER + MINUTE)
    assert case.state is S.ACCEPTED


def test_only_who_did_it_takes_it_back() -> None:
    case = approved()
    refused(case, lambda: reverse(case, HEAD), "只有他自己能收回")


def test_only_within_half_an_hour() -> None:
    case = approved()
    late = NOW + REVERSIBLE_FOR + MINUTE
    refused(case, lambda: reverse(case, APPROVER, late), "30 分钟")
    reverse(case, APPROVER, NOW + REVERSIBLE_FOR)
    assert case.state is S.PROPOSED


def test_only_while_nothing_newer_happened() -> None:
    case = approved()
    seen = list(case.new_events)
    case.note("申请人来电", by=CLERK, at=LATER)
    refused(
        case,
        lambda: case.reverse(seen, reason="点错了", by=APPROVER, at=LATER),
        "刚有新的一步",
    )
    refused(case, lambda: case.reverse([], reason="点错了", by=APPROVER, at=LATER), "新的一步")


def test_only_with_a_reason() -> None:
    case = approved()
    refused(
        case,
        lambda: case.reverse(case.new_events, reason=" ", by=APPROVER, at=LATER),
        "理由",
    )


def test_never_after_the_paper_was_handed_over() -> None:
    case = approved()
    make_ready(case)
    case.handed_over = True
    refused(case, lambda: reverse(case, ISSUER), "已经交给申请人")


def test_a_delivered_case_takes_nothing_back() -> None:
    case = approved()
    make_ready(case)
    case.deliver(
        mode="direct", receiver="段桂兰", identity_checked=True, note="", by=ISSUER, at=LATER
    )
    refused(case, lambda: reverse(case, ISSUER), "不能收回")


def test_a_receipt_alone_is_not_taken_back() -> None:
    case = received()
    refused(case, lambda: reverse(case, CLERK), "“收件”不能收回")


def test_a_reversal_is_not_reversed() -> None:
    case = approved()
    reverse(case, APPROVER)
    refused(case, lambda: reverse(case, APPROVER), "“收回”不能收回")


def test_who_may_not_act_on_cases_takes_nothing_back() -> None:
    case = approved()
    with pytest.raises(NotPermitted):
        reverse(case, replace(APPROVER, roles=frozenset()))


def test_a_clock_that_runs_backwards_takes_nothing_back() -> None:
    case = approved()
    before = replace(case, new_events=list(case.new_events))
    with pytest.raises(EnvironmentProblem):
        reverse(case, APPROVER, NOW - MINUTE)
    assert case == before


def test_an_event_that_is_not_of_the_chain_is_not_undone() -> None:
    case = approved()
    make_ready(case)
    *older, handed_out, told = case.new_events
    forged = replace(handed_out, hash="0" * 64)
    undone = case.reverse([*older, forged, told], reason="点错了", by=ISSUER, at=LATER)
    assert undone == (told,)
    assert case.state is S.READY


def test_every_reversible_move_knows_how_it_is_undone() -> None:
    assert set(_UNDO) == REVERSIBLE
