"""Records as text: lossless, and unchanged by fields that came later."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from tests.factories import make_item
from windowdesk.domain.item import Item
from windowdesk.domain.item_parts import Question, SpecialProcedure
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.situations import Situation


def test_an_item_with_every_field_filled_survives_its_text() -> None:
    item = replace(
        make_item(),
        effective_from=date(2026, 1, 1),
        effective_to=date(2026, 12, 31),
        situations=(
            Situation("a", "甲", "g", "问什么", "", ("b",), None, TimeLimit(3, LimitUnit.WORKDAY)),
            Situation("b", "乙"),
        ),
        special_procedures=(
            SpecialProcedure("公示", "某条", TimeLimit(7, LimitUnit.CALENDAR_DAY)),
        ),
        questions=(Question("要带什么", "证件"),),
        channels=("窗口", "网上"),
        supplement_days=10,
        tolerable=True,
    )

    assert Item.from_text(item.to_text()) == item
    assert Item.from_text(item.to_text()).digest == item.digest


def test_a_later_field_is_not_written_while_it_says_nothing() -> None:
    written = json.loads(make_item().to_text())
    later = {one.name for one in fields(Item) if one.metadata}

    assert later
    assert not later & set(written)
    assert "statutory_limit" in written


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain.pop("name"),
        lambda plain: plain.update(unheard_of=1),
        lambda plain: plain.update(version="1"),
        lambda plain: plain.update(version=True),
        lambda plain: plain.update(state="lost"),
    ],
)
def test_a_text_that_is_no_item_is_refused(spoil) -> None:  # noqa: ANN001  any of the above
    plain = json.loads(make_item().to_text())
    spoil(plain)

    with pytest.raises((ValueError, TypeError)):
        Item.from_text(json.dumps(plain))
