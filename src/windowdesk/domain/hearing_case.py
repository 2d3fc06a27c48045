"""The verbs about interested parties and their hearing (Permit Law arts. 36, 46 to 48)."""

from dataclasses import replace
from datetime import date, datetime

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.procedure_case import ProcedureCase
from windowdesk.domain.review_turns import HearingCall, HearingNotice, ProcedurePlan
from windowdesk.domain.states import Move


class HearingCase(ProcedureCase):
    """Tell whom it concerns, take the request for a hearing, call the hearing."""

    def notify_interested(
        self, notice: HearingNotice, plan: ProcedurePlan, *, by: Actor, at: datetime
    ) -> None:
        """Tell interested parties and the applicant of their right to a hearing."""
        told = f"告知{'、'.join(notice.parties)}：{notice.matter}"
        request = MoveRequest(staff=notice.parties, reason=notice.matter)
        papers = {"paper": notice.number, "hearing": notice.hearing_number}
        self._move_as_holder(Move.NOTIFY_INTERESTED, request, by, at, papers, cause=told)
        self._begin_procedure(plan, notice.number, by, at)
        self.turns = replace(self.turns, hearings=(*self.turns.hearings, notice))

    def ask_hearing(
        self, who: str, on: date, planned: TimeLimit, *, late: bool, by: Actor, at: datetime
    ) -> None:
        """Take down that a hearing is asked for; ``planned`` is how long it all lasts at most."""
        request = MoveRequest(
            counterpart=who,
            first_day=on,
            today=local_date(at),
            lapsed=late,
            reason=f"{who}{paper_date(on)}申请听证",
        )
        self._move(Move.ASK_HEARING, request, by, at)
        last = self.turns.hearings[-1]
        self._put_notice(replace(last, asked_on=on, asked_by=who))
        # The procedure lasts until the hearing is held at the latest.
        number = last.number
        self.turns = replace(
            self.turns,
            procedures=tuple(
                replace(run, plan=replace(run.plan, length=planned), asked=run.plan)
                if run.number == number
                else run
                for run in self.turns.procedures
            ),
        )

    def call_hearing(
        self, call: HearingCall, earliest: date, latest: date, *, by: Actor, at: datetime
    ) -> None:
        """Set day and place of the hearing; ``earliest`` keeps seven days, ``latest`` twenty."""
        request = MoveRequest(
            counterpart=call.place,
            first_day=call.on,
            staff=(call.chair,),
            gap_until=earliest,
            gap_until_latest=latest,
            reason=f"{paper_date(call.on)}{call.hour}在{call.place}听证，主持人{call.chair}",
        )
        self._move(Move.CALL_HEARING, request, by, at, {"paper": call.number})
        self._put_notice(replace(self.turns.hearings[-1], call=call))

    def _put_notice(self, notice: HearingNotice) -> None:
        self.turns = replace(self.turns, hearings=(*self.turns.hearings[:-1], notice))
