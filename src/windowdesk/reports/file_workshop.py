"""Reads the files that are attached, and makes stamped copies of those that were checked."""

from collections.abc import Iterator
from io import BytesIO
from threading import Lock

import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from windowdesk.domain.errors import DomainError
from windowdesk.domain.media import JPEG, PDF, MediaKind
from windowdesk.reports.check_stamp import stamped_pdf
from windowdesk.reports.fonts import Fonts
from windowdesk.reports.picture_clean import Spoiled, cleaned
from windowdesk.services.attachment_port import Prepared, Stamp
from windowdesk.services.pdfium_lock import PDFIUM

_FIELD = "file"
_MOST_PAGES = 300
_LOOK = (256, 256)  # a photo is decoded small to see whether it is whole
_LONGEST_SIDE = 2400  # pixels of a page of a stamped copy: 200 dpi on A4
# Resolution of a stamped copy by its number of pages, so that it stays below the limit of a file.
_DPI = ((30, 200), (80, 150), (_MOST_PAGES, 110))
_POINTS_PER_INCH = 72
_QUALITY = 82
_BROKEN = "“{name}”打不开，可能没扫完、没存完。在电脑上打开看一眼，重新扫描或另存，再附。"
_LOCKED = "“{name}”这个 PDF 打不开：加了密码，或者坏了。去掉密码或重新扫描，再附。"
_VAST = "“{name}”的像素太多，打开会卡住。把扫描分辨率调到 200 至 300 dpi，再附。"
_LONG = "“{name}”有 {pages} 页，一个文件最多 300 页。分成几个文件，再附。"
_PICTURE_FAULTS = (
    Spoiled,
    UnidentifiedImageError,
    OSError,
    SyntaxError,  # what Pillow raises for a broken PNG
    ValueError,
    EOFError,
)
_TOO_VAST = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class FileWorkshop:
    """Opens pictures and PDF; one stamped copy is drawn at a time, under the lock of the papers."""

    def __init__(self, fonts: Fonts, lock: Lock) -> None:
        self._fonts = fonts
        self._lock = lock

    def prepare(self, content: bytes, kind: MediaKind, name: str) -> Prepared:
        """Check that a file opens, take place and device out of a photo, count the pages."""
        if not kind.is_shown:
            return Prepared(content, pages=0)
        pages = _pdf_pages(content, name) if kind == PDF else 0
        if kind != PDF:
            content, pages = _picture(content, kind, name)
        if pages > _MOST_PAGES:
            raise DomainError(_LONG.format(name=name, pages=pages), _FIELD)
        return Prepared(content, pages)

    def stamped(self, content: bytes, kind: MediaKind, stamp: Stamp) -> bytes:
        """Return a PDF of a picture or PDF with the stamp under every page."""
        pages = _pdf_as_jpeg(content) if kind == PDF else _picture_as_jpeg(content)
        with self._lock:
            return stamped_pdf(pages, stamp, self._fonts)


def _pdf_pages(content: bytes, name: str) -> int:
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(content)
            try:
                pages = len(document)
            finally:
                document.close()
    except pypdfium2.PdfiumError as error:
        raise DomainError(_LOCKED.format(name=name), _FIELD) from error
    if not pages:
        raise DomainError(_LOCKED.format(name=name), _FIELD)
    return pages


def _picture(content: bytes, kind: MediaKind, name: str) -> tuple[bytes, int]:
    try:
        clean = cleaned(content, kind)
        with Image.open(BytesIO(clean)) as picture:
            if kind == JPEG:
                picture.draft("L", _LOOK)
            picture.load()
            return clean, int(getattr(picture, "n_frames", 1))
    except _TOO_VAST as error:
        raise DomainError(_VAST.format(name=name), _FIELD) from error
    except _PICTURE_FAULTS as error:
        raise DomainError(_BROKEN.format(name=name), _FIELD) from error


def _picture_as_jpeg(content: bytes) -> Iterator[bytes]:
    with Image.open(BytesIO(content)) as picture:
        picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        for frame in ImageSequence.Iterator(picture):
            yield _jpeg(ImageOps.exif_transpose(frame))


def _pdf_as_jpeg(content: bytes) -> Iterator[bytes]:
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    dpi = next(dpi for most, dpi in _DPI if count <= most)
    try:
        for index in range(count):
            with PDFIUM:
                page = document[index]
                drawn = page.render(scale=dpi / _POINTS_PER_INCH).to_pil().copy()
                page.close()
            yield _jpeg(drawn)
    finally:
        with PDFIUM:
            document.close()


def _jpeg(picture: Image.Image) -> bytes:
    """Return a page as JPEG on white, no larger than a page needs."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture.convert("RGBA"))
        picture = white
    grey = picture.mode in {"1", "L", "I;16", "I"}
    plain = picture.convert("L" if grey else "RGB")
    plain.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    target = BytesIO()
    plain.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()
