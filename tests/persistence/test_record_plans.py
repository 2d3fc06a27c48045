"""What is kept beside the life of cases is read through an index too, on both databases.

What a list shows whole (all drafts, all filters of a centre) is read by its centre; the counts and
chain heads of a first seal read everything once, which is what they are for. The record of
warnings asks of each whether it still stands, for which the waits, as many as open work, are read.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories import NOW
from tests.persistence.acts import ITEM
from tests.persistence.plans import Crowd
from windowdesk.domain.duties import Role
from windowdesk.domain.escalation import Audience, Level
from windowdesk.domain.todo import TodoKind
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.persistence.unit_of_work import SqlUnitOfWork
from windowdesk.services.warning_port import Place, WaitQuery, WarningQuery

Ask = Callable[[OpenDatabase], object]
DAY = timedelta(days=1)
LEADER = Audience(Level.LEADER, frozenset(("received", "review", "issue")), "")
# Ten of four thousand hours.
LATELY = NOW - timedelta(hours=10)


def read(ask: Callable[[SqlUnitOfWork], object]) -> Ask:
    def asked(database: OpenDatabase) -> object:
        with database.reading() as uow:
            return ask(uow)

    return asked


LISTS: dict[str, Ask] = {
    "accepted by silence": lambda database: database.lists.deemed(LATELY),
    "files of a case": read(lambda uow: uow.attachments.of_case(1)),
    "bytes of a file": read(lambda uow: uow.attachments.content("h1")),
    "visits for advice": read(lambda uow: uow.consultations.since(LATELY)),
    "draft of an item": read(lambda uow: uow.admissions.draft(ITEM)),
    "all drafts": read(lambda uow: uow.admissions.drafts()),
    "steps of an item": read(lambda uow: uow.admissions.steps(ITEM)),
    "saved filters": lambda database: database.filters.all(),
    "last seal": read(lambda uow: uow.seals.last()),
    "one seal": read(lambda uow: uow.seals.get(9999)),
    "chains that moved": read(lambda uow: uow.seals.heads_since(LATELY)),
    "steps of a day": read(lambda uow: uow.seals.moves_between(LATELY, LATELY + DAY)),
    "papers of a day": read(lambda uow: uow.seals.papers_between(LATELY, LATELY + DAY)),
    "cases of a holder": read(lambda uow: uow.cases.held_by("clerk1")),
    "papers without bytes": read(lambda uow: uow.papers.unrendered(20)),
    "slips that wait": lambda database: database.custody.waiting("clerk1", "01号窗口"),
    "originals in the house": lambda database: database.custody.all(),
    "warnings to see": lambda database: database.warnings.warnings(WarningQuery(LEADER)),
    "how many warnings": lambda database: database.warnings.count(LEADER),
    "what the window waits for": lambda database: database.warnings.waits(
        WaitQuery(TodoKind.LATE_MATERIAL, Place.WINDOW)
    ),
    "open printings": read(lambda uow: uow.prints.open_jobs("01")),
}
JOURNAL: dict[str, Ask] = {
    "journal": lambda database: database.audit.entries("", None, 50),
    "journal of an act": lambda database: database.audit.entries("export", None, 50),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_record_is_found_by_an_index(crowd: Crowd, name: str) -> None:
    for plan in crowd.plans(LISTS[name]):
        assert not crowd.whole.search(plan), plan


@pytest.mark.parametrize("name", JOURNAL)
def test_the_journal_is_paged_by_an_index_and_comes_in_order(crowd: Crowd, name: str) -> None:
    supervisor = crowd.desks.log_in(Role.SUPERVISOR)
    for plan in crowd.plans(JOURNAL[name], supervisor):
        assert not crowd.whole.search(plan), plan
        assert not crowd.sort.search(plan), plan


def test_a_later_page_of_the_journal_comes_in_order_too(crowd: Crowd) -> None:
    supervisor = crowd.desks.log_in(Role.SUPERVISOR)
    exports = supervisor.audit.entries("export", None, 50)
    assert len(exports) == 50
    for plan in crowd.plans(lambda d: d.audit.entries("", exports[20].audit_id, 50), supervisor):
        assert not crowd.whole.search(plan), plan
        assert not crowd.sort.search(plan), plan


@pytest.mark.parametrize("name", ["files of a case", "last seal"])
def test_what_has_an_order_comes_in_it(crowd: Crowd, name: str) -> None:
    for plan in crowd.plans(LISTS[name]):
        assert not crowd.sort.search(plan), plan
