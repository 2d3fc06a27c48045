"""Parallel review, referral and pulling back at the approval desk, by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desks import DemoDesks, demo_desks
from tests.ui.seats import Seat, sit
from windowdesk.domain.case import Case
from windowdesk.domain.states import CaseState
from windowdesk.services.case_row import CaseRow
from windowdesk.services.session import Session
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER, REVIEWERS
from windowdesk.ui.approval_acts import DeskAct
from windowdesk.ui.approval_list import Filter
from windowdesk.ui.asked_sheet import AskedSheet
from windowdesk.ui.opinion_sheets import QuestionSheet
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn_list import TurnListSheet

ALT = Qt.KeyboardModifier.AltModifier
K = Qt.Key
FARMING, CIVIL = "农业农村", "民政"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def farming(theme: Theme, qtbot: QtBot, desks: DemoDesks) -> Seat:
    return sit(theme, qtbot, desks, REVIEWERS[FARMING])


def pick_turn(seat: Seat, title: str) -> None:
    """Open a turn from 其他办理 by its figure."""
    seat.press(K.Key_B, ALT)
    sheet = seat.window.sheets.current
    assert isinstance(sheet, TurnListSheet)
    titles = [offer.title for offer in sheet._offered]
    assert title in titles, titles
    sheet.pick(titles.index(title))


def case_of(session: Session, row: CaseRow) -> Case:
    return session.lookup.case(row.case_id).case


def in_hand(seat: Seat) -> CaseRow:
    """Return a case of the farming office in the reviewer's hands."""
    row = seat.first(CaseState.REVIEWING, FARMING)
    if row.holder != seat.session.account.login:
        seat.session.approval.take_over(row.case_id, "接着办")
        seat.desk.refresh()
    seat.go_to(row)
    return row


def ask(seat: Seat) -> CaseRow:
    row = in_hand(seat)
    pick_turn(seat, "征求意见")
    sheet = seat.window.sheets.current
    assert isinstance(sheet, QuestionSheet)
    chips = [chip.text() for chip in sheet.departments.chips]
    place = next(n for n, text in enumerate(chips) if text.endswith(CIVIL))
    seat.press(K(K.Key_1 + place))
    sheet.question.put_in("申请人是否低保户")
    seat.press(K.Key_F9)
    assert seat.window.sheets.current is None
    return row


def test_a_question_is_sent_by_keys_and_the_case_stays_in_hand(farming: Seat) -> None:
    row = ask(farming)
    case = case_of(farming.session, row)
    (opinion,) = case.turns.opinions
    assert (opinion.department, opinion.question) == (CIVIL, "申请人是否低保户")
    assert case.holder == REVIEWERS[FARMING]


def test_handing_on_waits_and_says_for_whom(farming: Seat) -> None:
    row = ask(farming)
    farming.write("材料属实，拟同意")
    main = farming.desk.acts.by_key("F9")
    assert main is not None
    assert f"还在等意见：{CIVIL}" in main.off
    assert farming.state_of(row) is CaseState.REVIEWING


def test_the_asked_department_finds_it_under_its_own_chip_and_answers(
    farming: Seat, theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    row = ask(farming)
    civil = sit(theme, qtbot, desks, REVIEWERS[CIVIL])
    civil.desk.filters.set_value(Filter.ASKED)
    civil.desk.filters.chosen.emit(Filter.ASKED)
    civil.go_to(row)
    assert civil.desk.acts.offered[0].act is DeskAct.ANSWER
    civil.press(K.Key_F9)
    sheet = civil.window.sheets.current
    assert isinstance(sheet, AskedSheet)
    civil.press(K.Key_F9)
    assert civil.window.sheets.current is sheet
    sheet.inputs["verdict"].set_value("yes")
    sheet.inputs["text"].set_value("不是低保户，不影响")
    civil.press(K.Key_F9)
    assert civil.window.sheets.current is None
    (opinion,) = case_of(farming.session, row).turns.opinions
    assert (opinion.agrees, opinion.text) == (True, "不是低保户，不影响")
    farming.desk.refresh()
    main = farming.desk.acts.by_key("F9")
    assert main is not None
    assert "等意见" not in main.off


def test_an_answer_that_never_comes_is_waived_with_a_reason(farming: Seat) -> None:
    row = ask(farming)
    pick_turn(farming, "不再等意见")
    sheet = farming.window.sheets.current
    assert isinstance(sheet, AskedSheet)
    sheet.inputs["reason"].set_value("电话里说过了")
    farming.press(K.Key_F9)
    assert not case_of(farming.session, row).turns.opinions[0].is_open


def hand_on(seat: Seat) -> CaseRow:
    row = in_hand(seat)
    seat.session.approval.propose(row.case_id, "拟同意")
    seat.desk.refresh()
    seat.desk.case.show_case(row.case_id)
    return row


def test_what_was_handed_on_unread_is_pulled_back_by_its_key(farming: Seat) -> None:
    row = hand_on(farming)
    assert farming.desk.acts.buttons[DeskAct.PULL_BACK].isVisible()
    farming.press(K.Key_H, ALT)
    assert farming.state_of(row) is CaseState.REVIEWING
    assert case_of(farming.session, row).holder == REVIEWERS[FARMING]


def test_i16_once_the_decider_has_it_in_sight_nobody_pulls_it_back(
    farming: Seat, theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    row = hand_on(farming)
    decider = sit(theme, qtbot, desks, APPROVER)
    decider.go_to(row)
    qtbot.waitUntil(lambda: case_of(farming.session, row).opened_by_next, timeout=5_000)
    farming.window.activateWindow()
    farming.press(K.Key_H, ALT)
    assert farming.state_of(row) is CaseState.PROPOSED
    farming.desk.refresh()
    assert not farming.desk.acts.buttons[DeskAct.PULL_BACK].isVisible()
    # The decider goes on with what he reads: his look has not made it old.
    decider.window.activateWindow()
    decider.write("准予。")
    decider.press(K.Key_F9)
    assert decider.state_of(row) is CaseState.APPROVED


def test_passing_by_is_no_look(farming: Seat, theme: Theme, qtbot: QtBot, desks: DemoDesks) -> None:
    row = hand_on(farming)
    decider = sit(theme, qtbot, desks, APPROVER)
    decider.go_to(row)
    decider.go_to(decider.first(CaseState.REVIEWING))
    assert not decider.desk.case._looking.isActive()
    assert not case_of(farming.session, row).opened_by_next


def test_the_county_is_reported_to_and_its_result_is_entered_by_keys(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    decider = sit(theme, qtbot, desks, APPROVER)
    row = county_case(decider)
    pick_turn(decider, "上报")
    sheet = decider.window.sheets.current
    assert isinstance(sheet, AskedSheet)
    sheet.inputs["organ"].set_value("青岫县民政局")
    sheet.inputs["opinion"].set_value("入户核查属实，拟同意")
    decider.press(K.Key_F9)
    assert decider.window.sheets.current is None
    assert decider.state_of(row) is CaseState.REFERRED_UP
    decider.desk.refresh()
    decider.desk.filters.chosen.emit(Filter.COUNTY)
    decider.desk.case.show_case(row.case_id)
    pick_turn(decider, "县级退回")
    back = decider.window.sheets.current
    assert isinstance(back, AskedSheet)
    back.inputs["reason"].set_value("收入核对过期")
    back.inputs["originals"].set_value("no")
    decider.press(K.Key_F9)
    assert decider.state_of(row) is CaseState.REVIEWING


def county_case(seat: Seat) -> CaseRow:
    """Return a case that the county decides, in the decider's hands."""
    with seat.session.database.reading() as uow:
        county = {
            item.name for item in uow.items.all_current() if item.decided_level.value == "county"
        }
    rows = [
        row
        for state in (CaseState.REVIEWING, CaseState.ASSIGNED)
        for row in rows_of(seat, state)
        if row.item_name in county
    ]
    assert rows, "the demo centre has no case that the county decides"
    row = rows[0]
    if row.state is CaseState.ASSIGNED:
        seat.session.approval.claim(row.case_id)
    else:
        seat.session.approval.take_over(row.case_id, "上报")
    seat.desk.refresh()
    seat.go_to(row)
    return row


def rows_of(seat: Seat, state: CaseState) -> list[CaseRow]:
    queue = Queue.UNCLAIMED if state is CaseState.ASSIGNED else Queue.REVIEW
    return [
        row for row in seat.session.database.lists.queue(QueueQuery(queue)) if row.state is state
    ]
