"""windowdesk init, migrate, verify: a centre is founded, brought up to date, recomputed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.applications import write
from tests.cli.shell import Shell
from windowdesk.persistence.spreadsheet_files import SpreadsheetFiles
from windowdesk.services.spreadsheet_port import sheet

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
        ('organ_short = "云岭便"', "", "[centre] 还缺 organ_short（机关代字）。填好再建。"),
        ('code = "990322103"', 'code = "9903"', "9 位数字"),
        ("[centre]", "[center]", "不认得“center”"),
        ("prints_receipt_too", "prints_recipt_too", "不认得“prints_recipt_too”"),
        ("number = 5", "number = 1", "窗口号 1 写了两次"),
        ("number = 5", "number = 100", "窗口号 100 不能用。写 1 至 99"),
        ("number = 5", 'number = "5"', "number 要写一个整数"),
        ('name = "出件窗口"', "", "05 号窗口还没写名称"),
        ('["admin", "supervisor"]', '["supervisor"]', "还没有系统管理员"),
        ('["clerk"]', '["clark"]', "roles 只能写：clerk、reviewer"),
        ('["clerk"]', '["system"]', "roles 只能写：clerk、reviewer"),
        ('["clerk"]', "[]", "至少写一个"),
        ('login = "yl-0206"', 'login = "YL-0301"', "login yl-0301 写了两次"),
        ('login = "yl-0206"', 'login = "李文秀"', "小写英文字母开头"),
        ('kind = "acceptance" ', 'kind = "accept" ', "没有“accept”这种文书"),
        ("serial = 119", "serial = 0", "起始号从 1 起"),
        ("statutory_days = 30", 'statutory_days = "30"', "statutory_days 要写一个整数"),
        ("statutory_days = 30", "statutory_days = -1", "不写负数"),
        ("promised_days = 20", "promised_days = 40", "承诺期限比法定期限长"),
        ('unit = "workday"', 'unit = "day"', "unit 只能写：workday、calendar"),
        ('form = "disability_allowance"', 'form = "gone"', "没有申请表“gone”"),
        ('name = "生育登记"', 'name = "生育"', "事项库里没有“生育”"),
        ('accept_basis = "《社会救助暂行办法》第十一条"', "", "还不能发布：缺受理依据"),
        ("[centre]", "[centre", "写得不对"),
        ("on = 2027-04-15", 'on = "4月15日"', "要写成日期，不加引号"),
        ('paper_style = ""', 'paper_style = "mars"', "没有文书样式“mars”"),
        ('departments = ["民政"', 'departments = ["人社"', "科室的名称重复了"),
        ('short = "云岭执"', 'short = "云岭便"', "两个机关都在用"),
        ("# [staff]\n# file =", "[staff]\nfile =", "人员表 人员.xlsx"),
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


def test_all_faults_of_the_answers_come_at_once_with_their_lines(bare: Shell) -> None:
    spoiled = (
        TEXT.replace('code = "990322103"', 'code = "99"')
        .replace('["clerk"]', '["clark"]')
        .replace("serial = 119", "serial = 0")
    )
    answers = bare.data / "centre.toml"
    answers.write_text(spoiled, encoding="utf-8")
    result = bare("init", "--answers", answers)
    lines = spoiled.splitlines()
    assert result.code == 1
    assert result.err.strip() == "资料文件 centre.toml 有 3 处要改，什么都没建。"
    told = [line.split("：", 1) for line in result.out.splitlines()]
    for wrong, (place, text) in zip(('code = "99"', "clark", "serial = 0"), told, strict=True):
        number = int(place.removeprefix("第 ").removesuffix(" 行"))
        assert wrong in lines[number - 1] or text.startswith("起始号")


def test_staff_come_from_a_table_too(bare: Shell) -> None:
    rows = (("工号", "姓名", "岗位"), ("yl-0601", "陆小林", "档案员"))
    SpreadsheetFiles().write(bare.data / "人员.xlsx", (sheet("人员", rows),))
    answers = bare.data / "centre.toml"
    answers.write_text(TEXT.replace("# [staff]\n# file =", "[staff]\nfile ="), encoding="utf-8")
    founded = bare.done("init", "--answers", answers, "--json").one
    logins = {account["login"] for account in founded["accounts"]}  # type: ignore[attr-defined]
    assert {"yl-0601", "yl-0206", "admin"} <= logins


def test_what_papers_still_lack_is_told_and_stops_nothing_else(bare: Shell) -> None:
    answers = bare.data / "centre.toml"
    answers.write_text(TEXT.replace('court = "青岫县人民法院"', "", 1), encoding="utf-8")
    assert "还缺管辖法院，这些出不了：" in bare.done("init", "--answers", answers).out


def test_a_code_may_be_typed_in_wide_digits(bare: Shell) -> None:
    answers = bare.data / "centre.toml"
    wide = TEXT.replace('code = "990322103"', 'code = "９９０３２２１０３"', 1)
    answers.write_text(wide, encoding="utf-8")
    bare.done("init", "--answers", answers)
    with closing(sqlite3.connect(bare.data / "windowdesk.db")) as connection:
        assert connection.execute("SELECT code FROM centre").fetchall() == [("990322103",)]


def test_a_fact_is_shown_and_changed(shell: Shell) -> None:
    assert "咨询电话" in shell.done("centre", "show", user="admin").out
    told = shell.done("centre", "set", "phone", "0990-5559999", user="admin").out
    assert "咨询电话改成“0990-5559999”了" in told
    assert shell.done("centre", "show", "--json", user="admin").one["phone"] == "0990-5559999"
    assert "没有“fax”这一项" in shell.refused("centre", "set", "fax", "1", user="admin")
    assert "能做的人：系统管理员" in shell.refused("centre", "set", "phone", "1")


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
