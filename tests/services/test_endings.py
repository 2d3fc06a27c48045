"""Ending a case without a decision, and putting a decision right by a paper that names it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.counter import FOR_ORGANISATIONS, ORGANISATION, PERSON, PROMISE, Counter
from windowdesk.domain.case import Decision
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.outcomes import Gap, SupplementRequest
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import EndCause
from windowdesk.services.acting import ActReceipt
from windowdesk.services.endings import ChangeEntry, EndingEntry
from windowdesk.services.entry import with_missing
from windowdesk.services.issuance import Delivery, DeliveryMode

S = CaseState
DEATH = EndingEntry(EndCause.DECEASED, "申请人已经死亡", "2026年11月18日的死亡证明")
SERVED = Delivery(DeliveryMode.DIRECT, PERSON.name, identity_checked=True)
WRONG = ChangeEntry("决定书把补贴标准写错", "《行政许可法》第六十九条", "准予发放补贴，每月 110 元")


def accepted(counter: Counter) -> int:
    return counter.accepted()


def assigned(counter: Counter) -> int:
    case_id = counter.accepted()
    counter.at("approver").approval.assign(case_id)
    return case_id


def reviewing(counter: Counter) -> int:
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    return case_id


def proposed(counter: Counter) -> int:
    case_id = reviewing(counter)
    counter.at("approver").approval.propose(case_id, "材料属实，拟同意")
    return case_id


def decided(counter: Counter) -> int:
    case_id = reviewing(counter)
    counter.at("approver").approval.approve(case_id, Decision("准予发放补贴，每月 100 元"))
    return case_id


def delivered(counter: Counter) -> int:
    case_id = decided(counter)
    counter.pass_time(timedelta(minutes=1))
    counter.at("issuer").issuance.make_ready(case_id)
    counter.pass_time(timedelta(minutes=1))
    counter.at("issuer").issuance.deliver(case_id, SERVED)
    return case_id


def waiting(counter: Counter, until: date | None) -> int:
    """Return a case that waits for a supplement until a told day, or for ever."""
    whole = counter.application()
    lacking = replace(whole, materials=with_missing(whole.materials, frozenset(("card",))))
    gaps = (Gap("card", "残疾人证", "没有交"),)
    own = counter.at().outcomes
    return own.receive_and_request_supplement(lacking, SupplementRequest(gaps, until)).case_id


UNDECIDED = (accepted, assigned, reviewing, proposed)


@pytest.mark.parametrize("begin", UNDECIDED, ids=lambda one: one.__name__)
def test_a_case_is_terminated_from_every_undecided_state_with_cause_and_proof(
    counter: Counter, begin: Callable[[Counter], int]
) -> None:
    case_id = begin(counter)
    receipt = counter.at("approver").endings.terminate(case_id, DEATH)
    assert (receipt.state, receipt.due_on) == (S.TERMINATED, None)
    text = counter.paper(receipt, "termination")
    for fact in (
        "申请人死亡",
        "因申请人已经死亡",
        "2026年11月18日的死亡证明",
        "材料退还",
        PROMISE.name,
    ):
        assert fact in text
    case = counter.at().lookup.case(case_id).case
    assert case.turns.ending is not None
    assert (case.turns.ending.cause, case.holder) == (EndCause.DECEASED, "")


@pytest.mark.parametrize("begin", UNDECIDED, ids=lambda one: one.__name__)
def test_the_applicant_withdraws_from_every_undecided_state(
    counter: Counter, begin: Callable[[Counter], int]
) -> None:
    case_id = begin(counter)
    own = counter.at().outcomes
    returned = own.returnable(counter.at().lookup.case(case_id).case)
    receipt = own.withdraw(case_id, "不办了", signed=True, returned=returned)
    assert receipt.state is S.WITHDRAWN
    ending = counter.at().lookup.case(case_id).case.turns.ending
    assert ending is not None
    assert ending.cause is EndCause.WITHDRAWN


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (replace(DEATH, proof=" "), "死亡证明"),
        (replace(DEATH, reason=""), "理由"),
        (EndingEntry(EndCause.OTHER, "重复申请"), "依据"),
        (EndingEntry(EndCause.GAP_LAPSED, "逾期"), "自己的一步"),
        (EndingEntry(EndCause.ORGANISATION_ENDED, "注销", "注销通知"), "对不上"),
    ],
)
def test_an_ending_without_what_its_cause_needs_is_refused_and_takes_no_number(
    counter: Counter, entry: EndingEntry, says: str
) -> None:
    case_id = reviewing(counter)
    with pytest.raises(DomainError, match=says):
        counter.at("approver").endings.terminate(case_id, entry)
    receipt = counter.at("approver").endings.terminate(case_id, DEATH)
    assert receipt.papers[0].number == "云溪终〔2026〕1号"


def test_an_organisation_ends_and_does_not_die(counter: Counter) -> None:
    case_id = counter.accepted(FOR_ORGANISATIONS, ORGANISATION)
    case = counter.at().lookup.case(case_id).case
    causes = counter.at("approver").endings.causes(case)
    assert EndCause.ORGANISATION_ENDED in causes
    assert EndCause.DECEASED not in causes
    with pytest.raises(DomainError, match="对不上"):
        counter.at("approver").endings.terminate(case_id, DEATH)


def test_only_a_decider_terminates(counter: Counter) -> None:
    with pytest.raises(NotPermitted, match="只有"):
        counter.at().endings.terminate(reviewing(counter), DEATH)


def test_a_termination_just_done_is_taken_back(counter: Counter) -> None:
    case_id = reviewing(counter)
    counter.pass_time(timedelta(minutes=1))
    counter.at("approver").endings.terminate(case_id, DEATH)
    receipt = counter.at("approver").outcomes.reverse(case_id, "点错了")
    assert (receipt.state, receipt.void) == (S.REVIEWING, ("云溪终〔2026〕1号",))
    case = counter.at().lookup.case(case_id).case
    assert (case.turns.ending, case.outcomes.departure) == (None, None)


def test_a_case_ends_before_acceptance_with_its_paper(counter: Counter) -> None:
    case_id = counter.at().acceptance.receive(counter.application()).case_id
    receipt = counter.at().endings.end_before_acceptance(case_id, DEATH)
    assert receipt.state is S.TERMINATED
    assert "申请人已经死亡" in counter.paper(receipt, "termination")


def test_before_acceptance_nothing_is_withdrawn(counter: Counter) -> None:
    case_id = counter.at().acceptance.receive(counter.application()).case_id
    case = counter.at().lookup.case(case_id).case
    assert EndCause.WITHDRAWN not in counter.at().endings.causes(case)
    entry = EndingEntry(EndCause.WITHDRAWN, "不办了", "申请书")
    with pytest.raises(DomainError, match="取回材料"):
        counter.at().endings.end_before_acceptance(case_id, entry)


@pytest.mark.parametrize(("days", "ends"), [(6, False), (7, False), (8, True)])
def test_a_case_lapses_only_after_the_told_day(counter: Counter, days: int, *, ends: bool) -> None:
    case_id = waiting(counter, date(2026, 11, 27))
    counter.pass_time(timedelta(days=days))
    if not ends:
        with pytest.raises(DomainError, match="还没到"):
            counter.at().endings.lapse_supplement(case_id, "逾期未补正")
        return
    receipt = counter.at().endings.lapse_supplement(case_id, "逾期未补正", "《规则》第九条")
    assert receipt.state is S.TERMINATED
    text = counter.paper(receipt, "termination")
    assert "补正材料逾期未提交" in text
    assert "《规则》第九条" in text


def test_without_a_told_period_nothing_lapses(counter: Counter) -> None:
    case_id = waiting(counter, None)
    counter.pass_time(timedelta(days=40))
    with pytest.raises(DomainError, match="还没到"):
        counter.at().endings.lapse_supplement(case_id, "逾期未补正")


def test_a_case_may_be_kept_waiting_and_says_how_the_applicant_was_reminded(
    counter: Counter,
) -> None:
    case_id = waiting(counter, date(2026, 11, 27))
    counter.pass_time(timedelta(days=10))
    with pytest.raises(DomainError, match="怎么通知"):
        counter.at().endings.remind_supplement(case_id, " ")
    receipt = counter.at().endings.remind_supplement(case_id, "打电话，下周一带来")
    assert receipt.state is S.AWAITING_SUPPLEMENT
    assert counter.at().lookup.case(case_id).events[-1].cause == "打电话，下周一带来"


def corrected(counter: Counter, case_id: int) -> ActReceipt:
    """Correct the decision some time after it: papers of one moment have no order."""
    counter.pass_time(timedelta(minutes=1))
    receipt = counter.at("head").endings.correct_decision(case_id, WRONG)
    counter.pass_time(timedelta(minutes=1))
    return receipt


@pytest.mark.parametrize("begin", [decided, delivered], ids=lambda one: one.__name__)
def test_a_decision_is_put_right_by_a_paper_that_names_it_and_served_anew(
    counter: Counter, begin: Callable[[Counter], int]
) -> None:
    case_id = begin(counter)
    counter.pass_time(timedelta(days=3))
    receipt = corrected(counter, case_id)
    assert receipt.state is S.APPROVED
    text = counter.paper(receipt, "decision_correction")
    for fact in (
        "云溪准〔2026〕1号",
        "每月100元",
        "每月110元",
        "《行政许可法》第六十九条",
        "60日内",
    ):
        assert fact in text.replace(" ", "")
    # Ten working days for delivery run anew (Permit Law art. 44).
    assert receipt.due_on == date(2026, 12, 7)
    case = counter.at().lookup.case(case_id).case
    assert case.decision is not None
    assert case.decision.content == "准予发放补贴，每月 110 元"
    assert (case.delivered_at, case.handed_over, case.pickup_code) == (None, False, "")
    ready = counter.at("issuer").issuance.make_ready(case_id)
    assert "更正决定书" in counter.paper(ready, "pickup")
    served = counter.paper(
        counter.at("issuer").issuance.deliver(case_id, SERVED), "delivery_receipt"
    )
    assert "云溪更〔2026〕1号" in served
    # What he has in hand already is not served twice.
    assert ("云溪准〔2026〕1号" in served) is (begin is decided)


def test_a_decision_that_was_put_right_is_revoked_by_naming_the_newer_paper(
    counter: Counter,
) -> None:
    case_id = delivered(counter)
    corrected(counter, case_id)
    entry = ChangeEntry("申请人隐瞒收入", "《行政许可法》第六十九条", "已发补贴由民政办追回")
    receipt = counter.at("head").endings.revoke_decision(case_id, entry)
    text = counter.paper(receipt, "decision_revocation")
    assert "云溪更〔2026〕1号" in text
    assert "已发补贴由民政办追回" in text
    with pytest.raises(DomainError, match="已经撤销"):
        corrected(counter, case_id)


def test_a_denial_is_not_put_right_here(counter: Counter) -> None:
    case_id = reviewing(counter)
    denial = Decision("不予批准", reason="不符合条件", basis="《办法》第六条")
    counter.at("approver").approval.deny(case_id, denial)
    counter.at("issuer").issuance.make_ready(case_id)
    counter.at("issuer").issuance.deliver(case_id, SERVED)
    with pytest.raises(DomainError, match="重新申请"):
        corrected(counter, case_id)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (replace(WRONG, basis=""), "依据"),
        (replace(WRONG, reason=" "), "理由"),
        (replace(WRONG, content=""), "更正后"),
    ],
)
def test_a_correction_says_why_on_what_and_how_it_reads_now(
    counter: Counter, entry: ChangeEntry, says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        counter.at("head").endings.correct_decision(decided(counter), entry)


def test_only_the_head_puts_a_decision_right(counter: Counter) -> None:
    with pytest.raises(NotPermitted, match="机关负责人"):
        counter.at("approver").endings.correct_decision(decided(counter), WRONG)
