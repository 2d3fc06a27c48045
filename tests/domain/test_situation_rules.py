"""Situations: questions that stack, exclude each other, and select materials and limits."""

from dataclasses import replace

import pytest

from tests.domain.test_item import ITEM, PAPER
from windowdesk.domain.case_clocks import promised_limit, statutory_limit
from windowdesk.domain.conditions import parse_condition
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_rules import check_item_rules
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.situation_rules import (
    combinations,
    open_groups,
    questions,
    require_answers,
    tidied,
    with_answer,
)
from windowdesk.domain.situations import Situation

FIVE = TimeLimit(5, LimitUnit.WORKDAY)
NEW = Situation("new", "新建", "建房", question="新建还是翻建")
OLD = Situation("old", "翻建", "建房", question="新建还是翻建")
SAME = Situation("same", "原址", "位置", within="old", promised_limit=FIVE)
MOVE = Situation("move", "异地", "位置", within="old")
POOR = Situation("poor", "低保户")
AGENT = Situation("agent", "别人代办", excludes=("poor",))
ALL = (NEW, OLD, SAME, MOVE, POOR, AGENT)
HOUSE = replace(
    ITEM,
    situations=ALL,
    materials=(
        PAPER,
        replace(PAPER, code="M02", name="旧房产权证", condition="old+!move"),
        replace(PAPER, code="M03", name="用地意见", condition="new|move"),
        replace(PAPER, code="M04", name="低保证", condition="poor"),
    ),
)


@pytest.mark.parametrize(
    ("text", "codes", "holds"),
    [
        ("", (), True),
        ("a", ("a",), True),
        ("a", ("b",), False),
        ("a+b", ("a",), False),
        ("a+b", ("a", "b"), True),
        ("a|b", ("b",), True),
        ("!a", (), True),
        ("!a", ("a",), False),
        ("a + !b | c", ("a", "b"), False),
        ("a+!b|c", ("a", "b", "c"), True),
    ],
)
def test_a_condition_reads_as_documented(text: str, codes: tuple[str, ...], *, holds: bool) -> None:
    assert parse_condition(text).holds(codes) is holds


@pytest.mark.parametrize("text", ["+", "a+", "|b", "!", "a b", "!!a"])
def test_a_condition_that_is_none_says_how_to_write_it(text: str) -> None:
    with pytest.raises(DomainError, match=r"a\+b 都要"):
        parse_condition(text)


@pytest.mark.parametrize(
    ("chosen", "groups"),
    [((), ["建房", ""]), (("old",), ["建房", "位置", ""]), (("new",), ["建房", ""])],
)
def test_a_question_is_asked_only_within_its_situation(
    chosen: tuple[str, ...], groups: list[str]
) -> None:
    assert [question.group for question in questions(ALL, chosen)] == groups


def test_the_question_of_a_group_is_what_was_written_else_its_name() -> None:
    texts = [question.text for question in questions(ALL, ("old",))]
    assert texts == ["新建还是翻建", "位置", ""]


@pytest.mark.parametrize(
    ("chosen", "ticked", "left"),
    [
        ((), "new", ("new",)),
        (("new",), "old", ("old",)),
        (("old", "same"), "new", ("new",)),
        (("old", "same"), "move", ("old", "move")),
        (("old", "same"), "old", ()),
        (("new", "poor"), "agent", ("new", "agent")),
        (("new", "agent"), "poor", ("new", "poor")),
    ],
)
def test_a_tick_takes_away_what_it_shuts_out_and_what_hung_on_it(
    chosen: tuple[str, ...], ticked: str, left: tuple[str, ...]
) -> None:
    assert with_answer(ALL, chosen, ticked) == left


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (("gone",), "没有情形 gone"),
        (("new", "old"), "只能选一种"),
        (("new", "same"), "只在“翻建”时才有"),
        (("new", "poor", "agent"), "“低保户”和“别人代办”只能选一种"),
    ],
)
def test_situations_that_cannot_hold_together_are_refused(
    chosen: tuple[str, ...], said: str
) -> None:
    with pytest.raises(DomainError, match=said):
        HOUSE.materials_for(chosen)


def test_every_question_that_is_asked_must_be_answered() -> None:
    assert open_groups(ALL, ("old",)) == ("位置",)
    with pytest.raises(DomainError, match="还没选“位置”：原址、异地。"):
        require_answers(ALL, ("old",))
    require_answers(ALL, ("old", "same"))
    require_answers(ALL, ("new",))


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        (("new",), ["M01", "M03"]),
        (("old", "same"), ["M01", "M02"]),
        (("old", "move", "poor"), ["M01", "M03", "M04"]),
    ],
)
def test_situations_select_materials(chosen: tuple[str, ...], codes: list[str]) -> None:
    assert [material.code for material in HOUSE.materials_for(chosen)] == codes


def test_all_combinations_are_complete_answers() -> None:
    found = set(combinations(ALL))
    bases = [("new",), ("old", "same"), ("old", "move")]
    tails = [(), ("poor",), ("agent",)]
    assert found == {(*base, *tail) for base in bases for tail in tails}
    for chosen in found:
        require_answers(ALL, chosen)
        assert tidied(ALL, chosen) == chosen


@pytest.mark.parametrize(
    ("chosen", "promise"), [(("new",), "10个工作日"), (("old", "same"), "5个工作日")]
)
def test_a_situation_sets_a_limit_in_place_of_the_item(
    chosen: tuple[str, ...], promise: str
) -> None:
    assert promised_limit(HOUSE, chosen).text == promise
    assert statutory_limit(HOUSE, chosen).text == "20个工作日"


def test_a_shorter_law_shortens_the_promise_with_it() -> None:
    item = replace(HOUSE, situations=(replace(POOR, statutory_limit=FIVE),))
    assert promised_limit(item, ("poor",)) == FIVE
    assert statutory_limit(item, ("poor",)) == FIVE


def test_the_deeper_situation_sets_the_limit() -> None:
    outer = replace(OLD, promised_limit=TimeLimit(7, LimitUnit.WORKDAY))
    item = replace(HOUSE, situations=(SAME, NEW, outer, MOVE))
    assert promised_limit(item, ("old", "same")) == FIVE
    assert promised_limit(item, ("old", "move")).count == 7


def _with(*situations: Situation) -> Item:
    return replace(HOUSE, situations=situations, materials=(PAPER,))


LONG = TimeLimit(30, LimitUnit.WORKDAY)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (replace(HOUSE, materials=(replace(PAPER, condition="gone"),)), "没有这个情形"),
        (replace(HOUSE, materials=(replace(PAPER, condition="a+"),)), "写得不对"),
        (replace(HOUSE, materials=(replace(PAPER, condition="new+old"),)), "谁也不会遇到"),
        (replace(HOUSE, materials=(replace(PAPER, condition="same+!old"),)), "谁也不会遇到"),
        (replace(HOUSE, materials=(replace(PAPER, condition="!new+!old"),)), "谁也不会遇到"),
        (replace(HOUSE, materials=(replace(PAPER, condition="poor+agent"),)), "谁也不会遇到"),
        (replace(HOUSE, materials=(replace(PAPER, one_of="证明"),)), "下列之一"),
        (replace(HOUSE, materials=(PAPER, PAPER)), "用了 2 次"),
        (_with(NEW), "只有“新建”一种"),
        (_with(replace(NEW, within="old"), OLD), "within 不一样"),
        (_with(replace(POOR, within="gone")), "没有这个情形"),
        (_with(replace(POOR, within="agent"), replace(AGENT, within="poor")), "绕成一圈"),
        (_with(NEW, OLD, replace(POOR, within="old", excludes=("old",))), "永远选不上"),
        (_with(replace(POOR, excludes=("gone",))), "没有这个情形"),
        (_with(replace(POOR, code="a b")), "有空格"),
        (_with(NEW, replace(OLD, label="新建")), "同一个名称"),
        (_with(replace(POOR, promised_limit=LONG)), "承诺期限比法定期限长"),
        (
            _with(replace(POOR, promised_limit=FIVE), Situation("x", "急", promised_limit=FIVE)),
            "都定了期限",
        ),
        (replace(HOUSE, promised_limit=LONG), "承诺期限比法定期限长"),
    ],
)
def test_what_contradicts_itself_is_named(item: Item, said: str) -> None:
    problems = check_item_rules(item)
    assert any(said in text for text in problems), problems


def test_an_item_in_order_has_no_problem() -> None:
    assert check_item_rules(HOUSE) == ()
    assert check_item_rules(ITEM) == ()
