"""Special procedures: proposed, begun with a written notice, ended with a record (art. 45)."""

from dataclasses import replace
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.hearing_clock import ask_until
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.procedure_case import ProcedureEnd
from windowdesk.domain.procedure_days import MovedDates, moved_by, overrun, real_length
from windowdesk.domain.procedure_guards import hearing_of
from windowdesk.domain.review_turns import ProcedurePlan, ProcedureRun
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.window_steps import acceptance_number
from windowdesk.services.wording import short, statement

(_NOTICE,) = papers_for(CaseState.REVIEWING, Move.SUSPEND)
(_RECORD,) = papers_for(CaseState.SUSPENDED, Move.RESUME)


class Procedures:
    """One method per act; ``seen_version`` is what the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def ask(
        self, case_id: int, plan: ProcedurePlan, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Propose a procedure to the one who decides."""
        read = _read(plan)
        return self._bench.act_on(
            case_id,
            lambda d: d.case.ask_procedure(read, by=d.actor, at=d.at),
            seen_version=seen_version,
        )

    def decline(self, case_id: int, reason: str, *, seen_version: int | None = None) -> ActReceipt:
        """Decline what was proposed."""
        why = statement(reason, "reason")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.decline_procedure(why, by=d.actor, at=d.at),
            seen_version=seen_version,
        )

    def begin(
        self, case_id: int, plan: ProcedurePlan, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Begin a procedure and issue the 特别程序告知书; the clocks pause."""
        read = _read(plan)

        def act(doing: CaseAct) -> None:
            number = doing.number_of(_NOTICE)
            doing.case.suspend(read, number=number, by=doing.actor, at=doing.at)
            doing.issue(_NOTICE, extra=acceptance_number(doing))

        return self._bench.act_on(case_id, act, (_NOTICE,), seen_version)

    def end(
        self,
        case_id: int,
        number: str,
        last_day: date,
        result_number: str,
        *,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """End the procedure that was told under ``number``; issue the 特别程序审查情况表."""
        result = short(result_number, "result_number")

        def act(doing: CaseAct) -> None:
            run = run_of(doing.case, number)
            calendar = doing.centre.calendar(self._bench.calendar)
            hearing = hearing_of(doing.case.turns.hearings, run)
            end = ProcedureEnd(
                number=number,
                result_number=result,
                last_day=last_day,
                real=_real(run.plan, last_day, doing),
                report_number=doing.number_of(_RECORD),
                nobody_asked=hearing is not None
                and doing.today > ask_until(hearing.told_on, calendar),
            )
            doing.case.end_procedure(end, by=doing.actor, at=doing.at)
            doing.issue(_RECORD, extra=acceptance_number(doing))

        return self._bench.act_on(case_id, act, (_RECORD,), seen_version)

    def moved(self, case: Case, plan: ProcedurePlan, today: date) -> MovedDates:
        """Return how far a procedure would move the due dates if it lasts as planned."""
        return moved_by(case, plan, self._bench.calendar, today)

    def real(self, plan: ProcedurePlan, last_day: date) -> TimeLimit:
        """Return how long a procedure was if it ended on ``last_day``."""
        return real_length(plan, last_day, self._bench.calendar)

    def overrun(self, plan: ProcedurePlan, last_day: date) -> TimeLimit | None:
        """Return how much longer than planned it was then; None if it was not."""
        return overrun(plan, last_day, self._bench.calendar)


def run_of(case: Case, number: str) -> ProcedureRun:
    """Return the procedure that was told under ``number``; DomainError if it does not run."""
    found = next((r for r in case.turns.procedures if r.number == number and r.is_open), None)
    if found is None:
        raise DomainError("这项特别程序不在进行。按 F5 看最新的情况。", "number")
    return found


def open_runs(case: Case) -> tuple[ProcedureRun, ...]:
    """Return the procedures that run, oldest first."""
    return tuple(run for run in case.turns.procedures if run.is_open)


def _real(plan: ProcedurePlan, last_day: date, doing: CaseAct) -> TimeLimit:
    # The guard refuses a day before the first; the walk must not be asked about one.
    ends = max(last_day, plan.first_day)
    return real_length(plan, ends, doing.centre.calendar(doing.bench.calendar))


def _read(plan: ProcedurePlan) -> ProcedurePlan:
    return replace(
        plan,
        name=short(plan.name, "procedure.name"),
        basis=statement(plan.basis, "procedure.basis"),
        body=short(plan.body, "procedure.body"),
        reason=statement(plan.reason, "procedure.reason"),
    )
