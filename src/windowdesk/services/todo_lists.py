"""What cases wait for, as lists: one kind at a time, what is due first on top."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from windowdesk.domain.todo import TodoKind
from windowdesk.services.case_row import PAGE, CaseRow


@dataclass(frozen=True)
class TodoRow:
    """One thing that a case waits for; see ``domain.todo.Todo``. ``row`` is the case."""

    row: CaseRow
    kind: TodoKind
    ref: str
    department: str
    login: str
    due_on: date
    due_at: datetime | None
    text: str


class TodoLists(Protocol):
    """Queries of what is waited for. All ask for the duty Act.SEE_CASES (NotPermitted)."""

    def waiting(
        self, kind: TodoKind, department: str = "", limit: int = PAGE
    ) -> tuple[TodoRow, ...]:
        """Return what is waited for of one kind, due first.

        ``department`` is whose turn it is, '' for everybody's. An account with a department sees
        what its own cases wait for and what is asked of it.
        """
        ...
