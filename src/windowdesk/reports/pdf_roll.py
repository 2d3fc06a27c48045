"""A paper for the roll of a slip printer: 80 mm wide, as long as it needs to be (papers.md, 10).

All stands on whole dots of 203 dots an inch, eight a millimetre, so that the bars of the codes
stay evenly wide. No seal, no line for a hand, no grey.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from windowdesk.reports.codes import code_128, qr_code
from windowdesk.reports.fonts import Fonts, PaperFonts, Role
from windowdesk.reports.inline import Line, Run, Text
from windowdesk.reports.parts import Fields, Heading, Paper, Prose
from windowdesk.reports.pdf import Sheet, grouped_digits, new_canvas
from windowdesk.reports.pdf_pen import Ground, Pen, measure
from windowdesk.reports.pdf_style import MM, OUTER, Style, Type, styles
from windowdesk.reports.template import ROLL_AREA_MM, ParagraphStyle
from windowdesk.reports.typeset import SetLine, Setting, set_lines

ROLL_WIDTH = 80 * MM
_LEFT = 4 * MM
_WIDTH = ROLL_AREA_MM * MM
_DOT = MM / 8
# 41 modules of the signed code, five dots each; three dots a module of the bars.
_QR_MODULE, _QR_WHITE = 5 * _DOT, 4 * 5 * _DOT
_BAR_MODULE, _BAR_HEIGHT, _BAR_WHITE = 3 * _DOT, 11 * MM, 2 * MM
_DIGITS = Type(Role.LABEL, 9, 13)
_STROKE_EM = 0.022
_GAP = 1.5 * MM

Draw = Callable[[Pen, float], None]


@dataclass(frozen=True)
class _Piece:
    """A horizontal piece of the roll and how it is drawn from its upper edge on."""

    height: float
    draw: Draw


def draw_roll(paper: Paper, sheet: Sheet, fonts: Fonts) -> bytes:
    """Return the slip as a PDF of one page; DomainError names a character that no font has."""
    used = PaperFonts(fonts)
    (style,) = styles(paper)
    pieces = tuple(_Roll(paper, sheet, used, style).pieces())
    length = style.top + sum(piece.height for piece in pieces) + style.bottom
    height = math.ceil(length / _DOT) * _DOT
    out = BytesIO()
    canvas = new_canvas(out, paper, sheet, used, (ROLL_WIDTH, height))
    pen = Pen(canvas, used, Ground(_LEFT, height, Role.LABEL, _STROKE_EM))
    y = style.top
    for piece in pieces:
        piece.draw(pen, y)
        y += piece.height
    pen.finish_page()
    canvas.save()
    return out.getvalue()


class _Roll:
    """Head, what was received, what the slip says of itself; then the codes and small print."""

    def __init__(self, paper: Paper, sheet: Sheet, fonts: PaperFonts, style: Style) -> None:
        self._paper = paper
        self._sheet = sheet
        self._fonts = fonts
        self._style = style

    def pieces(self) -> Iterator[_Piece]:
        """Yield the pieces from the top down; the codes stand before what explains them."""
        for part in self._paper.parts:
            if isinstance(part, Heading):
                yield from self._heading(part)
            elif isinstance(part, Fields):
                yield from self._fields(part)
            elif isinstance(part, Prose) and part.style is ParagraphStyle.BODY:
                yield from self._ruled(part.text)
        if self._sheet.code:
            yield self._qr()
        yield from self._said(ParagraphStyle.CLOSING, self._style.closing)
        yield from self._bars()
        yield from self._said(ParagraphStyle.NOTE, self._style.note)

    def _heading(self, part: Heading) -> Iterator[_Piece]:
        *over, title = part.lines
        for text in over:
            yield from self._centred(_strong(text), self._style.over_title or self._style.title)
        yield from self._centred(_strong(title), self._style.title)
        if self._sheet.watermark:
            yield from self._centred(_strong(self._sheet.watermark), self._style.body)
        yield _rule()

    def _fields(self, part: Fields) -> Iterator[_Piece]:
        kind = self._style.value
        for row in part.rows:
            label, value = (self._lines(field.content, kind, field.width_mm * MM) for field in row)
            height = max(len(label), len(value)) * kind.lead
            second = row[0].width_mm * MM

            def draw(
                pen: Pen,
                y: float,
                label: tuple[SetLine, ...] = label,
                value: tuple[SetLine, ...] = value,
                second: float = second,
            ) -> None:
                pen.lines(label, kind, 0, y)
                pen.lines(value, kind, second, y)

            yield _Piece(height, draw)
        yield _rule()

    def _ruled(self, text: Text) -> Iterator[_Piece]:
        for line in text:
            yield from self._centred(line, self._style.body)
        yield _rule()

    def _said(self, style: ParagraphStyle, kind: Type) -> Iterator[_Piece]:
        for part in self._paper.parts:
            if isinstance(part, Prose) and part.style is style:
                for line in part.text:
                    yield from self._centred(line, kind)

    def _qr(self) -> _Piece:
        code = qr_code(self._sheet.code)
        side = code.width * _QR_MODULE

        def draw(pen: Pen, y: float) -> None:
            left = _on_dot((_WIDTH - side) / 2)
            pen.bars(code, left, _on_dot(y + _QR_WHITE), _QR_MODULE, _QR_MODULE)

        return _Piece(side + 2 * _QR_WHITE, draw)

    def _bars(self) -> Iterator[_Piece]:
        bars = code_128(self._sheet.case_digits)

        def draw(pen: Pen, y: float) -> None:
            left = _on_dot((_WIDTH - bars.width * _BAR_MODULE) / 2)
            pen.bars(bars, left, _on_dot(y + _BAR_WHITE), _BAR_MODULE, _BAR_HEIGHT)

        yield _Piece(_BAR_WHITE + _BAR_HEIGHT + 0.5 * MM, draw)
        yield from self._centred((Run(grouped_digits(self._sheet.case_digits)),), _DIGITS)

    def _centred(self, line: Line, kind: Type) -> Iterator[_Piece]:
        lines = self._set(line, kind, _WIDTH)

        def draw(pen: Pen, y: float) -> None:
            pen.lines(lines, kind, 0, y, align="centre", width=_WIDTH)

        yield _Piece(len(lines) * kind.lead, draw)

    def _lines(self, content: object, kind: Type, width: float) -> tuple[SetLine, ...]:
        lines: list[SetLine] = []
        for line in content if isinstance(content, tuple) else ():
            lines.extend(self._set(line, kind, width))
        return tuple(lines)

    def _set(self, line: Line, kind: Type, width: float) -> tuple[SetLine, ...]:
        return set_lines(
            line, Setting(width, kind.size), measure(self._fonts, kind.role, Role.LABEL)
        )


def _strong(text: str) -> Line:
    return (Run(text, strong=True),)


def _rule() -> _Piece:
    return _Piece(2 * _GAP, partial(_draw_rule))


def _draw_rule(pen: Pen, y: float) -> None:
    pen.rule(OUTER, 0, y + _GAP, _WIDTH, y + _GAP)


def _on_dot(length: float) -> float:
    return round(length / _DOT) * _DOT
