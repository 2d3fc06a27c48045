"""A due-date proof in words: what was not counted and why, in the order of look.md §4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.calendar import WEEKEND, WorkCalendar, short_holiday
from windowdesk.domain.clock_walk import ClockExtension, ClockPause, DayMark, paused_by
from windowdesk.domain.limits import UNIT_LABEL, LimitUnit, TimeLimit

_WEEKDAYS = "一二三四五六日"
_ENDS = frozenset((DayMark.START, DayMark.COUNTED, DayMark.ROLLED))


@dataclass(frozen=True, slots=True)
class ProofDay:
    """One line of a due-date proof; ``nth`` is the running number of a counted day, else 0.

    Days of the extension are numbered from 1 again.
    """

    on: date
    mark: DayMark
    nth: int
    note: str
    makeup: bool


def reasons_of(
    limit: TimeLimit,
    days: Sequence[ProofDay],
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
    extension: ClockExtension | None,
) -> str:
    """Say what was not counted: pauses, days off, the last day, the extension."""
    own, more = _legs(days)
    parts = [*_pause_reasons(limit.unit, days, calendar, pauses)]
    if limit.unit is LimitUnit.WORKDAY:
        parts.append(_off_reason(days))
    elif own[-1].mark is DayMark.ROLLED:
        parts.append(_rolled_reason(limit, own))
    if extension is not None and extension.workdays:
        parts.append(_extension_reason(extension, own[-1].on))
        if limit.unit is not LimitUnit.WORKDAY:
            parts.append(_off_reason(more))
    return "".join(parts)


def _legs(days: Sequence[ProofDay]) -> tuple[Sequence[ProofDay], Sequence[ProofDay]]:
    """Return the days of the limit itself, up to its end, and those of the extension."""
    begun = next((n for n, d in enumerate(days) if d.mark is DayMark.EXTENDED), len(days))
    end = max(n for n, d in enumerate(days[:begun]) if d.mark in _ENDS)
    return days[: end + 1], days[end + 1 :]


def length_text(limit: TimeLimit) -> str:
    """Return a limit as sentences on the screen write it: 20 个工作日."""
    return f"{limit.count} {UNIT_LABEL[limit.unit]}"


def short_date(day: date) -> str:
    """Return a date as screens show it: 9月20日."""
    return f"{day.month}月{day.day}日"


def weekday_name(day: date) -> str:
    """Return 周日 and so on."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def _extension_reason(extension: ClockExtension, end: date) -> str:
    said = [f"{extension.allowed_by}批准" if extension.allowed_by else ""]
    said.append(f"依{extension.paper}" if extension.paper else "")
    told = "，".join(part for part in said if part)
    by_whom = f"（{told}）" if told else ""
    return f"原届满日{short_date(end)}，延长 {extension.workdays} 个工作日{by_whom}。"


def _rolled_reason(limit: TimeLimit, days: Sequence[ProofDay]) -> str:
    last = next(d for d in reversed(days) if d.nth)
    due = short_date(days[-1].on)
    nth = "到期日" if limit.unit is LimitUnit.MONTH else f"第 {limit.count} 日"
    return f"{nth}{short_date(last.on)}逢{short_holiday(last.note)}，顺延到{due}。"


def _pause_reasons(
    unit: LimitUnit,
    days: Sequence[ProofDay],
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
) -> Iterator[str]:
    held = [d.on for d in days if d.mark is DayMark.PAUSED]
    for pause in dict.fromkeys(pauses):
        # A day that two pauses cover belongs to the first: said once, so that the sums add up.
        own = [on for on in held if paused_by(on, pauses) is pause]
        if not own:
            continue
        worked = sum(calendar.is_workday(on) for on in own)
        size = f"其中工作日 {worked} 个" if unit is LimitUnit.WORKDAY else f"共 {len(own)} 日"
        by_paper = f"，依{pause.paper}" if pause.paper else ""
        yield f"{_span(pause)}{pause.reason}{by_paper}不计，{size}。"


def _span(pause: ClockPause) -> str:
    first = short_date(pause.first)
    if pause.last is None or pause.last == pause.first:
        return first
    if (pause.last.year, pause.last.month) == (pause.first.year, pause.first.month):
        return f"{first}至{pause.last.day}日"
    return f"{first}至{short_date(pause.last)}"


def _off_reason(days: Sequence[ProofDay]) -> str:
    off = [d for d in days if d.mark is DayMark.OFF and d.note != WEEKEND]
    worked = [d.on for d in days if d.nth and d.makeup]
    parts = []
    if off:
        names = "、".join(dict.fromkeys(short_holiday(d.note) for d in off))
        parts.append(f"{names} {len(off)} 天不计")
    if worked:
        names = "、".join(f"{short_date(on)}（{weekday_name(on)}）" for on in worked)
        parts.append(f"{names}调休上班，计")
    return f"{'，'.join(parts)}。" if parts else ""
