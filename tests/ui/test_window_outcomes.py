"""Every outcome at the window on the told demo centre, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acceptance_counter import ALT, ENTER, PLAIN, Counter, sit_down
from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.states import CaseState
from windowdesk.services.lookup import CaseView
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.case_story import story_of
from windowdesk.ui.lit_case import whose
from windowdesk.ui.notice_sheet import NoticeSheet
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.received_sheet import ReceivedSheet
from windowdesk.ui.refusal_sheet import RefusalSheet
from windowdesk.ui.reverse_sheet import ReverseSheet
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.supplement_sheet import SupplementSheet
from windowdesk.ui.theme import Theme

F6, F7, F9 = Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F9
ESC, SPACE, DOWN = Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Down
CTRL = Qt.KeyboardModifier.ControlModifier
KNOWN = VILLAGERS[0]


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


def begin_subsidy(counter: Counter, missing: int = 2) -> None:
    """Take in a person and the subsidy; the last ``missing`` materials are not there."""
    counter.enter(KNOWN.id_number)
    for _ in range(4):
        counter.press(ENTER)
    counter.enter("两补")
    counter.type("13")
    counter.press(ENTER)
    count = len(counter.desk.visit.materials.lines.entries)
    for place in range(count):
        counter.desk.visit.materials.list.go_to(place)
        counter.type("q") if place >= count - missing else counter.press(SPACE)


def told_case(counter: Counter) -> CaseView:
    return counter.session.lookup.case(counter.receipts[-1].case_id)


def papers(counter: Counter) -> list[str]:
    return [paper.title for paper in counter.receipts[-1].papers if paper.print_id]


_ELSEWHERE = ("青岫县林业和草原局", "青岫县城关镇文昌路 66 号", "0990-5552207")


@pytest.mark.parametrize(
    ("number", "state", "paper"),
    [
        ("1", CaseState.NOT_REQUIRED, "不受理告知书"),
        ("2", CaseState.NOT_COMPETENT, "不予受理决定书"),
        ("3", CaseState.REFUSED, "不予受理决定书"),
    ],
)
def test_f7_receives_and_refuses_in_one_act(
    counter: Counter,
    desks: DemoDesks,
    number: str,
    state: CaseState,
    paper: str,
) -> None:
    begin_subsidy(counter)
    counter.press(F7)
    sheet = sheet_of(counter, RefusalSheet)
    counter.type(number)
    counter.press(Qt.Key.Key_Tab)
    for text in _ELSEWHERE if state is CaseState.NOT_COMPETENT else ():
        counter.enter(text)
    assert counter.where() == "理由"
    counter.press(Qt.Key.Key_1, ALT)
    counter.press(Qt.Key.Key_Tab)
    counter.type("《中华人民共和国行政许可法》第三十二条")
    counter.press(F9)
    assert not sheet.isVisible(), counter.notifier.bugs
    assert counter.receipts[-1].state is state
    assert papers(counter) == [paper]
    assert len(desks.tray.papers) == 1
    assert counter.desk.visit.is_empty
    assert counter.where() == "证件号码"
    assert counter.session.drafts.all(counter.session.account.login) == ()


def test_f7_names_the_first_gap_and_keeps_what_was_typed(counter: Counter) -> None:
    begin_subsidy(counter)
    counter.press(F7)
    counter.press(F9)
    sheet = sheet_of(counter, RefusalSheet)
    assert isinstance(sheet, RefusalSheet)
    assert sheet.kind.fault().startswith("选一种")
    counter.type("2")
    counter.press(F9)
    assert counter.where() == "该找哪个机关"
    assert sheet.organ.fault() == "还没写该找哪个机关。办事人照着去，写全称。"
    counter.press(ESC)
    assert counter.window.sheets.current is None
    assert counter.desk.visit.person.name.value() == KNOWN.name
    assert counter.receipts == []


def test_a_refusal_needs_person_and_item_but_no_form(counter: Counter) -> None:
    counter.press(F7)
    assert counter.window.sheets.current is None
    assert counter.where() == "证件号码"
    begin_subsidy(counter)
    assert any(gap.text == "开户银行" for gap in counter.desk.visit.gaps())
    counter.press(F7)
    sheet_of(counter, RefusalSheet)


def test_f6_lists_all_that_is_missing_and_prints_one_notice(
    counter: Counter, desks: DemoDesks
) -> None:
    begin_subsidy(counter, missing=2)
    counter.press(F6)
    sheet = sheet_of(counter, NoticeSheet)
    assert isinstance(sheet, NoticeSheet)
    told = [line for line in sheet.lines.entries if line.on]
    assert [line.gap.fault for line in told] == ["没有交", "没有交"]
    assert all(line.must for line in told)
    counter.press(F9)
    assert counter.receipts[-1].state is CaseState.AWAITING_SUPPLEMENT
    assert papers(counter) == ["一次性补正告知书"]
    assert len(desks.tray.papers) == 1
    notice = told_case(counter).case.outcomes.notice
    assert notice is not None
    assert [gap.name for gap in notice.gaps] == [line.gap.name for line in told]
    assert counter.desk.pane.done.acts[0].state == "10:24 补正告知，已打 2 份"
    assert counter.desk.waiting_button.text() == "已收件 3"


def test_f6_wants_every_material_looked_at_first(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    for _ in range(4):
        counter.press(ENTER)
    counter.enter("两补")
    counter.type("13")
    counter.press(ENTER)
    counter.press(SPACE)
    counter.press(F6)
    assert counter.window.sheets.current is None
    assert counter.desk.visit.materials.list.place == 1
    assert counter.notifier.lines[-1].startswith("还有 5 份没核")


def test_a_line_of_ones_own_and_a_present_material_can_be_told(counter: Counter) -> None:
    begin_subsidy(counter, missing=1)
    counter.press(F6)
    sheet = sheet_of(counter, NoticeSheet)
    assert isinstance(sheet, NoticeSheet)
    counter.press(DOWN)
    counter.press(SPACE)
    counter.press(F9)
    assert counter.where() == "缺什么，哪里不对"
    counter.press(Qt.Key.Key_3, ALT)
    counter.press(Qt.Key.Key_J, ALT)
    counter.enter("村民小组会议记录")
    counter.enter("没有参会村民签名")
    counter.press(F9)
    notice = told_case(counter).case.outcomes.notice
    assert notice is not None
    assert [gap.fault for gap in notice.gaps] == ["没有交", "没有盖章", "没有参会村民签名"]
    assert notice.gaps[2].name == "村民小组会议记录"


def test_what_is_missing_cannot_be_left_out(counter: Counter) -> None:
    begin_subsidy(counter, missing=1)
    counter.press(F6)
    sheet = sheet_of(counter, NoticeSheet)
    assert isinstance(sheet, NoticeSheet)
    counter.press(SPACE)
    assert sheet.lines.entries[0].on


def test_ctrl_z_takes_the_act_just_done_back(counter: Counter) -> None:
    begin_subsidy(counter, missing=1)
    counter.press(F6)
    counter.press(F9)
    counter.press(Qt.Key.Key_Z, CTRL)
    sheet_of(counter, ReverseSheet)
    counter.press(F9)
    assert counter.receipts[-1].state is CaseState.AWAITING_SUPPLEMENT
    counter.press(Qt.Key.Key_1, ALT)
    counter.press(F9)
    assert counter.window.sheets.current is None
    assert counter.receipts[-1].state is CaseState.RECEIVED
    assert counter.receipts[-1].void
    assert counter.desk.pane.done.acts[0].state == "10:24 补正告知，已收回"
    case = counter.desk.visit.case
    assert case is not None
    assert case.case_id == counter.receipts[-1].case_id


def open_waiting(counter: Counter) -> SupplementSheet:
    """Alt+D, → to those that wait for the applicant, Enter."""
    counter.press(Qt.Key.Key_D, ALT)
    sheet_of(counter, ReceivedSheet)
    counter.press(Qt.Key.Key_Right)
    counter.press(ENTER)
    sheet = sheet_of(counter, SupplementSheet)
    assert isinstance(sheet, SupplementSheet)
    return sheet


def test_a_supplement_comes_in_parts_and_then_whole(counter: Counter, desks: DemoDesks) -> None:
    begin_subsidy(counter, missing=2)
    counter.press(F6)
    counter.press(F9)
    sheet = open_waiting(counter)
    assert sheet.act_button.text() == "收下这些，打凭证"
    counter.press(SPACE)
    counter.press(F9)
    assert counter.receipts[-1].state is CaseState.AWAITING_SUPPLEMENT
    assert papers(counter) == ["补正材料收件凭证"]
    sheet = open_waiting(counter)
    assert len(sheet.list.lines.entries) == 1
    counter.press(ENTER)
    assert sheet.act_button.text() == "补正齐全，受理并打印"
    counter.press(F9)
    assert counter.receipts[-1].state is CaseState.ACCEPTED
    assert "受理通知书" in papers(counter)
    assert len(desks.tray.papers) >= 3


def test_a_second_notice_flags_what_was_visible_and_asks_why(counter: Counter) -> None:
    begin_subsidy(counter, missing=1)
    counter.press(F6)
    counter.press(F9)
    open_waiting(counter)
    counter.press(F6)
    sheet = sheet_of(counter, NoticeSheet)
    assert isinstance(sheet, NoticeSheet)
    counter.press(DOWN)
    counter.press(SPACE)
    counter.press(ENTER)
    counter.press(Qt.Key.Key_4, ALT)
    assert sheet.lines.entries[1].is_repeated
    assert not sheet.lines.entries[0].is_repeated
    counter.press(F9)
    assert counter.where() == "第一次就看得出，为什么那次没有告知"
    counter.type("复印件盖住了签字处")
    counter.press(F9)
    case = told_case(counter).case
    assert len(case.outcomes.notices) == 2
    assert case.outcomes.notices[1].repeated == (sheet.lines.entries[1].gap.name,)


def receive(counter: Counter) -> None:
    """Take the materials against a receipt, and open the case again."""
    begin_subsidy(counter, missing=1)
    counter.desk.visit.form.fields()["category"].set_value("肢体残疾 一级")
    counter.desk.visit.form.fields()["certificate"].set_value("99032219650312004941")
    counter.desk.visit.form.fields()["bank"].set_value("农商银行云岭支行")
    counter.press(Qt.Key.Key_S, ALT)
    assert counter.receipts[-1].state is CaseState.RECEIVED, counter.desk.pane.gap.text
    counter.desk.open_received(counter.receipts[-1].case_id)


def test_a_slip_is_corrected_with_before_after_and_initials(counter: Counter) -> None:
    receive(counter)
    counter.press(Qt.Key.Key_G, ALT)
    counter.press(ENTER)
    counter.enter("13900000088")
    counter.press(F9)
    assert counter.where() == "申请人在改处签的字"
    counter.type("桂兰")
    counter.press(F9)
    assert counter.window.sheets.current is None, counter.notifier.bugs
    view = told_case(counter)
    assert view.case.application.applicant.phone == "13900000088"
    assert view.case.state is CaseState.RECEIVED
    event = view.events[-1]
    assert "桂兰" in str(event.detail)
    assert counter.desk.visit.case is not None


def test_materials_go_back_before_acceptance_against_a_signature(counter: Counter) -> None:
    receive(counter)
    counter.press(Qt.Key.Key_Q, ALT)
    counter.press(Qt.Key.Key_1, ALT)
    counter.press(F9)
    assert counter.where().startswith("签字")
    counter.press(Qt.Key.Key_H, ALT)
    counter.press(F9)
    assert counter.receipts[-1].state is CaseState.WITHDRAWN
    assert papers(counter) == ["材料退还清单"]
    assert counter.desk.visit.is_empty


def test_a_received_case_can_be_refused(counter: Counter) -> None:
    receive(counter)
    counter.press(F7)
    counter.type("1")
    counter.press(Qt.Key.Key_Tab, PLAIN)
    counter.press(Qt.Key.Key_1, ALT)
    counter.press(F9)
    assert counter.receipts[-1].state is CaseState.NOT_REQUIRED
    assert counter.receipts[-1].case_id == counter.receipts[0].case_id


def test_a_case_on_paper_is_entered_with_its_real_days(counter: Counter) -> None:
    begin_subsidy(counter, missing=0)
    counter.desk.visit.form.fields()["category"].set_value("肢体残疾 一级")
    counter.desk.visit.form.fields()["certificate"].set_value("99032219650312004941")
    counter.desk.visit.form.fields()["bank"].set_value("农商银行云岭支行")
    counter.press(Qt.Key.Key_L, ALT)
    counter.press(F9)
    assert counter.where() == "收件那天"
    counter.enter("20260914")
    counter.enter("0930")
    counter.enter("2026-9-15")
    counter.enter("10点20分")
    counter.enter("云岭便受〔2026〕12号")
    counter.type("系统启用前已在办")
    counter.press(F9)
    assert counter.window.sheets.current is None, counter.notifier.bugs
    view = told_case(counter)
    assert view.case.state is CaseState.ACCEPTED
    assert view.case.outcomes.late is not None
    assert view.case.outcomes.late.paper_number == "云岭便受〔2026〕12号"
    assert view.case.received_at.astimezone(SHANGHAI).isoformat() == "2026-09-14T09:30:00+08:00"
    assert papers(counter) == []
    row = counter.session.database.lists.row(view.case.case_id)
    assert row is not None
    assert whose(row, counter.session.divisions) == "段桂兰 · 永丰村 · 补录"
    told = story_of(view, counter.session.account.login)[-1]
    assert told.title == "补录"
    assert "真正收件 9月14日 09:30" in told.detail


def test_advice_is_recorded_and_its_sheet_printed(counter: Counter, desks: DemoDesks) -> None:
    counter.press(Qt.Key.Key_Z, ALT)
    assert counter.window.sheets.current is None
    counter.enter("两补")
    counter.type("13")
    counter.press(ENTER)
    counter.press(Qt.Key.Key_Z, ALT)
    assert counter.where() == "谁来问的（不愿说的不写）"
    counter.type("老段")
    counter.press(F9)
    assert counter.window.sheets.current is None, counter.notifier.bugs
    assert len(desks.tray.papers) == 1
    assert counter.notifier.lines[-1] == "咨询记下了，一次性告知单已送打印机。"
    assert counter.receipts == []


def test_what_was_typed_into_a_sheet_is_there_again_after_esc(counter: Counter) -> None:
    begin_subsidy(counter, missing=1)
    counter.press(F7)
    counter.type("2")
    counter.press(Qt.Key.Key_Tab)
    counter.type("青岫县林业和草原局")
    counter.press(ESC)
    counter.press(F7)
    refusal = sheet_of(counter, RefusalSheet)
    assert isinstance(refusal, RefusalSheet)
    assert refusal.organ.value() == "青岫县林业和草原局"
    assert refusal.organ.isVisible()
    counter.press(ESC)
    counter.press(F6)
    counter.press(Qt.Key.Key_J, ALT)
    counter.enter("村民小组会议记录")
    counter.type("没有签名")
    counter.press(ESC)
    counter.press(F6)
    notice = sheet_of(counter, NoticeSheet)
    assert isinstance(notice, NoticeSheet)
    assert notice.lines.entries[-1].gap.fault == "没有签名"
    counter.press(F9)
    told = told_case(counter).case.outcomes.notice
    assert told is not None
    assert [gap.name for gap in told.gaps][1:] == ["村民小组会议记录"]


def test_the_next_visitor_finds_empty_sheets(counter: Counter) -> None:
    begin_subsidy(counter, missing=1)
    counter.press(F7)
    counter.type("2")
    counter.press(ESC)
    counter.press(Qt.Key.Key_F2)
    begin_subsidy(counter, missing=1)
    counter.press(F7)
    sheet = sheet_of(counter, RefusalSheet)
    assert isinstance(sheet, RefusalSheet)
    assert sheet.kind.value() == ""
