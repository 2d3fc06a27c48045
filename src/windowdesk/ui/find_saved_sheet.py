"""常用筛选: save the filter in sight under a name, use, share or delete saved ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from windowdesk.services.case_filter import CaseFilter, SavedFilter
from windowdesk.services.filter_words import FilterNames, filter_text
from windowdesk.services.finding import SAVED_NAME
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.fields import LineField, SegmentField
from windowdesk.ui.find_bar import MOST_KEYED
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.pick_list import EntryModel, PickList, Spoken
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme

_OWN, _ALL = "own", "all"
_ROW = 38


@dataclass(frozen=True)
class _Kept(Spoken):
    """A saved filter as the list shows it."""

    saved: SavedFilter
    text: str

    @property
    def spoken(self) -> str:
        return self.text


class SavedSheet(Sheet):
    """``used`` carries the filter that Enter chose; ``changed`` follows saving and deleting."""

    used = Signal(object)
    changed = Signal()

    def __init__(self, kit: Kit, session: Session, names: FilterNames, now: CaseFilter) -> None:
        super().__init__(kit.theme, "search", "常用筛选", width=760)
        self._kit = kit
        self._session = session
        self._names = names
        self._now = now
        theme = kit.theme
        self.name_field = LineField(theme, label="名字")
        self.share_field = SegmentField(theme, label="谁能用")
        self.share_field.set_choices((Choice(_OWN, "只我自己"), Choice(_ALL, "全中心")))
        self.share_field.set_value(_OWN)
        self.keep_button = KeyButton(theme, "存下", "F9", ButtonKind.GO)
        self.list = _KeptList(theme)
        self.nothing = label("还没有存过。", "second")
        self._model = EntryModel[_Kept](self)
        self.list.use(self._model)
        self._build()
        self._read()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (
            KeyAct("F9", "存下现在的筛选", self.keep_button.click),
            KeyAct("Enter", "用选中的筛选"),
            KeyAct("Delete", "删掉选中的"),
        )
        return (KeyGroup("常用筛选", acts),)

    def take_focus(self) -> None:
        """Begin with the name, or with the list where there is nothing to save."""
        if self._now.is_empty:
            self.list.setFocus()
        else:
            self.name_field.take_focus()

    def _build(self) -> None:
        theme = self.theme
        self.keep_button.clicked.connect(self._on_keep_button_clicked)
        self.name_field.enter_goes_on = False
        self.name_field.entered.connect(self._on_keep_button_clicked)
        self.list.setAccessibleName("存好的筛选")
        self.list.picked.connect(self._on_picked)
        self.list.delete_wanted.connect(self._on_delete_wanted)
        if not self._now.is_empty:
            self.put(
                label(f"现在的筛选：{filter_text(self._now, self._names)}", "second", wrap=True)
            )
            keep = column(theme, 22, self.keep_button, STRETCH)
            fields = row(theme, (self.name_field, 1), 12, self.share_field, 12, bare(keep))
            self.put(bare(column(theme, fields, 12)))
        self.put(self.list, 1)
        self.put(self.nothing)
        self.put(
            label("前九个按 Alt+1 到 Alt+9 直接用。Enter 用，Delete 删；别人的删不掉。", "hint")
        )

    def _read(self) -> None:
        self._kit.tasks.run(self._session.finding.saved, self._on_saved, self._on_failed)

    def _on_saved(self, saved: Sequence[SavedFilter]) -> None:
        self._model.show([self._entry(place, kept) for place, kept in enumerate(saved)])
        self.list.setVisible(bool(saved))
        self.nothing.setHidden(bool(saved))
        self.list.go_to(0)
        self.list.updateGeometry()
        if self._now.is_empty:
            self.list.setFocus()

    def _entry(self, place: int, kept: SavedFilter) -> _Kept:
        key = f"Alt+{place + 1}" if place < MOST_KEYED else "　"
        words = filter_text(kept.filter, self._names)
        own = kept.login == self._session.account.login
        who = ("全中心" if kept.shared else "") if own else "别人存的"
        return _Kept(kept, "　".join(filter(None, (key, kept.name, words, who))))

    def _on_picked(self, place: int) -> None:
        self.wants_aside.emit()
        self.used.emit(self._model.entries[place].saved.filter)

    def _on_keep_button_clicked(self) -> None:
        if self._now.is_empty:
            return
        shared = self.share_field.value() == _ALL
        work = partial(
            self._session.finding.keep, self.name_field.value(), self._now, shared=shared
        )
        self._kit.tasks.run(work, self._on_kept, self._on_failed)

    def _on_kept(self, kept: SavedFilter) -> None:
        self._kit.notifier.info(f"存好了：{kept.name}")
        self.name_field.set_value("")
        self.changed.emit()
        self._read()

    def _on_delete_wanted(self, place: int) -> None:
        name = self._model.entries[place].saved.name
        if self._model.entries[place].saved.login != self._session.account.login:
            self._kit.notifier.info("这是别人存的，只有他能删。")
            return
        work = partial(self._session.finding.drop, name)
        self._kit.tasks.run(work, partial(self._on_dropped, name), self._on_failed)

    def _on_dropped(self, name: str, _nothing: None) -> None:
        self._kit.notifier.info(f"删掉了：{name}")
        self.changed.emit()
        self._read()

    def _on_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error, {SAVED_NAME: self.name_field})


class _KeptList(PickList):
    """``delete_wanted`` carries the place of the entry that Delete was pressed on."""

    delete_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _ROW)
        self.setItemDelegate(_RowDelegate(theme, self))

    def on_key(self, event: QKeyEvent) -> bool:
        """Act on a plain key; True when it is done with."""
        if event.key() == Qt.Key.Key_Delete and self.place >= 0:
            self.delete_wanted.emit(self.place)
            return True
        return False


class _RowDelegate(QStyledItemDelegate):
    """Gives the lines the height of a table row."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt override."""
        return QSize(super().sizeHint(option, index).width(), self._theme.u(_ROW))
