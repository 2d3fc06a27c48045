"""A paper drawn by hand, mark by mark, with the bare libraries: what ``bench`` compares ours with.

The marks are read back from a finished paper, so that both draw the same words and the same rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

from windowdesk.reports.codes import code_128, qr_code
from windowdesk.reports.fonts import Fonts, PaperFonts, Role
from windowdesk.reports.pdf_style import PAGE_HEIGHT, PAGE_WIDTH

_BODY_POINTS = 10.5
_MODULE = 1.86


@dataclass(frozen=True)
class Marks:
    """What stands on one page: lines of text at their places, and how many rules."""

    texts: tuple[tuple[float, float, str], ...]
    paths: int


def marks_of(pdf: bytes) -> tuple[Marks, ...]:
    """Return the marks of every page of a finished paper."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_marks(page) for page in document)
    finally:
        document.close()


def draw_canvas(pages: Sequence[Marks], case_digits: str, qr_text: str, fonts: Fonts) -> bytes:
    """Draw the marks of a paper on a canvas, with its fonts embedded and both codes."""
    used = PaperFonts(fonts)
    for page in pages:
        for _, _, text in page.texts:
            used.advance(Role.BODY, text)
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=used.base_name(),  # type: ignore[arg-type]  # stubs call the name a float
    )
    for page in pages:
        for left, bottom, text in page.texts:
            canvas.setFont(used.name(Role.BODY, text[0]), _BODY_POINTS)
            canvas.drawString(left, bottom, text)
        for place in range(page.paths):
            canvas.line(80, 100 + place, 500, 100 + place)
        for bars in (code_128(case_digits), qr_code(qr_text)):
            path = canvas.beginPath()
            for x, y, width, height in bars.rectangles:
                path.rect(80 + x, 700 - y * _MODULE, width, height * _MODULE)
            canvas.drawPath(path, fill=1, stroke=0)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write_docx(content: bytes) -> bytes:
    """Write the paragraphs and tables of a DOCX again with the bare library."""
    given, made = docx.Document(BytesIO(content)), docx.Document()
    for paragraph in given.paragraphs:
        again = made.add_paragraph()
        for run in paragraph.runs:
            again.add_run(run.text)
    for table in given.tables:
        rows = made.add_table(len(table.rows), len(table.columns))
        for place, row in enumerate(table.rows):
            for cell, text in zip(rows.rows[place].cells, _texts(row), strict=False):
                cell.text = text
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def write_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write rows with the bare library in constant memory."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text)
    book.close()


def _texts(row: "docx.table._Row") -> Iterator[str]:
    return (cell.text for cell in row.cells)


def _marks(page: pypdfium2.PdfPage) -> Marks:
    text = page.get_textpage()
    try:
        found = []
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            line = text.get_text_bounded(left, bottom, right, top).replace("\r\n", "").strip()
            if line:
                found.append((left, bottom, line))
    finally:
        text.close()
    paths = sum(1 for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)))
    return Marks(tuple(found), paths)
