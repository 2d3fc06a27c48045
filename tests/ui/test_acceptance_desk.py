"""The acceptance desk on the told demo centre, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import DemoDesks, demo_desks
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.states import CaseState
from windowdesk.services.worklists import Queue, QueueQuery
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.paper_sheet import RecordSheet
from windowdesk.ui.proof_sheet import ProofSheet
from windowdesk.ui.received_sheet import ReceivedSheet
from windowdesk.ui.tasks import RunOnCall
from windowdesk.ui.theme import Theme

KNOWN = VILLAGERS[0]
F9, F5, F2, ESC = Qt.Key.Key_F9, Qt.Key.Key_F5, Qt.Key.Key_F2, Qt.Key.Key_Escape


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    return sit_down(qtbot, theme, notifier, desks)


def subsidy_until_f9(counter: Counter) -> None:
    """Fill in the whole application for the subsidy of disabled persons."""
    counter.enter(KNOWN.id_number)
    for _ in range(4):
        counter.press(ENTER)
    counter.enter("两补")
    counter.type("13")
    counter.press(ENTER)
    counter.all_present()
    counter.type("t")
    counter.desk.visit.form.fields()["category"].set_value("肢体残疾 一级")
    counter.press(ENTER)
    counter.enter("９９０３２２１９６５０３１２００４９４１")
    counter.enter("农商银行云岭支行")
    counter.press(ENTER, times=3)


def test_from_the_empty_desk_to_the_printed_paper(counter: Counter, desks: DemoDesks) -> None:
    assert counter.where() == "证件号码"
    subsidy_until_f9(counter)
    assert counter.desk.pane.gap.text == ""
    counter.press(F9)
    (receipt,) = counter.receipts
    assert receipt.state is CaseState.ACCEPTED
    assert [paper.title for paper in receipt.papers if paper.print_id] == ["受理通知书"]
    assert len(desks.tray.papers) == 1
    assert counter.where() == "证件号码"
    assert counter.desk.visit.is_empty
    (done,) = counter.desk.pane.done.acts
    assert done.state == "10:24 受理，已打 2 份"
    assert counter.session.drafts.all(counter.session.account.login) == ()


def test_a_known_number_fills_in_the_person(counter: Counter) -> None:
    counter.enter("９９０３２２　" + KNOWN.id_number[6:])
    person = counter.desk.visit.person
    assert person.name.value() == "段桂兰"
    assert person.phone.value() == KNOWN.phone
    assert person.village.value().startswith("990322103")
    assert counter.where() == "姓名"


def test_own_words_are_never_replaced_by_what_is_known(counter: Counter) -> None:
    counter.press(ENTER)
    counter.enter("段桂兰")
    counter.type("13900000099")
    counter.desk.visit.person.id_number.take_focus()
    counter.enter(KNOWN.id_number)
    assert counter.desk.visit.person.phone.value() == "13900000099"


def test_a_likely_person_is_taken_over_with_a_trace(counter: Counter) -> None:
    counter.press(ENTER)
    counter.type("段桂")
    counter.press(Qt.Key.Key_Down, ALT)
    assert counter.where() == "就是他：段桂兰 990322********0049 永丰村"
    counter.press(ENTER)
    assert counter.desk.visit.person.id_number.value() == KNOWN.id_number
    assert counter.where() == "电话"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("530399196502300013", "2 月没有 30 日。照证件再核一遍第 11 至 14 位：0230。"),
        (
            "53039920270101001X",
            "出生日期 2027年1月1日还没到。照证件再核一遍第 7 至 14 位：20270101。",
        ),
        ("5303991965030", "居民身份证号码是 18 位，现在有 13 位，还差 5 位。"),
        ("99032219650312004X", "号码和末位对不上，有一位录错或两位颠倒。"),
    ],
)
def test_a_wrong_number_gets_one_sentence_and_stays(
    counter: Counter, typed: str, said: str
) -> None:
    counter.enter(typed)
    field = counter.desk.visit.person.id_number
    assert field.fault().startswith(said)
    assert field.value() == typed
    counter.press(F9)
    assert counter.where() == "证件号码"
    assert counter.desk.pane.gap.text == "先改 1 处：证件号码"
    assert counter.receipts == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("名" * 10_000, "这一栏最多 100 个字，现在有 10000 个。删去多余的。"),
        ("段\u200b桂兰", "第 2 个字符看不见、打不出（U+200B）。删掉这一段重新录入。"),
        ("段\x07桂兰", "第 2 个字符看不见、打不出（U+0007）。删掉这一段重新录入。"),
    ],
)
def test_a_text_that_cannot_stand_is_named_at_its_field(
    counter: Counter, typed: str, said: str
) -> None:
    counter.press(ENTER)
    counter.paste(typed)
    counter.press(ENTER)
    assert counter.desk.visit.person.name.fault() == said
    assert counter.desk.visit.person.name.value() == typed


def test_a_rare_character_is_named_at_entry(counter: Counter) -> None:
    counter.press(ENTER)
    counter.enter("王𬱟")
    assert counter.desk.visit.person.name.get_hint() == "生僻字 U+2CC5F，纸上能打出来"
    counter.desk.visit.person.name.take_focus()
    counter.enter("\U000f0000")
    assert "“\U000f0000”U+F0000 纸上打不出来" in counter.desk.visit.person.name.get_hint()


def test_a_credit_code_makes_the_applicant_an_organisation(counter: Counter) -> None:
    counter.enter("91530399MA00000000")
    person = counter.desk.visit.person
    assert person.id_kind.value() == "uscc"
    assert person.name.get_label() == "名称"
    assert person.representative.isVisible()


def test_who_acts_for_the_applicant_is_asked_on_alt_b(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.press(Qt.Key.Key_B, ALT)
    assert counter.where() == "代办人姓名"
    counter.enter("杨立春")
    assert counter.desk.pane.gap.text.endswith("：代办人证件号码")
    assert counter.desk.stack.active == 0


@pytest.mark.parametrize("typed", ["liangbu", "lb", "残疾人两项", "两补", "护理补贴"])
def test_an_item_is_found_by_what_people_say(counter: Counter, typed: str) -> None:
    counter.press(Qt.Key.Key_2, ALT)
    counter.type(typed)
    names = [entry.item.name for entry in counter.desk.visit.item_step.found.entries]
    assert "困难残疾人生活补贴和重度残疾人护理补贴" in names[:3]


def test_an_item_that_is_not_published_says_why(counter: Counter) -> None:
    counter.choose_item("残疾人证迁移")
    assert counter.desk.visit.item is None
    assert "现在不能受理" in counter.desk.visit.item_step.search.fault()


def test_of_one_group_only_one_situation_holds(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("两补")
    counter.type("12")
    labels = [
        line.situation.label for line in counter.desk.visit.situations.lines.entries if line.is_on
    ]
    assert labels == ["三级、四级"]


def test_a_material_is_asked_for_only_in_its_situation(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("两补")
    counter.type("13")
    before = len(counter.desk.visit.materials.lines.entries)
    counter.type("5")
    names = [line.handed.name for line in counter.desk.visit.materials.lines.entries]
    assert len(names) == before + 1
    assert "低保证明材料" in names


def test_the_keys_of_the_materials(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("两补")
    counter.type("13")
    counter.press(ENTER)
    materials = counter.desk.visit.materials
    counter.type("1")
    assert materials.lines.entries[0].handed.state is MaterialState.UNCHECKED
    counter.type("2")
    assert materials.lines.entries[0].handed.state is MaterialState.PRESENT
    counter.type("q")
    assert materials.lines.entries[0].handed.state is MaterialState.MISSING
    counter.type("s")
    assert counter.where() == "原件"
    counter.enter("2")
    counter.enter("3")
    counter.press(ESC)
    handed = materials.lines.entries[0].handed
    assert (handed.state, handed.originals, handed.copies) == (MaterialState.PRESENT, 2, 3)
    counter.type("n")
    counter.enter("原件退回")
    assert materials.lines.entries[0].handed.note == "原件退回"
    assert counter.where() == "材料清单"


def test_f9_goes_to_the_first_gap(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.press(F9)
    assert counter.where() == "名称、拼音头、编码、部门或大白话"
    assert counter.receipts == []


def test_a_key_that_repeats_makes_one_case(
    qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks
) -> None:
    tasks = RunOnCall()
    counter = sit_down(qtbot, theme, notifier, desks, tasks)

    def settle() -> None:
        while tasks.waiting:
            tasks.finish()

    settle()
    counter.enter(KNOWN.id_number)
    settle()
    counter.choose_item("两补")
    settle()
    counter.type("13")
    counter.all_present()
    fields = counter.desk.visit.form.fields()
    fields["category"].set_value("肢体残疾 一级")
    fields["certificate"].set_value("99032219650312004941")
    fields["bank"].set_value("农商银行")
    settle()
    counter.press(F9, times=3)
    assert counter.desk.pane.act_button.text() == "正在受理"
    settle()
    counter.press(F9)
    settle()
    assert len(counter.receipts) == 1


def test_materials_may_be_only_received(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("生育登记")
    counter.desk.visit.form.fields()["decision.content"].set_value("已登记")
    counter.press(Qt.Key.Key_S, ALT)
    (receipt,) = counter.receipts
    assert receipt.state is CaseState.RECEIVED
    assert [paper.title for paper in receipt.papers] == ["申请材料接收凭证"]
    assert counter.desk.top.tag == "待受理 3"


def test_an_immediate_item_is_decided_at_the_desk(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.choose_item("生育登记")
    assert counter.desk.pane.act_button.text() == "当场办结并打印"
    counter.all_present()
    assert counter.where() == "办理结果"
    counter.enter("已登记，发生育登记凭证")
    counter.press(F9)
    (receipt,) = counter.receipts
    assert receipt.state is CaseState.APPROVED
    assert counter.desk.pane.done.acts[0].verb == "当场办结"


def test_a_received_case_is_checked_and_accepted(counter: Counter) -> None:
    counter.press(Qt.Key.Key_D, ALT)
    assert isinstance(counter.window.sheets.current, ReceivedSheet)
    counter.press(ENTER)
    assert counter.where() == "材料清单"
    assert counter.desk.visit.person.name.value() == "龙开华"
    counter.press(Qt.Key.Key_1, ALT)
    assert counter.desk.stack.active == 3
    counter.all_present()
    counter.press(F9)
    (receipt,) = counter.receipts
    assert receipt.state is CaseState.ACCEPTED
    rows = counter.session.database.lists.queue(QueueQuery(Queue.RECEIVED))
    assert receipt.case_id not in [row.case_id for row in rows]


def test_f4_opens_the_proof_and_f8_the_last_paper(counter: Counter) -> None:
    counter.press(Qt.Key.Key_F8)
    assert "还没有刚打的纸" in counter.notifier.lines[-1]
    subsidy_until_f9(counter)
    counter.press(Qt.Key.Key_F4)
    assert isinstance(counter.window.sheets.current, ProofSheet)
    counter.press(ESC)
    counter.press(F9)
    counter.press(Qt.Key.Key_F8)
    assert isinstance(counter.window.sheets.current, RecordSheet)


def test_a_paper_that_did_not_come_out_stays_in_sight(counter: Counter, desks: DemoDesks) -> None:
    desks.tray.broken = "打印机缺纸"
    subsidy_until_f9(counter)
    counter.press(F9)
    assert counter.desk.pane.done.acts[0].state == "10:24 受理，受理通知书没打出来"
    assert "not_printed" in counter.notifier.banners
