"""Cases that were received before, fetched to be gone on with at the desk."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.states import CaseState, Move
from windowdesk.services.drafts import Draft
from windowdesk.services.lookup import CaseView
from windowdesk.services.session import Session
from windowdesk.ui.kit import Kit

_OPEN_MOVES = frozenset((Move.ACCEPT, Move.REFUSE, Move.REQUEST_SUPPLEMENT))


class ReceivedCases(QObject):
    """``opened`` carries the case to be checked and the draft of its check, None without one.

    ``late`` carries a case that was accepted with materials that are still to come, ``waits`` one
    that waits for the applicant, ``gone`` the draft of one that is past the window.
    """

    opened = Signal(object, object)
    waits = Signal(object)
    late = Signal(object)
    gone = Signal(object)

    def __init__(self, kit: Kit, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session

    def load(self, case_id: int, draft: Draft | None = None) -> None:
        """Fetch a case."""
        work = partial(self._session.lookup.case, case_id)
        self._kit.tasks.run(work, partial(self._on_case, draft), self._kit.notifier.failed)

    def _on_case(self, draft: Draft | None, view: CaseView) -> None:
        if view.case.state in {CaseState.AWAITING_SUPPLEMENT, CaseState.CORRECTING}:
            self.waits.emit(view.case)
        elif view.case.state is CaseState.RECEIVED and view.moves & _OPEN_MOVES:
            self.opened.emit(view.case, draft)
        elif view.case.open_gaps and Move.FILL_GAP in view.moves:
            self.late.emit(view.case)
        else:
            self.gone.emit(draft)
            self._kit.notifier.warn("这件已经不在待受理里了。按 F5 看最新的情况。")
