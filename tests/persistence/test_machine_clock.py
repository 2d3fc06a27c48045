from datetime import timedelta

import pytest

from tests.databases import Desks, SettableClock
from tests.factories import NOW
from tests.persistence.acts import accept
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.machine_clock import MachineClock, machine_source

DAY = timedelta(days=1)


@pytest.mark.parametrize("closed_for", [timedelta(0), timedelta(hours=1), 9 * DAY, 400 * DAY])
def test_a_desk_opens_again_however_long_it_was_closed(closed_for: timedelta) -> None:
    clock = SettableClock()
    machine = MachineClock(clock.source)
    clock.go_on(closed_for)
    assert machine.now(NOW) == NOW + closed_for


@pytest.mark.parametrize(
    ("jump", "told"), [(2 * DAY, "跳快了 2 天"), (-2 * DAY, "跳慢了 2 天"), (-DAY / 2, "还早")]
)
def test_a_clock_that_was_turned_stops_the_desk(jump: timedelta, told: str) -> None:
    clock = SettableClock()
    machine = MachineClock(clock.source)
    clock.set_to(NOW + jump)
    with pytest.raises(EnvironmentProblem, match=told):
        machine.now(NOW)
    clock.set_to(NOW)
    assert machine.now(NOW) == NOW


def test_a_small_correction_is_no_jump() -> None:
    clock = SettableClock()
    machine = MachineClock(clock.source)
    clock.set_to(NOW + timedelta(hours=8))
    assert machine.now(NOW) == clock.wall


def test_the_clocks_of_this_machine_go_forward() -> None:
    source = machine_source()
    machine = MachineClock(source)
    assert machine.now(None) <= machine.now(None)
    assert source.steady() <= source.steady()


def test_no_act_is_dated_before_the_last_event(sqlite: Desks) -> None:
    database = sqlite.log_in()
    accept(database)
    assert sqlite.clock is not None
    sqlite.clock.set_to(NOW - timedelta(minutes=5))
    with database.unit_of_work() as uow, pytest.raises(EnvironmentProblem, match="先停止受理"):
        uow.now()
