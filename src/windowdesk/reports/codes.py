"""QR and Code 128 of a paper as rectangles in modules, drawn black on white."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import cast

from reportlab.graphics.barcode.code128 import Code128
from zxingcpp import BarcodeFormat, create_barcode

_WIDTH_OF = {"A": 1, "B": 2, "C": 3, "D": 4}


@dataclass(frozen=True)
class Bars:
    """Rectangles (x, y, width, height) in modules, y downwards, and the size of the whole."""

    rectangles: tuple[tuple[int, int, int, int], ...]
    width: int
    height: int


@lru_cache(maxsize=64)
def qr_code(text: str) -> Bars:
    """Return the smallest QR code of an ASCII text at level M, dark runs merged."""
    drawn = create_barcode(text, BarcodeFormat.QRCode, ec_level="M").to_image(
        scale=1, add_quiet_zones=False
    )
    rows = memoryview(drawn)  # type: ignore[arg-type]  # stubs hide that an image gives its bytes
    modules = cast("list[list[int]]", rows.tolist())
    runs: list[tuple[int, int, int, int]] = []
    for y, row in enumerate(modules):
        x = 0
        for light, group in groupby(row):
            width = len(list(group))
            if not light:
                runs.append((x, y, width, 1))
            x += width
    return Bars(tuple(runs), len(modules), len(modules))


@lru_cache(maxsize=64)
def code_128(digits: str) -> Bars:
    """Return Code 128 of an even number of digits: set C throughout; the height is 1."""
    if len(digits) % 2 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"not an even number of digits: {digits!r}")
    code = Code128(digits, quiet=0)
    # Asking for the size makes it encode.
    if not code.width:
        raise ValueError(f"no digits: {digits!r}")
    bars: list[tuple[int, int, int, int]] = []
    x = 0
    for sign in code.decomposed:
        width = _WIDTH_OF[sign.upper()]
        if sign.isupper():
            bars.append((x, 0, width, 1))
        x += width
    return Bars(tuple(bars), x, 1)
