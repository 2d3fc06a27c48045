"""其他办理 on the approval desk, by keys: what is there, what is off, what each sheet does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, REVIEWER, DemoDesks, demo_desks
from tests.ui.seats import Seat, sit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.worklists import CaseRow, Queue, QueueQuery
from windowdesk.tools.demo_centre import APPROVER
from windowdesk.ui.act_sheet import ActSheet
from windowdesk.ui.decline_sheet import DeclineSheet
from windowdesk.ui.extension_sheet import ExtensionSheet
from windowdesk.ui.fields import Field
from windowdesk.ui.hearing_sheets import HearingAskSheet, HearingCallSheet, InterestedSheet
from windowdesk.ui.inspection_sheet import InspectionSheet
from windowdesk.ui.procedure_end_sheet import ProcedureEndSheet
from windowdesk.ui.procedure_sheet import ProcedureSheet
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import TurnOffer, offers
from windowdesk.ui.turn_list import TurnListSheet
from windowdesk.ui.turn_sheets import TURN_KEYS, TURN_SHEETS

ALT, HEAD = Qt.KeyboardModifier.AltModifier, "yl-0402"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


def reviewed(seat: Seat) -> CaseRow:
    """Return a case in review whose item lists a special procedure."""
    rows = seat.session.database.lists.queue(QueueQuery(Queue.REVIEW, department="民政"))
    lookup = seat.session.lookup.case
    return next(
        row
        for row in rows
        if row.state is CaseState.REVIEWING and lookup(row.case_id).case.item.special_procedures
    )


def at_case(theme: Theme, qtbot: QtBot, desks: DemoDesks, login: str, case_id: int) -> Seat:
    seat = sit(theme, qtbot, desks, login)
    seat.desk.case.show_case(case_id)
    return seat


def sheet(seat: Seat) -> Sheet | None:
    return seat.window.sheets.current


def listed(seat: Seat) -> dict[Move, TurnOffer]:
    view = seat.desk.case.view
    assert view is not None
    found = offers(TURN_SHEETS, view, NOW, seat.session.account)
    return {offer.move: offer for offer in found}


def test_what_the_table_forbids_is_absent_and_what_the_duty_forbids_says_who_may(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    seat.go_to(reviewed(seat))
    found = listed(seat)
    assert not {Move.RESUME, Move.END_PROCEDURE, Move.CALL_HEARING} & set(found)
    assert "机关负责人" in found[Move.SUSPEND].off
    assert found[Move.EXTEND].off == "只有机关负责人能批准延期。"
    assert not found[Move.ASK_PROCEDURE].off
    seat.press(Qt.Key.Key_B, ALT)
    opened = sheet(seat)
    assert isinstance(opened, TurnListSheet)
    places = [offer.move for offer in found.values()]
    assert opened.list.place == next(n for n, o in enumerate(found.values()) if not o.off)
    seat.press(Qt.Key(Qt.Key.Key_1 + places.index(Move.EXTEND)))
    assert sheet(seat) is opened
    assert opened.line.text() == "只有机关负责人能批准延期。"
    seat.press(Qt.Key(Qt.Key.Key_1 + places.index(Move.ASK_EXTENSION)))
    assert isinstance(sheet(seat), ExtensionSheet)


def test_every_key_of_a_turn_is_in_the_table_of_keys(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, APPROVER)
    groups = seat.desk.keys()
    shown = {act.keys for group in groups for act in group.acts}
    assert {"Alt+B", "Alt+T", "Alt+Y"} <= shown
    assert {key for key, _words in TURN_KEYS} <= shown


def test_a_procedure_is_asked_for_begun_and_ended_by_keys(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    reviewer = sit(theme, qtbot, desks, REVIEWER)
    row = reviewed(reviewer)
    reviewer.go_to(row)
    reviewer.press(Qt.Key.Key_T, ALT)
    asked = sheet(reviewer)
    assert isinstance(asked, ProcedureSheet)
    reviewer.press(Qt.Key.Key_F9)
    assert sheet(reviewer) is asked
    assert asked.body_name.fault() or asked.kind.fault()
    asked.kind.set_value(next(iter(_names(reviewer))))
    asked.kind.edited.emit(asked.kind.value())
    asked.body_name.set_value("镇综治办")
    asked.days.set_value("5")
    asked.days.edited.emit("5")
    assert "→" in asked.moved.text()
    reviewer.press(Qt.Key.Key_F9)
    assert sheet(reviewer) is None
    reviewer.window.close()

    approver = at_case(theme, qtbot, desks, APPROVER, row.case_id)
    approver.press(Qt.Key.Key_T, ALT)
    begun = sheet(approver)
    assert isinstance(begun, ProcedureSheet)
    assert (begun.body_name.value(), begun.days.value()) == ("镇综治办", "5")
    approver.press(Qt.Key.Key_F9)
    assert approver.state_of(row) is CaseState.SUSPENDED
    assert "启动特别程序，打 1 份文书" in approver.said.lines[-1]
    approver.window.close()

    again = at_case(theme, qtbot, desks, REVIEWER, row.case_id)
    again.press(Qt.Key.Key_T, ALT)
    ended = sheet(again)
    assert isinstance(ended, ProcedureEndSheet)
    again.press(Qt.Key.Key_F9)
    assert "文号" in ended.result.fault()
    ended.result.set_value("民公〔2026〕8号")
    again.press(Qt.Key.Key_F9)
    assert again.state_of(row) is CaseState.REVIEWING


def _names(seat: Seat) -> list[str]:
    view = seat.desk.case.view
    assert view is not None
    return [one.name for one in view.case.item.special_procedures]


def test_what_stands_in_a_sheet_that_was_put_aside_is_there_again(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    seat.go_to(reviewed(seat))
    seat.press(Qt.Key.Key_Y, ALT)
    first = sheet(seat)
    assert isinstance(first, ExtensionSheet)
    first.reason.set_value("家庭收入要向三个部门核对")
    seat.press(Qt.Key.Key_Escape)
    assert sheet(seat) is None
    seat.press(Qt.Key.Key_Y, ALT)
    again = sheet(seat)
    assert isinstance(again, ExtensionSheet)
    assert again.reason.value() == "家庭收入要向三个部门核对"


def test_an_extension_is_asked_for_and_allowed(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    reviewer = sit(theme, qtbot, desks, REVIEWER)
    row = reviewed(reviewer)
    reviewer.go_to(row)
    view = reviewer.desk.case.view
    assert view is not None
    assert view.statutory is not None
    reviewer.press(Qt.Key.Key_Y, ALT)
    asked = sheet(reviewer)
    assert isinstance(asked, ExtensionSheet)
    assert asked.office.isHidden()
    asked.reason.set_value("家庭收入要向三个部门核对")
    reviewer.press(Qt.Key.Key_F9)
    reviewer.window.close()

    head = at_case(theme, qtbot, desks, HEAD, row.case_id)
    head.press(Qt.Key.Key_Y, ALT)
    allowed = sheet(head)
    assert isinstance(allowed, ExtensionSheet)
    assert (allowed.days.value(), allowed.reason.value()) == ("10", "家庭收入要向三个部门核对")
    allowed.office.set_value("镇长")
    head.press(Qt.Key.Key_F9)
    case = head.session.lookup.case(row.case_id).case
    assert case.turns.extension is not None
    assert (case.extension_days, case.turns.extension.office) == (10, "镇长")
    head.press(Qt.Key.Key_Y, ALT)
    assert sheet(head) is None
    assert head.said.lines[-1] == "这件已经延长过一次，不能再延长。在期限以前作出决定。"


def test_a_declined_proposal_says_what_was_asked(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    reviewer = sit(theme, qtbot, desks, REVIEWER)
    row = reviewed(reviewer)
    reviewer.go_to(row)
    reviewer.press(Qt.Key.Key_Y, ALT)
    asked = sheet(reviewer)
    assert isinstance(asked, ExtensionSheet)
    asked.reason.set_value("家庭收入要核对")
    reviewer.press(Qt.Key.Key_F9)
    reviewer.window.close()
    head = at_case(theme, qtbot, desks, HEAD, row.case_id)
    declined = _open(head, Move.DECLINE_EXTENSION)
    assert isinstance(declined, DeclineSheet)
    declined.reason.set_value("抓紧办")
    head.press(Qt.Key.Key_F9)
    assert head.session.lookup.case(row.case_id).case.turns.asked_extension is None


def _open(seat: Seat, move: Move) -> Sheet | None:
    """Open the sheet of a turn through the list, by its figure or by ↓ and Enter."""
    seat.desk.case.show_changes()
    moves = list(listed(seat))
    seat.press(Qt.Key.Key_B, ALT)
    opened = sheet(seat)
    assert isinstance(opened, TurnListSheet)
    opened.list.go_to(0)
    for _ in range(moves.index(move)):
        seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    return sheet(seat)


def test_interested_parties_are_told_and_a_hearing_is_called(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    row = reviewed(seat)
    seat.go_to(row)
    told = _open(seat, Move.NOTIFY_INTERESTED)
    assert isinstance(told, InterestedSheet)
    told.parties.set_value("杨正明、陆秀珍")
    told.matter.set_value("名额只有一个")
    seat.press(Qt.Key.Key_F9)
    assert seat.state_of(row) is CaseState.SUSPENDED
    seat.desk.case.show_case(row.case_id)
    asked = _open(seat, Move.ASK_HEARING)
    assert isinstance(asked, HearingAskSheet)
    asked.who.set_value("杨正明")
    seat.press(Qt.Key.Key_F9)
    seat.desk.case.show_case(row.case_id)
    call = _open(seat, Move.CALL_HEARING)
    assert isinstance(call, HearingCallSheet)
    call.on.set_day(local_date(NOW) + timedelta(days=1))
    for field, words in ((call.hour, "上午9时"), (call.place, "镇政府"), (call.chair, "段正刚")):
        field.set_value(words)
    seat.press(Qt.Key.Key_F9)
    assert isinstance(sheet(seat), HearingCallSheet)
    assert "提前七日" in call.line.text()
    case = seat.session.lookup.case(row.case_id).case
    call.on.set_day(seat.session.hearings.days_for(case, local_date(NOW))[0])
    seat.press(Qt.Key.Key_F9)
    again = seat.session.lookup.case(row.case_id).case
    assert again.turns.hearings[-1].call is not None


def test_an_inspection_wants_a_second_pair_of_eyes(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    row = reviewed(seat)
    seat.go_to(row)
    seen = _open(seat, Move.INSPECT)
    assert isinstance(seen, InspectionSheet)
    seen.found.set_value("房屋空置")
    seat.press(Qt.Key.Key_F9)
    assert "两人以上" in seen.staff.fault()
    seen.staff.set_value("何正明、代永康")
    seat.press(Qt.Key.Key_F9)
    (inspection,) = seat.session.lookup.case(row.case_id).case.turns.inspections
    assert inspection.staff == ("何正明", "代永康")


def test_each_sheet_begins_where_something_is_to_be_written(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    seat.go_to(reviewed(seat))
    for move in (Move.ASK_PROCEDURE, Move.ASK_EXTENSION, Move.INSPECT, Move.NOTIFY_INTERESTED):
        opened = _open(seat, move)
        assert isinstance(opened, ActSheet)
        focus = opened.focusWidget()
        assert focus is not None
        fields = [one for one in opened.fields().values() if isinstance(one, Field)]
        assert any(field.isAncestorOf(focus) for field in fields)
        seat.press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_button_is_cut_and_what_has_no_room_works_by_its_key(
    theme: Theme, qtbot: QtBot, desks: DemoDesks, scale: float
) -> None:
    seat = sit(theme, qtbot, desks, APPROVER)
    seat.window.resize(1366, 768)
    theme.set_scale(scale)
    seat.go_to(reviewed(seat))
    QApplication.processEvents()
    buttons = seat.desk.acts.buttons.values()
    shown = [button for button in buttons if not button.isHidden()]
    assert shown
    assert all(button.width() >= button.sizeHint().width() for button in shown)
    seat.press(Qt.Key.Key_B, ALT)
    assert isinstance(sheet(seat), TurnListSheet)


def test_what_cannot_be_done_now_stands_last_so_that_figures_pick_what_can(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    seat.go_to(reviewed(seat))
    off = [bool(offer.off) for offer in listed(seat).values()]
    assert off == sorted(off)
    assert set(off) == {True, False}
