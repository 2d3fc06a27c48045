"""The clock of a case: a budget and a ledger, never a flag.

One function, ``due_proof``, derives every due date of the program, day by day. Rules: the start
day is not counted (Civil Code art. 201); limits of the Permit Law run in working days (art. 82);
calendar days that end on a day off roll on to the next working day (Civil Code art. 203); days of
a special procedure are not counted (Permit Law art. 45).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.limits import LimitUnit, TimeLimit

# A walk this long means a pause without an end or a limit beyond all sense.
_LONGEST_WALK_DAYS = 36_600
_WEEKDAYS = "一二三四五六日"


class DayMark(StrEnum):
    """What a day counts for."""

    START = "start"
    COUNTED = "counted"
    OFF = "off"
    PAUSED = "paused"
    ROLLED = "rolled"


@dataclass(frozen=True)
class ClockPause:
    """An interval that does not count, both ends included.

    ``last`` is None while the procedure still runs. ``reason`` is what the notice says, ``paper``
    the number of the notice (Permit Law art. 45: told in writing).
    """

    first: date
    last: date | None
    reason: str
    paper: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the pause."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class ProofDay:
    """One line of a due-date proof; ``nth`` is the running number of a counted day, else 0."""

    on: date
    mark: DayMark
    nth: int
    note: str
    makeup: bool


@dataclass(frozen=True)
class DueProof:
    """A due date with every day that led to it, from ``start`` to ``due``."""

    start: date
    due: date
    limit: TimeLimit
    days: tuple[ProofDay, ...]
    provisional: bool
    calendar_text: str
    sentence: str


class Light(StrEnum):
    """The light of a clock (domain.md §6)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"
    BLUE = "blue"


@dataclass(frozen=True)
class LightReading:
    """A light with its word (余 8 日) and its second line (9月16日)."""

    light: Light
    word: str
    second: str


def due_proof(
    start: date, limit: TimeLimit, calendar: WorkCalendar, pauses: Sequence[ClockPause] = ()
) -> DueProof:
    """Walk from ``start`` to the due date of ``limit``.

    A limit of 0 days is the start day itself, without rolling on. Pauses may overlap; a paused
    day is never the due day. A pause without an end has no due date: close it at the day of asking
    first (OverflowError otherwise).
    """
    days = [_start_day(start, calendar)]
    counted = 0
    day = start
    while counted < limit.count or not _may_end(day, start, limit, calendar, pauses):
        day += ONE_DAY
        mark = _mark(day, limit, calendar, pauses, used_up=counted == limit.count)
        counted += mark is DayMark.COUNTED
        days.append(_line(day, mark, counted, calendar, pauses))
        if len(days) > _LONGEST_WALK_DAYS:
            raise OverflowError("a limit must end within a hundred years")
    provisional = _is_provisional(start, day, calendar, pauses)
    return DueProof(
        start=start,
        due=day,
        limit=limit,
        days=tuple(days),
        provisional=provisional,
        calendar_text=calendar.text_for(start, day),
        sentence=_sentence(start, limit, days, pauses),
    )


def due_on(
    start: date, limit: TimeLimit, calendar: WorkCalendar, pauses: Sequence[ClockPause] = ()
) -> date:
    """Return the due date alone."""
    return due_proof(start, limit, calendar, pauses).due


def _start_day(start: date, calendar: WorkCalendar) -> ProofDay:
    return ProofDay(start, DayMark.START, 0, "起算日，不计", calendar.is_makeup(start))


def _paused_by(day: date, pauses: Sequence[ClockPause]) -> ClockPause | None:
    return next((p for p in pauses if p.covers(day)), None)


def _mark(
    day: date,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
    *,
    used_up: bool,
) -> DayMark:
    if _paused_by(day, pauses):
        return DayMark.PAUSED
    worked = calendar.is_workday(day)
    if used_up:
        return DayMark.ROLLED if worked else DayMark.OFF
    if limit.unit is LimitUnit.WORKDAY and not worked:
        return DayMark.OFF
    return DayMark.COUNTED


def _may_end(
    day: date,
    start: date,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
) -> bool:
    if limit.count == 0:
        return day == start
    if _paused_by(day, pauses):
        return False
    return calendar.is_workday(day)


def _line(
    day: date,
    mark: DayMark,
    counted: int,
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
) -> ProofDay:
    pause = _paused_by(day, pauses)
    makeup = calendar.is_makeup(day)
    if pause:
        return ProofDay(day, DayMark.PAUSED, 0, pause.reason, makeup)
    name = calendar.name_of(day)
    note = f"{name}调休上班" if makeup else name
    if mark is DayMark.ROLLED:
        note = "末日逢休，顺延到此"
    return ProofDay(day, mark, counted if mark is DayMark.COUNTED else 0, note, makeup)


def _is_provisional(
    start: date, due: date, calendar: WorkCalendar, pauses: Sequence[ClockPause]
) -> bool:
    reached = {start.year, due.year, *range(start.year, due.year + 1)}
    for pause in pauses:
        reached.add(pause.first.year)
        if pause.last is not None:
            reached.update(range(pause.first.year, pause.last.year + 1))
    return not all(calendar.is_official(year) for year in reached)


def _sentence(
    start: date, limit: TimeLimit, days: Sequence[ProofDay], pauses: Sequence[ClockPause]
) -> str:
    if limit.count == 0:
        return f"{short_date(start)}当日办结。"
    parts = [f"{short_date(start)}起算，次日为第 1 日，共 {limit.text}。"]
    for pause in pauses:
        span = sum(d.mark is DayMark.PAUSED and pause.covers(d.on) for d in days)
        if span:
            until = short_date(pause.last) if pause.last else "还没结束"
            paper = f"，依{pause.paper}" if pause.paper else ""
            parts.append(
                f"{short_date(pause.first)}至{until}{pause.reason}{paper}不计，共 {span} 天。"
            )
    worked = [d for d in days[1:] if d.makeup and d.mark is DayMark.COUNTED]
    if worked:
        names = "、".join(f"{short_date(d.on)}（周{_WEEKDAYS[d.on.weekday()]}）" for d in worked)
        parts.append(f"{names}调休上班，计。")
    off = [d for d in days[1:] if d.mark is DayMark.OFF and d.note != "周末"]
    if off:
        held = "、".join(dict.fromkeys(d.note for d in off))
        parts.append(f"{held} {len(off)} 天不计。")
    return "".join(parts)


def short_date(day: date) -> str:
    """Return a date as screens show it: 9月20日."""
    return f"{day.month}月{day.day}日"


def weekday_name(day: date) -> str:
    """Return 周日 and so on."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def read_light(
    due: date | None,
    today: date,
    calendar: WorkCalendar,
    *,
    paused: bool,
    done: bool,
    used: int = 0,
) -> LightReading:
    """Return the light of a clock as of ``today`` (look.md §4, domain.md §6).

    ``used`` are the days used up, shown while the clock is paused. Lights are computed, never
    stored. Amber means within one working day.
    """
    if done or due is None:
        return LightReading(Light.BLUE, "已办结", "")
    if paused:
        return LightReading(Light.GREY, "不计时", f"已用 {used} 日")
    left = calendar.workdays_after(today, due)
    second = short_date(due)
    if due < today:
        over = calendar.workdays_after(due, today)
        return LightReading(Light.RED, f"超 {over} 日" if over else "已超期", second)
    if due == today:
        return LightReading(Light.AMBER, "今日", second)
    return LightReading(Light.AMBER if left <= 1 else Light.GREEN, f"余 {left} 日", second)
