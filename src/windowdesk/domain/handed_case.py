"""What happens between handing a case on and its decision: the next opens it, or it is pulled back.

Who is quicker wins: once the next has opened it, nobody pulls it back (pitfall i16).
"""

from datetime import datetime

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.states import Move


class HandedCase(MovingCase):
    """The verbs of a case that waits for its decision."""

    def open_handed(self, *, by: Actor, at: datetime) -> None:
        """Note that the next has seen what was handed on; he holds nothing by it."""
        self._move(Move.OPEN, MoveRequest(), by, at)
        self.opened_by_next = True

    def pull_back(self, *, by: Actor, at: datetime) -> None:
        """Take back one's own hand-on that nobody has opened; the case is in hand again."""
        self._move(Move.PULL_BACK, MoveRequest(), by, at)
        self._hold(by, at)
