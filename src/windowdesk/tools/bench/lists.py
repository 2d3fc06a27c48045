"""What pages of queues, counters and searches cost beside the same SQL on the bare driver."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from windowdesk.domain.calendar import ONE_DAY
from windowdesk.persistence.by_hand import open_reading
from windowdesk.services.worklists import FindQuery, Queue, QueueQuery
from windowdesk.tools.bench.ground import Ground
from windowdesk.tools.bench.measure import Line, absolute, at_most, in_turns, seconds_of
from windowdesk.tools.demo_centre import DEMO_CENTRE

_ROUNDS = 200
_PAGE_MOST, _FIND_MOST, _COUNT_MOST_MS = 2.0, 3.0, 5.0
_PAGE = (
    "SELECT case_id, number, state, item_name, service_type, applicant_name, id_masked, village,"
    " department, due_on, received_at, holder, holder_name, claimed_until, accepter_name,"
    " provisional, accepted_at, decided_at, service_window, amber_on, statutory_on, step_due_on"
    " FROM case_"
)
_QUEUE = (
    f"{_PAGE} WHERE centre = ? AND desk = 'review' AND desk <> '' ORDER BY due_on, case_id LIMIT 50"
)
_FOUND = (
    f"{_PAGE} WHERE case_id IN (SELECT seq FROM case_key WHERE centre = ? AND key >= ? AND key < ?"
    " ORDER BY seq DESC LIMIT 51) ORDER BY case_id DESC LIMIT 50"
)

Query = Callable[[], object]


def lists(ground: Ground) -> Iterator[Line]:
    """Measure lists on an SQLite file."""
    lookups = ground.approver.database.lists
    with open_reading(Path(ground.settings.database)) as ask:

        def raw(statement: str, *values: str) -> Query:
            return partial(ask, statement, (DEMO_CENTRE.code, *values))

        times = in_turns(lambda: lookups.queue(QueueQuery(Queue.REVIEW)), raw(_QUEUE), _ROUNDS)
        yield at_most(f"审批队列一页，{ground.cases} 件", times, _PAGE_MOST)
        first = lookups.queue(QueueQuery(Queue.REVIEW))
        sought = lookups.row(first[-1].case_id)
        assert sought is not None  # noqa: S101  it was just read
        for name, typed, low, high in _searches(sought.number, sought.applicant_name):
            ours = partial(lookups.find, FindQuery(typed))
            times = in_turns(ours, raw(_FOUND, low, high), _ROUNDS)
            yield at_most(f"按{name}查，{ground.cases} 件", times, _FIND_MOST)
    today = ground.clerk.lookup.today()
    soon = ground.clerk.calendar.next_workday(today + ONE_DAY) + timedelta(days=1)
    taken = seconds_of(lambda: lookups.counts(Queue.REVIEW, "", today, soon), _ROUNDS)
    yield absolute(f"各灯计数，{ground.cases} 件", taken, _COUNT_MOST_MS, "ms")


def _searches(number: str, name: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is typed and the range of keys that it means."""
    for label, typed, key in (
        ("姓名", name, f"n{name}"),
        ("姓名的两个字", name[:2], f"n{name[:2]}"),
        ("办件编号", number, f"c{number}"),
        ("末五位", number[-5:], f"d{number[-5:]}"),
    ):
        yield label, typed, key, f"{key}\U0010ffff"
