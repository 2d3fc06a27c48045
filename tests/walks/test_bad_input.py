"""Bad input and bad surroundings at the screens: one sentence, and nothing typed is lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.walks.conftest import OpenSeat
from tests.walks.counter_acts import (
    ITEM,
    NAME,
    NUMBER,
    answers_of,
    check_materials,
    choose_subsidy,
    fill_in_subsidy,
    identify_stranger,
)
from tests.walks.given import an_accepted_case, colleague
from tests.walks.program import ALT, CTRL, ENTER, KEY, Centre, Program
from windowdesk.domain.states import CaseState
from windowdesk.tools.demo_centre import ADMIN, APPROVER, CLERK
from windowdesk.tools.demo_people import VILLAGERS

PERSON = VILLAGERS[2]
UNPRINTABLE = "\U000f0000"


@pytest.fixture
def clerk(seats: OpenSeat, sqlite_centre: Centre) -> Program:
    program = seats(sqlite_centre)
    program.log_in(CLERK)
    program.until_at(NUMBER)
    return program


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("99032219650312004X", "号码和末位对不上"),
        ("990322196502300013", "2 月没有 30 日"),
        ("99032220990101001X", "还没到"),
        ("9903221965", "居民身份证号码是 18 位"),
    ],
)
def test_a_number_that_cannot_be_right_is_said_at_its_field(
    clerk: Program, typed: str, said: str
) -> None:
    clerk.enter(typed)
    field = clerk.acceptance.visit.person.id_number
    assert said in field.fault()
    assert field.value() == typed
    clerk.press(KEY.Key_F9)
    assert clerk.where() == NUMBER
    assert said in clerk.said()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("段\u0007桂\u200b兰", "看不见、打不出（U+"),
        ("名" * 10_000, "这一栏最多 100 个字"),
    ],
)
def test_what_is_pasted_into_a_name_stays_until_it_is_mended(
    clerk: Program, pasted: str, said: str
) -> None:
    clerk.enter(PERSON.id_number)
    clerk.until_at(NAME)
    clerk.paste(pasted)
    clerk.press(ENTER)
    name = clerk.acceptance.visit.person.name
    assert said in name.fault()
    assert name.value() == pasted
    clerk.press(KEY.Key_F9)
    assert clerk.where() == NAME
    clerk.press(KEY.Key_A, CTRL)
    clerk.write(PERSON.name)
    assert name.fault() == ""


def test_a_character_that_no_font_has_is_named_before_a_number_is_taken(
    clerk: Program, sqlite_centre: Centre
) -> None:
    _fill_in(clerk, name=f"尹{UNPRINTABLE}旺")
    name = clerk.acceptance.visit.person.name
    clerk.until(lambda: "U+F0000" in name.get_hint() + name.fault())
    clerk.press(KEY.Key_F9)
    clerk.until(lambda: "U+F0000" in name.fault() + clerk.banner_titles)
    clerk.until(lambda: not clerk.acceptance.acts.is_running)
    assert not clerk.acceptance.pane.done.acts
    assert name.value() == f"尹{UNPRINTABLE}旺"
    with closing(sqlite3.connect(sqlite_centre.settings.database)) as file:
        assert file.execute("SELECT count(*) FROM number_line").fetchone() == (0,)
    clerk.press(KEY.Key_1, ALT)
    clerk.until_at(NUMBER)
    clerk.press(ENTER)
    clerk.until_at(NAME)
    assert "U+F0000" in clerk.said()
    clerk.press(KEY.Key_A, CTRL)
    clerk.write(PERSON.name)
    _accept(clerk)


def test_an_item_that_changed_meanwhile_is_renewed_by_f5(
    clerk: Program, sqlite_centre: Centre
) -> None:
    _fill_in(clerk)
    item = clerk.acceptance.visit.item
    assert item is not None
    newer = replace(item, version=item.version + 1, fee="不收费了")
    with colleague(sqlite_centre, CLERK, "03") as other, other.database.unit_of_work() as uow:
        uow.items.add([newer])
        uow.commit()
    clerk.press(KEY.Key_F9)
    clerk.until_at(ITEM)
    assert "办理要求刚改过" in clerk.said()
    assert clerk.acceptance.visit.person.name.value() == PERSON.name
    clerk.press(KEY.Key_F5)
    clerk.until(lambda: clerk.acceptance.visit.gaps() == ())
    _accept(clerk)


def test_a_locked_database_is_said_and_the_act_goes_through_later(
    clerk: Program, sqlite_centre: Centre
) -> None:
    _fill_in(clerk)
    with closing(sqlite3.connect(sqlite_centre.settings.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        clerk.press(KEY.Key_F9)
        clerk.until(lambda: bool(clerk.banners))
        assert "数据库" in clerk.banner_titles
        assert not clerk.acceptance.pane.done.acts
        assert clerk.acceptance.visit.form.answers()["bank"] == answers_of(PERSON).bank
    _accept(clerk)
    assert "数据库" not in clerk.banner_titles


def test_a_database_that_is_gone_is_said_and_nothing_is_lost(
    clerk: Program, sqlite_centre: Centre
) -> None:
    _fill_in(clerk)
    files = [Path(f"{sqlite_centre.settings.database}{tail}") for tail in ("", "-wal", "-shm")]
    for file in files:
        file.rename(f"{file}.away")
    clerk.press(KEY.Key_F9)
    clerk.until(lambda: bool(clerk.banners))
    assert not clerk.acceptance.pane.done.acts
    assert clerk.acceptance.visit.person.name.value() == PERSON.name
    for file in files:
        Path(f"{file}.away").rename(file)
    _accept(clerk)


def test_an_opinion_outlives_a_locked_database(seats: OpenSeat, sqlite_centre: Centre) -> None:
    receipt = an_accepted_case(sqlite_centre)
    approver = seats(sqlite_centre, "office", "")
    approver.log_in(APPROVER)
    desk = approver.approval
    approver.until(lambda: desk.case.view is not None)
    approver.press(KEY.Key_F9)
    approver.until(lambda: _state(approver) is CaseState.REVIEWING)
    approver.write("经审查，准予")
    with closing(sqlite3.connect(sqlite_centre.settings.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        approver.press(KEY.Key_F9)
        approver.until(lambda: "数据库" in approver.banner_titles)
        assert desk.opinion.opinion.value() == "经审查，准予"
    approver.press(KEY.Key_F9)
    approver.until(lambda: desk.case.view is None or _state(approver) is CaseState.APPROVED)
    with colleague(sqlite_centre, ADMIN) as session:
        assert session.lookup.case(receipt.case_id).case.state is CaseState.APPROVED


def test_a_desk_without_a_printer_shows_what_waits(clerk: Program) -> None:
    _fill_in(clerk)
    _accept(clerk)
    clerk.until(lambda: f"{PERSON.name}的受理通知书等打印" in clerk.banner_titles)
    assert "没有打印机" in clerk.banners[0].text
    clerk.press(KEY.Key_P, ALT)
    clerk.until(lambda: clerk.desk.window.sheets.current is not None)


def _fill_in(clerk: Program, *, name: str = PERSON.name) -> None:
    """Fill in an application for the subsidy up to F9."""
    identify_stranger(clerk, replace(PERSON, name=name), village=1)
    choose_subsidy(clerk)
    check_materials(clerk)
    fill_in_subsidy(clerk, answers_of(PERSON))


def _accept(clerk: Program) -> None:
    clerk.press(KEY.Key_F9)

    clerk.until(lambda: bool(clerk.acceptance.pane.done.acts))
    assert clerk.acceptance.pane.done.acts[0].verb == "受理"


def _state(approver: Program) -> CaseState | None:
    view = approver.approval.case.view
    return view.case.state if view is not None else None
