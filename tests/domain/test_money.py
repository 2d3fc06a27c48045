"""Amounts: as typed, as written, as spelled."""

from decimal import Decimal

import pytest

from windowdesk.domain.errors import DomainError
from windowdesk.domain.money import capital_money, paper_money, read_money


@pytest.mark.parametrize(
    ("typed", "written", "spelled"),
    [
        ("80", "80元", "捌拾元整"),
        ("¥1,280.50", "1280.50元", "壹仟贰佰捌拾元伍角整"),
        ("３．０５元", "3.05元", "叁元零伍分"),
        ("0.5", "0.50元", "伍角整"),
        ("0.07", "0.07元", "柒分"),
        ("10.35", "10.35元", "壹拾元叁角伍分"),
        ("10001", "10001元", "壹万零壹元整"),
        ("10050", "10050元", "壹万零伍拾元整"),
        ("100000", "100000元", "壹拾万元整"),
        ("1002000", "1002000元", "壹佰万贰仟元整"),
        ("100000008", "100000008元", "壹亿零捌元整"),
        ("120030405", "120030405元", "壹亿贰仟零叁万零肆佰零伍元整"),
    ],
)
def test_an_amount_is_read_written_and_spelled(typed: str, written: str, spelled: str) -> None:
    amount = read_money(typed)
    assert paper_money(amount) == written
    assert capital_money(amount) == spelled
    assert read_money(written) == amount


@pytest.mark.parametrize(
    "typed", ["", "0", "0.00", "-5", "八十", "1.234", "1e3", "9" * 13, "1.2.3"]
)
def test_what_is_no_amount_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(DomainError, match="写成数字") as refused:
        read_money(typed, "payment.amount")
    assert refused.value.field == "payment.amount"


def test_every_amount_spells_differently() -> None:
    cents = range(1, 30_000, 7)
    assert len({capital_money(Decimal(n) / 100) for n in cents}) == len(cents)
