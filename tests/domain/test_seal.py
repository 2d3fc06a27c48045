"""The evening seal: one text, chained to the evening before."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from windowdesk.domain.seal import FIRST_SEAL, ChainHead, LedgerCounts, Seal

EVENING = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
HEAD = ChainHead(7, "990322103012026112000001", 3, "ab" * 32)


def close(before: Seal | None = None, **other: object) -> Seal:
    facts = {
        "before": before,
        "day": date(2026, 11, 20),
        "at": EVENING,
        "login": "clerk",
        "counts": LedgerCounts(1, 3, 2),
        "lines": {"case|990322103|20261120": 1},
        "heads": (HEAD,),
    }
    return Seal.close(**{**facts, **other})  # type: ignore[arg-type]


def test_the_first_seal_stands_on_nothing_and_the_next_on_the_first() -> None:
    first = close()
    second = close(first, heads=())

    assert (first.seq, first.previous) == (1, FIRST_SEAL)
    assert (second.seq, second.previous) == (2, first.hash)


def test_a_seal_reads_back_from_its_text() -> None:
    sealed = close()

    assert Seal.from_text(sealed.text) == sealed


@pytest.mark.parametrize(
    "other",
    [
        {"counts": LedgerCounts(2, 3, 2)},
        {"counts": LedgerCounts(1, 4, 2)},
        {"counts": LedgerCounts(1, 3, 1)},
        {"lines": {"case|990322103|20261120": 2}},
        {"heads": ()},
        {"heads": (replace(HEAD, hash="cd" * 32),)},
        {"heads": (replace(HEAD, steps=2),)},
        {"day": date(2026, 11, 21)},
        {"login": "other"},
    ],
)
def test_whatever_changes_changes_the_hash(other: dict[str, object]) -> None:
    assert close(**other).hash != close().hash


@pytest.mark.parametrize("text", ["{}", "[]", '{"seq": 1}', '"x"'])
def test_a_spoiled_text_is_no_seal(text: str) -> None:
    with pytest.raises(ValueError, match=r"seal|JSON"):
        Seal.from_text(text)
