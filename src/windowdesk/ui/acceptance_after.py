"""What follows an act at the acceptance desk: its papers, 刚办完, and the way to take it back."""

from functools import partial

from PySide6.QtCore import QObject

from windowdesk.domain.item import Item
from windowdesk.domain.numbers import BundleNumber, CaseNumber
from windowdesk.domain.states import STATE_LABEL, Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.session import Session
from windowdesk.services.worklists import PrintRow
from windowdesk.ui.acceptance_acts import RECEIVED, Done
from windowdesk.ui.acceptance_done import DoneAct, DoneList
from windowdesk.ui.export_line import PaperRef
from windowdesk.ui.kit import Kit
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.slip_door import SlipDoor
from windowdesk.ui.window_acts import Subject, WindowDone


class AfterActs(QObject):
    """Keeps the last acts in sight and follows their papers."""

    def __init__(self, kit: Kit, session: Session, watch: PrintWatch, done: DoneList) -> None:
        super().__init__(done)
        self._kit = kit
        self._session = session
        self._watch = watch
        self._done = done
        self._last_papers: tuple[PaperRef, ...] = ()
        self.slip = SlipDoor(kit, session.slips, lambda: self.last_case, self)
        done.slip_wanted.connect(self.slip.open)
        watch.changed.connect(self.follow)

    @property
    def last_papers(self) -> tuple[PaperRef, ...]:
        """The papers that were printed last."""
        return self._last_papers

    @property
    def last(self) -> DoneAct | None:
        """The act that was done last."""
        return self._done.acts[0] if self._done.acts else None

    @property
    def last_case(self) -> int | None:
        """The case of that act, None while there is none."""
        return self.last.case_id if self.last is not None else None

    @property
    def reversible(self) -> Subject | None:
        """The matter whose last act can be asked to be taken back."""
        act = self.last
        if act is None or not act.can_reverse:
            return None
        return Subject(act.case_id, act.name, act.item_name)

    def record(
        self, receipt: ActReceipt, verb: str, name: str, item_name: str, *, can_reverse: bool
    ) -> None:
        """Print the papers of an act and put it on top of 刚办完."""
        self._watch.hand_over(receipt)
        printed = [paper for paper in receipt.papers if paper.print_id is not None]
        self._last_papers = tuple(
            PaperRef(paper.document_id, paper.title, paper.number) for paper in printed
        )
        self._done.add(
            DoneAct(
                case_id=receipt.case_id,
                name=name,
                item_name=item_name,
                verb=verb,
                at=receipt.at,
                documents=tuple(paper.document_id for paper in printed),
                copies=sum(paper.copies for paper in printed),
                can_reverse=can_reverse,
                has_slip=self._session.slips.is_offered(paper.kind for paper in printed),
            )
        )
        self.follow()

    def record_done(self, done: Done, item: Item | None) -> None:
        """Record what F9 or Alt+S did."""
        if isinstance(done.receipt, BundleReceipt):
            self._record_bundle(done.receipt, done.name)
            return
        item_name = item.shown_name if item else ""
        can_reverse = done.verb != RECEIVED
        self.record(done.receipt, done.verb, done.name, item_name, can_reverse=can_reverse)

    def _record_bundle(self, bundle: BundleReceipt, name: str) -> None:
        """Print the papers of a 一件事 and put its cases on top of 刚办完, the first on top."""
        for receipt, item in reversed(list(zip(bundle.receipts, bundle.items, strict=True))):
            verb = STATE_LABEL[receipt.state]
            self.record(receipt, verb, name, item, can_reverse=False)
        self._last_papers = tuple(
            PaperRef(paper.document_id, paper.title, paper.number)
            for paper in bundle.papers
            if paper.print_id is not None
        )

    def record_window(self, done: WindowDone) -> None:
        """Record one of the other outcomes; what is mended or taken back is no act to add."""
        if done.move is Move.REVERSE:
            self._done.take_back(done.receipt.case_id)
            self._watch.refresh()
        elif not done.goes_on:
            name, item_name = done.subject.name, done.subject.item_name
            self.record(done.receipt, done.verb, name, item_name, can_reverse=done.can_reverse)

    def follow(self) -> None:
        """Ask what became of the papers; one that came out may be set back by a key."""
        for act in self._done.acts:
            if act.documents:
                lists = self._session.database.lists
                work = partial(lists.prints, act.case_id)
                self._kit.tasks.run(
                    work, partial(self._on_prints, act.case_id), self._kit.notifier.failed
                )

    def _on_prints(self, case_id: int, rows: tuple[PrintRow, ...]) -> None:
        self._done.follow(case_id, rows)


def told_number(receipt: ActReceipt | BundleReceipt) -> str:
    """Return the number of a case, or of a 一件事, as papers print it."""
    if isinstance(receipt, BundleReceipt):
        return f"，共 {len(receipt.receipts)} 件，编号 {BundleNumber(receipt.number).grouped}"
    return f"，编号 {CaseNumber.read(receipt.number).grouped}"
