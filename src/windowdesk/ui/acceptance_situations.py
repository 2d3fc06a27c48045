"""Step 3, 情形: asked only where the item has any; an answer may open further questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLabel

from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.situation_rules import open_groups, questions, tidied, with_answer
from windowdesk.domain.situations import Situation
from windowdesk.ui.acceptance_step import Gap, Step, Word
from windowdesk.ui.entry_painter import EntryPainter
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.pick_list import EntryModel, PickList, Spoken
from windowdesk.ui.theme import Theme

SITUATIONS: Final = "situations"
_ROW = 36
_MOST_KEYS = 9
_ASKED = 250
_STACKED = "有就选，可以几种"
_NEVER_FIRST = "，。？、；：）”"


@dataclass(frozen=True)
class SituationLine(Spoken):
    """A situation in the list; ``key`` is its number key, '' past the ninth.

    ``question`` is what the clerk asks, ``row`` which of its answers this is, from 0.
    """

    situation: Situation
    key: str
    question: str
    row: int
    is_on: bool = False

    @property
    def spoken(self) -> str:
        """Question, label, chosen or not."""
        return f"{self.question}：{self.situation.label}，{'已选' if self.is_on else '没选'}"


class SituationsStep(Step):
    """``chosen`` carries the codes that hold, in the order of the item."""

    chosen = Signal(tuple)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 3, "情形", "选了事项再问", is_list=True)
        self._item: Item | None = None
        self._codes: tuple[str, ...] = ()
        self._fault = ""
        self._was_asked = False
        self.lines = EntryModel[SituationLine](self)
        self.list = _TickList(theme)
        self.list.setItemDelegate(_SituationPainter(theme, _ROW, self.list))
        self.list.setAccessibleName("情形")
        self.list.use(self.lines)
        self.put(self.list, 1)
        self.put_tool(bare(row(theme, KeyCap(theme, "1"), 4, KeyCap(theme, "…9"), 5, _said("选"))))
        self.list.ticked.connect(self.tick)
        self.list.picked.connect(self._on_picked)

    def show_item(self, item: Item | None) -> None:
        """Ask about another item; what it has in common with the last one stays."""
        kept = frozenset(self.codes())
        self._item = item
        self._was_asked = False
        self._fault = ""
        self._show(tidied(item.situations, kept) if item else ())
        self.list.go_to(0)

    def codes(self) -> tuple[str, ...]:
        """Return the situations that hold, in the order of the item."""
        return self._codes

    @property
    def is_asked(self) -> bool:
        """Tell whether the item has situations at all."""
        return bool(self.lines.entries)

    def set_codes(self, codes: frozenset[str]) -> None:
        """Let these situations hold, without telling anybody."""
        self._show(tidied(self._item.situations, codes) if self._item else ())
        self._was_asked = True
        self.list.go_to(0)

    def tick(self, place: int) -> None:
        """Turn a situation on or off; what it shuts out goes off, what hangs on it is asked."""
        if self._item is None or not 0 <= place < len(self.lines.entries):
            return
        code = self.lines.entries[place].situation.code
        self._show(with_answer(self._item.situations, self._codes, code))
        self._go_to(code)
        self._fault = ""
        self.chosen.emit(self.codes())
        self.changed.emit()

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the choice."""
        self._fault = text
        self.refresh_line()

    def gaps(self) -> tuple[Gap, ...]:
        """One of every group, unless nothing hangs on it."""
        if self._fault:
            return (Gap("情形", self.take_focus, is_fault=True),)
        if self._item is None or not self._item.situations:
            return ()
        try:
            self._item.materials_for(self.codes())
        except DomainError:
            return (Gap("情形", self.take_focus),)
        return tuple(Gap(group, self.take_focus) for group in self._open_groups())

    def is_begun(self) -> bool:
        """Tell whether the item was chosen, and with it whether anything is asked."""
        if self._item is None:
            return False
        return not self.is_asked or self._was_asked or bool(self._codes)

    def line(self) -> tuple[Word, ...]:
        """Return what holds, with dots between."""
        on = [line.situation.label for line in self.lines.entries if line.is_on]
        if not self.is_asked:
            return (Word("不分情形", "label"),)
        return (Word(" · ".join(on)) if on else Word("没有特别的情形", "label"),)

    def notes(self) -> tuple[Word, ...]:
        """Return what is still to be chosen, or what is wrong."""
        if self._fault:
            return (Word(self._fault, "fault"),)
        groups = self._open_groups()
        if groups:
            return (Word(f"还没选：{'、'.join(groups)}", "label"),)
        return (Word("没有的不选，按 Enter 往下", "label"),)

    def values(self) -> Mapping[str, str]:
        """Return the codes."""
        return {SITUATIONS: ",".join(self.codes())}

    def clear(self) -> None:
        """Empty the step."""
        self.show_item(None)

    def take_focus(self) -> None:
        """Go to the list."""
        self._was_asked = True
        self.list.setFocus()

    def _show(self, codes: tuple[str, ...]) -> None:
        self._codes = codes
        item = self._item
        lines: list[SituationLine] = []
        for question in questions(item.situations, codes) if item else ():
            for row_of, situation in enumerate(question.answers):
                key = str(len(lines) + 1) if len(lines) < _MOST_KEYS else ""
                text = question.text or self._stacked(situation.within)
                is_on = situation.code in codes
                lines.append(SituationLine(situation, key, text, row_of, is_on=is_on))
        self.lines.show(lines)
        self.list.updateGeometry()

    def _stacked(self, within: str) -> str:
        """Return what stands beside answers of which any number may hold."""
        inside = self._item.situations if self._item else ()
        outer = next((one.label for one in inside if one.code == within), "")
        return f"{outer}的，再看" if outer else _STACKED

    def _go_to(self, code: str) -> None:
        for place, line in enumerate(self.lines.entries):
            if line.situation.code == code:
                self.list.go_to(place)

    def _open_groups(self) -> tuple[str, ...]:
        """Return the groups of which nothing holds yet."""
        return open_groups(self._item.situations, self._codes) if self._item else ()

    def _on_picked(self, place: int) -> None:
        """Enter: choose the line where its group is still open, then go on."""
        line = self.lines.entries[place]
        if line.situation.group in self._open_groups():
            self.tick(place)
        still_open = self._open_groups()
        if not still_open:
            self.settled.emit()
            return
        for other, following in enumerate(self.lines.entries):
            if following.situation.group == still_open[0]:
                self.list.go_to(other)
                return


class _TickList(PickList):
    """Number keys and blank tick."""

    ticked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _ROW)
        self.clicked.connect(lambda index: self.ticked.emit(index.row()))

    def on_key(self, event: QKeyEvent) -> bool:
        """Act on a plain key; True when it is done with."""
        if event.key() == Qt.Key.Key_Space:
            self.ticked.emit(self.place)
            return True
        if event.text() in tuple("123456789"):
            self.ticked.emit(int(event.text()) - 1)
            return True
        return False


class _SituationPainter(EntryPainter):
    """Group, key, mark, label."""

    def paint_entry(self, painter: QPainter, size: QSize, entry: object, *, chosen: bool) -> None:
        """Draw one situation."""
        del chosen
        if not isinstance(entry, SituationLine):
            return
        u, high = self.theme.u, size.height()
        asked = min(u(_ASKED), size.width() // 3)
        told = _told_row(entry, QFontMetricsF(self.theme.font(14)), asked)
        self.put(painter, QRectF(u(50), 0, asked, high), told, "ink_3", 14)
        left = u(50) + asked + u(6)
        self._paint_key(painter, QRectF(left, (high - u(21)) / 2, u(21), u(21)), entry.key)
        mark = QRectF(left + u(34), (high - u(18)) / 2, u(18), u(18))
        if entry.situation.group:
            self._paint_radio(painter, mark, is_on=entry.is_on)
        else:
            self._paint_box(painter, mark, is_on=entry.is_on)
        words = QRectF(left + u(64), 0, size.width() - left - u(78), high)
        self.put(painter, words, entry.situation.label)

    def _paint_key(self, painter: QPainter, box: QRectF, key: str) -> None:
        if not key:
            return
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.setBrush(self.theme.colour("sunken"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), self.theme.u(4), 4)
        painter.setPen(self.theme.colour("ink_2"))
        painter.setFont(self.theme.font(13))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)

    def _paint_radio(self, painter: QPainter, box: QRectF, *, is_on: bool) -> None:
        ring = self.theme.u(5) if is_on else 2
        painter.setPen(QPen(self.theme.colour("accent" if is_on else "line_strong"), ring))
        painter.setBrush(self.theme.colour("surface"))
        half = ring / 2
        painter.drawEllipse(box.adjusted(half, half, -half, -half))

    def _paint_box(self, painter: QPainter, box: QRectF, *, is_on: bool) -> None:
        u = self.theme.u
        painter.setPen(QPen(self.theme.colour("accent" if is_on else "line_strong"), 2))
        painter.setBrush(self.theme.colour("accent" if is_on else "surface"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), u(4), u(4))
        if is_on:
            painter.drawPixmap(box.topLeft(), self.theme.pixmap("check", 18, "on_accent"))


def _told_row(entry: SituationLine, metrics: QFontMetricsF, width: float) -> str:
    """Return the part of the question that stands beside this answer: it flows down over them."""
    lines = [""]
    for sign in entry.question:
        if metrics.horizontalAdvance(lines[-1] + sign) > width and sign not in _NEVER_FIRST:
            lines.append("")
        lines[-1] += sign
    return lines[entry.row] if entry.row < len(lines) else ""


def _said(text: str) -> QLabel:
    return label(text, "hint")
