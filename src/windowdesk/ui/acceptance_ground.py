"""What the acceptance desk works with and asks for again on F5: day, catalogue, papers, queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from windowdesk.services.bundles import BundleFinder
from windowdesk.services.paper_port import PaperTemplate
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_promise import Promiser
from windowdesk.ui.case_words import counted
from windowdesk.ui.received_source import WaitingCounts, read_counts

_KINDS = (
    "acceptance",
    "immediate",
    "receipt",
    "bundle",
    "deferred_promise",
    "deferred_acceptance",
    "commitment",
)


@dataclass(frozen=True)
class DeskGround:
    """The day of the database, the items, and how many cases wait for acceptance."""

    today: date
    finder: BundleFinder
    promiser: Promiser
    waiting: WaitingCounts

    @property
    def waiting_text(self) -> str:
        """Return 待受理 3, 待补正 1, or 已收件 4 where there are both; '' where nothing waits."""
        counts = self.waiting
        named = [
            (text, count)
            for text, count in (
                ("待受理", counts.window),
                ("待补正", counts.applicant),
                ("容缺待补", counts.gaps),
            )
            if count
        ]
        if len(named) == 1:
            return f"{named[0][0]} {counted(named[0][1])}"
        return f"已收件 {counted(sum(count for _text, count in named))}" if named else ""


def read_ground(session: Session) -> DeskGround:
    """Read all of it; belongs off the GUI thread."""
    today = session.lookup.today()
    templates, style = session.bench.templates, session.centre.paper_style
    papers: Mapping[str, PaperTemplate] = {kind: templates.get(kind, style) for kind in _KINDS}
    return DeskGround(
        today=today,
        finder=session.bundles.finder(session.pinyin),
        promiser=Promiser(
            session.calendar,
            papers,
            session.centre.prints_receipt_too,
            session.bench.gap_rule,
        ),
        waiting=read_counts(session),
    )
