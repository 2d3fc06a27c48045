"""A bundle as one item: conditions, situations, materials asked for once and divided again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_item
from windowdesk.domain.bundle import (
    Bundle,
    Member,
    OwnResult,
    SharedMaterial,
    SharedSituation,
)
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState, MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.joint_conditions import condition_text, joint_ways
from windowdesk.domain.joint_item import JointItem, joint_item
from windowdesk.domain.joint_materials import divided
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.numbers import BundleNumber
from windowdesk.domain.situation_rules import combinations, questions
from windowdesk.domain.situations import Situation

ORIGINAL, COPY, BOTH = (
    MaterialForm.ORIGINAL,
    MaterialForm.COPY,
    MaterialForm.ORIGINAL_AND_COPY,
)


def material(code: str, form: MaterialForm = ORIGINAL, **more: object) -> Material:
    return replace(Material(code, f"材料{code}", required=True, form=form), **more)  # type: ignore[arg-type]  # a table of fields


def item(name: str, materials: tuple[Material, ...], *situations: Situation) -> Item:
    return replace(make_item(name), name=name, materials=materials, situations=situations)


FIRST = item(
    "甲",
    (material("A", condition="born"), material("B", COPY), material("C", condition="agent")),
    Situation("born", "已生", "time"),
    Situation("waiting", "没生", "time"),
    Situation("agent", "代办"),
)
SECOND = item(
    "乙",
    (material("A", COPY), material("B", COPY), material("D", condition="poor")),
    Situation("poor", "困难"),
    Situation("rich", "不困难", within="poor"),
)
BUNDLE = Bundle(
    "two",
    "两件事",
    (Member("one", "甲", ("甲",), given=("已生",)), Member("two", "乙", ("没有", "乙"))),
    materials=(SharedMaterial("共用", ("one.A", "two.材料A")),),
)


def joint(bundle: Bundle = BUNDLE, *items: Item) -> JointItem:
    made = joint_item(bundle, items or (FIRST, SECOND))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("", "on"),
        ("a", "on+x"),
        ("b", "on"),
        ("!b", None),
        ("!c", "on"),
        ("c", None),
        ("a+!b|b", "on"),
        ("!a", "on+!x"),
        ("a|c", "on+x"),
    ],
)
def test_a_condition_is_told_in_the_answers_of_the_bundle(condition: str, said: str | None) -> None:
    ways = joint_ways(condition, {"a": "x", "b": True, "c": False}, "on")
    assert (condition_text(ways) if ways else None) == said


def test_what_holds_anyway_is_not_asked_and_what_it_shuts_out_is_gone() -> None:
    codes = [one.code for one in joint().item.situations]
    assert codes == ["do.one", "do.two", "one.agent", "two.poor", "two.rich"]


def test_a_shared_answer_stands_for_the_situations_of_several_items() -> None:
    shared = replace(
        BUNDLE, situations=(SharedSituation("need", "要照顾", ("one.代办", "two.poor")),)
    )
    made = joint(shared)
    assert [one.code for one in made.item.situations] == ["do.one", "do.two", "need", "two.rich"]
    chosen = ("do.one", "do.two", "need")
    assert [part.situations(chosen) for part in made.parts] == [("born", "agent"), ("poor",)]


def test_items_are_chosen_by_a_question_of_their_own() -> None:
    first = questions(joint().item.situations, ("do.one", "do.two"))[0]
    assert first.text == "这次办哪几项？"
    assert [one.label for one in first.answers] == [part.item.shown_name for part in joint().parts]


def test_materials_that_are_the_same_are_asked_for_once() -> None:
    codes = [(one.code, one.name) for one in joint().item.materials]
    assert codes == [
        ("same1", "共用"),
        ("one.B", "材料B"),
        ("one.C", "材料C"),
        ("two.B", "材料B"),
        ("two.D", "材料D"),
    ]


def test_materials_with_one_sharing_code_are_the_same() -> None:
    first = replace(FIRST, materials=(material("X", share_id="S-1"),))
    second = replace(SECOND, materials=(material("Y", share_id="S-1"),))
    (only,) = joint(BUNDLE, first, second).item.materials
    assert only.condition == "do.one|do.two"


def test_an_item_that_is_not_done_asks_for_nothing() -> None:
    made = joint()
    asked = {one.code for one in made.item.materials_for(("do.two",))}
    assert asked == {"same1", "two.B"}
    assert made.uses(("do.two",))["same1"] == "乙"


def test_what_an_item_makes_is_asked_for_only_where_that_item_is_not_done() -> None:
    made = joint(replace(BUNDLE, results=(OwnResult("two.B", "one"),)))
    assert "two.B" not in {m.code for m in made.item.materials_for(("do.one", "do.two"))}
    assert "two.B" in {m.code for m in made.item.materials_for(("do.two",))}


def test_a_bundle_takes_the_first_item_that_is_published_and_wants_two() -> None:
    older = replace(item("没有", (material("Z"),)), state=ItemState.WITHDRAWN)
    assert joint(BUNDLE, older, FIRST, SECOND).parts[1].item is SECOND
    assert joint_item(BUNDLE, (FIRST,)) is None


def test_a_member_that_the_centre_lacks_is_left_out() -> None:
    three = replace(BUNDLE, members=(*BUNDLE.members, Member("three", "丙", ("丙",))))
    made = joint(three)
    assert [part.key for part in made.parts] == ["one", "two"]
    assert [member.label for member in made.lacking] == ["丙"]


def test_every_combination_of_answers_gives_each_item_a_list() -> None:
    made = joint()
    for chosen in combinations(made.item.situations):
        if not made.done(chosen):
            continue
        listed = {one.code for one in made.item.materials_for(chosen)}
        for part in made.done(chosen):
            for one in part.item.materials_for(part.situations(chosen)):
                (asked,) = (
                    a
                    for a in made.materials
                    if (part.key, one.code) in {(use.member, use.code) for use in a.uses}
                )
                assert asked.material.code in listed


FORMS = st.sampled_from((ORIGINAL, COPY, BOTH, MaterialForm.UNSTATED))


@given(
    forms=st.lists(FORMS, min_size=1, max_size=5),
    originals=st.integers(0, 3),
    copies=st.integers(0, 9),
    extra=st.integers(0, 20),
)
def test_dividing_keeps_every_sheet(
    forms: list[MaterialForm], originals: int, copies: int, extra: int
) -> None:
    whole = HandedIn(
        "same1",
        "共用",
        required=True,
        state=MaterialState.PRESENT,
        originals=originals,
        copies=copies,
        pages=originals + copies + extra,
    )
    asked = [material(str(n), form, copies=2) for n, form in enumerate(forms)]
    shares = divided(whole, asked)
    assert sum(one.originals for one in shares) == originals
    assert sum(one.copies for one in shares) == copies
    assert sum(one.pages for one in shares) == originals + copies + extra
    assert sum(bool(one.originals) for one in shares) <= 1
    assert [one.code for one in shares] == [one.code for one in asked]


def test_what_is_missing_is_missing_for_every_item() -> None:
    whole = HandedIn("same1", "共用", required=True, state=MaterialState.MISSING)
    states = {one.state for one in divided(whole, (material("A"), material("B")))}
    assert states == {MaterialState.MISSING}


def test_a_bundle_number_reads_as_papers_print_it() -> None:
    number = BundleNumber.read(" yjs－990322103-20261120-0003 ")
    assert number.grouped == "YJS-990322103-20261120-0003"
    assert (number.line, number.serial) == ("bundle|990322103|20261120", 3)
