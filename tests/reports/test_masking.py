"""What a paper may show of a person: by its template, before any case is told (domain.md §8.3)."""

import tomllib

import pytest

from tests.reports.masked import FULL_NUMBERS, UNMASKED
from tests.reports.orders import CATALOGUE, CODES
from windowdesk.services.sheet_facts import SHEETS

# The board-like sheets and the roll leave the house in anybody's hand.
_NAME = "applicant.name"


def stub_of(code: str) -> str:
    """Return the words of the part that is cut off, '' where there is none."""
    blocks = tomllib.loads(CATALOGUE.get(code).text)["block"]
    return "".join(str(block["rows"]) for block in blocks if block["kind"] == "stub")


@pytest.mark.parametrize("code", CODES)
def test_a_paper_asks_for_nothing_unmasked_that_its_form_does_not_demand(code: str) -> None:
    asked = CATALOGUE.get(code).names & UNMASKED
    assert asked == FULL_NUMBERS.get(code, {}).keys()


def test_every_exception_has_its_reason_and_its_paper() -> None:
    assert FULL_NUMBERS.keys() <= set(CODES)
    for allowed in FULL_NUMBERS.values():
        assert allowed.keys() <= UNMASKED
        assert all(allowed.values())


@pytest.mark.parametrize("code", [code for code in CODES if stub_of(code)])
def test_a_stub_masks_the_applicant(code: str) -> None:
    stub = stub_of(code)
    assert "{applicant.masked_name" in stub
    assert "{" + _NAME not in stub
    assert "id_masked" not in stub


@pytest.mark.parametrize("code", SHEETS)
def test_no_free_sheet_knows_a_full_number(code: str) -> None:
    assert not CATALOGUE.sheet(code).names & UNMASKED


def test_a_slip_knows_neither_number_nor_phone_nor_full_name_of_a_person() -> None:
    names = CATALOGUE.sheet("receipt_slip").names
    assert not [name for name in names if name.startswith(("applicant.id", "applicant.phone"))]
    assert not names & {_NAME, "agent.name", "agent.phone_masked", "agent.id_masked"}
