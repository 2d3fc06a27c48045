"""Stores of cases, parties and number lines on one session."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_marks import told_mark
from windowdesk.domain.case_todos import todos_of
from windowdesk.domain.errors import ConcurrentChange, DomainError
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.local_time import local_date
from windowdesk.domain.party import Party
from windowdesk.domain.todo import Todo
from windowdesk.persistence.case_text import case_text
from windowdesk.persistence.custody_rows import custody_values
from windowdesk.persistence.dialect import CHANGED, as_list
from windowdesk.persistence.item_store import SqlItemStore
from windowdesk.persistence.opening import Opening
from windowdesk.persistence.rows import (
    case_of,
    case_values,
    event_values,
    party_of,
    party_values,
    todo_values,
)
from windowdesk.persistence.session import Session, Values
from windowdesk.persistence.statements import Statements

# Inserts of one unit of work are written in this order, whatever order they were asked for in.
RANK_PARTY, RANK_CASE, RANK_EVENT, RANK_TEMPLATE, RANK_DOCUMENT, RANK_PRINT, RANK_AUDIT = range(7)
RANK_ATTACHMENT, RANK_TODO = RANK_AUDIT + 1, RANK_AUDIT + 2


class SqlCaseStore:
    """Cases with their events."""

    def __init__(
        self,
        session: Session,
        statements: Statements,
        items: SqlItemStore,
        calendar: WorkCalendar,
        opening: Opening,
    ) -> None:
        self._session = session
        self._statements = statements
        self._items = items
        self._calendar = calendar
        self._opening = opening
        self._departments: dict[int, str] = {}
        self._todos: dict[int, tuple[Todo, ...]] = {}
        self._new_todos: dict[int, tuple[Todo, ...]] = {}
        self._custody: dict[int, tuple[Values, ...]] = {}
        self._new_custody: dict[int, tuple[Values, ...]] = {}

    def get(self, case_id: int) -> Case:
        """Return a case as it is now; DomainError if there is none."""
        row = self._session.first(self._statements.case_get, case_id=case_id)
        # The moment of an act must lie after everything that is known of its case.
        self._opening.moment_is_old()
        if row is None:
            raise DomainError("没有这个办件。核对编号，或按 F5 刷新。")
        self._departments[case_id] = row.department
        case = case_of(row, self._items.version(row.item_id, row.item_version))
        self._todos[case_id] = todos_of(case, self._known_calendar)
        # A case from before custody was kept has no rows yet.
        self._custody[case_id] = custody_values(case) if case.turns.originals else ()
        return case

    def add(self, case: Case, keys: Sequence[str]) -> None:
        """Store a new case with its events and search keys; its applicant is stored already."""
        values = self._values(case)
        case.version = 1
        given = {**values, "version": 1, "keys": as_list(sorted(set(keys)))}
        self._session.later(RANK_CASE, self._statements.case_add, [given])
        self._store_events(case)

    def save(self, case: Case) -> None:
        """Store changes and new events; ConcurrentChange unless the version is the one read."""
        values = self._values(case)
        changed = self._session.change(
            self._statements.case_save,
            **values,
            of_case_id=case.case_id,
            of_version=case.version,
        )
        if changed != 1:
            raise ConcurrentChange(CHANGED)
        case.version += 1
        self._store_events(case)

    def add_keys(self, case: Case, keys: Sequence[str]) -> None:
        """Let a stored case be found by more keys; those that it has already stay."""
        self._session.change(
            self._statements.case_keys_add,
            centre=self._opening.centre_code,
            case_id=case.case_id,
            department=case.department,
            keys=as_list(sorted(set(keys))),
        )

    def id_of(self, digits: str) -> int | None:
        """Return the case with a 24-digit number; None if there is none."""
        row = self._session.first(self._statements.case_by_number, number=digits)
        return None if row is None else int(row.case_id)

    def last_events(self, case_id: int, most: int) -> tuple[CaseEvent, ...]:
        """Return the last events of a case, oldest first."""
        rows = self._session.rows(self._statements.events_last, case_id=case_id, most=most)
        return tuple(CaseEvent.from_text(row.text) for row in reversed(rows))

    def open_ids(self) -> tuple[int, ...]:
        """Return every case whose clocks still run, in ascending order."""
        rows = self._session.rows(self._statements.cases_open, centre=self._opening.centre_code)
        return tuple(sorted(row.case_id for row in rows))

    def held_by(self, login: str) -> tuple[int, ...]:
        """Return the cases that somebody holds, oldest first, also those of a lapsed claim."""
        rows = self._session.rows(
            self._statements.cases_held, centre=self._opening.centre_code, login=login
        )
        return tuple(row.case_id for row in rows)

    @property
    def departments(self) -> frozenset[str]:
        """The departments of all cases that this unit of work has met."""
        return frozenset(self._departments.values())

    def department_of(self, case_id: int) -> str:
        """Return the department of a case; DomainError if there is none."""
        known = self._departments.get(case_id)
        if known is not None:
            return known
        row = self._session.first(self._statements.place_of_case, case_id=case_id)
        if row is None:
            raise DomainError("没有这个办件。核对编号，或按 F5 刷新。")
        self._departments[case_id] = row.department
        return str(row.department)

    def store_todos(self) -> None:
        """Write what the changed cases wait for now; the last thing before the commit.

        On PostgreSQL these lines give sight of a case to a department that is asked; once it has
        answered it sees the case no more.
        """
        for case_id, todos in self._new_todos.items():
            if self._todos.get(case_id):
                self._session.change(self._statements.todos_remove, of_case_id=case_id)
            rows = [todo_values(todo, case_id, self._opening.centre_code) for todo in todos]
            if rows:
                self._session.later(RANK_TODO, (self._statements.todo_add,), rows)
        self._todos |= self._new_todos
        self._new_todos.clear()
        self._store_custody()

    def _store_custody(self) -> None:
        for case_id, rows in self._new_custody.items():
            if self._custody.get(case_id):
                self._session.change(self._statements.custody_remove, of_case_id=case_id)
            if rows:
                self._session.later(RANK_TODO, (self._statements.custody_add,), rows)
        self._custody |= self._new_custody
        self._new_custody.clear()

    @property
    def _known_calendar(self) -> WorkCalendar:
        return self._opening.centre().calendar(self._calendar)

    def _values(self, case: Case) -> Values:
        calendar = self._known_calendar
        mark = told_mark(case, calendar, local_date(case.last_at or case.received_at))
        if mark != case.turns.calendar_mark:
            case.turns = replace(case.turns, calendar_mark=mark)
        body = case_text(case)
        # The last new event carries the digest of the body, before its hash becomes the head.
        case.bind_body(hashlib.sha256(body.encode()).hexdigest())
        todos = todos_of(case, calendar)
        if todos != self._todos.get(case.case_id, ()):
            self._new_todos[case.case_id] = todos
        held = custody_values(case)
        if held != self._custody.get(case.case_id, ()):
            self._new_custody[case.case_id] = held
        return case_values(case, calendar, body)

    def _store_events(self, case: Case) -> None:
        self._departments[case.case_id] = case.department
        events = [event_values(event, case.centre, case.department) for event in case.new_events]
        if events:
            self._session.later(RANK_EVENT, (self._statements.event_add,), events)
        case.new_events.clear()


class SqlPartyStore:
    """Known persons and organisations."""

    def __init__(self, session: Session, statements: Statements, centre: str) -> None:
        self._session = session
        self._statements = statements
        self._centre = centre

    def find(self, id_kind: str, id_number: str) -> Party | None:
        """Return the party with this number, or None."""
        row = self._session.first(
            self._statements.party_find,
            centre=self._centre,
            id_kind=str(id_kind),
            id_number=id_number,
        )
        return None if row is None else party_of(row)

    def add(self, party: Party, keys: Sequence[str]) -> None:
        """Store a new party with its search keys."""
        values = party_values(party, self._centre)
        given = {**values, "version": party.version, "keys": as_list(sorted(set(keys)))}
        self._session.later(RANK_PARTY, self._statements.party_add, [given])

    def save(self, party: Party, keys: Sequence[str]) -> None:
        """Store a changed party; ConcurrentChange unless the version is the one read."""
        changed = self._session.change(
            self._statements.party_save,
            **party_values(party, self._centre),
            of_party_id=int(party.id),
            of_version=party.version,
        )
        if changed != 1:
            raise ConcurrentChange("这个人的资料刚被别人改过。按 F5 看最新的，再改一次。")
        self._session.change(self._statements.party_keys_drop, party_id=int(party.id))
        self._session.change(
            self._statements.party_keys_add,
            centre=self._centre,
            party_id=int(party.id),
            keys=as_list(sorted(set(keys))),
        )


class SqlNumberLines:
    """Gap-free numbers: taken in one ordered statement, given back by a rollback."""

    def __init__(self, session: Session, statements: Statements, centre: str) -> None:
        self._session = session
        self._statements = statements
        self._centre = centre
        # One act of a bundle takes several numbers of one line, each by a take of its own.
        self.taken: list[Mapping[str, int]] = []

    def take(self, lines: Sequence[str]) -> Mapping[str, int]:
        """Take the next serial of every line, at most one of each."""
        if len(set(lines)) != len(lines):
            raise ValueError("a line can give one number in one act")
        taken = self._session.take(
            self._statements.lines_take, centre=self._centre, lines=as_list(sorted(lines))
        )
        serials = {row.line: row.last for row in taken}
        self.taken.append(serials)
        return serials

    def start_at(self, line: str, serial: int) -> None:
        """Let an unused line begin at ``serial``; DomainError if numbers were taken already."""
        if serial < 1:
            raise DomainError("编号从 1 起。写一个不小于 1 的整数。", "serial")
        begun = self._session.change(
            self._statements.line_start,
            centre=self._centre,
            line=line,
            first=serial,
            last=serial - 1,
        )
        if begun != 1:
            raise DomainError("这个编号已经用过，起始号不能再改。", "serial")
