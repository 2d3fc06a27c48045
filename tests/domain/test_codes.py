"""The text inside the QR code of a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.codes import code_text, read_code
from windowdesk.domain.errors import DomainError

DIGITS = "990322103022026112000137"


def test_the_code_of_a_paper_is_ascii_with_kind_case_and_check() -> None:
    text = code_text("02", DIGITS)
    assert text.startswith(f"WD1:02:{DIGITS}:")
    assert text.isascii()
    assert len(text) == 34


@pytest.mark.parametrize("shape", ["{}", " {}\r\n", "ＷＤ１：{rest}", "wd1:{rest}"])
def test_what_a_scanner_types_is_read_whatever_the_width_and_case(shape: str) -> None:
    text = code_text("05", DIGITS)
    assert read_code(shape.format(text, rest=text[4:])) == ("05", DIGITS)


@pytest.mark.parametrize("text", ["", "WD2:02:1:1", DIGITS, "WD1:2:" + DIGITS + ":11", "http://x"])
def test_another_code_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(DomainError, match="不是本系统"):
        read_code(text)


@pytest.mark.parametrize(("kind", "digits"), [("2", DIGITS), ("02", "123"), ("02", "x" * 24)])
def test_a_code_is_never_made_from_half_a_number(kind: str, digits: str) -> None:
    with pytest.raises(ValueError, match="not two and 24 digits"):
        code_text(kind, digits)


@given(
    st.from_regex(r"[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{24}", fullmatch=True),
    st.data(),
)
def test_one_wrong_digit_is_always_found(kind: str, digits: str, data: st.DataObject) -> None:
    text = code_text(kind, digits)
    assert read_code(text) == (kind, digits)
    place = data.draw(st.sampled_from([i for i, ch in enumerate(text) if ch.isdigit() and i > 3]))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    with pytest.raises(DomainError, match="校验位"):
        read_code(text[:place] + wrong + text[place + 1 :])
