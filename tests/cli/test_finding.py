"""find with filters, its export, the journal of looks."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.applications import PERSON
from tests.cli.shell import Shell
from tests.cli.test_cases import receive
from windowdesk.domain.masking import mask_name


def cells(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [
        str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("--state", "已受理"),
        ("--state", "accepted"),
        ("--light", "绿"),
        ("--light", "绿灯"),
        ("--light", "green"),
        ("--at-window", "01"),
        ("--received", "2025-01-01至2088-12-31"),
        ("--accepted", "2025-01-01..2088-12-31"),
        (PERSON.name, "--state", "已受理", "--light", "绿"),
    ],
)
def test_a_filter_finds_the_case(shell: Shell, words: tuple[str, ...]) -> None:
    number = receive(shell, "--accept")
    assert [row["case"] for row in shell.done("find", *words, "--json").lines] == [number]


@pytest.mark.parametrize(
    "words",
    [
        ("--state", "待补正"),
        ("--light", "红"),
        ("--received", "2024-10-01..2024-10-31"),
        ("--decided", "2025-01-01..2088-12-31"),
        ("王五", "--light", "绿"),
    ],
)
def test_what_does_not_fit_is_not_found(shell: Shell, words: tuple[str, ...]) -> None:
    receive(shell, "--accept")
    assert shell.done("find", *words, "--json").lines == []
    assert shell.done("find", *words).out == "没有符合的办件。\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--state", "没有"), "没有“没有”这个情况"),
        (("--light", "紫"), "没有“紫”这个灯"),
        (("--received", "昨天"), "不是日期"),
        (("--received", "2026-11-20..2026-11-01"), "止日早于起日"),
        (("--item", "没有这个"), "不知道“没有这个”是哪个事项"),
        (("--saved", "没存过"), "没有叫“没存过”的筛选"),
    ],
)
def test_what_cannot_be_meant_is_said(shell: Shell, words: tuple[str, ...], told: str) -> None:
    assert told in shell.refused("find", *words)


def test_an_export_is_masked_and_written_down(shell: Shell, tmp_path: Path) -> None:
    number = receive(shell, "--accept")
    path = tmp_path / "清单.xlsx"
    out = shell.done(
        *("find", "--light", "绿", "--export", str(path), "--purpose", "月度核对"), user="approver"
    ).out
    assert "绿灯：导出 1 件" in out
    found = cells(path)
    assert mask_name(PERSON.name) in found
    assert not any(PERSON.name in text or PERSON.id_number in text for text in found)
    assert {"月度核对", "绿灯", "共 1 件"} <= set(found)
    assert any("段approver" in text for text in found)
    (row,) = shell.done("audit", "--act", "导出名单", "--json", user="supervisor").lines
    assert (row["login"], row["act"]) == ("approver", "export_list")
    assert row["subject"] == "1 件｜绿灯｜用途：月度核对｜清单.xlsx"
    assert number.replace("-", "") not in str(row["subject"])


def test_an_export_wants_duty_purpose_and_a_new_file(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    export = ("find", "--export", str(path))
    assert "这个账号没有这项权限" in shell.refused(*export, "--purpose", "核对")
    assert "写明用途" in shell.refused(*export, user="approver")
    path.write_bytes(b"mine")
    refused = shell.refused(*export, "--purpose", "核对", user="approver")
    assert "清单.xlsx 已经有了" in refused
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.glob(".*")) == []


def test_the_journal_is_for_those_who_supervise(shell: Shell) -> None:
    assert "没有这项权限" in shell.refused("audit")
    assert shell.done("audit", "--act", "看全号", user="supervisor").out == "没有记录。\n"


@pytest.mark.parametrize("name", ["待受理", "received"])
def test_a_queue_has_a_chinese_and_an_english_name(shell: Shell, name: str) -> None:
    number = receive(shell)
    assert [row["case"] for row in shell.done("queue", name, "--json").lines] == [number]


def test_help_names_the_queues_in_chinese(shell: Shell) -> None:
    assert "待受理、待领办、审批或出件" in shell.done("queue", "--help").out
