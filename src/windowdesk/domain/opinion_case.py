"""Parallel review (并联审查): ask other departments, answer, go on without an answer."""

from dataclasses import replace
from datetime import date, datetime

from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.states import Move
from windowdesk.domain.turns import Opinion


class OpinionCase(MovingCase):
    """Questions to other departments; while one is open nothing is decided."""

    def ask_opinion(
        self, department: str, question: str, until: date, *, by: Actor, at: datetime
    ) -> None:
        """Ask a department by the one who holds the case; ``until`` is its last day."""
        if until < local_date(at):
            raise DomainError("答复的日子已经过了。写今天或以后的日子。", "until")
        request = MoveRequest(reason=question, counterpart=department, first_day=until)
        detail = {"department": department, "until": until.isoformat()}
        told = f"征求{department}意见，{paper_date(until)}前答复：{question}"
        self._move_as_holder(Move.ASK_OPINION, request, by, at, detail, cause=told)
        self._hold(by, at)
        asked = Opinion(
            department=department,
            question=question,
            until=until,
            asked_by=by.login,
            asked_name=self.signature_of(by),
            asked_at=at,
        )
        self.turns = replace(self.turns, opinions=(*self.turns.opinions, asked))

    def give_opinion(
        self, department: str, text: str, *, agrees: bool, by: Actor, at: datetime
    ) -> None:
        """Answer for a department that was asked; who answers need not hold the case."""
        request = MoveRequest(reason=text, counterpart=department)
        verdict = "同意" if agrees else "不同意"
        detail = {"department": department, "agrees": "yes" if agrees else "no"}
        self._move(
            Move.GIVE_OPINION, request, by, at, detail, cause=f"{department}{verdict}：{text}"
        )
        self._settle(
            department,
            answered_at=at,
            answered_name=self.signature_of(by),
            agrees=agrees,
            text=text,
        )

    def drop_opinion(self, department: str, reason: str, *, by: Actor, at: datetime) -> None:
        """Go on without the answer of a department; the reason stands in its place."""
        request = MoveRequest(reason=reason, counterpart=department)
        told = f"不再等{department}的意见：{reason}"
        detail = {"department": department}
        self._move_as_holder(Move.DROP_OPINION, request, by, at, detail, cause=told)
        self._hold(by, at)
        self._settle(department, dropped=reason)

    def _settle(
        self,
        department: str,
        *,
        answered_at: datetime | None = None,
        answered_name: str = "",
        agrees: bool | None = None,
        text: str = "",
        dropped: str = "",
    ) -> None:
        self.turns = replace(
            self.turns,
            opinions=tuple(
                replace(
                    one,
                    answered_at=answered_at,
                    answered_name=answered_name,
                    agrees=agrees,
                    text=text,
                    dropped=dropped,
                )
                if one.is_open and one.department == department
                else one
                for one in self.turns.opinions
            ),
        )
