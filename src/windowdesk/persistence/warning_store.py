"""Warnings and waits on one database, as one account sees them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row

from windowdesk.domain.centre import Account
from windowdesk.domain.clock import Light
from windowdesk.domain.duties import Act
from windowdesk.domain.escalation import Audience, Level
from windowdesk.domain.todo import TodoKind
from windowdesk.persistence.dialect import (
    SqlDialect,
    day_out,
    moment_in,
    moment_or_none,
    moment_out,
)
from windowdesk.persistence.rows import case_row_of
from windowdesk.persistence.session import Session, explained
from windowdesk.persistence.unit_of_work import Desk
from windowdesk.persistence.warning_statements import Claim, WaitStatements, WarningStatements
from windowdesk.services.warning_port import (
    PROMISE,
    STATUTORY,
    Cutoffs,
    Place,
    WaitQuery,
    WaitRow,
    WarningQuery,
    WarningRow,
)

# Cases claimed in one transaction: short enough that a desk waits for no sweep.
_AT_ONCE = 1000
# What is warned of on the last day, not the working day before: it is no longer than that itself.
_ON_THE_DAY = frozenset((TodoKind.STEP, TodoKind.SLIP))


class SqlWarningStore:
    """See the port."""

    def __init__(self, desk: Desk, account: Account) -> None:
        self._desk = desk
        self._account = account
        self._statements, self._waits = _compiled(desk.dialect)

    def sweep(self, cutoffs: Cutoffs) -> int:
        """Write every warning that is due and not written yet; see the port."""
        self._account.require(Act.SEE_CASES)
        written = 0
        for claim, values in self._due(cutoffs):
            found = self._found(claim, values)
            for begin in range(0, len(found), _AT_ONCE):
                part = found[begin : begin + _AT_ONCE]
                written += self._write(claim, {**values, "low": part[0], "high": part[-1]})
        return written

    def warnings(self, query: WarningQuery) -> tuple[WarningRow, ...]:
        """Return one page of warnings."""
        after = query.after
        statement = self._statements.open if query.open_only else self._statements.record
        with self._reading() as session:
            rows = session.rows(
                statement,
                **self._of(query.audience),
                after_due=(after.due_on if after else date.min).isoformat(),
                after_id=after.case.case_id if after else -1,
                after_clock=after.clock if after else "",
                after_ref=after.ref if after else "",
                most=query.limit,
            )
        return tuple(map(_warning_of, rows))

    def count(self, audience: Audience) -> int:
        """Count the warnings that nobody has seen and that still apply."""
        with self._reading() as session:
            return int(session.rows(self._statements.count, **self._of(audience))[0][0])

    def see(self, row: WarningRow, login: str, at: datetime) -> bool:
        """Mark a warning as seen; False if somebody else has seen it already."""
        desk = self._desk
        with explained(desk.dialect), desk.writer.begin() as connection:
            changed = Session(connection, desk.dialect, desk.on_step).change(
                self._statements.see,
                of_centre=desk.centre,
                of_case_id=row.case.case_id,
                of_clock=row.clock,
                of_ref=row.ref,
                of_level=row.level.value,
                of_due_on=row.due_on.isoformat(),
                login=login,
                at=moment_in(at),
            )
        return changed == 1

    def waits(self, query: WaitQuery) -> tuple[WaitRow, ...]:
        """Return one page of what is waited for."""
        after = query.after
        with self._reading() as session:
            rows = session.rows(
                self._waits.page,
                **self._at(query.place),
                kind=query.kind.value,
                after_due=(after.due_on if after else date.min).isoformat(),
                after_id=after.case.case_id if after else -1,
                after_ref=after.ref if after else "",
                most=query.limit,
            )
        return tuple(map(_wait_of, rows))

    def wait_counts(self, place: Place) -> dict[TodoKind, int]:
        """Count what is waited for, by kind."""
        with self._reading() as session:
            return {
                kind: int(session.rows(self._waits.count, **self._at(place), kind=kind.value)[0][0])
                for kind in TodoKind
            }

    def _due(self, cutoffs: Cutoffs) -> Iterator[tuple[Claim, Mapping[str, object]]]:
        """Return what to look for: each clock at each level."""
        levels = (
            (Level.STAFF, "staff", cutoffs.today),
            (Level.HEAD, "over", cutoffs.head_by),
            (Level.LEADER, "over", cutoffs.leader_by),
        )
        common = {
            "centre": self._desk.centre,
            "seen": self._account.department,
            "today": cutoffs.today.isoformat(),
            "at": moment_in(cutoffs.now),
        }
        for level, stage, by in levels:
            given = {**common, "level": level.value, "by": by.isoformat()}
            for clock in (PROMISE, STATUTORY):
                yield self._statements.claims[f"{clock} {stage}"], given
            for kind in TodoKind:
                early = level is Level.STAFF and kind not in _ON_THE_DAY
                until = {"by": cutoffs.soon.isoformat()} if early else {}
                told = {**given, **until, "kind": kind.value}
                yield self._statements.claims[f"todo {stage}"], told

    def _found(self, claim: Claim, values: Mapping[str, object]) -> Sequence[int]:
        with self._reading() as session:
            return [row.case_id for row in session.rows(claim.find, **values)]

    def _write(self, claim: Claim, values: Mapping[str, object]) -> int:
        desk = self._desk
        desk.guard()
        with explained(desk.dialect), desk.writer.connect() as connection:
            connection.begin()
            session = Session(connection, desk.dialect, desk.on_step)
            written = session.change(claim.claim, **values)
            session.commit()
        return written

    def _of(self, audience: Audience) -> Mapping[str, object]:
        desks = {desk: desk in audience.desks for desk in ("received", "review", "issue")}
        return {
            "centre": self._desk.centre,
            "level": audience.level.value,
            "department": audience.department,
            "login": self._account.login,
            **desks,
        }

    def _at(self, place: Place) -> Mapping[str, object]:
        return {
            "centre": self._desk.centre,
            "place": place.value,
            "seen": self._account.department,
            "login": self._account.login,
        }

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        desk = self._desk
        self._account.require(Act.SEE_CASES)
        desk.guard()
        with explained(desk.dialect), desk.reader.connect() as connection:
            yield Session(connection, desk.dialect, desk.on_step)


@cache
def _compiled(dialect: SqlDialect) -> tuple[WarningStatements, WaitStatements]:
    """Compile once in a process."""
    return WarningStatements(dialect), WaitStatements(dialect)


def _warning_of(row: Row[Any]) -> WarningRow:
    return WarningRow(
        case=case_row_of(row),
        clock=row.warning_clock,
        ref=row.warning_ref,
        level=Level(row.warning_level),
        due_on=day_out(row.warning_due_on),
        department=row.warning_department,
        login=row.warning_login,
        desk=row.warning_desk,
        light=Light(row.warning_light),
        at=moment_out(row.at),
        seen_by=row.seen_by,
        seen_at=moment_or_none(row.seen_at),
        applies=bool(row.applies),
    )


def _wait_of(row: Row[Any]) -> WaitRow:
    return WaitRow(
        case=case_row_of(row),
        kind=TodoKind(row.kind),
        ref=row.ref,
        department=row.asked,
        login=row.asked_login,
        due_on=day_out(row.until),
        due_at=moment_or_none(row.due_at),
        text=row.text,
    )
