"""Reads the codes on a photo, a scan or a PDF of pictures."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

from windowdesk.domain.errors import DomainError
from windowdesk.services.pdfium_lock import PDFIUM

_QR = BarcodeFormats([BarcodeFormat.QRCode])
_DPI = 300
_POINTS_PER_INCH = 72
_MOST_PAGES = 10
_BROKEN = "这个文件打不开：要的是 PDF、照片或扫描件（JPEG、PNG、TIFF）。换一个文件再查。"


def codes_on(content: bytes) -> tuple[str, ...]:
    """Return the texts of all QR codes of a picture or the first pages of a PDF.

    DomainError if the file is neither.
    """
    try:
        pages = _pdf_pages(content) if content.startswith(b"%PDF") else _frames(content)
        found = [code.text for page in pages for code in read_barcodes(page, formats=_QR)]
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        pypdfium2.PdfiumError,
    ) as error:
        raise DomainError(_BROKEN, "file") from error
    return tuple(dict.fromkeys(found))


def _frames(content: bytes) -> Iterator[Image.Image]:
    with Image.open(BytesIO(content)) as picture:
        for frame in ImageSequence.Iterator(picture):
            yield ImageOps.exif_transpose(frame).convert("L")


def _pdf_pages(content: bytes) -> Iterator[Image.Image]:
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        count = min(len(document), _MOST_PAGES)
    try:
        for index in range(count):
            with PDFIUM:
                page = document[index]
                drawn = page.render(scale=_DPI / _POINTS_PER_INCH, grayscale=True).to_pil().copy()
                page.close()
            yield drawn
    finally:
        with PDFIUM:
            document.close()
