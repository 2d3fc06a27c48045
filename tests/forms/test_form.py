"""Forms as content: every shipped one is usable, a spoiled one is named with the cure."""

from pathlib import Path

import pytest

from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.forms.answers import check
from windowdesk.forms.form import GENERAL_FORM, FieldKind, FormField, FormShelf, load_form

SHELF = FormShelf(Assets())
FIELD = '[[field]]\nkey = "bank"\nlabel = "银行"\nkind = "text"\n'
PREFILLS = {"", "phone", "address", "village", "name"}


def usual(field: FormField) -> str:
    """Return something that fits the field."""
    if field.choices:
        return field.choices[0]
    if field.digits:
        return "1" * field.digits
    return {FieldKind.DATE: "2026-03-02", FieldKind.PHONE: "13900000027"}.get(field.kind, "1")


@pytest.mark.parametrize("code", SHELF.codes())
def test_a_shipped_form_can_be_filled_in(code: str) -> None:
    form = SHELF.get(code)
    assert form.code == code
    assert form.title
    assert {field.prefill for field in form.fields} <= PREFILLS
    answers = check(form, {field.key: usual(field) for field in form.fields})
    assert all(answers.values())


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
        ("title = ", "写得不对"),
        ('title = "空的"', "没有字段"),
        ("field = []", "没有字段"),
        ("field = [1]", "第 1 个字段"),
        (FIELD + FIELD, "key 重了：bank"),
        (FIELD.replace("label", "lable"), "第 1 个字段里不认得“lable”"),
        (FIELD.replace('"text"', '"colour"'), "kind 写得不对。要写text、long_text"),
        (FIELD.replace('key = "bank"\n', ""), "第 1 个字段缺 key"),
        (FIELD.replace("text", "choice"), "缺 choices"),
        (FIELD + "longest = true\n", "longest 写得不对。要写字数"),
        (FIELD + 'required = "yes"\n', "required 写得不对。要写true 或 false"),
        (FIELD + "choices = [1]\n", "choices 写得不对"),
        (FIELD + 'prefill = "birthday"\n', "prefill 写得不对。要写phone、address"),
        (FIELD + "longest = 0\n", "longest 写得不对"),
    ],
)
def test_a_spoiled_form_is_named_with_place_and_cure(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as problem:
        load_form(path)
    assert sentence in problem.value.text
    assert "own.toml" in problem.value.text


def test_a_form_that_is_gone_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"找不到表单文件 gone\.toml"):
        load_form(tmp_path / "gone.toml")
    path = tmp_path / "own.toml"
    path.write_bytes("表".encode("gbk"))
    with pytest.raises(EnvironmentProblem, match="不是 UTF-8"):
        load_form(path)
