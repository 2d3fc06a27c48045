"""小票 at the acceptance desk: one key after an act, where there is a printer for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.acceptance_counter import ALT, Counter, sit_down
from tests.ui.desks import QUEUE, DemoDesks, demo_desks
from tests.ui.test_acceptance_desk import F9, subsidy_until_f9
from windowdesk.services.press import PrinterChoice
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.theme import Theme

J = Qt.Key.Key_J


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    return sit_down(qtbot, theme, notifier, desks)


def put_up_a_roll(counter: Counter) -> None:
    counter.session.sheets.choose(PrinterChoice(QUEUE, {"receipt_slip": QUEUE}))


def buttons(counter: Counter) -> list[str]:
    shown = counter.desk.pane.done.findChildren(QPushButton)
    return [button.text() for button in shown if button.isVisibleTo(counter.desk)]


def test_the_key_prints_a_slip_of_the_case_just_done(counter: Counter, desks: DemoDesks) -> None:
    put_up_a_roll(counter)
    subsidy_until_f9(counter)
    counter.press(F9)
    assert "小票" in buttons(counter)
    assert len(desks.tray.papers) == 1
    counter.press(J, ALT)
    assert len(desks.tray.papers) == 2
    assert counter.notifier.lines[-1] == "小票已送小票打印机。"
    assert counter.where() == "证件号码"


def test_a_slip_that_did_not_come_out_waits_in_a_banner(counter: Counter, desks: DemoDesks) -> None:
    put_up_a_roll(counter)
    subsidy_until_f9(counter)
    counter.press(F9)
    desks.tray.broken = "没有纸"
    counter.press(J, ALT)
    banner = counter.notifier.banners["receipt_slip"]
    assert "没有纸" in banner.text
    desks.tray.broken = ""
    (again,) = banner.acts
    again.run()
    assert "receipt_slip" not in counter.notifier.banners
    assert len(desks.tray.papers) == 2


def test_without_a_roll_nothing_is_offered_and_the_key_says_why(
    counter: Counter, desks: DemoDesks
) -> None:
    counter.press(J, ALT)
    assert "还没有刚办完的件" in counter.notifier.lines[-1]
    subsidy_until_f9(counter)
    counter.press(F9)
    assert "小票" not in buttons(counter)
    counter.press(J, ALT)
    assert len(desks.tray.papers) == 1
    said = [
        *counter.notifier.lines,
        *(one.title + one.text for one in counter.notifier.banners.values()),
    ]
    assert any("没有小票打印机" in line for line in said)
