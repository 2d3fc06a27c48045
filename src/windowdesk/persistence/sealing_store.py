"""Uses of seals on one session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Row, Table, bindparam, select

from windowdesk.domain.canonical import sha256
from windowdesk.domain.ids import first_id
from windowdesk.domain.sealing import Sealing, SealKind
from windowdesk.persistence.dialect import SqlDialect, moment_in, moment_out
from windowdesk.persistence.paper_tables import sealed_file, sealing
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.stores import SqlCaseStore
from windowdesk.services.sealing_port import SealedFile


class SqlSealingStore:
    """The rows of one centre; see services.sealing_port."""

    def __init__(
        self, session: Session, dialect: SqlDialect, cases: SqlCaseStore, centre: str
    ) -> None:
        self._session = session
        self._sql = _compiled(dialect)
        self._cases = cases
        self._centre = centre

    def add(self, one: Sealing, file: SealedFile | None = None) -> None:
        """Store a use of a seal, and the file that an electronic one made."""
        department = self._cases.department_of(one.case_id)
        self._session.change(
            self._sql.add,
            sealing_id=one.sealing_id,
            case_id=one.case_id,
            document_id=one.document_id,
            centre=self._centre,
            department=department,
            number=one.number,
            kind=one.kind.value,
            seal=one.seal,
            copies=one.copies,
            approver=one.approver,
            login=one.login,
            person=one.person,
            at=moment_in(one.at),
            note=one.note,
            certificate=one.certificate,
        )
        if file is not None:
            self._session.change(
                self._sql.add_file,
                sealing_id=one.sealing_id,
                document_id=one.document_id,
                centre=self._centre,
                department=department,
                pdf=file.pdf,
                sha256=sha256(file.pdf),
                certificate=file.certificate,
            )

    def of_document(self, document_id: int) -> tuple[Sealing, ...]:
        """Return the uses on one paper, oldest first."""
        rows = self._session.rows(self._sql.of_document, document_id=document_id)
        return tuple(_sealing(row) for row in rows)

    def between(self, begin: datetime, end: datetime) -> tuple[Sealing, ...]:
        """Return the uses from ``begin`` until before ``end``, oldest first."""
        rows = self._session.rows(
            self._sql.between, centre=self._centre, low=first_id(begin), high=first_id(end)
        )
        return tuple(_sealing(row) for row in rows)

    def file(self, document_id: int) -> SealedFile | None:
        """Return the newest file with an electronic seal; None if there is none."""
        row = self._session.first(self._sql.file, document_id=document_id)
        return None if row is None else SealedFile(bytes(row.pdf), row.certificate)

    def certificates(self) -> Sequence[str]:
        """Return every certificate that sealed a file, as PEM, once each."""
        rows = self._session.rows(self._sql.certificates, centre=self._centre)
        return [row.certificate for row in rows]


def _sealing(row: Row[tuple[object, ...]]) -> Sealing:
    return Sealing(
        sealing_id=row.sealing_id,
        case_id=row.case_id,
        document_id=row.document_id,
        number=row.number,
        kind=SealKind(row.kind),
        seal=row.seal,
        copies=row.copies,
        approver=row.approver,
        login=row.login,
        person=row.person,
        at=moment_out(row.at),
        note=row.note,
        certificate=row.certificate,
    )


@dataclass(frozen=True)
class _Sql:
    add: Ready
    add_file: Ready
    of_document: Ready
    between: Ready
    file: Ready
    certificates: Ready


@cache
def _compiled(dialect: SqlDialect) -> _Sql:
    identity = sealing.c.sealing_id
    of_document = select(sealing).where(sealing.c.document_id == bindparam("document_id"))
    between = select(sealing).where(
        sealing.c.centre == bindparam("centre"),
        identity >= bindparam("low"),
        identity < bindparam("high"),
    )
    newest = (
        select(sealed_file.c.pdf, sealed_file.c.certificate)
        .where(sealed_file.c.document_id == bindparam("document_id"))
        .order_by(sealed_file.c.sealing_id.desc())
        .limit(1)
    )
    certificates = (
        select(sealed_file.c.certificate)
        .where(sealed_file.c.centre == bindparam("centre"))
        .distinct()
        .order_by(sealed_file.c.certificate)
    )
    return _Sql(
        add=_insert(sealing, dialect),
        add_file=_insert(sealed_file, dialect),
        of_document=ready("sealings of paper", of_document.order_by(identity), dialect),
        between=ready("sealings between", between.order_by(identity), dialect),
        file=ready("sealed file", newest, dialect),
        certificates=ready("certificates", certificates, dialect),
    )


def _insert(table: Table, dialect: SqlDialect) -> Ready:
    values: dict[str, object] = {column.name: bindparam(column.name) for column in table.c}
    return ready(f"insert {table.name}", dialect.insert(table).values(values), dialect)
