"""Complaint i28: window staff retype everything in a second system."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import REVIEWER, DemoDesks, demo_desks
from tests.ui.test_acceptance_desk import KNOWN, subsidy_until_f9
from windowdesk.domain.duties import Act
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.copy_sheet import CopySheet
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.theme import Theme

ESC, F9 = Qt.Key.Key_Escape, Qt.Key.Key_F9


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    return sit_down(qtbot, theme, notifier, desks)


def _open_sheet(counter: Counter) -> CopySheet:
    counter.press(Qt.Key.Key_T, ALT)
    (sheet,) = counter.window.findChildren(CopySheet)
    assert sheet.list.hasFocus()
    return sheet


def _clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_i28_one_key_each_copies_the_fields_in_the_order_of_the_other_system(
    counter: Counter,
) -> None:
    subsidy_until_f9(counter)
    counter.press(F9)
    sheet = _open_sheet(counter)
    copied = []
    for entry in sheet.lines.entries:
        assert not entry.done
        counter.press(ENTER)
        copied.append(_clipboard())
    assert copied[:2] == ["段桂兰", KNOWN.id_number]
    assert "肢体残疾 一级" in copied
    assert copied == [entry.line.text for entry in sheet.lines.entries]
    assert all(entry.done for entry in sheet.lines.entries)


def test_i28_nothing_stays_on_the_clipboard_after_leaving(counter: Counter) -> None:
    subsidy_until_f9(counter)
    counter.press(F9)
    _open_sheet(counter)
    counter.press(Qt.Key.Key_Down)
    counter.press(Qt.Key.Key_Space)
    assert _clipboard() == KNOWN.id_number
    counter.press(ESC)
    assert _clipboard() == ""
    assert counter.where() == "证件号码"


def test_i28_what_somebody_else_copied_meanwhile_is_left_alone(counter: Counter) -> None:
    subsidy_until_f9(counter)
    counter.press(F9)
    _open_sheet(counter)
    counter.press(ENTER)
    QGuiApplication.clipboard().setText("别的程序的")
    counter.press(ESC)
    assert _clipboard() == "别的程序的"


def test_i28_the_look_is_logged_and_needs_the_duty(desks: DemoDesks, counter: Counter) -> None:
    subsidy_until_f9(counter)
    counter.press(F9)
    (receipt,) = counter.receipts
    clerk = desks.session(CLERK)
    found = clerk.copy_out.sheet(receipt.case_id)
    assert any(line.text == KNOWN.id_number for line in found.lines)
    with closing(sqlite3.connect(str(desks.house.settings.database))) as file:
        rows = file.execute(
            "SELECT login, subject FROM audit_log WHERE act = 'copy_out'"
        ).fetchall()
    assert rows == [(CLERK, receipt.number.replace("-", ""))]
    other = desks.session(REVIEWER)
    withheld = other.copy_out.sheet(receipt.case_id)
    if not other.account.may(Act.SEE_FULL_ID):
        assert "证件号码" in withheld.withheld
        assert not any(line.is_number for line in withheld.lines)


def test_i28_without_a_case_the_key_says_so(counter: Counter) -> None:
    counter.press(Qt.Key.Key_T, ALT)
    assert any("还没有办完的件" in text for text in counter.notifier.lines)
