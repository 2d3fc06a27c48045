"""抄录: the fields of a case in the order of another system, one key each to the clipboard.

The walk: the clerk has both programs open. Enter puts the first field on the clipboard and goes
on to the next; in the other program it is pasted; Enter again. Whoever leaves the sheet leaves
nothing on the clipboard.
"""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QPainter

from windowdesk.services.copy_out import CopyLine, CopyOutSheet
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.parts import STRETCH, column, label
from windowdesk.ui.pick_list import EntryModel, PickList, Spoken
from windowdesk.ui.screen import Screen
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

COPY_KEY = "Alt+T"
_ROW = 36
_MOST_ROWS = 12
_WIDTH = 720


class CopyOutDoor(QObject):
    """Opens the sheet of a case over a screen."""

    def __init__(self, kit: Kit, session: Session, screen: Screen) -> None:
        super().__init__(screen)
        self._kit = kit
        self._session = session
        self._screen = screen

    def open(self, case_id: int | None) -> None:
        """Ask for the fields and show them; None is no case yet."""
        if case_id is None:
            self._kit.notifier.info("还没有办完的件。办完一件，或打开一件，再抄。")
            return
        work = partial(self._session.copy_out.sheet, case_id)
        self._kit.tasks.run(work, self._on_sheet, self._kit.notifier.failed)

    def _on_sheet(self, found: CopyOutSheet) -> None:
        self._screen.open_sheet(CopySheet(self._kit.theme, found))


@dataclass(frozen=True)
class CopyEntry(Spoken):
    """A field in the list; ``done`` once it was copied."""

    line: CopyLine
    done: bool = False

    @property
    def spoken(self) -> str:
        """Label, value, whether it was copied."""
        return f"{self.line.label}，{self.line.text}，{'抄过' if self.done else '没抄'}"


class CopySheet(Sheet):
    """Enter or the blank copies a field and goes on; the clipboard is emptied on leaving."""

    def __init__(self, theme: Theme, found: CopyOutSheet) -> None:
        super().__init__(theme, "paper", f"抄到别的系统：{found.title}", width=_WIDTH)
        self.lines = EntryModel[CopyEntry](self)
        self.lines.show([CopyEntry(line) for line in found.lines])
        self.list = _CopyList(theme)
        self.list.setItemDelegate(_CopyPainter(theme, _ROW, self.list))
        self.list.setAccessibleName("抄录")
        self.list.use(self.lines)
        rows = min(_MOST_ROWS, max(1, len(found.lines)))
        self._size = SizeMeasure(theme, self.list, least=(None, _ROW), most=(None, rows * _ROW))
        self._unseen = label("", "hint")
        self._copied = ""
        self.put(self.list, 1)
        if found.withheld:
            text = f"没列出：{'、'.join(found.withheld)}。能看全号的人才能抄。"
            self.put(label(text, "hint", Tone.AMBER, wrap=True))
        self.put(column(theme, 8))
        self.put_row(
            KeyCap(theme, "Enter"), 5, label("抄这一栏，到下一栏", "hint"), 12,
            KeyCap(theme, "↑ ↓"), 5, label("换一栏", "hint"), STRETCH, self._unseen,
        )  # fmt: skip
        self.list.picked.connect(self.copy)
        self.list.more.connect(self._on_more)
        self.list.go_to(0)

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (
            KeyAct("Enter", "抄这一栏，到下一栏"),
            KeyAct("Space", "抄这一栏，到下一栏", shown="空格"),
            KeyAct("↑", "换一栏", shown="↑ ↓"),
        )
        return (KeyGroup("抄到别的系统", acts),)

    def take_focus(self) -> None:
        """Go to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self, place: int) -> None:
        """Put a field on the clipboard and go on to the next."""
        entry = self.lines.entries[place]
        self._copied = entry.line.text
        QGuiApplication.clipboard().setText(entry.line.text)
        self.lines.replace(place, replace(entry, done=True))
        done = sum(one.done for one in self.lines.entries)
        self.note.setText(f"已复制：{entry.line.label}　{done}/{len(self.lines.entries)}")
        self.list.step(1)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt override: nothing of a person stays on the clipboard."""
        super().hideEvent(event)
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""

    def _on_more(self, above: int, below: int) -> None:
        parts = [f"上 {above} 栏"] * bool(above) + [f"下 {below} 栏"] * bool(below)
        self._unseen.setText("还有：" + "，".join(parts) if parts else "")


class _CopyList(PickList):
    """The blank copies as Enter does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _ROW)

    def on_key(self, event: QKeyEvent) -> bool:
        """Act on the blank."""
        if event.key() == Qt.Key.Key_Space and self.place >= 0:
            self.picked.emit(self.place)
            return True
        return False


class _CopyPainter(EntryPainter):
    """Sign, label, value."""

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw one field."""
        del chosen
        if not isinstance(entry, CopyEntry):
            return
        u, high = self.theme.u, size.height()
        if entry.done:
            sign = self.theme.pixmap("check", 18, "green")
            painter.drawPixmap(u(12), (high - u(18)) // 2, sign)
        half = (size.width() - u(52)) * 2 // 5
        self.put(painter, QRectF(u(38), 0, half, high), entry.line.label, "ink_3", 14)
        value = QRectF(u(46) + half, 0, size.width() - half - u(58), high)
        self.put(painter, value, entry.line.text)
