"""Every list is read through an index, on PostgreSQL with the policies of a member of staff."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest

from tests.factories import DEPARTMENT, NOW
from tests.persistence.plans import Crowd
from windowdesk.domain.clock import Light
from windowdesk.domain.states import CaseState
from windowdesk.services.case_filter import CaseFilter, FilterQuery, Period
from windowdesk.services.worklists import FindQuery, Queue, QueueQuery, Worklists

TODAY = date(2026, 11, 20)


def plans(crowd: Crowd, ask: Callable[[Worklists], object]) -> list[str]:
    return crowd.plans(lambda database: ask(database.lists))


Ask = Callable[[Worklists], object]


def ask_queue(query: QueueQuery, lists: Worklists) -> object:
    return lists.queue(query)


def ask_counts(queue: Queue, department: str, lists: Worklists) -> object:
    return lists.counts(queue, department, TODAY, TODAY)


QUEUES: dict[str, Ask] = {
    f"queue {queue} {'department' if department else 'all'} {paused}": partial(
        ask_queue,
        QueueQuery(queue, department, paused=paused, due_from=TODAY, due_before=TODAY),
    )
    for queue in Queue
    for department in ("", DEPARTMENT)
    for paused in (None, False, True)
}
COUNTS: dict[str, Ask] = {
    f"counts {queue} {'department' if department else 'all'}": partial(
        ask_counts, queue, department
    )
    for queue in Queue
    for department in ("", DEPARTMENT)
}
OTHERS: dict[str, Ask] = {
    "find by name": lambda lists: lists.find(FindQuery("段玉兰")),
    "find by one character": lambda lists: lists.find(FindQuery("段")),
    "find by initials": lambda lists: lists.find(FindQuery("DYL")),
    "find by number": lambda lists: lists.find(FindQuery("530399196001010020")),
    "find by last digits": lambda lists: lists.find(FindQuery("00137")),
    "find by phone": lambda lists: lists.find(FindQuery("13800000002")),
    "find by case number": lambda lists: lists.find(FindQuery("990322103-02-20261120-00001")),
    "find by paper": lambda lists: lists.find(FindQuery("云溪旧〔2025〕138号")),
    "recent": lambda lists: lists.recent("nobody", 10),
    "decided": lambda lists: lists.decided_today("clerk3", datetime(2027, 1, 1, tzinfo=NOW.tzinfo)),
    "unprinted": lambda lists: lists.unprinted("01"),
    "likely": lambda lists: lists.likely_parties("段玉", 5),
    "likely by number": lambda lists: lists.likely_parties("5303991960", 5),
    "row": lambda lists: lists.row(1),
    "by number": lambda lists: lists.by_number("1" * 24),
    "bundle": lambda lists: lists.bundle("YJS990322103202611200001"),
    "events": lambda lists: lists.events(1),
    "papers": lambda lists: lists.papers(1),
    "prints": lambda lists: lists.prints(1),
    "archived": lambda lists: lists.archived(1),
}


WEEK = Period(date(2026, 11, 2), date(2026, 11, 8))
FILTERS = {
    "none": CaseFilter(),
    "village": CaseFilter(village="990322103210"),
    "item": CaseFilter(item_id="item-3"),
    "open state": CaseFilter(state=CaseState.SUSPENDED),
    "resting state": CaseFilter(state=CaseState.ARCHIVED),
    "department": CaseFilter(department=DEPARTMENT),
    "window": CaseFilter(window="02"),
    "holder": CaseFilter(holder="clerk1"),
    "received": CaseFilter(received=WEEK),
    "accepted": CaseFilter(accepted=WEEK),
    "decided": CaseFilter(decided=WEEK),
    "decided in a long time": CaseFilter(decided=Period(date(2026, 1, 1), date(2026, 12, 31))),
    **{f"light {light}": CaseFilter(light=light) for light in Light},
    "village, item, state": CaseFilter(
        village="990322103210", item_id="item-3", state=CaseState.ARCHIVED
    ),
    "name and village": CaseFilter(text="段玉兰", village="990322103210"),
    "one character and item": CaseFilter(text="段", item_id="item-3"),
    "paper and light": CaseFilter(text="云溪旧〔2025〕138号", light=Light.BLUE),
    "pickup code": CaseFilter(text="000137"),
    "all of it": CaseFilter(
        "530399",
        "990322103210",
        "item-3",
        CaseState.SUSPENDED,
        Light.GREY,
        *(WEEK, WEEK, WEEK),
        *(DEPARTMENT, "02", "clerk1"),
    ),
}


def ask_filter(wanted: CaseFilter, lists: Worklists) -> object:
    return lists.filtered(FilterQuery(wanted, TODAY, scan=50))


def ask_count(wanted: CaseFilter, lists: Worklists) -> object:
    return lists.count_filtered(FilterQuery(wanted, TODAY, scan=50))


FOUND: dict[str, Ask] = {
    f"{verb} {name}": partial(ask, wanted)
    for name, wanted in FILTERS.items()
    for verb, ask in (("filter by", ask_filter), ("count", ask_count))
} | {"phones": lambda lists: lists.phones(["1" * 24])}


@pytest.mark.parametrize("name", [*QUEUES, *COUNTS, *OTHERS, *FOUND])
def test_a_list_reads_an_index(crowd: Crowd, name: str) -> None:
    for plan in plans(crowd, (QUEUES | COUNTS | OTHERS | FOUND)[name]):
        assert not crowd.whole.search(plan), plan


@pytest.mark.parametrize("period", ["accepted", "decided"])
def test_a_short_period_is_walked_by_its_own_index(crowd: Crowd, period: str) -> None:
    (page, *_bounds) = plans(crowd, FOUND[f"filter by {period}"])
    assert f"ix_case__{period}" in page


@pytest.mark.parametrize("name", QUEUES)
def test_a_page_of_a_queue_comes_in_order(crowd: Crowd, name: str) -> None:
    for plan in plans(crowd, QUEUES[name]):
        assert not crowd.sort.search(plan), plan


def test_a_crowd_is_paged_without_a_gap(crowd: Crowd) -> None:
    lists = crowd.database.lists
    query = QueueQuery(Queue.RECEIVED, limit=150)
    pages = [lists.queue(query)]
    while pages[-1]:
        pages.append(lists.queue(QueueQuery(Queue.RECEIVED, after=pages[-1][-1], limit=150)))
    rows = [row for page in pages for row in page]
    assert len({row.case_id for row in rows}) == len(rows) == 400
    order = [(row.due_on, row.case_id) for row in rows]
    assert order == sorted(order, key=str)


def test_counts_stop_at_a_thousand(crowd: Crowd) -> None:
    counts = crowd.database.lists.counts(Queue.REVIEW, "", TODAY, TODAY)
    assert counts.total == 801
    assert counts.grey == 400
    assert counts.red + counts.amber + counts.green == 401


def test_a_search_shows_the_newest_first_and_goes_on(crowd: Crowd) -> None:
    lists = crowd.database.lists
    first = lists.find(FindQuery("530399", limit=30))
    second = lists.find(FindQuery("530399", after=first[-1], limit=30))
    ids = [row.case_id for row in (*first, *second)]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 60
