"""Steps of a case with their own clocks: derived from its events, one rule for list and page.

A case notes when a step began and ended as it moves (``Turns.stays``), so that its row in a list
needs no events; read from the events the same comes out, which the tests hold it against.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.case_record import CaseRecord
from windowdesk.domain.clock import (
    ClockPause,
    DueProof,
    Light,
    LightReading,
    due_proof,
    read_light,
    short_date,
)
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.step_limits import AT_WINDOW, STEP_LABEL, STEP_OF, STEP_POST, Step
from windowdesk.domain.turns import StepStay


@dataclass(frozen=True)
class StepRun:
    """One step of a case with its clock.

    ``due`` is its last day; ``ended_on`` None while it runs. ``who`` names the post, and the person
    where one is known. ``late_days`` are working days beyond ``due``, 0 if in time.
    """

    step: Step
    limit: TimeLimit
    begun_on: date
    ended_on: date | None
    due: date
    who: str
    light: LightReading
    late_days: int

    @property
    def is_late(self) -> bool:
        """Tell whether it took, or takes, longer than it may."""
        return self.late_days > 0

    @property
    def label(self) -> str:
        """The step as people call it."""
        return STEP_LABEL[self.step]


def stays_after(
    stays: Sequence[StepStay], move: Move, state: CaseState, at: datetime, name: str
) -> tuple[StepStay, ...]:
    """Return the stays of a case after a move to ``state``; ``name`` is who made it.

    What is taken back was no step: the one before it goes on as if nothing had been done.
    """
    step = STEP_OF.get(state)
    known = tuple(stays)
    if move is Move.REVERSE:
        known = _taken_back(known, step)
    if known and known[-1].ended_at is None:
        if known[-1].step is step:
            return known
        known = (*known[:-1], replace(known[-1], ended_at=at, ended_by=name))
    return known if step is None else (*known, StepStay(step, at))


def stays_of(events: Iterable[CaseEvent]) -> tuple[StepStay, ...]:
    """Return the stays that the events of a case tell of."""
    stays: tuple[StepStay, ...] = ()
    for event in events:
        stays = stays_after(stays, event.move, event.target, event.at, event.actor.name)
    return stays


def steps_of(case: CaseRecord, calendar: WorkCalendar, today: date) -> tuple[StepRun, ...]:
    """Return the steps of a case that have a limit, in the order in which they began."""
    limits = {one.step: one.limit for one in case.item.step_limits}
    begun = dict.fromkeys(stay.step for stay in case.turns.stays)
    return tuple(
        _run(case, step, limits[step], calendar, today) for step in begun if step in limits
    )


def step_due(case: CaseRecord, calendar: WorkCalendar) -> tuple[Step, date] | None:
    """Return the step that runs now with its last day; None where none with a limit runs."""
    stays = case.turns.stays
    if not stays or stays[-1].ended_at is not None:
        return None
    step = stays[-1].step
    limit = next((one.limit for one in case.item.step_limits if one.step is step), None)
    return None if limit is None else (step, _proof(case, step, limit, calendar).due)


def step_post(step: Step, department: str) -> str:
    """Name the post that answers for a step: 综合窗口, 民政办承办岗."""
    return STEP_POST[step] if step in AT_WINDOW else f"{department}{STEP_POST[step]}"


def _taken_back(stays: tuple[StepStay, ...], step: Step | None) -> tuple[StepStay, ...]:
    if all(stay.step is not step for stay in stays):
        return stays
    while stays[-1].step is not step:
        stays = stays[:-1]
    return (*stays[:-1], replace(stays[-1], ended_at=None, ended_by=""))


def _run(
    case: CaseRecord, step: Step, limit: TimeLimit, calendar: WorkCalendar, today: date
) -> StepRun:
    own = [stay for stay in case.turns.stays if stay.step is step]
    last = own[-1]
    proof = _proof(case, step, limit, calendar)
    ended_on = local_date(last.ended_at) if last.ended_at else None
    over = calendar.workdays_after(proof.due, ended_on or today)
    post = step_post(step, case.department)
    name = last.ended_by or (case.holder_name if step is Step.REVIEW else "")
    return StepRun(
        step=step,
        limit=limit,
        begun_on=proof.start,
        ended_on=ended_on,
        due=proof.due,
        who=f"{post} {name}".strip(),
        light=_light(proof.due, ended_on, over, calendar, today),
        late_days=max(0, over),
    )


def _light(
    due: date, ended_on: date | None, over: int, calendar: WorkCalendar, today: date
) -> LightReading:
    if ended_on is None:
        return read_light(due, today, calendar, paused=False, done=False, amber_on=due)
    if over > 0:
        return LightReading(Light.RED, f"超 {over} 日", short_date(ended_on))
    return LightReading(Light.BLUE, "按时", short_date(ended_on))


def _proof(case: CaseRecord, step: Step, limit: TimeLimit, calendar: WorkCalendar) -> DueProof:
    """Walk the days of a step; those on which another step had the case do not count."""
    own = [stay for stay in case.turns.stays if stay.step is step]
    begin = local_date(case.accepted_at or case.received_at)
    known = calendar.told(begin, case.turns.calendar_mark)
    away = tuple(_away(own))
    return due_proof(local_date(own[0].begun_at), limit, known, (*away, *_ended(case.pauses)))


def _away(stays: Sequence[StepStay]) -> Iterable[ClockPause]:
    for before, after in pairwise(stays):
        assert before.ended_at is not None  # noqa: S101  only the last stay may run
        first = local_date(before.ended_at) + ONE_DAY
        last = local_date(after.begun_at) - ONE_DAY
        if first <= last:
            yield ClockPause(first, last, "不在本环节")


def _ended(pauses: Iterable[ClockPause]) -> tuple[ClockPause, ...]:
    return tuple(pause for pause in pauses if pause.last is not None)
