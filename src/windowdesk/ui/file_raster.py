"""Pages of attached files as pictures: PDF by pdfium, photos and scans by Pillow, both reduced."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps
from PySide6.QtGui import QImage, QTransform

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.media import PDF
from windowdesk.ui.paper_raster import PaperRaster

_A4_WIDTH_MM = 210
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

    def __init__(self) -> None:
        self._papers = PaperRaster()

    def page(self, content: bytes, media: str, index: int, width: int, turns: int) -> FilePage:
        """Return page ``index`` (from 0), about ``width`` px wide, turned by right angles.

        EnvironmentProblem if the bytes cannot be read.
        """
        draw = self._pdf if media == PDF.code else _picture
        try:
            found = draw(content, index, width)
        except (OSError, ValueError, RuntimeError, EOFError, SyntaxError) as error:
            raise EnvironmentProblem(_BROKEN) from error
        turned = found.image.transformed(QTransform().rotate(_RIGHT_ANGLE * turns))
        return FilePage(turned if turns else found.image, found.index, found.count)

    def _pdf(self, content: bytes, index: int, width: int) -> FilePage:
        page = self._papers.page(content, index, width / _A4_WIDTH_MM)
        return FilePage(page.image, page.index, page.count)


def _picture(content: bytes, index: int, width: int) -> FilePage:
    with Image.open(BytesIO(content)) as picture:
        count = int(getattr(picture, "n_frames", 1))
        at = min(index, count - 1)
        if at:
            picture.seek(at)
        # Three times as high as wide is as long as a page gets; JPEG is decoded that small at once.
        most = (width, width * 3)
        picture.draft("RGB", most)
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
        upright.thumbnail(most)
        plain = upright.tobytes()
        wide, high = upright.size
        image = QImage(plain, wide, high, 4 * wide, QImage.Format.Format_RGBA8888).copy()
    return FilePage(image, at, count)
