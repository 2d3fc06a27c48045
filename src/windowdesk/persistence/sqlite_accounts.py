"""Accounts as rows of an SQLite file, and the check of who logs in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from windowdesk.domain.centre import Account
from windowdesk.domain.errors import DomainError
from windowdesk.persistence.dialect import SQLITE, moment_in, moment_or_none
from windowdesk.persistence.logins import (
    DISABLED,
    LOGIN_TAKEN,
    NO_ACCOUNT,
    require_admin_stays,
    require_another_admin,
    require_login,
    require_roles,
)
from windowdesk.persistence.machine_clock import ClockSource
from windowdesk.persistence.passwords import (
    LOCKED_FOR,
    MOST_TRIES,
    PasswordCheck,
    still_locked,
    tries_left,
)
from windowdesk.persistence.rows import account_of, account_values
from windowdesk.persistence.session import explained
from windowdesk.persistence.tables import account, credential

_CHANGED = ("name", "roles", "department", "phone")


class SqliteAccounts:
    """Staff accounts of one centre."""

    def __init__(self, writer: Engine, reader: Engine, centre: str, check: PasswordCheck) -> None:
        self._writer = writer
        self._reader = reader
        self._centre = centre
        self._check = check

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        query = select(account).where(account.c.centre == self._centre).order_by(account.c.login)
        with explained(SQLITE), self._reader.connect() as connection:
            return tuple(account_of(row) for row in connection.execute(query))

    def get(self, login: str) -> Account:
        """Return one account; DomainError if there is none."""
        with explained(SQLITE), self._reader.connect() as connection:
            row = connection.execute(select(account).where(account.c.login == login)).first()
        if row is None:
            raise DomainError(NO_ACCOUNT.format(login=login), "login")
        return account_of(row)

    def add(self, account: Account, password: str) -> None:
        """Make an account; DomainError if the login is taken or not fit."""
        hashed = self._check.hash(password)
        with explained(SQLITE), self._writer.begin() as connection:
            add_account(connection, account, hashed, self._centre)

    def change(self, account: Account) -> None:
        """Change name, duties, department and phone; who is the last administrator stays one."""
        self.get(account.login)
        require_roles(account.roles)
        require_admin_stays(self.all(), account)
        values = account_values(account, self._centre)
        self._update(account.login, {name: values[name] for name in _CHANGED})

    def disable(self, login: str) -> None:
        """Lock an account out; its past acts keep its name."""
        self.get(login)
        require_another_admin(self.all(), login)
        self._update(login, {"active": False})

    def enable(self, login: str) -> None:
        """Let a disabled account in again."""
        self.get(login)
        self._update(login, {"active": True})

    def _update(self, login: str, values: Mapping[str, object]) -> None:
        with explained(SQLITE), self._writer.begin() as connection:
            connection.execute(update(account).where(account.c.login == login).values(values))

    def set_password(self, login: str, password: str, *, must_change: bool) -> None:
        """Set a new password; a locked account is free again."""
        self.get(login)
        hashed = self._check.hash(password)
        with explained(SQLITE), self._writer.begin() as connection:
            connection.execute(
                update(credential)
                .where(credential.c.login == login)
                .values(hash=hashed, failed=0, locked_until=None)
            )
            connection.execute(
                update(account).where(account.c.login == login).values(must_change=must_change)
            )


def add_account(connection: Connection, new: Account, hashed: str, centre: str) -> None:
    """Store an account and the hash of its password."""
    require_login(new.login)
    require_roles(new.roles)
    if connection.execute(select(account).where(account.c.login == new.login)).first():
        raise DomainError(LOGIN_TAKEN.format(login=new.login), "login")
    connection.execute(insert(account), account_values(new, centre))
    connection.execute(insert(credential), {"login": new.login, "hash": hashed})


class SqliteLogin:
    """Checks passwords and counts wrong ones.

    The count goes back to nothing with a right password or through an administrator.
    """

    def __init__(
        self, writer: Engine, reader: Engine, check: PasswordCheck, source: ClockSource
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._check = check
        self._source = source

    def log_in(self, login: str, password: str) -> tuple[Account, str]:
        """Return the account and its centre if the password is right; see services.ports.Gate."""
        row = self._find(login)
        now = self._source.wall()
        if row is not None:
            _require_unlocked(row, now)
        is_right = self._check.verify(row.hash if row else None, password)
        if row is None:
            raise DomainError(tries_left(1), "password")
        if not is_right:
            raise DomainError(tries_left(self._count_wrong(login, now)), "password")
        if not row.active:
            raise DomainError(DISABLED, "login")
        if row.failed:
            self._forget_wrong(login)
        return account_of(row), str(row.centre)

    def _find(self, login: str) -> Row[Any] | None:
        query = select(account, credential.c.hash, credential.c.failed, credential.c.locked_until)
        query = query.join(credential, credential.c.login == account.c.login)
        with explained(SQLITE), self._reader.connect() as connection:
            return connection.execute(query.where(account.c.login == login)).first()

    def _count_wrong(self, login: str, now: datetime) -> int:
        with explained(SQLITE), self._writer.begin() as connection:
            mine = credential.c.login == login
            failed: int = connection.execute(select(credential.c.failed).where(mine)).scalar_one()
            # After a pause that is over, the count starts again.
            failed = 1 if failed >= MOST_TRIES else failed + 1
            until = moment_in(now + LOCKED_FOR) if failed >= MOST_TRIES else None
            connection.execute(
                update(credential).where(mine).values(failed=failed, locked_until=until)
            )
        return failed

    def _forget_wrong(self, login: str) -> None:
        with explained(SQLITE), self._writer.begin() as connection:
            connection.execute(
                update(credential)
                .where(credential.c.login == login)
                .values(failed=0, locked_until=None)
            )


def _require_unlocked(row: Row[Any], now: datetime) -> None:
    until = moment_or_none(row.locked_until)
    # A lock that lies further ahead than it can was set by a wrong clock, and is let go.
    if until is not None and now < until <= now + LOCKED_FOR:
        raise DomainError(still_locked(until, now), "password")
