"""Workbooks and CSV files as sheets of texts, and back.

Heavy: imported where a file is read or written, never at the start. What a spreadsheet does to
texts is undone where that is certain (numbers, dates) and named where it is not.
"""

import csv
import io
import os
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter.exceptions import XlsxWriterException

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.services.spreadsheet_port import (
    MOST_ROWS,
    Cell,
    Sheet,
    SheetRow,
    SpoiledCell,
)

_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 200_000_000
_MOST_COLUMNS = 200
_LAST_LINE = 200_000  # blank rows are formatted down to a million
_EXACT = 2**53  # above it a spreadsheet has lost digits already
_MOST_DIGITS = 15
_LISTED_MOST = 255  # characters of a drop-down list in a workbook
_FORMULA_SIGNS = ("=", "+", "-", "@", "'", "\t")
_WORKBOOK, _CSV = ".xlsx", ".csv"
_AS_TEXT = "把这一格设成文本，再照原样写一遍。"
# What a damaged file makes the reader of workbooks raise.
_DAMAGED = (
    BadZipFile,
    InvalidFileException,
    ParseError,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class SpreadsheetFiles:
    """Reads and writes workbooks, CSV files and folders of them."""

    def read(self, path: Path) -> tuple[Sheet, ...]:
        """Return the sheets of a file or folder; DomainError in one sentence if it is none."""
        with _explained(path):
            if path.is_dir():
                return _folder(path)
            if not path.exists():
                raise DomainError(f"没有这个文件：{path}。核对位置和名称。", "file")
            _require_size(path.stat().st_size, path.name)
            if path.suffix.lower() == _WORKBOOK:
                return _workbook(path)
            if path.suffix.lower() == _CSV:
                return (_csv(path),)
        raise DomainError(f"{path.name} 不是 xlsx 也不是 csv。在表格程序里另存为 xlsx。", "file")

    def write(self, path: Path, sheets: Sequence[Sheet]) -> None:
        """Write sheets into a workbook, or a CSV file each into a folder."""
        try:
            if path.suffix.lower() == _WORKBOOK:
                path.parent.mkdir(parents=True, exist_ok=True)
                _replace(path, _workbook_bytes(sheets))
                return
            path.mkdir(parents=True, exist_ok=True)
            for one in sheets:
                _replace(path / f"{one.name}{_CSV}", _csv_bytes(one))
        except OSError as error:
            where = error.filename or path
            raise EnvironmentProblem(
                f"写不了 {where}（{error.strerror}）。换个文件夹；表格程序正开着它就先关掉。"
            ) from error


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DomainError(f"读不了 {path}（{error.strerror}）。核对位置再试。", "file") from error


def _require_size(size: int, name: str) -> None:
    if size > _MOST_BYTES:
        raise DomainError(f"{name} 有 {size // 1_000_000} MB，太大了，不像事项库。", "file")


def _folder(path: Path) -> tuple[Sheet, ...]:
    files = sorted(one for one in path.iterdir() if one.suffix.lower() == _CSV and one.is_file())
    if not files:
        raise DomainError(f"{path} 里没有 csv 文件。选放着 事项.csv 的文件夹。", "file")
    for one in files:
        _require_size(one.stat().st_size, one.name)
    return tuple(_csv(one) for one in files)


def _csv(path: Path) -> Sheet:
    text = _decoded(path.read_bytes(), path.name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[SheetRow] = []
    line = 0
    try:
        for line, cells in enumerate(reader, start=1):
            _require_rows(line, path.name)
            read = tuple(_from_csv(cell) for cell in cells[:_MOST_COLUMNS])
            if any(cell != "" and cell.strip() for cell in cells):
                rows.append(SheetRow(line, read))
    except csv.Error as error:
        raise DomainError(
            f"{path.name} 从第 {line + 1} 行起读不下去，多半是引号没有成对。改好这一行再导入。",
            "file",
        ) from error
    return Sheet(path.stem, tuple(rows))


def _from_csv(text: str) -> Cell:
    """Take off the sign that keeps a spreadsheet from reading a text as a formula."""
    if text.startswith("="):
        return SpoiledCell("这一格是公式。", "写出结果，不写公式。")
    return text.removeprefix("'")


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw:
        raise DomainError(
            f"{name} 不是能认的 CSV。在表格程序里另存为“CSV UTF-8”或者 xlsx。", "file"
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DomainError(f"{name} 的编码认不出来。在表格程序里另存为“CSV UTF-8”或者 xlsx。", "file")


def _require_rows(count: int, name: str) -> None:
    if count > MOST_ROWS:
        raise DomainError(f"{name} 超过 {MOST_ROWS} 行，不像事项库。核对文件。", "file")


def _workbook(path: Path) -> tuple[Sheet, ...]:
    told = DomainError(
        f"{path.name} 打不开，已经损坏，或者不是 xlsx。在表格程序里另存为 xlsx。", "file"
    )
    raw = path.read_bytes()
    try:
        with ZipFile(io.BytesIO(raw)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise DomainError(f"{path.name} 里的内容太大，不像事项库。", "file")
        # The reader warns of drop-downs that it does not know; they do not matter here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), read_only=True)
            try:
                return tuple(_read_sheet(one, path.name) for one in book.worksheets)
            finally:
                book.close()
    except _DAMAGED as error:
        raise told from error


def _read_sheet(found: Any, name: str) -> Sheet:
    rows: list[SheetRow] = []
    found.reset_dimensions()  # what the file says of its size need not be true
    for line, row in enumerate(found.iter_rows(), start=1):
        cells = tuple(_cell(one) for one in row[:_MOST_COLUMNS])
        if any(isinstance(one, SpoiledCell) or one.strip() for one in cells):
            rows.append(SheetRow(line, cells))
            _require_rows(len(rows), name)
        if line >= _LAST_LINE:
            break
    return Sheet(str(found.title), tuple(rows))


def _cell(found: Any) -> Cell:
    value = found.value
    if value is None:
        return ""
    if found.data_type == "f":
        return SpoiledCell("这一格是公式。", "写出结果，不写公式。")
    if found.data_type == "e":
        return SpoiledCell(f"这一格是表格程序的出错标记 {value}。", "写出内容。")
    reader = next((read for kind, read in _VALUES.items() if isinstance(value, kind)), None)
    return str(value) if reader is None else reader(value)


def _truth(value: Any) -> Cell:
    return "是" if value else "否"


def _whole(value: Any) -> Cell:
    if abs(value) >= _EXACT or len(str(abs(int(value)))) > _MOST_DIGITS:
        return SpoiledCell("表格程序把长编码当成数字，后几位已经丢了。", _AS_TEXT)
    return str(int(value))


def _fraction(value: Any) -> Cell:
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124  only NaN differs from itself
        return SpoiledCell("这一格不是数。", "写出内容。")
    return _whole(value) if value.is_integer() else repr(value)


def _moment(value: Any) -> Cell:
    return str(value.date().isoformat())


def _day(value: Any) -> Cell:
    return str(value.isoformat())


# The order matters: yes and no are whole numbers too, moments are days too.
_VALUES: Mapping[type, Callable[[Any], Cell]] = MappingProxyType(
    {
        str: str,
        bool: _truth,
        int: _whole,
        float: _fraction,
        datetime: _moment,
        date: _day,
    }
)


def _workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    target = io.BytesIO()
    try:
        book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
        for one in sheets:
            _write_sheet(book, one)
        book.close()
    except XlsxWriterException as error:
        raise EnvironmentProblem(f"表格没有写成（{error}）。换成文件夹，导出 CSV。") from error
    return target.getvalue()


def _write_sheet(book: Any, one: Sheet) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DFEEEE", "border": 1, "text_wrap": True})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    page = book.add_worksheet(one.name)
    widths = _widths(one.rows)
    for place, width in enumerate(widths):
        page.set_column(place, place, width, plain)
    page.freeze_panes(1, 2)
    for row in one.rows:
        form = head if row.line == 1 else plain
        for place, cell in enumerate(row.cells):
            if isinstance(cell, str) and cell:
                page.write_string(row.line - 1, place, cell, form)
    for place, words in one.choices:
        if len(",".join(words)) <= _LISTED_MOST:
            page.data_validation(
                1, place, MOST_ROWS, place, {"validate": "list", "source": list(words)}
            )


def _widths(rows: Iterable[SheetRow]) -> list[int]:
    widths: list[int] = []
    for row in rows:
        for place, cell in enumerate(row.cells):
            if place == len(widths):
                widths.append(8)
            longest = max((len(part) for part in str(cell).split("\n")), default=0)
            widths[place] = max(widths[place], min(longest * 2 + 2, 40))
    return widths


def _csv_bytes(one: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in one.rows:
        writer.writerow([_to_csv(cell) for cell in row.cells])
    # With the mark of order spreadsheets take the file for what it is.
    return text.getvalue().encode("utf-8-sig")


def _to_csv(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else ""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _replace(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a half-written file never stays."""
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
