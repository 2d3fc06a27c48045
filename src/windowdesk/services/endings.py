"""Ending a case without a decision, keeping one waiting, putting a decision right."""

from dataclasses import dataclass

from windowdesk.domain.case import Case
from windowdesk.domain.ending_guards import end_causes
from windowdesk.domain.outcomes import Departure
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE, CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.domain.turns import DecisionChange, EndCause, Ending
from windowdesk.services import window_lists
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.window_steps import acceptance_number, issue_all
from windowdesk.services.wording import short, statement

# What a new paper may refer to, the newest that there is.
_DECISIONS = (
    *papers_for(CaseState.APPROVED, Move.CORRECT_DECISION),
    *papers_for(CaseState.REVIEWING, Move.APPROVE),
    *papers_for(CaseState.ACCEPTED, Move.DECIDE_AT_ONCE),
)


@dataclass(frozen=True)
class EndingEntry:
    """Why a case ends, as typed: the cause, the reason in words, the proof, the provision."""

    cause: EndCause
    reason: str
    proof: str = ""
    basis: str = ""


@dataclass(frozen=True)
class ChangeEntry:
    """How a decision is put right; ``content`` is how it reads now, or what the revocation says."""

    reason: str
    basis: str
    content: str = ""


class Endings:
    """One method an act. ``seen_version`` is the version of the case that the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @staticmethod
    def causes(case: Case) -> tuple[EndCause, ...]:
        """Return the causes that fit the applicant and the state, in the order of the paper."""
        accepted = case.state in UNDECIDED_AFTER_ACCEPTANCE
        return end_causes(case.application.applicant.kind, accepted=accepted)

    def terminate(
        self, case_id: int, entry: EndingEntry, seen_version: int | None = None
    ) -> ActReceipt:
        """End an accepted case: 终止审查通知书; what the house holds is to be fetched."""
        read = _read(entry)

        def act(doing: CaseAct) -> None:
            ending, departure = _ending(doing, read), _departure(doing, read.reason)
            doing.case.terminate(ending, departure, by=doing.actor)
            _tell(doing, Move.TERMINATE)

        return self._bench.act_on(case_id, act, _papers(Move.TERMINATE), seen_version)

    def end_before_acceptance(
        self, case_id: int, entry: EndingEntry, seen_version: int | None = None
    ) -> ActReceipt:
        """End a case before acceptance (death, end of the organisation): 终止审查通知书."""
        read = _read(entry)

        def act(doing: CaseAct) -> None:
            ending, departure = _ending(doing, read), _departure(doing, read.reason)
            doing.case.end_before_acceptance(ending, departure, by=doing.actor)
            _tell(doing, Move.END_BEFORE_ACCEPTANCE)

        return self._bench.act_on(case_id, act, _papers(Move.END_BEFORE_ACCEPTANCE), seen_version)

    def lapse_supplement(
        self, case_id: int, reason: str, basis: str = "", seen_version: int | None = None
    ) -> ActReceipt:
        """End a case whose told period has run out without the supplement: 终止审查通知书."""
        why, rests_on = statement(reason, "reason"), statement(basis, "basis")

        def act(doing: CaseAct) -> None:
            departure = _departure(doing, why)
            doing.case.lapse_supplement(
                departure, today=doing.today, by=doing.actor, basis=rests_on
            )
            _tell(doing, Move.LAPSE_SUPPLEMENT)

        return self._bench.act_on(case_id, act, _papers(Move.LAPSE_SUPPLEMENT), seen_version)

    def remind_supplement(
        self, case_id: int, how: str, seen_version: int | None = None
    ) -> ActReceipt:
        """Keep a case waiting whose period ran out, and record how the applicant was reminded."""
        told = statement(how, "how")

        def act(doing: CaseAct) -> None:
            doing.case.remind_supplement(told, by=doing.actor, at=doing.at)

        return self._bench.act_on(case_id, act, (), seen_version)

    def correct_decision(
        self, case_id: int, entry: ChangeEntry, seen_version: int | None = None
    ) -> ActReceipt:
        """Put a decision right by a 更正决定书 that names it; the result is served anew."""
        return self._put_right(case_id, Move.CORRECT_DECISION, entry, seen_version)

    def revoke_decision(
        self, case_id: int, entry: ChangeEntry, seen_version: int | None = None
    ) -> ActReceipt:
        """Revoke a decision by a 撤销决定书 that names it (Permit Law art. 69)."""
        return self._put_right(case_id, Move.REVOKE_DECISION, entry, seen_version)

    def _put_right(
        self, case_id: int, move: Move, entry: ChangeEntry, seen_version: int | None
    ) -> ActReceipt:
        (kind,) = papers_for(CaseState.APPROVED, move)
        reason, basis = statement(entry.reason, "reason"), statement(entry.basis, "basis")
        content = statement(entry.content, "content")

        def act(doing: CaseAct) -> None:
            revoked = move is Move.REVOKE_DECISION
            change = DecisionChange(
                revoked=revoked,
                reason=reason,
                basis=basis,
                content=content,
                earlier_number=decision_number(doing),
                number=doing.number_of(kind),
                at=doing.at,
                by=doing.actor.login,
            )
            verb = doing.case.revoke_decision if revoked else doing.case.correct_decision
            before = doing.case.decision
            verb(change, by=doing.actor)
            doing.issue(kind, extra={"change.before": before.content if before else ""})

        return self._bench.act_on(case_id, act, (kind,), seen_version)


def decision_number(doing: CaseAct) -> str:
    """Return the number of the decision that holds: the newest one, '' if there is none."""
    void = doing.case.outcomes.void_papers
    found = [
        paper.number
        for paper in doing.uow.papers.of_case(doing.case.case_id)
        if paper.kind in _DECISIONS and paper.number not in void
    ]
    return found[-1] if found else ""


def _read(entry: EndingEntry) -> EndingEntry:
    return EndingEntry(
        cause=entry.cause,
        reason=statement(entry.reason, "reason"),
        proof=short(entry.proof, "proof"),
        basis=statement(entry.basis, "basis"),
    )


def _ending(doing: CaseAct, entry: EndingEntry) -> Ending:
    return Ending(
        cause=entry.cause,
        reason=entry.reason,
        proof=entry.proof,
        at=doing.at,
        by=doing.actor.login,
        basis=entry.basis,
    )


def _departure(doing: CaseAct, reason: str) -> Departure:
    """Return what the house holds, as the paper lists it: it is fetched against a 退还清单."""
    held = window_lists.returnable(doing.case.application.materials)
    return Departure(reason, held, doing.at)


def _papers(move: Move) -> tuple[str, ...]:
    return papers_for(CaseState.AWAITING_SUPPLEMENT, move) or papers_for(CaseState.ACCEPTED, move)


def _tell(doing: CaseAct, move: Move) -> None:
    issue_all(doing, _papers(move), acceptance_number(doing))
