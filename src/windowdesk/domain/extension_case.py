"""The verbs about the one extension of the statutory limit (Permit Law art. 42)."""

from dataclasses import replace
from datetime import datetime

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.review_turns import Extension, ExtensionRequest
from windowdesk.domain.states import Move


class ExtensionCase(MovingCase):
    """Ask for it, allow it, decline it. ``late``: the statutory limit has run out already."""

    def ask_extension(
        self, request: ExtensionRequest, *, late: bool, by: Actor, at: datetime
    ) -> None:
        """Ask the head of the organ for more time."""
        asked = MoveRequest(
            reason=request.reason, days=request.days, joint=request.joint, lapsed=late
        )
        detail = {"days": str(request.days), "joint": "1" if request.joint else ""}
        self._move_as_holder(Move.ASK_EXTENSION, asked, by, at, detail)
        self.turns = replace(self.turns, asked_extension=request)

    def extend(self, extension: Extension, *, late: bool, by: Actor, at: datetime) -> None:
        """Allow it; the days come after the end of the limit."""
        request = extension.request
        asked = MoveRequest(
            reason=request.reason,
            days=request.days,
            joint=request.joint,
            office=extension.office,
            lapsed=late,
        )
        due = f"，到{paper_date(extension.due_after)}" if extension.due_after else ""
        told = f"延长{request.days}个工作日{due}。{request.reason}"
        papers = {"paper": extension.number, "form": extension.form_number}
        self._move(Move.EXTEND, asked, by, at, papers, cause=told)
        self.extension_days = request.days
        self.turns = replace(
            self.turns,
            extension=replace(extension, asked=self.turns.asked_extension),
            asked_extension=None,
        )

    def decline_extension(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Leave the date as it is; it may be asked for again with better reasons."""
        self._move(Move.DECLINE_EXTENSION, MoveRequest(reason=reason), by, at)
        self.turns = replace(self.turns, asked_extension=None)
