"""Accounts of the staff: who may manage them, with a trace of every change."""

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Act
from windowdesk.domain.ids import new_id
from windowdesk.services.acting import Bench
from windowdesk.services.ports import AuditEntry


class Staff:
    """Manages accounts as one logged-in account; NotPermitted without the duty for it."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._accounts = bench.database.accounts

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        return self._accounts.all()

    def add(self, account: Account, password: str) -> None:
        """Make an account; DomainError if the login is taken or cannot be one."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        self._accounts.add(account, password)
        self._log("account_added", account.login)

    def disable(self, login: str) -> None:
        """Lock an account out; DomainError if there is none."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        self._accounts.disable(login)
        self._log("account_disabled", login)

    def reset_password(self, login: str, password: str) -> None:
        """Give somebody else a new password, which opens nothing but its own change."""
        self._bench.account.require(Act.MANAGE_ACCOUNTS)
        self._accounts.set_password(login, password, must_change=True)
        self._log("password_reset", login)

    def change_own_password(self, password: str) -> None:
        """Change the password of the account that is logged in."""
        login = self._bench.account.login
        self._accounts.set_password(login, password, must_change=False)
        self._log("password_changed", login)

    def _log(self, act: str, subject: str) -> None:
        with self._bench.database.unit_of_work() as uow:
            at = uow.now()
            uow.audit(AuditEntry(new_id(at), at, self._bench.account.login, act, subject))
            uow.commit()
