"""What a machine reads back from a paper: words, fonts, codes."""

from collections.abc import Iterator
from io import BytesIO

import pypdf
import pypdfium2 as pdfium
import zxingcpp
from pypdf.generic import DictionaryObject

SCANNER_DPI = 203


def squeezed(text: str) -> str:
    """Return ``text`` without any white: justified text has white of its own."""
    return "".join(text.split())


def page_texts(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    try:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def fonts(data: bytes) -> Iterator[DictionaryObject]:
    """Yield every font of every page."""
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        listed = resources["/Font"].get_object()
        assert isinstance(listed, DictionaryObject)
        for font in listed.values():
            found = font.get_object()
            assert isinstance(found, DictionaryObject)
            yield found


def codes(data: bytes) -> list[set[str]]:
    """Return what a scanner reads on each page, from black and white at 203 dpi."""
    document = pdfium.PdfDocument(data)
    try:
        found = []
        for page in document:
            picture = page.render(scale=SCANNER_DPI / 72, grayscale=True).to_pil()
            black_and_white = picture.point(lambda level: 255 if level > 128 else 0)
            found.append({code.text for code in zxingcpp.read_barcodes(black_and_white)})
        return found
    finally:
        document.close()
