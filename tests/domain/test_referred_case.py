"""Referral up to the county: who may, what goes up, what comes back (domain.md §1.3, S10)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.domain.builders import (
    APPROVER,
    CLERK,
    ISSUER,
    ITEM,
    NOW,
    REVIEWER,
    accepted,
    claimed,
    handed_in,
    received,
)
from tests.factories import make_calendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import delivery_proof
from windowdesk.domain.case_record import Decision
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import DecidedLevel
from windowdesk.domain.local_time import local_date
from windowdesk.domain.referral_clocks import county_proof, review_clock
from windowdesk.domain.referred_case import CountyDecision
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.domain.turns import NO_TURNS

COUNTY = replace(ITEM, decided_level=DecidedLevel.COUNTY, organ="青岫县民政局")
ORGAN, NUMBER = "青岫县民政局", "云岭便报〔2026〕9号"
DAY = timedelta(days=1)
YES = CountyDecision(
    approved=True,
    number="青民决〔2026〕31号",
    decided_on=date(2026, 11, 25),
    decision=Decision("准予发放"),
    received=True,
)
NO = replace(YES, approved=False, decision=Decision("不予发放", reason="家庭收入超过标准"))


def referred(at: datetime = NOW) -> Case:
    case = accepted(COUNTY)
    case.refer_up(ORGAN, "材料属实，拟同意", NUMBER, by=CLERK, at=at)
    return case


def test_the_window_reports_up_what_the_county_decides() -> None:
    case = referred()
    assert case.state is CaseState.REFERRED_UP
    (referral,) = case.turns.referrals
    assert (referral.organ, referral.number, referral.is_away) == (ORGAN, NUMBER, True)
    assert [one.name for one in referral.sent] == []


def test_the_township_reports_up_out_of_its_review_and_lets_go() -> None:
    case = claimed(COUNTY)
    case.take_over(by=APPROVER, at=NOW, reason="上报")
    case.refer_up(ORGAN, "拟同意", NUMBER, by=APPROVER, at=NOW)
    assert (case.state, case.holder) == (CaseState.REFERRED_UP, "")
    assert case.new_events[-1].cause == f"上报{ORGAN}。初审意见：拟同意"


@pytest.mark.parametrize(
    ("organ", "opinion", "item", "says"),
    [
        ("", "拟同意", COUNTY, "哪个县级部门"),
        (ORGAN, " ", COUNTY, "初审意见"),
        (ORGAN, "拟同意", ITEM, "本级决定"),
    ],
)
def test_a_referral_names_organ_and_opinion_and_only_what_the_county_decides_goes_up(
    organ: str, opinion: str, item: Item, says: str
) -> None:
    case = accepted(item)
    with pytest.raises(DomainError, match=says):
        case.refer_up(organ, opinion, NUMBER, by=CLERK, at=NOW)
    assert (case.state, case.turns) == (CaseState.ACCEPTED, NO_TURNS)


def with_paper() -> Case:
    materials = tuple(
        replace(m, originals=n, copies=1, pages=2)
        for m, n in zip(handed_in(item=COUNTY), (1, 1, 0), strict=True)
    )
    case = received(COUNTY, materials=materials)
    case.accept(by=CLERK, at=NOW)
    return case


def test_everything_goes_up_and_the_originals_with_it() -> None:
    case = with_paper()
    case.refer_up(ORGAN, "拟同意", NUMBER, by=CLERK, at=NOW)
    sent = case.turns.referrals[-1].sent
    assert [(one.name, one.originals, one.copies) for one in sent] == [
        ("申请表", 1, 1),
        ("户口簿", 1, 1),
        ("照片", 0, 1),
    ]
    assert {(one.holder, one.holder_name) for one in case.turns.originals} == {("", ORGAN)}


def test_what_somebody_else_holds_stays_with_him_and_the_list_says_so() -> None:
    case = with_paper()
    case.assign(by=CLERK, at=NOW)
    case.claim(by=APPROVER, at=NOW)
    case.refer_up(ORGAN, "拟同意", NUMBER, by=APPROVER, at=NOW)
    form = case.turns.referrals[-1].sent[0]
    assert form.originals == 0
    assert form.note.endswith("处，另送")
    assert all(one.holder == CLERK.login for one in case.turns.originals)


@pytest.mark.parametrize(
    ("county", "state", "by"),
    [(YES, CaseState.APPROVED, ISSUER), (NO, CaseState.DENIED, REVIEWER)],
)
def test_the_result_of_the_county_is_entered_with_number_and_date(
    county: CountyDecision, state: CaseState, by: Actor
) -> None:
    case = referred()
    case.county_decided(county, by=by, at=NOW + 7 * DAY)
    assert case.state is state
    assert (case.decider_name, case.decision) == (ORGAN, county.decision)
    (referral,) = case.turns.referrals
    assert (referral.result_number, referral.decided_on) == (county.number, county.decided_on)
    assert not referral.is_away


def test_the_days_for_delivery_run_from_the_day_of_the_countys_decision() -> None:
    case = referred()
    case.county_decided(YES, by=ISSUER, at=NOW + 7 * DAY)
    proof = delivery_proof(case, make_calendar())
    assert proof is not None
    assert (proof.start, proof.due) == (YES.decided_on, date(2026, 12, 9))


def test_a_decision_of_the_same_day_is_not_earlier_than_the_referral() -> None:
    case = referred()
    case.county_decided(replace(YES, decided_on=local_date(NOW)), by=ISSUER, at=NOW)
    assert case.decided_at == NOW


@pytest.mark.parametrize(
    ("spoiled", "says"),
    [
        (replace(YES, decided_on=date(2026, 11, 19)), "比上报（2026年11月20日）还早"),
        (replace(YES, decided_on=date(2026, 12, 30)), "今天以后"),
        (replace(YES, number=""), "文号"),
        (replace(YES, received=False), "原件"),
    ],
)
def test_the_result_needs_number_a_day_that_can_be_and_the_original(
    spoiled: CountyDecision, says: str
) -> None:
    case = referred()
    with pytest.raises(DomainError, match=says):
        case.county_decided(spoiled, by=ISSUER, at=NOW + 7 * DAY)
    assert case.state is CaseState.REFERRED_UP


def test_originals_come_back_with_the_result() -> None:
    case = with_paper()
    case.refer_up(ORGAN, "拟同意", NUMBER, by=CLERK, at=NOW)
    case.county_decided(replace(YES, originals_back=True), by=ISSUER, at=NOW + 7 * DAY)
    assert {one.holder for one in case.turns.originals} == {ISSUER.login}


def test_the_county_sends_back_for_more_and_the_review_goes_on() -> None:
    case = referred()
    case.county_returned(
        "收入核对结果过期", ("收入核对报告",), originals_back=False, by=CLERK, at=NOW + 7 * DAY
    )
    assert (case.state, case.holder) == (CaseState.REVIEWING, "")
    assert case.turns.referrals[-1].returned == "收入核对结果过期"
    case.take_over(by=APPROVER, at=NOW + 8 * DAY, reason="再报")
    case.refer_up(ORGAN, "已补核", "云岭便报〔2026〕10号", by=APPROVER, at=NOW + 8 * DAY)
    assert [one.number for one in case.turns.referrals] == [NUMBER, "云岭便报〔2026〕10号"]


def test_art_35_nobody_is_asked_again_for_a_paper_that_went_up() -> None:
    case = with_paper()
    case.refer_up(ORGAN, "拟同意", NUMBER, by=CLERK, at=NOW)
    with pytest.raises(DomainError, match=r"户口簿.*第三十五条"):
        case.county_returned("再交一份", ("户口簿",), originals_back=False, by=CLERK, at=NOW + DAY)
    assert case.state is CaseState.REFERRED_UP


@pytest.mark.parametrize("state", [CaseState.REFERRED_UP, CaseState.REVIEWING])
def test_art_35_no_supplement_is_asked_for_once_a_case_went_up(state: CaseState) -> None:
    case = referred()
    case.state = state
    assert case.turns.referrals
    assert (state, Move.REQUEST_SUPPLEMENT) not in TRANSITIONS


def test_the_townships_review_ends_with_the_referral_and_leaves_out_the_days_at_the_county() -> (
    None
):
    calendar = make_calendar()
    case = referred()
    first = review_clock(case, calendar, date(2026, 11, 24))
    assert first is not None
    assert (first.ended_on, first.proof.due) == (date(2026, 11, 20), date(2026, 12, 18))
    # Monday to Friday lie with the county: five working days that are not the township's.
    case.county_returned("补核", (), originals_back=False, by=CLERK, at=NOW + 7 * DAY)
    second = review_clock(case, calendar, date(2026, 11, 30))
    assert second is not None
    assert (second.ended_on, second.proof.due) == (None, date(2026, 12, 25))
    assert not second.is_late(date(2026, 12, 25))
    assert second.is_late(date(2026, 12, 26))


def test_the_county_has_a_clock_of_its_own_from_the_day_of_the_referral() -> None:
    calendar = make_calendar()
    case = referred(NOW + 3 * DAY)
    proof = county_proof(case, calendar)
    assert proof is not None
    assert (proof.start, proof.due) == (date(2026, 11, 23), date(2026, 12, 21))
    case.county_decided(YES, by=ISSUER, at=NOW + 7 * DAY)
    assert county_proof(case, calendar) is None


def test_what_the_township_decides_has_no_review_clock() -> None:
    assert review_clock(accepted(ITEM), make_calendar(), date(2026, 11, 24)) is None


UNDONE = {
    "refer_up": lambda: (
        with_paper(),
        lambda c, at: c.refer_up(ORGAN, "拟同意", NUMBER, by=CLERK, at=at),
    ),
    "approved": lambda: (
        referred(),
        lambda c, at: c.county_decided(replace(YES, decided_on=local_date(NOW)), by=CLERK, at=at),
    ),
    "returned": lambda: (
        referred(),
        lambda c, at: c.county_returned("补核", (), originals_back=True, by=CLERK, at=at),
    ),
}


@pytest.mark.parametrize("which", UNDONE)
def test_a_step_of_the_referral_that_was_a_slip_is_taken_back_without_a_trace(which: str) -> None:
    case, act = UNDONE[which]()
    at = NOW + timedelta(minutes=3)
    before = (
        case.state,
        case.decision,
        case.decided_at,
        case.turns.referrals,
        case.turns.originals,
    )
    act(case, at)
    case.reverse(case.new_events, reason="点错了", by=CLERK, at=at + timedelta(minutes=1))
    after = (
        case.state,
        case.decision,
        case.decided_at,
        case.turns.referrals,
        case.turns.originals,
    )
    assert after == before
