"""The read side: frozen rows for every list on a screen, page by page.

Pages go by key, never by offset: a page is asked for with the last row that was seen. Lights are
computed from the dates in a row, they are not in the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from windowdesk.domain.document import ArchivedPaper, Document, PrintState
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.states import (
    ACCEPTED_STATES,
    BEFORE_ACCEPTANCE,
    UNDECIDED_AFTER_ACCEPTANCE,
    CaseState,
)
from windowdesk.services.case_filter import FilterQuery, FoundCount, FoundPage
from windowdesk.services.case_row import PAGE, CaseRow

__all__ = ["MOST_COUNTED", "PAGE", "CaseRow"]

MOST_COUNTED = 1000  # counts stop there and are shown as 999+


@dataclass(frozen=True)
class PrintRow:
    """A paper and the state of one printing of it."""

    print_id: int
    document_id: int
    case_id: int
    title: str
    number: str
    applicant_name: str
    state: PrintState
    reason: str
    window: str
    asked_at: datetime
    reprint: bool


@dataclass(frozen=True)
class LightCounts:
    """Open cases of a queue by light; counts stop at MOST_COUNTED.

    ``due_today`` and ``due_next`` (later, up to the day that was asked for) go by the due date.
    """

    total: int
    red: int
    amber: int
    green: int
    grey: int
    due_today: int = 0
    due_next: int = 0


@dataclass(frozen=True)
class PartyRow:
    """A known person or organisation in a list of likely ones."""

    party_id: int
    name: str
    id_masked: str
    village: str
    cases: int


class Queue(StrEnum):
    """Which open cases a desk works on."""

    RECEIVED = "received"
    UNCLAIMED = "unclaimed"
    REVIEW = "review"
    ISSUE = "issue"


QUEUE_STATES: Mapping[Queue, frozenset[CaseState]] = MappingProxyType(
    {
        Queue.RECEIVED: BEFORE_ACCEPTANCE,
        Queue.UNCLAIMED: ACCEPTED_STATES | {CaseState.ASSIGNED},
        Queue.REVIEW: UNDECIDED_AFTER_ACCEPTANCE - {CaseState.REFERRED_UP},
        Queue.ISSUE: frozenset((CaseState.APPROVED, CaseState.DENIED, CaseState.READY)),
    }
)


@dataclass(frozen=True)
class QueueQuery:
    """A page of a queue, ordered by due date, then age. ``after`` is the last row that was seen.

    ``due_from`` and ``due_before`` (half open), ``amber_by`` (amber by that day), ``green_after``
    (not yet amber on that day) and ``paused`` filter by light, see services/lights.py.
    """

    queue: Queue
    department: str = ""
    after: CaseRow | None = None
    due_before: date | None = None
    due_from: date | None = None
    amber_by: date | None = None
    green_after: date | None = None
    paused: bool | None = None
    limit: int = PAGE


@dataclass(frozen=True)
class FindQuery:
    """A search: name part, initials, ID number, phone, case number, last 5 digits, paper number.

    ``text`` is as typed. Newest first; ``after`` is the last row that was seen.
    """

    text: str
    after: CaseRow | None = None
    limit: int = PAGE


class Worklists(Protocol):
    """Queries of the screens. Each has an index; a test looks at its plan.

    All ask for the duty Act.SEE_CASES (NotPermitted) and show the department of the account alone.
    """

    def queue(self, query: QueueQuery) -> tuple[CaseRow, ...]:
        """Return one page of a queue."""
        ...

    def counts(self, queue: Queue, department: str, today: date, soon: date) -> LightCounts:
        """Count a queue by light as of ``today``, and what is due then and up to ``soon``."""
        ...

    def deemed(self, begin: datetime) -> tuple[CaseRow, ...]:
        """Return the cases that silence accepted from a moment on, newest first."""
        ...

    def decided_today(self, login: str, since: datetime) -> int:
        """Count the cases that ``login`` decided since a moment."""
        ...

    def find(self, query: FindQuery) -> tuple[CaseRow, ...]:
        """Return one page of a search."""
        ...

    def filtered(self, query: FilterQuery) -> FoundPage:
        """Return one page of a filter."""
        ...

    def count_filtered(self, query: FilterQuery) -> FoundCount:
        """Count what a filter finds, up to MOST_COUNTED and within the bound of its scan."""
        ...

    def phones(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """Return the phones of applicants by the numbers of their cases, for an export."""
        ...

    def recent(self, login: str, limit: int) -> tuple[CaseRow, ...]:
        """Return the cases that ``login`` received last."""
        ...

    def row(self, case_id: int) -> CaseRow | None:
        """Return the row of one case."""
        ...

    def by_number(self, digits: str) -> CaseRow | None:
        """Return the case with this 24-digit number."""
        ...

    def bundle(self, number: str) -> tuple[CaseRow, ...]:
        """Return the cases of a 一件事 in the order of their numbers."""
        ...

    def events(self, case_id: int) -> tuple[CaseEvent, ...]:
        """Return the events of a case, oldest first."""
        ...

    def body(self, case_id: int) -> tuple[str, str] | None:
        """Return the stored text of a case and the hash of its last event; None if unknown.

        The last event binds the digest of the text.
        """
        ...

    def papers(self, case_id: int) -> tuple[Document, ...]:
        """Return the papers of a case, oldest first."""
        ...

    def archived(self, document_id: int) -> ArchivedPaper | None:
        """Return the archived bytes of a paper, None while they are not rendered."""
        ...

    def unprinted(self, window: str | None) -> tuple[PrintRow, ...]:
        """Return papers that wait for the printer or did not come out, oldest first.

        ``window`` is that of the desk, '' for the back office, None for the whole house.
        """
        ...

    def prints(self, case_id: int) -> tuple[PrintRow, ...]:
        """Return all printings of a case's papers, newest first."""
        ...

    def likely_parties(self, text: str, limit: int) -> tuple[PartyRow, ...]:
        """Return known parties whose name or number begins like ``text``."""
        ...

    def change_mark(self) -> int:
        """Return a number that changes when another desk has written (a refresh is due)."""
        ...
