"""Originals by keys: hand on, take several at once, refuse, give back, count the shelf."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, REVIEWER, DemoDesks, demo_desks
from windowdesk.app.custody_watch import CustodyWatch
from windowdesk.assets import Assets
from windowdesk.domain.custody import originals_of
from windowdesk.domain.custody_records import Original
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE
from windowdesk.services.custody import PassOn, Receiver
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import CLERK
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.count_sheet import CountSheet
from windowdesk.ui.keys_sheet import KeysSheet
from windowdesk.ui.kit import Kit
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.originals_sheet import OriginalsSheet, Way
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.session import Session as Sitting
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.take_sheet import TakeSheet
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Seat:
    """Somebody at the page of a case."""

    session: Session
    window: MainWindow
    page: CasePage
    watch: CustodyWatch
    notifier: RecordingNotifier
    qtbot: QtBot
    said: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    @property
    def sheet(self) -> Sheet | None:
        return self.window.sheets.current

    def originals(self, case_id: int) -> tuple[Original, ...]:
        return originals_of(self.session.lookup.case(case_id).case)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


def sit(desks: DemoDesks, theme: Theme, qtbot: QtBot, login: str) -> Seat:
    session, notifier = desks.session(login), RecordingNotifier()
    kit = Kit(theme, Assets(), RunNow(), notifier)
    prints = PrintWatch(kit, session)
    spec = ScreenSpec("case", "查询", "search", 1, lambda: CasePage(kit, session, prints))
    sitting = Sitting(session.account.name, "", session.centre.name, lambda: NOW)
    window = MainWindow(kit, sitting, (spec,), lambda _password: None)
    prints.setParent(window)
    watch = CustodyWatch(kit, session, window, prints)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = window.visit("case")
    assert isinstance(page, CasePage)
    return Seat(session, window, page, watch, notifier, qtbot)


def kept_case(session: Session) -> tuple[int, Original]:
    """Return a case of the reviewer's department with an original in this clerk's hands."""
    for row in session.custody.all():
        view = session.lookup.case(row.case_id)
        mine = row.holder == session.account.login and not row.going
        if mine and view.case.state in UNDECIDED_AFTER_ACCEPTANCE:
            return row.case_id, next(o for o in originals_of(view.case) if o.code == row.code)
    raise AssertionError("no case with an original")


def passed(session: Session, many: int, to: Receiver) -> list[int]:
    """Hand everything that the clerk holds of ``many`` cases on."""
    cases: dict[int, list[str]] = {}
    for row in session.custody.all():
        if row.holder == session.account.login and not row.going:
            cases.setdefault(row.case_id, []).append(row.code)
    chosen = list(cases)[:many]
    for case_id in chosen:
        session.custody.pass_on(case_id, PassOn(tuple(cases[case_id]), to, "审查"))
    return chosen


def hand_of(session: Session) -> Receiver:
    account = session.account
    return Receiver(account.department, account.login, account.name)


@pytest.fixture
def clerk(desks: DemoDesks, theme: Theme, qtbot: QtBot) -> Seat:
    return sit(desks, theme, qtbot, CLERK)


def test_the_page_says_in_whose_hands_the_originals_are(clerk: Seat) -> None:
    case_id, one = kept_case(clerk.session)
    clerk.page.open(case_id)
    assert clerk.page.originals.isVisible()
    assert one.name in clerk.page.originals.toolTip()
    assert "在你手里" in clerk.page.originals.words.whole


def test_two_keys_hand_the_originals_to_the_department_of_the_case(clerk: Seat) -> None:
    case_id, one = kept_case(clerk.session)
    clerk.page.open(case_id)
    clerk.press(Qt.Key.Key_E, _CTRL)
    assert isinstance(clerk.sheet, OriginalsSheet)
    clerk.press(Qt.Key.Key_F9)
    assert clerk.sheet is None
    department = clerk.session.lookup.case(case_id).case.department
    assert one.name in clerk.page.originals.toolTip()
    assert f"正交给{department}" in clerk.page.originals.words.whole
    assert clerk.page.papers.lines[0].title == "材料交接清单"


def test_a_receiver_is_found_by_the_first_letters(clerk: Seat) -> None:
    case_id, _one = kept_case(clerk.session)
    clerk.page.open(case_id)
    clerk.press(Qt.Key.Key_E, _CTRL)
    sheet = clerk.sheet
    assert isinstance(sheet, OriginalsSheet)
    person = next(r for r in clerk.session.custody.receivers() if r.login == REVIEWER.lower())
    sheet.to.set_value(next(c for c, r in sheet.hands.items() if r == person))
    clerk.press(Qt.Key.Key_F9)
    slip = clerk.session.lookup.case(case_id).case.turns.slips[-1]
    assert (slip.receiver, slip.receiver_name) == (REVIEWER.lower(), person.name)


def test_one_key_calls_an_untaken_slip_back(clerk: Seat) -> None:
    case_id, _one = kept_case(clerk.session)
    clerk.page.open(case_id)
    clerk.press(Qt.Key.Key_E, _CTRL)
    clerk.press(Qt.Key.Key_F9)
    clerk.press(Qt.Key.Key_E, _CTRL)
    clerk.press(Qt.Key.Key_Z, _ALT)
    assert clerk.sheet is None
    assert "在你手里" in clerk.page.originals.words.whole
    assert not any(s.is_open for s in clerk.session.lookup.case(case_id).case.turns.slips)


def test_giving_back_wants_the_signature(clerk: Seat) -> None:
    case_id, one = kept_case(clerk.session)
    clerk.page.open(case_id)
    clerk.press(Qt.Key.Key_E, _CTRL)
    sheet = clerk.sheet
    assert isinstance(sheet, OriginalsSheet)
    clerk.press(Qt.Key.Key_B, _ALT)
    clerk.press(Qt.Key.Key_Right)
    assert sheet.way.value() == Way.GIVE_BACK
    clerk.press(Qt.Key.Key_F9)
    assert clerk.sheet is sheet
    assert "签" in sheet.signed.fault()
    clerk.press(Qt.Key.Key_H, _ALT)
    clerk.press(Qt.Key.Key_F9)
    assert clerk.sheet is None
    assert {o.holder_name for o in clerk.originals(case_id) if o.code == one.code} == {"申请人"}


def test_several_slips_are_taken_with_two_keys(
    desks: DemoDesks, theme: Theme, qtbot: QtBot
) -> None:
    reviewer = sit(desks, theme, qtbot, REVIEWER)
    giver = desks.session(CLERK)
    to = hand_of(reviewer.session)
    cases = passed(giver, 3, to)
    reviewer.watch.look()
    assert "待接收 3 Ctrl+E" in reviewer.window.status.text_of("slips")
    reviewer.press(Qt.Key.Key_E, _CTRL)
    assert isinstance(reviewer.sheet, TakeSheet)
    reviewer.press(Qt.Key.Key_F9)
    assert reviewer.sheet is None
    assert reviewer.window.status.text_of("slips") == ""
    held = {
        row.case_id
        for row in reviewer.session.custody.all()
        if row.holder == reviewer.session.account.login
    }
    assert held == set(cases)


def test_a_scan_ticks_the_slip_of_that_case_alone(
    desks: DemoDesks, theme: Theme, qtbot: QtBot
) -> None:
    reviewer = sit(desks, theme, qtbot, REVIEWER)
    giver = desks.session(CLERK)
    to = hand_of(reviewer.session)
    cases = passed(giver, 2, to)
    reviewer.press(Qt.Key.Key_E, _CTRL)
    sheet = reviewer.sheet
    assert isinstance(sheet, TakeSheet)
    number = reviewer.session.lookup.case(cases[1]).case.number
    assert reviewer.watch.scanned(CaseNumber(number.digits).short)
    assert [slip.case_id for slip in sheet.list.ticked_slips()] == [cases[1]]


def test_a_refusal_wants_a_reason(desks: DemoDesks, theme: Theme, qtbot: QtBot) -> None:
    reviewer = sit(desks, theme, qtbot, REVIEWER)
    giver = desks.session(CLERK)
    to = hand_of(reviewer.session)
    (case_id,) = passed(giver, 1, to)
    reviewer.press(Qt.Key.Key_E, _CTRL)
    sheet = reviewer.sheet
    assert isinstance(sheet, TakeSheet)
    reviewer.press(Qt.Key.Key_F7)
    assert "为什么不收" in sheet.remark.fault()
    reviewer.type("que di er ye")
    reviewer.press(Qt.Key.Key_F7)
    assert reviewer.sheet is None
    (slip,) = giver.lookup.case(case_id).case.turns.slips
    assert slip.refused_why == "que di er ye"


def test_a_count_is_whole_and_what_is_missing_goes_into_the_case(clerk: Seat) -> None:
    rows = [r for r in clerk.session.custody.all() if r.place == clerk.session.custody.place]
    assert rows
    clerk.page.open(rows[0].case_id)
    clerk.watch.acts.open_waiting()
    clerk.press(Qt.Key.Key_Q, _ALT)
    sheet = clerk.sheet
    assert isinstance(sheet, CountSheet)
    clerk.press(Qt.Key.Key_A)
    clerk.press(Qt.Key.Key_Home)
    clerk.press(Qt.Key.Key_Space)
    clerk.press(Qt.Key.Key_F9)
    assert clerk.sheet is None
    noted = [r for r in clerk.session.custody.all() if r.note]
    assert len(noted) == 1
    assert noted[0].note.startswith("架上没有，")


def test_the_list_of_the_shelf_is_printed(desks: DemoDesks, clerk: Seat) -> None:
    before = len(desks.tray.papers)
    clerk.watch.acts.open_list()
    clerk.press(Qt.Key.Key_F8)
    assert len(desks.tray.papers) == before + 1


@pytest.mark.parametrize("size", [(1366, 768), (1366, 696)])
def test_the_sheets_fit_without_scrolling(clerk: Seat, size: tuple[int, int]) -> None:
    case_id, _one = kept_case(clerk.session)
    clerk.page.open(case_id)
    clerk.window.resize(*size)
    clerk.press(Qt.Key.Key_E, _CTRL)
    sheet = clerk.sheet
    assert sheet is not None
    assert sheet.height() <= size[1]
    assert sheet.sizeHint().height() <= size[1]


def test_f1_tells_of_originals_on_their_sheets(clerk: Seat) -> None:
    clerk.watch.acts.open_waiting()
    clerk.press(Qt.Key.Key_F1)
    assert isinstance(clerk.sheet, KeysSheet)
