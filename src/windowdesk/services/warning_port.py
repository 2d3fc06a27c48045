"""Ports of warnings and of what cases wait for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from windowdesk.domain.clock import Light
from windowdesk.domain.escalation import Audience, Level
from windowdesk.domain.todo import TodoKind
from windowdesk.services.case_row import PAGE, CaseRow

PROMISE = "promise"
STATUTORY = "statutory"


@dataclass(frozen=True)
class Cutoffs:
    """Days that one sweep goes by: ``soon`` is the next working day after ``today``.

    What was due on ``head_by`` or before goes to the head, on ``leader_by`` to the leader.
    """

    today: date
    now: datetime
    soon: date
    head_by: date
    leader_by: date


class WarningRow(NamedTuple):
    """A warning as lists show it. ``applies``: what it warns of still stands."""

    case: CaseRow
    clock: str
    ref: str
    level: Level
    due_on: date
    department: str
    login: str
    desk: str
    light: Light
    at: datetime
    seen_by: str
    seen_at: datetime | None
    applies: bool


@dataclass(frozen=True)
class WarningQuery:
    """A page of warnings by due date; ``seen`` None: those of the record as well."""

    audience: Audience
    after: WarningRow | None = None
    open_only: bool = True
    limit: int = PAGE


class Place(StrEnum):
    """Whose turn it is in a list of what is waited for."""

    WINDOW = "window"
    DEPARTMENT = "department"
    MINE = "mine"


class WaitRow(NamedTuple):
    """One thing that a case waits for, as lists show it."""

    case: CaseRow
    kind: TodoKind
    ref: str
    department: str
    login: str
    due_on: date
    due_at: datetime | None
    text: str


@dataclass(frozen=True)
class WaitQuery:
    """A page of what is waited for, by due date."""

    kind: TodoKind
    place: Place
    after: WaitRow | None = None
    limit: int = PAGE


class WarningStore(Protocol):
    """Warnings and waits as one account sees them."""

    def sweep(self, cutoffs: Cutoffs) -> int:
        """Write every warning that is due and not written yet; return how many were.

        Two programs that sweep at once write each warning once; one that is stopped half-way has
        written some, and the next sweep writes the rest.
        """
        ...

    def warnings(self, query: WarningQuery) -> tuple[WarningRow, ...]:
        """Return one page of warnings."""
        ...

    def count(self, audience: Audience) -> int:
        """Count the warnings that nobody has seen and that still apply; stops at MOST_COUNTED."""
        ...

    def see(self, row: WarningRow, login: str, at: datetime) -> bool:
        """Mark a warning as seen; False if somebody else has seen it already."""
        ...

    def waits(self, query: WaitQuery) -> tuple[WaitRow, ...]:
        """Return one page of what is waited for."""
        ...

    def wait_counts(self, place: Place) -> dict[TodoKind, int]:
        """Count what is waited for, by kind; each count stops at MOST_COUNTED."""
        ...
