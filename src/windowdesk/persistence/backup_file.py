"""Copies of an SQLite database: made while it is used, checked, read, completed on restore."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.dialect import moment_in, moment_out
from windowdesk.persistence.number_journal import Span

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Contents:
    """What a database file holds: whose it is and how far it reaches."""

    centre_code: str
    cases: int
    last_event_at: datetime | None
    lines: Mapping[str, Span]


@dataclass(frozen=True)
class LostCase:
    """A case that a spoiled database still tells of, and the backup does not hold."""

    number: str
    applicant: str
    item: str
    received_at: datetime


def copy_whole(source: Path, target: Path) -> None:
    """Copy a database as of one moment, while desks go on working, into one file without a log."""
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as made:
        given.backup(made)
    fold_log(target)


def fold_log(path: Path) -> None:
    """Bring what stands in the log of a database into its file, so that the file is all of it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    synced(path)


def require_sound(path: Path) -> None:
    """Raise EnvironmentProblem unless SQLite finds every page and every reference in order."""
    try:
        with closing(_only_reading(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise EnvironmentProblem(f"备份文件打不开：{path}（{error}）。换一份备份。") from error
    if found != ["ok"] or broken is not None:
        raise EnvironmentProblem(f"备份文件有坏页：{path}。换一份备份。")


def contents_of(path: Path) -> Contents:
    """Read what a sound database holds; EnvironmentProblem if it is none of ours."""
    try:
        with closing(_only_reading(path)) as connection:
            (code,) = connection.execute("SELECT code FROM centre").fetchone()
            (cases,) = connection.execute("SELECT count(*) FROM case_").fetchone()
            (last,) = connection.execute("SELECT max(at) FROM case_event").fetchone()
            lines = dict(_lines(connection))
    except (sqlite3.DatabaseError, TypeError) as error:
        raise EnvironmentProblem(f"这个文件不是本系统的数据库：{path}。换一份备份。") from error
    return Contents(code, cases, moment_out(last) if last else None, lines)


def lines_of_spoiled(path: Path) -> Mapping[str, Span]:
    """Return the number lines that a spoiled database still tells of; none if it tells nothing."""
    return dict(_salvaged(path, "SELECT line, first, last FROM number_line", _line))


def cases_lost(spoiled: Path, backup: Path) -> tuple[LostCase, ...]:
    """Return the cases that a spoiled database still tells of and the backup does not hold."""
    with closing(_only_reading(backup)) as connection:
        held = {row[0] for row in connection.execute("SELECT number FROM case_")}
    query = "SELECT number, applicant_name, item_name, received_at FROM case_ ORDER BY case_id"
    return tuple(case for case in _salvaged(spoiled, query, _lost) if case.number not in held)


def pass_over(path: Path, gaps: Mapping[str, Span], reason: str, at: datetime) -> None:
    """Let the lines of a restored database go on behind ``gaps``, and record why."""
    moment = moment_in(at)
    with closing(sqlite3.connect(path)) as connection, connection:
        (centre,) = connection.execute("SELECT code FROM centre").fetchone()
        for line, gap in gaps.items():
            connection.execute(
                "INSERT INTO number_gap (centre, line, first, last, reason, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (centre, line, gap.first, gap.last, reason, moment),
            )
            connection.execute(
                "INSERT INTO number_line (centre, line, first, last) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (centre, line) DO UPDATE SET last = excluded.last",
                (centre, line, gap.first, gap.last),
            )
    synced(path)


def synced(path: Path) -> None:
    """Bring a file and the name of it to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _only_reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _lines(connection: sqlite3.Connection) -> Iterator[tuple[str, Span]]:
    for row in connection.execute("SELECT line, first, last FROM number_line"):
        yield _line(row)


def _line(row: tuple[str, int, int]) -> tuple[str, Span]:
    return row[0], Span(row[1], row[2])


def _lost(row: tuple[str, str, str, str]) -> LostCase:
    return LostCase(row[0], row[1], row[2], moment_out(row[3]))


def _salvaged(path: Path, query: str, read: Callable[[Any], _Found]) -> Iterator[_Found]:
    """Yield the rows of a query until the file cannot tell any more."""
    try:
        with closing(_only_reading(path)) as connection:
            for row in connection.execute(query):
                yield read(row)
    except (sqlite3.Error, ValueError, TypeError):
        return
