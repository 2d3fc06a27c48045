"""Watches the printing of this desk and keeps what did not come out in sight."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from windowdesk.domain.document import PrintJob, PrintState
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.acting import ActReceipt
from windowdesk.services.print_port import QueueReport
from windowdesk.services.session import Session
from windowdesk.services.worklists import PrintRow
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.tone import Tone

BANNER = "not_printed"
_BUSY_MS = 1_500
_QUIET_MS = 30_000
_NO_PRINTER = "这个窗口没有打印机。办件不受影响，按 Alt+P 看怎么办。"


class PrintWatch(QObject):
    """One a desk. Nothing in it waits for the printer on the GUI thread.

    ``changed`` carries the papers of this window that wait or did not come out; ``printer_seen``
    what the print system says of the desk's queue, None where there is no printer.
    """

    changed = Signal(tuple)
    printer_seen = Signal(object)

    def __init__(self, kit: Kit, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._rows: tuple[PrintRow, ...] = ()
        self._put_aside: frozenset[int] = frozenset()
        self._last_document: int | None = None
        self._has_printer = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)

    @property
    def rows(self) -> tuple[PrintRow, ...]:
        """Papers of this window that wait or did not come out."""
        return self._rows

    @property
    def troubled(self) -> tuple[PrintRow, ...]:
        """Papers that want a hand: not printed, or left waiting by an interruption."""
        return tuple(r for r in self._rows if r.state is not PrintState.SPOOLED)

    def hand_over(self, receipt: ActReceipt) -> None:
        """Render and print the papers of an act, one after the other."""
        ids = tuple(p.print_id for p in receipt.papers if p.print_id is not None)
        if receipt.papers:
            self._last_document = receipt.papers[-1].document_id
        self._kit.tasks.run(partial(self._print_all, ids), self._handed_over, self._failed)

    def again(self, print_ids: tuple[int, ...]) -> None:
        """Print papers again that did not come out."""
        self._put_aside = self._put_aside - frozenset(print_ids)
        self._kit.tasks.run(partial(self._again_all, print_ids), self._handed_over, self._failed)

    def again_all(self) -> None:
        """Print everything again that did not come out; else the last paper once more."""
        troubled = tuple(r.print_id for r in self.troubled)
        if troubled:
            self.again(troubled)
        elif self._last_document is not None:
            self.reprint(self._last_document)
        else:
            self._kit.notifier.info("还没有打过的纸。")

    def reprint(self, document_id: int) -> None:
        """Print the archived bytes of a paper once more, as 补打."""
        work = partial(self._session.press.reprint, document_id)
        self._kit.tasks.run(work, lambda _job: self.refresh(), self._failed)

    def set_not_printed(self, print_id: int) -> None:
        """Set a paper back by one key: it never came out."""
        work = partial(self._session.press.not_printed, print_id)
        self._kit.tasks.run(work, lambda _job: self.refresh(), self._failed)

    def set_came_out(self, print_id: int) -> None:
        """Settle a paper of unknown outcome: it lies on the desk."""
        work = partial(self._session.press.came_out, print_id)
        self._kit.tasks.run(work, lambda _job: self.refresh(), self._failed)

    def refresh(self) -> None:
        """Ask after spooled papers and the printer, then read the list again."""
        self._kit.tasks.run(self._sweep, self._swept, self._sweep_failed)

    def stop(self) -> None:
        """Ask no more by itself."""
        self._timer.stop()

    def put_aside(self) -> None:
        """Fold the banner to the status bar; it comes back when another paper fails."""
        self._put_aside = frozenset(r.print_id for r in self.troubled)

    def _print_all(self, ids: tuple[int, ...]) -> tuple[PrintJob, ...]:
        return tuple(self._session.press.print_job(print_id) for print_id in ids)

    def _again_all(self, ids: tuple[int, ...]) -> tuple[PrintJob, ...]:
        return tuple(self._session.press.again(print_id) for print_id in ids)

    def _handed_over(self, _jobs: tuple[PrintJob, ...]) -> None:
        self.refresh()

    def _sweep(self) -> tuple[tuple[PrintRow, ...], QueueReport | None]:
        press = self._session.press
        try:
            press.sweep()
            printer = press.state_of_printer()
        except EnvironmentProblem as problem:
            printer = QueueReport("", ready=False, reason=problem.text)
        # Who looks after the catalogue and the accounts prints nothing of cases.
        may = self._session.account.may(Act.SEE_CASES)
        lists = self._session.database.lists
        return lists.unprinted(self._session.window) if may else (), printer

    def _swept(self, result: tuple[tuple[PrintRow, ...], QueueReport | None]) -> None:
        self._rows, printer = result
        self._has_printer = printer is not None
        self.printer_seen.emit(printer)
        self.changed.emit(self._rows)
        self._show_banner()
        spooled = any(r.state is PrintState.SPOOLED for r in self._rows)
        self._timer.start(_BUSY_MS if spooled else _QUIET_MS)

    def _sweep_failed(self, error: Exception) -> None:
        self._timer.start(_QUIET_MS)
        self._kit.notifier.failed(error)

    def _failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error)
        self.refresh()

    def _show_banner(self) -> None:
        fresh = [r for r in self.troubled if r.print_id not in self._put_aside]
        if not fresh:
            self._kit.notifier.drop_banner(BANNER)
            return
        self._kit.notifier.raise_banner(
            Banner(
                code=BANNER,
                tone=Tone.AMBER,
                icon="print-off",
                title=_title(fresh, "没打出来" if self._has_printer else "等打印"),
                text=_text(fresh) if self._has_printer else _NO_PRINTER,
                acts=(
                    BannerAct("重打", self.again_all, key="Ctrl+P", icon="print"),
                    BannerAct("先记着", self._aside),
                ),
                can_put_aside=False,
            )
        )

    def _aside(self) -> None:
        self.put_aside()
        self._kit.notifier.drop_banner(BANNER)


def _title(rows: list[PrintRow], what: str) -> str:
    first = rows[0]
    if len(rows) == 1:
        return f"{first.applicant_name}的{first.title}{what}"
    return f"{first.applicant_name}等 {len(rows)} 张{what}"


def _text(rows: list[PrintRow]) -> str:
    reasons = list(dict.fromkeys(r.reason for r in rows if r.reason))
    why = f"{reasons[0]}。" if reasons else "上次没来得及打。"
    return f"办件不受影响，编号不变。{why}"
