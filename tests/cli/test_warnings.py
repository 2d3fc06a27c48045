"""windowdesk warn, warnings, todo and centre remind, as a shell sees them."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.cli.test_cases import receive
from tests.databases import SettableClock
from windowdesk.persistence import gates


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SettableClock:
    """Set the clock of the machine: it is Friday, 20 November."""
    made = SettableClock()
    monkeypatch.setattr(gates, "machine_source", lambda: made.source)
    return made


@pytest.fixture
def late(shell: Shell, clock: SettableClock) -> str:
    """Return the number of a case that is eight working days over its promise."""
    number = receive(shell, "--accept")
    clock.go_on(timedelta(days=24))  # a Monday
    return number


def test_warn_reminds_once_of_each_deadline(shell: Shell, late: str) -> None:
    assert shell.done("warn", "--json").one == {"written": 3, "day_off": False}
    assert shell.done("warn").out == "新提醒 0 处。\n"
    rows = shell.done("warnings", "--json", user="approver").lines
    assert {(row["level"], row["case"], row["clock"]) for row in rows} == {
        (level, late, "promise") for level in ("staff", "head", "leader")
    }


@pytest.mark.usefixtures("late")
def test_nobody_is_reminded_on_a_day_off(shell: Shell, clock: SettableClock) -> None:
    clock.go_on(timedelta(days=-1))
    assert shell.done("warn").out == "今天放假，不提醒。\n"


def test_what_is_seen_leaves_the_list_and_stays_in_the_record(shell: Shell, late: str) -> None:
    shell.done("warn")
    words = ("warnings", "--level", "分管领导")
    assert shell.done(*words, "--see", late, user="approver").out == "记下了 1 处。\n"
    assert shell.done(*words, user="approver").out == "没有要看的提醒。\n"
    (row,) = shell.done(*words, "--record", "--json", user="approver").lines
    assert (row["seen_by"], row["applies"]) == ("approver", True)
    assert "没有“局长”这一种" in shell.refused("warnings", "--level", "局长", user="approver")
    assert "不收" in shell.refused("warnings", "--level", "分管领导", user="clerk")


def test_the_list_leaves_the_house_as_csv_without_names(
    shell: Shell, late: str, tmp_path: Path
) -> None:
    shell.done("warn")
    file = tmp_path / "warnings.csv"
    shell.done("warnings", "--level", "leader", "--csv", file, user="approver")
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows] == ["提醒", "分管领导"]
    assert late in rows[1][2].replace("-", "")
    assert "段玉兰" not in file.read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("clock")
def test_todo_lists_what_is_waited_for(shell: Shell) -> None:
    assert shell.done("todo").out == "没有在等的。\n"
    number = receive(shell, "--accept")
    shell.done("custody", "pass", number, "--to", "民政办", "--purpose", "审查")
    (row,) = shell.done("todo", "--kind", "待接收", "--json").lines
    assert (row["kind"], row["case"], row["department"]) == ("slip", number, "民政办")
    assert "待接收" in shell.done("todo", "--place", "科室").out
    assert shell.done("todo", "--place", "窗口").out == "没有在等的。\n"


@pytest.mark.usefixtures("clock")
def test_the_days_until_a_leader_is_warned_are_a_setting(shell: Shell) -> None:
    shell.done("centre", "remind", "2", "5", user="admin")
    plain = shell.done("centre", "show", "--json", user="admin").one
    assert (plain["head_days"], plain["leader_days"]) == (2, 5)
    assert "不能早于" in shell.refused("centre", "remind", "6", "5", user="admin")
    assert "整数" in shell.refused("centre", "remind", "两天", "5", user="admin")
