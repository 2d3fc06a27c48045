"""Delegation on both databases: who orders it, what the deputy may, what stands on record."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.services.counter import Counter
from windowdesk.domain.case import Decision
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.event import FOR_KEY, FOR_NAME_KEY
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.session import Session
from windowdesk.services.stand_ins import StandInRow

DAY = timedelta(days=1)
YES = Decision("准予发放", basis="《残疾人保障法》")


@pytest.fixture(autouse=True)
def over_at_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """End what a test ordered: tests share the database on the server."""
    name = "either" if "either" in request.fixturenames else "counter"
    desk: Counter = request.getfixturevalue(name)
    yield
    admin = desk.at("admin")
    for row in admin.stand_ins.all():
        if not row.is_over:
            admin.stand_ins.end(row.order.stand_in_id)


def open_orders(desk: Counter) -> list[StandInRow]:
    return [row for row in desk.at("admin").stand_ins.all() if not row.is_over]


def today(desk: Counter) -> date:
    return desk.at().lookup.today()


def order(
    desk: Counter, absent: str, deputy: str, *, by: str = "admin", days: int = 3, after: int = 0
) -> int:
    first = today(desk) + after * DAY
    made = desk.at(by).stand_ins.add(absent, deputy, first, first + days * DAY, "下乡")
    return made.stand_in_id


def proposed(desk: Counter) -> int:
    case_id = desk.accepted()
    desk.at("reviewer").approval.claim(case_id)
    desk.at("reviewer").approval.propose(case_id, "拟同意")
    return case_id


def fresh(desk: Counter, login: str) -> Session:
    """Log in anew: duties are lent at the door."""
    return desk.new_session(login)


def test_a_deputy_decides_with_the_absent_ones_duty_and_signs_for_him(either: Counter) -> None:
    case_id = proposed(either)
    order(either, "approver", "supervisor")
    desk = fresh(either, "supervisor")
    assert Role.APPROVER in desk.account.roles
    receipt = desk.approval.approve(case_id, YES)
    assert receipt.state is CaseState.APPROVED
    view = either.at().lookup.case(case_id)
    event = view.events[-1]
    assert (event.move, event.actor.login) == (Move.APPROVE, "supervisor")
    assert event.detail[FOR_KEY] == "approver"
    signed = f"{desk.account.name}（代{event.detail[FOR_NAME_KEY]}）"
    assert view.case.decider_name == signed


def test_a_deputy_of_a_clerk_receives_and_accepts(either: Counter) -> None:
    order(either, "clerk", "issuer")
    desk = fresh(either, "issuer")
    receipt = desk.acceptance.receive_and_accept(either.application())
    view = either.at().lookup.case(receipt.case_id)
    assert view.case.accepter == "issuer"
    notice = next(paper for paper in receipt.papers if paper.kind == "acceptance")
    signed = f"{desk.account.name}（代段clerk）"
    assert signed in either.facts(notice.document_id).values()
    assert {event.detail[FOR_KEY] for event in view.events} == {"clerk"}
    assert either.at("head").bench.account.own_roles == {Role.HEAD}


@pytest.mark.parametrize("when", ["before", "ended"])
def test_on_other_days_the_duty_is_missing(either: Counter, when: str) -> None:
    case_id = proposed(either)
    made = order(either, "approver", "supervisor", after=2 if when == "before" else 0)
    if when == "ended":
        either.at("admin").stand_ins.end(made)
    desk = fresh(either, "supervisor")
    with pytest.raises(NotPermitted):
        desk.approval.approve(case_id, YES)


def test_a_program_left_open_over_the_last_day_loses_the_duty(counter: Counter) -> None:
    case_id = proposed(counter)
    order(counter, "approver", "supervisor", days=0)
    desk = fresh(counter, "supervisor")
    counter.pass_time(DAY)
    with pytest.raises(NotPermitted):
        desk.approval.approve(case_id, YES)


def test_a_program_open_before_the_first_day_gains_the_duty_on_it(counter: Counter) -> None:
    case_id = proposed(counter)
    order(counter, "approver", "supervisor", after=1)
    desk = fresh(counter, "supervisor")
    counter.pass_time(DAY)
    assert desk.approval.approve(case_id, YES).state is CaseState.APPROVED


def test_what_the_absent_one_holds_goes_on_in_the_hands_of_his_deputy(either: Counter) -> None:
    case_id = either.accepted()
    either.at("reviewer").approval.claim(case_id)
    order(either, "reviewer", "approver", by="head")
    receipt = fresh(either, "approver").approval.propose(case_id, "已核")
    assert receipt.state is CaseState.PROPOSED
    took = either.at().lookup.case(case_id).events[-2]
    assert (took.move, took.detail[FOR_KEY]) == (Move.TAKE_OVER, "reviewer")


@pytest.mark.parametrize("login", ["clerk", "reviewer", "approver", "supervisor"])
def test_only_administrator_and_head_order_it(either: Counter, login: str) -> None:
    with pytest.raises(NotPermitted):
        either.at(login).stand_ins.add("approver", "head", today(either), today(either), "请假")
    with pytest.raises(NotPermitted):
        either.at(login).stand_ins.all()


@pytest.mark.parametrize(
    ("absent", "deputy", "reason", "says"),
    [
        ("approver", "approver", "请假", "不能是他自己"),
        ("approver", "nobody", "请假", "nobody"),
        ("approver", "supervisor", " ", "为什么要人代"),
        ("approver", "farming", "请假", "只看得到农业农村办的件"),
        ("admin", "head", "请假", "不能由别人代"),
    ],
)
def test_an_order_that_cannot_work_is_refused_with_what_to_do(
    either: Counter, absent: str, deputy: str, reason: str, says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        either.at("admin").stand_ins.add(absent, deputy, today(either), today(either), reason)
    assert open_orders(either) == []


def test_orders_are_listed_with_names_and_can_be_ended_once(either: Counter) -> None:
    made = order(either, "approver", "supervisor")
    (row,) = open_orders(either)
    assert (row.absent_name, row.deputy_name, row.holds) == ("段approver", "段supervisor", True)
    either.at("head").stand_ins.end(made)
    assert open_orders(either) == []
    with pytest.raises(DomainError, match="已经结束"):
        either.at("admin").stand_ins.end(made)


def test_orders_stand_in_the_journal(counter: Counter) -> None:
    made = order(counter, "approver", "supervisor")
    counter.at("admin").stand_ins.end(made)
    acts = [act for login, act, _ in counter.audited() if login == "admin"]
    assert sorted(acts[-2:]) == ["stand_in_added", "stand_in_ended"]


def test_a_deputy_of_the_head_hands_on_no_duty_and_manages_no_account(either: Counter) -> None:
    order(either, "head", "supervisor")
    desk = fresh(either, "supervisor")
    with pytest.raises(NotPermitted):
        desk.stand_ins.add("approver", "clerk", today(either), today(either), "请假")
    with pytest.raises(NotPermitted):
        desk.staff.disable("clerk")
