"""windowdesk init, migrate, verify: a centre is founded, brought up to date, recomputed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.applications import write
from tests.cli.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "resources" / "examples" / "centre.toml"
TEXT = ANSWERS.read_text(encoding="utf-8")


@pytest.fixture
def bare(shell: Shell) -> Shell:
    """Return a shell whose data folder holds nothing yet."""
    (shell.data / "windowdesk.db").unlink()
    return shell


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('court = "青岫县人民法院"', "", "[centre] 还缺 court。文书要写上它们"),
        ('code = "990322103"', 'code = "9903"', "9 位区划代码"),
        ("[centre]", "[center]", "不认得“center”"),
        ("prints_receipt_too", "prints_recipt_too", "不认得“prints_recipt_too”"),
        ("number = 5", "number = 1", "1 至 99，各不相同"),
        ("number = 5", "number = 100", "1 至 99，各不相同"),
        ("number = 5", 'number = "5"', "number 要写一个整数"),
        ('name = "出件窗口"', "", "每个都有 number 和 name"),
        ('["admin", "supervisor"]', '["supervisor"]', "还没有系统管理员"),
        ('["clerk"]', '["clark"]', "roles 只能写：clerk、reviewer"),
        ('["clerk"]', '["system"]', "roles 只能写：clerk、reviewer"),
        ('["clerk"]', "[]", "至少一个 roles"),
        ('login = "yl-0206"', 'login = "YL-0301"', "login yl-0301 写了两次"),
        ('login = "yl-0206"', 'login = "李文秀"', "小写英文字母开头"),
        ('kind = "acceptance" ', 'kind = "accept" ', "kind 只能写：acceptance、approval"),
        ("serial = 119", "serial = 0", "serial 从 1 起"),
        ("statutory_days = 30", 'statutory_days = "30"', "statutory_days 要写一个整数"),
        ("statutory_days = 30", "statutory_days = -1", "不写负数"),
        ("promised_days = 20", "promised_days = 40", "承诺期限不长于法定期限"),
        ('unit = "workday"', 'unit = "day"', "unit 只能写：workday、calendar"),
        ('form = "disability_allowance"', 'form = "gone"', "没有申请表“gone”"),
        ('name = "生育登记"', 'name = "生育"', "事项库里没有“生育”"),
        ('accept_basis = "《社会救助暂行办法》第十一条"', "", "还不能发布，缺：受理依据"),
        ("[centre]", "[centre", "写得不对"),
    ],
)
def test_answers_that_cannot_stand_are_named_and_nothing_is_founded(
    bare: Shell, before: str, after: str, sentence: str
) -> None:
    assert before in TEXT
    answers = bare.data / "centre.toml"
    answers.write_text(TEXT.replace(before, after, 1), encoding="utf-8")
    assert sentence in bare.refused("init", "--answers", answers)
    assert not (bare.data / "windowdesk.db").exists()


def test_answers_that_are_gone_are_told(bare: Shell) -> None:
    line = bare.refused("init", "--answers", bare.data / "gone.toml")
    assert "找不到或读不了资料文件" in line


def test_a_centre_that_is_there_is_never_founded_over(shell: Shell) -> None:
    before = (shell.data / "windowdesk.db").read_bytes()
    assert "已经有一个文件" in shell.refused("init", "--answers", ANSWERS)
    assert (shell.data / "windowdesk.db").read_bytes() == before


def test_a_server_is_founded_and_migrated_as_its_owner_only(bare: Shell) -> None:
    settings = bare.data / "settings.toml"
    settings.write_text('database = "postgresql:///centre?host=nowhere"', encoding="utf-8")
    for words in (("init", "--answers", ANSWERS), ("migrate",)):
        assert "WINDOWDESK_OWNER_URL" in bare.refused(*words)


def test_a_database_of_today_has_nothing_to_be_migrated(shell: Shell) -> None:
    answer = shell.done("migrate", "--json").one
    assert answer == {"database": str(shell.data / "windowdesk.db"), "copy": ""}
    assert "已是本程序的版本。" in shell.done("migrate").out


def test_there_is_nothing_to_migrate_where_no_database_is(bare: Shell) -> None:
    assert "找不到数据库文件" in bare.refused("migrate")


def test_verify_counts_what_it_has_seen(shell: Shell) -> None:
    shell.done("receive", write(shell.data.parent / "application.toml"), "--accept")
    counted = shell.done("verify", "--json", user="supervisor").lines[-1]
    assert (counted["cases"], counted["events"], counted["papers"]) == (1, 2, 2)
    assert counted["faults"] == 0
    assert "看了 1 件、2 步、2 份文书，都对得上。" in shell.done("verify", user="supervisor").out


def test_verify_names_what_was_changed_behind_its_back(shell: Shell) -> None:
    shell.done("receive", write(shell.data.parent / "application.toml"), "--accept")
    with closing(sqlite3.connect(shell.data / "windowdesk.db")) as connection, connection:
        connection.execute("DROP TRIGGER case_event_keeps")
        connection.execute(
            "UPDATE case_event SET text = replace(text, '段玉兰', '段玉岚') WHERE seq = 1"
        )
        triggers = ROOT / "src" / "windowdesk" / "persistence" / "sql" / "sqlite.sql"
        connection.executescript(triggers.read_text(encoding="utf-8"))
    result = shell("verify", "--json", user="supervisor")
    assert result.code == 1
    *faults, counted = result.lines
    assert counted["faults"] == len(faults) > 0
    assert all({"fault", "subject", "text"} == fault.keys() for fault in faults)
