"""Where the received cases come from: those that wait for the window, those for the applicant."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from windowdesk.services.case_row import CaseRow
from windowdesk.services.session import Session
from windowdesk.services.worklists import PAGE, Queue, QueueQuery
from windowdesk.ui.paging import Cursor, Page

# A case that waits for the applicant has no clock of ours; the list keeps it behind every date.
_NO_CLOCK = date.max
_LAST_CLOCK = _NO_CLOCK - timedelta(days=1)


class Waiting(StrEnum):
    """Whom a received case waits for."""

    WINDOW = "window"
    APPLICANT = "applicant"


@dataclass(frozen=True)
class WaitingCounts:
    """How many wait for whom; ``late`` of those for the window are past their five days."""

    window: int
    applicant: int
    late: int


def read_counts(session: Session) -> WaitingCounts:
    """Count them; belongs off the GUI thread."""
    today = session.lookup.today()
    counts = session.database.lists.counts(Queue.RECEIVED, "", today, _LAST_CLOCK)
    window = counts.red + counts.due_today + counts.due_next
    without_clock = counts.amber + counts.green - counts.due_today - counts.due_next
    return WaitingCounts(window, without_clock, counts.red)


def read_page(session: Session, waiting: Waiting, after: Cursor | None) -> Page[CaseRow]:
    """Fetch a page, what is due first on top."""
    is_window = waiting is Waiting.WINDOW
    query = QueueQuery(
        Queue.RECEIVED,
        after=after if isinstance(after, CaseRow) else None,
        due_before=_NO_CLOCK if is_window else None,
        due_from=None if is_window else _NO_CLOCK,
    )
    rows = session.database.lists.queue(query)
    return Page(rows, rows[-1] if len(rows) == PAGE else None)
