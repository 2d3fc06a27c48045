"""A seed obeys all rules, and the bench measures what it says on it."""

from datetime import datetime
from pathlib import Path

import pytest

from windowdesk.domain.local_time import SHANGHAI
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.settings import Settings
from windowdesk.tools.backup import back_up
from windowdesk.tools.bench.ground import bench_settings, open_ground
from windowdesk.tools.bench.measure import Budget, Line, Times, absolute, at_least, at_most
from windowdesk.tools.bench.run import Wanted, bench
from windowdesk.tools.seed import seed_file

END = datetime(2026, 11, 20, 16, 30, tzinfo=SHANGHAI)
CASES = 400


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "seed.db"
    done = seed_file(path, CASES, END)
    assert done.cases == CASES
    return path


def test_verify_finds_nothing_in_a_seed(seeded: Path) -> None:
    """A backup counts only where verify is clean."""
    record = back_up(Settings(data=seeded.parent, database=str(seeded)), END)

    assert (record.cases, record.is_good) == (CASES, True)


def test_a_seed_has_cases_at_every_desk_and_people_who_came_again(seeded: Path) -> None:
    with open_ground("SQLite", CASES, bench_settings(seeded.parent, str(seeded))) as ground:
        lists = ground.approver.database.lists
        waiting = {q: lists.queue(QueueQuery(q, limit=CASES)) for q in Queue}
        again = {row.applicant_name for row in waiting[Queue.ISSUE]}

    assert all(waiting[queue] for queue in (Queue.RECEIVED, Queue.REVIEW, Queue.ISSUE))
    assert again


def test_the_same_seed_tells_the_same_cases(seeded: Path, tmp_path: Path) -> None:
    other = tmp_path / "again.db"
    seed_file(other, CASES, END)
    rows = []
    for path in (seeded, other):
        with open_ground("SQLite", CASES, bench_settings(path.parent, str(path))) as ground:
            page = ground.approver.database.lists.queue(QueueQuery(Queue.REVIEW))
            rows.append([(row.number, row.applicant_name, row.due_on) for row in page])

    assert rows[0] == rows[1]


def test_the_bench_tells_a_line_for_lists_and_acts() -> None:
    lines: list[Line] = []

    bench(Wanted(120, "", "", frozenset(("lists", "acts", "records"))), lines.append)

    told = " ".join(line.act for line in lines)
    for word in (
        "装入",
        "队列",
        "姓名",
        "末五位",
        "收件并受理",
        "决定一件",
        "签名码",
        "二维码",
        "证据包",
        "原件清单",
        "文书台账",
    ):
        assert word in told
    assert all(line.ms > 0 and line.value > 0 for line in lines)


@pytest.mark.parametrize(
    ("line", "value", "keeps"),
    [
        (at_most("x", Times([2.0, 2.0], [1.0, 1.0]), 2.0), 2.0, True),
        (at_most("x", Times([2.1, 2.1], [1.0, 1.0]), 2.0), 2.1, False),
        (at_least("x", Times([2.0, 2.0], [1.0, 1.0]), 0.5), 0.5, True),
        (at_least("x", Times([2.5, 2.5], [1.0, 1.0]), 0.5), 0.4, False),
        (absolute("x", [0.004, 0.004], 5.0, "ms"), 4.0, True),
        (absolute("x", [6e-6], 5.0, "µs"), 6.0, False),
    ],
)
def test_a_budget_is_kept_or_not(line: Line, value: float, keeps: bool) -> None:
    assert line.value == pytest.approx(value)
    assert line.keeps is keeps


def test_noise_is_how_the_raw_way_changed() -> None:
    assert Times([1.0] * 4, [1.0, 1.0, 1.5, 1.5]).noise == pytest.approx(0.5)
    assert Budget(0.4, at_least=True).text.startswith("≥ 0.4")
