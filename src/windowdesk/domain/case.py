"""A case: one application of one person for one item, from receipt to file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from windowdesk.domain.clock import ClockPause
from windowdesk.domain.duties import who_may
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.domain.event import FIRST_LINK, Actor, CaseEvent
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.item import Item
from windowdesk.domain.local_time import clock_time
from windowdesk.domain.materials import SETTLED, HandedIn, MaterialState
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.party import Agent, Party
from windowdesk.domain.states import MOVE_LABEL, STATE_LABEL, CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS, Transition

CLAIM_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Application:
    """What an applicant hands in: everything that a case is opened with."""

    item: Item
    applicant: Party
    agent: Agent | None
    situations: tuple[str, ...]
    materials: tuple[HandedIn, ...]
    answers: Mapping[str, str]
    issue_by: str
    channel: str = "window"


@dataclass(frozen=True)
class Decision:
    """What was decided. ``certificate`` is the number of a certificate, if one is given."""

    content: str
    reason: str = ""
    basis: str = ""
    validity: str = ""
    certificate: str = ""


@dataclass
class Case:
    """The aggregate. State changes only through its verbs; each writes one event.

    Times are aware UTC. ``version`` is the one that was read; saving checks it. ``head`` is the
    hash of the last event, ``new_events`` those that are not stored yet.
    """

    case_id: int
    number: CaseNumber
    centre: str
    department: str
    window: str
    application: Application
    received_at: datetime
    received_by: str
    state: CaseState = CaseState.RECEIVED
    version: int = 0
    event_count: int = 0
    head: str = FIRST_LINK
    last_at: datetime | None = None
    accepted_at: datetime | None = None
    accepter: str = ""
    accepter_name: str = ""
    holder: str = ""
    holder_name: str = ""
    claimed_until: datetime | None = None
    opened_by_next: bool = False
    decided_at: datetime | None = None
    decider_name: str = ""
    decision: Decision | None = None
    pickup_code: str = ""
    delivered_at: datetime | None = None
    pauses: tuple[ClockPause, ...] = ()
    extension_days: int = 0
    open_gaps: tuple[str, ...] = ()
    handed_over: bool = False
    new_events: list[CaseEvent] = field(default_factory=list)

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
        row = case._allowed(None, Move.RECEIVE, MoveRequest(), by)
        detail = {
            "item": f"{application.item.item_id}@{application.item.version}",
            "item_digest": application.item.digest,
            "number": number.digits,
            "applicant": application.applicant.name,
        }
        case._record(row, by, at, "", detail)
        return case

    @property
    def item(self) -> Item:
        """The version of the item that the case is bound to."""
        return self.application.item

    @property
    def extended(self) -> bool:
        """Tell whether the one extension was used (Permit Law art. 42)."""
        return self.extension_days > 0

    @property
    def missing_materials(self) -> tuple[str, ...]:
        """Names of required materials that are not settled."""
        return tuple(
            m.name for m in self.application.materials if m.required and m.state not in SETTLED
        )

    def holder_at(self, now: datetime) -> str:
        """Return who holds the case now; empty if nobody does or the claim has run out."""
        if self.claimed_until is None or now >= self.claimed_until:
            return ""
        return self.holder

    def accept(self, *, by: Actor, at: datetime) -> None:
        """Accept a complete application; the main clocks start (art. 32 para 1 no. 5)."""
        self._move(Move.ACCEPT, MoveRequest(), by, at)
        self.accepted_at = at
        self.accepter, self.accepter_name = by.login, by.name

    def replace_materials(self, materials: tuple[HandedIn, ...]) -> None:
        """Put the checked list in place of the received one, before acceptance."""
        if self.state is not CaseState.RECEIVED:
            raise DomainError("已经受理，材料清单不能再改。")
        known = {m.code for m in self.application.materials}
        if {m.code for m in materials} != known:
            raise DomainError("材料清单变了。按 F5 取新的清单，再逐份核对。", "materials")
        old = self.application
        self.application = Application(
            item=old.item,
            applicant=old.applicant,
            agent=old.agent,
            situations=old.situations,
            materials=materials,
            answers=old.answers,
            issue_by=old.issue_by,
            channel=old.channel,
        )

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
        self._must_hold(by, at)
        self._move(Move.RELEASE, MoveRequest(), by, at)
        self._let_go()

    def propose(self, opinion: str, *, by: Actor, at: datetime) -> None:
        """Hand the case on with an opinion, not a bare signature."""
        self._must_hold(by, at)
        self._move(Move.PROPOSE, MoveRequest(reason=opinion), by, at)
        self._let_go()

    def return_for_review(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Send a proposed case back."""
        self._must_hold(by, at)
        self._move(Move.RETURN_FOR_REVIEW, MoveRequest(reason=reason), by, at)
        self._let_go()

    def approve(
        self, decision: Decision, *, by: Actor, at: datetime, exception_by: str = ""
    ) -> None:
        """Approve; T-legal ends and the ten days for delivery start (art. 44)."""
        self._must_hold(by, at)
        request = MoveRequest(reason=decision.content, exception_by=exception_by)
        self._move(Move.APPROVE, request, by, at, _exception(exception_by))
        self._decided(decision, by, at)

    def deny(self, decision: Decision, *, by: Actor, at: datetime, exception_by: str = "") -> None:
        """Deny with facts, reason and basis (Permit Law art. 38 para 2)."""
        self._must_hold(by, at)
        request = MoveRequest(
            reason=decision.reason, basis=decision.basis, exception_by=exception_by
        )
        self._move(Move.DENY, request, by, at, _exception(exception_by))
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

    def attach_to_last_event(self, papers: Mapping[str, str]) -> None:
        """Bind the digests of issued papers into the event that is being written.

        ``papers`` maps a document number to the digest of the document. It must be called before
        the case is saved, so that a changed document row breaks the chain.
        """
        if not papers:
            return
        last = self.new_events.pop()
        detail = dict(last.detail) | {f"paper:{number}": d for number, d in papers.items()}
        again = CaseEvent.record(
            case_id=last.case_id,
            seq=last.seq,
            move=last.move,
            actor=last.actor,
            at=last.at,
            source=last.source,
            target=last.target,
            cause=last.cause,
            detail=detail,
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
        detail: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        row = self._allowed(self.state, move, request, by)
        self._record(row, by, at, request.reason, detail)

    def _allowed(
        self, source: CaseState | None, move: Move, request: MoveRequest, by: Actor
    ) -> Transition:
        row = TRANSITIONS.get((source, move))
        if row is None:
            now = STATE_LABEL[source] if source else "还没收件"
            raise DomainError(f"这件现在是“{now}”，不能{MOVE_LABEL[move]}。按 F5 看最新的情况。")
        if not row.roles & by.roles:
            raise NotPermitted(f"只有{who_may(row.roles)}能{MOVE_LABEL[move]}。")
        fault = row.guard(self, request, by.login)
        if fault:
            raise DomainError(fault)
        return row

    def _record(
        self, row: Transition, by: Actor, at: datetime, cause: str, detail: Mapping[str, str]
    ) -> None:
        if self.last_at is not None and at < self.last_at:
            raise EnvironmentProblem(
                f"本机时钟比这件上一次办理（{clock_time(self.last_at)}）还早。先校准时间，再接着办。"
            )
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

    def _hold(self, by: Actor, at: datetime) -> None:
        self.holder, self.holder_name = by.login, by.name
        self.claimed_until = at + CLAIM_LASTS
        self.opened_by_next = True

    def _let_go(self) -> None:
        self.holder = self.holder_name = ""
        self.claimed_until = None
        self.opened_by_next = False

    def _must_hold(self, by: Actor, at: datetime) -> None:
        holder = self.holder_at(at)
        if holder and holder != by.login:
            raise DomainError(f"{self.holder_name}正在办这件。要接办，先写明原因。")
        if not holder and self.state in {CaseState.PROPOSED, CaseState.REVIEWING}:
            # The claim ran out while the opinion was written, or nobody holds the case: the act
            # takes it, so that nothing typed is lost. Somebody else's old claim leaves a trace.
            if self.holder and self.holder != by.login:
                detail = {"before": self.holder}
                self._move(Move.TAKE_OVER, MoveRequest(reason="领办已到期"), by, at, detail)
            self._hold(by, at)

    def _decided(self, decision: Decision, by: Actor, at: datetime) -> None:
        self.decision = decision
        self.decided_at, self.decider_name = at, by.name
        self._let_go()


def _exception(exception_by: str) -> Mapping[str, str]:
    return {"exception_by": exception_by} if exception_by else {}


def unchecked(item: Item, situations: tuple[str, ...]) -> tuple[HandedIn, ...]:
    """Return the material list of ``item`` for ``situations``, nothing checked yet."""
    return tuple(
        HandedIn(m.code, m.name, m.required, MaterialState.UNCHECKED)
        for m in item.materials_for(situations)
    )
