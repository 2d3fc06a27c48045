"""Limits, local time, labels, the centre: small values that everything else is made of."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Account, Centre, ServiceWindow
from windowdesk.domain.clock import due_on
from windowdesk.domain.duties import ROLE_LABEL, Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.limits import LONGEST_COUNT, UNIT_LABEL, LimitUnit, TimeLimit
from windowdesk.domain.local_time import clock_time, local_date, paper_date, paper_minute
from windowdesk.domain.materials import MATERIAL_LABEL, SETTLED, MaterialState
from windowdesk.domain.states import MOVE_LABEL, STATE_LABEL, CaseState, Move

LATE_EVENING = datetime(2026, 9, 19, 16, 5, tzinfo=UTC)
PLAIN = WorkCalendar.of([])
limits = st.builds(TimeLimit, st.integers(0, 40), st.sampled_from(LimitUnit))


def test_times_are_shown_as_on_the_wall_of_the_counter() -> None:
    assert local_date(LATE_EVENING) == date(2026, 9, 20)
    assert clock_time(LATE_EVENING) == "00:05"
    assert paper_minute(LATE_EVENING) == "2026年9月20日0时05分"
    assert paper_date(date(2026, 1, 2)) == "2026年1月2日"


@pytest.mark.parametrize("count", [-1, LONGEST_COUNT + 1])
def test_a_limit_beyond_all_sense_is_refused(count: int) -> None:
    with pytest.raises(DomainError, match="0 是当场办结") as refusal:
        TimeLimit(count, LimitUnit.WORKDAY)
    assert refusal.value.field == "limit"


def test_a_limit_is_written_with_its_unit() -> None:
    assert TimeLimit(20, LimitUnit.WORKDAY).text == "20个工作日"
    assert TimeLimit(7, LimitUnit.CALENDAR_DAY).text == "7日"


@given(limits, limits, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_limit_within_another_never_ends_after_it(
    limit: TimeLimit, other: TimeLimit, start: date
) -> None:
    if limit.is_within(other):
        assert due_on(start, limit, PLAIN) <= due_on(start, other, PLAIN)


def test_twenty_working_days_are_not_within_thirty_calendar_days() -> None:
    working, calendar = TimeLimit(20, LimitUnit.WORKDAY), TimeLimit(30, LimitUnit.CALENDAR_DAY)
    assert not working.is_within(calendar)
    assert TimeLimit(20, LimitUnit.CALENDAR_DAY).is_within(working)


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (STATE_LABEL, CaseState),
        (MOVE_LABEL, Move),
        (MATERIAL_LABEL, MaterialState),
        (UNIT_LABEL, LimitUnit),
        (ROLE_LABEL, Role),
    ],
)
def test_every_value_has_a_label_of_its_own(
    labels: Mapping[StrEnum, str], values: type[StrEnum]
) -> None:
    assert set(labels) == set(values)
    assert len(set(labels.values())) == len(labels)


def test_only_what_came_in_or_need_not_come_is_settled() -> None:
    assert set(MaterialState) - SETTLED == {
        MaterialState.UNCHECKED,
        MaterialState.MISSING,
        MaterialState.LATE,
    }


CENTRE = Centre(
    code="990322103",
    name="云岭乡便民服务中心",
    organ_name="云岭乡人民政府",
    organ_short="云乡",
    address="",
    phone="",
    complaint_phone="",
    pickup_place="",
    pickup_hours="",
    review_organ="",
    court="",
    windows=(ServiceWindow(1, "出件"), ServiceWindow(2, "综合")),
)


def test_a_window_is_found_by_its_two_digits() -> None:
    assert CENTRE.window("02").name == "综合"
    with pytest.raises(DomainError, match="是：01、02") as refusal:
        CENTRE.window("03")
    assert refusal.value.field == "window"


def test_only_a_demo_centre_prints_a_watermark() -> None:
    assert CENTRE.watermark == ""
    assert Centre(**(vars(CENTRE) | {"demo": True})).watermark == "演示·无效"


def test_an_account_acts_with_its_duties_and_its_unit() -> None:
    account = Account("xiaoyu", "宁小雨", frozenset((Role.REVIEWER,)), department="农业农村")
    assert account.at_window("02") == Actor(
        "xiaoyu", "宁小雨", "02", frozenset((Role.REVIEWER,)), "农业农村"
    )
