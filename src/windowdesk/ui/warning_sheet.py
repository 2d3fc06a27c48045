"""提醒: what is near or over its limit, level by level, and what cases wait for.

The walk: the bell on the status line says 提醒 3. Ctrl+B opens this sheet; the list has the focus,
what is due first on top. Enter opens the case and the work is done there; what is done leaves the
list by itself. F9 takes note of a reminder that is somebody else's or known: it leaves the list
and stays on record with name and hour. ←→ turn to the next level and to what is waited for.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from windowdesk.domain.escalation import Level
from windowdesk.services.session import Session
from windowdesk.services.warning_port import WarningRow
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, ChipRow, KeyButton
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.keys_sheet import KeysSheet, help_text
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paging import PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.queue_line import QueueLine
from windowdesk.ui.row_list import RowList, RowListModel
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tone import Tone
from windowdesk.ui.warning_source import (
    Remark,
    ReminderCounts,
    ReminderSource,
    choices,
    key_of,
    line_of,
)

_TOLD = "看过的不再提醒，记录留着：谁看的、什么时候看的。到期日变了会重新提醒。"
_HELP_PAGE = "warnings"
_LEVELS = frozenset(level.value for level in Level)


class WarningSheet(Sheet):
    """``picked`` carries the id of a case: an object, wider than a Qt int.

    ``changed`` follows a note, ``help_wanted`` F1.
    """

    picked = Signal(object)
    changed = Signal()
    help_wanted = Signal()

    def __init__(self, kit: Kit, session: Session, today: date) -> None:
        super().__init__(kit.theme, "clock", "提醒", width=860)
        self._kit = kit
        self._session = session
        self._today = today
        self._source = ReminderSource(session)
        self.chips = ChipRow(kit.theme)
        self.list = RowList(kit.theme)
        self.nothing = EmptyState(kit.theme)
        self.seen_button = KeyButton(kit.theme, "知道了", "F9", ButtonKind.GO, "check")
        self._pages = PagedRows[Remark](kit.tasks, self)
        self._build()
        self._connect()
        self.refresh()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (
            KeyAct("←", "换一类", shown="← →"),
            KeyAct("Enter", "打开办件"),
            KeyAct("F9", "知道了，不再提醒这一处", self.seen_button.click),
            KeyAct("F5", "再看一遍", self.refresh),
            KeyAct("F1", "提醒是怎么来的", self.help_wanted.emit),
        )
        return (KeyGroup("提醒", acts),)

    def take_focus(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def refresh(self) -> None:
        """F5: ask again."""
        self._kit.tasks.run(self._source.counts, self._on_counts, self._kit.notifier.failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ←→ change the kind also from the list."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        codes = self._codes
        if step is None or self.chips.value() not in codes:
            super().keyPressEvent(event)
            return
        place = codes.index(self.chips.value()) + step
        if 0 <= place < len(codes):
            self.chips.set_value(codes[place])
            self._read()

    def _build(self) -> None:
        theme = self.theme
        self._codes: list[str] = []

        def present(one: Remark) -> QueueLine:
            return line_of(one, self._today, self._session)

        self.list.show_rows(RowListModel(self._pages, present, self))
        self.list.setAccessibleName("提醒")
        SizeMeasure(theme, self.list, least=(None, 336))
        self.put(self.chips)
        self.put(column(theme, 10, (self.list, 1), self.nothing), 1)
        self.nothing.hide()
        hints = (
            *(KeyCap(theme, "← →"), 5, label("换一类", "hint"), 12),
            *(KeyCap(theme, "Enter"), 5, label("打开办件", "hint"), STRETCH),
        )
        self.put(bare(row(theme, *hints, self.seen_button, margins=(0, 10, 0, 0))))
        self.put(label(_TOLD, "hint", wrap=True))

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _code: self._read())
        self.list.opened.connect(self._on_opened)
        self.seen_button.clicked.connect(self._on_seen_button_clicked)
        self._pages.replaced.connect(self._on_replaced)
        self._pages.failed.connect(self._kit.notifier.failed)

    def _on_counts(self, counts: ReminderCounts) -> None:
        self._today = counts.today
        shown = choices(counts)
        self._codes = [choice.code for choice in shown]
        self.chips.set_choices(shown)
        self._read()

    def _read(self) -> None:
        code = self.chips.value()
        if code:
            self._pages.read_from(partial(self._source.page, code))

    def _on_replaced(self) -> None:
        has_rows = bool(self._pages.rows)
        is_level = self.chips.value() in _LEVELS
        self.list.setVisible(has_rows)
        self.nothing.setHidden(has_rows)
        self.nothing.say("check", Tone.GREEN, "没有要看的", "到期前和超期时会在这里提醒。")
        self.seen_button.setVisible(has_rows and is_level)
        if not has_rows and self.isVisible():
            self.setFocus()

    def _chosen(self) -> Remark | None:
        key = self.list.chosen_key()
        return next((one for one in self._pages.rows if key_of(one) == key), None)

    def _on_opened(self, key: str) -> None:
        self.wants_aside.emit()
        self.picked.emit(int(key.partition("|")[0]))

    def _on_seen_button_clicked(self) -> None:
        chosen = self._chosen()
        if isinstance(chosen, WarningRow):
            work = partial(self._session.warnings.see, chosen)
            self._kit.tasks.run(work, self._on_seen, self._kit.notifier.failed)

    def _on_seen(self, is_first: object) -> None:
        self._kit.notifier.info("记下了，不再提醒这一处" if is_first else "别人刚看过，记录里有")
        self.changed.emit()
        self.refresh()


def help_sheet(kit: Kit, sheet: WarningSheet) -> KeysSheet:
    """Return the keys of the sheet with the page about reminders."""
    return KeysSheet(kit.theme, "提醒", sheet.keys(), help_text(kit.assets, _HELP_PAGE))
