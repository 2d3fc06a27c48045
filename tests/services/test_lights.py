from dataclasses import dataclass
from datetime import date

import pytest

from tests.factories import NOW, make_calendar
from windowdesk.domain.clock import Light
from windowdesk.domain.item_kinds import ServiceType
from windowdesk.domain.states import CaseState
from windowdesk.services.case_row import CaseRow
from windowdesk.services.lights import RUNNING_LIGHTS, late_step, light_days, light_of

CALENDAR = make_calendar()
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Days:
    """The days of a row, as days of November."""

    due: int
    amber: int
    law: int | None = None
    step: int | None = None


def row(days: Days, state: CaseState = CaseState.REVIEWING) -> CaseRow:
    def day(number: int | None) -> date | None:
        return date(2026, 11, number) if number else None

    return CaseRow(
        case_id=1,
        number="990322103022026112000001",
        state=state,
        item_name="高龄津贴",
        service_type=ServiceType.PROMISE,
        applicant_name="段玉兰",
        id_masked="530399********0045",
        village="",
        department="民政办",
        due_on=day(days.due),
        received_at=NOW,
        holder="",
        holder_name="",
        claimed_until=None,
        accepter_name="",
        provisional=False,
        amber_on=day(days.amber),
        statutory_on=day(days.law),
        step_due_on=day(days.step),
    )


@pytest.mark.parametrize(
    ("days", "light", "word", "second"),
    [
        (Days(30, 24), Light.GREEN, "余 6 日", "11月30日"),
        (Days(30, 20), Light.AMBER, "余 6 日", "11月30日"),
        (Days(20, 19), Light.AMBER, "今日", "11月20日"),
        (Days(18, 17, 27), Light.RED, "超 2 日", "法定余 5 日"),
        (Days(18, 17, 20), Light.RED, "超 2 日", "法定今日"),
        (Days(17, 16, 18), Light.RED, "超 3 日", "法定超 2 日"),
        (Days(18, 17, 18), Light.RED, "超 2 日", "11月18日"),
    ],
)
def test_a_row_tells_both_limits_once_the_promise_has_passed(
    days: Days, light: Light, word: str, second: str
) -> None:
    reading = light_of(row(days), TODAY, CALENDAR)
    assert (reading.light, reading.word, reading.second) == (light, word, second)


@pytest.mark.parametrize("due", range(10, 31))
@pytest.mark.parametrize("before", range(6))
def test_the_days_of_a_filter_are_those_of_the_light(due: int, before: int) -> None:
    shown = row(Days(due, due - before))
    found = {light for light in RUNNING_LIGHTS if _lies_in(shown, light)}
    assert found == {light_of(shown, TODAY, CALENDAR).light}


@pytest.mark.parametrize(
    ("state", "step", "words"),
    [
        (CaseState.REVIEWING, 18, "审查超 2 日"),
        (CaseState.PROPOSED, 19, "决定超 1 日"),
        (CaseState.REVIEWING, 20, ""),
        (CaseState.REVIEWING, None, ""),
        (CaseState.SUSPENDED, 18, ""),
    ],
)
def test_a_late_step_shows_in_a_case_that_is_in_time(
    state: CaseState, step: int | None, words: str
) -> None:
    assert late_step(row(Days(30, 29, step=step), state), TODAY, CALENDAR) == words


def _lies_in(shown: CaseRow, light: Light) -> bool:
    days = light_days(light, TODAY)
    assert shown.due_on is not None
    assert shown.amber_on is not None
    return (days.first or date.min) <= shown.due_on <= (days.last or date.max) and (
        days.amber_first or date.min
    ) <= shown.amber_on <= (days.amber_last or date.max)
