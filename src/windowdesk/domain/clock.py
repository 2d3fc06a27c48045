"""The clock of a case: a budget and a ledger, never a flag.

One function, ``due_proof``, derives every due date of the program, day by day. Rules: the start
day is not counted (Civil Code art. 201); limits of the Permit Law run in working days (art. 82);
calendar days that end on a day off roll on to the next working day (Civil Code art. 203); days of
a special procedure are not counted (Permit Law art. 45).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from windowdesk.domain.calendar import ONE_DAY, WEEKEND, WorkCalendar, short_holiday
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import UNIT_LABEL, LimitUnit, TimeLimit

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

    ``last`` is None while the procedure still runs. ``reason`` names the procedure (鉴定) and
    ``paper`` the notice of it (Permit Law art. 45: told in writing); both may be empty.
    DomainError if ``last`` comes before ``first``.
    """

    first: date
    last: date | None
    reason: str
    paper: str = ""

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise DomainError(
                f"不计时的止日 {self.last} 早于起日 {self.first}。核对起止日。", "pauses"
            )

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the pause."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class ProofDay:
    """One line of a due-date proof; ``nth`` is the running number of a counted day, else 0."""

    on: date
    mark: DayMark
    nth: int
    note: str
    makeup: bool


@dataclass(frozen=True)
class DueProof:
    """A due date with every day that led to it, from ``start`` to ``due``.

    ``provisional``: the walk or a pause reaches a year whose calendar is not published.
    ``reasons`` says what was not counted and why; empty where every day was an ordinary one.
    """

    start: date
    due: date
    limit: TimeLimit
    days: tuple[ProofDay, ...]
    provisional: bool
    calendar_text: str
    reasons: str

    @property
    def sentence(self) -> str:
        """The proof in words: start, length, and what was not counted."""
        if self.limit.count == 0:
            return f"{short_date(self.start)}当日办结。"
        return f"{short_date(self.start)}的次日起算，共 {_length(self.limit)}。{self.reasons}"

    def promise_text(self, today: date) -> str:
        """Say the proof of a promise as the visitor is told it (承诺 20 个工作日，明天起算)."""
        if self.limit.count == 0:
            return "承诺当场办结。"
        begins = "明天" if self.start == today else short_date(self.start + ONE_DAY)
        return f"承诺 {_length(self.limit)}，{begins}起算。{self.reasons}"


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
    first (DomainError otherwise).
    """
    days = [ProofDay(start, DayMark.START, 0, "起算日，不计", calendar.is_makeup(start))]
    counted = 0
    for day, mark in _walk(start, limit, calendar, pauses):
        counted += mark is DayMark.COUNTED
        days.append(_line(day, mark, counted, calendar, pauses))
    due = days[-1].on
    reached = _reached(start, due, pauses)
    return DueProof(
        start=start,
        due=due,
        limit=limit,
        days=tuple(days),
        provisional=not all(
            calendar.is_official(year) for first, last in reached for year in _years(first, last)
        ),
        calendar_text=calendar.text_for(min(reached)[0], max(last for _, last in reached)),
        reasons="".join(_reasons(limit, days, calendar, pauses)),
    )


def due_on(
    start: date, limit: TimeLimit, calendar: WorkCalendar, pauses: Sequence[ClockPause] = ()
) -> date:
    """Return the due date alone, by the same walk."""
    due = start
    for day, _ in _walk(start, limit, calendar, pauses):
        due = day
    return due


def _walk(
    start: date, limit: TimeLimit, calendar: WorkCalendar, pauses: Sequence[ClockPause]
) -> Iterator[tuple[date, DayMark]]:
    """Yield every day after ``start`` up to the due date with what it counts for."""
    left = limit.count
    in_workdays = limit.unit is LimitUnit.WORKDAY
    day = start
    ended = left == 0
    for _ in range(_LONGEST_WALK_DAYS):
        if ended:
            return
        if day == date.max:
            break
        day += ONE_DAY
        if pauses and _paused_by(day, pauses):
            yield day, DayMark.PAUSED
            continue
        worked = calendar.is_workday(day)
        if left and (worked or not in_workdays):
            left -= 1
            ended = worked and left == 0
            yield day, DayMark.COUNTED
        else:
            # Here all days of the limit are used up, or it is a day off that does not count.
            ended = worked
            yield day, DayMark.ROLLED if worked else DayMark.OFF
    raise DomainError("期限算到了一百年以后。核对期限天数和不计时的起止日。", "limit")


def _paused_by(day: date, pauses: Iterable[ClockPause]) -> ClockPause | None:
    return next((p for p in pauses if p.covers(day)), None)


def _line(
    day: date,
    mark: DayMark,
    counted: int,
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
) -> ProofDay:
    makeup = calendar.is_makeup(day)
    pause = _paused_by(day, pauses) if mark is DayMark.PAUSED else None
    if pause:
        return ProofDay(day, mark, 0, pause.reason or "不计时", makeup)
    if mark is DayMark.ROLLED:
        return ProofDay(day, mark, 0, "末日逢休，顺延到此", makeup)
    name = calendar.name_of(day)
    note = f"{name}调休上班" if makeup else name
    return ProofDay(day, mark, counted if mark is DayMark.COUNTED else 0, note, makeup)


def _reached(start: date, due: date, pauses: Iterable[ClockPause]) -> list[tuple[date, date]]:
    return [(start, due), *((p.first, p.last or p.first) for p in pauses)]


def _years(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def _reasons(
    limit: TimeLimit,
    days: Sequence[ProofDay],
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
) -> Iterator[str]:
    """Say what was not counted, in the order of look.md: pauses, days off, the last day."""
    unit = limit.unit
    yield from _pause_reasons(unit, days, calendar, pauses)
    if unit is LimitUnit.WORKDAY:
        yield _off_reason(days)
    elif days[-1].mark is DayMark.ROLLED:
        last = next(d for d in reversed(days) if d.mark is DayMark.COUNTED)
        holiday, due = short_holiday(last.note), short_date(days[-1].on)
        yield f"第 {limit.count} 日{short_date(last.on)}逢{holiday}，顺延到{due}。"


def _pause_reasons(
    unit: LimitUnit,
    days: Sequence[ProofDay],
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
) -> Iterator[str]:
    held = [d.on for d in days if d.mark is DayMark.PAUSED]
    for pause in dict.fromkeys(pauses):
        # A day that two pauses cover belongs to the first: said once, so that the sums add up.
        own = [on for on in held if _paused_by(on, pauses) is pause]
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
    worked = [d.on for d in days if d.mark is DayMark.COUNTED and d.makeup]
    parts = []
    if off:
        names = "、".join(dict.fromkeys(short_holiday(d.note) for d in off))
        parts.append(f"{names} {len(off)} 天不计")
    if worked:
        names = "、".join(f"{short_date(on)}（{weekday_name(on)}）" for on in worked)
        parts.append(f"{names}调休上班，计")
    return f"{'，'.join(parts)}。" if parts else ""


def _length(limit: TimeLimit) -> str:
    return f"{limit.count} {UNIT_LABEL[limit.unit]}"


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
