"""一件事 at the acceptance desk of the told demo centre, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.domain.states import CaseState
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.worklists import FindQuery
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.bundle_sheet import BundleSheet
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.theme import Theme

KNOWN = VILLAGERS[0]
NUMBER = "YJS990322103202609180001"
CARD_OWNER = 6
F2, F6, F8, F9 = Qt.Key.Key_F2, Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_F9
ESC, RIGHT, UP = Qt.Key.Key_Escape, Qt.Key.Key_Right, Qt.Key.Key_Up


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    return sit_down(qtbot, theme, notifier, desks)


def choose(counter: Counter, typed: str = "身后") -> None:
    counter.enter(KNOWN.id_number)
    for _ in range(4):
        counter.press(ENTER)
    counter.enter(typed)


def until_f9(counter: Counter) -> None:
    """Fill in the whole of 公民身后一件事: four items, one of them decided at once."""
    choose(counter)
    counter.type("5")
    counter.press(ENTER)
    counter.all_present()
    counter.enter("已注销户口")


def mark_missing(counter: Counter) -> None:
    """Find that the card to be cancelled came without the ID card."""
    counter.press(Qt.Key.Key_4, ALT)
    counter.desk.visit.materials.list.go_to(CARD_OWNER)
    counter.type("q")


def bundle(counter: Counter) -> BundleReceipt:
    (receipt,) = counter.receipts
    assert isinstance(receipt, BundleReceipt)
    return receipt


def sheet(counter: Counter) -> BundleSheet:
    opened = counter.window.sheets.current
    assert isinstance(opened, BundleSheet)
    return opened


@pytest.mark.parametrize("typed", ["身后", "gmsh", "丧葬费", "公民身后一件事"])
def test_a_bundle_is_found_like_an_item(counter: Counter, typed: str) -> None:
    choose(counter, typed)
    joint = counter.desk.visit.joint
    assert joint is not None
    assert joint.bundle.name == "公民身后一件事"
    assert counter.where() == "情形"


def test_all_items_are_done_unless_one_is_taken_out(counter: Counter) -> None:
    choose(counter)
    assert counter.desk.pane.outcome.text() == "一件事，4 项"
    counter.type("4")
    assert counter.desk.pane.outcome.text() == "一件事，3 项"
    names = [line.handed.name for line in counter.desk.visit.materials.lines.entries]
    assert "社会保障卡" not in names


def test_each_material_stands_once_and_says_for_which_items_it_is(counter: Counter) -> None:
    choose(counter)
    counter.type("5")
    lines = counter.desk.visit.materials.lines.entries
    names = [line.handed.name for line in lines]
    assert len(names) == len(set(names)) == 8
    assert [line.remark for line in lines[:3]] == [
        "户口注销等 3 项",
        "养老注销、丧葬补助",
        "养老注销、丧葬补助",
    ]


def test_f9_opens_a_case_for_each_item_and_prints_all_papers(
    counter: Counter, desks: DemoDesks
) -> None:
    until_f9(counter)
    assert counter.desk.pane.gap.text == ""
    counter.press(F9)
    receipt = bundle(counter)
    assert receipt.number == NUMBER
    assert [one.state for one in receipt.receipts] == [
        CaseState.APPROVED,
        *[CaseState.ACCEPTED] * 3,
    ]
    assert len(desks.tray.papers) == 5
    assert counter.desk.visit.is_empty
    assert counter.where() == "证件号码"
    assert [act.item_name for act in counter.desk.pane.done.acts] == list(receipt.items[:3])
    assert counter.notifier.lines[-1].endswith(
        "一件事受理，共 4 件，编号 YJS-990322103-20260918-0001"
    )
    assert counter.session.drafts.all(counter.session.account.login) == ()


def test_f8_shows_the_receipt_of_the_whole_first(counter: Counter) -> None:
    until_f9(counter)
    counter.press(F9)
    titles = [paper.title for paper in counter.desk.after.last_papers]
    assert titles == ["一件事联办回执", "即办件办结回执", *["受理通知书"] * 3]


def test_f9_too_early_goes_to_the_first_gap(counter: Counter) -> None:
    choose(counter)
    counter.press(F9)
    assert counter.receipts == []
    assert counter.where() == "情形"
    counter.type("5")
    counter.press(F9)
    assert counter.where() == "材料清单"


def test_where_one_item_lacks_a_material_the_desk_asks_and_the_others_go_on(
    counter: Counter,
) -> None:
    until_f9(counter)
    mark_missing(counter)
    counter.press(F9)
    opened = sheet(counter)
    assert [opened.value(key).value for key in ("household", "pension", "funeral", "card")] == [
        "accept",
        "accept",
        "accept",
        "supplement",
    ]
    counter.press(F9)
    states = [one.state for one in bundle(counter).receipts]
    assert states[-1] is CaseState.AWAITING_SUPPLEMENT
    assert states[1:3] == [CaseState.ACCEPTED] * 2


def test_esc_puts_the_sheet_aside_and_nothing_is_lost(counter: Counter) -> None:
    until_f9(counter)
    mark_missing(counter)
    before = counter.desk.visit.values()
    counter.press(F9)
    counter.press(ESC)
    assert counter.window.sheets.current is None
    assert counter.desk.visit.values() == before
    assert counter.receipts == []


def test_an_item_that_is_left_out_becomes_a_draft_of_its_own(counter: Counter) -> None:
    until_f9(counter)
    mark_missing(counter)
    counter.press(F9)
    counter.press(RIGHT, times=2)
    assert sheet(counter).value("card").value == "leave_out"
    counter.press(F9)
    assert len(bundle(counter).receipts) == 3
    counter.press(Qt.Key.Key_R, ALT)
    visit = counter.desk.visit
    assert visit.item is not None
    assert visit.item.name == "社会保障卡注销"
    assert visit.joint is None
    assert visit.person.name.value() == "段桂兰"
    assert visit.materials.has_missing()


def test_f6_asks_what_is_done_with_each_item(counter: Counter) -> None:
    until_f9(counter)
    counter.press(F6)
    opened = sheet(counter)
    counter.press(RIGHT)
    assert opened.value("household").value == "receive"
    counter.press(F9)
    assert bundle(counter).receipts[0].state is CaseState.RECEIVED


def test_alt_s_only_receives_all_of_it(counter: Counter) -> None:
    until_f9(counter)
    counter.press(Qt.Key.Key_S, ALT)
    assert {one.state for one in bundle(counter).receipts} == {CaseState.RECEIVED}


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, Qt.Key.Key_L])
def test_what_is_about_a_single_item_says_how(counter: Counter, key: Qt.Key) -> None:
    until_f9(counter)
    counter.press(key, ALT)
    assert counter.window.sheets.current is None
    assert "单独选这个事项" in counter.notifier.lines[-1]


def test_a_draft_of_a_bundle_comes_back_with_all_of_it(counter: Counter) -> None:
    choose(counter)
    counter.type("45")
    counter.press(ENTER)
    counter.all_present()
    counter.enter("已注销户口")
    before = counter.desk.visit.values()
    counter.press(F2)
    assert counter.desk.visit.is_empty
    counter.press(Qt.Key.Key_R, ALT)
    assert counter.desk.visit.values() == before
    counter.press(F9)
    assert len(bundle(counter).receipts) == 3


def test_a_draft_that_became_a_bundle_is_not_offered_again(counter: Counter) -> None:
    until_f9(counter)
    counter.desk.drafts.keeper.save()
    (draft,) = counter.session.drafts.all(counter.session.account.login)
    counter.press(F9)
    counter.session.drafts.save(draft)
    assert counter.session.lookup.open_drafts() == ()


def test_the_cases_are_found_by_the_number_of_the_bundle(counter: Counter) -> None:
    until_f9(counter)
    counter.press(F9)
    rows = counter.session.database.lists.find(FindQuery("yjs-990322103-20260918-0001"))
    assert {row.case_id for row in rows} == {one.case_id for one in bundle(counter).receipts}
