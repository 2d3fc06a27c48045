"""Evening seals on one session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Row, ScalarSelect, Table, bindparam, func, select

from windowdesk.domain.errors import ConcurrentChange
from windowdesk.domain.event import CaseEvent, voided_by
from windowdesk.domain.ids import first_id
from windowdesk.domain.seal import ChainHead, LedgerCounts, Seal
from windowdesk.domain.states import Move
from windowdesk.persistence.dialect import SqlDialect, moment_in
from windowdesk.persistence.record_tables import seal
from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import case_, case_event, document, number_line
from windowdesk.services.seal_port import PaperRun


class SqlSealStore:
    """The seals of one centre; see services.seal_port."""

    def __init__(self, session: Session, dialect: SqlDialect, centre: str) -> None:
        self._session = session
        self._sql = _compiled(dialect)
        self._centre = centre

    def last(self) -> Seal | None:
        """Return the newest seal; None before the first."""
        row = self._session.first(self._sql.last, centre=self._centre)
        return None if row is None else Seal.from_text(row.text)

    def get(self, seq: int) -> Seal | None:
        """Return one seal by its running number; None if there is none."""
        row = self._session.first(self._sql.one, centre=self._centre, seq=seq)
        return None if row is None else Seal.from_text(row.text)

    def heads_since(self, at: datetime | None) -> tuple[ChainHead, ...]:
        """Return the chains with a step at ``at`` or later, oldest case first; None: all."""
        if at is None:
            rows = self._session.rows(self._sql.heads, centre=self._centre)
        else:
            rows = self._session.rows(self._sql.moved, centre=self._centre, since=moment_in(at))
        return tuple(ChainHead(row.case_id, row.number, row.event_count, row.head) for row in rows)

    def counts(self) -> LedgerCounts:
        """Count what the ledger holds now."""
        row = self._session.first(self._sql.counts, centre=self._centre)
        assert row is not None  # noqa: S101  counts always give a row
        return LedgerCounts(row.cases, row.events, row.documents)

    def lines(self) -> Mapping[str, int]:
        """Return the last serial of every number line."""
        rows = self._session.rows(self._sql.lines, centre=self._centre)
        return {row.line: row.last for row in rows}

    def moves_between(self, begin: datetime, end: datetime) -> Mapping[Move, int]:
        """Count the steps of each kind from ``begin`` until before ``end``."""
        span = {"begin": moment_in(begin), "end": moment_in(end)}
        rows = self._session.rows(self._sql.moves, centre=self._centre, **span)
        return {Move(row.move): row.many for row in rows}

    def papers_between(self, begin: datetime, end: datetime) -> tuple[PaperRun, ...]:
        """Return the papers issued from ``begin`` until before ``end``, by number line."""
        span = {"low": first_id(begin), "high": first_id(end)}
        rows = self._session.rows(self._sql.papers, centre=self._centre, **span)
        void = self.void_since(begin)
        lines: dict[str, list[Row[Any]]] = {}
        for row in rows:
            lines.setdefault(row.line, []).append(row)
        return tuple(
            PaperRun(
                title=papers[0].title,
                count=len(papers),
                first_number=papers[0].number,
                last_number=papers[-1].number,
                void=tuple(row.number for row in papers if row.number in void),
            )
            for papers in lines.values()
        )

    def void_since(self, begin: datetime) -> frozenset[str]:
        """Return the numbers of papers whose acts were taken back since a moment."""
        rows = self._session.rows(
            self._sql.reversals, centre=self._centre, begin=moment_in(begin), move=Move.REVERSE
        )
        return frozenset(n for row in rows for n in voided_by(CaseEvent.from_text(row.text)))

    def add(self, sealed: Seal) -> None:
        """Store a seal; ConcurrentChange if another program sealed first."""
        added = self._session.change(
            self._sql.add,
            centre=self._centre,
            seq=sealed.seq,
            day=sealed.day.isoformat(),
            at=moment_in(sealed.at),
            login=sealed.login,
            previous=sealed.previous,
            hash=sealed.hash,
            text=sealed.text,
        )
        if added != 1:
            raise ConcurrentChange("别的窗口刚做完日结。按 F5 看最新的。")


@dataclass(frozen=True)
class _SealSql:
    last: Ready
    one: Ready
    heads: Ready
    moved: Ready
    counts: Ready
    lines: Ready
    moves: Ready
    papers: Ready
    reversals: Ready
    add: Ready


@cache
def _compiled(dialect: SqlDialect) -> _SealSql:
    here: BindParameter[str] = bindparam("centre")
    heads = (
        select(case_.c.case_id, case_.c.number, case_.c.event_count, case_.c.head)
        .where(case_.c.centre == here)
        .order_by(case_.c.case_id)
    )
    moved = select(case_event.c.case_id).where(case_event.c.at >= bindparam("since"))
    counts = select(
        _count(case_).label("cases"),
        _count(case_event).label("events"),
        _count(document).label("documents"),
    )
    values: dict[str, object] = {column.name: bindparam(column.name) for column in seal.c}
    lines = select(number_line.c.line, number_line.c.last).where(number_line.c.centre == here)
    at, identity = case_event.c.at, document.c.document_id
    moves = (
        select(case_event.c.move, func.count().label("many"))
        .where(case_event.c.centre == here, at >= bindparam("begin"), at < bindparam("end"))
        .group_by(case_event.c.move)
    )
    reversals = select(case_event.c.text).where(
        case_event.c.centre == here,
        at >= bindparam("begin"),
        case_event.c.move == bindparam("move"),
    )
    papers = (
        select(document.c.line, document.c.title, document.c.number)
        .where(document.c.centre == here)
        .where(identity >= bindparam("low"), identity < bindparam("high"))
        .order_by(document.c.line, document.c.serial)
    )
    sealed = select(seal).where(seal.c.centre == here)
    newest = sealed.order_by(seal.c.seq.desc()).limit(1)
    return _SealSql(
        last=ready("last seal", newest, dialect),
        one=ready("get seal", sealed.where(seal.c.seq == bindparam("seq")), dialect),
        heads=ready("all heads", heads, dialect),
        moved=ready("heads since", heads.where(case_.c.case_id.in_(moved)), dialect),
        counts=ready("ledger counts", counts, dialect),
        lines=ready("all lines", lines.order_by(number_line.c.line), dialect),
        moves=ready("moves between", moves, dialect),
        papers=ready("papers between", papers, dialect),
        reversals=ready("reversals since", reversals, dialect),
        add=ready(
            "insert seal", dialect.insert(seal).values(values).on_conflict_do_nothing(), dialect
        ),
    )


def _count(table: Table) -> ScalarSelect[int]:
    return select(func.count()).where(table.c.centre == bindparam("centre")).scalar_subquery()
