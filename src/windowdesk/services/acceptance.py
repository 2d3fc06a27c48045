"""The acceptance desk: receive, accept, decide at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Application, Case, Decision
from windowdesk.domain.case_clocks import NOTICE_LIMIT, promised_limit, statutory_limit
from windowdesk.domain.clock import DueProof, due_proof
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.item import Item
from windowdesk.domain.local_time import local_date
from windowdesk.domain.material_gaps import later_choices, spared
from windowdesk.domain.materials import SETTLED, HandedIn
from windowdesk.domain.numbers import CaseNumber, case_line
from windowdesk.domain.party import Party
from windowdesk.domain.situation_rules import require_answers
from windowdesk.services.acting import ActReceipt, Bench, CaseAct, organ_of
from windowdesk.services.entry import present
from windowdesk.services.filing import counted, file_in
from windowdesk.services.ports import UnitOfWork
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.wording import read_decision, short


@dataclass(frozen=True)
class Promise:
    """What the visitor will be told if the application is accepted on a day."""

    notice: DueProof
    promise: DueProof
    statutory: DueProof


def promise_for(
    item: Item, on: date, calendar: WorkCalendar, situations: Collection[str] = ()
) -> Promise:
    """Return the dates that hold if ``item`` is accepted in ``situations`` ``on`` that day."""
    calendar = calendar.known_on(on)
    return Promise(
        notice=due_proof(on, NOTICE_LIMIT, calendar),
        promise=due_proof(on, promised_limit(item, situations), calendar),
        statutory=due_proof(on, statutory_limit(item, situations), calendar),
    )


class Acceptance:
    """One method per act of the front window."""

    def __init__(self, bench: Bench, index: SearchIndex) -> None:
        self._bench = bench
        self._index = index

    def receive(self, application: Application) -> ActReceipt:
        """Take the materials against a 申请材料接收凭证; T5 starts, nothing is accepted yet."""
        with self._bench.database.unit_of_work() as uow:
            doing = self._open(uow, application, ("receipt",))
            doing.issue("receipt")
            return self._finish(uow, doing)

    def receive_and_accept(self, application: Application) -> ActReceipt:
        """Take the materials and accept them in one transaction: two events, two papers.

        The 受理通知书 carries receipt time and material list; the 凭证 is archived, but printed
        only if the centre says so.
        """
        with self._bench.database.unit_of_work() as uow:
            doing = self._open(uow, application, ("receipt", "acceptance"))
            doing.issue("receipt", printed=doing.centre.prints_receipt_too)
            doing.case.accept(by=doing.actor, at=doing.at)
            doing.issue("acceptance")
            return self._finish(uow, doing)

    def receive_and_decide(self, application: Application, decision: Decision) -> ActReceipt:
        """Receive, accept and decide a 即办件 at one desk; one merged 回执 is printed (art. 34)."""
        with self._bench.database.unit_of_work() as uow:
            doing = self._open(uow, application, ("receipt", "immediate"))
            doing.issue("receipt", printed=doing.centre.prints_receipt_too)
            doing.case.accept(by=doing.actor, at=doing.at)
            doing.case.decide_at_once(read_decision(decision), by=doing.actor, at=doing.at)
            doing.issue("immediate")
            return self._finish(uow, doing)

    def accept(
        self,
        case_id: int,
        materials: Sequence[HandedIn] | None = None,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Accept a case that was received before; ``materials`` is the list as checked now."""

        def act(doing: CaseAct) -> None:
            if materials is not None:
                doing.case.replace_materials(_read_notes(materials))
            doing.case.accept(by=doing.actor, at=doing.at)
            doing.issue("acceptance")

        return self._bench.act_on(case_id, act, ("acceptance",), seen_version)

    @staticmethod
    def completed(case: Case) -> tuple[HandedIn, ...]:
        """Return the material list of a received case with everything handed in since."""
        found = case.application.materials
        # Of several that suffice singly the first came in, not all of them.
        kept = spared(case.item, found) | later_choices(case.item, found)
        return tuple(
            m if m.state in SETTLED or m.code in kept else present(case.item, m) for m in found
        )

    def _open(self, uow: UnitOfWork, application: Application, kinds: Sequence[str]) -> CaseAct:
        at = uow.now()
        today = local_date(at)
        self._check(uow, application, today)
        if not self._bench.window:
            raise DomainError("这次登录没选窗口，不能收件。重新登录，选上窗口。", "window")
        applicant = self._remember(uow, application.applicant, at)
        centre = uow.centre()
        window = centre.window(self._bench.window)
        line = case_line(centre.code, today)
        numbers = self._bench.take(uow, organ_of(centre, application.item), kinds, at, (line,))
        case = Case.receive(
            case_id=new_id(at),
            number=CaseNumber.of(centre.code, window.number, today, numbers.serials[line]),
            centre=centre.code,
            application=replace(
                application,
                applicant=applicant,
                materials=counted(_read_notes(application.materials), application.enclosed),
            ),
            by=self._bench.actor,
            at=at,
        )
        doing = CaseAct(self._bench, uow, centre, at, numbers, case)
        file_in(doing, application.enclosed)
        return doing

    def _check(self, uow: UnitOfWork, application: Application, today: date) -> None:
        item = application.item
        current = uow.items.current(item.item_id)
        if current.version != item.version:
            raise DomainError(
                f"“{item.name}”的办理要求刚改过（第 {current.version} 版）。"
                "填的都还在，按 F5 换成新的材料清单，再逐份核对。",
                "item",
            )
        item.require_acceptable(today)
        item.check_situations(application.situations)
        require_answers(item.situations, application.situations)
        expected = sorted(m.code for m in item.materials_for(application.situations))
        if sorted(m.code for m in application.materials) != expected:
            raise DomainError("材料清单和情形对不上。重选情形，再逐份核对。", "materials")

    def _finish(self, uow: UnitOfWork, doing: CaseAct) -> ActReceipt:
        uow.cases.add(doing.case, self._index.case_keys(doing.case))
        doing.store()
        uow.commit()
        return doing.receipt()

    def _remember(self, uow: UnitOfWork, applicant: Party, at: datetime) -> Party:
        """Store the applicant, or what is new about a known one; return it as stored."""
        number = applicant.id_number
        known = uow.parties.find(number.kind, number.number)
        if known is None:
            fresh = replace(applicant, id=str(new_id(at)))
            uow.parties.add(fresh, self._index.party_keys(fresh))
            return fresh
        renewed = replace(applicant, id=known.id, version=known.version)
        if renewed != known:
            uow.parties.save(renewed, self._index.party_keys(renewed))
        return renewed


def _read_notes(materials: Sequence[HandedIn]) -> tuple[HandedIn, ...]:
    """Return the list with its notes as they go onto paper."""
    return tuple(replace(m, note=short(m.note, "materials")) if m.note else m for m in materials)
