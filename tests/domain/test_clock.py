"""Due dates and their proofs: the vectors of the trade, and a walker that was written apart."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.day_walker import Life, brute_due, calendars, lives
from windowdesk.assets import Assets
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import (
    ClockPause,
    DayMark,
    Light,
    LightReading,
    due_on,
    due_proof,
    read_light,
    short_date,
    weekday_name,
)
from windowdesk.domain.clock_check import fault_in, re_adds
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.services.calendar_content import load_calendar

WORKDAY, CALENDAR, MONTH = LimitUnit.WORKDAY, LimitUnit.CALENDAR_DAY, LimitUnit.MONTH


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(Assets())


def day(text: str) -> date:
    return date.fromisoformat(text)


def pause(first: str, last: str, reason: str = "鉴定", paper: str = "") -> ClockPause:
    return ClockPause(day(first), day(last), reason, paper)


@pytest.mark.parametrize(
    ("start", "workdays", "due"),
    [
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-02-12", 20, "2026-03-18"),
        ("2026-02-12", 30, "2026-04-01"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-24", 5, "2026-10-09"),
        ("2026-09-24", 20, "2026-10-29"),
        ("2026-09-24", 30, "2026-11-12"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-11-20", 5, "2026-11-27"),
    ],
)
def test_the_vectors_of_the_reference_hold(
    calendar: WorkCalendar, start: str, workdays: int, due: str
) -> None:
    assert due_on(day(start), TimeLimit(workdays, WORKDAY), calendar) == day(due)


def test_a_suspended_case_goes_on_with_the_days_that_are_left(calendar: WorkCalendar) -> None:
    proof = due_proof(
        day("2026-03-02"),
        TimeLimit(20, WORKDAY),
        calendar,
        [pause("2026-03-11", "2026-03-22")],
    )
    assert proof.due == day("2026-04-10")
    counted = [d for d in proof.days if d.mark is DayMark.COUNTED]
    assert sum(d.on < day("2026-03-11") for d in counted) == 6


@pytest.mark.parametrize(
    ("start", "limit", "pauses", "due"),
    [
        # 0 days: the day itself, also on a day off and on a paused day
        ("2026-10-03", TimeLimit(0, WORKDAY), [], "2026-10-03"),
        ("2026-10-03", TimeLimit(0, CALENDAR), [("2026-10-01", "2026-10-09")], "2026-10-03"),
        # calendar days count days off, and roll on from one at the end
        ("2026-09-21", TimeLimit(3, CALENDAR), [], "2026-09-24"),
        ("2026-09-21", TimeLimit(4, CALENDAR), [], "2026-09-28"),
        ("2026-09-26", TimeLimit(1, CALENDAR), [], "2026-09-28"),
        ("2026-09-19", TimeLimit(1, CALENDAR), [], "2026-09-20"),
        # pauses hold calendar days too, days off among them
        ("2026-09-21", TimeLimit(3, CALENDAR), [("2026-09-23", "2026-09-26")], "2026-09-28"),
        # a paused day is never the due day, not even after rolling
        ("2026-09-21", TimeLimit(4, CALENDAR), [("2026-09-28", "2026-09-29")], "2026-09-30"),
        ("2026-09-21", TimeLimit(4, CALENDAR), [("2026-09-28", "2026-09-30")], "2026-10-08"),
        ("2026-11-20", TimeLimit(1, WORKDAY), [("2026-11-23", "2026-11-23")], "2026-11-24"),
        # overlapping pauses count once
        (
            "2026-11-02",
            TimeLimit(5, WORKDAY),
            [("2026-11-04", "2026-11-06"), ("2026-11-05", "2026-11-09")],
            "2026-11-13",
        ),
        # a pause before the start, on the start day or after the end changes nothing
        (
            "2026-11-02",
            TimeLimit(5, WORKDAY),
            [("2026-10-12", "2026-11-02"), ("2026-11-10", "2026-11-20")],
            "2026-11-09",
        ),
    ],
)
def test_the_rules_of_counting_one_by_one(
    calendar: WorkCalendar,
    start: str,
    limit: TimeLimit,
    pauses: list[tuple[str, str]],
    due: str,
) -> None:
    held = [pause(first, last) for first, last in pauses]
    assert due_on(day(start), limit, calendar, held) == day(due)


@pytest.mark.parametrize(
    ("start", "workdays", "pauses", "provisional"),
    [
        ("2026-11-20", 5, [], False),
        ("2026-12-28", 5, [], True),
        ("2026-12-30", 1, [], False),
        ("2023-12-29", 5, [], True),
        ("2027-01-04", 0, [], True),
        ("2026-11-20", 5, [("2026-12-30", "2027-01-02")], True),
        ("2026-11-20", 5, [("2023-01-02", "2023-01-03")], True),
        ("2026-11-20", 5, [("2024-01-02", "2024-01-03")], False),
    ],
)
def test_a_date_is_provisional_where_it_or_a_pause_reaches_an_unannounced_year(
    calendar: WorkCalendar,
    start: str,
    workdays: int,
    pauses: list[tuple[str, str]],
    provisional: bool,
) -> None:
    held = [pause(first, last) for first, last in pauses]
    proof = due_proof(day(start), TimeLimit(workdays, WORKDAY), calendar, held)
    assert proof.provisional is provisional
    assert ("还没公布" in proof.calendar_text) is provisional


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(DomainError, match="早于起日"):
        pause("2026-03-22", "2026-03-11")


@pytest.mark.parametrize("last", [None, date(2999, 12, 31), date.max])
@pytest.mark.parametrize("start", [date(2026, 3, 2), date(9999, 12, 1)])
def test_a_walk_without_an_end_stops_with_what_to_check(
    calendar: WorkCalendar, start: date, last: date | None
) -> None:
    endless = ClockPause(start, None if last is None else max(last, start), "鉴定")
    if endless.last and start.year == 9999 and last != date.max:
        endless = ClockPause(start, date.max, "鉴定")
    with pytest.raises(DomainError, match="一百年"):
        due_on(start, TimeLimit(5, WORKDAY), calendar, [endless])


@settings(max_examples=300, deadline=None)
@given(calendars(), st.lists(lives(), min_size=1, max_size=6))
def test_the_due_date_agrees_with_a_walker_written_apart(
    calendar: WorkCalendar, many: list[Life]
) -> None:
    for life in many:
        asked = (life.start, life.limit, calendar, life.pauses, life.extension)
        due = due_on(*asked)
        assert due == brute_due(life, calendar)
        assert due == due_proof(*asked).due


@settings(max_examples=200, deadline=None)
@given(calendars(), lives())
def test_the_proof_re_adds_to_the_date_it_proves(calendar: WorkCalendar, life: Life) -> None:
    proof = due_proof(life.start, life.limit, calendar, life.pauses, life.extension)
    assert fault_in(proof) == ""
    assert re_adds(proof)
    for line in proof.days[1:]:
        assert (line.mark is DayMark.PAUSED) == any(p.covers(line.on) for p in life.pauses)
    assert proof.sentence.endswith("。")


@settings(max_examples=150, deadline=None)
@given(calendars(), lives())
def test_a_due_day_is_worked_and_not_paused(calendar: WorkCalendar, life: Life) -> None:
    due = due_on(life.start, life.limit, calendar, life.pauses, life.extension)
    if life.limit.count or life.extension:
        assert calendar.is_workday(due)
        assert not any(p.covers(due) for p in life.pauses)


@settings(max_examples=150, deadline=None)
@given(calendars(), lives())
def test_pausing_extending_and_more_days_never_bring_a_date_forward(
    calendar: WorkCalendar, life: Life
) -> None:
    start, limit, pauses = life.start, life.limit, life.pauses
    dues = [due_on(start, limit, calendar, pauses[:n]) for n in range(len(pauses) + 1)]
    assert dues == sorted(dues)
    longer = TimeLimit(limit.count + 1, limit.unit)
    assert due_on(start, longer, calendar, pauses) >= dues[-1]
    assert due_on(start, limit, calendar, pauses, life.extension) >= dues[-1]


@pytest.mark.parametrize(
    ("start", "limit", "pauses", "sentence"),
    [
        (
            "2026-09-15",
            TimeLimit(20, WORKDAY),
            [],
            (
                "9月15日的次日起算，共 20 个工作日。中秋、国庆 10 天不计，"
                "9月20日（周日）、10月10日（周六）调休上班，计。"
            ),
        ),
        (
            "2026-08-28",
            TimeLimit(10, WORKDAY),
            [pause("2026-09-07", "2026-09-16", "鉴定", "特别程序告知书")],
            (
                "8月28日的次日起算，共 10 个工作日。"
                "9月7日至16日鉴定，依特别程序告知书不计，其中工作日 8 个。"
                "9月20日（周日）调休上班，计。"
            ),
        ),
        (
            "2026-11-02",
            TimeLimit(5, WORKDAY),
            [pause("2026-11-04", "2026-11-06", "公示"), pause("2026-11-05", "2026-11-09", "听证")],
            (
                "11月2日的次日起算，共 5 个工作日。11月4日至6日公示不计，其中工作日 3 个。"
                "11月5日至9日听证不计，其中工作日 1 个。"
            ),
        ),
        (
            "2026-09-21",
            TimeLimit(4, CALENDAR),
            [pause("2026-09-28", "2026-09-28", "检验")],
            (
                "9月21日的次日起算，共 4 日。9月28日检验不计，共 1 日。"
                "第 4 日9月25日逢中秋，顺延到9月29日。"
            ),
        ),
        ("2026-11-20", TimeLimit(5, WORKDAY), [], "11月20日的次日起算，共 5 个工作日。"),
        ("2026-11-20", TimeLimit(0, WORKDAY), [], "11月20日当日办结。"),
    ],
)
def test_the_proof_says_in_words_what_was_not_counted(
    calendar: WorkCalendar, start: str, limit: TimeLimit, pauses: list[ClockPause], sentence: str
) -> None:
    assert due_proof(day(start), limit, calendar, pauses).sentence == sentence


@pytest.mark.parametrize(
    ("start", "today", "days", "text"),
    [
        (
            "2026-09-15",
            "2026-09-15",
            20,
            (
                "承诺 20 个工作日，明天起算。中秋、国庆 10 天不计，"
                "9月20日（周日）、10月10日（周六）调休上班，计。"
            ),
        ),
        ("2026-11-19", "2026-11-20", 5, "承诺 5 个工作日，11月20日起算。"),
        ("2026-11-20", "2026-11-20", 0, "承诺当场办结。"),
    ],
)
def test_the_visitor_is_told_the_promise(
    calendar: WorkCalendar, start: str, today: str, days: int, text: str
) -> None:
    proof = due_proof(day(start), TimeLimit(days, WORKDAY), calendar)
    assert proof.promise_text(day(today)) == text


# 2026-11-20 is a Friday.
@pytest.mark.parametrize(
    ("due", "today", "light", "word"),
    [
        ("2026-12-02", "2026-11-20", Light.GREEN, "余 8 日"),
        ("2026-11-24", "2026-11-20", Light.GREEN, "余 2 日"),
        ("2026-11-23", "2026-11-20", Light.AMBER, "余 1 日"),
        ("2026-11-23", "2026-11-21", Light.AMBER, "余 1 日"),
        ("2026-11-20", "2026-11-20", Light.AMBER, "今日"),
        ("2026-11-20", "2026-11-21", Light.RED, "已超期"),
        ("2026-11-20", "2026-11-23", Light.RED, "超 1 日"),
        ("2026-11-20", "2026-11-24", Light.RED, "超 2 日"),
    ],
)
def test_a_light_counts_working_days(
    calendar: WorkCalendar, due: str, today: str, light: Light, word: str
) -> None:
    reading = read_light(day(due), day(today), calendar, paused=False, done=False)
    assert reading == LightReading(light, word, short_date(day(due)))


def test_a_paused_clock_is_grey_even_where_the_old_date_has_passed(calendar: WorkCalendar) -> None:
    reading = read_light(
        day("2026-11-20"), day("2026-12-20"), calendar, paused=True, done=False, used=6
    )
    assert reading == LightReading(Light.GREY, "不计时", "已用 6 日")


def test_a_clock_that_has_ended_is_blue(calendar: WorkCalendar) -> None:
    blue = LightReading(Light.BLUE, "已办结", "")
    assert read_light(None, day("2026-11-20"), calendar, paused=False, done=False) == blue
    late = read_light(day("2026-11-20"), day("2026-12-20"), calendar, paused=False, done=True)
    assert late == blue


def test_dates_are_written_as_screens_show_them() -> None:
    assert short_date(day("2026-09-05")) == "9月5日"
    assert weekday_name(day("2026-09-20")) == "周日"
