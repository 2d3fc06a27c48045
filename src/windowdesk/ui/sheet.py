"""Sheets over the desk: at most one at a time, Esc puts it aside, nothing beneath changes."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QVBoxLayout, QWidget

from windowdesk.ui.acts import KeyAct, KeyGroup, install
from windowdesk.ui.cover import Cover
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, Item, column, label, row
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme

_SCRIM_ALPHA = 140
_EDGE = 14


class Sheet(QFrame):
    """A sheet with a head line; fill it with ``put``.

    ``width`` is in px at 100 %; a window that is narrower narrows it. ``left`` is emitted when it
    was put aside. ``keys`` may be overridden; they work while the sheet is open.
    """

    wants_aside = Signal()
    left = Signal()

    def __init__(self, theme: Theme, icon: str, title: str, *, width: int = 860) -> None:
        super().__init__()
        self.theme = theme
        self.width_px = width
        self.setProperty("role", "sheet")
        self.setAccessibleName(title)
        self._title = label(title, "title")
        self.note = label("", "hint")
        head = row(
            theme,
            IconSign(theme, icon=icon, size=24, colour="accent"),
            10,
            self._title,
            STRETCH,
            self.note,
            12,
            KeyCap(theme, "Esc"),
            4,
            label("收起", "hint"),
        )
        self._column = QVBoxLayout()
        LayoutMeasure(theme, self._column)
        self.setLayout(column(theme, head, 14, (self._column, 1), margins=(26, 20, 26, 22)))

    def put(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Add content under what is there."""
        if isinstance(content, QLayout):
            self._column.addLayout(content, stretch)
        else:
            self._column.addWidget(content, stretch)

    def put_row(self, *items: Item) -> None:
        """Add a row of parts under what is there."""
        self.put(row(self.theme, *items))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet, without Esc."""
        return ()

    def take_focus(self) -> None:
        """Put the focus where work begins; the first stop of the Tab ring by default."""
        self.focusNextPrevChild(True)


class SheetHost(Cover):
    """Shows one sheet over the scrim, in the middle of the window."""

    opened = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: Sheet | None = None
        theme.changed.connect(self.on_resized)

    @property
    def current(self) -> Sheet | None:
        """The sheet that is open."""
        return self._sheet

    def open(self, sheet: Sheet) -> None:
        """Open a sheet; one that was open is put aside first."""
        if self._sheet is not None:
            self._drop(self._sheet)
        self.cover()
        self._sheet = sheet
        sheet.setParent(self)
        sheet.installEventFilter(self)
        sheet.wants_aside.connect(self.put_aside)
        aside = KeyGroup("", (KeyAct("Esc", "", self.put_aside),))
        install(sheet, (*sheet.keys(), aside), Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sheet.show()
        self.on_resized()
        sheet.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        sheet.take_focus()
        self.opened.emit()

    def put_aside(self) -> None:
        """Close the sheet; focus and caret go back to where they were."""
        if self._sheet is None:
            return
        sheet, self._sheet = self._sheet, None
        self._drop(sheet)
        self.uncover()
        self.cleared.emit()

    def on_resized(self) -> None:
        """Set the sheet in the middle, at its natural height."""
        if self._sheet is None:
            return
        u = self._theme.u
        edge = u(_EDGE)
        width = min(u(self._sheet.width_px), self.width() - 2 * edge)
        self._sheet.setFixedWidth(width)
        layout = self._sheet.layout()
        natural = self._sheet.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            natural = layout.totalHeightForWidth(width)
        height = min(natural, self.height() - 2 * edge)
        self._sheet.resize(width, height)
        self._sheet.move((self.width() - width) // 2, (self.height() - height) // 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt override: a sheet whose content changed is measured again."""
        if watched is self._sheet and event.type() == QEvent.Type.LayoutRequest:
            self.on_resized()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override: a click beside the sheet does nothing, so that nothing is lost by it."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt override
        """Qt override: the scrim."""
        painter = QPainter(self)
        scrim = self._theme.colour("scrim")
        scrim.setAlpha(_SCRIM_ALPHA)
        painter.fillRect(self.rect(), scrim)
        painter.end()

    def _drop(self, sheet: Sheet) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and sheet.isAncestorOf(focus):
            focus.clearFocus()
        sheet.hide()
        sheet.left.emit()
        sheet.deleteLater()
