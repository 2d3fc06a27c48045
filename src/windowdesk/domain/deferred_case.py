"""The verbs about late materials (容缺): a contract with its own clock (domain.md §1.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from windowdesk.domain.custody import remember, settle
from windowdesk.domain.event import Actor
from windowdesk.domain.gap_rules import GapLatest, tolerable_gaps
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.materials import SETTLED, HandedIn, MaterialState
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.outcomes import Departure
from windowdesk.domain.states import Move
from windowdesk.domain.turns import (
    DeferredAcceptance,
    EndCause,
    Ending,
    GapDelay,
    GapFilling,
    GapWaiver,
    LateMaterial,
)


@dataclass(frozen=True)
class DeferralRequest:
    """What the desk asks for: which materials late, why, until when.

    ``good_standing``: the credit of the applicant was looked up (``credit`` says where and what)
    and he is not 严重失信; ``signed``: he signs the promise; ``proof_reason``: why a proof is asked
    for that another place has cancelled.
    """

    materials: tuple[LateMaterial, ...]
    reason: str
    until: date | None
    credit: str
    good_standing: bool
    signed: bool
    proof_reason: str = ""


class DeferredCase(MovingCase):
    """Accept with late materials; take them; remind; extend; waive; end when they never came."""

    def accept_deficient(
        self,
        asked: DeferralRequest,
        deferral: DeferredAcceptance,
        latest: GapLatest,
        *,
        by: Actor,
        at: datetime,
        silent: bool = False,
    ) -> None:
        """Accept although materials lack that the item lets come late; T-gap starts.

        ``deferral`` is the contract as it will be kept, ``latest`` the last day that it may name.
        """
        # What may be late is what the item marks; the guard says so of all else.
        materials = self.application.materials
        names = tuple(one.name for one in asked.materials)
        request = MoveRequest(
            reason=asked.reason,
            gaps=names,
            gap_until=asked.until,
            gap_until_latest=latest.on,
            gap_latest_why=latest.why,
            tolerable=tuple(gap.name for gap in tolerable_gaps(self.item, materials)),
            in_good_standing=asked.good_standing and bool(asked.credit.strip()),
            signed=asked.signed,
            first_day=local_date(at),
            lapsed=silent,
        )
        until = paper_date(deferral.until)
        told = f"后补 {len(names)} 份：{'、'.join(names)}，{until}前补齐。{asked.reason}"
        if asked.proof_reason:
            told += f"要取消清单里的证明，原因：{asked.proof_reason}"
        detail = {"late": "、".join(names), "until": until, "credit": asked.credit}
        self._move(Move.ACCEPT_DEFICIENT, request, by, at, detail, cause=told)
        late = {one.code for one in asked.materials}
        marked = tuple(
            replace(m, state=MaterialState.LATE) if m.code in late else m for m in materials
        )
        self.application = replace(self.application, materials=marked)
        self.turns = replace(self.turns, deferral=deferral)
        self.accepted_at = at
        self.accepter, self.accepter_name = by.login, by.name

    def fill_gap(
        self, lines: Sequence[HandedIn], *, number: str, today: date, by: Actor, at: datetime
    ) -> bool:
        """Take late materials that came in; tell whether none is open any more.

        ``lines`` bear the names of the contract; ``number`` is that of the 补齐材料签收单.
        """
        came = tuple(line for line in lines if line.state in SETTLED)
        names = tuple(line.name for line in came)
        left = [name for name in self.open_gaps if name not in names]
        move = Move.FILL_GAP_PARTLY if left else Move.FILL_GAP
        told = f"收到：{'、'.join(names)}。"
        told += f"还缺：{'、'.join(left)}。" if left else "已补齐。"
        request = MoveRequest(gaps=names, lapsed=self.gap_has_lapsed(today))
        self._move(move, request, by, at, {"received": "、".join(names)}, cause=told)
        deferral = self._deferral
        before = self.application.materials
        filling = GapFilling(at, number, names, before)
        by_code = {line.code: line for line in came}
        merged = tuple(
            replace(by_code[m.code], name=m.name, required=m.required) if m.code in by_code else m
            for m in before
        )
        self.application = replace(self.application, materials=merged)
        self._keep(replace(deferral, filled=(*deferral.filled, filling)))
        remember(self)
        settle(self, by, at)
        return not left

    def extend_gap(
        self, until: date, reason: str, allowed_by: str, *, by: Actor, at: datetime
    ) -> None:
        """Give a later day for force majeure; the promise of the house stays as it is {R4}."""
        request = MoveRequest(reason=reason, gap_until=until, exception_by=allowed_by)
        told = f"因不可抗力延到{paper_date(until)}：{reason}。同意的人：{allowed_by}。"
        detail = {"until": until.isoformat(), "allowed_by": allowed_by}
        self._move(Move.EXTEND_GAP, request, by, at, detail, cause=told)
        deferral = self._deferral
        delay = GapDelay(until, reason, allowed_by, at)
        self._keep(replace(deferral, delays=(*deferral.delays, delay)))

    def remind_gap(self, how: str, *, by: Actor, at: datetime) -> None:
        """Record that the applicant was reminded."""
        self._move(Move.REMIND_GAP, MoveRequest(reason=how), by, at)
        deferral = self._deferral
        self._keep(replace(deferral, reminded=(*deferral.reminded, at)))

    def waive_gap(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Let a decision be made while materials are open: the head alone, with a reason."""
        told = f"缺着决定：{'、'.join(self.open_gaps)}。{reason}"
        self._move(Move.WAIVE_GAP, MoveRequest(reason=reason), by, at, cause=told)
        self._keep(replace(self._deferral, waiver=GapWaiver(reason, by.name, at)))

    def lapse_gap(self, departure: Departure, basis: str, *, today: date, by: Actor) -> None:
        """End a case whose late materials never came; the loss is the applicant's {R3}."""
        request = MoveRequest(reason=departure.reason, lapsed=self.gap_has_lapsed(today))
        missing = "、".join(self.open_gaps)
        self._move(Move.LAPSE_GAP, request, by, departure.at, {"missing": missing})
        deferral = replace(self._deferral, lapsed_at=departure.at)
        proof = f"容缺受理承诺书（{deferral.promise_number}）"
        ending = Ending(
            cause=EndCause.GAP_LAPSED,
            reason=departure.reason,
            proof=proof,
            basis=basis,
            at=departure.at,
            by=by.login,
        )
        self.turns = replace(self.turns, deferral=deferral, ending=ending)
        self.outcomes = replace(self.outcomes, departure=departure)
        self._let_go()

    def gap_has_lapsed(self, today: date) -> bool:
        """Tell whether the last day for the late materials is over."""
        deferral = self.turns.deferral
        return deferral is not None and bool(self.open_gaps) and deferral.last_day < today

    @property
    def _deferral(self) -> DeferredAcceptance:
        deferral = self.turns.deferral
        assert deferral is not None  # noqa: S101  the guards of every caller ask for it
        return deferral

    def _keep(self, deferral: DeferredAcceptance) -> None:
        self.turns = replace(self.turns, deferral=deferral)
