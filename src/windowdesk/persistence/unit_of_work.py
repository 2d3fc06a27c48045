"""One transaction with its stores."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Centre
from windowdesk.persistence.admission_store import SqlAdmissionStore
from windowdesk.persistence.attachment_store import SqlAttachmentStore
from windowdesk.persistence.consultation_store import SqlConsultationStore
from windowdesk.persistence.dialect import SqlDialect, moment_in
from windowdesk.persistence.find_statements import FindStatements
from windowdesk.persistence.item_store import ItemCache, SqlItemStore
from windowdesk.persistence.key_store import KeyCache, SqlKeyStore
from windowdesk.persistence.list_statements import ListStatements
from windowdesk.persistence.machine_clock import MachineClock
from windowdesk.persistence.opening import Opening
from windowdesk.persistence.paper_stores import SqlPaperStore, SqlPrintStore, TemplateDigests
from windowdesk.persistence.seal_store import SqlSealStore
from windowdesk.persistence.sealing_store import SqlSealingStore
from windowdesk.persistence.session import OnStep, Session, explained
from windowdesk.persistence.stand_in_store import SqlStandInStore
from windowdesk.persistence.statements import Statements
from windowdesk.persistence.stores import (
    RANK_AUDIT,
    SqlCaseStore,
    SqlNumberLines,
    SqlPartyStore,
)
from windowdesk.services.admission_port import AdmissionStore
from windowdesk.services.attachment_port import AttachmentStore
from windowdesk.services.consultation_port import ConsultationStore
from windowdesk.services.paper_keys import KeyStore
from windowdesk.services.ports import (
    AuditEntry,
    CaseStore,
    ItemStore,
    NumberLines,
    PaperStore,
    PartyStore,
    PrintStore,
)
from windowdesk.services.seal_port import SealStore
from windowdesk.services.sealing_port import SealingStore
from windowdesk.services.stand_in_port import StandInStore


@dataclass(frozen=True)
class Desk:
    """What all units of work of one logged-in account share.

    ``writer`` begins transactions that may write, ``reader`` such that cannot. ``guard`` is asked
    before and after a commit whether the database is still the one that was opened; ``announce``
    tells other desks of a commit, by the departments that it touched; ``journal`` is told of the
    numbers of an act before its commit.
    """

    dialect: SqlDialect
    statements: Statements
    lists: ListStatements
    finds: FindStatements
    writer: Engine
    reader: Engine
    calendar: WorkCalendar
    centre: str
    clock: MachineClock
    items: ItemCache
    templates: TemplateDigests
    keys: KeyCache
    on_step: OnStep
    guard: Callable[[], None]
    announce: Callable[[Collection[str]], None]
    journal: Callable[[Mapping[str, int]], None]


class SqlUnitOfWork:
    """One transaction; rolled back unless ``commit`` returned."""

    cases: CaseStore
    parties: PartyStore
    items: ItemStore
    numbers: NumberLines
    papers: PaperStore
    prints: PrintStore
    seals: SealStore
    stand_ins: StandInStore
    admissions: AdmissionStore
    attachments: AttachmentStore
    consultations: ConsultationStore
    keys: KeyStore
    sealings: SealingStore

    def __init__(self, desk: Desk, engine: Engine) -> None:
        self._desk = desk
        self._engine = engine
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        """Begin."""
        desk = self._desk
        desk.guard()
        with explained(desk.dialect):
            connection = self._engine.connect()
            try:
                connection.begin()
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._build(Session(connection, desk.dialect, desk.on_step))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed."""
        if self._connection is not None:
            # A connection that broke cannot roll back, and the server has done so already.
            with explained(self._desk.dialect):
                self._connection.close()
            self._connection = None

    def now(self) -> datetime:
        """Return the time of the act, aware UTC; see the port."""
        return self._opening.moment()

    def centre(self) -> Centre:
        """Return the centre."""
        return self._opening.centre()

    def save_centre(self, centre: Centre) -> None:
        """Store changed facts of the centre."""
        self._opening.save_centre(centre)

    def audit(self, entry: AuditEntry) -> None:
        """Write an audit entry."""
        row = {
            "audit_id": entry.audit_id,
            "centre": self._desk.centre,
            "at": moment_in(entry.at),
            "login": entry.login,
            "act": entry.act,
            "subject": entry.subject,
        }
        self._session.later(RANK_AUDIT, (self._desk.statements.audit_add,), [row])

    def commit(self) -> None:
        """Make the work durable; when it returns, the data is on the disk."""
        self._sql_cases.store_todos()
        for serials in self._sql_numbers.taken:
            self._desk.journal(serials)
        self._session.commit()
        self._desk.guard()
        self._sql_papers.committed()
        self._desk.announce(self._sql_cases.departments)

    def _build(self, session: Session) -> None:
        desk, statements = self._desk, self._desk.statements
        self._session = session
        self._opening = Opening(session, statements, desk.dialect, desk.clock, desk.centre)
        items = SqlItemStore(session, statements, desk.items, self._opening)
        cases = SqlCaseStore(session, statements, items, desk.calendar, self._opening)
        papers = SqlPaperStore(session, statements, cases, desk.templates, desk.centre)
        self._sql_cases, self._sql_papers = cases, papers
        self.items, self.cases, self.papers = items, cases, papers
        self.admissions = SqlAdmissionStore(session, desk.dialect, desk.centre)
        self.consultations = SqlConsultationStore(session, desk.dialect, desk.centre)
        self.parties = SqlPartyStore(session, statements, desk.centre)
        self.numbers = self._sql_numbers = SqlNumberLines(session, statements, desk.centre)
        self.prints = SqlPrintStore(session, statements, cases, papers, desk.centre)
        self.stand_ins = SqlStandInStore(session, desk.dialect, desk.centre)
        self.seals = SqlSealStore(session, desk.dialect, desk.centre)
        self.attachments = SqlAttachmentStore(session, desk.dialect, desk.centre)
        self.sealings = SqlSealingStore(session, desk.dialect, cases, desk.centre)
        self.keys = SqlKeyStore(session, desk.dialect, desk.centre, desk.keys)
