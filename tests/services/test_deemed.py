"""Silence accepts: after five working days without a word, back-dated, once a case."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest

from tests.factories import NOW
from tests.services.counter import Counter
from tests.services.test_window_outcomes import (
    BACK,
    BOTH,
    NO_NEED,
    PHONE,
    is_clean,
    moves,
    outcomes,
    received,
)
from windowdesk.domain.errors import DomainError
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.entry import with_missing

DAY = timedelta(days=1)
# Received on a Friday: the fifth working day is the Friday after.
LAST_DAY, FIRST_DAY_AFTER = 7 * DAY, 8 * DAY


def test_on_the_fifth_working_day_nothing_is_accepted_by_silence(counter: Counter) -> None:
    case_id = received(counter)
    counter.pass_time(LAST_DAY)
    assert counter.at().silence.sweep().recorded == ()
    assert counter.at().lookup.case(case_id).case.state is CaseState.RECEIVED


def test_on_the_day_after_the_case_counts_as_accepted_on_the_day_of_receipt(
    counter: Counter,
) -> None:
    case_id = received(counter, "card")
    counter.pass_time(FIRST_DAY_AFTER)
    (receipt,) = counter.at("supervisor").silence.sweep().recorded
    assert (receipt.case_id, receipt.state) == (case_id, CaseState.DEEMED_ACCEPTED)
    # Eight working days from receipt, not from the day on which it was found.
    assert receipt.due_on == date(2026, 12, 2)
    view = counter.at().lookup.case(case_id)
    assert view.case.accepted_at == NOW
    assert view.case.outcomes.deemed_at == NOW + FIRST_DAY_AFTER
    event = view.events[-1]
    assert (event.move, event.actor.name, event.actor.login) == (
        Move.DEEM_ACCEPTED,
        "系统",
        "supervisor",
    )
    assert event.detail["notice_due"] == "2026-11-27"
    assert event.detail["accepted_at"] == NOW.isoformat()
    assert is_clean(counter)


def test_a_case_that_is_being_corrected_is_accepted_by_silence_too(counter: Counter) -> None:
    case_id = received(counter)
    outcomes(counter).start_correction(case_id, "电话写错")
    counter.pass_time(FIRST_DAY_AFTER)
    (receipt,) = counter.at().silence.sweep().recorded
    assert (receipt.case_id, receipt.state) == (case_id, CaseState.DEEMED_ACCEPTED)


def test_whoever_was_told_something_in_time_is_not_accepted_by_silence(counter: Counter) -> None:
    own = outcomes(counter)
    own.refuse(received(counter), NO_NEED)
    own.request_supplement(received(counter, "card"), BOTH)
    own.take_back(received(counter), BACK, "", signed=True)
    counter.accepted()
    counter.pass_time(60 * DAY)
    assert counter.at().silence.sweep().recorded == ()


ANSWERS = {
    "refuse": lambda c, i: outcomes(c).refuse(i, NO_NEED),
    "supplement": lambda c, i: outcomes(c).request_supplement(i, BOTH),
    "correct": lambda c, i: outcomes(c).correct_on_spot(i, (PHONE,), "段"),
    "accept": lambda c, i: c.at().acceptance.accept(i),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_after_the_last_day_nothing_else_can_be_said(counter: Counter, answer: str) -> None:
    case_id = received(counter)
    counter.pass_time(FIRST_DAY_AFTER)
    with pytest.raises(DomainError, match="即为受理"):
        ANSWERS[answer](counter, case_id)
    assert moves(counter, case_id) == [Move.RECEIVE]


@pytest.mark.parametrize("answer", ANSWERS)
def test_on_the_last_day_everything_can_still_be_said(counter: Counter, answer: str) -> None:
    case_id = received(counter)
    counter.pass_time(LAST_DAY)
    ANSWERS[answer](counter, case_id)
    assert is_clean(counter)


def test_a_second_look_finds_nothing_more(counter: Counter) -> None:
    received(counter)
    counter.pass_time(FIRST_DAY_AFTER)
    assert len(counter.at().silence.sweep().recorded) == 1
    assert counter.at("supervisor").silence.sweep().recorded == ()


def test_an_administrator_records_nothing(counter: Counter) -> None:
    received(counter)
    counter.pass_time(FIRST_DAY_AFTER)
    assert not counter.at("admin").silence.may_record
    assert counter.at("admin").silence.sweep().recorded == ()


def test_what_silence_accepted_stays_in_sight_for_a_week(counter: Counter) -> None:
    case_id = received(counter)
    counter.pass_time(FIRST_DAY_AFTER)
    silence = counter.at().silence
    assert silence.deemed_since() == ()
    silence.sweep()
    assert [row.case_id for row in silence.deemed_since()] == [case_id]
    counter.pass_time(8 * DAY)
    assert silence.deemed_since() == ()
    assert len(silence.deemed_since(NOW)) == 1


def test_two_programs_that_look_together_record_each_case_once(counter: Counter) -> None:
    for _ in range(30):
        received(counter)
    counter.pass_time(FIRST_DAY_AFTER)
    sessions = [counter.new_session(login) for login in ("clerk", "clerk2", "supervisor")]
    found: list[list[int]] = [[] for _ in sessions]

    def look(place: int) -> None:
        found[place] = [r.case_id for r in sessions[place].silence.sweep().recorded]

    threads = [Thread(target=look, args=(place,)) for place in range(len(sessions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    recorded = [case_id for one in found for case_id in one]
    assert len(recorded) == len(set(recorded)) == 30
    assert is_clean(counter)


def test_more_cases_than_a_page_are_found_in_one_look(counter: Counter) -> None:
    application = counter.application()
    lacking = replace(
        application, materials=with_missing(application.materials, frozenset(("card",)))
    )
    for _ in range(210):
        counter.at().acceptance.receive(lacking)
    counter.pass_time(FIRST_DAY_AFTER)
    assert len(counter.at().silence.sweep().recorded) == 210
    assert is_clean(counter)


def test_silence_is_not_taken_back(counter: Counter) -> None:
    case_id = received(counter)
    counter.pass_time(FIRST_DAY_AFTER)
    counter.at().silence.sweep()
    with pytest.raises(DomainError, match="“视为受理”不能收回"):
        outcomes(counter).reverse(case_id, "不想")


def test_a_last_day_in_a_year_without_calendar_proves_nothing(counter: Counter) -> None:
    counter.pass_time(40 * DAY)  # 30 December: the fifth working day lies in 2027
    case_id = received(counter)
    counter.pass_time(30 * DAY)
    assert counter.at().silence.sweep().recorded == ()
    assert counter.at().lookup.case(case_id).case.state is CaseState.RECEIVED


def test_materials_that_nobody_had_checked_are_settled_afterwards(counter: Counter) -> None:
    case_id = received(counter, "card")
    silence = counter.at().silence
    view = counter.at().lookup.case(case_id)
    checked = counter.at().acceptance.completed(view.case)
    with pytest.raises(DomainError, match="视为受理"):
        silence.settle_materials(case_id, checked)
    counter.pass_time(FIRST_DAY_AFTER)
    silence.sweep()
    silence.settle_materials(case_id, checked)
    assert counter.at().lookup.case(case_id).case.missing_materials == ()
    assert moves(counter, case_id)[-1] is Move.NOTE
    assert is_clean(counter)
