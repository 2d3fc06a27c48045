"""verify: what lists read beside a case is what the case gives."""

import sqlite3
from contextlib import closing

import pytest

from tests.services.counter import OTHER_DEPARTMENT, Counter
from windowdesk.services.verification import Fault, Verification


def faults(counter: Counter) -> list[Fault]:
    return list(Verification(counter.at("head").bench).run().faults)


def past_the_program(counter: Counter, *statements: str) -> None:
    path = counter.desks.path
    assert path is not None
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def waiting(counter: Counter) -> Counter:
    """Return a counter with a case whose originals lie at the window and that asks a department."""
    case_id = counter.accepted()
    counter.at("reviewer").approval.claim(case_id)
    today = counter.at().lookup.today()
    counter.at("reviewer").opinions.ask(case_id, [OTHER_DEPARTMENT], "是否占用耕地", today)
    assert counter.count("case_todo") == 1
    assert counter.count("custody") > 0
    assert faults(counter) == []
    return counter


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM case_todo", "待办提醒"),
        ("UPDATE case_todo SET department = ''", "待办提醒"),
        ("DELETE FROM custody", "原件保管清单"),
        ("UPDATE custody SET holder = 'issuer'", "原件保管清单"),
        ("UPDATE custody SET place = '别处'", "原件保管清单"),
    ],
)
def test_a_line_that_was_taken_away_or_changed_is_named(
    waiting: Counter, statement: str, told: str
) -> None:
    past_the_program(waiting, statement)
    (fault,) = faults(waiting)
    assert (fault.kind, told in fault.text) == ("derived", True)
