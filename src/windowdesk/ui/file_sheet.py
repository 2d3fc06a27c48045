"""电子件: the files of a case or of what is being typed, with what can be done with them.

The walk: the clerk opens the sheet, ↑↓ choose a file, it stands beside the list. He holds the paper
original against it and presses Alt+H: a copy with the stamp is there, grade B. A photo of the wrong
person: Delete, it is void and not counted any more. Alt+C saves what is in sight into a folder.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.attachment import Grade
from windowdesk.domain.document import PRINT_LABEL, PrintState
from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.services.session import Session
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.file_list import FileList
from windowdesk.ui.file_source import FileEntry, FileSource
from windowdesk.ui.file_taker import DropCatcher, FileTaker
from windowdesk.ui.file_view import FileView
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.pick_list import EntryModel
from windowdesk.ui.saved_copy import FOLDER, first_folder, save_copy
from windowdesk.ui.sheet import Sheet

_LIST_WIDTH = 300
_LABEL_ROOM = 22
_HEIGHT = 2_000
_LARGE = 1.75
_EMPTY = "还没有电子件。按 Alt+F 选文件，或者把文件拖进来。"


class FileSheet(Sheet):
    """``changed`` follows every file that was added, removed or checked."""

    changed = Signal()

    def __init__(
        self,
        kit: Kit,
        session: Session,
        source: FileSource,
        *,
        material: str = "",
        may_attach: bool = True,
        first: str = "",
    ) -> None:
        super().__init__(kit.theme, "paper", "电子件", width=1100)
        self._kit = kit
        self._session = session
        self._source = source
        self._material = material
        self._may_attach = may_attach
        self._first = first
        self._busy = False
        self.lines = EntryModel[FileEntry](self)
        self.list = FileList(kit.theme)
        self.list.use(self.lines)
        self.view = FileView(kit, source)
        self.taker = FileTaker(kit, self)
        # In the head line: at large type the rows below are full.
        self.where = self.note
        self.count = label("", "second")
        self.folder = LineField(kit.theme, label="存到文件夹")
        self.folder.set_value(first_folder())
        self.folder.enter_goes_on = False
        self._make_buttons()
        self._build()
        self._connect()
        self._read()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = [
            KeyAct("↑", "换一份", shown="↑ ↓"),
            KeyAct("PgDown", "下一页", partial(self._turn, 1)),
            KeyAct("PgUp", "上一页", partial(self._turn, -1)),
            KeyAct("+", "放大", partial(self.view.zoom, 1)),
            KeyAct("=", "", partial(self.view.zoom, 1)),
            KeyAct("-", "缩小", partial(self.view.zoom, -1)),
            KeyAct("Alt+T", "转一下", self.view.rotate),
        ]
        if self._may_attach:
            acts += [
                KeyAct("Alt+F", "附电子件", self.attach),
                KeyAct("Ctrl+V", "附剪贴板里的", self.paste),
                KeyAct("Delete", "附错了，作废" if self._source.in_case else "去掉", self.remove),
            ]
        if self._source.in_case:
            acts.append(KeyAct("Alt+C", "存出来（有记录）", self.export))
            acts.append(KeyAct("F8", "打印（有记录）", self.print_copy))
            if self._may_attach:
                acts.append(KeyAct("Alt+H", "核过原件，盖章", self.check))
        return (KeyGroup("电子件", tuple(acts)),)

    def take_focus(self) -> None:
        """Let ↑↓ choose a file at once."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Qt override: as high as there is room."""
        return QSize(super().sizeHint().width(), self.theme.u(_HEIGHT))

    @property
    def entry(self) -> FileEntry | None:
        """The file in sight."""
        place = self.list.place
        return self.lines.entries[place] if 0 <= place < len(self.lines.entries) else None

    def attach(self) -> None:
        """Alt+F: choose files."""
        self.taker.ask(self, self._source, self._material)

    def paste(self) -> None:
        """Ctrl+V: what lies on the clipboard."""
        self.taker.take_clipboard(self._source, self._material)

    def remove(self) -> None:
        """Delete: take the file away, or declare it void; the row stays in the case."""
        entry = self.entry
        if entry is not None and entry.grade is not Grade.VOID:
            done = "已作废" if self._source.in_case else "已去掉"
            self._do(partial(self._source.remove, entry), f"{done}“{entry.name}”。")

    def check(self) -> None:
        """Alt+H: it was held against the original."""
        entry = self.entry
        if entry is not None and self.check_button.isEnabled():
            said = f"“{entry.name}”盖了核对章，没盖的那份也还在。"
            self._do(partial(self._source.check, entry), said)

    def export(self) -> None:
        """Alt+C: save what is in sight as a file."""
        entry = self.entry
        if entry is None or not self.export_button.isEnabled():
            return
        self.folder.set_fault("")
        work = partial(_saved, self._source, entry, self.folder.value())
        self._kit.tasks.run(work, self._on_saved, self._on_export_failed)

    def print_copy(self) -> None:
        """F8: print what is in sight, if it is a PDF."""
        entry = self.entry
        if entry is not None and self.print_button.isEnabled():
            work = partial(self._source.print_copy, entry)
            self._kit.tasks.run(work, self._on_printed, self._kit.notifier.failed)

    def _make_buttons(self) -> None:
        theme, in_case = self.theme, self._source.in_case
        # At the largest type the row holds one word a button and no icon.
        roomy = theme.scale < _LARGE
        icons = ("stick", "cross", "check", "paper") if roomy else ("", "", "", "")
        attach, check = ("附电子件", "核过原件，盖章") if roomy else ("附件", "盖章")
        remove = "作废" if in_case else "去掉"
        self.attach_button = KeyButton(theme, attach, "Alt+F", icon=icons[0])
        self.remove_button = KeyButton(theme, remove, "Del", icon=icons[1])
        self.check_button = KeyButton(theme, check, "Alt+H", ButtonKind.GO, icons[2])
        self.export_button = KeyButton(theme, "存出", "Alt+C", icon=icons[3])
        self.print_button = KeyButton(theme, "打印", "F8")

    def _build(self) -> None:
        theme = self.theme
        roomy = theme.scale < _LARGE
        buttons: list[QWidget | float] = []
        for text, key, act in (
            ("上页" if roomy else "上", "PgUp", partial(self._turn, -1)),
            ("下页" if roomy else "下", "PgDn", partial(self._turn, 1)),
            ("缩小" if roomy else "小", "-", partial(self.view.zoom, -1)),
            ("放大" if roomy else "大", "+", partial(self.view.zoom, 1)),
            ("转", "Alt+T", self.view.rotate),
        ):
            button = KeyButton(theme, text, key)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            buttons += [button, 6]
        side = bare(column(theme, self.count, 6, (self.list, 1)))
        fix_width(theme, side, _LIST_WIDTH)
        self.put(row(theme, side, 14, (self.view, 1)), 1)
        self.put(bare(column(theme, 8)))
        ends = (self.print_button,) if self._source.in_case else ()
        self.put(row(theme, *buttons, *ends, STRETCH))
        save = column(theme, _LABEL_ROOM, self.export_button, STRETCH)
        acts = row(theme, self.attach_button, 6, self.remove_button, 6, self.check_button)
        below = column(theme, _LABEL_ROOM, acts, STRETCH)
        in_case = self._source.in_case
        if in_case:
            self.put(row(theme, bare(below), 14, (self.folder, 1), 6, bare(save)))
        else:
            self.put(row(theme, bare(below), STRETCH))
        self.check_button.setVisible(in_case and self._may_attach)
        self.attach_button.setVisible(self._may_attach)
        self.remove_button.setVisible(self._may_attach)

    def _connect(self) -> None:
        self.list.moved.connect(self._on_moved)
        self.view.told.connect(self.where.setText)
        self.taker.taken.connect(self._on_taken)
        self.taker.idle.connect(self._read)
        for button, act in (
            (self.attach_button, self.attach),
            (self.remove_button, self.remove),
            (self.check_button, self.check),
            (self.export_button, self.export),
            (self.print_button, self.print_copy),
        ):
            button.clicked.connect(act)
        if self._may_attach:
            for over in (self, self.list.viewport(), self.view.viewport()):
                DropCatcher(over).dropped.connect(self._on_dropped)

    def _read(self) -> None:
        self._kit.tasks.run(self._source.entries, self._on_entries, self._kit.notifier.failed)

    def _on_entries(self, entries: tuple[FileEntry, ...]) -> None:
        before = self.entry.key if self.entry else self._first
        self.lines.show(entries)
        keys = [entry.key for entry in entries]
        standing = [entry for entry in entries if entry.grade is not Grade.VOID]
        self.count.setText(f"{len(standing)} 份" if entries else _EMPTY)
        self.count.setWordWrap(not entries)
        self.list.go_to(keys.index(before) if before in keys else 0)
        self.view.show_entry(self.entry)
        self._allow()

    def _on_moved(self, _place: int) -> None:
        self.view.show_entry(self.entry)
        self._allow()

    def _on_taken(self, _name: str) -> None:
        self.changed.emit()

    def _on_dropped(self, paths: list[Path]) -> None:
        self.taker.take_paths(self._source, self._material, paths)

    def _allow(self) -> None:
        entry = self.entry
        stands = entry is not None and entry.grade is not Grade.VOID and not self._busy
        self.remove_button.setEnabled(stands)
        self.check_button.setEnabled(
            stands and entry is not None and entry.is_shown and entry.grade is not Grade.CHECKED
        )
        may = self._session.account.may(Act.EXPORT_PAPER)
        self.export_button.setEnabled(may and entry is not None)
        self.print_button.setEnabled(may and entry is not None and entry.can_be_printed)
        who = who_may(ACT_ROLES[Act.EXPORT_PAPER])
        self.export_button.setToolTip("" if may else f"能存的人：{who}")

    def _do(self, work: partial[None], said: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._allow()
        self._kit.tasks.run(work, partial(self._on_done, said), self._on_failed)

    def _on_done(self, said: str, _result: None) -> None:
        self._busy = False
        self._kit.notifier.info(said)
        self.changed.emit()
        self._read()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._allow()
        self._kit.notifier.failed(error)

    def _on_saved(self, path: Path) -> None:
        self.folder.set_hint(f"已存 {path.name}")
        self._kit.notifier.info(f"已存 {path.name}")

    def _on_printed(self, job: SheetJob) -> None:
        if job.state is PrintState.NOT_PRINTED:
            self._kit.notifier.warn(f"“{job.title}”没打出来：{job.reason}。弄好打印机，再按 F8。")
        else:
            self._kit.notifier.info(f"“{job.title}”{PRINT_LABEL[job.state]}。")

    def _on_export_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error, {FOLDER: self.folder})

    def _turn(self, step: int) -> None:
        """Turn a page; over the end of a file the next one comes."""
        if not self.view.turn_page(step):
            self.list.step(step)


def _saved(source: FileSource, entry: FileEntry, folder: str) -> Path:
    name, content = source.export(entry)
    stem, _dot, ending = name.rpartition(".")
    return save_copy(folder, stem, f".{ending}", content)
