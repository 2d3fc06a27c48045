"""The issuing desk: the result is taken over, the applicant told, the paper served."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.counter import IMMEDIATE, PERSON, PROMISE, Counter
from windowdesk.domain.case import Decision
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.states import CaseState
from windowdesk.domain.todo import TodoKind
from windowdesk.services.issuance import Delivery, DeliveryMode, Letter

SERVED = Delivery(DeliveryMode.DIRECT, PERSON.name, identity_checked=True)


def decided(counter: Counter, decision: Decision | None = None) -> int:
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    counter.at("approver").approval.approve(case_id, decision or Decision("准予发放补贴"))
    return case_id


def test_what_is_ready_is_told_with_a_code_a_place_and_a_last_day(counter: Counter) -> None:
    case_id = decided(counter)
    receipt = counter.at("issuer").issuance.make_ready(case_id)
    assert receipt.state is CaseState.READY
    assert [(p.kind, p.number) for p in receipt.papers] == [
        ("issue_handover", "云溪出〔2026〕1号"),
        ("pickup", "云溪取〔2026〕1号"),
    ]
    code = counter.at().lookup.case(case_id).case.pickup_code
    assert len(code) == 6
    text = counter.paper(receipt, "pickup")
    for fact in (
        code,
        "办理结果准予决定书",
        "一楼3号窗口",
        "2027年2月20日",
        "工作日9:00—17:00",
        PROMISE.name,
    ):
        assert fact in text


def test_the_receipt_of_delivery_lists_the_papers_that_were_served(counter: Counter) -> None:
    case_id = decided(counter, Decision("准予发放补贴", certificate="云残字第17号"))
    counter.at("issuer").issuance.make_ready(case_id)
    served = replace(SERVED, note="领取时核对了身份证件")
    receipt = counter.at("issuer").issuance.deliver(case_id, served)
    assert (receipt.state, receipt.due_on) == (CaseState.DELIVERED, None)
    text = counter.paper(receipt, "delivery_receipt")
    for fact in ("准予决定书", "云溪准〔2026〕1号", "证件", "云残字第17号", served.note):
        assert fact in text
    assert "受理通知书" not in text
    case = counter.at().lookup.case(case_id).case
    assert (case.handed_over, case.delivered_at) == (True, receipt.at)


def test_what_was_decided_at_once_needs_no_notice(counter: Counter) -> None:
    receipt = counter.at().acceptance.receive_and_decide(
        counter.application(IMMEDIATE), Decision("已登记")
    )
    assert counter.at().issuance.make_ready(receipt.case_id).papers == ()
    served = counter.at().issuance.deliver(receipt.case_id, SERVED)
    assert "即办件办结回执" in counter.paper(served, "delivery_receipt")
    kinds = [p.kind for p in counter.at().database.lists.papers(receipt.case_id)]
    assert "pickup" not in kinds


def test_a_denial_is_served_like_an_approval(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    denial = Decision("不予批准", reason="不符合条件", basis="《办法》第六条")
    counter.at("approver").approval.deny(case_id, denial)
    notice = counter.at("issuer").issuance.make_ready(case_id)
    assert "办理结果不予决定书" in counter.paper(notice, "pickup")
    receipt = counter.at("issuer").issuance.deliver(case_id, SERVED)
    assert "云溪不准〔2026〕1号" in counter.paper(receipt, "delivery_receipt")


def test_somebody_else_may_fetch_and_the_paper_says_who(counter: Counter) -> None:
    case_id = decided(counter)
    counter.at("issuer").issuance.make_ready(case_id)
    fetched = Delivery(
        DeliveryMode.BY_AGENT,
        "杞正荣",
        identity_checked=True,
        relation="儿子",
        authority="2026年11月19日的委托书",
    )
    receipt = counter.at("issuer").issuance.deliver(case_id, fetched)
    assert "与受送达人的关系：儿子" in counter.paper(receipt, "delivery_receipt")
    facts = counter.facts(receipt.papers[0].document_id)
    assert (facts["delivery.substitute"], facts["delivery.mode"]) == ("杞正荣", "代办员代领")


@pytest.mark.parametrize(
    ("delivery", "sentence"),
    [
        (replace(SERVED, identity_checked=False), "还没核对收件人证件"),
        (replace(SERVED, receiver=" "), "还没写谁收的"),
        (replace(SERVED, receiver="收" * 10_000), "最多 100 个字"),
        (replace(SERVED, note="注" * 61), "最多 60 个字"),
        (replace(SERVED, mail_number="1\x00"), "第 2 个字符"),
    ],
)
def test_nothing_is_served_that_the_paper_could_not_prove(
    counter: Counter, delivery: Delivery, sentence: str
) -> None:
    case_id = decided(counter)
    counter.at("issuer").issuance.make_ready(case_id)
    with pytest.raises(DomainError, match=sentence):
        counter.at("issuer").issuance.deliver(case_id, delivery)
    assert counter.at().lookup.case(case_id).case.state is CaseState.READY
    receipt = counter.at("issuer").issuance.deliver(case_id, SERVED)
    assert receipt.papers[0].number == "云溪送〔2026〕1号"


def test_two_desks_do_not_serve_one_result_twice(counter: Counter) -> None:
    case_id = decided(counter)
    counter.at("issuer").issuance.make_ready(case_id)
    seen = counter.at().lookup.case(case_id).case.version
    counter.at("issuer").issuance.deliver(case_id, SERVED, seen_version=seen)
    with pytest.raises(ConcurrentChange):
        counter.at().issuance.deliver(case_id, SERVED, seen_version=seen)


def test_what_is_not_decided_is_not_issued(counter: Counter) -> None:
    case_id = counter.accepted()
    with pytest.raises(DomainError, match="按 F5"):
        counter.at("issuer").issuance.make_ready(case_id)
    with pytest.raises(NotPermitted):
        counter.at("reviewer").issuance.make_ready(decided(counter))


def test_the_last_day_for_fetching_is_a_day_that_there_is(counter: Counter) -> None:
    counter.pass_time(timedelta(days=10))
    case_id = decided(counter)
    receipt = counter.at("issuer").issuance.make_ready(case_id)
    assert receipt.at.date().isoformat() == "2026-11-30"
    assert "2027年2月28日" in counter.paper(receipt, "pickup")


def test_who_was_told_and_did_not_come_is_to_be_told_again(counter: Counter) -> None:
    case_id = decided(counter)
    issuance, todos = counter.at("issuer").issuance, counter.at().database.todos
    issuance.make_ready(case_id)
    (todo,) = todos.waiting(TodoKind.PICKUP)
    # Told on Friday, 20 November: five working days.
    assert todo.due_on == date(2026, 11, 27)
    counter.pass_time(timedelta(days=10))
    receipt = issuance.not_collected(case_id, "打电话没人接", "发短信")
    assert [p.kind for p in receipt.papers] == ["pickup"]
    (todo,) = todos.waiting(TodoKind.PICKUP)
    assert todo.due_on == date(2026, 12, 7)
    letter = Letter("1099000012345", "中国邮政", PERSON.name, "云溪镇白石村3组")
    sent = issuance.send(case_id, letter)
    text = counter.paper(sent, "mailing")
    for fact in ("1099000012345", "中国邮政", "云溪镇白石村3组", "准予决定书", "2026年11月30日"):
        assert fact in text
    assert todos.waiting(TodoKind.PICKUP) == ()
    arrived = Delivery(
        DeliveryMode.MAIL,
        PERSON.name,
        identity_checked=False,
        mail_number="1099000012345",
        on=date(2026, 12, 2),
    )
    with pytest.raises(DomainError, match="还没到"):
        issuance.deliver(case_id, arrived)
    counter.pass_time(timedelta(days=5))
    served = issuance.deliver(case_id, arrived)
    text = counter.paper(served, "delivery_receipt")
    for fact in ("2026年12月2日", "中国邮政", "1099000012345"):
        assert fact in text
