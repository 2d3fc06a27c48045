"""The sheet 电子件 on the page of a case: look, turn, check, void, save; all by keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pictures import jpeg, packed, pdf, png
from tests.ui.desks import NOW, DemoDesks, demo_desks
from tests.ui.dropping import drop
from windowdesk.assets import Assets
from windowdesk.domain.attachment import Grade
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.worklists import FindQuery, Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.file_sheet import FileSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

_ALT = Qt.KeyboardModifier.AltModifier
_PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Opened:
    page: CasePage
    window: MainWindow
    session: Session
    notifier: RecordingNotifier
    case_id: int
    qtbot: QtBot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def attach(self, content: bytes, name: str) -> int:
        return self.session.attachments.attach(self.case_id, content, name).attachment.attachment_id

    def open(self) -> FileSheet:
        self.page.open(self.case_id)
        self.page.take_focus()
        self.press(Qt.Key.Key_E, _ALT)
        sheet = self.window.findChild(FileSheet)
        assert isinstance(sheet, FileSheet)
        return sheet

    def grades(self) -> list[Grade]:
        return [one.grade for one in self.session.attachments.of_case(self.case_id)]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def opened(theme: Theme, qtbot: QtBot, desks: DemoDesks) -> Opened:
    session = desks.session(APPROVER)
    notifier = RecordingNotifier()
    kit = Kit(theme, Assets(), RunNow(), notifier)
    watch = PrintWatch(kit, session)
    spec = ScreenSpec("case", "查询", "search", 1, lambda: CasePage(kit, session, watch))
    sitting = Sitting(session.account.name, "", session.centre.name, lambda: NOW)
    window = MainWindow(kit, sitting, (spec,), lambda _password: None)
    watch.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = window.visit("case")
    assert isinstance(page, CasePage)
    rows = session.database.lists.queue(QueueQuery(Queue.REVIEW))
    row = next(row for row in rows if row.state is CaseState.PROPOSED)
    return Opened(page, window, session, notifier, row.case_id, qtbot)


def test_files_are_gone_through_by_arrows_and_pages_by_page_keys(opened: Opened) -> None:
    opened.attach(pdf(2), "户口簿.pdf")
    opened.attach(jpeg(), "照片.jpg")
    sheet = opened.open()
    assert sheet.where.text() == "第 1 页，共 2 页"
    opened.press(Qt.Key.Key_PageDown)
    assert sheet.where.text() == "第 2 页，共 2 页"
    opened.press(Qt.Key.Key_PageDown)
    assert sheet.entry is not None
    assert sheet.entry.name == "照片.jpg"
    opened.press(Qt.Key.Key_Up)
    assert sheet.entry.name == "户口簿.pdf"


def test_a_picture_is_turned_and_made_larger_on_the_screen_alone(opened: Opened) -> None:
    opened.attach(jpeg(60, 40), "照片.jpg")
    opened.attach(pdf(1), "证明.pdf")
    sheet = opened.open()
    lying = sheet.view.shown_size
    opened.press(Qt.Key.Key_T, _ALT)
    turned = sheet.view.shown_size
    assert (turned.width(), turned.height()) == (lying.height(), lying.width())
    opened.press(Qt.Key.Key_Down)
    before = sheet.view.shown_size.width()
    opened.press(Qt.Key.Key_Plus)
    assert sheet.view.shown_size.width() > before
    opened.press(Qt.Key.Key_Minus)
    assert sheet.view.shown_size.width() == before


def test_alt_h_makes_the_stamped_copy_which_is_shown_from_then_on(opened: Opened) -> None:
    opened.attach(png(), "身份证.png")
    sheet = opened.open()
    opened.press(Qt.Key.Key_H, _ALT)
    assert opened.grades() == [Grade.CHECKED]
    assert sheet.entry is not None
    assert sheet.entry.stamped
    assert not sheet.check_button.isEnabled()
    assert "盖了核对章" in opened.notifier.lines[-1]


def test_delete_makes_void_and_the_row_stays(opened: Opened) -> None:
    opened.attach(png(), "别人的身份证.png")
    sheet = opened.open()
    opened.press(Qt.Key.Key_Delete)
    assert opened.grades() == [Grade.VOID]
    assert [entry.grade_text for entry in sheet.lines.entries] == ["作废"]
    assert sheet.count.text() == "0 份"
    opened.press(Qt.Key.Key_Delete)
    opened.press(Qt.Key.Key_H, _ALT)
    assert opened.grades() == [Grade.VOID]
    opened.press(Qt.Key.Key_Escape)
    assert opened.page.file_button.text() == "电子件 0"


def test_what_the_program_cannot_show_is_said_and_can_be_saved(
    opened: Opened, tmp_path: Path
) -> None:
    content = packed("word/document.xml")
    opened.attach(content, "说明.docx")
    sheet = opened.open()
    assert not sheet.check_button.isEnabled()
    assert sheet.view.shown_size.isEmpty()
    sheet.folder.set_value(str(tmp_path))
    opened.press(Qt.Key.Key_C, _ALT)
    assert (tmp_path / "说明.docx").read_bytes() == content
    assert opened.notifier.lines[-1] == "已存 说明.docx"


def test_a_folder_that_is_not_there_is_said_at_the_field(opened: Opened, tmp_path: Path) -> None:
    opened.attach(png(), "身份证.png")
    sheet = opened.open()
    sheet.folder.set_value(str(tmp_path / "nowhere"))
    opened.press(Qt.Key.Key_C, _ALT)
    assert opened.notifier.lines == []
    assert sheet.folder.isAncestorOf(QApplication.focusWidget())


def test_files_dropped_on_the_sheet_come_into_the_case(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "补的.png"
    file.write_bytes(png())
    sheet = opened.open()
    assert sheet.count.text().startswith("还没有电子件")
    drop(sheet, QPoint(9, 9), file)
    assert [entry.name for entry in sheet.lines.entries] == ["补的.png"]
    assert opened.page.file_button.text() == "电子件 1"


def test_a_case_that_is_over_takes_none_and_shows_all(opened: Opened) -> None:
    rows = opened.session.database.lists.find(FindQuery("段"))
    over = next((row for row in rows if row.state is CaseState.DELIVERED), None)
    assert over is not None
    opened.case_id = over.case_id
    sheet = opened.open()
    assert sheet.attach_button.isHidden()
    assert sheet.check_button.isHidden()
    (group,) = sheet.keys()
    assert "Alt+F" not in [act.keys for act in group.acts]


def test_the_story_names_what_was_done_with_a_file(opened: Opened) -> None:
    file = opened.attach(png(), "身份证.png")
    opened.session.attachments.check(file)
    opened.session.attachments.grade(opened.attach(pdf(), "别人的.pdf"), Grade.VOID)
    opened.page.open(opened.case_id)
    told = [(entry.title, entry.detail.split("，")[-1]) for entry in opened.page.story.entries]
    assert ("附电子件", "身份证.png") in told
    assert ("核过电子件原件", "身份证（已核原件）.pdf") in told
    assert ("电子件作废", "别人的.pdf") in told


def test_f8_prints_the_stamped_copy_and_says_why_not(opened: Opened, desks: DemoDesks) -> None:
    opened.attach(png(), "身份证.png")
    sheet = opened.open()
    assert not sheet.print_button.isEnabled()
    opened.press(Qt.Key.Key_H, _ALT)
    opened.press(Qt.Key.Key_F8)
    assert desks.tray.papers[-1].startswith(b"%PDF")
    assert opened.notifier.lines[-1] == "“身份证（已核原件）.pdf”已送打印机。"
    desks.tray.broken = "缺纸"
    opened.press(Qt.Key.Key_F8)
    assert "没打出来：缺纸" in opened.notifier.banners["warn"].title
