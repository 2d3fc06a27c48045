"""The walk of a visitor through commands alone, from the founding of the centre to delivery.

It is the same on both databases: answers are the example that users copy, and everything is read
back from --json.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.applications import write
from tests.cli.shell import Answer, Shell, make_cheap
from tests.persistence.postgres_server import PostgresServer
from tests.reports.reading import page_texts

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"
OWN_PASSWORD = "a-password-of-my-own"
CLERK, REVIEWER, APPROVER, ISSUER = "yl-0206", "yl-0301", "yl-0401", "yl-0501"
SUBSIDY = "困难残疾人生活补贴和重度残疾人护理补贴"
BIRTH = "生育登记"
LOW_INCOME = "农村低保初审及转报"
BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH)
def town(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    """Return a shell at a centre that was just founded; everybody has changed his password."""
    make_cheap(monkeypatch)
    shell = Shell(monkeypatch, capsys, tmp_path / "data", CLERK, OWN_PASSWORD)
    shell.data.mkdir()
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        database = server.new_database()
        settings = f'database = "{server.url(database)}"'
        (shell.data / "settings.toml").write_text(settings, encoding="utf-8")
        monkeypatch.setenv("WINDOWDESK_OWNER_URL", server.owner_url(database))
    founded = shell.done("init", "--answers", EXAMPLES / "centre.toml", "--json").one
    accounts = founded["accounts"]
    assert isinstance(accounts, list)
    for account in accounts:
        first = account["password"]
        assert re.fullmatch(r"([a-z2-9]{4}-){2}[a-z2-9]{4}", first)
        line = shell.refused("queue", user=account["login"], password=first)
        assert line.startswith("头一次登录，先换成自己的密码")
        monkeypatch.setenv("WINDOWDESK_NEW_PASSWORD", OWN_PASSWORD)
        changed = shell("user", "password", "--json", user=account["login"], password=first)
        assert changed.one == {"login": account["login"], "must_change_password": False}
    return shell


def papers_of(shell: Shell, number: str) -> dict[str, Answer]:
    return {
        str(paper["kind"]): paper
        for paper in shell.done("document", "list", number, "--json").lines
    }


def hand_over(shell: Shell, number: str) -> None:
    assert shell.done("ready", number, "--json", user=ISSUER).one["state"] == "ready"
    words = ("deliver", number, "--receiver", "段桂兰", "--id-checked", "--json")
    answer = shell.done(*words, user=ISSUER).one
    assert (answer["state"], answer["due"]) == ("delivered", None)


def review(shell: Shell, number: str) -> None:
    waiting = shell.done("queue", "unclaimed", "--json", user=REVIEWER).lines
    assert [row["case"] for row in waiting] == [number]
    claimed = shell.done("claim", "--json", user=REVIEWER).one
    assert (claimed["case"], claimed["state"]) == (number, "reviewing")
    (row,) = shell.done("queue", "review", "--json", user=APPROVER).lines
    assert row["holder"] == REVIEWER
    opinion = "经审查，材料齐全，符合条件，拟同意。"
    assert shell.done("propose", number, opinion, "--json", user=REVIEWER).one["state"] == (
        "proposed"
    )


def decide(shell: Shell, number: str) -> None:
    words = ("decide", number, "--approve", "准予发放补贴", "--json")
    assert shell.done(*words, user=APPROVER).one["state"] == "approved"


def check_paper(shell: Shell, number: str, paper: Answer, out: Path) -> None:
    """Export a paper, read it, hold it against the archive, and find its case by it."""
    words = ("document", "export", paper["number"], "--out", out, "--json")
    file = Path(str(shell.done(*words).one["file"]))
    text = "".join(page_texts(file.read_bytes()))
    assert str(paper["number"]) in text
    assert "演示" not in text
    words = ("document", "verify", paper["number"], "--file", file, "--json")
    assert shell.done(*words, user=ISSUER).one["verdict"] == "genuine"
    found = shell.done("search", paper["number"], "--json").lines
    assert [row["case"] for row in found] == [number]


def check_ledger(shell: Shell, papers: int) -> None:
    """Recompute every digest, number and date."""
    counted = shell.done("verify", "--json", user="admin").lines[-1]
    assert (counted["faults"], counted["unrendered"]) == (0, 0)
    assert counted["papers"] == counted["files"] == papers


def test_the_example_application_goes_the_whole_way(town: Shell, tmp_path: Path) -> None:
    received = town.done("receive", EXAMPLES / "application.toml", "--accept", "--json").one
    number = str(received["case"])
    assert number.startswith("99032210301")
    acceptance = papers_of(town, number)["acceptance"]
    assert str(acceptance["number"]).endswith("〕119号")
    review(town, number)
    decide(town, number)
    hand_over(town, number)
    assert list(papers_of(town, number)) == [
        "receipt", "acceptance", "approval", "issue_handover", "pickup", "delivery_receipt",
    ]  # fmt: skip
    for typed in ("段桂兰", "dgl", "530399196903020045", number[-5:]):
        (row,) = town.done("search", typed, "--json").lines
        assert (row["case"], row["state"]) == (number, "delivered")
    for paper in papers_of(town, number).values():
        check_paper(town, number, paper, tmp_path / "out")
    check_ledger(town, 6)


def immediate(shell: Shell, file: Path) -> str:
    answer = shell.done("receive", file, "--result", "已登记，凭证当场领取", "--json").one
    assert answer["state"] == "approved"
    return str(answer["case"])


def promised(shell: Shell, file: Path) -> str:
    number = str(shell.done("receive", file, "--json").one["case"])
    assert shell.done("accept", number, "--json").one["state"] == "accepted"
    review(shell, number)
    decide(shell, number)
    return number


def denied(shell: Shell, file: Path) -> str:
    number = str(shell.done("receive", file, "--accept", "--json").one["case"])
    review(shell, number)
    words = ("decide", number, "--deny", "家庭收入高于规定的标准", "--basis", "《办法》第四条")
    assert shell.done(*words, "--json", user=APPROVER).one["state"] == "denied"
    return number


@pytest.mark.parametrize(
    ("item", "walk", "kinds"),
    [
        (BIRTH, immediate, ["receipt", "immediate", "delivery_receipt"]),
        (
            SUBSIDY,
            promised,
            ["receipt", "acceptance", "approval", "issue_handover", "pickup", "delivery_receipt"],
        ),
        (
            LOW_INCOME,
            denied,
            ["receipt", "acceptance", "denial", "issue_handover", "pickup", "delivery_receipt"],
        ),
    ],
    ids=["immediate", "promise", "report_up"],
)
def test_one_item_of_each_kind_of_service(
    town: Shell,
    tmp_path: Path,
    item: str,
    walk: Callable[[Shell, Path], str],
    kinds: list[str],
) -> None:
    answers = {"issue_by": "窗口自取"}
    if item == SUBSIDY:
        answers |= {"category": "肢体残疾 一级", "certificate": "1" * 20, "bank": "农商银行"}
    file = write(
        tmp_path / "application.toml", item=item, answers=answers, applicant={"name": "段桂兰"}
    )
    number = walk(town, file)
    hand_over(town, number)
    papers = papers_of(town, number)
    assert list(papers) == kinds
    check_paper(town, number, papers["delivery_receipt"], tmp_path / "out")
    check_ledger(town, len(kinds))
