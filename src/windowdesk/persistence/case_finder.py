"""Runs filtered searches: chooses the key that drives one, bounds the walk, joins alternatives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row

from windowdesk.domain.clock import Light
from windowdesk.domain.ids import first_id
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.search_keys import LONGEST_QUERY, key_ranges, upper_bound
from windowdesk.domain.states import CaseState
from windowdesk.domain.text import half_width
from windowdesk.persistence.dialect import as_list, moment_in
from windowdesk.persistence.find_statements import BY_SUBQUERY, Drive, FindStatements
from windowdesk.persistence.rows import case_row_of
from windowdesk.persistence.tables import NO_DUE
from windowdesk.services.case_filter import (
    CaseFilter,
    FilterQuery,
    FoundCount,
    FoundPage,
    Period,
)
from windowdesk.services.case_row import CaseRow
from windowdesk.services.lights import RUNNING_LIGHTS, light_days
from windowdesk.services.worklists import MOST_COUNTED

NEWEST: Final = 2**63 - 1  # above every identity
_PAPER_MARK = "〔"
_CODE_LENGTH = 6
# A longer period is no key: walking down from its end meets its cases sooner than sorting all.
_SHORT_PERIOD_DAYS = 31
_SHORT_LOOK = 10  # how many times shorter than the bound
# States where cases come to rest; most cases of a centre stand there.
_RESTING = frozenset((CaseState.DELIVERED, CaseState.ARCHIVED))
# Brackets that are typed for those of a paper number.
_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "【": "〔", "】": "〕", "［": "〔", "］": "〕"})

Ask = Callable[..., Sequence[Row[Any]]]
Values = dict[str, object]


@dataclass(frozen=True)
class Search:
    """A key to walk along: ``low <= key < high``, or ``key = low`` where ``high`` is None."""

    drive: Drive
    low: str = ""
    high: str | None = None


def searches(typed: str) -> tuple[Search, ...]:
    """Tell by the look of a text where it may stand; () where nothing can be found by it."""
    if "\0" in typed:
        return ()  # no text holds one, and PostgreSQL takes none
    paper = half_width(typed).translate(_BRACKETS).replace(" ", "")
    if _PAPER_MARK in paper and len(paper) <= LONGEST_QUERY:
        return (Search(Drive.PAPER, paper, upper_bound(paper)),)
    code = half_width(typed).strip()
    is_code = len(code) == _CODE_LENGTH and code.isascii() and code.isdigit()
    by_code = (Search(Drive.CODE, code),) if is_code else ()
    by_key = (
        Search(Drive.EXACT if keys.high is None else Drive.RANGE, keys.low, keys.high)
        for keys in key_ranges(typed)
    )
    return (*by_code, *by_key)


class CaseFinder:
    """Filtered searches of one account; ``ask`` runs a statement with the rules of the account."""

    def __init__(
        self, statements: FindStatements, ask: Ask, centre: str, *, sees_all: bool
    ) -> None:
        self._statements = statements
        self._ask = ask
        self._centre = centre
        self._sees_all = sees_all

    def page(self, query: FilterQuery) -> FoundPage:
        """Return one page of a filter."""
        found: dict[int, CaseRow] = {}
        ends = [0]  # below these identities nothing was looked at
        for search, values in self._walks(query, query.limit):
            rows, cut = self._look(search, values, query)
            found |= {row.case_id: case_row_of(row) for row in rows}
            ends.append(rows[-1].case_id if len(rows) == query.limit else cut)
        end = max(ends)
        newest = sorted((i for i in found if i >= end), reverse=True)[: query.limit]
        if len(newest) == query.limit:
            end = newest[-1]
        return FoundPage(tuple(found[i] for i in newest), end or None)

    def count(self, query: FilterQuery) -> FoundCount:
        """Count what a filter finds; alternatives of a text may meet, so their cases are asked."""
        walks = list(self._walks(query, MOST_COUNTED))
        if len(walks) > 1:
            page = self.page(replace(query, limit=MOST_COUNTED))
            return FoundCount(len(page.rows), page.before is None)
        if not walks:
            return FoundCount(0, complete=True)
        search, values = walks[0]
        if self._checks_rows(query, search):
            values |= {"floor": self._floor(search, values, query.scan), "depth": query.scan}
        counted = self._ask(self._statements.count[search.drive], **values, most=MOST_COUNTED)
        number = int(counted[0][0])
        return FoundCount(number, number < MOST_COUNTED and not _cut(query, values))

    def phones(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """Return the phones of applicants by the numbers of their cases."""
        rows = self._ask(self._statements.phones, cases=as_list(numbers))
        return {row.number: row.phone for row in rows}

    def _walks(self, query: FilterQuery, most: int) -> Iterator[tuple[Search, Values]]:
        """Return what to ask: a key that knows all of the filter needs no bound but the page."""
        wanted = query.filter
        text = wanted.text.strip()
        chosen = searches(text) if text else (Search(_best_key(wanted)),)
        low, high = _range(query)
        for search in chosen if high > low else ():
            values = {
                **_values(query),
                "centre": self._centre,
                "low": search.low,
                "high": search.high,
                "before": high,
                "floor": low,
                "depth": most,
            }
            yield search, values

    def _look(
        self, search: Search, values: Values, query: FilterQuery
    ) -> tuple[Sequence[Row[Any]], int]:
        """Return the rows of one walk and where its bound cut it short, 0 for nowhere.

        A short look fills most pages; where it does not, the whole bound is used.
        """
        page = self._statements.page[search.drive]
        if not self._checks_rows(query, search):
            return self._ask(page, **values, most=query.limit), 0
        if search.drive in BY_SUBQUERY:
            rows = self._ask(page, **values | {"depth": query.scan}, most=query.limit)
            if len(rows) == query.limit:
                return rows, 0
            return rows, _cut(query, {"floor": self._floor(search, values, query.scan)})
        for scan in (query.scan // _SHORT_LOOK, query.scan):
            bound = {"floor": self._floor(search, values, scan), "depth": scan}
            rows = self._ask(page, **values | bound, most=query.limit)
            if len(rows) == query.limit or not _cut(query, bound):
                break
        return rows, _cut(query, bound)

    def _checks_rows(self, query: FilterQuery, search: Search) -> bool:
        """Tell whether rows must be looked at that the key brings and the filter refuses."""
        known = {"text", "received", search.drive.value}
        others = bool(set(query.filter.given) - known)
        return others or search.drive is Drive.GOING or not self._sees_all

    def _floor(self, search: Search, values: Values, scan: int) -> object:
        """Return where the walk ends: at the bound of the filter, or after ``scan`` entries."""
        beyond = self._ask(self._statements.floor[search.drive], **values, scan=scan)
        return beyond[0][0] + 1 if beyond else values["floor"]


def _best_key(wanted: CaseFilter) -> Drive:
    """Choose what leaves the fewest cases to look at; the first that is given."""
    period = {Drive.DECIDED: wanted.decided, Drive.ACCEPTED: wanted.accepted}
    keys: tuple[tuple[Drive, bool], ...] = (
        (Drive.HOLDER, bool(wanted.holder)),
        (Drive.STATE, wanted.state is not None and wanted.state not in _RESTING),
        (Drive.GOING, wanted.light not in {None, Light.BLUE}),
        *((drive, _is_short(days)) for drive, days in period.items()),
        (Drive.ITEM, bool(wanted.item_id)),
        (Drive.VILLAGE, bool(wanted.village)),
        (Drive.DEPARTMENT, bool(wanted.department)),
        (Drive.STATE, wanted.state is not None),
    )
    return next((drive for drive, is_given in keys if is_given), Drive.NEWEST)


def _is_short(days: Period | None) -> bool:
    return days is not None and days.length <= _SHORT_PERIOD_DAYS


def _range(query: FilterQuery) -> tuple[int, int]:
    """Return the identities to look at: nothing is accepted or decided before it was received."""
    wanted = query.filter
    ends = [p.beyond for p in (wanted.received, wanted.accepted, wanted.decided) if p]
    high = min((first_id(_midnight(day)) for day in ends), default=NEWEST)
    low = first_id(_midnight(wanted.received.first)) if wanted.received else 0
    return low, min(high, NEWEST if query.before is None else query.before)


def _values(query: FilterQuery) -> Values:
    wanted = query.filter
    days = light_days(wanted.light, query.today)
    return {
        "village": wanted.village,
        "item_id": wanted.item_id,
        "state": wanted.state or "",
        "department": wanted.department,
        "service_window": wanted.window,
        "holder": wanted.holder,
        "light": _kind_of(wanted.light),
        "due_from": (days.first or date.min).isoformat(),
        "due_until": (days.last or NO_DUE).isoformat(),
        "amber_from": (days.amber_first or date.min).isoformat(),
        "amber_until": (days.amber_last or NO_DUE).isoformat(),
        **_period("accepted", wanted.accepted),
        **_period("decided", wanted.decided),
    }


def _kind_of(light: Light | None) -> str:
    if light in RUNNING_LIGHTS:
        return "running"
    return light.value if light else ""


def _period(name: str, days: Period | None) -> Values:
    first, beyond = (days.first, days.beyond) if days else (date(2020, 1, 1), date(2020, 1, 1))
    return {
        f"any_{name}": days is None,
        f"{name}_from": moment_in(_midnight(first)),
        f"{name}_until": moment_in(_midnight(beyond)),
    }


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _cut(query: FilterQuery, values: Values) -> int:
    """Return where the bound of the scan cut a walk short, 0 where it went to its end."""
    floor = values["floor"]
    assert isinstance(floor, int)  # noqa: S101  an identity, put there by _walks
    return floor if floor > _range(query)[0] else 0
