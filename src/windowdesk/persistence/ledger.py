"""Raw rows of the centre for verification, streamed."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Table, bindparam, select

from windowdesk.persistence.dialect import day_out, moment_out
from windowdesk.persistence.session import explained
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import (
    NO_DUE,
    case_,
    case_event,
    document,
    document_file,
    item_version,
    number_line,
    template_text,
)
from windowdesk.persistence.unit_of_work import Desk
from windowdesk.services.ledger_port import (
    LedgerCase,
    LedgerDocument,
    LedgerEvent,
    LedgerFile,
    LedgerItem,
    LedgerLine,
    LedgerTemplate,
)

_AT_ONCE = 200
_FILES_AT_ONCE = 8
_Entry = TypeVar("_Entry")


class SqlLedger:
    """All rows of one centre."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def cases(self) -> Iterator[LedgerCase]:
        """Return all cases, oldest first."""
        return self._stream(_case, case_, case_.c.case_id)

    def events(self) -> Iterator[LedgerEvent]:
        """Return all events, case by case, in their order."""
        return self._stream(_event, case_event, case_event.c.case_id, case_event.c.seq)

    def documents(self) -> Iterator[LedgerDocument]:
        """Return all papers, oldest first."""
        return self._stream(_document, document, document.c.document_id)

    def templates(self) -> Iterator[LedgerTemplate]:
        """Return all template texts."""
        return self._stream(_template, template_text, template_text.c.digest)

    def files(self) -> Iterator[LedgerFile]:
        """Return all archived bytes, one paper at a time."""
        return self._stream(_file, document_file, document_file.c.document_id, most=_FILES_AT_ONCE)

    def items(self) -> Iterator[LedgerItem]:
        """Return all versions of all items."""
        return self._stream(_item, item_version, item_version.c.item_id, item_version.c.version)

    def lines(self) -> Iterator[LedgerLine]:
        """Return all number lines."""
        return self._stream(_line, number_line, number_line.c.line)

    def _stream(
        self,
        read: Callable[[Row[Any]], _Entry],
        table: Table,
        *order: ColumnElement[Any],
        most: int = _AT_ONCE,
    ) -> Iterator[_Entry]:
        query = select(table).order_by(*order)
        if "centre" in table.c:
            query = query.where(table.c.centre == bindparam("centre"))
        statement: Ready = ready(f"ledger {table.name}", query, self._desk.dialect)
        with (
            explained(self._desk.dialect),
            self._desk.dialect.consistent(self._desk.reader).connect() as connection,
        ):
            found = connection.execution_options(
                stream_results=True, max_row_buffer=most
            ).exec_driver_sql(statement.sql, {"centre": self._desk.centre, **statement.constants})
            for part in found.partitions(most):
                for row in part:
                    yield read(row)


def _case(row: Row[Any]) -> LedgerCase:
    due_on = day_out(row.due_on)
    return LedgerCase(
        case_id=row.case_id,
        centre=row.centre,
        department=row.department,
        number=row.number,
        state=row.state,
        item_id=row.item_id,
        item_version=row.item_version,
        party_id=row.party_id,
        applicant_name=row.applicant_name,
        due_on=None if due_on == NO_DUE else due_on,
        provisional=bool(row.provisional),
        clock_paused=bool(row.clock_paused),
        received_at=moment_out(row.received_at),
        received_by=row.received_by,
        event_count=row.event_count,
        head=row.head,
        last_at=moment_out(row.last_at),
        version=row.version,
        body=row.body,
    )


def _event(row: Row[Any]) -> LedgerEvent:
    return LedgerEvent(
        case_id=row.case_id,
        seq=row.seq,
        centre=row.centre,
        department=row.department,
        move=row.move,
        actor=row.actor,
        window=row.service_window,
        at=moment_out(row.at),
        source=row.source,
        target=row.target,
        previous=row.previous,
        hash=row.hash,
        text=row.text,
    )


def _document(row: Row[Any]) -> LedgerDocument:
    return LedgerDocument(
        document_id=row.document_id,
        case_id=row.case_id,
        centre=row.centre,
        department=row.department,
        kind=row.kind,
        title=row.title,
        number=row.number,
        line=row.line,
        serial=row.serial,
        template_version=row.template_version,
        template_digest=row.template_digest,
        facts_text=row.facts,
        issued_at=moment_out(row.issued_at),
        signer=row.signer,
        window=row.service_window,
        copies=row.copies,
        watermark=row.watermark,
        digest=row.digest,
    )


def _template(row: Row[Any]) -> LedgerTemplate:
    return LedgerTemplate(row.digest, row.text)


def _file(row: Row[Any]) -> LedgerFile:
    return LedgerFile(row.document_id, bytes(row.pdf), row.sha256, row.renderer)


def _item(row: Row[Any]) -> LedgerItem:
    return LedgerItem(row.item_id, row.version, row.digest, row.body)


def _line(row: Row[Any]) -> LedgerLine:
    return LedgerLine(row.line, row.first, row.last)
