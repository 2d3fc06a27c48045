"""Draws stamped copies: each page as it is, and below it the stamp of who held it to the original.

The stamp stands in a band of its own under the page, so that it never hides a word.
"""

from collections.abc import Iterable
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from windowdesk.reports.fonts import Fonts, PaperFonts, Role
from windowdesk.reports.pdf_pen import Pen
from windowdesk.reports.pdf_style import LEFT, MM, PAGE_HEIGHT, Type
from windowdesk.services.attachment_port import Stamp

_A4 = (210 * MM, 297 * MM)
_EDGE = 8 * MM
_BAND = 22 * MM  # height of the stamp
_INNER = 4 * MM
_SIZE, _SMALL = 15.0, 12.0
# Blue as the ink of a clerk's stamp; red is kept for seals of the organ.
_INK = (0.12, 0.31, 0.59)
_FRAME = 1.2


def stamped_pdf(pages: Iterable[bytes], stamp: Stamp, fonts: Fonts) -> bytes:
    """Return a PDF of A4 sheets, one for each page (JPEG), each with the stamp."""
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setTitle("经与原件核对的副本")
    used = PaperFonts(fonts)
    first, second = _words(stamp)
    # All text is measured before the first is drawn: fonts are then looked up once.
    for text in (first, second):
        used.advance(Role.BODY, text)
    for jpeg in pages:
        picture = ImageReader(BytesIO(jpeg))
        wide, high = picture.getSize()
        width, height = _A4 if high >= wide else (_A4[1], _A4[0])
        canvas.setPageSize((width, height))
        _draw_page(canvas, picture, width, height)
        _draw_stamp(canvas, used, (first, second), width)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _words(stamp: Stamp) -> tuple[str, str]:
    """Return the two lines; the first has the words of 国办函〔2016〕108号."""
    on = f"{stamp.on.year}年{stamp.on.month}月{stamp.on.day}日"
    return (
        f"此件经与原件核对无误，仅供办理“{stamp.item}”使用",
        f"{stamp.centre}　核对人：{stamp.checker}　{on}",
    )


def _draw_page(canvas: Canvas, picture: ImageReader, width: float, height: float) -> None:
    wide, high = picture.getSize()
    free_width, free_height = width - 2 * _EDGE, height - _BAND - 3 * _EDGE
    scale = min(free_width / wide, free_height / high)
    drawn_width, drawn_height = wide * scale, high * scale
    left = (width - drawn_width) / 2
    bottom = height - _EDGE - drawn_height
    canvas.drawImage(picture, left, bottom, drawn_width, drawn_height)


def _draw_stamp(canvas: Canvas, fonts: PaperFonts, lines: tuple[str, str], width: float) -> None:
    canvas.setStrokeColorRGB(*_INK)
    canvas.setFillColorRGB(*_INK)
    canvas.setLineWidth(_FRAME)
    canvas.rect(_EDGE, _EDGE, width - 2 * _EDGE, _BAND, stroke=1, fill=0)
    pen = Pen(canvas, fonts)
    room = width - 2 * _EDGE - 2 * _INNER
    for text, size, above in ((lines[0], _SIZE, 0.60), (lines[1], _SMALL, 0.24)):
        fitting = min(size, room / fonts.advance(Role.BODY, text))
        kind = Type(Role.BODY, fitting, fitting)
        baseline = PAGE_HEIGHT - (_EDGE + _BAND * above)
        pen.words(text, kind, width / 2 - LEFT, baseline, align="centre")
