"""Late materials and commitments at the desks, by keyboard alone, on the told demo centre."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.lookup import CaseView
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.approval_detail import facts_about
from windowdesk.ui.asked_sheet import AskedSheet
from windowdesk.ui.case_words import mark_of
from windowdesk.ui.commitment_sheet import CommitmentSheet
from windowdesk.ui.deferral_sheet import DeferralSheet
from windowdesk.ui.gap_fill_sheet import GapFillSheet
from windowdesk.ui.gap_turns import GAP_TURNS
from windowdesk.ui.gap_words import gap_note
from windowdesk.ui.notice_sheet import NoticeSheet
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.received_sheet import ReceivedSheet
from windowdesk.ui.received_source import Waiting
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import offers

F6, F9 = Qt.Key.Key_F6, Qt.Key.Key_F9
ESC, SPACE, TAB = Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Tab
KNOWN = VILLAGERS[0]
LATE, PROOF = "户口簿", "低保证明材料"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    return sit_down(qtbot, theme, notifier, desks)


def sheet_of(counter: Counter, kind: type[Sheet]) -> Sheet:
    sheet = counter.window.sheets.current
    assert isinstance(sheet, kind), sheet
    return sheet


def begin(counter: Counter, situations: str = "135") -> None:
    """Take in a person and the subsidy; nothing is looked at yet."""
    counter.enter(KNOWN.id_number)
    for _ in range(4):
        counter.press(ENTER)
    counter.enter("两补")
    counter.type(situations)
    counter.press(ENTER)


def place_of(counter: Counter, name: str) -> int:
    lines = counter.desk.visit.materials.lines.entries
    return next(place for place, line in enumerate(lines) if line.handed.name == name)


def check_all_but(counter: Counter, *names: str) -> None:
    for place, line in enumerate(counter.desk.visit.materials.lines.entries):
        if line.handed.name not in names:
            counter.desk.visit.materials.list.go_to(place)
            counter.press(SPACE)


def key_on(counter: Counter, name: str, key: str) -> None:
    counter.desk.visit.materials.list.go_to(place_of(counter, name))
    counter.type(key)


def state_of(counter: Counter, name: str) -> MaterialState:
    return counter.desk.visit.materials.lines.entries[place_of(counter, name)].handed.state


def last_case(counter: Counter) -> CaseView:
    return counter.session.lookup.case(counter.receipts[-1].case_id)


def answer_form(counter: Counter) -> None:
    """Answer what the form of the subsidy asks for."""
    fields = counter.desk.visit.form.fields()
    fields["category"].set_value("肢体残疾 一级")
    fields["certificate"].set_value(f"{KNOWN.id_number}41")
    fields["bank"].set_value("农商银行")


def test_r_marks_only_what_may_come_late_and_says_why_not_else(counter: Counter) -> None:
    begin(counter)
    key_on(counter, LATE, "r")
    assert state_of(counter, LATE) is MaterialState.LATE
    key_on(counter, "身份证", "r")
    assert state_of(counter, "身份证") is MaterialState.UNCHECKED
    assert "不是可容缺的材料" in counter.notifier.lines[-1]
    key_on(counter, LATE, " ")
    assert state_of(counter, LATE) is MaterialState.PRESENT


def test_the_pane_promises_a_deferred_acceptance_with_its_last_day(counter: Counter) -> None:
    begin(counter, "13")
    check_all_but(counter, LATE)
    key_on(counter, LATE, "q")
    pane = counter.desk.pane
    assert pane.ways.defer_button.isVisible()
    key_on(counter, LATE, "r")
    assert pane.outcome.text() == "容缺受理"
    assert pane.tag.text() == "主件齐，1 份后补"
    assert pane.act_button.text() == "容缺受理并打印"
    assert not pane.ways.defer_button.isVisible()
    # 24 working days are promised: the longest time for late materials is 20.
    assert "月" in pane.notice.text()


def test_c_tells_first_and_then_the_proof_is_not_asked_for(counter: Counter) -> None:
    begin(counter)
    key_on(counter, PROOF, "c")
    sheet = sheet_of(counter, CommitmentSheet)
    counter.press(F9)
    assert sheet.isVisible()
    counter.press(SPACE)
    counter.press(F9)
    assert not sheet.isVisible()
    assert state_of(counter, PROOF) is MaterialState.PROMISED
    assert all(gap.text != PROOF for gap in counter.desk.visit.materials.gaps())
    key_on(counter, LATE, "c")
    assert "不能用承诺代替" in counter.notifier.lines[-1]


def sign(sheet: Sheet) -> None:
    """Fill in what a deferral asks for."""
    assert isinstance(sheet, DeferralSheet)
    sheet.reason.text.set_value("户口簿在县城")
    sheet.standing.set_value("good")
    sheet.credit.set_value("信用中国，未列入")
    sheet.signed.set_value("yes")


def defer_one(counter: Counter) -> int:
    """Accept the subsidy with the household register to come; return the case."""
    begin(counter, "13")
    check_all_but(counter, LATE)
    key_on(counter, LATE, "r")
    answer_form(counter)
    key_on(counter, "身份证", " ")
    counter.press(F9)
    sheet = sheet_of(counter, DeferralSheet)
    sign(sheet)
    counter.press(F9)
    assert not sheet.isVisible(), counter.notifier.bugs
    return counter.receipts[-1].case_id


def open_late(counter: Counter) -> ReceivedSheet:
    """Open the list of what is still to come."""
    counter.press(Qt.Key.Key_D, ALT)
    received = sheet_of(counter, ReceivedSheet)
    assert isinstance(received, ReceivedSheet)
    while received.chips.value() != Waiting.LATE:
        counter.press(Qt.Key.Key_Right)
    return received


def test_what_comes_later_is_taken_from_the_list_of_the_window(counter: Counter) -> None:
    case_id = defer_one(counter)
    open_late(counter)
    counter.press(ENTER)
    sheet = sheet_of(counter, GapFillSheet)
    counter.press(F9)
    assert sheet.isVisible()
    counter.press(SPACE)
    counter.press(F9)
    assert not sheet.isVisible(), counter.notifier.bugs
    case = counter.session.lookup.case(case_id).case
    assert (case.state, case.open_gaps) == (CaseState.ACCEPTED, ())


def test_a_reminder_is_noted_from_the_same_sheet(counter: Counter) -> None:
    case_id = defer_one(counter)
    open_late(counter)
    counter.press(ENTER)
    counter.press(Qt.Key.Key_J, ALT)
    sheet = sheet_of(counter, AskedSheet)
    counter.press(F9)
    assert sheet.isVisible()
    counter.type("打电话，本人接的")
    counter.press(F9)
    assert not sheet.isVisible(), counter.notifier.bugs
    deferral = counter.session.lookup.case(case_id).case.turns.deferral
    assert deferral is not None
    assert len(deferral.reminded) == 1


def test_a_received_case_is_deferred_too(counter: Counter) -> None:
    begin(counter, "13")
    check_all_but(counter, LATE)
    key_on(counter, LATE, "q")
    answer_form(counter)
    counter.press(Qt.Key.Key_S, ALT)
    counter.desk.open_received(counter.receipts[-1].case_id)
    key_on(counter, LATE, "r")
    counter.press(F9)
    sign(sheet_of(counter, DeferralSheet))
    counter.press(F9)
    assert last_case(counter).case.state is CaseState.ACCEPTED_DEFICIENT


def test_the_deciding_desk_says_what_holds_the_decision(counter: Counter) -> None:
    view = counter.session.lookup.case(defer_one(counter))
    assert gap_note(view.case).endswith("前补，补齐才能决定")
    assert mark_of(view)[0] == "容缺，9月21日前补"
    form = counter.session.forms.get(view.case.item.form_code)
    assert facts_about(view.case, form, NOW.date())[0].note == gap_note(view.case)


def test_every_turn_about_late_materials_stands_in_the_list_of_the_case(counter: Counter) -> None:
    view = counter.session.lookup.case(defer_one(counter))
    offered = offers(GAP_TURNS, view, NOW, counter.session.account)
    assert [offer.move for offer in offered] == [
        Move.FILL_GAP,
        Move.REMIND_GAP,
        Move.EXTEND_GAP,
        Move.WAIVE_GAP,
        Move.LAPSE_GAP,
    ]
    off = {offer.move for offer in offered if offer.off}
    assert off == {Move.WAIVE_GAP, Move.LAPSE_GAP}


def test_a_case_is_accepted_with_late_materials_from_the_first_key_to_the_last(
    counter: Counter, desks: DemoDesks
) -> None:
    begin(counter, "13")
    check_all_but(counter, LATE)
    key_on(counter, LATE, "q")
    answer_form(counter)
    key_on(counter, "身份证", " ")
    counter.press(Qt.Key.Key_C, ALT)
    sheet = sheet_of(counter, DeferralSheet)
    assert isinstance(sheet, DeferralSheet)
    counter.press(F9)
    assert counter.where() == "为什么后补"
    counter.press(Qt.Key.Key_1, ALT)
    counter.press(F9)
    sheet.standing.set_value("good")
    sheet.credit.take_focus()
    counter.type("信用中国，未列入")
    counter.press(F9)
    assert sheet.isVisible()
    counter.press(SPACE)
    counter.press(F9)
    assert not sheet.isVisible(), counter.notifier.bugs
    view = last_case(counter)
    assert view.case.state is CaseState.ACCEPTED_DEFICIENT
    assert view.case.open_gaps == (LATE,)
    printed = [paper.title for paper in counter.receipts[-1].papers if paper.print_id]
    assert printed == ["容缺受理承诺书", "容缺受理通知书"]
    assert len(desks.tray.papers) == 2
    assert counter.desk.visit.is_empty


def test_a_cancelled_proof_in_a_notice_is_told_of_where_it_is_written(counter: Counter) -> None:
    begin(counter, "13")
    check_all_but(counter, LATE)
    key_on(counter, LATE, "q")
    counter.press(F6)
    sheet = sheet_of(counter, NoticeSheet)
    assert isinstance(sheet, NoticeSheet)
    assert not sheet.proof.isVisible()
    counter.press(Qt.Key.Key_J, ALT)
    counter.type("松木坪村委会居住证明")
    assert sheet.proof.isVisible()
    counter.press(ENTER)
    counter.type("没有交")
    counter.press(F9)
    assert sheet.isVisible()
    assert counter.where() == "取消的证明，为什么还要"
    counter.type("共享数据查不到")
    counter.press(F9)
    assert not sheet.isVisible(), counter.notifier.bugs
    notice = last_case(counter).case.outcomes.notice
    assert notice is not None
    assert notice.proof_reason == "共享数据查不到"
