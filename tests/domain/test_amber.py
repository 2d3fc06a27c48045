from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_calendar
from windowdesk.domain.amber import LAST_DAY, USUAL_AMBER, AmberRule, AmberUnit, amber_day
from windowdesk.domain.clock import Light, due_on, read_light
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit

CALENDAR = make_calendar()
TWENTY = TimeLimit(20, LimitUnit.WORKDAY)
PERCENT = AmberUnit.PERCENT
_ORDER = {Light.GREEN: 0, Light.AMBER: 1, Light.RED: 2}

DAYS = st.dates(date(2025, 1, 1), date(2026, 10, 1))
LIMITS = st.builds(TimeLimit, st.integers(0, 45), st.sampled_from(list(LimitUnit)[:2]))
RULES = st.one_of(
    st.none(),
    st.builds(AmberRule, st.integers(0, 20)),
    st.builds(AmberRule, st.integers(1, 90), st.just(PERCENT)),
)


@pytest.mark.parametrize(
    ("rule", "limit", "first"),
    [
        (None, TWENTY, "2026-11-19"),
        (USUAL_AMBER, TWENTY, "2026-11-19"),
        (LAST_DAY, TWENTY, "2026-11-20"),
        (AmberRule(3), TWENTY, "2026-11-17"),
        (AmberRule(5), TWENTY, "2026-11-13"),
        (AmberRule(30, PERCENT), TWENTY, "2026-11-12"),
        (AmberRule(30, PERCENT), TimeLimit(8, LimitUnit.WORKDAY), "2026-11-18"),
        (AmberRule(30, PERCENT), TimeLimit(2, LimitUnit.WORKDAY), "2026-11-20"),
        (AmberRule(30, PERCENT), TimeLimit(30, LimitUnit.CALENDAR_DAY), "2026-11-11"),
        (AmberRule(10, PERCENT), TimeLimit(2, LimitUnit.MONTH), "2026-11-14"),
        (AmberRule(30, PERCENT), None, "2026-11-19"),
    ],
)
def test_a_clock_turns_amber_by_the_rule_of_its_item(
    rule: AmberRule | None, limit: TimeLimit | None, first: str
) -> None:
    assert amber_day(date(2026, 11, 20), CALENDAR, rule, limit).isoformat() == first


def test_amber_that_reaches_back_over_a_weekend_begins_on_a_working_day() -> None:
    monday = date(2026, 11, 23)
    assert amber_day(monday, CALENDAR) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("count", "unit"),
    [(-1, AmberUnit.WORKDAY), (61, AmberUnit.WORKDAY), (0, PERCENT), (91, PERCENT)],
)
def test_a_threshold_beyond_sense_is_refused(count: int, unit: AmberUnit) -> None:
    with pytest.raises(DomainError):
        AmberRule(count, unit)


@given(start=DAYS, limit=LIMITS, rule=RULES)
def test_a_light_never_goes_back_while_time_passes(
    start: date, limit: TimeLimit, rule: AmberRule | None
) -> None:
    due = due_on(start, limit, CALENDAR)
    first = amber_day(due, CALENDAR, rule, limit)
    lights = [
        read_light(
            due,
            start + timedelta(days=n),
            CALENDAR,
            paused=False,
            done=False,
            amber_on=first,
        ).light
        for n in range((due - start).days + 5)
    ]
    ranks = [_ORDER[light] for light in lights]
    assert ranks == sorted(ranks)
    assert lights[(due - start).days] is Light.AMBER
    assert lights[(due - start).days + 1] is Light.RED


@given(due=DAYS, few=st.integers(0, 30), more=st.integers(0, 30))
def test_a_wider_threshold_never_turns_amber_later(due: date, few: int, more: int) -> None:
    narrow = amber_day(due, CALENDAR, AmberRule(few))
    wide = amber_day(due, CALENDAR, AmberRule(few + more))
    assert wide <= narrow <= due


@given(due=DAYS, count=st.integers(0, 30))
def test_the_first_amber_day_leaves_no_more_working_days_than_the_threshold(
    due: date, count: int
) -> None:
    first = amber_day(due, CALENDAR, AmberRule(count))
    assert CALENDAR.workdays_after(first, due) <= count
    assert CALENDAR.workdays_after(first - timedelta(days=1), due) > count
