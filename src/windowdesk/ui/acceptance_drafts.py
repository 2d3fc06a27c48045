"""The drafts of the acceptance desk: kept while typing, offered again, gone on with."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.services.drafts import Draft
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_view import title_of
from windowdesk.ui.acceptance_visit import Visit
from windowdesk.ui.draft_keeper import DraftKeeper
from windowdesk.ui.draft_offer import DraftOffer
from windowdesk.ui.kit import Kit


class DeskDrafts(QObject):
    """Joins the keeper and the offer. ``resumed`` carries the draft to go on with."""

    resumed = Signal(object)
    thrown_away = Signal()

    def __init__(
        self,
        kit: Kit,
        session: Session,
        offer: DraftOffer,
        visit: Visit,
        *,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(visit)
        self.keeper = DraftKeeper(kit, session, visit.values, now, self)
        self._offer = offer
        self._title = partial(title_of, visit)
        self._drafts: tuple[Draft, ...] = ()
        self._is_ready = False
        offer.resumed.connect(self._on_resumed)
        offer.dropped.connect(self._on_dropped)
        self.keeper.found.connect(self._on_found)

    def look(self) -> None:
        """Ask what lies from before."""
        self.keeper.look()

    def offer_again(self) -> None:
        """Show the newest draft that is not gone on with, or none; the catalogue is there."""
        self._is_ready = True
        draft = self._drafts[0] if self._drafts else None
        self._offer.offer(draft, self._title(draft) if draft else "")

    def let_go(self, draft: Draft | None) -> None:
        """Throw away a draft whose case has gone on; None does nothing."""
        if draft is not None:
            self.keeper.drop(draft.draft_id)

    def _on_found(self, drafts: tuple[Draft, ...]) -> None:
        self._drafts = drafts
        if self._is_ready:
            self.offer_again()

    def _on_resumed(self, draft: Draft) -> None:
        self._leave_out(draft)
        self.resumed.emit(draft)

    def _on_dropped(self, draft: Draft) -> None:
        self._leave_out(draft)
        self.keeper.drop(draft.draft_id)
        self.thrown_away.emit()

    def _leave_out(self, draft: Draft) -> None:
        self._drafts = tuple(d for d in self._drafts if d.draft_id != draft.draft_id)
        self.offer_again()
