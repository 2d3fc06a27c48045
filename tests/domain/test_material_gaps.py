"""Of some materials a single one suffices (下列之一)."""

from dataclasses import replace

import pytest

from tests.factories import make_application, make_case, make_item
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.material_gaps import later_choices, material_gaps, spared
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.services.entry import all_present

CARD, BOOK = (
    Material(code, name, required=True, form=MaterialForm.COPY, one_of="住处")
    for code, name in (("card", "不动产权证书"), ("book", "租房合同"))
)
FORM = Material("form", "申请表", required=True, form=MaterialForm.ORIGINAL)
ITEM = replace(make_item(), materials=(FORM, CARD, BOOK))
NO, YES = MaterialState.MISSING, MaterialState.PRESENT


def _handed(*states: MaterialState) -> tuple[HandedIn, ...]:
    return tuple(
        HandedIn(m.code, m.name, m.required, state)
        for m, state in zip(ITEM.materials, states, strict=True)
    )


@pytest.mark.parametrize(
    ("states", "names"),
    [
        ((YES, YES, NO), ()),
        ((YES, NO, YES), ()),
        ((YES, NO, NO), ("下列之一（不动产权证书／租房合同）",)),
        ((NO, NO, NO), ("申请表", "下列之一（不动产权证书／租房合同）")),
        ((NO, YES, YES), ("申请表",)),
    ],
)
def test_one_of_several_is_enough(
    states: tuple[MaterialState, ...], names: tuple[str, ...]
) -> None:
    handed = _handed(*states)
    assert tuple(gap.name for gap in material_gaps(ITEM, handed)) == names
    case = make_case(application=replace(make_application(ITEM), materials=handed))
    assert case.missing_materials == names


def test_what_the_situations_leave_of_a_group_is_asked_like_any_other() -> None:
    alone = _handed(YES, NO, NO)[:2]
    assert [gap.name for gap in material_gaps(ITEM, alone)] == ["不动产权证书"]


def test_the_others_are_spared_once_one_is_there() -> None:
    assert spared(ITEM, _handed(YES, NO, YES)) == {"card"}
    assert spared(ITEM, _handed(YES, NO, NO)) == frozenset()


def test_a_complete_list_holds_the_first_of_a_group() -> None:
    found = all_present(ITEM, ())
    assert later_choices(ITEM, found) == {"book"}
    assert [m.state for m in found] == [YES, YES, MaterialState.UNCHECKED]
