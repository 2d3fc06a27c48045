"""An open database, seen by the account that opened it."""

from typing import Protocol

from windowdesk.domain.centre import Account
from windowdesk.persistence.custody_store import SqlCustodyReader
from windowdesk.persistence.filter_store import SqlAuditReader, SqlFilterStore
from windowdesk.persistence.ledger import SqlLedger
from windowdesk.persistence.todo_lists import SqlTodoLists
from windowdesk.persistence.unit_of_work import Desk, SqlUnitOfWork
from windowdesk.persistence.warning_store import SqlWarningStore
from windowdesk.persistence.worklists import SqlWorklists
from windowdesk.services.custody_port import CustodyReader
from windowdesk.services.filter_port import AuditReader, FilterStore
from windowdesk.services.ledger_port import Ledger
from windowdesk.services.ports import Accounts
from windowdesk.services.todo_lists import TodoLists
from windowdesk.services.warning_port import WarningStore
from windowdesk.services.worklists import Worklists


class ChangeWatch(Protocol):
    """Notices that another desk has written."""

    def mark(self) -> int:
        """Return a number that changes with every foreign commit."""
        ...

    def close(self) -> None:
        """Give back the connection."""
        ...


def no_step(_name: str) -> None:
    """Do nothing between the steps of a write."""


class OpenDatabase:
    """Lists, accounts, ledger and units of work of one logged-in account."""

    lists: Worklists
    accounts: Accounts
    ledger: Ledger
    filters: FilterStore
    audit: AuditReader
    warnings: WarningStore
    custody: CustodyReader
    todos: TodoLists

    def __init__(
        self, desk: Desk, account: Account, accounts: Accounts, changes: ChangeWatch
    ) -> None:
        self._desk = desk
        self._changes = changes
        self.accounts = accounts
        self.lists = SqlWorklists(desk, account, changes.mark)
        self.ledger = SqlLedger(desk)
        self.filters = SqlFilterStore(desk, account.login)
        self.audit = SqlAuditReader(desk)
        self.warnings = SqlWarningStore(desk, account)
        self.custody = SqlCustodyReader(desk, account)
        self.todos = SqlTodoLists(desk, account)

    def unit_of_work(self) -> SqlUnitOfWork:
        """Return a fresh unit of work that may write."""
        return SqlUnitOfWork(self._desk, self._desk.writer)

    def reading(self) -> SqlUnitOfWork:
        """Return a unit of work that only reads and never waits for a writer; writing fails."""
        return SqlUnitOfWork(self._desk, self._desk.reader)

    def close(self) -> None:
        """Give back all connections."""
        self._changes.close()
        self._desk.reader.dispose()
        self._desk.writer.dispose()
