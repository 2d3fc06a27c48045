"""Ports to storage: what use cases need, and windowdesk.persistence gives.

A unit of work is one transaction. Nothing is kept unless ``commit`` returned. Reading for lists
goes through ``Worklists`` (services/worklists.py) and never through a unit of work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from windowdesk.domain.case import Case
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.document import ArchivedPaper, Document, PrintJob
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.item import Item
from windowdesk.domain.party import Party
from windowdesk.services.admission_port import AdmissionStore
from windowdesk.services.attachment_port import AttachmentStore
from windowdesk.services.consultation_port import ConsultationStore
from windowdesk.services.custody_port import CustodyReader
from windowdesk.services.filter_port import AuditReader, FilterStore
from windowdesk.services.ledger_port import Ledger
from windowdesk.services.paper_keys import KeyStore
from windowdesk.services.seal_port import SealStore
from windowdesk.services.sealing_port import SealingStore
from windowdesk.services.stand_in_port import StandInStore
from windowdesk.services.todo_lists import TodoLists
from windowdesk.services.warning_port import WarningStore
from windowdesk.services.worklists import Worklists


@dataclass(frozen=True)
class AuditEntry:
    """A look or an act outside the life of a case: login, full ID number, reprint, export."""

    audit_id: int
    at: datetime
    login: str
    act: str
    subject: str


class CaseStore(Protocol):
    """Cases with their events."""

    def get(self, case_id: int) -> Case:
        """Return a case as it is now; DomainError if there is none."""
        ...

    def id_of(self, digits: str) -> int | None:
        """Return the case with a 24-digit number; None if there is none."""
        ...

    def add(self, case: Case, keys: Sequence[str]) -> None:
        """Store a new case with its events and search keys; its applicant is stored already."""
        ...

    def save(self, case: Case) -> None:
        """Store changes and new events; ConcurrentChange unless the version is the one read."""
        ...

    def add_keys(self, case: Case, keys: Sequence[str]) -> None:
        """Let a stored case be found by more keys; those that it has already stay."""
        ...

    def last_events(self, case_id: int, most: int) -> tuple[CaseEvent, ...]:
        """Return the last events of a case, oldest first."""
        ...

    def open_ids(self) -> tuple[int, ...]:
        """Return every case whose clocks still run, in ascending order."""
        ...

    def held_by(self, login: str) -> tuple[int, ...]:
        """Return the cases that somebody holds, oldest first, also those of a lapsed claim."""
        ...


class PartyStore(Protocol):
    """Known persons and organisations."""

    def find(self, id_kind: str, id_number: str) -> Party | None:
        """Return the party with this number, or None."""
        ...

    def add(self, party: Party, keys: Sequence[str]) -> None:
        """Store a new party with its search keys."""
        ...

    def save(self, party: Party, keys: Sequence[str]) -> None:
        """Store a changed party; ConcurrentChange unless the version is the one read."""
        ...


class ItemStore(Protocol):
    """Versions of the catalogue's items."""

    def current(self, item_id: str) -> Item:
        """Return the version in force today; DomainError if there is no such item.

        That is the newest whose first day has come; before the first of them begins, the first.
        """
        ...

    def version(self, item_id: str, version: int) -> Item:
        """Return one version."""
        ...

    def versions(self, item_id: str) -> tuple[Item, ...]:
        """Return all versions of an item, oldest first; DomainError if there is no such item."""
        ...

    def all_current(self) -> tuple[Item, ...]:
        """Return the version in force today of every item."""
        ...

    def all_versions(self) -> Mapping[str, tuple[Item, ...]]:
        """Return all versions of every item, oldest first, by item."""
        ...

    def add(self, items: Iterable[Item]) -> None:
        """Store new versions; ConcurrentChange if one of them is there already."""
        ...


class NumberLines(Protocol):
    """Gap-free numbers: taken in one ordered statement, given back by a rollback."""

    def take(self, lines: Sequence[str]) -> Mapping[str, int]:
        """Take the next serial of every line, at most one of each."""
        ...

    def start_at(self, line: str, serial: int) -> None:
        """Let an unused line begin at ``serial``; DomainError if numbers were taken already."""
        ...


class PaperStore(Protocol):
    """Issued papers, their templates and archived bytes. Nothing is ever changed or deleted."""

    def add(self, document: Document, template_text: str) -> None:
        """Store an issued paper and the template that it was frozen with."""
        ...

    def get(self, document_id: int) -> Document:
        """Return a paper; DomainError if there is none."""
        ...

    def by_number(self, number: str) -> Document:
        """Return the paper with this 文号; DomainError if there is none."""
        ...

    def of_case(self, case_id: int) -> tuple[Document, ...]:
        """Return the papers of a case, oldest first."""
        ...

    def template_text(self, digest: str) -> str:
        """Return the template with this digest."""
        ...

    def issued_between(self, begin: datetime, end: datetime, most: int) -> tuple[Document, ...]:
        """Return at most ``most`` papers from ``begin`` until before ``end``, oldest first."""
        ...

    def archive(self, paper: ArchivedPaper) -> None:
        """Store the bytes of record; if another desk was quicker, its bytes stay."""
        ...

    def archived(self, document_id: int) -> ArchivedPaper | None:
        """Return the bytes of record, or None while they are not rendered."""
        ...

    def unrendered(self, limit: int) -> tuple[Document, ...]:
        """Return papers without bytes, oldest first."""
        ...


class PrintStore(Protocol):
    """Print jobs and their states."""

    def add(self, job: PrintJob) -> None:
        """Store a new job."""
        ...

    def get(self, print_id: int) -> PrintJob:
        """Return a job; DomainError if there is none."""
        ...

    def save(self, job: PrintJob) -> PrintJob:
        """Store a new state; ConcurrentChange unless the version is the one read."""
        ...

    def open_jobs(self, window: str | None = None) -> tuple[PrintJob, ...]:
        """Return jobs that are waiting, spooled or not printed, oldest first.

        ``window`` is that of the desk, '' for the back office, None for the whole house.
        """
        ...

    def of_document(self, document_id: int) -> tuple[PrintJob, ...]:
        """Return all jobs of a paper, oldest first."""
        ...


class UnitOfWork(Protocol):
    """One transaction."""

    cases: CaseStore
    parties: PartyStore
    items: ItemStore
    admissions: AdmissionStore
    numbers: NumberLines
    papers: PaperStore
    prints: PrintStore
    seals: SealStore
    stand_ins: StandInStore
    attachments: AttachmentStore
    consultations: ConsultationStore
    keys: KeyStore
    sealings: SealingStore

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed."""
        ...

    def now(self) -> datetime:
        """Return the time of the act, aware UTC: the server's, or this machine's on SQLite.

        EnvironmentProblem if this machine's clock stands before the last event or has jumped more
        than a day.
        """
        ...

    def centre(self) -> Centre:
        """Return the centre."""
        ...

    def save_centre(self, centre: Centre) -> None:
        """Store changed facts of the centre."""
        ...

    def audit(self, entry: AuditEntry) -> None:
        """Write an audit entry."""
        ...

    def commit(self) -> None:
        """Make the work durable; when it returns, the data is on the disk."""
        ...


class Accounts(Protocol):
    """Staff accounts: argon2 rows in SQLite, login roles on PostgreSQL."""

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        ...

    def get(self, login: str) -> Account:
        """Return one account; DomainError if there is none."""
        ...

    def add(self, account: Account, password: str) -> None:
        """Make an account; DomainError if the login is taken."""
        ...

    def change(self, account: Account) -> None:
        """Change name, duties, department and phone; who is the last administrator stays one."""
        ...

    def disable(self, login: str) -> None:
        """Lock an account out; its past acts keep its name."""
        ...

    def enable(self, login: str) -> None:
        """Let a disabled account in again."""
        ...

    def set_password(self, login: str, password: str, *, must_change: bool) -> None:
        """Set a new password."""
        ...


class Database(Protocol):
    """An open database, seen by the account that opened it."""

    lists: Worklists
    accounts: Accounts
    ledger: Ledger
    filters: FilterStore
    audit: AuditReader
    warnings: WarningStore
    custody: CustodyReader
    todos: TodoLists

    def unit_of_work(self) -> UnitOfWork:
        """Return a fresh unit of work that may write."""
        ...

    def reading(self) -> UnitOfWork:
        """Return a unit of work that only reads and never waits for a writer; writing fails."""
        ...

    def close(self) -> None:
        """Give back all connections."""
        ...


class Gate(Protocol):
    """The door to a database: who comes through is an account."""

    def log_in(self, login: str, password: str) -> tuple[Account, Database]:
        """Check the password and open the database as that account.

        DomainError with the tries that are left if login or password is wrong, if the account is
        locked or disabled; EnvironmentProblem if the database is away.
        """
        ...
