"""The page 日历 by keyboard: years, the notice pasted and read back, open cases moved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.cli.test_calendars import NOTICE
from tests.ui.test_system_desk import ALT, KEY, Seat, desks, seat
from windowdesk.ui.calendar_import_sheet import CalendarImportSheet
from windowdesk.ui.fields import TextField
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.redating import RedateSheet
from windowdesk.ui.start_day_sheet import StartDaySheet
from windowdesk.ui.system_calendar import CalendarSection

__all__ = ["desks", "seat"]


@pytest.fixture
def page(seat: Seat) -> CalendarSection:
    seat.press(KEY.Key_9, ALT)
    section = seat.screen.section
    assert isinstance(section, CalendarSection)
    return section


def texts(widget: CalendarSection | CalendarImportSheet) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def paste(sheet: CalendarImportSheet, text: str) -> None:
    QApplication.clipboard().setText(text)
    sheet.text.take_focus()


def test_a_year_that_is_not_announced_says_so_in_amber(seat: Seat, page: CalendarSection) -> None:
    assert "2026 年　工作日 248 个" in texts(page)
    seat.press(KEY.Key_Up)
    assert "2027 年" in texts(page)
    assert "还没公布，暂按周末推算，到期日都是暂定" in texts(page)


def test_a_pasted_notice_is_read_back_before_it_holds(
    seat: Seat, page: CalendarSection, notifier: RecordingNotifier
) -> None:
    seat.press(KEY.Key_F2)
    sheet = seat.desk.window.sheets.current
    assert isinstance(sheet, CalendarImportSheet)
    paste(sheet, NOTICE)
    seat.press(KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    seat.press(KEY.Key_F9)
    assert sheet.table.model().rowCount() == 8
    assert "2027 年：放假 27 天，调休上班 4 天。" in texts(sheet)
    assert seat.session.calendars.year(2027).version == 0
    seat.press(KEY.Key_F9)
    assert seat.session.calendars.year(2027).version == 1
    assert any("2027 年的日历存好了" in line for line in notifier.lines)
    assert "2027 年　工作日" in texts(page)


def test_a_wrong_line_is_told_and_nothing_is_stored(seat: Seat, page: CalendarSection) -> None:
    seat.press(KEY.Key_F2)
    sheet = seat.desk.window.sheets.current
    assert isinstance(sheet, CalendarImportSheet)
    sheet.text.set_value(NOTICE.replace("（周五）至3日", "（周四）至3日"))
    seat.press(KEY.Key_F9)
    first = sheet.table.model().index(0, 1).data()
    assert "2027年1月1日是周五，写的是周四" in first
    assert "1 处不对，还不能存" in texts(sheet)
    seat.press(KEY.Key_F9)
    assert seat.session.calendars.year(2027).version == 0
    assert isinstance(QApplication.focusWidget().parent(), TextField) or sheet.text.hasFocus()
    del page


def test_a_notice_comes_out_of_a_file(seat: Seat, page: CalendarSection, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(NOTICE.encode("gb18030"))
    seat.press(KEY.Key_F2)
    sheet = seat.desk.window.sheets.current
    assert isinstance(sheet, CalendarImportSheet)
    sheet.file.set_value(str(path))
    seat.press(KEY.Key_O, ALT)
    assert "看清了，按 F9 存好" in texts(sheet)
    sheet.file.set_value(str(tmp_path / "没有.txt"))
    seat.press(KEY.Key_O, ALT)
    del page


def test_open_cases_are_looked_at_before_they_move(seat: Seat, page: CalendarSection) -> None:
    seat.press(KEY.Key_G, ALT)
    sheet = seat.desk.window.sheets.current
    assert isinstance(sheet, RedateSheet)
    assert "日期都不变" in sheet.summary.text()
    assert not sheet.button.isEnabled()
    del page


def test_the_start_day_is_set_with_its_provision(seat: Seat, page: CalendarSection) -> None:
    assert "起算当日不计入，依据《中华人民共和国民法典》第二百零一条。" in texts(page)
    seat.press(KEY.Key_J, ALT)
    sheet = seat.desk.window.sheets.current
    assert isinstance(sheet, StartDaySheet)
    sheet.way.set_value("counted")
    sheet.basis.set_value("")
    seat.press(KEY.Key_F9)
    assert seat.session.calendars.start_day()[0] is False
    sheet.basis.set_value("某省某办法第九条")
    seat.press(KEY.Key_F9)
    assert seat.session.calendars.start_day() == (True, "某省某办法第九条")
    assert "起算当日计入，依据某省某办法第九条。" in texts(page)
