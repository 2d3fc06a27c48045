"""The story of a case: what happened, newest first, on a line of time."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.domain.clock import Light
from windowdesk.ui.light_sign import paint_light
from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme

_ROW = 52
_DAYS = 62
_LINE = 76
_TEXT = 94


class Moment(StrEnum):
    """How an entry is marked."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True)
class StoryEntry:
    """One line of the story. ``paper`` is the name of the paper it left, ``key`` tells which."""

    day: str
    time: str
    title: str
    detail: str
    moment: Moment = Moment.DONE
    paper: str = ""
    key: str = ""


class Story(Painted):
    """The entries as rows of 52 px; ↑↓ choose, Enter or a click opens the paper of a row."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._entries: tuple[StoryEntry, ...] = ()
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.describe("经过")

    def show_entries(self, entries: tuple[StoryEntry, ...]) -> None:
        """Show other entries."""
        self._entries = entries
        self._current = min(self._current, len(entries) - 1)
        self._describe()
        self.refresh()

    def natural(self) -> QSize:
        """All rows, one under the other."""
        return QSize(self.theme.u(300), self.theme.u(_ROW) * max(1, len(self._entries)))

    def paint(self, painter: QPainter) -> None:
        """Line, then each row."""
        for index, entry in enumerate(self._entries):
            top = index * self.theme.u(_ROW)
            if self.hasFocus() and index == self._current:
                row = QRectF(0, top, self.width(), self.theme.u(_ROW))
                painter.fillRect(row, self.theme.colour("accent_soft"))
                bar = QRectF(0, top, self.theme.u(3), self.theme.u(_ROW))
                painter.fillRect(bar, self.theme.colour("accent"))
            if index < len(self._entries) - 1:
                self._paint_line(painter, top, entry.moment)
            self._paint_mark(painter, top, entry.moment)
            self._paint_when(painter, top, entry)
            self._paint_words(painter, top, entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ↑↓ and Enter."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._entries:
            self._current = min(max(0, self._current + step), len(self._entries) - 1)
            self._describe()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override: a click on a row chooses it and opens its paper."""
        index = int(event.position().y()) // self.theme.u(_ROW)
        if 0 <= index < len(self._entries):
            self._current = index
            self._describe()
            self.update()
            self._open(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt override: the first row is chosen when none was."""
        self._current = max(0, self._current)
        self._describe()
        super().focusInEvent(event)

    def _open(self, index: int) -> None:
        if 0 <= index < len(self._entries) and self._entries[index].key:
            self.opened.emit(self._entries[index].key)

    def _describe(self) -> None:
        if 0 <= self._current < len(self._entries):
            entry = self._entries[self._current]
            said = f"{entry.day} {entry.time} {entry.title}，{entry.detail} {entry.paper}"
            self.describe("经过", said.strip())

    def _paint_line(self, painter: QPainter, top: int, moment: Moment) -> None:
        u = self.theme.u
        style = Qt.PenStyle.DotLine if moment is Moment.NEXT else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self.theme.colour("line"), 2, style))
        painter.drawLine(QPointF(u(_LINE), top + u(22)), QPointF(u(_LINE), top + u(_ROW + 4)))

    def _paint_mark(self, painter: QPainter, top: int, moment: Moment) -> None:
        theme, u = self.theme, self.theme.u
        at = QPointF(u(_LINE), top + u(12))
        light = {Moment.PAUSED: Light.GREY, Moment.RESUMED: Light.GREEN}.get(moment)
        if light is not None:
            side = u(13)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(at, u(10), u(10))
            box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
            paint_light(painter, theme, box, light)
            return
        hollow = {Moment.NEXT: "line_strong", Moment.NOW: "accent"}.get(moment)
        painter.setPen(QPen(theme.colour(hollow), 2) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface" if hollow else "accent"))
        painter.drawEllipse(
            at, u(6 if moment is Moment.NOW else 5), u(6 if moment is Moment.NOW else 5)
        )
        if moment is Moment.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(at, u(3), u(3))

    def _paint_when(self, painter: QPainter, top: int, entry: StoryEntry) -> None:
        theme, u = self.theme, self.theme.u
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(theme.font(14))
        painter.drawText(QRectF(0, top, u(_DAYS), u(24)), right, entry.day)
        painter.setPen(theme.colour("ink_3"))
        painter.setFont(theme.font(13))
        painter.drawText(QRectF(0, top + u(21), u(_DAYS), u(20)), right, entry.time)

    def _paint_words(self, painter: QPainter, top: int, entry: StoryEntry) -> None:
        theme, u = self.theme, self.theme.u
        left = u(_TEXT)
        room = self.width() - left - u(2)
        middle = Qt.AlignmentFlag.AlignVCenter
        narrow = theme.metrics(14)
        if entry.paper:
            wide = narrow.horizontalAdvance(entry.paper)
            icon = theme.pixmap("paper", 16, "accent")
            painter.drawPixmap(QPointF(self.width() - wide - u(22), top + u(4)), icon)
            painter.setPen(theme.colour("accent"))
            painter.setFont(theme.font(14))
            at = QRectF(self.width() - wide - 2, top, wide + 2, u(24))
            painter.drawText(at, middle, entry.paper)
            room -= wide + u(30)
        painter.setPen(theme.colour("ink_3" if entry.moment is Moment.NEXT else "ink"))
        strong = entry.moment is Moment.NOW
        painter.setFont(theme.font(15, strong=strong))
        title = theme.metrics(15, strong=strong).elidedText(
            entry.title, Qt.TextElideMode.ElideMiddle, room
        )
        painter.drawText(QRectF(left, top, room, u(24)), middle, title)
        painter.setPen(theme.colour("ink_3"))
        painter.setFont(theme.font(14))
        detail = narrow.elidedText(
            entry.detail, Qt.TextElideMode.ElideMiddle, self.width() - left - u(2)
        )
        painter.drawText(QRectF(left, top + u(22), self.width() - left, u(22)), middle, detail)
