"""The matrices of QR and Code 128."""

import pytest

from windowdesk.domain.codes import code_text
from windowdesk.domain.paper_code import DIGITS
from windowdesk.reports.codes import code_128, qr_code


@pytest.mark.parametrize(
    ("text", "side"), [("9" * DIGITS, 41), (code_text("02", "9" * 24), 25)], ids=["signed", "plain"]
)
def test_the_qr_code_of_a_paper_is_as_small_as_can_be(text: str, side: int) -> None:
    code = qr_code(text)
    assert (code.width, code.height) == (side, side)
    assert all(wide >= 1 and x + wide <= side for x, _, wide, _ in code.rectangles)


def test_24_digits_stay_in_set_c() -> None:
    assert code_128("990322103022026112000137").width == 167


@pytest.mark.parametrize("digits", ["123", "12a4", ""])
def test_code_128_takes_pairs_of_digits_only(digits: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        code_128(digits)
