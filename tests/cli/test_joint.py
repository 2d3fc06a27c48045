"""Commands between departments: pulling back, opinions, the 审批表, and stand-ins."""

from datetime import datetime, timedelta

import pytest

from tests.cli.applications import write
from tests.cli.shell import Shell
from windowdesk.domain.local_time import SHANGHAI

TODAY = datetime.now(SHANGHAI).date()
LATER = str(TODAY + timedelta(days=20))


def claimed(shell: Shell) -> str:
    """Return the number of a case in the reviewer's hands."""
    file = write(shell.data.parent / "application.toml")
    case = str(shell.done("receive", file, "--accept", "--json").one["case"])
    shell.done("claim", case, user="reviewer")
    return case


def test_what_nobody_has_seen_is_pulled_back_by_its_author(shell: Shell) -> None:
    case = claimed(shell)
    shell.done("propose", case, "拟同意", user="reviewer")
    back = shell.done("pull-back", case, "--json", user="reviewer").one
    assert back["state"] == "reviewing"
    assert "不能追回" in shell.refused("pull-back", case, user="reviewer")


def test_an_unknown_department_is_not_asked(shell: Shell) -> None:
    case = claimed(shell)
    house = ("--department", "水务站", "--until", LATER)
    refused = shell.refused("ask-opinion", case, "有没有补贴", *house, user="reviewer")
    assert "水务站没有能答复的人" in refused


def test_nothing_asked_is_said_in_one_line(shell: Shell) -> None:
    assert shell.done("opinions", user="reviewer").out == "没有在等本部门意见的件。\n"


def test_the_sheet_of_all_opinions_is_saved(shell: Shell) -> None:
    case = claimed(shell)
    shell.done("propose", case, "材料属实，拟同意", user="reviewer")
    file = shell.data.parent / "review.pdf"
    assert shell.done("review-sheet", case, file, "--json", user="approver").one["opinions"] == 1
    assert file.read_bytes().startswith(b"%PDF")


def test_what_the_town_decides_is_not_reported_up(shell: Shell) -> None:
    case = claimed(shell)
    line = shell.refused("refer-up", case, "拟同意", "--organ", "青岫县民政局", user="approver")
    assert "正在办" in line or "本级决定" in line


def test_the_countys_verdict_is_one_of_two(shell: Shell) -> None:
    case = claimed(shell)
    both = ("--number", "1号", "--on", str(TODAY), "--approve", "准", "--deny", "不")
    assert shell("county", case, *both, user="issuer").code == 2


def test_a_stand_in_is_ordered_listed_and_ended(shell: Shell) -> None:
    days = ("--from", str(TODAY), "--to", LATER, "--reason", "下乡")
    made = shell.done("stand-in", "add", "approver", "issuer", *days, "--json", user="head").one
    assert (made["absent"], made["deputy"]) == ("approver", "issuer")
    assert "正在代" in shell.done("stand-in", "list", user="admin").out
    case = claimed(shell)
    shell.done("propose", case, "拟同意", user="reviewer")
    decided = shell.done("decide", case, "--approve", "准予", "--json", user="issuer").one
    assert decided["state"] == "approved"
    ended = shell.done("stand-in", "end", str(made["id"]), "--json", user="admin").one
    assert ended["ended_on"] == str(TODAY)
    assert "结束了" in shell.done("stand-in", "list", user="head").out


@pytest.mark.parametrize("user", ["clerk", "approver"])
def test_only_head_and_administrator_order_stand_ins(shell: Shell, user: str) -> None:
    days = ("--from", str(TODAY), "--to", LATER, "--reason", "下乡")
    assert "没有这项权限" in shell.refused(
        "stand-in", "add", "approver", "issuer", *days, user=user
    )
