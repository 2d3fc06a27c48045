"""A list of things to tick: materials that go back, gaps that were closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLabel

from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.parts import label, set_look
from windowdesk.ui.pick_list import EntryModel, PickList, Spoken
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_box import TEXT_AT, paint_tick_box

_ROW = 36
_REMARK = 220


@dataclass(frozen=True)
class Tick(Spoken):
    """One thing: ``code`` names it, ``remark`` stands at the right."""

    code: str
    name: str
    remark: str = ""
    on: bool = False
    yes: str = "退还"
    no: str = "留下"

    @property
    def spoken(self) -> str:
        """Name, remark, and whether it is ticked."""
        state = self.yes if self.on else self.no
        return "，".join(part for part in (self.name, self.remark, state) if part)


class TickList(PickList):
    """The blank ticks, A ticks all or none, Enter goes on; after the last one ``settled``.

    With ``enter_ticks`` Enter ticks on its way, as the list of materials does. ``most`` rows are
    shown where there is room, ``least`` (0: as many) where there is little.
    """

    ticked = Signal()
    settled = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        most: int = 5,
        least: int = 0,
        enter_ticks: bool = False,
        row: int = _ROW,
    ) -> None:
        super().__init__(theme, row)
        self._row = row
        self._enter_ticks = enter_ticks
        self.lines = EntryModel[Tick](self)
        self.use(self.lines)
        self.setItemDelegate(_TickPainter(theme, self))
        self.setAccessibleName(name)
        self._size = SizeMeasure(theme, self)
        self._most = most
        self._least = least
        self._more = label("", "hint")
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self.picked.connect(self._on_picked)
        self.more.connect(self._on_more)

    @property
    def more_text(self) -> QLabel:
        """The line that tells how many there is no room for; the sheet puts it somewhere."""
        return self._more

    @property
    def fault_text(self) -> QLabel:
        """The line under the list that says what is wrong."""
        return self._fault

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show other things."""
        self.lines.show(ticks)
        rows = max(1, min(self._most, len(ticks)))
        least = min(rows, self._least or rows)
        self._size.change(least=(None, least * self._row), most=(None, rows * self._row))
        self.go_to(0)

    def codes(self) -> tuple[str, ...]:
        """Return what is ticked."""
        return tuple(tick.code for tick in self.lines.entries if tick.on)

    def set_all(self, *, on: bool) -> None:
        """Tick all, or none."""
        for place, tick in enumerate(self.lines.entries):
            self.lines.replace(place, replace(tick, on=on))
        self._tell()

    def set_on(self, place: int) -> None:
        """Tick one thing."""
        self._set(place, on=True)

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the list."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        set_look(self, state="error" if text else "")

    def take_focus(self) -> None:
        """Go to the first that is not ticked, else to the first."""
        places = [place for place, tick in enumerate(self.lines.entries) if not tick.on]
        self.go_to(places[0] if places and self._enter_ticks else max(0, self.place))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_key(self, event: QKeyEvent) -> bool:
        """Act on the blank and on A."""
        if event.key() == Qt.Key.Key_Space:
            self._set(self.place, on=not self._is_on(self.place))
        elif event.text().upper() == "A":
            self.set_all(on=not all(tick.on for tick in self.lines.entries))
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override: a click on the box ticks."""
        super().mousePressEvent(event)
        place = self.indexAt(event.position().toPoint()).row()
        if place >= 0 and event.position().x() < self.theme.u(TEXT_AT):
            self._set(place, on=not self._is_on(place))

    def _is_on(self, place: int) -> bool:
        return 0 <= place < len(self.lines.entries) and self.lines.entries[place].on

    def _set(self, place: int, *, on: bool) -> None:
        if 0 <= place < len(self.lines.entries):
            self.lines.replace(place, replace(self.lines.entries[place], on=on))
            self._tell()

    def _tell(self) -> None:
        self.set_fault("")
        self.ticked.emit()

    def _on_picked(self, place: int) -> None:
        if self._enter_ticks:
            self._set(place, on=True)
        if place + 1 < len(self.lines.entries):
            self.go_to(place + 1)
        else:
            self.settled.emit()

    def _on_more(self, above: int, below: int) -> None:
        parts = [f"上 {above} 份"] * bool(above) + [f"下 {below} 份"] * bool(below)
        self._more.setText("还有：" + "，".join(parts) if parts else "")


class _TickPainter(EntryPainter):
    """Paints box, name and remark."""

    def __init__(self, theme: Theme, parent: TickList) -> None:
        super().__init__(theme, _ROW, parent)

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw one thing."""
        del chosen
        if not isinstance(entry, Tick):
            return
        u = self.theme.u
        paint_tick_box(painter, self.theme, size.height(), on=entry.on)
        left, wide = u(TEXT_AT), size.width()
        remark = min(u(_REMARK), wide * 0.4)
        self.put(painter, QRectF(left, 0, wide - left - remark - u(14), size.height()), entry.name)
        right = QRectF(wide - remark - u(14), 0, remark, size.height())
        self.put(painter, right, entry.remark, "ink_2", 14, to_right=True)
