"""The approval desk on the demo centre: what is due first, one's own words, what F9 does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.desks import NOW, REVIEWER, DemoDesks, demo_desks
from tests.ui.seats import Seat, sit
from windowdesk.domain.clock import Light
from windowdesk.domain.states import CaseState
from windowdesk.tools.demo_centre import APPROVER
from windowdesk.ui.approval_desk import ApprovalDesk
from windowdesk.ui.queue_line import LINE_ROLE, QueueHeading, QueueLine
from windowdesk.ui.take_over_sheet import TakeOverSheet
from windowdesk.ui.theme import Theme


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def approver(theme: Theme, qtbot: QtBot, desks: DemoDesks) -> Seat:
    return sit(theme, qtbot, desks, APPROVER)


def lines_of(desk: ApprovalDesk) -> list[QueueLine | QueueHeading]:
    model = desk.queue.model()
    return [model.index(n, 0).data(LINE_ROLE) for n in range(model.rowCount())]


def test_the_queue_stands_under_its_headings_most_urgent_first(approver: Seat) -> None:
    lines = lines_of(approver.desk)
    headings = [line.text for line in lines if isinstance(line, QueueHeading)]
    assert headings == [
        "已超期",
        "今天到期",
        "下一个工作日到期（9月20日 周日，调休上班）",
        "其余",
    ]
    lights = [line.light.light for line in lines if isinstance(line, QueueLine)]
    order = [Light.RED, Light.AMBER, Light.GREEN]
    assert lights == sorted(lights, key=order.index)


def test_a_heading_counts_its_rows(approver: Seat) -> None:
    counts: dict[str, int] = {}
    for line in lines_of(approver.desk):
        if isinstance(line, QueueLine):
            counts[line.group] = counts.get(line.group, 0) + 1
    for line in lines_of(approver.desk):
        if isinstance(line, QueueHeading):
            assert line.count == str(counts[line.text])


def test_a_chip_shows_one_light_alone(approver: Seat) -> None:
    late = next(
        chip
        for chip in approver.desk.filters.findChildren(QPushButton)
        if chip.text().startswith("超期")
    )
    approver.qtbot.mouseClick(late, Qt.MouseButton.LeftButton)
    lights = {line.light.light for line in lines_of(approver.desk) if isinstance(line, QueueLine)}
    assert lights == {Light.RED}


def test_a_reviewer_sees_his_own_department(theme: Theme, qtbot: QtBot, desks: DemoDesks) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    rows = [queued.row for queued in seat.desk.pages.rows]
    assert rows
    assert {row.department for row in rows} == {seat.session.account.department}


def test_f9_approves_prints_and_goes_on_to_the_next(approver: Seat, desks: DemoDesks) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.write("经审查，符合规定条件，准予。")
    with approver.qtbot.waitSignal(approver.desk.acted) as acted:
        approver.press(Qt.Key.Key_F9)
    assert acted.args[0].case_id == row.case_id
    assert approver.state_of(row) is CaseState.APPROVED
    assert len(desks.tray.papers) == 1
    assert approver.desk.case.case_id not in {0, row.case_id}
    assert approver.desk.opinion.opinion.value() == ""


def test_f9_without_an_opinion_goes_to_the_opinion(approver: Seat) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.press(Qt.Key.Key_F9)
    assert approver.state_of(row) is CaseState.PROPOSED
    assert approver.desk.opinion.opinion.fault() == "还没写意见。写明意见和理由，不能只签名。"
    assert approver.desk.opinion.opinion.text.hasFocus()


def test_f7_asks_for_reason_and_basis_before_it_denies(approver: Seat) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.press(Qt.Key.Key_F7)
    box = approver.desk.opinion
    assert box.reason.text.hasFocus()
    approver.press(Qt.Key.Key_F9)
    assert box.reason.fault()
    approver.write("申请人户籍不在本镇。")
    box.deny_basis.set_value("《实施办法》第五条")
    approver.press(Qt.Key.Key_F9)
    assert approver.state_of(row) is CaseState.DENIED
    decision = approver.session.lookup.case(row.case_id).case.decision
    assert decision is not None
    assert (decision.reason, decision.basis) == ("申请人户籍不在本镇", "《实施办法》第五条")


def test_esc_leaves_the_denial_and_keeps_both_texts(approver: Seat) -> None:
    approver.go_to(approver.first(CaseState.PROPOSED))
    approver.write("拟准予")
    approver.press(Qt.Key.Key_F7)
    approver.write("不符合条件")
    approver.press(Qt.Key.Key_Escape)
    text = approver.desk.opinion.text()
    assert (text.opinion, text.reason, text.denying) == ("拟准予", "不符合条件", False)


def test_f6_sends_back_what_to_look_at_again(approver: Seat) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.write("补一份入户记录。")
    approver.press(Qt.Key.Key_F6)
    assert approver.state_of(row) is CaseState.REVIEWING
    events = approver.session.lookup.case(row.case_id).events
    assert events[-1].cause == "补一份入户记录。"


def test_f2_claims_the_next_and_shows_it(approver: Seat) -> None:
    approver.press(Qt.Key.Key_F2)
    view = approver.desk.case.view
    assert view is not None
    assert view.case.holder == approver.session.account.login
    assert approver.desk.queue.chosen_key() == str(view.case.case_id)
    assert approver.desk.head.holder.text() == "你已领办，到 11:24 自动释放"


def test_a_reviewer_claims_proposes_and_may_not_decide(
    theme: Theme, qtbot: QtBot, desks: DemoDesks
) -> None:
    seat = sit(theme, qtbot, desks, REVIEWER)
    row = seat.first(CaseState.ACCEPTED, seat.session.account.department)
    seat.go_to(row)
    seat.press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert seat.state_of(row) is CaseState.REVIEWING
    off = {each.text: each.off for each in seat.desk.acts.offered}
    assert off["交审批"] == ""
    assert off["准予"] == "只有分管领导、机关负责人能准予。"
    seat.write("材料齐全，拟同意。")
    seat.press(Qt.Key.Key_F9)
    assert seat.state_of(row) is CaseState.PROPOSED


def test_somebody_elses_running_claim_is_taken_over_with_a_reason(
    theme: Theme, qtbot: QtBot, desks: DemoDesks, approver: Seat
) -> None:
    row = approver.first(CaseState.ACCEPTED, "民政")
    desks.session(REVIEWER).approval.claim(row.case_id)
    approver.press(Qt.Key.Key_F5)
    approver.go_to(row)
    assert approver.desk.head.holder.text() == "由 何正明 领办，10:24 起，到 11:24"
    assert approver.desk.acts.by_key("F9") is not None
    approver.press(Qt.Key.Key_F9)
    assert approver.state_of(row) is CaseState.REVIEWING
    approver.press(Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    sheet = approver.window.sheets.current
    assert isinstance(sheet, TakeOverSheet)
    approver.press(Qt.Key.Key_F9)
    assert sheet.reason.fault()
    sheet.reason.put_in("何正明请假")
    approver.press(Qt.Key.Key_F9)
    view = approver.session.lookup.case(row.case_id)
    assert view.case.holder == APPROVER
    assert view.events[-1].cause == "何正明请假"


def test_words_stay_with_their_case_through_other_rows_and_a_restart(
    theme: Theme, qtbot: QtBot, desks: DemoDesks, approver: Seat
) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.write("还要想想")
    approver.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert approver.desk.opinion.opinion.value() == ""
    approver.go_to(row)
    assert approver.desk.opinion.opinion.value() == "还要想想"
    approver.desk.case.drafts.save_now()
    again = sit(theme, qtbot, desks, APPROVER)
    again.go_to(row)
    assert again.desk.opinion.opinion.value() == "还要想想"


def test_i17_a_remote_change_leaves_ones_own_words_and_says_so(
    approver: Seat, desks: DemoDesks
) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.desk.look_for_changes()
    approver.write("准予")
    desks.clock.set(NOW + timedelta(minutes=5))
    desks.session("yl-0402").approval.return_for_review(row.case_id, "再核一遍")
    approver.desk.look_for_changes()
    desk = approver.desk
    assert desk.strip.text.whole == "这件刚被 许绍文 办过。你写的还在。"
    assert desk.opinion.opinion.value() == "准予"
    approver.press(Qt.Key.Key_F9)
    assert approver.state_of(row) is CaseState.REVIEWING
    approver.press(Qt.Key.Key_F5)
    assert desk.strip.isHidden()
    assert desk.opinion.opinion.value() == "准予"
    assert desk.case.view is not None
    assert desk.case.view.case.state is CaseState.REVIEWING


def test_i17_words_stay_when_somebody_else_takes_the_case_over(
    approver: Seat, desks: DemoDesks
) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.desk.look_for_changes()
    approver.write("还没写完的意见")
    desks.session("yl-0402").approval.take_over(row.case_id, "他今天不在")
    approver.desk.look_for_changes()
    desk = approver.desk
    assert desk.strip.text.whole.endswith("你写的还在。")
    approver.press(Qt.Key.Key_F9)
    assert approver.state_of(row) is CaseState.PROPOSED
    approver.press(Qt.Key.Key_F5)
    assert desk.case.view is not None
    assert desk.case.view.case.holder == "yl-0402"
    assert desk.opinion.opinion.value() == "还没写完的意见"


def test_a_remote_change_shows_at_once_where_nothing_was_written(
    approver: Seat, desks: DemoDesks
) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.desk.look_for_changes()
    desks.session("yl-0402").approval.return_for_review(row.case_id, "再核一遍")
    approver.desk.look_for_changes()
    view = approver.desk.case.view
    assert view is not None
    assert (view.case.case_id, view.case.state) == (row.case_id, CaseState.REVIEWING)


def test_who_accepted_a_case_does_not_decide_it(approver: Seat) -> None:
    view = approver.session.lookup.case(approver.first(CaseState.PROPOSED).case_id)
    view.case.accepter = approver.session.account.login
    approver.desk.case._wanted = view.case.case_id
    approver.desk.case._on_view(view.case.case_id, replace(view))
    off = {each.text: each.off for each in approver.desk.acts.offered}
    assert off["准予"] == off["不予"] == "你受理的件，不能由你决定。换一位审批人办。"
    assert approver.desk.acts.note.whole == off["准予"]


def test_alt_digits_put_in_phrases_with_name_and_item(approver: Seat) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    words = approver.desk.opinion.opinion.value()
    assert words.startswith(f"准予{row.applicant_name}申请的")


def test_no_whole_id_number_stands_on_the_desk(approver: Seat) -> None:
    for queued in approver.desk.pages.rows:
        approver.go_to(queued.row)
        view = approver.desk.case.view
        assert view is not None
        number = view.case.application.applicant.id_number.number
        shown = [box._value.whole for box in approver.desk.facts._boxes]
        assert not any(number in text for text in shown)


def test_enter_in_the_list_opens_the_case_with_its_long_id(approver: Seat) -> None:
    row = approver.first(CaseState.PROPOSED)
    approver.go_to(row)
    approver.desk.queue.setFocus()
    with approver.qtbot.waitSignal(approver.desk.case_opened) as opened:
        approver.press(Qt.Key.Key_Return)
    assert opened.args == [row.case_id]
