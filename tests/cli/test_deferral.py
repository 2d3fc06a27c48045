"""Commands about late materials and commitments."""

from pathlib import Path

from tests.cli.applications import write
from tests.cli.shell import Shell
from tests.cli.test_outcomes import kinds
from tests.services.counter import LENIENT
from windowdesk.domain.numbers import CaseNumber

GOOD = ("--reason", "户口簿在县城", "--credit", "信用中国，未列入", "--signed")


def deferred(shell: Shell, folder: Path, *more: str) -> dict[str, object]:
    file = write(folder / "late.toml", item=LENIENT.name)
    return shell.done("defer", str(file), "--late", "card", *GOOD, *more, "--json").one


def test_a_case_is_deferred_filled_and_the_list_is_empty_again(
    shell: Shell, tmp_path: Path
) -> None:
    answer = deferred(shell, tmp_path)
    assert answer["state"] == "accepted_deficient"
    assert kinds(answer) == ["receipt", "deferred_promise", "deferred_acceptance"]
    number = str(answer["case"])
    (waiting,) = shell.done("gaps", "--json").lines
    assert waiting["materials"] == ["户口簿"]
    listed = shell.done("gaps").out
    assert listed.startswith(CaseNumber.read(number).grouped)
    assert "前补：户口簿" in listed
    shell.done("remind-gap", number, "打电话，本人接的")
    assert "没有“照片”" in shell.refused("fill-gap", number, "照片")
    filled = shell.done("fill-gap", number, "--json").one
    assert (filled["state"], kinds(filled)) == ("accepted", ["gap_receipt"])
    assert shell.done("gaps").out == ""


def test_what_cannot_be_late_or_promised_is_told(shell: Shell, tmp_path: Path) -> None:
    file = str(write(tmp_path / "late.toml", item=LENIENT.name))
    assert "不能容缺：申请表" in shell.refused("defer", file, "--late", "form", *GOOD)
    unsigned = GOOD[:-1]
    assert "承诺书还没签字" in shell.refused("defer", file, "--late", "card", *unsigned)
    promised = ("--late", "card", "--commit", "form", *GOOD)
    assert "不能用承诺代替：申请表" in shell.refused("defer", file, *promised)


def test_the_head_waives_and_only_force_majeure_extends(shell: Shell, tmp_path: Path) -> None:
    number = str(deferred(shell, tmp_path)["case"])
    by = ("--reason", "断路", "--allowed-by", "段head")
    assert "晚" in shell.refused("extend-gap", number, "2020-01-01", *by)
    shell.done("extend-gap", number, "2099-01-05", *by)
    assert "只有机关负责人" in shell.refused("waive-gap", number, "已核")
    shell.done("waive-gap", number, "已由部门核验", user="head")
    assert "不办逾期终止" in shell.refused("lapse-gap", number, user="approver")


def test_a_commitment_is_checked_and_a_false_one_ruled_on(shell: Shell, tmp_path: Path) -> None:
    answer = deferred(shell, tmp_path, "--commit", "home")
    number = str(answer["case"])
    assert "commitment" in kinds(answer)
    false = ("check-commitment", number, "长住外县", "--how", "入户核查", "--false")
    shell.done(*false, user="approver")
    shell.done("rule-commitment", number, "不予批准", user="head")
    assert "没有待处理" in shell.refused("rule-commitment", number, "再定", user="head")
