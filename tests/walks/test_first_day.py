"""A real centre's first day at the keyboard, from a machine with nothing on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from tests.databases import QUICK_CHECK
from tests.persistence.postgres_server import PostgresServer
from tests.walks.first_day import (
    ADMIN,
    CLERK,
    OWN_PASSWORD,
    STAFF,
    FirstDay,
    change_first_password,
    describe_centre,
    first_settings,
    found_centre,
    go_to_login,
)
from tests.walks.program import ALT, CTRL, KEY
from windowdesk.app.compose import build_house, log_in
from windowdesk.app.first_start import FirstStart
from windowdesk.persistence import founding, gates
from windowdesk.persistence.spreadsheet_files import SpreadsheetFiles
from windowdesk.services.setup_draft import SetupDraft
from windowdesk.services.spreadsheet_port import sheet
from windowdesk.settings import Settings, load_settings
from windowdesk.ui.setup_pages import StaffPage


@pytest.fixture
def day(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FirstDay]:
    for module in (gates, founding):
        monkeypatch.setattr(module, "PasswordCheck", lambda: QUICK_CHECK)
    made = FirstDay(qtbot, qapp, first_settings(tmp_path))
    yield made
    made.close()


def test_from_nothing_to_a_founded_centre_and_an_own_password(day: FirstDay) -> None:
    describe_centre(day)
    people = found_centre(day)
    hands = go_to_login(day)
    shown = [label.text() for label in hands.desktop.login.findChildren(QLabel)]
    assert "忘了密码，找系统管理员：段志刚 0990-5550101" in shown
    offered = hands.desktop.login.findChildren(QComboBox)[0]
    names = [offered.itemText(place) for place in range(offered.count())]
    assert names[1:] == ["出件窗口", "后台，不在窗口"]
    hands.log_in(ADMIN, people[ADMIN].password)
    change_first_password(hands)
    session = hands.desk._session
    assert session.centre.organ_short == "云岭便"
    assert [window.code for window in session.centre.windows] == ["01", "05"]
    assert session.centre.departments == ("民政", "农业农村")
    line = next(line for line in session.facts.lines() if line.kind == "acceptance")
    assert line.following == 119
    assert load_settings(day.settings.data).database == day.settings.database
    assert not (day.settings.data / "setup.json").exists()


def test_what_was_written_stands_there_again_after_a_crash(
    day: FirstDay, qtbot: QtBot, qapp: QApplication
) -> None:
    day.sit_down()
    day.next_page("database")
    day.next_page("centre")
    day.hands.enter("云岭镇便民服务中心")
    day.next_page("organs")
    draft = day.settings.data / "setup.json"
    written = '"page": "organs"'
    qtbot.waitUntil(lambda: draft.exists() and written in draft.read_text("utf-8"), timeout=15_000)
    again = FirstDay(qtbot, qapp, day.settings)
    try:
        assert again.wizard.page_code == "organs"
        again.sit_down()
        again.hands.press(KEY.Key_PageUp)
        again.until_page("centre")
        # The name is there, so the first gap is the next field.
        assert again.hands.where() == "区划代码"
    finally:
        again.close()


def test_too_early_f9_goes_to_the_first_gap_and_says_what_to_write(day: FirstDay) -> None:
    day.sit_down()
    day.hands.press(KEY.Key_F9)
    day.until_page("centre")
    assert day.hands.where() == "中心名称"
    assert day.hands.said() == "还没写中心名称。"
    assert not day.settings.sqlite_path.exists()


def test_a_look_at_the_demo_is_one_choice_away(day: FirstDay) -> None:
    day.sit_down()
    day.hands.press(KEY.Key_Right)
    day.hands.press(KEY.Key_Space)
    day.hands.press(KEY.Key_F9)
    day.qtbot.waitUntil(lambda: bool(day.demos), timeout=15_000)
    day.qtbot.waitUntil(lambda: day.running.desktop is not None, timeout=15_000)


def test_a_temporary_password_opens_nothing_but_its_change(day: FirstDay) -> None:
    describe_centre(day)
    people = found_centre(day)
    hands = go_to_login(day)
    hands.log_in(CLERK, people[CLERK].password)
    hands.until_at("新密码")
    hands.press(KEY.Key_Escape)
    hands.until_at("新密码")
    hands.enter("short")
    hands.enter("short")
    assert hands.said() == "至少 8 个字符。"
    hands.press(KEY.Key_A, CTRL)
    hands.enter(OWN_PASSWORD)
    hands.press(KEY.Key_A, CTRL)
    hands.enter(OWN_PASSWORD)
    hands.until(lambda: hands.desk.window.sheets.current is None)


@pytest.mark.postgres
def test_a_centre_on_a_server_is_founded_by_its_owner_and_opened_on_a_second_machine(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    database = postgres_server.new_database()
    first, second = tmp_path / "first", tmp_path / "second"
    model = FirstStart(first_settings(first), lambda settings: settings).model()
    draft = SetupDraft(
        place="server",
        url=postgres_server.url(database),
        facts={
            "code": "990322103",
            "name": "云岭镇便民服务中心",
            "organ_name": "云岭镇人民政府",
            "organ_short": "云岭便",
        },
        windows=(("1", "综合窗口"),),
        staff=STAFF,
        departments=(("民政",),),
    )
    assert [fault.field for fault in model.check(draft, "").faults] == ["owner"]
    owner = postgres_server.owner_url(database)
    assert model.check(draft, owner).faults == ()
    people = {one.login: one.password for one in model.found(draft, owner).people}
    assert load_settings(first).database == postgres_server.url(database)
    other = FirstStart(first_settings(second), lambda settings: settings).model()
    settings = other.open_existing(draft)
    assert isinstance(settings, Settings)
    session = log_in(build_house(settings), ADMIN, people[ADMIN])
    assert session.centre.organ_short == "云岭便"
    session.close()


def test_staff_come_from_a_table_and_its_bad_rows_are_marked_and_told(day: FirstDay) -> None:
    rows = (
        ("工号", "姓名", "岗位"),
        ("admin", "段志刚", "系统管理员"),
        ("李文秀", "李文秀", "窗口"),
    )
    path = day.settings.data / "staff.xlsx"
    SpreadsheetFiles().write(path, (sheet("人员", rows),))
    day.sit_down()
    for page in ("database", "centre", "organs", "places", "staff"):
        day.next_page(page)
    day.hands.press(KEY.Key_R, ALT)
    assert day.hands.said() == "写上表格文件在哪里，再按导入。"
    day.hands.enter(str(path))
    day.hands.until_at("人员第 1 行工号")
    page = day.wizard.findChild(StaffPage)
    assert page is not None
    day.hands.until(lambda: len(page.take(SetupDraft()).staff) == 2)
    told = [label.text() for label in page.findChildren(QLabel)]
    assert any(text.startswith("第 3 行“工号”：“李文秀”不能用") for text in told)


def test_the_wizard_is_one_key_away_from_the_login_and_esc_goes_back(day: FirstDay) -> None:
    describe_centre(day)
    found_centre(day)
    hands = go_to_login(day)
    hands.press(KEY.Key_F2)
    day.qtbot.waitUntil(lambda: day.running.wizard is not None, timeout=15_000)
    day.sit_down()
    day.hands.press(KEY.Key_F1)
    day.qtbot.waitUntil(lambda: day.wizard.sheets.current is not None, timeout=15_000)
    day.hands.press(KEY.Key_Escape)
    day.qtbot.waitUntil(lambda: day.wizard.sheets.current is None, timeout=15_000)
    day.hands.press(KEY.Key_Escape)
    day.qtbot.waitUntil(lambda: day.running.wizard is None, timeout=15_000)
    assert hands.desktop.login.isVisible()


def test_an_existing_database_is_opened_and_a_wrong_place_is_told(day: FirstDay) -> None:
    day.sit_down()
    day.hands.press(KEY.Key_Right, times=2)
    day.hands.press(KEY.Key_Space)
    day.next_page("database")
    day.hands.press(KEY.Key_F9)
    day.hands.until_at("文件")
    day.hands.until(lambda: "没有这个文件" in day.hands.said())
    assert not (day.settings.data / "settings.toml").exists()
