"""Duty and department are asked by every list, on both databases alike."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.databases import Desks
from tests.factories import DEPARTMENT
from tests.persistence.acts import Accepted, accept
from windowdesk.domain.document import ArchivedPaper
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import NotPermitted
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.services.case_filter import CaseFilter, FilterQuery
from windowdesk.services.worklists import FindQuery, Queue, QueueQuery, Worklists

TODAY = date(2026, 11, 20)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ELSEWHERE = "别的部门"

Ask = Callable[[Worklists, Accepted], object]

# Every list with what an account that sees nothing of the case is shown.
LISTS: dict[str, tuple[Ask, object]] = {
    "queue": (lambda lists, _a: lists.queue(QueueQuery(Queue.REVIEW)), ()),
    "unclaimed": (lambda lists, _a: lists.queue(QueueQuery(Queue.UNCLAIMED)), ()),
    "counts": (lambda lists, _a: lists.counts(Queue.REVIEW, "", TODAY, TODAY).total, 0),
    "counts of another department": (
        lambda lists, _a: lists.counts(Queue.REVIEW, DEPARTMENT, TODAY, TODAY).total,
        0,
    ),
    "decided": (lambda lists, _a: lists.decided_today("clerk", LONG_AGO), None),
    "deemed": (lambda lists, _a: lists.deemed(LONG_AGO), None),
    "find by name": (lambda lists, _a: lists.find(FindQuery("段玉兰")), ()),
    "find by initial part": (lambda lists, _a: lists.find(FindQuery("段")), ()),
    "find by paper": (lambda lists, a: lists.find(FindQuery(a.papers[0].number)), ()),
    "filtered": (
        lambda lists, _a: lists.filtered(FilterQuery(CaseFilter(), TODAY)).rows,
        (),
    ),
    "filtered by text": (
        lambda lists, _a: lists.filtered(FilterQuery(CaseFilter("段玉兰"), TODAY)).rows,
        (),
    ),
    "filtered by department": (
        lambda lists, _a: (
            lists.filtered(FilterQuery(CaseFilter(department=DEPARTMENT), TODAY)).rows
        ),
        (),
    ),
    "counted": (
        lambda lists, _a: lists.count_filtered(FilterQuery(CaseFilter(), TODAY)).cases,
        0,
    ),
    "phones": (lambda lists, a: lists.phones([a.case.number.digits]), {}),
    "recent": (lambda lists, _a: lists.recent("clerk", 5), ()),
    "row": (lambda lists, a: lists.row(a.case.case_id), None),
    "by number": (lambda lists, a: lists.by_number(a.case.number.digits), None),
    "events": (lambda lists, a: lists.events(a.case.case_id), ()),
    "papers": (lambda lists, a: lists.papers(a.case.case_id), ()),
    "archived": (lambda lists, a: lists.archived(a.papers[0].document_id), None),
    "unprinted": (lambda lists, _a: lists.unprinted(None), ()),
    "prints": (lambda lists, a: lists.prints(a.case.case_id), ()),
}
# Nobody decided and nothing was deemed here: these are only asked for the duty.
SHOWING = [name for name, (_ask, nothing) in LISTS.items() if name not in {"decided", "deemed"}]


@pytest.fixture
def accepted(clerk: OpenDatabase) -> Accepted:
    accepted = accept(clerk)
    paper = accepted.papers[0]
    with clerk.unit_of_work() as uow:
        uow.papers.archive(ArchivedPaper.of(paper.document_id, b"pdf", "r", paper.issued_at))
        uow.commit()
    return accepted


@pytest.fixture
def outsider(desks: Desks) -> OpenDatabase:
    """Return the database as a reviewer of another department sees it."""
    admin = desks.log_in(Role.ADMIN)
    account = next(a for a in admin.accounts.all() if a.login == "reviewer")
    admin.accounts.change(replace(account, department=ELSEWHERE))
    return desks.log_in(Role.REVIEWER)


@pytest.mark.parametrize("name", SHOWING)
def test_a_list_shows_the_case_to_its_own_house(
    clerk: OpenDatabase, accepted: Accepted, name: str
) -> None:
    ask, nothing = LISTS[name]
    assert ask(clerk.lists, accepted) != nothing


@pytest.mark.parametrize("name", SHOWING)
def test_a_list_hides_the_cases_of_other_departments(
    outsider: OpenDatabase, accepted: Accepted, name: str
) -> None:
    ask, nothing = LISTS[name]
    assert ask(outsider.lists, accepted) == nothing


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_for_the_duty(desks: Desks, accepted: Accepted, name: str) -> None:
    ask, _nothing = LISTS[name]
    with pytest.raises(NotPermitted, match="没有这项权限"):
        ask(desks.log_in(Role.ADMIN).lists, accepted)
