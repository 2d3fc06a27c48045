"""The doors to a database: who comes through is an account."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import Engine

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Account
from windowdesk.persistence.change_watch import FileChanges
from windowdesk.persistence.dialect import SQLITE
from windowdesk.persistence.engines import BUSY_SECONDS, sqlite_engine, that_writes
from windowdesk.persistence.list_statements import ListStatements
from windowdesk.persistence.machine_clock import ClockSource, MachineClock, machine_source
from windowdesk.persistence.open_database import OpenDatabase, no_step
from windowdesk.persistence.paper_stores import TemplateDigests
from windowdesk.persistence.passwords import PasswordCheck
from windowdesk.persistence.schema import is_current
from windowdesk.persistence.session import OnStep, explained
from windowdesk.persistence.sqlite_accounts import SqliteAccounts, SqliteLogin
from windowdesk.persistence.sqlite_file import FileWatch, require_local, require_usable
from windowdesk.persistence.statements import Statements
from windowdesk.persistence.stores import ItemCache
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
        account, centre = known.log_in(login, password)
        desk = Desk(
            dialect=SQLITE,
            statements=Statements(SQLITE),
            lists=ListStatements(SQLITE),
            writer=writer,
            reader=engine,
            calendar=self._calendar,
            centre=centre,
            clock=MachineClock(self._source),
            items=ItemCache(),
            templates=TemplateDigests(),
            on_step=self._on_step,
            guard=FileWatch(self._path),
            announce=_tell_nobody,
        )
        accounts = SqliteAccounts(writer, engine, centre, check)
        return account, OpenDatabase(desk, accounts, FileChanges(self._path))


def _tell_nobody() -> None:
    """Do nothing: other programs see by themselves that the file changed."""
