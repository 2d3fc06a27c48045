"""What may happen to a case while it is reviewed: procedures, hearing, extension, inspection."""

from dataclasses import replace
from datetime import datetime

from windowdesk.domain.event import Actor
from windowdesk.domain.extension_case import ExtensionCase
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.hearing_case import HearingCase
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.review_turns import Inspection
from windowdesk.domain.states import Move


class ReviewedCase(HearingCase, ExtensionCase):
    """All turns of the review itself."""

    def inspect(self, inspection: Inspection, *, by: Actor, at: datetime) -> None:
        """Put down what two staff or more found on the spot (Permit Law art. 34 para 3)."""
        request = MoveRequest(
            staff=inspection.staff,
            counterpart=inspection.place,
            reason=inspection.found,
            first_day=inspection.inspected_on,
            today=local_date(at),
        )
        who, when = "、".join(inspection.staff), paper_date(inspection.inspected_on)
        told = f"{when}，{who}到{inspection.place}核查：{inspection.found}"
        papers = {"paper": inspection.number}
        self._move_as_holder(Move.INSPECT, request, by, at, papers, cause=told)
        self.turns = replace(self.turns, inspections=(*self.turns.inspections, inspection))
