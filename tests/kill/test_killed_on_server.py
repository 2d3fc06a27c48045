"""PostgreSQL: a desk is killed at every numbered point, backends and server in mid-commit."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random
from threading import Event, Thread

import psycopg
import pytest

from tests.devices.print_system import wait_until
from tests.kill.checks import faults_after
from tests.kill.day import EVERY_MORNING, ON_SERVER, Ack, Morning
from tests.kill.fork_server import ForkServer, Order, Outcome
from tests.kill.stage import Content, Place, found_small_postgres, open_stage
from tests.persistence.postgres_server import PostgresServer, running_server
from windowdesk.domain.errors import EnvironmentProblem

pytestmark = [pytest.mark.kill, pytest.mark.postgres]

FEWEST_POINTS = 45
# WINDOWDESK_KILLS=5000 makes a long run of the same test.
RANDOM_MOMENTS = int(os.environ.get("WINDOWDESK_KILLS", "15"))
SEED = 20260918
# How long after the commit was asked for the server is hit, in seconds.
DELAYS = (0.0, 0.0005)
_APPLICATION = "windowdesk"


class Centre:
    """One centre on a server; every child has a folder of its own for drafts and sheets."""

    def __init__(self, server: PostgresServer, folder: Path) -> None:
        self.server = server
        self.database = found_small_postgres(server)
        self._folder = folder
        self._numbers = count(1)

    def place(self) -> Place:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        return Place(self.server.url(self.database), folder)

    def wait_until_left(self) -> None:
        """Wait until the server has noticed that everybody is gone."""

        def left() -> bool:
            with self.server.superuser() as connection:
                asked = "SELECT 1 FROM pg_stat_activity WHERE application_name = %s"
                return connection.execute(asked, (_APPLICATION,)).fetchone() is None

        wait_until(left, "the killed desk to be noticed")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """Run a server of its own: it is killed."""
    with running_server() as running:
        yield running


@pytest.fixture
def centre(server: PostgresServer, tmp_path: Path) -> Centre:
    return Centre(server, tmp_path)


@pytest.fixture(scope="module")
def struck(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """Return the centre whose server is hit again and again."""
    return Centre(server, tmp_path_factory.mktemp("struck"))


def kill(desk: ForkServer, centre: Centre, shared: Content, order: Order) -> list[str]:
    """Kill one child; return what does not hold."""
    outcome = desk.run(order)
    centre.wait_until_left()
    faults = faults_after(order.place, outcome.acks, shared)
    return faults if outcome.killed or not order.point else [*faults, "it lived"]


def rehearse(desk: ForkServer, centre: Centre) -> Outcome:
    desk.run(Order(ON_SERVER, centre.place(), warm=True))
    return desk.run(Order(ON_SERVER, centre.place()))


@pytest.mark.parametrize("part", range(2))
def test_nothing_acknowledged_is_lost_at_any_numbered_point(
    fork_server: ForkServer, centre: Centre, shared: Content, part: int
) -> None:
    points = rehearse(fork_server, centre).points
    assert len(points) > FEWEST_POINTS

    found = {
        f"{point} {name}": kill(
            fork_server, centre, shared, Order(ON_SERVER, centre.place(), point)
        )
        for point, name in enumerate(points, 1)
        if point % 2 == part
    }

    assert {point: faults for point, faults in found.items() if faults} == {}


def test_nothing_acknowledged_is_lost_at_random_moments(
    fork_server: ForkServer, centre: Centre, shared: Content
) -> None:
    waits = rehearse(fork_server, centre).waits
    random = Random(SEED)
    found = {}
    for _ in range(RANDOM_MOMENTS):
        acks = random.randrange(len(waits))
        delay = random.uniform(0, waits[acks])
        order = Order(ON_SERVER, centre.place(), acks=acks, delay=delay)
        found[f"{acks} acts + {delay:.4f} s"] = kill(fork_server, centre, shared, order)

    assert {moment: faults for moment, faults in found.items() if faults} == {}


class Blow:
    """Hits the server a moment after a numbered commit was asked for."""

    def __init__(self, at_commit: int, delay: float, hit: Callable[[], None]) -> None:
        self._at_commit = at_commit
        self._delay = delay
        self._hit = hit
        self._commits = 0
        self._thread: Thread | None = None

    def __call__(self, step: str) -> None:
        if step != "before commit":
            return
        self._commits += 1
        if self._commits == self._at_commit:
            self._thread = Thread(target=self._strike)
            self._thread.start()
            if not self._delay:
                self._thread.join()

    def _strike(self) -> None:
        Event().wait(self._delay)
        self._hit()

    def fell(self) -> bool:
        """Wait for the end of the blow; tell whether it came at all."""
        if self._thread is None:
            return False
        self._thread.join()
        return True


def acks_until_the_blow(place: Place, shared: Content, blow: Blow) -> Sequence[Ack]:
    """Play until the server is hit; the act that was under way fails with a clear sentence.

    A blow that comes after the commit was answered leaves the act acknowledged; then the next one
    fails, or none.
    """
    acks: list[Ack] = []
    with open_stage(place, shared, blow) as stage, suppress(EnvironmentProblem):
        EVERY_MORNING[ON_SERVER](Morning(stage, acks.append))
    assert blow.fell()
    return acks


@pytest.mark.parametrize("delay", DELAYS)
def test_a_backend_killed_in_the_midst_of_a_commit_loses_nothing_acknowledged(
    struck: Centre, shared: Content, delay: float
) -> None:
    place = struck.place()
    kept = play_whole(place, shared)

    bystander = struck.server.superuser()
    killed: list[int] = []

    def hit() -> None:
        killed.extend(working(bystander))
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

    acks = acks_until_the_blow(place, shared, Blow(4, delay, hit))

    if killed:
        # The server throws everybody out before it recovers.
        wait_until(lambda: is_thrown_out(bystander), "the server to notice")
    wait_until_up(struck.server)
    bystander.close()
    assert faults_after(place, [*kept, *acks], shared) == []


def test_a_server_killed_in_the_midst_of_a_commit_loses_nothing_acknowledged(
    struck: Centre, shared: Content
) -> None:
    place = struck.place()
    kept = play_whole(place, shared)
    postmaster = struck.server.folder / "data" / "postmaster.pid"

    def hit() -> None:
        os.kill(int(postmaster.read_text().split()[0]), signal.SIGKILL)

    acks = acks_until_the_blow(place, shared, Blow(4, DELAYS[-1], hit))

    start_again(struck.server)
    assert faults_after(place, [*kept, *acks], shared) == []


def play_whole(place: Place, shared: Content) -> list[Ack]:
    acks: list[Ack] = []
    with open_stage(place, shared) as stage:
        EVERY_MORNING[ON_SERVER](Morning(stage, acks.append))
    return acks


def working(connection: psycopg.Connection) -> list[int]:
    """Return the backends of desks that have a transaction under way."""
    rows = connection.execute(
        "SELECT pid FROM pg_stat_activity WHERE application_name = %s AND xact_start IS NOT NULL",
        (_APPLICATION,),
    )
    return [row[0] for row in rows]


def is_thrown_out(connection: psycopg.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return True
    return False


def wait_until_up(server: PostgresServer) -> None:
    def up() -> bool:
        try:
            server.superuser().close()
        except psycopg.OperationalError:
            return False
        return True

    wait_until(up, "the server to recover")


def start_again(server: PostgresServer) -> None:
    """Start a server whose postmaster was killed, as soon as its children have noticed."""

    def started() -> bool:
        try:
            server.resume()
        except RuntimeError:
            return False
        return True

    wait_until(started, "the server to start again")
    wait_until_up(server)
