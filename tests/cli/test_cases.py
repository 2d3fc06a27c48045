"""Commands of the counter: what they do, print for people and print for programs."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.cli.applications import Table, write
from tests.cli.shell import Shell
from tests.services.counter import AGENT, IMMEDIATE, ORGANISATION, PERSON, SITUATED


def receive(shell: Shell, *more: object, applicant: Table | None = None, **parts: object) -> str:
    """Receive an application and return its number."""
    file = write(shell.data.parent / "application.toml", applicant=applicant, **parts)
    return str(shell.done("receive", file, *more, "--json").one["case"])


def test_a_case_goes_from_receipt_to_delivery(shell: Shell) -> None:
    file = write(shell.data.parent / "application.toml")
    accepted = shell.done("receive", file, "--accept", "--json").one
    number = str(accepted["case"])
    assert re.fullmatch(r"99032210301\d{8}00001", number)
    assert accepted["state"] == "accepted"
    assert datetime.fromisoformat(str(accepted["at"])).utcoffset() is not None
    assert date.fromisoformat(str(accepted["due"]))
    steps = (
        (("claim", number), "reviewer", "reviewing"),
        (("propose", number, "材料齐全，拟同意。"), "reviewer", "proposed"),
        (("decide", number, "--approve", "准予发放补贴"), "approver", "approved"),
        (("ready", number), "issuer", "ready"),
        (("deliver", number, "--receiver", PERSON.name, "--id-checked"), "issuer", "delivered"),
    )
    for words, user, state in steps:
        assert shell.done(*words, "--json", user=user).one["state"] == state
    papers = shell.done("document", "list", number, "--json").lines
    assert [paper["kind"] for paper in papers] == [
        "receipt", "acceptance", "approval", "issue_handover", "pickup", "delivery_receipt",
    ]  # fmt: skip
    assert [paper["print"] for paper in papers] == [None, *["waiting"] * 5]


def test_people_read_number_state_date_and_papers(shell: Shell) -> None:
    file = write(shell.data.parent / "application.toml")
    out = shell.done("receive", file, "--accept").out.splitlines()
    assert re.fullmatch(r"990322103-01-\d{8}-00001  已受理，\d+月\d+日到期", out[0])
    assert [re.sub(r"\d{4}", "年", line) for line in out[1:]] == [
        "  申请材料接收凭证  云溪收〔年〕1号",
        "  受理通知书  云溪受〔年〕1号",
    ]


def test_what_is_received_is_accepted_when_all_has_come(shell: Shell) -> None:
    number = receive(shell, missing=["form"])
    assert "材料还缺：申请表" in shell.refused("accept", number, "--missing", "form")
    assert "没有这个材料：gone" in shell.refused("accept", number, "--missing", "gone")
    assert shell.done("accept", number, "--json").one["state"] == "accepted"
    assert "已经受理" in shell.refused("accept", number)


def test_what_is_immediate_is_decided_with_its_result(shell: Shell) -> None:
    file = write(shell.data.parent / "application.toml", item=IMMEDIATE.item_id)
    assert "加 --result" in shell.refused("receive", file, "--accept")
    answer = shell.done("receive", file, "--result", "已登记", "--json").one
    assert answer["state"] == "approved"
    papers = answer["papers"]
    assert isinstance(papers, list)
    assert [paper["kind"] for paper in papers] == ["receipt", "immediate"]


def test_an_organisation_with_agent_and_situation(shell: Shell) -> None:
    organisation = {
        "kind": "legal",
        "name": ORGANISATION.name,
        "id_number": ORGANISATION.id_number,
        "representative": ORGANISATION.representative,
    }
    agent = {
        "name": AGENT.name,
        "id_number": AGENT.id_number,
        "relation": AGENT.relation,
        "authority_number": AGENT.authority_number,
    }
    number = receive(
        shell,
        "--accept",
        item=SITUATED.name,
        situations=["原址翻建"],
        applicant=organisation,
        agent=agent,
    )
    (found,) = shell.done("search", ORGANISATION.name, "--json").lines
    assert (found["case"], found["applicant"]) == (number, ORGANISATION.name)


def test_queues_show_what_waits_and_how_urgent_it_is(shell: Shell) -> None:
    assert "没有符合的办件" in shell.done("queue").out
    number = receive(shell, "--accept")
    rows = shell.done("queue", "unclaimed", "--json", user="reviewer").lines
    assert [(row["case"], row["light"], row["holder"]) for row in rows] == [(number, "green", "")]
    assert rows[0]["id_masked"] == "530399********0045"
    head, line = shell.done("queue").out.splitlines()
    assert head.split() == ["时限", "办件编号", "申请人", "事项", "情况", "承办"]
    assert PERSON.name in line
    assert shell.done("queue", "--json", user="farming").lines == []
    assert shell.done("queue", "issue", "--json", user="issuer").lines == []


def test_the_next_case_is_claimed_without_its_number(shell: Shell) -> None:
    assert shell.done("claim", user="reviewer").out == "没有要领的件。\n"
    assert shell.done("claim", "--json", user="reviewer").lines == []
    number = receive(shell, "--accept")
    assert shell.done("claim", "--json", user="reviewer").one["case"] == number
    assert "段reviewer正在办" in shell.refused("propose", number, "拟同意", user="approver")
    taken = shell.done("claim", number, "--take-over", "他下乡", "--json", user="approver").one
    assert taken["state"] == "reviewing"


def test_a_case_is_assigned_to_its_department(shell: Shell) -> None:
    number = receive(shell, "--accept")
    assert shell.done("assign", number, "--json").one["state"] == "assigned"


def test_a_denial_needs_reason_and_basis(shell: Shell) -> None:
    number = receive(shell, "--accept")
    shell.done("claim", number, user="approver")
    words = ("decide", number, "--deny", "不符合规定的对象")
    assert "还没写依据" in shell.refused(*words, user="approver")
    denied = shell.done(*words, "--basis", "《办法》第六条", "--json", user="approver").one
    assert denied["state"] == "denied"


@pytest.mark.parametrize(
    "typed", ["段玉兰", "dyl", PERSON.id_number, PERSON.phone, "00001", "云溪受"]
)
def test_a_case_is_found_by_what_people_bring(shell: Shell, typed: str) -> None:
    number = receive(shell, "--accept")
    wanted = f"云溪受〔{date.today().year}〕1号" if typed == "云溪受" else typed  # noqa: DTZ011
    assert [row["case"] for row in shell.done("search", wanted, "--json").lines] == [number]


def test_numbers_are_taken_as_they_stand_on_paper(shell: Shell) -> None:
    number = receive(shell, "--accept")
    grouped = f"{number[:9]}-{number[9:11]}-{number[11:19]}-{number[19:]}"
    assert len(shell.done("document", "list", grouped, "--json").lines) == 2


def test_i22_the_paper_of_a_list_is_the_paper_of_the_counter(shell: Shell) -> None:
    number = receive(shell, "--accept")
    paper = shell.done("document", "list", number, "--json").lines[-1]["number"]
    files = []
    for name in ("one", "two"):
        out = shell.data.parent / name
        answer = shell.done("document", "export", paper, "--out", out, "--json").one
        files.append(Path(str(answer["file"])).read_bytes())
    assert files[0] == files[1]
    assert files[0].startswith(b"%PDF")


def test_i15_the_unit_of_a_limit_is_always_said(shell: Shell) -> None:
    workday = shell.done("due", "2026-09-30", "1", "--json").one
    calendar = shell.done("due", "2026-09-30", "1", "--unit", "calendar", "--json").one
    assert (workday["due"], workday["unit"]) == ("2026-10-08", "workday")
    assert calendar["unit"] == "calendar"
    assert "工作日" in shell.done("due", "2026-09-30", "1").out
