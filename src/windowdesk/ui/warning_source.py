"""What the sheet of reminders shows: warnings by level, waits by kind. Off the GUI thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.duties import Role
from windowdesk.domain.escalation import Level
from windowdesk.domain.todo import TODO_LABEL, TodoKind
from windowdesk.services.session import Session
from windowdesk.services.warning_port import Place, WaitRow, WarningRow
from windowdesk.services.warnings import clock_words, wait_light, warned_post, warning_light
from windowdesk.services.worklists import PAGE
from windowdesk.ui.buttons import Choice
from windowdesk.ui.case_words import counted
from windowdesk.ui.lit_case import whose
from windowdesk.ui.paging import Cursor, Page
from windowdesk.ui.queue_line import QueueLine

MINE = "mine"
_WORD = {Level.STAFF: "提醒我", Level.HEAD: "科室超期", Level.LEADER: "要督办"}

Remark = WarningRow | WaitRow


@dataclass(frozen=True)
class ReminderCounts:
    """How many there are of each; ``levels`` in the order of the account's own."""

    today: date
    levels: tuple[tuple[Level, int], ...]
    mine: int
    waits: tuple[tuple[TodoKind, int], ...]


class ReminderSource:
    """Asks for the reminders of one account."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._place = _place(session)

    def counts(self) -> ReminderCounts:
        """Count all of it."""
        warnings = self._session.warnings
        bell = warnings.bell()
        here = warnings.wait_counts(self._place)
        mine = warnings.wait_counts(Place.MINE)
        return ReminderCounts(
            today=self._session.lookup.today(),
            levels=tuple(bell.counts.items()),
            mine=sum(mine.values()),
            waits=tuple((kind, count) for kind, count in here.items() if count),
        )

    def page(self, code: str, cursor: Cursor | None) -> Page[Remark]:
        """Return a page of what a chip stands for."""
        rows = self._rows(code, cursor)
        return Page(rows, rows[-1] if len(rows) == PAGE and code != MINE else None)

    def _rows(self, code: str, cursor: Cursor | None) -> tuple[Remark, ...]:
        warnings = self._session.warnings
        if code in {level.value for level in Level}:
            after = cursor if isinstance(cursor, WarningRow) else None
            return warnings.page(Level(code), after)
        if code == MINE:
            return tuple(sorted(self._own(), key=lambda row: (row.due_on, row.case.case_id)))
        wait = cursor if isinstance(cursor, WaitRow) else None
        return warnings.waits(TodoKind(code), self._place, wait)

    def _own(self) -> Iterator[WaitRow]:
        for kind in TodoKind:
            yield from self._session.warnings.waits(kind, Place.MINE)


def choices(counts: ReminderCounts | None) -> tuple[Choice, ...]:
    """Return the chips: reminders first, then what is waited for, only what there is."""
    if counts is None:
        return ()
    levels = [Choice(level.value, f"{_WORD[level]} {counted(n)}") for level, n in counts.levels]
    mine = [Choice(MINE, f"我手上在等的 {counted(counts.mine)}")] if counts.mine else []
    waits = [Choice(kind.value, f"{TODO_LABEL[kind]} {counted(n)}") for kind, n in counts.waits]
    return (*levels, *mine, *waits)


def line_of(row: Remark, today: date, session: Session) -> QueueLine:
    """Return a reminder or a wait as a row: what, whose, which clock, whose turn it is."""
    if isinstance(row, WarningRow):
        light = warning_light(row, today, session.calendar)
        step = f"{clock_words(row.clock, row.ref, row.desk)} · {warned_post(row)}"
    else:
        light = wait_light(row, today, session.calendar)
        step = f"{clock_words(row.kind, row.ref)} · {row.department or '窗口'}"
    return QueueLine(
        key=key_of(row),
        light=light,
        title=row.case.item_name,
        who=whose(row.case, session.divisions),
        step=step,
    )


def key_of(row: Remark) -> str:
    """Return what tells a row from the others: a case may be there for several clocks."""
    clock = row.clock if isinstance(row, WarningRow) else row.kind.value
    return f"{row.case.case_id}|{clock}|{row.ref}"


def _place(session: Session) -> Place:
    """Return whose waits an account looks after: the window's, or a department's."""
    window = frozenset((Role.CLERK, Role.ISSUER))
    return Place.WINDOW if session.account.roles & window else Place.DEPARTMENT
