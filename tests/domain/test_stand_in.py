"""Delegation: whose duties a deputy has, on which days, and in whose name he acts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.builders import (
    APPROVER,
    CLERK,
    NO,
    NOW,
    OTHER_REVIEWER,
    REVIEWER,
    YES,
    assigned,
    claimed,
    proposed,
    received,
)
from windowdesk.domain.case import Case
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.event import FOR_KEY, FOR_NAME_KEY, Actor
from windowdesk.domain.stand_in import StandIn, StandsFor, check_order, ended, lent_roles
from windowdesk.domain.states import CaseState

DAY = timedelta(days=1)
TODAY = date(2026, 11, 20)
ORDER = StandIn(1, "a", "b", TODAY, TODAY + 3 * DAY, "出差", "head", NOW)


def deputy(of: Actor, who: Actor) -> Actor:
    lent = lent_roles(of.roles, who.roles)
    order = replace(ORDER, absent=of.login, deputy=who.login)
    stands_for = (StandsFor(of.login, of.name, lent, order),)
    return replace(who, roles=who.roles | lent, stands_for=stands_for)


@pytest.mark.parametrize(
    ("day", "ended_on", "holds"),
    [
        (TODAY - DAY, None, False),
        (TODAY, None, True),
        (TODAY + 3 * DAY, None, True),
        (TODAY + 4 * DAY, None, False),
        (TODAY + DAY, TODAY + DAY, False),
        (TODAY, TODAY + DAY, True),
    ],
)
def test_an_order_holds_on_its_days_until_it_is_ended(
    day: date, ended_on: date | None, *, holds: bool
) -> None:
    assert replace(ORDER, ended_on=ended_on).holds_on(day) is holds


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (replace(ORDER, deputy="a"), "不能是他自己"),
        (replace(ORDER, last_on=TODAY - DAY), "比哪天起还早"),
        (replace(ORDER, first_on=TODAY - 3 * DAY, last_on=TODAY - DAY), "已经过了"),
        (
            replace(ORDER, deputy="c", first_on=TODAY + 3 * DAY, last_on=TODAY + 9 * DAY),
            "已经有人代",
        ),
        (replace(ORDER, absent="b", deputy="c"), "自己也要人代"),
        (replace(ORDER, absent="c", deputy="a"), "自己也要人代"),
    ],
)
def test_an_order_that_cannot_be_is_refused(order: StandIn, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        check_order(order, [ORDER], TODAY)


def test_days_after_an_end_are_free_for_another_deputy() -> None:
    over = ended(ORDER, TODAY)
    check_order(replace(ORDER, deputy="c"), [over], TODAY)
    with pytest.raises(DomainError, match="已经结束"):
        ended(over, TODAY)


def test_an_order_that_has_not_begun_is_called_off_as_a_whole() -> None:
    later = replace(ORDER, first_on=TODAY + 2 * DAY)
    over = ended(later, TODAY)
    assert not any(over.holds_on(TODAY + n * DAY) for n in range(9))


def test_duties_over_the_system_are_never_lent() -> None:
    absent = frozenset((Role.HEAD, Role.ADMIN, Role.SYSTEM))
    assert lent_roles(absent, frozenset((Role.REVIEWER,))) == {Role.HEAD}


def test_a_step_that_only_the_absent_ones_duty_allows_is_signed_for_him() -> None:
    case = proposed()
    by = deputy(APPROVER, OTHER_REVIEWER)
    case.approve(YES, by=by, at=NOW)
    event = case.new_events[-1]
    assert event.actor.login == OTHER_REVIEWER.login
    assert (event.detail[FOR_KEY], event.detail[FOR_NAME_KEY]) == (APPROVER.login, APPROVER.name)
    assert case.decider_name == f"{OTHER_REVIEWER.name}（代{APPROVER.name}）"


def test_a_step_of_ones_own_duty_is_signed_with_ones_own_name_alone() -> None:
    case = assigned()
    by = deputy(APPROVER, OTHER_REVIEWER)
    case.claim(by=by, at=NOW)
    assert FOR_KEY not in case.new_events[-1].detail


def test_without_an_order_the_duty_is_missing() -> None:
    with pytest.raises(NotPermitted):
        proposed().approve(YES, by=OTHER_REVIEWER, at=NOW)


def test_what_the_absent_one_holds_is_his_deputys_without_a_reason() -> None:
    case = claimed()
    case.propose("同意", by=deputy(REVIEWER, OTHER_REVIEWER), at=NOW)
    took, proposal = case.new_events[-2:]
    assert (took.cause, took.detail[FOR_KEY]) == (f"代{REVIEWER.name}办理", REVIEWER.login)
    assert (proposal.actor.login, case.state) == (OTHER_REVIEWER.login, CaseState.PROPOSED)


def test_a_deputy_takes_over_what_the_absent_one_holds() -> None:
    case = claimed()
    case.take_over(by=deputy(REVIEWER, OTHER_REVIEWER), at=NOW, reason="")
    assert case.holder == OTHER_REVIEWER.login
    assert case.new_events[-1].detail[FOR_KEY] == REVIEWER.login


def test_an_acceptance_for_somebody_else_bears_both_names_and_counts_for_who_did_it() -> None:
    case = received()
    case.accept(by=deputy(CLERK, replace(APPROVER, window="02")), at=NOW)
    assert case.accepter == APPROVER.login
    assert case.accepter_name == f"{APPROVER.name}（代{CLERK.name}）"


@pytest.mark.parametrize(
    "decide",
    [lambda c: c.approve(YES, by=APPROVER, at=NOW), lambda c: c.deny(NO, by=APPROVER, at=NOW)],
    ids=["approve", "deny"],
)
def test_who_accepted_for_another_does_not_decide(decide: Callable[[Case], None]) -> None:
    case = received()
    case.accept(by=deputy(CLERK, APPROVER), at=NOW)
    case.assign(by=CLERK, at=NOW)
    case.claim(by=APPROVER, at=NOW)
    with pytest.raises(DomainError, match="你受理的件"):
        decide(case)


def test_nobody_decides_in_the_place_of_the_one_who_accepted() -> None:
    all_round = replace(CLERK, roles=frozenset((Role.CLERK, Role.APPROVER)))
    case = received(by=all_round)
    case.accept(by=all_round, at=NOW)
    case.assign(by=all_round, at=NOW)
    case.claim(by=REVIEWER, at=NOW)
    case.propose("拟同意", by=REVIEWER, at=NOW)
    with pytest.raises(DomainError, match="代他的人也不能决定"):
        case.approve(YES, by=deputy(all_round, OTHER_REVIEWER), at=NOW)
    # With a duty of his own he is another person.
    case.approve(YES, by=deputy(all_round, APPROVER), at=NOW)
    assert case.decider_name == APPROVER.name


def test_a_deputy_of_the_head_makes_no_exception_for_himself() -> None:
    head = replace(APPROVER, login="head", name="保国庆", roles=frozenset((Role.HEAD,)))
    both = replace(CLERK, roles=frozenset((Role.CLERK, Role.APPROVER)))
    by = deputy(head, both)
    case = received(by=by)
    case.accept(by=by, at=NOW)
    case.assign(by=by, at=NOW)
    case.claim(by=REVIEWER, at=NOW)
    case.propose("拟同意", by=REVIEWER, at=NOW)
    with pytest.raises(DomainError, match="你受理的件"):
        case.approve(YES, by=by, at=NOW, exception_by=by.name)


def test_a_step_is_signed_with_both_names_wherever_it_is_told() -> None:
    case = proposed()
    case.approve(YES, by=deputy(APPROVER, OTHER_REVIEWER), at=NOW)
    assert case.new_events[-1].signature == case.decider_name
    assert case.new_events[0].signature == CLERK.name
