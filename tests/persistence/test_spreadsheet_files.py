"""The catalogue goes through workbooks and CSV files without loss; what is no such file is told."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.long_runs import tries
from tests.services.item_strategies import items
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.item_texts import read_item
from windowdesk.persistence.spreadsheet_files import SpreadsheetFiles
from windowdesk.services.catalogue_reading import read_sheets
from windowdesk.services.catalogue_sheets import sheets_of
from windowdesk.services.spreadsheet_port import Sheet, SpoiledCell, sheet

FILES = SpreadsheetFiles()
CATALOGUES = st.lists(items(), max_size=3, unique_by=lambda one: one.item_id)


def came_back(path: Path) -> tuple[Item, ...]:
    """Return the items that a file holds."""
    read = read_sheets(FILES.read(path))
    assert read.faults == ()
    return tuple(read_item(row.texts) for row in read.rows)


def as_drafts(found: list[Item]) -> tuple[Item, ...]:
    """Return items without what only the steps of admission give."""
    return tuple(replace(one, version=1, state=ItemState.PROPOSED) for one in found)


@pytest.mark.parametrize("name", ["catalogue.xlsx", "folder"])
@given(found=CATALOGUES)
@settings(
    max_examples=tries(15, 40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_catalogue_comes_back_from_its_file_as_it_was(
    tmp_path: Path, name: str, found: list[Item]
) -> None:
    path = tmp_path / name
    FILES.write(path, sheets_of(found))
    assert came_back(path) == as_drafts(found)


def _gbk(raw: bytes) -> bytes:
    return raw.decode("utf-8-sig").encode("gb18030")


@pytest.mark.parametrize(
    "recoded", [lambda raw: raw, lambda raw: raw.removeprefix(b"\xef\xbb\xbf"), _gbk]
)
def test_a_csv_file_may_be_of_either_encoding(
    tmp_path: Path, recoded: Callable[[bytes], bytes]
) -> None:
    FILES.write(tmp_path, [sheet("事项", [["事项编号", "事项名称"], ["0012", "低保，“𬱖”"]])])
    path = tmp_path / "事项.csv"
    path.write_bytes(recoded(path.read_bytes()))
    (found,) = FILES.read(path)
    assert [row.cells for row in found.rows] == [("事项编号", "事项名称"), ("0012", "低保，“𬱖”")]


def test_no_spreadsheet_takes_a_text_of_a_csv_file_for_a_formula(tmp_path: Path) -> None:
    FILES.write(tmp_path, [sheet("事项", [["=1+1", "+86", "-1", "@x", "'a", "a=b"]])])
    raw = (tmp_path / "事项.csv").read_text(encoding="utf-8-sig")
    (cells,) = csv.reader(io.StringIO(raw))
    assert cells == ["'=1+1", "'+86", "'-1", "'@x", "''a", "a=b"]


CELLS: tuple[tuple[object, object], ...] = (
    (3.0, "3"),
    (12, "12"),
    (0.5, "0.5"),
    (True, "是"),
    (date(2026, 3, 2), "2026-03-02"),
    (datetime(2026, 3, 2, 0, 0), "2026-03-02"),  # noqa: DTZ001  spreadsheets know no zone
    ("  0012　", "  0012　"),
    ("=1+1", SpoiledCell("这一格是公式。", "写出结果，不写公式。")),
    (
        11990322000000000000.0,
        SpoiledCell(
            "表格程序把长编码当成数字，后几位已经丢了。", "把这一格设成文本，再照原样写一遍。"
        ),
    ),
)


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_what_a_spreadsheet_does_to_a_text_is_undone_or_named(
    tmp_path: Path, value: object, cell: object
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["head", value])
    book.save(tmp_path / "a.xlsx")
    (found,) = FILES.read(tmp_path / "a.xlsx")
    assert found.rows[0].cells == ("head", cell)


def test_lines_are_counted_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["B1"], page["A5"] = "head", "x", "merged"
    page.merge_cells("A5:B6")
    page["B9"] = "last"
    book.save(tmp_path / "a.xlsx")
    (found,) = FILES.read(tmp_path / "a.xlsx")
    assert [(row.line, row.cells) for row in found.rows] == [
        (1, ("head", "x")), (5, ("merged",)), (9, ("", "last")),
    ]  # fmt: skip


def _broken(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 not a workbook")


def _utf16(path: Path) -> None:
    path.write_bytes("事项编号,事项名称\n".encode("utf-16"))


def _open_quote(path: Path) -> None:
    path.write_text('事项编号,事项名称\nA1,"低保\n', encoding="utf-8")


def _unknown_code(path: Path) -> None:
    path.write_bytes(b"\xff\xff\xff\x81\x81")


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("a.xlsx", _broken, "a.xlsx 打不开"),
        ("a.csv", _utf16, "不是能认的 CSV"),
        ("a.csv", _open_quote, "引号没有成对"),
        ("a.csv", _unknown_code, "编码认不出来"),
        ("a.xls", _broken, "不是 xlsx 也不是 csv"),
        ("none.xlsx", lambda _path: None, "没有这个文件"),
        ("empty", Path.mkdir, "没有 csv 文件"),
    ],
)
def test_what_is_no_table_is_told_in_one_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], object], sentence: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(DomainError, match=sentence) as problem:
        FILES.read(tmp_path / name)
    assert problem.value.text.endswith("。")


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("old", encoding="utf-8")
    one: list[Sheet] = [sheet("事项", [["a"]])]
    with pytest.raises(EnvironmentProblem, match="写不了"):
        FILES.write(tmp_path / "taken" / "a.xlsx", one)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "old"
