"""The back office: who holds a case, who may decide it, and what is left behind."""

from datetime import date, timedelta

import pytest

from tests.services.counter import PERSON, PROMISE, Counter
from windowdesk.domain.case import CLAIM_LASTS, Decision
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.worklists import Queue, QueueQuery

GRANTED = Decision("准予发放补贴，每月80元", validity="自2026年12月1日起")
REFUSED = Decision("不予批准", reason="申请人不属于规定的对象。", basis="《办法》第六条的规定")


def moves(counter: Counter, case_id: int) -> list[Move]:
    return [event.move for event in counter.at().database.lists.events(case_id)]


def proposed(counter: Counter) -> int:
    case_id = counter.accepted()
    counter.at("reviewer").approval.claim(case_id)
    counter.at("reviewer").approval.propose(case_id, "材料齐全，拟同意。")
    return case_id


def test_a_claim_assigns_on_the_way_and_shows_who_holds_the_case(counter: Counter) -> None:
    case_id = counter.accepted()
    receipt = counter.at("reviewer").approval.claim(case_id)
    assert receipt.state is CaseState.REVIEWING
    assert moves(counter, case_id)[2:] == [Move.ASSIGN, Move.CLAIM]
    row = counter.at().database.lists.row(case_id)
    assert row is not None
    assert (row.holder, row.holder_name) == ("reviewer", "段reviewer")
    assert row.claimed_until == receipt.at + CLAIM_LASTS


def test_a_case_can_be_assigned_first_and_claimed_then(counter: Counter) -> None:
    case_id = counter.accepted()
    assert counter.at().approval.assign(case_id).state is CaseState.ASSIGNED
    counter.at("reviewer").approval.claim(case_id)
    assert moves(counter, case_id)[2:] == [Move.ASSIGN, Move.CLAIM]


def test_i16_two_people_never_hold_one_case(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    with pytest.raises(DomainError, match="不能领办"):
        counter.at("reviewer").approval.claim(case_id)
    with pytest.raises(DomainError, match="段approver正在办"):
        counter.at("reviewer").approval.propose(case_id, "拟同意")
    with pytest.raises(DomainError, match=r"领办到 11:42。要接办，写明原因"):
        counter.at("reviewer").approval.take_over(case_id, " ")
    counter.at("reviewer").approval.take_over(case_id, "段局下乡")
    last = counter.at().database.lists.events(case_id)[-1]
    assert (last.move, last.cause, last.detail["before"]) == (
        Move.TAKE_OVER, "段局下乡", "approver",
    )  # fmt: skip


def test_an_act_makes_the_claim_last_and_rest_lets_it_run_out(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    counter.pass_time(CLAIM_LASTS)
    counter.at("reviewer").approval.propose(case_id, "材料齐全，拟同意。")
    events = counter.at().database.lists.events(case_id)
    assert [event.move for event in events[-2:]] == [Move.TAKE_OVER, Move.PROPOSE]
    assert events[-2].detail["before"] == "approver"
    assert "到期" in events[-2].cause


def test_a_case_put_back_is_free_for_anybody(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    counter.at("approver").approval.release(case_id)
    assert counter.at("reviewer").approval.claim(case_id).state is CaseState.REVIEWING


def test_the_next_case_is_the_most_urgent_and_passes_over_what_was_just_taken(
    counter: Counter,
) -> None:
    assert counter.at("reviewer").approval.claim_next() is None
    older = counter.accepted()
    counter.pass_time(timedelta(days=3))
    younger = counter.accepted()
    waiting = counter.at("reviewer").database.lists.queue(QueueQuery(Queue.UNCLAIMED))
    assert [row.case_id for row in waiting] == [older, younger]
    first = counter.at("reviewer").approval.claim_next()
    second = counter.at("approver").approval.claim_next()
    assert first is not None
    assert second is not None
    assert (first.case_id, second.case_id) == (older, younger)


def test_a_department_sees_and_claims_its_own_cases_only(counter: Counter) -> None:
    case_id = counter.accepted()
    farming = counter.at("farming")
    assert farming.approval.claim_next() is None
    assert farming.database.lists.queue(QueueQuery(Queue.REVIEW, farming.account.department)) == ()
    with pytest.raises(DomainError, match="这件归民政办办"):
        farming.approval.claim(case_id)
    counter.at("approver").approval.claim(case_id)
    with pytest.raises(DomainError, match="这件归民政办办"):
        farming.approval.take_over(case_id, "顺手")


def test_an_approval_issues_its_paper_and_starts_the_ten_days(counter: Counter) -> None:
    case_id = proposed(counter)
    receipt = counter.at("approver").approval.approve(case_id, GRANTED)
    assert (receipt.state, receipt.due_on) == (CaseState.APPROVED, date(2026, 12, 4))
    assert [(p.kind, p.number, p.copies) for p in receipt.papers] == [
        ("approval", "云溪准〔2026〕1号", 2)
    ]
    text = counter.paper(receipt, "approval")
    for fact in (PERSON.name, PROMISE.name, GRANTED.content, GRANTED.validity, "云溪受〔2026〕1号"):
        assert fact in text
    row = counter.at().database.lists.row(case_id)
    assert row is not None
    assert row.holder == ""


def test_a_denial_says_reason_basis_and_the_ways_to_object(counter: Counter) -> None:
    case_id = proposed(counter)
    receipt = counter.at("approver").approval.deny(case_id, REFUSED)
    assert receipt.state is CaseState.DENIED
    text = counter.paper(receipt, "denial")
    for fact in (
        "经审查，申请人不属于规定的对象。依据《办法》第六条的规定，",
        "云山县人民政府申请行政复议",
        "云山县人民法院提起行政诉讼",
    ):
        assert fact in text


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (Decision("不予批准", basis="《办法》第六条"), "还没写理由"),
        (Decision("不予批准", reason="不符合条件"), "还没写依据"),
    ],
)
def test_a_denial_without_reason_or_basis_takes_no_number(
    counter: Counter, decision: Decision, sentence: str
) -> None:
    case_id = proposed(counter)
    with pytest.raises(DomainError, match=sentence):
        counter.at("approver").approval.deny(case_id, decision)
    receipt = counter.at("approver").approval.deny(case_id, REFUSED)
    assert receipt.papers[0].number == "云溪不准〔2026〕1号"


def test_who_accepted_a_promise_does_not_decide_it(counter: Counter) -> None:
    both = counter.at("all-round")
    case_id = both.acceptance.receive_and_accept(counter.application()).case_id
    both.approval.claim(case_id)
    for decide, decision in ((both.approval.approve, GRANTED), (both.approval.deny, REFUSED)):
        with pytest.raises(DomainError, match="你受理的件，不能由你决定"):
            decide(case_id, decision)
    both.approval.release(case_id)
    counter.at("approver").approval.claim(case_id)
    assert counter.at("approver").approval.approve(case_id, GRANTED).state is CaseState.APPROVED


def test_a_case_sent_back_is_looked_at_again(counter: Counter) -> None:
    case_id = proposed(counter)
    receipt = counter.at("approver").approval.return_for_review(case_id, "低保证复印件看不清")
    assert receipt.state is CaseState.REVIEWING
    counter.at("reviewer").approval.propose(case_id, "已补看原件，拟同意。")
    assert counter.at("approver").approval.approve(case_id, GRANTED).state is CaseState.APPROVED


@pytest.mark.parametrize("act", ["propose", "return_for_review", "approve", "deny"])
def test_who_writes_on_what_has_changed_since_is_told_and_writes_nothing(
    counter: Counter, act: str
) -> None:
    case_id = proposed(counter)
    approver = counter.at("approver")
    seen = approver.lookup.case(case_id).case.version
    counter.at("approver2").approval.return_for_review(case_id, "再看看")
    before = moves(counter, case_id)
    written = {"approve": GRANTED, "deny": REFUSED}.get(act, "拟同意")
    with pytest.raises(ConcurrentChange, match="按 F5"):
        getattr(approver.approval, act)(case_id, written, seen_version=seen)
    assert moves(counter, case_id) == before


@pytest.mark.parametrize(
    ("login", "act"), [("clerk", "claim"), ("issuer", "claim"), ("supervisor", "claim")]
)
def test_who_has_no_such_duty_is_told_who_has(counter: Counter, login: str, act: str) -> None:
    case_id = counter.accepted()
    counter.at().approval.assign(case_id)
    with pytest.raises(NotPermitted, match="只有承办人、分管领导"):
        getattr(counter.at(login).approval, act)(case_id)


def test_a_reviewer_proposes_and_does_not_decide(counter: Counter) -> None:
    case_id = proposed(counter)
    with pytest.raises(NotPermitted, match="只有分管领导、机关负责人能准予"):
        counter.at("reviewer").approval.approve(case_id, GRANTED)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (Decision("准" * 10_000), "decision.content", "这一栏最多 500 个字"),
        (Decision("准予\x07"), "decision.content", "第 3 个字符"),
        (Decision("准予", basis="法" * 501), "decision.basis", "最多 500"),
        (Decision("准予", certificate="号" * 201), "decision.certificate", "最多 200"),
        (Decision("准予", validity="自\ud800起"), "decision.validity", "第 2 个字符"),
    ],
    ids=["too long", "control sign", "long basis", "long number", "half a character"],
)
def test_what_no_paper_takes_is_refused_at_its_field(
    counter: Counter, typed: Decision, field: str, sentence: str
) -> None:
    case_id = proposed(counter)
    with pytest.raises(DomainError, match=sentence) as refused:
        counter.at("approver").approval.approve(case_id, typed)
    assert refused.value.field == field
    assert counter.at().lookup.case(case_id).case.state is CaseState.PROPOSED


def test_an_opinion_is_an_opinion_and_no_book(counter: Counter) -> None:
    case_id = counter.accepted()
    counter.at("reviewer").approval.claim(case_id)
    for opinion, sentence in (("", "还没写意见"), ("长" * 10_000, "最多 500 个字")):
        with pytest.raises(DomainError, match=sentence):
            counter.at("reviewer").approval.propose(case_id, opinion)


def test_a_character_that_no_font_has_stops_the_decision_before_its_number(
    counter: Counter,
) -> None:
    case_id = proposed(counter)
    with pytest.raises(DomainError, match=r"U\+10FFFD"):
        counter.at("approver").approval.approve(case_id, Decision("准予\U0010fffd"))
    receipt = counter.at("approver").approval.approve(case_id, GRANTED)
    assert receipt.papers[0].number == "云溪准〔2026〕1号"


def test_the_longest_statements_still_come_out_on_paper(counter: Counter) -> None:
    case_id = proposed(counter)
    longest = Decision("准" * 500, basis="法" * 500, validity="期" * 200, certificate="号" * 200)
    receipt = counter.at("approver").approval.approve(case_id, longest)
    assert "准" * 400 in counter.paper(receipt, "approval")
