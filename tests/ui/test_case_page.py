"""The page of one case: its story, papers, materials and dates; what is masked stays masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.document import PrintState
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow, Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.paper_sheet import RecordSheet
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.story import Moment
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Opened:
    """A case, opened on its page."""

    page: CasePage
    window: MainWindow
    session: Session
    row: CaseRow
    qtbot: QtBot

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def opened(theme: Theme, qtbot: QtBot, desks: DemoDesks) -> Opened:
    session = desks.session(APPROVER)
    kit = Kit(theme, Assets(), RunNow(), RecordingNotifier())
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
    page.open(row.case_id)
    return Opened(page, window, session, row, qtbot)


def test_the_story_begins_with_what_comes_next_and_ends_with_the_receipt(opened: Opened) -> None:
    entries = opened.page.story.entries
    assert [entry.moment for entry in entries[:2]] == [Moment.NEXT, Moment.NOW]
    assert [entry.title for entry in entries[-2:]] == ["受理", "收件"]
    assert entries[-2].paper == "受理通知书"


def test_the_acceptance_stands_above_the_receipt_of_the_same_act(opened: Opened) -> None:
    assert [line.title for line in opened.page.papers.lines] == ["受理通知书", "申请材料接收凭证"]


def test_the_number_is_masked_until_it_is_asked_for_and_again_after_leaving(
    opened: Opened,
) -> None:
    page = opened.page
    number = opened.session.lookup.case(opened.row.case_id).case.application.applicant.id_number
    assert page.bar.id_number.text() == number.masked
    opened.press(Qt.Key.Key_K, _ALT)
    assert page.bar.id_number.text() == number.number
    opened.press(Qt.Key.Key_F5)
    assert page.bar.id_number.text() == number.number
    page.open(opened.row.case_id)
    assert page.bar.id_number.text() == number.masked


def test_f8_opens_the_archived_papers_the_chosen_one_first(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_F8)
    sheet = opened.window.sheets.current
    assert isinstance(sheet, RecordSheet)
    assert sheet.paper.title == "申请材料接收凭证"


def test_ctrl_p_prints_the_chosen_paper_again(opened: Opened, desks: DemoDesks) -> None:
    chosen = opened.page.papers.line
    assert chosen is not None
    opened.press(Qt.Key.Key_P, _CTRL)
    assert desks.tray.papers == [opened.session.press.bytes_of_record(chosen.document_id)]
    after = opened.page.papers.line
    assert after is not None
    assert after.state_text.startswith("补打")


def test_alt_m_sets_a_print_back_and_forth(opened: Opened) -> None:
    states = []
    for _ in range(2):
        opened.press(Qt.Key.Key_M, _ALT)
        line = opened.page.papers.line
        assert line is not None
        states.append(line.state)
    assert states == [PrintState.NOT_PRINTED, PrintState.DONE]


def test_f4_goes_through_the_clocks_that_the_case_has(opened: Opened) -> None:
    proof = opened.page.proof
    seen = [proof._choice.value()]
    for _ in range(3):
        opened.press(Qt.Key.Key_F4)
        seen.append(proof._choice.value())
    assert seen == ["promise", "statutory", "notice", "promise"]


def test_esc_goes_back(opened: Opened) -> None:
    with opened.qtbot.waitSignal(opened.page.closed):
        opened.press(Qt.Key.Key_Escape)
