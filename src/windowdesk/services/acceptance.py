"""The acceptance desk: receive, accept, decide at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Application, Case, Decision
from windowdesk.domain.case_clocks import NOTICE_LIMIT, promised_limit, statutory_limit
from windowdesk.domain.clock import DueProof, due_proof
from windowdesk.domain.item import Item
from windowdesk.domain.material_gaps import later_choices, spared
from windowdesk.domain.materials import SETTLED, HandedIn
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.committing import commit_promised, commitment_papers
from windowdesk.services.entry import present
from windowdesk.services.reception import Reception, read_notes
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.wording import read_decision

(_RECEIPT,) = papers_for(None, Move.RECEIVE)
(_ACCEPTANCE,) = papers_for(CaseState.RECEIVED, Move.ACCEPT)
(_AT_ONCE,) = papers_for(CaseState.ACCEPTED, Move.DECIDE_AT_ONCE)


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
        self._reception = Reception(bench, index)

    def receive(self, application: Application) -> ActReceipt:
        """Take the materials against a 申请材料接收凭证; T5 starts, nothing is accepted yet."""
        with self._bench.database.unit_of_work() as uow:
            doing = self._reception.open(uow, application, (_RECEIPT,))
            self._reception.receipt(doing)
            return self._reception.finish(uow, doing)

    def receive_and_accept(self, application: Application) -> ActReceipt:
        """Take the materials and accept them in one transaction: two events, two papers.

        The 受理通知书 carries receipt time and material list; the 凭证 is archived, but printed
        only if the centre says so.
        """
        with self._bench.database.unit_of_work() as uow:
            doing = self._reception.open(uow, application, (_RECEIPT, _ACCEPTANCE))
            self._reception.receipt(doing, printed=doing.centre.prints_receipt_too)
            doing.case.accept(by=doing.actor, at=doing.at)
            doing.issue(_ACCEPTANCE)
            return self._reception.finish(uow, doing)

    def receive_and_decide(self, application: Application, decision: Decision) -> ActReceipt:
        """Receive, accept and decide a 即办件 at one desk; one merged 回执 is printed (art. 34)."""
        with self._bench.database.unit_of_work() as uow:
            doing = self._reception.open(uow, application, (_RECEIPT, _AT_ONCE))
            self._reception.receipt(doing, printed=doing.centre.prints_receipt_too)
            doing.case.accept(by=doing.actor, at=doing.at)
            doing.case.decide_at_once(read_decision(decision), by=doing.actor, at=doing.at)
            doing.issue(_AT_ONCE)
            return self._reception.finish(uow, doing)

    def accept(
        self,
        case_id: int,
        materials: Sequence[HandedIn] | None = None,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Accept a case that was received before; ``materials`` is the list as checked now."""

        def kinds(case: Case) -> tuple[str, ...]:
            checked = case.application.materials if materials is None else materials
            return (*commitment_papers(checked, case), _ACCEPTANCE)

        def act(doing: CaseAct) -> None:
            if materials is not None:
                doing.case.replace_materials(read_notes(materials), by=doing.actor, at=doing.at)
            commit_promised(doing)
            doing.case.accept(by=doing.actor, at=doing.at, silent=doing.is_silent)
            doing.issue(_ACCEPTANCE)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    @staticmethod
    def completed(case: Case) -> tuple[HandedIn, ...]:
        """Return the material list of a received case with everything handed in since."""
        found = case.application.materials
        # Of several that suffice singly the first came in, not all of them.
        kept = spared(case.item, found) | later_choices(case.item, found)
        return tuple(
            m if m.state in SETTLED or m.code in kept else present(case.item, m) for m in found
        )
