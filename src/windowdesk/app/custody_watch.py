"""Originals on every desk: Ctrl+E, and a word on the status line while slips wait to be taken."""

from PySide6.QtCore import QObject, QTimer

from windowdesk.domain.clock import Light
from windowdesk.services.custody import WaitingSlip
from windowdesk.services.lookup import CaseView
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.approval_desk import ApprovalDesk
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.custody_acts import CUSTODY_KEY, CustodyActs, told_of
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.screen import Screen
from windowdesk.ui.sheet_acts import WindowDone
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.take_sheet import TakeSheet
from windowdesk.ui.tone import Tone

_LOOK_MS = 30_000
_TONE = {Light.RED: Tone.RED, Light.AMBER: Tone.AMBER}


class CustodyWatch(QObject):
    """Wires the sheets of originals into the window of a session."""

    def __init__(self, kit: Kit, session: Session, window: MainWindow, prints: PrintWatch) -> None:
        # The window may be closed and deleted first; what is told to stop must outlive it.
        super().__init__(prints)
        self._kit = kit
        self._session = session
        self._window = window
        self._prints = prints
        self._waiting = 0
        self.acts = CustodyActs(kit, session, self)
        self.acts.sheet_wanted.connect(window.open_sheet)
        self.acts.changed.connect(self._on_changed)
        self.acts.done.connect(self._on_done)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        if self.acts.may_keep:
            key = KeyAct(CUSTODY_KEY, "原件交接，待接收", self.open)
            window.add_keys(KeyGroup("", (key,)))

    def start(self) -> None:
        """Begin to look, where this account may take originals at all."""
        if self.acts.may_keep:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Leave off looking."""
        self._timer.stop()

    def look(self) -> None:
        """Ask how many slips wait for this hand."""
        self._kit.tasks.run(self._session.custody.waiting, self._show, lambda _error: None)

    def open(self) -> None:
        """Ctrl+E: on its page the originals of a case; on a desk first the slips that wait."""
        screen = self._window.screen_in_front
        view = _in_sight(screen)
        if view is not None and (isinstance(screen, CasePage) or not self._waiting):
            self.acts.open_case(view)
        else:
            self.acts.open_waiting()

    def scanned(self, case_number: str) -> bool:
        """Tick the slips of a scanned case where the sheet of slips is open; tell whether it is."""
        sheet = self._window.sheets.current
        return isinstance(sheet, TakeSheet) and sheet.scanned(case_number)

    def _on_done(self, done: WindowDone) -> None:
        self._prints.hand_over(done.receipt)
        self._kit.notifier.info(told_of(done))
        self._on_changed()

    def _on_changed(self) -> None:
        self.look()
        page = self._window.screen_in_front
        if isinstance(page, CasePage):
            page.refresh()

    def _show(self, slips: tuple[WaitingSlip, ...]) -> None:
        self._waiting = len(slips)
        text = f"待接收 {len(slips)}" if slips else ""
        tone = _TONE.get(slips[0].light.light, Tone.PLAIN) if slips else Tone.PLAIN
        shown = f"{text} {CUSTODY_KEY}" if slips else ""
        self._window.status.set_item(StatusItem("slips", "hand", shown, tone, text))


def _in_sight(screen: Screen | None) -> CaseView | None:
    """Return the case that a page or a desk shows."""
    if isinstance(screen, CasePage):
        return screen.view
    if isinstance(screen, ApprovalDesk):
        return screen.case.view
    return screen.detail.view if isinstance(screen, IssueDesk) else None
