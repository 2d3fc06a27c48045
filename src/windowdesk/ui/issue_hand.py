"""The case in hand at the issuing desk: the one that is chosen, once it is in sight."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.services.lookup import CaseView
from windowdesk.services.session import Session
from windowdesk.ui.kit import Kit


class CaseInHand(QObject):
    """Fetches the chosen case. ``came`` carries its view, ``failed`` an error.

    While another case is on its way the old one stays in sight, but it is in hand no longer: a key
    that is pressed early must never act on the visitor before.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, kit: Kit, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._wanted = 0
        self._view: CaseView | None = None

    @property
    def shown(self) -> CaseView | None:
        """The case in sight, None while there is none."""
        return self._view

    @property
    def view(self) -> CaseView | None:
        """The case in sight if it is the chosen one."""
        view = self._view
        return view if view is not None and view.case.case_id == self._wanted else None

    @property
    def is_coming(self) -> bool:
        """Whether the chosen case is still on its way."""
        return bool(self._wanted) and self.view is None

    def choose(self, case_id: int) -> None:
        """Choose a case; 0 chooses none."""
        if case_id != self._wanted:
            self._wanted = case_id
            if case_id:
                self.fetch()
        if not case_id:
            self._view = None

    def fetch(self) -> None:
        """Ask for the chosen case as it is now."""
        if self._wanted:
            work = partial(self._session.lookup.case, self._wanted)
            self._kit.tasks.run(work, self._on_view, self._on_failed)

    def leave(self) -> None:
        """Let go of the case: an act has changed it."""
        self._wanted = 0
        self._view = None

    def _on_view(self, view: CaseView) -> None:
        if view.case.case_id == self._wanted:
            self._view = view
            self.came.emit(view)

    def _on_failed(self, error: Exception) -> None:
        if self.is_coming:
            self._wanted = 0
        self.failed.emit(error)
