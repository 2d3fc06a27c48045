"""Lists as xlsx: strings only, row by row, in constant memory."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from windowdesk.services.list_export import Column, SheetHead

# Nothing that somebody typed may act as a formula, a link or a number.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_MOST_ROWS = 1_048_576


def write_list(
    path: Path, head: SheetHead, columns: Sequence[Column], rows: Iterable[tuple[str, ...]]
) -> int:
    """Write a sheet to ``path`` and return how many rows it has, head and foot aside.

    OSError if it cannot be written; whatever ``rows`` raises goes through. Nothing usable is left
    then: the caller removes the file.
    """
    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    try:
        sheet = book.add_worksheet(head.name)
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        title = book.add_format({"bold": True, "font_size": 14})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        sheet.write_string(0, 0, head.title, title)
        for place, (label, text) in enumerate(head.lines, 1):
            sheet.write_string(place, 0, label)
            sheet.write_string(place, 1, text)
        first = len(head.lines) + 2
        for number, column in enumerate(columns):
            sheet.write_string(first - 1, number, column.head, bold)
        sheet.freeze_panes(first, 2)
        count = _fill(sheet, first, rows)
        sheet.write_string(first + count + 1, 0, f"共 {count} {head.unit}")
        _set_for_paper(sheet, first - 1)
    finally:
        _close(book)
    return count


def _close(book: xlsxwriter.Workbook) -> None:
    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _fill(sheet: Worksheet, first: int, rows: Iterable[tuple[str, ...]]) -> int:
    count = 0
    for row in rows:
        if first + count + 2 >= _MOST_ROWS:
            break
        for number, text in enumerate(row):
            sheet.write_string(first + count, number, text)
        count += 1
    return count


def _set_for_paper(sheet: Worksheet, head_row: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_footer("&C第 &P 页，共 &N 页")
