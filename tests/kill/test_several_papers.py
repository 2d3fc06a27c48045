"""Acts with several papers at once: killed at every step, and hindered by the printer at each.

Every paper has a state that a desk sees, no number is used twice, and in the end each paper is on
one sheet.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kill.checks import faults_after, faults_at_the_printer
from tests.kill.conftest import Centres
from tests.kill.day import Ack, Morning
from tests.kill.fork_server import ForkServer, Order
from tests.kill.several import SEVERAL
from tests.kill.stage import MORNING, Content, PaperTray, Place, open_stage
from windowdesk.domain.document import PrintState
from windowdesk.tools.demo_centre import ADMIN

pytestmark = pytest.mark.kill

STEPS_TO_PAPER = frozenset(
    (
        *("before commit", "after commit", "render", "rendered", "sign", "signed"),
        *("insert document_file", "update print_job", "spool send", "spooled", "spool ask"),
    )
)
EARLIER = MORNING - timedelta(hours=1)


@dataclass
class Ready:
    """Centres on which the act of ``name`` can be done next."""

    name: str
    centres: Centres
    shared: Content
    original: Place

    def fresh(self) -> Place:
        """Return a copy with the sheets that came out before."""
        place = self.centres.fresh(Path(self.original.database))
        if self.original.tray.exists():
            shutil.copytree(self.original.tray, place.tray)
        return place


@pytest.fixture(scope="module", params=SEVERAL)
def ready(request: pytest.FixtureRequest, centres: Centres, shared: Content) -> Ready:
    place = centres.fresh()
    with open_stage(place, shared, at=EARLIER) as stage:
        SEVERAL[request.param].before(Morning(stage, lambda _ack: None))
    return Ready(request.param, centres, shared, place)


def test_several_papers_survive_a_kill_at_every_step(ready: Ready, fork_server: ForkServer) -> None:
    fork_server.run(Order(ready.name, ready.fresh(), warm=True))
    place = ready.fresh()
    whole = fork_server.run(Order(ready.name, place))
    assert faults(ready, place, whole.acks) == []
    assert set(whole.points) >= STEPS_TO_PAPER
    assert whole.points.count("spooled") == SEVERAL[ready.name].papers

    found = {}
    for point, name in enumerate(whole.points, 1):
        place = ready.fresh()
        outcome = fork_server.run(Order(ready.name, place, point))
        assert outcome.killed
        if wrong := faults(ready, place, outcome.acks):
            found[f"{point} {name}"] = wrong
        else:
            ready.centres.drop(place)
    assert found == {}


def faults(ready: Ready, place: Place, acks: tuple[Ack, ...]) -> list[str]:
    return [*faults_after(place, acks, ready.shared), *faults_at_the_printer(place, ready.shared)]


def _refuse(tray: PaperTray) -> None:
    tray.refuses = "队列不收新任务"


def _go_away(tray: PaperTray) -> None:
    tray.away = "连不上打印系统"


def _run_out(tray: PaperTray) -> None:
    tray.holds = "缺纸"


@dataclass(frozen=True)
class Trouble:
    """What the printer does, and what every paper of the act shows then."""

    begin: Callable[[PaperTray], None]
    state: PrintState
    reason: str


TROUBLES = {
    "refuses": Trouble(_refuse, PrintState.NOT_PRINTED, "队列不收新任务"),
    "away": Trouble(_go_away, PrintState.SPOOLED, "连不上打印系统"),
    "out of paper": Trouble(_run_out, PrintState.SPOOLED, "缺纸"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_every_paper_of_a_hindered_act_shows_why_and_comes_out_once(
    ready: Ready, name: str
) -> None:
    trouble, place, acks = TROUBLES[name], ready.fresh(), list[Ack]()
    with open_stage(place, ready.shared) as stage:
        trouble.begin(stage.tray)
        SEVERAL[ready.name].act(Morning(stage, acks.append))
        listed = stage.session(ADMIN).database.lists.unprinted(None)
        assert len(listed) == SEVERAL[ready.name].papers
        assert {(row.state, row.reason) for row in listed} == {(trouble.state, trouble.reason)}

    assert faults(ready, place, tuple(acks)) == []
