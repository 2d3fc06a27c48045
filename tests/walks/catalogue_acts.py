"""What administrators do at the catalogue desk: import a workbook, admit and publish items."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.walks.first_workbook import BAD, fill_in
from tests.walks.new_centre import in_front, rewrite
from tests.walks.program import ALT, CTRL, ENTER, KEY, Program
from windowdesk.ui.catalogue_desk import CatalogueScreen
from windowdesk.ui.catalogue_files_sheet import FilesSheet
from windowdesk.ui.catalogue_step_sheet import StepSheet
from windowdesk.ui.sheet import Sheet


@dataclass(frozen=True)
class Import:
    """What the sheet of files said of a workbook with a bad cell, then of the mended one.

    The counts are those of the list of items at the left.
    """

    bad_rows: list[tuple[str, ...]]
    bad_summary: str
    good_rows: list[tuple[str, ...]]
    good_summary: str
    count_before: int
    count_after_bad: int
    count_after_good: int


def open_catalogue(hands: Program) -> CatalogueScreen:
    """Go to 事项库 by its key and wait for the list."""
    hands.press(KEY.Key_8, CTRL)
    desk = in_front(hands, CatalogueScreen)
    hands.until(lambda: desk.items.model() is not None and desk.items.model().rowCount() > 0)
    return desk


def open_files(hands: Program, path: Path) -> FilesSheet:
    """Open the sheet of files and write where the workbook is."""
    hands.press(KEY.Key_E, ALT)
    hands.until(lambda: isinstance(hands.desk.window.sheets.current, FilesSheet))
    sheet = hands.desk.window.sheets.current
    assert isinstance(sheet, FilesSheet)
    rewrite(hands, str(path))
    return sheet


def report_of(sheet: FilesSheet) -> list[tuple[str, ...]]:
    """Return what the report says, row by row."""
    model = sheet.table.model()
    return [
        tuple(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def import_items(hands: Program, path: Path) -> Import:
    """Export the empty workbook, fill it in, import it with one bad cell, mend that, import it."""
    desk = in_front(hands, CatalogueScreen)
    items = desk.items.model()
    before = items.rowCount()
    sheet = open_files(hands, path)
    hands.press(KEY.Key_K, ALT)
    hands.until(lambda: "空表" in words_of(sheet))
    blank = path.read_bytes()
    fill_in(path, bad=BAD)
    hands.press(KEY.Key_F9)
    hands.until(lambda: bool(report_of(sheet)))
    bad, bad_words = report_of(sheet), words_of(sheet)
    # Too bold: the second F9 looks at the file again instead of taking it over.
    hands.press(KEY.Key_F9)
    hands.until(lambda: bool(report_of(sheet)))
    after_bad = items.rowCount()
    path.write_bytes(blank)
    fill_in(path)
    hands.press(KEY.Key_F9)
    hands.until(lambda: len(report_of(sheet)) > len(bad))
    good = report_of(sheet)
    hands.press(KEY.Key_F9)
    hands.until(lambda: "导入好了" in words_of(sheet))
    words = words_of(sheet)
    hands.press(KEY.Key_Escape)
    hands.until(lambda: items.rowCount() > after_bad)
    return Import(bad, bad_words, good, words, before, after_bad, items.rowCount())


def words_of(sheet: Sheet) -> str:
    """Return everything that is written on a sheet."""
    return " ".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())


def find_item(hands: Program, text: str, name: str) -> CatalogueScreen:
    """Look for an item and go to its parts."""
    desk = in_front(hands, CatalogueScreen)
    hands.press(KEY.Key_Z, ALT)
    rewrite(hands, text)
    hands.until(lambda: desk.name_text.whole == name)
    hands.press(ENTER)
    hands.press(ENTER)
    hands.until(desk.editor.groups.hasFocus)
    return desk


def next_step(hands: Program, button: str) -> Sheet:
    """Press F9 when the desk offers that step, and wait for its sheet."""
    desk = in_front(hands, CatalogueScreen)
    hands.until(lambda: desk.next_button.text() == button)
    hands.press(KEY.Key_F9)
    hands.until(lambda: isinstance(hands.desk.window.sheets.current, StepSheet))
    sheet = hands.desk.window.sheets.current
    assert isinstance(sheet, StepSheet)
    return sheet


def take_step(hands: Program) -> None:
    """Press F9 on the sheet of a step, and wait until it is done."""
    hands.press(KEY.Key_F9)
    hands.until(lambda: hands.desk.window.sheets.current is None)


def assess(hands: Program) -> None:
    """Write that the centre can take the item on."""
    next_step(hands, "评估")
    hands.write("人手、窗口接得住")
    take_step(hands)
    desk = in_front(hands, CatalogueScreen)
    hands.until(lambda: desk.next_button.text() == "记批准文件")


def approve_and_publish(hands: Program, number: str, on: str) -> None:
    """Enter the paper of the government, then publish from today."""
    next_step(hands, "记批准文件")
    hands.enter("青岫县云岭镇人民政府")
    hands.enter(number)
    hands.write(on)
    take_step(hands)
    next_step(hands, "发布")
    take_step(hands)
    desk = in_front(hands, CatalogueScreen)
    hands.until(lambda: desk.state_tag.text() == "已发布")
