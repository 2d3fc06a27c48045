"""安排代班 by keys: at the approval desk of the head, and in 系统 of an administrator."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks, demo_desks
from tests.ui.seats import Seat, sit
from windowdesk.domain.duties import Role
from windowdesk.tools.demo_centre import ADMIN, APPROVER, REVIEWERS
from windowdesk.ui.stand_in_sheet import StandInSheet
from windowdesk.ui.theme import Theme

HEAD = "yl-0402"
ALT = Qt.KeyboardModifier.AltModifier
K = Qt.Key
LAST = NOW.date() + timedelta(days=2)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def head(theme: Theme, qtbot: QtBot, desks: DemoDesks) -> Seat:
    return sit(theme, qtbot, desks, HEAD)


def opened(seat: Seat) -> StandInSheet:
    seat.press(K.Key_W, ALT)
    sheet = seat.window.sheets.current
    assert isinstance(sheet, StandInSheet)
    return sheet


def order(seat: Seat) -> None:
    sheet = opened(seat)
    sheet.absent.set_value(APPROVER)
    sheet.absent.edited.emit(APPROVER)
    sheet.deputy.set_value(HEAD)
    sheet.last_on.set_day(LAST)
    sheet.reason.set_value("下乡")
    seat.press(K.Key_F9)


def test_the_head_orders_a_deputy_and_ends_the_order(head: Seat, desks: DemoDesks) -> None:
    order(head)
    assert head.window.sheets.current is None
    (row,) = desks.session(ADMIN).stand_ins.all()
    assert (row.order.absent, row.order.deputy, row.order.last_on) == (APPROVER, HEAD, LAST)
    sheet = opened(head)
    assert sheet.orders.isVisible()
    head.press(K.Key_J, ALT)
    assert head.window.sheets.current is None
    (row,) = desks.session(ADMIN).stand_ins.all()
    assert row.is_over


def test_f9_goes_to_the_first_gap(head: Seat) -> None:
    sheet = opened(head)
    head.press(K.Key_F9)
    assert head.window.sheets.current is sheet
    assert sheet.absent.fault()


def test_only_who_sees_the_same_cases_is_offered(head: Seat) -> None:
    sheet = opened(head)
    sheet.absent.set_value(REVIEWERS["民政"])
    sheet.absent.edited.emit(REVIEWERS["民政"])
    offered = [sheet.deputy.combo.itemText(n) for n in range(sheet.deputy.combo.count())]
    assert not any("农业农村" in text for text in offered)
    assert any("全中心" in text for text in offered)


def test_who_orders_nobody_has_neither_key_nor_button(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, APPROVER)
    seat.press(K.Key_W, ALT)
    assert seat.window.sheets.current is None
    assert Role.HEAD not in seat.session.account.roles


def test_an_order_that_cannot_be_keeps_what_was_written(head: Seat) -> None:
    order(head)
    order(head)
    sheet = head.window.sheets.current
    assert isinstance(sheet, StandInSheet)
    assert "已经有人代他" in sheet.first_on.fault()
    assert sheet.reason.value() == "下乡"
