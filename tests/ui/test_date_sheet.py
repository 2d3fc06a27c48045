"""更正日期 by keyboard: the head puts a date right, both due dates stand on page and proof."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.date_sheet import DateSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn_list import TurnListSheet

HEAD = "yl-0402"
KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Seat:
    """The head before the page of a case."""

    def __init__(self, window: MainWindow, page: CasePage, session: Session, case_id: int) -> None:
        self.window, self.page, self.session, self.case_id = window, page, session, case_id

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def write(self, text: str) -> None:
        self.press(KEY.Key_A, CTRL)
        QTest.keyClicks(self.focus(), text)

    def go_to(self, name: str) -> None:
        for _ in range(40):
            if self.focus().accessibleName() == name:
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(name)

    def sheet(self) -> DateSheet:
        """Open 更正日期 by the list of further turns."""
        self.press(KEY.Key_B, ALT)
        listed = self.window.sheets.current
        assert isinstance(listed, TurnListSheet)
        listed.chosen.emit(Move.CORRECT_DATE)
        sheet = self.window.sheets.current
        assert isinstance(sheet, DateSheet)
        return sheet

    def texts(self) -> str:
        return "\n".join(one.text() for one in self.page.findChildren(QLabel))

    @staticmethod
    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def seat(theme: Theme, qtbot: QtBot, desks: DemoDesks, notifier: RecordingNotifier) -> Seat:
    session = desks.session(HEAD)
    kit = Kit(theme, Assets(), RunNow(), notifier)
    watch = PrintWatch(kit, session)
    spec = ScreenSpec("case", "查询", "search", 1, lambda: CasePage(kit, session, watch))
    sitting = Sitting(session.account.name, "", session.centre.name, lambda: NOW)
    window = MainWindow(kit, sitting, (spec,), lambda _password: None)
    watch.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
    page = window.visit("case")
    assert isinstance(page, CasePage)
    rows = session.database.lists.queue(QueueQuery(Queue.REVIEW))
    row = next(row for row in rows if row.state is CaseState.PROPOSED)
    page.open(row.case_id)
    return Seat(window, page, session, row.case_id)


def test_the_head_puts_a_date_right_and_both_stay_in_sight(
    seat: Seat,
) -> None:
    before = seat.session.lookup.case(seat.case_id)
    assert before.case.accepted_at is not None
    assert before.promise is not None
    accepted = local_date(before.case.accepted_at)
    sheet = seat.sheet()
    seat.go_to("应当是哪天")
    seat.write(local_date(NOW).isoformat())
    assert f"到期日 {short_date(before.promise.due)} → " in sheet.moved.text()
    seat.press(KEY.Key_F9)  # too early: it goes to the first gap
    assert seat.focus().accessibleName().startswith("凭据")
    sheet.evidence.set_value("收件登记簿第 3 页")
    seat.press(KEY.Key_F9)
    assert seat.focus().accessibleName() == "为什么更正"
    sheet.reason.set_value("登记时写错了一天")
    seat.press(KEY.Key_F9)
    after = seat.session.lookup.case(seat.case_id)
    assert after.promise is not None
    assert after.promise.start == local_date(NOW) != accepted
    (kept,) = after.case.turns.dates
    assert (kept.due_before, kept.due_after) == (before.promise.due, after.promise.due)
    assert f"原到期日 {short_date(before.promise.due)}" in seat.texts()
    assert "逐日加过，对得上。" in seat.texts()
    newest = next(one for one in seat.page.story.entries if one.title == "更正日期")
    assert f"到期日 {short_date(before.promise.due)} → " in newest.detail


def test_what_makes_a_case_late_is_red_before_it_is_done(seat: Seat) -> None:
    sheet = seat.sheet()
    sheet.which.set_value("received")
    sheet.which.edited.emit("received")
    early = local_date(NOW) - timedelta(days=60)
    seat.go_to("应当是哪天")
    seat.write(early.isoformat())
    assert "更正后是超期的" in sheet.moved.text()
    assert "依法自收件之日起即为受理" in sheet.told.text()
    assert sheet.moved.property("tone") == "red"


def test_a_day_that_cannot_be_is_told_at_once(seat: Seat) -> None:
    sheet = seat.sheet()
    seat.go_to("应当是哪天")
    seat.write("2026-01-05")
    assert sheet.moved.text() == ""
    assert "受理不能早于收件" in sheet.told.text()
    assert seat.session.lookup.case(seat.case_id).case.turns.dates == ()
