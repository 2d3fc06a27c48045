"""Tables of a DOCX: fixed widths on every cell, rows that are not split, heads that repeat."""

from itertools import pairwise

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from windowdesk.reports.docx_text import Writer
from windowdesk.reports.inline import Run, Text, plain
from windowdesk.reports.parts import Field, Fields, Grid, Hand, Listing
from windowdesk.reports.pdf_style import Style, Type, list_style
from windowdesk.reports.pdf_table import TIME_PROMPT
from windowdesk.reports.template import GROUP_MM, TYPE_AREA_MM


class TableWriter:
    """Writes field tables and lists in one style."""

    def __init__(self, writer: Writer, style: Style) -> None:
        self._writer = writer
        self._style = style

    def fields(self, document: Document, part: Fields) -> None:
        """Add a field table: its columns are all edges that any row has."""
        left = GROUP_MM if part.groups else 0.0
        edges = sorted({0.0} | {round(x, 2) for row in part.rows for x in _edges(row, left)})
        table = self._table(document, len(part.rows), [b - a for a, b in _pairs(edges)])
        self._groups(table, part)
        for row, fields in zip(table.rows, part.rows, strict=True):
            self._prepare(row, self._style.row)
            x = left
            for field in fields:
                first = edges.index(round(x, 2))
                x += field.width_mm
                last = edges.index(round(x, 2)) - 1
                cell = row.cells[first]
                if last > first:
                    cell = cell.merge(row.cells[last])
                cell.width = Mm(field.width_mm)
                self._field(cell, field)

    def _groups(self, table: Table, part: Fields) -> None:
        """Put the upright labels into the first column, over the rows of each group."""
        start = 0
        for group in part.groups:
            end = start + group.rows - 1
            cell = table.cell(start, 0)
            if end > start:
                cell = cell.merge(table.cell(end, 0))
            cell.width = Mm(GROUP_MM)
            self._words(cell, tuple((Run(sign),) for sign in group.label), self._style.label,
                        "centre")  # fmt: skip
            start = end + 1

    def listing(self, document: Document, part: Listing) -> None:
        """Add a list with a head that repeats and a last row for the total."""
        table = self._grid(document, part.grid, spare=part.total is not None)
        if part.total is not None:
            row = table.rows[-1]
            inner = list_style(self._style, wordy=part.grid.is_wordy)
            self._prepare(row, inner.row)
            self._words(row.cells[0], plain("合计"), inner.label, "centre")
            rest = row.cells[1].merge(row.cells[-1])
            rest.width = Mm(TYPE_AREA_MM - part.grid.heads[0].width_mm)
            self._words(rest, part.total, inner.value, "left")

    def _grid(self, parent: Document | _Cell, grid: Grid, *, spare: bool = False) -> Table:
        style = list_style(self._style, wordy=grid.is_wordy)
        inner = TableWriter(self._writer, style)
        widths = [head.width_mm for head in grid.heads]
        table = inner._table(parent, 1 + len(grid.rows) + spare, widths)
        texts = [tuple(plain(head.text) for head in grid.heads), *grid.rows]
        for n, (row, cells) in enumerate(zip(table.rows, texts, strict=False)):
            inner._prepare(row, inner._style.row, is_head=n == 0)
            for cell, text, head in zip(row.cells, cells, grid.heads, strict=True):
                cell.width = Mm(head.width_mm)
                kind = inner._style.value if n else inner._style.label
                inner._words(cell, text, kind, "left" if n and not head.centred else "centre")
        return table

    def _field(self, cell: _Cell, field: Field) -> None:
        match field.content:
            case Hand():
                self._hand(cell, field.content)
            case Grid():
                self._grid(cell, field.content)
                # Word wants a paragraph before and after the small table: as low as can be.
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.line_spacing = Pt(1)
            case text:
                kind = self._style.label if field.is_label else self._style.value
                self._words(cell, text, kind, "centre" if field.is_label else "left")

    def _hand(self, cell: _Cell, hand: Hand) -> None:
        kind = self._style.value
        self._words(cell, hand.text, kind, "left")
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        used = kind.lead * (len(hand.text) + 1)
        prompt = cell.add_paragraph() if hand.text else cell.paragraphs[0]
        prompt.paragraph_format.space_before = Pt(max(Mm(hand.height_mm).pt - used, 0))
        self._writer.line(prompt, plain(TIME_PROMPT[hand.time])[0], kind, align="right")

    def _words(self, cell: _Cell, text: Text, kind: Type, align: str) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for n, line in enumerate(text):
            paragraph = cell.add_paragraph() if n else cell.paragraphs[0]
            self._writer.line(paragraph, line, kind, align=align)

    def _table(self, parent: Document | _Cell, rows: int, widths: list[float]) -> Table:
        table = parent.add_table(rows, len(widths))
        if isinstance(parent, Document):
            table.style = "Table Grid"
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table

    def _prepare(self, row: _Row, height: float, *, is_head: bool = False) -> None:
        row.height = Pt(height)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001  no public way to these two
        for name in ("cantSplit", "tblHeader") if is_head else ("cantSplit",):
            properties.append(OxmlElement(f"w:{name}"))


def _edges(row: tuple[Field, ...], x: float) -> list[float]:
    found = [x]
    for field in row:
        x += field.width_mm
        found.append(x)
    return found


def _pairs(edges: list[float]) -> list[tuple[float, float]]:
    return list(pairwise(edges))
