import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.databases import QUICK_CHECK, Desks
from tests.factories import PASSWORD, make_calendar
from tests.persistence.acts import accept
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.persistence.gates import SqliteGate
from windowdesk.persistence.open_database import OpenDatabase

DESKS_AT_ONCE = 4
ACTS_EACH = 6


def take(database: OpenDatabase, lines: Sequence[str], *, keep: bool = True) -> dict[str, int]:
    with database.unit_of_work() as uow:
        taken = dict(uow.numbers.take(lines))
        if keep:
            uow.commit()
    return taken


@given(
    acts=st.lists(
        st.tuples(
            st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True), st.booleans()
        ),
        max_size=20,
    )
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_line_counts_what_was_kept_and_nothing_else(
    clerk: OpenDatabase, acts: list[tuple[list[str], bool]]
) -> None:
    before = {line.line: line.last for line in clerk.ledger.lines()}
    counted = dict(before)
    for lines, keep in acts:
        taken = take(clerk, lines, keep=keep)
        assert taken == {line: counted.get(line, 0) + 1 for line in lines}
        if keep:
            counted |= taken
    assert {line.line: line.last for line in clerk.ledger.lines()} == counted


def test_desks_at_once_take_every_number_once(desks: Desks) -> None:
    """The lines are asked for in opposite orders: sorted inside, they cannot lock each other."""
    database = desks.log_in()
    orders = (["a", "b", "c"], ["c", "b", "a"])

    def work(desk: int) -> list[dict[str, int]]:
        return [take(database, orders[desk % 2], keep=n % 3 != 0) for n in range(ACTS_EACH)]

    with ThreadPoolExecutor(DESKS_AT_ONCE) as pool:
        taken = [one for many in pool.map(work, range(DESKS_AT_ONCE)) for one in many]
    assert len(taken) == DESKS_AT_ONCE * ACTS_EACH
    kept = DESKS_AT_ONCE * (ACTS_EACH - ACTS_EACH // 3)
    assert {line.line: line.last for line in database.ledger.lines()} == dict.fromkeys("abc", kept)


def test_acts_at_once_leave_no_gap_and_no_double(desks: Desks) -> None:
    database = desks.log_in()

    def work(desk: int) -> list[str]:
        return [
            accept(database, 100 * desk + n).case.number.digits for n in range(1, ACTS_EACH + 1)
        ]

    with ThreadPoolExecutor(DESKS_AT_ONCE) as pool:
        numbers = [one for many in pool.map(work, range(DESKS_AT_ONCE)) for one in many]
    serials = sorted(int(number[-5:]) for number in numbers)
    assert serials == list(range(1, DESKS_AT_ONCE * ACTS_EACH + 1))
    papers = sorted((one.line, one.serial) for one in database.ledger.documents())
    lines = {line for line, _ in papers}
    assert papers == [(line, n) for line in sorted(lines) for n in serials]


def take_in_a_process(path: Path, desk: int) -> list[int]:
    gate = SqliteGate(path, make_calendar(), check=QUICK_CHECK, busy_seconds=30.0)
    _, database = gate.log_in("clerk", PASSWORD)
    try:
        return [take(database, ["a"])["a"] for _ in range(ACTS_EACH)]
    finally:
        database.close()


def test_programs_at_once_on_one_file(sqlite: Desks) -> None:
    assert sqlite.path is not None
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawned) as pool:
        taken = list(pool.map(partial(take_in_a_process, sqlite.path), range(2)))
    assert sorted(taken[0] + taken[1]) == list(range(1, 2 * ACTS_EACH + 1))


def test_a_centre_goes_on_from_its_paper_numbers(desks: Desks) -> None:
    admin, clerk = desks.log_in(Role.ADMIN), desks.log_in()
    with admin.unit_of_work() as uow:
        uow.numbers.start_at("paper", 38)
        uow.numbers.start_at("paper", 138)
        uow.commit()
    assert take(clerk, ["paper"]) == {"paper": 138}
    with admin.unit_of_work() as uow, pytest.raises(DomainError, match="已经用过"):
        uow.numbers.start_at("paper", 1)
    with admin.unit_of_work() as uow, pytest.raises(DomainError, match="从 1 起"):
        uow.numbers.start_at("other", 0)


def test_one_line_gives_one_number_in_an_act(clerk: OpenDatabase) -> None:
    with clerk.unit_of_work() as uow, pytest.raises(ValueError, match="one number"):
        uow.numbers.take(["a", "a"])
