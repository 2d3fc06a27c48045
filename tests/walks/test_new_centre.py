"""The first day of a real centre at the keyboard, from a bare machine to a restored backup.

What a tester does who has read the help pages and nothing else: the wizard, twenty items from a
workbook, one visitor for each outcome, decisions, handing out, 日结, backup. All tests share the
centre; each brings visitors of its own, and the last one closes the day.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.cli.shell import Shell
from tests.databases import QUICK_CHECK
from tests.ui.desks import PaperTray
from tests.walks.catalogue_acts import (
    Import,
    approve_and_publish,
    assess,
    find_item,
    import_items,
    open_catalogue,
)
from tests.walks.counter_acts import MATERIALS, SITUATIONS, choose_item
from tests.walks.first_day import go_to_login
from tests.walks.first_workbook import (
    ALLOWANCE,
    ALLOWANCE_NAME,
    BAD,
    RESIDENCE,
    RESIDENCE_NAME,
)
from tests.walks.new_centre import (
    ADMIN,
    APPROVER,
    BACK_OFFICE,
    CLERK,
    FIRST_ACCEPTANCE,
    ISSUER,
    SECOND_ADMIN,
    NewCentre,
    days_ago,
    set_up,
)
from tests.walks.office_acts import decide, hand_out
from tests.walks.program import ALT, CTRL, ENTER, KEY
from tests.walks.visitor_acts import F6, F7, F9, HOME, Window
from tests.walks.visitors import VISITORS
from windowdesk.app import compose
from windowdesk.devices import choose
from windowdesk.persistence import founding, gates
from windowdesk.tools.demo_people import Villager
from windowdesk.ui.consult_sheet import ConsultSheet
from windowdesk.ui.correction_sheet import CorrectionSheet
from windowdesk.ui.day_close_sheet import DayCloseSheet
from windowdesk.ui.departure_sheet import DepartureSheet
from windowdesk.ui.keys_sheet import KeysSheet
from windowdesk.ui.notice_sheet import NoticeSheet
from windowdesk.ui.refusal_sheet import RefusalSheet
from windowdesk.ui.reverse_sheet import ReverseSheet
from windowdesk.ui.running_sheet import RunningSheet
from windowdesk.ui.supplement_sheet import SupplementSheet

pytestmark = pytest.mark.xdist_group("new_centre")
COUNTER, HANDING_OUT = "综合窗口", "出件窗口"
ELSEWHERE = ("青岫县林业和草原局", "青岫县城关镇文昌路66号", "0990-5552207")


@pytest.fixture(scope="module")
def centre(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewCentre]:
    """Return a centre that was set up page by page; the first administrator has been in."""
    tray = PaperTray()
    with pytest.MonkeyPatch.context() as patch:
        for module in (gates, founding):
            patch.setattr(module, "PasswordCheck", lambda: QUICK_CHECK)
        for module in (choose, compose):
            patch.setattr(module, "spooler_for_this_machine", lambda _server=None: tray)
        folder = tmp_path_factory.mktemp("new-centre")
        made, day = set_up(QtBot(request), qapp, folder, tray)
        made.enter(go_to_login(day), ADMIN, BACK_OFFICE)
        day.close()
        yield made


@pytest.fixture(scope="module")
def imported(centre: NewCentre) -> Import:
    """Return what became of a workbook with a bad cell, and of the mended one."""
    with centre.seat(ADMIN) as hands:
        open_catalogue(hands)
        made = import_items(hands, centre.data / "items.xlsx")
        for code, name in ((ALLOWANCE, ALLOWANCE_NAME), (RESIDENCE, RESIDENCE_NAME)):
            find_item(hands, code, name)
            assess(hands)
        hands.press(F9)
        hands.until(lambda: bool(hands.banners))
        assert "另一名管理员" in hands.banner_titles
    return made


@pytest.fixture(scope="module")
def offered(centre: NewCentre, imported: Import) -> NewCentre:
    """Return the centre with two items in force, approved by somebody else than who wrote them."""
    assert imported.good_rows
    with centre.seat(SECOND_ADMIN) as hands:
        open_catalogue(hands)
        for code, name in ((ALLOWANCE, ALLOWANCE_NAME), (RESIDENCE, RESIDENCE_NAME)):
            find_item(hands, code, name)
            approve_and_publish(hands, "云政发〔2026〕8号", days_ago(4))
    return centre


@pytest.fixture(scope="module")
def window(offered: NewCentre) -> Iterator[Window]:
    with offered.seat(CLERK, COUNTER) as hands:
        yield Window(offered, hands)


def test_a_bad_cell_is_told_with_its_place_and_nothing_is_imported(imported: Import) -> None:
    ((where, what, todo),) = imported.bad_rows
    assert where == f"{BAD.sheet} 第 {BAD.line} 行 “{BAD.column}”"
    assert BAD.text in what
    assert "20个工作日" in todo
    assert "什么都没有导入" in imported.bad_summary
    assert imported.count_after_bad == imported.count_before


def test_twenty_items_come_in_as_drafts(imported: Import) -> None:
    assert [row[0] for row in imported.good_rows] == ["新增"] * 20
    assert "新增 20 项" in imported.good_summary
    assert imported.count_after_good == imported.count_before + 20


def stands_on(paper: str, person: Villager, number: str, *words: str) -> None:
    """Require that a paper says who, which case, and what came of it."""
    for word in (person.name, number, *words):
        assert word in paper, (word, paper)


def test_what_is_whole_is_accepted_and_its_number_goes_on_from_paper(window: Window) -> None:
    number = window.serve(VISITORS[0])
    (notice,) = window.papers("受理通知书")
    stands_on(notice, VISITORS[0], number, "决定予以受理", f"{FIRST_ACCEPTANCE}号")


def test_materials_are_only_received_and_accepted_later(window: Window) -> None:
    person = VISITORS[1]
    window.sit_down(person)
    window.answer("1")
    window.check(missing=1)
    number = window.act(KEY.Key_S, alt=True)
    (receipt,) = window.papers("接收凭证")
    stands_on(receipt, person, number, "不代表受理")
    window.open_waiting("待受理")
    window.hands.until_at(MATERIALS)
    window.hands.press(ENTER)
    assert window.act() == number
    (notice,) = window.papers("受理通知书")
    stands_on(notice, person, number, "决定予以受理")


def test_an_item_on_the_spot_is_decided_at_the_window(window: Window) -> None:
    person = VISITORS[2]
    window.sit_down(person, RESIDENCE, RESIDENCE_NAME)
    window.check()
    window.hands.until_at("办理结果")
    window.hands.write("已核对，开具居住情况证明一份")
    number = window.act()
    (receipt,) = window.papers("办结")
    stands_on(receipt, person, number, "开具居住情况证明一份")


@pytest.mark.parametrize(
    ("which", "digit", "title", "words"),
    [
        (3, "1", "不受理告知书", "不需要"),
        (4, "2", "不予受理决定书", "青岫县林业和草原局"),
        (5, "3", "不予受理决定书", "第三十二条"),
    ],
)
def test_what_is_not_accepted_is_refused_in_one_of_three_ways(
    window: Window, which: int, digit: str, title: str, words: str
) -> None:
    person, hands = VISITORS[which], window.hands
    window.sit_down(person)
    window.answer("1")
    hands.press(F7)
    window.sheet(RefusalSheet)
    hands.write(digit)
    hands.press(KEY.Key_Tab)
    for text in ELSEWHERE if digit == "2" else ():
        hands.enter(text)
    assert hands.where() == "理由"
    hands.press(KEY.Key_1, ALT)
    hands.press(KEY.Key_Tab)
    hands.write("《中华人民共和国行政许可法》第三十二条")
    number = window.act()
    (paper,) = window.papers(title)
    stands_on(paper, person, number, words)


def test_a_slip_is_corrected_on_the_spot(window: Window) -> None:
    person, hands = VISITORS[6], window.hands
    window.sit_down(person)
    window.answer("1")
    window.check(missing=1)
    number = window.act(KEY.Key_S, alt=True)
    window.open_waiting("待受理")
    hands.until_at(MATERIALS)
    hands.press(KEY.Key_G, ALT)
    window.sheet(CorrectionSheet)
    hands.press(ENTER)
    hands.enter("13900000999")
    hands.press(F9)
    assert hands.where() == "申请人在改处签的字"
    hands.write(person.name)
    assert window.act() == number
    hands.until_at(MATERIALS)
    hands.press(ENTER)
    assert window.act() == number
    (notice,) = window.papers("受理通知书")
    stands_on(notice, person, number)


def test_all_that_is_missing_is_told_at_once_and_supplemented_in_two_parts(window: Window) -> None:
    person, hands = VISITORS[7], window.hands
    window.sit_down(person)
    window.answer("2")
    window.check(missing=2)
    hands.press(F6)
    window.sheet(NoticeSheet)
    number = window.act()
    (notice,) = window.papers("一次性补正告知书")
    stands_on(notice, person, number, "本人银行卡", "代领委托书")
    window.open_waiting("待补正")
    window.sheet(SupplementSheet)
    hands.press(KEY.Key_Space)
    assert window.act() == number
    (part,) = window.papers("补正材料收件凭证")
    stands_on(part, person, number, "代领委托书")
    window.open_waiting("待补正")
    window.sheet(SupplementSheet)
    hands.write("a")
    assert window.act() == number
    (accepted,) = window.papers("受理通知书")
    stands_on(accepted, person, number, "决定予以受理")


def test_materials_are_taken_back_before_acceptance(window: Window) -> None:
    person, hands = VISITORS[8], window.hands
    window.sit_down(person)
    window.answer("1")
    window.check(missing=1)
    number = window.act(KEY.Key_S, alt=True)
    window.open_waiting("待受理")
    hands.until_at(MATERIALS)
    hands.press(KEY.Key_Q, ALT)
    window.sheet(DepartureSheet)
    hands.press(KEY.Key_1, ALT)
    hands.press(KEY.Key_H, ALT)
    assert window.act() == number
    (list_,) = window.papers("材料退还清单")
    stands_on(list_, person, number, "居民户口簿")


def test_an_application_is_withdrawn_after_its_acceptance(window: Window) -> None:
    person, hands = VISITORS[9], window.hands
    number = window.serve(person)
    hands.press(KEY.Key_K, ALT)
    hands.until(lambda: hands.desk.window.screen_code == "case")
    hands.until(hands.case_page.act_row.buttons["Alt+H"].isVisible)
    hands.press(KEY.Key_H, ALT)
    window.sheet(DepartureSheet)
    hands.press(KEY.Key_1, ALT)
    hands.press(KEY.Key_H, ALT)
    hands.press(F9)
    request, returned = window.papers("撤回申请书", "材料退还清单")
    stands_on(request, person, number)
    stands_on(returned, person, number, "居民户口簿")
    hands.press(KEY.Key_Escape)


def test_who_only_asks_goes_home_with_a_sheet(window: Window) -> None:
    hands = window.hands
    hands.until_at(HOME)
    window.mark()
    hands.press(KEY.Key_2, ALT)
    choose_item(hands, ALLOWANCE, ALLOWANCE_NAME)
    hands.until_at(SITUATIONS)
    window.answer("2")
    hands.press(KEY.Key_Z, ALT)
    window.sheet(ConsultSheet)
    hands.write("老杨")
    hands.press(F9)
    (sheet,) = window.papers("一次性告知单")
    for word in (ALLOWANCE_NAME, "代领委托书", "10个工作日"):
        assert word in sheet
    hands.until(lambda: hands.desk.window.sheets.current is None)
    hands.press(KEY.Key_F2)


def test_an_act_just_done_is_taken_back_and_its_paper_is_void(window: Window) -> None:
    person, hands = VISITORS[10], window.hands
    window.sit_down(person)
    window.answer("1")
    window.check(missing=1)
    hands.press(F6)
    window.sheet(NoticeSheet)
    number = window.act()
    (_notice,) = window.papers("一次性补正告知书")
    hands.press(KEY.Key_Z, CTRL)
    window.sheet(ReverseSheet)
    hands.press(KEY.Key_1, ALT)
    assert window.act() == number
    hands.until_at(MATERIALS)
    assert "已收回" in hands.acceptance.pane.done.acts[0].state
    hands.press(ENTER)
    assert window.act() == number
    (accepted,) = window.papers("受理通知书")
    stands_on(accepted, person, number)


def test_a_case_that_runs_on_paper_is_entered_late(window: Window) -> None:
    person, hands = VISITORS[11], window.hands
    window.sit_down(person)
    window.answer("1")
    window.check()
    hands.press(KEY.Key_L, ALT)
    window.sheet(RunningSheet)
    for text in (days_ago(6), "0930", days_ago(5), "1000", "云岭便受〔2026〕117号"):
        hands.enter(text)
    hands.write("系统启用前已在办")
    window.act()
    assert window.papers() == []


def test_one_is_approved_one_is_denied_and_the_first_is_handed_out(
    window: Window, offered: NewCentre
) -> None:
    good, bad = VISITORS[12], VISITORS[13]
    numbers = {person.name: window.serve(person) for person in (good, bad)}
    window.hands.leave_chair()
    with offered.seat(APPROVER) as leader:
        texts = decide(offered, leader, good.name, bad.name)
    stands_on(texts[0], good, numbers[good.name], "准予", "符合条件")
    stands_on(texts[1], bad, numbers[bad.name], "不予", "行政复议", "青岫县人民法院")
    with offered.seat(ISSUER, "出件窗口") as issuer:
        pickup, receipt = hand_out(offered, issuer, good.name)
    stands_on(pickup, good, numbers[good.name], "取件")
    stands_on(receipt, good, numbers[good.name], "送达回证")
    window.hands.take_chair()


def test_the_day_is_closed_verified_backed_up_and_restored(
    window: Window,
    offered: NewCentre,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hands = window.hands
    hands.until_at(HOME)
    window.mark()
    hands.press(KEY.Key_J, CTRL)
    window.sheet(DayCloseSheet)
    hands.press(KEY.Key_F1)
    window.sheet(KeysSheet)
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_J, CTRL)
    window.sheet(DayCloseSheet)
    hands.until(lambda: "出文书" in window.words())
    hands.press(F9)
    (sheet,) = window.papers("日清表")
    hands.until(lambda: "第 1 次" in window.words())
    hands.press(KEY.Key_Escape)
    hands.close()
    password = offered.own[SECOND_ADMIN]
    shell = Shell(monkeypatch, capsys, offered.data, user=SECOND_ADMIN, password=password)
    assert shell.done("seal", "--show").out.splitlines()[-1].removeprefix("封存号：") in sheet
    before = shell.done("find", VISITORS[12].name).out
    verified = shell.done("verify").out
    assert "都对得上" in verified
    name = Path(shell.done("backup").out.split("核对过：")[1].split("，")[0]).name
    (file,) = (offered.data / "backups").rglob(name)
    spoil(offered.database)
    assert shell("verify").code == 1
    told = shell.done("restore", file, "--yes").out
    assert "备份以后没有取过新的编号，什么也不缺。" in told
    assert shell.done("verify").out == verified
    assert shell.done("find", VISITORS[12].name).out == before


def spoil(database: Path) -> None:
    """Write over the middle of a file, as a dying disk does."""
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\x00spoiled" * 4096)
