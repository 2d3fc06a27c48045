"""Paragraphs and runs of a DOCX as Chinese papers need them.

Every run names its East Asian face itself, Word's own white between Han and figures is off, and
a character that common faces lack stands in a run of its own with a face that has it.
"""

from copy import deepcopy
from functools import cache
from itertools import groupby

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from windowdesk.reports.fonts import Fonts, Role
from windowdesk.reports.inline import Blank, Box, Inline, Line
from windowdesk.reports.pdf_style import Type

# What every Chinese Word has. The PDF embeds its fonts; a DOCX can only name them.
FAMILY = {Role.TITLE: "宋体", Role.BODY: "仿宋", Role.LABEL: "黑体", Role.NOTE: "楷体"}
# Both boxes from one face, else they differ in size.
_BOX_FAMILY = "Segoe UI Symbol"
_FACE_SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_PARAGRAPH_SWITCHES = (
    ("kinsoku", "1"),
    ("overflowPunct", "1"),
    ("autoSpaceDE", "0"),
    ("autoSpaceDN", "0"),
)
_AFTER_SWITCHES = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
_MM_PER_POINT = 25.4 / 72

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Writer:
    """Writes lines into paragraphs; ``fonts`` knows a face for rare characters."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def base_style(self, style: ParagraphStyle, kind: Type) -> None:
        """Set what every paragraph inherits."""
        style.font.name = FAMILY[kind.role]
        style.font.size = Pt(kind.size)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(0)
        faces = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in _FACE_SLOTS:
            faces.set(qn(slot), FAMILY[kind.role])
        properties = style.element.get_or_add_pPr()
        for name, value in _PARAGRAPH_SWITCHES:
            switch = OxmlElement(f"w:{name}")
            switch.set(qn("w:val"), value)
            properties.insert_element_before(switch, *_AFTER_SWITCHES)

    def line(self, paragraph: Paragraph, line: Line, kind: Type, *, align: str = "left") -> None:
        """Write one line; its pitch may grow for a taller fallback glyph."""
        element = paragraph._p  # noqa: SLF001  properties are copied as a whole
        if element.pPr is None:
            element.insert(0, deepcopy(_pitch(align, kind.lead)))
        else:
            paragraph.alignment = ALIGN[align]
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
            paragraph.paragraph_format.line_spacing = Pt(kind.lead)
        for part in line:
            self._part(paragraph, part, kind)

    def indent(
        self, paragraph: Paragraph, kind: Type, *, first: float = 0, right: float = 0
    ) -> None:
        """Indent by characters, and by twips for programs that know no characters."""
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001  no public way
        for name, ems in (("firstLine", first), ("right", right)):
            if ems:
                indent.set(qn(f"w:{name}Chars"), str(round(ems * 100)))
                indent.set(qn(f"w:{name}"), str(round(ems * kind.size * 20)))

    def _part(self, paragraph: Paragraph, part: Inline, kind: Type) -> None:
        if isinstance(part, Box):
            self._run(paragraph, "☑" if part.ticked else "☐", _BOX_FAMILY, kind)
        elif isinstance(part, Blank):
            count = max(round(part.width_mm / (kind.size * _MM_PER_POINT)), 2)
            self._run(paragraph, "　" * count, FAMILY[kind.role], kind, underline=True)
        else:
            role = Role.TITLE if part.strong else kind.role
            for family, chars in groupby(part.text, key=lambda char: self._family(role, char)):
                self._run(
                    paragraph,
                    "".join(chars),
                    family,
                    kind,
                    bold=part.strong or kind.role is Role.TITLE,
                    underline=part.underline,
                )

    def _family(self, role: Role, char: str) -> str:
        face = self._fonts.face(role, char)
        try:
            char.encode("gbk")
        except UnicodeEncodeError:
            return face.family
        return FAMILY[role]

    @staticmethod
    def _run(
        paragraph: Paragraph,
        text: str,
        family: str,
        kind: Type,
        *,
        bold: bool = False,
        underline: bool = False,
    ) -> None:
        run = paragraph.add_run(text)
        look = _look(family, kind.size, bold=bold, underline=underline)
        run._r.insert(0, deepcopy(look))  # noqa: SLF001  no public way to the East Asian face


@cache
def _look(family: str, size: float, *, bold: bool, underline: bool) -> BaseOxmlElement:
    """Return the properties of a run; to copy them is cheaper than to make them each time."""
    run = Document().add_paragraph().add_run()
    run.font.size = Pt(size)
    # The attribute is written only where it says something: a file of half the size.
    run.bold = bold or None
    run.underline = underline or None
    properties = run._r.get_or_add_rPr()  # noqa: SLF001  as above
    faces = properties.get_or_add_rFonts()
    for slot in _FACE_SLOTS:
        faces.set(qn(slot), family)
    faces.set(qn("w:hint"), "eastAsia")
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    return properties


@cache
def _pitch(align: str, lead: float) -> BaseOxmlElement:
    """Return the properties of a paragraph."""
    paragraph = Document().add_paragraph()
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    paragraph.paragraph_format.line_spacing = Pt(lead)
    return paragraph._p.get_or_add_pPr()  # noqa: SLF001  copied as a whole
