"""The read side: pages of rows for the screens.

Duty and department are asked here, once for all lists: ``_rows`` is the only way to the database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Row

from windowdesk.domain.centre import Account
from windowdesk.domain.document import ArchivedPaper, Document
from windowdesk.domain.duties import Act
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.search_keys import key_ranges
from windowdesk.persistence.case_finder import NEWEST, Ask, CaseFinder, searches
from windowdesk.persistence.dialect import moment_in
from windowdesk.persistence.find_statements import Drive
from windowdesk.persistence.rows import (
    archived_of,
    case_row_of,
    documents_of,
    party_row_of,
    print_row_of,
)
from windowdesk.persistence.session import Session, explained
from windowdesk.persistence.statements import ANY_WINDOW, Ready
from windowdesk.persistence.tables import NO_DUE
from windowdesk.persistence.unit_of_work import Desk
from windowdesk.services.case_filter import FilterQuery, FoundCount, FoundPage
from windowdesk.services.worklists import (
    CaseRow,
    FindQuery,
    LightCounts,
    PartyRow,
    PrintRow,
    Queue,
    QueueQuery,
)

_ONE_DAY = timedelta(days=1)


class SqlWorklists:
    """Queries of the screens; each reads by itself and sees what is committed."""

    def __init__(self, desk: Desk, account: Account, change_mark: Callable[[], int]) -> None:
        self._desk = desk
        self._account = account
        self._statements = desk.lists
        self._finder = CaseFinder(
            desk.finds, self._rows, desk.centre, sees_all=not account.department
        )
        self._change_mark = change_mark

    def queue(self, query: QueueQuery) -> tuple[CaseRow, ...]:
        """Return one page of a queue."""
        paused = query.paused is True
        after = query.after
        if after is not None:
            after_due, after_id = after.due_on or NO_DUE, after.case_id
        else:
            after_due, after_id = query.due_from or date.min, -1
        rows = self._rows(
            self._statements.queue[query.queue, bool(query.department), paused],
            centre=self._desk.centre,
            department=query.department,
            after_due=after_due.isoformat(),
            after_id=after_id,
            until=(query.due_before - _ONE_DAY if query.due_before else NO_DUE).isoformat(),
            amber_from=(
                query.green_after + _ONE_DAY if query.green_after else date.min
            ).isoformat(),
            amber_until=(query.amber_by or NO_DUE).isoformat(),
            any_clock=query.paused is None,
            most=query.limit,
        )
        return _cases(rows)

    def counts(self, queue: Queue, department: str, today: date, soon: date) -> LightCounts:
        """Count a queue by light as of ``today``, and what is due then and up to ``soon``."""
        row = self._rows(
            self._statements.counts[queue, bool(department)],
            centre=self._desk.centre,
            department=department,
            today=today.isoformat(),
            soon=soon.isoformat(),
        )[0]
        lights = (row.total, row.red, row.amber, row.green, row.grey)
        return LightCounts(*lights, due_today=row.due_today, due_next=row.due_next)

    def deemed(self, begin: datetime) -> tuple[CaseRow, ...]:
        """Return the cases that silence accepted from a moment on, newest first."""
        rows = self._rows(self._statements.deemed, centre=self._desk.centre, begin=moment_in(begin))
        return _cases(rows)

    def decided_today(self, login: str, since: datetime) -> int:
        """Count the cases that ``login`` decided since a moment."""
        rows = self._rows(self._statements.decided, login=login, since=moment_in(since))
        return int(rows[0][0])

    def find(self, query: FindQuery) -> tuple[CaseRow, ...]:
        """Return one page of a search."""
        before = NEWEST if query.after is None else query.after.case_id
        found: dict[int, CaseRow] = {}
        statements = {
            Drive.EXACT: self._statements.find_exact,
            Drive.RANGE: self._statements.find_range,
            Drive.PAPER: self._statements.find_paper,
            Drive.CODE: self._statements.find_code,
        }
        with self._reading() as ask:
            for search in searches(query.text):
                rows = ask(
                    statements[search.drive],
                    centre=self._desk.centre,
                    low=search.low,
                    high=search.high,
                    before=before,
                    most=query.limit,
                )
                found |= {row.case_id: case_row_of(row) for row in rows}
        newest = sorted(found.values(), key=lambda row: row.case_id, reverse=True)
        return tuple(newest[: query.limit])

    def filtered(self, query: FilterQuery) -> FoundPage:
        """Return one page of a filter."""
        return self._finder.page(query)

    def count_filtered(self, query: FilterQuery) -> FoundCount:
        """Count what a filter finds; see the port."""
        return self._finder.count(query)

    def phones(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """Return the phones of applicants by the numbers of their cases."""
        return self._finder.phones(numbers)

    def recent(self, login: str, limit: int) -> tuple[CaseRow, ...]:
        """Return the cases that ``login`` received last."""
        return _cases(self._rows(self._statements.recent, login=login, most=limit))

    def row(self, case_id: int) -> CaseRow | None:
        """Return the row of one case."""
        return next(iter(_cases(self._rows(self._statements.row, case_id=case_id))), None)

    def by_number(self, digits: str) -> CaseRow | None:
        """Return the case with this 24-digit number."""
        return next(iter(_cases(self._rows(self._statements.by_number, number=digits))), None)

    def bundle(self, number: str) -> tuple[CaseRow, ...]:
        """Return the cases of a 一件事 in the order of their numbers."""
        statement = self._statements.bundle
        return _cases(self._rows(statement, centre=self._desk.centre, bundle=number))

    def events(self, case_id: int) -> tuple[CaseEvent, ...]:
        """Return the events of a case, oldest first."""
        rows = self._rows(self._statements.events, case_id=case_id)
        return tuple(CaseEvent.from_text(row.text) for row in rows)

    def body(self, case_id: int) -> tuple[str, str] | None:
        """Return the stored text of a case and the hash of its last event; None if unknown."""
        rows = self._rows(self._statements.body, case_id=case_id)
        return (str(rows[0].body), str(rows[0].head)) if rows else None

    def papers(self, case_id: int) -> tuple[Document, ...]:
        """Return the papers of a case, oldest first."""
        return documents_of(self._rows(self._statements.papers, case_id=case_id))

    def archived(self, document_id: int) -> ArchivedPaper | None:
        """Return the archived bytes of a paper, None while they are not rendered."""
        rows = self._rows(self._statements.archived, document_id=document_id)
        return archived_of(rows[0]) if rows else None

    def unprinted(self, window: str | None) -> tuple[PrintRow, ...]:
        """Return papers that wait for the printer or did not come out, oldest first."""
        at = ANY_WINDOW if window is None else window
        rows = self._rows(self._statements.unprinted, centre=self._desk.centre, service_window=at)
        return tuple(print_row_of(row) for row in rows)

    def prints(self, case_id: int) -> tuple[PrintRow, ...]:
        """Return all printings of a case's papers, newest first."""
        rows = self._rows(self._statements.prints, case_id=case_id)
        return tuple(print_row_of(row) for row in rows)

    def likely_parties(self, text: str, limit: int) -> tuple[PartyRow, ...]:
        """Return known parties whose name or number begins like ``text``."""
        found: dict[int, PartyRow] = {}
        for keys in key_ranges(text.replace("\0", "")):
            exact, ranged = self._statements.parties_exact, self._statements.parties_range
            rows = self._rows(
                exact if keys.high is None else ranged,
                centre=self._desk.centre,
                low=keys.low,
                high=keys.high,
                most=limit,
            )
            found |= {row.party_id: party_row_of(row) for row in rows}
        return tuple(found.values())[:limit]

    def change_mark(self) -> int:
        """Return a number that changes when another desk has written (a refresh is due)."""
        return self._change_mark()

    def _rows(self, statement: Ready, **values: object) -> Sequence[Row[Any]]:
        with self._reading() as ask:
            return ask(statement, **values)

    @contextmanager
    def _reading(self) -> Iterator[Ask]:
        """Ask several things on one connection; the one door that every list comes through."""
        self._account.require(Act.SEE_CASES)
        self._desk.guard()
        with explained(self._desk.dialect), self._desk.reader.connect() as connection:
            session = Session(connection, self._desk.dialect, self._desk.on_step)
            yield partial(session.rows, seen=self._account.department)


def _cases(rows: Iterable[Row[Any]]) -> tuple[CaseRow, ...]:
    return tuple(case_row_of(row) for row in rows)
