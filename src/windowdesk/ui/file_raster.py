"""Pages of attached files as pictures: PDF by pdfium, photos and scans by Pillow, both reduced."""

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps
from PySide6.QtGui import QImage, QTransform

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.media import PDF
from windowdesk.services.pdfium_lock import PDFIUM

_LONGEST = 3  # a page is drawn at most so many times as high as wide
_RGBA = 4  # the number that pdfium has for it
_FORMAT = QImage.Format.Format_RGBA8888
_RIGHT_ANGLE = 90
_BROKEN = "这份电子件打不开，内容可能坏了。到系统里核对一遍。"


@dataclass(frozen=True)
class FilePage:
    """One page as a picture. ``count`` is the number of pages in all."""

    image: QImage
    index: int
    count: int


class FileRaster:
    """Draws pages off the GUI thread. A photo is decoded no larger than it is shown."""

    def page(self, content: bytes, media: str, index: int, width: int, turns: int) -> FilePage:
        """Return page ``index`` (from 0), ``width`` px wide, turned by right angles.

        EnvironmentProblem if the bytes cannot be read.
        """
        draw = _pdf if media == PDF.code else _picture
        try:
            found = draw(content, index, width)
        except (OSError, ValueError, RuntimeError, EOFError, SyntaxError) as error:
            raise EnvironmentProblem(_BROKEN) from error
        turned = found.image.transformed(QTransform().rotate(_RIGHT_ANGLE * turns))
        return FilePage(turned if turns else found.image, found.index, found.count)


def _pdf(content: bytes, index: int, width: int) -> FilePage:
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            count = len(document)
            at = min(index, count - 1)
            wide, high = document[at].get_size()
            # A page may be a strip of any length: it is never drawn longer than a long photo.
            scale = min(width / wide, _LONGEST * width / high)
            bitmap = document[at].render(scale=scale, rev_byteorder=True, force_bitmap_format=_RGBA)
            image = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, _FORMAT
            ).copy()
        finally:
            document.close()
    return FilePage(image, at, count)


def _picture(content: bytes, index: int, width: int) -> FilePage:
    with Image.open(BytesIO(content)) as picture:
        count = int(getattr(picture, "n_frames", 1))
        at = min(index, count - 1)
        if at:
            picture.seek(at)
        # JPEG is decoded that small at once.
        most = (width, _LONGEST * width)
        picture.draft("RGB", most)
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
        upright.thumbnail(most)
        plain = upright.tobytes()
        wide, high = upright.size
        image = QImage(plain, wide, high, 4 * wide, _FORMAT).copy()
    return FilePage(image, at, count)
