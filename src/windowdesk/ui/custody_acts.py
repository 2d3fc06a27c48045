"""Ctrl+E: originals of the case in sight, slips that wait for this hand, and the shelf."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.case import Case
from windowdesk.domain.custody import APPLICANT
from windowdesk.domain.document import PrintState
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.custody import PassOn, WaitingSlip, may_keep
from windowdesk.services.custody_count import CountResult, custody_sheet_facts
from windowdesk.services.custody_port import CustodyRow
from windowdesk.services.lookup import CaseView
from windowdesk.services.session import Session
from windowdesk.services.sheet_facts import CUSTODY
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.count_sheet import CountOrder, CountSheet
from windowdesk.ui.custody_sheet import CustodySheet, help_sheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.originals_sheet import OriginalsGround, OriginalsOrder, OriginalsSheet, Way
from windowdesk.ui.sheet_acts import SheetActs, Subject, WindowDone, act_failed
from windowdesk.ui.take_sheet import RefuseOrder, TakeOrder, TakeSheet

CUSTODY_KEY = "Ctrl+E"
_WAY_MOVE = {
    Way.PASS_ON: Move.PASS_ORIGINALS,
    Way.GIVE_BACK: Move.RETURN_ORIGINALS,
    Way.SEND_OUT: Move.SEND_ORIGINALS,
    Way.FETCH_IN: Move.ORIGINALS_BACK,
}
_VERB = {
    Way.PASS_ON: "交出原件",
    Way.GIVE_BACK: "退还原件",
    Way.SEND_OUT: "送出原件",
    Way.FETCH_IN: "收回原件",
}


class CustodyActs(SheetActs):
    """``changed`` tells that originals moved; ``done`` carries what also left papers."""

    changed = Signal()

    def __init__(self, kit: Kit, session: Session, parent: QObject) -> None:
        super().__init__(kit, parent)
        self._session = session

    @property
    def may_keep(self) -> bool:
        """Whether this account may have originals in its hands."""
        return may_keep(self._session.account.roles)

    def open_case(self, view: CaseView) -> None:
        """Open what can be done with the originals of a case: take first, else hand on."""
        work = partial(_of_case, self._session, view.case)
        self.kit.tasks.run(work, partial(self._open_case, view), self.kit.notifier.failed)

    def open_waiting(self) -> None:
        """Open the slips that wait for this hand."""
        self.kit.tasks.run(self._session.custody.waiting, self._open_take, self.kit.notifier.failed)

    def open_list(self) -> None:
        """Open the list of originals, to be held against the shelf."""
        self.kit.tasks.run(self._session.custody.all, self._open_count, self.kit.notifier.failed)

    def _open_case(
        self, view: CaseView, found: "tuple[tuple[WaitingSlip, ...], OriginalsGround]"
    ) -> None:
        slips, ground = found
        if slips:
            self._open_take(slips)
            return
        case, subject = view.case, Subject.of(view.case)
        ways = tuple(way for way in ground.ways if _WAY_MOVE[way] in view.moves)
        if not ways:
            self.kit.notifier.info("这个账号不管原件。由窗口或者承办的人办。")
            return
        session = self._session
        sheet = OriginalsSheet(
            self.kit.theme,
            OriginalsGround(case, ground.by, ground.receivers, ground.today, ways),
            session.pinyin,
        )
        sheet.help_wanted.connect(partial(self._help, sheet))
        sheet.called_back.connect(partial(self._call_back, sheet, subject, case.case_id))

        def work(order: OriginalsOrder) -> ActReceipt:
            return _do(session, case, order)

        self.open_sheet(sheet, subject, work, lambda order: _VERB[order.way])

    def _call_back(
        self, sheet: OriginalsSheet, subject: Subject, case_id: int, number: str
    ) -> None:
        work = partial(self._session.custody.call_back, case_id, number)
        self.kit.tasks.run(
            work,
            partial(self._on_done, sheet, "撤回交接单", subject, None),
            partial(act_failed, self.kit, sheet),
        )

    def _open_take(self, slips: tuple[WaitingSlip, ...]) -> None:
        sheet = TakeSheet(self.kit.theme, self._session.custody.place, slips)
        sheet.list_wanted.connect(self.open_list)
        sheet.help_wanted.connect(partial(self._help, sheet))
        sheet.wanted.connect(partial(self._take, sheet))
        self.sheet_wanted.emit(sheet)

    def _take(self, sheet: TakeSheet, order: TakeOrder | RefuseOrder) -> None:
        sheet.set_busy("正在办")
        custody = self._session.custody
        work: Callable[[], tuple[ActReceipt, ...]]
        if isinstance(order, TakeOrder):
            work = partial(custody.take_all, order.slips, order.condition)
            told = f"收下 {len(order.slips)} 张交接单的原件"
        else:
            work = partial(_refuse, self._session, order)
            told = f"没收 {order.slip.number}，原件还在{order.slip.giver_name}手里"
        self.kit.tasks.run(
            work, partial(self._on_taken, sheet, told), partial(self._on_take_failed, sheet)
        )

    def _on_taken(self, sheet: TakeSheet, told: str, receipts: tuple[ActReceipt, ...]) -> None:
        sheet.is_done = True
        sheet.wants_aside.emit()
        self.kit.notifier.info(f"{clock_time(receipts[-1].at)} {told}")
        self.changed.emit()

    def _on_take_failed(self, sheet: TakeSheet, error: Exception) -> None:
        # Those before the one that failed are taken: what is listed is not what waits any more.
        self.changed.emit()
        act_failed(self.kit, sheet, error)

    def _open_count(self, rows: tuple[CustodyRow, ...]) -> None:
        sheet = CountSheet(self.kit.theme, self._session.custody.place, rows)
        sheet.take_wanted.connect(self.open_waiting)
        sheet.help_wanted.connect(partial(self._help, sheet))
        sheet.print_wanted.connect(partial(self._print, rows))
        sheet.wanted.connect(partial(self._count, sheet))
        self.sheet_wanted.emit(sheet)

    def _count(self, sheet: CountSheet, order: CountOrder) -> None:
        sheet.set_busy("正在记")
        self.kit.tasks.run(
            partial(self._session.custody_count.count, order.found, order.place),
            partial(self._on_counted, sheet, order.place),
            partial(act_failed, self.kit, sheet),
        )

    def _help(self, sheet: CustodySheet) -> None:
        self.sheet_wanted.emit(help_sheet(self.kit, sheet))

    def _on_counted(self, sheet: CountSheet, place: str, result: CountResult) -> None:
        sheet.is_done = True
        sheet.wants_aside.emit()
        told = f"{clock_time(result.at)} {place}清点完，应有 {result.expected} 份"
        if result.differences:
            self.kit.notifier.warn(f"{told}，差 {len(result.differences)} 份，已记进办件经过。")
        else:
            self.kit.notifier.info(f"{told}，全对上。")
        self.changed.emit()

    def _print(self, rows: tuple[CustodyRow, ...]) -> None:
        work = partial(_printed, self._session, rows)
        self.kit.tasks.run(work, self._on_printed, self.kit.notifier.failed)

    def _on_printed(self, job: SheetJob) -> None:
        if job.state is PrintState.NOT_PRINTED:
            self.kit.notifier.warn(f"原件清单没打出来：{job.reason}")
        else:
            self.kit.notifier.info("原件清单已送打印机。照着架上逐份点。")


def told_of(done: WindowDone) -> str:
    """Return what the status line says of an act that went through."""
    number = CaseNumber(done.receipt.number).short
    return f"{clock_time(done.receipt.at)} {done.subject.name} {number} {done.verb}"


def _of_case(session: Session, case: Case) -> "tuple[tuple[WaitingSlip, ...], OriginalsGround]":
    custody = session.custody
    slips = tuple(slip for slip in custody.waiting() if slip.case_id == case.case_id)
    now: datetime = custody.now()
    outside = any(not one.holder and one.holder_name != APPLICANT for one in case.turns.originals)
    ways = tuple(way for way in Way if way is not Way.FETCH_IN or outside)
    ground = OriginalsGround(case, session.bench.actor, custody.receivers(), local_date(now), ways)
    return slips, ground


def _do(session: Session, case: Case, order: OriginalsOrder) -> ActReceipt:
    custody, case_id, seen = session.custody, case.case_id, case.version
    if order.way is Way.PASS_ON:
        assert order.to is not None  # noqa: S101  the sheet asks for it first
        command = PassOn(order.codes, order.to, order.purpose, order.back_by)
        return custody.pass_on(case_id, command, seen)
    if order.way is Way.GIVE_BACK:
        return custody.give_back(case_id, order.codes, signed=order.signed, seen_version=seen)
    if order.way is Way.SEND_OUT:
        return custody.send_out(case_id, order.codes, order.organ, order.purpose, seen)
    return custody.fetch_in(case_id, order.codes)


def _refuse(session: Session, order: RefuseOrder) -> tuple[ActReceipt, ...]:
    slip = order.slip
    return (session.custody.refuse(slip.case_id, slip.number, order.reason),)


def _printed(session: Session, rows: tuple[CustodyRow, ...]) -> SheetJob:
    custody = session.custody
    facts = custody_sheet_facts(
        rows, session.centre, session.account, custody.now(), session.window
    )
    return session.sheets.print_sheet(CUSTODY.code, facts)
