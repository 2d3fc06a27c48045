"""Pictures and files for tests, made on the spot."""

import struct
import zipfile
from io import BytesIO

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

GPS_TEXT = b"N26-SECRET-PLACE"


def jpeg(width: int = 60, height: int = 40, colour: str = "navy", *, orientation: int = 0) -> bytes:
    """Return a photo as a phone makes it: with place, device, comment and a film behind it."""
    plain = BytesIO()
    Image.new("RGB", (width, height), colour).save(plain, "JPEG", icc_profile=b"icc of the camera")
    content = plain.getvalue()
    exif = Image.Exif()
    exif[0x0110] = "Phone of somebody"
    if orientation:
        exif[0x0112] = orientation
    exif.get_ifd(0x8825)[29] = GPS_TEXT.decode()
    noted = exif.tobytes()
    app1 = b"\xff\xe1" + struct.pack(">H", len(noted) + 2) + noted
    comment = b"\xff\xfe" + struct.pack(">H", len(GPS_TEXT) + 2) + GPS_TEXT
    return content[:2] + app1 + comment + content[2:] + b"film after the picture " + GPS_TEXT


def png(width: int = 30, height: int = 20, colour: str = "green") -> bytes:
    target = BytesIO()
    Image.new("RGB", (width, height), colour).save(target, "PNG")
    return target.getvalue()


def tiff(pages: int = 1) -> bytes:
    target = BytesIO()
    first, *others = [Image.new("1", (40, 60), n % 2) for n in range(pages)]
    first.save(target, "TIFF", save_all=True, append_images=others)
    return target.getvalue()


def bmp() -> bytes:
    target = BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, "BMP")
    return target.getvalue()


def pdf(pages: int = 2, text: str = "page") -> bytes:
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    for n in range(pages):
        canvas.drawString(72, 720, f"{text} {n + 1}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def packed(*names: str) -> bytes:
    """Return a ZIP with empty entries of these names."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return target.getvalue()
