"""Originals on their way from hand to hand: pass, take, refuse, call back, give back, send out."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from windowdesk.domain.custody import (
    APPLICANT,
    TO_APPLICANT,
    at_hand,
    move_in,
    move_out,
    names_of,
    originals_in_house,
    originals_of,
    place_of,
    slip_of,
)
from windowdesk.domain.custody_records import HandoverSlip
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.states import Move


class CustodyCase(MovingCase):
    """The verbs of custody. Slips carry the number of their 材料交接清单."""

    def pass_originals(self, slip: HandoverSlip, *, by: Actor) -> None:
        """Hand originals on by a slip; until the other hand takes it, the giver answers for them.

        ``slip`` names receiver, purpose and due time; giver and moment are those of the act.
        """
        self._begin()
        request = MoveRequest(
            codes=slip.codes, counterpart=slip.receiver_place, reason=slip.purpose
        )
        if slip.receiver == by.login:
            raise DomainError("不能交给自己。选接收的部门、窗口或者人。", "receiver")
        whom = slip.receiver_name or slip.receiver_place
        self._move(
            Move.PASS_ORIGINALS,
            request,
            by,
            slip.given_at,
            _bound(slip.number),
            cause=f"{self._named(slip.codes)}交给{whom}，用途：{slip.purpose}",
        )
        # What an absent one held is in the hands of his deputy from here on.
        lent = [one.code for one in self.turns.originals if one.holder != by.login]
        move_in(self, [code for code in slip.codes if code in lent], by, slip.given_at, "")
        given = replace(slip, giver=by.login, giver_name=by.name, giver_place=place_of(by))
        self.turns = replace(self.turns, slips=(*self.turns.slips, given))

    def take_originals(self, number: str, *, by: Actor, at: datetime, condition: str = "") -> None:
        """Take over what a slip lists; ``condition`` says what is damaged or missing."""
        self._move_slip(Move.TAKE_ORIGINALS, number, condition, by, at)
        slip = self._slip(number)
        self._close(replace(slip, taken_at=at, taken_name=by.name, condition=condition))
        move_in(self, slip.codes, by, at, number)

    def refuse_originals(self, number: str, reason: str, *, by: Actor, at: datetime) -> None:
        """Leave with the giver what a slip lists."""
        self._move_slip(Move.REFUSE_ORIGINALS, number, reason, by, at)
        self._close(replace(self._slip(number), refused_at=at, refused_why=reason))

    def call_back_originals(self, number: str, *, by: Actor, at: datetime) -> None:
        """Call back a slip that nobody has taken."""
        self._move_slip(Move.CALL_BACK_ORIGINALS, number, "", by, at)
        self._close(replace(self._slip(number), recalled_at=at))

    def return_originals(
        self, codes: tuple[str, ...], number: str, *, signed: bool, by: Actor, at: datetime
    ) -> None:
        """Give originals back to the applicant against the 材料退还清单 ``number``."""
        self._begin()
        request = MoveRequest(codes=codes, signed=signed)
        told = f"{self._named(codes)}退还申请人"
        self._move(Move.RETURN_ORIGINALS, request, by, at, _bound(number), cause=told)
        self._out(codes, APPLICANT, TO_APPLICANT, number, by=by, at=at)
        self._mark_returned(codes, returned=True)

    def send_originals(
        self,
        codes: tuple[str, ...],
        organ: str,
        purpose: str,
        number: str,
        *,
        by: Actor,
        at: datetime,
    ) -> None:
        """Send originals to another organ against the 材料交接清单 ``number``."""
        self._begin()
        request = MoveRequest(codes=codes, counterpart=organ, reason=purpose)
        told = f"{self._named(codes)}送{organ}，用途：{purpose}"
        self._move(Move.SEND_ORIGINALS, request, by, at, _bound(number), cause=told)
        self._out(codes, organ, purpose, number, by=by, at=at)

    def take_originals_back(self, codes: tuple[str, ...], *, by: Actor, at: datetime) -> None:
        """Take in what came back from another organ or from the applicant."""
        self._begin()
        told = f"{self._named(codes)}回到{place_of(by)}"
        self._move(Move.ORIGINALS_BACK, MoveRequest(codes=codes), by, at, cause=told)
        self.originals_came_back(codes, by=by, at=at)
        self._mark_returned(codes, returned=False)

    def send_originals_out(
        self, organ: str, number: str, *, by: Actor, at: datetime, purpose: str = "上报审批"
    ) -> tuple[str, ...]:
        """Let everything that ``by`` holds go to ``organ``, as a part of another move (上报).

        ``number`` is that of the paper that lists it. Return the codes; what others hold stays
        with them, and is sent by them.
        """
        self._begin()
        codes = tuple(one.code for one in at_hand(self.turns, by))
        if codes:
            self._out(codes, organ, purpose, number, by=by, at=at)
        return codes

    def originals_came_back(
        self, codes: Collection[str], *, by: Actor, at: datetime, number: str = ""
    ) -> None:
        """Let originals come to ``by`` from outside, as a part of another move (县级结果回来)."""
        move_in(self, codes, by, at, number)

    def originals_with(self, organ: str) -> tuple[str, ...]:
        """Return the codes of the originals that lie with another organ."""
        return tuple(
            one.code for one in originals_of(self) if not one.holder and one.holder_name == organ
        )

    def note_count(self, notes: Mapping[str, str], *, by: Actor, at: datetime) -> None:
        """Write what a count of the shelf found of originals, by code; empty clears a note."""
        told = "；".join(
            f"{one.name}：{notes[one.code]}"
            for one in originals_in_house(self)
            if notes.get(one.code)
        )
        cause = f"原件清点：{told}" if told else "原件清点：已经对上"
        self._move(Move.NOTE, MoveRequest(reason=cause), by, at)
        self.turns = replace(
            self.turns,
            originals=tuple(
                replace(one, note=notes[one.code]) if one.code in notes else one
                for one in originals_of(self)
            ),
        )

    def _mark_returned(self, codes: Collection[str], *, returned: bool) -> None:
        """Let the list of materials say too what went back, so that nothing goes back twice."""
        materials = tuple(
            replace(m, returned=returned) if (m.code or m.name) in codes else m
            for m in self.application.materials
        )
        self.application = replace(self.application, materials=materials)

    def _move_slip(self, move: Move, number: str, why: str, by: Actor, at: datetime) -> None:
        slip = slip_of(self.turns, number)
        named = f"{self._named(slip.codes)}（{number}）" if slip else number
        told = f"{named}：{why}" if why else named
        request = MoveRequest(result_number=number, reason=why)
        self._move(move, request, by, at, _bound(number), cause=told)

    def _slip(self, number: str) -> HandoverSlip:
        found = slip_of(self.turns, number)
        assert found is not None  # noqa: S101  the guard of every move of a slip asks for it
        return found

    def _close(self, closed: HandoverSlip) -> None:
        slips = tuple(closed if s.number == closed.number else s for s in self.turns.slips)
        self.turns = replace(self.turns, slips=slips)

    def _out(
        self,
        codes: tuple[str, ...],
        whereto: str,
        purpose: str,
        number: str,
        *,
        by: Actor,
        at: datetime,
    ) -> None:
        """Write a slip that is closed at once, as the other hand signs on paper only."""
        slip = HandoverSlip(
            number=number,
            codes=codes,
            giver=by.login,
            giver_name=by.name,
            giver_place=place_of(by),
            receiver="",
            receiver_name=whereto,
            receiver_place=whereto,
            purpose=purpose,
            given_at=at,
            due_at=at,
            taken_at=at,
            taken_name=whereto,
        )
        move_out(self, codes, whereto, at, number)
        self.turns = replace(self.turns, slips=(*self.turns.slips, slip))

    def _named(self, codes: Collection[str]) -> str:
        return names_of(one for one in originals_of(self) if one.code in codes)

    def _begin(self) -> None:
        """Begin the record of a case that came in before custody was kept."""
        self.turns = replace(self.turns, originals=originals_of(self))


def _bound(number: str) -> Mapping[str, str]:
    return {"slip": number}
