"""Papers that are issued for a case on request (另出文书): nothing else of the case changes."""

from collections.abc import Collection
from datetime import datetime

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.states import Move


class PaperedCase(MovingCase):
    """The verb of papers on request."""

    def issue_paper(
        self, kind: str, named: str, issued: Collection[str], *, by: Actor, at: datetime
    ) -> None:
        """Issue a paper of ``kind``; ``named`` is its title and number as the story tells it.

        ``issued`` are the kinds of papers that the case has and that are not void. DomainError
        where the table of such papers forbids it.
        """
        request = MoveRequest(paper=kind, issued=tuple(issued))
        self._move(Move.ISSUE_PAPER, request, by, at, {"kind": kind}, cause=named)
