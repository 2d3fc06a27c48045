"""Warnings and what cases wait for: the sweep, the lists of one account, and their lights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import LightReading, read_light
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.escalation import LEVEL_LABEL, Audience, Level, audiences, cutoff
from windowdesk.domain.escalation_rule import EscalationRule
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.domain.step_limits import STEP_LABEL, STEP_POST, Step
from windowdesk.domain.text import half_width
from windowdesk.domain.todo import TODO_LABEL, TodoKind
from windowdesk.services.acting import Bench
from windowdesk.services.lights import next_workday
from windowdesk.services.warning_port import (
    PROMISE,
    STATUTORY,
    Cutoffs,
    Place,
    WaitQuery,
    WaitRow,
    WarningQuery,
    WarningRow,
)

CLOCK_LABEL: Mapping[str, str] = {PROMISE: "承诺期限", STATUTORY: "法定期限"}
PLACE_LABEL: Mapping[Place, str] = {
    Place.WINDOW: "窗口",
    Place.DEPARTMENT: "科室",
    Place.MINE: "我",
}
_RUNNING_LABEL: Mapping[str, str] = {"received": "告知期限", "issue": "送达期限"}
_EVERY_PAGE = 500


@dataclass(frozen=True)
class SweepResult:
    """What a sweep did. ``rests``: it is no working day, so nobody is warned."""

    written: int
    rests: bool = False


@dataclass(frozen=True)
class Bell:
    """How many warnings wait to be seen, by level."""

    counts: Mapping[Level, int]

    @property
    def total(self) -> int:
        """How many matters they are about: what went up to the leader is with the others too."""
        return max(self.counts.values(), default=0)


class Warnings:
    """Warnings of one logged-in account."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._store = bench.database.warnings
        self.audiences = audiences(bench.account)

    @property
    def may_sweep(self) -> bool:
        """Tell whether this account sees cases at all."""
        return self._bench.account.may(Act.SEE_CASES)

    def sweep(self) -> SweepResult:
        """Write every warning that is due; on days off nobody is reminded."""
        self._bench.account.require(Act.SEE_CASES)
        with self._bench.database.reading() as uow:
            now, centre = uow.now(), uow.centre()
        calendar = centre.calendar(self._bench.calendar)
        today, rule = local_date(now), centre.escalation
        if not calendar.is_workday(today):
            return SweepResult(0, rests=True)
        days = Cutoffs(
            today=today,
            now=now,
            soon=next_workday(today, calendar),
            head_by=cutoff(today, rule.head_days, calendar),
            leader_by=cutoff(today, rule.leader_days, calendar),
        )
        return SweepResult(self._store.sweep(days))

    def bell(self) -> Bell:
        """Count what waits to be seen by this account."""
        return Bell({one.level: self._store.count(one) for one in self.audiences})

    def page(
        self, level: Level, after: WarningRow | None = None, *, on_record: bool = False
    ) -> tuple[WarningRow, ...]:
        """Return a page of warnings of one level; ``on_record`` also those seen or settled."""
        query = WarningQuery(self._audience(level), after, open_only=not on_record)
        return self._store.warnings(query)

    def all(self, level: Level, *, on_record: bool = False) -> Iterable[WarningRow]:
        """Return every warning of one level, for an export."""
        query = WarningQuery(self._audience(level), open_only=not on_record, limit=_EVERY_PAGE)
        while rows := self._store.warnings(query):
            yield from rows
            query = replace(query, after=rows[-1])

    def see(self, row: WarningRow) -> bool:
        """Take note of a warning; it stays on record. False if somebody else has seen it."""
        with self._bench.database.reading() as uow:
            at = uow.now()
        return self._store.see(row, self._bench.account.login, at)

    def waits(
        self, kind: TodoKind, place: Place, after: WaitRow | None = None
    ) -> tuple[WaitRow, ...]:
        """Return a page of what is waited for."""
        return self._store.waits(WaitQuery(kind, place, after))

    def wait_counts(self, place: Place) -> Mapping[TodoKind, int]:
        """Count what is waited for, by kind."""
        return self._store.wait_counts(place)

    def _audience(self, level: Level) -> Audience:
        for one in self.audiences:
            if one.level is level:
                return one
        raise DomainError(f"这个账号不收“{LEVEL_LABEL[level]}”这一级的提醒。")


def read_rule(head_days: str, leader_days: str) -> EscalationRule:
    """Return the rule that two typed numbers make; DomainError if they make none."""
    numbers = [half_width(text).strip() for text in (head_days, leader_days)]
    if not all(text.isascii() and text.isdigit() for text in numbers):
        raise DomainError("提醒的天数写整数，0 是到期那天。", "head_days")
    return EscalationRule(*map(int, numbers))


def clock_words(clock: str, ref: str, desk: str = "") -> str:
    """Say which clock a warning is of: 承诺期限, 环节 审查, 征求意见 农业农村办.

    ``desk`` tells the clock of a case by where it lies: before acceptance, or after the decision.
    """
    if clock == PROMISE:
        return _RUNNING_LABEL.get(desk, CLOCK_LABEL[PROMISE])
    if clock in CLOCK_LABEL:
        return CLOCK_LABEL[clock]
    kind = TodoKind(clock)
    if kind is TodoKind.STEP:
        return f"{TODO_LABEL[kind]} {STEP_LABEL[Step(ref)]}"
    return f"{TODO_LABEL[kind]} {ref}" if kind is TodoKind.OPINION else TODO_LABEL[kind]


def warned_post(row: WarningRow) -> str:
    """Name the post whose turn it is, and who holds the case."""
    if row.clock == TodoKind.STEP:
        return STEP_POST[Step(row.ref)]
    post = "出件岗" if row.desk == "issue" else "综合窗口"
    if row.desk == "review":
        post = row.department
    return f"{post} {row.case.holder_name}".strip() if row.login else post


def warning_light(row: WarningRow, today: date, calendar: WorkCalendar) -> LightReading:
    """Return the light of what is warned of, as of ``today``."""
    kind_is_step = row.clock == TodoKind.STEP
    amber = row.case.amber_on if row.clock == PROMISE else (row.due_on if kind_is_step else None)
    return read_light(row.due_on, today, calendar, paused=False, done=False, amber_on=amber)


def wait_light(row: WaitRow, today: date, calendar: WorkCalendar) -> LightReading:
    """Return the light of what is waited for; where hours count, its second line has the hour."""
    amber = row.due_on if row.kind is TodoKind.STEP else None
    light = read_light(row.due_on, today, calendar, paused=False, done=False, amber_on=amber)
    if row.due_at is None:
        return light
    hour = row.due_at.astimezone(SHANGHAI)
    return replace(light, second=f"{light.second} {hour:%H:%M}")
