"""What a scanner reads on any desk: a sheet that waits for it takes it, else a banner offers it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.codes import read_code
from windowdesk.domain.errors import DomainError
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.paper_code import is_signed_code
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.paper_bar import VERIFY_KEY
from windowdesk.ui.tone import Tone

_SCANNED = "scanned"
_OPEN_KEY = "Ctrl+O"


class ScanWatch(QObject):
    """``case_wanted`` carries the id of a case that was offered and taken.

    ``prove`` and ``tick`` are asked first: they tell whether a sheet was waiting for the scan.
    """

    case_wanted = Signal(object)

    def __init__(
        self,
        kit: Kit,
        session: Session,
        window: MainWindow,
        prove: Callable[[str], bool],
        tick: Callable[[str], bool],
    ) -> None:
        super().__init__(window)
        self._kit = kit
        self._session = session
        self._window = window
        self._prove = prove
        self._tick = tick
        self._offered_case = 0
        window.aside.connect(self._on_aside)

    def key(self) -> KeyAct:
        """Return the key that opens what the banner offers, without leaving the field before."""
        return KeyAct(_OPEN_KEY, "打开扫到的办件", self._open_scanned)

    def scanned(self, text: str) -> None:
        """Follow up on a scan."""
        if is_signed_code(text) and self._prove(text):
            return
        try:
            digits = _digits_of(text)
            number = CaseNumber.read(digits)
        except DomainError as error:
            self._kit.notifier.warn(error.text)
            return
        if self._tick(number.short):
            return
        desk = self._window.screen_in_front
        if isinstance(desk, IssueDesk):
            desk.scanned(number.digits)
            return
        self._kit.tasks.run(
            partial(self._session.database.lists.by_number, number.digits),
            partial(self._offer_case, number),
            self._kit.notifier.failed,
        )

    def _offer_case(self, number: CaseNumber, row: CaseRow | None) -> None:
        """Offer a scanned case on a banner: the focus stays in the half-typed word."""
        if row is None:
            where = f"别的中心的纸，按 {VERIFY_KEY} 再扫，可以核验。"
            self._kit.notifier.warn(f"没有办件 {number.grouped}。{where}")
            return
        self._offered_case = row.case_id
        self._kit.notifier.raise_banner(
            Banner(
                _SCANNED,
                Tone.BLUE,
                "scan",
                f"扫到办件 {number.short}",
                f"{row.applicant_name}，{row.item_name}。",
                (BannerAct("打开", self._open_scanned, _OPEN_KEY),),
            )
        )

    def _open_scanned(self) -> None:
        case_id, self._offered_case = self._offered_case, 0
        if case_id:
            self._kit.notifier.drop_banner(_SCANNED)
            self.case_wanted.emit(case_id)

    def _on_aside(self, code: str) -> None:
        if code == _SCANNED:
            self._offered_case = 0


def _digits_of(text: str) -> str:
    """Return the number of the case that a code names; DomainError where the code is spoiled."""
    is_code = text.upper().startswith("WD") or is_signed_code(text)
    return read_code(text)[1] if is_code else text
