"""windowdesk bundle: the whole way of a 一件事 without a screen."""

from pathlib import Path

import pytest

from tests.cli.applications import APPLICANT, write
from tests.cli.shell import Shell
from tests.services.counter import IMMEDIATE, PERSON, PROMISE, SITUATED

FAMILY = f"""name = "成家立户一件事"

[[member]]
key = "birth"
label = "生育"
items = "{IMMEDIATE.name}"

[[member]]
key = "allowance"
label = "两补"
items = "{PROMISE.name}"

[[member]]
key = "house"
label = "建房"
items = "{SITUATED.name}"

[[material]]
name = "申请表"
same = ["birth.form", "allowance.form", "house.form"]
"""


@pytest.fixture
def family(shell: Shell) -> Shell:
    """Return a shell at a centre that has a bundle of its own."""
    own = shell.data / "content" / "resources" / "bundles"
    own.mkdir(parents=True)
    (own / "family.toml").write_text(FAMILY, encoding="utf-8")
    (shell.data / "settings.toml").write_text('content = "content"\n', encoding="utf-8")
    return shell


def application(shell: Shell, **parts: object) -> Path:
    usual = {
        "bundle": "成家立户一件事",
        "situations": ["原址翻建"],
        "answers": {"issue_by": "窗口自取", "birth__result": "准予登记"},
    }
    path = write(shell.data.parent / "bundle.toml", applicant=APPLICANT, **{**usual, **parts})
    text = path.read_text(encoding="utf-8")
    path.write_text(
        "\n".join(line for line in text.splitlines() if not line.startswith("item =")),
        encoding="utf-8",
    )
    return path


def test_a_bundle_goes_from_one_file_to_several_cases(family: Shell) -> None:
    whole, *cases = family.done("bundle", "accept", application(family), "--json").lines
    assert (whole["name"], whole["cases"]) == ("成家立户一件事", 3)
    assert [case["state"] for case in cases] == ["approved", "accepted", "accepted"]
    number = str(whole["bundle"])
    shown = family.done("bundle", "show", number, "--json").lines
    assert [row["case"] for row in shown] == [case["case"] for case in cases]
    of_case = family.done("bundle", "show", cases[1]["case"], "--json").lines
    assert of_case == shown


def test_people_read_the_bundle_with_its_cases(family: Shell) -> None:
    out = family.done("bundle", "accept", application(family)).out.splitlines()
    assert out[0].startswith("成家立户一件事  YJS-990322103-")
    assert out[0].endswith("-0001，共 3 件")
    number = out[0].split()[1].partition("，")[0]
    told = family.done("bundle", "show", number).out.splitlines()
    assert told[0] == f"成家立户一件事  {number}  {PERSON.name}，共 3 件"
    assert sum(SITUATED.name in line for line in told) == 1


def test_one_item_goes_another_way_and_one_is_not_done(family: Shell) -> None:
    file = application(family, without=["birth"], missing=["house.deed"])
    lines = family.done("bundle", "accept", file, "--way", "allowance=receive", "--json").lines
    assert [case["state"] for case in lines[1:]] == ["received", "awaiting_supplement"]


def test_results_that_are_ready_are_handed_over_together(family: Shell) -> None:
    whole, birth, *_rest = family.done("bundle", "accept", application(family), "--json").lines
    number = str(whole["bundle"])
    words = ("bundle", "deliver", number, "--receiver", PERSON.name, "--id-checked")
    assert "还没有可以领的结果" in family.refused(*words, user="issuer")
    family.done("ready", birth["case"], user="issuer")
    (served,) = family.done(*words, "--json", user="issuer").lines
    assert (served["case"], served["state"]) == (birth["case"], "delivered")


def test_the_common_form_is_told(family: Shell) -> None:
    lines = family.done("bundle", "form", "family", "--json").lines
    materials = {str(one["material"]): one["for"] for one in lines if "material" in one}
    assert materials["same1"] == "生育等 3 项"
    assert "birth__result" in {one.get("field") for one in lines}
    assert "材料 same1：申请表（生育等 3 项）" in family.done("bundle", "form", "family").out


def test_bundles_are_listed_with_what_the_centre_lacks(family: Shell) -> None:
    lines = {one["bundle"]: one for one in family.done("bundle", "list", "--json").lines}
    assert lines["family"]["acceptable"] is True
    assert lines["afterlife"]["acceptable"] is False
    assert lines["afterlife"]["lacking"] == ["户口注销", "养老注销", "丧葬补助", "社保卡注销"]
    assert "已发布的不到两项，办不了" in family.done("bundle", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("form", "没有这件"), "没有一件事“没有这件”。有的是：成家立户一件事。"),
        (("show", "YJS990322103202611209999"), "没有一件事 YJS-990322103-20261120-9999"),
        (("show", "12345"), "一件事编号是 YJS 加 21 位数字"),
        (("show", "990322103012026112000001"), "没有办件 990322103-01-20261120-00001"),
    ],
)
def test_what_is_not_there_is_told(family: Shell, words: tuple[str, ...], said: str) -> None:
    assert said in family.refused("bundle", *words)


def test_a_case_of_its_own_belongs_to_no_bundle(family: Shell) -> None:
    file = write(family.data.parent / "application.toml")
    number = family.done("receive", file, "--json").one["case"]
    assert "单独办的" in family.refused("bundle", "show", number)


def test_a_way_that_is_none_says_how_to_write_it(family: Shell) -> None:
    result = family("bundle", "accept", application(family), "--way", "birth")
    assert result.code == 2
    assert "写成 成员=办法" in result.err


def test_a_file_with_unknown_parts_is_refused(family: Shell) -> None:
    file = application(family, item="生育登记x", extra="x")
    assert "不认得“extra”" in family.refused("bundle", "accept", file)
