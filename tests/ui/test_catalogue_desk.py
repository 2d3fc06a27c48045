"""The catalogue desk, worked by keyboard on the told demo centre."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.admission import AdmissionAct, ItemDraft
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.item_texts import texts_of
from windowdesk.services.admission_entry import StepEntry
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import ADMIN, CLERK
from windowdesk.ui.catalogue_desk import CatalogueScreen
from windowdesk.ui.catalogue_files_sheet import FilesSheet
from windowdesk.ui.catalogue_new_sheet import NewItemSheet
from windowdesk.ui.catalogue_step_sheet import StepSheet
from windowdesk.ui.fields import LineField, TextField
from windowdesk.ui.guide_sheet import GuideSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.session import Session as WindowSession
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

HOUSING = "农村宅基地(建房用地)申请"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@dataclass
class Seat:
    """An account in front of the desk: presses keys, writes as an input method does."""

    qtbot: QtBot
    window: MainWindow
    desk: CatalogueScreen
    session: Session
    said: RecordingNotifier

    def press(self, key: Qt.Key, ctrl: bool = False, alt: bool = False) -> None:
        held = Qt.KeyboardModifier.NoModifier
        if ctrl:
            held |= Qt.KeyboardModifier.ControlModifier
        if alt:
            held |= Qt.KeyboardModifier.AltModifier
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, held)

    def write(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        target: QWidget = self.window.focusWidget()
        QCoreApplication.sendEvent(target, event)

    def rewrite(self, text: str) -> None:
        self.press(Qt.Key.Key_A, ctrl=True)
        self.write(text)

    def find(self, text: str) -> None:
        self.press(Qt.Key.Key_Z, alt=True)
        self.rewrite(text)
        self.desk._typing.timeout.emit()
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_Return)

    def draft(self) -> ItemDraft:
        found = self.session.catalogue.view(self.desk.pane.item_id).entry.draft
        assert found is not None
        return found

    @property
    def sheet(self) -> object:
        return self.window.sheets.current


def seated(qtbot: QtBot, theme: Theme, session: Session) -> Seat:
    said = RecordingNotifier()
    kit = Kit(theme, Assets(), RunNow(), said)
    watch = PrintWatch(kit, session)
    spec = ScreenSpec(
        "catalogue", "事项库", "catalogue", 8, lambda: CatalogueScreen(kit, session, watch)
    )
    who = WindowSession(session.account.name, "后台", session.centre.name, lambda: NOW, demo=True)
    window = MainWindow(kit, who, (spec,), lambda _password: None)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk = window.visit("catalogue")
    assert isinstance(desk, CatalogueScreen)
    return Seat(qtbot, window, desk, session, said)


@pytest.fixture
def seat(qtbot: QtBot, theme: Theme, desks: DemoDesks) -> Seat:
    return seated(qtbot, theme, desks.session(ADMIN))


def test_the_desk_opens_on_the_find_field_with_every_item(seat: Seat) -> None:
    assert seat.desk.find_field.edit.hasFocus()
    assert seat.desk.items.model().rowCount() == 197
    assert seat.desk.next_button.text() == "起草下一版"
    assert "建议补上" in seat.desk.gap_text.text()


def test_an_item_goes_from_draft_to_published_by_keyboard(seat: Seat) -> None:
    seat.find("zjd")
    assert seat.desk.name_text.whole == HOUSING
    assert seat.desk.editor.groups.hasFocus()
    seat.press(Qt.Key.Key_F9)
    assert seat.desk.next_button.text() == "评估"
    seat.press(Qt.Key.Key_PageDown, ctrl=True)
    seat.press(Qt.Key.Key_PageDown, ctrl=True)
    assert seat.desk.editor.page == "time"
    promised = seat.desk.editor.field_of("promised_limit")
    assert isinstance(promised, LineField)
    promised.take_focus()
    seat.rewrite("9个工作日")
    seat.press(Qt.Key.Key_Return)
    assert seat.draft().item.promised_limit.text == "9个工作日"  # type: ignore[union-attr]
    assert seat.desk.saved_text.text() == "草稿已存 10:24"
    seat.press(Qt.Key.Key_F9)
    assert isinstance(seat.sheet, StepSheet)
    seat.write("能接住")
    seat.press(Qt.Key.Key_F9)
    assert seat.sheet is None
    assert seat.desk.next_button.text() == "记批准文件"
    seat.press(Qt.Key.Key_F9)
    seat.write("云岭镇人民政府")
    seat.press(Qt.Key.Key_F9)
    assert isinstance(seat.sheet, StepSheet)
    assert "文号" in seat.sheet.number.fault()
    assert seat.sheet.number.edit.hasFocus()
    seat.write("云政发〔2026〕3号")
    seat.press(Qt.Key.Key_Return)
    seat.write("2026-09-01")
    seat.press(Qt.Key.Key_F9)
    assert seat.draft().state is ItemState.APPROVED
    seat.press(Qt.Key.Key_F9)
    seat.press(Qt.Key.Key_F9)
    view = seat.session.catalogue.view(seat.desk.pane.item_id)
    assert (view.entry.draft, view.versions[-1].version) == (None, 2)
    assert seat.desk.state_tag.text() == "已发布"
    seat.press(Qt.Key.Key_L, alt=True)
    assert seat.desk.editor.history.table.model().rowCount() == 4
    seat.press(Qt.Key.Key_B, alt=True)
    rows = seat.desk.editor.compare.table.model()
    told = [[rows.index(row, place).data() for place in (1, 3)] for row in range(rows.rowCount())]
    assert ["时限 承诺期限", "9个工作日"] in told


def test_publishing_too_early_goes_to_the_first_gap(seat: Seat) -> None:
    desk = seat.session.catalogue
    (entry,) = desk.find(desk.entries(), "个人参保证明查询打印")
    draft = desk.open_draft(entry.item.item_id)
    draft = desk.assess(entry.item.item_id, StepEntry(), draft.version)
    paper = StepEntry("云岭镇人民政府", "3号", NOW.date())
    desk.approve(entry.item.item_id, paper, draft.version)
    seat.press(Qt.Key.Key_F5)
    seat.find("个人参保证明查询打印")
    assert "发布前还差" in seat.desk.gap_text.text()
    seat.press(Qt.Key.Key_F9)
    assert seat.sheet is None
    field = seat.desk.editor.field_of("accept_basis")
    assert isinstance(field, TextField)
    assert field.text.hasFocus()
    assert field.get_required()


def test_what_cannot_stand_is_told_and_all_else_is_stored(seat: Seat) -> None:
    seat.find("zjd")
    seat.press(Qt.Key.Key_F9)
    editor = seat.desk.editor
    editor.open("process")
    visits, reach = editor.field_of("visits"), editor.field_of("reach")
    assert isinstance(visits, LineField)
    assert isinstance(reach, LineField)
    visits.take_focus()
    seat.rewrite("两次")
    reach.take_focus()
    assert "不是整数" in visits.fault()
    seat.rewrite("全县")
    seat.press(Qt.Key.Key_Return)
    assert seat.draft().item.reach == "全县"
    assert seat.draft().item.visits is None
    assert seat.desk.saved_text.text() == "有 1 处没存，先改好"
    assert visits.value() == "两次"


def test_a_material_is_added_moved_and_dropped_by_keyboard(seat: Seat) -> None:
    seat.find("zjd")
    seat.press(Qt.Key.Key_F9)
    before = seat.draft().item.materials
    seat.desk.editor.open("materials")
    seat.desk.editor.enter_page()
    seat.press(Qt.Key.Key_A, alt=True)
    seat.write("选址意见")
    seat.press(Qt.Key.Key_Return)
    after = seat.draft().item.materials
    assert [m.name for m in after] == [before[0].name, "选址意见", *(m.name for m in before[1:])]
    assert after[1].code not in {m.code for m in before}
    seat.press(Qt.Key.Key_Up, alt=True)
    seat.desk.pane.save()
    assert seat.draft().item.materials[0].name == "选址意见"
    seat.press(Qt.Key.Key_D, alt=True)
    seat.desk.pane.save()
    assert seat.draft().item.materials == before


def test_going_to_another_item_stores_what_was_written(seat: Seat) -> None:
    seat.find("zjd")
    seat.press(Qt.Key.Key_F9)
    first = seat.desk.pane.item_id
    phone = seat.desk.editor.field_of("phone")
    assert phone is not None
    seat.desk.editor.open("service")
    phone.take_focus()
    seat.write("0990-5550109")
    seat.press(Qt.Key.Key_Escape)
    seat.press(Qt.Key.Key_Escape)
    assert seat.desk.items.hasFocus()
    seat.find("低保")
    assert seat.desk.pane.item_id != first
    stored = seat.session.catalogue.view(first).entry.draft
    assert stored is not None
    assert stored.item.phone == "0990-5550109"


def test_a_draft_changed_by_somebody_else_is_never_overwritten(seat: Seat) -> None:
    seat.find("zjd")
    seat.press(Qt.Key.Key_F9)
    draft = seat.draft()
    told = texts_of(draft.item)
    other = {**told.fields, "reach": "全市"}
    seat.session.catalogue.save_draft(
        draft.item.item_id, type(told)(other, told.parts), draft.version
    )
    reach = seat.desk.editor.field_of("reach")
    assert reach is not None
    seat.desk.editor.open("process")
    reach.take_focus()
    seat.rewrite("全县")
    seat.press(Qt.Key.Key_Return)
    assert any("刚被别人改过" in banner.title for banner in seat.said.banners.values())
    assert seat.draft().item.reach == "全市"
    assert reach.value() == "全县"


def test_a_new_item_is_begun_and_every_fault_is_told(seat: Seat) -> None:
    seat.press(Qt.Key.Key_F2)
    assert isinstance(seat.sheet, NewItemSheet)
    seat.press(Qt.Key.Key_F9)
    assert all(field.fault() for field in seat.sheet.inputs.values())
    seat.write("NEW-1")
    seat.press(Qt.Key.Key_Return)
    seat.write("老年食堂就餐登记")
    for _field in range(4):
        seat.press(Qt.Key.Key_Return)
        seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_F9)
    assert seat.sheet is None
    assert seat.desk.name_text.whole == "老年食堂就餐登记"
    assert seat.draft().next_act is AdmissionAct.ASSESS


def test_a_file_is_looked_at_and_then_taken_over(seat: Seat, tmp_path: Path) -> None:
    seat.press(Qt.Key.Key_E, alt=True)
    assert isinstance(seat.sheet, FilesSheet)
    seat.rewrite(str(tmp_path / "out.xlsx"))
    seat.press(Qt.Key.Key_C, alt=True)
    assert (tmp_path / "out.xlsx").exists()
    bad = tmp_path / "事项.csv"
    (entry,) = seat.session.catalogue.find(seat.session.catalogue.entries(), HOUSING)
    bad.write_text(f"事项编号,承诺期限\n{entry.item.item_id},20\n", encoding="utf-8")
    seat.rewrite(str(bad))
    seat.press(Qt.Key.Key_F9)
    assert seat.sheet.table.model().index(0, 0).data() == "事项 第 2 行 “承诺期限”"
    bad.write_text(f"事项编号,承诺期限\n{entry.item.item_id},8个工作日\n", encoding="utf-8")
    seat.press(Qt.Key.Key_F9)
    assert seat.sheet.take_button.isVisible()
    seat.press(Qt.Key.Key_F9)
    assert "导入好了" in seat.sheet._summary.text()
    draft = seat.session.catalogue.view(entry.item.item_id).entry.draft
    assert draft is not None


def test_the_guide_is_looked_at_and_printed(seat: Seat, desks: DemoDesks) -> None:
    seat.find("zjd")
    seat.press(Qt.Key.Key_F8)
    assert isinstance(seat.sheet, GuideSheet)
    seat.press(Qt.Key.Key_F9)
    assert len(desks.tray.papers) == 1
    assert seat.said.lines[-1] == "办事指南已送打印机"


def test_whoever_does_not_manage_the_catalogue_only_looks(
    qtbot: QtBot, theme: Theme, desks: DemoDesks
) -> None:
    seat = seated(qtbot, theme, desks.session(CLERK))
    seat.find("zjd")
    assert not seat.desk.next_button.isEnabled()
    seat.press(Qt.Key.Key_F9)
    assert seat.said.lines[-1] == "这个账号只能看。能办的人：系统管理员。"
    assert seat.session.catalogue.view(seat.desk.pane.item_id).entry.draft is None


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1366, 768)), (1.0, (1366, 696)), (1.5, (1366, 768))]
)
def test_nothing_of_the_desk_lies_outside_its_window(
    qtbot: QtBot, theme: Theme, desks: DemoDesks, scale: float, size: tuple[int, int]
) -> None:
    theme.set_scale(scale)
    seat = seated(qtbot, theme, desks.session(ADMIN))
    seat.window.resize(*size)
    seat.find("zjd")
    seat.press(Qt.Key.Key_F9)
    for button in (seat.desk.next_button, seat.desk.end_button, seat.desk.guide_button):
        qtbot.waitUntil(lambda button=button: button.width() >= button.sizeHint().width())
        corner = button.mapTo(seat.window, button.rect().bottomRight())
        assert seat.window.rect().contains(corner)
