"""Every outcome at the window besides acceptance: one method per act (Permit Law art. 32).

Which papers an act issues stands in the table of moves, nowhere else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.case import REVERSIBLE_FOR, Application, Case
from windowdesk.domain.document import PrintJob
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import papers_of
from windowdesk.domain.item_kinds import AcceptanceMode
from windowdesk.domain.materials import SETTLED, HandedIn
from windowdesk.domain.outcomes import (
    REFUSAL_MOVE,
    Departure,
    Gap,
    Refusal,
    ReturnedMaterial,
    RunningCase,
    SpotCorrection,
    SupplementRequest,
    visible_before,
)
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.forms.shelf import FormShelf
from windowdesk.services import window_lists
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.advice import Advice, ConsultationSheet
from windowdesk.services.committing import commit_promised, commitment_papers
from windowdesk.services.press import Press
from windowdesk.services.reception import Reception, read_notes
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.spot_correction import correct, corrected_fields
from windowdesk.services.window_steps import (
    accept_supplemented,
    acceptance_number,
    issue_all,
    refuse,
    request_supplement,
    start_correction,
)
from windowdesk.services.window_wording import (
    read_lines,
    read_refusal,
    read_returned,
    read_running,
)
from windowdesk.services.wording import short, statement

__all__ = ["ConsultationSheet", "Reversal", "WindowOutcomes"]

(_RECEIPT,) = papers_for(None, Move.RECEIVE)
# More steps than one act takes.
_LAST_STEPS = 8
_TAKEN_BACK = "申请人取回材料"


@dataclass(frozen=True)
class Reversal:
    """What a 收回 would undo: the moves of the last act, its papers, and until when it may be."""

    moves: tuple[Move, ...]
    papers: tuple[str, ...]
    until: datetime


class WindowOutcomes:
    """One method per outcome. ``seen_version`` is the version of the case that the screen showed.

    Acts return an ActReceipt; ``receipt.void`` are the numbers that a 收回 made void.
    """

    def __init__(self, bench: Bench, index: SearchIndex, forms: FormShelf, press: Press) -> None:
        self._bench = bench
        self._index = index
        self._forms = forms
        self._press = press
        self._reception = Reception(bench, index)
        self._advice = Advice(bench)

    def refuse(self, case_id: int, refusal: Refusal, seen_version: int | None = None) -> ActReceipt:
        """Refuse a received case; 不受理告知书 or 不予受理决定书 by kind."""
        read = read_refusal(refusal)
        kinds = papers_for(CaseState.RECEIVED, REFUSAL_MOVE[read.kind])
        return self._bench.act_on(case_id, lambda d: refuse(d, read, kinds), kinds, seen_version)

    def receive_and_refuse(self, application: Application, refusal: Refusal) -> ActReceipt:
        """Receive and refuse in one transaction; the 接收凭证 is archived, the refusal printed."""
        read = read_refusal(refusal)
        kinds = papers_for(CaseState.RECEIVED, REFUSAL_MOVE[read.kind])
        return self._receive_and(application, kinds, lambda d: refuse(d, read, kinds))

    @staticmethod
    def usual_gaps(case: Case | Application) -> tuple[Gap, ...]:
        """Return one gap for each required material that is not settled."""
        return window_lists.usual_gaps(case.application if isinstance(case, Case) else case)

    @staticmethod
    def repeated(case: Case, gaps: Sequence[Gap]) -> tuple[str, ...]:
        """Return the names that an earlier notice could have told: they want ``again_reason``."""
        return visible_before(gaps, case.outcomes.notices, case.outcomes.supplements)

    def request_supplement(
        self,
        case_id: int,
        request: SupplementRequest,
        seen_version: int | None = None,
        *,
        materials: Sequence[HandedIn] | None = None,
    ) -> ActReceipt:
        """Tell all gaps at once by a 一次性补正告知书; ``materials`` is the list as checked now."""
        kinds = papers_for(CaseState.RECEIVED, Move.REQUEST_SUPPLEMENT)

        def act(doing: CaseAct) -> None:
            if materials is not None and doing.case.state is CaseState.RECEIVED:
                doing.case.replace_materials(read_notes(materials), by=doing.actor, at=doing.at)
                commit_promised(doing)
            request_supplement(doing, request, kinds)

        def all_kinds(case: Case) -> tuple[str, ...]:
            checks = materials is not None and case.state is CaseState.RECEIVED
            return (*(commitment_papers(materials or (), case) if checks else ()), *kinds)

        return self._bench.act_on(case_id, act, all_kinds, seen_version)

    def receive_and_request_supplement(
        self, application: Application, request: SupplementRequest
    ) -> ActReceipt:
        """Receive and tell all gaps in one transaction: 凭证 archived, 告知书 printed."""
        kinds = papers_for(CaseState.RECEIVED, Move.REQUEST_SUPPLEMENT)
        return self._receive_and(
            application, kinds, lambda d: request_supplement(d, request, kinds)
        )

    @staticmethod
    def demanded(case: Case) -> tuple[HandedIn, ...]:
        """Return one line for each gap that is still open, nothing checked yet.

        The screen ticks lines by giving them a settled state (``counted`` fills usual counts).
        """
        return window_lists.demanded(case)

    @staticmethod
    def counted(case: Case, line: HandedIn) -> HandedIn:
        """Return a line of ``demanded`` as handed in complete, with the usual counts."""
        return window_lists.counted(case.item, line)

    def supplement(
        self,
        case_id: int,
        materials: Sequence[HandedIn],
        seen_version: int | None = None,
        *,
        accept: bool = True,
    ) -> ActReceipt:
        """Take what came in: the lines of ``demanded`` that are settled now.

        While something is open: 补正材料收件凭证 marked incomplete. With the last of it the case is
        accepted in the same act (受理通知书 too), as of that day. ``accept`` False, or an item that
        its department accepts, leaves that for later; the day of acceptance stays this one.
        """
        lines = read_lines(materials)
        names = {line.name for line in lines if line.state in SETTLED}
        waiting = CaseState.AWAITING_SUPPLEMENT

        def closes(case: Case) -> bool:
            return all(gap.name in names for gap in case.outcomes.still_open)

        def goes_on(case: Case) -> bool:
            return accept and closes(case) and self._accepts(case)

        def kinds(case: Case) -> tuple[str, ...]:
            move = Move.SUPPLEMENT_COMPLETE if closes(case) else Move.SUPPLEMENT_PARTLY
            more = papers_for(waiting, Move.ACCEPT_SUPPLEMENTED) if goes_on(case) else ()
            return (*papers_for(waiting, move), *more)

        def act(doing: CaseAct) -> None:
            accepts, chosen = goes_on(doing.case), kinds(doing.case)
            receipt = chosen[0] if chosen else ""
            number = doing.number_of(receipt)
            doing.case.supplement(lines, number=number, by=doing.actor, at=doing.at)
            doing.issue(receipt)
            if accepts:
                accept_supplemented(doing)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def accept_supplemented(self, case_id: int, seen_version: int | None = None) -> ActReceipt:
        """Accept a case whose supplement came in complete earlier, as of that day."""
        kinds = papers_for(CaseState.AWAITING_SUPPLEMENT, Move.ACCEPT_SUPPLEMENTED)
        return self._bench.act_on(case_id, accept_supplemented, kinds, seen_version)

    def correctable(self, case: Case) -> tuple[SpotCorrection, ...]:
        """Return every field that may be corrected on the spot, ``after`` as ``before``."""
        return window_lists.correctable(case, self._forms.get(case.item.form_code))

    def correct_on_spot(
        self,
        case_id: int,
        corrections: Sequence[SpotCorrection],
        initials: str,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Let the applicant correct slips at the desk: both steps in one act; T5 keeps running."""
        if not corrections:
            raise DomainError("还没改哪一处。改好再签。", "corrections")
        labels = "、".join(one.label for one in corrections)

        def act(doing: CaseAct) -> None:
            start_correction(doing, f"当场更正：{labels}")
            self._finish_correction(doing, corrections, initials)

        return self._bench.act_on(case_id, act, (), seen_version)

    def start_correction(
        self, case_id: int, reason: str, seen_version: int | None = None
    ) -> ActReceipt:
        """Note that the applicant is correcting; the case waits for ``finish_correction``."""
        why = statement(reason, "reason")
        return self._bench.act_on(case_id, lambda d: start_correction(d, why), (), seen_version)

    def finish_correction(
        self,
        case_id: int,
        corrections: Sequence[SpotCorrection],
        initials: str,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Write the corrected fields; ``corrections`` may be empty where nothing came of it."""
        return self._bench.act_on(
            case_id,
            lambda d: self._finish_correction(d, corrections, initials),
            (),
            seen_version,
        )

    @staticmethod
    def returnable(case: Case) -> tuple[ReturnedMaterial, ...]:
        """Return what the house holds of the applicant's, as lines of the 材料退还清单.

        What went up to the county is not in the house.
        """
        if case.state is CaseState.REFERRED_UP:
            return ()
        return window_lists.returnable_now(case)

    def take_back(
        self,
        case_id: int,
        returned: Sequence[ReturnedMaterial],
        reason: str,
        signed: bool,  # noqa: FBT001  agreed signature; screens pass it by name
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Give materials back before acceptance against a 材料退还清单."""
        rows, why = read_returned(returned), statement(reason, "reason") or _TAKEN_BACK
        kinds = papers_for(CaseState.RECEIVED, Move.TAKE_BACK)

        def act(doing: CaseAct) -> None:
            doing.case.take_back(Departure(why, rows, doing.at), signed=signed, by=doing.actor)
            issue_all(doing, kinds)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def withdraw(
        self,
        case_id: int,
        reason: str,
        signed: bool,  # noqa: FBT001  agreed signature; screens pass it by name
        returned: Sequence[ReturnedMaterial],
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Withdraw after acceptance: 撤回申请书 and 材料退还清单, or a letter to the county."""
        rows, why = read_returned(returned), statement(reason, "reason")

        def kinds(case: Case) -> tuple[str, ...]:
            return papers_for(case.state, Move.WITHDRAW)

        def act(doing: CaseAct) -> None:
            chosen = kinds(doing.case)
            if rows and doing.case.state is CaseState.REFERRED_UP:
                raise DomainError("材料已经上报县级。退回来以后再交还申请人。", "returned")
            doing.case.withdraw(Departure(why, rows, doing.at), signed=signed, by=doing.actor)
            cause = {"returned.cause": f"申请人撤回申请：{why}"}
            issue_all(doing, chosen, {**cause, **acceptance_number(doing)})

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def reversal(self, case_id: int) -> Reversal | None:
        """Return what a 收回 by this account would undo now; None if it may not."""
        with self._bench.database.reading() as uow:
            case, at = uow.cases.get(case_id), uow.now()
            events = uow.cases.last_events(case_id, _LAST_STEPS)
        try:
            # Tried out on a copy of its own, which nobody stores.
            undone = case.reverse(events, reason="-", by=self._bench.actor, at=at)
        except DomainError:
            return None
        return Reversal(
            moves=tuple(event.move for event in undone),
            papers=tuple(number for event in undone for number in papers_of(event)),
            until=undone[0].at + REVERSIBLE_FOR,
        )

    def reverse(self, case_id: int, reason: str, seen_version: int | None = None) -> ActReceipt:
        """Take back the act just done: its papers are void, their open prints are called off."""
        why, called_off = statement(reason, "reason"), list[PrintJob]()

        def act(doing: CaseAct) -> None:
            events = doing.uow.cases.last_events(case_id, _LAST_STEPS)
            undone = doing.case.reverse(events, reason=why, by=doing.actor, at=doing.at)
            void = {number for event in undone for number in papers_of(event)}
            called_off.extend(doing.call_off(void))

        receipt = self._bench.act_on(case_id, act, (), seen_version)
        self._press.take_down(called_off)
        return receipt

    def enter_running(self, application: Application, running: RunningCase) -> ActReceipt:
        """Enter a case that already runs on paper (补录), with its real dates and no new paper.

        What was only received, and so long ago that silence has accepted it, is entered with the
        day of its acceptance.
        """
        read = read_running(running)
        with self._bench.database.unit_of_work() as uow:
            doing = self._reception.open(uow, application, (), read)
            if doing.is_silent:
                raise DomainError(
                    "收件已过五个工作日。写上受理日期；没有告知过补正的，收件之日即为受理。",
                    "accepted_at",
                )
            return self._reception.finish(uow, doing)

    def consult(
        self, item_id: str, situations: tuple[str, ...], person: str, question: str
    ) -> ConsultationSheet:
        """Record a visit for advice and return the facts of its 一次性告知单."""
        return self._advice.give(item_id, situations, person, question)

    def _accepts(self, case: Case) -> bool:
        """Tell whether this desk may accept the item, or only its department."""
        return case.item.acceptance_mode is not AcceptanceMode.SEPARATE or (
            Role.REVIEWER in self._bench.account.roles
        )

    def _receive_and(
        self, application: Application, kinds: Sequence[str], act: Callable[[CaseAct], None]
    ) -> ActReceipt:
        with self._bench.database.unit_of_work() as uow:
            doing = self._reception.open(uow, application, (_RECEIPT, *kinds))
            self._reception.receipt(doing, printed=doing.centre.prints_receipt_too)
            act(doing)
            return self._reception.finish(uow, doing)

    def _finish_correction(
        self, doing: CaseAct, corrections: Sequence[SpotCorrection], initials: str
    ) -> None:
        form = self._forms.get(doing.case.item.form_code)
        read = corrected_fields(corrections, doing.case.application, form, doing.today)
        correct(doing, read, short(initials, "initials"), self._index)
