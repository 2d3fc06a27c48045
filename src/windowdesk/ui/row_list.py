"""The queue: rows of two lines with a light, under headings (look.md: 02-approve)."""

from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from windowdesk.ui.paging import PagedRows
from windowdesk.ui.queue_delegate import HEADING_HEIGHT, ROW_HEIGHT, QueueDelegate
from windowdesk.ui.queue_line import LINE_ROLE, QueueHeading, QueueLine
from windowdesk.ui.states import LoadingBars
from windowdesk.ui.theme import Theme

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class RowListModel(QAbstractListModel, Generic[Row]):
    """Shows the rows of ``pages`` as ``present`` puts them, with a heading before each group."""

    def __init__(
        self,
        pages: PagedRows[Row],
        present: Callable[[Row], QueueLine],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._present = present
        self._lines: list[QueueLine | QueueHeading] = []
        self._row_of: dict[str, int] = {}
        self._headings: list[int] = []
        self._last_group = ""
        pages.replaced.connect(self._on_replaced)
        pages.growing.connect(self._on_growing)
        pages.grown.connect(self._on_grown)
        self._grown_from = 0

    @property
    def pages(self) -> PagedRows[Row]:
        """Where the rows come from."""
        return self._pages

    def line_at(self, index: int) -> QueueLine | QueueHeading | None:
        """Return the row or heading with this number, None outside."""
        return self._lines[index] if 0 <= index < len(self._lines) else None

    def index_of(self, key: str) -> int:
        """Return the number of the row of a case, -1 when it is not here."""
        return self._row_of.get(key, -1)

    def headings_from(self, first: int) -> list[int]:
        """Return the numbers of the headings from row ``first`` on."""
        return self._headings[bisect_left(self._headings, first) :]

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt override."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt override."""
        line = self.line_at(index.row())
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken if isinstance(line, QueueLine) else f"{line.text} {line.count}"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, QueueLine):
            return f"{line.title}\n{line.who}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Qt override: headings cannot be chosen."""
        if isinstance(self.line_at(index.row()), QueueLine):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def headerData(
        self,
        section: int,  # noqa: ARG002 - Qt override
        orientation: Qt.Orientation,  # noqa: ARG002 - Qt override
        role: int = Qt.ItemDataRole.DisplayRole,  # noqa: ARG002 - Qt override
    ) -> object:
        """Qt override: a screen reader has no number to say before a row."""
        return None

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Qt override."""
        return not parent.isValid() and self._pages.has_more

    def fetchMore(self, parent: AnyIndex) -> None:
        """Qt override: asked by the view near the end of the rows."""
        if not parent.isValid():
            self._pages.fetch_more()

    def _on_replaced(self) -> None:
        self.beginResetModel()
        self._last_group = ""
        self._row_of, self._headings = {}, []
        self._lines = self._put_under_headings(self._pages.rows, 0)
        self.endResetModel()

    def _on_growing(self, first: int, _last: int) -> None:
        self._grown_from = first

    def _on_grown(self) -> None:
        first = len(self._lines)
        lines = self._put_under_headings(self._pages.rows[self._grown_from :], first)
        self.beginInsertRows(_ROOT, first, first + len(lines) - 1)
        self._lines.extend(lines)
        self.endInsertRows()

    def _put_under_headings(self, rows: list[Row], first: int) -> list[QueueLine | QueueHeading]:
        """Return the lines of further rows; ``first`` is the number of the first line."""
        lines: list[QueueLine | QueueHeading] = []
        for row in rows:
            line = self._present(row)
            if line.group != self._last_group:
                self._last_group = line.group
                self._headings.append(first + len(lines))
                lines.append(QueueHeading(line.group, self._pages.count_of(line.group)))
            self._row_of.setdefault(line.key, first + len(lines))
            lines.append(line)
        return lines


class RowList(QTableView):
    """A queue. ``chosen`` carries the key of the row that ↑↓ or a click came to, '' for none.

    ``opened`` follows Enter or a double click. ``letter`` carries a plain letter or digit pressed
    while the list has the focus, for acts on the row. The heights of the rows are kept by the
    header of the table, so that a further page costs what is in sight and not what is loaded.
    """

    chosen = Signal(str)
    opened = Signal(str)
    letter = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = ""
        self._height_above = 0
        self._headings: list[int] = []
        self._bars = LoadingBars(theme, self.viewport(), rows=6)
        self._bars.hide()
        self.setItemDelegate(QueueDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.u(ROW_HEIGHT))
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)

    def show_rows(self, model: RowListModel[Row]) -> None:
        """Show a model; through a refresh the chosen row stays chosen while it is there."""
        self.setModel(model)
        pages = model.pages
        pages.busy_changed.connect(self._on_busy_changed)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._measure_anew)
        model.rowsInserted.connect(self._on_rows_inserted)
        pages.replaced.connect(self._choose_again)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._measure_anew()
        self._on_busy_changed()

    def chosen_key(self) -> str:
        """Return the key of the chosen row, '' for none."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Choose the row of a case, if it is here."""
        model = self._rows()
        if model is not None:
            self._go_to(model.index_of(key))

    def forget(self) -> None:
        """Choose nothing, so that other rows begin at their top."""
        self._chosen = ""
        self._height_above = 0
        self.verticalScrollBar().setValue(0)

    def choose_first(self) -> None:
        """Choose the first row."""
        self._go_to(self._next_row(-1, 1))

    def step(self, by: int) -> None:
        """Go to the row above (-1) or below (1); a screen calls it for Alt+↑↓ from elsewhere."""
        self._go_to(self._next_row(self.currentIndex().row(), by))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: the keys that move skip headings, Enter opens, letters are told."""
        move = self._moves().get(Qt.Key(event.key()))
        if move is not None:
            move()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._chosen:
                self.opened.emit(self._chosen)
        elif event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.letter.emit(event.text().upper())
        elif event.key() == Qt.Key.Key_Space:
            self.letter.emit(" ")
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt override: no search by typing; it would read every row that is loaded."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: the still rows take the width; the current row stays whole in sight."""
        super().resizeEvent(event)
        self._bars.resize(self.viewport().width(), self._bars.natural().height())
        self._bring_into_sight(self.currentIndex().row())

    def updateGeometries(self) -> None:
        """Qt override: rows that end within the next screenful are followed by further ones."""
        super().updateGeometries()
        self._fetch_near_end()

    def verticalScrollbarValueChanged(self, value: int) -> None:
        """Qt override."""
        super().verticalScrollbarValueChanged(value)
        self._fetch_near_end()

    def minimumSizeHint(self) -> QSize:
        """Qt override: at least one row and its heading."""
        return QSize(self._theme.u(240), self._theme.u(90))

    def sizeHint(self) -> QSize:
        """Qt override: some rows; the width of the table would ask every row."""
        return QSize(self._theme.u(256), self._theme.u(192))

    def _moves(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_Down: partial(self.step, 1),
            Qt.Key.Key_Up: partial(self.step, -1),
            Qt.Key.Key_PageDown: partial(self._turn_page, 1),
            Qt.Key.Key_PageUp: partial(self._turn_page, -1),
            Qt.Key.Key_Home: self.choose_first,
            Qt.Key.Key_End: self._choose_last,
        }

    def _rows(self) -> RowListModel[object] | None:
        model = self.model()
        return model if isinstance(model, RowListModel) else None

    def _next_row(self, start: int, step: int) -> int:
        model = self._rows()
        row = start + step
        while model is not None and 0 <= row < model.rowCount():
            if isinstance(model.line_at(row), QueueLine):
                return row
            row += step
        return -1

    def _choose_last(self) -> None:
        model = self._rows()
        if model is not None:
            self._go_to(self._next_row(model.rowCount(), -1))

    def _turn_page(self, step: int) -> None:
        """Go to the row that is one screenful away, or to the end of what is loaded."""
        here = self.currentIndex().row()
        screenful = max(1, self.viewport().height() - self._theme.u(ROW_HEIGHT))
        there = self.rowAt(self.rowViewportPosition(here) + step * screenful)
        if here < 0 or (there < 0 and step < 0):
            self.choose_first()
        elif there < 0:
            self._choose_last()
        else:
            self._go_to(self._next_row(here if there == here else there - step, step))

    def _go_to(self, row: int) -> None:
        if row < 0:
            return
        self.selectionModel().setCurrentIndex(
            self.model().index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._bring_into_sight(row)

    def _bring_into_sight(self, row: int) -> None:
        """Show the row whole, and the heading that it stands right under where both have room."""
        model = self._rows()
        if model is None or row < 0:
            return
        self.executeDelayedItemsLayout()
        if isinstance(model.line_at(row - 1), QueueHeading):
            self.scrollTo(model.index(row - 1, 0))
        self.scrollTo(model.index(row, 0))

    def _fetch_near_end(self) -> None:
        bar, model = self.verticalScrollBar(), self._rows()
        is_near = bar.maximum() - bar.value() <= self.viewport().height()
        if is_near and model is not None and model.rowCount() and model.canFetchMore(_ROOT):
            model.fetchMore(_ROOT)

    def _remember_place(self) -> None:
        self._height_above = self.rowViewportPosition(self.currentIndex().row())

    def _choose_again(self) -> None:
        """After a refresh: the same case where it stood, if it is still there; else the first."""
        model = self._rows()
        if model is None:
            return
        row = model.index_of(self._chosen)
        if row >= 0:
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(row) - self._height_above)
        self._go_to(row if row >= 0 else self._next_row(-1, 1))
        if model.rowCount() == 0 and self._chosen:
            self._chosen = ""
            self.chosen.emit("")

    def _measure_anew(self) -> None:
        """Set all heights. The header keeps those of before through a reset of the model."""
        header = self.verticalHeader()
        header.setDefaultSectionSize(self._theme.u(ROW_HEIGHT))
        for row in self._headings:
            if row < header.count():
                header.resizeSection(row, header.defaultSectionSize())
        self._headings = []
        self._measure_headings(0)

    def _measure_headings(self, first: int) -> None:
        """Set the heights of the headings from row ``first`` on; all others have the default."""
        model = self._rows()
        if model is not None:
            height = self._theme.u(HEADING_HEIGHT)
            for row in model.headings_from(first):
                self._headings.append(row)
                self.verticalHeader().resizeSection(row, height)

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        self._measure_headings(first)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        line = current.data(LINE_ROLE) if current.isValid() else None
        if isinstance(line, QueueLine) and line.key != self._chosen:
            self._chosen = line.key
            self.scrollTo(current)
            self.chosen.emit(line.key)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, QueueLine):
            self.opened.emit(line.key)

    def _on_busy_changed(self) -> None:
        model = self._rows()
        if model is not None and model.pages.is_busy and model.rowCount() == 0:
            self._bars.begin()
        else:
            self._bars.end()

    def _on_theme_changed(self) -> None:
        self._measure_anew()
        self._bring_into_sight(self.currentIndex().row())
