"""Case numbers and number lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.errors import DomainError
from windowdesk.domain.numbers import CaseNumber, case_line, document_line

DAY = date(2026, 11, 20)
NUMBER = CaseNumber("990322103022026112000137")


def test_a_number_is_division_window_day_and_serial() -> None:
    assert CaseNumber.of("990322103", 2, DAY, 137) == NUMBER
    assert NUMBER.grouped == "990322103-02-20261120-00137"
    assert NUMBER.short == "1120-00137"


@pytest.mark.parametrize(
    "typed",
    [
        "990322103022026112000137",
        " 990322103-02-20261120-00137\r\n",
        "990322103－02－20261120－00137",
        "９９０３２２１０３０２２０２６１１２０００１３７",
        "990322103 02 20261120 00137",
    ],
)
def test_a_number_is_read_however_it_was_typed(typed: str) -> None:
    assert CaseNumber.read(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", "1120-00137", NUMBER.digits + "1", "9" * 23 + "x", "٣" * 24])
def test_anything_else_is_refused_with_the_field(typed: str) -> None:
    with pytest.raises(DomainError, match="24 位数字") as refusal:
        CaseNumber.read(typed)
    assert refusal.value.field == "case_number"


@pytest.mark.parametrize("window", [0, -1, 100])
def test_a_window_has_two_digits(window: int) -> None:
    with pytest.raises(DomainError, match="1 至 99"):
        CaseNumber.of("990322103", window, DAY, 1)


def test_a_day_has_99999_numbers() -> None:
    assert CaseNumber.of("990322103", 99, DAY, 99_999).short == "1120-99999"
    with pytest.raises(DomainError, match="用完了"):
        CaseNumber.of("990322103", 1, DAY, 100_000)


@pytest.mark.parametrize("serial", [0, -1])
def test_serials_begin_at_one(serial: int) -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        CaseNumber.of("990322103", 1, DAY, serial)


@pytest.mark.parametrize("division", ["99032210", "9903221030", "99032210x"])
def test_a_division_has_nine_digits(division: str) -> None:
    with pytest.raises(DomainError):
        CaseNumber.of(division, 1, DAY, 1)


@given(
    st.from_regex(r"[0-9]{9}", fullmatch=True),
    st.integers(1, 99),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.integers(1, 99_999),
)
def test_a_number_on_paper_is_read_back(division: str, window: int, day: date, serial: int) -> None:
    number = CaseNumber.of(division, window, day, serial)
    assert CaseNumber.read(number.grouped) == number


def test_numbers_of_a_day_sort_by_serial() -> None:
    later = CaseNumber.of("990322103", 2, DAY, 138)
    assert later > NUMBER


def test_each_day_organ_kind_and_year_has_its_own_line() -> None:
    assert case_line("990322103", DAY) == "case|990322103|20261120"
    assert document_line("云乡", "acceptance", 2026) == "paper|云乡|acceptance|2026"
