"""收回 at a desk of the back office: the act that this desk did last, by one key."""

from functools import partial

from PySide6.QtCore import QObject, SignalInstance

from windowdesk.services.acting import ActReceipt
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import load_phrases
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.kit import Kit
from windowdesk.ui.screen import Screen
from windowdesk.ui.window_acts import Subject, WindowActs, WindowDone

KEY = "Ctrl+Z"


class LastAct(QObject):
    """Remembers what ``acted`` carries, opens its sheet on ``screen`` and has it look again."""

    def __init__(self, kit: Kit, session: Session, screen: Screen, acted: SignalInstance) -> None:
        super().__init__(screen)
        self._kit = kit
        self._session = session
        self._screen = screen
        self._case_id = 0
        self._acts = WindowActs(kit, session, load_phrases(kit.assets), self)
        self._acts.sheet_wanted.connect(screen.open_sheet)
        self._acts.done.connect(self._on_done)
        acted.connect(self._on_acted)

    def key(self) -> KeyAct:
        """Return the key as the desk lists it."""
        return KeyAct(KEY, "收回刚办的一步", self.reverse)

    def reverse(self) -> None:
        """Ask for the reason, if the act may still be taken back."""
        if not self._case_id:
            self._kit.notifier.info("这次登录还没办过件。别的件，在办件页里收回。")
            return
        work = partial(self._session.lookup.case, self._case_id)
        self._kit.tasks.run(work, self._on_view, self._kit.notifier.failed)

    def _on_view(self, view: CaseView) -> None:
        self._acts.reverse(Subject.of(view.case))

    def _on_acted(self, receipt: ActReceipt) -> None:
        self._case_id = receipt.case_id

    def _on_done(self, done: WindowDone) -> None:
        self._kit.notifier.settled()
        self._kit.notifier.info(f"{done.subject.name}的那一步收回了。")
        self._case_id = 0
        self._screen.refresh()
