"""The queue: rows of two lines with a light, under headings (look.md: 02-approve)."""

from collections.abc import Callable
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
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from windowdesk.ui.paging import PagedRows
from windowdesk.ui.queue_delegate import QueueDelegate
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
        for index, line in enumerate(self._lines):
            if isinstance(line, QueueLine) and line.key == key:
                return index
        return -1

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
        self._lines = self._put_under_headings(self._pages.rows)
        self.endResetModel()

    def _on_growing(self, first: int, _last: int) -> None:
        self._grown_from = first

    def _on_grown(self) -> None:
        lines = self._put_under_headings(self._pages.rows[self._grown_from :])
        first = len(self._lines)
        self.beginInsertRows(_ROOT, first, first + len(lines) - 1)
        self._lines.extend(lines)
        self.endInsertRows()

    def _put_under_headings(self, rows: list[Row]) -> list[QueueLine | QueueHeading]:
        lines: list[QueueLine | QueueHeading] = []
        for row in rows:
            line = self._present(row)
            if line.group != self._last_group:
                self._last_group = line.group
                lines.append(QueueHeading(line.group, self._pages.count_of(line.group)))
            lines.append(line)
        return lines


class RowList(QListView):
    """A queue. ``chosen`` carries the key of the row that ↑↓ or a click came to, '' for none.

    ``opened`` follows Enter or a double click. ``letter`` carries a plain letter or digit pressed
    while the list has the focus, for acts on the row.
    """

    chosen = Signal(str)
    opened = Signal(str)
    letter = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = ""
        self._bars = LoadingBars(theme, self.viewport(), rows=6)
        self._bars.hide()
        self.setItemDelegate(QueueDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)

    def show_rows(self, model: RowListModel[Row]) -> None:
        """Show a model; through a refresh the chosen row stays chosen while it is there."""
        self.setModel(model)
        pages = model.pages
        pages.busy_changed.connect(self._on_busy_changed)
        pages.replaced.connect(self._choose_again)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._on_busy_changed()

    def chosen_key(self) -> str:
        """Return the key of the chosen row, '' for none."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Choose the row of a case, if it is here."""
        model = self.model()
        if isinstance(model, RowListModel):
            self._go_to(model.index_of(key))

    def choose_first(self) -> None:
        """Choose the first row."""
        self._go_to(self._next_row(-1, 1))

    def step(self, by: int) -> None:
        """Go to the row above (-1) or below (1); a screen calls it for Alt+↑↓ from elsewhere."""
        self._go_to(self._next_row(self.currentIndex().row(), by))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ↑↓ skip headings, Enter opens, letters are told."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._chosen:
                self.opened.emit(self._chosen)
        elif event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.letter.emit(event.text().upper())
        elif event.key() == Qt.Key.Key_Space:
            self.letter.emit(" ")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: the still rows take the width of the list."""
        super().resizeEvent(event)
        self._bars.resize(self.viewport().width(), self._bars.natural().height())

    def minimumSizeHint(self) -> QSize:
        """Qt override: at least one row and its heading."""
        return QSize(self._theme.u(240), self._theme.u(90))

    def _next_row(self, start: int, step: int) -> int:
        model = self.model()
        row = start + step
        while isinstance(model, RowListModel) and 0 <= row < model.rowCount():
            if isinstance(model.line_at(row), QueueLine):
                return row
            row += step
        return -1

    def _go_to(self, row: int) -> None:
        if row < 0:
            return
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if self._next_row(row, -1) < 0:
            self.scrollToTop()
        self.scrollTo(index)

    def _choose_again(self) -> None:
        """After a refresh: the same case if it is still there, else the first row."""
        model = self.model()
        if not isinstance(model, RowListModel):
            return
        row = model.index_of(self._chosen)
        self._go_to(row if row >= 0 else self._next_row(-1, 1))
        if model.rowCount() == 0 and self._chosen:
            self._chosen = ""
            self.chosen.emit("")

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        line = current.data(LINE_ROLE) if current.isValid() else None
        if isinstance(line, QueueLine) and line.key != self._chosen:
            self._chosen = line.key
            self.chosen.emit(line.key)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, QueueLine):
            self.opened.emit(line.key)

    def _on_busy_changed(self) -> None:
        model = self.model()
        if isinstance(model, RowListModel) and model.pages.is_busy and model.rowCount() == 0:
            self._bars.begin()
        else:
            self._bars.end()

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
