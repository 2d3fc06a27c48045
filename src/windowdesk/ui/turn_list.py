"""其他办理: what can be done with a case besides the buttons of the desk, one line each.

The walk: the reviewer sees that the case needs an expert's look. Alt+B opens this list, a figure
or ↑↓ and Enter picks the line, its sheet opens. A line that is off says who may.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter

from windowdesk.domain.states import Move
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.parts import STRETCH, column, label, row
from windowdesk.ui.pick_list import EntryModel, PickList, Spoken
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import TurnOffer

TURN_LIST_KEY = "Alt+B"
_ROW = 52
_MOST = 9
_SEEN = 10


@dataclass(frozen=True)
class _Line(Spoken):
    """A line of the list; ``number`` is the figure that picks it, 0 for none."""

    number: int
    offer: TurnOffer

    @property
    def spoken(self) -> str:
        """Name, then what it is or why it cannot be done."""
        return f"{self.offer.title}，{self.offer.off or self.offer.turn.explains}"


class TurnListSheet(Sheet):
    """``chosen`` carries the move of the line that was picked."""

    chosen = Signal(Move)

    def __init__(self, theme: Theme, whose: str, offered: Sequence[TurnOffer]) -> None:
        super().__init__(theme, "flag", "其他办理", width=720)
        self.note.setText(whose)
        self._offered = tuple(offered)
        self.list = PickList(theme, _ROW)
        self._lines = EntryModel[_Line](self.list)
        self.list.use(self._lines)
        self.list.setItemDelegate(_LinePainter(theme, self.list))
        self.list.setAccessibleName("其他办理")
        self._lines.show(
            [_Line(n if n <= _MOST else 0, offer) for n, offer in enumerate(self._offered, 1)]
        )
        rows = min(len(self._offered), _SEEN)
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
        able = (place for place, offer in enumerate(self._offered) if not offer.off)
        self.list.go_to(next(able, 0))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the figures: each picks its line."""
        count = min(_MOST, len(self._offered))
        figures = [
            KeyAct(str(n + 1), "" if n else "办第几行", self._pick(n), shown=f"1 …{count}")
            for n in range(count)
        ]
        return (KeyGroup("其他办理", (*figures, KeyAct("Enter", "办选中的一行"))),)

    def take_focus(self) -> None:
        """Begin in the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, place: int) -> None:
        """Open the sheet of a line, or say why it cannot be done."""
        if not 0 <= place < len(self._offered):
            return
        offer = self._offered[place]
        self.list.go_to(place)
        self.line.setText(offer.off)
        if not offer.off:
            self.chosen.emit(offer.move)

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
        if not isinstance(entry, _Line):
            return
        u, offer = self.theme.u, entry.offer
        left, wide = u(52), size.width() - u(52) - u(14)
        if entry.number:
            self._cap(painter, size, str(entry.number))
        ink = "ink_off" if offer.off else "ink"
        key = u(80) if offer.turn.key else 0
        self.put(painter, QRectF(left, u(6), wide - key, u(21)), offer.title, ink, 15)
        if key:
            box = QRectF(left + wide - key, u(6), key, u(21))
            self.put(painter, box, offer.turn.key, "ink_3", 13, to_right=True)
        below = QRectF(left, u(27), wide, u(19))
        note = "amber" if offer.off else "ink_2"
        self.put(painter, below, offer.off or offer.turn.explains, note, 14)

    def _cap(self, painter: QPainter, size: QSize, figure: str) -> None:
        u, theme = self.theme.u, self.theme
        box = QRectF(u(18), (size.height() - u(21)) / 2, u(21), u(21))
        painter.setPen(theme.colour("line_strong"))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(box, u(4), u(4))
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(theme.font(13))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, figure)
