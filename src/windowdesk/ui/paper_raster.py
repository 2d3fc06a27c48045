"""Pages of archived papers as pictures, by pdfium."""

from dataclasses import dataclass

import pypdfium2
from PySide6.QtGui import QImage

from windowdesk.services.pdfium_lock import PDFIUM

_POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class PaperPage:
    """One page as a picture; ``pixels_per_mm`` is its resolution, ``count`` the pages in all."""

    image: QImage
    index: int
    count: int
    pixels_per_mm: float


class PaperRaster:
    """Draws pages; safe to call from several threads, one in the process draws at a time."""

    def page(self, pdf: bytes, index: int, pixels_per_mm: float) -> PaperPage:
        """Return page ``index`` (from 0). Runs off the GUI thread.

        Raises ``pypdfium2.PdfiumError`` when the bytes are no PDF.
        """
        with PDFIUM:
            document = pypdfium2.PdfDocument(pdf)
            try:
                count = len(document)
                bitmap = document[min(index, count - 1)].render(
                    scale=pixels_per_mm / _POINTS_PER_MM, rev_byteorder=True
                )
                image = QImage(
                    bitmap.buffer,
                    bitmap.width,
                    bitmap.height,
                    bitmap.stride,
                    _FORMATS[bitmap.n_channels],
                ).copy()
            finally:
                document.close()
        return PaperPage(image, min(index, count - 1), count, pixels_per_mm)


_FORMATS = {
    1: QImage.Format.Format_Grayscale8,
    3: QImage.Format.Format_RGB888,
    4: QImage.Format.Format_RGBA8888,
}
