"""The same rows as an act of the program writes, by hand with the bare driver.

The rows of one real act are read back once; each run writes them again under new identities and
numbers, hashes its events, takes its number lines in order, and commits.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

Row = dict[str, Any]
_TABLES = (
    "party",
    "party_key",
    "case_",
    "case_key",
    "case_event",
    "number_line",
    "document",
    "render_queue",
    "print_job",
)


class FileDriver:
    """sqlite3 on a file whose rules are taken off: nothing but the driver and the disk."""

    def __init__(self, connection: sqlite3.Connection, centre: str) -> None:
        self._connection = connection
        self._centre = centre
        connection.isolation_level = None
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            connection.execute(f'DROP TRIGGER "{row["name"]}"')

    def rows(self, statement: str, values: Mapping[str, object]) -> Sequence[Row]:
        """Return what a query finds."""
        return [dict(row) for row in self._connection.execute(statement, values)]

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows that have the same columns."""
        names = tuple(rows[0])
        marks = ", ".join(f":{name}" for name in names)
        self._connection.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
            rows,
        )

    def take(self, lines: Sequence[str]) -> Mapping[str, int]:
        """Take the next serial of each line."""
        return {
            line: self._connection.execute(
                "INSERT INTO number_line VALUES (?, ?, 1, 1) ON CONFLICT (centre, line)"
                " DO UPDATE SET last = last + 1 RETURNING last",
                (self._centre, line),
            ).fetchone()[0]
            for line in sorted(lines)
        }

    def update(self, table: str, row: Row, key: str) -> None:
        """Write all columns of a row."""
        given = ", ".join(f"{name} = :{name}" for name in row if name != key)
        self._connection.execute(f"UPDATE {table} SET {given} WHERE {key} = :{key}", row)

    def begin(self) -> None:
        """Begin as a writer."""
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Commit to the disk."""
        self._connection.execute("COMMIT")


class ServerDriver:
    """psycopg as a superuser, past triggers and policies."""

    def __init__(self, connection: psycopg.Connection, centre: str) -> None:
        self._connection = connection
        self._cursor = connection.cursor(row_factory=dict_row)
        self._centre = centre

    @contextmanager
    def another(self) -> "Iterator[ServerDriver]":
        """Open one more connection to the same copies."""
        address = self._connection.info
        with psycopg.connect(address.dsn, password=address.password) as connection:
            connection.execute("SET search_path = by_hand")
            connection.commit()
            yield ServerDriver(connection, self._centre)

    def rows(self, statement: str, values: Mapping[str, object]) -> Sequence[Row]:
        """Return what a query finds."""
        told = statement.replace(":of", "%(of)s").encode()
        return list(self._cursor.execute(told, values).fetchall())

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows that have the same columns."""
        names = tuple(rows[0])
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join(f"%({name})s" for name in names)
        told = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"
        if len(rows) == 1:
            self._cursor.execute(told.encode(), rows[0])
        else:
            self._cursor.executemany(told.encode(), rows)

    def take(self, lines: Sequence[str]) -> Mapping[str, int]:
        """Take the next serial of each line in one statement."""
        taken = self._cursor.execute(
            "INSERT INTO number_line SELECT %s, line, 1, 1 FROM unnest(%s::text[]) AS line"
            " ORDER BY line ON CONFLICT (centre, line) DO UPDATE SET last = number_line.last + 1"
            " RETURNING line, last",
            (self._centre, sorted(lines)),
        )
        return {row["line"]: row["last"] for row in taken.fetchall()}

    def update(self, table: str, row: Row, key: str) -> None:
        """Write all columns of a row."""
        given = ", ".join(f'"{name}" = %({name})s' for name in row if name != key)
        self._cursor.execute(f"UPDATE {table} SET {given} WHERE {key} = %({key})s".encode(), row)

    def begin(self) -> None:
        """Do nothing: the driver begins by itself."""

    def commit(self) -> None:
        """Commit to the disk."""
        self._connection.commit()


Driver = FileDriver | ServerDriver
Ask = Callable[[str, Sequence[object]], list[tuple[object, ...]]]


@contextmanager
def open_copy(path: Path, centre: str) -> Iterator[Driver]:
    """Open a copy of a database file with the bare driver, on the same disk."""
    copy = path.with_name("raw.db")
    with closing(sqlite3.connect(path)) as given, closing(sqlite3.connect(copy)) as made:
        given.backup(made)
        made.execute("PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(copy)) as connection:
        yield FileDriver(connection, centre)
    copy.unlink()


@contextmanager
def open_server(owner_url: str, centre: str) -> Iterator[ServerDriver]:
    """Open copies of the tables of a database on a server, without triggers and policies."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("CREATE SCHEMA by_hand")
        for table in _TABLES:
            connection.execute(
                f"CREATE TABLE by_hand.{table} (LIKE windowdesk.{table} INCLUDING ALL)".encode()
            )
            connection.execute(
                f"INSERT INTO by_hand.{table} SELECT * FROM windowdesk.{table}".encode()
            )
        connection.execute("SET search_path = by_hand")
        connection.commit()
        yield ServerDriver(connection, centre)
        connection.rollback()
        connection.execute("DROP SCHEMA by_hand CASCADE")


@contextmanager
def open_reading(path: Path) -> Iterator[Ask]:
    """Open a database file with the bare driver to ask it questions."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        yield lambda statement, values: connection.execute(statement, values).fetchall()


class HandAct:
    """Writes the rows of one act again and again.

    ``first_seq`` is the first event that the act wrote: 1 for an acceptance, which brings its case
    and applicant along; a later act updates a case that is there. ``start`` keeps the identities of
    several writers apart.
    """

    def __init__(
        self,
        driver: Driver,
        case_id: int,
        documents: Sequence[int],
        first_seq: int,
        *,
        start: int = 0,
    ) -> None:
        self._driver = driver
        self._first_seq = first_seq
        of = {"of": case_id}
        read = driver.rows
        self._case = read("SELECT * FROM case_ WHERE case_id = :of", of)[0]
        self._party = read(
            "SELECT * FROM party WHERE party_id = :of", {"of": self._case["party_id"]}
        )[0]
        self._case_keys = read("SELECT * FROM case_key WHERE seq = :of", of)
        self._party_keys = read(
            "SELECT * FROM party_key WHERE seq = :of", {"of": self._case["party_id"]}
        )
        events = read("SELECT * FROM case_event WHERE case_id = :of ORDER BY seq", of)
        self._events = [row for row in events if row["seq"] >= first_seq]
        papers = read("SELECT * FROM document WHERE case_id = :of ORDER BY document_id", of)
        self._papers = [row for row in papers if row["document_id"] in documents]
        prints = read("SELECT * FROM print_job WHERE case_id = :of", of)
        self._prints = [row for row in prints if row["document_id"] in documents]
        self._numbers = count(start + 1)

    def run(self) -> None:
        """Write the rows once, in one transaction."""
        n = next(self._numbers)
        driver, shift = self._driver, n * 7
        driver.begin()
        lines = [row["line"] for row in self._papers]
        if self._first_seq == 1:
            lines.append("case|raw")
        serials = driver.take(lines)
        case = self._case
        if self._first_seq == 1:
            case = self._new_case(shift, serials["case|raw"])
        self._store(case, shift, serials)
        driver.commit()

    def _new_case(self, shift: int, serial: int) -> Row:
        driver = self._driver
        person = {
            **self._party,
            "party_id": self._party["party_id"] + shift,
            "id_number": f"R{serial:017d}",
        }
        case = {
            **self._case,
            "case_id": self._case["case_id"] + shift,
            "party_id": person["party_id"],
            "number": f"{serial:024d}",
        }
        driver.insert("party", [person])
        driver.insert("party_key", [{**row, "seq": person["party_id"]} for row in self._party_keys])
        driver.insert("case_", [case])
        driver.insert("case_key", [{**row, "seq": case["case_id"]} for row in self._case_keys])
        return case

    def _store(self, case: Row, shift: int, serials: Mapping[str, int]) -> None:
        driver, seq = self._driver, count(self._first_seq if self._first_seq == 1 else 1000 + shift)
        events = []
        for row in self._events:
            text = json.dumps({"case": case["case_id"], "was": row["text"]}, ensure_ascii=False)
            events.append(
                {
                    **row,
                    "case_id": case["case_id"],
                    "seq": next(seq),
                    "text": text,
                    "hash": sha256(text.encode()).hexdigest(),
                }
            )
        papers = [
            {
                **row,
                "document_id": row["document_id"] + shift,
                "case_id": case["case_id"],
                "serial": serials[row["line"]] + 10**6,
                "number": f"raw {row['kind']} {serials[row['line']]}",
            }
            for row in self._papers
        ]
        if self._first_seq > 1:
            driver.update("case_", {**case, "version": case["version"] + shift}, "case_id")
        driver.insert("case_event", events)
        driver.insert("document", papers)
        waiting = ("document_id", "centre", "department")
        driver.insert("render_queue", [{name: row[name] for name in waiting} for row in papers])
        if self._prints:
            driver.insert(
                "print_job",
                [
                    {
                        **row,
                        "print_id": row["print_id"] + shift,
                        "document_id": row["document_id"] + shift,
                        "case_id": case["case_id"],
                    }
                    for row in self._prints
                ],
            )
