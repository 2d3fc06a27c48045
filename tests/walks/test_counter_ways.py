"""The other ways through the counter, in the real program by keyboard."""

import pytest

from tests.walks.conftest import OpenSeat
from tests.walks.counter_acts import (
    ITEM,
    MATERIALS,
    NAME,
    NUMBER,
    SITUATIONS,
    answers_of,
    check_materials,
    choose_item,
    choose_subsidy,
    fill_in_subsidy,
    identify_known,
    identify_stranger,
)
from tests.walks.given import a_received_case, an_accepted_case, colleague
from tests.walks.program import ALT, CTRL, ENTER, KEY, Centre, Program
from windowdesk.domain.codes import code_text
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.states import CaseState
from windowdesk.tools.demo_centre import APPROVER, CLERK, ISSUER, SECOND_CLERK
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.received_sheet import ReceivedSheet
from windowdesk.ui.take_over_sheet import TakeOverSheet
from windowdesk.ui.tone import Tone

HEAD = "yl-0402"


def state_of(program: Program) -> CaseState | None:
    view = program.approval.case.view
    return view.case.state if view is not None else None


def wait_for_no_printer(program: Program, title: str) -> None:
    """Wait until the desk, which has no printer, says what waits."""
    program.until(lambda: title in program.banner_titles)
    assert "等打印" in program.banner_titles


def test_an_application_is_denied_with_reason_and_basis(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    receipt = an_accepted_case(sqlite_centre)
    approver = seats(sqlite_centre, "office", "")
    approver.log_in(APPROVER)
    approver.until(lambda: state_of(approver) is CaseState.ACCEPTED)
    approver.press(KEY.Key_F9)
    approver.until(lambda: state_of(approver) is CaseState.REVIEWING)
    approver.press(KEY.Key_F7)
    approver.until_at("不予的事实和理由")
    approver.press(KEY.Key_F9)
    assert approver.approval.opinion.reason.fault() == "还没写理由。写明事实和理由。"
    approver.write("申请人的残疾人证已经注销")
    approver.press(KEY.Key_Tab)
    assert approver.where() == "依据：哪部法、第几条"
    approver.press(KEY.Key_A, CTRL)
    approver.write("《残疾人两项补贴办法》第七条")
    approver.press(KEY.Key_F9)
    wait_for_no_printer(approver, "段桂兰的不予")
    with colleague(sqlite_centre, ISSUER) as session:
        view = session.lookup.case(receipt.case_id)
    assert view.case.state is CaseState.DENIED
    assert view.case.decision is not None
    assert view.case.decision.reason == "申请人的残疾人证已经注销"
    assert view.case.decision.basis == "《残疾人两项补贴办法》第七条"
    assert [paper.kind for paper in view.papers][-1] == "denial"


def test_an_immediate_item_is_finished_at_the_window(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    identify_stranger(clerk, VILLAGERS[3], village=1)
    choose_item(clerk, "生育登记", "生育登记")
    clerk.until_at(SITUATIONS)
    clerk.press(ENTER)
    clerk.until_at(MATERIALS)
    check_materials(clerk)
    clerk.until_at("办理结果")
    clerk.enter("已登记，发给生育登记凭证")
    clerk.press(KEY.Key_F9)
    clerk.until(lambda: bool(clerk.acceptance.pane.done.acts))
    assert clerk.acceptance.pane.done.acts[0].verb == "当场办结"
    wait_for_no_printer(clerk, "即办件办结回执")


def test_materials_are_received_today_and_accepted_later(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    identify_stranger(clerk, VILLAGERS[1], village=1)
    choose_subsidy(clerk)
    clerk.write("q")
    clerk.press(KEY.Key_Down)
    check_materials(clerk)
    fill_in_subsidy(clerk, answers_of(VILLAGERS[1]))
    clerk.press(KEY.Key_F9)
    clerk.until_at(MATERIALS)
    assert not clerk.acceptance.pane.done.acts
    clerk.press(KEY.Key_S, ALT)
    clerk.until(lambda: bool(clerk.acceptance.pane.done.acts))
    assert clerk.acceptance.pane.done.acts[0].verb == "收件"
    clerk.until_at(NUMBER)
    clerk.press(KEY.Key_D, ALT)
    clerk.until(lambda: isinstance(clerk.desk.window.sheets.current, ReceivedSheet))
    clerk.until(lambda: clerk.where() == "待受理的办件")
    sheet = clerk.desk.window.sheets.current
    assert isinstance(sheet, ReceivedSheet)
    clerk.until(lambda: bool(sheet.list.chosen_key()))
    clerk.press(ENTER)
    clerk.until_at(MATERIALS)
    lines = clerk.acceptance.visit.materials.lines.entries
    states = [line.handed.state for line in lines]
    assert states == [MaterialState.MISSING] + [MaterialState.PRESENT] * (len(states) - 1)
    clerk.press(ENTER)
    clerk.press(KEY.Key_F9)
    clerk.until(lambda: len(clerk.acceptance.pane.done.acts) == 2)
    assert clerk.acceptance.pane.done.acts[0].verb == "受理"


def test_of_two_clerks_on_one_case_the_second_is_told_and_loses_nothing(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    a_received_case(sqlite_centre)
    first = seats(sqlite_centre, "first", "02")
    first.log_in(CLERK)
    _open_received(first)
    first.leave_chair()
    second = seats(sqlite_centre, "second", "03")
    second.log_in(SECOND_CLERK)
    _open_received(second)
    check_materials(second)
    second.press(KEY.Key_F9)
    second.until(lambda: bool(second.acceptance.pane.done.acts))
    second.leave_chair()
    first.take_chair()
    check_materials(first)
    first.press(KEY.Key_4, ALT)
    first.until_at(MATERIALS)
    first.write("n")
    first.until(lambda: first.where() != MATERIALS)
    first.enter("原件明天送来")
    first.until_at(MATERIALS)
    first.press(KEY.Key_F9)
    first.until(lambda: "刚被别人办过" in first.banner_titles)
    notes = [line.handed.note for line in first.acceptance.visit.materials.lines.entries]
    assert "原件明天送来" in notes


def test_of_two_deciders_the_one_who_lost_the_case_keeps_his_words(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    an_accepted_case(sqlite_centre)
    approver = seats(sqlite_centre, "office", "")
    approver.log_in(APPROVER)
    approver.until(lambda: state_of(approver) is CaseState.ACCEPTED)
    approver.press(KEY.Key_F9)
    approver.until(lambda: state_of(approver) is CaseState.REVIEWING)
    approver.write("经审查，拟准予")
    approver.leave_chair()
    head = seats(sqlite_centre, "head", "")
    head.log_in(HEAD)
    head.until(lambda: state_of(head) is CaseState.REVIEWING)
    assert "段正刚" in head.approval.head.holder.text()
    head.press(KEY.Key_J, ALT)
    head.until(lambda: isinstance(head.desk.window.sheets.current, TakeOverSheet))
    head.write("段正刚外出")
    head.press(KEY.Key_F9)
    head.until(lambda: "你已领办" in head.approval.head.holder.text())
    head.leave_chair()
    approver.take_chair()
    approver.press(KEY.Key_F9)
    approver.until(lambda: bool(approver.banners))
    assert approver.approval.opinion.opinion.value() == "经审查，拟准予"
    assert state_of(approver) is CaseState.REVIEWING


def test_a_scan_while_a_name_is_typed_moves_nothing(seats: OpenSeat, sqlite_centre: Centre) -> None:
    receipt = an_accepted_case(sqlite_centre)
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    clerk.press(ENTER)
    clerk.until_at(NAME)
    clerk.write("阿依")
    clerk.scan(code_text("02", receipt.number))
    clerk.until(lambda: any(banner.tone is Tone.BLUE for banner in clerk.banners))
    assert "扫到办件" in clerk.banner_titles
    assert clerk.where() == NAME
    clerk.write("古丽")
    assert clerk.acceptance.visit.person.name.value() == "阿依古丽"
    clerk.press(KEY.Key_O, CTRL)
    clerk.until(lambda: clerk.desk.window.screen_code == "case")
    clerk.press(KEY.Key_Escape)
    clerk.until_at(NAME)
    assert clerk.acceptance.visit.person.name.value() == "阿依古丽"


def test_a_code_of_another_centre_is_said_to_be_unknown(
    seats: OpenSeat, sqlite_centre: Centre
) -> None:
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    clerk.scan(code_text("02", "990399103022026111900001"))
    clerk.until(lambda: "没有办件" in clerk.banner_titles)
    assert clerk.where() == NUMBER


@pytest.mark.parametrize("known", [True, False])
def test_a_known_person_is_filled_in_and_a_stranger_is_not(
    seats: OpenSeat, sqlite_centre: Centre, known: bool
) -> None:
    if known:
        an_accepted_case(sqlite_centre)
    clerk = seats(sqlite_centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    person = clerk.acceptance.visit.person
    if known:
        identify_known(clerk, VILLAGERS[0])
        assert person.phone.value() == VILLAGERS[0].phone
    else:
        clerk.enter(VILLAGERS[0].id_number)
        clerk.until_at(NAME)
        assert person.name.value() == ""
        clerk.enter(VILLAGERS[0].name)
        clerk.press(ENTER, times=3)
        clerk.until_at(ITEM)


def _open_received(clerk: Program) -> None:
    clerk.until_at(NUMBER)
    clerk.press(KEY.Key_D, ALT)
    clerk.until(lambda: isinstance(clerk.desk.window.sheets.current, ReceivedSheet))
    sheet = clerk.desk.window.sheets.current
    assert isinstance(sheet, ReceivedSheet)
    clerk.until(lambda: bool(sheet.list.chosen_key()))
    clerk.press(ENTER)
    clerk.until_at(MATERIALS)
