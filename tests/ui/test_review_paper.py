"""The 审批表 from the page of a case, and the withdrawal of what lies with the county."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.reports.reading import page_texts
from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.states import CaseState
from windowdesk.services.phrases import load_phrases
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER, CLERK
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.departure_sheet import DepartureKind, DepartureSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.review_paper import ReviewPaper
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.window_acts import WindowActs

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


def proposed(session: Session) -> int:
    rows = session.database.lists.queue(QueueQuery(Queue.REVIEW))
    return next(row.case_id for row in rows if row.state is CaseState.PROPOSED)


def test_alt_s_shows_and_f9_prints_every_opinion(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    session = desks.session(APPROVER)
    kit = Kit(theme, Assets(), RunNow(), RecordingNotifier())
    watch = PrintWatch(kit, session)
    spec = ScreenSpec("case", "办件", "approve", 2, lambda: CasePage(kit, session, watch))
    sitting = Sitting(session.account.name, "", session.centre.name, desks.clock.wall)
    window = MainWindow(kit, sitting, (spec,), lambda _password: None)
    watch.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = window.visit("case")
    assert isinstance(page, CasePage)
    case_id = proposed(session)
    page.open(case_id)
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_S, ALT)
    sheet = window.sheets.current
    assert isinstance(sheet, ReviewPaper)
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F9)
    told = "".join(page_texts(desks.tray.papers[-1]))
    events = session.lookup.case(case_id).events
    opinion = next(event for event in reversed(events) if event.move.value == "propose")
    assert opinion.cause.replace(" ", "") in told
    assert opinion.actor.name in told


def test_what_lies_with_the_county_is_withdrawn_without_a_list_of_returns(
    theme: Theme, desks: DemoDesks, qapp: QApplication
) -> None:
    session = desks.session(CLERK)
    kit = Kit(theme, Assets(), RunNow(), RecordingNotifier())
    acts = WindowActs(kit, session, load_phrases(kit.assets), qapp)
    opened: list[DepartureSheet] = []
    acts.sheet_wanted.connect(opened.append)
    rows = session.database.lists.queue(QueueQuery(Queue.REVIEW))
    case = session.lookup.case(rows[0].case_id).case
    case.state = CaseState.REFERRED_UP
    acts.give_back(case, DepartureKind.WITHDRAW)
    (sheet,) = opened
    assert sheet.materials.isHidden()
    acts.deleteLater()
