"""Rows of the page 办件 that paint themselves: papers with their printing, materials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from windowdesk.domain.document import PRINT_LABEL, PrintState
from windowdesk.domain.materials import MATERIAL_LABEL, HandedIn, MaterialState
from windowdesk.services.lookup import CaseView
from windowdesk.services.worklists import PrintRow
from windowdesk.ui.case_story import PAPER_MARK
from windowdesk.ui.painted import Painted
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_PAPER_ROW: Final = 47
_MATERIAL_ROW: Final = 27
_LEFT: Final = 28
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_PRINT_TONE: Mapping[PrintState, Tone] = MappingProxyType({PrintState.NOT_PRINTED: Tone.AMBER})
_MATERIAL_SIGN: Mapping[MaterialState, tuple[str, Tone]] = MappingProxyType(
    {
        MaterialState.UNCHECKED: ("clock", Tone.GREY),
        MaterialState.PRESENT: ("check", Tone.GREEN),
        MaterialState.MISSING: ("cross", Tone.RED),
        MaterialState.LATE: ("clock", Tone.AMBER),
        MaterialState.PROMISED: ("hand", Tone.BLUE),
        MaterialState.SHARED: ("link", Tone.BLUE),
    }
)


@dataclass(frozen=True)
class PaperLine:
    """A paper of the case and its newest printing; ``print_id`` is None where there is none."""

    document_id: int
    title: str
    number: str
    state_text: str
    tone: Tone
    print_id: int | None
    state: PrintState | None


def paper_lines(view: CaseView) -> tuple[PaperLine, ...]:
    """Return the papers of a case, newest first."""
    newest: dict[int, PrintRow] = {}
    for printing in view.prints:
        newest.setdefault(printing.document_id, printing)
    # Papers of one act bear the same time; the events tell which came first.
    numbers = [key.removeprefix(PAPER_MARK) for event in view.events for key in event.detail]
    place = {number: index for index, number in enumerate(numbers)}
    void = frozenset(view.case.outcomes.void_papers)
    lines = []
    for paper in sorted(view.papers, key=lambda p: place.get(p.number, -1), reverse=True):
        last = newest.get(paper.document_id)
        lines.append(
            PaperLine(
                document_id=paper.document_id,
                title=paper.title,
                number=paper.number,
                state_text="已作废" if paper.number in void else _printing(last),
                tone=_tone(last, is_void=paper.number in void),
                print_id=last.print_id if last else None,
                state=last.state if last else None,
            )
        )
    return tuple(lines)


def _tone(last: PrintRow | None, *, is_void: bool) -> Tone:
    if is_void:
        return Tone.RED
    return _PRINT_TONE.get(last.state, Tone.PLAIN) if last else Tone.PLAIN


def material_words(material: HandedIn) -> str:
    """Return 原件 2，复印件 1, or what stands in their place."""
    if material.state is not MaterialState.PRESENT:
        return MATERIAL_LABEL[material.state]
    counts = (("原件", material.originals), ("复印件", material.copies), ("电子", material.files))
    return "，".join(f"{name} {count}" for name, count in counts if count) or "齐"


class PaperRows(Painted):
    """Papers as rows of 47 px. ↑↓ choose, Enter or a click opens; rows move to keep it in sight."""

    opened = Signal(int)
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._lines: tuple[PaperLine, ...] = ()
        self._current = 0
        self._first = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.describe("文书")

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """The papers in the order shown."""
        return self._lines

    @property
    def index(self) -> int:
        """The number of the chosen paper."""
        return self._current

    @property
    def line(self) -> PaperLine | None:
        """The chosen paper, None while there is none."""
        return self._lines[self._current] if self._current < len(self._lines) else None

    def show_lines(self, lines: tuple[PaperLine, ...]) -> None:
        """Show other papers; the chosen one stays chosen while it is there."""
        chosen = self.line
        self._lines = lines
        ids = [line.document_id for line in lines]
        known = chosen is not None and chosen.document_id in ids
        self._current = ids.index(chosen.document_id) if chosen is not None and known else 0
        self.setMaximumHeight(max(1, len(lines)) * self.theme.u(_PAPER_ROW))
        self._tell()

    def natural(self) -> QSize:
        """Two rows at least."""
        return QSize(self.theme.u(200), self.theme.u(_PAPER_ROW) * min(2, max(1, len(self._lines))))

    def refresh(self) -> None:
        """Qt follow-up of a change of theme: the rows have another height."""
        lines = max(1, len(getattr(self, "_lines", ())))
        self.setMaximumHeight(lines * self.theme.u(_PAPER_ROW))
        super().refresh()

    def paint(self, painter: QPainter) -> None:
        """Draw the rows that there is room for."""
        high = self.theme.u(_PAPER_ROW)
        room = max(1, self.height() // high)
        self._first = min(max(self._first, self._current - room + 1), self._current)
        for place, line in enumerate(self._lines[self._first : self._first + room]):
            index = self._first + place
            box = QRectF(0, place * high, self.width(), high)
            self._paint_line(painter, box, line, chosen=index == self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ↑↓ and Enter."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._lines:
            self._current = min(max(0, self._current + step), len(self._lines) - 1)
            self._tell()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._lines:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override: a click chooses a paper."""
        place = int(event.position().y()) // self.theme.u(_PAPER_ROW)
        if self._first + place < len(self._lines):
            self._current = self._first + place
            self._tell()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt override: a double click opens it."""
        del event
        if self._lines:
            self.opened.emit(self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt override: show which one is chosen."""
        super().focusInEvent(event)
        self._tell()

    def _tell(self) -> None:
        line = self.line
        if line is not None:
            self.describe("文书", f"{line.title} {line.number}，{line.state_text}")
        self.refresh()
        self.moved.emit()

    def _paint_line(self, painter: QPainter, box: QRectF, line: PaperLine, *, chosen: bool) -> None:
        theme, u = self.theme, self.theme.u
        if chosen and self.hasFocus():
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRectF(0, box.y(), u(3), box.height()), theme.colour("accent"))
        bottom = QRectF(0, box.bottom() - 1, box.width(), 1)
        painter.fillRect(bottom, theme.colour("line"))
        icon = "print-off" if line.tone is Tone.AMBER else "paper"
        ink = line.tone.ink if line.tone else "ink_3"
        painter.drawPixmap(u(4), int(box.y()) + u(13), theme.pixmap(icon, 20, ink))
        state = theme.metrics(13).horizontalAdvance(line.state_text) + 2
        state = min(state, int(box.width() * 0.5))
        right = box.right() - state
        self._put(painter, QRectF(right, box.y(), state, box.height()), line.state_text, ink, 13)
        room = right - u(_LEFT) - u(8)
        self._put(painter, QRectF(u(_LEFT), box.y() + u(2), room, u(24)), line.title, "ink", 15)
        self._put(painter, QRectF(u(_LEFT), box.y() + u(24), room, u(19)), line.number, "ink_3", 13)

    def _put(self, painter: QPainter, box: QRectF, text: str, ink: str, px: int) -> None:
        painter.setPen(self.theme.colour(ink))
        painter.setFont(self.theme.font(px))
        cut = self.theme.metrics(px).elidedText(
            text, Qt.TextElideMode.ElideMiddle, int(box.width())
        )
        painter.drawText(box, _MIDDLE, cut)


class MaterialRows(Painted):
    """Materials as rows of 27 px, those still out first; the last row says how many more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(theme, parent)
        self._materials: tuple[HandedIn, ...] = ()
        self._whole = whole
        policy = QSizePolicy.Policy.Fixed if whole else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)

    def show_materials(self, materials: Sequence[HandedIn]) -> None:
        """Show other materials."""
        order = {state: place for place, state in enumerate(_ORDER)}
        self._materials = tuple(sorted(materials, key=lambda m: order[m.state]))
        said = "，".join(f"{m.name} {material_words(m)}" for m in self._materials)
        self.describe("材料", said)
        self.refresh()

    def natural(self) -> QSize:
        """One row, or all of them."""
        rows = len(self._materials) if self._whole else min(2, len(self._materials))
        return QSize(self.theme.u(200), self.theme.u(_MATERIAL_ROW) * max(1, rows))

    def paint(self, painter: QPainter) -> None:
        """Draw the rows that there is room for."""
        high = self.theme.u(_MATERIAL_ROW)
        room = max(1, self.height() // high)
        shown = self._materials
        if len(shown) > room:
            shown = shown[: room - 1]
        for place, material in enumerate(shown):
            box = QRectF(0, place * high, self.width(), high)
            self._paint_row(painter, box, material)
        left = len(self._materials) - len(shown)
        if left:
            painter.setPen(self.theme.colour("ink_3"))
            painter.setFont(self.theme.font(14))
            box = QRectF(self.theme.u(_LEFT), len(shown) * high, self.width(), high)
            painter.drawText(box, _MIDDLE, f"还有 {left} 份")

    def _paint_row(self, painter: QPainter, box: QRectF, material: HandedIn) -> None:
        theme, u = self.theme, self.theme.u
        icon, tone = _MATERIAL_SIGN[material.state]
        top = int(box.y() + (box.height() - u(18)) / 2)
        painter.drawPixmap(u(4), top, theme.pixmap(icon, 18, tone.ink))
        words = material_words(material)
        wide = theme.metrics(13).horizontalAdvance(words) + 2
        painter.setFont(theme.font(13))
        quiet = material.state is MaterialState.PRESENT
        painter.setPen(theme.colour("ink_3" if quiet else tone.ink))
        painter.drawText(QRectF(box.right() - wide, box.y(), wide, box.height()), _RIGHT, words)
        room = box.width() - u(_LEFT) - wide - u(8)
        painter.setFont(theme.font(15))
        painter.setPen(theme.colour("ink"))
        name = theme.metrics(15).elidedText(material.name, Qt.TextElideMode.ElideMiddle, int(room))
        painter.drawText(QRectF(u(_LEFT), box.y(), room, box.height()), _MIDDLE, name)


_ORDER = (
    MaterialState.MISSING,
    MaterialState.LATE,
    MaterialState.UNCHECKED,
    MaterialState.PROMISED,
    MaterialState.PRESENT,
    MaterialState.SHARED,
)


def _printing(printing: PrintRow | None) -> str:
    if printing is None:
        return "已存档"
    again = "补打 " if printing.reprint else ""
    reason = f"：{printing.reason}" if printing.reason else ""
    return f"{again}{PRINT_LABEL[printing.state]}{reason}"
