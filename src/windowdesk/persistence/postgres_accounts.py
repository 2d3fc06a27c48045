"""Accounts as login roles of a PostgreSQL server, managed through functions of the owner."""

import psycopg
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from windowdesk.domain.centre import Account
from windowdesk.domain.errors import DomainError
from windowdesk.persistence.dialect import POSTGRESQL
from windowdesk.persistence.logins import (
    LOGIN_TAKEN,
    NO_ACCOUNT,
    require_admin_stays,
    require_another_admin,
    require_login,
    require_roles,
)
from windowdesk.persistence.passwords import require_fit
from windowdesk.persistence.postgres_server import ServerAddress, verifier
from windowdesk.persistence.rows import account_of
from windowdesk.persistence.session import explained
from windowdesk.persistence.tables import account as table

_TAKEN = frozenset(("23505", "42710"))  # an account or a role of this name is there


class PostgresAccounts:
    """Staff accounts of the centre of whoever is logged in."""

    def __init__(self, writer: Engine, reader: Engine, address: ServerAddress, centre: str) -> None:
        self._writer = writer
        self._reader = reader
        self._address = address
        self._centre = centre

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        query = select(table).where(table.c.centre == self._centre).order_by(table.c.login)
        with explained(POSTGRESQL), self._reader.connect() as connection:
            return tuple(account_of(row) for row in connection.execute(query))

    def get(self, login: str) -> Account:
        """Return one account; DomainError if there is none."""
        with explained(POSTGRESQL), self._reader.connect() as connection:
            row = connection.execute(select(table).where(table.c.login == login)).first()
        if row is None:
            raise DomainError(NO_ACCOUNT.format(login=login), "login")
        return account_of(row)

    def add(self, account: Account, password: str) -> None:
        """Make an account; DomainError if the login is taken or not fit."""
        require_login(account.login)
        require_roles(account.roles)
        require_fit(password)
        call = text(
            "SELECT wd_add_account(:who, :name, :duties, :department, :phone, :changes, :verifier)"
        )
        with explained(POSTGRESQL), self._writer.begin() as connection:
            values = {
                "who": account.login,
                "name": account.name,
                "duties": sorted(account.roles),
                "department": account.department,
                "phone": account.phone,
                "changes": account.must_change_password,
                "verifier": self._verifier(connection, account.login, password),
            }
            try:
                connection.execute(call, values)
            except DBAPIError as error:
                if is_taken(error):
                    raise DomainError(LOGIN_TAKEN.format(login=account.login), "login") from error
                raise

    def change(self, account: Account) -> None:
        """Change name, duties, department and phone; who is the last administrator stays one."""
        self.get(account.login)
        require_roles(account.roles)
        require_admin_stays(self.all(), account)
        call = text("SELECT wd_change_account(:who, :name, :duties, :department, :phone)")
        values = {
            "who": account.login,
            "name": account.name,
            "duties": sorted(account.roles),
            "department": account.department,
            "phone": account.phone,
        }
        with explained(POSTGRESQL), self._writer.begin() as connection:
            connection.execute(call, values)

    def disable(self, login: str) -> None:
        """Lock an account out; its past acts keep its name."""
        self.get(login)
        require_another_admin(self.all(), login)
        self._let_in(login, is_active=False)

    def enable(self, login: str) -> None:
        """Let a disabled account in again."""
        self.get(login)
        self._let_in(login, is_active=True)

    def _let_in(self, login: str, *, is_active: bool) -> None:
        call = text("SELECT wd_let_in(:who, :active)")
        with explained(POSTGRESQL), self._writer.begin() as connection:
            connection.execute(call, {"who": login, "active": is_active})

    def set_password(self, login: str, password: str, *, must_change: bool) -> None:
        """Set a new password: an administrator anybody's, everybody his own."""
        self.get(login)
        require_fit(password)
        with explained(POSTGRESQL), self._writer.begin() as connection:
            connection.execute(
                text("SELECT wd_set_password(:who, :verifier, :changes)"),
                {
                    "who": login,
                    "verifier": self._verifier(connection, login, password),
                    "changes": must_change,
                },
            )

    def _verifier(self, connection: Connection, login: str, password: str) -> str:
        return verifier(password, self._address.role(login), driver_of(connection))


def driver_of(connection: Connection) -> psycopg.Connection:
    """Return the driver's own connection."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  the engine was made for psycopg
    return driver


def is_taken(error: DBAPIError) -> bool:
    """Tell whether an account could not be made because its name is in use."""
    return isinstance(error.orig, psycopg.Error) and error.orig.sqlstate in _TAKEN
