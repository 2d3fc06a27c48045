"""What was done with an item, and what changed: two tables of the editor."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.admission import STEP_LABEL, Admission
from windowdesk.domain.item_changes import CHANGE_LABEL, Change, ChangeKind
from windowdesk.domain.item_fields import GROUP_LABEL
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.services.catalogue_view import CatalogueView
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import ChoiceField, TextField
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

DRAFT = "draft"
_TONES = {
    ChangeKind.ADDED: Tone.GREEN,
    ChangeKind.REMOVED: Tone.RED,
    ChangeKind.CHANGED: Tone.AMBER,
    ChangeKind.MOVED: Tone.BLUE,
}
_WHOLE_HEIGHT = 64


class HistoryPage(QWidget):
    """The steps of admission, the newest first, with paper and note of the one in sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._steps: tuple[Admission, ...] = ()
        self._pages = PagedRows[Admission](RunNow(), self)
        self.table = RowTable(theme)
        columns: tuple[Column[Admission], ...] = (
            Column("时间", _moment, 154),
            Column("步骤", lambda step: STEP_LABEL[step.step], 92),
            Column("版", lambda step: f"第{step.item_version}版", 74),
            Column("办的人", lambda step: step.name, 92),
            Column("文件", lambda step: step.paper.number if step.paper else ""),
        )
        self.table.show_rows(RowTableModel(theme, self._pages, columns, self))
        self.table.setAccessibleName("准入的步骤")
        self.table.chosen.connect(self._on_chosen)
        self._nothing = label("还没有走过准入的步骤。", "hint")
        self._paper = label("", "second", wrap=True)
        self._note = label("", "second", wrap=True)
        self.setLayout(
            column(theme, (self.table, 1), self._nothing, 8, self._paper, self._note, STRETCH)
        )

    def show_view(self, view: CatalogueView) -> None:
        """Show the steps of an item."""
        self._steps = tuple(reversed(view.steps))
        rows = self._steps
        self._pages.read_from(lambda _cursor: Page(rows))
        self.table.setHidden(not rows)
        self._nothing.setHidden(bool(rows))
        for part in (self._paper, self._note):
            part.setText("")
        if rows:
            self.table.selectRow(0)

    def _on_chosen(self, place: int) -> None:
        step = self._steps[place]
        self._paper.setText(f"文件：{step.paper.text}" if step.paper else "")
        self._note.setText(f"说明：{step.note}" if step.note else "")


class ComparePage(QWidget):
    """Two versions side by side, only what differs. ``wanted`` asks for two others."""

    wanted = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._changes: tuple[Change, ...] = ()
        self.first = ChoiceField(theme, label="从")
        self.second = ChoiceField(theme, label="到")
        for field in (self.first, self.second):
            field.edited.connect(self._ask)
        self._pages = PagedRows[Change](RunNow(), self)
        self.table = RowTable(theme)
        columns: tuple[Column[Change], ...] = (
            Column("", lambda one: CHANGE_LABEL[one.kind], 62, lambda one: _TONES[one.kind]),
            Column("在哪里", _where, 176),
            Column("原来", lambda one: _line(one.before)),
            Column("现在", lambda one: _line(one.after)),
        )
        self.table.show_rows(RowTableModel(theme, self._pages, columns, self))
        self.table.setAccessibleName("不同的地方")
        self.table.chosen.connect(self._on_chosen)
        self._nothing = label("", "hint")
        self._before = TextField(theme, label="原来", height=_WHOLE_HEIGHT)
        self._after = TextField(theme, label="现在", height=_WHOLE_HEIGHT)
        for text in (self._before, self._after):
            text.text.setReadOnly(True)
        self.setLayout(
            column(
                theme,
                row(theme, (self.first, 1), 14, (self.second, 1)),
                6,
                self._nothing,
                (bare(column(theme, (self.table, 1))), 1),
                6,
                row(theme, (self._before, 1), 14, (self._after, 1)),
            )
        )

    def show_view(self, view: CatalogueView) -> None:
        """Offer the versions of an item; compare the newest with the draft, else the last two."""
        numbers = [version.version for version in view.versions]
        choices = [Choice(str(number), f"第 {number} 版") for number in numbers]
        drafted = [Choice(DRAFT, "草稿")] if view.entry.draft else []
        self.first.set_choices(choices)
        self.second.set_choices([*choices, *drafted])
        if len(choices) + len(drafted) < _TWO:
            self.show_changes((), "只有一版，没有可比的。")
            return
        last = numbers[-1] if drafted else numbers[-_TWO]
        self.first.set_value(str(last))
        self.second.set_value(DRAFT if drafted else str(numbers[-1]))
        self._ask()

    def show_changes(self, changes: Sequence[Change], nothing: str = "两边一样。") -> None:
        """Show the differences."""
        self._changes = tuple(changes)
        rows = self._changes
        self._pages.read_from(lambda _cursor: Page(rows))
        self._nothing.setText("" if rows else nothing)
        self._nothing.setHidden(bool(rows))
        self.table.setHidden(not rows)
        for field in (self._before, self._after):
            field.set_value("")
            field.setHidden(not rows)
        if rows:
            self.table.selectRow(0)

    def _ask(self) -> None:
        first, second = self.first.value(), self.second.value()
        if first and second:
            self.wanted.emit(int(first), second)

    def _on_chosen(self, place: int) -> None:
        self._before.set_value(self._changes[place].before)
        self._after.set_value(self._changes[place].after)


_TWO = 2


def _moment(step: Admission) -> str:
    return step.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _where(one: Change) -> str:
    return " ".join(part for part in (GROUP_LABEL[one.group], one.record, one.label) if part)


def _line(text: str) -> str:
    return " / ".join(text.splitlines())
