"""A code as a PNG of one bit a pixel, for files that take pictures only."""

import struct
import zlib

from windowdesk.reports.codes import Bars

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_QUIET_MODULES = 4


def png_of(bars: Bars, module: int, height: int) -> bytes:
    """Return the code with white around it: ``module`` pixels wide, ``height`` pixels a row."""
    quiet = _QUIET_MODULES * module
    width = bars.width * module + 2 * quiet
    rows = [bytearray(b"\x01" * width) for _ in range(bars.height)]
    for x, y, wide, _ in bars.rectangles:
        start = quiet + x * module
        rows[y][start : start + wide * module] = b"\x00" * (wide * module)
    white = b"\x01" * width
    lines = [white] * quiet + [bytes(row) for row in rows for _ in range(height)] + [white] * quiet
    header = struct.pack(">IIBBBBB", width, len(lines), 1, 0, 0, 0, 0)
    data = b"".join(b"\x00" + _packed(line) for line in lines)
    return _SIGNATURE + b"".join(
        _chunk(tag, body)
        for tag, body in ((b"IHDR", header), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    )


def _packed(line: bytes) -> bytes:
    bits = "".join("1" if pixel else "0" for pixel in line)
    bits += "1" * (-len(bits) % 8)
    return bytes(int(bits[n : n + 8], 2) for n in range(0, len(bits), 8))


def _chunk(tag: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))
