"""The clocks of a case: T5, promise, statutory limit, delivery (domain.md §1.5)."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from windowdesk.domain.calendar import SHIPPED, WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_lights import amber_on
from windowdesk.domain.clock import (
    ClockExtension,
    ClockPause,
    DueProof,
    Light,
    LightReading,
    due_proof,
    read_light,
)
from windowdesk.domain.item import Item
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.situation_rules import limit_in
from windowdesk.domain.states import BEFORE_ACCEPTANCE, UNDECIDED_AFTER_ACCEPTANCE, CaseState

NOTICE_LIMIT = TimeLimit(5, LimitUnit.WORKDAY)  # Permit Law art. 32 para 1 no. 4
DELIVERY_LIMIT = TimeLimit(10, LimitUnit.WORKDAY)  # Permit Law art. 44

LimitOf = Callable[[Item, Collection[str]], TimeLimit]
_DECIDED = frozenset((CaseState.APPROVED, CaseState.DENIED, CaseState.READY))
_NOTICE_RUNS = BEFORE_ACCEPTANCE - {CaseState.AWAITING_SUPPLEMENT}


def promised_limit(item: Item, situations: Collection[str] = ()) -> TimeLimit:
    """Return the limit that the visitor is told: the promise, else the statutory one.

    A situation that sets a limit takes the place of the item (domain/situations.py).
    """
    special = limit_in(item.situations, situations, statutory=False)
    limit = special or item.promised_limit or statutory_limit(item, situations)
    return _not_after(limit, limit_in(item.situations, situations, statutory=True))


def statutory_limit(item: Item, situations: Collection[str] = ()) -> TimeLimit:
    """Return the statutory limit, else the promise."""
    special = limit_in(item.situations, situations, statutory=True)
    limit = special or item.statutory_limit or item.promised_limit
    assert limit is not None  # noqa: S101  acceptance is guarded against items without a limit
    return limit


def _not_after(promise: TimeLimit, law: TimeLimit | None) -> TimeLimit:
    """Shorten a promise of the item with the law's limit that a situation shortens."""
    return law if law is not None and not promise.is_within(law) else promise


def notice_proof(case: Case, calendar: WorkCalendar) -> DueProof:
    """Derive T5: until when gaps must be told, or the case counts as accepted."""
    return due_proof(local_date(case.receipt_at), NOTICE_LIMIT, _known(case, calendar))


def is_silent(case: Case, calendar: WorkCalendar, today: date) -> bool:
    """Tell whether T5 ran out before anything was said: then silence has accepted the case.

    A date of a year whose calendar is not known proves nothing.
    """
    proof = notice_proof(case, calendar)
    return case.state in _NOTICE_RUNS and today > proof.due and not proof.provisional


def supplement_proof(case: Case, calendar: WorkCalendar) -> DueProof | None:
    """Derive until when a complete supplement is answered; None while something is open."""
    complete_at = case.outcomes.supplemented_at
    if complete_at is None:
        return None
    return due_proof(local_date(complete_at), NOTICE_LIMIT, _known(case, calendar))


def promise_proof(case: Case, calendar: WorkCalendar, today: date) -> DueProof | None:
    """Derive the promised due date; None before acceptance."""
    return _main_proof(case, promised_limit, calendar, today)


def statutory_proof(case: Case, calendar: WorkCalendar, today: date) -> DueProof | None:
    """Derive the statutory due date; None before acceptance."""
    return _main_proof(case, statutory_limit, calendar, today)


def _main_proof(
    case: Case, limit_of: LimitOf, calendar: WorkCalendar, today: date
) -> DueProof | None:
    """Derive one of the two clocks that run from acceptance to decision."""
    if case.accepted_at is None:
        return None
    limit = limit_of(case.item, case.application.situations)
    start, pauses = local_date(case.accepted_at), closed(case.pauses, today)
    return due_proof(start, limit, _known(case, calendar), pauses, extension_of(case))


def delivery_proof(case: Case, calendar: WorkCalendar) -> DueProof | None:
    """Derive T10; None before the decision. A decision that was put right is served anew."""
    if case.decided_at is None:
        return None
    changes = case.turns.changes
    return due_proof(
        local_date(changes[-1].at if changes else case.decided_at),
        DELIVERY_LIMIT,
        _known(case, calendar),
    )


def running_proof(case: Case, calendar: WorkCalendar, today: date) -> DueProof | None:
    """Return the clock that runs now: T5, then the promise, then delivery; None at the end."""
    if case.state in _NOTICE_RUNS:
        return notice_proof(case, calendar)
    if case.state is CaseState.AWAITING_SUPPLEMENT:
        return supplement_proof(case, calendar)
    if case.state in UNDECIDED_AFTER_ACCEPTANCE:
        return promise_proof(case, calendar, today)
    if case.state in _DECIDED:
        return delivery_proof(case, calendar)
    return None


def has_running_clock(case: Case) -> bool:
    """Tell whether a date of the case is still to come: what has ended keeps its dates."""
    return case.state in BEFORE_ACCEPTANCE | UNDECIDED_AFTER_ACCEPTANCE | _DECIDED


def running_light(case: Case, calendar: WorkCalendar, today: date) -> LightReading:
    """Return the light of the running clock."""
    if case.state is CaseState.AWAITING_SUPPLEMENT and not case.outcomes.supplemented_at:
        # T5 has ended with the notice and nothing else has begun, but the case is not closed.
        return LightReading(Light.GREY, "不计时", "待补正")
    proof = running_proof(case, calendar, today)
    used = 0
    if proof is not None:
        used = sum(bool(d.nth) and d.on <= today for d in proof.days)
    return read_light(
        proof.due if proof else None,
        today,
        calendar,
        paused=case.state is CaseState.SUSPENDED,
        done=proof is None,
        used=used,
        amber_on=amber_on(case, calendar, proof) if proof else None,
    )


def _known(case: Case, calendar: WorkCalendar) -> WorkCalendar:
    """Return the calendar as it was when the visitor was told a date: no later version moves it.

    What moves it is a recorded event (``Case.redate``), which changes the mark.
    """
    begin = local_date(case.accepted_at or case.receipt_at)
    return calendar.told(begin, mark_of(case))


def mark_of(case: Case) -> str:
    """Return the mark that a case is priced by; a stored one without any is from an older time."""
    return case.turns.calendar_mark or (SHIPPED if case.version else "")


def closed(pauses: tuple[ClockPause, ...], today: date) -> tuple[ClockPause, ...]:
    """Return pauses with the open one ending today: the earliest that it can end."""
    return tuple(p if p.last else replace(p, last=max(today, p.first)) for p in pauses)


def extension_of(case: Case) -> ClockExtension | None:
    """Return the extension of a case with who allowed it and under which number it was told."""
    if not case.extension_days:
        return None
    allowed = case.turns.extension
    if allowed is None:
        return ClockExtension(case.extension_days)
    return ClockExtension(case.extension_days, allowed.allowed_name, allowed.number)
