"""Draws text, rules, boxes and codes of a paper on a canvas; y is measured down from the top."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.pdfgen.textobject import PDFTextObject

from windowdesk.reports.codes import Bars
from windowdesk.reports.fonts import PaperFonts, Role
from windowdesk.reports.inline import Box, Line, plain
from windowdesk.reports.pdf_style import LEFT, MM, PAGE_HEIGHT, Type
from windowdesk.reports.typeset import Atom, SetLine, Setting, natural_width, set_lines

# A face of one weight gets this outline: it looks like 小标宋.
_TITLE_STROKE_EM = 0.020
# The middle of a Han glyph stands this far above the base line.
_BASELINE_EM = 0.36
_UNDERLINE_EM, _UNDERLINE_WIDTH = 0.18, 0.5
_BLANK_EM = 0.15
_BOX_EM, _BOX_LEFT_EM, _BOX_DROP_EM = 0.82, 0.08, 0.08
_BOX_WIDTH, _TICK_WIDTH = 0.7, 1.3
_TICK = ((0.18, 0.5), (0.42, 0.2), (0.86, 0.86))
# Nearer than this, in points, two atoms are written in one go.
_NEAR = 0.01
_FOOT_GREY = 0.35
_WATERMARK_GREY, _WATERMARK_SIZE, _WATERMARK_ANGLE = 0.91, 78, 52


@dataclass(frozen=True)
class Ground:
    """What is drawn on: its left margin and height in points; how a strong word is set."""

    left: float = LEFT
    height: float = PAGE_HEIGHT
    strong: Role = Role.TITLE
    stroke_em: float = _TITLE_STROKE_EM


_SHEET = Ground()


class Pen:
    """Sets and draws for one document. ``top`` is the upper edge of the type area."""

    def __init__(self, canvas: Canvas, fonts: PaperFonts, ground: Ground = _SHEET) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._ground = ground
        self._rules: dict[float, list[tuple[float, float, float, float]]] = defaultdict(list)
        self.top = 0.0

    def lines(
        self,
        lines: tuple[SetLine, ...],
        kind: Type,
        x: float,
        y: float,
        *,
        align: str = "left",
        width: float = 0.0,
    ) -> None:
        """Draw lines from ``y`` on, each in its pitch; ``x`` counts from the type area."""
        for n, line in enumerate(lines):
            free = {"left": 0.0, "centre": (width - line.width) / 2, "right": width - line.width}
            self._line(line, kind, x + free[align], y + n * kind.lead)

    def words(
        self,
        text: str,
        kind: Type,
        x: float,
        baseline: float,
        *,
        align: str = "left",
        spread: float = 0.0,
        grey: bool = False,
    ) -> float:
        """Draw one line at its base line and return its width; ``spread`` opens it up."""
        setter = Setting(float("inf"), kind.size)
        (line,) = set_lines(plain(text)[0], setter, measure(self._fonts, kind.role))
        gaps = max(len(line.atoms) - 1, 0)
        if spread:
            line = SetLine(tuple(_opened(line.atoms, spread)), line.width + spread * gaps)
        start = x - {"left": 0.0, "centre": line.width / 2, "right": line.width}[align]
        if grey:
            self._canvas.setFillGray(_FOOT_GREY)
        self._atoms(line.atoms, kind, start, baseline)
        if grey:
            self._canvas.setFillGray(0)
        return line.width

    def rule(self, width: float, x1: float, y1: float, x2: float, y2: float) -> None:
        """Keep a black rule; all rules of a page are drawn together, the thin ones first."""
        self._rules[width].append((self._x(x1), self._y(y1), self._x(x2), self._y(y2)))

    def dashes(self, x1: float, y: float, x2: float) -> None:
        """Draw the seam: 0.6 pt, two on, two off."""
        self._canvas.saveState()
        self._canvas.setLineWidth(0.6)
        self._canvas.setDash(2, 2)
        self._canvas.line(self._x(x1), self._y(y), self._x(x2), self._y(y))
        self._canvas.restoreState()

    def bars(self, bars: Bars, x: float, y: float, module: float, height: float) -> None:
        """Draw a code with its upper left corner at ``x``, ``y``; ``height`` of one module."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(self._x(x), self._y(y))
        # One module is one unit, downwards: the numbers are whole, and written as they are.
        # Put into the path one by one they took a sixth of the time of a paper.
        canvas.scale(module, -height)
        code = [f"{left} {row} {wide} {tall} re" for left, row, wide, tall in bars.rectangles]
        canvas.drawPath(PDFPathObject(["n", *code]), stroke=0, fill=1)
        canvas.restoreState()

    def watermark(self, text: str) -> None:
        """Draw ``text`` large, light and slanting over the middle of the page."""
        kind = Type(Role.LABEL, _WATERMARK_SIZE, _WATERMARK_SIZE)
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillGray(_WATERMARK_GREY)
        canvas.translate(LEFT + 78 * MM, PAGE_HEIGHT / 2 - 12 * MM)
        canvas.rotate(_WATERMARK_ANGLE)
        width = self._fonts.advance(Role.LABEL, text) * kind.size
        setter = Setting(float("inf"), kind.size)
        (line,) = set_lines(plain(text)[0], setter, measure(self._fonts, kind.role))
        self._text(line.atoms, kind, -width / 2, 0)
        canvas.restoreState()

    @staticmethod
    def reserve_watermark(fonts: PaperFonts, text: str) -> None:
        """Note the characters of a watermark."""
        fonts.advance(Role.LABEL, text)

    def finish_page(self) -> None:
        """Draw the rules that were kept and end the page."""
        for width in sorted(self._rules):
            self._canvas.setLineWidth(width)
            self._canvas.setLineCap(2)
            self._canvas.lines(sorted(set(self._rules[width])))
        self._rules.clear()
        self._canvas.showPage()

    def _x(self, x: float) -> float:
        return self._ground.left + x

    def _y(self, y: float) -> float:
        return self._ground.height - self.top - y

    def _line(self, line: SetLine, kind: Type, x: float, y: float) -> None:
        self._atoms(line.atoms, kind, x, y + kind.lead / 2 + kind.size * _BASELINE_EM)

    def _atoms(self, atoms: tuple[Atom, ...], kind: Type, x: float, baseline: float) -> None:
        left, bottom = self._x(x), self._y(baseline)
        if any(atom.text for atom in atoms):
            self._text(atoms, kind, left, bottom)
        for atom in atoms:
            if atom.underline:
                drop = _UNDERLINE_EM * kind.size
                end = x + atom.x + atom.width + atom.after
                last = atom is atoms[-1]
                end = end - atom.after if last else end
                # An opening sign at the head of a line reaches into the margin, its rule does not.
                start = x + max(atom.x, 0.0)
                self.rule(_UNDERLINE_WIDTH, start, baseline + drop, end, baseline + drop)
            if atom.blank:
                drop = _BLANK_EM * kind.size
                end = x + atom.x + atom.width - 1
                self.rule(0.5, x + atom.x + 1, baseline + drop, end, baseline + drop)
            if atom.box is not None:
                self._box(atom.box, left + atom.x, bottom, kind.size)

    def _text(self, atoms: tuple[Atom, ...], kind: Type, left: float, bottom: float) -> None:
        for strong, some in groupby((a for a in atoms if a.text.strip()), key=lambda a: a.strong):
            group = list(some)
            role = self._ground.strong if strong else kind.role
            outlined = strong or role is Role.TITLE
            text = self._canvas.beginText(left + group[0].x, bottom)
            if outlined:
                self._canvas.setLineWidth(kind.size * self._ground.stroke_em)
                # Filled and outlined.
                text.setTextRenderMode(2)
            self._runs(text, group, role, kind.size, left)
            if outlined:
                text.setTextRenderMode(0)
            self._canvas.drawText(text)

    def _runs(
        self, text: PDFTextObject, atoms: list[Atom], role: Role, size: float, left: float
    ) -> None:
        """Write atoms with as few changes of font and spacing as they need."""
        pieces: list[tuple[str, float, str]] = []
        x = atoms[0].x
        for atom in atoms:
            # What stands between (white, boxes, rules for the hand) is jumped over.
            if pieces and abs(atom.x - x) > _NEAR:
                pieces = self._flush(text, pieces, size)
                text.setTextOrigin(left + atom.x, text.getY())
            for char in atom.text[:-1]:
                _append(pieces, self._fonts.name(role, char), 0.0, char)
            last = atom.text[-1]
            _append(pieces, self._fonts.name(role, last), atom.after, last)
            x = atom.x + atom.width + atom.after
        self._flush(text, pieces, size)

    def _flush(
        self, text: PDFTextObject, pieces: list[tuple[str, float, str]], size: float
    ) -> list[tuple[str, float, str]]:
        for font, spacing, chars in pieces:
            text.setFont(font, size)
            text.setCharSpace(spacing)
            text.textOut(chars)
        return []

    def _box(self, box: Box, left: float, bottom: float, size: float) -> None:
        canvas, side = self._canvas, _BOX_EM * size
        x, y = left + _BOX_LEFT_EM * size, bottom - _BOX_DROP_EM * size
        canvas.setLineWidth(_BOX_WIDTH)
        canvas.rect(x, y, side, side)
        if box.ticked:
            path = canvas.beginPath()
            path.moveTo(x + side * _TICK[0][0], y + side * _TICK[0][1])
            for across, up in _TICK[1:]:
                path.lineTo(x + side * across, y + side * up)
            canvas.setLineWidth(_TICK_WIDTH)
            canvas.drawPath(path)


def measure(fonts: PaperFonts, role: Role, bold: Role = Role.TITLE) -> Callable[[str, bool], float]:
    """Return the measure of a role for the line breaker; strong words are set in ``bold``."""

    def width(text: str, strong: bool) -> float:  # noqa: FBT001  the shape of Measure
        return fonts.advance(bold if strong else role, text)

    return width


def line_width(fonts: PaperFonts, line: Line, kind: Type) -> float:
    """Return the width of a line that is never broken, in points."""
    return natural_width(line, kind.size, measure(fonts, kind.role))


def _opened(atoms: tuple[Atom, ...], spread: float) -> list[Atom]:
    opened = []
    for n, atom in enumerate(atoms):
        opened.append(
            Atom(
                atom.text, atom.width, atom.strong, x=atom.x + n * spread, after=atom.after + spread
            )
        )
    return opened


def _append(pieces: list[tuple[str, float, str]], font: str, spacing: float, char: str) -> None:
    spacing = round(spacing, 3)
    if pieces and pieces[-1][:2] == (font, spacing):
        pieces[-1] = (font, spacing, pieces[-1][2] + char)
    else:
        pieces.append((font, spacing, char))
