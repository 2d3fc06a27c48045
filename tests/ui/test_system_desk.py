"""The 系统 screen by keyboard: facts, windows, staff, leavers, printers, numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import QUEUE, DemoDesks, demo_desks
from windowdesk.app import system_screen
from windowdesk.app.desk import Desk
from windowdesk.domain.duties import Role
from windowdesk.services.session import Session
from windowdesk.settings import Settings, load_settings, save_settings
from windowdesk.tools.demo_centre import ADMIN, APPROVER, CLERK
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.secret_sheet import SecretSheet
from windowdesk.ui.system_desk import SystemDesk

KEY = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Seat:
    """An administrator before the screen."""

    desk: Desk
    screen: SystemDesk
    session: Session
    said: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self._focus(), key, modifier)

    def write(self, text: str) -> None:
        self.press(KEY.Key_A, CTRL)
        QTest.keyClicks(self._focus(), text)
        # No hand types so fast: what looks like a scan is given back at once.
        self.desk.scanner.hand_on()

    def where(self) -> str:
        return self._focus().accessibleName()

    def go_to(self, name: str) -> None:
        for _ in range(60):
            if self.where() == name:
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(name)

    @staticmethod
    def _focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as opened:
        yield opened


@pytest.fixture
def seat(
    desks: DemoDesks, kit: Kit, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Seat]:
    monkeypatch.setattr(system_screen, "spooler_for_this_machine", lambda _server: desks.tray)
    session = desks.session(ADMIN)
    folder = Path(desks.house.settings.database).parent
    settings = Settings(data=folder, database=desks.house.settings.database, printer=QUEUE)
    desk = Desk(qapp, settings, kit, session, lambda _password: None, now=desks.clock.wall)
    desk.window.show()
    desk.window.activateWindow()
    screen = desk.window.visit("system")
    assert isinstance(screen, SystemDesk)
    QTest.qWaitForWindowActive(desk.window)
    yield Seat(desk, screen, session)
    desk.stop()
    desk.window.close()
    desk.window.deleteLater()


def test_only_an_administrator_has_it_on_the_rail(
    desks: DemoDesks, kit: Kit, qapp: QApplication
) -> None:
    session = desks.session(CLERK)
    settings = desks.house.settings
    desk = Desk(qapp, settings, kit, session, lambda _password: None, now=desks.clock.wall)
    assert "system" not in desk.window.desk_codes
    desk.stop()
    desk.window.deleteLater()


def test_a_changed_fact_is_stored_with_f9(seat: Seat, notifier: RecordingNotifier) -> None:
    seat.go_to("咨询电话")
    seat.write("0990-5559999")
    seat.press(KEY.Key_F9)
    assert seat.session.facts.now().phone == "0990-5559999"
    assert "存好了。以后的文书照新的写，已出的不变。" in notifier.lines


def test_a_fact_that_cannot_stand_is_told_at_its_field_and_nothing_is_stored(seat: Seat) -> None:
    before = seat.session.facts.now()
    seat.go_to("统一社会信用代码")
    seat.write("123")
    seat.press(KEY.Key_F9)
    assert seat.session.facts.now() == before
    assert seat.where() == "统一社会信用代码"
    assert "信用代码" in QApplication.focusWidget().accessibleDescription()


def test_a_fact_that_is_taken_out_says_which_papers_wait_for_it(seat: Seat) -> None:
    seat.go_to("管辖法院")
    seat.write("")
    seat.press(KEY.Key_Delete)
    seat.press(KEY.Key_F9)
    assert seat.session.facts.now().court == ""
    shown = [one.text() for one in seat.screen.section.findChildren(type(seat.screen._lead))]
    assert any("还缺管辖法院，这些出不了：" in text for text in shown)


def test_a_window_and_a_department_are_added_by_typing(seat: Seat) -> None:
    seat.press(KEY.Key_3, ALT)
    for _ in range(4):
        seat.press(KEY.Key_Down)
    seat.write("6")
    seat.press(KEY.Key_Return)
    seat.write("wupin")
    seat.go_to("科室第 1 行科室")
    seat.write("minzheng")
    seat.press(KEY.Key_F9)
    centre = seat.session.facts.now()
    assert (centre.window("06").name, centre.departments) == ("wupin", ("minzheng",))


def test_a_window_number_that_is_none_marks_its_cell(seat: Seat) -> None:
    seat.press(KEY.Key_3, ALT)
    seat.write("x")
    seat.press(KEY.Key_F9)
    assert seat.where() == "窗口第 1 行窗口号"
    assert "数字" in QApplication.focusWidget().accessibleDescription()


def test_a_new_person_gets_a_password_that_is_shown_and_printed(
    seat: Seat, desks: DemoDesks
) -> None:
    seat.press(KEY.Key_4, ALT)
    seat.press(KEY.Key_F2)
    for name, text in (("工号", "yl-0901"), ("姓名", "lu xiaolin"), ("岗位", "clerk")):
        seat.go_to(name)
        seat.write(text)
    seat.press(KEY.Key_F9)
    sheet = seat.desk.window.sheets.current
    assert isinstance(sheet, SecretSheet)
    seat.press(KEY.Key_F8)
    assert len(desks.tray.papers) == 1
    made = seat.session.database.accounts.get("yl-0901")
    assert (made.roles, made.must_change_password) == ({Role.CLERK}, True)


def test_what_is_wrong_with_a_person_stands_at_its_field(seat: Seat) -> None:
    seat.press(KEY.Key_4, ALT)
    seat.press(KEY.Key_F2)
    seat.go_to("工号")
    seat.write("yl-0206")
    seat.press(KEY.Key_F9)
    assert seat.where() == "工号"
    assert "已经有人用" in QApplication.focusWidget().accessibleDescription()


def test_a_leaver_is_let_go_with_what_he_holds(seat: Seat, notifier: RecordingNotifier) -> None:
    held = {login: seat.session.staff.held(login) for login in ("yl-0301", "yl-0302", "yl-0303")}
    leaver = max(held, key=lambda login: held[login])
    assert held[leaver] > 0
    seat.press(KEY.Key_4, ALT)
    logins = [account.login for account in seat.session.staff.all()]
    for _ in range(logins.index(leaver)):
        seat.press(KEY.Key_Down)
    seat.press(KEY.Key_T, ALT)
    seat.press(KEY.Key_F9)
    assert not seat.session.database.accounts.get(leaver).active
    assert seat.session.staff.held(leaver) == 0
    assert f"已停用，{held[leaver]} 件转回到待领。" in notifier.lines
    assert seat.desk.window.sheets.current is None


def test_a_reset_password_opens_only_its_own_change(seat: Seat) -> None:
    seat.press(KEY.Key_4, ALT)
    seat.press(KEY.Key_Down)
    seat.press(KEY.Key_M, ALT)
    assert isinstance(seat.desk.window.sheets.current, SecretSheet)
    assert seat.session.database.accounts.get(CLERK).must_change_password
    assert not seat.session.database.accounts.get(APPROVER).must_change_password


def test_a_tray_is_kept_for_this_machine_and_taken_at_once(seat: Seat, desks: DemoDesks) -> None:
    seat.press(KEY.Key_5, ALT)
    assert seat.where() == "各种文书的打印机"
    seat.go_to("送达回证的纸盒")
    seat.press(KEY.Key_Down)
    seat.press(KEY.Key_F9)
    settings = load_settings(seat.screen.section.machine.settings.data)
    assert dict(settings.trays) == {"delivery_receipt": "Tray1"}
    assert settings.printer == QUEUE
    seat.go_to("送达回证试打一张")
    seat.press(KEY.Key_Space)
    seat.desk.scanner.hand_on()
    assert len(desks.tray.papers) == 1


def test_a_line_that_was_used_can_only_be_looked_at(seat: Seat) -> None:
    seat.press(KEY.Key_6, ALT)
    lines = {line.title: line for line in seat.session.facts.lines()}
    unused = next(line for line in lines.values() if not line.used)
    assert lines["受理通知书"].used
    seat.go_to(unused.title)
    seat.write("120")
    seat.press(KEY.Key_F9)
    again = {line.title: line for line in seat.session.facts.lines()}
    assert again[unused.title].following == 120


def test_this_machine_is_told(seat: Seat) -> None:
    seat.press(KEY.Key_7, ALT)
    shown = {one.text() for one in seat.screen.section.findChildren(type(seat.screen._lead))}
    assert {"版本", "库", "日历", "文书模板"} <= shown


def test_backups_are_set_up_made_and_told(seat: Seat, tmp_path: Path, qtbot: QtBot) -> None:
    stick = tmp_path / "stick"
    watched = seat.desk.backups._settings
    save_settings(watched.data, {"database": watched.database})
    seat.screen.open("backup")
    seat.go_to("备份到哪个文件夹")
    seat.write(str(stick))
    seat.go_to("每天几点以后")
    seat.write("18:05")
    seat.press(KEY.Key_F9)

    folder = seat.desk.backups._settings.data
    assert load_settings(folder).backup == stick
    assert f"{load_settings(folder).day_end:%H:%M}" == "18:05"

    seat.press(KEY.Key_B, ALT)
    qtbot.waitUntil(lambda: bool(seat.desk.backups.tries()), timeout=60_000)

    (record,) = seat.desk.backups.tries()
    assert record.is_good, record.problem
    assert Path(record.file).parent == stick
    qtbot.waitUntil(lambda: "好了" in _words(seat), timeout=5_000)


def _words(seat: Seat) -> str:
    labels = seat.screen.section.findChildren(QLabel)
    return "".join(one.text() for one in labels if one.isVisible())
