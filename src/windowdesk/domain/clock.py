"""The clock of a case: a budget and a ledger, never a flag.

One function, ``due_proof``, derives every due date of the program, day by day, by the rules of
``clock_walk``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from windowdesk.domain.amber import amber_day
from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.clock_walk import (
    ClockExtension,
    ClockPause,
    DayMark,
    Step,
    paused_by,
    walk,
)
from windowdesk.domain.clock_words import (
    ProofDay,
    length_text,
    reasons_of,
    short_date,
    weekday_name,
)
from windowdesk.domain.limits import TimeLimit

__all__ = [
    "START_COUNTS",
    "ClockExtension",
    "ClockPause",
    "DayMark",
    "DueProof",
    "Light",
    "LightReading",
    "ProofDay",
    "due_on",
    "due_proof",
    "read_light",
    "short_date",
    "weekday_name",
]

START_COUNTS = "起算日，计入"
_START = "起算日，不计"


@dataclass(frozen=True)
class DueProof:
    """A due date with every day that led to it, from ``start`` to ``due``.

    ``provisional``: the walk or a pause reaches a year whose calendar is not published.
    ``reasons`` says what was not counted and why; empty where every day was an ordinary one.
    ``extension`` is the one that moved the date, if there was one. ``counts_start``: whether the
    start day was one to be counted.
    """

    start: date
    due: date
    limit: TimeLimit
    days: tuple[ProofDay, ...]
    provisional: bool
    calendar_text: str
    reasons: str
    extension: ClockExtension | None = None
    counts_start: bool = False

    @property
    def sentence(self) -> str:
        """The proof in words: start, length, and what was not counted."""
        if self.limit.count == 0:
            return f"{short_date(self.start)}当日办结。{self.reasons}"
        begins = "起算" if self.counts_start else "的次日起算"
        return f"{short_date(self.start)}{begins}，共 {length_text(self.limit)}。{self.reasons}"

    def promise_text(self, today: date) -> str:
        """Say the proof of a promise as the visitor is told it (承诺 20 个工作日，明天起算)."""
        if self.limit.count == 0:
            return "承诺当场办结。"
        first = self.start if self.counts_start else self.start + ONE_DAY
        begins = "明天" if first == today + ONE_DAY else short_date(first)
        return f"承诺 {length_text(self.limit)}，{begins}起算。{self.reasons}"


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
    start: date,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause] = (),
    extension: ClockExtension | None = None,
) -> DueProof:
    """Walk from ``start`` to the due date of ``limit``, then on through ``extension``.

    A limit of 0 days is the start day itself, without rolling on. Pauses may overlap; a paused
    day is never the due day. A pause without an end has no due date: close it at the day of asking
    first (DomainError otherwise).
    """
    question = (start, limit, tuple(pauses), extension)
    return calendar.remembered(
        question, partial(_proved, start, limit, calendar, tuple(pauses), extension)
    )


def _proved(
    start: date,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: tuple[ClockPause, ...],
    extension: ClockExtension | None,
) -> DueProof:
    steps = list(walk(start, limit, calendar, pauses, extension))
    days = tuple(_lines(start, limit, steps, calendar, pauses))
    due = days[-1].on
    reached = _reached(start, due, pauses)
    return DueProof(
        start=start,
        due=due,
        limit=limit,
        days=days,
        provisional=not all(
            calendar.is_official(year) for first, last in reached for year in _years(first, last)
        ),
        calendar_text=calendar.text_for(min(reached)[0], max(last for _, last in reached)),
        reasons=reasons_of(limit, days, calendar, pauses, extension),
        extension=extension,
        counts_start=calendar.counts_start,
    )


def due_on(
    start: date,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause] = (),
    extension: ClockExtension | None = None,
) -> date:
    """Return the due date alone, by the same walk."""
    due = start
    for due, _ in walk(start, limit, calendar, pauses, extension):  # noqa: B007  the last one
        pass
    return due


def _lines(
    start: date,
    limit: TimeLimit,
    steps: Sequence[Step],
    calendar: WorkCalendar,
    pauses: Sequence[ClockPause],
) -> Iterable[ProofDay]:
    """Yield the lines of the proof, the start day first whether it counts or not."""
    counts = bool(limit.count) and calendar.counts_start
    if not counts:
        yield ProofDay(start, DayMark.START, 0, _START, calendar.is_makeup(start))
    numbers = {DayMark.COUNTED: 0, DayMark.EXTENDED: 0}
    for day, mark in steps:
        nth = 0
        if mark in numbers:
            nth = numbers[mark] = numbers[mark] + 1
        line = _line(day, mark, nth, calendar, pauses)
        if counts and day == start:
            word = START_COUNTS if nth else "起算日"
            said = "，".join(part for part in (word, line.note) if part)
            yield ProofDay(start, DayMark.START, nth, said, line.makeup)
        else:
            yield line


def _line(
    day: date, mark: DayMark, nth: int, calendar: WorkCalendar, pauses: Sequence[ClockPause]
) -> ProofDay:
    makeup = calendar.is_makeup(day)
    pause = paused_by(day, pauses) if mark is DayMark.PAUSED else None
    if pause:
        return ProofDay(day, mark, 0, pause.reason or "不计时", makeup)
    if mark is DayMark.ROLLED:
        return ProofDay(day, mark, 0, "末日逢休，顺延到此", makeup)
    name = calendar.name_of(day)
    note = f"{name}调休上班" if makeup else name
    return ProofDay(day, mark, nth, note, makeup)


def _reached(start: date, due: date, pauses: Iterable[ClockPause]) -> list[tuple[date, date]]:
    return [(start, due), *((p.first, p.last or p.first) for p in pauses)]


def _years(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def read_light(
    due: date | None,
    today: date,
    calendar: WorkCalendar,
    *,
    paused: bool,
    done: bool,
    used: int = 0,
    amber_on: date | None = None,
) -> LightReading:
    """Return the light of a clock as of ``today`` (look.md §4, domain.md §6).

    ``used`` are the days used up, shown while the clock is paused. Lights are computed, never
    stored. ``amber_on`` is the first amber day, see ``amber_day``; None: one working day before.
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
    near = today >= (amber_on or amber_day(due, calendar))
    return LightReading(Light.AMBER if near else Light.GREEN, f"余 {left} 日", second)
