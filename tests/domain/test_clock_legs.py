"""Months, extensions and the start day: what the law says of each, one by one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.clock_lives import live
from windowdesk.assets import Assets
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.clock import ClockExtension, ClockPause, DayMark, DueProof, due_on, due_proof
from windowdesk.domain.clock_check import fault_in, re_adds
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.services.calendar_content import load_calendar

TEN = ClockExtension(10, "李春华", "云溪延字〔2026〕3号")


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(Assets())


def day(text: str) -> date:
    return date.fromisoformat(text)


def limit(text: str) -> TimeLimit:
    count, unit = text.split()
    return TimeLimit(int(count), LimitUnit(unit))


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-03-02", 1, "2026-04-02"),
        ("2026-03-02", 3, "2026-06-02"),
        # no such day in the month: its last one
        ("2026-03-31", 1, "2026-04-30"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-12-31", 6, "2026-06-30"),
        # the last day is off: the next working day
        ("2026-09-01", 1, "2026-10-08"),
        ("2026-08-08", 1, "2026-09-08"),
        ("2026-04-04", 1, "2026-05-06"),
        ("2026-08-20", 1, "2026-09-20"),  # a Sunday that is worked
        ("2025-11-20", 12, "2026-11-20"),
    ],
)
def test_a_month_ends_on_the_same_day_number(
    calendar: WorkCalendar, start: str, months: int, due: str
) -> None:
    proof = due_proof(day(start), TimeLimit(months, LimitUnit.MONTH), calendar)
    assert proof.due == day(due)
    assert fault_in(proof) == ""


def test_paused_days_are_added_to_a_month(calendar: WorkCalendar) -> None:
    held = [ClockPause(day("2026-03-10"), day("2026-03-19"), "鉴定")]
    proof = due_proof(day("2026-03-02"), TimeLimit(1, LimitUnit.MONTH), calendar, held)
    assert proof.due == day("2026-04-13")  # 12 April, a Sunday, is ten days behind 2 April
    assert proof.sentence == (
        "3月2日的次日起算，共 1 个月。3月10日至19日鉴定不计，共 10 日。"
        "到期日4月12日逢周末，顺延到4月13日。"
    )


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-02-12", "20 workday", "2026-04-01"),
        ("2026-09-24", "20 workday", "2026-11-12"),
        # natural days end on 24 March, ten working days follow
        ("2026-03-04", "20 calendar", "2026-04-08"),
        # they end on 3 October, roll on to the 8th, ten working days follow with the 10th
        ("2026-09-13", "20 calendar", "2026-10-21"),
        ("2026-09-01", "1 month", "2026-10-21"),
        ("2026-03-04", "0 workday", "2026-03-18"),
    ],
)
def test_an_extension_runs_in_working_days_after_the_end_of_the_limit(
    calendar: WorkCalendar, start: str, length: str, due: str
) -> None:
    proof = due_proof(day(start), limit(length), calendar, (), TEN)
    own = due_on(day(start), limit(length), calendar)
    assert proof.due == due_on(own, TimeLimit(10, LimitUnit.WORKDAY), calendar) == day(due)
    assert fault_in(proof) == ""
    extended = [d for d in proof.days if d.mark is DayMark.EXTENDED]
    assert [d.nth for d in extended] == list(range(1, 11))
    assert min(d.on for d in extended) > own
    assert (
        f"原届满日{own.month}月{own.day}日，延长 10 个工作日（李春华批准，依云溪延字〔2026〕3号）。"
        in proof.sentence
    )


def test_a_pause_holds_the_extension_as_it_holds_the_limit(calendar: WorkCalendar) -> None:
    held = [ClockPause(day("2026-03-25"), day("2026-03-31"), "检验")]
    proof = due_proof(day("2026-03-04"), limit("20 calendar"), calendar, held, TEN)
    assert proof.due == day("2026-04-15")
    assert fault_in(proof) == ""


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-11-16", "5 workday", "2026-11-20"),
        ("2026-11-16", "1 workday", "2026-11-16"),
        ("2026-11-21", "1 workday", "2026-11-23"),  # begins on a Saturday, which does not count
        ("2026-11-16", "5 calendar", "2026-11-20"),
        ("2026-11-21", "1 calendar", "2026-11-23"),
        ("2026-10-01", "1 calendar", "2026-10-08"),
        ("2026-03-03", "1 month", "2026-04-02"),
        ("2026-11-20", "0 workday", "2026-11-20"),
    ],
)
def test_where_the_centre_says_so_the_start_day_is_the_first(
    calendar: WorkCalendar, start: str, length: str, due: str
) -> None:
    counting = calendar.counting_start(counts=True)
    proof = due_proof(day(start), limit(length), counting)
    assert proof.due == day(due)
    assert fault_in(proof) == ""
    assert "次日" not in proof.sentence


def test_the_start_day_says_whether_it_counts(calendar: WorkCalendar) -> None:
    counting = calendar.counting_start(counts=True)
    worked = due_proof(day("2026-11-20"), limit("2 workday"), counting).days[0]
    assert (worked.mark, worked.nth, worked.note) == (DayMark.START, 1, "起算日，计入")
    off = due_proof(day("2026-11-21"), limit("2 workday"), counting).days[0]
    assert (off.mark, off.nth, off.note) == (DayMark.START, 0, "起算日，周末")
    usual = due_proof(day("2026-11-20"), limit("2 workday"), calendar).days[0]
    assert (usual.nth, usual.note) == (0, "起算日，不计")


def test_months_without_end_are_refused(calendar: WorkCalendar) -> None:
    with pytest.raises(DomainError, match="一百年"):
        due_on(day("2026-03-04"), TimeLimit(3000, LimitUnit.MONTH), calendar)


@pytest.mark.parametrize(
    ("shorter", "longer", "within"),
    [
        ("1 month", "31 calendar", True),
        ("1 month", "30 calendar", False),
        ("28 calendar", "1 month", True),
        ("29 calendar", "1 month", False),
        ("1 month", "31 workday", True),
        ("1 workday", "1 month", False),
        ("2 month", "3 month", True),
    ],
)
def test_a_month_is_taken_at_its_longest_and_its_shortest(
    shorter: str, longer: str, within: bool
) -> None:
    assert limit(shorter).is_within(limit(longer)) is within


def _tampered(proof: DueProof) -> list[DueProof]:
    """Return the same proof with one thing wrong each time."""
    days = proof.days
    later = days[-1].on + timedelta(days=1)
    counted = next(n for n, d in enumerate(days) if d.mark is DayMark.COUNTED)
    off = next(n for n, d in enumerate(days) if d.mark is DayMark.OFF)
    return [
        replace(proof, due=later),
        replace(proof, start=days[1].on),
        replace(proof, limit=replace(proof.limit, count=proof.limit.count + 1)),
        replace(proof, extension=ClockExtension(9)),
        replace(proof, extension=None),
        replace(proof, days=()),
        replace(proof, days=days[:counted] + days[counted + 1 :]),
        replace(proof, days=(*days[:off], replace(days[off], note=""), *days[off + 1 :])),
        replace(
            proof,
            days=(*days[:off], replace(days[off], mark=DayMark.COUNTED, nth=1), *days[off + 1 :]),
        ),
        replace(proof, days=(*days, replace(days[-1], on=later)), due=later),
    ]


@pytest.mark.parametrize("length", ["20 workday", "20 calendar", "1 month"])
def test_a_proof_with_one_thing_wrong_does_not_re_add(calendar: WorkCalendar, length: str) -> None:
    held = [ClockPause(day("2026-09-16"), day("2026-09-18"), "检验")]
    proof = due_proof(day("2026-09-10"), limit(length), calendar, held, TEN)
    assert re_adds(proof)
    assert [fault_in(wrong) for wrong in _tampered(proof) if re_adds(wrong)] == []


def test_random_lives_agree_with_the_walker_and_re_add() -> None:
    """A small number of them; ``python -m tests.domain.clock_lives 100000`` lives all."""
    seen = live(1500, seed=7)
    assert seen["lives"] == 1500
    assert min(seen[name] for name in (*LimitUnit, "paused", "extended", "provisional")) > 100
