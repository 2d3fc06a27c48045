"""Complaint i21: many due timers at once block the engine. Here 50,000 fall due in one morning."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from tests.databases import Desks
from tests.factories import NOW
from tests.persistence.acts import accept
from tests.persistence.postgres_server import PostgresServer
from windowdesk.persistence.tables import case_

DUE_TOGETHER = 50_000
A_FEW = 2_500
# The budget is ten on a quiet machine, measured by the bench; a plan that grows with the square of
# the warnings took ninety.
LONGEST_SWEEP = 30.0
TODAY = date(2026, 12, 10)
HERE = Path(__file__).parents[2]
RunSql = Callable[[str], object]

_COPY = """
INSERT INTO case_ ({names})
SELECT {values}
FROM (SELECT * FROM case_ ORDER BY case_id DESC LIMIT 1) AS one, ({numbers}) AS numbers
"""
_OTHERS = {
    "case_id": "case_id - n * 1000000",
    "number": "'9903221030220250101' || {five}",
    "due_on": "'2026-12-07'",
    "amber_on": "'2026-12-04'",
    "statutory_on": "'2026-12-11'",
    "statutory_amber_on": "'2026-12-10'",
}


def fill(desks: Desks, run_sql: RunSql, count: int) -> None:
    """Copy one accepted case: every copy is overdue since Monday, today is Thursday."""
    accept(desks.log_in())
    names = [column.name for column in case_.c]
    five = "printf('%05d', n)" if desks.path else "lpad(n::text, 5, '0')"
    values = [_OTHERS.get(name, name).format(five=five) for name in names]
    if not desks.path:
        values = [f"{value}::date" if value.startswith("'2026") else value for value in values]
    series = (
        f"WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count})"
        " SELECT n FROM c"
        if desks.path
        else f"SELECT n FROM generate_series(1::bigint, {count}) AS n"
    )
    copied = _COPY.format(names=", ".join(names), values=", ".join(values), numbers=series)
    run_sql(copied if desks.path else f"SET session_replication_role = replica; {copied}; ANALYZE")


class Sweeper:
    """A program of its own; ``begin`` lets it go, ``written`` is what it tells at its end."""

    def __init__(self, desks: Desks, server: PostgresServer | None, kill_at: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.persistence.sweeper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HERE,
        )
        order = {
            "path": str(desks.path) if desks.path else "",
            "url": server.url(desks.database) if server else "",
            "today": TODAY.isoformat(),
            "now": (NOW + timedelta(days=20)).isoformat(),
            "kill_at": kill_at,
        }
        self._say(json.dumps(order))
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != "ready":
            raise AssertionError(self._process.communicate())

    def begin(self) -> None:
        self._say("go")

    def written(self) -> int | None:
        """Return how many warnings it wrote; None if it was killed."""
        told, _ = self._process.communicate()
        return int(told) if told.strip() else None

    def _say(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()


@pytest.fixture
def server(desks: Desks, request: pytest.FixtureRequest) -> PostgresServer | None:
    if desks.path:
        return None
    found: PostgresServer = request.getfixturevalue("postgres_server")
    return found


def warned_of(copies: int) -> int:
    """Each copy at all three levels, and of the law's limit that is near; the first case apart."""
    return copies * 4 + 3


def stored(desks: Desks, server: PostgresServer | None) -> int:
    """Count the warnings past the program."""
    if server is None:
        assert desks.path is not None
        with closing(sqlite3.connect(desks.path)) as connection:
            return int(connection.execute("SELECT count(*) FROM warning").fetchone()[0])
    with server.superuser(desks.database) as asked:
        row = asked.execute("SELECT count(*) FROM windowdesk.warning").fetchone()
    assert row is not None
    return int(row[0])


def test_i21_fifty_thousand_deadlines_of_one_morning_are_swept_without_delay(
    desks: Desks, server: PostgresServer | None, run_sql: RunSql
) -> None:
    fill(desks, run_sql, DUE_TOGETHER)
    sweeper = Sweeper(desks, server)
    begun = perf_counter()
    sweeper.begin()
    written = sweeper.written()
    took = perf_counter() - begun
    assert written == stored(desks, server) == warned_of(DUE_TOGETHER)
    assert took < LONGEST_SWEEP


def test_i21_two_programs_that_sweep_at_once_warn_of_each_deadline_once(
    desks: Desks, server: PostgresServer | None, run_sql: RunSql
) -> None:
    fill(desks, run_sql, A_FEW)
    sweepers = [Sweeper(desks, server) for _ in range(2)]
    for one in sweepers:
        one.begin()
    written = [one.written() for one in sweepers]
    assert None not in written
    assert sum(filter(None, written)) == stored(desks, server) == warned_of(A_FEW)


@pytest.mark.parametrize("kill_at", [1, 5, 11])
def test_i21_a_sweep_that_is_killed_loses_no_warning_and_repeats_none(
    desks: Desks, server: PostgresServer | None, run_sql: RunSql, kill_at: int
) -> None:
    fill(desks, run_sql, A_FEW)
    killed = Sweeper(desks, server, kill_at=kill_at)
    killed.begin()
    assert killed.written() is None
    left = stored(desks, server)
    assert 0 <= left < warned_of(A_FEW)
    after = Sweeper(desks, server)
    after.begin()
    assert after.written() == warned_of(A_FEW) - left
    assert stored(desks, server) == warned_of(A_FEW)
