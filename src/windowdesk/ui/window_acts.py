"""What the window does with a case besides accepting it: a sheet, then the act, once.

Both the acceptance desk and the page of a case open their sheets here.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from windowdesk.domain.case import Application, Case
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import Refusal, RefusalKind, RunningCase, SupplementRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import EndCause
from windowdesk.services.acting import ActReceipt
from windowdesk.services.endings import EndingEntry
from windowdesk.services.intake import is_supplemented
from windowdesk.services.phrases import PhraseBook
from windowdesk.services.session import Session
from windowdesk.services.window_outcomes import Reversal
from windowdesk.ui.check_sheet import CheckKind, CheckSheet
from windowdesk.ui.correction_sheet import CorrectionOrder, CorrectionSheet
from windowdesk.ui.deferral_sheet import DeferralSheet
from windowdesk.ui.departure_sheet import DepartureKind, DepartureOrder, DepartureSheet
from windowdesk.ui.ending_sheet import EndingKind, EndingSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.notice_sheet import NoticeGround, NoticeSheet
from windowdesk.ui.refusal_sheet import RefusalSheet
from windowdesk.ui.reverse_sheet import ReverseSheet
from windowdesk.ui.running_sheet import RunningSheet
from windowdesk.ui.sheet_acts import LATE_ENTRY, SheetActs, Subject, WindowDone
from windowdesk.ui.supplement_sheet import SupplementSheet

__all__ = ["LATE_ENTRY", "Subject", "WindowActs", "WindowDone"]


class WindowActs(SheetActs):
    """Opens the sheets of the window."""

    def __init__(self, kit: Kit, session: Session, book: PhraseBook, parent: QObject) -> None:
        super().__init__(kit, parent)
        self._session = session
        self._book = book

    def refuse(self, subject: Subject, application: Application) -> None:
        """F7: one of three refusals."""
        sheet = RefusalSheet(self.kit.theme, application, self._book)
        outcomes = self._session.outcomes

        def work(refusal: Refusal) -> ActReceipt:
            if subject.case_id is None:
                return outcomes.receive_and_refuse(application, refusal)
            return outcomes.refuse(subject.case_id, refusal, subject.seen_version)

        self.open_sheet(sheet, subject, work, _refusal_verb)

    def tell_gaps(self, subject: Subject, ground: NoticeGround) -> None:
        """F6: everything that is missing or wrong, told at once."""
        sheet = NoticeSheet(self.kit.theme, ground, self._book)
        outcomes, application = self._session.outcomes, ground.application

        def work(request: SupplementRequest) -> ActReceipt:
            if subject.case_id is None:
                return outcomes.receive_and_request_supplement(application, request)
            return outcomes.request_supplement(
                subject.case_id, request, subject.seen_version, materials=application.materials
            )

        self.open_sheet(sheet, subject, work, "补正告知")

    def defer(self, subject: Subject, application: Application, today: date) -> None:
        """容缺受理 of what is marked so."""
        own = self._session.deferral
        ground = own.ground(application, today)
        sheet = DeferralSheet(self.kit.theme, application, ground, self._book)

        def work(request: DeferralRequest) -> ActReceipt:
            if subject.case_id is None:
                return own.receive_and_defer(application, request)
            return own.defer(
                subject.case_id, request, subject.seen_version, materials=application.materials
            )

        self.open_sheet(sheet, subject, work, "容缺受理")

    def supplement(self, case: Case, *, accepts: bool) -> SupplementSheet:
        """Take what came in of what was asked for; return the sheet, it knows other ways too."""
        outcomes = self._session.outcomes
        counted = partial(outcomes.counted, case)
        demanded = outcomes.demanded(case)
        sheet = SupplementSheet(self.kit.theme, case, demanded, counted, accepts=accepts)
        subject = Subject.of(case)

        def work(materials: tuple[HandedIn, ...]) -> ActReceipt:
            return outcomes.supplement(case.case_id, materials, subject.seen_version)

        self.open_sheet(sheet, subject, work, "补正收件")
        return sheet

    def accept(self, case: Case) -> None:
        """Accept for the department: at once where the supplement was checked, else by the list."""
        subject = Subject.of(case)
        if is_supplemented(case):
            act = self._session.outcomes.accept_supplemented
            work = partial(act, case.case_id, subject.seen_version)
            done = partial(self._on_accepted, subject)
            self.kit.tasks.run(work, done, self.kit.notifier.failed)
            return
        accept = self._session.acceptance.accept
        self._check(case, CheckKind.ACCEPT, partial(accept, case.case_id), "受理")

    def settle(self, case: Case) -> None:
        """补核材料: check the list of a case that silence accepted."""
        settle = self._session.silence.settle_materials
        self._check(case, CheckKind.SETTLE, partial(settle, case.case_id), "补核材料")

    def correct(self, case: Case) -> None:
        """Let the applicant correct slips at the desk."""
        outcomes, subject = self._session.outcomes, Subject.of(case)
        sheet = CorrectionSheet(self.kit.theme, case.application, outcomes.correctable(case))
        is_begun = case.state is CaseState.CORRECTING
        act = outcomes.finish_correction if is_begun else outcomes.correct_on_spot

        def work(order: CorrectionOrder) -> ActReceipt:
            return act(case.case_id, order.corrections, order.initials, subject.seen_version)

        self.open_sheet(sheet, subject, work, "当场更正", Move.FINISH_CORRECTION)

    def give_back(self, case: Case, kind: DepartureKind) -> None:
        """取回材料 or 撤回申请."""
        outcomes, subject = self._session.outcomes, Subject.of(case)
        returnable = outcomes.returnable(case)
        if kind is DepartureKind.WITHDRAW and case.state is CaseState.REFERRED_UP:
            kind = DepartureKind.WITHDRAW_REFERRED
        sheet = DepartureSheet(self.kit.theme, kind, case.application, returnable, self._book)
        act = outcomes.take_back if kind is DepartureKind.TAKE_BACK else outcomes.withdraw

        def work(order: DepartureOrder) -> ActReceipt:
            return act(
                case.case_id,
                reason=order.reason,
                signed=order.signed,
                returned=order.returned,
                seen_version=subject.seen_version,
            )

        self.open_sheet(sheet, subject, work, _DEPARTURE_VERB[kind])

    def enter_running(self, application: Application, today: date) -> None:
        """补录: a case that runs on paper."""
        sheet = RunningSheet(self.kit.theme, application, today)
        outcomes = self._session.outcomes

        def work(running: RunningCase) -> ActReceipt:
            return outcomes.enter_running(application, running)

        self.open_sheet(sheet, Subject.typed(application), work, LATE_ENTRY)

    def end(self, case: Case, kind: EndingKind) -> None:
        """End a case that was never accepted."""
        endings, subject = self._session.endings, Subject.of(case)
        is_late = kind is EndingKind.LAPSED
        causes = (EndCause.SUPPLEMENT_LAPSED,) if is_late else endings.causes(case)
        sheet = EndingSheet(self.kit.theme, kind, case.application, self._book, causes)

        def work(entry: EndingEntry) -> ActReceipt:
            seen = subject.seen_version
            if is_late:
                return endings.lapse_supplement(case.case_id, entry.reason, entry.basis, seen)
            return endings.end_before_acceptance(case.case_id, entry, seen)

        self.open_sheet(sheet, subject, work, "终止")

    def reverse(self, subject: Subject) -> None:
        """收回: ask what the last act of this account on the case was, then for the reason."""
        if subject.case_id is not None:
            work = partial(self._session.outcomes.reversal, subject.case_id)
            done = partial(self._on_reversal, subject)
            self.kit.tasks.run(work, done, self.kit.notifier.failed)

    def _check(
        self,
        case: Case,
        kind: CheckKind,
        act: Callable[[tuple[HandedIn, ...], int | None], ActReceipt],
        verb: str,
    ) -> None:
        subject = Subject.of(case)

        def work(materials: tuple[HandedIn, ...]) -> ActReceipt:
            return act(materials, subject.seen_version)

        self.open_sheet(CheckSheet(self.kit.theme, case, kind), subject, work, verb)

    def _on_accepted(self, subject: Subject, receipt: ActReceipt) -> None:
        self.done.emit(WindowDone("受理", subject, receipt))

    def _on_reversal(self, subject: Subject, reversal: Reversal | None) -> None:
        case_id = subject.case_id
        if reversal is None or case_id is None:
            self.kit.notifier.info(
                "这一步不能收回：纸已交出、过了半小时、后面又办了，或是别人办的。"
            )
            return
        sheet = ReverseSheet(self.kit.theme, subject.text, reversal, self._book)
        outcomes = self._session.outcomes
        self.open_sheet(sheet, subject, partial(outcomes.reverse, case_id), "收回", Move.REVERSE)


def _refusal_verb(refusal: Refusal) -> str:
    return "不受理" if refusal.kind is RefusalKind.NOT_REQUIRED else "不予受理"


_DEPARTURE_VERB = {
    DepartureKind.TAKE_BACK: "取回材料",
    DepartureKind.WITHDRAW: "撤回申请",
    DepartureKind.WITHDRAW_REFERRED: "撤回申请",
}
