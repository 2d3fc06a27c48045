"""Which clock of a case runs, and what its light says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.builders import (
    APPROVER,
    ISSUER,
    ITEM,
    NOW,
    YES,
    accepted,
    approved,
    claimed,
    proposed,
    received,
)
from windowdesk.assets import Assets
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import (
    closed,
    delivery_proof,
    notice_proof,
    promise_proof,
    promised_limit,
    running_light,
    running_proof,
    statutory_limit,
    statutory_proof,
)
from windowdesk.domain.clock import ClockPause, Light, LightReading
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.states import CaseState
from windowdesk.services.calendar_content import load_calendar

TODAY = date(2026, 11, 20)
WEEK = TimeLimit(5, LimitUnit.WORKDAY)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(Assets())


def ready() -> Case:
    case = approved()
    case.make_ready(by=ISSUER, at=NOW, pickup_code="004711")
    return case


def delivered() -> Case:
    case = ready()
    case.deliver(
        mode="direct", receiver="段桂兰", identity_checked=True, note="", by=ISSUER, at=NOW
    )
    return case


@pytest.mark.parametrize(
    ("begin", "due"),
    [
        (received, "2026-11-27"),
        (accepted, "2026-12-04"),
        (claimed, "2026-12-04"),
        (proposed, "2026-12-04"),
        (approved, "2026-12-04"),
        (ready, "2026-12-04"),
    ],
)
def test_five_days_for_the_notice_then_the_promise_then_ten_days_for_delivery(
    calendar: WorkCalendar, begin: Callable[[], Case], due: str
) -> None:
    proof = running_proof(begin(), calendar, TODAY)
    assert proof is not None
    assert proof.due == date.fromisoformat(due)


def test_the_statutory_clock_runs_beside_the_promise(calendar: WorkCalendar) -> None:
    case = accepted()
    statutory = statutory_proof(case, calendar, TODAY)
    assert statutory is not None
    assert statutory.due == date(2026, 12, 18)


def test_before_acceptance_and_decision_their_clocks_do_not_run(calendar: WorkCalendar) -> None:
    case = received()
    assert promise_proof(case, calendar, TODAY) is None
    assert statutory_proof(case, calendar, TODAY) is None
    assert delivery_proof(case, calendar) is None


def test_a_day_begins_at_midnight_of_the_counter_not_of_greenwich(calendar: WorkCalendar) -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert notice_proof(received(at=late), calendar).start == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("promised", "statutory", "told", "by_law"),
    [
        (WEEK, ITEM.statutory_limit, WEEK, ITEM.statutory_limit),
        (None, WEEK, WEEK, WEEK),
        (WEEK, None, WEEK, WEEK),
    ],
)
def test_one_limit_stands_in_for_the_other(
    promised: TimeLimit | None,
    statutory: TimeLimit | None,
    told: TimeLimit,
    by_law: TimeLimit,
) -> None:
    item = replace(ITEM, promised_limit=promised, statutory_limit=statutory)
    assert promised_limit(item) == told
    assert statutory_limit(item) == by_law


def test_an_extension_adds_its_days_to_both_clocks(calendar: WorkCalendar) -> None:
    case = accepted()
    case.extension_days = 10
    promise = promise_proof(case, calendar, TODAY)
    statutory = statutory_proof(case, calendar, TODAY)
    assert promise is not None
    assert statutory is not None
    assert (promise.due, statutory.due) == (date(2026, 12, 18), date(2027, 1, 1))
    assert statutory.provisional


def test_a_paused_case_is_grey_with_the_days_used(calendar: WorkCalendar) -> None:
    case = claimed()
    case.state = CaseState.SUSPENDED
    case.pauses = (ClockPause(date(2026, 11, 25), None, "鉴定"),)
    later = date(2027, 3, 1)
    assert running_light(case, calendar, later) == LightReading(Light.GREY, "不计时", "已用 2 日")


def test_a_running_pause_is_taken_to_end_today_at_the_earliest() -> None:
    first = date(2026, 11, 25)
    over = ClockPause(date(2026, 11, 2), date(2026, 11, 3), "公示")
    running = ClockPause(first, None, "鉴定")
    today = date(2026, 11, 30)
    assert closed((over, running), today) == (over, replace(running, last=today))
    assert closed((running,), TODAY) == (replace(running, last=first),)


def test_a_late_case_is_red_and_a_delivered_one_blue(calendar: WorkCalendar) -> None:
    late = date(2026, 12, 8)
    assert running_light(claimed(), calendar, late) == LightReading(Light.RED, "超 2 日", "12月4日")
    assert running_light(delivered(), calendar, late) == LightReading(Light.BLUE, "已办结", "")


def test_a_case_that_waits_for_supplements_is_neither_closed_nor_late(
    calendar: WorkCalendar,
) -> None:
    case = received()
    case.state = CaseState.AWAITING_SUPPLEMENT
    later = TODAY + timedelta(days=60)
    assert running_light(case, calendar, later) == LightReading(Light.GREY, "不计时", "待补正")


def test_the_clock_of_delivery_starts_with_the_decision(calendar: WorkCalendar) -> None:
    case = proposed()
    case.approve(YES, by=APPROVER, at=NOW + timedelta(days=3))
    proof = delivery_proof(case, calendar)
    assert proof is not None
    assert (proof.start, proof.due) == (date(2026, 11, 23), date(2026, 12, 7))
