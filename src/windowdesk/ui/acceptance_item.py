"""Step 2, 事项: found by name, code, department, pinyin and plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import LEVEL_LABEL, SERVICE_LABEL, DecidedLevel
from windowdesk.domain.joint_item import JointItem, is_joint
from windowdesk.services.bundles import BundleFinder
from windowdesk.services.drafts import DRAFT_ITEM
from windowdesk.ui.acceptance_step import Gap, Step, Word
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.fields import LineField
from windowdesk.ui.parts import bare, column, label
from windowdesk.ui.pick_list import EntryModel, PickList, Spoken
from windowdesk.ui.room import Room
from windowdesk.ui.theme import Theme

ITEM: Final = DRAFT_ITEM
_VERSION: Final = "item.version"
_TYPED: Final = "item.typed"
_ROW = 38
_MOST = 50
_RIGHT_ROOM = 300


@dataclass(frozen=True)
class FoundItem(Spoken):
    """An item in the list; ``why`` is the plain word or department that it was found by."""

    item: Item
    why: str
    is_open: bool

    @property
    def spoken(self) -> str:
        """Name, department, class."""
        state = "" if self.is_open else "，现在不能受理"
        kind = kind_of(self.item)
        return f"{self.item.name}，{self.item.department}，{kind}{state}"


class ItemStep(Step):
    """``item_picked`` carries the item that was chosen with Enter or a double click."""

    item_picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 2, "事项", "名称、拼音头、编码或大白话", is_list=True)
        self._finder: BundleFinder | None = None
        self._today = date.max
        self._item: Item | None = None
        self.search = LineField(theme, label="名称、拼音头、编码、部门或大白话")
        self.search.enter_goes_on = False
        self.search.edit.installEventFilter(self)
        self.found = EntryModel[FoundItem](self)
        self.list = PickList(theme, _ROW)
        self.list.setItemDelegate(_ItemPainter(theme, _ROW, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.setAccessibleName("找到的事项")
        self.list.use(self.found)
        self._more = label("", "hint")
        self.put(bare(column(theme, self.search, margins=(50, 2, 14, 8))))
        self.put(self.list, 1)
        self._more_line = bare(column(theme, self._more, margins=(50, 4, 14, 6)))
        self.put(self._more_line)
        self.search.edited.connect(self._on_search_edited)
        self.search.entered.connect(self._on_search_entered)
        self.search.left.connect(self.left)
        self.list.picked.connect(self._pick)
        self.list.more.connect(self._on_more)

    @property
    def item(self) -> Item | None:
        """The item that was chosen."""
        return self._item

    @property
    def joint(self) -> JointItem | None:
        """The 一件事 that was chosen, None for a single item."""
        if self._item is None or self._finder is None:
            return None
        return self._finder.joint_of(self._item)

    def use(self, finder: BundleFinder, today: date) -> None:
        """Search in another state of the catalogue."""
        self._finder = finder
        self._today = today
        self._find(self.search.value())

    def newest(self, item: Item) -> Item | None:
        """Return the newest version of an item, None where it is gone."""
        items = self._finder.items if self._finder else ()
        return next((one for one in items if one.item_id == item.item_id), None)

    def by_id(self, item_id: str) -> Item | None:
        """Return an item by its identity."""
        items = self._finder.items if self._finder else ()
        return next((one for one in items if one.item_id == item_id), None)

    def set_item(self, item: Item | None) -> None:
        """Take an item without telling anybody."""
        self._item = item
        self.search.set_fault("")
        self.refresh_line()

    def gaps(self) -> tuple[Gap, ...]:
        """Ask for an item, and one that can be accepted today."""
        if self.search.fault():
            return (Gap("事项", self.search.take_focus, is_fault=True),)
        return () if self._item else (Gap("事项", self.search.take_focus),)

    def is_begun(self) -> bool:
        """Tell whether an item was chosen."""
        return self._item is not None

    def line(self) -> tuple[Word, ...]:
        """Return name, class, level."""
        item = self._item
        if item is None:
            return ()
        kind = kind_of(item)
        words = [
            Word(item.name, "strong", wide=True, short=item.shown_name),
            Word(kind, "tag"),
        ]
        if item.decided_level is not DecidedLevel.TOWN and not is_joint(item):
            words.append(Word(f"乡受理 · {LEVEL_LABEL[item.decided_level]}认定", "tag", wide=True))
        return tuple(words)

    def notes(self) -> tuple[Word, ...]:
        """Return what is chosen now, while another one is looked for."""
        return (Word(f"现在是：{self._item.shown_name}", "label"),) if self._item else ()

    def values(self) -> Mapping[str, str]:
        """Return the item, or what was typed to find it."""
        if self._item is None:
            return {_TYPED: self.search.value()}
        return {ITEM: self._item.item_id, _VERSION: str(self._item.version)}

    def restore_search(self, values: Mapping[str, str]) -> None:
        """Put back what was typed to find an item."""
        self.search.set_value(values.get(_TYPED, ""))
        self._find(self.search.value())

    def clear(self) -> None:
        """Empty the step."""
        self._item = None
        self.search.set_value("")
        self._find("")

    def take_focus(self) -> None:
        """Go to the search field."""
        self.search.take_focus()
        self.search.edit.selectAll()

    def set_room(self, room: Room) -> None:
        """Leave the count out where there is room for few rows only."""
        self._more_line.setHidden(room.is_very_low)
        super().set_room(room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: ↑↓ in the search field go through the list."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.search.edit and is_press and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.list.step(step)
                return True
        return super().eventFilter(watched, event)

    def _on_search_edited(self, typed: str) -> None:
        self._find(typed)
        self.changed.emit()

    def _find(self, typed: str) -> None:
        if self._finder is None:
            return
        if typed.strip():
            found = [
                FoundItem(match.item, _why(match.item, match.text), self._is_open(match.item))
                for match in self._finder.find(typed, _MOST)
            ]
            found.sort(key=lambda entry: not entry.is_open)
        else:
            found = [FoundItem(item, "", True) for item in self._finder.acceptable(self._today)]
        self.found.show(found)
        self.list.go_to(0)
        if not found:
            self._more.setText(f"没有“{_cut(typed)}”。换拼音头，或少写一个字。")

    def _is_open(self, item: Item) -> bool:
        try:
            item.require_acceptable(self._today)
        except DomainError:
            return False
        return True

    def _on_search_entered(self) -> None:
        if self._item is not None and not self.search.value().strip():
            self.settled.emit()
        else:
            self._pick(self.list.place)

    def _pick(self, place: int) -> None:
        if not 0 <= place < len(self.found.entries):
            return
        item = self.found.entries[place].item
        try:
            item.require_acceptable(self._today)
        except DomainError as error:
            self.search.set_fault(error.text)
            self.changed.emit()
            return
        self._item = item
        self.search.set_value("")
        self._find("")
        self.item_picked.emit(item)

    def _on_more(self, above: int, below: int) -> None:
        if self.found.entries:
            total = len(self.found.entries)
            hidden = above + below
            self._more.setText(f"共 {total} 项，上 {above} 项，下 {below} 项" if hidden else "")


class _ItemPainter(EntryPainter):
    """Name at the left; why it was found, limit and class at the right."""

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw one item."""
        del chosen
        if not isinstance(entry, FoundItem):
            return
        u, wide, high = self.theme.u, size.width(), size.height()
        item = entry.item
        middle = high / 2
        right = self.put_tag(painter, wide - u(14), middle, kind_of(item))
        limit = item.promised_limit.text if item.promised_limit else ""
        said = limit if entry.is_open else "现在不能受理"
        narrow = wide < u(600)
        if not narrow:
            self.put(painter, QRectF(right - u(96), 0, u(88), high), said, "ink_2", 14)
            department = entry.why or item.department
            box = QRectF(right - u(_RIGHT_ROOM) + u(40), 0, u(156), high)
            self.put(painter, box, department, "ink_3", 14)
            right -= u(_RIGHT_ROOM) - u(32)
        ink = "ink" if entry.is_open else "ink_3"
        self.put(painter, QRectF(u(50), 0, right - u(58), high), item.name, ink)


def kind_of(item: Item) -> str:
    """Return the word for the tag: 一件事, or the class of the item."""
    return "一件事" if is_joint(item) else SERVICE_LABEL[item.service_type]


def _why(item: Item, found_by: str) -> str:
    """Return the plain word that an item was found by, '' where its own name says it."""
    return f"“{found_by}”" if found_by in item.plain_words else ""


def _cut(text: str) -> str:
    longest = 20
    return text.strip() if len(text.strip()) <= longest else f"{text.strip()[:longest]}…"
