"""Whole tables: every row answered by itself, what was read written again as it was."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.day_walker import Life, brute_due, limits, lives
from windowdesk.assets import Assets
from windowdesk.domain.clock import ClockPause, due_proof
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IdReason, IdVerdict
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.services.batch import ERROR_COLUMN, Answered, BatchCheck, answer_table
from windowdesk.services.batch_checks import due_check, id_check, name_check
from windowdesk.services.calendar_content import load_calendar
from windowdesk.services.content import load_issuing_places, load_pinyin

TODAY = date(2026, 11, 21)
CALENDAR = load_calendar(Assets())
DUE_UNIT = LimitUnit.WORKDAY
DUE = due_check(CALENDAR)
NAMES = name_check(load_pinyin(Assets()), lambda name: [c for c in name if ord(c) > 0x2FFFF])
NUMBERS = id_check(TODAY, load_issuing_places(Assets()))


def echo(row: dict[str, str]) -> dict[str, str]:
    if row["given"] == "bad":
        raise DomainError("不行。改一改。")
    return {"said": row["given"]}


ECHO = BatchCheck(("given",), ("said",), echo)


def rows(answered: Answered) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answered.text, newline=""), strict=True))


def ask(check: BatchCheck, text: str) -> list[dict[str, str]]:
    return rows(answer_table(text.encode(), check))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_table_is_read_in_three_encodings_and_written_in_one(encoding: str) -> None:
    answered = answer_table("given,备注\r\n曲靖,“引”\r\n".encode(encoding), ECHO)

    assert answered.text == "given,备注,said,error\n曲靖,“引”,曲靖,\n"


def test_a_row_without_an_answer_does_not_stop_the_others() -> None:
    answered = answer_table(b"given\na\nbad\nb\n", ECHO)

    assert [row["said"] for row in rows(answered)] == ["a", "", "b"]
    assert [row[ERROR_COLUMN] for row in rows(answered)] == ["", "不行。改一改。", ""]
    assert (answered.rows, answered.faulty) == (3, 1)
    assert "3 行里有 1 行" in answered.complaint


def test_a_table_that_was_answered_is_answered_anew() -> None:
    once = answer_table(b"given,x\na,1\nbad,2\n", ECHO).text

    assert answer_table(once.encode(), ECHO).text == once


def test_a_short_row_is_filled_and_a_long_one_is_told() -> None:
    short, long, trailing = ask(ECHO, "given,x\na\nb,1,surplus\nc,2,,\n")

    assert (short["said"], short["x"]) == ("a", "")
    assert "surplus" in long[ERROR_COLUMN]
    assert trailing["said"] == "c"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "表是空的"),
        (b"other\n1\n", "没有 given 这一列"),
        (b"given,given\n1,2\n", "两列都叫 given"),
        (b'given\n"a\n', "第 2 行读不出来"),
        (b"given\n\xff\xff\x80\n", "不是 UTF-8 也不是 GBK"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        answer_table(content, ECHO)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_every_cell_comes_back_as_it_was(table: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("given", "备注"), *table])

    answered = ask(ECHO, written.getvalue())

    assert [(row["given"], row["备注"]) for row in answered] == table


@pytest.mark.parametrize(
    ("start", "days", "unit", "pauses", "due", "provisional"),
    [
        ("2026-02-12", "5", "workday", "", "2026-02-26", "no"),
        ("2026-02-12", "20", "workday", "", "2026-03-18", "no"),
        ("2026-02-12", "30", "workday", "", "2026-04-01", "no"),
        ("2026-04-30", "5", "workday", "", "2026-05-11", "no"),
        ("2026-09-18", "1", "workday", "", "2026-09-20", "no"),
        ("2026-09-24", "5", "workday", "", "2026-10-09", "no"),
        ("2026-09-24", "30", "workday", "", "2026-11-12", "no"),
        ("2026-09-30", "1", "workday", "", "2026-10-08", "no"),
        ("2026-11-20", "5", "workday", "", "2026-11-27", "no"),
        ("2026-03-02", "20", "workday", "2026-03-11/2026-03-22", "2026-04-10", "no"),
        # the hour plays no part, a time with a zone is turned into that of the counter
        ("2026-02-12T23:59", "5", "workday", "", "2026-02-26", "no"),
        ("2026-02-11T16:30:00Z", "5", "workday", "", "2026-02-26", "no"),
        ("2026-02-12T00:30:00+09:00", "5", "workday", "", "2026-02-25", "no"),
        # no days: the day itself, also a day off
        ("2026-10-02", "0", "workday", "", "2026-10-02", "no"),
        ("2026-10-03", "0", "calendar", "", "2026-10-03", "no"),
        # calendar days roll on, and are held by pauses
        ("2026-09-20", "6", "calendar", "", "2026-09-28", "no"),
        ("2026-03-02", "5", "calendar", "2026-03-04/2026-03-06", "2026-03-10", "no"),
        # pauses that overlap count once; a paused day is never the due day
        (
            "2026-03-02",
            "20",
            "workday",
            "2026-03-11/2026-03-22;2026-03-15/2026-03-20; 2026-03-22",
            "2026-04-10",
            "no",
        ),
        ("2026-03-02", "1", "workday", "2026-03-03/2026-03-03", "2026-03-04", "no"),
        # a year without an official calendar
        ("2026-12-25", "20", "workday", "", "2027-01-22", "yes"),
        ("2026-12-01", "2", "workday", "2027-01-05/2027-01-06", "2026-12-03", "yes"),
    ],
)
def test_every_row_has_its_due_date_by_the_calendar(
    start: str, days: str, unit: str, pauses: str, *, due: str, provisional: str
) -> None:
    (row,) = ask(DUE, f'start,days,unit,pauses\n{start},{days},{unit},"{pauses}"\n')

    assert (row["due"], row["provisional"], row[ERROR_COLUMN]) == (due, provisional, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026-02-30,5,workday,", "“2026-02-30”不是日期"),
        (",5,workday,", "不是日期"),
        ("2026-02-12,-1,workday,", "不是整数"),
        ("2026-02-12,1.5,workday,", "不是整数"),
        ("2026-02-12,999999999999,workday,", "太大"),
        ("2026-02-12,9999,workday,", "0 至 3650"),
        ("2026-02-12,5,weeks,", "写 workday、calendar 或 month"),
        ("2026-02-12,5,workday,2026-03-09/2026-03-01", "早于起日"),
        ("2026-02-12,5,workday,soon", "不是日期"),
        ("9999-12-30,5,workday,", "一百年以后"),
    ],
)
def test_a_due_date_that_cannot_be_told_says_why(line: str, said: str) -> None:
    (row,) = ask(DUE, f"start,days,unit,pauses\n{line}\n")

    assert said in row[ERROR_COLUMN]
    assert (row["due"], row["provisional"]) == ("", "")


def test_the_column_of_pauses_may_be_left_out() -> None:
    assert ask(DUE, "START , days,unit\n2026-02-12,5,workday\n")[0]["due"] == "2026-02-26"


@given(lives())
def test_the_table_agrees_with_a_walker_written_apart(life: Life) -> None:
    start, limit = life.start, life.limit
    held = ";".join(f"{p.first}/{p.last}" for p in life.pauses)
    line = f"{start},{limit.count},{limit.unit.value},{held}"

    (row,) = ask(DUE, f"start,days,unit,pauses\n{line}\n")

    assert row["due"] == brute_due(replace(life, extension=None), CALENDAR).isoformat()


@given(st.dates(date(2015, 1, 1), date(2026, 12, 31)), limits)
def test_i11_a_pause_over_days_off_is_not_counted_twice(start: date, limit: TimeLimit) -> None:
    """Complaint i11: pauses were counted over weekends and holidays."""
    days_off = [
        on
        for on in (start + timedelta(days=n) for n in range(1, 90))
        if not CALENDAR.is_workday(on)
    ]
    pauses = [ClockPause(on, on, "鉴定") for on in days_off]
    plain, paused = due_proof(start, limit, CALENDAR), due_proof(start, limit, CALENDAR, pauses)

    if limit.unit == "workday":
        assert paused.due == plain.due


def test_i14_every_day_of_a_due_date_says_why_it_counts_or_not() -> None:
    """Complaint i14: nobody understood the date."""
    proof = due_proof(date(2026, 9, 24), TimeLimit(5, DUE_UNIT), CALENDAR)

    assert all(day.note or day.nth for day in proof.days)
    assert {day.note for day in proof.days if day.on == date(2026, 9, 25)} == {"中秋节"}
    assert sum(bool(day.nth) for day in proof.days) == 5
    assert "中秋" in proof.sentence
    assert "国庆" in proof.sentence


def test_i15_one_working_day_is_the_next_worked_day_whatever_the_weekday() -> None:
    """Complaint i15: one business day was taken for 24 business hours, about three days."""
    day = date(2026, 1, 5)
    while day < date(2026, 12, 20):
        (row,) = ask(DUE, f"start,days,unit\n{day},1,workday\n")
        assert row["due"] == CALENDAR.next_workday(day + timedelta(days=1)).isoformat()
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "number", "verdict", "reason"),
    [
        ("resident", "530302199001010045", "valid", ""),
        ("居民身份证", "530302199001010045", "valid", ""),
        ("RESIDENT ", "５30302 19900101 0045", "normalised", "mended"),
        ("resident", "530302199001010046", "invalid", "checksum"),
        ("resident", "", "invalid", "empty"),
        ("uscc", "530302199001010045", "wrong_kind", "is_resident"),
        ("resident", "530302900101004", "legacy", "old_form"),
    ],
)
def test_every_number_has_its_verdict_and_reason(
    kind: str, number: str, verdict: str, reason: str
) -> None:
    (row,) = ask(NUMBERS, f"kind,number\n{kind},{number}\n")

    assert (row["verdict"], row["reason"], row[ERROR_COLUMN]) == (verdict, reason, "")
    assert row["value"] == ("" if verdict in {"invalid", "wrong_kind"} else row["value"])


def test_verdicts_and_reasons_are_of_closed_lists() -> None:
    text = "kind,number\n" + "".join(
        f"{kind},{number}\n"
        for kind in ("resident", "hmt", "foreign", "uscc")
        for number in ("530302199001010045", "1", "", "91530302MA6K12340X", "CHN110000000101")
    )

    for row in ask(NUMBERS, text):
        assert row["verdict"] in set(IdVerdict)
        assert row["reason"] in set(IdReason)


def test_a_kind_that_nobody_knows_is_an_error_of_its_row() -> None:
    (row,) = ask(NUMBERS, "kind,number\npassport,E12345678\n")

    assert "resident、hmt、foreign、uscc" in row[ERROR_COLUMN]


@pytest.mark.parametrize(
    ("name", "normalised", "first", "lacking"),
    [
        ("单桂兰", "单桂兰", "SGL", ""),
        ("仇小雨", "仇小雨", "QXY", ""),
        ("曾一鸣", "曾一鸣", "ZYM", ""),
        ("万俟雪", "万俟雪", "MQX", ""),
        ("阿依古丽•买买提", "阿依古丽·买买提", "AYGLMMT", ""),
        ("阿依古丽・买买提", "阿依古丽·买买提", "AYGLMMT", ""),
        ("陆\U0002cc56明", "陆\U0002cc56明", "LDM", ""),
        ("陆\U00031350明", "陆\U00031350明", "L", "\U00031350"),
        ("侮\ufa30", "侮\ufa30", "W", ""),
    ],
)
def test_every_name_is_told_in_its_usual_signs_and_what_fonts_lack(
    name: str, normalised: str, first: str, lacking: str
) -> None:
    (row,) = ask(NAMES, f"name\n{name}\n")

    assert row["normalised"] == normalised
    assert row["initials"].split("/")[0].startswith(first)
    assert row["lacking"] == lacking


def test_a_sign_that_nobody_sees_is_an_error_not_a_changed_name() -> None:
    (row,) = ask(NAMES, "name\n张\u200b三\n")

    assert "U+200B" in row[ERROR_COLUMN]
    assert row["name"] == "张\u200b三"
