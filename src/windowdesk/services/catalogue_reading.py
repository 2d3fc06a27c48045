"""Reads the sheets of a catalogue: every fault with its place, and the texts of every item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from windowdesk.domain.item_fields import ITEM_FIELDS, ITEM_KEY, PARTS, FieldSpec
from windowdesk.domain.item_texts import ItemFault, ItemTexts
from windowdesk.domain.text import half_width
from windowdesk.services.catalogue_sheets import EXPLAINED_SHEET, ITEMS_SHEET, NAME_HEAD
from windowdesk.services.spreadsheet_port import Cell, Sheet, SheetRow, SpoiledCell

_LONGEST_SHOWN = 30


@dataclass(frozen=True)
class RowFault:
    """One thing to mend in a file: where, what is wrong, what to write instead.

    ``line`` is 0 for the sheet as a whole, ``column`` "" for the row as a whole.
    """

    sheet: str
    line: int
    column: str
    wrong: str
    write: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        line = f" 第 {self.line} 行" if self.line else ""
        column = f" “{self.column}”" if self.column else ""
        return f"{self.sheet}{line}{column}：{self.wrong}{self.write}"


@dataclass(frozen=True)
class PartRow:
    """A row of a part sheet and the line that it stands in."""

    line: int
    texts: Mapping[str, str]


@dataclass
class ReadRow:
    """What the sheets say of one item; ``parts`` holds only sheets that are there."""

    item_id: str
    line: int
    fields: Mapping[str, str]
    parts: dict[str, list[PartRow]] = field(default_factory=dict)

    @property
    def texts(self) -> ItemTexts:
        """The texts of the item."""
        rows = {name: [row.texts for row in many] for name, many in self.parts.items()}
        return ItemTexts(self.fields, rows)

    def placed(self, fault: ItemFault) -> RowFault:
        """Return a fault of the item with its place in the file."""
        sheet, line = ITEMS_SHEET, self.line
        if fault.part:
            sheet = next(part.label for part in PARTS if part.name == fault.part)
            line = self.parts[fault.part][fault.row].line
        return RowFault(sheet, line, fault.spec.label, fault.fault.wrong, fault.fault.write)


@dataclass(frozen=True)
class ReadSheets:
    """Every item that the sheets name, and every fault that was met on the way."""

    rows: tuple[ReadRow, ...]
    faults: tuple[RowFault, ...]


def read_sheets(sheets: Sequence[Sheet]) -> ReadSheets:
    """Return what the sheets hold. Sheets that explain are passed over."""
    return _Reader(sheets).read()


class _Reader:
    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._faults: list[RowFault] = []
        self._items: dict[str, ReadRow] = {}

    def read(self) -> ReadSheets:
        known = {ITEMS_SHEET: ITEM_FIELDS} | {part.label: part.fields for part in PARTS}
        named: dict[str, Sheet] = {}
        for one in self._sheets:
            name = _folded(one.name)
            if name == EXPLAINED_SHEET:
                continue
            if name not in known:
                told = "、".join(known)
                self._fault(one.name, 0, "", f"没有叫“{one.name}”的表。", f"表名只能是：{told}。")
            elif name in named:
                self._fault(one.name, 0, "", "这张表有两份。", "只留一份。")
            else:
                named[name] = one
        if ITEMS_SHEET not in named:
            self._fault(ITEMS_SHEET, 0, "", "没有这张表。", "至少要有事项表，材料等表可以不放。")
            return ReadSheets((), tuple(self._faults))
        self._read_items(named[ITEMS_SHEET])
        for part in PARTS:
            if part.label in named:
                self._read_part(part.name, part.fields, named[part.label])
        return ReadSheets(tuple(self._items.values()), tuple(self._faults))

    def _read_items(self, one: Sheet) -> None:
        columns = self._columns(one, ITEM_FIELDS)
        if columns is None:
            return
        for row in one.rows[1:]:
            texts = self._texts(one.name, row, columns)
            item_id = self._key(one.name, row, texts)
            if not item_id:
                continue
            if item_id in self._items:
                first = self._items[item_id].line
                wrong = f"事项编号“{_short(item_id)}”在第 {first} 行已经有了。"
                self._fault(one.name, row.line, ITEM_KEY.label, wrong, "一个事项只写一行。")
                continue
            self._items[item_id] = ReadRow(item_id, row.line, texts)

    def _read_part(self, name: str, specs: Sequence[FieldSpec], one: Sheet) -> None:
        columns = self._columns(one, (ITEM_KEY, *specs))
        if columns is None:
            return
        for item in self._items.values():
            item.parts[name] = []
        for row in one.rows[1:]:
            texts = self._texts(one.name, row, columns)
            item_id = self._key(one.name, row, texts)
            if not item_id:
                continue
            owner = self._items.get(item_id)
            if owner is None:
                wrong = f"事项表里没有编号“{_short(item_id)}”。"
                write = "照事项表第一栏写，或者在事项表补一行。"
                self._fault(one.name, row.line, ITEM_KEY.label, wrong, write)
                continue
            own = {key: text for key, text in texts.items() if key != ITEM_KEY.name}
            owner.parts[name].append(PartRow(row.line, own))

    def _columns(self, one: Sheet, specs: Sequence[FieldSpec]) -> Mapping[int, FieldSpec] | None:
        """Return the columns by place; None if the sheet has no use without more."""
        if not one.rows:
            self._fault(one.name, 0, "", "这张表是空的。", "第一行写栏名。")
            return None
        heads = one.rows[0]
        by_label = {spec.label: spec for spec in specs}
        columns: dict[int, FieldSpec] = {}
        for place, cell in enumerate(heads.cells):
            head = _folded(cell) if isinstance(cell, str) else ""
            spec = by_label.get(head)
            if spec is not None and spec in columns.values():
                self._fault(one.name, heads.line, head, "这一栏有两列。", "只留一列。")
            elif spec is not None:
                columns[place] = spec
            elif head != NAME_HEAD or one.name == ITEMS_SHEET:
                self._unknown_head(one, heads.line, place, cell)
        if ITEM_KEY not in columns.values():
            self._fault(
                one.name, heads.line, ITEM_KEY.label, "第一行里没有这一栏。", "补上，每行写编号。"
            )
            return None
        return columns

    def _unknown_head(self, one: Sheet, line: int, place: int, cell: Cell) -> None:
        below = any(place < len(row.cells) and row.cells[place] for row in one.rows[1:])
        if isinstance(cell, SpoiledCell):
            self._fault(one.name, line, _letter(place), cell.wrong, cell.write)
        elif cell.strip():
            wrong = f"没有叫“{_short(cell)}”的栏。"
            self._fault(one.name, line, _letter(place), wrong, "栏名照说明表写，一字不差。")
        elif below:
            self._fault(one.name, line, _letter(place), "这一列没有栏名。", "写上栏名，或者清空。")

    def _texts(
        self, name: str, row: SheetRow, columns: Mapping[int, FieldSpec]
    ) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for place, spec in columns.items():
            cell = row.cells[place] if place < len(row.cells) else ""
            if isinstance(cell, SpoiledCell):
                self._fault(name, row.line, spec.label, cell.wrong, cell.write)
            elif not spec.of_log:
                texts[spec.name] = cell
        return texts

    def _key(self, name: str, row: SheetRow, texts: Mapping[str, str]) -> str:
        if ITEM_KEY.name not in texts:
            return ""  # the cell was spoiled and has been told
        item_id = texts[ITEM_KEY.name].strip()
        if not item_id:
            self._fault(
                name,
                row.line,
                ITEM_KEY.label,
                "这一行没有事项编号。",
                "每行都写编号；合并的单元格先拆开。",
            )
        return item_id

    def _fault(self, sheet: str, line: int, column: str, wrong: str, write: str) -> None:
        self._faults.append(RowFault(sheet, line, column, wrong, write))


def _folded(text: str) -> str:
    return "".join(half_width(text).replace("\ufeff", "").split())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _letter(place: int) -> str:
    """Return the name of a column as spreadsheets show it: A, B, … AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters} 列"
