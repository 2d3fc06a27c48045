"""小票 at a desk: printed on the key, and offered again until it comes out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from windowdesk.domain.document import PrintState
from windowdesk.services.receipt_slips import ReceiptSlips
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.tone import Tone

_BANNER = "receipt_slip"


class SlipDoor(QObject):
    """Prints a slip of the case that ``case_id`` names, None while there is none."""

    def __init__(
        self, kit: Kit, slips: ReceiptSlips, case_id: Callable[[], int | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._slips = slips
        self._case_id = case_id

    def open(self) -> None:
        """Print a slip, or say why there is none."""
        case_id = self._case_id()
        if case_id is None:
            self._kit.notifier.info("还没有刚办完的件。办完一件再打小票。")
            return
        work = partial(self._slips.print_of, case_id)
        self._kit.tasks.run(work, self._on_printed, self._kit.notifier.failed)

    def _on_printed(self, job: SheetJob) -> None:
        if job.state is not PrintState.NOT_PRINTED:
            self._kit.notifier.drop_banner(_BANNER)
            self._kit.notifier.info("小票已送小票打印机。")
            return
        work = partial(self._slips.again, job.sheet_id)
        again = partial(self._kit.tasks.run, work, self._on_printed, self._kit.notifier.failed)
        text = f"{job.reason or '打印机没有收下'}。文书照常有效，不等小票。"
        act = BannerAct("重打", again, icon="print")
        banner = Banner(_BANNER, Tone.AMBER, "print-off", "小票没打出来", text, (act,))
        self._kit.notifier.raise_banner(banner)
