"""Every field of an item can be written as text and read back; what cannot stand is told."""

from dataclasses import fields

import pytest
from hypothesis import given, settings

from tests.long_runs import tries
from tests.services.item_strategies import items
from windowdesk.assets import Assets
from windowdesk.domain.item import Item
from windowdesk.domain.item_cells import CellProblem, value_of
from windowdesk.domain.item_changes import changes
from windowdesk.domain.item_fields import ITEM_FIELDS, MATERIAL_FIELDS, PARTS, FieldSpec
from windowdesk.domain.item_parts import Material, Provenance, Question, SpecialProcedure
from windowdesk.domain.item_texts import ItemTexts, read_item, texts_of
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.situations import Situation
from windowdesk.domain.step_limits import StepLimit
from windowdesk.services.catalogue_content import load_catalogue

BY_NAME = {spec.name: spec for spec in ITEM_FIELDS}
COPIES = next(spec for spec in MATERIAL_FIELDS if spec.name == "copies")
NEEDED = next(spec for spec in MATERIAL_FIELDS if spec.name == "required")


@given(items())
@settings(max_examples=tries(60, 200), deadline=None)
def test_an_item_comes_back_from_its_texts_as_it_was(item: Item) -> None:
    assert read_item(texts_of(item)) == item
    assert changes(item, item) == ()


def test_the_table_names_every_field_once() -> None:
    inside = {f"provenance.{one.name}" for one in fields(Provenance)}
    parts = {part.name for part in PARTS}
    named = [spec.name for spec in ITEM_FIELDS]
    own = {one.name for one in fields(Item)} - parts - {"provenance"}
    assert sorted(named) == sorted(own | inside)
    kinds = (Situation, Material, SpecialProcedure, StepLimit, Question)
    for part, kind in zip(PARTS, kinds, strict=True):
        assert {spec.name for spec in part.fields} == {one.name for one in fields(kind)}
    assert len({spec.label for spec in ITEM_FIELDS}) == len(ITEM_FIELDS)


@pytest.mark.parametrize("demo", [False, True])
def test_the_delivered_catalogue_says_itself_without_loss(demo: bool) -> None:
    for item in load_catalogue(Assets(), demo=demo):
        assert read_item(texts_of(item)) == item, item.name


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("statutory_limit", "２０ 个工作日", TimeLimit(20, LimitUnit.WORKDAY)),
        ("statutory_limit", "20工作日", TimeLimit(20, LimitUnit.WORKDAY)),
        ("statutory_limit", "7天", TimeLimit(7, LimitUnit.CALENDAR_DAY)),
        ("statutory_limit", "7个自然日", TimeLimit(7, LimitUnit.CALENDAR_DAY)),
        ("statutory_limit", "", None),
        ("proxyable", "否", False),
        ("proxyable", "  ", None),
        ("visits", "０", 0),
        ("visits", "", None),
        ("category", "permit", "permit"),
        ("plain_words", "低保\n吃低保、 低保证、", ("低保", "吃低保", "低保证")),
        ("acceptance_mode", "", "direct"),
        ("phone", " 0874-5550000 ", "0874-5550000"),
    ],
)
def test_texts_are_read_as_they_are_meant(name: str, text: str, value: object) -> None:
    assert value_of(BY_NAME[name], text) == value


@pytest.mark.parametrize(
    ("spec", "text", "wrong", "write"),
    [
        (BY_NAME["statutory_limit"], "20", "看不出几天", "写 20个工作日"),
        (BY_NAME["statutory_limit"], "9999日", "9999 天太长", "写 0 至 3650 天"),
        (BY_NAME["category"], "许可", "没有“许可”这一种", "写：行政许可、"),
        (BY_NAME["category"], "", "事项类型空着", "写：行政许可、"),
        (BY_NAME["name"], " ", "事项名称空着", "写上事项名称"),
        (BY_NAME["effective_from"], "明年", "“明年”不是日期", "照 2026-03-02"),
        (BY_NAME["name"], "a\x00b", "第 2 个字符看不见", ""),
        (BY_NAME["name"], "长" * 201, "最多 200 个字", ""),
        (COPIES, "两份", "“两份”不是整数", "写 0 至 9999"),
        (NEEDED, "", "必要性空着", "写：必要、非必要"),
    ],
)
def test_what_cannot_stand_is_told_with_what_to_write(
    spec: FieldSpec, text: str, wrong: str, write: str
) -> None:
    with pytest.raises(CellProblem) as problem:
        value_of(spec, text)
    assert wrong in problem.value.fault.wrong
    assert write in problem.value.fault.write


def test_fields_and_lists_that_are_not_written_stay_as_they_were() -> None:
    (item, *_rest) = load_catalogue(Assets(), demo=True)
    read = read_item(ItemTexts({"phone": "0874-5550000"}, {}), item)
    assert read.phone == "0874-5550000"
    assert [change.label for change in changes(item, read)] == ["咨询电话"]
