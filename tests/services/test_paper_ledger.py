"""文书台账: every number is given to a paper, void with its reason, or explained."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.services.counter import Counter
from windowdesk.domain.document import PrintState
from windowdesk.domain.errors import DomainError
from windowdesk.services.paper_ledger import PaperPage


def page(counter: Counter, kind: str = "") -> PaperPage:
    today = counter.at().lookup.today()
    return counter.at("head").paper_ledger.page(today, today, kind)


def test_every_paper_of_the_day_is_listed_with_what_became_of_it(counter: Counter) -> None:
    accepted = counter.at().acceptance.receive_and_accept(counter.application())
    counter.at().sealings.record([accepted.papers[-1].document_id], "许绍文")
    receipt, notice = page(counter).rows
    assert (receipt.document.kind, receipt.printed, receipt.sealed) == (
        "receipt",
        PrintState.KEPT,
        0,
    )
    assert (notice.document.number, notice.printed, notice.sealed) == (
        accepted.papers[-1].number,
        PrintState.WAITING,
        1,
    )
    assert notice.case_number.digits == accepted.number
    assert [row.document.kind for row in page(counter, "acceptance").rows] == ["acceptance"]
    yesterday = counter.at().lookup.today() - timedelta(days=1)
    assert counter.at().paper_ledger.page(yesterday, yesterday).rows == ()


def test_a_void_number_says_why(counter: Counter) -> None:
    accepted = counter.at().acceptance.receive_and_accept(counter.application())
    counter.at().outcomes.reverse(accepted.case_id, "受理错了事项")
    (notice,) = page(counter, "acceptance").rows
    assert notice.state == "作废：受理错了事项"


def test_a_number_without_a_paper_is_explained_or_reported(counter: Counter) -> None:
    for _ in range(2):
        counter.at().acceptance.receive_and_accept(counter.application())
    skip(counter, 4)
    counter.at().acceptance.receive_and_accept(counter.application())
    (unknown,) = page(counter, "acceptance").unused
    assert (unknown.first, unknown.last) == (3, 6)
    assert "windowdesk verify" in unknown.reason
    explain(counter, 4, 5, "恢复备份时跳过")
    texts = [run.text for run in page(counter, "acceptance").unused]
    assert [text.split("：")[0] for text in texts] == [
        "受理通知书 3号",
        "受理通知书 4号至5号",
        "受理通知书 6号",
    ]
    assert texts[1].endswith("恢复备份时跳过")


def test_who_sees_one_department_is_not_told_of_holes(counter: Counter) -> None:
    counter.at().acceptance.receive_and_accept(counter.application())
    today = counter.at().lookup.today()
    seen = counter.at("reviewer").paper_ledger.page(today, today)
    assert (seen.whole, seen.unused) == (False, ())


def test_days_the_wrong_way_round_are_refused(counter: Counter) -> None:
    today = counter.at().lookup.today()
    with pytest.raises(DomainError, match="止日比起日早"):
        counter.at().paper_ledger.page(today, today - timedelta(days=1))


def skip(counter: Counter, many: int) -> None:
    """Take numbers as an act that was lost with its database."""
    path = counter.desks.path
    assert path is not None
    with closing(sqlite3.connect(path)) as connection, connection:
        for _ in range(many):
            connection.execute(
                "UPDATE number_line SET last = last + 1 WHERE line LIKE 'paper|%|acceptance|%'"
            )


def explain(counter: Counter, first: int, last: int, reason: str) -> None:
    path = counter.desks.path
    assert path is not None
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO number_gap SELECT centre, line, ?, ?, ?, '2026-11-20T00:00:00+00:00'"
            " FROM number_line WHERE line LIKE 'paper|%|acceptance|%'",
            (first, last, reason),
        )
