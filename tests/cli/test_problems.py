"""Whatever goes wrong is one Chinese line on the error stream, and never a traceback."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.applications import write
from tests.cli.shell import Shell
from tests.factories import PASSWORD
from tests.services.counter import PROMISE, SITUATED
from windowdesk.app import error_log
from windowdesk.cli import cases
from windowdesk.domain.errors import DomainError
from windowdesk.services.lookup import Lookup

UNKNOWN = "990322103012026112000099"


def test_a_wrong_password_is_told_with_the_tries_that_are_left(shell: Shell) -> None:
    assert "还可以试 4 次" in shell.refused("queue", password="wrong")


def test_an_unknown_account_is_told_like_a_wrong_password(shell: Shell) -> None:
    assert "账号或者密码不对" in shell.refused("queue", user="nobody")


def test_nobody_works_without_saying_who_he_is(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["windowdesk", "--data", str(shell.data), "queue"])
    shell.user = ""
    assert "加上 --user 工号" in shell.refused("queue")


def test_an_unknown_window_is_told_with_those_there_are(shell: Shell) -> None:
    shell.window = "09"
    assert shell.refused("queue") == "没有 09 号窗口。本中心的窗口是：01、02。"


@pytest.mark.parametrize(
    "words",
    [
        ("document", "list", UNKNOWN),
        ("accept", UNKNOWN),
        ("claim", UNKNOWN),
        ("decide", UNKNOWN, "--approve", "准予"),
        ("deliver", UNKNOWN, "--receiver", "段玉兰"),
    ],
)
def test_an_unknown_case_is_told_with_its_number(shell: Shell, words: tuple[str, ...]) -> None:
    assert "没有办件 990322103-01-20261120-00099" in shell.refused(*words)


def test_a_number_that_is_none_and_an_unknown_paper_are_told(shell: Shell) -> None:
    assert "24 位数字" in shell.refused("document", "list", "12")
    assert "云溪受〔2026〕99号" in shell.refused("document", "verify", "云溪受〔2026〕99号")
    assert "找不到文件" in shell.refused("document", "verify", "号", "--file", "gone.pdf")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"item": "没有的"}, "没有事项“没有的”"),
        ({"item": PROMISE.name[:6]}, f"像的有：{PROMISE.name}"),
        ({"item": ""}, "用 catalogue search 找一找"),
        ({"applicant": {"kind": "x"}}, "applicant.kind 只能写：natural（自然人）、legal（"),
        ({"applicant": {"id_kind": "x"}}, "applicant.id_kind 只能写：resident（"),
        ({"applicant": {"phone": "12"}}, "手机号"),
        ({"applicant": {"nmae": "段"}}, "[applicant]里不认得“nmae”"),
        ({"applicant": {"village": "没有的村"}}, "没有村（社区）“没有的村”"),
        ({"applicant": {"name": "", "id_number": "53039919690230004X"}}, "2 月没有 30 日"),
        ({"agent": {"kind": "x"}}, "agent.kind 只能写：agent（委托代理人）"),
        ({"agent": {"name": "杞正荣", "id_number": "530399195005050168"}}, "要有授权委托书"),
        ({"situations": "低保家庭"}, 'situations 写成一列，如 situations = ["…"]'),
        ({"situations": [1]}, "situations 写成一列"),
        ({"situations": ["低保"]}, "这个事项不分情形"),
        ({"item": SITUATED.name, "situations": ["低保"]}, "这个事项有：“原址翻建”、“新址建房”"),
        ({"missing": ["gone"]}, "没有这个材料：gone"),
        ({"missing": "form"}, "missing 写成一列"),
        ({"answers": {"issue_by": "飞鸽"}}, "结果领取方式：从这些里选"),
        ({"answers": {"bnak": "农商银行"}}, "[answers]里不认得“bnak”"),
        ({"answers": {}}, "还差结果领取方式"),
        ({"material": []}, "申请文件里不认得“material”"),
        ({"agent": "杞正荣"}, "agent 要写成一张表：[agent]"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, str) else "",
)
def test_a_bad_application_is_told_with_what_may_stand_there(
    shell: Shell, parts: dict[str, object], sentence: str
) -> None:
    file = write(shell.data.parent / "application.toml", **parts)  # type: ignore[arg-type]  # a table
    assert sentence in shell.refused("receive", file, "--accept")


def test_a_file_that_is_gone_or_no_toml_is_told(shell: Shell, tmp_path: Path) -> None:
    assert "找不到或读不了申请文件" in shell.refused("receive", tmp_path / "gone.toml")
    assert "找不到或读不了申请文件" in shell.refused("receive", tmp_path)
    for content in (b"item = ", "item = '事项'".encode("gbk")):
        (tmp_path / "bad.toml").write_bytes(content)
        assert "申请文件 bad.toml 写得不对" in shell.refused("receive", tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("recieve",), "没有 recieve 这个命令。看 windowdesk --help。"),
        (("receive",), "还差 file。看 windowdesk receive --help。"),
        (("deliver", UNKNOWN), "还差 --receiver。看 windowdesk deliver --help。"),
        (("queue", "--lmit", "3"), "没有 --lmit 这个选项。看 windowdesk queue --help。"),
        (("queue", "--limit", "many"), "--limit 要写数字。看 windowdesk queue --help。"),
        (("queue", "nope"), "没有“nope”这个队列"),
        (("due", "2026-03-02", "5", "6"), "多写了参数"),
        (("decide", UNKNOWN), "准予和不予写一个"),
        (("decide", UNKNOWN, "--approve", "好", "--deny", "不"), "准予和不予写一个"),
        (("document", "show"), "没有 show 这个命令。看 windowdesk document --help。"),
    ],
)
def test_a_mistyped_command_is_told_and_ends_with_2(
    shell: Shell, words: tuple[str, ...], sentence: str
) -> None:
    result = shell(*words)
    assert (result.code, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert sentence in line


def test_who_may_not_see_cases_does_not_see_them_here_either(shell: Shell) -> None:
    for words in (("queue",), ("search", "段"), ("document", "verify", "号")):
        assert "没有这项权限" in shell.refused(*words, user="admin")
    assert "没有这项权限" in shell.refused("verify", user="clerk")
    assert "没有这项权限" in shell.refused("user", "list", user="clerk")


def gone(file: Path) -> None:
    file.unlink()


def foreign(file: Path) -> None:
    file.write_bytes(b"no database at all")


def of_tomorrow(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [(gone, "找不到数据库文件"), (foreign, "不是本系统的数据库"), (of_tomorrow, "程序")],
)
def test_a_database_that_cannot_be_used_is_told(
    shell: Shell, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(shell.data / "windowdesk.db")
    assert sentence in shell.refused("queue")


def test_a_database_that_cannot_be_written_is_told(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs the tests as root may write everything, so the answer of the system is given.
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    assert "不能写" in shell.refused("queue")


def test_a_server_that_is_away_is_told(shell: Shell, tmp_path: Path) -> None:
    (shell.data / "settings.toml").write_text(
        f'database = "postgresql:///centre?host={tmp_path}"', encoding="utf-8"
    )
    assert "连不上" in shell.refused("queue")


def test_i24_a_file_on_a_share_is_refused_with_a_pointer(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"//server/share {shell.data} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("windowdesk.persistence.sqlite_file.require_local.__defaults__", (mounts,))
    assert "PostgreSQL" in shell.refused("queue")


def test_settings_that_cannot_be_used_are_told(shell: Shell) -> None:
    (shell.data / "settings.toml").write_text("window = 3", encoding="utf-8")
    assert "“window”写得不对。要写两位窗口号" in shell.refused("queue")


def test_a_folder_that_cannot_be_written_is_told(shell: Shell, tmp_path: Path) -> None:
    file = write(tmp_path / "application.toml")
    shell.done("receive", file, "--accept")
    (row,) = shell.done("search", "段玉兰", "--json").lines
    paper = shell.done("document", "list", row["case"], "--json").lines[0]["number"]
    line = shell.refused("document", "export", paper, "--out", file)
    assert str(file) in line


def test_what_nobody_foresaw_is_logged_without_numbers(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_lookup: Lookup, _case_id: int) -> None:
        raise RuntimeError(f"unforeseen for 530399196903020045 and {UNKNOWN}")

    number = _received(shell)
    monkeypatch.setattr(Lookup, "case", break_down)
    log = error_log.log_file(shell.data)
    assert shell.refused("document", "list", number) == (
        f"程序出了没料到的错，这一步没办成。经过记在 {log}，报给管理员。"
    )
    told = log.read_text(encoding="utf-8")
    assert "RuntimeError: unforeseen for 530…45" in told
    assert UNKNOWN not in told


def test_a_sentence_of_many_lines_stays_one_line(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_session: object, _typed: str) -> int:
        raise DomainError("第一行。\n第二行。")

    monkeypatch.setattr(cases, "case_id_of", refuse)
    assert shell.refused("claim", UNKNOWN) == "第一行。 第二行。"


def test_a_reader_that_goes_away_is_no_error(shell: Shell) -> None:
    words = [sys.executable, "-m", "windowdesk", "--data", str(shell.data), "--user", "clerk"]
    writer = subprocess.Popen(
        [*words, "catalogue", "list", "--all"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"WINDOWDESK_PASSWORD": PASSWORD},
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    told = writer.stderr.read()
    writer.stderr.close()
    assert (writer.wait(), told) == (1, b"")


def _received(shell: Shell) -> str:
    file = write(shell.data.parent / "application.toml")
    return str(shell.done("receive", file, "--json").one["case"])
