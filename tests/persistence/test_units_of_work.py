from dataclasses import replace

import pytest

from tests.databases import Desks
from tests.factories import make_actor, make_calendar, make_case, make_item, make_party
from tests.persistence.acts import ITEM, TEMPLATE, accept, move
from tests.persistence.heard import hearing
from windowdesk.domain.case_clocks import running_proof
from windowdesk.domain.document import ArchivedPaper, PrintState
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import ConcurrentChange, DomainError, EnvironmentProblem
from windowdesk.domain.local_time import local_date
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.services.ports import AuditEntry

# One of them writes who holds the originals that came in.
MOST_STATEMENTS = 9


def test_a_stored_case_comes_back_as_it_was(clerk: OpenDatabase) -> None:
    stored = accept(clerk).case
    with clerk.reading() as uow:
        case = uow.cases.get(stored.case_id)
    assert case == stored
    assert [event.seq for event in clerk.lists.events(case.case_id)] == [1, 2]
    assert clerk.lists.events(case.case_id)[-1].hash == case.head


def test_the_stored_due_date_is_that_of_the_running_clock(clerk: OpenDatabase) -> None:
    case = accept(clerk).case
    row = clerk.lists.row(case.case_id)
    proof = running_proof(case, make_calendar(), local_date(case.received_at))
    assert row is not None
    assert proof is not None
    assert (row.due_on, row.provisional) == (proof.due, proof.provisional)


def test_nothing_is_kept_without_a_commit(clerk: OpenDatabase) -> None:
    with clerk.unit_of_work() as uow:
        taken = uow.numbers.take(["a line"])
        uow.parties.add(make_party(), ["n段玉兰"])
    with clerk.unit_of_work() as uow:
        assert taken == uow.numbers.take(["a line"]) == {"a line": 1}
        number = make_party().id_number
        assert uow.parties.find(number.kind, number.number) is None


def test_who_saves_second_is_told(desks: Desks, clerk: OpenDatabase) -> None:
    case = accept(clerk).case
    with clerk.reading() as uow:
        seen = uow.cases.get(case.case_id)
    move(desks.log_in(), case.case_id, "assign")
    with clerk.unit_of_work() as uow:
        seen.assign(by=make_actor(), at=uow.now())
        with pytest.raises(ConcurrentChange, match="刚被别人办过"):
            uow.cases.save(seen)
    assert len(clerk.lists.events(case.case_id)) == 3


def test_two_events_cannot_take_one_place_in_the_chain(clerk: OpenDatabase) -> None:
    """Stands behind the version, for a program that gets it wrong."""
    case_id = accept(clerk).case.case_id
    with clerk.reading() as uow:
        stale = uow.cases.get(case_id)
    with clerk.unit_of_work() as uow:
        case = uow.cases.get(case_id)
        case.note("来问过", by=make_actor(), at=uow.now())
        uow.cases.save(case)
        uow.commit()
    stale.version = case.version
    with clerk.unit_of_work() as uow:
        stale.note("又来问过", by=make_actor(), at=uow.now())
        uow.cases.save(stale)
        with pytest.raises(ConcurrentChange):
            uow.commit()


def test_a_reading_unit_refuses_to_write(clerk: OpenDatabase) -> None:
    with clerk.reading() as uow, pytest.raises(EnvironmentProblem):
        uow.numbers.take(["a line"])


def test_readers_do_not_wait_for_a_writer(desks: Desks, clerk: OpenDatabase) -> None:
    case = accept(clerk).case
    other = desks.log_in()
    with clerk.unit_of_work() as uow:
        changed = uow.cases.get(case.case_id)
        changed.assign(by=make_actor(), at=uow.now())
        uow.cases.save(changed)
        with other.reading() as reading:
            assert reading.cases.get(case.case_id).state is case.state
        assert other.lists.row(case.case_id) is not None
        uow.commit()


def test_a_known_person_is_found_and_changed(clerk: OpenDatabase) -> None:
    stored = accept(clerk).case.application.applicant
    number = stored.id_number
    with clerk.unit_of_work() as uow:
        found = uow.parties.find(number.kind, number.number)
        assert found == stored
        uow.parties.save(replace(stored, name="段玉蓝"), ["n段玉蓝"])
        with pytest.raises(ConcurrentChange):
            uow.parties.save(replace(stored, name="段玉岚"), ["n段玉岚"])
        uow.commit()
    assert [row.name for row in clerk.lists.likely_parties("段玉蓝", 5)] == ["段玉蓝"]
    assert clerk.lists.likely_parties("段玉兰", 5) == ()


def test_a_new_version_of_an_item_is_the_current_one_everywhere(desks: Desks) -> None:
    clerk, admin = desks.log_in(), desks.log_in(Role.ADMIN)
    with clerk.reading() as uow:
        assert uow.items.current(ITEM).version == 1
    newer = make_item(version=2)
    with admin.unit_of_work() as uow:
        uow.items.add([newer])
        uow.commit()
    with clerk.reading() as uow:
        assert uow.items.current(ITEM) == newer
        assert uow.items.version(ITEM, 1) == make_item()
        assert uow.items.all_current() == (newer,)


@pytest.mark.parametrize(
    "ask",
    [
        lambda uow: uow.cases.get(7),
        lambda uow: uow.items.current("none"),
        lambda uow: uow.items.version(ITEM, 7),
        lambda uow: uow.papers.get(7),
        lambda uow: uow.papers.by_number("云溪〔2026〕7号"),
        lambda uow: uow.papers.template_text("7"),
        lambda uow: uow.prints.get(7),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(clerk: OpenDatabase, ask: object) -> None:
    assert callable(ask)
    with clerk.reading() as uow, pytest.raises(DomainError, match="没有"):
        ask(uow)


def test_papers_and_their_bytes(clerk: OpenDatabase) -> None:
    accepted = accept(clerk)
    # Papers of one act are equally old, and have no order among them.
    first, second = papers = tuple(sorted(accepted.papers, key=lambda one: one.document_id))
    bytes_of_record = ArchivedPaper.of(first.document_id, b"%PDF- one", "renderer", first.issued_at)
    with clerk.unit_of_work() as uow:
        assert uow.papers.of_case(accepted.case.case_id) == papers
        assert uow.papers.get(first.document_id) == first
        assert uow.papers.by_number(second.number) == second
        assert uow.papers.template_text(first.template_digest) == TEMPLATE
        assert uow.papers.unrendered(9) == papers
        uow.papers.archive(bytes_of_record)
        uow.papers.archive(ArchivedPaper.of(first.document_id, b"late", "r", first.issued_at))
        uow.commit()
    with clerk.reading() as uow:
        assert uow.papers.archived(first.document_id) == bytes_of_record
        assert uow.papers.unrendered(9) == (second,)
    assert clerk.lists.archived(second.document_id) is None


def test_a_printing_goes_through_its_states(clerk: OpenDatabase) -> None:
    accepted = accept(clerk)
    with clerk.unit_of_work() as uow:
        first, second = uow.prints.open_jobs()
        spooled = uow.prints.save(replace(first, state=PrintState.SPOOLED, job="q-1"))
        done = uow.prints.save(replace(spooled, state=PrintState.DONE))
        with pytest.raises(ConcurrentChange):
            uow.prints.save(replace(first, state=PrintState.NOT_PRINTED))
        uow.commit()
    with clerk.reading() as uow:
        assert uow.prints.get(first.print_id) == done
        assert uow.prints.open_jobs("02") == (second,)
        assert uow.prints.open_jobs("01") == ()
        assert uow.prints.of_document(first.document_id) == (done,)
    shown = clerk.lists.unprinted("02")
    assert [row.print_id for row in shown] == [second.print_id]
    assert len(clerk.lists.prints(accepted.case.case_id)) == 2


def test_facts_of_the_centre_change_once(desks: Desks) -> None:
    admin = desks.log_in(Role.ADMIN)
    with admin.unit_of_work() as uow:
        centre = replace(uow.centre(), phone="0874-5551234")
        uow.save_centre(centre)
        uow.audit(AuditEntry(1, uow.now(), "admin", "centre", "phone"))
        uow.commit()
    with desks.log_in().reading() as uow:
        assert uow.centre() == centre


def test_an_acceptance_takes_few_statements(desks: Desks, clerk: OpenDatabase) -> None:
    accept(clerk, 1)
    with hearing() as heard:
        accept(clerk, 2)
    work = [one.sql for one in heard]
    # In a file there is no trip to save: keys are written by a statement of their own.
    assert len(work) <= MOST_STATEMENTS + (2 if desks.kind == "sqlite" else 0), work
    assert sum("number_line" in statement for statement in work) == 1


def test_steps_are_told_in_order(desks: Desks, clerk: OpenDatabase) -> None:
    accept(clerk, 1)
    desks.steps.seen.clear()
    accept(clerk, 2)
    assert desks.steps.seen[0] == "take numbers"
    assert desks.steps.seen[-2:] == ["before commit", "after commit"]


def test_the_moment_lies_after_what_was_read(desks: Desks, clerk: OpenDatabase) -> None:
    """A unit that began before another one's act must not date its own act before it."""
    case = accept(clerk).case
    if desks.kind == "sqlite":
        return  # units that write follow each other there
    with clerk.unit_of_work() as uow:
        before = uow.now()
        moved = move(desks.log_in(), case.case_id, "assign")
        seen = uow.cases.get(case.case_id)
        assert before < (moved.last_at or before) <= uow.now()
        assert seen.last_at == moved.last_at


def test_a_case_with_an_unknown_person_is_refused(clerk: OpenDatabase) -> None:
    with clerk.unit_of_work() as uow:
        case = make_case(at=uow.now())
        uow.cases.add(case, [])
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            uow.commit()
