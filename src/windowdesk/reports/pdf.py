"""Draws a composed paper as PDF: pages, copies, codes, foot lines.

The same order gives the same bytes: dates are those of the order, the file ID follows from them
and from the text.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from windowdesk.domain.codes import code_text
from windowdesk.reports.codes import code_128, qr_code
from windowdesk.reports.flow import Page, paginate
from windowdesk.reports.fonts import Fonts, PaperFonts
from windowdesk.reports.parts import Paper, with_empty_row
from windowdesk.reports.pdf_blocks import BlockSetter
from windowdesk.reports.pdf_pen import Pen
from windowdesk.reports.pdf_style import (
    BOTTOM_MANY,
    FOOT_TYPE,
    HEAD_RULE,
    LATER_TOP,
    MM,
    PAGE_HEIGHT,
    PAGE_NUMBER_TYPE,
    PAGE_WIDTH,
    WIDTH,
    Style,
    styles,
)
from windowdesk.reports.template import PaperKind

# Streams as bytes: a fifth smaller than the seven-bit text of old printers, and quicker.
rl_config.useA85 = 0

PAGE_LIMIT = 40
_BAND_TOP = 12 * MM
# 41 modules of the signed code: half a millimetre each, four dots of a 203 dpi printer.
_QR_SIDE = 20.5 * MM
_BAR_MODULE, _BAR_HEIGHT = 0.30 * MM, 9 * MM
_BAR_TEXT_SIZE = 8
_COVER_BARS = PAGE_HEIGHT - 48 * MM
_FOOT = 13 * MM
_PAGE_NUMBER = 17.5 * MM
_RUNNING_HEAD, _RUNNING_RULE = 16 * MM, 18 * MM
_ORDINALS = "一二三四五六七八九十"
# Cuts of the case number on paper: division, desk, date, serial.
_GROUPS = ((0, 9), (9, 11), (11, 19), (19, 24))


@dataclass(frozen=True)
class Sheet:
    """What stands on the pages beside the paper's own parts."""

    case_digits: str
    issued_at: datetime
    window: str
    watermark: str | None
    code: str = ""


def draw_pdf(paper: Paper, sheet: Sheet, fonts: Fonts) -> bytes:
    """Return the PDF of all copies; DomainError if a character or a page is lacking."""
    used = PaperFonts(fonts)
    paper = _filled(paper, used) if paper.kind is PaperKind.CONTENTS else paper
    style, pages = set_pages(paper, used)
    drawer = _Drawer(paper, sheet, used, style)
    drawer.reserve(len(pages))
    out = BytesIO()
    canvas = new_canvas(out, paper, sheet, used)
    pen = Pen(canvas, used)
    for copy in range(len(paper.copies)):
        for n, page in enumerate(pages):
            drawer.draw(pen, page, copy=copy, number=n, total=len(pages))
    canvas.save()
    return out.getvalue()


def set_pages(paper: Paper, fonts: PaperFonts) -> tuple[Style, list[Page[Pen]]]:
    """Return the roomiest style among those that need the fewest pages, and these pages."""
    found: list[tuple[Style, list[Page[Pen]]]] = []
    for style in styles(paper):
        pages = _pages(paper, fonts, style)
        found.append((style, pages))
        if len(pages) == 1:
            break
    return min(found, key=lambda one: len(one[1]))


def _filled(paper: Paper, fonts: PaperFonts) -> Paper:
    """Return a list of a file with empty rows to the foot of its last page."""
    (style,) = styles(paper)
    total, filled = len(_pages(paper, fonts, style)), paper
    while len(_pages(paper, fonts, style)) == total:
        filled, paper = paper, with_empty_row(paper)
    return filled


def _pages(paper: Paper, fonts: PaperFonts, style: Style) -> list[Page[Pen]]:
    single = PAGE_HEIGHT - style.top - style.bottom
    strips = BlockSetter(fonts, style, paper, single).strips()
    pages = paginate(strips, single, single, PAGE_LIMIT)
    if len(pages) == 1:
        return pages
    first = PAGE_HEIGHT - style.top - BOTTOM_MANY
    later = PAGE_HEIGHT - LATER_TOP - BOTTOM_MANY
    return paginate(strips, first, later, PAGE_LIMIT)


def new_canvas(
    out: BytesIO,
    paper: Paper,
    sheet: Sheet,
    fonts: PaperFonts,
    size: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT),
) -> Canvas:
    """Return a canvas whose file tells what the paper is, and the moment of its issue."""
    canvas = Canvas(
        out,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        # The stubs of reportlab call this a float; it is the name of the font of empty text.
        initialFontName=fonts.base_name(),  # type: ignore[arg-type]
    )
    stamp = f"D:{sheet.issued_at:%Y%m%d%H%M%S}"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setTitle(f"{paper.title} {paper.number}".rstrip())
    canvas.setAuthor("")
    canvas.setSubject(sheet.case_digits)
    canvas.setCreator("windowdesk")
    return canvas


class _Drawer:
    def __init__(self, paper: Paper, sheet: Sheet, fonts: PaperFonts, style: Style) -> None:
        self._paper = paper
        self._sheet = sheet
        self._fonts = fonts
        self._style = style

    def reserve(self, total: int) -> None:
        """Note every character outside the parts, before the first is drawn."""
        texts = [self._printed(), self._human(), f"{self._paper.title}（续）", self._paper.running]
        texts += [self._foot(copy) for copy in range(len(self._paper.copies))]
        texts += [_page_number(n, total) for n in range(total)]
        for text in texts:
            self._fonts.advance(FOOT_TYPE.role, text)
        if self._sheet.watermark:
            Pen.reserve_watermark(self._fonts, self._sheet.watermark)

    def draw(self, pen: Pen, page: Page[Pen], *, copy: int, number: int, total: int) -> None:
        """Draw one page of one copy."""
        if self._sheet.watermark:
            pen.watermark(self._sheet.watermark)
        pen.top = 0
        if number:
            self._running_head(pen)
        elif self._paper.has_codes:
            self._band(pen)
        elif self._paper.kind is PaperKind.COVER:
            self._bars(pen, _COVER_BARS)
        self._foot_line(pen, copy)
        if total > 1:
            text = _page_number(number, total)
            at = PAGE_HEIGHT - _PAGE_NUMBER
            pen.words(text, PAGE_NUMBER_TYPE, WIDTH / 2, at, align="centre")
        pen.top = self._style.top if number == 0 else LATER_TOP
        for placed in page:
            placed.strip.draw(pen, placed.y, placed.edges)
        pen.finish_page()

    def _band(self, pen: Pen) -> None:
        digits = self._sheet.case_digits
        self._bars(pen, _BAND_TOP)
        code = qr_code(self._sheet.code or code_text(self._paper.kind_code, digits))
        module = _QR_SIDE / code.width
        pen.bars(code, WIDTH - _QR_SIDE, _BAND_TOP, module, module)

    def _bars(self, pen: Pen, top: float) -> None:
        """Draw the number of the case as bars and in figures at the left."""
        bars = code_128(self._sheet.case_digits)
        pen.bars(bars, 0, top, _BAR_MODULE, _BAR_HEIGHT)
        kind = FOOT_TYPE.__class__(FOOT_TYPE.role, _BAR_TEXT_SIZE, FOOT_TYPE.lead)
        middle = bars.width * _BAR_MODULE / 2
        base = top + _BAR_HEIGHT + _BAR_TEXT_SIZE * 1.15
        pen.words(self._human(), kind, middle, base, align="centre")

    def _running_head(self, pen: Pen) -> None:
        pen.words(f"{self._paper.title}（续）", PAGE_NUMBER_TYPE, 0, _RUNNING_HEAD)
        pen.words(self._paper.running, PAGE_NUMBER_TYPE, WIDTH, _RUNNING_HEAD, align="right")
        pen.rule(HEAD_RULE, 0, _RUNNING_RULE, WIDTH, _RUNNING_RULE)

    def _foot_line(self, pen: Pen, copy: int) -> None:
        at = PAGE_HEIGHT - _FOOT
        pen.words(self._foot(copy), FOOT_TYPE, 0, at, grey=True)
        pen.words(self._printed(), FOOT_TYPE, WIDTH, at, align="right", grey=True)

    def _foot(self, copy: int) -> str:
        paper = self._paper
        name = f"{paper.title}/{paper.version}　"
        owner = paper.copies[copy]
        if not owner:
            return name.rstrip()
        if paper.has_stub:
            return f"{name}第{_ORDINALS[copy]}联 {owner}　存根联 中心留存"
        if len(paper.copies) == 1:
            return f"{name}{'存入' if owner == '案卷' else '交'}{owner}"
        return f"{name}第{_ORDINALS[copy]}联 {owner}"

    def _printed(self) -> str:
        return f"打印 {self._sheet.issued_at:%Y-%m-%d %H:%M} {self._sheet.window}"

    def _human(self) -> str:
        return grouped_digits(self._sheet.case_digits)


def grouped_digits(digits: str) -> str:
    """Return a case number as it stands under its bars."""
    return "-".join(digits[start:end] for start, end in _GROUPS)


def _page_number(number: int, total: int) -> str:
    return f"第 {number + 1} 页　共 {total} 页"
