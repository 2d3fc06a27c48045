"""What a clerk of the demo centre does by keys, step by step: used by several walks."""

from dataclasses import dataclass

from tests.walks.program import ENTER, KEY, Program
from windowdesk.tools.demo_people import Villager
from windowdesk.ui.acceptance_desk import AcceptanceDesk

SUBSIDY = "困难残疾人生活补贴和重度残疾人护理补贴"
NAME, PHONE, VILLAGE, ADDRESS = "姓名", "电话", "村（社区）", "住址"
NUMBER, ITEM, SITUATIONS, MATERIALS = (
    "证件号码",
    "名称、拼音头、编码、部门或大白话",
    "情形",
    "材料清单",
)
CATEGORY, CERTIFICATE, BANK = "残疾类别与等级", "残疾人证号", "开户银行"
# 肢体残疾 一级 is the thirteenth of the list.
_DOWN_TO_CATEGORY = 13


@dataclass(frozen=True)
class Answers:
    """What the visitor says about himself for the form of the subsidy."""

    certificate: str
    bank: str = "农商银行云岭支行"


def answers_of(person: Villager) -> Answers:
    return Answers(f"{person.id_number.replace('X', '0')}41")


def identify_stranger(program: Program, person: Villager, *, village: int) -> None:
    """Type a person who was never here; ``village`` is how far down the list he lives."""
    program.enter(person.id_number)
    program.until_at(NAME)
    program.enter(person.name)
    program.enter(person.phone)
    program.press(KEY.Key_Down, times=village)
    program.press(ENTER)
    program.enter(f"云岭镇{person.place}")
    program.until_at(ITEM)


def identify_known(program: Program, person: Villager) -> None:
    """Type the number of a person who was here before, and go on over what was filled in."""
    desk = program.acceptance
    program.enter(person.id_number)
    program.until(lambda: desk.visit.person.name.value() == person.name)
    program.press(ENTER, times=4)
    program.until_at(ITEM)


def choose_subsidy(program: Program) -> None:
    """Take the subsidy by its initials, and the first two situations by their digits."""
    choose_item(program, "kncjr", SUBSIDY)
    program.until_at(SITUATIONS)
    program.write("13")
    program.until(lambda: len(program.acceptance.visit.situations.codes()) == 2)
    program.press(ENTER)
    program.until_at(MATERIALS)


def choose_item(program: Program, typed: str, name: str) -> None:
    """Look for an item and take the first that is found."""
    program.write(typed)
    program.until(lambda: _first_found(program.acceptance) == name)
    program.press(ENTER)


def check_materials(program: Program) -> None:
    """Press Enter through the list, from where the caret is: every further one is there."""
    materials = program.acceptance.visit.materials
    program.press(ENTER, times=len(materials.lines.entries) - materials.list.place)


def fill_in_subsidy(program: Program, answers: Answers) -> None:
    """Fill in the form of the subsidy up to its last needed field."""
    choose_category(program)
    program.enter(answers.certificate)
    program.enter(answers.bank)


def choose_category(program: Program) -> None:
    """Step down to the kind of disability and go on."""
    program.until_at(CATEGORY)
    program.press(KEY.Key_Down, times=_DOWN_TO_CATEGORY)
    program.press(ENTER)


def accept(program: Program) -> str:
    """Press F9, wait until the desk is empty again, and return the case number that is said."""
    desk = program.acceptance
    done = len(desk.pane.done.acts)
    program.press(KEY.Key_F9)
    program.until(lambda: len(desk.pane.done.acts) > done)
    program.until_at(NUMBER)
    return desk.pane.done.acts[0].state


def accept_subsidy(program: Program, person: Villager, *, known: bool, village: int = 1) -> str:
    """Take in the whole application of a person for the subsidy."""
    if known:
        identify_known(program, person)
    else:
        identify_stranger(program, person, village=village)
    choose_subsidy(program)
    check_materials(program)
    fill_in_subsidy(program, answers_of(person))
    return accept(program)


def _first_found(desk: AcceptanceDesk) -> str:
    found = desk.visit.item_step.found.entries
    return found[0].item.name if found else ""
