"""Filtered searches find what a plain filter over the same rows finds, page by page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.databases import Desks, postgres_desks, sqlite_desks
from tests.factories import DEPARTMENT
from tests.long_runs import tries
from tests.persistence.conftest import BOTH
from tests.persistence.crowd import fill
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import Light
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState
from windowdesk.services.case_filter import CaseFilter, FilterQuery, Period
from windowdesk.services.case_row import CaseRow
from windowdesk.services.lights import light_of
from windowdesk.services.worklists import Worklists

TODAY = date(2026, 11, 20)
ALL_AT_ONCE = 10_000


class Crowd:
    """A crowd of cases, read whole once; ``item_of`` tells what no row shows."""

    def __init__(self, desks: Desks) -> None:
        self.lists: Worklists = desks.log_in().lists
        self.calendar: WorkCalendar = desks.calendar
        self.rows = self.found(CaseFilter(), limit=ALL_AT_ONCE)
        self.item_of = {
            row.case_id: item
            for item in sorted({f"item-{n}" for n in range(23)})
            for row in self.found(CaseFilter(item_id=item), limit=ALL_AT_ONCE)
        }

    def query(self, wanted: CaseFilter) -> FilterQuery:
        return FilterQuery(wanted, TODAY)

    def found(
        self, wanted: CaseFilter, limit: int = 400, scan: int = ALL_AT_ONCE
    ) -> tuple[CaseRow, ...]:
        """Turn all pages of a filter."""
        query = replace(self.query(wanted), limit=limit, scan=scan)
        page = self.lists.filtered(query)
        rows = list(page.rows)
        while page.before is not None:
            page = self.lists.filtered(replace(query, before=page.before))
            rows += page.rows
        return tuple(rows)

    def fits(self, row: CaseRow, wanted: CaseFilter) -> bool:
        """Tell without a database whether a row passes a filter (the text aside)."""
        equal = (
            (wanted.village, row.village),
            (wanted.item_id, self.item_of.get(row.case_id)),
            (wanted.state, row.state),
            (wanted.department, row.department),
            (wanted.window, row.window),
            (wanted.holder, row.holder),
            (wanted.light, light_of(row, TODAY, self.calendar).light),
        )
        periods = (
            (wanted.received, row.received_at),
            (wanted.accepted, row.accepted_at),
            (wanted.decided, row.decided_at),
        )
        return all(asked == value for asked, value in equal if asked) and all(
            at is not None and days.first <= local_date(at) <= days.last
            for days, at in periods
            if days
        )


@pytest.fixture(scope="module", params=BOTH)
def crowd(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, founded_file: Path
) -> Iterator[Crowd]:
    if request.param == "sqlite":
        desks = sqlite_desks(tmp_path_factory.mktemp("filters"), template=founded_file)
        fill(desks, None)
    else:
        server = request.getfixturevalue("postgres_server")
        desks = postgres_desks(server)
        fill(desks, server)
    yield Crowd(desks)
    desks.close()


def days() -> st.SearchStrategy[Period | None]:
    start = st.dates(date(2026, 6, 1), date(2026, 12, 1))
    length = st.integers(0, 120)
    return st.none() | st.builds(lambda d, n: Period(d, d + timedelta(days=n)), start, length)


FILTERS = st.builds(
    CaseFilter,
    village=st.sampled_from(["", "", "990322103210", "990322103215", "000000000000"]),
    item_id=st.sampled_from(["", "", "item-3", "item-22", "none"]),
    state=st.none()
    | st.sampled_from([CaseState.ARCHIVED, CaseState.SUSPENDED, CaseState.READY, CaseState.DENIED]),
    light=st.none() | st.sampled_from(Light),
    received=days(),
    accepted=days(),
    decided=days(),
    department=st.sampled_from(["", "", DEPARTMENT, "部门3"]),
    window=st.sampled_from(["", "", "", "02"]),
    holder=st.sampled_from(["", "", "", "clerk1"]),
)


@settings(
    max_examples=tries(40, 80),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(wanted=FILTERS)
def test_a_filter_finds_what_fits_newest_first(crowd: Crowd, wanted: CaseFilter) -> None:
    expected = [row for row in crowd.rows if crowd.fits(row, wanted)]
    assert list(crowd.found(wanted)) == expected


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=FILTERS, scan=st.sampled_from([7, 60, 500]))
def test_a_bounded_scan_goes_on_and_leaves_nothing_out(
    crowd: Crowd, wanted: CaseFilter, scan: int
) -> None:
    assert crowd.found(wanted, scan=scan) == crowd.found(wanted)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=FILTERS, text=st.sampled_from(["00137", "5303990001", "nff", "020250101", "000137"]))
def test_free_text_and_filters_hold_together(crowd: Crowd, wanted: CaseFilter, text: str) -> None:
    by_text = set(crowd.found(CaseFilter(text=text)))
    both = crowd.found(replace(wanted, text=text))
    assert set(both) == {row for row in by_text if crowd.fits(row, wanted)}
    assert [row.case_id for row in both] == sorted((r.case_id for r in both), reverse=True)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=FILTERS)
def test_a_count_is_exact_below_a_thousand(crowd: Crowd, wanted: CaseFilter) -> None:
    number = sum(crowd.fits(row, wanted) for row in crowd.rows)
    counted = crowd.lists.count_filtered(replace(crowd.query(wanted), scan=ALL_AT_ONCE))
    assert counted.cases == min(number, 1000)
    assert counted.complete == (number < 1000)


def test_the_whole_crowd_is_walked(crowd: Crowd) -> None:
    assert len(crowd.rows) == 4001
    assert len(crowd.item_of) == 4000


@pytest.mark.parametrize("typed", ["000137", " 000137 "])
def test_a_case_is_found_by_its_pickup_code(crowd: Crowd, typed: str) -> None:
    (row,) = [r for r in crowd.rows if r.number.endswith("00137") and r.decided_at]
    assert row in crowd.found(CaseFilter(text=typed))


def test_phones_come_by_case_number(crowd: Crowd) -> None:
    numbers = [row.number for row in crowd.rows[:3]]
    assert set(crowd.lists.phones(numbers)) == set(numbers)
