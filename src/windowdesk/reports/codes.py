"""QR and Code 128 of a paper as rectangles in modules, drawn black on white."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

# 42 bytes at level M: the code text has 34. 29 modules on a side.
_QR_VERSION = 3
# One fixed mask: any mask can be read, and choosing the best takes eight times as long.
_QR_MASK = 3
_WIDTH_OF = {"A": 1, "B": 2, "C": 3, "D": 4}


@dataclass(frozen=True)
class Bars:
    """Rectangles (x, y, width, height) in modules, y downwards, and the size of the whole."""

    rectangles: tuple[tuple[int, int, int, int], ...]
    width: int
    height: int


@lru_cache(maxsize=64)
def qr_code(text: str) -> Bars:
    """Return the QR code of an ASCII text of at most 42 characters, dark runs merged."""
    code = QRCode(_QR_VERSION, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.makeImpl(False, _QR_MASK)
    modules: list[list[bool]] = code.modules or []
    runs: list[tuple[int, int, int, int]] = []
    for y, row in enumerate(modules):
        x = 0
        for dark, group in groupby(row):
            width = len(list(group))
            if dark:
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
