"""Finds what is due a warning and claims it, and lists warnings; all without opening a case.

A sweep finds the cases first, reading only, and then claims them by their key in short
transactions, so that desks get in between. Each claim asks for the same condition again; what
another program has claimed meanwhile is its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Select,
    TextClause,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from windowdesk.domain.clock import Light
from windowdesk.domain.escalation import Level
from windowdesk.persistence.dialect import SqlDialect
from windowdesk.persistence.list_statements import SHOWN
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import IS_OPEN, case_
from windowdesk.persistence.turn_tables import case_todo, warning
from windowdesk.services.lights import STILL
from windowdesk.services.warning_port import PROMISE, STATUTORY, Place
from windowdesk.services.worklists import MOST_COUNTED

_Condition = ColumnElement[bool] | TextClause
_DAY = case_.c.due_on.type


def _text(code: str) -> ColumnElement[str]:
    return literal_column(f"'{code}'")


_EMPTY = _text("")
_STILL = [_text(state) for state in STILL]


@dataclass(frozen=True)
class Claim:
    """``find`` returns the cases that are due a warning, ``claim`` writes those of a range."""

    find: Ready
    claim: Ready


@dataclass(frozen=True)
class _Clock:
    """What one kind of clock says of a row: its name, and the columns of its warning."""

    name: ColumnElement[str]
    ref: ColumnElement[str]
    due: ColumnElement[object]
    department: ColumnElement[str]
    login: ColumnElement[str]
    desk: ColumnElement[str]
    conditions: tuple[_Condition, ...]


class WarningStatements:
    """All statements of warnings."""

    def __init__(self, dialect: SqlDialect) -> None:
        self._dialect = dialect
        by = bindparam("by", type_=_DAY)
        self.claims: Mapping[str, Claim] = {
            f"{name} {stage}": self._claim(f"{name} {stage}", clock, column <= by)
            for name, clock, amber_on in (
                (PROMISE, _promise(), case_.c.amber_on),
                (STATUTORY, _statutory(), case_.c.statutory_amber_on),
                ("todo", _todo(), case_todo.c.due_on),
            )
            for stage, column in (("staff", amber_on), ("over", clock.due))
        }
        self.open = self._ready("open warnings", _page(open_only=True))
        self.record = self._ready("warnings on record", _page(open_only=False))
        some = _chosen(select(literal_column("1"))).where(warning.c.seen_by == _EMPTY, _applies())
        self.count = self._ready(
            "count warnings",
            select(func.count()).select_from(some.limit(MOST_COUNTED).subquery()),
        )
        self.see = self._ready("see warning", _see())

    def _ready(self, name: str, clause: ClauseElement) -> Ready:
        return ready(name, clause, self._dialect)

    def _claim(self, name: str, clock: _Clock, due: ColumnElement[bool]) -> Claim:
        level: ColumnElement[str] = bindparam("level", type_=warning.c.level.type)
        due_rows = (*clock.conditions, due, _in_sight(clock))
        todos = case_todo.join(case_, case_.c.case_id == case_todo.c.case_id)
        source = todos if clock.name is case_todo.c.kind else case_
        found = (
            select(case_.c.case_id)
            .distinct()
            .select_from(source)
            .where(*due_rows, ~_is_written(clock, level))
            .order_by(case_.c.case_id)
        )
        today = bindparam("today", type_=_DAY)
        late = case((clock.due < today, _text(Light.RED)), else_=_text(Light.AMBER))
        given = (
            select(
                case_.c.centre,
                case_.c.case_id,
                clock.name,
                clock.ref,
                level,
                clock.due,
                clock.department,
                clock.login,
                clock.desk,
                late,
                bindparam("at", type_=warning.c.at.type),
            )
            .select_from(source)
            .where(
                *due_rows,
                case_.c.case_id >= bindparam("low", type_=case_.c.case_id.type),
                case_.c.case_id <= bindparam("high", type_=case_.c.case_id.type),
            )
        )
        columns = [column.name for column in warning.c][: len(given.selected_columns)]
        claim = self._dialect.insert(warning).from_select(columns, given).on_conflict_do_nothing()
        return Claim(
            ready(f"find {name}", found, self._dialect),
            ready(f"claim {name}", claim, self._dialect),
        )


def _promise() -> _Clock:
    return _Clock(
        name=_text(PROMISE),
        ref=_EMPTY,
        due=case_.c.due_on,
        department=case_.c.department,
        login=case_.c.holder,
        desk=case_.c.desk,
        conditions=_running(),
    )


def _statutory() -> _Clock:
    """Beside the promise the law's limit is told of only where the promise has passed."""
    return _Clock(
        name=_text(STATUTORY),
        ref=_EMPTY,
        due=case_.c.statutory_on,
        department=case_.c.department,
        login=case_.c.holder,
        desk=case_.c.desk,
        conditions=(
            *_running(),
            case_.c.due_on < bindparam("today", type_=_DAY),
            case_.c.statutory_on > case_.c.due_on,
        ),
    )


def _todo() -> _Clock:
    at_window = case_todo.c.department == _EMPTY
    return _Clock(
        name=case_todo.c.kind,
        ref=case_todo.c.ref,
        due=case_todo.c.due_on,
        department=case((at_window, case_.c.department), else_=case_todo.c.department),
        login=case_todo.c.login,
        desk=case((at_window, _text("received")), else_=_text("review")),
        conditions=(
            case_todo.c.centre == bindparam("centre"),
            case_todo.c.kind == bindparam("kind"),
            or_(
                case_todo.c.due_at.is_(None),
                case_todo.c.due_at <= bindparam("at", type_=case_todo.c.due_at.type),
            ),
        ),
    )


def _running() -> tuple[_Condition, ...]:
    return (case_.c.centre == bindparam("centre"), IS_OPEN, case_.c.state.not_in(_STILL))


def _in_sight(clock: _Clock) -> ColumnElement[bool]:
    seen = bindparam("seen", type_=case_.c.department.type)
    return or_(seen == _EMPTY, clock.department == seen)


def _is_written(clock: _Clock, level: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(
        warning.c.centre == case_.c.centre,
        warning.c.case_id == case_.c.case_id,
        warning.c.clock == clock.name,
        warning.c.ref == clock.ref,
        warning.c.level == level,
        warning.c.due_on == clock.due,
    )


def _applies() -> ColumnElement[bool]:
    """Say whether what a warning warns of still stands; a paused clock warns of nothing."""
    runs = case_.c.state.not_in(_STILL)
    waits = exists().where(
        case_todo.c.case_id == warning.c.case_id,
        case_todo.c.kind == warning.c.clock,
        case_todo.c.ref == warning.c.ref,
        case_todo.c.due_on == warning.c.due_on,
    )
    promise, statutory = _text(PROMISE), _text(STATUTORY)
    return or_(
        and_(warning.c.clock == promise, case_.c.due_on == warning.c.due_on, runs),
        and_(warning.c.clock == statutory, case_.c.statutory_on == warning.c.due_on, runs),
        waits,
    )


def _chosen(rows: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    """Choose the warnings of one level that an account answers for."""
    department = bindparam("department", type_=warning.c.department.type)
    staff = _text(Level.STAFF)
    return rows.select_from(warning.join(case_, case_.c.case_id == warning.c.case_id)).where(
        warning.c.centre == bindparam("centre"),
        warning.c.level == bindparam("level"),
        or_(department == _EMPTY, warning.c.department == department),
        or_(
            and_(bindparam("received", type_=case_.c.clock_paused.type), _at("received")),
            and_(bindparam("review", type_=case_.c.clock_paused.type), _at("review")),
            and_(bindparam("issue", type_=case_.c.clock_paused.type), _at("issue")),
        ),
        # What somebody holds is his; others are warned of what nobody holds.
        or_(
            warning.c.level != staff,
            warning.c.login == _EMPTY,
            warning.c.login == bindparam("login"),
        ),
    )


def _at(desk: str) -> ColumnElement[bool]:
    return warning.c.desk == _text(desk)


def _page(*, open_only: bool) -> Select[*tuple[object, ...]]:
    shown = [
        warning.c[name].label(f"warning_{name}")
        for name in ("clock", "ref", "level", "due_on", "department", "login", "desk", "light")
    ]
    rows: Select[*tuple[object, ...]] = select(
        *SHOWN,
        *shown,
        warning.c.at,
        warning.c.seen_by,
        warning.c.seen_at,
        case((_applies(), literal_column("1")), else_=literal_column("0")).label("applies"),
    )
    key = tuple_(warning.c.due_on, warning.c.case_id, warning.c.clock, warning.c.ref)
    page = (
        _chosen(rows)
        .where(
            key
            > tuple_(
                bindparam("after_due", type_=_DAY),
                bindparam("after_id", type_=case_.c.case_id.type),
                bindparam("after_clock", type_=warning.c.clock.type),
                bindparam("after_ref", type_=warning.c.ref.type),
            )
        )
        .order_by(warning.c.due_on, warning.c.case_id, warning.c.clock, warning.c.ref)
        .limit(bindparam("most"))
    )
    return page.where(warning.c.seen_by == _EMPTY, _applies()) if open_only else page


def _see() -> ClauseElement:
    key = [warning.c[name] for name in ("case_id", "clock", "ref", "level", "due_on")]
    same = [column == bindparam(f"of_{column.name}", type_=column.type) for column in key]
    return (
        warning.update()
        .where(warning.c.centre == bindparam("of_centre"), *same, warning.c.seen_by == _EMPTY)
        .values(seen_by=bindparam("login"), seen_at=bindparam("at"))
    )


class WaitStatements:
    """Lists of what cases wait for, one kind at a time, in the order of an index."""

    def __init__(self, dialect: SqlDialect) -> None:
        page = _waits(
            select(
                *SHOWN,
                case_todo.c.kind,
                case_todo.c.ref,
                case_todo.c.department.label("asked"),
                case_todo.c.login.label("asked_login"),
                case_todo.c.due_on.label("until"),
                case_todo.c.due_at,
                case_todo.c.text,
            )
        )
        key = tuple_(case_todo.c.due_on, case_todo.c.case_id, case_todo.c.ref)
        after = tuple_(
            bindparam("after_due", type_=_DAY),
            bindparam("after_id", type_=case_.c.case_id.type),
            bindparam("after_ref", type_=case_todo.c.ref.type),
        )
        self.page = ready(
            "waits",
            page.where(key > after)
            .order_by(case_todo.c.due_on, case_todo.c.case_id, case_todo.c.ref)
            .limit(bindparam("most")),
            dialect,
        )
        some = _waits(select(literal_column("1"))).limit(MOST_COUNTED)
        self.count = ready(
            "count waits", select(func.count()).select_from(some.subquery()), dialect
        )


def _waits(rows: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    place = bindparam("place", type_=case_todo.c.kind.type)
    seen = bindparam("seen", type_=case_todo.c.department.type)
    own = or_(seen == _EMPTY, case_todo.c.department == seen)
    window = and_(place == _text(Place.WINDOW), case_todo.c.department == _EMPTY)
    department = and_(place == _text(Place.DEPARTMENT), case_todo.c.department != _EMPTY, own)
    mine = and_(place == _text(Place.MINE), case_todo.c.login == bindparam("login"))
    return rows.select_from(case_todo.join(case_, case_.c.case_id == case_todo.c.case_id)).where(
        case_todo.c.centre == bindparam("centre"),
        case_todo.c.kind == bindparam("kind"),
        or_(window, department, mine),
        or_(own, case_.c.department == seen),
    )
