"""An acknowledged act lies on the disk: settings of every connection, and a trace of the syncs."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection

from tests.kill.conftest import Centres
from tests.kill.day import MORNINGS, Morning
from tests.kill.fork_server import DEADLINE_SECONDS, ROOT
from tests.kill.stage import Content, Place, found_small_postgres, open_stage
from tests.persistence.postgres_server import PostgresServer
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.services.ports import Database
from windowdesk.tools.demo_centre import CLERK

CONNECTIONS = 8
# Commits, and acks that follow a commit, of the shortest morning.
FEWEST_COMMITS = 20
FULL = 2
_CALL = re.compile(
    r"^\d+ +(?P<name>pwrite64|pwritev|write|fdatasync|fsync|rename)\(\d*<?(?P<file>[^>]*)>?"
    r"(?:, \"(?P<text>[^\"\\]*))?"
)


@dataclass
class Trace:
    """Follows the system calls of a program and notes what was acknowledged before its sync."""

    unsynced: set[str] = field(default_factory=set)
    synced: set[str] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def follow(self, line: str) -> None:
        call = _CALL.match(line)
        if call is None:
            return
        file, name = Path(call["file"]), call["name"]
        if file.name == "marks":
            self._mark((call["text"] or "").strip())
        elif name in {"fdatasync", "fsync"}:
            self.unsynced.discard(file.suffix)
            self.synced.add(file.suffix)
        elif name in {"pwrite64", "pwritev", "write"}:
            self.unsynced.add(file.suffix)

    def _mark(self, name: str) -> None:
        self.counted[name] += 1
        if name in {"before commit", "draft write"}:
            self.synced.clear()
        elif name == "after commit":
            self._expect(name, ".db-wal")
        elif name == "draft rename":
            self._expect(name, ".new")
        elif name == "draft kept":
            # The folder, for the name.
            self._expect(name, "")

    def _expect(self, mark: str, suffix: str) -> None:
        if suffix not in self.synced or suffix in self.unsynced:
            self.faults.append(f"{mark} {self.counted[mark]}: {suffix or 'folder'} not synced")


@pytest.mark.kill
@pytest.mark.parametrize("morning", MORNINGS)
def test_every_commit_and_draft_is_synced_before_it_is_acknowledged(
    morning: str, centres: Centres, scratch: Path, tmp_path: Path
) -> None:
    place, marks, trace = centres.fresh(), tmp_path / "marks", tmp_path / "trace"
    strace = [_strace(), "-f", "-y", "-qq", "-s", "40", "-o", str(trace)]
    calls = ["-e", "trace=pwrite64,pwritev,write,fdatasync,fsync", "-e", "signal=none"]
    command = [sys.executable, "-m", "tests.kill.traced_day", morning]
    folders = [place.database, str(place.folder), str(scratch), str(marks)]

    subprocess.run(
        [*strace, *calls, *command, *folders], cwd=ROOT, check=True, timeout=DEADLINE_SECONDS
    )

    seen = Trace()
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        seen.follow(line)
    assert seen.faults == []
    assert seen.counted["after commit"] > FEWEST_COMMITS
    assert sum(n for mark, n in seen.counted.items() if mark.startswith("ack ")) > 0
    told = marks.read_text(encoding="utf-8").splitlines()
    assert seen.counted == Counter(told), "the trace has missed something"


def _strace() -> str:
    found = shutil.which("strace")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("strace is not installed")
        pytest.skip("strace is not installed")
    return found


@pytest.fixture
def on_file(centres: Centres, shared: Content) -> Iterator[OpenDatabase]:
    with open_stage(centres.fresh(), shared) as stage:
        yield _opened(stage.session(CLERK).database)


@pytest.fixture
def on_server(
    postgres_server: PostgresServer, shared: Content, tmp_path: Path
) -> Iterator[OpenDatabase]:
    database = found_small_postgres(postgres_server)
    with open_stage(Place(postgres_server.url(database), tmp_path), shared) as stage:
        yield _opened(stage.session(CLERK).database)


def test_every_connection_to_a_file_syncs_fully(on_file: OpenDatabase) -> None:
    for connection in _many(on_file):
        driver = _driver(connection)
        asked = [
            driver.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode", "foreign_keys")
        ]
        assert asked == [FULL, "wal", 1]


@pytest.mark.parametrize("spoiled", ["synchronous = NORMAL", "synchronous = OFF"])
def test_a_connection_that_lost_its_sync_is_not_written_on(
    on_file: OpenDatabase, spoiled: str
) -> None:
    with on_file._desk.writer.connect() as connection:
        _driver(connection).execute(f"PRAGMA {spoiled}")

    with pytest.raises(EnvironmentProblem, match="存盘才算数"), on_file.unit_of_work() as uow:
        uow.now()


@pytest.mark.postgres
def test_every_connection_to_a_server_commits_synchronously(on_server: OpenDatabase) -> None:
    for connection in _many(on_server):
        for name in ("synchronous_commit", "fsync", "full_page_writes"):
            assert connection.exec_driver_sql(f"SHOW {name}").scalar() == "on"


@pytest.mark.postgres
def test_a_session_that_no_longer_commits_synchronously_is_not_written_on(
    on_server: OpenDatabase,
) -> None:
    with on_server._desk.writer.connect() as connection:
        connection.exec_driver_sql("SET synchronous_commit = off")
        connection.commit()

    with pytest.raises(EnvironmentProblem, match="存盘才算数"), on_server.unit_of_work() as uow:
        uow.now()


@pytest.mark.postgres
@pytest.mark.parametrize("morning", MORNINGS)
def test_the_server_has_flushed_the_commit_record_before_an_act_is_acknowledged(
    morning: str, postgres_server: PostgresServer, shared: Content, tmp_path: Path
) -> None:
    database = found_small_postgres(postgres_server)
    with postgres_server.superuser(database) as watcher:
        watcher.execute("CREATE EXTENSION pg_walinspect")
        commits = FlushedCommits(watcher)
        with open_stage(Place(postgres_server.url(database), tmp_path), shared, commits) as stage:
            MORNINGS[morning](Morning(stage, lambda _ack: None))

    assert commits.missing == []
    assert commits.seen > FEWEST_COMMITS


class FlushedCommits:
    """Looks after each commit for its record in that part of the log that is on the disk."""

    def __init__(self, watcher: psycopg.Connection) -> None:
        self._watcher = watcher
        self._before = ""
        self.seen = 0
        self.missing: list[int] = []

    def __call__(self, step: str) -> None:
        if step == "before commit":
            self._before = self._ask("SELECT pg_current_wal_insert_lsn()")
        if step == "after commit":
            self.seen += 1
            flushed = self._ask("SELECT pg_current_wal_flush_lsn()")
            # Both ends are values of the server's own.
            found = self._ask(
                "SELECT count(*) FROM pg_get_wal_records_info("
                f"'{self._before}', '{flushed}') WHERE record_type LIKE 'COMMIT%'"
            )
            if found == "0":
                self.missing.append(self.seen)

    def _ask(self, sql: str) -> str:
        row = self._watcher.execute(sql.encode()).fetchone()
        assert row is not None
        return str(row[0])


def _opened(database: Database) -> OpenDatabase:
    assert isinstance(database, OpenDatabase)
    return database


def _many(database: OpenDatabase) -> Iterator[Connection]:
    """Hold several connections at once, so that the pool has to make new ones."""
    with ExitStack() as stack:
        made = [stack.enter_context(database._desk.writer.connect()) for _ in range(CONNECTIONS)]
        yield from made


def _driver(connection: Connection) -> sqlite3.Connection:
    """Return what SQLite is asked through without beginning a transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
