"""Derives what a case waits for from the case alone; a case without turns waits for nothing.

Each source is a function in ``SOURCES``. What it yields is stored beside the case for lists and
warnings, with every save, and checked by verification.
"""

from collections.abc import Callable, Iterator
from datetime import date

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.clock import due_on
from windowdesk.domain.custody import (
    department_at,
    names_of,
    originals_in_house,
    wanted_back_on,
)
from windowdesk.domain.custody_records import Original
from windowdesk.domain.hearing_clock import next_day
from windowdesk.domain.issuing_guards import mail_under_way
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.procedure_guards import hearing_of
from windowdesk.domain.referral_clocks import county_proof, with_county
from windowdesk.domain.states import BEFORE_ACCEPTANCE, UNDECIDED_AFTER_ACCEPTANCE, CaseState
from windowdesk.domain.step_limits import AT_WINDOW, STEP_LABEL, Step
from windowdesk.domain.steps import step_due
from windowdesk.domain.todo import Todo, TodoKind

# Half of the ten working days that the law gives for serving (Permit Law art. 44).
REMIND_AFTER = TimeLimit(5, LimitUnit.WORKDAY)


def todos_of(case: Case, calendar: WorkCalendar) -> tuple[Todo, ...]:
    """Return everything that ``case`` waits for, in the order of ``SOURCES``."""
    return tuple(todo for source in SOURCES for todo in source(case, calendar))


def _opinions(case: Case, _calendar: WorkCalendar) -> Iterator[Todo]:
    if case.state not in UNDECIDED_AFTER_ACCEPTANCE:
        return
    for one in case.turns.opinions:
        if one.is_open:
            yield Todo(
                TodoKind.OPINION, one.department, one.department, "", one.until, text=one.question
            )


def _county(case: Case, calendar: WorkCalendar) -> Iterator[Todo]:
    referral, proof = with_county(case), county_proof(case, calendar)
    if referral is not None and proof is not None:
        yield Todo(
            TodoKind.COUNTY, referral.number, case.department, "", proof.due, text=referral.organ
        )


def _slips(case: Case, _calendar: WorkCalendar) -> Iterator[Todo]:
    for slip in case.turns.slips:
        if slip.is_open:
            yield Todo(
                TodoKind.SLIP,
                slip.number,
                department_at(slip.receiver_place),
                slip.receiver,
                local_date(slip.due_at),
                slip.due_at,
                slip.purpose,
            )


def _late_materials(case: Case, _calendar: WorkCalendar) -> Iterator[Todo]:
    deferral = case.turns.deferral
    if deferral is None or case.state not in UNDECIDED_AFTER_ACCEPTANCE:
        return
    missing = deferral.open_materials
    if missing and deferral.lapsed_at is None:
        names = "、".join(one.name for one in missing)
        yield Todo(
            TodoKind.LATE_MATERIAL, deferral.notice_number, "", "", deferral.last_day, text=names
        )


def _commitments(case: Case, _calendar: WorkCalendar) -> Iterator[Todo]:
    if case.state in BEFORE_ACCEPTANCE or case.state is CaseState.WITHDRAWN:
        return
    for one in case.turns.commitments:
        names = "、".join(proof.name for proof in one.proofs)
        if one.is_unchecked:
            yield Todo(
                TodoKind.COMMITMENT, one.number, case.department, "", one.check_by, text=names
            )


def _supplement(case: Case, _calendar: WorkCalendar) -> Iterator[Todo]:
    notice = case.outcomes.notice
    if case.state is not CaseState.AWAITING_SUPPLEMENT or notice is None:
        return
    if notice.until is not None and case.outcomes.supplemented_at is None:
        yield Todo(TodoKind.SUPPLEMENT, notice.number, "", "", notice.until)


def _procedure(case: Case, calendar: WorkCalendar) -> Iterator[Todo]:
    if case.state is not CaseState.SUSPENDED:
        return
    for run in case.turns.procedures:
        notice = hearing_of(case.turns.hearings, run)
        if not run.is_open:
            continue
        if notice is not None:
            on, text = next_day(notice, calendar)
            yield Todo(TodoKind.HEARING, run.number, case.department, case.holder, on, text=text)
            continue
        # The first day counts, so the walk starts on the day before it.
        ends = due_on(run.plan.first_day - ONE_DAY, run.plan.length, calendar)
        name = run.plan.name
        yield Todo(TodoKind.PROCEDURE, run.number, case.department, case.holder, ends, text=name)


def _asked_procedure(case: Case, calendar: WorkCalendar) -> Iterator[Todo]:
    plan = case.turns.asked_procedure
    if plan is None or case.state not in {CaseState.REVIEWING, CaseState.SUSPENDED}:
        return
    asked = calendar.next_workday(plan.first_day + ONE_DAY)
    text = f"提请{plan.name}，等审批人定"
    yield Todo(TodoKind.PROCEDURE, "asked", case.department, "", asked, text=text)


def _extension(case: Case, calendar: WorkCalendar) -> Iterator[Todo]:
    asked = case.turns.asked_extension
    if asked is None or case.state is not CaseState.REVIEWING:
        return
    last = calendar.next_workday(local_date(asked.at) + ONE_DAY)
    yield Todo(TodoKind.EXTENSION, "", case.department, "", last, text=asked.reason)


def _step(case: Case, calendar: WorkCalendar) -> Iterator[Todo]:
    running = step_due(case, calendar)
    if running is None:
        return
    step, due = running
    department = "" if step in AT_WINDOW else case.department
    login = case.holder if step is Step.REVIEW else ""
    yield Todo(TodoKind.STEP, step.value, department, login, due, text=STEP_LABEL[step])


def _originals(case: Case, _calendar: WorkCalendar) -> Iterator[Todo]:
    """Ask for originals that a slip wanted back, and for what the applicant gets from an old case.

    Several that lie with one person are one line.
    """
    due: dict[tuple[str, str], list[tuple[date, Original]]] = {}
    for one in originals_in_house(case):
        day = wanted_back_on(case, one)
        if day is not None:
            due.setdefault((one.place, one.holder), []).append((day, one))
    for (place, holder), found in due.items():
        yield Todo(
            TodoKind.ORIGINALS,
            f"{place} {holder}",
            department_at(place),
            holder,
            min(day for day, _one in found),
            text=names_of(one for _day, one in found),
        )


def _pickup(case: Case, calendar: WorkCalendar) -> Iterator[Todo]:
    """Ask to tell the applicant again when he was told and did not come (domain.md §1.3b)."""
    handover = case.turns.handover
    if case.state is not CaseState.READY or handover is None or mail_under_way(case):
        return
    again = case.turns.uncollected
    told = local_date(again[-1].at if again else handover.at)
    names = "、".join(handover.results)
    yield Todo(TodoKind.PICKUP, "", "", "", due_on(told, REMIND_AFTER, calendar), text=names)


Source = Callable[[Case, WorkCalendar], Iterator[Todo]]
SOURCES: tuple[Source, ...] = (
    _opinions,
    _county,
    _slips,
    _originals,
    _late_materials,
    _commitments,
    _supplement,
    _procedure,
    _asked_procedure,
    _extension,
    _step,
    _pickup,
)
