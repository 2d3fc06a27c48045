"""The working copy of a paper as DOCX: the same blocks, for Word to lay out.

The PDF is the paper of record; here fonts are named, not embedded, and no seal place is kept but
three empty lines.
"""

import zipfile
from datetime import UTC
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle as DocxStyle
from docx.text.paragraph import Paragraph

from windowdesk.domain.codes import code_text
from windowdesk.reports.codes import code_128, qr_code
from windowdesk.reports.docx_table import TableWriter
from windowdesk.reports.docx_text import Writer
from windowdesk.reports.fonts import Fonts
from windowdesk.reports.inline import Blank, Run, plain
from windowdesk.reports.parts import (
    Fields,
    HandLines,
    Heading,
    Listing,
    Paper,
    Part,
    Prose,
    Ruler,
    SignOff,
    Slips,
    Stub,
)
from windowdesk.reports.pdf import Sheet
from windowdesk.reports.pdf_style import (
    COPIES_TYPE,
    FOOT_TYPE,
    SEAM_TYPE,
    SECTION_TYPE,
    STUB_TITLE,
    Style,
    stub_style,
    styles,
)
from windowdesk.reports.pdf_table import TIME_PROMPT
from windowdesk.reports.png import png_of
from windowdesk.reports.template import PaperKind, ParagraphStyle, TimeFields

_SEAL_LINES = 3
_SHORT_TITLE = 6
_SIGN_LINE_MM = 40
# Offsets of time and day in the two headers of an entry of a ZIP archive, and the length of the
# second one (APPNOTE.TXT, 4.3.7 and 4.3.12); the first moment that such a file can tell.
_TIME_OF_ENTRY, _TIME_IN_LIST, _LISTED = 10, 12, 46
_ZIP_TIME = b"\x00\x00\x21\x00"
_GREY = RGBColor(0x59, 0x59, 0x59)


def draw_docx(paper: Paper, sheet: Sheet, fonts: Fonts) -> bytes:
    """Return the DOCX of one copy; DomainError names a character that no font has."""
    return _DocxPaper(paper, sheet, fonts).bytes()


class _DocxPaper:
    def __init__(self, paper: Paper, sheet: Sheet, fonts: Fonts) -> None:
        self._paper = paper
        self._sheet = sheet
        self._style: Style = styles(paper)[0]
        self._writer = Writer(fonts)
        self._tables = TableWriter(self._writer, self._style)
        self._document: DocumentType = Document()

    def bytes(self) -> bytes:
        self._set_page()
        self._foot()
        if self._paper.has_codes:
            self._codes()
        for part in self._paper.parts:
            self._part(part)
        out = BytesIO()
        self._document.save(out)
        return _same_every_time(out.getvalue())

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.top_margin, section.bottom_margin = Mm(12), Mm(22)
        if self._paper.kind is PaperKind.SLIP:
            section.page_width, section.page_height = Mm(80), Mm(200)
            section.left_margin = section.right_margin = Mm(4)
        section.header_distance, section.footer_distance = Mm(8), Mm(11)
        normal = self._document.styles["Normal"]
        if isinstance(normal, DocxStyle):
            self._writer.base_style(normal, self._style.body)
        properties = self._document.core_properties
        properties.title = f"{self._paper.title} {self._paper.number}".rstrip()
        properties.author, properties.comments = "", ""
        moment = self._sheet.issued_at
        stamp = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        properties.created = properties.modified = stamp

    def _foot(self) -> None:
        paper, sheet = self._paper, self._sheet
        section = self._document.sections[0]
        foot = section.footer.paragraphs[0]
        words = f"{paper.title}/{paper.version}　工作副本　打印 {sheet.issued_at:%Y-%m-%d %H:%M} "
        self._writer.line(foot, plain(words + sheet.window)[0], FOOT_TYPE)
        if sheet.watermark:
            head = section.header.paragraphs[0]
            self._writer.line(head, plain(sheet.watermark)[0], self._style.title, align="centre")
            for run in head.runs:
                run.font.color.rgb = _GREY

    def _codes(self) -> None:
        digits = self._sheet.case_digits
        paragraph = self._document.add_paragraph()
        bars = BytesIO(png_of(code_128(digits), 3, 80))
        paragraph.add_run().add_picture(bars, width=Mm(50))
        paragraph.add_run("\t")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(133))
        text = self._sheet.code or code_text(self._paper.kind_code, digits)
        code = BytesIO(png_of(qr_code(text), 6, 6))
        paragraph.add_run().add_picture(code, width=Mm(23))

    def _part(self, part: Part) -> None:
        match part:
            case Heading():
                self._heading(part)
            case Prose():
                self._prose(part)
            case Fields():
                self._section_title(part.title)
                self._tables.fields(self._document, part)
                self._gap()
            case Listing():
                self._section_title(part.title)
                self._tables.listing(self._document, part)
                self._gap()
            case SignOff():
                self._sign_off(part)
            case HandLines():
                self._hand_lines(part)
            case Stub():
                self._stub(part)
            case Slips():
                self._slips(part)
            case Ruler():
                note = f"{part.width_mm:g}毫米标尺只印在PDF上，量打印机用PDF。"
                self._writer.line(self._paragraph(), plain(note)[0], self._style.note)

    def _section_title(self, title: str) -> None:
        if title:
            paragraph = self._paragraph()
            self._writer.line(paragraph, plain(title)[0], SECTION_TYPE)
            paragraph.paragraph_format.keep_with_next = True

    def _slips(self, part: Slips) -> None:
        for slip in part.slips:
            self._tables.fields(self._document, slip.fields)
            for line in slip.note:
                note = self._paragraph()
                self._writer.line(note, line, self._style.note)
            _borders(note, ("bottom", "dashed"))
            note.paragraph_format.space_after = Pt(14)

    def _heading(self, part: Heading) -> None:
        for line in part.lines:
            shown = " ".join(line) if len(line) <= _SHORT_TITLE else line
            self._writer.line(self._paragraph(), plain(shown)[0], self._style.title, align="centre")
        if not self._paper.number:
            return
        number = self._paragraph()
        self._writer.line(number, plain(self._paper.number)[0], self._style.number, align="right")

    def _prose(self, part: Prose) -> None:
        if part.to:
            self._writer.line(self._paragraph(), plain(f"{part.to}：")[0], self._style.addressee)
        kind = {
            ParagraphStyle.BODY: self._style.body,
            ParagraphStyle.CLOSING: self._style.closing,
            ParagraphStyle.NOTE: self._style.note,
            ParagraphStyle.COPIES: COPIES_TYPE,
        }[part.style]
        for line in part.text:
            paragraph = self._paragraph()
            self._writer.line(paragraph, line, kind, align="both")
            if part.style in (ParagraphStyle.BODY, ParagraphStyle.CLOSING):
                self._writer.indent(paragraph, kind, first=self._style.body_indent)
            if part.style is ParagraphStyle.COPIES:
                _borders(paragraph, ("top", "single"), ("bottom", "single"))

    def _sign_off(self, part: SignOff) -> None:
        kind = self._style.addressee
        for _ in range(_SEAL_LINES if part.sealed else 1):
            empty = self._paragraph()
            self._writer.line(empty, (), kind)
            empty.paragraph_format.keep_with_next = True
        for text, right in ((part.organ, 2.6), (part.date, 4)):
            paragraph = self._paragraph()
            self._writer.line(paragraph, plain(text)[0], kind, align="right")
            self._writer.indent(paragraph, kind, right=right)
            paragraph.paragraph_format.keep_with_next = text == part.organ

    def _hand_lines(self, part: HandLines) -> None:
        paragraph = self._paragraph()
        paragraph.paragraph_format.space_before = Pt(30)
        blank = Blank(_SIGN_LINE_MM)
        line = [piece for label in part.labels for piece in (Run(f"{label}："), blank, Run("　"))]
        self._writer.line(paragraph, (*line, Run(TIME_PROMPT[part.time])), self._style.sign)

    def _stub(self, part: Stub) -> None:
        seam = self._paragraph()
        self._writer.line(seam, plain(self._paper.number)[0], SEAM_TYPE, align="centre")
        _borders(seam, ("bottom", "dashed"))
        self._writer.line(self._paragraph(), plain(part.title)[0], STUB_TITLE, align="centre")
        style = stub_style(self._style)
        TableWriter(self._writer, style).fields(self._document, part.fields)
        sign = self._paragraph()
        sign.paragraph_format.space_before = Pt(18)
        prompt = Run("　" + TIME_PROMPT[TimeFields.DAY])
        line = (Run(f"{part.sign}："), Blank(_SIGN_LINE_MM), prompt)
        self._writer.line(sign, line, self._style.list_value)

    def _paragraph(self) -> Paragraph:
        return self._document.add_paragraph()

    def _gap(self) -> None:
        gap = self._paragraph()
        gap.alignment = WD_ALIGN_PARAGRAPH.LEFT
        gap.paragraph_format.line_spacing = Pt(6)


def _borders(paragraph: Paragraph, *sides: tuple[str, str]) -> None:
    borders = OxmlElement("w:pBdr")
    for side, kind in sides:
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", kind), ("sz", "5"), ("space", "4"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  borders have no public way
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:kinsoku", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _same_every_time(data: bytes) -> bytes:
    """Return the same archive with fixed times in its entries; nothing is packed again."""
    same = bytearray(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        place = archive.start_dir
        for entry in archive.infolist():
            _set_time(same, entry.header_offset + _TIME_OF_ENTRY)
            _set_time(same, place + _TIME_IN_LIST)
            place += _LISTED + len(entry.filename.encode()) + len(entry.extra) + len(entry.comment)
    return bytes(same)


def _set_time(data: bytearray, place: int) -> None:
    data[place : place + len(_ZIP_TIME)] = _ZIP_TIME
