"""Rules between fields: what is asked, required, compared, computed, taken over."""

import json
from datetime import date

import pytest

from tests.factories import make_id_number
from tests.forms.filled import filled_in
from windowdesk.domain.divisions import County, Divisions, Town, Village
from windowdesk.domain.party import PartyKind
from windowdesk.forms.answers import (
    AnswersFaulty,
    asked_fields,
    check,
    problems_of,
    suggestions,
)
from windowdesk.forms.context import FormContext
from windowdesk.forms.loader import read_form
from windowdesk.forms.shown import shown_answers

TODAY = date(2026, 9, 18)
CARD = make_id_number(2, date(1966, 9, 19)).number
VILLAGE = "990322103201"
DIVISIONS = Divisions(
    (
        County(
            "990322",
            "青岫县",
            (Town("990322103", "云岭镇", (Village(VILLAGE, "松木坪村"),)),),
        ),
    )
)
FORM = read_form(
    "aid.toml",
    """
title = "申请表"

[[field]]
key = "issue_by"
label = "领取方式"
kind = "choice"
choices = ["自取", "邮寄"]
required = true

[[field]]
key = "home"
label = "邮寄地址"
kind = "address"
when = { field = "issue_by", is = "邮寄" }
required = true

[[field]]
key = "hardship"
label = "困难"
kind = "multi_choice"
choices = ["重病", "上学", "受灾"]

[[field]]
key = "since"
label = "患病日期"
kind = "date"
not_future = true
when = { field = "hardship", is = ["重病"] }
required_when = { field = "issue_by", is = "自取" }

[[field]]
key = "until"
label = "出院日期"
kind = "date"

[[field]]
key = "card"
label = "病人身份证号"
kind = "id"
id_kind = "resident"
prefill = "id_number"

[[field]]
key = "age"
label = "病人周岁"
kind = "number"
least = 0
most = 130
compute = { age = "card" }

[[field]]
key = "members"
label = "家庭成员"
kind = "table"
min_rows = 1
max_rows = 3

[[field.column]]
key = "name"
label = "姓名"
kind = "text"
required = true

[[field.column]]
key = "income"
label = "月收入"
kind = "money"

[[field]]
key = "people"
label = "人数"
kind = "number"
compute = { count = "members" }

[[field]]
key = "total"
label = "月收入合计"
kind = "money"
compute = { sum = "members.income" }

[[field]]
key = "each"
label = "人均"
kind = "money"
compute = { quotient = ["total", "people"] }

[[field]]
key = "phone"
label = "电话"
kind = "phone"
prefill = "earlier"

[[field]]
key = "licence"
label = "执照代码"
kind = "id"
id_kind = "uscc"
when = { applicant = "legal" }

[[field]]
key = "reason"
label = "代办理由"
kind = "long_text"
when = { agent = true, situation = "far|old" }

[[field]]
key = "scan"
label = "诊断书"
kind = "attachment"
most_files = 2
endings = ["pdf", "jpg"]

[[rule]]
order = ["since", "until"]

[[rule]]
sum = "members.income"
equals = "total"

[[rule]]
count = "members"
equals = "people"

[[rule]]
at_least_one = ["phone", "card"]
""",
)
MEMBERS = json.dumps([{"name": "段一", "income": "1200"}, {"name": "段二", "income": "800.5"}])
GOOD = {
    "issue_by": "自取",
    "hardship": "重病、上学",
    "since": "2026年9月1日",
    "until": "2026-09-10",
    "card": CARD,
    "age": "59",
    "members": MEMBERS,
    "people": "2",
    "total": "2000.50",
    "phone": "13900000027",
}
CONTEXT = FormContext(today=TODAY, divisions=DIVISIONS)


def told(raw: dict[str, str], context: FormContext = CONTEXT) -> list[str]:
    return [problem.sentence for problem in problems_of(FORM, raw, context)]


def test_answers_are_stored_in_one_form_and_read_as_words() -> None:
    answers = check(FORM, GOOD, CONTEXT)
    assert answers["hardship"] == '["重病","上学"]'
    assert answers["since"] == "2026-09-01"
    rows = '[{"income":"1200.00","name":"段一"},{"income":"800.50","name":"段二"}]'
    assert answers["members"] == rows
    assert answers["home"] == ""
    words = dict(shown_answers(FORM, answers))
    assert words["困难"] == "重病、上学"
    assert words["患病日期"] == "2026年9月1日"
    assert words["家庭成员"] == "姓名段一，月收入1200.00 元；姓名段二，月收入800.50 元"


def test_what_was_stored_can_be_checked_again() -> None:
    posted = GOOD | {"issue_by": "邮寄", "home": f"{VILLAGE} 上寨 17 号"}
    once = check(FORM, posted, CONTEXT)
    assert check(FORM, once, CONTEXT) == once
    assert dict(shown_answers(FORM, once))["邮寄地址"] == "青岫县云岭镇松木坪村上寨 17 号"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"issue_by": ""}, "还差领取方式。"),
        ({"issue_by": "邮寄"}, "还差邮寄地址。"),
        ({"issue_by": "邮寄", "home": "990322103"}, "邮寄地址：还没选到村（社区）。从列表里选。"),
        (
            {"issue_by": "邮寄", "home": "990322103999"},
            "邮寄地址：区划表里没有 990322103999。从列表里重选。",
        ),
        ({"hardship": "重病、打牌"}, "困难：从这些里选，可选几项：重病、上学、受灾。"),
        ({"since": ""}, "还差患病日期。"),
        ({"since": "2026-09-19"}, "患病日期：这一天还没到。看看年份和月份。"),
        ({"until": "2026-08-31"}, "出院日期：“出院日期”早于“患病日期”。看看哪个写错了。"),
        ({"card": CARD[:-1]}, "病人身份证号：居民身份证号码是 18 位，现在有 17 位，还差 1 位。"),
        ({"age": "131"}, "病人周岁：不能大于 130。"),
        ({"age": "-1"}, "病人周岁：不能小于 0。"),
        ({"members": ""}, "还差家庭成员。"),
        ({"members": '[{"income":"1"}]'}, "家庭成员：第 1 行“姓名”还没填。"),
        ({"members": "表格"}, "家庭成员：表格读不出来。逐行重填。"),
        ({"members": '[{"name":" "}]'}, "家庭成员：至少 1 行，现在有 0 行。"),
        (
            {"members": json.dumps([{"name": "段"}] * 4), "people": ""},
            "家庭成员：最多 3 行，现在有 4 行。",
        ),
        (
            {"total": "2000"},
            "月收入合计：表里“月收入”合计 2000.50，这里是 2000。核对哪边写错了。",
        ),
        ({"people": "3"}, "人数：“家庭成员”有 2 行，这里是 3。核对哪边写错了。"),
        ({"phone": "", "card": ""}, "电话：“电话”、“病人身份证号”至少填一项。"),
        ({"scan": '["a.pdf","b.pdf","c.pdf"]'}, "诊断书：最多 2 个文件，现在有 3 个。"),
        ({"scan": "a.exe"}, "诊断书：“a.exe”不是能收的文件，收：pdf、jpg。"),
    ],
)
def test_each_fault_says_what_to_do(change: dict[str, str], sentence: str) -> None:
    assert told(GOOD | change) == [sentence]


def test_all_problems_come_at_once_in_the_order_of_the_form() -> None:
    with pytest.raises(AnswersFaulty) as caught:
        check(FORM, GOOD | {"issue_by": "飞鸽", "age": "老", "phone": "1"}, CONTEXT)
    assert [problem.key for problem in caught.value.problems] == ["issue_by", "age", "phone"]


def test_all_faulty_cells_are_named_with_their_place() -> None:
    rows = json.dumps([{"name": "段"}, {"income": "多"}, {"name": "段", "income": "-1"}])
    (problem,) = problems_of(FORM, GOOD | {"members": rows, "people": "", "total": ""}, CONTEXT)
    assert [(cell.row, cell.column) for cell in problem.cells] == [
        (1, "name"), (1, "income"), (2, "income"),
    ]  # fmt: skip


def test_the_answer_of_a_field_that_is_not_asked_counts_for_nothing() -> None:
    raw = GOOD | {"hardship": "", "since": "2099-01-01"}
    assert "since" not in {field.key for field in asked_fields(FORM, raw, CONTEXT)}
    assert check(FORM, raw, CONTEXT)["since"] == ""


@pytest.mark.parametrize(
    ("context", "shown", "hidden"),
    [
        (FormContext(applicant=PartyKind.LEGAL), {"licence"}, {"reason"}),
        (FormContext(has_agent=True), set(), {"licence", "reason"}),
        (FormContext(has_agent=True, situations=frozenset({"old"})), {"reason"}, {"licence"}),
        (FormContext(situations=frozenset({"old"})), set(), {"licence", "reason"}),
    ],
)
def test_situations_and_people_decide_what_is_asked(
    context: FormContext, shown: set[str], hidden: set[str]
) -> None:
    keys = {field.key for field in asked_fields(FORM, GOOD, context)}
    assert shown <= keys
    assert not hidden & keys


def test_defaults_follow_from_other_answers_and_from_what_is_known() -> None:
    context = FormContext(
        today=TODAY, known={"id_number": CARD}, earlier={"phone": "13900000027", "age": "1"}
    )
    found = suggestions(FORM, {"members": MEMBERS}, context)
    assert found == {
        "card": CARD,
        "age": "59",
        "people": "2",
        "total": "2000.50",
        "each": "1000.25",
        "phone": "13900000027",
    }


def test_without_a_screen_what_is_known_is_filled_in_but_never_written_over() -> None:
    filled = filled_in(FORM, GOOD | {"people": "2", "total": "", "age": ""}, CONTEXT)
    assert (filled["total"], filled["age"], filled["issue_by"]) == ("2000.50", "59", "自取")


def test_every_rule_has_its_sentence() -> None:
    assert FORM.sentences() == (
        "“领取方式”是“邮寄”时，才问“邮寄地址”。",
        "“困难”是“重病”时，才问“患病日期”。",
        "“领取方式”是“自取”时，必填“患病日期”。",
        "“病人周岁”照“病人身份证号”算周岁。",
        "“人数”先写“家庭成员”的行数。",
        "“月收入合计”先写“家庭成员”里“月收入”的合计。",
        "“人均”先写“月收入合计”除以“人数”。",
        "申请人是法人和其他组织时，才问“执照代码”。",
        "情形是 far|old，别人代办时，才问“代办理由”。",
        "“患病日期”、“出院日期”要一个不早于一个。",
        "“家庭成员”里“月收入”的合计要等于“月收入合计”。",
        "“人数”要等于“家庭成员”的行数。",
        "“电话”、“病人身份证号”至少填一项。",
    )
