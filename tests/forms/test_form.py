"""Forms as content: every shipped one is usable, a spoiled one is named with the cure."""

from pathlib import Path

import pytest

from tests.forms.filled import filled
from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.forms.answers import asked_fields, check
from windowdesk.forms.context import FormContext
from windowdesk.forms.form import GENERAL_FORM
from windowdesk.forms.known import PREFILL_LABEL
from windowdesk.forms.loader import FormFaulty, load_form, read_form
from windowdesk.forms.shelf import FormShelf
from windowdesk.services.content import load_divisions

SHELF = FormShelf(Assets())
DIVISIONS = load_divisions(Assets())
FIELD = '[[field]]\nkey = "bank"\nlabel = "银行"\nkind = "text"\n'
TABLE = """[[field]]
key = "t"
label = "表"
kind = "table"
[[field.column]]
key = "a"
label = "列"
kind = "text"
"""
PREFILLS = {"", *PREFILL_LABEL}


@pytest.mark.parametrize("code", SHELF.codes())
def test_a_shipped_form_can_be_filled_in(code: str) -> None:
    form = SHELF.get(code)
    assert form.code == code
    assert form.title
    assert {field.prefill for field in form.fields} <= PREFILLS
    context = FormContext(divisions=DIVISIONS)
    answers = filled(form, context)
    grown = {**answers, **({"age": "81", "birth": ""} if "age" in answers else {})}
    grown = {**grown, **({"birth": "1945-01-01"} if "birth" in answers else {})}
    checked = check(form, grown, context)
    asked = {field.key for field in asked_fields(form, grown, context)}
    assert {key for key, text in checked.items() if text} == asked


def test_every_form_asks_how_the_result_is_fetched() -> None:
    for code in SHELF.codes():
        asked = {field.key: field for field in SHELF.get(code).fields}
        assert asked["issue_by"].required
        assert asked["issue_by"].choices[0] == "窗口自取"


def test_an_item_without_a_form_takes_the_general_one() -> None:
    assert SHELF.get("").code == GENERAL_FORM


def test_a_centre_may_have_forms_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "own.toml").write_text(f'title = "本镇"\n{FIELD}', encoding="utf-8")
    shelf = FormShelf(Assets(tmp_path))
    assert shelf.get("own").title == "本镇"
    assert {"own", GENERAL_FORM} <= set(shelf.codes())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title = ", "第 1 行：等号后面的值不对"),
        ('title = "空的"', "没有字段"),
        ("field = []", "没有字段"),
        ("field = [1]", "第 1 个字段"),
        (FIELD + FIELD, "key 重了：bank"),
        (FIELD.replace("label", "lable"), "第 1 个字段（bank）里不认得“lable”"),
        (FIELD.replace('"text"', '"colour"'), "kind 写得不对。要写text、long_text"),
        (FIELD.replace('key = "bank"\n', ""), "第 1 个字段缺 key"),
        (FIELD.replace("text", "choice"), "缺 choices"),
        (FIELD + "longest = true\n", "longest 写得不对。要写1 至 2000 之间的整数"),
        (FIELD + 'required = "yes"\n', "required 写得不对。要写true 或 false"),
        (FIELD.replace("text", "choice") + "choices = [1]\n", "choices 写得不对"),
        (FIELD + 'prefill = "birthday"\n', "prefill 写得不对。要写name、phone、address"),
        (FIELD + "longest = 0\n", "longest 写得不对"),
    ],
)
def test_a_spoiled_form_is_named_with_place_and_cure(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormFaulty) as problem:
        load_form(path)
    assert any(sentence in one.sentence for one in problem.value.problems)
    assert "own.toml" in problem.value.text


def test_a_form_that_is_gone_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"表单文件 gone\.toml 第 1 行：找不到或打不开"):
        load_form(tmp_path / "gone.toml")
    path = tmp_path / "own.toml"
    path.write_bytes("表".encode("gbk"))
    with pytest.raises(EnvironmentProblem, match="不是 UTF-8"):
        load_form(path)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ('title = "表\n', 1, "引号没有成对"),
        (f"{FIELD}\n[field\n", 6, "第 7 个字符"),
        (f"{FIELD}{FIELD}", 6, "key 重了：bank"),
        (f"{FIELD}least = 3\n", 5, "里不认得“least”"),
        (f'{FIELD}when = {{ field = "gone", filled = true }}\n', 5, "前面没有这个字段"),
        (f'{FIELD}when = {{ field = "bank" }}\n', 5, "要和 is、is_not、filled"),
        (f"{FIELD}when = {{ }}\n", 5, "是空的"),
        (f'{FIELD}compute = {{ sum = "a.b", count = "a" }}\n', 5, "里的一个"),
        (f'{FIELD}[[rule]]\norder = ["bank", "gone"]\n', 6, "没有这个字段"),
        (f'{FIELD}[[rule]]\n[[rule]]\norder = ["bank", "bank"]\n', 5, "里的一个"),
        (f'copy_out = [\n  "bank",\n  "gone",\n]\n{FIELD}', 1, "copy_out 写了 gone"),
        (
            FIELD + TABLE.replace('"text"', '"table"'),
            12,
            "kind 不能是 table",
        ),
        (f'{FIELD}note = """\n[[field]]\n"""\nwrong = 1\n', 8, "里不认得“wrong”"),
        (f"x = {'[' * 5000}", 1, "括号套得太深"),
        (f"x = {'9' * 5000}", 1, "值太长"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(FormFaulty) as caught:
        read_form("own.toml", text)
    told = [(problem.line, problem.text) for problem in caught.value.problems]
    assert any(at == line and sentence in words for at, words in told), told


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = FIELD.replace('"text"', '"colour"') + 'required = "yes"\n[[rule]]\nsay = "x"\n'
    with pytest.raises(FormFaulty, match="还有 2 处") as caught:
        read_form("own.toml", text)
    assert [problem.line for problem in caught.value.problems] == [4, 5, 6]
