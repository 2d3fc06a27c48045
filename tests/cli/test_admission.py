"""windowdesk catalogue: drafts, admission, comparison, import and export by commands."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.services.counter import PROMISE

WANTED = PROMISE.item_id
PAPER = ("--organ", "云溪镇人民政府", "--number", "云政发〔2026〕3号", "--date", "2026-01-18")


@pytest.fixture
def admin(shell: Shell) -> Shell:
    shell.user = "admin"
    return shell


def test_an_item_is_changed_and_published_by_commands(admin: Shell) -> None:
    written = ("承诺期限=5个工作日", "收费=不收费", "结果名称=资格认定告知单")
    draft = admin.done("catalogue", "set", WANTED, *written, "--json").one
    assert (draft["draft_state"], draft["next"]) == ("proposed", "assess")
    changes = admin.done("catalogue", "diff", WANTED, "--json").lines
    assert ("承诺期限", "8个工作日", "5个工作日") in [
        (one["field"], one["before"], one["after"]) for one in changes
    ]
    assert "- 8个工作日" in admin.done("catalogue", "diff", WANTED).out
    admin.done("catalogue", "assess", WANTED, "--note", "能接住")
    assert "下一步是批准" in admin.refused("catalogue", "publish", WANTED)
    admin.done("catalogue", "approve", WANTED, *PAPER)
    published = admin.done("catalogue", "publish", WANTED, "--json").one
    assert (published["version"], published["state"]) == (2, "published")
    steps = admin.done("catalogue", "history", WANTED, "--json").lines
    assert [step["step"] for step in steps] == ["proposed", "assessed", "approved", "published"]
    assert "云政发〔2026〕3号" in admin.done("catalogue", "history", WANTED).out
    assert "第 3 版已停办" in admin.done("catalogue", "withdraw", WANTED, *PAPER).out
    assert "两边一样" in admin.done("catalogue", "diff", WANTED, "2", "3").out


def test_a_draft_is_given_back_and_put_away_by_commands(admin: Shell) -> None:
    assert "没有草稿" in admin.refused("catalogue", "assess", WANTED)
    admin.done("catalogue", "draft", WANTED)
    admin.done("catalogue", "assess", WANTED)
    assert "拟入库" in admin.done("catalogue", "reject", WANTED, "--note", "再想想").out
    assert "弃用了" in admin.done("catalogue", "discard", WANTED, "--note", "不办了").out
    assert "没有草稿" in admin.refused("catalogue", "discard", WANTED, "--note", "再来")


def test_what_is_missing_is_listed_with_its_place(admin: Shell) -> None:
    gaps = admin.done("catalogue", "lacks", WANTED, "--json").lines
    assert {"where": "收费 · 收费", "text": "缺收费", "blocks": True}.items() <= gaps[0].items()
    assert "必须补" in admin.done("catalogue", "lacks").out


def test_a_wrong_value_is_told_at_its_field_and_changes_nothing(admin: Shell) -> None:
    told = admin.refused("catalogue", "set", WANTED, "承诺期限=很快")
    assert told.startswith("承诺期限：“很快”看不出几天")
    assert "栏名有：事项编号" in admin.refused("catalogue", "set", WANTED, "期限=1日")
    assert "像的有" in admin.refused("catalogue", "draft", "残疾人")


def test_the_catalogue_goes_out_and_comes_in_by_commands(admin: Shell, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.xlsx"
    count = admin.done("catalogue", "export", path, "--json").one["items"]
    taken = admin.done("catalogue", "import", path, "--json").one
    assert (taken["unchanged"], taken["clean"]) == (count, True)
    bad = tmp_path / "事项.csv"
    bad.write_text("事项编号,承诺期限\nhousing,20\n", encoding="gb18030")
    result = admin("catalogue", "import", bad, "--dry-run")
    assert (result.code, result.err) == (1, "")
    assert "事项 第 2 行 “承诺期限”：“20”看不出几天" in result.out
    assert "什么都没有导入" in result.out
    answers = admin("catalogue", "import", bad, "--json").lines
    assert (answers[0]["faults"], answers[1]["line"]) == (1, 2)
    assert "空表写好了" in admin.done("catalogue", "export", tmp_path / "csv", "--blank").out
    assert "没有这个文件" in admin.refused("catalogue", "import", tmp_path / "none.xlsx")


@pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF"), ("a.docx", b"PK")])
def test_a_guide_is_written_as_a_file(
    shell: Shell, tmp_path: Path, name: str, start: bytes
) -> None:
    shell.done("catalogue", "guide", WANTED, tmp_path / "out" / name)
    assert (tmp_path / "out" / name).read_bytes().startswith(start)


def test_only_an_administrator_changes_the_catalogue(shell: Shell, tmp_path: Path) -> None:
    assert "系统管理员" in shell.refused("catalogue", "draft", WANTED)
    assert "系统管理员" in shell.refused("catalogue", "import", tmp_path)
