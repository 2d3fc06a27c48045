"""The doors to a database: who comes through is an account."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Account
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import local_date
from windowdesk.persistence.change_watch import FileChanges, ServerChanges
from windowdesk.persistence.dialect import POSTGRESQL, SQLITE, SqlDialect
from windowdesk.persistence.engines import BUSY_SECONDS, sqlite_engine, that_writes
from windowdesk.persistence.find_statements import FindStatements
from windowdesk.persistence.item_store import ItemCache
from windowdesk.persistence.key_store import KeyCache
from windowdesk.persistence.list_statements import ListStatements
from windowdesk.persistence.logins import DISABLED, can_be_right
from windowdesk.persistence.machine_clock import ClockSource, MachineClock, machine_source
from windowdesk.persistence.number_journal import NumberJournal
from windowdesk.persistence.open_database import OpenDatabase, no_step
from windowdesk.persistence.paper_stores import TemplateDigests
from windowdesk.persistence.passwords import CHECK_AGAIN, PasswordCheck
from windowdesk.persistence.postgres_accounts import PostgresAccounts
from windowdesk.persistence.postgres_server import ServerAddress, refusal, staff_engine
from windowdesk.persistence.rows import account_of
from windowdesk.persistence.schema import is_current, require_current
from windowdesk.persistence.session import OnStep, explained
from windowdesk.persistence.sqlite_accounts import SqliteAccounts, SqliteLogin
from windowdesk.persistence.sqlite_file import FileWatch, require_local, require_usable
from windowdesk.persistence.stand_in_store import with_stand_ins
from windowdesk.persistence.statements import Statements
from windowdesk.persistence.tables import account as table
from windowdesk.persistence.tables import centre as centre_table
from windowdesk.persistence.unit_of_work import Desk

# Imported when an old file turns up: alembic takes longer to import than the desk to open.
_MIGRATION = "windowdesk.persistence.migration"


class SqliteGate:
    """The door to a database in one file.

    ``source`` tells the time of acts; ``on_step`` is told of every write before it happens.
    EnvironmentProblem on log-in if the file is gone, foreign, read-only or on a network share.
    """

    def __init__(
        self,
        path: Path,
        calendar: WorkCalendar,
        *,
        source: ClockSource | None = None,
        on_step: OnStep = no_step,
        check: PasswordCheck | None = None,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self._path = path
        self._calendar = calendar
        self._source = source or machine_source()
        self._on_step = on_step
        self._check = check
        self._busy_seconds = busy_seconds

    def log_in(self, login: str, password: str) -> tuple[Account, OpenDatabase]:
        """Check the password and open the database as that account; see services.ports.Gate."""
        require_local(self._path)
        require_usable(self._path)
        engine = sqlite_engine(self._path, self._busy_seconds)
        try:
            self._bring_up_to_date(engine)
            return self._open(engine, login, password)
        except BaseException:
            engine.dispose()
            raise

    def inspect(self, inspector: Account) -> OpenDatabase:
        """Open the file without a login, as ``inspector``, for whoever holds the file anyway.

        Backups are checked through it. EnvironmentProblem as on log-in.
        """
        require_usable(self._path)
        engine = sqlite_engine(self._path, self._busy_seconds)
        try:
            self._bring_up_to_date(engine)
            with explained(SQLITE), engine.connect() as connection:
                centre = connection.execute(select(centre_table.c.code)).scalar_one()
            return self._opened(engine, inspector, centre, self._check or PasswordCheck())
        except BaseException:
            engine.dispose()
            raise

    def _bring_up_to_date(self, engine: Engine) -> None:
        with explained(SQLITE), engine.connect() as connection:
            current = is_current(connection)
        if not current:
            engine.dispose()
            import_module(_MIGRATION).upgrade_sqlite(self._path)

    def _open(self, engine: Engine, login: str, password: str) -> tuple[Account, OpenDatabase]:
        writer = that_writes(engine)
        check = self._check or PasswordCheck()
        known = SqliteLogin(writer, engine, check, self._source)
        own, centre = known.log_in(login, password)
        with explained(SQLITE), engine.connect() as connection:
            account = with_stand_ins(connection, own, local_date(self._source.wall()))
        return account, self._opened(engine, account, centre, check)

    def _opened(
        self, engine: Engine, account: Account, centre: str, check: PasswordCheck
    ) -> OpenDatabase:
        writer = that_writes(engine)
        desk = _desk(
            SQLITE,
            writer=writer,
            reader=engine,
            calendar=self._calendar,
            centre=centre,
            clock=MachineClock(self._source),
            on_step=self._on_step,
            guard=FileWatch(self._path),
            announce=_tell_nobody,
            journal=NumberJournal(self._path).note,
        )
        accounts = SqliteAccounts(writer, engine, centre, check)
        return OpenDatabase(desk, account, accounts, FileChanges(self._path))


class PostgresGate:
    """The door to a database on a server; everybody comes in as a login role of his own.

    ``url`` says where it is and not who comes: postgresql://SERVER:PORT/DATABASE?sslmode=require.
    EnvironmentProblem on log-in if the server is away or has another schema.
    """

    def __init__(self, url: str, calendar: WorkCalendar, *, on_step: OnStep = no_step) -> None:
        self._address = ServerAddress.read(url)
        self._calendar = calendar
        self._on_step = on_step

    def log_in(self, login: str, password: str) -> tuple[Account, OpenDatabase]:
        """Check the password and open the database as that account; see services.ports.Gate."""
        if not can_be_right(login, password):
            raise DomainError(CHECK_AGAIN, "password")
        address = self._address.of_staff(login, password)
        reader = staff_engine(address, read_only=True)
        writer = staff_engine(address, read_only=False)
        try:
            account, centre = self._come_in(reader, login)
            return account, self._open(address, reader, writer, account, centre)
        except BaseException:
            reader.dispose()
            writer.dispose()
            raise

    def _come_in(self, reader: Engine, login: str) -> tuple[Account, str]:
        try:
            connection = reader.connect()
        except DBAPIError as error:
            raise refusal(error, self._address.role(login)) from error
        with explained(POSTGRESQL), connection:
            require_current(connection)
            row = connection.execute(select(table).where(table.c.login == login)).first()
            if row is None:
                raise DomainError(DISABLED, "login")
            now: datetime = connection.execute(select(func.now())).scalar_one()
            account = with_stand_ins(connection, account_of(row), local_date(now))
        return account, str(row.centre)

    def _open(
        self,
        address: ServerAddress,
        reader: Engine,
        writer: Engine,
        account: Account,
        centre: str,
    ) -> OpenDatabase:
        changes = ServerChanges(address.conninfo(), centre, account.department)
        desk = _desk(
            POSTGRESQL,
            writer=writer,
            reader=reader,
            calendar=self._calendar,
            centre=centre,
            clock=MachineClock(machine_source()),
            on_step=self._on_step,
            guard=_nothing_to_watch,
            announce=changes.announce,
            journal=_note_nothing,
        )
        accounts = PostgresAccounts(writer, reader, address, centre)
        return OpenDatabase(desk, account, accounts, changes)


def _desk(
    dialect: SqlDialect,
    *,
    writer: Engine,
    reader: Engine,
    calendar: WorkCalendar,
    centre: str,
    clock: MachineClock,
    on_step: OnStep,
    guard: Callable[[], None],
    announce: Callable[[Collection[str]], None],
    journal: Callable[[Mapping[str, int]], None],
) -> Desk:
    statements, lists, finds = _compiled(dialect)
    return Desk(
        dialect=dialect,
        statements=statements,
        lists=lists,
        finds=finds,
        writer=writer,
        reader=reader,
        calendar=calendar,
        centre=centre,
        clock=clock,
        items=ItemCache(),
        keys=KeyCache(),
        templates=TemplateDigests(),
        on_step=on_step,
        guard=guard,
        announce=announce,
        journal=journal,
    )


def _tell_nobody(_departments: Collection[str]) -> None:
    """Do nothing: other programs see by themselves that the file changed."""


def _note_nothing(_serials: Mapping[str, int]) -> None:
    """Do nothing: a server has its own backups, which lose no commit."""


def _nothing_to_watch() -> None:
    """Do nothing: a server looks after its own files."""


@cache
def _compiled(dialect: SqlDialect) -> tuple[Statements, ListStatements, FindStatements]:
    """Compile once in a process: it takes longer than all the rest of logging in."""
    return Statements(dialect), ListStatements(dialect), FindStatements(dialect)
