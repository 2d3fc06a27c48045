"""Forms and situations on the acceptance desk, by keyboard: every kind of field, every guide."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.forms.filled import filled
from tests.ui.acceptance_counter import ALT, ENTER, Counter, sit_down
from tests.ui.desks import NOW, DemoDesks, demo_desks
from windowdesk.assets import Assets
from windowdesk.domain.case import Case
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.local_time import local_date
from windowdesk.domain.situation_rules import combinations
from windowdesk.forms.answers import asked_fields, check
from windowdesk.forms.context import FormContext
from windowdesk.forms.shown import shown_answers
from windowdesk.services.content_check import GUIDES
from windowdesk.services.guide_file import load_guide
from windowdesk.tools.demo_centre import CLERK
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.ui.acceptance_form import FormStep
from windowdesk.ui.address_field import AddressField
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.table_field import TableField
from windowdesk.ui.theme import Theme

KNOWN = VILLAGERS[0]
NAMES = Assets().names("resources", f"{GUIDES}/*.toml")
TODAY = local_date(NOW)
CTRL = Qt.KeyboardModifier.ControlModifier


def published(code: str) -> Item:
    item = load_guide(Assets().path("resources", f"{GUIDES}/{code}.toml"))
    return replace(item, state=ItemState.PUBLISHED, effective_from=date(2026, 1, 1))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[DemoDesks]:
    with demo_desks(tmp_path) as made:
        yield made


@pytest.fixture
def counter(qtbot: QtBot, theme: Theme, notifier: RecordingNotifier, desks: DemoDesks) -> Counter:
    session = desks.session(CLERK)
    with session.database.unit_of_work() as uow:
        uow.items.add([published("temporary_aid"), published("homestead")])
        uow.commit()
    return sit_down(qtbot, theme, notifier, desks)


def _known_person(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    counter.press(ENTER, times=4)


def _stored(counter: Counter) -> Case:
    (receipt,) = counter.receipts
    return counter.session.lookup.case(receipt.case_id).case


def test_an_answer_opens_the_next_question_and_sets_the_limit(counter: Counter) -> None:
    _known_person(counter)
    counter.enter("急难救助")
    step = counter.desk.visit.situations
    assert step.list.hasFocus()
    asked = [line.question for line in step.lines.entries]
    assert asked[:2] == ["是突然遇到急事，还是开支太大撑不住？"] * 2
    assert "遇到什么急事？" not in asked
    counter.type("2")
    assert step.codes() == ("costly",)
    long = counter.desk.pane.due.text()
    counter.type("1")
    assert step.codes() == ("urgent",)
    assert "遇到什么急事？" in [line.question for line in step.lines.entries]
    assert counter.desk.pane.due.text() != long


def test_a_whole_form_is_filled_in_by_keyboard(counter: Counter) -> None:
    _known_person(counter)
    counter.enter("急难救助")
    for word in ("支出型", "看病花费大", "本地户籍"):
        _tick(counter, word)
    counter.press(ENTER)
    counter.all_present()
    form = counter.desk.visit.form
    assert counter.where() == "事情发生日期"
    counter.enter("20260901")
    counter.paste("住院手术，花费大")
    counter.press(ENTER, CTRL)
    assert counter.where() == "支出明细 第 1 行 什么支出"
    for what, on, amount in (("住院", "20260902", "1200"), ("药费", "", "300.5")):
        counter.enter(what)
        counter.enter(on)
        counter.enter(amount)
    assert counter.where() == "支出明细 第 3 行 什么支出"
    assert form.fields()["spent"].value() == "1500.50"
    counter.press(ENTER)
    assert counter.where() == "支出合计"
    counter.press(ENTER)
    counter.enter("200")
    counter.enter("1000")
    assert counter.where() == "发放方式"
    assert form.fields()["how"].value() == "打到银行账户"
    counter.type("3")
    assert form.fields()["how"].value() == "实物"
    assert form.fields()["account"].isHidden()
    assert counter.where() == "发放方式"
    counter.press(ENTER)
    assert counter.where() == "结果领取方式"
    counter.type("yj")
    assert form.fields()["issue_by"].value() == "邮寄"
    counter.press(ENTER)
    home = form.fields()["mail_address"]
    assert isinstance(home, AddressField)
    assert not home.isHidden()
    counter.desk.act()
    assert counter.desk.pane.gap.text == "", [p.text for p in counter.desk.visit.gaps()]
    case = _stored(counter)
    words = dict(
        shown_answers(counter.session.forms.get("temporary_aid"), case.application.answers)
    )
    assert words["支出明细"] == (
        "什么支出住院，日期2026年9月2日，金额1200.00 元；什么支出药费，金额300.50 元"
    )
    assert "云岭镇" in words["邮寄地址"]
    assert "银行账号" not in words


def _tick(counter: Counter, label: str) -> None:
    step = counter.desk.visit.situations
    place = [line.situation.label for line in step.lines.entries].index(label)
    step.list.go_to(place)
    counter.press(Qt.Key.Key_Space)


@pytest.fixture
def step(qtbot: QtBot, theme: Theme, desks: DemoDesks) -> FormStep:
    made = FormStep(theme, desks.session(CLERK))
    made.set_today(TODAY)
    made.resize(880, 600)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def _context(desks: DemoDesks, situations: tuple[str, ...] = (), **more: str) -> FormContext:
    session = desks.session(CLERK)
    return FormContext(
        situations=frozenset(situations),
        today=TODAY,
        divisions=session.divisions,
        places=session.places,
        known=more,
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_guide_shows_and_hides_its_fields_in_every_combination(
    step: FormStep, desks: DemoDesks, name: str
) -> None:
    item = published(Path(name).stem)
    form = desks.session(CLERK).forms.get(item.form_code)
    step.show_form(form, asks_result=False)
    for chosen in combinations(item.situations):
        context = _context(desks, chosen)
        step.set_context(context)
        shown = [key for key, field in step.fields().items() if not field.isHidden()]
        assert shown == [field.key for field in asked_fields(form, step.answers(), context)]


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_keeps_every_kind_of_answer(step: FormStep, desks: DemoDesks, name: str) -> None:
    item = published(Path(name).stem)
    form = desks.session(CLERK).forms.get(item.form_code)
    chosen = max(combinations(item.situations), key=len)
    context = _context(desks, chosen)
    answers = filled(form, context)
    step.show_form(form, asks_result=False)
    step.set_context(context)
    step.restore({f"form.{key}": text for key, text in answers.items()})
    kept = dict(step.values())
    step.show_form(None, asks_result=False)
    step.show_form(form, asks_result=False)
    step.restore(kept)
    grown = _grown(step.answers())
    assert check(form, grown, context) == check(form, _grown(answers), context)


def _grown(answers: Mapping[str, str]) -> dict[str, str]:
    old = {"age": "81", "birth": "1945-01-01"}
    return {**answers, **{key: text for key, text in old.items() if key in answers}}


def _begin(step: FormStep, desks: DemoDesks, code: str, *situations: str, **known: str) -> None:
    item = published(code)
    step.show_form(desks.session(CLERK).forms.get(item.form_code), asks_result=False)
    step.set_context(_context(desks, situations, **known))


def test_places_are_found_by_initials_and_by_words(
    step: FormStep, desks: DemoDesks, qtbot: QtBot
) -> None:
    _begin(step, desks, "homestead", "new")
    land = step.fields()["land_at"]
    assert isinstance(land, AddressField)
    assert land.value() == ""
    village = land.boxes[2]
    names = [village.itemText(place) for place in range(village.count())]
    assert len(names) > 1
    wanted = next(n for n in names if n.startswith("永丰"))
    village.setFocus()
    qtbot.keyClicks(village, "yf")
    assert village.currentText() == wanted
    qtbot.keyClick(village, ENTER)
    assert QApplication.focusWidget() is land.rest
    qtbot.keyClicks(land.rest, "3")
    assert json.loads(land.value())["rest"] == "3"
    assert len(json.loads(land.value())["code"]) == 12


def test_faulty_cells_are_marked_and_found(step: FormStep, desks: DemoDesks, qtbot: QtBot) -> None:
    _begin(step, desks, "dibao", "together")
    table = step.fields()["members"]
    assert isinstance(table, TableField)
    first = table.rows[0]
    first[0].setFocus()
    qtbot.keyClicks(first[0], "A")
    qtbot.keyClicks(first[3], "x")
    assert len(table.rows) == 2
    step.check()
    assert table.fault() == "第 1 行“和申请人的关系”还没填。第 1 行“月收入”只写数字。"
    assert first[3].property("state") == "error"
    assert first[0].property("state") != "error"
    table.take_focus()
    assert QApplication.focusWidget() is first[1]


def test_a_row_is_taken_away_by_a_key(step: FormStep, desks: DemoDesks, qtbot: QtBot) -> None:
    _begin(step, desks, "dibao", "together")
    table = step.fields()["members"]
    assert isinstance(table, TableField)
    table.set_value('[{"name":"A"},{"name":"B"}]')
    cell = table.rows[0][0]
    cell.setFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Delete, CTRL)
    assert json.loads(table.value())[0]["name"] == "B"
    assert len(json.loads(table.value())) == 1
    assert step.fields()["people"].value() == "1"


def test_what_follows_from_other_answers_goes_in_until_the_clerk_writes(
    step: FormStep, desks: DemoDesks, qtbot: QtBot
) -> None:
    _begin(step, desks, "dibao", "together")
    table, people = step.fields()["members"], step.fields()["people"]
    assert isinstance(table, TableField)
    qtbot.keyClicks(table.rows[0][0], "A")
    assert people.value() == "1"
    editor = people.focusProxy()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    qtbot.keyClicks(editor, "5")
    qtbot.keyClicks(table.rows[1][0], "B")
    assert people.value() == "5"
    step.check()
    assert people.fault() == ""
    for row in table.rows[:2]:
        row[1].setCurrentIndex(0)  # type: ignore[union-attr]  # the column is a choice
    step.check()
    assert people.fault().startswith("“共同生活的家庭成员”有 2 行，这里是 5。")
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClicks(editor, "2")
    assert people.fault() == ""


def test_what_is_known_is_filled_in(step: FormStep, desks: DemoDesks) -> None:
    _begin(step, desks, "pension_enrol", "first", "bank", birth="1965-03-12", sex="女")
    assert step.fields()["birth"].value() == "1965年3月12日"
    assert step.fields()["sex"].value() == "女"
    assert "带入 2 项" in [word.text for word in step.notes()]


def test_several_choices_are_ticked_by_digits(
    step: FormStep, desks: DemoDesks, qtbot: QtBot
) -> None:
    _begin(step, desks, "dibao", "together")
    field = step.fields()["hardship"]
    field.take_focus()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, "31")
    assert json.loads(field.value()) == ["因病", "因学"]
    qtbot.keyClicks(focus, "3")
    assert json.loads(field.value()) == ["因病"]


def test_one_of_several_materials_is_enough_at_the_desk(counter: Counter) -> None:
    _known_person(counter)
    counter.enter("盖房子")
    for word in ("原址翻建或改扩建", "没有证书"):
        _tick(counter, word)
    counter.press(Qt.Key.Key_4, ALT)
    step = counter.desk.visit.materials
    names = [line.handed.name for line in step.lines.entries]
    first = names.index("原宅基地权属来源说明")
    gap = "下列之一（原宅基地权属来源说明／村委会出具的历史建房证明）"
    assert gap in [one.text for one in step.gaps()]
    step.list.go_to(first)
    counter.press(ENTER)
    assert gap not in [one.text for one in step.gaps()]
    other = step.lines.entries[first + 1]
    assert other.remark == "已交另一份，不用交"
    counter.press(ENTER)
    assert not step.lines.entries[first + 1].is_touched


def test_earlier_answers_of_the_same_person_come_back(counter: Counter) -> None:
    counter.enter(KNOWN.id_number)
    number = counter.desk.visit.person.identity.value
    assert number is not None
    earlier = counter.session.lookup.earlier_answers(number)
    assert earlier
    assert all(earlier.values())
