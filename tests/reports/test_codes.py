"""The matrices of QR and Code 128."""

import pytest

from windowdesk.domain.codes import code_text
from windowdesk.reports.codes import code_128, qr_code


def test_the_qr_code_of_a_paper_has_29_modules() -> None:
    code = qr_code(code_text("02", "9" * 24))
    assert (code.width, code.height) == (29, 29)
    assert all(wide >= 1 and x + wide <= 29 for x, _, wide, _ in code.rectangles)


def test_24_digits_stay_in_set_c() -> None:
    assert code_128("990322103022026112000137").width == 167


@pytest.mark.parametrize("digits", ["123", "12a4", ""])
def test_code_128_takes_pairs_of_digits_only(digits: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        code_128(digits)
