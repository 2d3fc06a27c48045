"""Rows that are typed one under the other: a table for the keyboard, with a blank row at its end.

Enter and Tab go from cell to cell; Enter in the blank row leaves the table; Ctrl+Delete takes a
row out. What is wrong stands under the table, and its cell is marked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import label, set_look
from windowdesk.ui.theme import Theme

Row = tuple[str, ...]
_USUAL = 260
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class EntryColumn:
    """A column: its head, and how much of the width it takes beside the others (0: the usual)."""

    title: str
    width: int = 0


class EntryRows(QWidget):
    """The rows as text. ``edited`` is emitted on every change, ``done`` when Enter leaves them."""

    edited = Signal()
    done = Signal()

    def __init__(self, theme: Theme, name: str, columns: Sequence[EntryColumn]) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._columns = tuple(columns)
        self._cells: list[list[QLineEdit]] = []
        self._faults: Mapping[tuple[int, int], str] = {}
        self._grid = QGridLayout()
        LayoutMeasure(theme, self._grid, gap=4)
        for number, column in enumerate(self._columns):
            self._grid.addWidget(label(column.title, "label"), 0, number)
            self._grid.setColumnStretch(number, column.width or _USUAL)
        inside = QWidget()
        pile = QVBoxLayout(inside)
        LayoutMeasure(theme, pile, (2, 2, 10, 2))
        pile.addLayout(self._grid)
        pile.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setProperty("role", "bare")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._below = label("", "fault", wrap=True)
        self._below.hide()
        layout = QVBoxLayout(self)
        LayoutMeasure(theme, layout, gap=4)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._below)
        self._add_row()

    def rows(self) -> tuple[Row, ...]:
        """Return the rows that have something in them."""
        texts = (tuple(cell.text().strip() for cell in row) for row in self._cells)
        return tuple(row for row in texts if any(row))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows without telling anybody."""
        while len(self._cells) > len(rows) + 1:
            self._drop_row(len(self._cells) - 1)
        while len(self._cells) < len(rows) + 1:
            self._add_row()
        blank = ("",) * len(self._columns)
        for cells, row in zip(self._cells, (*rows, blank), strict=True):
            for cell, text in zip(cells, (*row, *blank), strict=False):
                cell.setText(text)
                cell.setCursorPosition(0)
        self.set_faults({})

    def set_faults(self, faults: Mapping[tuple[int, int], str]) -> None:
        """Mark cells by (row, column) among the filled rows; {} takes all marks away."""
        self._faults = faults
        filled = [row for row in self._cells if any(cell.text().strip() for cell in row)]
        for row in self._cells:
            for cell in row:
                self._mark(cell, "")
        lines = []
        for (row_number, column), text in faults.items():
            if 0 <= row_number < len(filled):
                self._mark(filled[row_number][max(column, 0)], text)
            title = self._columns[max(column, 0)].title
            lines.append(f"第 {row_number + 1} 行{title}：{text}" if row_number >= 0 else text)
        self._below.setText(
            "\n".join(lines[:3]) + (f"\n还有 {len(lines) - 3} 处。" if lines[3:] else "")
        )
        self._below.setVisible(bool(lines))

    @property
    def is_faulty(self) -> bool:
        """Whether a fault is shown."""
        return bool(self._faults)

    def take_focus(self) -> None:
        """Put the caret into the first marked cell, else the first cell."""
        marked = [cell for row in self._cells for cell in row if cell.property("state") == "error"]
        (marked or self._cells[0])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: Enter goes on, ↑↓ to the row above and below, Ctrl+Delete takes one out."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, column = self._place_of(watched)
            if row >= 0 and self._on_key(event, row, column):
                return True
        elif event.type() == QEvent.Type.FocusIn:
            self._scroll.ensureWidgetVisible(watched) if isinstance(watched, QWidget) else None
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent, row: int, column: int) -> bool:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER:
            self._go_on(row, column)
        elif event.key() == Qt.Key.Key_Delete and ctrl:
            self._take_out(row, column)
        elif event.key() == Qt.Key.Key_Up and row:
            self._go_to(row - 1, column)
        elif event.key() == Qt.Key.Key_Down and row + 1 < len(self._cells):
            self._go_to(row + 1, column)
        else:
            return False
        return True

    def _go_on(self, row: int, column: int) -> None:
        is_blank = not any(cell.text().strip() for cell in self._cells[row])
        if row == len(self._cells) - 1 and is_blank:
            self.done.emit()
        elif column + 1 < len(self._columns):
            self._go_to(row, column + 1)
        elif row + 1 < len(self._cells):
            self._go_to(row + 1, 0)

    def _go_to(self, row: int, column: int) -> None:
        cell = self._cells[row][column]
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        cell.selectAll()

    def _take_out(self, row: int, column: int) -> None:
        if row == len(self._cells) - 1:
            return
        rows = [tuple(cell.text() for cell in cells) for cells in self._cells[:-1]]
        del rows[row]
        self.set_rows(rows)
        self._go_to(row, column)
        self.edited.emit()

    def _place_of(self, cell: QObject) -> tuple[int, int]:
        for row, cells in enumerate(self._cells):
            if cell in cells:
                return row, cells.index(cell)
        return -1, -1

    def _add_row(self) -> None:
        number = len(self._cells) + 1
        cells: list[QLineEdit] = []
        for place, column in enumerate(self._columns):
            cell = QLineEdit()
            cell.setAccessibleName(f"{self._name}第 {number} 行{column.title}")
            cell.textEdited.connect(self._on_edited)
            cell.installEventFilter(self)
            self._grid.addWidget(cell, number, place)
            # The layout would show it one turn of the event loop later: too late for the caret.
            cell.show()
            cells.append(cell)
        before = self._cells[-1][-1] if self._cells else None
        for cell in cells:
            if before is not None:
                QWidget.setTabOrder(before, cell)
            before = cell
        self._cells.append(cells)

    def _drop_row(self, row: int) -> None:
        for cell in self._cells.pop(row):
            cell.removeEventFilter(self)
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()

    def _on_edited(self) -> None:
        if any(cell.text().strip() for cell in self._cells[-1]):
            self._add_row()
        if self._faults:
            self.set_faults({})
        self.edited.emit()

    @staticmethod
    def _mark(cell: QLineEdit, fault: str) -> None:
        wanted = "error" if fault else ""
        if (cell.property("state") or "") != wanted:
            set_look(cell, state=wanted)
        cell.setAccessibleDescription(fault)
        cell.setToolTip(fault)
