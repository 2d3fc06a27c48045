"""Lines of one height, painted: the base of the lists that stand in a step of the desk.

The list shows no scroll bar. ``more`` tells how many lines lie above and below the ones in sight.
"""

from collections.abc import Sequence
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
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from windowdesk.ui.theme import Theme

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
_ROOT: Final = QModelIndex()
AnyIndex = QModelIndex | QPersistentModelIndex
Entry = TypeVar("Entry")


class Spoken:
    """What an entry tells a screen reader; entries of a list are frozen and inherit from it."""

    @property
    def spoken(self) -> str:
        """Return the whole entry in words."""
        raise NotImplementedError


class EntryModel(QAbstractListModel, Generic[Entry]):
    """Frozen entries, replaced as a whole or one by one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    @property
    def entries(self) -> list[Entry]:
        """The entries; not to be changed by the reader."""
        return self._entries

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def replace(self, place: int, entry: Entry) -> None:
        """Show one entry anew."""
        self._entries[place] = entry
        index = self.index(place, 0)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt override."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt override."""
        if not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if isinstance(entry, Spoken) and role in (*spoken, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken
        return None


class PickList(QListView):
    """A list of entries. ``picked`` follows Enter or a double click, ``moved`` ↑↓ or a click."""

    picked = Signal(int)
    moved = Signal(int)
    more = Signal(int, int)

    def __init__(self, theme: Theme, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._row_height = row_height
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.doubleClicked.connect(lambda index: self.picked.emit(index.row()))
        self.verticalScrollBar().valueChanged.connect(self.tell_more)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def use(self, model: EntryModel[Entry]) -> None:
        """Show a model."""
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        model.modelReset.connect(self.tell_more)

    @property
    def place(self) -> int:
        """The number of the entry that is chosen, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, place: int) -> None:
        """Choose an entry; outside the list nothing happens."""
        if 0 <= place < self.model().rowCount():
            index = self.model().index(place, 0)
            clear = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, clear)
            self.scrollTo(index)
            self.tell_more()

    def step(self, by: int) -> None:
        """Go up (-1) or down (1)."""
        self.go_to(self.place + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ↑↓ and Enter; all else goes to ``on_key``, then on to the desk."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if plain and step is not None:
            self.step(step)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.place >= 0:
                self.picked.emit(self.place)
        elif not (plain and self.on_key(event)):
            event.ignore()

    def on_key(self, event: QKeyEvent) -> bool:
        """Act on a plain key; True when it is done with."""
        del event
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: show whole entries only, and tell how many there is no room for."""
        super().resizeEvent(event)
        self.remeasure()

    def remeasure(self) -> None:
        """Fit the rows to the room that there is."""
        self.trim(self.theme.u(self._row_height), 0)
        self.tell_more()

    def trim(self, row: int, extra: int) -> None:
        """Leave no entry cut at the foot; ``row`` is the height of one, one has ``extra`` more."""
        count = self.model().rowCount() if self.model() is not None else 0
        room = self.height() - extra
        spare = room - max(1, room // row) * row if room // row < count else 0
        if self.viewportMargins().bottom() != max(0, spare):
            self.setViewportMargins(0, 0, 0, max(0, spare))

    def sizeHint(self) -> QSize:
        """Qt override: room for every entry."""
        count = self.model().rowCount() if self.model() is not None else 0
        return QSize(self.theme.u(300), self.theme.u(self._row_height) * max(1, count))

    def minimumSizeHint(self) -> QSize:
        """Qt override: the chosen entry, whole."""
        return QSize(self.theme.u(200), self.theme.u(self._row_height))

    def tell_more(self) -> None:
        """Emit ``more`` for the entries that are out of sight."""
        model = self.model()
        if model is None:
            return
        view = self.viewport().rect()
        above = below = 0
        for place in range(model.rowCount()):
            box = self.visualRect(model.index(place, 0))
            above += box.bottom() <= view.top() + 1
            below += box.top() >= view.bottom() - 1
        self.more.emit(above, below)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.moved.emit(current.row())
