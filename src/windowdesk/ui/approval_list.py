"""The queue of the approval desk: what is due first, by light, page after page.

Cases whose clock is paused have no date that matters, so they come after all that have one.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from windowdesk.domain.clock import Light, LightReading, read_light, short_date, weekday_name
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import BEFORE_ACCEPTANCE, STATE_LABEL
from windowdesk.domain.todo import TodoKind
from windowdesk.services.lights import late_step, light_of, next_workday
from windowdesk.services.session import Session
from windowdesk.services.todo_lists import TodoRow
from windowdesk.services.worklists import (
    MOST_COUNTED,
    PAGE,
    CaseRow,
    LightCounts,
    Queue,
    QueueQuery,
)
from windowdesk.ui.buttons import Choice
from windowdesk.ui.case_words import counted
from windowdesk.ui.lit_case import whose
from windowdesk.ui.paging import Cursor, Page
from windowdesk.ui.queue_line import QueueLine

_MOST_AT_ONCE: Final = 500
_MOST_CROWDED: Final = 3
_LATE, _TODAY, _REST, _TO_ACCEPT = "已超期", "今天到期", "其余", "待受理"
_ASKED, _COUNTY = "征求意见", "等县级"


class Filter(StrEnum):
    """Which cases of the queue are shown."""

    ALL = "all"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"
    TO_ACCEPT = "to_accept"
    ASKED = "asked"
    COUNTY = "county"


EMPTY: Final = MappingProxyType(
    {
        Filter.RED: "没有超期的件",
        Filter.AMBER: "没有临期的件",
        Filter.GREEN: "没有别的件",
        Filter.GREY: "没有不计时的件",
        Filter.TO_ACCEPT: "没有等受理的件",
        Filter.ASKED: "没有问我们部门的件",
        Filter.COUNTY: "没有等县级决定的件",
    }
)


@dataclass(frozen=True)
class QueuedCase:
    """A row of the queue and how it is shown."""

    row: CaseRow
    line: QueueLine


@dataclass(frozen=True)
class Overview:
    """The queue as a whole, as of ``today``; ``soon`` is the next working day.

    ``to_accept`` are received cases that
    wait for the account to accept them, None where its department accepts none. ``asked`` is what
    other departments ask of the account's, ``county`` what lies with the county.
    """

    now: datetime
    today: date
    soon: date
    lights: LightCounts
    decided: int
    to_accept: tuple[CaseRow, ...] | None = None
    asked: tuple[TodoRow, ...] = ()
    county: tuple[TodoRow, ...] = ()

    def todos(self, shown: Filter) -> tuple[TodoRow, ...]:
        """Return what a filter shows of what is waited for."""
        return self.asked if shown is Filter.ASKED else self.county


@dataclass(frozen=True)
class _Cursor:
    """Where the next page begins: among the running clocks or, after them, the paused ones."""

    paused: bool
    after: CaseRow | None


class ApprovalQueue:
    """Asks the database for the queue; every method runs off the GUI thread."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._department = session.account.department

    def overview(self) -> Overview:
        """Count the queue."""
        lists, intake = self._session.database.lists, self._session.intake
        with self._session.database.reading() as uow:
            now = uow.now()
        today = local_date(now)
        soon = next_workday(today, self._session.calendar)
        return Overview(
            now=now,
            today=today,
            soon=soon,
            lights=lists.counts(Queue.REVIEW, self._department, today, soon),
            decided=lists.decided_today(self._session.account.login, _midnight(today)),
            to_accept=intake.waiting() if intake.has_items else None,
            asked=self._session.opinions.asked_of_us() if self._department else (),
            county=self._session.database.todos.waiting(TodoKind.COUNTY, self._department),
        )

    def page(
        self, overview: Overview, shown: Filter, loaded: int, cursor: Cursor | None
    ) -> Page[QueuedCase]:
        """Return the page after ``cursor``.

        The first page brings as many rows as were ``loaded`` before, so that a refresh keeps the
        place in the list.
        """
        if shown is Filter.TO_ACCEPT:
            waiting = overview.to_accept or ()
            return Page(tuple(QueuedCase(row, self._line(row, overview)) for row in waiting))
        if shown in {Filter.ASKED, Filter.COUNTY}:
            todos = overview.todos(shown)
            return Page(tuple(QueuedCase(t.row, self._todo_line(t, overview)) for t in todos))
        start = cursor if isinstance(cursor, _Cursor) else _Cursor(shown is Filter.GREY, None)
        most = PAGE if cursor is not None else min(max(PAGE, loaded), _MOST_AT_ONCE)
        rows = self._rows(overview, shown, start, most)
        following = self._following(rows, start, most, shown)
        missing = most - len(rows)
        if following is not None and following.paused and not start.paused and missing > 0:
            start = following
            more = self._rows(overview, shown, start, missing)
            following = self._following(more, start, missing, shown)
            rows += more
        return Page(
            tuple(QueuedCase(row, self._line(row, overview)) for row in rows),
            following,
            heading_counts(overview, self._session),
        )

    def _rows(
        self, overview: Overview, shown: Filter, start: _Cursor, most: int
    ) -> tuple[CaseRow, ...]:
        query = QueueQuery(
            Queue.REVIEW,
            department=self._department,
            after=start.after,
            paused=start.paused,
            limit=most,
        )
        today = overview.today
        if shown is Filter.RED:
            query = replace(query, due_before=today)
        elif shown is Filter.AMBER:
            query = replace(query, due_from=today, amber_by=today)
        elif shown is Filter.GREEN:
            query = replace(query, due_from=today, green_after=today)
        return self._session.database.lists.queue(query)

    @staticmethod
    def _following(
        rows: tuple[CaseRow, ...], start: _Cursor, most: int, shown: Filter
    ) -> _Cursor | None:
        if len(rows) == most:
            return _Cursor(start.paused, rows[-1])
        if shown is Filter.ALL and not start.paused:
            return _Cursor(paused=True, after=None)
        return None

    def _line(self, row: CaseRow, overview: Overview) -> QueueLine:
        light = light_of(row, overview.today, self._session.calendar)
        return QueueLine(
            key=str(row.case_id),
            light=light,
            title=row.item_name,
            who=whose(row, self._session.divisions),
            step=_step(row, overview.now),
            late=late_step(row, overview.today, self._session.calendar),
            group=_group(row, light, overview, self._session)
            if row.state not in BEFORE_ACCEPTANCE
            else _TO_ACCEPT,
        )

    def _todo_line(self, todo: TodoRow, overview: Overview) -> QueueLine:
        """Return the line of what is waited for, with the light of its own day."""
        calendar = self._session.calendar
        light = read_light(todo.due_on, overview.today, calendar, paused=False, done=False)
        line = self._line(todo.row, overview)
        group = _ASKED if todo.kind is TodoKind.OPINION else _COUNTY
        return replace(line, light=light, step=todo.text, late="", group=group)


def choices(overview: Overview | None, *, narrow: bool = False) -> tuple[Choice, ...]:
    """Return the chips above the list with their counts; shape and count alone where ``narrow``."""
    lights = overview.lights if overview is not None else LightCounts(0, 0, 0, 0, 0)
    chips = (
        (Filter.ALL, "全部", lights.total, None),
        (Filter.RED, "超期", lights.red, Light.RED),
        (Filter.AMBER, "临期", lights.amber, Light.AMBER),
        (Filter.GREEN, "正常", lights.green, Light.GREEN),
        (Filter.GREY, "不计时", lights.grey, Light.GREY),
    )
    # Five chips with 999+ are wider than the list as well, and so are six.
    more = _more_chips(overview)
    crowded = (
        narrow
        or bool(more)
        or sum(count >= MOST_COUNTED for _, _, count, _ in chips) >= _MOST_CROWDED
    )
    shown = tuple(
        Choice(code, counted(count) if crowded and light else f"{word} {counted(count)}", light)
        for code, word, count, light in chips
    )
    return (*shown, *more)


def _more_chips(overview: Overview | None) -> tuple[Choice, ...]:
    """Return the chips of what there is besides the queue; what there is none of has no chip."""
    if overview is None:
        return ()
    found = []
    if overview.to_accept is not None:
        found.append((Filter.TO_ACCEPT, _TO_ACCEPT, len(overview.to_accept)))
    if overview.asked:
        found.append((Filter.ASKED, _ASKED, len(overview.asked)))
    if overview.county:
        found.append((Filter.COUNTY, _COUNTY, len(overview.county)))
    return tuple(Choice(code, f"{word} {counted(count)}") for code, word, count in found)


def heading_counts(overview: Overview, session: Session) -> tuple[tuple[str, str], ...]:
    """Return how many cases stand under each heading in all."""
    lights = overview.lights
    return (
        (_LATE, counted(lights.red)),
        (_TODAY, counted(lights.due_today)),
        (_next_heading(overview, session), counted(lights.due_next)),
        (_REST, counted(max(0, _ahead(lights)) + lights.grey)),
    )


def _ahead(lights: LightCounts) -> int:
    """Return how many running clocks are due later than the next working day."""
    return lights.amber + lights.green - lights.due_today - lights.due_next


def short_number(digits: str) -> str:
    """Return 1120-00137 for the 24 digits of a case."""
    return CaseNumber(digits).short


def _group(row: CaseRow, light: LightReading, overview: Overview, session: Session) -> str:
    if light.light is Light.RED:
        return _LATE
    if light.light is Light.GREY or row.due_on is None or row.due_on > overview.soon:
        return _REST
    return _TODAY if row.due_on == overview.today else _next_heading(overview, session)


def _next_heading(overview: Overview, session: Session) -> str:
    day = overview.soon
    makeup = "，调休上班" if session.calendar.is_makeup(day) else ""
    return f"下一个工作日到期（{short_date(day)} {weekday_name(day)}{makeup}）"


def _step(row: CaseRow, now: datetime) -> str:
    """Return the state, and who has it in hand now."""
    label = STATE_LABEL[row.state]
    is_held = row.claimed_until is not None and now < row.claimed_until
    return f"{row.holder_name} {label}" if is_held else label


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
