import struct
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from tests.pictures import GPS_TEXT, bmp, jpeg, png, tiff
from windowdesk.domain.media import BMP, JPEG, PNG, TIFF
from windowdesk.reports.picture_clean import Spoiled, cleaned

SECRET = b"23.4162N 102.9113E"


def with_chunk(content: bytes, name: bytes, body: bytes) -> bytes:
    """Return a PNG with a chunk behind its head."""
    chunk = struct.pack(">I", len(body)) + name + body + b"\0\0\0\0"
    return content[:33] + chunk + content[33:]


def same_picture(one: bytes, other: bytes) -> bool:
    with Image.open(BytesIO(one)) as a, Image.open(BytesIO(other)) as b:
        return ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getbbox() is None


def test_a_photo_keeps_every_pixel_and_loses_place_device_comment_and_film() -> None:
    photo = jpeg()
    clean = cleaned(photo, JPEG)
    assert same_picture(photo, clean)
    for trace in (GPS_TEXT, b"Phone of somebody", b"Exif", b"film after"):
        assert trace in photo
        assert trace not in clean
    assert b"ICC_PROFILE" in clean
    assert clean.endswith(b"\xff\xd9")


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_photo_still_says_how_it_is_turned(orientation: int) -> None:
    clean = cleaned(jpeg(orientation=orientation), JPEG)
    with Image.open(BytesIO(clean)) as picture:
        assert dict(picture.getexif()) == {0x0112: orientation}


def test_an_upright_photo_bears_no_note_at_all() -> None:
    with Image.open(BytesIO(cleaned(jpeg(orientation=1), JPEG))) as picture:
        assert dict(picture.getexif()) == {}


def test_a_progressive_photo_stays_whole() -> None:
    target = BytesIO()
    Image.effect_noise((80, 80), 60).convert("RGB").save(target, "JPEG", progressive=True)
    assert same_picture(target.getvalue(), cleaned(target.getvalue(), JPEG))


def test_cleaning_twice_changes_nothing() -> None:
    once = cleaned(jpeg(orientation=6), JPEG)
    assert cleaned(once, JPEG) == once


@pytest.mark.parametrize("cut", [3, 10, 60, 400, -30])
def test_a_photo_that_breaks_off_is_spoiled(cut: int) -> None:
    photo = cleaned(jpeg(), JPEG)
    with pytest.raises(Spoiled):
        cleaned(photo[:cut], JPEG)


@pytest.mark.parametrize("name", [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"])
def test_a_picture_loses_the_words_beside_it(name: bytes) -> None:
    clean = cleaned(with_chunk(png(), name, SECRET) + SECRET, PNG)
    assert clean == png()


def test_a_png_that_breaks_off_is_spoiled() -> None:
    with pytest.raises(Spoiled):
        cleaned(png()[:-6], PNG)


def scan_of(*entries: tuple[int, int, int, int], behind: bytes) -> bytes:
    """Return the head of a TIFF with one directory of ``entries`` and bytes behind it."""
    directory = struct.pack("<H", len(entries))
    for entry in entries:
        directory += struct.pack("<HHII", *entry)
    return b"II*\x00" + struct.pack("<I", 8) + directory + struct.pack("<I", 0) + behind


def test_a_scan_loses_place_and_names() -> None:
    end = 8 + 2 + 3 * 12 + 4
    place = struct.pack("<HHHII", 1, 29, 2, len(SECRET), end + 18) + bytes(4) + SECRET
    name = b"Name of somebody"
    scan = scan_of(
        (0x0100, 4, 1, 30),
        (0x013B, 2, len(name), end + len(place)),
        (0x8825, 4, 1, end),
        behind=place + name,
    )
    clean = cleaned(scan, TIFF)
    assert SECRET in scan
    assert clean == scan.replace(SECRET, bytes(len(SECRET))).replace(name, bytes(len(name)))


def test_what_points_out_of_a_scan_is_spoiled() -> None:
    with pytest.raises(Spoiled):
        cleaned(scan_of((0x013B, 2, 500, 4), behind=b""), TIFF)


def test_pages_of_a_scan_and_other_pictures_pass_as_they_are() -> None:
    assert cleaned(tiff(3), TIFF) == tiff(3)
    assert cleaned(bmp(), BMP) == bmp()


def test_directories_that_lead_in_a_ring_end() -> None:
    ring = b"II*\x00" + struct.pack("<IHI", 8, 0, 8)
    assert cleaned(ring, TIFF) == ring


@pytest.mark.parametrize("broken", [b"II*\x00\xff\xff\x00\x00", b"MM\x00*"])
def test_a_scan_whose_directory_is_not_there_is_spoiled(broken: bytes) -> None:
    with pytest.raises(Spoiled):
        cleaned(broken, TIFF)
