"""The list of materials: state box, name, review points of the chosen one, counts, note."""

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent

from windowdesk.domain.materials import MATERIAL_LABEL, MaterialState
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.file_taker import DropCatcher
from windowdesk.ui.material_line import MaterialLine
from windowdesk.ui.pick_list import ENTRY_ROLE, PickList
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_LOW, _HIGH = 36, 43
_POINTS = 24
_TONES = {
    MaterialState.UNCHECKED: Tone.GREY,
    MaterialState.PRESENT: Tone.GREEN,
    MaterialState.MISSING: Tone.RED,
    MaterialState.LATE: Tone.AMBER,
    MaterialState.PROMISED: Tone.BLUE,
    MaterialState.SHARED: Tone.BLUE,
}
_TEXT_AT = 104
_STATES = {
    "Q": MaterialState.MISSING,
    "R": MaterialState.LATE,
    "C": MaterialState.PROMISED,
}


class MaterialList(PickList):
    """Rows grow from 36 to 43 px where there is room; single letters act on the chosen one."""

    state_wanted = Signal(MaterialState)
    point_wanted = Signal(int)
    counts_wanted = Signal()
    note_wanted = Signal()
    paste_wanted = Signal()
    files_dropped = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _LOW)
        self._painter = _MaterialPainter(theme, self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("材料清单")
        self.doubleClicked.connect(lambda _index: None)
        DropCatcher(self.viewport()).dropped.connect(self._on_dropped)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out counts at large type."""
        self._painter.narrow = narrow
        self.remeasure()

    def remeasure(self) -> None:
        """Give every row its height again: the chosen one shows its review points."""
        count = self.model().rowCount() if self.model() is not None else 0
        extra = self.theme.u(_POINTS) if self._has_points() else 0
        room = (self.height() - extra) // max(1, count)
        self._painter.row_px = max(self.theme.u(_LOW), min(self.theme.u(_HIGH), room))
        self.trim(self._painter.row_px, extra)
        self._painter.open_place = self.place
        self.scheduleDelayedItemsLayout()
        self.tell_more()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: Ctrl+V takes files and pictures."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: rows grow and shrink with the room."""
        super().resizeEvent(event)
        if self.place >= 0:
            self.scrollTo(self.currentIndex())

    def on_key(self, event: QKeyEvent) -> bool:
        """Act on a plain key; True when it is done with."""
        letter = event.text().upper()
        if event.key() == Qt.Key.Key_Space:
            self.state_wanted.emit(MaterialState.PRESENT)
        elif letter in _STATES:
            self.state_wanted.emit(_STATES[letter])
        elif letter == "S":
            self.counts_wanted.emit()
        elif letter == "N":
            self.note_wanted.emit()
        elif letter in tuple("123456789"):
            self.point_wanted.emit(int(letter))
        else:
            return False
        return True

    def sizeHint(self) -> QSize:
        """Qt override: room for every entry and the points of one."""
        base = super().sizeHint()
        return QSize(base.width(), base.height() + self.theme.u(_POINTS))

    def minimumSizeHint(self) -> QSize:
        """Qt override: the chosen entry with its points."""
        return QSize(self.theme.u(200), self.theme.u(_LOW + _POINTS))

    def _on_dropped(self, paths: list[Path], at: QPoint) -> None:
        """Attach to the material under the mouse."""
        self.go_to(self.indexAt(at).row())
        self.files_dropped.emit(paths)

    def _has_points(self) -> bool:
        entry = self.currentIndex().data(ENTRY_ROLE) if self.model() is not None else None
        return isinstance(entry, MaterialLine) and bool(entry.points)


class _MaterialPainter(EntryPainter):
    """Paints one material."""

    def __init__(self, theme: Theme, parent: MaterialList) -> None:
        super().__init__(theme, _LOW, parent)
        self.row_px = theme.u(_LOW)
        self.open_place = -1
        self.narrow = False

    def height_of(self, entry: object) -> int:
        """Return the height; the chosen entry is higher where it has review points."""
        is_open = isinstance(entry, MaterialLine) and entry.number - 1 == self.open_place
        points = isinstance(entry, MaterialLine) and bool(entry.points)
        return self.row_px + (self.theme.u(_POINTS) if is_open and points else 0)

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw state, number, name, counts, note, points."""
        if not isinstance(entry, MaterialLine):
            return
        u, wide, high = self.theme.u, size.width(), self.row_px
        self._paint_state(painter, QRectF(u(14), (high - u(24)) / 2, u(58), u(24)), entry)
        self.put(painter, QRectF(u(84), 0, u(20), high), str(entry.number), "ink_3", 14)
        left = u(_TEXT_AT)
        ink = "amber" if entry.handed.state is MaterialState.MISSING else "ink_3"
        if self.narrow:
            room = wide - left - (u(140) if entry.remark else u(14))
            box = QRectF(wide - u(150), 0, u(136), high)
            self.put(painter, box, entry.remark, ink, 14, to_right=True)
        else:
            room = wide - left - u(300)
            self.put(painter, QRectF(wide - u(296), 0, u(140), high), entry.how, "ink_2", 14)
            self.put(painter, QRectF(wide - u(150), 0, u(140), high), entry.remark, ink, 14)
        free = self._paint_files(painter, left, room, entry)
        self.put(painter, QRectF(left, 0, free, high), entry.handed.name)
        if chosen and entry.points:
            self._paint_points(painter, wide, entry)

    def _paint_files(
        self, painter: QPainter, left: float, room: float, entry: MaterialLine
    ) -> float:
        """Draw how many electronic copies there are; return the room left for the name."""
        if not entry.attached:
            return room
        text = f"电子 {entry.attached}"
        begin = self.put_tag(painter, left + room, self.row_px / 2, text, Tone.BLUE)
        return begin - left - self.theme.u(6)

    def _paint_state(self, painter: QPainter, box: QRectF, entry: MaterialLine) -> None:
        theme, u = self.theme, self.theme.u
        state = entry.handed.state
        tone = _TONES[state]
        is_open = state is MaterialState.UNCHECKED
        pen = QPen(theme.colour("line_strong"), 1)
        painter.setPen(pen if is_open else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.colour("surface" if is_open else tone.soft))
        painter.drawRoundedRect(box, u(4), u(4))
        painter.setPen(theme.colour(tone.ink))
        painter.setFont(theme.font(15))
        words = box
        if state is MaterialState.PRESENT:
            corner = QPointF(box.x() + u(9), box.center().y() - u(16) / 2)
            painter.drawPixmap(corner, theme.pixmap("check", 16, "green"))
            words = box.adjusted(u(22), 0, 0, 0)
        painter.setPen(theme.colour(tone.ink))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, MATERIAL_LABEL[state])

    def _paint_points(self, painter: QPainter, wide: int, entry: MaterialLine) -> None:
        theme, u = self.theme, self.theme.u
        left = float(u(_TEXT_AT))
        top = self.row_px - u(4)
        for number, (point, on) in enumerate(zip(entry.points, entry.ticks, strict=True), 1):
            icon, ink = ("check", "green") if on else ("clock", "ink_3")
            painter.drawPixmap(QPointF(left, top + u(3)), theme.pixmap(icon, 16, ink))
            text = f"{number} {point}"
            room = QRectF(left + u(20), top, wide - left - u(34), u(22))
            left += u(38) + self.put(painter, room, text, "ink_2", 14)
