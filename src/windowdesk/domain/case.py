"""A case: one application of one person for one item, from receipt to file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from windowdesk.domain.case_record import Application, CaseRecord, Decision, unchecked
from windowdesk.domain.duties import who_may
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.domain.event import BODY_KEY, PAPER_KEY, Actor, CaseEvent
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.reversal import REVERSIBLE_FOR, reversible_tail, undo
from windowdesk.domain.states import MOVE_LABEL, STATE_LABEL, CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS, Transition

__all__ = [
    "CLAIM_LASTS",
    "REVERSIBLE_FOR",
    "Application",
    "Case",
    "Decision",
    "unchecked",
]

CLAIM_LASTS = timedelta(hours=1)
_NO_DETAIL: Mapping[str, str] = MappingProxyType({})
_HELD_STATES = frozenset((CaseState.REVIEWING, CaseState.PROPOSED))


class Case(CaseRecord):
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
    ) -> "Case":
        """Open a case with the materials that were handed in; T5 starts (Permit Law art. 32)."""
        case = Case(
            case_id=case_id,
            number=number,
            centre=centre,
            department=application.item.department,
            window=by.window,
            application=application,
            received_at=at,
            received_by=by.login,
        )
        row = case._allowed(None, Move.RECEIVE, MoveRequest(first_day=local_date(at)), by)
        detail = {
            "item": f"{application.item.item_id}@{application.item.version}",
            "item_digest": application.item.digest,
            "number": number.digits,
            "applicant": application.applicant.name,
        }
        case._record(row, by, at, "", detail)
        return case

    def accept(self, *, by: Actor, at: datetime) -> None:
        """Accept a complete application; the main clocks start (art. 32 para 1 no. 5)."""
        self._move(Move.ACCEPT, MoveRequest(), by, at)
        self.accepted_at = at
        self.accepter, self.accepter_name = by.login, by.name

    def replace_materials(self, materials: tuple[HandedIn, ...]) -> None:
        """Put the checked list in place of the received one, before acceptance."""
        if self.state is not CaseState.RECEIVED:
            raise DomainError("已经受理，材料清单不能再改。")
        if _listed(materials) != _listed(self.application.materials):
            raise DomainError("材料清单变了。按 F5 取新的清单，再逐份核对。", "materials")
        self.application = replace(self.application, materials=materials)

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

    def propose(self, opinion: str, *, by: Actor, at: datetime) -> None:
        """Hand the case on with an opinion, not a bare signature."""
        self._move_as_holder(Move.PROPOSE, MoveRequest(reason=opinion), by, at)
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

    def make_ready(self, *, by: Actor, at: datetime, pickup_code: str) -> None:
        """Take the result over at the issuing desk."""
        self._move(Move.MAKE_READY, MoveRequest(), by, at)
        self.pickup_code = pickup_code

    def notify_pickup(self, how: str, *, by: Actor, at: datetime) -> None:
        """Record that the applicant was told to collect."""
        self._move(Move.NOTIFY_PICKUP, MoveRequest(reason=how), by, at)

    def deliver(
        self,
        *,
        mode: str,
        receiver: str,
        identity_checked: bool,
        note: str,
        by: Actor,
        at: datetime,
    ) -> None:
        """Serve the result; the delivery clock ends (domain.md §2.5)."""
        request = MoveRequest(
            mode=mode, counterpart=receiver, identity_checked=identity_checked, reason=note
        )
        self._move(Move.DELIVER, request, by, at, {"mode": mode, "receiver": receiver})
        self.delivered_at = at
        self.handed_over = True

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
        numbers = ",".join(str(event.seq) for event in undone)
        row = replace(row, target=undone[-1].source)
        self._record(row, by, at, reason, {"reversed": numbers})
        undo(self, undone)
        self._let_go()
        if self.state in _HELD_STATES:
            self._hold(by, at)
        return undone

    def attach_to_last_event(self, papers: Mapping[str, str]) -> None:
        """Bind the digests of issued papers into the event that is being written.

        ``papers`` maps a document number to the digest of the document. It must be called before
        the case is saved, so that a changed document row breaks the chain.
        """
        if papers:
            self._amend_last_event({f"{PAPER_KEY}{number}": d for number, d in papers.items()})

    def bind_body(self, digest: str) -> None:
        """Bind the digest of all that is stored of the case besides its events.

        It goes into the event that is being written, as the last thing before the case is saved,
        so that a changed application or decision breaks the chain. Nothing new, nothing to bind.
        """
        if self.new_events:
            self._amend_last_event({BODY_KEY: digest})

    def _amend_last_event(self, more: Mapping[str, str]) -> None:
        last = self.new_events.pop()
        again = CaseEvent.record(
            case_id=last.case_id,
            seq=last.seq,
            move=last.move,
            actor=last.actor,
            at=last.at,
            source=last.source,
            target=last.target,
            cause=last.cause,
            detail={**last.detail, **more},
            previous=last.previous,
        )
        self.head = again.hash
        self.new_events.append(again)

    def _move(
        self,
        move: Move,
        request: MoveRequest,
        by: Actor,
        at: datetime,
        detail: Mapping[str, str] = _NO_DETAIL,
    ) -> None:
        row = self._allowed(self.state, move, request, by)
        self._record(row, by, at, request.reason, detail)

    def _move_as_holder(
        self,
        move: Move,
        request: MoveRequest,
        by: Actor,
        at: datetime,
        detail: Mapping[str, str] = _NO_DETAIL,
    ) -> None:
        """Move a case that the actor holds.

        Where the claim ran out while the opinion was written, or nobody holds the case, the act
        takes it, so that nothing typed is lost. Somebody else's old claim leaves a trace. All is
        checked before anything changes.
        """
        holder = self.holder_at(at)
        if holder and holder != by.login:
            raise DomainError(f"{self.holder_name}正在办这件。要接办，先写明原因。")
        row = self._allowed(self.state, move, request, by, holder=by.login)
        self._check_time(at)
        if self.holder not in {"", by.login}:
            trace = {"before": self.holder}
            self._move(Move.TAKE_OVER, MoveRequest(reason="领办已到期"), by, at, trace)
        self._record(row, by, at, request.reason, detail)

    def _allowed(
        self,
        source: CaseState | None,
        move: Move,
        request: MoveRequest,
        by: Actor,
        *,
        holder: str | None = None,
    ) -> Transition:
        """Return the row of a move that is allowed; ``holder`` is who would hold the case then."""
        row = TRANSITIONS.get((source, move))
        if row is None:
            now = STATE_LABEL[source] if source else "还没收件"
            raise DomainError(f"这件现在是“{now}”，不能{MOVE_LABEL[move]}。按 F5 看最新的情况。")
        if not row.roles & by.roles:
            raise NotPermitted(f"只有{who_may(row.roles)}能{MOVE_LABEL[move]}。")
        facts = self if holder is None else replace(self, holder=holder)
        fault = row.guard(facts, request, by)
        if fault:
            raise DomainError(fault)
        return row

    def _record(
        self, row: Transition, by: Actor, at: datetime, cause: str, detail: Mapping[str, str]
    ) -> None:
        self._check_time(at)
        event = CaseEvent.record(
            case_id=self.case_id,
            seq=self.event_count + 1,
            move=row.move,
            actor=by,
            at=at,
            source=row.source,
            target=row.end,
            cause=cause,
            detail=detail,
            previous=self.head,
        )
        self.new_events.append(event)
        self.event_count += 1
        self.head = event.hash
        self.last_at = at
        self.state = row.end
        if self.holder and self.holder_at(at) == by.login:
            self.claimed_until = at + CLAIM_LASTS

    def _check_time(self, at: datetime) -> None:
        if self.last_at is not None and at < self.last_at:
            raise EnvironmentProblem(
                f"本机时钟比这件上一次办理（{clock_time(self.last_at)}）还早。先校准时间，再接着办。"
            )

    def _hold(self, by: Actor, at: datetime) -> None:
        self.holder, self.holder_name = by.login, by.name
        self.claimed_until = at + CLAIM_LASTS
        self.opened_by_next = True

    def _let_go(self) -> None:
        self.holder = self.holder_name = ""
        self.claimed_until = None
        self.opened_by_next = False

    def _decided(self, decision: Decision, by: Actor, at: datetime) -> None:
        self.decision = decision
        self.decided_at, self.decider_name = at, by.name
        self._let_go()


def _exception(exception_by: str) -> Mapping[str, str]:
    return {"exception_by": exception_by} if exception_by else {}


def _listed(materials: Sequence[HandedIn]) -> list[tuple[str, str, bool]]:
    return sorted((m.code, m.name, m.required) for m in materials)
