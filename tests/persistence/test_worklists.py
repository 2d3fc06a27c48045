from datetime import timedelta

import pytest

from tests.databases import Desks
from tests.factories import DEPARTMENT, make_actor
from tests.persistence.acts import ITEM, accept, move
from windowdesk.domain.case import Decision
from windowdesk.domain.duties import Role
from windowdesk.domain.local_time import local_date
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.services.worklists import FindQuery, LightCounts, Queue, QueueQuery

ONE_DAY = timedelta(days=1)


def numbers(database: OpenDatabase, query: QueueQuery) -> list[int]:
    return [row.case_id for row in database.lists.queue(query)]


def test_a_case_goes_from_queue_to_queue(desks: Desks, clerk: OpenDatabase) -> None:
    case_id = accept(clerk).case.case_id

    def lies_in() -> set[Queue]:
        return {
            queue
            for queue in Queue
            if case_id in numbers(clerk, QueueQuery(queue, department=DEPARTMENT))
        }

    assert lies_in() == {Queue.UNCLAIMED, Queue.REVIEW}
    move(clerk, case_id, "assign")
    assert lies_in() == {Queue.UNCLAIMED, Queue.REVIEW}
    approver = desks.log_in(Role.APPROVER)
    move(approver, case_id, "claim", Role.APPROVER)
    assert lies_in() == {Queue.REVIEW}
    row = clerk.lists.row(case_id)
    assert row is not None
    assert row.holder == "approver"
    with approver.unit_of_work() as uow:
        case = uow.cases.get(case_id)
        by = make_actor(Role.APPROVER)
        case.approve(Decision("准予", "符合"), by=by, at=uow.now())
        uow.cases.save(case)
        uow.commit()
    assert lies_in() == {Queue.ISSUE}
    assert clerk.lists.decided_today("approver", case.received_at) == 1
    assert clerk.lists.decided_today("approver", case.received_at + 2 * ONE_DAY) == 0
    assert clerk.lists.decided_today("clerk", case.received_at) == 0


def test_pages_and_lights_of_a_queue(clerk: OpenDatabase) -> None:
    cases = [accept(clerk, serial).case for serial in range(3)]
    row = clerk.lists.row(cases[0].case_id)
    assert row is not None
    due = row.due_on
    assert due is not None
    ids = sorted(case.case_id for case in cases)
    assert numbers(clerk, QueueQuery(Queue.REVIEW)) == ids
    assert numbers(clerk, QueueQuery(Queue.REVIEW, department="别的部门")) == []
    assert numbers(clerk, QueueQuery(Queue.REVIEW, limit=2)) == ids[:2]
    seen = clerk.lists.queue(QueueQuery(Queue.REVIEW, limit=1))[0]
    assert numbers(clerk, QueueQuery(Queue.REVIEW, after=seen)) == ids[1:]
    assert numbers(clerk, QueueQuery(Queue.REVIEW, due_from=due)) == ids
    assert numbers(clerk, QueueQuery(Queue.REVIEW, due_from=due + ONE_DAY)) == []
    assert numbers(clerk, QueueQuery(Queue.REVIEW, due_before=due)) == []
    assert numbers(clerk, QueueQuery(Queue.REVIEW, due_before=due + ONE_DAY)) == ids
    assert numbers(clerk, QueueQuery(Queue.REVIEW, paused=True)) == []
    assert numbers(clerk, QueueQuery(Queue.REVIEW, paused=False)) == ids
    counted = [
        clerk.lists.counts(Queue.REVIEW, DEPARTMENT, day, day + ONE_DAY)
        for day in (due + ONE_DAY, due, due - ONE_DAY, due - 2 * ONE_DAY)
    ]
    assert counted == [
        LightCounts(3, red=3, amber=0, green=0, grey=0),
        LightCounts(3, red=0, amber=3, green=0, grey=0, due_today=3),
        LightCounts(3, red=0, amber=3, green=0, grey=0, due_next=3),
        LightCounts(3, red=0, amber=0, green=3, grey=0),
    ]


def test_a_case_is_found_by_what_people_say(clerk: OpenDatabase) -> None:
    accepted = accept(clerk)
    accept(clerk, 5, "张三丰")
    case, paper = accepted.case, accepted.papers[0]
    digits = case.number.digits
    typed = ("段", "段玉", "段玉兰", digits, case.number.grouped, digits[-5:], paper.number)
    sloppy = paper.number.replace("〔", "[").replace("〕", "]")
    for text in (*typed, sloppy):
        found = [row.case_id for row in clerk.lists.find(FindQuery(text))]
        assert found == [case.case_id], text
    assert len(clerk.lists.find(FindQuery(paper.number[:-2]))) == 2
    for text in ("", " ", "兰玉", "x" * 10_000, "〔" * 10_000, "%", "'", "\0"):
        assert clerk.lists.find(FindQuery(text)) == (), text


def test_a_case_is_the_same_row_by_identity_number_and_in_the_recent_ones(
    clerk: OpenDatabase,
) -> None:
    accepted = accept(clerk)
    case = accepted.case
    row = clerk.lists.by_number(case.number.digits)
    assert row is not None
    assert row == clerk.lists.row(case.case_id)
    assert row in clerk.lists.recent("clerk", 5)
    assert row.id_masked.count("*") == 8
    assert row.received_at == case.received_at
    assert clerk.lists.recent("reviewer", 5) == ()
    assert set(clerk.lists.papers(case.case_id)) == set(accepted.papers)
    assert clerk.lists.row(7) is None
    assert clerk.lists.by_number("7") is None
    assert clerk.lists.events(7) == ()


@pytest.mark.parametrize("typed", ["段玉", "段玉兰", "530399"])
def test_known_people_are_offered(clerk: OpenDatabase, typed: str) -> None:
    person = accept(clerk).case.application.applicant
    accept(clerk)
    (row,) = clerk.lists.likely_parties(typed, 5)
    assert (row.party_id, row.cases, row.name) == (int(person.id), 2, "段玉兰")
    assert row.id_masked != person.id_number.number


def test_everything_is_in_the_ledger(clerk: OpenDatabase) -> None:
    accepted = accept(clerk)
    ledger = clerk.ledger
    (case,) = ledger.cases()
    assert (case.number, case.head) == (accepted.case.number.digits, accepted.case.head)
    events = list(ledger.events())
    assert [(one.seq, one.source, one.target) for one in events] == [
        (1, "", "received"),
        (2, "received", "accepted"),
    ]
    assert all(one.at == accepted.case.received_at for one in events)
    papers = {one.document_id: one for one in ledger.documents()}
    assert {one.digest for one in papers.values()} == {one.digest for one in accepted.papers}
    assert {one.digest for one in ledger.templates()} == {
        one.template_digest for one in accepted.papers
    }
    assert list(ledger.files()) == []
    assert [(one.item_id, one.version) for one in ledger.items()] == [(ITEM, 1)]
    assert {(one.first, one.last) for one in ledger.lines()} == {(1, 1)}
    assert local_date(case.last_at) == local_date(accepted.case.received_at)
