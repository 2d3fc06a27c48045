"""Stores of papers and of their printing on one session."""

from dataclasses import replace
from datetime import datetime

from windowdesk.domain.document import ArchivedPaper, Document, PrintJob
from windowdesk.domain.errors import ConcurrentChange, DomainError
from windowdesk.domain.ids import first_id
from windowdesk.persistence.dialect import moment_in
from windowdesk.persistence.rows import (
    archived_of,
    document_of,
    document_values,
    documents_of,
    print_of,
    print_values,
)
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import ANY_WINDOW, Statements
from windowdesk.persistence.stores import RANK_DOCUMENT, RANK_PRINT, RANK_TEMPLATE, SqlCaseStore

_NO_PAPER = "没有这份文书。核对文号，或按 F5 刷新。"


class TemplateDigests:
    """Templates that are known to be stored, so that a text is sent once and not with every act."""

    def __init__(self) -> None:
        self._stored: set[str] = set()

    def __contains__(self, digest: str) -> bool:
        return digest in self._stored

    def keep(self, digests: set[str]) -> None:
        """Remember templates whose transaction is durable."""
        self._stored |= digests


class SqlPaperStore:
    """Issued papers, their templates and archived bytes."""

    def __init__(
        self,
        session: Session,
        statements: Statements,
        cases: SqlCaseStore,
        templates: TemplateDigests,
        centre: str,
    ) -> None:
        self._session = session
        self._statements = statements
        self._cases = cases
        self._templates = templates
        self._centre = centre
        self._new_templates: set[str] = set()
        self._case_ids: dict[int, int] = {}

    def add(self, document: Document, template_text: str) -> None:
        """Store an issued paper and the template that it was frozen with."""
        digest = document.template_digest
        if digest not in self._templates and digest not in self._new_templates:
            self._new_templates.add(digest)
            row = {"digest": digest, "text": template_text}
            self._session.later(RANK_TEMPLATE, (self._statements.template_add,), [row])
        department = self._cases.department_of(document.case_id)
        self._case_ids[document.document_id] = document.case_id
        values = document_values(document, department)
        self._session.later(RANK_DOCUMENT, (self._statements.document_add,), [values])

    def get(self, document_id: int) -> Document:
        """Return a paper; DomainError if there is none."""
        row = self._session.first(self._statements.document_get, document_id=document_id)
        if row is None:
            raise DomainError(_NO_PAPER)
        self._case_ids[document_id] = row.case_id
        return document_of(row)

    def by_number(self, number: str) -> Document:
        """Return the paper with this 文号; DomainError if there is none."""
        row = self._session.first(
            self._statements.document_by_number, centre=self._centre, number=number
        )
        if row is None:
            raise DomainError(f"没有文号是 {number} 的文书。照纸上的文号再核一遍。", "number")
        return document_of(row)

    def of_case(self, case_id: int) -> tuple[Document, ...]:
        """Return the papers of a case, oldest first."""
        return documents_of(self._session.rows(self._statements.documents_of_case, case_id=case_id))

    def issued_between(self, begin: datetime, end: datetime, most: int) -> tuple[Document, ...]:
        """Return at most ``most`` papers from ``begin`` until before ``end``, oldest first."""
        rows = self._session.rows(
            self._statements.documents_between,
            centre=self._centre,
            low=first_id(begin),
            high=first_id(end),
            most=most,
        )
        return documents_of(rows)

    def template_text(self, digest: str) -> str:
        """Return the template with this digest; DomainError if there is none."""
        row = self._session.first(self._statements.template_get, digest=digest)
        if row is None:
            raise DomainError("没有这份文书当时的模板。请管理员运行 windowdesk verify。")
        return str(row.text)

    def archive(self, paper: ArchivedPaper) -> None:
        """Store the bytes of record; if another desk was quicker, its bytes stay."""
        case_id = self.case_of(paper.document_id)
        self._session.change(
            self._statements.file_add,
            document_id=paper.document_id,
            centre=self._centre,
            department=self._cases.department_of(case_id),
            pdf=paper.pdf,
            sha256=paper.sha256,
            renderer=paper.renderer,
            rendered_at=moment_in(paper.rendered_at),
        )

    def archived(self, document_id: int) -> ArchivedPaper | None:
        """Return the bytes of record, or None while they are not rendered."""
        row = self._session.first(self._statements.file_get, document_id=document_id)
        return None if row is None else archived_of(row)

    def unrendered(self, limit: int) -> tuple[Document, ...]:
        """Return papers without bytes, oldest first."""
        rows = self._session.rows(self._statements.unrendered, centre=self._centre, most=limit)
        return documents_of(rows)

    def case_of(self, document_id: int) -> int:
        """Return the case of a paper; DomainError if there is no such paper."""
        known = self._case_ids.get(document_id)
        return self.get(document_id).case_id if known is None else known

    def committed(self) -> None:
        """Remember the templates that are stored now."""
        self._templates.keep(self._new_templates)


class SqlPrintStore:
    """Print jobs and their states."""

    def __init__(
        self,
        session: Session,
        statements: Statements,
        cases: SqlCaseStore,
        papers: SqlPaperStore,
        centre: str,
    ) -> None:
        self._session = session
        self._statements = statements
        self._cases = cases
        self._papers = papers
        self._centre = centre

    def add(self, job: PrintJob) -> None:
        """Store a new job; DomainError if there is no such paper."""
        case_id = self._papers.case_of(job.document_id)
        values = print_values(job, case_id, self._cases.department_of(case_id))
        row = {**values, "version": job.version}
        self._session.later(RANK_PRINT, (self._statements.print_add,), [row])

    def get(self, print_id: int) -> PrintJob:
        """Return a job; DomainError if there is none."""
        row = self._session.first(self._statements.print_get, print_id=print_id)
        if row is None:
            raise DomainError("没有这次打印的记录。按 F5 刷新。")
        return print_of(row)

    def save(self, job: PrintJob) -> PrintJob:
        """Store a new state; ConcurrentChange unless the version is the one read."""
        changed = self._session.change(
            self._statements.print_save,
            service_window=job.window,
            state=job.state.value,
            reprint=job.reprint,
            printer=job.printer,
            job=job.job,
            reason=job.reason,
            of_print_id=job.print_id,
            of_version=job.version,
        )
        if changed != 1:
            raise ConcurrentChange("这次打印的情况刚变过。按 F5 看最新的。")
        return replace(job, version=job.version + 1)

    def open_jobs(self, window: str | None = None) -> tuple[PrintJob, ...]:
        """Return jobs that are waiting, spooled or not printed, oldest first."""
        at = ANY_WINDOW if window is None else window
        rows = self._session.rows(
            self._statements.prints_open, centre=self._centre, service_window=at
        )
        return tuple(print_of(row) for row in rows)

    def of_document(self, document_id: int) -> tuple[PrintJob, ...]:
        """Return all jobs of a paper, oldest first."""
        rows = self._session.rows(self._statements.prints_of_document, document_id=document_id)
        return tuple(print_of(row) for row in rows)
