"""Closing the day: a seal holds every chain that moved, and verify asks it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kill.tampering import FileTamperer
from tests.services.counter import IMMEDIATE, Counter
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import Move
from windowdesk.services.verification import Verification


def faults(counter: Counter) -> list[tuple[str, str, str]]:
    report = Verification(counter.at("supervisor").bench).run()
    return [(fault.kind, fault.subject, fault.text) for fault in report.faults]


def test_a_seal_holds_what_moved_since_the_one_before(either: Counter) -> None:
    clerk = either.at()
    first_case, second_case = either.accepted(), either.accepted()
    first = clerk.day_close.seal()
    third_case = either.accepted()
    either.at("reviewer").approval.claim(first_case)

    second = clerk.day_close.seal()

    assert {head.case_id for head in first.heads} == {first_case, second_case}
    assert {head.case_id for head in second.heads} == {first_case, third_case}
    assert (first.seq, second.seq, second.previous) == (1, 2, first.hash)
    assert (second.counts.cases, max(second.lines.values())) == (3, 3)
    assert clerk.day_close.last() == second
    assert faults(either) == []


def test_a_quiet_evening_is_not_sealed_twice(either: Counter) -> None:
    either.accepted()
    close = either.at().day_close
    close.seal()

    assert not close.is_due()
    with pytest.raises(DomainError, match="没有新的办理"):
        close.seal()


def test_the_very_first_evening_can_be_sealed_empty(either: Counter) -> None:
    assert either.at().day_close.seal().heads == ()


def test_who_sees_one_department_alone_cannot_seal_the_day(counter: Counter) -> None:
    with pytest.raises(DomainError, match="只看民政办"):
        counter.at("reviewer").day_close.seal()
    with pytest.raises(NotPermitted):
        counter.at("archivist").day_close.seal()


def test_two_programs_do_not_seal_the_same_evening(counter: Counter) -> None:
    counter.accepted()
    sealed = counter.at("clerk").day_close.seal()

    with (
        counter.at("clerk2").database.unit_of_work() as uow,
        pytest.raises(ConcurrentChange, match="别的窗口"),
    ):
        uow.seals.add(sealed)


def test_a_case_taken_out_with_its_rows_and_its_number_shows(counter: Counter) -> None:
    counter.accepted()
    gone = counter.accepted()
    sealed = counter.at().day_close.seal()
    number = next(head.number for head in sealed.heads if head.case_id == gone)
    assert counter.desks.path is not None
    _take_out(counter.desks.path, gone)

    found = faults(counter)

    assert found
    assert {kind for kind, _, _ in found} == {"seal"}
    assert any(number[-5:] in subject and "现在这一步没有了" in text for _, subject, text in found)
    assert any("现在只到第 1 号" in text for _, _, text in found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE seal SET text = replace(text, '\"cases\":1', '\"cases\":2')", "被改过"),
        ("UPDATE seal SET day = '2026-11-19'", "各栏"),
        ("UPDATE seal SET login = 'head'", "各栏"),
        ("UPDATE seal SET previous = 'x' WHERE seq = 2", "接不上"),
        ("DELETE FROM seal WHERE seq = 1", "接不上"),
    ],
)
def test_a_changed_or_missing_seal_shows(counter: Counter, change: str, said: str) -> None:
    counter.accepted()
    counter.at().day_close.seal()
    counter.accepted()
    counter.at().day_close.seal()
    assert counter.desks.path is not None
    FileTamperer(counter.desks.path).run(change)

    assert any(kind == "seal" and said in text for kind, _, text in faults(counter))


@pytest.mark.parametrize("table", ["seal", "number_gap"])
def test_seals_and_gaps_are_only_ever_added(counter: Counter, table: str) -> None:
    counter.accepted()
    counter.at().day_close.seal()
    assert counter.desks.path is not None
    with closing(sqlite3.connect(counter.desks.path)) as connection:
        connection.execute(
            "INSERT INTO number_gap SELECT code, 'x', 1, 2, 'r', '2026-11-20' FROM centre"
        )
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET centre = 'other'"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
                connection.execute(change)


def test_a_day_tells_its_steps_papers_and_what_is_left(either: Counter) -> None:
    clerk = either.at()
    either.accepted()
    either.accepted()
    clerk.acceptance.receive(either.application(IMMEDIATE))
    with clerk.database.reading() as uow:
        today = local_date(uow.now())

    day = clerk.day_close.day(today)

    assert day.count(Move.RECEIVE) == 3
    assert day.count(Move.ACCEPT) == 2
    runs = {run.title: run for run in day.papers}
    assert (runs["受理通知书"].count, runs["申请材料接收凭证"].count) == (2, 3)
    assert runs["受理通知书"].first_number.endswith("〕1号")
    assert runs["受理通知书"].last_number.endswith("〕2号")
    assert day.unprinted == 3
    assert clerk.day_close.day(today + timedelta(days=1)).moves == {}


def _take_out(path: Path, case_id: int) -> None:
    """Remove every trace of the newest case, as an owner of the file could."""
    tamperer = FileTamperer(path)
    (document,) = tamperer.rows(f"SELECT document_id FROM document WHERE case_id = {case_id}")[:1]
    assert document
    papers = f"SELECT document_id FROM document WHERE case_id = {case_id}"
    for table in ("print_job", "render_queue", "document_file"):
        tamperer.run(f"DELETE FROM {table} WHERE document_id IN ({papers})")
    for line in tamperer.rows(f"SELECT line FROM document WHERE case_id = {case_id}"):
        tamperer.run(f"UPDATE number_line SET last = last - 1 WHERE line = '{line['line']}'")
    tamperer.run("UPDATE number_line SET last = last - 1 WHERE line LIKE 'case|%'")
    for table in ("document", "case_event", "case_"):
        tamperer.run(f"DELETE FROM {table} WHERE case_id = {case_id}")
    tamperer.run(f"DELETE FROM case_key WHERE seq = {case_id}")
