"""The editor of one item: its parts at the left with what each lacks, the fields of one beside."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from windowdesk.domain.item_fields import GROUP_LABEL, ITEM_FIELDS, PARTS, FieldSpec, Group
from windowdesk.domain.item_gaps import ItemGap
from windowdesk.domain.item_texts import ItemTexts, texts_of
from windowdesk.services.catalogue_view import CatalogueView
from windowdesk.ui.catalogue_fields import FieldBlock, hint_of, shown_fields
from windowdesk.ui.catalogue_pages import ComparePage, HistoryPage
from windowdesk.ui.catalogue_records import RecordPage
from windowdesk.ui.fields import Field
from windowdesk.ui.measures import fix_width
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import bare, column, label, row
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

HISTORY, COMPARE = "history", "compare"
_GROUPS_WIDTH = 196
_GROUP_HEIGHT = 33
_SAVE_MS = 1_500


@dataclass(frozen=True)
class _Line:
    """One line of the list of parts."""

    code: str
    text: str
    count: str
    tone: Tone


class ItemEditor(QWidget):
    """``edited`` follows a pause in typing, or leaving a field, with something new written.

    ``compared`` asks for the differences of two versions.
    """

    edited = Signal()
    compared = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ItemTexts | None = None
        self._is_locked = True
        self._is_tight = False
        self._view: CatalogueView | None = None
        self.blocks: dict[Group, FieldBlock] = {}
        self.records: dict[str, RecordPage] = {}
        self.history = HistoryPage(theme)
        self.compare = ComparePage(theme)
        self._codes: list[str] = []
        self._stack_ground = QWidget()
        self._stack = QStackedLayout(self._stack_ground)
        self._lines = PagedRows[_Line](RunNow(), self)
        self.groups = RowTable(theme)
        columns: tuple[Column[_Line], ...] = (
            Column("部分", lambda line: line.text),
            Column("", lambda line: line.count, 78, lambda line: line.tone, to_right=True),
        )
        self.groups.show_rows(RowTableModel(theme, self._lines, columns, self))
        self.groups.horizontalHeader().hide()
        self.groups.setAccessibleName("事项的各部分")
        fix_width(theme, self.groups, _GROUPS_WIDTH)
        self._theme = theme
        theme.changed.connect(self._set_rows)
        self._set_rows()
        self._hint = label("", "hint")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAVE_MS)
        self._pause.timeout.connect(self._tell)
        self._build(theme)
        page = bare(column(theme, (self._stack_ground, 1), 4, self._hint))
        self.setLayout(row(theme, self.groups, 16, (page, 1)))
        self.groups.chosen.connect(self._on_chosen)
        self.groups.opened.connect(lambda _row: self.enter_page())

    def _build(self, theme: Theme) -> None:
        for group in Group:
            specs = shown_fields([spec for spec in ITEM_FIELDS if spec.group is group])
            part = next((one for one in PARTS if one.name == group.value), None)
            if part is not None:
                self.records[part.name] = page = RecordPage(theme, part)
                page.edited.connect(self._on_edited)
                self._add(group.value, page, page.block)
            elif specs:
                self.blocks[group] = block = FieldBlock(theme, specs)
                self._add(group.value, block, block)
        self._codes += [HISTORY, COMPARE]
        self._stack.addWidget(self.history)
        self._stack.addWidget(self.compare)
        self.compare.wanted.connect(self.compared)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _add(self, code: str, page: QWidget, block: FieldBlock) -> None:
        self._codes.append(code)
        self._stack.addWidget(page)
        for field in block.inputs.values():
            if block in self.blocks.values():
                field.edited.connect(self._on_edited)
            field.left.connect(self._on_left)

    def show_view(self, view: CatalogueView, *, locked: bool) -> None:
        """Show an item; what is written and not stored yet must have been stored before."""
        self._view = view
        self._is_locked = locked
        self._pause.stop()
        texts = texts_of(view.entry.item)
        for block in self.blocks.values():
            block.show_texts(texts.fields)
            block.lock(locked=locked)
        for name, page in self.records.items():
            page.show_rows(texts.parts[name])
            page.lock(locked=locked)
        self._shown = texts
        self.history.show_view(view)
        self.compare.show_view(view)
        self.show_gaps(view)

    def show_gaps(self, view: CatalogueView) -> None:
        """Say beside each part what it lacks; the page in sight stays."""
        self._view = view
        place = max(self.groups.currentIndex().row(), 0)
        lines = tuple(self._line(code) for code in self._codes)
        self._lines.read_from(lambda _cursor: Page(lines))
        self.groups.selectRow(place)
        for gap in view.entry.gaps:
            self._mark(gap)

    def fold(self, *, tight: bool) -> None:
        """Where there is little room, show the parts or the page, whichever has the focus."""
        self._is_tight = tight
        self._arrange(QApplication.focusWidget())

    def go_to_groups(self) -> None:
        """Go from the page back to the list of parts."""
        self.groups.show()
        self.groups.setFocus(Qt.FocusReason.BacktabFocusReason)

    @property
    def page(self) -> str:
        """The part in sight."""
        return self._codes[self._stack.currentIndex()]

    def open(self, code: str) -> None:
        """Bring a part into sight."""
        self.groups.selectRow(self._codes.index(code))

    def step(self, by: int) -> None:
        """Bring the next part into sight, or the one before."""
        place = (self._stack.currentIndex() + by) % len(self._codes)
        self.groups.selectRow(place)

    def enter_page(self) -> None:
        """Go from the list of parts into the part in sight."""
        page = self._stack.currentWidget()
        if isinstance(page, RecordPage):
            (page.table if page.rows() else page.add_button).setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(page, FieldBlock):
            next(iter(page.inputs.values())).take_focus()
        elif isinstance(page, HistoryPage | ComparePage):
            page.table.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, gap: ItemGap) -> None:
        """Go to where a gap is filled in."""
        self.open(gap.group.value)
        field = self.field_of(gap.field)
        if field is not None:
            field.take_focus()
        else:
            self.enter_page()

    def field_of(self, name: str) -> Field | None:
        """Return the input of a field of the item, None for one that has none."""
        for block in self.blocks.values():
            if name in block.inputs:
                return block.inputs[name]
        return None

    def fields(self) -> Mapping[str, Field]:
        """Return the inputs by the names of their fields."""
        return {name: field for b in self.blocks.values() for name, field in b.inputs.items()}

    def has_changes(self) -> bool:
        """Tell whether something is written that was not shown as stored."""
        return not self._is_locked and self._shown is not None and self.written() != self._shown

    def texts(self) -> tuple[ItemTexts, int]:
        """Return what can be stored, and how many places cannot stand as they are.

        A field that cannot stand keeps what was stored; so does a whole list with such a record.
        """
        fields: dict[str, str] = {}
        faulty = 0
        for block in self.blocks.values():
            bad = block.faulty()
            faulty += len(bad)
            fields |= {name: text for name, text in block.texts().items() if name not in bad}
        parts = {name: page.rows() for name, page in self.records.items() if not page.faulty()}
        faulty += len(self.records) - len(parts)
        return ItemTexts(fields, parts), faulty

    def stored(self, written: ItemTexts) -> None:
        """Take what was written when it was sent as stored."""
        self._shown = written

    def record_page(self) -> RecordPage | None:
        """Return the list in sight, None where fields are."""
        page = self._stack.currentWidget()
        return page if isinstance(page, RecordPage) else None

    def written(self) -> ItemTexts:
        """Return everything as it is written now, whether it can stand or not."""
        fields = {
            **(self._shown.fields if self._shown else {}),
            **{name: text for b in self.blocks.values() for name, text in b.texts().items()},
        }
        return ItemTexts(fields, {name: page.rows() for name, page in self.records.items()})

    def _line(self, code: str) -> _Line:
        if code == HISTORY:
            count = str(len(self._view.steps)) if self._view else ""
            return _Line(code, "准入步骤", count, Tone.PLAIN)
        if code == COMPARE:
            return _Line(code, "比较版本", "", Tone.PLAIN)
        group = Group(code)
        found = [gap for gap in self._view.entry.gaps if gap.group is group] if self._view else []
        blocking = sum(gap.blocks for gap in found)
        if blocking:
            return _Line(code, GROUP_LABEL[group], f"缺 {blocking}", Tone.RED)
        if found:
            return _Line(code, GROUP_LABEL[group], f"可补 {len(found)}", Tone.AMBER)
        records = len(self.records[code].rows()) if code in self.records else 0
        return _Line(code, GROUP_LABEL[group], str(records) if records else "", Tone.PLAIN)

    def _mark(self, gap: ItemGap) -> None:
        field = self.field_of(gap.field)
        if field is not None and not self._is_locked:
            field.set_required(gap.blocks)

    def _set_rows(self) -> None:
        """Let all parts stand in sight at once: these rows are lower than those of other tables."""
        self.groups.verticalHeader().setDefaultSectionSize(self._theme.u(_GROUP_HEIGHT))

    def _on_chosen(self, place: int) -> None:
        self._stack.setCurrentIndex(place)

    def _on_edited(self) -> None:
        self._pause.start()

    def _on_left(self) -> None:
        if self._pause.isActive():
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if self.has_changes():
            self.edited.emit()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._arrange(new)
        spec = self._spec_of(new)
        self._hint.setText(hint_of(spec) if spec is not None and not self._is_locked else "")

    def _arrange(self, focus: QWidget | None) -> None:
        is_in_page = focus is not None and self._stack_ground.isAncestorOf(focus)
        self.groups.setHidden(self._is_tight and is_in_page)
        for page in self.records.values():
            page.fold(focus if self._is_tight else None)

    def _spec_of(self, widget: QWidget | None) -> FieldSpec | None:
        page = self._stack.currentWidget()
        block = page.block if isinstance(page, RecordPage) else page
        if widget is None or not isinstance(block, FieldBlock):
            return None
        for name, field in block.inputs.items():
            if field is widget or field.isAncestorOf(widget):
                return block.specs[name]
        return None
