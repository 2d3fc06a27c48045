"""Reads a due-date proof as a sceptic would: adds the listed days up again, without the walker.

It trusts nothing but the lines themselves and the limit: no calendar, no pauses. ``windowdesk due``
and the proof on the screen say whether it comes to the date that is shown.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from windowdesk.domain.clock import START_COUNTS, DayMark, DueProof, ProofDay
from windowdesk.domain.limits import LimitUnit, TimeLimit

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_MONTHS = 12
_NUMBERED = frozenset((DayMark.START, DayMark.COUNTED, DayMark.EXTENDED))
_SAYS_WHY = frozenset((DayMark.START, DayMark.OFF, DayMark.PAUSED, DayMark.ROLLED))


def re_adds(proof: DueProof) -> bool:
    """Tell whether the listed days, added up one by one, come to the date that is shown."""
    return not fault_in(proof)


def fault_in(proof: DueProof) -> str:
    """Return what does not add up in ``proof``, in one short English phrase; empty if all does."""
    return next(_faults(proof), "")


def _faults(proof: DueProof) -> Iterator[str]:
    days = proof.days
    if not days or days[0].on != proof.start or days[0].mark is not DayMark.START:
        yield "does not begin with the start day"
        return
    if days[-1].on != proof.due:
        yield "does not end on the due day"
    if any(after.on - before.on != _ONE_DAY for before, after in pairwise(days)):
        yield "leaves days out"
    yield from filter(None, map(_line_fault, days))
    cut = next((n for n, day in enumerate(days) if day.mark is DayMark.EXTENDED), len(days))
    own, further = list(days[:cut]), list(days[cut:])
    while own and own[-1].mark in {DayMark.OFF, DayMark.PAUSED} and further:
        further.insert(0, own.pop())
    yield from _limit_faults(proof.limit, own, proof)
    yield from _extension_faults(proof, further)


def _line_fault(day: ProofDay) -> str:
    if day.mark in _SAYS_WHY and not day.note:
        return f"{day.on} is not counted for no reason"
    if day.nth and day.mark not in _NUMBERED:
        return f"{day.on} has a number and is not counted"
    if not day.nth and day.mark in {DayMark.COUNTED, DayMark.EXTENDED}:
        return f"{day.on} is counted without a number"
    return ""


def _limit_faults(limit: TimeLimit, days: Sequence[ProofDay], proof: DueProof) -> Iterator[str]:
    """Add up the days of the limit itself."""
    counted = [day for day in days if day.nth]
    if [day.nth for day in counted] != list(range(1, len(counted) + 1)):
        yield "numbers are not one after another"
    if limit.unit is LimitUnit.MONTH:
        yield from _month_faults(limit, proof, len(counted))
    elif len(counted) != limit.count:
        yield f"counts {len(counted)} instead of {limit.count}"
    if limit.unit is LimitUnit.WORKDAY:
        if any(map(_is_off, counted)):
            yield "counts a day off as a working day"
        if limit.count and days[-1] is not counted[-1]:
            yield "goes on after the last day"
        return
    yield from _roll_faults(days, counted)


def _month_faults(limit: TimeLimit, proof: DueProof, counted: int) -> Iterator[str]:
    """See that so many days from the start on come to the same day number (art. 202)."""
    end = proof.start + timedelta(days=counted)
    months = (end.year - proof.start.year) * _MONTHS + end.month - proof.start.month
    is_last = (end + _ONE_DAY).month != end.month
    if months != limit.count:
        yield f"counts {months} months instead of {limit.count}"
    if end.day != proof.start.day and not (is_last and end.day < proof.start.day):
        yield "does not end on the same day of the month"


def _roll_faults(days: Sequence[ProofDay], counted: Sequence[ProofDay]) -> Iterator[str]:
    """See that it ends on a working day: the last day counted, or the first one after it."""
    if not counted:
        return
    tail = days[days.index(counted[-1]) + 1 :]
    if not tail:
        if _is_off(counted[-1]):
            yield "ends on a day off"
    elif not _is_off(counted[-1]) or tail[-1].mark is not DayMark.ROLLED:
        yield "goes on without need"
    elif any(day.mark not in {DayMark.OFF, DayMark.PAUSED} for day in tail[:-1]):
        yield "rolls on beyond the first working day"


def _extension_faults(proof: DueProof, days: Sequence[ProofDay]) -> Iterator[str]:
    wanted = proof.extension.workdays if proof.extension else 0
    counted = [day for day in days if day.mark is DayMark.EXTENDED]
    if [day.nth for day in counted] != list(range(1, wanted + 1)):
        yield f"counts {len(counted)} days of the extension instead of {wanted}"
    if any(map(_is_off, counted)):
        yield "counts a day off as a day of the extension"
    if any(day.mark not in {DayMark.EXTENDED, DayMark.OFF, DayMark.PAUSED} for day in days):
        yield "has a strange day in the extension"


def _is_off(day: ProofDay) -> bool:
    """Tell from the line alone whether the day is off."""
    if day.makeup:
        return False
    if day.on.weekday() >= _SATURDAY:
        return True
    why = day.note.removeprefix(START_COUNTS) if day.mark is DayMark.START else day.note
    return bool(why)
