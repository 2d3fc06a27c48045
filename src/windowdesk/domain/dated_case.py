"""Dates of a case that change afterwards: one put right, or all derived from a newer calendar.

Neither is ever taken back: a wrong correction is put right by another one, and both stay in sight
(domain.md §1.5).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.states import Move
from windowdesk.domain.turns import DateCorrection, DateField


@dataclass(frozen=True)
class Repricing:
    """What the calendar of today makes of a case: due date and mark before and after."""

    due_before: date | None
    due_after: date | None
    mark_before: str
    mark_after: str


class DatedCase(MovingCase):
    """The verbs of dates."""

    def correct_date(self, correction: DateCorrection, *, by: Actor) -> None:
        """Put the date of receipt or of acceptance right; every clock that runs from it moves.

        Silence accepted as of the day of receipt, so that one moves the other (art. 32). The time
        that papers state stays: ``received_at`` is what was told, ``receipt_at`` what holds.
        """
        request = MoveRequest(
            reason=correction.reason, basis=correction.evidence, correction=correction
        )
        detail = {
            "field": correction.field.value,
            "before": correction.before.isoformat(),
            "after": correction.after.isoformat(),
            "evidence": correction.evidence,
            "due_before": _text(correction.due_before),
            "due_after": _text(correction.due_after),
        }
        self._move(Move.CORRECT_DATE, request, by, correction.at, detail)
        self.take_correction(correction)

    def take_correction(self, correction: DateCorrection) -> None:
        """Let a correction hold, without an event: also to see where it would lead."""
        self.turns = replace(self.turns, dates=(*self.turns.dates, correction))
        if correction.field is DateField.ACCEPTED or self.outcomes.deemed_at is not None:
            self.accepted_at = correction.after

    def redate(self, change: Repricing, why: str, *, by: Actor, at: datetime) -> None:
        """Derive the dates again from the calendar of today; ``why`` names what was announced."""
        detail = {
            "due_before": _text(change.due_before),
            "due_after": _text(change.due_after),
            "mark_before": change.mark_before,
            "mark_after": change.mark_after,
        }
        self._move(Move.REDATE, MoveRequest(reason=why), by, at, detail)
        self.turns = replace(self.turns, calendar_mark=change.mark_after)


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
