"""The search screen on the told demo centre."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.codes import code_text
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow
from windowdesk.tools.demo_centre import APPROVER, CLERK
from windowdesk.ui.find_screen import FindScreen
from windowdesk.ui.find_words import not_found
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.tasks import RunNow, RunOnCall, Tasks
from windowdesk.ui.theme import Theme


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def session(desks: DemoDesks) -> Session:
    return desks.session(CLERK)


def _screen(qtbot: QtBot, theme: Theme, session: Session, tasks: Tasks | None = None) -> FindScreen:
    kit = Kit(theme, Assets(), tasks or RunNow(), RecordingNotifier())
    made = FindScreen(kit, session, PrintWatch(kit, session))
    made.install_keys()
    qtbot.addWidget(made)
    made.resize(1286, 690)
    made.show()
    qtbot.waitExposed(made)
    made.take_focus()
    return made


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, session: Session) -> FindScreen:
    return _screen(qtbot, theme, session)


def _write(screen: FindScreen, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(screen.find_field.edit, event)


def _press(qtbot: QtBot, screen: FindScreen, key: Qt.Key) -> None:
    qtbot.keyClick(screen.window().focusWidget() or screen, key)


def _lines(screen: FindScreen) -> list[str]:
    model = screen.results.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _latest(session: Session) -> CaseRow:
    return session.database.lists.recent(session.account.login, 1)[0]


def test_the_empty_field_shows_the_cases_that_the_account_received_last(
    screen: FindScreen, session: Session
) -> None:
    lines = _lines(screen)
    assert lines[0].startswith("你最近收的件")
    assert _latest(session).applicant_name in lines[1]


@pytest.mark.parametrize("by", ["name", "part of a name", "number", "tail", "phone", "id", "paper"])
def test_a_case_is_found_by_whatever_the_visitor_brings(
    qtbot: QtBot, screen: FindScreen, session: Session, by: str
) -> None:
    row = _latest(session)
    with session.database.reading() as uow:
        case = uow.cases.get(row.case_id)
        paper = uow.papers.of_case(row.case_id)[0]
    party = case.application.applicant
    typed = {
        "name": party.name,
        "part of a name": party.name[1:],
        "number": case.number.grouped,
        "tail": case.number.short,
        "phone": party.phone,
        "id": party.id_number.number,
        "paper": paper.number,
    }[by]
    _write(screen, typed)
    _press(qtbot, screen, Qt.Key.Key_Return)
    assert any(row.applicant_name in line for line in _lines(screen))
    assert all(party.id_number.number not in line for line in _lines(screen))


def test_enter_goes_to_the_list_and_enter_again_opens_the_case(
    qtbot: QtBot, screen: FindScreen, session: Session
) -> None:
    row = _latest(session)
    _write(screen, CaseNumber(row.number).grouped)
    _press(qtbot, screen, Qt.Key.Key_Return)
    with qtbot.waitSignal(screen.case_opened) as told:
        _press(qtbot, screen, Qt.Key.Key_Return)
    assert told.args == [row.case_id]


def test_typing_alone_searches_after_a_moment(
    qtbot: QtBot, screen: FindScreen, session: Session
) -> None:
    _write(screen, _latest(session).applicant_name)
    qtbot.waitUntil(lambda: screen.count_text.text().startswith("找到"))
    assert screen.find_field.edit.hasFocus()


def test_a_scanned_paper_opens_its_case(qtbot: QtBot, screen: FindScreen, session: Session) -> None:
    row = _latest(session)
    qtbot.keyClicks(screen.find_field.edit, code_text("02", row.number))
    with qtbot.waitSignal(screen.case_opened) as told:
        _press(qtbot, screen, Qt.Key.Key_Return)
    assert told.args == [row.case_id]


def test_a_scan_that_was_not_read_whole_says_so(qtbot: QtBot, screen: FindScreen) -> None:
    qtbot.keyClicks(screen.find_field.edit, "WD1:02:12345")
    _press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.find_field.fault()


def test_nobody_of_that_name_is_said_by_name_and_esc_clears(
    qtbot: QtBot, screen: FindScreen
) -> None:
    _write(screen, "石小林")
    _press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.nothing.isVisible()
    assert screen.nothing.accessibleName() == "没有叫“石小林”的人"
    _press(qtbot, screen, Qt.Key.Key_Escape)
    assert screen.step_back()
    assert screen.results.isVisible()


def test_f2_hands_the_name_that_was_not_found_on_to_acceptance(
    qtbot: QtBot, screen: FindScreen
) -> None:
    screen.look_for("石小林")
    with qtbot.waitSignal(screen.acceptance_wanted) as told:
        screen.new()
    assert told.args == ["石小林"]


def test_old_rows_stay_until_new_ones_are_there(
    qtbot: QtBot, theme: Theme, session: Session
) -> None:
    held = RunOnCall()
    screen = _screen(qtbot, theme, session, held)
    held.finish()
    before = _lines(screen)
    screen.look_for("石小林")
    assert _lines(screen) == before
    held.finish()
    assert _lines(screen) == []


def test_an_account_that_never_received_anything_is_told_what_to_do(
    qtbot: QtBot, theme: Theme, desks: DemoDesks
) -> None:
    screen = _screen(qtbot, theme, desks.session(APPROVER))
    assert screen.nothing.accessibleName() == "找人、找件、找文书"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("石小林", "没有叫“石小林”的人"),
        ("sxl", "没有拼音头是“SXL”的人"),
        ("138", "号码至少写 5 位"),
        ("13800001111", "没有号码是“13800001111”的件"),
        ("云受〔2026〕9号", "没有文号是“云受〔2026〕9号”的文书"),
        ("长" * 200, "写得太长了"),
    ],
)
def test_what_was_not_found_is_named_after_its_look(typed: str, title: str) -> None:
    assert not_found(typed).title == title
