"""A date put right afterwards: the case is priced again, and both due dates stay in sight."""

from datetime import date, time, timedelta

import pytest

from tests.services.counter import PROMISE, Counter
from windowdesk.domain.clock import Light
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import DateField
from windowdesk.services.date_correction import WantedDate
from windowdesk.services.session import Session
from windowdesk.services.verification import Verification


def wanted(
    session: Session, days_ago: int, which: DateField = DateField.ACCEPTED, at: time | None = None
) -> WantedDate:
    """Return a date some days before today, with all that a correction asks for."""
    day = session.lookup.today() - timedelta(days=days_ago)
    return WantedDate(which, day, at, "登记时把日期写错了", "收件登记簿第 12 页")


def test_a_corrected_acceptance_prices_the_case_again_and_keeps_both_dates(
    either: Counter,
) -> None:
    head = either.at("head")
    case_id = either.accepted(PROMISE)
    before = head.lookup.case(case_id)
    # Two dates are wrong: what was received later cannot have been accepted earlier.
    head.dates.correct(case_id, wanted(head, 21, DateField.RECEIVED, time(9, 0)))
    receipt = head.dates.correct(case_id, wanted(head, 21, at=time(9, 30)))
    after = head.lookup.case(case_id)
    assert before.promise is not None
    assert after.promise is not None
    assert after.promise.start == head.lookup.today() - timedelta(days=21)
    assert after.promise.due < before.promise.due
    assert receipt.due_on == after.promise.due
    _received, accepted = after.case.turns.dates
    assert (accepted.due_before, accepted.due_after) == (before.promise.due, after.promise.due)
    assert accepted.before == before.case.accepted_at
    assert after.light.light is Light.RED
    assert [event.move for event in after.events[-2:]] == [Move.CORRECT_DATE] * 2
    assert Verification(either.at("supervisor").bench).run().is_clean


def test_what_is_foreseen_is_what_comes(counter: Counter) -> None:
    head, case_id = counter.at("head"), counter.accepted(PROMISE)
    asked = wanted(head, 0, at=time(10, 0))
    with pytest.raises(DomainError, match="受理不能早于收件"):
        head.dates.foresee(case_id, asked)
    head.dates.correct(case_id, wanted(head, 9, DateField.RECEIVED))
    foreseen = head.dates.foresee(case_id, wanted(head, 3))
    assert head.lookup.case(case_id).case.turns.dates[1:] == ()
    receipt = head.dates.correct(case_id, wanted(head, 3))
    assert foreseen.after is not None
    assert (foreseen.after.due, foreseen.is_late) == (receipt.due_on, False)


def test_a_corrected_receipt_shifts_the_five_days_and_silence_accepts(counter: Counter) -> None:
    clerk, head = counter.at(), counter.at("head")
    case_id = clerk.acceptance.receive(counter.application(PROMISE)).case_id
    foreseen = head.dates.foresee(case_id, wanted(head, 10, DateField.RECEIVED))
    assert foreseen.is_late
    assert "视为受理" in foreseen.note
    head.dates.correct(case_id, wanted(head, 10, DateField.RECEIVED))
    (deemed,) = clerk.silence.sweep().recorded
    assert deemed.case_id == case_id
    view = clerk.lookup.case(case_id)
    assert view.case.state is CaseState.DEEMED_ACCEPTED
    assert view.promise is not None
    assert view.promise.start == date(2026, 11, 10)


def test_silence_moves_with_the_receipt_that_it_began_on(counter: Counter) -> None:
    clerk, head = counter.at(), counter.at("head")
    case_id = clerk.acceptance.receive(counter.application(PROMISE)).case_id
    counter.pass_time(timedelta(days=10))
    clerk.silence.sweep()
    case = clerk.lookup.case(case_id).case
    assert head.dates.fields_of(case) == (DateField.RECEIVED,)
    with pytest.raises(DomainError, match="受理日期就是收件日期"):
        head.dates.correct(case_id, wanted(head, 15))
    head.dates.correct(case_id, wanted(head, 17, DateField.RECEIVED))
    promise = clerk.lookup.case(case_id).promise
    assert promise is not None
    assert promise.start == date(2026, 11, 13)


def test_an_acceptance_after_the_five_days_is_told_of(counter: Counter) -> None:
    head, case_id = counter.at("head"), counter.accepted(PROMISE)
    foreseen = head.dates.foresee(case_id, wanted(head, 20, DateField.RECEIVED))
    assert foreseen.note.startswith("照更正后的收件日，受理时五个工作日已过")


@pytest.mark.parametrize(
    ("days_ago", "which", "reason", "evidence", "sentence"),
    [
        (3, DateField.RECEIVED, "", "登记簿", "还没写更正的原因"),
        (3, DateField.RECEIVED, "写错了", " ", "还没写凭据"),
        (-1, DateField.RECEIVED, "写错了", "登记簿", "在现在以后"),
        (0, DateField.RECEIVED, "写错了", "登记簿", "和原来一样"),
        (3, DateField.ACCEPTED, "写错了", "登记簿", "受理不能早于收件"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(  # noqa: PLR0917  one row of the table
    counter: Counter, days_ago: int, which: DateField, reason: str, evidence: str, sentence: str
) -> None:
    head, case_id = counter.at("head"), counter.accepted(PROMISE)
    day = head.lookup.today() - timedelta(days=days_ago)
    with pytest.raises(DomainError, match=sentence):
        head.dates.correct(case_id, WantedDate(which, day, None, reason, evidence))
    assert head.lookup.case(case_id).case.turns.dates == ()


def test_only_the_head_puts_dates_right(either: Counter) -> None:
    case_id = either.accepted(PROMISE)
    for login in ("clerk", "approver", "admin"):
        session = either.at(login)
        with pytest.raises(NotPermitted):
            session.dates.correct(case_id, wanted(session, 3, DateField.RECEIVED))
