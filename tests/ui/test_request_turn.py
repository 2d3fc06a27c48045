"""另出文书 by keys: the list of kinds, the form, gaps, what was half typed, the paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.requested_papers import PAPERS_ON_REQUEST
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.kit import Kit
from windowdesk.ui.line_list import LineListSheet
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.request_sheet import RequestSheet
from windowdesk.ui.request_turn import EXPLAINS
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn_list import TurnListSheet

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
HEAD, REVIEWER = "yl-0402", "YL-0301"


class Seat:
    """Somebody before the page of a case in review."""

    def __init__(self, window: MainWindow, page: CasePage, session: Session, case_id: int) -> None:
        self.window, self.page, self.session, self.case_id = window, page, session, case_id

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def write(self, text: str) -> None:
        """Write as with an input method, in place of what stands there."""
        self.press(KEY.Key_A, CTRL)
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(self.focus(), typed)

    def go_to(self, name: str) -> None:
        for _ in range(60):
            if self.focus().accessibleName() == name:
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(name)

    def pick(self, title: str) -> None:
        """Press the figure of a line of the list that is open."""
        listed = self.sheet
        assert isinstance(listed, LineListSheet)
        place = next(n for n, line in enumerate(listed._lines, 1) if line.title == title)
        self.press(Qt.Key(KEY.Key_0 + place))

    def kinds(self) -> LineListSheet:
        self.press(KEY.Key_B, ALT)
        assert isinstance(self.sheet, TurnListSheet)
        self.pick("另出文书")
        listed = self.sheet
        assert isinstance(listed, LineListSheet)
        return listed

    def form(self, title: str) -> RequestSheet:
        self.kinds()
        self.pick(title)
        form = self.sheet
        assert isinstance(form, RequestSheet)
        return form

    @property
    def sheet(self) -> Sheet | None:
        return self.window.sheets.current

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
def sit(
    theme: Theme, qtbot: QtBot, desks: DemoDesks, notifier: RecordingNotifier
) -> Callable[[str], Seat]:
    def at(login: str) -> Seat:
        session = desks.session(login)
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

    return at


def test_every_paper_has_its_sentence() -> None:
    assert set(EXPLAINS) == set(PAPERS_ON_REQUEST)


def test_the_list_says_what_is_not_possible_and_the_form_goes_to_its_first_gap(
    sit: Callable[[str], Seat], desks: DemoDesks
) -> None:
    clerk = sit(CLERK)
    listed = clerk.kinds()
    clerk.pick("转办单")
    assert clerk.sheet is listed
    assert "先出那一张" in listed.line.text()
    clerk.pick("“办不成事”登记表")
    form = clerk.sheet
    assert isinstance(form, RequestSheet)
    applicant = clerk.session.lookup.case(clerk.case_id).case.application.applicant
    assert form.inputs["unresolved.person"].value() == applicant.name
    clerk.press(KEY.Key_F9)
    assert form.inputs["unresolved.channel"].fault() == "还没选反映渠道。选好再出。"
    printed = len(desks.tray.papers)
    fill_by_keys(clerk)
    clerk.press(KEY.Key_F9)
    assert clerk.sheet is None
    event = clerk.session.lookup.case(clerk.case_id).events[-1]
    assert event.move is Move.ISSUE_PAPER
    assert event.cause.startswith("“办不成事”登记表")
    assert len(desks.tray.papers) == printed + 1


def fill_by_keys(seat: Seat) -> None:
    """Fill the register of an unresolved matter as a clerk does."""
    for name in ("反映渠道", "受理范围", "原因类别", "问题类型", "复杂程度", "处理方式"):
        choose_first(seat, name)
    for name, text in (
        ("反映内容", "三次来问没有答复"),
        ("诉求", "书面说明"),
        ("办结期限", "20260923"),
    ):
        seat.go_to(name)
        seat.write(text)


def choose_first(seat: Seat, name: str) -> None:
    form = seat.sheet
    assert isinstance(form, RequestSheet)
    field = next(one for one in form.inputs.values() if one.get_label() == name)
    for _ in range(60):
        if field.isAncestorOf(seat.focus()):
            break
        seat.press(KEY.Key_Tab)
    seat.press(KEY.Key_Space)
    assert field.value()


def test_what_was_half_typed_is_there_again_for_this_paper_alone(
    sit: Callable[[str], Seat],
) -> None:
    clerk = sit(CLERK)
    clerk.form("“办不成事”登记表")
    clerk.go_to("反映内容")
    clerk.write("三次来问")
    clerk.press(KEY.Key_Escape)
    assert clerk.sheet is None
    again = clerk.form("“办不成事”登记表")
    assert again.inputs["unresolved.matter"].value() == "三次来问"


def test_a_fault_of_the_service_stands_at_its_field_and_nothing_is_lost(
    sit: Callable[[str], Seat],
) -> None:
    clerk = sit(CLERK)
    form = clerk.form("“办不成事”登记表")
    fill_by_keys(clerk)
    form.inputs["unresolved.scope"].set_value("不属于")
    clerk.press(KEY.Key_F9)
    assert clerk.sheet is form
    assert "写明理由" in form.inputs["unresolved.elsewhere"].fault()
    assert form.inputs["unresolved.matter"].value() == "三次来问没有答复"


def test_who_has_none_of_the_duties_does_not_see_the_line(sit: Callable[[str], Seat]) -> None:
    reviewer = sit(REVIEWER)
    reviewer.press(KEY.Key_B, ALT)
    listed = reviewer.sheet
    titles = [line.title for line in listed._lines] if isinstance(listed, LineListSheet) else []
    assert "另出文书" not in titles


def test_the_head_is_offered_what_he_may_issue(sit: Callable[[str], Seat]) -> None:
    head = sit(HEAD)
    listed = head.kinds()
    assert [line.title for line in listed._lines] == ["督办单"]
    head.pick("督办单")
    assert "先出那一张" in listed.line.text()
