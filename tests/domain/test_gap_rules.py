"""Until when late materials may come: the earliest of three days, and why it is that day."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.builders import AT_ONCE_ITEM, ITEM, handed_in
from tests.factories import make_calendar
from windowdesk.domain.gap_rules import GapRule, latest_gap_day, strict_gaps, tolerable_gaps
from windowdesk.domain.materials import HandedIn, MaterialState

START = date(2026, 11, 20)  # a Friday
CALENDAR = make_calendar()
RULE = GapRule()

# promised | days of the item | rule | latest | why | possible
LATEST = [
    (date(2026, 12, 2), None, RULE, date(2026, 11, 30), "提前 2 个工作日", True),
    (date(2027, 2, 1), None, RULE, date(2026, 12, 18), "最长 20 个工作日", True),
    (date(2026, 12, 2), 3, RULE, date(2026, 11, 25), "这个事项容缺最长 3 个工作日", True),
    (date(2026, 12, 2), 30, RULE, date(2026, 11, 30), "提前 2 个工作日", True),
    (date(2026, 12, 2), None, GapRule(before_promise=0), date(2026, 12, 2), "提前 0", True),
    # Two working days before Tuesday is Friday, the day itself: no day is left.
    (date(2026, 11, 24), None, RULE, START, "提前 2 个工作日", False),
    (START, None, RULE, date(2026, 11, 18), "提前 2 个工作日", False),
]


@pytest.mark.parametrize("line", LATEST)
def test_the_latest_day_is_the_earliest_that_rule_item_and_promise_allow(
    line: tuple[date, int | None, GapRule, date, str, bool],
) -> None:
    promised, days, rule, latest, why, possible = line
    found = latest_gap_day(replace(ITEM, gap_days=days), START, promised, rule, CALENDAR)
    assert (found.on, found.possible) == (latest, possible)
    assert why in found.why


def test_only_marked_materials_of_an_item_that_allows_it_may_be_late() -> None:
    marked = tuple(replace(m, tolerable=m.code == "M02") for m in ITEM.materials)
    item = replace(ITEM, materials=marked, tolerable=True)
    lacking = _without(handed_in(), "M01", "M02")
    assert [gap.name for gap in tolerable_gaps(item, lacking)] == ["户口簿"]
    assert [gap.name for gap in strict_gaps(item, lacking)] == ["申请表"]
    at_once = replace(AT_ONCE_ITEM, materials=marked, tolerable=True)
    for other in (replace(item, tolerable=None), at_once):
        assert tolerable_gaps(other, lacking) == ()


def test_of_several_that_suffice_singly_all_must_be_marked() -> None:
    group = tuple(
        replace(m, one_of="身份", tolerable=m.code == "M02") if m.code != "M03" else m
        for m in ITEM.materials
    )
    item = replace(ITEM, materials=group, tolerable=True)
    lacking = _without(handed_in(), "M01", "M02")
    assert tolerable_gaps(item, lacking) == ()
    every = replace(item, materials=tuple(replace(m, tolerable=True) for m in group))
    assert len(tolerable_gaps(every, lacking)) == 1


def _without(materials: tuple[HandedIn, ...], *codes: str) -> tuple[HandedIn, ...]:
    return tuple(
        replace(m, state=MaterialState.MISSING) if m.code in codes else m for m in materials
    )
