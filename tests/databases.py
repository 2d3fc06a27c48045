"""Databases for tests: the same centre with the same staff, on SQLite or PostgreSQL."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import psycopg
from argon2 import PasswordHasher
from psycopg import sql

from tests.factories import NOW, PASSWORD, make_calendar, make_centre, make_item, make_staff
from tests.persistence.postgres_server import PostgresServer
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.duties import Role
from windowdesk.domain.item import Item
from windowdesk.persistence.centre_text import centre_text
from windowdesk.persistence.founding import Founding, found_postgres, found_sqlite
from windowdesk.persistence.gates import PostgresGate, SqliteGate
from windowdesk.persistence.machine_clock import ClockSource
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.persistence.passwords import PasswordCheck
from windowdesk.persistence.schema import REVISIONS, fingerprint

# Cheap on purpose: the cost of a real hash is paid once, in the test of passwords.
QUICK_CHECK = PasswordCheck(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass
class SettableClock:
    """A wall clock that stands still until it is moved, and a steady one that goes with it."""

    wall: datetime = NOW
    steady: float = 0.0

    @property
    def source(self) -> ClockSource:
        return ClockSource(wall=lambda: self.wall, steady=lambda: self.steady)

    def go_on(self, by: timedelta) -> None:
        """Let time pass."""
        self.wall += by
        self.steady += by.total_seconds()

    def set_to(self, wall: datetime) -> None:
        """Turn the hands of the wall clock."""
        self.wall = wall


class LogIn(Protocol):
    def log_in(self, login: str, password: str) -> tuple[Account, OpenDatabase]: ...


def _no_step(_name: str) -> None:
    return


@dataclass
class Steps:
    """Hears of every write; ``hook`` is called with its name."""

    seen: list[str] = field(default_factory=list)
    hook: Callable[[str], None] = _no_step

    def __call__(self, name: str) -> None:
        self.seen.append(name)
        self.hook(name)


@dataclass
class Desks:
    """A founded centre and the door to it. Every account is named after its duty.

    ``clock`` and ``path`` are None on PostgreSQL, where the server tells the time; ``database`` is
    the name of the database there.
    """

    kind: str
    gate: LogIn
    centre: Centre
    items: Sequence[Item]
    steps: Steps
    calendar: WorkCalendar
    clock: SettableClock | None = None
    path: Path | None = None
    database: str = ""
    _open: list[OpenDatabase] = field(default_factory=list)

    def log_in(self, role: Role = Role.CLERK, login: str = "") -> OpenDatabase:
        """Open the database as an account; it is closed with the desks."""
        return self.session(role, login)[1]

    def session(self, role: Role = Role.CLERK, login: str = "") -> tuple[Account, OpenDatabase]:
        """Open the database as an account, and return the account too."""
        account, database = self.gate.log_in(login or role.value, PASSWORD)
        self._open.append(database)
        return account, database

    def run_sql(self, statement: str) -> None:
        """Run a statement past the program, as somebody who has the file."""
        assert self.path is not None
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(statement)

    def close(self) -> None:
        """Close every database that was opened."""
        while self._open:
            self._open.pop().close()


def make_founding(
    centre: Centre | None = None,
    accounts: Sequence[Account] = (),
    items: Sequence[Item] = (),
) -> Founding:
    """Return a centre with one account for each duty, all with the same password."""
    staff = accounts or make_staff()
    return Founding(
        centre=centre or make_centre(),
        accounts=tuple((account, PASSWORD) for account in staff),
        items=items or (make_item(),),
    )


def sqlite_desks(
    folder: Path,
    founding: Founding | None = None,
    calendar: WorkCalendar | None = None,
    template: Path | None = None,
) -> Desks:
    """Found a centre in a file below ``folder``, or copy one that was founded like this."""
    founding = founding or make_founding()
    calendar = calendar or make_calendar()
    path = folder / "centre.db"
    if template is None:
        found_sqlite(path, founding, QUICK_CHECK)
    else:
        shutil.copy(template, path)
    clock, steps = SettableClock(), Steps()
    gate = SqliteGate(
        path, calendar, source=clock.source, on_step=steps, check=QUICK_CHECK, busy_seconds=5.0
    )
    return Desks(
        kind="sqlite",
        gate=gate,
        centre=founding.centre,
        items=founding.items,
        steps=steps,
        calendar=calendar,
        clock=clock,
        path=path,
    )


def postgres_desks(
    server: PostgresServer,
    founding: Founding | None = None,
    calendar: WorkCalendar | None = None,
    database: str = "",
) -> Desks:
    """Found a centre in a database of its own, or in one that is there."""
    founding = founding or make_founding()
    calendar = calendar or make_calendar()
    database = database or server.new_database()
    found_postgres(server.owner_url(database), founding)
    steps = Steps()
    gate = PostgresGate(server.url(database), calendar, on_step=steps)
    return Desks(
        kind="postgresql",
        gate=gate,
        centre=founding.centre,
        items=founding.items,
        steps=steps,
        calendar=calendar,
        database=database,
    )


# Rows of a case before what they point at.
_EMPTIED = (
    "warning",
    "case_todo",
    "attachment",
    "attachment_file",
    "saved_filter",
    "number_gap",
    "seal",
    "consultation",
    "item_admission",
    "item_draft",
    "print_job",
    "document_file",
    "render_queue",
    "document",
    "template_text",
    "case_event",
    "case_key",
    "case_",
    "party_key",
    "party",
    "number_line",
    "audit_log",
)


class SharedPostgres:
    """One database on a server for many tests, put back to how it was founded before each.

    A database of its own for every test is made of three hundred files, and each is synced.
    """

    def __init__(self, server: PostgresServer, founding: Founding | None = None) -> None:
        self._server = server
        self._founding = founding or make_founding()
        self._desks: Desks | None = None

    def desks(self) -> Desks:
        """Return the centre as it was founded; nobody else may have it open."""
        if self._desks is None:
            self._desks = postgres_desks(self._server, self._founding)
            return self._desks
        database = self._desks.database
        with self._server.superuser(database) as connection, connection.transaction():
            connection.execute("SET LOCAL search_path = windowdesk")
            connection.execute("SET LOCAL session_replication_role = replica")
            for table in _EMPTIED:
                connection.execute(f"DELETE FROM {table}".encode())
            self._restore_facts(connection)
            self._restore_staff(connection, database)
        steps = Steps()
        gate = PostgresGate(self._server.url(database), self._desks.calendar, on_step=steps)
        self._desks = replace(self._desks, gate=gate, steps=steps, _open=[])
        return self._desks

    def _restore_facts(self, connection: psycopg.Connection) -> None:
        connection.execute("UPDATE alembic_version SET version_num = %s", (REVISIONS[-1],))
        connection.execute("UPDATE schema_info SET fingerprint = %s", (fingerprint("postgresql"),))
        connection.execute(
            "UPDATE centre SET body = %s, version = 1, catalogue = 0",
            (centre_text(self._founding.centre),),
        )
        connection.execute("DELETE FROM item_version")
        for item in self._founding.items:
            connection.execute(
                "INSERT INTO item_version VALUES (%s, %s, %s, %s, %s)",
                (
                    self._founding.centre.code,
                    item.item_id,
                    item.version,
                    item.digest,
                    item.to_text(),
                ),
            )

    def _restore_staff(self, connection: psycopg.Connection, database: str) -> None:
        kept = [account.login for account, _ in self._founding.accounts]
        gone = connection.execute(
            "DELETE FROM account WHERE login <> ALL (%s) RETURNING login", (kept,)
        ).fetchall()
        for (login,) in gone:
            role = sql.Identifier(f"{login}@{database}")
            connection.execute(sql.SQL("DROP OWNED BY {}").format(role))
            connection.execute(sql.SQL("DROP ROLE {}").format(role))
        for account, _ in self._founding.accounts:
            role = sql.Identifier(f"{account.login}@{database}")
            connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(role))
            self._restore_duties(connection, account, database)

    def _restore_duties(
        self, connection: psycopg.Connection, account: Account, database: str
    ) -> None:
        """Give back name, duties and department where a test has changed them."""
        usual = (" ".join(sorted(account.roles)), account.department, account.name, account.active)
        changed = connection.execute(
            "UPDATE account SET roles = %s, department = %s, name = %s, active = %s"
            " WHERE login = %s AND (roles, department, name, active) <> (%s, %s, %s, %s)"
            " RETURNING login",
            (*usual, account.login, *usual),
        ).fetchall()
        if not changed:
            return
        login = sql.Identifier(f"{account.login}@{database}")
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN").format(login))
        for duty in Role:
            words = "GRANT {} TO {}" if duty in account.roles else "REVOKE {} FROM {}"
            group = sql.Identifier(f"wd_{duty}@{database}")
            connection.execute(sql.SQL(words).format(group, login))
