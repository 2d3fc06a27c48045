"""A child is killed at every numbered point of some mornings, and at 200 random moments.

What a child acknowledged before it died must be there; what it did not may be there, but whole.
"""

import os
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from random import Random

import pytest

from tests.kill.checks import faults_after
from tests.kill.conftest import Centres
from tests.kill.day import MORNINGS
from tests.kill.fork_server import ForkServer, Order, Outcome
from tests.kill.stage import Content

pytestmark = pytest.mark.kill

# A hook that is lost makes a morning shorter; mornings that grow need no change here.
FEWEST_POINTS = 100
KINDS_OF_POINTS = frozenset(
    (
        "take numbers",
        "insert party",
        "update party",
        "insert case_",
        "update case_",
        "insert case_event",
        "insert template_text",
        "insert document",
        "insert print_job",
        "update print_job",
        "insert document_file",
        "insert audit_log",
        "before commit",
        "after commit",
        "draft write",
        "draft rename",
        "draft kept",
        "render",
        "rendered",
        "sign",
        "signed",
        "spool send",
        "spooled",
        "spool ask",
        "spool cancel",
    )
)
PARTS = 2
# WINDOWDESK_KILLS=5000 makes a long run of the same test.
RANDOM_MOMENTS = int(os.environ.get("WINDOWDESK_KILLS", "200"))
SEED = 20260918


class Killing:
    """Kills children on fresh copies of the centre and gathers what does not hold afterwards."""

    def __init__(self, server: ForkServer, centres: Centres, shared: Content) -> None:
        self._server = server
        self._centres = centres
        self._shared = shared
        self.rehearsed = cache(self._rehearse)

    def _rehearse(self, morning: str) -> Outcome:
        """Play a morning to its end: once to warm up, once to count points and measure acts."""
        place = self._centres.fresh()
        self._server.run(Order(morning, place, warm=True))
        place = self._centres.fresh()
        outcome = self._server.run(Order(morning, place))
        assert not outcome.killed
        assert faults_after(place, outcome.acks, self._shared) == []
        return outcome

    def kill(self, morning: str, point: int = 0, acks: int = -1, delay: float = 0.0) -> list[str]:
        """Kill one child; return what does not hold, nothing if all is well."""
        place = self._centres.fresh()
        outcome = self._server.run(Order(morning, place, point, acks, delay))
        faults = faults_after(place, outcome.acks, self._shared)
        if point and not outcome.killed:
            faults.append("it lived")
        # What is left of a failure is looked at by hand.
        if not faults:
            self._centres.drop(place)
        return faults


@pytest.fixture(scope="module")
def killing(fork_server: ForkServer, centres: Centres, shared: Content) -> Killing:
    return Killing(fork_server, centres, shared)


def test_every_kind_of_write_is_a_numbered_point(killing: Killing) -> None:
    points = [killing.rehearsed(morning).points for morning in MORNINGS]

    assert {name for names in points for name in names} >= KINDS_OF_POINTS
    assert min(len(names) for names in points) > FEWEST_POINTS


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("morning", MORNINGS)
def test_nothing_acknowledged_is_lost_at_any_numbered_point(
    killing: Killing, morning: str, part: int
) -> None:
    points = killing.rehearsed(morning).points
    found = {
        f"{point} {name}": killing.kill(morning, point)
        for point, name in enumerate(points, 1)
        if point % PARTS == part
    }

    assert {point: faults for point, faults in found.items() if faults} == {}


@pytest.mark.parametrize("morning", MORNINGS)
def test_nothing_acknowledged_is_lost_at_random_moments(killing: Killing, morning: str) -> None:
    waits = killing.rehearsed(morning).waits
    share = -(-RANDOM_MOMENTS // len(MORNINGS))
    found = {
        f"{acks} acts + {delay:.4f} s": killing.kill(morning, acks=acks, delay=delay)
        for acks, delay in _moments(waits, share, Random(f"{morning} {SEED}"))
    }

    assert {moment: faults for moment, faults in found.items() if faults} == {}


def _moments(waits: Sequence[float], count: int, random: Random) -> list[tuple[int, float]]:
    """Spread moments over the time that a morning takes, told from the last act before them."""
    told = [0.0, *accumulate(waits)]
    moments = []
    for _ in range(count):
        at = random.uniform(0.0, told[-1])
        acks = next(n for n, (_, end) in enumerate(pairwise(told)) if at <= end)
        moments.append((acks, at - told[acks]))
    return moments
