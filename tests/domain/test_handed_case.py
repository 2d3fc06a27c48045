"""Handing on, opening, pulling back: whoever is quicker wins (pitfalls.md i16)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.builders import APPROVER, NOW, OTHER_REVIEWER, REVIEWER, YES, claimed, proposed
from windowdesk.domain.errors import DomainError
from windowdesk.domain.states import CaseState

LATER = NOW + timedelta(minutes=2)


def test_what_nobody_has_opened_is_pulled_back_by_who_handed_it_on() -> None:
    case = proposed()
    case.pull_back(by=REVIEWER, at=LATER)
    assert (case.state, case.holder) == (CaseState.REVIEWING, REVIEWER.login)


def test_what_the_next_has_opened_is_pulled_back_by_nobody() -> None:
    case = proposed()
    case.open_handed(by=APPROVER, at=LATER)
    assert (case.state, case.holder) == (CaseState.PROPOSED, "")
    with pytest.raises(DomainError, match="已经打开看过"):
        case.pull_back(by=REVIEWER, at=LATER)


def test_what_the_next_has_taken_counts_as_opened() -> None:
    case = proposed()
    case.take_over(by=APPROVER, at=LATER, reason="")
    with pytest.raises(DomainError, match="已经打开看过"):
        case.pull_back(by=REVIEWER, at=LATER)


def test_nobody_pulls_back_what_another_handed_on() -> None:
    with pytest.raises(DomainError, match="只有拟办的人"):
        proposed().pull_back(by=OTHER_REVIEWER, at=LATER)


def test_a_look_of_its_own_author_opens_nothing() -> None:
    case = claimed()
    both = replace(APPROVER, login=REVIEWER.login)
    case.propose("拟同意", by=REVIEWER, at=NOW)
    with pytest.raises(DomainError, match="下一位打开"):
        case.open_handed(by=both, at=LATER)
    case.pull_back(by=REVIEWER, at=LATER)


def test_a_case_that_was_pulled_back_is_opened_by_nobody_and_handed_on_unread_again() -> None:
    case = proposed()
    case.pull_back(by=REVIEWER, at=LATER)
    with pytest.raises(DomainError, match=r"审查中.*不能打开"):
        case.open_handed(by=APPROVER, at=LATER)
    case.propose("改好了", by=REVIEWER, at=LATER)
    assert not case.opened_by_next


def test_a_decision_that_was_taken_back_stays_seen() -> None:
    case = proposed()
    case.approve(YES, by=APPROVER, at=LATER)
    case.reverse(case.new_events, reason="点错了", by=APPROVER, at=LATER)
    assert case.state is CaseState.PROPOSED
    with pytest.raises(DomainError, match="已经打开看过"):
        case.pull_back(by=REVIEWER, at=LATER)
