"""用印: papers that wait for a seal, the register of uses, electronic seals.

The walk: in the afternoon the notices of the day lie on the pile, stamped. Ctrl+S; A ticks all, or
the blank one by one; who allowed it stands there from the last time; F9 records them in one go.
Where the machine has a certificate, its passphrase is typed and Alt+D seals the files themselves;
→ turns to the register, where Alt+C saves a sealed file. The passphrase is kept nowhere.
"""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.domain.sealing import Sealing, SealKind
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, ChipRow, Choice, KeyButton
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import LineField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.long_table import LongTable
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.row_table import RowTableModel
from windowdesk.ui.saved_copy import FOLDER, file_stem, first_folder, save_copy
from windowdesk.ui.seal_words import COLUMNS, SealsFound, seals_found, tick_of
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.states import EmptyState
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.tick_list import TickList
from windowdesk.ui.tone import Tone

_WAITING, _USED = "waiting", "used"
_SIGN_KEY, _SAVE_KEY = "Alt+D", "Alt+C"
_LABEL_ROOM = 22


class SealSheet(Sheet):
    """``recorded`` follows every entry, ``help_wanted`` F1."""

    recorded = Signal()
    help_wanted = Signal()

    def __init__(self, kit: Kit, session: Session, today: date) -> None:
        super().__init__(kit.theme, "approve", "用印", width=920)
        self._kit = kit
        self._session = session
        self._has_found = False
        self._is_busy = False
        self._asked = (today, today)
        self._to_list = True  # whether the focus goes to the list once it is there
        theme = kit.theme
        self.first = DateField(theme, label="从哪天出的", today=today)
        self.last = DateField(theme, label="到哪天（含这天）", today=today)
        self.chips = ChipRow(theme)
        self.ticks = TickList(theme, "等用印的文书", most=7, least=3)
        self.table = LongTable(theme, most=7)
        self.nothing = EmptyState(theme)
        self.approver = LineField(theme, label="谁批准用印")
        self.remark = LineField(theme, label="备注")
        self.passphrase = LineField(theme, label="电子印章口令（不会存下来）")
        self.folder = LineField(theme, label="签好的文件存到文件夹")
        self.record_button = KeyButton(theme, "盖好了，登记", "F9", ButtonKind.GO, "check")
        self.sign_button = KeyButton(theme, "签电子印章", _SIGN_KEY)
        self.save_button = KeyButton(theme, "存签好的 PDF", _SAVE_KEY)
        self._pages = PagedRows[Sealing](RunNow(), self)
        for field in (self.first, self.last):
            field.set_day(today)
        self._build()
        self._connect()
        self.refresh()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = [
            KeyAct("Space", "选这一份", shown="空格"),
            KeyAct("A", "全选，全不选"),
            KeyAct("F9", "盖好了，登记", self.record),
        ]
        if self._session.sealings.has_certificate:
            acts.append(KeyAct(_SIGN_KEY, "签电子印章", self.sign))
        acts += [
            KeyAct("←", "等用印的，用过的", shown="← →"),
            KeyAct(_SAVE_KEY, "存签好的 PDF", self.save),
            KeyAct("F5", "再看一遍", self.refresh),
            KeyAct("F1", "用印怎么登记", self.help_wanted.emit),
        ]
        return (KeyGroup("用印", tuple(acts)),)

    def take_focus(self) -> None:
        """Begin at what is to be ticked."""
        if self.ticks.isHidden():
            self.first.take_focus()
        else:
            self.ticks.take_focus()

    def refresh(self) -> None:
        """F5, or other days: ask again."""
        first, last = self.first.day(), self.last.day()
        if first is not None and last is not None:
            self._asked = (first, last)
            work = partial(seals_found, self._session, first, last)
            self._kit.tasks.run(work, self._on_found, self._failed)

    def record(self) -> None:
        """F9: the seal is on these papers."""
        if self._may_act():
            work = partial(
                self._session.sealings.record,
                self._ticked(),
                self.approver.value(),
                self.remark.value(),
            )
            self._begin(work)

    def sign(self) -> None:
        """Alt+D: seal the files electronically."""
        if not self._session.sealings.has_certificate or not self._may_act():
            return
        typed = self.passphrase.value()
        if not typed:
            self.passphrase.set_fault("还没输口令。照装证书时设的输。")
            self.passphrase.take_focus()
            return
        self.passphrase.set_value("")
        work = partial(
            self._session.sealings.sign,
            self._ticked(),
            typed,
            self.approver.value(),
            self.remark.value(),
        )
        self.note.setText("正在签")
        self._begin(work)

    def save(self) -> None:
        """Alt+C: save the file with the electronic seal."""
        chosen = self._chosen()
        if chosen is None or chosen.kind is not SealKind.ELECTRONIC:
            self._kit.notifier.info("选一条电子印章的，再存。")
            return
        work = partial(_saved, self._session, chosen, self.folder.value())
        self._kit.tasks.run(work, self._on_saved, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ←→ turn between what waits and what was done."""
        wanted = {Qt.Key.Key_Left: _WAITING, Qt.Key.Key_Right: _USED}.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        elif wanted != self.chips.value():
            self.chips.set_value(wanted)
            self._go_to_list()

    def _build(self) -> None:
        theme = self.theme
        self.table.show_rows(RowTableModel(theme, self._pages, COLUMNS, self))
        self.table.setAccessibleName("用印台账")
        self.passphrase.edit.setEchoMode(self.passphrase.edit.EchoMode.Password)
        self.folder.set_value(first_folder())
        chips = column(theme, _LABEL_ROOM, self.chips, STRETCH)
        days = row(theme, (self.first, 1), 12, (self.last, 1), 16, (bare(chips), 2))
        self.put(days)
        lists = column(theme, 8, self.ticks, self.ticks.fault_text, (self.table, 1), self.nothing)
        self.put(lists, 1)
        self._waiting_foot = self._make_waiting_foot()
        self._used_foot = self._make_used_foot()
        self.put(self._waiting_foot)
        self.put(self._used_foot)
        may = self._session.account.may(Act.SEAL_PAPER)
        who = "" if may else f"能登记的人：{who_may(ACT_ROLES[Act.SEAL_PAPER])}"
        for button in (self.record_button, self.sign_button):
            button.setEnabled(may)
            button.setToolTip(who)

    def _make_waiting_foot(self) -> QWidget:
        theme = self.theme
        fields = row(theme, (self.approver, 2), 12, (self.remark, 3), 12, (self.passphrase, 3))
        hints = (
            *(KeyCap(theme, "空格"), 5, label("选", "hint"), 12),
            *(KeyCap(theme, "A"), 5, label("全选", "hint"), 12, self.ticks.more_text, STRETCH),
        )
        if not self._session.sealings.has_certificate:
            self.passphrase.hide()
            self.sign_button.hide()
        acts = row(theme, *hints, self.sign_button, 8, self.record_button)
        return bare(column(theme, 10, fields, 10, acts))

    def _make_used_foot(self) -> QWidget:
        theme = self.theme
        save = column(theme, _LABEL_ROOM, self.save_button, STRETCH)
        return bare(column(theme, 10, row(theme, (self.folder, 1), 12, bare(save))))

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _code: self._turn())
        self.first.left.connect(self._on_day_left)
        self.last.left.connect(self._on_day_left)
        self.ticks.settled.connect(self.approver.take_focus)
        self.record_button.clicked.connect(self.record)
        self.sign_button.clicked.connect(self.sign)
        self.save_button.clicked.connect(self.save)
        self.left.connect(self._forget)

    def _forget(self) -> None:
        self.passphrase.set_value("")

    def _on_day_left(self, _text: str) -> None:
        if (self.first.day(), self.last.day()) != self._asked:
            self.refresh()

    def _on_found(self, found: SealsFound) -> None:
        waits = [one for one in found.papers if one.waits]
        before = set(self.ticks.codes())
        self.ticks.show_ticks([tick_of(one, before) for one in waits])
        used = found.register
        self._pages.read_from(lambda _cursor: Page(used))
        self.chips.set_choices(
            (Choice(_WAITING, f"等用印 {len(waits)}"), Choice(_USED, f"用过的 {len(used)}"))
        )
        if not self._has_found:
            self._has_found = True
            self.approver.set_value(found.approver)
        self._turn()

    def _turn(self) -> None:
        self.ticks.set_fault("")
        waiting = self.chips.value() == _WAITING
        has_rows = bool(self.ticks.lines.entries) if waiting else bool(self._pages.rows)
        self.ticks.setVisible(waiting and has_rows)
        self.table.setVisible(not waiting and has_rows)
        self._waiting_foot.setVisible(waiting and has_rows)
        self._used_foot.setVisible(not waiting and has_rows and self._has_electronic())
        self.nothing.setHidden(has_rows)
        if waiting:
            self.nothing.say("check", Tone.GREEN, "没有等用印的", "这几天要盖章的文书都登记了。")
        else:
            self.nothing.say("paper", Tone.GREY, "这几天没用过印", "换日子再看。")
        wants_focus, self._to_list = self._to_list, False
        if not has_rows or not wants_focus:
            return
        if waiting:
            self.ticks.take_focus()
        else:
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_electronic(self) -> bool:
        return any(one.kind is SealKind.ELECTRONIC for one in self._pages.rows)

    def _may_act(self) -> bool:
        """Tell whether F9 or Alt+D may go on; else go to the first gap."""
        if self._is_busy or self._waiting_foot.isHidden():
            return False
        if not self.record_button.isEnabled():
            self._kit.notifier.info(self.record_button.toolTip())
            return False
        if not self.ticks.codes():
            self.ticks.set_fault("还没选文书。按空格选，按 A 全选。")
            self.ticks.take_focus()
            return False
        return True

    def _ticked(self) -> tuple[int, ...]:
        return tuple(int(code) for code in self.ticks.codes())

    def _begin(self, work: "partial[tuple[Sealing, ...]]") -> None:
        self._is_busy = True
        self._kit.tasks.run(work, self._on_recorded, self._failed)

    def _on_recorded(self, made: tuple[Sealing, ...]) -> None:
        self._is_busy = False
        self.note.setText("")
        self._kit.notifier.info(f"登记用印 {len(made)} 份，批准人 {made[0].approver}")
        self.remark.set_value("")
        self.recorded.emit()
        self._to_list = True
        self.refresh()

    def _on_saved(self, path: Path) -> None:
        self.folder.set_hint(f"已存 {path.name}")
        self._kit.notifier.info(f"已存 {path.name}")

    def _chosen(self) -> Sealing | None:
        place = self.table.currentIndex().row()
        return self._pages.rows[place] if 0 <= place < len(self._pages.rows) else None

    def _go_to_list(self) -> None:
        self._to_list = True
        self._turn()

    def _failed(self, error: Exception) -> None:
        if self._is_busy:
            # Of several, those before the fault are signed and stored.
            self.refresh()
        self._is_busy = False
        self.note.setText("")
        fields = {
            "last": self.last,
            "approver": self.approver,
            "passphrase": self.passphrase,
            FOLDER: self.folder,
        }
        self._kit.notifier.failed(error, fields)


def _saved(session: Session, one: Sealing, folder: str) -> Path:
    content = session.sealings.file(one.document_id).pdf
    return save_copy(folder, file_stem(one.number, "电子印章"), ".pdf", content)
