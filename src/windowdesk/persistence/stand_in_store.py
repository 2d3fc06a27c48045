"""Stand-ins on one session, and what they lend to whoever logs in."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from windowdesk.domain.centre import Account
from windowdesk.domain.errors import ConcurrentChange
from windowdesk.domain.stand_in import StandIn, StandsFor, lent_roles
from windowdesk.persistence.dialect import SqlDialect, day_out, moment_in, moment_out
from windowdesk.persistence.rows import account_of
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import account
from windowdesk.persistence.turn_tables import stand_in


class SqlStandInStore:
    """The orders of one centre; see services.stand_in_port."""

    def __init__(self, session: Session, dialect: SqlDialect, centre: str) -> None:
        self._session = session
        self._sql = _compiled(dialect)
        self._centre = centre

    def all(self) -> tuple[StandIn, ...]:
        """Return every order, the one that begins last on top."""
        rows = self._session.rows(self._sql.all, centre=self._centre)
        return tuple(_order_of(row) for row in rows)

    def add(self, order: StandIn) -> None:
        """Store a new order."""
        self._session.change(
            self._sql.add,
            stand_in_id=order.stand_in_id,
            centre=self._centre,
            absent=order.absent,
            deputy=order.deputy,
            first_on=order.first_on.isoformat(),
            last_on=order.last_on.isoformat(),
            reason=order.reason,
            made_by=order.made_by,
            made_at=moment_in(order.made_at),
        )

    def end(self, order: StandIn) -> None:
        """Store the end of an order; ConcurrentChange unless the version is the one read."""
        changed = self._session.change(
            self._sql.end,
            of_stand_in_id=order.stand_in_id,
            of_version=order.version,
            ended_on=order.ended_on.isoformat() if order.ended_on else None,
            version=order.version + 1,
        )
        if changed != 1:
            raise ConcurrentChange("这次代班刚被别人改过。按 F5 看最新的。")


@dataclass(frozen=True)
class _StandInSql:
    all: Ready
    add: Ready
    end: Ready


@cache
def _compiled(dialect: SqlDialect) -> _StandInSql:
    here: BindParameter[str] = bindparam("centre")
    given = tuple(one.name for one in stand_in.c if one.name not in {"ended_on", "version"})
    end = (
        stand_in.update()
        .where(
            stand_in.c.stand_in_id == bindparam("of_stand_in_id"),
            stand_in.c.version == bindparam("of_version"),
        )
        .values(ended_on=bindparam("ended_on"), version=bindparam("version"))
    )
    every = (
        select(stand_in)
        .where(stand_in.c.centre == here)
        .order_by(stand_in.c.first_on.desc(), stand_in.c.stand_in_id.desc())
    )
    return _StandInSql(
        all=ready("stand-ins", every, dialect),
        add=ready(
            "insert stand_in",
            stand_in.insert().values({name: bindparam(name) for name in given}),
            dialect,
        ),
        end=ready("end stand_in", end, dialect),
    )


def with_stand_ins(connection: Connection, own: Account, today: date) -> Account:
    """Return an account with the duties of those whom it stands in for, today and later.

    Only of active accounts; which of them hold is told by the day, see ``Account.as_of``.
    """
    query = (
        select(stand_in, account)
        .join(account, account.c.login == stand_in.c.absent)
        .where(
            stand_in.c.deputy == own.login,
            stand_in.c.last_on >= bindparam("today", type_=stand_in.c.last_on.type),
            account.c.active,
        )
        .order_by(stand_in.c.first_on, stand_in.c.stand_in_id)
    )
    found = []
    for row in connection.execute(query, {"today": today.isoformat()}):
        absent = account_of(row)
        lent = lent_roles(absent.roles, own.roles)
        found.append(StandsFor(absent.login, absent.name, lent, _order_of(row)))
    return replace(own, lent=tuple(found)).as_of(today)


def _order_of(row: Row[Any]) -> StandIn:
    return StandIn(
        stand_in_id=row.stand_in_id,
        absent=row.absent,
        deputy=row.deputy,
        first_on=day_out(row.first_on),
        last_on=day_out(row.last_on),
        reason=row.reason,
        made_by=row.made_by,
        made_at=moment_out(row.made_at),
        ended_on=day_out(row.ended_on) if row.ended_on else None,
        version=row.version,
    )
