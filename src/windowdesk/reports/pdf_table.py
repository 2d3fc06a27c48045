"""Rows of a table as strips: cells are set, measured and drawn with their rules."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from windowdesk.reports.flow import Edges, Strip
from windowdesk.reports.fonts import PaperFonts
from windowdesk.reports.inline import Run, Text, plain
from windowdesk.reports.parts import Field, Fields, Grid, Group, Hand
from windowdesk.reports.pdf_pen import Pen, measure
from windowdesk.reports.pdf_style import (
    INNER,
    MM,
    OUTER,
    UNDER_HEAD,
    WIDTH,
    Style,
    Type,
    list_style,
)
from windowdesk.reports.template import GROUP_MM, TimeFields
from windowdesk.reports.typeset import SetLine, Setting, set_lines

TIME_PROMPT = {
    TimeFields.NONE: "",
    TimeFields.DAY: "年　　月　　日",
    TimeFields.MINUTE: "年　　月　　日　　时　　分",
}
# A row higher than this share of a page is cut between lines, others never.
_SPLIT_SHARE = 0.5
_SLICE_LINES = 6


@dataclass(frozen=True)
class Cell:
    """A cell that is set: where it stands, its lines, how they stand."""

    x: float
    width: float
    lines: tuple[SetLine, ...]
    kind: Type
    pad_x: float = 0.0
    align: str = "left"
    at_top: bool = False
    time: TimeFields = TimeFields.NONE
    least: float = 0.0
    inner: tuple["Row", ...] = ()

    @property
    def height(self) -> float:
        """The height that the content needs, without padding."""
        inner = sum(row.height for row in self.inner)
        return max(len(self.lines) * self.kind.lead, self.least, inner)


@dataclass(frozen=True)
class Band:
    """The upright label left of a row; only the first row of a group bears its words."""

    width: float
    label: Cell | None = None
    height: float = 0.0


@dataclass(frozen=True)
class Row:
    """A row of cells."""

    cells: tuple[Cell, ...]
    height: float
    continued: bool = False
    band: Band | None = None


class TableSetter:
    """Sets rows in one style."""

    def __init__(self, fonts: PaperFonts, style: Style, page_height: float) -> None:
        self._fonts = fonts
        self._style = style
        self._page_height = page_height

    def fields(self, part: Fields) -> tuple[Row, ...]:
        """Return the rows of a field table, its groups with their upright labels."""
        if not part.groups:
            return tuple(self._row(self._field_cells(row)) for row in part.rows)
        rows: list[Row] = []
        for group in part.groups:
            start = len(rows)
            cells = [
                self._field_cells(row, GROUP_MM * MM)
                for row in part.rows[start : start + group.rows]
            ]
            rows.extend(self._banded(group, [self._row(one) for one in cells]))
        return tuple(rows)

    def _banded(self, group: Group, rows: list[Row]) -> list[Row]:
        """Return the rows of a group; the last one grows where the label is higher than all."""
        width = GROUP_MM * MM
        label = self.label_cell(tuple((Run(sign),) for sign in group.label), 0, width)
        short = label.height + 2 * self._style.pad_y - sum(row.height for row in rows)
        if short > 0:
            rows[-1] = replace(rows[-1], height=rows[-1].height + short)
        first = Band(width, label, sum(row.height for row in rows))
        bands = (first, *(Band(width) for _ in rows[1:]))
        return [replace(row, band=band) for row, band in zip(rows, bands, strict=True)]

    def grid(self, grid: Grid, x: float = 0.0) -> tuple[Row, tuple[Row, ...]]:
        """Return the head and the rows of a list; ``x`` is its left edge."""
        setter = self._for_list(grid)
        heads = tuple(plain(head.text) for head in grid.heads)
        head_row = setter.list_row(grid, heads, x, is_head=True)
        return head_row, tuple(setter.list_row(grid, row, x) for row in grid.rows)

    def list_row(
        self, grid: Grid, texts: tuple[Text, ...], x: float, *, is_head: bool = False
    ) -> Row:
        """Return one row of a list."""
        cells = []
        for head, text in zip(grid.heads, texts, strict=True):
            width = head.width_mm * MM
            kind = self._style.label if is_head else self._style.value
            align = "centre" if is_head or head.centred else "left"
            cells.append(self._cell(text, x, width, kind, align))
            x += width
        return self._row(cells)

    def total(self, grid: Grid, text: Text) -> Row:
        """Return the last row of a list: its label under the first column, then words."""
        setter = self._for_list(grid)
        first = grid.heads[0].width_mm * MM
        label = setter.label_cell(plain("合计"), 0, first)
        return setter.row([label, setter.value_cell(text, first, WIDTH - first)])

    def _for_list(self, grid: Grid) -> "TableSetter":
        style = list_style(self._style, wordy=grid.is_wordy)
        return TableSetter(self._fonts, style, self._page_height)

    def row(self, cells: list[Cell]) -> Row:
        """Return a row over ``cells``."""
        return self._row(cells)

    def label_cell(self, text: Text, x: float, width: float) -> Cell:
        """Return a label: centred, in the face of labels."""
        return self._cell(text, x, width, self._style.label, "centre")

    def value_cell(self, text: Text, x: float, width: float) -> Cell:
        """Return a value: at the left, ragged."""
        return self._cell(text, x, width, self._style.value, "left")

    def sliced(self, row: Row) -> tuple[Row, ...]:
        """Cut a row that is higher than half a page between its lines; room for a hand never."""
        whole = row.band is not None or any(cell.inner or cell.least for cell in row.cells)
        if whole or row.height <= self._page_height * _SPLIT_SHARE:
            return (row,)
        count = max(len(cell.lines) for cell in row.cells)
        slices = []
        for start in range(0, count, _SLICE_LINES):
            cells = [
                replace(
                    cell, lines=cell.lines[start : start + _SLICE_LINES], at_top=True, least=0.0
                )
                for cell in row.cells
            ]
            part = self._row(cells, least=0.0)
            slices.append(replace(part, continued=start > 0))
        return tuple(slices)

    def _field_cells(self, row: tuple[Field, ...], x: float = 0.0) -> list[Cell]:
        cells = []
        for field in row:
            width = field.width_mm * MM
            cells.append(self._field_cell(field, x, width))
            x += width
        return cells

    def _field_cell(self, field: Field, x: float, width: float) -> Cell:
        match field.content:
            case Hand():
                hand = field.content
                cell = self.value_cell(hand.text, x, width)
                least = hand.height_mm * MM - 2 * self._style.pad_y
                self._fonts.advance(self._style.value.role, TIME_PROMPT[hand.time])
                return replace(cell, at_top=True, time=hand.time, least=least)
            case Grid():
                head, rows = self.grid(field.content, x)
                return Cell(x, width, (), self._style.value, inner=(head, *rows))
            case _ if field.is_label:
                return self.label_cell(field.content, x, width)
            case _:
                return self.value_cell(field.content, x, width)

    def _cell(self, text: Text, x: float, width: float, kind: Type, align: str) -> Cell:
        setting = Setting(width - 2 * self._style.pad_x, kind.size)
        lines = [
            one
            for line in text
            for one in set_lines(line, setting, measure(self._fonts, kind.role))
        ]
        return Cell(x, width, tuple(lines), kind, self._style.pad_x, align)

    def _row(self, cells: list[Cell], least: float | None = None) -> Row:
        least = self._style.row if least is None else least
        needed = max(
            cell.height if cell.inner else cell.height + 2 * self._style.pad_y for cell in cells
        )
        return Row(tuple(cells), max(least, needed))

    def strips(
        self, name: str, rows: tuple[Row, ...], table: int, head: Row | None = None
    ) -> list[Strip[Pen]]:
        """Return the rows as strips that know their rules."""
        slices = [piece for row in rows for piece in self.sliced(row)]
        head_strip = self._strip(name, head, table, under_head=False) if head else None
        strips = [
            replace(self._strip(name, row, table, under_head=n == 0 and head is not None),
                    head=head_strip)
            for n, row in enumerate(slices)
        ]  # fmt: skip
        if head_strip is not None:
            strips.insert(0, replace(head_strip, keep=True))
        return strips

    def _strip(self, name: str, row: Row, table: int, *, under_head: bool) -> Strip[Pen]:
        draw = partial(self._draw_row, row, starts_list=under_head)
        return Strip(name, row.height, draw, table=table)

    def grouped(self, part: Fields, strips: list[Strip[Pen]]) -> list[Strip[Pen]]:
        """Tie the rows of every group: an upright label holds its rows on one page."""
        ends = set(accumulate(group.rows for group in part.groups))
        return [
            strip if n in ends else replace(strip, keep=True) for n, strip in enumerate(strips, 1)
        ]

    def _draw_row(self, row: Row, pen: Pen, y: float, edges: Edges, *, starts_list: bool) -> None:
        for cell in row.cells:
            self._draw_cell(pen, cell, y, row.height)
        bottom = y + row.height
        left, right = row.cells[0].x, row.cells[-1].x + row.cells[-1].width
        if row.band is not None:
            left = self._draw_band(pen, row.band, y, bottom)
        for x, weight in ((left, OUTER), (right, OUTER)):
            pen.rule(weight, x, y, x, bottom)
        for cell in row.cells[1:]:
            pen.rule(INNER, cell.x, y, cell.x, bottom)
        if edges.first or _starts_group(row):
            pen.rule(OUTER, left, y, right, y)
        elif row.band is not None:
            pen.rule(INNER, row.band.width, y, right, y)
        elif starts_list or edges.under_head:
            pen.rule(UNDER_HEAD, left, y, right, y)
        elif not row.continued:
            pen.rule(INNER, left, y, right, y)
        if edges.last:
            pen.rule(OUTER, left, bottom, right, bottom)

    def _draw_band(self, pen: Pen, band: Band, y: float, bottom: float) -> float:
        """Draw what stands left of a row and return the left edge of the table."""
        pen.rule(INNER, band.width, y, band.width, bottom)
        if band.label is not None:
            self._draw_cell(pen, band.label, y, band.height)
        return 0.0

    def _draw_cell(self, pen: Pen, cell: Cell, y: float, height: float) -> None:
        if cell.inner:
            self._draw_inner(pen, cell, y, height)
            return
        pad_x, pad_y = cell.pad_x, self._style.pad_y
        text_height = len(cell.lines) * cell.kind.lead
        upper = y + (pad_y if cell.at_top else (height - text_height) / 2)
        width = cell.width - 2 * pad_x
        pen.lines(cell.lines, cell.kind, cell.x + pad_x, upper, align=cell.align, width=width)
        if cell.time is not TimeFields.NONE:
            right = cell.x + cell.width - pad_x
            pen.words(
                TIME_PROMPT[cell.time], cell.kind, right, y + height - 2.2 * MM, align="right"
            )

    def _draw_inner(self, pen: Pen, cell: Cell, y: float, height: float) -> None:
        # What the row is higher than its small list goes to the last row of the list.
        spare = height - sum(row.height for row in cell.inner)
        for n, row in enumerate(cell.inner):
            tall = row.height + (spare if n == len(cell.inner) - 1 else 0.0)
            for one in row.cells:
                self._draw_cell(pen, one, y, tall)
            for one in row.cells[1:]:
                pen.rule(INNER, one.x, y, one.x, y + tall)
            if n:
                pen.rule(INNER, cell.x, y, cell.x + cell.width, y)
            y += tall


def _starts_group(row: Row) -> bool:
    return row.band is not None and row.band.label is not None
