"""The code of a paper: digits only, every part comes back, nothing else is taken for one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windowdesk.domain.codes import is_our_code, read_code
from windowdesk.domain.errors import DomainError
from windowdesk.domain.paper_code import (
    DIGITS,
    SIGNATURE_BYTES,
    PaperCode,
    SignedCode,
    read_signed_code,
)

CODE = PaperCode("0a1b2c", "03", "990322103022026112000137", 2026, 118, "5e" * 16)
SIGNATURE = bytes(range(SIGNATURE_BYTES))

codes = st.builds(
    PaperCode,
    key=st.binary(min_size=3, max_size=3).map(bytes.hex),
    kind_code=st.integers(0, 99).map("{:02d}".format),
    digits=st.integers(0, 10**24 - 1).map("{:024d}".format),
    year=st.integers(2000, 2255),
    serial=st.integers(0, 2**24 - 1),
    digest=st.binary(min_size=16, max_size=16).map(bytes.hex),
)


@given(codes, st.binary(min_size=SIGNATURE_BYTES, max_size=SIGNATURE_BYTES))
def test_every_part_comes_back_from_the_digits(code: PaperCode, signature: bytes) -> None:
    signed = SignedCode(code, signature)
    assert len(signed.text) == DIGITS
    assert signed.text.isdigit()
    assert read_signed_code(signed.text) == signed


def test_digits_may_be_typed_in_groups_and_wide() -> None:
    text = SignedCode(CODE, SIGNATURE).text
    grouped = " ".join(text[n : n + 4] for n in range(0, DIGITS, 4)).replace("0", "０")
    assert read_signed_code(f" {grouped}\n").code == CODE


@pytest.mark.parametrize(
    "text", ["", "1" * 24, "9" * DIGITS, "0" * DIGITS, "1" * (DIGITS - 1), "WD1:03"]
)
def test_other_texts_are_no_codes(text: str) -> None:
    with pytest.raises(DomainError, match="二维码"):
        read_signed_code(text)


@pytest.mark.parametrize(
    "wrong",
    [{"serial": 2**24}, {"year": 1999}, {"digest": "5e"}, {"key": "0a"}, {"kind_code": "300"}],
)
def test_parts_that_do_not_fit_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"code|parts|byte"):
        replace(CODE, **wrong).payload()  # type: ignore[arg-type]  # any field at all


def test_a_scanner_leads_from_a_signed_code_to_its_case() -> None:
    text = SignedCode(CODE, SIGNATURE).text
    assert is_our_code(text)
    assert read_code(text) == ("03", CODE.digits)
