"""Parts that only free sheets have: slips to cut apart, and rulers to measure a printer by."""

from functools import partial

from windowdesk.reports.flow import Edges, Strip
from windowdesk.reports.fonts import PaperFonts
from windowdesk.reports.parts import Ruler, Slip
from windowdesk.reports.pdf_pen import Pen, measure
from windowdesk.reports.pdf_style import INNER, LEFT, MM, RIGHT, WIDTH, Style, Type
from windowdesk.reports.pdf_table import TableSetter
from windowdesk.reports.typeset import Setting, set_lines

_NOTE_GAP = 1.5 * MM
# White above and below the line to cut along: a cut never meets a word.
_CUT_WHITE = 5 * MM
_TICK, _TICK_FIVE, _TICK_TEN = 1.5 * MM, 2.5 * MM, 4 * MM
_LABEL = 5 * MM
_FIVE, _TEN = 5, 10


def slip_strip(slip: Slip, setter: TableSetter, fonts: PaperFonts, style: Style) -> Strip[Pen]:
    """Return a slip with the line to cut along under it; it is never parted."""
    rows = setter.strips("裁条", setter.fields(slip.fields), 0)
    kind = style.note
    note = tuple(
        one
        for line in slip.note
        for one in set_lines(line, Setting(WIDTH, kind.size), measure(fonts, kind.role))
    )
    table_height = sum(row.height for row in rows)
    height = table_height + _NOTE_GAP + len(note) * kind.lead + 2 * _CUT_WHITE

    def draw(pen: Pen, y: float, edges: Edges) -> None:
        del edges
        at = y
        for n, row in enumerate(rows):
            row.draw(pen, at, Edges(first=n == 0, last=n == len(rows) - 1, under_head=False))
            at += row.height
        pen.lines(note, kind, 0, at + _NOTE_GAP)
        pen.dashes(-LEFT, y + height - _CUT_WHITE, WIDTH + RIGHT)

    return Strip("裁条", height, draw)


def ruler_strip(ruler: Ruler, fonts: PaperFonts, kind: Type) -> Strip[Pen]:
    """Return both rulers: across from the left edge of the type area, and down from there."""
    fonts.advance(kind.role, "0123456789")
    height = ruler.height_mm * MM + _LABEL
    return Strip("标尺", height, partial(_draw_ruler, ruler, kind), before=3 * MM)


def _draw_ruler(ruler: Ruler, kind: Type, pen: Pen, y: float, edges: Edges) -> None:
    del edges
    pen.rule(INNER, 0, y, ruler.width_mm * MM, y)
    pen.rule(INNER, 0, y, 0, y + ruler.height_mm * MM)
    for mm in range(int(ruler.width_mm) + 1):
        x = mm * MM
        pen.rule(INNER, x, y, x, y + _length(mm))
        if mm % _TEN == 0 and mm:
            pen.words(str(mm), kind, x, y + _TICK_TEN + kind.size, align="centre")
    for mm in range(int(ruler.height_mm) + 1):
        at = y + mm * MM
        pen.rule(INNER, 0, at, _length(mm), at)
        if mm % _TEN == 0 and mm > _TEN:
            pen.words(str(mm), kind, _TICK_TEN + 1 * MM, at + kind.size * 0.36)


def _length(mm: int) -> float:
    if mm % _TEN == 0:
        return _TICK_TEN
    return _TICK_FIVE if mm % _FIVE == 0 else _TICK
