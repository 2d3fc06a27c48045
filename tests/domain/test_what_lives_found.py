"""What the random lives found (lives/): each rule once in plain words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.builders import (
    ALONE,
    APPROVER,
    CLERK,
    HEAD,
    MINUTE,
    NOW,
    OTHER_REVIEWER,
    REVIEWER,
    assigned,
    claimed,
    handed_in,
    proposed,
    received,
)
from tests.domain.lives.days import CALENDARS, MARKS, day_of
from tests.domain.lives.kinds import NAMES
from tests.domain.lives.life import Life
from tests.domain.lives.people import ITEMS, STRANGER
from windowdesk.domain.case import Case
from windowdesk.domain.custody import originals_in_house, originals_of
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.referral_clocks import review_clock
from windowdesk.domain.review_turns import HearingNotice, Inspection, ProcedurePlan
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import DecisionChange

HOUR = timedelta(hours=2)
TODAY = day_of(NOW)
SEEN = Inspection(("宁小雨", "代永康"), "白石村", "与图一致", TODAY, "核1号")
PLAN = ProcedurePlan(
    "鉴定", "《行政许可法》第四十五条", "县质安站", TODAY, TimeLimit(10, LimitUnit.WORKDAY), "开裂"
)


def holder(case: Case) -> dict[str, str]:
    return {one.code: one.holder or f"/{one.holder_name}" for one in originals_of(case)}


def test_an_act_on_a_case_that_nobody_has_in_hand_takes_it() -> None:
    case, later = claimed(), NOW + HOUR
    case.inspect(SEEN, by=OTHER_REVIEWER, at=later)
    assert [e.move for e in case.new_events[-2:]] == [Move.TAKE_OVER, Move.INSPECT]
    assert case.holder_at(later) == OTHER_REVIEWER.login


def test_who_may_not_claim_a_case_does_not_take_it_by_an_act_either() -> None:
    case = claimed()
    case.hand_over(OTHER_REVIEWER, reason="调走了", by=HEAD, at=NOW)
    case._let_go()
    before = replace(case, new_events=list(case.new_events))
    with pytest.raises(DomainError, match="这件归农业农村办"):
        case.propose("拟同意", by=STRANGER, at=NOW)
    assert case == before


def test_who_takes_up_again_what_he_handed_on_has_not_opened_it_as_the_next() -> None:
    case = proposed()
    case.take_over(by=REVIEWER, at=NOW + MINUTE, reason="")
    assert not case.opened_by_next
    case.pull_back(by=REVIEWER, at=NOW + MINUTE)
    assert case.state is CaseState.REVIEWING


def test_a_late_material_goes_back_where_it_was_when_its_receipt_is_taken_back() -> None:
    life = Life("town", frozenset({"M02"}), promised=False)
    life.press("accept_deficient", "wenxiu", "good")
    before = holder(life.case)
    life.press("fill_gap", "wenxiu", "all")
    assert holder(life.case)["M02"] == "wenxiu"
    life.press("reverse", "wenxiu", "good")
    assert holder(life.case) == before
    assert life.case.open_gaps == (NAMES["M02"],)


def test_what_was_to_come_late_is_missing_again_when_that_is_taken_back() -> None:
    life = Life("town", frozenset({"M02"}), promised=False)
    before = life.case.application.materials
    life.press("accept_deficient", "wenxiu", "good")
    life.press("reverse", "wenxiu", "good")
    assert life.case.application.materials == before


def test_what_came_back_from_the_applicant_stays_when_more_comes_in() -> None:
    life = Life("town", frozenset({"M02"}), promised=False)
    life.press("accept_deficient", "wenxiu", "good")
    life.press("return_originals", "wenxiu", "all")
    assert originals_in_house(life.case) == ()
    life.press("originals_back", "wenxiu", "all")
    life.press("fill_gap", "wenxiu", "all")
    assert set(holder(life.case).values()) == {"wenxiu"}


def test_a_proposed_procedure_waits_on_while_another_one_begins() -> None:
    case = claimed(ITEMS["town"])
    case.ask_procedure(PLAN, by=REVIEWER, at=NOW)
    plan = replace(PLAN, name="听证")
    notice = HearingNotice(("杨正明",), "采光", "利1号", "听1号", TODAY, NOW, REVIEWER.name)
    case.notify_interested(notice, plan, by=REVIEWER, at=NOW + MINUTE)
    assert case.turns.asked_procedure == PLAN
    case.reverse(case.new_events, reason="点错了", by=REVIEWER, at=NOW + 2 * MINUTE)
    assert case.turns.asked_procedure == PLAN
    case.suspend(PLAN, number="特1号", by=APPROVER, at=NOW + 3 * MINUTE)
    assert case.turns.asked_procedure is None


def test_a_newer_calendar_moves_the_review_of_the_township_only_by_an_event() -> None:
    # Days off in March are announced late.
    at, item = datetime(2026, 3, 2, 2, tzinfo=UTC), ITEMS["county"]
    case = received(item, at=at, materials=handed_in(item=item))
    case.turns = replace(case.turns, calendar_mark=MARKS[1])
    case.accept(by=CLERK, at=at)
    old, new = (review_clock(case, CALENDARS[n], day_of(at)) for n in (1, 2))
    assert old is not None
    assert new is not None
    assert old.proof.due == new.proof.due


def test_what_is_not_decided_is_told_so_when_it_is_to_be_corrected() -> None:
    change = DecisionChange(
        revoked=False,
        reason="写错",
        basis="第六十九条",
        content="准予",
        earlier_number="准1号",
        number="更1号",
        at=NOW,
        by=HEAD.login,
    )
    with pytest.raises(DomainError, match="不能更正决定"):
        assigned().correct_decision(change, by=ALONE)
