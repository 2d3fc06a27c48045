"""The other outcomes away from the acceptance desk, in the whole program window."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, REVIEWER, DemoDesks, demo_desks
from windowdesk.app.desk import CASE, Desk
from windowdesk.assets import Assets
from windowdesk.domain.case import Case, Decision
from windowdesk.domain.item_kinds import AcceptanceMode
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.outcomes import SupplementRequest
from windowdesk.domain.states import CaseState
from windowdesk.services.case_row import CaseRow
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER, CLERK, ISSUER
from windowdesk.ui.acceptance_desk import AcceptanceDesk
from windowdesk.ui.approval_desk import ApprovalDesk
from windowdesk.ui.case_page import CasePage
from windowdesk.ui.check_sheet import CheckSheet
from windowdesk.ui.deemed_sheet import DeemedSheet
from windowdesk.ui.departure_sheet import DepartureSheet
from windowdesk.ui.ending_sheet import EndingSheet
from windowdesk.ui.issue_desk import IssueDesk
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.reverse_sheet import ReverseSheet
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme

PLAIN = Qt.KeyboardModifier.NoModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
F9 = Qt.Key.Key_F9


@dataclass
class Seat:
    """Somebody who has logged in."""

    desk: Desk
    session: Session
    notifier: RecordingNotifier
    qtbot: QtBot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.desk.window, key, modifier)

    def first(self, queue: Queue, state: CaseState) -> CaseRow:
        rows = self.session.database.lists.queue(QueueQuery(queue))
        return next(row for row in rows if row.state is state)

    def state_of(self, case_id: int) -> CaseState:
        return self.session.lookup.case(case_id).case.state

    def sheet(self) -> object:
        return self.desk.window.sheets.current

    def page(self) -> CasePage:
        screen = self.desk.window.screen_in_front
        assert isinstance(screen, CasePage)
        return screen


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


Sit = Callable[[str], Seat]


@pytest.fixture
def sit(qapp: QApplication, qtbot: QtBot, theme: Theme, desks: DemoDesks) -> Iterator[Sit]:
    opened: list[Desk] = []

    def make(login: str) -> Seat:
        notifier = RecordingNotifier()
        kit = Kit(theme, Assets(), RunNow(), notifier)
        session = desks.session(login)
        settings = desks.house.settings
        desk = Desk(qapp, settings, kit, session, lambda _password: None, now=desks.clock.wall)
        # Keys of a test come as fast as those of a scanner.
        desk.scanner.stop()
        opened.append(desk)
        qtbot.addWidget(desk.window)
        with qtbot.waitActive(desk.window):
            desk.open()
            desk.window.activateWindow()
        return Seat(desk, session, notifier, qtbot)

    yield make
    for desk in opened:
        desk.stop()


def test_a_decision_just_made_is_taken_back_by_ctrl_z(sit: Sit) -> None:
    seat = sit(APPROVER)
    screen = seat.desk.window.screen_in_front
    assert isinstance(screen, ApprovalDesk)
    row = seat.first(Queue.REVIEW, CaseState.PROPOSED)
    screen.queue.choose(str(row.case_id))
    screen.opinion.first_field().put_in("准予。")
    seat.press(F9)
    assert seat.state_of(row.case_id) is CaseState.APPROVED
    seat.press(Qt.Key.Key_Z, CTRL)
    assert isinstance(seat.sheet(), ReverseSheet)
    seat.press(Qt.Key.Key_1, ALT)
    seat.press(F9)
    assert seat.sheet() is None
    assert seat.state_of(row.case_id) is CaseState.PROPOSED
    void = seat.session.lookup.case(row.case_id).case.outcomes.void_papers
    assert len(void) == 1


def test_taking_over_a_result_is_taken_back_by_ctrl_z(sit: Sit) -> None:
    seat = sit(ISSUER)
    row = seat.first(Queue.ISSUE, CaseState.APPROVED)
    receipt = seat.session.issuance.make_ready(row.case_id)
    screen = seat.desk.window.screen_in_front
    assert isinstance(screen, IssueDesk)
    screen.acted.emit(receipt)
    assert seat.state_of(row.case_id) is CaseState.READY
    seat.press(Qt.Key.Key_Z, CTRL)
    seat.press(Qt.Key.Key_1, ALT)
    seat.press(F9)
    assert seat.state_of(row.case_id) is CaseState.APPROVED


def test_the_page_of_an_accepted_case_withdraws_it_against_a_signature(sit: Sit) -> None:
    seat = sit(CLERK)
    row = seat.first(Queue.REVIEW, CaseState.REVIEWING)
    seat.desk.open_case(row.case_id)
    page = seat.page()
    assert page.act_row.buttons["Alt+H"].isVisible()
    assert not page.act_row.buttons["Alt+G"].isVisible()
    seat.press(Qt.Key.Key_H, ALT)
    sheet = seat.sheet()
    assert isinstance(sheet, DepartureSheet)
    seat.press(Qt.Key.Key_1, ALT)
    seat.press(F9)
    assert sheet.signed.fault() == "申请人还没签字。签好再办。"
    seat.press(Qt.Key.Key_H, ALT)
    seat.press(F9)
    assert seat.sheet() is None, seat.notifier.bugs
    assert seat.state_of(row.case_id) is CaseState.WITHDRAWN
    titles = [line.title for line in page.papers.lines]
    assert {"撤回申请书", "材料退还清单"} <= set(titles)
    assert page.act_row.buttons["Ctrl+Z"].isVisible()


def test_a_withdrawal_is_taken_back_on_the_page_and_its_papers_are_void(sit: Sit) -> None:
    seat = sit(CLERK)
    row = seat.first(Queue.REVIEW, CaseState.REVIEWING)
    seat.desk.open_case(row.case_id)
    seat.press(Qt.Key.Key_H, ALT)
    seat.press(Qt.Key.Key_1, ALT)
    seat.press(Qt.Key.Key_H, ALT)
    seat.press(F9)
    seat.press(Qt.Key.Key_Z, CTRL)
    seat.press(Qt.Key.Key_2, ALT)
    seat.press(F9)
    assert seat.state_of(row.case_id) is CaseState.REVIEWING
    marks = {line.title: line.state_text for line in seat.page().papers.lines}
    assert marks["撤回申请书"] == "已作废"
    assert not seat.page().act_row.buttons["Ctrl+Z"].isVisible()


def test_a_received_case_goes_on_at_the_window_from_its_page(sit: Sit) -> None:
    seat = sit(CLERK)
    row = seat.first(Queue.RECEIVED, CaseState.RECEIVED)
    seat.desk.open_case(row.case_id)
    assert seat.page().act_row.buttons["Alt+G"].isVisible()
    seat.press(Qt.Key.Key_G, ALT)
    screen = seat.desk.window.screen_in_front
    assert isinstance(screen, AcceptanceDesk)
    assert screen.visit.case is not None
    assert screen.visit.case.case_id == row.case_id


def test_a_case_ends_before_acceptance_when_the_applicant_is_gone(sit: Sit) -> None:
    seat = sit(CLERK)
    row = seat.first(Queue.RECEIVED, CaseState.RECEIVED)
    seat.desk.open_case(row.case_id)
    seat.press(Qt.Key.Key_J, ALT)
    seat.press(F9)
    sheet = seat.sheet()
    assert isinstance(sheet, EndingSheet)
    assert sheet.cause.fault() == "还没选因为什么。选一项再终止。"
    seat.press(Qt.Key.Key_Right)
    seat.press(Qt.Key.Key_Left)
    seat.press(F9)
    assert sheet.proof.fault() == "还没写证明。写死亡证明或者户口注销证明。"
    sheet.proof.set_value("2026年9月16日的死亡证明")
    seat.press(Qt.Key.Key_2, ALT)
    seat.press(F9)
    assert seat.sheet() is None, seat.notifier.bugs
    assert seat.state_of(row.case_id) is CaseState.TERMINATED
    assert "终止审查通知书" in {line.title for line in seat.page().papers.lines}


def test_an_approver_sees_no_act_of_the_window_on_the_page(sit: Sit) -> None:
    seat = sit(APPROVER)
    row = seat.first(Queue.REVIEW, CaseState.PROPOSED)
    seat.desk.open_case(row.case_id)
    buttons = seat.page().act_row.buttons
    assert [key for key, one in buttons.items() if not one.isHidden()] == ["Alt+B"]
    seat.press(Qt.Key.Key_H, ALT)
    assert seat.sheet() is None
    assert seat.notifier.lines[-1] == "受理后、决定前才能撤回申请，由综合窗口办。"


def test_silence_raises_an_alarm_with_the_way_to_every_case(sit: Sit, desks: DemoDesks) -> None:
    desks.clock.set(NOW + timedelta(days=14))
    seat = sit(CLERK)
    banner = seat.notifier.banners["silence"]
    assert banner.title == "2 件视为受理"
    assert banner.tone.value == "red"
    seat.press(Qt.Key.Key_V, ALT)
    sheet = seat.sheet()
    assert isinstance(sheet, DeemedSheet)
    assert len(sheet.list.model().index(0, 0).data()) > 0
    seat.press(Qt.Key.Key_Return)
    assert seat.desk.window.screen_code == CASE
    view = seat.page().view
    assert view is not None
    assert view.case.state is CaseState.DEEMED_ACCEPTED
    assert view.case.accepted_at == view.case.received_at
    assert seat.page().bar.mark.text() == "视为受理"


SEPARATE = AcceptanceMode.SEPARATE


def received_for_the_department(desks: DemoDesks) -> Case:
    """Receive, at the window, something that only the department of the reviewer accepts."""
    session = desks.session(CLERK)
    own = desks.session(REVIEWER).account.department
    rows = session.database.lists.queue(QueueQuery(Queue.REVIEW, own))
    before = session.lookup.case(rows[0].case_id).case
    item = replace(before.item, version=before.item.version + 1, acceptance_mode=SEPARATE)
    with session.database.unit_of_work() as uow:
        uow.items.add((item,))
        uow.commit()
    unseen = tuple(
        replace(m, state=MaterialState.UNCHECKED, originals=0, copies=0, files=0, pages=0)
        for m in before.application.materials
    )
    received = session.acceptance.receive(replace(before.application, item=item, materials=unseen))
    return session.lookup.case(received.case_id).case


def tick_every_line(seat: Seat) -> None:
    sheet = seat.sheet()
    assert isinstance(sheet, CheckSheet)
    while not sheet.act_button.hasFocus():
        seat.press(Qt.Key.Key_Return)


def test_a_reviewer_accepts_what_the_window_received_for_him(sit: Sit, desks: DemoDesks) -> None:
    case = received_for_the_department(desks)
    seat = sit(REVIEWER)
    screen = seat.desk.window.screen_in_front
    assert isinstance(screen, ApprovalDesk)
    chip = next(c for c in screen.filters.findChildren(QPushButton) if c.text() == "待受理 1")
    seat.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert screen.queue.chosen_key() == str(case.case_id)
    seat.press(F9)
    sheet = seat.sheet()
    assert isinstance(sheet, CheckSheet)
    seat.press(F9)
    assert sheet.list.fault_text.text().startswith("还缺：")
    assert seat.state_of(case.case_id) is CaseState.RECEIVED
    before = len(desks.tray.papers)
    tick_every_line(seat)
    seat.press(F9)
    assert seat.sheet() is None, seat.notifier.bugs
    assert seat.state_of(case.case_id) is CaseState.ACCEPTED
    assert len(desks.tray.papers) == before + 1
    view = seat.session.lookup.case(case.case_id)
    # The clock stands still: papers of one moment stand in no order.
    assert {paper.title for paper in view.papers} == {"申请材料接收凭证", "受理通知书"}
    assert view.case.accepter == seat.session.account.login
    assert [c.text() for c in screen.filters.findChildren(QPushButton)][-1] == "待受理 0"


def test_whoever_may_not_accept_for_the_department_is_told_who_may(
    sit: Sit, desks: DemoDesks
) -> None:
    case = received_for_the_department(desks)
    seat = sit(APPROVER)
    seat.desk.open_case(case.case_id)
    seat.press(F9)
    assert seat.sheet() is None
    assert seat.notifier.lines[-1] == "这个事项由承办部门受理。能受理的人：承办人。"


def test_a_fully_supplemented_case_is_accepted_as_of_the_last_paper(
    sit: Sit, desks: DemoDesks
) -> None:
    case = received_for_the_department(desks)
    outcomes = desks.session(CLERK).outcomes
    gaps = outcomes.usual_gaps(case)
    asked = outcomes.request_supplement(case.case_id, SupplementRequest(gaps))
    assert asked.state is CaseState.AWAITING_SUPPLEMENT
    waiting = desks.session(CLERK).lookup.case(case.case_id).case
    lines = tuple(outcomes.counted(waiting, line) for line in outcomes.demanded(waiting))
    came = outcomes.supplement(case.case_id, lines)
    desks.clock.set(NOW + timedelta(days=3))
    seat = sit(REVIEWER)
    seat.desk.open_case(case.case_id)
    assert seat.page().act_row.buttons["F9"].text() == "受理并打印"
    seat.press(F9)
    view = seat.session.lookup.case(case.case_id)
    assert view.case.state is CaseState.ACCEPTED, seat.notifier.lines
    assert view.case.accepted_at == came.at


def test_a_deemed_case_is_checked_on_its_page_and_can_then_be_approved(
    sit: Sit, desks: DemoDesks
) -> None:
    case = received_for_the_department(desks)
    desks.clock.set(NOW + timedelta(days=14))
    seat = sit(REVIEWER)
    seat.desk.open_case(case.case_id)
    assert seat.state_of(case.case_id) is CaseState.DEEMED_ACCEPTED
    assert seat.page().act_row.buttons["F9"].text() == "补核材料"
    seat.press(F9)
    seat.press(F9)
    sheet = seat.sheet()
    assert isinstance(sheet, CheckSheet)
    assert sheet.list.fault_text.text().startswith("一份都没勾")
    tick_every_line(seat)
    seat.press(F9)
    assert seat.sheet() is None, seat.notifier.bugs
    assert seat.session.lookup.case(case.case_id).case.missing_materials == ()
    assert not seat.page().act_row.buttons["F9"].isVisible()
    seat.session.approval.claim(case.case_id)
    seat.session.approval.propose(case.case_id, "材料齐全，拟同意。")
    decided = desks.session(APPROVER).approval.approve(
        case.case_id, Decision(content="准予", basis=case.item.accept_basis)
    )
    assert decided.state is CaseState.APPROVED
