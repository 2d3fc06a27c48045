"""事项库: items are found, written as drafts, admitted, published, withdrawn, compared, printed."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.catalogue_view import CatalogueEntry
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ChipRow, KeyButton
from windowdesk.ui.catalogue_editor import COMPARE, HISTORY, ItemEditor
from windowdesk.ui.catalogue_files_sheet import FilesSheet
from windowdesk.ui.catalogue_list import EVERYTHING, CatalogueList
from windowdesk.ui.catalogue_new_sheet import NewItemSheet
from windowdesk.ui.catalogue_pane import CataloguePane, PaneParts
from windowdesk.ui.catalogue_words import no_item
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.fields import Field, LineField
from windowdesk.ui.guide_sheet import open_guide
from windowdesk.ui.kit import Kit
from windowdesk.ui.layout_file import Maker
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.room import Room
from windowdesk.ui.row_table import RowTable
from windowdesk.ui.screen import Screen, TopLine
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tag import Tag
from windowdesk.ui.tone import Tone

_TYPING_MS = 200


class CatalogueScreen(Screen):
    """The list of items at the left, the one that was chosen with all its parts at the right."""

    layout_name = "catalogue_desk"
    own_widgets: ClassVar[Mapping[str, Maker]] = {
        "ItemEditor": ItemEditor,
        "CutLabel": lambda _theme, parent: CutLabel("", "title", parent),
    }

    list_sheet: QFrame
    find_field: LineField
    state_chips: ChipRow
    count_text: QLabel
    items: RowTable
    nothing: EmptyState
    item_sheet: QFrame
    name_text: CutLabel
    state_tag: Tag
    saved_text: QLabel
    facts_text: QLabel
    gap_text: QLabel
    editor: ItemEditor
    guide_button: KeyButton
    files_button: KeyButton
    end_button: KeyButton
    back_button: KeyButton
    next_button: KeyButton

    def __init__(
        self, kit: Kit, session: Session, watch: PrintWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(kit, parent)
        del watch  # Every desk is built alike; guides are printed by their own sheet.
        self._session = session
        self._desk = session.catalogue
        self._list = CatalogueList(self.theme, self.items, self.state_chips, self._desk, self)
        self._wanted = ""
        parts = PaneParts(
            self.item_sheet,
            self.name_text,
            self.state_tag,
            self.saved_text,
            self.facts_text,
            self.gap_text,
            self.editor,
            self.guide_button,
            self.end_button,
            self.back_button,
            self.next_button,
        )
        self.pane = CataloguePane(kit, session, parts, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        self._prepare()

    def _prepare(self) -> None:
        self.find_field.enter_goes_on = False
        self.find_field.edit.installEventFilter(self)
        self.find_field.edited.connect(self._typing.start)
        self.find_field.entered.connect(self._go_to_list)
        self.state_chips.chosen.connect(lambda _code: self._find())
        self.items.chosen.connect(self._on_items_chosen)
        self.items.opened.connect(lambda _row: self._go_to_item())
        self.pane.changed.connect(self._read)
        self.pane.sheet_wanted.connect(self.open_sheet)
        self.guide_button.clicked.connect(self.show_guide)
        self.files_button.clicked.connect(self.show_files)
        self.show_top(TopLine(text="起草、准入、发布", new_text="新事项"))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the screen."""
        editor, pane = self.editor, self.pane
        acts = (
            KeyAct("F9", "下一步：起草、评估、批准、发布", pane.go_on),
            KeyAct("F6", "退回草稿", pane.give_back),
            KeyAct("F7", "停办，或者弃用草稿", pane.end),
            KeyAct("F8", "看办事指南、打印", self.show_guide),
            KeyAct("Alt+E", "导出、导入表格", self.show_files),
            KeyAct("Alt+L", "走过的步骤", partial(editor.open, HISTORY)),
            KeyAct("Alt+B", "比较版本", partial(editor.open, COMPARE)),
        )
        moving = (
            KeyAct("Alt+Z", "回到找事项", self.take_focus),
            KeyAct("Ctrl+PgDown", "下一部分", partial(editor.step, 1)),
            KeyAct("Ctrl+PgUp", "上一部分", partial(editor.step, -1)),
            KeyAct("Alt+G", "到第一处缺的", pane.go_to_gap),
            KeyAct("Alt+A", "加一条材料、情形", self._add_record),
            KeyAct("Alt+D", "删这一条", self._drop_record),
            KeyAct(
                "Alt+↑", "这一条往前、往后", partial(self._move_record, -1), shown="Alt+↑ Alt+↓"
            ),
            KeyAct("Alt+↓", "", partial(self._move_record, 1)),
            KeyAct("Enter", "从列表到事项，从部分到栏"),
            KeyAct("Esc", "往回一步"),
        )
        return (KeyGroup("事项库", acts), KeyGroup("在事项里", moving))

    def help_page(self) -> str:
        """Return the name of the help page."""
        return "catalogue"

    def fields(self) -> Mapping[str, Field]:
        """Return the inputs by the names of their fields."""
        return self.editor.fields()

    def take_focus(self) -> None:
        """Begin with looking for an item."""
        self.find_field.take_focus()
        self.find_field.edit.selectAll()

    def entered(self) -> None:
        """Show what others did meanwhile."""
        self.refresh()

    def refresh(self) -> None:
        """F5: ask again; what is written here is stored first."""
        self.pane.when_saved(self._read_all)

    def new(self) -> None:
        """F2: an item that is not in the catalogue yet."""
        if not self._session.account.may(Act.MANAGE_CATALOGUE):
            who = who_may(ACT_ROLES[Act.MANAGE_CATALOGUE])
            self.kit.notifier.info(f"这个账号只能看。能办的人：{who}。")
            return
        sheet = NewItemSheet(self.kit, self._desk)
        sheet.begun.connect(self._on_begun)
        self.pane.when_saved(lambda: self.open_sheet(sheet))

    def look_for(self, text: str) -> bool:
        """Look for an item by what was typed into the top bar."""
        if not self._list.finds(text):
            return False
        self.find_field.set_value(text)
        self.state_chips.set_value(EVERYTHING)
        self._find()
        self._go_to_list()
        return True

    def step_back(self) -> bool:
        """Esc: from a field to the parts, to the list, to the find field, then clear it."""
        if self._holds_focus(self.editor) and not self.editor.groups.hasFocus():
            self.editor.go_to_groups()
        elif self._holds_focus(self.item_sheet):
            self._show_side(item=False)
            self._go_to_list()
        elif not self.find_field.edit.hasFocus():
            self.take_focus()
        elif self.find_field.value():
            self.find_field.set_value("")
            self._find()
        else:
            return False
        return True

    def fold(self, room: Room) -> None:
        """Fold the facts of the item; where there is room for one side only, show that."""
        self.facts_text.setHidden(room.is_low)
        self.gap_text.setHidden(room.is_very_low)
        self.editor.fold(tight=room.is_very_narrow)
        self._show_side(item=self._holds_focus(self.item_sheet))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: the arrow down goes from the field to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_down = event.key() == Qt.Key.Key_Down
            if watched is self.find_field.edit and is_down and not event.modifiers():
                self._go_to_list()
                return True
        return super().eventFilter(watched, event)

    def show_guide(self) -> None:
        """F8: look at the 办事指南, print it from there."""
        if self.pane.item_id:
            show = partial(open_guide, self.kit, self._session, self.pane.item_id, self.open_sheet)
            self.pane.when_saved(show)

    def show_files(self) -> None:
        """Open the sheet that writes and reads spreadsheets."""
        may = self._session.account.may(Act.MANAGE_CATALOGUE)
        sheet = FilesSheet(self.kit, self._session.exchange, may_change=may)
        sheet.taken.connect(self._read_all)
        self.pane.when_saved(lambda: self.open_sheet(sheet))

    def _read_all(self) -> None:
        self.pane.refresh()
        self._read()

    def _read(self) -> None:
        self.run(self._desk.entries, self._on_entries)

    def _on_entries(self, entries: tuple[CatalogueEntry, ...]) -> None:
        self._list.take(entries)
        self._find()

    def _find(self) -> None:
        self._typing.stop()
        typed = self.find_field.value()
        wanted = self._wanted or self.pane.item_id
        if self._list.show(typed, wanted):
            self._wanted = ""
        rows = self._list.rows
        self.items.setHidden(not rows)
        self.nothing.setHidden(bool(rows))
        self.count_text.setText(f"{len(rows)} 项" if rows else "")
        if not rows:
            title, advice = no_item(typed.strip())
            self.nothing.say("search", Tone.GREY, title, advice)

    def _on_items_chosen(self, place: int) -> None:
        if place < len(self._list.rows):
            self.pane.show(self._list.rows[place].item.item_id)

    def _on_begun(self, item_id: str) -> None:
        self._wanted = item_id
        self.find_field.set_value("")
        self.state_chips.set_value(EVERYTHING)
        self._read()
        self.pane.show(item_id)
        self._go_to_item()

    def _go_to_list(self) -> None:
        if self._list.rows:
            self.items.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to_item(self) -> None:
        self._show_side(item=True)
        self.editor.groups.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_side(self, *, item: bool) -> None:
        self.list_sheet.setHidden(self.room.is_narrow and item)
        self.item_sheet.setHidden(self.room.is_narrow and not item)

    def _add_record(self) -> None:
        page = self.editor.record_page()
        if page is not None:
            page.add()

    def _drop_record(self) -> None:
        page = self.editor.record_page()
        if page is not None:
            page.drop()

    def _move_record(self, step: int) -> None:
        page = self.editor.record_page()
        if page is not None:
            page.move_record(step)

    @staticmethod
    def _holds_focus(widget: QWidget) -> bool:
        focus = widget.window().focusWidget()
        return focus is not None and widget.isAncestorOf(focus)
