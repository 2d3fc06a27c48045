"""One row of domain.md §1.3 or §1.3b as a test does it: bring, refuse, do, look."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.services.counter import Counter
from tests.services.rows.ways import Way
from windowdesk.domain.clock import Light
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.lookup import CaseView

Act = Callable[[Counter, int], object]
Clock = Callable[[CaseView | None, CaseView], bool]


@dataclass(frozen=True)
class No:
    """An act that is refused, and what the sentence says."""

    says: str
    act: Act


@dataclass(frozen=True)
class Row:
    """A row by its own words, from one state, with what must be true afterwards.

    ``moves`` are what the act writes, the row's own move last or alone; ``papers`` those that the
    act puts on the desk. ``begin`` None: the act itself opens the case.
    """

    words: str
    source: CaseState | None
    moves: tuple[Move, ...]
    target: CaseState
    papers: tuple[str, ...]
    clock: Clock
    begin: Way | None
    act: Act
    refused: tuple[No, ...] = ()

    @property
    def name(self) -> str:
        """How the row is called in a report of tests."""
        return f"{self.source or 'S0'} {self.words}"


def from_each(ways: dict[CaseState, Way], make: Callable[[CaseState, Way], Row]) -> list[Row]:
    """Return a row for every state that it starts from."""
    return [make(state, way) for state, way in ways.items()]


def t5_starts(_before: CaseView | None, after: CaseView) -> bool:
    """T5 runs from the day of receipt."""
    received = local_date(after.case.received_at)
    running = after.running
    return running is not None and running.start == received and running.limit.count == 5


def runs(before: CaseView | None, after: CaseView) -> bool:
    """Tell whether what ran runs on to the same day."""
    assert before is not None
    return (before.running, before.promise) == (after.running, after.promise)


def stops(_before: CaseView | None, after: CaseView) -> bool:
    """Nothing runs any more."""
    return after.running is None


def main_starts(_before: CaseView | None, after: CaseView) -> bool:
    """Promise and law run from the day of acceptance, which is today."""
    today = local_date(after.now)
    both = (after.promise, after.statutory)
    return all(one is not None and one.start == today for one in both) and (
        after.running == after.promise
    )


def from_receipt(_before: CaseView | None, after: CaseView) -> bool:
    """Promise and law run from the day of receipt, as it was put right."""
    start = local_date(after.case.receipt_at)
    both = (after.promise, after.statutory)
    return all(one is not None and one.start == start for one in both)


def gap_starts(before: CaseView | None, after: CaseView) -> bool:
    """Tell whether the promise runs and the late materials have a day of their own before it."""
    deferral, promise = after.case.turns.deferral, after.promise
    assert deferral is not None
    assert promise is not None
    return main_starts(before, after) and deferral.last_day < promise.due


def gap_ends(before: CaseView | None, after: CaseView) -> bool:
    """Nothing is late any more; the promise goes on."""
    return after.case.open_gaps == () and runs(before, after)


def gap_moves(before: CaseView | None, after: CaseView) -> bool:
    """Tell whether the late materials have more time and the promise has not."""
    assert before is not None
    one, two = before.case.turns.deferral, after.case.turns.deferral
    assert one is not None
    assert two is not None
    return two.last_day > one.last_day and before.promise == after.promise


def pauses(_before: CaseView | None, after: CaseView) -> bool:
    """Tell whether the clock stands still and the light says so."""
    return after.case.pauses[-1].last is None and after.light.light is Light.GREY


def pauses_still(before: CaseView | None, after: CaseView) -> bool:
    """One more has ended or gone on, the clock stands still."""
    assert before is not None
    still = any(one.last is None for one in after.case.pauses)
    return still and (before.light.light, after.light.light) == (Light.GREY, Light.GREY)


def resumes(_before: CaseView | None, after: CaseView) -> bool:
    """No procedure runs, and the light counts again."""
    ended = all(one.last is not None for one in after.case.pauses)
    return ended and after.light.light is not Light.GREY


def ten_more(before: CaseView | None, after: CaseView) -> bool:
    """Tell whether the law's limit is ten working days later, by the days of the proof."""
    assert before is not None
    assert before.statutory is not None
    assert after.statutory is not None
    more = [day for day in after.statutory.days if day.on > before.statutory.due and day.nth]
    return len(more) == 10


def t10_starts(_before: CaseView | None, after: CaseView) -> bool:
    """Ten working days for delivery run from the day of the decision."""
    begun = after.case.turns.changes[-1].at if after.case.turns.changes else after.case.decided_at
    running = after.running
    assert begun is not None
    return running is not None and (running.start, running.limit.count) == (local_date(begun), 10)


def review_ends(before: CaseView | None, after: CaseView) -> bool:
    """Tell whether the township's review is over and the applicant's date stays."""
    assert before is not None
    return before.promise == after.promise and after.case.turns.referrals[-1].is_away
