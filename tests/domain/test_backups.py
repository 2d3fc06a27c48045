"""When a backup is due, when its absence is shown, and which old ones go."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.backups import (
    DAYS_KEPT,
    MONTHS_KEPT,
    BackupRecord,
    file_name,
    is_due,
    is_stale,
    last_good,
    made_at,
    outdated,
)
from windowdesk.domain.local_time import SHANGHAI

TOWN = "990322103"
EVENING = datetime(2026, 11, 20, 17, 50, tzinfo=SHANGHAI)


def good(at: datetime) -> BackupRecord:
    return BackupRecord(at, "copy.db", 1)


def failed(at: datetime) -> BackupRecord:
    return BackupRecord(at, "", problem="U 盘没插。")


@pytest.mark.parametrize(
    ("records", "stale"),
    [
        ([], True),
        ([failed(EVENING)], True),
        ([good(EVENING - timedelta(days=2))], False),
        ([good(EVENING - timedelta(days=2, seconds=1))], True),
        ([good(EVENING - timedelta(days=1)), failed(EVENING)], False),
    ],
)
def test_two_days_without_a_good_backup_are_too_many(
    records: list[BackupRecord], stale: bool
) -> None:
    assert is_stale(records, EVENING) is stale


@pytest.mark.parametrize(
    ("now", "records", "due"),
    [
        (EVENING, [], True),
        (EVENING, [good(EVENING - timedelta(hours=3))], True),
        (EVENING, [good(EVENING - timedelta(minutes=5))], False),
        (EVENING, [failed(EVENING - timedelta(minutes=5))], True),
        (EVENING - timedelta(hours=2), [], False),
        (EVENING + timedelta(days=1), [good(EVENING)], True),
    ],
)
def test_a_backup_is_due_once_after_the_end_of_the_day(
    now: datetime, records: list[BackupRecord], due: bool
) -> None:
    assert is_due(records, now, time(17, 40)) is due


def test_the_last_good_one_is_found_behind_failures() -> None:
    records = [good(EVENING), failed(EVENING), failed(EVENING)]

    assert last_good(records) == records[0]


# The bounds are taken without a zone.
_FIRST, _LAST = datetime(2024, 1, 1), datetime(2026, 12, 31)  # noqa: DTZ001  see above
moments = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))


@given(st.lists(moments, max_size=60, unique_by=lambda at: at.replace(microsecond=0)))
def test_the_newest_of_each_day_and_month_stays_and_nothing_else_is_touched(
    made: list[datetime],
) -> None:
    names = [file_name(TOWN, at) for at in made]
    strange = [
        "notes.txt",
        "windowdesk-990322104-20261120-174000.db",
        file_name(TOWN, EVENING)[:-1],
    ]

    gone = outdated([*names, *strange], TOWN)
    left = sorted((made_at(n, TOWN) for n in names if n not in gone), reverse=True)

    assert not set(gone) & set(strange)
    assert len(left) <= DAYS_KEPT + MONTHS_KEPT
    if names:
        assert max(names) not in gone
        days = {at.astimezone(SHANGHAI).date() for at in made}
        assert {at.date() for at in left} >= set(sorted(days, reverse=True)[:DAYS_KEPT])


def test_a_name_tells_when_it_was_made() -> None:
    assert made_at(file_name(TOWN, EVENING), TOWN) == EVENING
    assert made_at("windowdesk-990322103-soon.db", TOWN) is None
