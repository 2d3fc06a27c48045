"""告知承诺: a proof that is replaced by a commitment is never asked for again, and is checked."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.counter import LENIENT, PROMISE, Counter
from windowdesk.domain.case import Application, Case, Decision
from windowdesk.domain.case_todos import todos_of
from windowdesk.domain.clock import due_on
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.outcomes import Gap, SupplementRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.todo import TodoKind
from windowdesk.services.acting import ActReceipt
from windowdesk.services.entry import with_missing, with_promised
from windowdesk.services.verification import Verification


def promised(counter: Counter, *missing: str) -> Application:
    application = counter.application(LENIENT)
    lacking = with_missing(application.materials, frozenset(missing))
    return replace(application, materials=with_promised(LENIENT, lacking, frozenset(("home",))))


def faults(counter: Counter) -> tuple[str, ...]:
    """Return what verification finds wrong."""
    found = Verification(counter.at("head").bench).run().faults
    return tuple(fault.text for fault in found)


def held(counter: Counter, case_id: int) -> Case:
    return counter.at().lookup.case(case_id).case


def in_review(counter: Counter) -> int:
    case_id = counter.at().acceptance.receive_and_accept(promised(counter)).case_id
    counter.at("approver").approval.assign(case_id)
    counter.at("approver").approval.claim(case_id)
    return case_id


Begin = Callable[[Counter], ActReceipt]
BEGINNINGS: dict[str, tuple[Begin, list[str]]] = {
    "received": (
        lambda c: c.at().acceptance.receive(promised(c)),
        ["receipt", "commitment"],
    ),
    "accepted": (
        lambda c: c.at().acceptance.receive_and_accept(promised(c)),
        ["receipt", "commitment", "acceptance"],
    ),
    "told to supplement": (
        lambda c: c.at().outcomes.receive_and_request_supplement(
            promised(c, "form"), SupplementRequest((Gap("form", "申请表", "没有交"),))
        ),
        ["receipt", "commitment", "correction"],
    ),
}


@pytest.mark.parametrize("way", BEGINNINGS)
def test_the_paper_is_issued_once_in_whatever_act_the_case_begins_with(
    either: Counter, way: str
) -> None:
    begin, kinds = BEGINNINGS[way]
    receipt = begin(either)
    assert [paper.kind for paper in receipt.papers] == kinds
    (commitment,) = held(either, receipt.case_id).turns.commitments
    assert commitment.number == receipt.papers[1].number
    assert [proof.name for proof in commitment.proofs] == ["居住情况说明"]
    assert faults(either) == ()


def test_a_case_that_was_received_first_commits_when_it_is_accepted(either: Counter) -> None:
    application = either.application(LENIENT)
    case_id = either.at().acceptance.receive(application).case_id
    checked = with_promised(LENIENT, application.materials, frozenset(("home",)))
    receipt = either.at().acceptance.accept(case_id, checked)
    assert [paper.kind for paper in receipt.papers] == ["commitment", "acceptance"]


def test_the_paper_tells_what_who_checks_and_what_a_false_one_costs(counter: Counter) -> None:
    receipt = counter.at().acceptance.receive_and_accept(promised(counter))
    text = counter.paper(receipt, "commitment")
    for part in ("申请人现住在本镇", "不再索要", "承诺不属实的", "《社会救助暂行办法》"):
        assert part in text


def test_what_the_item_does_not_allow_is_not_replaced(counter: Counter) -> None:
    with pytest.raises(DomainError, match="不能用承诺代替：申请表"):
        with_promised(LENIENT, counter.application(LENIENT).materials, frozenset(("form",)))
    application = counter.application(PROMISE)
    forced = tuple(replace(m, state=MaterialState.PROMISED) for m in application.materials)
    with pytest.raises(DomainError, match="不能用承诺代替"):
        counter.at().acceptance.receive_and_accept(replace(application, materials=forced))


def test_no_notice_asks_for_it_again(either: Counter) -> None:
    case_id = either.at().acceptance.receive(promised(either, "card")).case_id
    gaps = (Gap("card", "户口簿", "没有交"), Gap("", "居住情况说明", "补一份证明"))
    with pytest.raises(DomainError, match="居住情况说明已由告知承诺代替，不能再要"):
        either.at().outcomes.request_supplement(case_id, SupplementRequest(gaps))
    either.at().outcomes.request_supplement(case_id, SupplementRequest(gaps[:1]))


def test_the_check_afterwards_waits_for_its_day_and_is_recorded(either: Counter) -> None:
    case_id = in_review(either)
    case = held(either, case_id)
    (commitment,) = case.turns.commitments
    today, rule = either.at().lookup.today(), TimeLimit(20, LimitUnit.WORKDAY)
    assert commitment.check_by == due_on(today, rule, either.at().calendar)
    with pytest.raises(NotPermitted):
        either.at().commitments.check(case_id, "派出所", "户籍在本镇", is_true=True)
    with pytest.raises(DomainError, match="向谁核查"):
        either.at("approver").commitments.check(case_id, "", "户籍在本镇", is_true=True)
    either.at("approver").commitments.check(case_id, "派出所核验", "户籍在本镇", is_true=True)
    (checked,) = held(either, case_id).turns.commitments
    assert checked.check is not None
    assert checked.check.is_true
    either.at("approver").commitments.check(case_id, "派出所核验", "户籍在邻镇", is_true=False)
    either.at("approver").commitments.check(case_id, "派出所复核", "户籍在本镇", is_true=True)
    (again,) = held(either, case_id).turns.commitments
    assert again.check is not None
    assert again.check.how == "派出所复核"
    either.at("approver").approval.approve(case_id, Decision("准予"))


def test_a_false_commitment_holds_the_decision_until_the_head_has_ruled(either: Counter) -> None:
    case_id = in_review(either)
    either.at("approver").commitments.check(case_id, "入户核查", "长期住在外县", is_true=False)
    with pytest.raises(DomainError, match="承诺查出不实"):
        either.at("approver").approval.approve(case_id, Decision("准予"))
    with pytest.raises(NotPermitted, match="机关负责人"):
        either.at("approver").commitments.rule(case_id, "不予批准")
    either.at("head").commitments.rule(case_id, "不予批准，记入信用记录", "第五条")
    (ruled,) = held(either, case_id).turns.commitments
    assert ruled.ruling is not None
    assert ruled.ruling.ruling == "不予批准，记入信用记录"
    with pytest.raises(DomainError, match="没有要核查的承诺"):
        either.at("approver").commitments.check(case_id, "派出所", "户籍", is_true=True)
    denial = Decision("不予批准", reason="承诺不实", basis="第五条")
    either.at("approver").approval.deny(case_id, denial)
    assert faults(either) == ()


def test_the_todo_of_the_check_stays_after_the_decision(either: Counter) -> None:
    case_id = in_review(either)
    either.at("approver").approval.approve(case_id, Decision("准予"))
    case = held(either, case_id)
    assert case.state is CaseState.APPROVED
    kinds = [one.kind for one in todos_of(case, either.at().calendar)]
    assert TodoKind.COMMITMENT in kinds


def test_the_story_says_what_is_not_asked_for_any_more(counter: Counter) -> None:
    receipt = counter.at().acceptance.receive_and_accept(promised(counter))
    events = counter.at().database.lists.events(receipt.case_id)
    told = next(event.cause for event in events if event.move is Move.COMMIT)
    assert told == "不再收：居住情况说明。2026年12月18日前核查。"
