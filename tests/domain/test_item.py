from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import (
    ApplicantKind,
    DecidedLevel,
    ItemCategory,
    ItemState,
    MaterialForm,
    ServiceType,
)
from windowdesk.domain.item_parts import Material, Provenance
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.situations import Situation

TODAY = date(2026, 9, 18)
TWENTY = TimeLimit(20, LimitUnit.WORKDAY)
TEN = TimeLimit(10, LimitUnit.WORKDAY)
PAPER = Material("M01", "申请表", required=True, form=MaterialForm.ORIGINAL)
PROOF = replace(PAPER, code="M02", name="死亡证明", condition="S01")
GONE = Situation("S01", "死亡", "原因")
MISSING = Situation("S02", "失踪", "原因")
BY_PROXY = Situation("S03", "代办")
ITEM = Item(
    item_id="WD-1",
    version=3,
    code="WD-1",
    name="农村宅基地申请",
    category=ItemCategory.PERMIT,
    department="农业农村",
    decided_level=DecidedLevel.TOWN,
    service_type=ServiceType.PROMISE,
    applicant_kind=ApplicantKind.NATURAL,
    statutory_limit=TWENTY,
    promised_limit=TEN,
    accept_basis="《中华人民共和国行政许可法》第三十二条",
    situations=(GONE, MISSING, BY_PROXY),
    materials=(PAPER, PROOF),
    plain_words=("建房",),
    state=ItemState.PUBLISHED,
    effective_from=date(2026, 1, 1),
    effective_to=date(2026, 12, 31),
)


@pytest.mark.parametrize(
    ("limit", "text"), [(TWENTY, "20个工作日"), (TimeLimit(7, LimitUnit.CALENDAR_DAY), "7日")]
)
def test_a_limit_reads_as_on_paper(limit: TimeLimit, text: str) -> None:
    assert limit.text == text


@pytest.mark.parametrize("count", [-1, 3651])
def test_a_limit_that_cannot_be_meant_is_refused(count: int) -> None:
    with pytest.raises(DomainError):
        TimeLimit(count, LimitUnit.WORKDAY)


@pytest.mark.parametrize(
    ("shorter", "longer", "within"),
    [
        (TEN, TWENTY, True),
        (TWENTY, TEN, False),
        (TimeLimit(20, LimitUnit.CALENDAR_DAY), TWENTY, True),
        (TEN, TimeLimit(14, LimitUnit.CALENDAR_DAY), False),
        (TimeLimit(0, LimitUnit.WORKDAY), TimeLimit(0, LimitUnit.CALENDAR_DAY), True),
    ],
)
def test_a_promise_must_never_end_after_the_law(
    shorter: TimeLimit, longer: TimeLimit, within: bool
) -> None:
    assert shorter.is_within(longer) is within


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_an_item_is_in_force_from_its_first_to_its_last_day(day: date, holds: bool) -> None:
    assert ITEM.in_force(day) is holds


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (replace(ITEM, state=ItemState.WITHDRAWN), "已停办"),
        (replace(ITEM, state=ItemState.PROPOSED), "拟入库"),
        (replace(ITEM, effective_to=date(2026, 9, 17)), "第 3 版自2026-01-01起至2026-09-17止"),
        (replace(ITEM, effective_from=None), "没有生效日期"),
        (replace(ITEM, promised_limit=None), "没有办理期限"),
        (replace(ITEM, statutory_limit=None), "没有办理期限"),
    ],
)
def test_nothing_is_accepted_under_an_item_out_of_force_or_without_limit(
    item: Item, sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence) as problem:
        item.require_acceptable(TODAY)
    assert problem.value.field == "item"


def test_an_item_in_force_with_both_limits_may_be_accepted() -> None:
    ITEM.require_acceptable(TODAY)


def test_situations_select_the_materials() -> None:
    assert ITEM.materials_for(()) == (PAPER,)
    assert ITEM.materials_for(("S01", "S03")) == (PAPER, PROOF)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [(("S09",), "没有情形 S09"), (("S01", "S02"), "“死亡”和“失踪”只能选一种")],
)
def test_situations_that_cannot_hold_are_refused(chosen: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        ITEM.materials_for(chosen)


def test_where_every_material_hangs_on_a_situation_one_must_be_chosen() -> None:
    with pytest.raises(DomainError, match="先选一种：死亡、失踪、代办"):
        replace(ITEM, materials=(PROOF,)).materials_for(())


@pytest.mark.parametrize(
    ("item", "lacking"),
    [
        (ITEM, ()),
        (replace(ITEM, statutory_limit=None), ("法定期限",)),
        (replace(ITEM, promised_limit=TimeLimit(21, LimitUnit.WORKDAY)),
         ("承诺期限不长于法定期限",)),
        (replace(ITEM, materials=(), accept_basis=""), ("申请材料", "受理依据")),
        (replace(ITEM, provenance=Provenance(demo_fields=("promised_limit",))),
         ("把演示用的内容换成真实的",)),
    ],
)  # fmt: skip
def test_what_is_missing_before_publishing_is_named(item: Item, lacking: tuple[str, ...]) -> None:
    assert item.lacks() == lacking


def test_what_the_demo_made_up_is_good_enough_for_the_demo_alone() -> None:
    made_up = replace(ITEM, provenance=Provenance(demo_fields=("promised_limit",)))
    assert made_up.lacks(demo_centre=True) == ()


@given(
    st.none() | st.builds(TimeLimit, st.integers(0, 99), st.sampled_from(LimitUnit)),
    st.none() | st.booleans(),
    st.none() | st.integers(1, 9),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
    st.none() | st.dates(),
)
def test_the_canonical_text_loses_nothing(
    limit: TimeLimit | None,
    proxyable: bool | None,
    copies: int | None,
    words: tuple[str, ...],
    ends: date | None,
) -> None:
    item = replace(
        ITEM,
        statutory_limit=limit,
        proxyable=proxyable,
        materials=(replace(PAPER, copies=copies, review_points=words),),
        plain_words=words,
        effective_to=ends,
        provenance=Provenance("政府网站", "法定20", ("category",), words),
    )
    assert Item.from_text(item.to_text()) == item
    assert Item.from_text(item.to_text()).digest == item.digest


def test_the_digest_tells_two_versions_apart() -> None:
    assert replace(ITEM, version=4).digest != ITEM.digest
