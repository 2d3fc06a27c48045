"""Visits for advice on one session."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select

from windowdesk.persistence.dialect import SqlDialect, moment_in, moment_out
from windowdesk.persistence.record_tables import consultation
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import Ready, ready
from windowdesk.services.consultation_port import Consultation


class SqlConsultationStore:
    """The rows of one centre."""

    def __init__(self, session: Session, dialect: SqlDialect, centre: str) -> None:
        self._session = session
        self._add, self._since = _statements(dialect)
        self._centre = centre

    def add(self, visit: Consultation) -> None:
        """Store a visit."""
        self._session.change(
            self._add,
            consultation_id=visit.consultation_id,
            centre=self._centre,
            item_id=visit.item_id,
            item_version=visit.item_version,
            situations=" ".join(visit.situations),
            person=visit.person,
            question=visit.question,
            login=visit.login,
            service_window=visit.window,
            at=moment_in(visit.at),
        )

    def since(self, begin: datetime) -> Sequence[Consultation]:
        """Return the visits from a moment on, oldest first."""
        rows = self._session.rows(self._since, centre=self._centre, begin=moment_in(begin))
        return tuple(
            Consultation(
                consultation_id=row.consultation_id,
                item_id=row.item_id,
                item_version=row.item_version,
                situations=tuple(row.situations.split()),
                person=row.person,
                question=row.question,
                login=row.login,
                window=row.service_window,
                at=moment_out(row.at),
            )
            for row in rows
        )


@cache
def _statements(dialect: SqlDialect) -> tuple[Ready, Ready]:
    since = (
        select(consultation)
        .where(
            consultation.c.centre == bindparam("centre"), consultation.c.at >= bindparam("begin")
        )
        .order_by(consultation.c.at, consultation.c.consultation_id)
    )
    return (
        ready("insert consultation", consultation.insert(), dialect),
        ready("consultations since", since, dialect),
    )
