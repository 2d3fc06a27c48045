"""pitfalls.md i16: two desks at one case; one wins, the other is told in a sentence."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from tests.services.counter import Counter
from windowdesk.domain.errors import ConcurrentChange, DomainError
from windowdesk.domain.states import CaseState, Move

ROUNDS = 6


def proposed(desk: Counter) -> int:
    case_id = desk.accepted()
    desk.at("reviewer").approval.claim(case_id)
    desk.at("reviewer").approval.propose(case_id, "拟同意")
    return case_id


def test_what_nobody_opened_is_pulled_back(either: Counter) -> None:
    case_id = proposed(either)
    receipt = either.at("reviewer").handing_on.pull_back(case_id)
    assert receipt.state is CaseState.REVIEWING
    assert either.at("reviewer").lookup.case(case_id).case.holder == "reviewer"


def test_what_the_decider_opened_stays_with_him(either: Counter) -> None:
    case_id = proposed(either)
    either.at("approver").handing_on.open_handed(case_id)
    with pytest.raises(DomainError, match="已经打开看过"):
        either.at("reviewer").handing_on.pull_back(case_id)
    assert either.at("reviewer").lookup.case(case_id).case.state is CaseState.PROPOSED


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run acts at the same moment; return what each was told, empty where it went through."""
    told = [""] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except (DomainError, ConcurrentChange) as refused:
            told[place] = refused.text

    threads = [Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_pulling_back_and_opening_at_one_moment_one_wins_the_other_is_told(
    either: Counter,
) -> None:
    author, decider = either.at("reviewer"), either.at("approver")
    for _ in range(ROUNDS):
        case_id = proposed(either)
        told = at_once(
            lambda i=case_id: author.handing_on.pull_back(i),
            lambda i=case_id: decider.handing_on.open_handed(i),
        )
        moves = [event.move for event in author.lookup.case(case_id).events]
        won = [move for move in moves if move in {Move.PULL_BACK, Move.OPEN}]
        assert len(won) == 1
        assert [bool(text) for text in told] == [won == [Move.OPEN], won == [Move.PULL_BACK]]
        if won == [Move.OPEN]:
            assert "已经打开看过" in told[0]


def test_two_deciders_open_it_together_and_both_may_read(either: Counter) -> None:
    case_id = proposed(either)
    first, second = either.at("approver"), either.at("approver2")
    told = at_once(
        lambda: first.handing_on.open_handed(case_id),
        lambda: second.handing_on.open_handed(case_id),
    )
    assert told.count("") >= 1
    with pytest.raises(DomainError, match="已经打开看过"):
        either.at("reviewer").handing_on.pull_back(case_id)
