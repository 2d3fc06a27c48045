"""The lists of custody, as one account sees them."""

from functools import cache

from sqlalchemy import ColumnElement, and_, bindparam, literal_column, or_, select

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Act
from windowdesk.persistence.custody_rows import custody_row_of
from windowdesk.persistence.dialect import SqlDialect
from windowdesk.persistence.session import Session, explained
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import case_
from windowdesk.persistence.turn_tables import custody
from windowdesk.persistence.unit_of_work import Desk
from windowdesk.services.custody_port import CustodyRow


class SqlCustodyReader:
    """What lies where, as one account sees it; see services.custody_port."""

    def __init__(self, desk: Desk, account: Account) -> None:
        self._desk = desk
        self._account = account
        self._all, self._waiting = _lists(desk.dialect)

    def all(self) -> tuple[CustodyRow, ...]:
        """Return every original in the house, by place, holder and case."""
        return self._read(self._all)

    def waiting(self, login: str, place: str) -> tuple[CustodyRow, ...]:
        """Return what goes to ``login``, or to anybody at ``place``, by due time."""
        return self._read(self._waiting, login=login, at_place=place)

    def _read(self, statement: Ready, **asked: object) -> tuple[CustodyRow, ...]:
        self._account.require(Act.SEE_CASES)
        desk = self._desk
        desk.guard()
        with explained(desk.dialect), desk.reader.connect() as connection:
            session = Session(connection, desk.dialect, desk.on_step)
            seen = self._account.department
            rows = session.rows(statement, centre=desk.centre, seen=seen, **asked)
        return tuple(custody_row_of(row) for row in rows)


@cache
def _lists(dialect: SqlDialect) -> tuple[Ready, Ready]:
    rows = (
        select(custody, case_.c.number, case_.c.applicant_name, case_.c.item_name)
        .join(case_, case_.c.case_id == custody.c.case_id)
        .where(custody.c.centre == bindparam("centre"), _seen())
    )
    by_place = (custody.c.place, custody.c.holder, case_.c.number, custody.c.code)
    anybody = and_(custody.c.to_login == "", custody.c.to_place == bindparam("at_place"))
    mine = or_(custody.c.to_login == bindparam("login"), anybody)
    going = rows.where(custody.c.going != "", mine)
    return (
        ready("custody", rows.order_by(*by_place), dialect),
        ready(
            "slips waiting", going.order_by(custody.c.due_at, custody.c.going, *by_place), dialect
        ),
    )


def _seen() -> ColumnElement[bool]:
    """Return what an account with a department sees: its cases, what it holds, what comes to it."""
    seen = bindparam("seen", type_=custody.c.department.type)
    return or_(
        seen == literal_column("''"),
        custody.c.department == seen,
        custody.c.to_place == seen,
        case_.c.department == seen,
    )
