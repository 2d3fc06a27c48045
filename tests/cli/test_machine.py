"""windowdesk printers and test-page, and staff by commands."""

from collections.abc import Iterator

import pytest

from tests.cli.shell import Shell
from tests.services.counter import PaperTray
from windowdesk.app import compose
from windowdesk.devices import choose
from windowdesk.persistence.spreadsheet_files import SpreadsheetFiles
from windowdesk.services.spreadsheet_port import sheet


@pytest.fixture
def tray(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[PaperTray]:
    made = PaperTray()
    for module in (compose, choose):
        monkeypatch.setattr(module, "spooler_for_this_machine", lambda _server: made)
    (shell.data / "settings.toml").write_text(
        'printer = "desk"\ntrays = { receipt = "Tray2" }\n', encoding="utf-8"
    )
    return made


@pytest.mark.usefixtures("tray")
def test_queues_are_listed_with_trays_and_what_they_print(shell: Shell) -> None:
    (queue,) = shell.done("printers", "--json").lines
    assert (queue["queue"], queue["ready"], queue["kinds"]) == ("desk", True, ["*"])
    assert queue["trays"] == ["Tray1", "Tray2"]
    assert "各种文书" in shell.done("printers").out


def test_a_test_page_takes_printer_and_tray_of_a_kind(shell: Shell, tray: PaperTray) -> None:
    told = shell.done("test-page", "--kind", "receipt", user="admin").out
    assert told == "测试页已送 desk，纸盒 Tray2。\n"
    assert (len(tray.sheets), tray.slots) == (1, ["Tray2"])


def test_without_a_printer_a_test_page_says_where_to_choose_one(shell: Shell) -> None:
    assert "系统 → 打印机" in shell.refused("test-page", user="admin")


def test_staff_are_imported_all_or_none(shell: Shell) -> None:
    path = shell.data / "人员.xlsx"
    head = ("工号", "姓名", "岗位")
    good, bad = ("yl-0901", "陆小林", "档案员"), ("李文秀", "李文秀", "领导")
    SpreadsheetFiles().write(path, (sheet("人员", (head, good, bad)),))
    result = shell("user", "import", path, user="admin")
    assert (result.code, len(result.out.splitlines())) == (1, 2)
    assert result.out.startswith("第 3 行“工号”：")
    assert "一个账号也没建" in result.err
    SpreadsheetFiles().write(path, (sheet("人员", (head, good)),))
    (made,) = shell.done("users", "import", path, "--json", user="admin").lines
    assert made["login"] == "yl-0901"


def test_a_leaver_is_disabled_and_let_in_again(shell: Shell) -> None:
    told = shell.done("user", "hand-over", "clerk", "--disable", user="admin").out
    assert told == "转了 0 件，回到待领。\n"
    assert "停用" in shell.refused("queue")
    shell.done("user", "enable", "clerk", user="admin")
    shell.done("queue")


def test_duties_are_changed_and_a_password_is_reset(shell: Shell) -> None:
    shell.done("user", "change", "clerk", "--role", "clerk", "--role", "issuer", user="admin")
    rows = shell.done("user", "list", "--json", user="admin").lines
    assert next(row for row in rows if row["login"] == "clerk")["roles"] == ["clerk", "issuer"]
    (reset,) = shell.done("user", "reset", "clerk", "--json", user="admin").lines
    assert len(str(reset["password"])) == 14
    assert "不对" in shell.refused("queue")
