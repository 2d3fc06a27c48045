"""Takes out of a picture what the camera wrote about place, time and device.

Nothing is encoded anew: the picture stays bit for bit, only segments beside it go. How the picture
is to be turned stays, because without it a photo lies on its side.
"""

import re
import struct
from collections.abc import Iterator

from windowdesk.domain.media import JPEG, PNG, TIFF, MediaKind

_ORIENTATION = 0x0112
_UPRIGHT = 1
_LAST_ORIENTATION = 8
_MARK, _SOS, _EOI, _COMMENT = 0xFF, 0xDA, 0xD9, 0xFE
_FIRST_APP, _LAST_APP = 0xE0, 0xEF
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
# The next marker after picture data: not a stuffed byte, a restart or filling.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# Beginnings of application segments that say how colours are meant; all others go.
_KEPT_APPS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_EXIF = b"Exif\x00\x00"
_PNG_HEAD = 8
_PNG_DROPPED = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"))
# GPS directory, directory of the camera, XMP, IPTC, Photoshop: places and names stand in them.
_GPS, _CAMERA = 0x8825, 0x8769
_TIFF_BLANKED = frozenset((0x02BC, 0x83BB, 0x8649, 0x010F, 0x0110, 0x013B, 0x0132))
_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_MOST_DIRECTORIES = 1000


class Spoiled(Exception):
    """The picture breaks off or is not built as it must be."""


def cleaned(content: bytes, kind: MediaKind) -> bytes:
    """Return the picture without what was written beside it; Spoiled if it cannot be read."""
    try:
        if kind == JPEG:
            return _clean_jpeg(content)
        if kind == PNG:
            return _clean_png(content)
        return _clean_tiff(content) if kind == TIFF else content
    except (struct.error, IndexError) as error:
        raise Spoiled from error


def _clean_jpeg(content: bytes) -> bytes:
    kept, orientation = [], _UPRIGHT
    for marker, piece in _jpeg_pieces(content):
        body = piece[4:]
        if marker == _COMMENT:
            continue
        if _FIRST_APP <= marker <= _LAST_APP and not _is_kept(marker, body):
            if body.startswith(_EXIF):
                orientation = _orientation(body[len(_EXIF) :])
            continue
        kept.append(piece)
    # A head of JFIF must come first of all.
    at = 1 if kept and kept[0][:2] == b"\xff\xe0" else 0
    if orientation != _UPRIGHT:
        kept.insert(at, _exif_of(orientation))
    return b"\xff\xd8" + b"".join(kept) + b"\xff\xd9"


def _is_kept(marker: int, body: bytes) -> bool:
    beginning = _KEPT_APPS.get(marker)
    return beginning is not None and body.startswith(beginning)


def _jpeg_pieces(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and bytes of each segment up to the end of the picture, data with its scan."""
    at = 2
    while True:
        if content[at] != _MARK:
            raise Spoiled
        marker = content[at + 1]
        if marker == _MARK:
            at += 1
            continue
        if marker == _EOI:
            # Whatever follows (films of phones, second pictures) is no part of the picture.
            return
        if marker in _STANDALONE:
            yield marker, content[at : at + 2]
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if marker == _SOS:
            found = _NEXT_MARKER.search(content, end)
            if found is None:
                raise Spoiled
            end = found.start()
        if end > len(content):
            raise Spoiled
        yield marker, content[at:end]
        at = end


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for n in range(count):
            tag, _kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * n)
            if tag == _ORIENTATION:
                return value if _UPRIGHT <= value <= _LAST_ORIENTATION else _UPRIGHT
    except struct.error:
        # A spoiled note of the camera does not spoil the picture.
        return _UPRIGHT
    return _UPRIGHT


def _exif_of(orientation: int) -> bytes:
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _clean_png(content: bytes) -> bytes:
    kept, at = [content[:_PNG_HEAD]], _PNG_HEAD
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise Spoiled
        if name not in _PNG_DROPPED:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _clean_tiff(content: bytes) -> bytes:
    """Blank what tells of place and person; offsets must stay, so nothing is cut out."""
    whole = bytearray(content)
    order = "<" if content[:2] == b"II" else ">"
    (start,) = struct.unpack_from(f"{order}I", whole, 4)
    seen: set[int] = set()
    while start and start not in seen:
        seen.add(start)
        if len(seen) > _MOST_DIRECTORIES:
            raise Spoiled
        start = _clean_directory(whole, order, start)
    return bytes(whole)


def _clean_directory(whole: bytearray, order: str, start: int, *, blank: bool = False) -> int:
    """Clean one directory, or blank all of it, and return where the next one stands."""
    (count,) = struct.unpack_from(f"{order}H", whole, start)
    for n in range(count):
        entry = start + 2 + 12 * n
        tag, kind, many, value = struct.unpack_from(f"{order}HHII", whole, entry)
        if tag in {_GPS, _CAMERA} and not blank:
            _clean_directory(whole, order, value, blank=True)
        elif blank or tag in _TIFF_BLANKED:
            size = _TIFF_SIZES.get(kind, 1) * many
            at = entry + 8 if size <= 4 else value  # noqa: PLR2004  what fits stands in the entry
            if at + size > len(whole):
                raise Spoiled
            whole[at : at + size] = bytes(size)
    (following,) = struct.unpack_from(f"{order}I", whole, start + 2 + 12 * count)
    return int(following)
