"""容缺受理: acceptance with late materials, and everything that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Application, Case
from windowdesk.domain.case_clocks import promised_limit
from windowdesk.domain.clock import due_on
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.domain.errors import DomainError
from windowdesk.domain.gap_rules import GapLatest, latest_gap_day, strict_gaps, tolerable_gaps
from windowdesk.domain.item import Item
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.materials import SETTLED, HandedIn, MaterialState
from windowdesk.domain.outcomes import Departure
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.text import clean
from windowdesk.domain.transitions import papers_for
from windowdesk.domain.turns import DeferredAcceptance, LateMaterial
from windowdesk.services import window_lists
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.committing import commit_promised, commitment_papers
from windowdesk.services.reception import Reception, read_notes
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.window_steps import issue_all
from windowdesk.services.window_wording import read_lines
from windowdesk.services.wording import PARTICULAR, short, statement

(_RECEIPT,) = papers_for(None, Move.RECEIVE)
DEFERRED_PAPERS = papers_for(CaseState.RECEIVED, Move.ACCEPT_DEFICIENT)


@dataclass(frozen=True)
class DeferralGround:
    """What a deferral can be written from: what may come late, what may not, until when.

    ``cancelled`` says of each late material that stands on a list of cancelled proofs so.
    """

    materials: tuple[LateMaterial, ...]
    strict: tuple[str, ...]
    latest: GapLatest
    promised: date
    today: date
    calendar: WorkCalendar
    cancelled: tuple[str, ...] = ()

    def workdays_to(self, day: date) -> int:
        """Return how many working days an applicant has who promises ``day``."""
        return self.calendar.workdays_after(self.today, day)


class Deferral:
    """One method per act. ``seen_version`` is the version of the case that the screen showed."""

    def __init__(self, bench: Bench, index: SearchIndex) -> None:
        self._bench = bench
        self._reception = Reception(bench, index)

    def ground(self, application: Application, today: date) -> DeferralGround:
        """Return what may come late of an application as it lies on the desk ``today``."""
        item, handed = application.item, application.materials
        calendar = self._bench.calendar.known_on(today)
        promised = due_on(today, promised_limit(item, application.situations), calendar)
        notes = {m.code: m.note for m in handed}
        asked = {m.code: m for m in item.materials}
        late = tolerable_gaps(item, handed)
        told = (self._bench.cancelled.told(gap.name) for gap in late)
        return DeferralGround(
            cancelled=tuple(filter(None, told)),
            materials=tuple(
                LateMaterial(
                    gap.codes[0],
                    gap.name,
                    notes.get(gap.codes[0]) or window_lists.NOT_HANDED_IN,
                    window_lists.form_words(asked[gap.codes[0]]),
                )
                for gap in late
            ),
            strict=tuple(gap.name for gap in strict_gaps(item, handed)),
            latest=latest_gap_day(item, today, promised, self._bench.gap_rule, calendar),
            promised=promised,
            today=today,
            calendar=calendar,
        )

    def receive_and_defer(self, application: Application, request: DeferralRequest) -> ActReceipt:
        """Receive and accept with late materials in one transaction; 凭证 is archived."""
        asked = _read(request)
        with self._bench.database.unit_of_work() as uow:
            doing = self._reception.open(uow, application, (_RECEIPT, *DEFERRED_PAPERS))
            self._reception.receipt(doing, printed=doing.centre.prints_receipt_too)
            self._defer(doing, asked)
            return self._reception.finish(uow, doing)

    def defer(
        self,
        case_id: int,
        request: DeferralRequest,
        seen_version: int | None = None,
        *,
        materials: Sequence[HandedIn] | None = None,
    ) -> ActReceipt:
        """Accept a received case with late materials; ``materials`` is the list as checked now."""
        asked = _read(request)

        def kinds(case: Case) -> tuple[str, ...]:
            checked = case.application.materials if materials is None else materials
            return (*commitment_papers(checked, case), *DEFERRED_PAPERS)

        def act(doing: CaseAct) -> None:
            if materials is not None:
                doing.case.replace_materials(read_notes(materials), by=doing.actor, at=doing.at)
            commit_promised(doing)
            self._defer(doing, asked)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    @staticmethod
    def demanded(case: Case) -> tuple[HandedIn, ...]:
        """Return one line for each late material that is still open, nothing checked yet."""
        deferral = case.turns.deferral
        missing = deferral.open_materials if deferral else ()
        return tuple(
            HandedIn(one.code, one.name, required=True, state=MaterialState.UNCHECKED)
            for one in missing
        )

    @staticmethod
    def counted(item: Item, line: HandedIn) -> HandedIn:
        """Return a line of ``demanded`` as handed in complete, with the usual counts."""
        return window_lists.counted(item, line)

    def fill(
        self, case_id: int, materials: Sequence[HandedIn], seen_version: int | None = None
    ) -> ActReceipt:
        """Take late materials, all or some of them, against a 补齐材料签收单."""
        lines = read_lines(materials)
        names = {line.name for line in lines if line.state in SETTLED}

        def kinds(case: Case) -> tuple[str, ...]:
            closes = names.issuperset(case.open_gaps)
            return papers_for(case.state, Move.FILL_GAP if closes else Move.FILL_GAP_PARTLY)

        def act(doing: CaseAct) -> None:
            chosen = kinds(doing.case)
            number = doing.number_of(chosen[0]) if chosen else ""
            doing.case.fill_gap(
                lines, number=number, today=doing.today, by=doing.actor, at=doing.at
            )
            issue_all(doing, chosen)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def extend(
        self,
        case_id: int,
        until: date,
        reason: str,
        allowed_by: str,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Give a later day for force majeure, by leave of ``allowed_by`` {R4}."""
        why, who = statement(reason, "gap.reason"), short(allowed_by, "gap.allowed_by")

        def act(doing: CaseAct) -> None:
            doing.case.extend_gap(until, why, who, by=doing.actor, at=doing.at)

        return self._bench.act_on(case_id, act, (), seen_version)

    def remind(self, case_id: int, how: str, seen_version: int | None = None) -> ActReceipt:
        """Log that the applicant was reminded, and how."""
        told = statement(how, "gap.how")
        return self._bench.act_on(
            case_id, lambda d: d.case.remind_gap(told, by=d.actor, at=d.at), (), seen_version
        )

    def waive(self, case_id: int, reason: str, seen_version: int | None = None) -> ActReceipt:
        """Let a decision be made while materials are open: the head alone."""
        why = statement(reason, "gap.reason")
        return self._bench.act_on(
            case_id, lambda d: d.case.waive_gap(why, by=d.actor, at=d.at), (), seen_version
        )

    def lapse(self, case_id: int, reason: str = "", seen_version: int | None = None) -> ActReceipt:
        """End a case whose late materials never came: 终止审查通知书."""
        more = statement(reason, "gap.reason")

        def kinds(case: Case) -> tuple[str, ...]:
            return papers_for(case.state, Move.LAPSE_GAP)

        def act(doing: CaseAct) -> None:
            chosen = kinds(doing.case)
            held = window_lists.returnable(doing.case.application.materials)
            departure = Departure(_never_came(doing.case, more), held, doing.at)
            basis = self._bench.gap_rule.basis
            doing.case.lapse_gap(departure, basis, today=doing.today, by=doing.actor)
            issue_all(doing, chosen)

        return self._bench.act_on(case_id, act, kinds, seen_version)

    def _defer(self, doing: CaseAct, asked: DeferralRequest) -> None:
        promise, notice = DEFERRED_PAPERS
        latest = self.ground(doing.case.application, doing.today).latest
        names = [one.name for one in asked.materials]
        doing.bench.cancelled.require(names, asked.proof_reason, "gap.proof_reason")
        if asked.until is None:
            raise DomainError("还没写补到哪天。写明再受理。", "gap.until")
        contract = DeferredAcceptance(
            materials=asked.materials,
            reason=asked.reason,
            until=asked.until,
            credit=asked.credit,
            promise_number=doing.number_of(promise),
            notice_number=doing.number_of(notice),
            at=doing.at,
        )
        doing.case.accept_deficient(
            asked, contract, latest, by=doing.actor, at=doing.at, silent=doing.is_silent
        )
        issue_all(doing, DEFERRED_PAPERS)


def _never_came(case: Case, more: str) -> str:
    """Return what the paper gives as reason: what was promised until when, and did not come."""
    deferral = case.turns.deferral
    day = paper_date(deferral.last_day) if deferral else ""
    told = f"承诺在{day}前补齐的容缺材料（{'、'.join(case.open_gaps)}）逾期没有补齐"
    return f"{told}，{more}" if more else told


def _read(typed: DeferralRequest) -> DeferralRequest:
    """Return a request with its texts cleaned; DomainError at ``gap.…``."""
    return replace(
        typed,
        materials=tuple(
            replace(
                one,
                fault=clean(one.fault, PARTICULAR, "gap.materials") or window_lists.NOT_HANDED_IN,
                form=clean(one.form, PARTICULAR, "gap.materials"),
            )
            for one in typed.materials
        ),
        reason=statement(typed.reason, "gap.reason"),
        credit=statement(typed.credit, "gap.credit"),
        proof_reason=statement(typed.proof_reason, "gap.proof_reason"),
    )
