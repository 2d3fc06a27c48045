"""What the window does with a case besides accepting it: a sheet, then the act, once.

Both the acceptance desk and the page of a case open their sheets here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from windowdesk.domain.case import Application, Case
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import Refusal, RefusalKind, RunningCase, SupplementRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.intake import is_supplemented
from windowdesk.services.phrases import PhraseBook
from windowdesk.services.session import Session
from windowdesk.services.window_outcomes import Reversal
from windowdesk.ui.act_sheet import ActSheet, Memo
from windowdesk.ui.check_sheet import CheckKind, CheckSheet
from windowdesk.ui.correction_sheet import CorrectionOrder, CorrectionSheet
from windowdesk.ui.departure_sheet import DepartureKind, DepartureOrder, DepartureSheet
from windowdesk.ui.ending_sheet import EndingKind, EndingOrder, EndingSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.notice_sheet import NoticeGround, NoticeSheet
from windowdesk.ui.refusal_sheet import RefusalSheet
from windowdesk.ui.reverse_sheet import ReverseSheet
from windowdesk.ui.running_sheet import RunningSheet
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.supplement_sheet import SupplementSheet

Command = TypeVar("Command")
LATE_ENTRY = "补录"


@dataclass(frozen=True)
class Subject:
    """Whose matter it is: a case, or with ``case_id`` None an application that is being typed."""

    case_id: int | None
    name: str
    item_name: str
    seen_version: int | None = None

    @staticmethod
    def of(case: Case) -> "Subject":
        """Return a case as the screen shows it."""
        application = case.application
        name = application.applicant.name
        return Subject(case.case_id, name, application.item.shown_name, case.version)

    @staticmethod
    def typed(application: Application) -> "Subject":
        """Return an application that is no case yet."""
        return Subject(None, application.applicant.name, application.item.shown_name)

    @property
    def text(self) -> str:
        """Return 段桂兰 · 高龄津贴."""
        return f"{self.name} · {self.item_name}"


@dataclass(frozen=True)
class WindowDone:
    """An act that went through: what it is called, about what, and its receipt."""

    verb: str
    subject: Subject
    receipt: ActReceipt
    move: Move | None = None

    @property
    def can_reverse(self) -> bool:
        """Tell whether the act may be asked to be taken back."""
        return self.verb != LATE_ENTRY

    @property
    def goes_on(self) -> bool:
        """Tell whether the case is back at the window after it."""
        return self.move in {Move.REVERSE, Move.FINISH_CORRECTION}


class WindowActs(QObject):
    """``sheet_wanted`` carries a sheet to open, ``done`` a ``WindowDone``.

    While an act is on its way its sheet takes no second one; a sheet whose act failed keeps
    everything that was typed.
    """

    sheet_wanted = Signal(Sheet)
    done = Signal(object)

    def __init__(self, kit: Kit, session: Session, book: PhraseBook, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = session
        self._book = book
        self._memos: dict[tuple[type[ActSheet], Subject], Memo] = {}

    def forget(self) -> None:
        """Forget what was typed into sheets that were put aside: the next visitor is here."""
        self._memos.clear()

    def refuse(self, subject: Subject, application: Application) -> None:
        """F7: one of three refusals."""
        sheet = RefusalSheet(self._kit.theme, application, self._book)
        outcomes = self._session.outcomes

        def work(refusal: Refusal) -> ActReceipt:
            if subject.case_id is None:
                return outcomes.receive_and_refuse(application, refusal)
            return outcomes.refuse(subject.case_id, refusal, subject.seen_version)

        self._open(sheet, subject, work, _refusal_verb)

    def tell_gaps(self, subject: Subject, ground: NoticeGround) -> None:
        """F6: everything that is missing or wrong, told at once."""
        sheet = NoticeSheet(self._kit.theme, ground, self._book)
        outcomes, application = self._session.outcomes, ground.application

        def work(request: SupplementRequest) -> ActReceipt:
            if subject.case_id is None:
                return outcomes.receive_and_request_supplement(application, request)
            return outcomes.request_supplement(
                subject.case_id, request, subject.seen_version, materials=application.materials
            )

        self._open(sheet, subject, work, "补正告知")

    def supplement(self, case: Case, *, accepts: bool) -> SupplementSheet:
        """Take what came in of what was asked for; return the sheet, it knows other ways too."""
        outcomes = self._session.outcomes
        counted = partial(outcomes.counted, case)
        demanded = outcomes.demanded(case)
        sheet = SupplementSheet(self._kit.theme, case, demanded, counted, accepts=accepts)
        subject = Subject.of(case)

        def work(materials: tuple[HandedIn, ...]) -> ActReceipt:
            return outcomes.supplement(case.case_id, materials, subject.seen_version)

        self._open(sheet, subject, work, "补正收件")
        return sheet

    def accept(self, case: Case) -> None:
        """Accept for the department: at once where the supplement was checked, else by the list."""
        subject = Subject.of(case)
        if is_supplemented(case):
            act = self._session.outcomes.accept_supplemented
            work = partial(act, case.case_id, subject.seen_version)
            done = partial(self._on_accepted, subject)
            self._kit.tasks.run(work, done, self._kit.notifier.failed)
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
        sheet = CorrectionSheet(self._kit.theme, case.application, outcomes.correctable(case))
        is_begun = case.state is CaseState.CORRECTING
        act = outcomes.finish_correction if is_begun else outcomes.correct_on_spot

        def work(order: CorrectionOrder) -> ActReceipt:
            return act(case.case_id, order.corrections, order.initials, subject.seen_version)

        self._open(sheet, subject, work, "当场更正", Move.FINISH_CORRECTION)

    def give_back(self, case: Case, kind: DepartureKind) -> None:
        """取回材料 or 撤回申请."""
        outcomes, subject = self._session.outcomes, Subject.of(case)
        returnable = outcomes.returnable(case)
        sheet = DepartureSheet(self._kit.theme, kind, case.application, returnable, self._book)
        act = outcomes.withdraw if kind is DepartureKind.WITHDRAW else outcomes.take_back

        def work(order: DepartureOrder) -> ActReceipt:
            return act(
                case.case_id,
                reason=order.reason,
                signed=order.signed,
                returned=order.returned,
                seen_version=subject.seen_version,
            )

        self._open(sheet, subject, work, _DEPARTURE_VERB[kind])

    def enter_running(self, application: Application, today: date) -> None:
        """补录: a case that runs on paper."""
        sheet = RunningSheet(self._kit.theme, application, today)
        outcomes = self._session.outcomes

        def work(running: RunningCase) -> ActReceipt:
            return outcomes.enter_running(application, running)

        self._open(sheet, Subject.typed(application), work, LATE_ENTRY)

    def end(self, case: Case, kind: EndingKind) -> None:
        """End a case that was never accepted."""
        outcomes, subject = self._session.outcomes, Subject.of(case)
        sheet = EndingSheet(self._kit.theme, kind, case.application, self._book)
        is_late = kind is EndingKind.LAPSED
        act = outcomes.lapse_supplement if is_late else outcomes.end_before_acceptance

        def work(order: EndingOrder) -> ActReceipt:
            return act(case.case_id, order.reason, order.basis, subject.seen_version)

        self._open(sheet, subject, work, "终止")

    def reverse(self, subject: Subject) -> None:
        """收回: ask what the last act of this account on the case was, then for the reason."""
        if subject.case_id is not None:
            work = partial(self._session.outcomes.reversal, subject.case_id)
            done = partial(self._on_reversal, subject)
            self._kit.tasks.run(work, done, self._kit.notifier.failed)

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

        self._open(CheckSheet(self._kit.theme, case, kind), subject, work, verb)

    def _on_accepted(self, subject: Subject, receipt: ActReceipt) -> None:
        self.done.emit(WindowDone("受理", subject, receipt))

    def _on_reversal(self, subject: Subject, reversal: Reversal | None) -> None:
        case_id = subject.case_id
        if reversal is None or case_id is None:
            self._kit.notifier.info(
                "这一步不能收回：纸已交出、过了半小时、后面又办了，或是别人办的。"
            )
            return
        sheet = ReverseSheet(self._kit.theme, subject.text, reversal, self._book)
        outcomes = self._session.outcomes
        self._open(sheet, subject, partial(outcomes.reverse, case_id), "收回", Move.REVERSE)

    def _open(
        self,
        sheet: ActSheet,
        subject: Subject,
        work: Callable[[Command], ActReceipt],
        verb: str | Callable[[Command], str],
        move: Move | None = None,
    ) -> None:
        """Open a sheet; what it wants is done with ``work``."""

        def on_wanted(command: Command) -> None:
            name = verb if isinstance(verb, str) else verb(command)
            sheet.set_busy(f"正在{name}")
            done = partial(self._on_done, sheet, name, subject, move)
            failed = partial(self._on_failed, sheet)
            self._kit.tasks.run(partial(work, command), done, failed)

        key = (type(sheet), subject)
        if key in self._memos:
            sheet.restore(self._memos.pop(key))
        sheet.left.connect(partial(self._keep, key, sheet))
        sheet.wanted.connect(on_wanted)
        self.sheet_wanted.emit(sheet)

    def _keep(self, key: tuple[type[ActSheet], Subject], sheet: ActSheet) -> None:
        """Keep what was typed into a sheet that was put aside; what is done is over."""
        if not sheet.is_done:
            self._memos[key] = sheet.memo()

    def _on_done(
        self, sheet: ActSheet, verb: str, subject: Subject, move: Move | None, receipt: ActReceipt
    ) -> None:
        self._memos.clear()
        if shiboken6.isValid(sheet):
            sheet.is_done = True
            sheet.wants_aside.emit()
        self.done.emit(WindowDone(verb, subject, receipt, move))

    def _on_failed(self, sheet: ActSheet, error: Exception) -> None:
        is_there = shiboken6.isValid(sheet)
        if is_there:
            sheet.set_busy("")
        if is_there and isinstance(error, DomainError | EnvironmentProblem):
            sheet.show_error(error)
        else:
            self._kit.notifier.failed(error)


def _refusal_verb(refusal: Refusal) -> str:
    return "不受理" if refusal.kind is RefusalKind.NOT_REQUIRED else "不予受理"


_DEPARTURE_VERB = {DepartureKind.TAKE_BACK: "取回材料", DepartureKind.WITHDRAW: "撤回申请"}
