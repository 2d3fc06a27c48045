"""The verbs about special procedures: the clock pauses while they run (Permit Law art. 45)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from windowdesk.domain.clock import ClockPause
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.review_turns import ProcedurePlan, ProcedureRun
from windowdesk.domain.states import Move


@dataclass(frozen=True)
class ProcedureEnd:
    """How a procedure ended: which one, by what paper, and the last day that does not count.

    ``real`` is its real length in the unit of its plan. ``nobody_asked``: the days for asking for
    a hearing ran out.
    """

    number: str
    result_number: str
    last_day: date
    real: TimeLimit
    report_number: str
    nobody_asked: bool = False


class ProcedureCase(MovingCase):
    """Propose, begin, decline, end; several procedures may overlap."""

    def ask_procedure(self, plan: ProcedurePlan, *, by: Actor, at: datetime) -> None:
        """Propose a special procedure to the one who decides."""
        request = MoveRequest(plan=plan, today=local_date(at), reason=plan_words(plan))
        self._move_as_holder(Move.ASK_PROCEDURE, request, by, at)
        self.turns = replace(self.turns, asked_procedure=plan)

    def decline_procedure(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Let the clock run on: what was proposed is not needed."""
        self._move(Move.DECLINE_PROCEDURE, MoveRequest(reason=reason), by, at)
        self.turns = replace(self.turns, asked_procedure=None)

    def suspend(self, plan: ProcedurePlan, *, number: str, by: Actor, at: datetime) -> None:
        """Begin a procedure; ``number`` is that of the written notice."""
        request = MoveRequest(plan=plan, today=local_date(at), reason=plan_words(plan))
        self._move(Move.SUSPEND, request, by, at, {"paper": number})
        self._begin_procedure(plan, number, by, at)

    def end_procedure(self, end: ProcedureEnd, *, by: Actor, at: datetime) -> None:
        """End one procedure; the clock runs on the day after, unless another one still runs."""
        others = sum(run.is_open for run in self.turns.procedures) > 1
        run = next((r for r in self.turns.procedures if r.number == end.number), None)
        request = MoveRequest(
            counterpart=end.number,
            result_number=end.result_number,
            last_day=end.last_day,
            today=local_date(at),
            lapsed=end.nobody_asked,
            reason=_end_words(run, end) if run is not None else "",
        )
        move = Move.END_PROCEDURE if others else Move.RESUME
        self._move_as_holder(move, request, by, at, {"report": end.report_number})
        self._close_procedure(end, by, at)
        if move is Move.RESUME:
            self._hold(by, at)

    def _begin_procedure(self, plan: ProcedurePlan, number: str, by: Actor, at: datetime) -> None:
        waiting = self.turns.asked_procedure
        # A proposal of another one still waits for the one who decides.
        meant = waiting is not None and waiting.name == plan.name
        run = ProcedureRun(plan, number, at, by.name, asked=waiting if meant else None)
        self.turns = replace(
            self.turns,
            procedures=(*self.turns.procedures, run),
            asked_procedure=None if meant else waiting,
        )
        self.pauses = (*self.pauses, ClockPause(plan.first_day, None, plan.name, number))

    def _close_procedure(self, end: ProcedureEnd, by: Actor, at: datetime) -> None:
        def closed(run: ProcedureRun) -> ProcedureRun:
            return replace(
                run,
                last_day=end.last_day,
                result_number=end.result_number,
                report_number=end.report_number,
                ended_at=at,
                ended_by=by.name,
            )

        runs = self.turns.procedures
        changed = tuple(closed(run) if run.number == end.number else run for run in runs)
        self.turns = replace(self.turns, procedures=changed)
        self.pauses = tuple(
            replace(p, last=end.last_day) if p.paper == end.number else p for p in self.pauses
        )


def plan_words(plan: ProcedurePlan) -> str:
    """Say a plan in one line of the story."""
    why = f"{plan.reason.rstrip('。')}。" if plan.reason else ""
    begins = paper_date(plan.first_day)
    return f"{plan.name}，由{plan.body}实施，{begins}起，预计{plan.length.text}。{why}"


def _end_words(run: ProcedureRun, end: ProcedureEnd) -> str:
    paper = f"结果文书{end.result_number}" if end.result_number else "期满没有人申请听证"
    span = f"{paper_date(run.plan.first_day)}至{paper_date(end.last_day)}"
    return f"{run.plan.name}{span}，{paper}。预计{run.plan.length.text}，实际{end.real.text}。"
