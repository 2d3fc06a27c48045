"""Commands of the other outcomes at the window."""

from datetime import date, datetime, timedelta

from tests.cli.applications import write
from tests.cli.shell import Shell
from tests.cli.test_cases import receive
from windowdesk.domain.local_time import SHANGHAI

ELSEWHERE = (
    "--kind", "not_competent", "--organ", "青岫县林业和草原局",
    "--organ-address", "文昌路66号", "--organ-phone", "0990-5552207",
)  # fmt: skip


def kinds(answer: dict[str, object]) -> list[str]:
    papers = answer["papers"]
    assert isinstance(papers, list)
    return [paper["kind"] for paper in papers]


def test_a_refusal_names_the_organ_and_can_be_taken_back(shell: Shell) -> None:
    number = receive(shell)
    assert "该找哪个机关" in shell.refused("refuse", number, "归县级", "--kind", "不属本机关职权")
    assert "能写的：依法不需要办理" in shell.refused("refuse", number, "归县级", "--kind", "别的")
    refused = shell.done("refuse", number, "归县级审批", *ELSEWHERE, "--json").one
    assert (refused["state"], kinds(refused)) == ("not_competent", ["refusal"])
    back = shell.done("reverse", number, "点错了", "--json").one
    papers = refused["papers"]
    assert isinstance(papers, list)
    assert (back["state"], back["void"]) == ("received", [papers[0]["number"]])
    assert "1 份收回作废" in shell.done("verify", user="head").out
    checked = shell("document", "verify", papers[0]["number"], "--json")
    assert (checked.code, checked.one["verdict"]) == (1, "void")
    (_receipt, void) = shell.done("document", "list", number, "--json").lines
    assert (void["number"], void["void"], void["print"]) == (papers[0]["number"], True, "void")


def test_gaps_are_told_at_once_and_come_in_two_parts(shell: Shell) -> None:
    number = receive(shell, missing=["card"])
    told = shell.done("supplement-request", number, "--gap", "申请表：没有签字", "--json").one
    assert (told["state"], told["due"]) == ("awaiting_supplement", None)
    assert "没有要“户口簿”" in shell.refused("supplement", number, "户口簿")
    partly = shell.done("supplement", number, "申请表", "--json").one
    assert (partly["state"], kinds(partly)) == ("awaiting_supplement", ["supplement_receipt"])
    whole = shell.done("supplement", number, "--json").one
    assert (whole["state"], kinds(whole)) == ("accepted", ["supplement_receipt", "acceptance"])


def test_a_slip_is_corrected_by_its_label(shell: Shell) -> None:
    number = receive(shell)
    assert "能改的：联系电话" in shell.refused("correct", number, "姓名=段", "--initials", "段")
    assert "写成“栏目=改成什么”" in shell.refused("correct", number, "电话", "--initials", "段")
    done = shell.done("correct", number, "联系电话=13900000028", "--initials", "段", "--json").one
    assert done["state"] == "received"


def test_materials_go_back_before_and_after_acceptance(shell: Shell) -> None:
    first = receive(shell)
    assert "签字" in shell.refused("take-back", first)
    taken = shell.done("take-back", first, "--signed", "--json").one
    assert (taken["state"], kinds(taken)) == ("withdrawn", ["materials_returned"])
    second = receive(shell, "--accept")
    withdrawn = shell.done("withdraw", second, "不办了", "--signed", "--json").one
    assert kinds(withdrawn) == ["withdrawal", "materials_returned"]


def test_a_case_on_paper_is_entered_with_its_dates(shell: Shell) -> None:
    now = datetime.now(SHANGHAI)
    file = write(shell.data.parent / "application.toml")
    received = (now - timedelta(days=12)).strftime("%Y-%m-%dT09:30")
    accepted = f"{date.fromordinal(now.toordinal() - 11)}"
    entered = shell.done(
        "enter-running", file, "--received", received, "--accepted", accepted,
        "--paper", "云溪便受〔2026〕7号", "--reason", "停电", "--json",
    ).one  # fmt: skip
    assert (entered["state"], entered["papers"]) == ("accepted", [])
    unread = shell.refused("enter-running", file, "--received", "昨天", "--reason", "停电")
    assert "不是时间" in unread


def test_advice_lists_what_to_bring(shell: Shell) -> None:
    advice = shell.done(
        "consult", "CODE-disability-allowance", "--question", "带什么", "--json"
    ).one
    assert advice["materials"] == ["申请表", "残疾人证", "银行卡"]


def test_a_sweep_finds_nothing_on_the_first_day(shell: Shell) -> None:
    receive(shell)
    assert shell.done("sweep").out == "没有视为受理的件。\n"
