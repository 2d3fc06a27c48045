"""A code as a PNG of one bit a pixel, for files that take pictures only."""

import struct
import zlib

from windowdesk.reports.codes import Bars

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_QUIET_MODULES = 4
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


def png_of(bars: Bars, module: int, height: int) -> bytes:
    """Return the code with white around it: ``module`` pixels wide, ``height`` pixels a row."""
    quiet = _QUIET_MODULES * module
    width = bars.width * module + 2 * quiet
    rows = [bytearray(b"\x01" * width) for _ in range(bars.height)]
    for x, y, wide, _ in bars.rectangles:
        start = quiet + x * module
        rows[y][start : start + wide * module] = b"\x00" * (wide * module)
    white = b"\x01" * width
    margin = _packed(white) * quiet
    data = margin + b"".join(_packed(row) * height for row in rows) + margin
    lines = 2 * quiet + len(rows) * height
    header = struct.pack(">IIBBBBB", width, lines, 1, 0, 0, 0, 0)
    return _SIGNATURE + b"".join(
        _chunk(tag, body)
        for tag, body in ((b"IHDR", header), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    )


def _packed(line: bytes | bytearray) -> bytes:
    """Return a line of the file: its filter, none, then a bit for each byte of ``line``."""
    bits = line.translate(_DIGITS).decode("ascii") + "1" * (-len(line) % 8)
    return b"\x00" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(tag: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))
