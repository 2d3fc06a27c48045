"""What the acceptance desk works with and asks for again on F5: day, catalogue, papers, queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from windowdesk.services.lookup import ItemFinder
from windowdesk.services.paper_port import PaperTemplate
from windowdesk.services.session import Session
from windowdesk.services.worklists import MOST_COUNTED, Queue
from windowdesk.ui.acceptance_promise import Promiser

_KINDS = ("acceptance", "immediate", "receipt")


@dataclass(frozen=True)
class DeskGround:
    """The day of the database, the items, and how many cases wait for acceptance."""

    today: date
    finder: ItemFinder
    promiser: Promiser
    waiting: int

    @property
    def waiting_text(self) -> str:
        """Return the count as chips show it."""
        return f"{MOST_COUNTED - 1}+" if self.waiting >= MOST_COUNTED else str(self.waiting)


def read_ground(session: Session) -> DeskGround:
    """Read all of it; belongs off the GUI thread."""
    today = session.lookup.today()
    templates, style = session.bench.templates, session.centre.paper_style
    papers: Mapping[str, PaperTemplate] = {kind: templates.get(kind, style) for kind in _KINDS}
    counts = session.database.lists.counts(Queue.RECEIVED, "", today, today)
    return DeskGround(
        today=today,
        finder=session.lookup.item_finder(),
        promiser=Promiser(session.calendar, papers, session.centre.prints_receipt_too),
        waiting=counts.total,
    )
