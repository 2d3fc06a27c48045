"""Fields in equal columns that flow on, and the ground that keeps the one in use in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from windowdesk.ui.fields import Field
from windowdesk.ui.measures import LayoutMeasure, Margins
from windowdesk.ui.theme import Theme

_ACROSS = 14
_DOWN = 8
_MOST_COLUMNS = 3
_LEAST_HEIGHT = 72


class FieldGrid(QWidget):
    """Fields from left to right, then down; a hidden field leaves no hole."""

    def __init__(self, theme: Theme, margins: Margins = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._measure = _GridMeasure(theme, self._grid, margins)
        self._fields: list[tuple[Field, int]] = []
        self._columns = _MOST_COLUMNS

    def set_fields(self, fields: Sequence[tuple[Field, int]]) -> None:
        """Take other fields, each with the number of columns that it spans."""
        kept = {field for field, _span in fields}
        for field, _span in self._fields:
            if field not in kept:
                self._grid.removeWidget(field)
                field.hide()
                field.deleteLater()
        self._fields = list(fields)
        self.arrange()

    def set_columns(self, columns: int) -> None:
        """Flow into another number of columns."""
        if columns != self._columns:
            self._columns = columns
            self.arrange()

    def set_margins(self, margins: Margins) -> None:
        """Change the margins, for folding."""
        self._measure.set_margins(margins)

    def arrange(self) -> None:
        """Place the fields again, after one was shown or hidden."""
        place = 0
        for field, wanted in self._fields:
            self._grid.removeWidget(field)
            if field.isHidden() and field.parent() is self:
                continue
            span = _span(wanted, self._columns)
            if place % self._columns + span > self._columns:
                place += self._columns - place % self._columns
            across = place % self._columns
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(field, place // self._columns, across, 1, span, top)
            place += span
        for index in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(index, 1 if index < self._columns else 0)


def _span(wanted: int, columns: int) -> int:
    """Return how many columns a field takes: a whole row stays one, all else folds to a column."""
    if wanted >= _MOST_COLUMNS:
        return columns
    return wanted if columns == _MOST_COLUMNS else 1


class Ground(QScrollArea):
    """Shows all of its content where there is room, else the part that has the focus."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)
        self._curtain = _Curtain(theme, self.viewport())
        self.verticalScrollBar().valueChanged.connect(self._hide_cut_row)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def below(self, parts: Sequence[QWidget]) -> int:
        """Return how many of these parts of the content end under the edge of what is shown."""
        edge = self.verticalScrollBar().value() + self.viewport().height()
        return sum(not part.isHidden() and part.geometry().bottom() > edge for part in parts)

    def sizeHint(self) -> QSize:
        """Qt override: as high as the content."""
        content = self._content
        width = self.viewport().width()
        layout = content.layout()
        height = content.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(width)
        return QSize(content.minimumSizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Qt override: one field with its label."""
        return QSize(0, min(self._theme.u(_LEAST_HEIGHT), self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: content that changed wants another height."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            QTimer.singleShot(0, self, self._hide_cut_row)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._hide_cut_row)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            edge = self._theme.u(30)
            self.ensureWidgetVisible(new, 0, edge)
            self._hide_cut_row()

    def _hide_cut_row(self) -> None:
        """Cover a row of fields that would be seen in part, unless the caret is in it."""
        top = self.verticalScrollBar().value()
        edge = top + self.viewport().height()
        focus = QApplication.focusWidget()
        begins: dict[int, bool] = {}
        for field in self._content.findChildren(Field):
            at = field.mapTo(self._content, QPoint(0, 0)).y()
            if not field.isHidden() and top < at < edge < at + field.height() - self._theme.u(4):
                used = focus is not None and field.isAncestorOf(focus)
                begins[at] = begins.get(at, False) or used
        cut = [at for at, used in begins.items() if not used]
        self._curtain.setVisible(bool(cut) and len(cut) == len(begins))
        if cut:
            height = edge - min(cut)
            below = self.viewport().height() - height
            self._curtain.setGeometry(0, below, self.viewport().width(), height)


class _Curtain(QWidget):
    """Ground colour over what there is no whole room for; it lies over the content."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt override."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        painter.end()


class _GridMeasure(LayoutMeasure):
    """A grid is closer downwards than across."""

    def __init__(self, theme: Theme, layout: QGridLayout, margins: Margins) -> None:
        self._down = layout
        self._scale = theme
        super().__init__(theme, layout, margins, _ACROSS)

    def measure(self) -> None:
        """Set every number at the scale of the theme."""
        super().measure()
        self._down.setVerticalSpacing(self._scale.u(_DOWN))
