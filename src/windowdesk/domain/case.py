"""A case: one application of one person for one item, from receipt to file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from windowdesk.domain.attachment import Attachment
from windowdesk.domain.case_record import Application, Decision, unchecked
from windowdesk.domain.committed_case import CommittedCase
from windowdesk.domain.custody import settle
from windowdesk.domain.custody_case import CustodyCase
from windowdesk.domain.dated_case import DatedCase
from windowdesk.domain.deferred_case import DeferredCase
from windowdesk.domain.duties import REVIEWING
from windowdesk.domain.ending_case import EndingCase
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import VOID_KEY, Actor, CaseEvent, papers_of
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.handed_case import HandedCase
from windowdesk.domain.issued_case import IssuedCase
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.domain.materials import with_files
from windowdesk.domain.moving_case import CLAIM_LASTS
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.opinion_case import OpinionCase
from windowdesk.domain.outcomes import LateEntry, Outcomes, RunningCase
from windowdesk.domain.papered_case import PaperedCase
from windowdesk.domain.referred_case import ReferredCase
from windowdesk.domain.reversal import REVERSIBLE_FOR, reversible_tail, undo
from windowdesk.domain.reviewed_case import ReviewedCase
from windowdesk.domain.states import MOVE_LABEL, CaseState, Move
from windowdesk.domain.turns import NO_TURNS, Turns
from windowdesk.domain.window_case import WindowCase

__all__ = [
    "CLAIM_LASTS",
    "REVERSIBLE_FOR",
    "Application",
    "Case",
    "Decision",
    "unchecked",
]

_HELD_STATES = frozenset((CaseState.REVIEWING, CaseState.PROPOSED))


class Case(
    WindowCase,
    DeferredCase,
    CommittedCase,
    OpinionCase,
    HandedCase,
    ReferredCase,
    CustodyCase,
    EndingCase,
    IssuedCase,
    ReviewedCase,
    DatedCase,
    PaperedCase,
):
    """The aggregate. State changes only through its verbs; each writes one event."""

    @staticmethod
    def receive(
        *,
        case_id: int,
        number: CaseNumber,
        centre: str,
        application: Application,
        by: Actor,
        at: datetime,
        turns: Turns = NO_TURNS,
    ) -> "Case":
        """Open a case with the materials that were handed in; T5 starts (Permit Law art. 32).

        ``turns`` says which 一件事 it belongs to, where it does.
        """
        case = Case(
            case_id=case_id,
            number=number,
            centre=centre,
            department=application.item.department,
            window=by.window,
            application=application,
            received_at=at,
            received_by=by.login,
            turns=turns,
        )
        row = case._allowed(None, Move.RECEIVE, MoveRequest(first_day=local_date(at)), by)
        case._record(row, by, at, "", case._opening)
        settle(case, by, at)
        return case

    @staticmethod
    def enter(
        *,
        case_id: int,
        number: CaseNumber,
        centre: str,
        application: Application,
        running: RunningCase,
        by: Actor,
        at: datetime,
    ) -> "Case":
        """Open a case that already runs on paper, with its real dates and the mark 补录.

        Its clocks run from those dates; no paper is issued, as the applicant holds one.
        DomainError if the dates cannot be.
        """
        _check_dates(running, at)
        late = LateEntry(running.reason, running.paper_number, at, by.login)
        case = Case(
            case_id=case_id,
            number=number,
            centre=centre,
            department=application.item.department,
            window=by.window,
            application=application,
            received_at=running.received_at,
            received_by=by.login,
            outcomes=Outcomes(late=late),
        )
        request = MoveRequest(first_day=local_date(at), reason=running.reason)
        row = case._allowed(None, Move.ENTER_RUNNING, request, by)
        told = {"received_at": running.received_at.isoformat(), "paper": running.paper_number}
        case._record(row, by, at, running.reason, {**case._opening, **told})
        settle(case, by, at)
        if running.accepted_at is not None:
            accepted = {"accepted_at": running.accepted_at.isoformat()}
            case._move(Move.ENTER_ACCEPTED, request, by, at, accepted)
            case.accepted_at = running.accepted_at
            case.accepter, case.accepter_name = by.login, case.signature_of(by)
        return case

    @property
    def _opening(self) -> Mapping[str, str]:
        """What the first event binds of the case."""
        item = self.application.item
        return {
            "item": f"{item.item_id}@{item.version}",
            "item_digest": item.digest,
            "number": self.number.digits,
            "applicant": self.application.applicant.name,
        }

    def accept(self, *, by: Actor, at: datetime, silent: bool = False) -> None:
        """Accept a complete application; the main clocks start (art. 32 para 1 no. 5).

        ``silent``: the days for a notice have run out, so that silence has accepted it already.
        """
        self._move(Move.ACCEPT, MoveRequest(lapsed=silent), by, at)
        self.accepted_at = at
        self.accepter, self.accepter_name = by.login, self.signature_of(by)

    def assign(self, *, by: Actor, at: datetime) -> None:
        """Put the case into the queue of its department."""
        self._move(Move.ASSIGN, MoveRequest(), by, at, {"department": self.department})

    def claim(self, *, by: Actor, at: datetime) -> None:
        """Take the case out of the queue; the claim runs out after an hour without an act."""
        self._move(Move.CLAIM, MoveRequest(), by, at)
        self._hold(by, at)

    def take_over(self, *, by: Actor, at: datetime, reason: str) -> None:
        """Take the case from somebody else, with a trace; a running claim wants a reason."""
        running = self.holder_at(at)
        absent = by.place_of(running)
        if absent is not None and not reason.strip():
            reason = f"代{absent.name}办理"
        if running and running != by.login and not reason.strip():
            until = clock_time(self.claimed_until) if self.claimed_until else ""
            raise DomainError(
                f"{self.holder_name}正在办，领办到 {until}。要接办，写明原因。", "reason"
            )
        before = self.holder
        self._move(Move.TAKE_OVER, MoveRequest(reason=reason), by, at, {"before": before})
        self._hold(by, at)

    def release(self, *, by: Actor, at: datetime) -> None:
        """Put a claimed case back into the queue."""
        self._move_as_holder(Move.RELEASE, MoveRequest(), by, at)
        self._let_go()

    def hand_over(self, to: Actor | None, *, reason: str, by: Actor, at: datetime) -> None:
        """Give what somebody holds who has left to ``to``, or back to those who may take it.

        ``to`` must be able to take it over himself; NotPermitted or DomainError otherwise.
        """
        before = {"before": self.holder}
        if to is not None:
            self._allowed(self.state, Move.TAKE_OVER, MoveRequest(), to)
            self._move(
                Move.HAND_OVER, MoveRequest(reason=reason), by, at, before | {"to": to.login}
            )
            self._hold(to, at)
            return
        queued = self.state is CaseState.REVIEWING
        move = Move.SEND_BACK if queued else Move.HAND_OVER
        self._move(move, MoveRequest(reason=reason), by, at, before)
        self._let_go()

    def propose(self, opinion: str, *, by: Actor, at: datetime) -> None:
        """Hand the case on with an opinion, not a bare signature."""
        self._move_as_holder(Move.PROPOSE, MoveRequest(reason=opinion), by, at)
        self.turns = replace(self.turns, proposed_by=by.login)
        self.opened_by_next = False
        self._let_go()

    def return_for_review(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Send a proposed case back."""
        self._move_as_holder(Move.RETURN_FOR_REVIEW, MoveRequest(reason=reason), by, at)
        self._let_go()

    def approve(
        self, decision: Decision, *, by: Actor, at: datetime, exception_by: str = ""
    ) -> None:
        """Approve; T-legal ends and the ten days for delivery start (art. 44)."""
        request = MoveRequest(reason=decision.content, exception_by=exception_by)
        self._move_as_holder(Move.APPROVE, request, by, at, _exception(exception_by))
        self._decided(decision, by, at)

    def deny(self, decision: Decision, *, by: Actor, at: datetime, exception_by: str = "") -> None:
        """Deny with facts, reason and basis (Permit Law art. 38 para 2)."""
        request = MoveRequest(
            reason=decision.reason, basis=decision.basis, exception_by=exception_by
        )
        self._move_as_holder(Move.DENY, request, by, at, _exception(exception_by))
        self._decided(decision, by, at)

    def decide_at_once(self, decision: Decision, *, by: Actor, at: datetime) -> None:
        """Decide on the spot, for items of that kind only (Permit Law art. 34 para 2)."""
        self._move(Move.DECIDE_AT_ONCE, MoveRequest(reason=decision.content), by, at)
        self._decided(decision, by, at)

    def note(self, text: str, *, by: Actor, at: datetime) -> None:
        """Write something into the story of the case; nothing else changes."""
        self._move(Move.NOTE, MoveRequest(reason=text), by, at)

    def reverse(
        self, events: Sequence[CaseEvent], *, reason: str, by: Actor, at: datetime
    ) -> tuple[CaseEvent, ...]:
        """Take back the act just done (收回) by a recorded counter-event.

        ``events`` are the last stored events of the case, oldest first, at least those of the act:
        what one person did at one moment. Return those that were undone, newest first; their
        papers are void. The state goes back to the one before them. DomainError unless the same
        person asks within half an hour, nothing newer happened and no paper was handed over.
        """
        if not events or events[-1].hash != self.head:
            raise DomainError("这件刚有新的一步，不能收回。按 F5 看最新的情况。")
        last = events[-1]
        undone = reversible_tail(events)
        request = MoveRequest(
            reason=reason, own=last.actor.login == by.login, lapsed=at - last.at > REVERSIBLE_FOR
        )
        row = self._allowed(self.state, Move.REVERSE, request, by)
        if not undone:
            raise DomainError(f"“{MOVE_LABEL[last.move]}”不能收回。需要时另办一步来改。")
        void = {number: digest for e in undone for number, digest in papers_of(e).items()}
        detail = {"reversed": ",".join(str(event.seq) for event in undone)}
        detail |= {f"{VOID_KEY}{number}": digest for number, digest in void.items()}
        row = replace(row, target=undone[-1].source)
        self._record(row, by, at, reason, detail)
        undo(self, undone)
        known = self.outcomes
        self.outcomes = replace(known, void_papers=(*known.void_papers, *sorted(void)))
        if any(event.move is not Move.ISSUE_PAPER for event in undone):
            # A paper on request left the case with whoever held it, and so does taking it back.
            self._let_go()
            if self.state in _HELD_STATES and by.roles & REVIEWING:
                self._hold(by, at)
        return undone

    def attach(self, attachment: Attachment, files: int, *, by: Actor, at: datetime) -> None:
        """Add a file; ``files`` is how many its material has then."""
        self._move(Move.ATTACH, MoveRequest(), by, at, attachment.told)
        self.application = replace(
            self.application,
            materials=with_files(self.application.materials, attachment.material, files),
        )

    def enclose(self, attachment: Attachment) -> None:
        """Bind a file that came with the application into the event that is being written."""
        self._amend_last_event(attachment.bound)

    def _decided(self, decision: Decision, by: Actor, at: datetime) -> None:
        self.decision = decision
        self.decided_at, self.decider_name = at, self.signature_of(by)
        self._let_go()


def _exception(exception_by: str) -> Mapping[str, str]:
    return {"exception_by": exception_by} if exception_by else {}


def _check_dates(running: RunningCase, at: datetime) -> None:
    if running.received_at > at:
        raise DomainError("收件时间在现在以后。照纸上的收件凭证写。", "received_at")
    accepted = running.accepted_at
    if accepted is None:
        return
    if accepted > at:
        raise DomainError("受理时间在现在以后。照纸上的受理通知书写。", "accepted_at")
    if accepted < running.received_at:
        raise DomainError("受理时间比收件还早。照纸上的文书核对两个日期。", "accepted_at")
    if not running.paper_number.strip():
        raise DomainError("还没写受理通知书的文号。照纸上的文号写。", "paper_number")
