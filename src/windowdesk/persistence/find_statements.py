"""The statements of filtered searches: one for each key that can drive a search.

Whatever drives it, a statement walks one index from the newest case down, between two identities,
and checks what else is asked for on the way. ``floor_*`` tells where a walk must end so that it
does not look at more than so many entries; ``depth`` is how many of a key are taken at most.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Select,
    TextClause,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
)

from windowdesk.persistence.dialect import SqlDialect
from windowdesk.persistence.list_statements import SHOWN
from windowdesk.persistence.seen import seen
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import (
    HAS_CODE,
    IS_ACCEPTED,
    IS_DECIDED,
    IS_GOING,
    IS_HELD,
    NO_DUE,
    case_,
    case_key,
    document,
    party,
)
from windowdesk.services.lights import STILL


class Drive(StrEnum):
    """What a search walks along."""

    EXACT = "exact"
    RANGE = "range"
    PAPER = "paper"
    CODE = "code"
    HOLDER = "holder"
    GOING = "going"
    ITEM = "item_id"
    VILLAGE = "village"
    STATE = "state"
    DEPARTMENT = "department"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    NEWEST = "newest"


# Keys whose walk is a statement within the page: they cannot stop half-way.
BY_SUBQUERY = frozenset((Drive.EXACT, Drive.RANGE, Drive.PAPER, Drive.ACCEPTED, Drive.DECIDED))
_EQUAL = ("village", "item_id", "state", "department", "service_window", "holder")
_Condition = ColumnElement[bool] | TextClause
_NO_DUE: ColumnElement[object] = literal_column(f"'{NO_DUE.isoformat()}'")


class FindStatements:
    """Page, bound and count for every key that can drive a search."""

    def __init__(self, dialect: SqlDialect) -> None:
        self._dialect = dialect
        driven: dict[Drive, list[_Condition]] = {
            Drive.NEWEST: [],
            Drive.HOLDER: [IS_HELD, _is("holder")],
            Drive.GOING: [IS_GOING],
            Drive.ITEM: [_is("item_id")],
            Drive.VILLAGE: [_is("village")],
            Drive.STATE: [_is("state")],
            Drive.DEPARTMENT: [_is("department")],
            Drive.CODE: [HAS_CODE, case_.c.pickup_code == bindparam("low")],
        }
        walks = {drive: _of_cases(*conditions) for drive, conditions in driven.items()}
        walks |= {
            Drive.ACCEPTED: _of_period("accepted", IS_ACCEPTED),
            Drive.DECIDED: _of_period("decided", IS_DECIDED),
            Drive.EXACT: _of_keys(case_key.c.key == bindparam("low")),
            Drive.RANGE: _of_keys(_between(case_key.c.key)).distinct(),
            Drive.PAPER: _of_papers(),
        }
        self.floor = self._all("floor", {drive: _floor(walk) for drive, walk in walks.items()})
        pages = {drive: _page(drive, driven.get(drive), walk) for drive, walk in walks.items()}
        self.page = self._all("filtered", pages)
        self.count = self._all("count", {drive: _count(page) for drive, page in pages.items()})
        listed = dialect.list_of("cases")
        self.phones = ready(
            "phones of cases",
            select(case_.c.number, party.c.phone)
            .join(party, party.c.party_id == case_.c.party_id)
            .where(
                case_.c.number.in_(select(listed.c.value)),
                seen(case_),
            ),
            dialect,
        )

    def _all(
        self, name: str, made: Mapping[Drive, Select[*tuple[object, ...]]]
    ) -> Mapping[Drive, Ready]:
        return {
            drive: ready(f"{name} {drive}", statement, self._dialect)
            for drive, statement in made.items()
        }


def _is(column: str) -> ColumnElement[bool]:
    return case_.c[column] == bindparam(column, type_=case_.c[column].type)


def _between(column: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(column >= bindparam("low"), column < bindparam("high"))


def _within(period: str) -> ColumnElement[bool]:
    at = case_.c[f"{period}_at"]
    return and_(
        at >= bindparam(f"{period}_from", type_=at.type),
        at < bindparam(f"{period}_until", type_=at.type),
    )


def _in_range(identity: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    kind = identity.type
    return (
        identity < bindparam("before", type_=kind),
        identity >= bindparam("floor", type_=kind),
    )


def _of_cases(*conditions: _Condition) -> Select[*tuple[object, ...]]:
    identity = case_.c.case_id
    return select(identity.label("seq")).where(
        case_.c.centre == bindparam("centre"), *conditions, *_in_range(identity)
    )


def _of_period(period: str, condition: TextClause) -> Select[*tuple[object, ...]]:
    """Return the cases of a period, sorted; the sign keeps SQLite off a walk by identity alone."""
    identity: ColumnElement[int] = literal_column("+case_.case_id", case_.c.case_id.type)
    return (
        select(identity.label("seq"))
        .select_from(case_)
        .where(
            case_.c.centre == bindparam("centre"),
            condition,
            _within(period),
            *_in_range(identity),
        )
    )


def _of_keys(condition: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    return select(case_key.c.seq).where(
        case_key.c.centre == bindparam("centre"), condition, *_in_range(case_key.c.seq)
    )


def _of_papers() -> Select[*tuple[object, ...]]:
    identity = document.c.case_id
    return (
        select(identity.label("seq"))
        .distinct()
        .where(
            document.c.centre == bindparam("centre"),
            _between(document.c.number),
            *_in_range(identity),
        )
    )


def _floor(walk: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    """Return the identity that lies ``scan`` entries down the walk, if it is that long."""
    return walk.order_by(walk.selected_columns[0].desc()).limit(1).offset(bindparam("scan"))


def _page(
    drive: Drive, conditions: list[_Condition] | None, walk: Select[*tuple[object, ...]]
) -> Select[*tuple[object, ...]]:
    """Return the newest cases of a walk that fit all of the filter."""
    fits = (*_checks(but=drive), seen(case_))
    newest = case_.c.case_id.desc()
    if conditions is not None:
        own = (case_.c.centre == bindparam("centre"), *conditions, *_in_range(case_.c.case_id))
        return select(*SHOWN).where(*own, *fits).order_by(newest).limit(bindparam("most"))
    # IN and not a join: SQLite then walks the keys in their order, whatever else it knows.
    identity = walk.selected_columns[0].desc()
    found = walk.order_by(identity).limit(bindparam("depth")).subquery("found")
    return (
        select(*SHOWN)
        .where(case_.c.case_id.in_(select(found.c.seq)), *fits)
        .order_by(newest)
        .limit(bindparam("most"))
    )


def _count(page: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    """Count the rows of a page, as large as it is; its order keeps the count on the index."""
    some: Select[*tuple[object, ...]] = page.with_only_columns(literal_column("1").label("one"))
    return select(func.count()).select_from(some.subquery())


def _checks(but: Drive) -> list[ColumnElement[bool]]:
    """Return what every row must pass; the key that drives the search is known to fit."""
    equal = [
        or_(bindparam(name, type_=case_.c[name].type) == literal_column("''"), _is(name))
        for name in _EQUAL
        if name != but
    ]
    periods = [
        or_(bindparam(f"any_{period}", type_=case_.c.clock_paused.type), _within(period))
        for period in ("accepted", "decided")
        if period != but
    ]
    return [*equal, *periods, _light()]


def _light() -> ColumnElement[bool]:
    """Say which cases burn in a light; services.lights has the rule."""
    due, stands = case_.c.due_on, case_.c.state.in_([literal_column(f"'{s}'") for s in STILL])
    lit = bindparam("light", type_=case_.c.state.type)
    running = and_(
        lit == literal_column("'running'"),
        ~stands,
        due >= bindparam("due_from", type_=due.type),
        due <= bindparam("due_until", type_=due.type),
        case_.c.amber_on >= bindparam("amber_from", type_=due.type),
        case_.c.amber_on <= bindparam("amber_until", type_=due.type),
        due < _NO_DUE,
    )
    return or_(
        lit == literal_column("''"),
        running,
        and_(lit == literal_column("'grey'"), stands),
        and_(lit == literal_column("'blue'"), ~stands, due == _NO_DUE),
    )
