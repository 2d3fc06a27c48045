"""Saved filters and the journal of looks, as one account sees them."""

from functools import cache

from sqlalchemy import bindparam, or_, select

from windowdesk.domain.errors import DomainError
from windowdesk.persistence.case_finder import NEWEST
from windowdesk.persistence.dialect import SqlDialect, moment_out
from windowdesk.persistence.record_tables import saved_filter
from windowdesk.persistence.session import Session, explained
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import account, audit_log
from windowdesk.persistence.unit_of_work import Desk
from windowdesk.services.case_filter import CaseFilter, SavedFilter
from windowdesk.services.filter_port import AuditRow

_NONE_SUCH = "没有叫“{name}”的筛选，或者不是你存的。"


class SqlFilterStore:
    """Filters that somebody keeps; others see those that are shared, and change none."""

    def __init__(self, desk: Desk, login: str) -> None:
        self._desk = desk
        self._login = login
        self._all, self._drop, self._add = _filter_statements(desk.dialect)

    def all(self) -> tuple[SavedFilter, ...]:
        """Return the filters of the account, then those that others share, by name."""
        desk = self._desk
        desk.guard()
        with explained(desk.dialect), desk.reader.connect() as connection:
            session = Session(connection, desk.dialect, desk.on_step)
            rows = session.rows(self._all, centre=desk.centre, login=self._login)
        return tuple(
            SavedFilter(row.login, row.name, CaseFilter.from_text(row.body), bool(row.shared))
            for row in rows
        )

    def keep(self, saved: SavedFilter) -> None:
        """Store a filter of the account; one of the same name is replaced."""
        key = {"centre": self._desk.centre, "login": self._login, "name": saved.name}
        body = {"body": saved.filter.to_text(), "shared": saved.shared}
        with explained(self._desk.dialect), self._desk.writer.begin() as connection:
            session = Session(connection, self._desk.dialect, self._desk.on_step)
            session.change(self._drop, **key)
            session.change(self._add, **key, **body)

    def drop(self, name: str) -> None:
        """Delete a filter of the account; DomainError if it has none of that name."""
        desk = self._desk
        with explained(desk.dialect), desk.writer.begin() as connection:
            session = Session(connection, desk.dialect, desk.on_step)
            gone = session.change(self._drop, centre=desk.centre, login=self._login, name=name)
        if not gone:
            raise DomainError(_NONE_SUCH.format(name=name), "name")


class SqlAuditReader:
    """The journal, newest first; on PostgreSQL a policy asks for the duty too."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._entries, self._of_act = _journal_statements(desk.dialect)

    def entries(self, act: str, before: int | None, limit: int) -> tuple[AuditRow, ...]:
        """Return one page, newest first; ``act`` '' is every act, ``before`` the last row seen."""
        desk = self._desk
        desk.guard()
        statement = self._of_act if act else self._entries
        with explained(desk.dialect), desk.reader.connect() as connection:
            rows = Session(connection, desk.dialect, desk.on_step).rows(
                statement,
                centre=desk.centre,
                act=act,
                before=NEWEST if before is None else before,
                most=limit,
            )
        return tuple(
            AuditRow(
                row.audit_id, moment_out(row.at), row.login, row.person or "", row.act, row.subject
            )
            for row in rows
        )


@cache
def _filter_statements(dialect: SqlDialect) -> tuple[Ready, Ready, Ready]:
    """Return what reads all filters that an account sees, drops one of its own, and adds one."""
    table = saved_filter
    in_centre, own = table.c.centre == bindparam("centre"), table.c.login == bindparam("login")
    seen = select(table).where(in_centre, or_(own, table.c.shared))
    by_owner = (table.c.login != bindparam("login"), table.c.name, table.c.login)
    named = table.c.name == bindparam("name")
    return (
        ready("saved filters", seen.order_by(*by_owner), dialect),
        ready("delete saved_filter", table.delete().where(in_centre, own, named), dialect),
        ready("insert saved_filter", table.insert(), dialect),
    )


@cache
def _journal_statements(dialect: SqlDialect) -> tuple[Ready, Ready]:
    """Return what reads the journal, and the journal of one act."""
    act = bindparam("act", type_=audit_log.c.act.type)
    own = (
        audit_log.c.centre == bindparam("centre"),
        audit_log.c.audit_id < bindparam("before", type_=audit_log.c.audit_id.type),
    )
    journal = (
        select(audit_log, account.c.name.label("person"))
        .outerjoin(account, account.c.login == audit_log.c.login)
        .order_by(audit_log.c.audit_id.desc())
        .limit(bindparam("most"))
    )
    of_act = journal.where(*own, audit_log.c.act == act)
    return (
        ready("journal", journal.where(*own), dialect),
        ready("journal of act", of_act, dialect),
    )
