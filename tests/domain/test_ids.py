"""Identities made on the desk."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.builders import NOW
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.ids import new_id

MILLISECOND = timedelta(milliseconds=1)


def test_identities_sort_by_age() -> None:
    made = [new_id(NOW + n * MILLISECOND) for n in range(1000)]
    assert made == sorted(made)


def test_identities_of_one_moment_differ() -> None:
    assert len({new_id(NOW) for _ in range(100)}) == 100


@pytest.mark.parametrize("at", [datetime(2020, 1, 1, tzinfo=UTC), datetime(2089, 9, 6, tzinfo=UTC)])
def test_identities_are_positive_and_fit_63_bits(at: datetime) -> None:
    assert 0 <= new_id(at) < 1 << 63


@pytest.mark.parametrize("year", [1999, 2019, 2090, 2106])
def test_a_clock_that_was_lost_makes_no_identities(year: int) -> None:
    with pytest.raises(EnvironmentProblem, match=f"{year} 年"):
        new_id(datetime(year, 6, 1, tzinfo=UTC))
