"""The lists of an item in the editor: a table of records, and the fields of the one in sight."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.item_fields import FieldSpec, PartSpec
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.catalogue_fields import FieldBlock, fault_of
from windowdesk.ui.fields import Field
from windowdesk.ui.measures import fix_height
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_TABLE_HEIGHT = 156
_TIGHT_HEIGHT = 78
Record = dict[str, str]


class RecordPage(QWidget):
    """``edited`` follows every change; the records keep the order of the table."""

    edited = Signal()

    def __init__(self, theme: Theme, part: PartSpec) -> None:
        super().__init__()
        self.part = part
        self.block = FieldBlock(theme, part.fields)
        self._records: list[Record] = []
        self._at = -1
        self._is_locked = True
        self._told: Callable[[str], str] | None = None
        self._pages = PagedRows[Record](RunNow(), self)
        self.table = RowTable(theme)
        self.table.show_rows(RowTableModel(theme, self._pages, _columns(part), self))
        self.table.setAccessibleName(part.label)
        self._table_size = fix_height(theme, self.table, _TABLE_HEIGHT)
        self._nothing = label(f"还没有{part.label}。", "hint")
        self.add_button = KeyButton(theme, "加一条", "Alt+A", ButtonKind.QUIET)
        self.drop_button = KeyButton(theme, "删这条", "Alt+D", ButtonKind.QUIET)
        self.up_button = KeyButton(theme, "往前", "Alt+↑", ButtonKind.QUIET)
        self.down_button = KeyButton(theme, "往后", "Alt+↓", ButtonKind.QUIET)
        self._acts = bare(
            row(
                theme,
                self.add_button,
                10,
                self.drop_button,
                10,
                self.up_button,
                10,
                self.down_button,
                STRETCH,
            )
        )
        self.setLayout(column(theme, self.table, self._nothing, 4, self._acts, 6, (self.block, 1)))
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _row: self.enter_fields())
        self.add_button.clicked.connect(self.add)
        self.drop_button.clicked.connect(self.drop)
        self.up_button.clicked.connect(lambda: self.move_record(-1))
        self.down_button.clicked.connect(lambda: self.move_record(1))
        for name, field in self.block.inputs.items():
            field.edited.connect(lambda text, name=name: self._on_edited(name, text))

    def show_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show the records; the one in sight stays where it is still there."""
        if [dict(one) for one in rows] == self._records and self._records:
            return
        self._records = [dict(one) for one in rows]
        self._show(min(max(self._at, 0), len(self._records) - 1))

    def tell_names(self, told: Callable[[str], str]) -> None:
        """Say under the name, while it is written, what ``told`` knows of it; '' says nothing."""
        name = self.block.inputs["name"]
        name.edited.connect(lambda text: name.set_hint(told(text)))
        self._told = told

    def rows(self) -> tuple[Mapping[str, str], ...]:
        """Return the records as they stand."""
        return tuple(dict(one) for one in self._records)

    def faulty(self) -> bool:
        """Tell whether a record cannot stand; the first such one comes into sight."""
        keys = [one.get(self.part.key, "") for one in self._records]
        for place, record in enumerate(self._records):
            twice = keys[place] in keys[:place]
            if twice or any(fault_of(s, record.get(s.name, "")) for s in self.part.fields):
                if place != self._at and not self._is_faulty_at(self._at):
                    self._choose(place)
                self.block.faulty()
                if twice:
                    self.block.inputs[self.part.key].set_fault("这个已经有了。换一个。")
                return True
        return False

    def lock(self, *, locked: bool) -> None:
        """Let the records be read only, or be written in."""
        self._is_locked = locked
        self.block.lock(locked=locked)
        self._acts.setHidden(locked)

    def fold(self, focus: QWidget | None) -> None:
        """Show the table or the fields alone, by the ``focus``; both where it is None."""
        in_fields = focus is not None and self.block.isAncestorOf(focus)
        height = _TABLE_HEIGHT if focus is None else _TIGHT_HEIGHT
        self._table_size.change(least=(None, height), most=(None, height))
        rows = bool(self._records)
        self.table.setHidden(not rows or in_fields)
        self._acts.setHidden(self._is_locked or in_fields)
        self.block.ground.setHidden(not rows or (focus is not None and not in_fields))

    def add(self) -> None:
        """Put a new record behind the one in sight, with a code of its own."""
        if self._is_locked:
            return
        place = self._at + 1 if self._records else 0
        self._records.insert(place, self._fresh())
        self._show(place)
        self.enter_fields()
        self.edited.emit()

    def drop(self) -> None:
        """Take the record in sight out; it stays in the versions that were published."""
        if self._records and not self._is_locked:
            del self._records[self._at]
            self._show(min(self._at, len(self._records) - 1))
            self.edited.emit()

    def move_record(self, step: int) -> None:
        """Let the record in sight change places with its neighbour."""
        there = self._at + step
        if 0 <= there < len(self._records) and not self._is_locked:
            rows = self._records
            rows[self._at], rows[there] = rows[there], rows[self._at]
            self._show(there)
            self.edited.emit()

    def enter_fields(self) -> None:
        """Go from the table to the fields of the record in sight."""
        self.block.ground.show()
        self._first_field().take_focus()

    def _first_field(self) -> Field:
        """Return where writing begins: a code is given already."""
        names = [spec.name for spec in self.part.fields if spec.required and spec.name != "code"]
        return self.block.inputs[names[0]]

    def _is_faulty_at(self, place: int) -> bool:
        if not 0 <= place < len(self._records):
            return False
        record = self._records[place]
        return any(fault_of(s, record.get(s.name, "")) for s in self.part.fields)

    def _fresh(self) -> Record:
        record = {spec.name: _first(spec) for spec in self.part.fields}
        if self.part.key == "code":
            letter = {"situations": "S", "materials": "M"}[self.part.name]
            taken = {one["code"] for one in self._records}
            numbers = (f"{letter}{number:02d}" for number in range(1, len(taken) + 2))
            record["code"] = next(code for code in numbers if code not in taken)
        return record

    def _show(self, place: int) -> None:
        self._at = place
        rows = tuple(self._records)
        self._pages.read_from(lambda _cursor: Page(rows))
        self._nothing.setHidden(bool(rows))
        self.table.setHidden(not rows)
        self.block.ground.setHidden(not rows)
        for button in (self.drop_button, self.up_button, self.down_button):
            button.setEnabled(bool(rows))
        if rows:
            self._choose(place)

    def _choose(self, place: int) -> None:
        self._at = place
        self.table.selectRow(place)
        self.block.show_texts(self._records[place])
        for field in self.block.inputs.values():
            field.set_fault("")
        if self._told is not None:
            self.block.inputs["name"].set_hint(self._told(self._records[place].get("name", "")))

    def _on_chosen(self, place: int) -> None:
        if place != self._at and 0 <= place < len(self._records):
            self._choose(place)

    def _on_edited(self, name: str, text: str) -> None:
        if 0 <= self._at < len(self._records):
            self._records[self._at][name] = text
            self.table.viewport().update()
            self.edited.emit()


def _first(spec: FieldSpec) -> str:
    """Return what a new record says where a field of a closed list cannot be empty."""
    if spec.choices is None:
        return ""
    if spec.empty is not None:
        return next(word for value, word in spec.choices.items() if value == spec.empty)
    return next(iter(spec.choices.values())) if spec.required else ""


def _columns(part: PartSpec) -> tuple[Column[Record], ...]:
    shown = [spec for spec in part.fields if spec.name in _SHOWN[part.name]]
    return tuple(
        Column(spec.label, _text_of(spec), width, _tint(spec))
        for spec, width in zip(shown, _WIDTHS[part.name], strict=True)
    )


def _text_of(spec: FieldSpec) -> Callable[[Record], str]:
    return lambda record: " ".join(record.get(spec.name, "").split())


def _tint(spec: FieldSpec) -> Callable[[Record], Tone]:
    return lambda record: Tone.RED if fault_of(spec, record.get(spec.name, "")) else Tone.PLAIN


_SHOWN: Mapping[str, tuple[str, ...]] = {
    "situations": ("code", "label", "group"),
    "materials": ("code", "name", "required", "condition"),
    "special_procedures": ("name", "longest"),
    "step_limits": ("step", "limit"),
    "questions": ("question",),
}
_WIDTHS: Mapping[str, tuple[int, ...]] = {
    "situations": (84, 0, 150),
    "materials": (84, 0, 72, 120),
    "special_procedures": (0, 120),
    "step_limits": (0, 160),
    "questions": (0,),
}
