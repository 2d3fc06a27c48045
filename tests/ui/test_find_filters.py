"""Filters of the search screen, by keyboard."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.centre import Account
from windowdesk.domain.clock import Light
from windowdesk.domain.duties import Role
from windowdesk.domain.masking import mask_name
from windowdesk.domain.states import CaseState
from windowdesk.services.case_filter import CaseFilter, FilterQuery, FoundPage, Period
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import ADMIN, APPROVER, CLERK, DEMO_PASSWORD
from windowdesk.ui.find_export_sheet import ExportSheet
from windowdesk.ui.find_filter_sheet import FilterSheet
from windowdesk.ui.find_saved_sheet import SavedSheet
from windowdesk.ui.find_screen import FindScreen
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.sheet import Sheet, SheetHost
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


class Found:
    """The search screen with a host for its sheets, as in the window."""

    def __init__(self, qtbot: QtBot, theme: Theme, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.notifier = RecordingNotifier()
        kit = Kit(theme, Assets(), RunNow(), self.notifier)
        self.screen = FindScreen(kit, session, PrintWatch(kit, session))
        self.host = SheetHost(theme, self.screen)
        self.screen.sheet_wanted.connect(self.host.open)
        self.screen.install_keys()
        qtbot.addWidget(self.screen)
        self.screen.resize(1286, 690)
        self.screen.show()
        qtbot.waitExposed(self.screen)
        self.screen.activateWindow()
        qtbot.waitUntil(self.screen.isActiveWindow)
        self.screen.take_focus()

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.screen, key, modifier)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    @property
    def sheet(self) -> Sheet:
        assert self.host.current is not None
        return self.host.current

    @property
    def names(self) -> list[str]:
        """The applicants in sight."""
        model = self.screen.results.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def expected(self, wanted: CaseFilter) -> int:
        return len(self.session.finding.page(wanted).rows)


@pytest.fixture
def found(qtbot: QtBot, theme: Theme, desks: DemoDesks) -> Found:
    return Found(qtbot, theme, desks.session(CLERK))


def filter_by_light(found: Found) -> None:
    """Choose the green light in the sheet, by keyboard alone."""
    found.press(KEY.Key_F, ALT)
    assert isinstance(found.sheet, FilterSheet)
    found.sheet.field("light").take_focus()
    for _ in range(3):
        found.press(KEY.Key_Down)
    found.press(KEY.Key_F9)


def test_a_filter_is_chosen_by_keyboard_and_stands_in_words(found: Found) -> None:
    filter_by_light(found)
    assert found.screen.filter_bar.texts() == ["绿灯"]
    green = found.expected(CaseFilter(light=Light.GREEN))
    assert len(found.names) == green > 0
    assert all(line.startswith("余") for line in found.names)
    assert found.screen.count_text.text() == f"找到 {green} 件，新的在前"


def test_a_village_is_chosen_by_its_initials(found: Found) -> None:
    found.press(KEY.Key_F, ALT)
    assert isinstance(found.sheet, FilterSheet)
    found.type("byc")
    found.press(KEY.Key_F9)
    assert found.screen.filter_bar.texts() == ["白岩村"]
    assert found.names


def test_a_period_is_typed_and_named_short(found: Found) -> None:
    found.press(KEY.Key_F, ALT)
    sheet = found.sheet
    assert isinstance(sheet, FilterSheet)
    sheet.field("received_first").take_focus()
    found.type("2026-9-1")
    sheet.field("received_last").take_focus()
    found.type("20260918")
    found.press(KEY.Key_F9)
    assert found.screen.filter_bar.texts() == ["9月1日至18日收"]
    days = Period(date(2026, 9, 1), date(2026, 9, 18))
    assert len(found.names) == found.expected(CaseFilter(received=days)) > 0


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        ("2026-9-18", "2026-9-1", "止日早于起日。"),
        ("", "2026-2-30", "没有这一天。写成 2026-9-20。"),
    ],
)
def test_days_that_cannot_be_keep_the_sheet_open(
    found: Found, first: str, last: str, fault: str
) -> None:
    found.press(KEY.Key_F, ALT)
    sheet = found.sheet
    assert isinstance(sheet, FilterSheet)
    sheet.field("decided_first").take_focus()
    found.type(first)
    sheet.field("decided_last").take_focus()
    found.type(last)
    found.press(KEY.Key_F9)
    assert found.sheet is sheet
    assert sheet.field("decided_last").fault() == fault


def test_parts_are_cleared_one_by_one(found: Found) -> None:
    screen = found.screen
    screen._filter.set(CaseFilter(light=Light.GREEN, state=CaseState.RECEIVED))
    chips = screen.filter_bar.findChildren(QPushButton)
    chip = next(c for c in chips if c.accessibleName() == "绿灯")
    chip.setFocus()
    found.press(KEY.Key_Delete)
    assert screen.filter_bar.texts() == ["已收件"]
    found.press(KEY.Key_Return)
    assert not screen._filter.now.narrows
    assert found.names[0].startswith("你最近收的件")


@pytest.mark.parametrize("how", ["Alt+X", "Esc"])
def test_all_parts_are_cleared_at_once(found: Found, how: str) -> None:
    filter_by_light(found)
    found.screen.take_focus()
    if how == "Esc":
        assert found.screen.step_back()
    else:
        found.press(KEY.Key_X, ALT)
    assert not found.screen._filter.now.narrows


def test_text_and_filter_hold_together(found: Found) -> None:
    filter_by_light(found)
    name = found.session.finding.page(CaseFilter(light=Light.GREEN)).rows[0].row.applicant_name
    found.screen.look_for(name)
    wanted = CaseFilter(text=name, light=Light.GREEN)
    assert len(found.names) == found.expected(wanted) > 0
    found.screen.look_for("石小林")
    assert found.screen.nothing.accessibleName() == "没有“石小林”的件合得上这些筛选"


def test_a_filter_is_saved_used_by_its_key_and_deleted(found: Found) -> None:
    filter_by_light(found)
    found.press(KEY.Key_Y, ALT)
    sheet = found.sheet
    assert isinstance(sheet, SavedSheet)
    sheet.name_field.set_value("快到的")
    found.press(KEY.Key_F9)
    assert [one.name for one in found.session.finding.saved()] == ["快到的"]
    found.host.put_aside()
    found.press(KEY.Key_X, ALT)
    assert found.screen.filter_bar.texts() == ["快到的"]
    found.press(KEY.Key_1, ALT)
    assert found.screen._filter.now.light is Light.GREEN
    found.press(KEY.Key_X, ALT)
    found.press(KEY.Key_Y, ALT)
    found.press(KEY.Key_Delete)
    assert found.session.finding.saved() == ()


def test_a_filter_without_a_name_is_not_saved(found: Found) -> None:
    filter_by_light(found)
    found.press(KEY.Key_Y, ALT)
    found.press(KEY.Key_F9)
    assert found.session.finding.saved() == ()
    assert isinstance(found.sheet, SavedSheet)


def test_a_shared_filter_is_seen_by_others_and_not_theirs_to_delete(
    qtbot: QtBot, theme: Theme, desks: DemoDesks
) -> None:
    desks.session(APPROVER).finding.keep("领导的", CaseFilter(light=Light.RED), shared=True)
    found = Found(qtbot, theme, desks.session(CLERK))
    assert found.screen.filter_bar.texts() == ["领导的"]
    found.press(KEY.Key_Y, ALT)
    found.press(KEY.Key_Delete)
    assert [one.name for one in found.session.finding.saved()] == ["领导的"]


def test_an_unsaved_key_says_what_to_do(found: Found) -> None:
    found.press(KEY.Key_9, ALT)
    assert "第 9 个常用筛选还没有存" in str(found.notifier.lines)


def test_what_is_shown_is_exported_whole(
    qtbot: QtBot, theme: Theme, desks: DemoDesks, tmp_path: Path
) -> None:
    found = Found(qtbot, theme, desks.session(APPROVER))
    filter_by_light(found)
    found.press(KEY.Key_E, ALT)
    sheet = found.sheet
    assert isinstance(sheet, ExportSheet)
    sheet.folder_field.set_value(str(tmp_path))
    found.press(KEY.Key_F9)
    assert list(tmp_path.glob("*.xlsx")) == []
    sheet.purpose_field.set_value("月度核对")
    found.press(KEY.Key_F9)
    (path,) = tmp_path.glob("*.xlsx")
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    first = found.session.finding.page(CaseFilter(light=Light.GREEN)).rows[0].row
    told = {str(cell) for row in rows for cell in row if cell is not None}
    assert {"绿灯", "月度核对", mask_name(first.applicant_name), first.id_masked} <= told
    assert first.applicant_name not in told
    assert f"共 {found.expected(CaseFilter(light=Light.GREEN))} 件" in told


def test_who_may_not_export_is_told_who_may(found: Found) -> None:
    assert not found.screen.export_button.isEnabled()
    found.press(KEY.Key_E, ALT)
    assert found.host.current is None
    assert "能导出的人" in str(found.notifier.lines)


def test_a_whole_number_is_shown_on_a_key_logged_and_hidden_again(
    found: Found, desks: DemoDesks
) -> None:
    filter_by_light(found)
    found.press(KEY.Key_Down)
    row = found.session.finding.page(CaseFilter(light=Light.GREEN)).rows[0].row
    with found.session.database.reading() as uow:
        whole = uow.cases.get(row.case_id).application.applicant.id_number.number
    found.press(KEY.Key_K, ALT)
    assert found.screen.number_text.text() == whole
    (look,) = desks.session(ADMIN).finding.journal("full_id")
    assert (look.login, look.subject) == (found.session.account.login, row.number)
    found.press(KEY.Key_Down)
    assert found.screen.number_text.text() == ""
    found.press(KEY.Key_K, ALT)
    found.screen.hide()
    assert found.screen.number_text.text() == ""


def test_a_bounded_look_says_how_far_it_came_and_goes_on(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = found.session.database.lists
    looked: Callable[[FilterQuery], FoundPage] = lists.filtered

    def short_sighted(query: FilterQuery) -> FoundPage:
        return looked(FilterQuery(query.filter, query.today, query.before, query.limit, scan=3))

    monkeypatch.setattr(lists, "filtered", short_sighted)
    wanted = CaseFilter(window="02")
    found.screen._filter.set(wanted)
    first = len(found.names)
    assert found.screen.count_text.text().endswith("收的为止")
    assert found.screen.further_button.isVisible()
    found.press(KEY.Key_J, ALT)
    assert len(found.names) > first


def test_an_account_that_sees_no_cases_is_told_who_does(
    qtbot: QtBot, theme: Theme, desks: DemoDesks
) -> None:
    keeper = Account("yl-0109", "段小兰", frozenset((Role.ADMIN,)))
    desks.session(ADMIN).staff.add(keeper, DEMO_PASSWORD)
    found = Found(qtbot, theme, desks.session(keeper.login))
    assert found.screen.nothing.accessibleName() == "这个账号不看办件"
