"""Commands of custody: list, pass, take, refuse, call back, give back, send, fetch, check."""

from pathlib import Path

from tests.cli.shell import Shell
from tests.cli.test_cases import receive

SLIP = "云溪交〔2026〕{}号"


def holders(shell: Shell) -> list[tuple[object, object]]:
    return [
        (row["original"], row["holder"]) for row in shell.done("custody", "list", "--json").lines
    ]


def passed(shell: Shell, number: str, to: str = "民政办") -> str:
    receipt = shell.done("custody", "pass", number, "--to", to, "--purpose", "审查", "--json").one
    papers = receipt["papers"]
    assert isinstance(papers, list)
    assert [paper["kind"] for paper in papers] == ["handover"]
    return str(papers[0]["number"])


def test_an_original_goes_to_a_department_and_back_to_the_applicant(shell: Shell) -> None:
    assert "没有保管的原件" in shell.done("custody", "list").out
    number = receive(shell)
    assert holders(shell) == [("申请表", "clerk")]
    slip = passed(shell, number)
    (waiting,) = shell.done("custody", "list", "--waiting", "--json", user="reviewer").lines
    assert (waiting["slip"], waiting["originals"]) == (slip, "申请表1份")
    shell.done("custody", "take", slip, "--condition", "缺封皮", user="reviewer")
    assert holders(shell) == [("申请表", "reviewer")]
    assert "在段reviewer（民政办）手里" in shell.refused("custody", "give-back", number, "申请表")
    back = passed_back(shell, number)
    shell.done("custody", "take", "--all")
    assert back != slip
    assert "签字" in shell.refused("custody", "give-back", number)
    shell.done("custody", "give-back", number, "--signed")
    assert holders(shell) == []


def passed_back(shell: Shell, number: str) -> str:
    words = ("custody", "pass", number, "--to", "01号窗口", "--purpose", "退还", "--json")
    papers = shell.done(*words, user="reviewer").one["papers"]
    assert isinstance(papers, list)
    return str(papers[0]["number"])


def test_a_slip_is_refused_or_called_back(shell: Shell) -> None:
    number = receive(shell)
    first = passed(shell, number, "farming")
    assert "没有等着办的交接单" in shell.refused("custody", "take", first, user="reviewer")
    shell.done("custody", "refuse", first, "缺第二页", user="farming")
    second = passed(shell, number)
    shell.done("custody", "call-back", second)
    assert "没有等你接收的原件" in shell.done("custody", "list", "--waiting", user="reviewer").out
    assert holders(shell) == [("申请表", "clerk")]


def test_a_receiver_that_is_not_there_is_told_with_those_that_are(shell: Shell) -> None:
    number = receive(shell)
    told = shell.refused("custody", "pass", number, "--to", "财政所", "--purpose", "审查")
    assert "02号窗口" in told
    assert "民政办" in told


def test_an_original_is_sent_out_and_fetched(shell: Shell) -> None:
    number = receive(shell)
    shell.done("custody", "send", number, "--organ", "青岫县民政局", "--purpose", "核对")
    assert holders(shell) == []
    assert "能选的：申请表" in shell.refused("custody", "fetch", number, "户口簿")
    shell.done("custody", "fetch", number, "申请表")
    assert holders(shell) == [("申请表", "clerk")]


def test_the_shelf_is_counted_and_the_list_saved(shell: Shell, tmp_path: Path) -> None:
    number = receive(shell)
    short = shell.done("custody", "list").out.split()
    assert "申请表" in short
    (row,) = shell.done("custody", "list", "--mine", "--json").lines
    case = str(row["case"])
    wrong = f"{case[15:19]}-{case[19:]} 申请表：架上没有"
    assert "写成" in shell.refused("custody", "check", "--wrong", "申请表没有")
    counted = shell.done("custody", "check", "--wrong", wrong, "--json").one
    assert (counted["expected"], len(str(counted["differences"]))) > (0, 2)
    assert "架上没有，段clerk" in shell.done("custody", "list").out.replace("\n", "")
    assert "差 0 份" in shell.done("custody", "check").out
    file = tmp_path / "list.pdf"
    shell.done("custody", "list", "--pdf", file)
    assert file.read_bytes().startswith(b"%PDF")
    assert number
