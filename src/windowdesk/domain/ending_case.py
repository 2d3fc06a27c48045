"""Ending a case without a decision, and putting a decision right (domain.md §1.3, §1.3b)."""

from dataclasses import replace

from windowdesk.domain.custody import remember
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.outcomes import Departure
from windowdesk.domain.states import Move
from windowdesk.domain.turns import END_CAUSE_LABEL, DecisionChange, Ending


class EndingCase(MovingCase):
    """Terminate, correct a decision, revoke it."""

    def terminate(self, ending: Ending, departure: Departure, *, by: Actor) -> None:
        """End an accepted case; the clocks stop and the materials go back {L6} art. 22."""
        self._end(Move.TERMINATE, ending, departure, by)

    def end_before_acceptance(self, ending: Ending, departure: Departure, *, by: Actor) -> None:
        """End a case that was never accepted, as its applicant is no more {L6}."""
        self._end(Move.END_BEFORE_ACCEPTANCE, ending, departure, by)

    def correct_decision(self, change: DecisionChange, *, by: Actor) -> None:
        """Put a decision right by a new paper that names the old one; it is served anew.

        The day of the decision stays; the ten days for delivery run from the correction.
        """
        self._put_right(Move.CORRECT_DECISION, change, by)
        assert self.decision is not None  # noqa: S101  only what is decided has such a row
        self.decision = replace(self.decision, content=change.content)

    def revoke_decision(self, change: DecisionChange, *, by: Actor) -> None:
        """Revoke a decision by a new paper that names the old one (Permit Law art. 69)."""
        self._put_right(Move.REVOKE_DECISION, change, by)

    def _end(self, move: Move, ending: Ending, departure: Departure, by: Actor) -> None:
        request = MoveRequest(reason=ending.reason, basis=ending.basis, ending=ending)
        told = {"cause": ending.cause.value} | ({"proof": ending.proof} if ending.proof else {})
        cause = f"{END_CAUSE_LABEL[ending.cause]}：{ending.reason}"
        self._move(move, request, by, departure.at, told, cause=cause)
        self.outcomes = replace(self.outcomes, departure=departure)
        self.turns = replace(self.turns, ending=ending)
        remember(self)
        self._let_go()

    def _put_right(self, move: Move, change: DecisionChange, by: Actor) -> None:
        request = MoveRequest(
            reason=change.reason,
            basis=change.basis,
            counterpart=change.content,
            result_number=change.earlier_number,
        )
        told = {"earlier": change.earlier_number, "basis": change.basis}
        self._move(move, request, by, change.at, told)
        self.turns = replace(
            self.turns, changes=(*self.turns.changes, change), handover=None, uncollected=()
        )
        self.pickup_code, self.delivered_at, self.handed_over = "", None, False
        self._let_go()
