"""A table that is filled in by keyboard: a row of editors for every row, one empty row to go on."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from windowdesk.domain.pinyin import PinyinTable
from windowdesk.forms.answers import FieldProblem
from windowdesk.forms.form import FieldKind, FormField
from windowdesk.forms.lists import read_rows, rows_text
from windowdesk.ui.calm_combo import CalmCombo
from windowdesk.ui.many_field import ManyField
from windowdesk.ui.parts import label as make_label
from windowdesk.ui.parts import set_look
from windowdesk.ui.theme import Theme

_GAP = 6
# A number of eighteen signs should be in sight as a whole.
_STRETCHES = {FieldKind.ID: 5, FieldKind.TEXT: 3}
Cell = QLineEdit | CalmCombo


class TableField(ManyField):
    """Enter goes from cell to cell, ↑↓ from row to row, Ctrl+Del takes a row away.

    Enter in the empty row that stands last goes on to the next field.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        asked: FormField,
        pinyin: PinyinTable,
    ) -> None:
        self._asked = asked
        self._pinyin = pinyin
        self._judge: Callable[[str], FieldProblem | None] = lambda _typed: None
        self._rows: list[list[Cell]] = []
        self._bad: frozenset[tuple[int, str]] = frozenset()
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.u(_GAP))
        super().__init__(theme, parent, box, asked.label)
        for place, column in enumerate(asked.columns, 1):
            head = column.label if not column.required else f"{column.label} *"
            self._grid.addWidget(make_label(head, "hint"), 0, place)
            self._grid.setColumnStretch(place, _STRETCHES.get(column.kind, 2))
        self._numbers: list[QLabel] = []
        self._add_row({})
        self._rewire()

    @property
    def rows(self) -> list[list[Cell]]:
        """The editors, row by row."""
        return self._rows

    def judge_with(self, judge: Callable[[str], FieldProblem | None]) -> None:
        """Set the rule that names faulty cells."""
        self._judge = judge

    def check(self) -> str:
        """Ask the rule now, mark its cells and return its sentence."""
        problem = self._judge(self.value())
        told = problem is not None and not problem.missing
        self._bad = (
            frozenset((cell.row, cell.column) for cell in problem.cells)
            if problem is not None
            else frozenset()
        )
        self.set_fault(problem.text if problem is not None and told else "")
        return self.fault()

    def value(self) -> str:
        """Return the rows that hold anything, '' for none."""
        return rows_text([found for row in self._rows if (found := self._texts(row))])

    def set_value(self, value: str) -> None:
        """Show other rows."""
        self._bad = frozenset()
        while self._rows:
            self._take_row(0)
        for found in (read_rows(value) or ())[: self._asked.max_rows]:
            self._add_row(found)
        self._keep_room()
        self.set_fault("")

    def take_focus(self) -> None:
        """Go to the first faulty cell, else to the first empty row, else to the first cell."""
        filled = [row for row in self._rows if self._texts(row)]
        for number, row in enumerate(filled):
            for cell, column in zip(row, self._asked.columns, strict=True):
                if (number, column.key) in self._bad:
                    cell.setFocus()
                    return
        empty = next((row for row in self._rows if not self._texts(row)), self._rows[0])
        empty[0].setFocus()

    def enter_from(self, part: QWidget) -> None:
        """Go to the next cell; out of an empty row on to the next field."""
        for row in self._rows:
            if part in row and not self._texts(row):
                self.finish()
                return
        super().enter_from(part)

    def on_part_key(self, part: QWidget, event: QKeyEvent) -> bool:
        """Act on ↑↓ and Ctrl+Del."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        row, column = self._where(part)
        if ctrl and event.key() == Qt.Key.Key_Delete:
            self._drop(row)
            return True
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or isinstance(part, CalmCombo) or event.modifiers():
            return False
        if 0 <= row + step < len(self._rows):
            self._rows[row + step][column].setFocus()
        return True

    def mark(self, part: QWidget, *, bad: bool) -> None:
        """Mark the faulty cells only; without any named the first one."""
        row, column = self._where(part)
        filled = [place for place, cells in enumerate(self._rows) if self._texts(cells)]
        number = filled.index(row) if row in filled else -1
        named = (number, self._asked.columns[column].key) in self._bad
        set_look(part, state="error" if bad and named else "")
        part.setAccessibleDescription(self._below.text() if named else "")

    def _where(self, part: QWidget) -> tuple[int, int]:
        for number, row in enumerate(self._rows):
            for column, cell in enumerate(row):
                if cell is part:
                    return number, column
        return 0, 0

    def _texts(self, row: list[Cell]) -> Mapping[str, str]:
        found = {
            column.key: _text(cell) for column, cell in zip(self._asked.columns, row, strict=True)
        }
        return found if any(text.strip() for text in found.values()) else {}

    def _add_row(self, found: Mapping[str, str]) -> None:
        number = len(self._rows) + 1
        sign = make_label(str(number), "hint")
        self._numbers.append(sign)
        self._grid.addWidget(sign, number, 0)
        cells: list[Cell] = []
        for place, column in enumerate(self._asked.columns, 1):
            cell = self._cell(column, found.get(column.key, ""))
            cell.setAccessibleName(f"{self._asked.label} 第 {number} 行 {column.label}")
            self._grid.addWidget(cell, number, place)
            # Qt would show it on its next turn only; Enter may be quicker.
            cell.show()
            cells.append(cell)
        self._rows.append(cells)

    def _cell(self, column: FormField, text: str) -> Cell:
        if column.kind is FieldKind.CHOICE:
            box = CalmCombo()
            box.ahead.spell_with(self._pinyin)
            box.addItems(list(column.choices))
            box.setCurrentIndex(column.choices.index(text) if text in column.choices else -1)
            box.activated.connect(self._on_cell_changed)
            return box
        line = QLineEdit(text)
        line.setCursorPosition(0)
        line.textEdited.connect(self._on_cell_changed)
        return line

    def _take_row(self, number: int) -> None:
        for cell in self._rows.pop(number):
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        sign = self._numbers.pop()
        self._grid.removeWidget(sign)
        sign.hide()
        sign.deleteLater()

    def _drop(self, number: int) -> None:
        """Take a row away by moving those below up; the last one stays empty."""
        texts = [dict(self._texts(row)) for row in self._rows]
        column = self._where(self.focusWidget() or self)[1]
        del texts[number]
        self.set_value(rows_text([row for row in texts if row]))
        place = min(number, len(self._rows) - 1)
        self._rows[place][column].setFocus()
        self.changed()

    def _keep_room(self) -> None:
        is_full = len(self._rows) >= self._asked.max_rows
        if not self._rows or (self._texts(self._rows[-1]) and not is_full):
            self._add_row({})
        self._rewire()

    def _rewire(self) -> None:
        self.set_parts([cell for row in self._rows for cell in row])
        previous: QWidget | None = None
        for cell in self._parts:
            if previous is not None:
                QWidget.setTabOrder(previous, cell)
            previous = cell

    def _on_cell_changed(self) -> None:
        self._keep_room()
        self.changed()


def _text(cell: Cell) -> str:
    return cell.text() if isinstance(cell, QLineEdit) else cell.currentText()
