"""windowdesk seed: a centre full of made-up cases, to see how the program bears years of work."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

from windowdesk.assets import Assets
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.persistence.bulk import BulkLoad, into_file, into_server
from windowdesk.persistence.case_text import case_text
from windowdesk.persistence.custody_rows import custody_values
from windowdesk.persistence.founding import Founding, found_postgres, found_sqlite
from windowdesk.persistence.rows import case_values, event_values, party_values
from windowdesk.services.calendar_content import load_calendar
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.content import load_pinyin
from windowdesk.services.search_index import SearchIndex
from windowdesk.tools.demo_centre import DEMO_ACCOUNTS, DEMO_CENTRE, DEMO_PASSWORD
from windowdesk.tools.seed_people import people
from windowdesk.tools.seed_story import Story, Told

_BEGAN = date(2010, 1, 1)
SEED = 20261120

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Seeded:
    """What was made, the seconds that it took without founding, and those of writing alone."""

    cases: int
    people: int
    rows: int
    seconds: float
    writing_seconds: float


@dataclass(frozen=True)
class _Order:
    """How many cases, until when, how many a working day, and whom to tell how far it is."""

    cases: int
    end: datetime
    a_day: int
    on_progress: OnProgress


def no_word(_done: int, _of: int) -> None:
    """Say nothing."""


def seed_file(
    path: Path, cases: int, end: datetime, *, a_day: int = 60, on_progress: OnProgress = no_word
) -> Seeded:
    """Found a demo centre in a new file and fill it with ``cases`` cases up to ``end``."""
    items = _items(Assets())
    found_sqlite(path, _founding(items))
    return _fill(lambda: into_file(path), items, _Order(cases, end, a_day, on_progress))


def seed_server(
    owner_url: str, cases: int, end: datetime, *, a_day: int = 60, on_progress: OnProgress = no_word
) -> Seeded:
    """Found a demo centre in a database on a server and fill it."""
    items = _items(Assets())
    found_postgres(owner_url, _founding(items))
    return _fill(lambda: into_server(owner_url), items, _Order(cases, end, a_day, on_progress))


def _founding(items: Sequence[Item]) -> Founding:
    accounts = tuple((account, DEMO_PASSWORD) for account in DEMO_ACCOUNTS)
    return Founding(DEMO_CENTRE, accounts, items)


def _items(assets: Assets) -> tuple[Item, ...]:
    """Return the demo's items, the published ones in force since long ago."""
    return tuple(
        replace(item, effective_from=_BEGAN) if item.state is ItemState.PUBLISHED else item
        for item in load_catalogue(assets, demo=True)
    )


def _fill(
    opened: Callable[[], AbstractContextManager[BulkLoad]],
    items: Sequence[Item],
    order: _Order,
) -> Seeded:
    assets = Assets()
    random = Random(SEED)  # noqa: S311  the same cases each time, nothing secret
    calendar = load_calendar(assets)
    story = Story(
        centre=DEMO_CENTRE,
        staff=DEMO_ACCOUNTS,
        items=[item for item in items if item.state is ItemState.PUBLISHED],
        people=people(random),
        calendar=calendar,
        end=order.end,
        random=random,
    )
    index = SearchIndex(load_pinyin(assets))
    begun = time.perf_counter()
    newcomers = done = 0
    with opened() as load:
        for day, many in story.days(order.cases, order.a_day):
            for told in story.day(day, many):
                newcomers += told.newcomer is not None
                _add(load, told, index, calendar)
            done += many
            order.on_progress(done, order.cases)
        load.add("number_line", _lines(story))
        load.flush()
    seconds = time.perf_counter() - begun
    return Seeded(done, newcomers, load.written, seconds, load.seconds)


def _lines(story: Story) -> Iterator[dict[str, object]]:
    for line, last in story.lines.items():
        yield {"centre": DEMO_CENTRE.code, "line": line, "first": 1, "last": last}


def _add(load: BulkLoad, told: Told, index: SearchIndex, calendar: WorkCalendar) -> None:
    case, code = told.case, DEMO_CENTRE.code
    if told.newcomer is not None:
        load.add("party", [{**party_values(told.newcomer, code), "version": 1}])
        seq = int(told.newcomer.id)
        keys = sorted(set(index.party_keys(told.newcomer)))
        load.add("party_key", ({"centre": code, "key": key, "seq": seq} for key in keys))
    body = case_text(case)
    case.bind_body(sha256(body.encode()).hexdigest())
    load.add("case_", [{**case_values(case, calendar, body), "version": 1}])
    load.add("case_event", (event_values(e, code, case.department) for e in case.new_events))
    load.add("custody", custody_values(case))
    place = {"centre": code, "seq": case.case_id, "department": case.department}
    load.add("case_key", ({**place, "key": key} for key in sorted(set(index.case_keys(case)))))
