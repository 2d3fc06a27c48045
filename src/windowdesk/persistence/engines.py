"""Engines: how connections are made, how transactions begin, and that commits are durable."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.opening import UNSAFE

BUSY_SECONDS = 5.0
_WRITES = "windowdesk_writes"
_QUERY_ONLY = "windowdesk_query_only"
_FULL = 2  # PRAGMA synchronous: every commit is on the disk before it returns
_READ_CACHE_KIB = 16_384


def sqlite_engine(path: Path, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Return an engine on a database file that is there already."""
    engine = create_engine(
        URL.create("sqlite", database=f"file:{_quoted(path)}", query={"mode": "rw", "uri": "true"}),
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        pool_size=5,
        max_overflow=10,
        pool_timeout=busy_seconds * 2,
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def that_writes(engine: Engine) -> Engine:
    """Return the same engine for transactions that may write."""
    return engine.execution_options(**{_WRITES: True})


def durability(connection: DBAPIConnection) -> None:
    """Raise EnvironmentProblem unless a SQLite connection makes its commits durable."""
    cursor = connection.cursor()
    try:
        settings = [_asked(cursor, name) for name in ("synchronous", "journal_mode")]
        keys = _asked(cursor, "foreign_keys")
    finally:
        cursor.close()
    if settings != [_FULL, "wal"] or keys != 1:
        raise EnvironmentProblem(UNSAFE)


def _asked(cursor: Any, pragma: str) -> object:
    return cursor.execute(f"PRAGMA {pragma}").fetchone()[0]


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101  the engine is made for it
    # Transactions begin in the hook below; the module's own habit of beginning late is turned off.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"cache_size = -{_READ_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    """Take the lock of the writer at once, or none at all: nothing ever upgrades a read."""
    writes = connection.get_execution_options().get(_WRITES, False)
    if writes:
        # Whoever only reads has no commit that could be lost.
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101  a transaction begins on a connection
        durability(driver)
    if connection.info.get(_QUERY_ONLY) is not (not writes):
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.info[_QUERY_ONLY] = not writes
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


def _quoted(path: Path) -> str:
    # Characters that mean something else in a URI file name of SQLite.
    text = str(path)
    for sign, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        text = text.replace(sign, code)
    return text
