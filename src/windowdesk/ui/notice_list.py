"""The list of a 一次性补正告知: box, name, what is wrong; amber what was visible before."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent

from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.notice_line import NoticeLine
from windowdesk.ui.pick_list import PickList
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_box import BOX_AT, TEXT_AT, paint_tick_box
from windowdesk.ui.tone import Tone

ROW = 36
_NAME_PART = 0.42


class NoticeList(PickList):
    """The blank puts a line on the notice or takes it off, Enter goes to write about it."""

    toggled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ROW)
        self.setItemDelegate(_NoticePainter(theme, self))
        self.setAccessibleName("要补正的")

    def on_key(self, event: QKeyEvent) -> bool:
        """Act on the blank."""
        if event.key() != Qt.Key.Key_Space:
            return False
        self.toggled.emit()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: the chosen line stays in sight when a warning takes its room."""
        super().resizeEvent(event)
        if self.place >= 0:
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override: a click on the box ticks."""
        super().mousePressEvent(event)
        is_on_row = self.indexAt(event.position().toPoint()).isValid()
        if is_on_row and BOX_AT <= event.position().x() / self.theme.scale < TEXT_AT:
            self.toggled.emit()


class _NoticePainter(EntryPainter):
    """Paints one line."""

    def __init__(self, theme: Theme, parent: NoticeList) -> None:
        super().__init__(theme, ROW, parent)

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw box, name, fault and the tag."""
        del chosen
        if not isinstance(entry, NoticeLine):
            return
        u, wide, high = self.theme.u, size.width(), size.height()
        paint_tick_box(painter, self.theme, high, on=entry.on)
        right = float(wide - u(10))
        if entry.on and entry.is_repeated:
            right = self.put_tag(painter, right, high / 2, "第一次就看得出", Tone.AMBER) - u(8)
        left = u(TEXT_AT)
        middle = left + (wide - left) * _NAME_PART
        name = entry.gap.name or "还没写名称"
        ink = "ink" if entry.on else "ink_2"
        self.put(painter, QRectF(left, 0, middle - left - u(10), high), name, ink)
        fault = entry.gap.fault or ("没写哪里不对" if entry.on else "齐")
        tone = "amber" if entry.on and not entry.gap.fault else "ink_2"
        self.put(painter, QRectF(middle, 0, right - middle, high), fault, tone, 14)
