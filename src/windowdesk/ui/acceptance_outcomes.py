"""The other ways through the acceptance desk: F6, F7, and what else art. 32 knows.

They take what is on the desk: an application that is being typed is received in the same act.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from windowdesk.domain.case import Application, Case
from windowdesk.domain.centre import window_label
from windowdesk.domain.clock import due_proof
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item_kinds import AcceptanceMode
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.states import CaseState
from windowdesk.services.phrases import load_phrases
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_acts import DeskActs
from windowdesk.ui.acceptance_bundle import BundleDesk
from windowdesk.ui.acceptance_reading import ITEM_AT, MATERIALS_AT
from windowdesk.ui.acceptance_step import Gap
from windowdesk.ui.acceptance_view import first_of, gaps_to_answer, gaps_to_receive
from windowdesk.ui.acceptance_visit import Visit
from windowdesk.ui.commitment_sheet import CommitmentSheet
from windowdesk.ui.consulting import Consulting
from windowdesk.ui.departure_sheet import DepartureKind
from windowdesk.ui.gap_turns import fill_gap, remind_gap
from windowdesk.ui.kit import Kit
from windowdesk.ui.notice_sheet import NoticeGround
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.window_acts import Subject, WindowActs


class DeskOutcomes(QObject):
    """``refused`` carries an error about what was typed; the desk shows it at its field."""

    refused = Signal(object)
    sheet_wanted = Signal(Sheet)

    def __init__(self, kit: Kit, session: Session, visit: Visit, desk_acts: DeskActs) -> None:
        super().__init__(visit)
        self._kit = kit
        self._session = session
        self._visit = visit
        self._desk_acts = desk_acts
        self._today = date.max
        self.consulting = Consulting(kit, session, self)
        self.acts = WindowActs(kit, session, load_phrases(kit.assets), self)
        visit.cleared.connect(self.acts.forget)
        visit.materials.commitment_wanted.connect(self.commit)
        visit.materials.told.connect(kit.notifier.info)
        self.acts.sheet_wanted.connect(self.sheet_wanted)
        self.consulting.sheet_wanted.connect(self.sheet_wanted)
        self.bundle = BundleDesk(kit, session, visit, desk_acts)
        self.bundle.sheet_wanted.connect(self.sheet_wanted)
        self.bundle.refused.connect(self.refused)

    def set_today(self, today: date) -> None:
        """Take the day of the database."""
        self._today = today

    def ways(self) -> dict[str, Callable[[], object]]:
        """Return what the keys of the other outcomes do."""
        return {
            "F6": self.tell_gaps,
            "F7": self.refuse,
            "Alt+G": self.correct,
            "Alt+Q": self.take_back,
            "Alt+Z": self.consult,
            "Alt+L": self.enter_running,
            "Alt+C": self.defer,
        }

    def press(self, key: str) -> None:
        """Do what a button of the pane says."""
        self.ways()[key]()

    def is_in_hand(self, subject: Subject) -> bool:
        """Tell whether an act was about what lies on the desk."""
        case = self._visit.case
        return subject.case_id is None or (case is not None and case.case_id == subject.case_id)

    def tell_gaps(self) -> None:
        """F6: 一次性补正告知 for what is on the desk."""
        if self.bundle.is_chosen and not self._desk_acts.off:
            self._ask_bundle()
            return
        application = self._application()
        if application is None or not self._is_checked():
            return
        ground = self._ground(application, self._visit.case, self._unticked())
        self.acts.tell_gaps(self._subject(application), ground)

    def accept(self) -> None:
        """F9: accept what is on the desk, which has no gap."""
        if self.bundle.is_chosen:
            self.bundle.act()
        elif self._visit.materials.late_count():
            self.defer()
        else:
            self._desk_acts.accept()

    def receive(self) -> None:
        """Alt+S: take the materials against a receipt."""
        (self.bundle.receive if self.bundle.is_chosen else self._desk_acts.receive)()

    def _ask_bundle(self) -> None:
        self._visit.check()
        gaps = gaps_to_answer(self._visit)
        if gaps:
            first_of(gaps).go()
        elif self._is_checked():
            self.bundle.ask()

    def defer(self) -> None:
        """Alt+C: 容缺受理 of what is missing; F9 comes here too once all of it is marked so."""
        visit = self._visit
        if visit.joint is not None:
            self._kit.notifier.info("一件事的材料不能容缺。单独受理这一项，再容缺。")
            return
        if not self._is_checked():
            return
        strict = visit.materials.defer_missing()
        if strict:
            visit.open(MATERIALS_AT)
            names = "、".join(strict)
            self._kit.notifier.info(f"不能容缺：{names}。收齐再办，或按 F6 补正告知。")
            return
        if not visit.materials.late_count():
            self._kit.notifier.info("没有缺的，按 F9 照常受理。")
            return
        application = self._application(whole=visit.case is None)
        if application is not None:
            self.acts.defer(self._subject(application), application, self._today)

    def commit(self, code: str) -> None:
        """C on a material: 告知承诺 in its place."""
        item = self._visit.case.item if self._visit.case is not None else self._visit.item
        if item is None:
            return
        who = self._visit.person.name.value().strip()
        sheet = CommitmentSheet(self._kit.theme, item, code, f"{who} · {item.shown_name}")
        sheet.wanted.connect(partial(self._on_committed, sheet))
        self.sheet_wanted.emit(sheet)

    def _on_committed(self, sheet: CommitmentSheet, code: str) -> None:
        sheet.wants_aside.emit()
        self._visit.materials.promise(code)
        self._visit.materials.list.setFocus()

    def refuse(self) -> None:
        """F7: 不受理 or 不予受理."""
        application = self._application()
        if application is not None:
            self.acts.refuse(self._subject(application), application)

    def correct(self) -> None:
        """Alt+G: 当场更正, of a case that was received."""
        case = self._received("改在填的格子里，还没收件不用更正。")
        if case is not None:
            self.acts.correct(case)

    def take_back(self) -> None:
        """Alt+Q: 取回材料, of a case that was received."""
        case = self._received("还没收件，材料直接拿回去就行。")
        if case is not None:
            self.acts.give_back(case, DepartureKind.TAKE_BACK)

    def enter_running(self) -> None:
        """Alt+L: 补录 what is on the desk."""
        if self._visit.case is not None:
            self._kit.notifier.info("这件已经在程序里了，不用补录。按 F2 另起一件。")
            return
        application = self._application(whole=True)
        if application is not None:
            self.acts.enter_running(application, self._today)

    def consult(self) -> None:
        """Alt+Z: a 一次性告知单 for the item and the situations on the desk."""
        visit = self._visit
        if self.bundle.is_chosen:
            self.bundle.tell_not_whole()
            return
        if visit.item is None:
            visit.open(ITEM_AT)
            self._kit.notifier.info("先选问的是哪个事项、什么情形，再按 Alt+Z。")
            return
        gaps = visit.situations.gaps()
        if gaps:
            visit.open(ITEM_AT + 1)
            self._kit.notifier.info("先选情形，再按 Alt+Z。")
            return
        self.consulting.open(
            visit.item,
            visit.situations.codes(),
            "、".join(word.text for word in visit.situations.line()),
            visit.person.name.value().strip(),
        )

    def open_late(self, case: Case) -> None:
        """Open what an accepted case still waits for (容缺)."""
        sheet = fill_gap(self.acts, self._session, case)
        sheet.remind_wanted.connect(
            partial(remind_gap, self.acts, self._session, case, self._today)
        )

    def open_waiting(self, case: Case) -> None:
        """Open a case that waits for what was asked for, or for the applicant to correct it."""
        if case.state is CaseState.CORRECTING:
            self.acts.correct(case)
            return
        if not case.outcomes.still_open:
            self._kit.notifier.info("补正已经收齐，等承办部门受理。收件那天不变。")
            return
        accepts = case.item.acceptance_mode is not AcceptanceMode.SEPARATE
        sheet = self.acts.supplement(case, accepts=accepts)
        sheet.again_wanted.connect(partial(self._tell_again, case))
        take_back = partial(self.acts.give_back, case, DepartureKind.TAKE_BACK)
        sheet.return_wanted.connect(take_back)

    def _tell_again(self, case: Case) -> None:
        ground = self._ground(case.application, case, {})
        self.acts.tell_gaps(Subject.of(case), ground)

    def _ground(
        self, application: Application, case: Case | None, unticked: dict[str, tuple[str, ...]]
    ) -> NoticeGround:
        centre = self._session.centre
        days = application.item.supplement_days
        limit = TimeLimit(days, LimitUnit.WORKDAY) if days else None
        until = due_proof(self._today, limit, self._session.calendar).due if limit else None
        where = f"{centre.name}{window_label(self._session.window)}"
        return NoticeGround(
            application=application,
            today=self._today,
            unticked=unticked,
            notices=case.outcomes.notices if case else (),
            supplements=case.outcomes.supplements if case else (),
            until=until,
            how=f"交到{where}（{centre.address}）",
            cancelled=self._session.bench.cancelled,
        )

    def _subject(self, application: Application) -> Subject:
        case = self._visit.case
        return Subject.of(case) if case is not None else Subject.typed(application)

    def _received(self, otherwise: str) -> Case | None:
        case = self._visit.case
        if case is None:
            self._kit.notifier.info(otherwise)
        return case

    def _application(self, *, whole: bool = False) -> Application | None:
        """Return what is on the desk; None where the caret went to a gap or an error was shown."""
        visit = self._visit
        if self._desk_acts.off or self._desk_acts.is_running:
            self._kit.notifier.info(self._desk_acts.off)
            return None
        if visit.case is not None:
            return visit.case_as_checked()
        if self.bundle.is_chosen:
            self.bundle.tell_not_whole()
            return None
        visit.check()
        gaps: tuple[Gap, ...] = gaps_to_receive(visit) if whole else gaps_to_answer(visit)
        if gaps:
            first_of(gaps).go()
            return None
        try:
            return visit.application(so_far=not whole)
        except DomainError as error:
            self.refused.emit(error)
            return None

    def _is_checked(self) -> bool:
        """Tell whether every material was looked at; else go to the first that was not."""
        lines = self._visit.materials.lines.entries
        unseen = [line for line in lines if line.is_gap and not line.is_touched]
        if not unseen:
            return True
        self._visit.open(MATERIALS_AT)
        self._kit.notifier.info(
            f"还有 {len(unseen)} 份没核：{unseen[0].handed.name}。逐份核完，再一次告知。"
        )
        return False

    def _unticked(self) -> dict[str, tuple[str, ...]]:
        return {
            line.code: tuple(
                point for point, on in zip(line.points, line.ticks, strict=True) if not on
            )
            for line in self._visit.materials.lines.entries
            if line.is_gap and any(line.ticks)
        }
