"""The back office: assign, claim, propose, decide."""

from windowdesk.domain.case import Case, Decision
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.states import ACCEPTED_STATES, CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.flow import FLOW_SHEET, issue_flow_sheet, papers_of_assignment
from windowdesk.services.window_steps import acceptance_number
from windowdesk.services.wording import read_decision, statement
from windowdesk.services.worklists import Queue, QueueQuery

_TRIED_AT_ONCE = 10
(_APPROVAL,) = papers_for(CaseState.REVIEWING, Move.APPROVE)
(_DENIAL,) = papers_for(CaseState.REVIEWING, Move.DENY)


class Approval:
    """One method per act of the approval desk. ``seen_version`` is what the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def assign(self, case_id: int) -> ActReceipt:
        """Put an accepted case into the queue of its department."""
        return self._bench.act_on(case_id, _assign, papers_of_assignment(self._bench))

    def claim(self, case_id: int) -> ActReceipt:
        """Take a case out of the queue; one that was never assigned is assigned on the way."""
        of_assignment = papers_of_assignment(self._bench)

        def act(doing: CaseAct) -> None:
            if doing.case.state in ACCEPTED_STATES:
                _assign(doing)
            doing.case.claim(by=doing.actor, at=doing.at)

        def kinds(case: Case) -> tuple[str, ...]:
            return of_assignment if case.state in ACCEPTED_STATES else ()

        return self._bench.act_on(case_id, act, kinds)

    def claim_next(self) -> ActReceipt | None:
        """Claim the most urgent case that nobody holds; None if there is none.

        Where somebody else is quicker, the next one is claimed.
        """
        department = self._bench.account.department
        query = QueueQuery(Queue.UNCLAIMED, department=department, limit=_TRIED_AT_ONCE)
        refused: DomainError | None = None
        for row in self._bench.database.lists.queue(query):
            try:
                return self.claim(row.case_id)
            except NotPermitted:
                raise
            except DomainError as taken:
                refused = taken
        if refused is not None:
            raise refused
        return None

    def take_over(self, case_id: int, reason: str) -> ActReceipt:
        """Take a case from somebody else, with a trace."""
        why = statement(reason, "reason")
        return self._bench.act_on(
            case_id, lambda d: d.case.take_over(by=d.actor, at=d.at, reason=why)
        )

    def release(self, case_id: int) -> ActReceipt:
        """Put a claimed case back."""
        return self._bench.act_on(case_id, lambda d: d.case.release(by=d.actor, at=d.at))

    def propose(self, case_id: int, opinion: str, *, seen_version: int | None = None) -> ActReceipt:
        """Hand a case on to the decider with an opinion."""
        written = statement(opinion, "opinion")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.propose(written, by=d.actor, at=d.at),
            seen_version=seen_version,
        )

    def return_for_review(
        self, case_id: int, reason: str, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Send a proposed case back with what has to be looked at again."""
        why = statement(reason, "reason")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.return_for_review(why, by=d.actor, at=d.at),
            seen_version=seen_version,
        )

    def approve(
        self,
        case_id: int,
        decision: Decision,
        *,
        seen_version: int | None = None,
        exception_by: str = "",
    ) -> ActReceipt:
        """Approve and issue the 准予决定书."""
        written = read_decision(decision)

        def act(doing: CaseAct) -> None:
            doing.case.approve(written, by=doing.actor, at=doing.at, exception_by=exception_by)
            doing.issue(_APPROVAL, extra=acceptance_number(doing))

        return self._bench.act_on(case_id, act, (_APPROVAL,), seen_version)

    def deny(
        self,
        case_id: int,
        decision: Decision,
        *,
        seen_version: int | None = None,
        exception_by: str = "",
    ) -> ActReceipt:
        """Deny and issue the 不予决定书 with the ways to object (Permit Law art. 38)."""
        written = read_decision(decision)

        def act(doing: CaseAct) -> None:
            doing.case.deny(written, by=doing.actor, at=doing.at, exception_by=exception_by)
            doing.issue(_DENIAL, extra=acceptance_number(doing))

        return self._bench.act_on(case_id, act, (_DENIAL,), seen_version)


def _assign(doing: CaseAct) -> None:
    """Assign, with the 办件流程单 where one travels with the case."""
    doing.case.assign(by=doing.actor, at=doing.at)
    if FLOW_SHEET in doing.numbers.templates:
        issue_flow_sheet(doing)
