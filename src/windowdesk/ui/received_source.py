"""Where the received cases come from: those that wait for the window, those for the applicant."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from windowdesk.domain.todo import TodoKind
from windowdesk.services.case_row import CaseRow
from windowdesk.services.session import Session
from windowdesk.services.todo_lists import TodoRow
from windowdesk.services.worklists import PAGE, Queue, QueueQuery
from windowdesk.ui.paging import Cursor, Page

# A case that waits for the applicant has no clock of ours; the list keeps it behind every date.
_NO_CLOCK = date.max
_LAST_CLOCK = _NO_CLOCK - timedelta(days=1)


Received = CaseRow | TodoRow


class Waiting(StrEnum):
    """Whom a received case waits for."""

    WINDOW = "window"
    APPLICANT = "applicant"
    LATE = "late"


@dataclass(frozen=True)
class WaitingCounts:
    """How many wait for whom; ``late`` of those for the window are past their five days.

    ``gaps`` are accepted with materials that are still to come (容缺).
    """

    window: int
    applicant: int
    late: int
    gaps: int = 0


def read_counts(session: Session) -> WaitingCounts:
    """Count them; belongs off the GUI thread."""
    today = session.lookup.today()
    counts = session.database.lists.counts(Queue.RECEIVED, "", today, _LAST_CLOCK)
    window = counts.red + counts.due_today + counts.due_next
    without_clock = counts.amber + counts.green - counts.due_today - counts.due_next
    gaps = len(session.database.todos.waiting(TodoKind.LATE_MATERIAL))
    return WaitingCounts(window, without_clock, counts.red, gaps)


def read_page(session: Session, waiting: Waiting, after: Cursor | None) -> Page[Received]:
    """Fetch a page, what is due first on top."""
    if waiting is Waiting.LATE:
        return Page(session.database.todos.waiting(TodoKind.LATE_MATERIAL))
    is_window = waiting is Waiting.WINDOW
    query = QueueQuery(
        Queue.RECEIVED,
        after=after if isinstance(after, CaseRow) else None,
        due_before=_NO_CLOCK if is_window else None,
        due_from=None if is_window else _NO_CLOCK,
    )
    rows = session.database.lists.queue(query)
    return Page(rows, rows[-1] if len(rows) == PAGE else None)
