"""Saved filters and the journal, on both databases."""

from datetime import timedelta

import pytest

from tests.databases import Desks
from windowdesk.domain.clock import Light
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.services.case_filter import CaseFilter, SavedFilter
from windowdesk.services.ports import AuditEntry

RED = CaseFilter(light=Light.RED)


def test_own_filters_come_first_and_others_are_seen_when_shared(
    desks: Desks, clerk: OpenDatabase
) -> None:
    reviewer = desks.log_in(Role.REVIEWER)
    reviewer.filters.keep(SavedFilter("reviewer", "a shared", RED, shared=True))
    reviewer.filters.keep(SavedFilter("reviewer", "own", RED, shared=False))
    clerk.filters.keep(SavedFilter("clerk", "z mine", CaseFilter(text="段"), shared=False))
    assert [one.name for one in clerk.filters.all()] == ["z mine", "a shared"]
    assert [one.name for one in reviewer.filters.all()] == ["a shared", "own"]


def test_a_filter_of_the_same_name_is_replaced(clerk: OpenDatabase) -> None:
    for light in (Light.RED, Light.GREEN):
        clerk.filters.keep(SavedFilter("clerk", "mine", CaseFilter(light=light), shared=False))
    (kept,) = clerk.filters.all()
    assert kept.filter.light is Light.GREEN


def test_nobody_deletes_the_filter_of_another(desks: Desks, clerk: OpenDatabase) -> None:
    clerk.filters.keep(SavedFilter("clerk", "mine", RED, shared=True))
    reviewer = desks.log_in(Role.REVIEWER)
    with pytest.raises(DomainError):
        reviewer.filters.drop("mine")
    clerk.filters.drop("mine")
    assert reviewer.filters.all() == ()


def test_the_journal_goes_page_by_page_newest_first(desks: Desks, clerk: OpenDatabase) -> None:
    for number in range(5):
        with clerk.unit_of_work() as uow:
            at = uow.now() + timedelta(seconds=number)
            uow.audit(AuditEntry(new_id(at), at, "clerk", "full_id", f"case {number}"))
            uow.audit(AuditEntry(new_id(at), at, "clerk", "reprint", f"paper {number}"))
            uow.commit()
    journal = desks.log_in(Role.SUPERVISOR).audit
    first = journal.entries("full_id", None, 3)
    second = journal.entries("full_id", first[-1].audit_id, 3)
    assert [row.subject for row in (*first, *second)] == [f"case {n}" for n in (4, 3, 2, 1, 0)]
    assert {row.act for row in journal.entries("", None, 20)} >= {"full_id", "reprint"}
    assert first[0].person
