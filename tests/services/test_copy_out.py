"""What is typed over into another system: the order is content, the look is logged."""

from dataclasses import replace

from tests.forms.test_rules import FORM
from tests.services.counter import PERSON, Counter
from windowdesk.domain.divisions import Divisions
from windowdesk.services.copy_out import copy_lines

ROWS = '[{"name":"段一","income":"1200.00"},{"name":"段二","income":"800.50"}]'
ANSWERS = {"issue_by": "自取", "since": "2026-09-01", "members": ROWS, "total": "2000.50"}


def _lines(counter: Counter, *order: str) -> list[tuple[str, str]]:
    case = counter.at().lookup.case(counter.accepted()).case
    case.application = replace(case.application, answers=ANSWERS)
    form = replace(FORM, copy_out=order)
    return [(line.label, line.text) for line in copy_lines(case, form, Divisions(()))]


def test_the_order_is_that_of_the_form(counter: Counter) -> None:
    found = _lines(counter, "total", "applicant.name", "since")
    assert found == [("月收入合计", "2000.50"), ("申请人", PERSON.name), ("患病日期", "2026-09-01")]


def test_without_an_order_the_applicant_comes_first_then_the_form(counter: Counter) -> None:
    labels = [label for label, _text in _lines(counter)]
    assert labels[:3] == ["申请人", "证件号码", "电话"]
    assert labels[-1] == "月收入合计"


def test_a_table_is_typed_over_cell_by_cell(counter: Counter) -> None:
    assert _lines(counter, "members") == [
        ("家庭成员 1 姓名", "段一"),
        ("家庭成员 1 月收入", "1200.00"),
        ("家庭成员 2 姓名", "段二"),
        ("家庭成员 2 月收入", "800.50"),
    ]


def test_the_look_at_numbers_is_logged(counter: Counter) -> None:
    case_id = counter.accepted()
    sheet = counter.at().copy_out.sheet(case_id)
    assert any(line.is_number for line in sheet.lines)
    digits = counter.at().lookup.case(case_id).case.number.digits
    assert counter.audited() == [("clerk", "copy_out", digits)]


def test_earlier_answers_are_those_of_the_same_person(counter: Counter) -> None:
    lookup = counter.at().lookup
    number = lookup.case(counter.accepted()).case.application.applicant.id_number
    assert lookup.earlier_answers(number)["issue_by"] == "窗口自取"
    assert lookup.earlier_answers(replace(number, number="530399196903020061")) == {}
