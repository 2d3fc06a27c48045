"""Fills a founded database with many rows at once, as its owner, with rules set aside meanwhile.

Meant for seeds and take-overs of old registers. What is written must obey the rules by itself:
``verify`` tells afterwards whether it does. A load that fails leaves a database to be thrown away.
"""

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine, Table

from windowdesk.persistence.engines import sqlite_engine, that_writes
from windowdesk.persistence.migration import apply_rules
from windowdesk.persistence.postgres_accounts import driver_of
from windowdesk.persistence.postgres_server import ServerAddress, owner_engine
from windowdesk.persistence.whole_schema import WHOLE_SCHEMA

_ROWS_AT_ONCE = 20_000
_CACHE_KIB = 2_000_000

Values = Mapping[str, object]
Tuples = list[tuple[object, ...]]


class Sink(Protocol):
    """Takes rows of one table; a parent's rows come before those of its children."""

    def write(self, table: Table, rows: Tuples) -> None:
        """Write rows, their values in the order of the table's columns."""
        ...


class BulkLoad:
    """Gathers rows of many tables and writes them in large parts, parents first.

    ``written`` counts the rows, ``seconds`` the time that writing them took.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._held: dict[str, Tuples] = defaultdict(list)
        self._count = 0
        self.written = 0
        self.seconds = 0.0

    def add(self, table: str, rows: Iterable[Values]) -> None:
        """Take rows by the names of their columns."""
        names = [column.name for column in WHOLE_SCHEMA.tables[table].c]
        held = self._held[table]
        before = len(held)
        held.extend(tuple(row[name] for name in names) for row in rows)
        self._count += len(held) - before
        if self._count >= _ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        begun = time.perf_counter()
        held, self._held = self._held, defaultdict(list)
        self.written += self._count
        self._count = 0
        for table in WHOLE_SCHEMA.sorted_tables:
            if rows := held.get(table.name):
                self._sink.write(table, rows)
        self.seconds += time.perf_counter() - begun


@contextmanager
def into_file(path: Path) -> Iterator[BulkLoad]:
    """Load into an SQLite file that nobody else has open."""
    with closing(sqlite3.connect(path)) as connection:
        for pragma in ("synchronous = OFF", f"cache_size = -{_CACHE_KIB}", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        load = BulkLoad(_FileSink(connection))
        yield load
        load.flush()
        connection.commit()
        connection.execute("ANALYZE")
    engine = sqlite_engine(path)
    try:
        with that_writes(engine).begin() as writing:
            apply_rules(writing)
    finally:
        engine.dispose()


@contextmanager
def into_server(owner_url: str) -> Iterator[BulkLoad]:
    """Load into a database on a server, as its owner, by COPY."""
    engine = owner_engine(ServerAddress.read(owner_url))
    try:
        with engine.begin() as connection:
            tables = [table.name for table in WHOLE_SCHEMA.sorted_tables]
            _set_triggers(engine, tables, "DISABLE")
            sink = _ServerSink(driver_of(connection))
            load = BulkLoad(sink)
            yield load
            load.flush()
        _set_triggers(engine, tables, "ENABLE")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    finally:
        engine.dispose()


class _FileSink:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def write(self, table: Table, rows: Tuples) -> None:
        # By name: a column that an upgrade added stands at the end of the file's table.
        names = ", ".join(f'"{column.name}"' for column in table.c)
        marks = ", ".join("?" * len(table.c))
        insert = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
        self._connection.executemany(insert, rows)
        self._connection.commit()


class _ServerSink:
    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def write(self, table: Table, rows: Tuples) -> None:
        names = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.c)
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
        with self._connection.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)


def _set_triggers(engine: Engine, tables: Iterable[str], word: str) -> None:
    with engine.begin() as connection:
        for table in tables:
            connection.exec_driver_sql(f"ALTER TABLE {table} {word} TRIGGER USER")
