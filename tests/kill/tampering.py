"""Somebody who has the file or the server and works past the program."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from psycopg.rows import dict_row

from tests.persistence.postgres_server import PostgresServer

Row = Mapping[str, Any]
# Everything that verify looks at, children first.
TABLES = (
    "attachment",
    "attachment_file",
    "print_job",
    "render_queue",
    "document_file",
    "document",
    "template_text",
    "case_event",
    "case_key",
    "case_",
    "number_line",
    "item_version",
)

_MOMENT, _DAY = timedelta(microseconds=1), timedelta(days=1)


class Tamperer(Protocol):
    """Reads and changes rows; no trigger and no foreign key stops him."""

    def rows(self, sql: str) -> Sequence[Row]: ...

    def change(self, table: str, column: str, value: object, where: str) -> None: ...

    def run(self, sql: str) -> None: ...


class FileTamperer:
    """Works on a SQLite file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.row_factory = sqlite3.Row
        triggers = self.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        self._connection.executescript("".join(f"DROP TRIGGER {row['name']};" for row in triggers))

    def rows(self, sql: str) -> Sequence[Row]:
        return [dict(row) for row in self._connection.execute(sql)]

    def change(self, table: str, column: str, value: object, where: str) -> None:
        with self._connection:
            sql = f"UPDATE {table} SET {column} = ? WHERE {where}"
            assert self._connection.execute(sql, (value,)).rowcount == 1

    def run(self, sql: str) -> None:
        with self._connection:
            self._connection.execute(sql)

    def close(self) -> None:
        self._connection.close()


class ServerTamperer:
    """Works on a PostgreSQL database as its superuser; ``restore`` takes everything back."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self._connection = server.superuser(database)
        self.run("SET search_path = windowdesk")
        self.run("SET session_replication_role = replica")
        self.run("CREATE SCHEMA kept")
        for table in TABLES:
            self.run(f"CREATE TABLE kept.{table} AS TABLE {table}")

    def rows(self, sql: str) -> Sequence[Row]:
        return self._connection.cursor(row_factory=dict_row).execute(sql.encode()).fetchall()

    def change(self, table: str, column: str, value: object, where: str) -> None:
        sql = f"UPDATE {table} SET {column} = %s WHERE {where}"
        assert self._connection.execute(sql.encode(), (value,)).rowcount == 1

    def run(self, sql: str) -> None:
        self._connection.execute(sql.encode())

    def restore(self) -> None:
        """Put every row back as it was in the beginning."""
        with self._connection.transaction():
            for table in TABLES:
                self.run(f"DELETE FROM {table}")
                self.run(f"INSERT INTO {table} TABLE kept.{table}")

    def close(self) -> None:
        self._connection.close()


def changed(value: object) -> object:
    """Return a value with one bit, sign or step changed."""
    match value:
        case bool():
            return not value
        case int():
            # Far enough that no other row has it.
            return value + 1_000
        case datetime() | date():
            # 9999-12-31 stands for none, so the step goes back.
            return value - (_MOMENT if isinstance(value, datetime) else _DAY)
        case bytes() | memoryview():
            return changed_byte(bytes(value), len(value) // 2)
    text = str(value) if value else ""
    middle = len(text) // 2
    return f"{text[:middle]}{chr(ord(text[middle]) ^ 1)}{text[middle + 1 :]}" if text else "x"


def changed_byte(plain: bytes, place: int) -> bytes:
    """Return the same bytes with one bit turned over."""
    return plain[:place] + bytes((plain[place] ^ 1,)) + plain[place + 1 :]
