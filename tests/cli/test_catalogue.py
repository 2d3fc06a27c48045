"""windowdesk catalogue and due: items and dates, for people and for programs."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.services.counter import IMMEDIATE, ITEMS, PROMISE, SITUATED, UNPUBLISHED, WITHOUT_LIMIT
from windowdesk.assets import Assets
from windowdesk.domain.item_texts import read_item
from windowdesk.persistence.spreadsheet_files import SpreadsheetFiles
from windowdesk.services.catalogue_reading import read_sheets
from windowdesk.services.content_check import example_guides


def test_published_items_are_listed_and_all_on_demand(shell: Shell) -> None:
    names = [item["name"] for item in shell.done("catalogue", "list", "--json").lines]
    assert UNPUBLISHED.name not in names
    everything = shell.done("catalogue", "list", "--all", "--json").lines
    assert {item["name"] for item in everything} == {item.name for item in ITEMS}
    aid = next(item for item in everything if item["name"] == WITHOUT_LIMIT.name)
    assert (aid["promised"], aid["statutory"]) == (None, "20个工作日")
    assert "未载明" in shell.done("catalogue", "list", "--all").out


@pytest.mark.parametrize("typed", ["残疾人", "lxbt", PROMISE.code, "民政"])
def test_items_are_found_in_many_ways(shell: Shell, typed: str) -> None:
    found = [item["name"] for item in shell.done("catalogue", "search", typed, "--json").lines]
    assert PROMISE.name in found


def test_what_is_not_found_is_said(shell: Shell) -> None:
    assert "没有这样的事项" in shell.done("catalogue", "search", "没有这个").out
    assert shell.done("catalogue", "search", "没有这个", "--json").lines == []
    assert "没有事项“没有这个”" in shell.refused("catalogue", "show", "没有这个")


def test_one_item_is_shown_with_situations_and_materials(shell: Shell) -> None:
    shown = shell.done("catalogue", "show", SITUATED.name, "--json").one
    assert shown["situations"] == [{"code": s.code, "label": s.label} for s in SITUATED.situations]
    materials = shown["materials"]
    assert isinstance(materials, list)
    assert [m["code"] for m in materials] == [m.code for m in SITUATED.materials]
    out = shell.done("catalogue", "show", IMMEDIATE.name).out
    assert "材料 form  申请表  原件  必要" in out
    assert "0个工作日" in out


def test_a_date_comes_with_the_days_that_led_to_it(shell: Shell) -> None:
    answer = shell.done("due", "2026-09-18", "5", "--proof", "--json").one
    assert (answer["due"], answer["provisional"]) == ("2026-09-24", False)
    proof = answer["proof"]
    assert isinstance(proof, list)
    assert [day["on"] for day in proof if day["mark"] == "counted"] == [
        "2026-09-20", "2026-09-21", "2026-09-22", "2026-09-23", "2026-09-24",
    ]  # fmt: skip
    out = shell.done("due", "2026-09-18", "5", "--proof").out
    assert out.startswith("2026-09-24 周四\n")
    assert "中秋" not in out.splitlines()[0]


def test_pauses_move_a_date_and_a_year_without_a_notice_makes_it_provisional(
    shell: Shell,
) -> None:
    paused = shell.done("due", "2026-03-02", "5", "--pause", "2026-03-04/2026-03-06", "--json").one
    assert paused["due"] == "2026-03-12"
    far = shell.done("due", "2026-12-30", "5", "--json").one
    assert far["provisional"] is True
    assert "暂定" in shell.done("due", "2026-12-30", "5").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("2026-02-30", "5"), "“2026-02-30”不是日期"),
        (("2026-03-02", "5", "--pause", "2026-03-06/2026-03-04"), "早于起日 2026-03-06"),
        (("2026-03-02", "5", "--pause", "x"), "“x”不是日期"),
        (("2026-03-02", "100000"), "0 至 3650 之间"),
    ],
)
def test_what_is_no_date_is_told(shell: Shell, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in shell.refused("due", *words)


def test_the_content_that_is_shipped_is_in_order(shell: Shell) -> None:
    assert "都对" in shell.done("catalogue", "check").out


def test_all_faults_of_all_files_are_told_with_their_place(shell: Shell, tmp_path: Path) -> None:
    form, guide = tmp_path / "form.toml", tmp_path / "guide.toml"
    form.write_text('title = "表"\n[[field]]\nkey = "a"\nkind = "colour"\n', encoding="utf-8")
    guide.write_text('item_id = "x"\nname = 3\n[[materials]]\ncode = "M"\n', encoding="utf-8")
    before = form.read_bytes(), guide.read_bytes()
    out = shell("catalogue", "check", form, guide)
    assert out.code == 1
    assert "form.toml 第 4 行：第 1 个字段（a）的 kind 写得不对。" in out.out
    assert "form.toml 第 2 行：第 1 个字段（a）缺 label。" in out.out
    assert "guide.toml 第 3 行：材料名称（name）" in out.out
    assert "共 " in out.err
    assert (form.read_bytes(), guide.read_bytes()) == before


def test_the_rules_of_a_form_are_told_in_words(shell: Shell) -> None:
    out = shell.done("catalogue", "rules", "dibao").out
    assert "字段 共同生活的家庭成员（members）：表格" in out
    assert "规则 “家庭人口”先写“共同生活的家庭成员”的行数。" in out
    assert "没有表单 gone" in shell.refused("catalogue", "rules", "gone")


def test_programs_read_the_fields_of_a_form_and_its_rules(shell: Shell) -> None:
    told = shell.done("catalogue", "rules", "dibao", "--json").lines
    (members,) = (line for line in told if line.get("field") == "members")
    assert (members["label"], members["kind"]) == ("共同生活的家庭成员", "table")
    assert any("家庭人口" in str(line.get("rule", "")) for line in told)


@pytest.mark.parametrize("name", ["guides.xlsx", "guides"])
def test_the_examples_become_sheets_that_are_read_back_whole(
    shell: Shell, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    assert "12 个示例" in shell.done("catalogue", "examples", target).out
    assert shell.done("catalogue", "examples", target, "--json").one["examples"] == 12
    sheets = SpreadsheetFiles().read(target)
    read = read_sheets(sheets)
    assert read.faults == ()
    built = [read_item(row.texts) for row in read.rows]
    assert built == list(example_guides(Assets()))
