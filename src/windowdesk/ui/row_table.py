"""Tables of rows: columns are data, rows come in pages (style.md, 5.4; design.md, 5.14)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from windowdesk.ui.paging import PagedRows
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_HEIGHT = 38


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its head, the text of a row, its width in px at 100 % (0 takes what is left)."""

    title: str
    text: Callable[[Row], str]
    width: int = 0
    tint: Callable[[Row], Tone] | None = None
    to_right: bool = False


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Shows the rows of ``pages`` in ``columns``."""

    def __init__(
        self,
        theme: Theme,
        pages: PagedRows[Row],
        columns: tuple[Column[Row], ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages = pages
        self.columns = columns
        pages.replacing.connect(self.beginResetModel)
        pages.replaced.connect(self.endResetModel)
        pages.growing.connect(self._on_growing)
        pages.grown.connect(self.endInsertRows)

    def row_at(self, index: int) -> Row | None:
        """Return the row with this number, None outside."""
        rows = self._pages.rows
        return rows[index] if 0 <= index < len(rows) else None

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt override."""
        return 0 if parent.isValid() else len(self._pages.rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt override."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt override."""
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title} {column.text(row)}"
        if role == Qt.ItemDataRole.ForegroundRole and column.tint is not None:
            tone = column.tint(row)
            return self._theme.colour(tone.ink if tone else "ink")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Qt override."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Qt override."""
        return not parent.isValid() and self._pages.has_more

    def fetchMore(self, parent: AnyIndex) -> None:
        """Qt override: asked by the view near the end of the rows."""
        if not parent.isValid():
            self._pages.fetch_more()

    def _on_growing(self, first: int, last: int) -> None:
        self.beginInsertRows(_ROOT, first, last)


class RowTable(QTableView):
    """A table of whole rows; ↑↓ choose, Enter or a double click opens (``opened``: row number)."""

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widths: tuple[int, ...] = ()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(1)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._measure)

    def show_rows(self, model: RowTableModel[Row]) -> None:
        """Show a model; the widths come from its columns."""
        self.setModel(model)
        self._widths = tuple(column.width for column in model.columns)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.u(_ROW_HEIGHT))
        header = self.horizontalHeader()
        for index, width in enumerate(self._widths):
            stretches = width == 0
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(index, mode.Stretch if stretches else mode.Fixed)
            if not stretches:
                header.resizeSection(index, self._theme.u(width))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())


def _alignment(column: Column[Row]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.to_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
