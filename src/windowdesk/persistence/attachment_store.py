"""Files of cases on one session: rows with the inserts of the act, bytes one file at a time."""

from functools import cache

from sqlalchemy import Row, bindparam, select

from windowdesk.domain.attachment import Attachment, Grade
from windowdesk.domain.errors import DomainError
from windowdesk.persistence.dialect import SqlDialect, moment_in, moment_out
from windowdesk.persistence.record_tables import attachment, attachment_file
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import ready
from windowdesk.persistence.stores import RANK_ATTACHMENT

_NONE = "没有这个电子件。按 F5 刷新，再选一次。"


class SqlAttachmentStore:
    """Rows and bytes of attachments."""

    def __init__(self, session: Session, dialect: SqlDialect, centre: str) -> None:
        self._session = session
        self._statements = _statements(dialect)
        self._centre = centre

    def add_content(self, row: Attachment, content: bytes) -> None:
        """Store the bytes unless the centre has them.

        They are written at once, so that a case with many large files does not hold them all; the
        transaction keeps rows and bytes, or neither.
        """
        self._session.change(
            self._statements.file_add,
            centre=row.centre,
            sha256=row.sha256,
            media=row.media,
            size=row.size,
            content=content,
        )

    def add(self, row: Attachment, department: str) -> None:
        """Store a row."""
        values = {
            "attachment_id": row.attachment_id,
            "case_id": row.case_id,
            "centre": row.centre,
            "department": department,
            "material": row.material,
            "name": row.name,
            "sha256": row.sha256,
            "media": row.media,
            "size": row.size,
            "pages": row.pages,
            "grade": row.grade.value,
            "derived_from": row.derived_from,
            "login": row.login,
            "person": row.person,
            "service_window": row.window,
            "at": moment_in(row.at),
        }
        self._session.later(RANK_ATTACHMENT, (self._statements.row_add,), [values])

    def get(self, attachment_id: int) -> Attachment:
        """Return one file's row; DomainError if there is none."""
        row = self._session.first(self._statements.row_get, attachment_id=attachment_id)
        if row is None:
            raise DomainError(_NONE, "file")
        return attachment_of(row)

    def of_case(self, case_id: int) -> tuple[Attachment, ...]:
        """Return the rows of a case, oldest first."""
        rows = self._session.rows(self._statements.rows_of_case, case_id=case_id)
        return tuple(attachment_of(row) for row in rows)

    def content(self, digest: str) -> bytes | None:
        """Return the bytes with this SHA-256, None if they are gone."""
        row = self._session.first(self._statements.file_get, centre=self._centre, sha256=digest)
        return None if row is None else bytes(row.content)


def attachment_of(row: Row[tuple[object, ...]]) -> Attachment:
    """Read a row; ValueError if it is spoiled."""
    return Attachment(
        attachment_id=row.attachment_id,
        case_id=row.case_id,
        centre=row.centre,
        material=row.material,
        name=row.name,
        sha256=row.sha256,
        media=row.media,
        size=row.size,
        pages=row.pages,
        grade=Grade(row.grade),
        derived_from=row.derived_from,
        login=row.login,
        person=row.person,
        window=row.service_window,
        at=moment_out(row.at),
    )


class _Statements:
    def __init__(self, dialect: SqlDialect) -> None:
        self.row_add = ready("insert attachment", attachment.insert(), dialect)
        self.row_get = ready(
            "get attachment",
            select(attachment).where(attachment.c.attachment_id == bindparam("attachment_id")),
            dialect,
        )
        self.rows_of_case = ready(
            "attachments of case",
            select(attachment)
            .where(attachment.c.case_id == bindparam("case_id"))
            .order_by(attachment.c.attachment_id),
            dialect,
        )
        given: dict[str, object] = {
            column.name: bindparam(column.name) for column in attachment_file.c
        }
        self.file_add = ready(
            "insert attachment_file",
            dialect.insert(attachment_file).values(given).on_conflict_do_nothing(),
            dialect,
        )
        self.file_get = ready(
            "get attachment_file",
            select(attachment_file.c.content).where(
                attachment_file.c.centre == bindparam("centre"),
                attachment_file.c.sha256 == bindparam("sha256"),
            ),
            dialect,
        )


@cache
def _statements(dialect: SqlDialect) -> _Statements:
    return _Statements(dialect)
