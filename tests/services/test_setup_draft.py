"""The answers of the wizard: kept as text, read into a centre with everything that is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import make_centre
from windowdesk.domain.calendar import LocalDay
from windowdesk.domain.centre import Organ
from windowdesk.domain.errors import DomainError
from windowdesk.services.new_centre import LineStart
from windowdesk.services.setup_draft import (
    SetupDraft,
    changed_centre,
    draft_of,
    draft_text,
    read_day,
    read_draft,
    read_setup,
    without_secrets,
)

TODAY = date(2026, 11, 20)
KINDS = ("acceptance", "denial")
DRAFT = SetupDraft(
    path="/srv/centre.db",
    facts={
        "code": "９９０３２２１０３",
        "name": "云岭镇便民服务中心",
        "organ_name": "云岭镇人民政府",
        "organ_short": "云岭便",
    },
    windows=(("1", "综合窗口"), ("５", "出件窗口")),
    departments=(("民政",),),
    days_off=(("2027年4月15日", "泼水节"),),
    staff=(("ADMIN", "段志刚", "系统管理员", "", ""), ("yl-1", "何正明", "承办", "民政", "")),
    starts={"acceptance": "119", "denial": ""},
)


def test_answers_come_back_from_their_text() -> None:
    assert read_draft(draft_text(DRAFT)) == DRAFT


@pytest.mark.parametrize("text", ["", "[]", "null", '{"goal": 1, "gone": 2}', '{"staff": [1]}'])
def test_a_spoiled_text_is_no_draft(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        read_draft(text)


def test_complete_answers_make_a_centre() -> None:
    read = read_setup(DRAFT, (), KINDS, TODAY)
    assert read.faults == ()
    plan = read.plan
    assert (plan.centre.code, plan.centre.window("05").name) == ("990322103", "出件窗口")
    assert plan.centre.days_off == (LocalDay(date(2027, 4, 15), "泼水节"),)
    assert [account.login for account in plan.accounts] == ["admin", "yl-1"]
    assert plan.starts == (LineStart("云岭便", "acceptance", 119),)
    assert plan.lines(2026) == (("paper|云岭便|acceptance|2026", 119),)


@pytest.mark.parametrize(
    ("change", "page", "field", "place", "text"),
    [
        ({"facts": {**DRAFT.facts, "name": ""}}, "centre", "name", (-1, -1), "还没写中心名称"),
        ({"facts": {**DRAFT.facts, "organ_short": ""}}, "organs", "organ_short", (-1, -1), "代字"),
        ({"windows": (("x", "窗口"),)}, "places", "windows", (0, 0), "数字"),
        ({"windows": ()}, "places", "windows", (-1, -1), "至少要有一个窗口"),
        ({"days_off": (("4月40日", "x"),)}, "places", "days_off", (0, 0), "不是日期"),
        ({"days_off": (("4月1日", ""),)}, "places", "days_off", (0, 1), "为什么放假"),
        ({"staff": DRAFT.staff[1:]}, "staff", "accounts", (-1, -1), "还没有系统管理员"),
        (
            {"staff": (*DRAFT.staff, ("yl-2", "某人", "领导", "", ""))},
            "staff",
            "staff",
            (2, 2),
            "没有“领导”这个岗位",
        ),
        ({"starts": {"denial": "一"}}, "numbers", "denial", (-1, -1), "不是号"),
    ],
)
def test_a_fault_names_page_field_and_cell(
    change: dict[str, object], page: str, field: str, place: tuple[int, int], text: str
) -> None:
    draft = replace(DRAFT, **change)  # type: ignore[arg-type]  # one field of any type
    (fault,) = read_setup(draft, (), KINDS, TODAY).faults
    assert (fault.page, fault.field, (fault.row, fault.column)) == (page, field, place)
    assert text in fault.text


@pytest.mark.parametrize(
    "typed", ["2026-04-15", "2026.4.15", "4-15", "4月15日", "２０２６年４月１５日"]
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert read_day(typed, 2026) == date(2026, 4, 15)


@pytest.mark.parametrize("typed", ["", "明天", "13-40", "1-2-3-4"])
def test_what_is_no_day_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(DomainError, match="写成 2027-04-15 的样子"):
        read_day(typed, 2026)


def test_no_password_of_an_address_is_kept() -> None:
    draft = SetupDraft(url="postgresql://owner:secret@db.town/centre")
    assert without_secrets(draft).url == "postgresql://db.town/centre"


def test_a_centre_that_is_there_comes_back_from_its_answers() -> None:
    centre = replace(
        make_centre(),
        departments=("民政",),
        further_organs=(Organ("农业农村局", "云溪农"),),
        prints_receipt_too=True,
        demo=True,
    ).with_days_off((LocalDay(date(2026, 12, 1), "街天"),), TODAY)
    read = changed_centre(draft_of(centre), centre, TODAY)
    assert (read.faults, read.plan.centre) == ((), centre)


def test_other_days_off_of_a_centre_are_a_version_of_their_own() -> None:
    centre = make_centre()
    draft = replace(draft_of(centre), days_off=(("12-1", "街天"),))
    changed = changed_centre(draft, centre, TODAY).plan.centre
    assert [version.version for version in changed.local_days] == [0, 1]
    assert changed.local_days[-1].since == date(2026, 11, 21)
