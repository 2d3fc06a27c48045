"""The rows of the print list: sign, title, number and name, and what became of the printing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from windowdesk.domain.document import PRINT_LABEL, PrintState
from windowdesk.domain.local_time import clock_time
from windowdesk.services.worklists import PrintRow
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_ROW: Final = Qt.ItemDataRole.UserRole
_ROW_HEIGHT = 56
_ICON_AT, _TEXT_AT, _RIGHT = 16, 46, 14
_ROOT: Final = QModelIndex()
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PrintLook:
    """How a state of printing looks: its icon and its tone."""

    icon: str
    tone: Tone


LOOKS: Mapping[PrintState, PrintLook] = {
    PrintState.KEPT: PrintLook("paper", Tone.PLAIN),
    PrintState.WAITING: PrintLook("clock", Tone.PLAIN),
    PrintState.SPOOLED: PrintLook("clock", Tone.PLAIN),
    PrintState.DONE: PrintLook("check", Tone.GREEN),
    PrintState.NOT_PRINTED: PrintLook("print-off", Tone.AMBER),
    PrintState.VOID: PrintLook("print-off", Tone.PLAIN),
}


def print_words(row: PrintRow, *, has_printer: bool = True) -> str:
    """Return what became of a printing; where there is no printer, a paper just waits."""
    if row.state is PrintState.NOT_PRINTED and not has_printer:
        return PRINT_LABEL[PrintState.WAITING]
    text = PRINT_LABEL[row.state]
    return f"{text}：{row.reason}" if row.reason else text


class PrintRowsModel(QAbstractListModel):
    """The rows as they were read last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PrintRow, ...] = ()
        self.has_printer = True

    @property
    def rows(self) -> tuple[PrintRow, ...]:
        """The rows that are shown."""
        return self._rows

    def show_rows(self, rows: tuple[PrintRow, ...], *, has_printer: bool) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.has_printer = has_printer
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt override."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt override."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = print_words(row, has_printer=self.has_printer)
            return f"{row.title}，{row.number}，{row.applicant_name}，{words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title} {row.number}\n{row.reason}".strip()
        return None


class PrintRows(QListView):
    """``chosen`` follows ↑↓ and clicks; ``opened`` Enter or a double click."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows_model = PrintRowsModel(self)
        self.setModel(self.rows_model)
        self.setItemDelegate(_PrintDelegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("打印单")
        self.selectionModel().currentChanged.connect(self.chosen)
        self.doubleClicked.connect(self.opened)

    def current(self) -> PrintRow | None:
        """Return the row that is chosen."""
        row = self.currentIndex().data(_ROW) if self.currentIndex().isValid() else None
        return row if isinstance(row, PrintRow) else None

    def show_rows(self, rows: tuple[PrintRow, ...], *, has_printer: bool) -> None:
        """Show other rows; the chosen one stays chosen while it is there."""
        before = self.current()
        self.rows_model.show_rows(rows, has_printer=has_printer)
        ids = [row.print_id for row in rows]
        kept = ids.index(before.print_id) if before and before.print_id in ids else 0
        if rows:
            self.setCurrentIndex(self.rows_model.index(kept, 0))
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Qt override: all rows, as far as there is room."""
        rows = max(1, self.rows_model.rowCount())
        return QSize(self._theme.u(400), rows * self._theme.u(_ROW_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        """Qt override: the chosen row."""
        return QSize(self._theme.u(240), self._theme.u(_ROW_HEIGHT))


class _PrintDelegate(QStyledItemDelegate):
    """Rows of 56 px, as in the picture of states."""

    def __init__(self, theme: Theme, parent: PrintRows) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt override
        index: AnyIndex,  # noqa: ARG002
    ) -> QSize:
        """Qt override."""
        return QSize(self._theme.u(200), self._theme.u(_ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Qt override."""
        row = index.data(_ROW)
        if not isinstance(row, PrintRow):
            return
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.translate(box.topLeft())
        theme, u = self._theme, self._theme.u
        wide, high = box.width(), box.height()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRectF(0, 0, wide, high), theme.colour("accent_soft"))
            painter.fillRect(QRectF(0, 0, u(3), high), theme.colour("accent"))
        painter.fillRect(QRectF(u(16), high - 1, wide - u(16), 1), theme.colour("line"))
        look = LOOKS[row.state]
        ink = look.tone.ink if look.tone else "ink_2"
        painter.drawPixmap(u(_ICON_AT), (high - u(20)) // 2, theme.pixmap(look.icon, 20, ink))
        self._paint_words(painter, box.size(), row, look)
        painter.restore()

    def _paint_words(self, painter: QPainter, size: QSize, row: PrintRow, look: PrintLook) -> None:
        u = self._theme.u
        words = print_words(row, has_printer=self._view.rows_model.has_printer)
        right = min(self._theme.metrics(14).horizontalAdvance(words) + 2, size.width() // 2)
        left = u(_TEXT_AT)
        room = size.width() - left - right - u(_RIGHT) - u(10)
        title = f"{row.title}（补打）" if row.reprint else row.title
        who = f"{row.number} · {row.applicant_name} · {clock_time(row.asked_at)}"
        ink = look.tone.ink if look.tone else "ink_3"
        self._put(painter, QRectF(left, u(7), room, u(24)), title, "ink", 15)
        self._put(painter, QRectF(left, u(30), room, u(20)), who, "ink_3", 14)
        box = QRectF(size.width() - u(_RIGHT) - right, 0, right, size.height())
        self._put(painter, box, words, ink, 14)

    def _put(self, painter: QPainter, box: QRectF, text: str, ink: str, px: int) -> None:
        painter.setPen(self._theme.colour(ink))
        painter.setFont(self._theme.font(px))
        cut = self._theme.metrics(px).elidedText(
            text, Qt.TextElideMode.ElideMiddle, int(box.width())
        )
        painter.drawText(box, _MIDDLE, cut)
