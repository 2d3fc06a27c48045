"""windowdesk document: papers are listed, exported, checked and printed again."""

from pathlib import Path

import pytest

from tests.cli.applications import write
from tests.cli.shell import Shell
from windowdesk.assets import Assets


@pytest.fixture
def paper(shell: Shell) -> str:
    """Return the number of the notice of a case just accepted."""
    file = write(shell.data.parent / "application.toml")
    papers = shell.done("receive", file, "--accept", "--json").one["papers"]
    assert isinstance(papers, list)
    return str(papers[-1]["number"])


def test_papers_are_listed_with_what_became_of_their_printing(shell: Shell, paper: str) -> None:
    (row,) = shell.done("search", paper, "--json").lines
    slip, notice = shell.done("document", "list", row["case"], "--json").lines
    assert (slip["kind"], slip["print"]) == ("receipt", None)
    assert (notice["number"], notice["print"]) == (paper, "waiting")
    out = shell.done("document", "list", row["case"]).out
    assert "已存档，不打印" in out
    assert "等打印" in out


def test_a_paper_is_exported_as_archived_and_as_a_working_copy(
    shell: Shell, paper: str, tmp_path: Path
) -> None:
    answers = shell.done("document", "export", paper, "--out", tmp_path, "--docx", "--json").lines
    pdf, docx = (Path(str(answer["file"])) for answer in answers)
    assert pdf.name == f"受理通知书 {paper}.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")
    assert docx.read_bytes().startswith(b"PK")
    assert "没有这项权限" in shell.refused("document", "export", paper, user="admin")


def test_a_paper_is_checked_against_the_archive(shell: Shell, paper: str, tmp_path: Path) -> None:
    answer = shell.done("document", "export", paper, "--out", tmp_path, "--json").one
    file = Path(str(answer["file"]))
    checked = shell.done("document", "verify", paper, "--file", file, "--json").one
    assert checked == {"number": paper, "verdict": "genuine"}
    file.write_bytes(file.read_bytes() + b" ")
    result = shell("document", "verify", paper, "--file", file)
    assert result.code == 1
    assert "不是同一份" in result.out


def test_a_paper_is_printed_again_or_says_why_not(shell: Shell, paper: str) -> None:
    answer = shell.done("document", "reprint", paper, "--json").one
    assert answer["print"] == "not_printed"
    assert "没有打印机" in str(answer["reason"])
    assert "没打出来" in shell.done("document", "reprint", paper).out


def test_print_says_at_once_that_there_is_no_printer(shell: Shell) -> None:
    file = write(shell.data.parent / "application.toml")
    number = shell.done("receive", file, "--accept", "--print", "--json").one["case"]
    papers = shell.done("document", "list", number, "--json").lines
    assert [one["print"] for one in papers] == [None, "not_printed"]


def test_i22_templates_are_tried_before_they_are_used(shell: Shell, tmp_path: Path) -> None:
    assert shell.done("document", "check").out == "全部模板都能打。\n"
    good = Assets().path("reports", "pickup.toml").read_text(encoding="utf-8")
    file = tmp_path / "pickup.toml"
    file.write_text(good, encoding="utf-8")
    assert shell.done("document", "check", file).out == "1 个模板都能打。\n"
    file.write_text(good.replace("{pickup.until?}", "{pickup.till}"), encoding="utf-8")
    result = shell("document", "check", file, "--json")
    assert result.code == 1
    assert result.one["file"] == "pickup.toml"
    assert "没有叫 {pickup.till} 的占位符" in str(result.one["text"])
    told = shell("document", "check", file)
    assert told.out.startswith("pickup.toml：文书模板 pickup.toml 第 3 块")
    assert told.err == "共 1 处要改。改好再查一遍。\n"
