"""The clocks of a case: T5, promise, statutory limit, delivery (domain.md §1.5)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.clock import (
    ClockPause,
    DayMark,
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
    return due_proof(local_date(case.received_at), NOTICE_LIMIT, _known(case, calendar))


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
    if case.accepted_at is None:
        return None
    limit = _extended(promised_limit(case.item, case.application.situations), case.extension_days)
    pauses = closed(case.pauses, today)
    return due_proof(local_date(case.accepted_at), limit, _known(case, calendar), pauses)


def statutory_proof(case: Case, calendar: WorkCalendar, today: date) -> DueProof | None:
    """Derive the statutory due date; None before acceptance."""
    if case.accepted_at is None:
        return None
    limit = _extended(statutory_limit(case.item, case.application.situations), case.extension_days)
    pauses = closed(case.pauses, today)
    return due_proof(local_date(case.accepted_at), limit, _known(case, calendar), pauses)


def delivery_proof(case: Case, calendar: WorkCalendar) -> DueProof | None:
    """Derive T10; None before the decision."""
    if case.decided_at is None:
        return None
    return due_proof(local_date(case.decided_at), DELIVERY_LIMIT, _known(case, calendar))


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


def running_light(case: Case, calendar: WorkCalendar, today: date) -> LightReading:
    """Return the light of the running clock."""
    if case.state is CaseState.AWAITING_SUPPLEMENT and not case.outcomes.supplemented_at:
        # T5 has ended with the notice and nothing else has begun, but the case is not closed.
        return LightReading(Light.GREY, "不计时", "待补正")
    proof = running_proof(case, calendar, today)
    used = 0
    if proof is not None:
        used = sum(d.mark is DayMark.COUNTED and d.on <= today for d in proof.days)
    return read_light(
        proof.due if proof else None,
        today,
        calendar,
        paused=case.state is CaseState.SUSPENDED,
        done=proof is None,
        used=used,
    )


def _known(case: Case, calendar: WorkCalendar) -> WorkCalendar:
    """Return the calendar as it was when the visitor was told a date: no later day off moves it."""
    return calendar.known_on(local_date(case.accepted_at or case.received_at))


def closed(pauses: tuple[ClockPause, ...], today: date) -> tuple[ClockPause, ...]:
    """Return pauses with the open one ending today: the earliest that it can end."""
    return tuple(p if p.last else replace(p, last=max(today, p.first)) for p in pauses)


def _extended(limit: TimeLimit, days: int) -> TimeLimit:
    """Lengthen ``limit`` in its own unit: what the law gives in working days grows by those."""
    return replace(limit, count=limit.count + days) if days else limit
