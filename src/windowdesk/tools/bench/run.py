"""Runs all measurements on a centre that is made for them and thrown away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from windowdesk.domain.clock import due_on
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.persistence.by_hand import open_copy, open_server
from windowdesk.tools.bench.acts import acts
from windowdesk.tools.bench.crowd import crowd
from windowdesk.tools.bench.ground import Ground, bench_settings, now, open_ground
from windowdesk.tools.bench.lists import lists
from windowdesk.tools.bench.measure import Budget, Line, absolute, seconds_of
from windowdesk.tools.bench.papers import papers
from windowdesk.tools.bench.records import records
from windowdesk.tools.bench.starts import starts
from windowdesk.tools.bench.sweep import sweeps
from windowdesk.tools.demo_centre import DEMO_CENTRE
from windowdesk.tools.seed import Seeded, seed_file, seed_server

_DEADLINES = 50_000
_SWEEP_MOST_S = 10.0
_LEAST_OF_COPY = 0.25


@dataclass(frozen=True)
class Wanted:
    """What is to be measured: how many cases, which server, which parts."""

    cases: int
    owner_url: str
    staff_url: str
    parts: frozenset[str]

    def has(self, part: str) -> bool:
        """Tell whether a part is wanted; none named means all."""
        return not self.parts or part in self.parts


PARTS = ("acts", "lists", "papers", "records", "clock", "sweep", "start", "postgres")
OnLine = Callable[[Line], None]


def bench(wanted: Wanted, on_line: OnLine) -> None:
    """Measure and tell each line as it is there."""
    with TemporaryDirectory(prefix="windowdesk-bench-") as name:
        folder = Path(name)
        path = folder / "bench.db"
        seeded = seed_file(path, wanted.cases, now())
        on_line(_seeding("SQLite", seeded))
        if wanted.has("start"):
            # Before the acts: a desk that starts renders whatever papers they left.
            for line in starts(str(path)):
                on_line(line)
        with open_ground("SQLite", wanted.cases, bench_settings(folder, str(path))) as ground:
            for line in _on_file(ground, wanted):
                on_line(line)
        if wanted.has("postgres") and wanted.owner_url:
            for line in _on_server(wanted, folder):
                on_line(line)


def _on_file(ground: Ground, wanted: Wanted) -> Iterator[Line]:
    if wanted.has("lists"):
        yield from lists(ground)
    if wanted.has("acts"):
        path = Path(ground.settings.database)
        yield from acts(ground, lambda: open_copy(path, DEMO_CENTRE.code))
    if wanted.has("papers"):
        yield from papers(ground)
    if wanted.has("records"):
        yield from records(ground)
    if wanted.has("clock"):
        yield _deadlines(ground)
    if wanted.has("sweep"):
        yield from sweeps(ground)


def _on_server(wanted: Wanted, folder: Path) -> Iterator[Line]:
    yield _seeding("PostgreSQL", seed_server(wanted.owner_url, wanted.cases, now()))
    settings = bench_settings(folder, wanted.staff_url)
    with open_ground("PostgreSQL", wanted.cases, settings) as ground:
        yield from acts(ground, lambda: open_server(wanted.owner_url, DEMO_CENTRE.code))
        yield from crowd(ground, lambda: open_server(wanted.owner_url, DEMO_CENTRE.code))


def _seeding(kind: str, seeded: Seeded) -> Line:
    """Compare the whole seeding with the time that writing its rows took by itself."""
    share = seeded.writing_seconds / seeded.seconds
    budget = Budget(_LEAST_OF_COPY, at_least=True, unit="写入")
    ms = seeded.seconds * 1000 / seeded.cases
    raw = seeded.writing_seconds * 1000 / seeded.cases
    return Line(f"装入一件，{seeded.cases} 件，{kind}", ms, ms, raw, share, budget)


def _deadlines(ground: Ground) -> Line:
    limits = [TimeLimit(n % 40, LimitUnit.WORKDAY) for n in range(200)]
    today = ground.clerk.lookup.today()

    def walk() -> None:
        for n in range(_DEADLINES):
            due_on(today, limits[n % 200], ground.clerk.calendar)

    taken = seconds_of(walk, rounds=3, warm=1)
    return absolute(f"{_DEADLINES} 个到期日", taken, _SWEEP_MOST_S, "s")
