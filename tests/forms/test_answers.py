"""What was typed into a form: all problems at once, or clean answers."""

from pathlib import Path

import pytest

from windowdesk.assets import Assets
from windowdesk.forms.answers import AnswersFaulty, check, problem_of
from windowdesk.forms.form import FieldKind, FormField, FormSpec
from windowdesk.forms.shelf import FormShelf

CHOICE = FormField("one", "一栏", FieldKind.CHOICE, choices=("甲", "乙"))


def field(kind: FieldKind, **more: object) -> FormField:
    return FormField("one", "一栏", kind, **more)  # type: ignore[arg-type]  # of a table


@pytest.mark.parametrize(
    ("asked", "typed", "kept"),
    [
        (field(FieldKind.TEXT), "  农商银行\t云岭支行 ", "农商银行 云岭支行"),
        (field(FieldKind.TEXT), "阿依古丽·买买提𬱖", "阿依古丽·买买提𬱖"),
        (field(FieldKind.TEXT, digits=4), "１２ 34", "1234"),
        (field(FieldKind.LONG_TEXT), "一\r\n二", "一\n二"),
        (CHOICE, "乙", "乙"),
        (field(FieldKind.DATE), "2026年3月2日", "2026-03-02"),
        (field(FieldKind.DATE), "2026/3/2", "2026-03-02"),
        (field(FieldKind.DATE), "２０２６．３．２", "2026-03-02"),
        (field(FieldKind.NUMBER), "1,200.50", "1200.50"),
        (field(FieldKind.NUMBER), "-3", "-3"),
        (field(FieldKind.MONEY), "１２０", "120.00"),
        (field(FieldKind.PHONE), "139 0000 0027", "13900000027"),
        (field(FieldKind.TEXT), "   ", ""),
        (field(FieldKind.DATE), "", ""),
    ],
)
def test_an_answer_is_kept_as_it_is_meant(asked: FormField, typed: str, kept: str) -> None:
    form = FormSpec("one", "表", (asked,))
    assert check(form, {"one": typed}) == {"one": kept}


@pytest.mark.parametrize(
    ("asked", "typed", "sentence"),
    [
        (field(FieldKind.TEXT), "长" * 61, "最多 60 个字，现在有 61 个"),
        (field(FieldKind.TEXT, longest=5), "长" * 6, "最多 5 个字"),
        (field(FieldKind.TEXT), "长" * 61, "最多 60 个字"),
        (field(FieldKind.LONG_TEXT, longest=5), "长" * 6, "最多 5 个字"),
        (field(FieldKind.LONG_TEXT), "长" * 501, "最多 500 个字"),
        (field(FieldKind.TEXT), "长" * 10_000, "最多 200 个字"),
        (field(FieldKind.TEXT), "甲\x07乙", "第 2 个字符看不见"),
        (field(FieldKind.TEXT, digits=4), "123", "要 4 位数字，现在 3 位"),
        (field(FieldKind.TEXT, digits=4), "12a4", "要 4 位数字"),
        (CHOICE, "丙", "从这些里选：甲、乙"),
        (field(FieldKind.DATE), "2026-02-30", "照 2026-11-20 的样子写"),
        (field(FieldKind.DATE), "明天", "照 2026-11-20 的样子写"),
        (field(FieldKind.NUMBER), "三", "只写数字"),
        (field(FieldKind.NUMBER), "NaN", "只写数字"),
        (field(FieldKind.NUMBER), "1e400", "数字太长"),
        (field(FieldKind.NUMBER), "1e-400", "数字太长"),
        (field(FieldKind.MONEY), "-1", "不写负数"),
        (field(FieldKind.MONEY), "1.005", "写到分"),
        (field(FieldKind.MONEY), "9" * 40, "数字太长"),
        (field(FieldKind.PHONE), "12", "手机号"),
        (field(FieldKind.TEXT, required=True), " ", "还没填"),
    ],
)
def test_an_answer_that_cannot_stand_is_told_in_one_sentence(
    asked: FormField, typed: str, sentence: str
) -> None:
    problem = problem_of(asked, typed)
    assert problem is not None
    assert sentence in problem.text


def test_all_problems_come_at_once_in_the_order_of_the_form() -> None:
    form = FormShelf(Assets()).get("disability_allowance")
    with pytest.raises(AnswersFaulty) as refused:
        check(form, {"certificate": "12", "issue_by": "邮寄"})
    keys = [problem.key for problem in refused.value.problems]
    assert keys == ["category", "certificate", "bank"]
    assert [p.missing for p in refused.value.problems] == [True, False, True]
    assert refused.value.field == "category"
    assert "残疾人证号：要 20 位数字" in refused.value.text


def test_an_answer_of_no_field_is_not_kept() -> None:
    form = FormSpec("one", "表", (CHOICE,))
    assert check(form, {"one": "甲", "other": "乙"}) == {"one": "甲"}


def test_answers_stay_as_they_were_given(tmp_path: Path) -> None:
    answers = check(FormSpec("one", "表", (CHOICE,)), {"one": "甲"})
    with pytest.raises(TypeError):
        answers["one"] = "乙"  # type: ignore[index]  # it is what is tried
