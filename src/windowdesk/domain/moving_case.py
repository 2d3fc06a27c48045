"""How a case moves: one look at the table, one event, one link of the chain a step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from windowdesk.domain.case_record import CaseRecord
from windowdesk.domain.duties import who_may
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.domain.event import (
    BODY_KEY,
    FOR_KEY,
    FOR_NAME_KEY,
    PAPER_KEY,
    Actor,
    CaseEvent,
)
from windowdesk.domain.guards import MoveRequest, in_handling_unit
from windowdesk.domain.local_time import clock_time
from windowdesk.domain.states import MOVE_LABEL, STATE_LABEL, CaseState, Move
from windowdesk.domain.steps import stays_after
from windowdesk.domain.transitions import TRANSITIONS, Transition

CLAIM_LASTS = timedelta(hours=1)
_NO_DETAIL: Mapping[str, str] = MappingProxyType({})


class MovingCase(CaseRecord):
    """What every verb of a case is made of."""

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
        *,
        cause: str = "",
    ) -> None:
        row = self._allowed(self.state, move, request, by)
        self._record(row, by, at, cause or request.reason, detail)

    def _move_as_holder(
        self,
        move: Move,
        request: MoveRequest,
        by: Actor,
        at: datetime,
        detail: Mapping[str, str] = _NO_DETAIL,
        *,
        cause: str = "",
    ) -> None:
        """Move a case that the actor holds.

        Where the claim ran out while the opinion was written, or nobody holds the case, the act
        takes it, so that nothing typed is lost. Somebody else's old claim leaves a trace, and so
        does that of an absent one whom the actor stands in for. All is checked before anything
        changes.
        """
        holder = self.holder_at(at)
        absent = by.place_of(holder)
        if holder and holder != by.login and absent is None:
            raise DomainError(f"{self.holder_name}正在办这件。要接办，先写明原因。")
        row = self._allowed(self.state, move, request, by, holder=by.login)
        # Who takes the case by an act must be somebody who could take it without one.
        if self.holder != by.login and (fault := in_handling_unit(self, request, by)):
            raise DomainError(fault)
        self._check_time(at)
        if self.holder not in {"", by.login}:
            trace = {"before": self.holder}
            why = f"代{absent.name}办理" if absent else "领办已到期"
            self._move(Move.TAKE_OVER, MoveRequest(reason=why), by, at, trace)
        self._record(row, by, at, cause or request.reason, detail)
        self._hold(by, at)

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
            detail={**detail, **self._behalf(row, by)},
            previous=self.head,
        )
        self.new_events.append(event)
        self.event_count += 1
        self.head = event.hash
        self.last_at = at
        self.state = row.end
        if self.item.step_limits:
            stays = stays_after(self.turns.stays, row.move, row.end, at, by.name)
            self.turns = replace(self.turns, stays=stays)
        if self.holder and self.holder_at(at) == by.login:
            self.claimed_until = at + CLAIM_LASTS

    def _behalf(self, row: Transition, by: Actor) -> Mapping[str, str]:
        """Say in whose place a step is taken; nothing where the actor has the duty himself."""
        absent = by.behalf(row.roles)
        if absent is None and row.move is Move.TAKE_OVER:
            absent = by.place_of(self.holder)
        return {FOR_KEY: absent.login, FOR_NAME_KEY: absent.name} if absent else {}

    def signature_of(self, by: Actor) -> str:
        """Return the name that the actor signs the last step with: 段正刚（代许绍文）."""
        absent = self.new_events[-1].detail.get(FOR_NAME_KEY) if self.new_events else None
        return f"{by.name}（代{absent}）" if absent else by.name

    def _check_time(self, at: datetime) -> None:
        if self.last_at is not None and at < self.last_at:
            raise EnvironmentProblem(
                f"本机时钟比这件上一次办理（{clock_time(self.last_at)}）还早。先校准时间，再接着办。"
            )

    def _hold(self, by: Actor, at: datetime) -> None:
        self.holder, self.holder_name = by.login, by.name
        self.claimed_until = at + CLAIM_LASTS
        # Who handed it on and has it in hand again himself is not the next one.
        if by.login != self.turns.proposed_by:
            self.opened_by_next = True

    def _let_go(self) -> None:
        self.holder = self.holder_name = ""
        self.claimed_until = None
