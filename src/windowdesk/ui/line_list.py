"""A sheet of a few lines to pick from: a figure or ↑↓ and Enter; a line that is off says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter

from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.parts import STRETCH, column, label, row
from windowdesk.ui.pick_list import EntryModel, PickList, Spoken
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme

_ROW = 52
_MOST = 9
_SEEN = 10


@dataclass(frozen=True)
class ListLine:
    """A line: its name, one short sentence under it, why it is off ('' if not), its own key."""

    title: str
    explains: str = ""
    off: str = ""
    key: str = ""


@dataclass(frozen=True)
class _Entry(Spoken):
    """A line of the list; ``number`` is the figure that picks it, 0 for none."""

    number: int
    line: ListLine

    @property
    def spoken(self) -> str:
        """Name, then what it is or why it cannot be done."""
        return f"{self.line.title}，{self.line.off or self.line.explains}"


class LineListSheet(Sheet):
    """``picked`` carries the place of the line that was picked."""

    picked = Signal(int)

    def __init__(self, theme: Theme, title: str, whose: str, lines: Sequence[ListLine]) -> None:
        super().__init__(theme, "flag", title, width=720)
        self.note.setText(whose)
        self._heading = title
        self._lines = tuple(lines)
        self.list = PickList(theme, _ROW)
        entries = EntryModel[_Entry](self.list)
        self.list.use(entries)
        self.list.setItemDelegate(_LinePainter(theme, self.list))
        self.list.setAccessibleName(title)
        entries.show(
            [_Entry(n if n <= _MOST else 0, line) for n, line in enumerate(self._lines, 1)]
        )
        rows = min(len(self._lines), _SEEN)
        self._size = SizeMeasure(theme, self.list)
        self._size.change(least=(None, _ROW), most=(None, rows * _ROW))
        self.list.picked.connect(self.pick)
        self.list.moved.connect(self._forget)
        self.line = label("", "fault", wrap=True)
        self._more = label("", "hint")
        self.list.more.connect(self._on_more)
        self.put(self.list, 1)
        keys = (KeyCap(theme, "↑"), 3, KeyCap(theme, "↓"), 5, label("选", "hint"), 12)
        enter = (KeyCap(theme, "Enter"), 5, label("办", "hint"))
        foot = row(theme, (self.line, 1), self._more, STRETCH, *keys, *enter)
        self.put(column(theme, 12, foot))
        able = (place for place, line in enumerate(self._lines) if not line.off)
        self.list.go_to(next(able, 0))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the figures: each picks its line."""
        count = min(_MOST, len(self._lines))
        figures = [
            KeyAct(str(n + 1), "" if n else "办第几行", self._pick(n), shown=f"1 …{count}")
            for n in range(count)
        ]
        return (KeyGroup(self._heading, (*figures, KeyAct("Enter", "办选中的一行"))),)

    def take_focus(self) -> None:
        """Begin in the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, place: int) -> None:
        """Pick a line, or say why it cannot be done."""
        if not 0 <= place < len(self._lines):
            return
        line = self._lines[place]
        self.list.go_to(place)
        self.line.setText(line.off)
        if not line.off:
            self.picked.emit(place)

    def _pick(self, place: int) -> Callable[[], None]:
        return partial(self.pick, place)

    def _forget(self, _place: int) -> None:
        self.line.setText("")

    def _on_more(self, above: int, below: int) -> None:
        parts = [f"上 {above} 行"] * bool(above) + [f"下 {below} 行"] * bool(below)
        self._more.setText("还有：" + "，".join(parts) if parts else "")


class _LinePainter(EntryPainter):
    """Paints the figure, the name, and under it what it is or why it is off."""

    def __init__(self, theme: Theme, parent: PickList) -> None:
        super().__init__(theme, _ROW, parent)

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw one line."""
        del chosen
        if not isinstance(entry, _Entry):
            return
        u, line = self.theme.u, entry.line
        left, wide = u(52), size.width() - u(52) - u(14)
        if entry.number:
            self._cap(painter, size, str(entry.number))
        ink = "ink_off" if line.off else "ink"
        key = u(80) if line.key else 0
        self.put(painter, QRectF(left, u(6), wide - key, u(21)), line.title, ink, 15)
        if key:
            box = QRectF(left + wide - key, u(6), key, u(21))
            self.put(painter, box, line.key, "ink_3", 13, to_right=True)
        below = QRectF(left, u(27), wide, u(19))
        note = "amber" if line.off else "ink_2"
        self.put(painter, below, line.off or line.explains, note, 14)

    def _cap(self, painter: QPainter, size: QSize, figure: str) -> None:
        u, theme = self.theme.u, self.theme
        box = QRectF(u(18), (size.height() - u(21)) / 2, u(21), u(21))
        painter.setPen(theme.colour("line_strong"))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(box, u(4), u(4))
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(theme.font(13))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, figure)
