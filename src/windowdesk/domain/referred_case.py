"""Referral up to the county (村代办、乡受理、县审批) and what comes back."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from windowdesk.domain.case_record import Decision
from windowdesk.domain.custody import at_hand, originals_of, remember
from windowdesk.domain.custody_case import CustodyCase
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import SHANGHAI, local_date, paper_date
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import Referral, SentUp


@dataclass(frozen=True)
class CountyDecision:
    """What the county decided: number and date of its paper, and whether that is in hand.

    ``decision`` is its content as the county wrote it. ``originals_back``: the applicant's
    originals that went up came back with it.
    """

    approved: bool
    number: str
    decided_on: date
    decision: Decision
    received: bool
    originals_back: bool = False


class ReferredCase(CustodyCase):
    """The verbs of referral. The county's clock is its own; the township's review has ended."""

    def refer_up(self, organ: str, opinion: str, number: str, *, by: Actor, at: datetime) -> None:
        """Report the case up to ``organ`` with the township's opinion (Permit Law art. 35).

        ``number`` is that of the 上报交接清单. All materials go; originals that the actor holds
        go with it, what others hold is sent by them.
        """
        request = MoveRequest(reason=opinion, counterpart=organ)
        detail = {"organ": organ, "number": number}
        if self.state is CaseState.REVIEWING:
            told = f"上报{organ}。初审意见：{opinion}"
            self._move_as_holder(Move.REFER_UP, request, by, at, detail, cause=told)
        else:
            told = f"上报{organ}。初审意见：{opinion}"
            self._move(Move.REFER_UP, request, by, at, detail, cause=told)
        signed = self.signature_of(by)
        sent = self._sent_up(by)
        remember(self)
        self.send_originals_out(organ, number, by=by, at=at)
        referral = Referral(organ, opinion, number, at, by.login, sent=sent, by_name=signed)
        self.turns = replace(self.turns, referrals=(*self.turns.referrals, referral))
        self._let_go()

    def county_decided(self, county: CountyDecision, *, by: Actor, at: datetime) -> None:
        """Enter what the county decided; ten days for delivery run from its date (art. 44)."""
        self._check_day(county.decided_on, at)
        request = MoveRequest(
            reason=county.decision.content,
            first_day=county.decided_on,
            result_number=county.number,
            complete=county.received,
        )
        move = Move.COUNTY_APPROVED if county.approved else Move.COUNTY_DENIED
        detail = {"result": county.number, "decided_on": county.decided_on.isoformat()}
        self._move(move, request, by, at, detail, cause=_told(county))
        referral = self.turns.referrals[-1]
        self._came_back(
            replace(
                referral, result_number=county.number, decided_on=county.decided_on, came_at=at
            ),
            originals=county.originals_back,
            by=by,
            at=at,
        )
        self.decision = county.decision
        self.decided_at = max(_first_moment(county.decided_on), referral.at)
        self.decider_name = referral.organ
        self._let_go()

    def county_returned(
        self, reason: str, wanted: tuple[str, ...], *, originals_back: bool, by: Actor, at: datetime
    ) -> None:
        """Take a case in that the county sent back for more without deciding; review goes on.

        ``wanted`` are the papers that it wants besides; none of those that went up.
        """
        request = MoveRequest(reason=reason, gaps=wanted)
        more = f"。还要：{'、'.join(wanted)}" if wanted else ""
        self._move(Move.COUNTY_RETURNED, request, by, at, cause=f"{reason}{more}")
        referral = replace(self.turns.referrals[-1], returned=reason, came_at=at)
        self._came_back(referral, originals=originals_back, by=by, at=at)
        self._let_go()

    def _came_back(self, referral: Referral, *, originals: bool, by: Actor, at: datetime) -> None:
        remember(self)
        if originals:
            codes = self.originals_with(referral.organ)
            if codes:
                self.originals_came_back(codes, by=by, at=at, number=referral.number)
        kept = self.turns.referrals[:-1]
        self.turns = replace(self.turns, referrals=(*kept, referral))

    def _check_day(self, decided_on: date, at: datetime) -> None:
        if decided_on > local_date(at):
            raise DomainError("县级决定的日期在今天以后。照决定书写。", "decided_on")
        if self.turns.referrals and decided_on < local_date(self.turns.referrals[-1].at):
            day = paper_date(local_date(self.turns.referrals[-1].at))
            raise DomainError(f"县级决定的日期比上报（{day}）还早。照决定书核对。", "decided_on")

    def _sent_up(self, by: Actor) -> tuple[SentUp, ...]:
        """Return what goes up, as the 上报交接清单 lists it."""
        mine = {one.code for one in at_hand(self.turns, by)}
        others = {
            one.code: one.holder_name
            for one in originals_of(self)
            if one.holder and one.code not in mine
        }
        lines = []
        for m in self.application.materials:
            code = m.code or m.name
            if not (m.originals or m.copies or m.files):
                continue
            lines.append(
                SentUp(
                    name=m.name,
                    originals=m.originals if code in mine else 0,
                    copies=m.copies,
                    pages=m.pages,
                    note=_note(others.get(code, ""), paper=bool(m.originals or m.copies)),
                    code=code if code in mine else "",
                )
            )
        return tuple(lines)


def _note(holder: str, *, paper: bool) -> str:
    if holder:
        return f"原件在{holder}处，另送"
    return "" if paper else "电子件"


def _told(county: CountyDecision) -> str:
    words = "准予" if county.approved else "不予"
    why = county.decision.reason or county.decision.content
    day = paper_date(county.decided_on)
    return f"县级{words}，{county.number}，{day}。{why}"


def _first_moment(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
