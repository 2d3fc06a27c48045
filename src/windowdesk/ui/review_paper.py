"""审批表 over the desk: every level's opinion of a case, looked at and printed."""

from collections.abc import Callable
from functools import partial

from windowdesk.domain.facts import PaperFacts
from windowdesk.services.lookup import CaseView
from windowdesk.services.review_sheet import REVIEW_SHEET, review_facts
from windowdesk.services.session import Session
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.kit import Kit
from windowdesk.ui.paper_raster import PaperRaster
from windowdesk.ui.pdf_view import PaperSheet, PreviewPaper
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import is_alive

REVIEW_KEY = "Alt+S"


class ReviewPaper(PaperSheet):
    """Shows the sheet as it will be printed; F9 prints it."""

    def __init__(self, kit: Kit, session: Session, facts: PaperFacts, pdf: bytes) -> None:
        shown = (PreviewPaper(REVIEW_SHEET.title, facts.texts["applicant.name"], pdf),)
        super().__init__(kit.theme, kit.tasks, PaperRaster(), shown)
        self._kit, self._sheets, self._facts = kit, session.sheets, facts
        self.print_wanted.connect(lambda _index: self.print_it())

    def print_it(self) -> None:
        """Hand the sheet to the printer."""
        work = partial(self._sheets.print_sheet, REVIEW_SHEET.code, self._facts)
        self._kit.tasks.run(work, self._on_printed, self._kit.notifier.failed)

    def _on_printed(self, job: SheetJob) -> None:
        if job.reason:
            self._kit.notifier.warn(f"审批表没打出来。{job.reason}")
        else:
            self._kit.notifier.info("审批表已送打印机")


def open_review_paper(
    kit: Kit, session: Session, view: CaseView, show: Callable[[Sheet], None]
) -> None:
    """Draw the sheet off the GUI thread, then hand it to ``show``."""

    def on_drawn(drawn: tuple[PaperFacts, bytes]) -> None:
        if is_alive(show):
            show(ReviewPaper(kit, session, *drawn))

    kit.tasks.run(partial(_drawn, session, view), on_drawn, kit.notifier.failed)


def _drawn(session: Session, view: CaseView) -> tuple[PaperFacts, bytes]:
    facts = review_facts(view, session.centre, session.window, view.now)
    return facts, session.sheets.render(REVIEW_SHEET.code, facts)
