"""The parts of a paper as strips: what each looks like on the page."""

from dataclasses import replace
from functools import partial

from windowdesk.reports.flow import Edges, Strip
from windowdesk.reports.fonts import PaperFonts
from windowdesk.reports.inline import Line, plain
from windowdesk.reports.parts import (
    Fields,
    Hand,
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
from windowdesk.reports.pdf_pen import Pen, line_width, measure
from windowdesk.reports.pdf_slips import ruler_strip, slip_strip
from windowdesk.reports.pdf_style import (
    COPIES_RULE,
    COPIES_TYPE,
    LEFT,
    MM,
    PAGE_NUMBER_TYPE,
    RIGHT,
    SEAL,
    SEAM_TYPE,
    SECTION_TYPE,
    SIGN_RULE,
    STUB_TITLE,
    WIDTH,
    Style,
    Type,
    stub_style,
)
from windowdesk.reports.pdf_table import TIME_PROMPT, TableSetter
from windowdesk.reports.template import ParagraphStyle, TimeFields
from windowdesk.reports.typeset import SetLine, Setting, set_lines

# Titles of so few characters are opened by a third of an em, as on printed forms.
_SHORT_TITLE = 6
_OPENING_EM = 1 / 3
# A head, a row and a total.
_SHORT_LIST = 3
_SIGN_GAP = 8 * MM
_SEAL_ABOVE, _SEAL_BELOW = 3 * MM, 4 * MM
_SIGN_DROP = 0.8 * MM
# A finger needs more room than a pen.
_FINGERPRINT, _FINGERPRINT_BASE = "手印", 17 * MM
_STUB_FOOT = 2 * MM
_SEAM_HEIGHT = 9 * MM
_SEAM_MARK = Type(SEAM_TYPE.role, 7.5, 10)


class BlockSetter:
    """Turns parts into strips in one style."""

    def __init__(self, fonts: PaperFonts, style: Style, paper: Paper, page_height: float) -> None:
        self._fonts = fonts
        self._style = style
        self._paper = paper
        self._page_height = page_height
        self._tables = 0

    def strips(self) -> list[Strip[Pen]]:
        """Return the strips of all parts, tied where they belong together."""
        strips: list[Strip[Pen]] = []
        for part in self._paper.parts:
            more = self._part(part)
            if isinstance(part, SignOff | HandLines | Stub) or _is_copies(part) or _signs(part):
                _tie_to_text(strips)
            strips.extend(more)
        return strips

    def _part(self, part: Part) -> list[Strip[Pen]]:
        strips: list[Strip[Pen]]
        match part:
            case Heading():
                strips = [self._heading(part), *self._number()]
            case Prose():
                strips = self._prose(part)
            case Fields():
                strips = self._fields(part)
            case Listing():
                strips = self._listing(part)
            case SignOff():
                strips = [self._sign_off(part)]
            case HandLines():
                strips = [self._hand_lines(part)]
            case Stub():
                strips = [self._stub(part)]
            case Slips():
                setter = self._tables_setter(self._style)
                slips = (slip_strip(one, setter, self._fonts, self._style) for one in part.slips)
                strips = _spaced(list(slips), 3 * MM)
            case Ruler():
                strips = [ruler_strip(part, self._fonts, PAGE_NUMBER_TYPE)]
        return strips

    def _heading(self, part: Heading) -> Strip[Pen]:
        last = len(part.lines) - 1
        over = self._style.over_title or self._style.title
        kinds = [over if n < last else self._style.title for n in range(len(part.lines))]
        for line, kind in zip(part.lines, kinds, strict=True):
            self._reserve(line, kind)

        def draw(pen: Pen, y: float, edges: Edges) -> None:
            del edges
            for line, kind in zip(part.lines, kinds, strict=True):
                spread = kind.size * _OPENING_EM if len(line) <= _SHORT_TITLE else 0.0
                base = y + kind.lead / 2 + kind.size * 0.36
                pen.words(line, kind, WIDTH / 2, base, align="centre", spread=spread)
                y += kind.lead

        return Strip("标题", sum(kind.lead for kind in kinds), draw, keep=True)

    def _number(self) -> list[Strip[Pen]]:
        """Return the number under the title; free sheets and lists of a file print none."""
        if not (self._paper.number and self._style.numbered):
            return []
        kind, align = self._style.number, "centre" if self._style.number_centred else "right"
        (line,) = self._set(plain(self._paper.number)[0], kind, WIDTH)

        def draw(pen: Pen, y: float, edges: Edges) -> None:
            del edges
            pen.lines((line,), kind, 0, y, align=align, width=WIDTH)

        return [Strip("文号", kind.lead, draw, keep=True)]

    def _prose(self, part: Prose) -> list[Strip[Pen]]:
        if part.style is ParagraphStyle.COPIES:
            return [self._copies(part)]
        kind = {
            ParagraphStyle.BODY: self._style.body,
            ParagraphStyle.CLOSING: self._style.closing,
            ParagraphStyle.NOTE: self._style.note,
        }[part.style]
        indent = 0.0 if part.style is ParagraphStyle.NOTE else self._style.body_indent * kind.size
        strips: list[Strip[Pen]] = []
        if part.to:
            lines = self._set(plain(part.to + "：")[0], self._style.addressee, WIDTH)
            strips = self._line_strips("称谓", lines, self._style.addressee)
            strips = [replace(strip, keep=True) for strip in strips]
        for line in part.text:
            setting = Setting(WIDTH, kind.size, indent, justified=True)
            lines = set_lines(line, setting, measure(self._fonts, kind.role))
            strips.extend(_paragraph_ties(self._line_strips("正文", lines, kind)))
        strips[0] = replace(strips[0], before=2 * MM)
        return strips

    def _line_strips(self, name: str, lines: tuple[SetLine, ...], kind: Type) -> list[Strip[Pen]]:
        return [Strip(name, kind.lead, partial(_draw_line, line, kind)) for line in lines]

    def _copies(self, part: Prose) -> Strip[Pen]:
        kind, pad = COPIES_TYPE, 1.3 * MM
        setting = Setting(WIDTH, kind.size, kind.size)
        lines = tuple(
            one
            for line in part.text
            for one in set_lines(line, setting, measure(self._fonts, kind.role))
        )
        height = len(lines) * kind.lead + 2 * pad

        def draw(pen: Pen, y: float, edges: Edges) -> None:
            del edges
            pen.rule(COPIES_RULE, 0, y, WIDTH, y)
            pen.lines(lines, kind, 0, y + pad)
            pen.rule(COPIES_RULE, 0, y + height, WIDTH, y + height)

        return Strip("份数说明", height, draw, before=2 * MM)

    def _fields(self, part: Fields) -> list[Strip[Pen]]:
        setter = self._tables_setter(self._style)
        strips = setter.strips("表格", setter.fields(part), self._tables)
        if part.groups:
            strips = setter.grouped(part, strips)
        # No row stands alone at the foot of a page.
        strips[0] = replace(strips[0], keep=len(strips) > 1)
        first = self._tables == 1 and self._style.body_indent == 0
        before = 1.5 * MM if first else 2.5 * MM
        return self._titled(part.title, _table_ties(strips), before)

    def _listing(self, part: Listing) -> list[Strip[Pen]]:
        setter = self._tables_setter(self._style)
        head, rows = setter.grid(part.grid)
        if part.total is not None:
            rows = (*rows, setter.total(part.grid, part.total))
        strips = _table_ties(setter.strips("清单", rows, self._tables, head))
        if part.total is not None and len(strips) > _SHORT_LIST:
            # Two rows go with the total.
            strips[-3] = replace(strips[-3], keep=True)
        return self._titled(part.title, strips, 2 * MM)

    def _titled(self, title: str, strips: list[Strip[Pen]], before: float) -> list[Strip[Pen]]:
        """Return the strips of a table under its title, if it has one."""
        if not title:
            return _spaced(strips, before)
        lines = self._set(plain(title)[0], SECTION_TYPE, WIDTH)
        heads = self._line_strips(title, lines, SECTION_TYPE)
        return _spaced([*(replace(s, keep=True) for s in heads), *strips], 2.5 * MM)

    def _tables_setter(self, style: Style) -> TableSetter:
        self._tables += 1
        return TableSetter(self._fonts, style, self._page_height)

    def _sign_off(self, part: SignOff) -> Strip[Pen]:
        kind = self._style.addressee
        organ = line_width(self._fonts, plain(part.organ)[0], kind)
        date = line_width(self._fonts, plain(part.date)[0], kind)
        em, lead = kind.size, max(kind.lead, kind.size * 1.7)
        if not part.sealed:
            left = WIDTH - max(2 * em + organ, date)

            def draw_plain(pen: Pen, y: float, edges: Edges) -> None:
                del edges
                pen.words(part.organ, kind, left, y + lead)
                pen.words(part.date, kind, min(left + 2 * em, WIDTH - date), y + 2 * lead)

            return Strip("落款", 2 * lead + 3 * MM, draw_plain, before=3 * MM)
        # The date ends four characters from the edge; a long organ's name may push both left.
        centre = min(WIDTH - 4 * em - date / 2, WIDTH - organ / 2, WIDTH - SEAL / 2)
        middle = _SEAL_ABOVE + SEAL / 2

        def draw(pen: Pen, y: float, edges: Edges) -> None:
            del edges
            pen.words(part.organ, kind, centre, y + middle + 0.5 * MM, align="centre")
            pen.words(part.date, kind, centre, y + middle + 0.5 * MM + lead, align="centre")

        return Strip("落款", _SEAL_ABOVE + SEAL + _SEAL_BELOW, draw)

    def _hand_lines(self, part: HandLines) -> Strip[Pen]:
        kind, time_kind = self._style.sign, self._style.sign_time
        prompt = TIME_PROMPT[part.time]
        labels = tuple(f"{label}：" for label in part.labels)
        widths = [line_width(self._fonts, plain(label)[0], kind) for label in labels]
        taken = line_width(self._fonts, plain(prompt)[0], time_kind) if prompt else -2 * MM
        share = (WIDTH - taken - 2 * MM - _SIGN_GAP * (len(labels) - 1)) / len(labels)
        base = 13 * MM if len(labels) > 1 else 10 * MM
        if any(_FINGERPRINT in label for label in part.labels):
            base = _FINGERPRINT_BASE

        def draw(pen: Pen, y: float, edges: Edges) -> None:
            del edges
            for n, (label, width) in enumerate(zip(labels, widths, strict=True)):
                x = n * (share + _SIGN_GAP)
                pen.words(label, kind, x, y + base)
                line = y + base + _SIGN_DROP
                pen.rule(SIGN_RULE, x + width + 1 * MM, line, x + share, line)
            pen.words(prompt, time_kind, WIDTH, y + base, align="right")

        return Strip("签名", base + 2.5 * MM, draw, before=1 * MM)

    def _stub(self, part: Stub) -> Strip[Pen]:
        style = stub_style(self._style)
        setter = self._tables_setter(style)
        rows = setter.strips("存根", setter.fields(part.fields), self._tables)
        sign = self._hand_lines_of_stub(part.sign)
        self._reserve(self._paper.number, SEAM_TYPE)
        self._reserve(part.title, STUB_TITLE)
        self._reserve("骑缝章", _SEAM_MARK)
        height = _SEAM_HEIGHT + STUB_TITLE.lead + 1 * MM + sum(row.height for row in rows)
        height += sign.height + _STUB_FOOT

        def draw(pen: Pen, y: float, edges: Edges) -> None:
            seam = y + _SEAM_HEIGHT / 2
            pen.dashes(-LEFT, seam, WIDTH + RIGHT)
            pen.words(self._paper.number, SEAM_TYPE, WIDTH / 2, seam + 5, align="centre")
            pen.words("骑缝章", _SEAM_MARK, WIDTH, seam - 1.2 * MM, align="right", grey=True)
            y += _SEAM_HEIGHT
            pen.words(part.title, STUB_TITLE, WIDTH / 2, y + 14, align="centre")
            y += STUB_TITLE.lead + 1 * MM
            for n, row in enumerate(rows):
                at = Edges(first=n == 0, last=n == len(rows) - 1, under_head=False)
                row.draw(pen, y, at)
                y += row.height
            sign.draw(pen, y, edges)

        return Strip("存根", height, draw, at_foot=True)

    def _hand_lines_of_stub(self, words: str) -> Strip[Pen]:
        kind = self._style.note
        kind = Type(self._style.body.role, kind.size, kind.lead)
        prompt = TIME_PROMPT[TimeFields.DAY]
        label = f"{words}："
        width = line_width(self._fonts, plain(label)[0], kind)
        taken = line_width(self._fonts, plain(prompt)[0], kind)

        def draw(pen: Pen, y: float, edges: Edges) -> None:
            del edges
            base = y + 12 * MM
            pen.words(label, kind, 0, base)
            line = base + _SIGN_DROP
            pen.rule(SIGN_RULE, width + 1 * MM, line, WIDTH - taken - 6 * MM, line)
            pen.words(prompt, kind, WIDTH, base, align="right")

        return Strip("存根签名", 14 * MM, draw)

    def _set(self, line: Line, kind: Type, width: float) -> tuple[SetLine, ...]:
        return set_lines(line, Setting(width, kind.size), measure(self._fonts, kind.role))

    def _reserve(self, text: str, kind: Type) -> None:
        self._fonts.advance(kind.role, text)


def _draw_line(line: SetLine, kind: Type, pen: Pen, y: float, edges: Edges) -> None:
    del edges
    pen.lines((line,), kind, 0, y)


def _is_copies(part: Part) -> bool:
    return isinstance(part, Prose) and part.style is ParagraphStyle.COPIES


def _signs(part: Part) -> bool:
    """Tell whether a table is nothing but room for hands: it never stands alone on a page."""
    return isinstance(part, Fields) and all(
        any(isinstance(field.content, Hand) for field in row) for row in part.rows
    )


def _tie_to_text(strips: list[Strip[Pen]]) -> None:
    """Tie the last two strips to what follows: a seal never stands on a page without text."""
    for n in range(max(len(strips) - 2, 0), len(strips)):
        strips[n] = replace(strips[n], keep=True)


def _paragraph_ties(strips: list[Strip[Pen]]) -> list[Strip[Pen]]:
    """Tie the first two and the last two lines: none stands alone on a page."""
    if len(strips) > 1:
        strips[0] = replace(strips[0], keep=True)
        strips[-2] = replace(strips[-2], keep=True)
    return strips


def _table_ties(strips: list[Strip[Pen]]) -> list[Strip[Pen]]:
    """Tie the head to its first row, and the last two rows: a page holds two rows or none."""
    if len(strips) > 1:
        strips[-2] = replace(strips[-2], keep=True)
    return strips


def _spaced(strips: list[Strip[Pen]], before: float) -> list[Strip[Pen]]:
    strips[0] = replace(strips[0], before=before)
    return strips
