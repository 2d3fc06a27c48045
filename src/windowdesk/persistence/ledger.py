"""Raw rows of the centre for verification, streamed.

SQLite keeps whatever bytes stand in a column. A value that cannot be read any more becomes one that
no healthy row has, so that verification names the row instead of stopping at it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, bindparam, select

from windowdesk.persistence.attachment_store import attachment_of
from windowdesk.persistence.dialect import SqlDialect, day_out, moment_in, moment_out
from windowdesk.persistence.record_tables import (
    attachment,
    attachment_file,
    item_admission,
    number_gap,
    seal,
)
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
from windowdesk.persistence.turn_tables import case_todo, custody
from windowdesk.persistence.unit_of_work import Desk
from windowdesk.services.ledger_port import (
    LedgerAdmission,
    LedgerAttachment,
    LedgerAttachmentFile,
    LedgerCase,
    LedgerDocument,
    LedgerEvent,
    LedgerFile,
    LedgerGap,
    LedgerItem,
    LedgerLine,
    LedgerOriginal,
    LedgerSeal,
    LedgerTemplate,
    LedgerWait,
)

_AT_ONCE = 200
_FILES_AT_ONCE = 8
_NO_NUMBER = -1
_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
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

    def admissions(self) -> Iterator[LedgerAdmission]:
        """Return all steps of admission, item by item, in their order."""
        table = item_admission
        return self._stream(_admission, table, table.c.item_id, table.c.admission_id)

    def lines(self) -> Iterator[LedgerLine]:
        """Return all number lines."""
        return self._stream(_line, number_line, number_line.c.line)

    def gaps(self) -> Iterator[LedgerGap]:
        """Return all serials that were passed over."""
        return self._stream(_gap, number_gap, number_gap.c.line, number_gap.c.first)

    def torn_pages(self) -> tuple[str, ...]:
        """Return what the database itself finds wrong with its file, indexes among it."""
        if self._desk.dialect.name != "sqlite":
            return ()  # a server checks its pages by itself
        with explained(self._desk.dialect), self._desk.reader.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars()
            return tuple(str(line) for line in found if line != "ok")

    def waits(self) -> Iterator[LedgerWait]:
        """Return everything that cases wait for, case by case."""
        return self._stream(_wait, case_todo, case_todo.c.case_id)

    def originals(self) -> Iterator[LedgerOriginal]:
        """Return every original in the house, case by case."""
        return self._stream(_original, custody, custody.c.case_id)

    def seals(self) -> Iterator[LedgerSeal]:
        """Return all evening seals, oldest first."""
        return self._stream(_seal, seal, seal.c.seq)

    def attachments(self) -> Iterator[LedgerAttachment]:
        """Return all files of cases, oldest first."""
        return self._stream(_attachment, attachment, attachment.c.attachment_id)

    def attachment_files(self) -> Iterator[LedgerAttachmentFile]:
        """Return all bytes of attachments, one file at a time."""
        table = attachment_file
        return self._stream(_attachment_file, table, table.c.sha256, most=1)

    def _stream(
        self,
        read: Callable[[Row[Any]], _Entry],
        table: Table,
        *order: ColumnElement[Any],
        most: int = _AT_ONCE,
    ) -> Iterator[_Entry]:
        statement = _all_rows(table, order, self._desk.dialect)
        with (
            explained(self._desk.dialect),
            self._desk.dialect.consistent(self._desk.reader).connect() as connection,
            _spoiled_text_shown(connection),
        ):
            found = connection.execution_options(
                stream_results=True, max_row_buffer=most
            ).exec_driver_sql(statement.sql, {"centre": self._desk.centre, **statement.constants})
            for part in found.partitions(most):
                for row in part:
                    yield read(row)


@cache
def _all_rows(table: Table, order: tuple[ColumnElement[Any], ...], dialect: SqlDialect) -> Ready:
    query = select(table).order_by(*order)
    if "centre" in table.c:
        query = query.where(table.c.centre == bindparam("centre"))
    return ready(f"ledger {table.name}", query, dialect)


def _case(row: Row[Any]) -> LedgerCase:
    due_on = _day(row.due_on)
    return LedgerCase(
        case_id=_whole(row.case_id),
        centre=row.centre,
        department=row.department,
        number=_text(row.number),
        state=row.state,
        item_id=row.item_id,
        item_version=_whole(row.item_version),
        item_name=row.item_name,
        service_type=row.service_type,
        party_id=_whole(row.party_id),
        applicant_name=row.applicant_name,
        id_masked=row.id_masked,
        village=row.village,
        window=row.service_window,
        due_on=None if due_on == NO_DUE else due_on,
        provisional=bool(row.provisional),
        clock_paused=bool(row.clock_paused),
        received_at=_moment(row.received_at),
        received_by=row.received_by,
        event_count=_whole(row.event_count),
        head=row.head,
        last_at=_moment(row.last_at),
        version=_whole(row.version),
        body=_text(row.body),
        accepted_at=None if row.accepted_at is None else _moment(row.accepted_at),
        decided_at=None if row.decided_at is None else _moment(row.decided_at),
        pickup_code=_text(row.pickup_code),
        bundle=_text(row.bundle),
    )


def _wait(row: Row[Any]) -> LedgerWait:
    return LedgerWait(_whole(row.case_id), row.kind, row.ref, row.department, row.login)


def _original(row: Row[Any]) -> LedgerOriginal:
    return LedgerOriginal(_whole(row.case_id), row.code, row.place, row.holder, row.going)


def _event(row: Row[Any]) -> LedgerEvent:
    return LedgerEvent(
        case_id=_whole(row.case_id),
        seq=_whole(row.seq),
        centre=row.centre,
        department=row.department,
        move=row.move,
        actor=row.actor,
        window=row.service_window,
        at=_moment(row.at),
        source=row.source,
        target=row.target,
        previous=row.previous,
        hash=row.hash,
        text=_text(row.text),
    )


def _document(row: Row[Any]) -> LedgerDocument:
    return LedgerDocument(
        document_id=_whole(row.document_id),
        case_id=_whole(row.case_id),
        centre=row.centre,
        department=row.department,
        kind=row.kind,
        title=row.title,
        number=_text(row.number),
        line=_text(row.line),
        serial=_whole(row.serial),
        template_version=_whole(row.template_version),
        template_digest=row.template_digest,
        facts_text=row.facts,
        issued_at=_moment(row.issued_at),
        signer=row.signer,
        window=row.service_window,
        copies=_whole(row.copies),
        watermark=row.watermark,
        code=_text(row.code),
        digest=row.digest,
    )


def _template(row: Row[Any]) -> LedgerTemplate:
    return LedgerTemplate(row.digest, _text(row.text))


def _file(row: Row[Any]) -> LedgerFile:
    return LedgerFile(_whole(row.document_id), _bytes(row.pdf), row.sha256, row.renderer)


def _item(row: Row[Any]) -> LedgerItem:
    return LedgerItem(row.item_id, _whole(row.version), row.digest, _text(row.body))


def _admission(row: Row[Any]) -> LedgerAdmission:
    return LedgerAdmission(
        _text(row.item_id), _whole(row.item_version), _text(row.state), _text(row.digest)
    )


def _line(row: Row[Any]) -> LedgerLine:
    return LedgerLine(_text(row.line), _whole(row.first), _whole(row.last))


def _gap(row: Row[Any]) -> LedgerGap:
    return LedgerGap(_text(row.line), _whole(row.first), _whole(row.last), _text(row.reason))


def _seal(row: Row[Any]) -> LedgerSeal:
    return LedgerSeal(
        seq=_whole(row.seq),
        day=_day(row.day),
        at=_moment(row.at),
        login=_text(row.login),
        previous=_text(row.previous),
        hash=_text(row.hash),
        text=_text(row.text),
    )


def _attachment(row: Row[Any]) -> LedgerAttachment:
    try:
        read = attachment_of(row)
    except (ValueError, TypeError):
        read = None
    if read is not None and _moment(row.at) != read.at:
        read = None
    return LedgerAttachment(
        attachment_id=_whole(row.attachment_id),
        case_id=_whole(row.case_id),
        department=_text(row.department),
        name=_text(row.name),
        row=read,
    )


def _attachment_file(row: Row[Any]) -> LedgerAttachmentFile:
    return LedgerAttachmentFile(
        _text(row.sha256), _text(row.media), _whole(row.size), _bytes(row.content)
    )


@contextmanager
def _spoiled_text_shown(connection: Connection) -> Iterator[None]:
    """Let SQLite hand over text that is no UTF-8 any more, with a sign in place of what is not."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.text_factory = lambda plain: plain.decode("utf-8", "replace")
    try:
        yield
    finally:
        driver.text_factory = str


def _whole(value: object) -> int:
    return value if isinstance(value, int) else _NO_NUMBER


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else repr(value).encode()


def _moment(value: str | datetime) -> datetime:
    try:
        at = moment_out(value)
    except (ValueError, TypeError):
        return _NO_MOMENT
    # The same moment can be written in many ways; only ours is untouched.
    return _NO_MOMENT if isinstance(value, str) and value != moment_in(at) else at


def _day(value: str | date) -> date:
    try:
        day = day_out(value)
    except (ValueError, TypeError):
        return date.min
    return date.min if isinstance(value, str) and value != day.isoformat() else day
