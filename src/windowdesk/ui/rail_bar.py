"""The rail: one button a desk, with its icon, word and count; F1 at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.room import Rail
from windowdesk.ui.theme import Theme

_WIDTH = {Rail.FULL: 80, Rail.WORDS: 72, Rail.HIDDEN: 72}
_HEIGHT = {Rail.FULL: 62, Rail.WORDS: 44, Rail.HIDDEN: 44}
_MOST = 99


@dataclass(frozen=True)
class RailEntry:
    """A desk on the rail: its code, word, icon and the digit of its Ctrl key."""

    code: str
    title: str
    icon: str
    digit: int


class RailBar(QFrame):
    """``chosen`` carries the code of the desk that was clicked; ``keys_wanted`` follows F1 按键."""

    chosen = Signal(str)
    keys_wanted = Signal()

    def __init__(self, theme: Theme, entries: Sequence[RailEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._form = Rail.FULL
        self._current = ""
        self.setProperty("role", "rail")
        self._layout = QVBoxLayout(self)
        LayoutMeasure(theme, self._layout, (0, 6, 0, 6), 2)
        self._buttons = {entry.code: _RailButton(theme, entry, self) for entry in entries}
        for button in self._buttons.values():
            button.picked.connect(self.chosen)
            self._layout.addWidget(button)
        self._layout.addStretch()
        self._foot = QToolButton()
        self._foot.setText("F1 按键")
        self._foot.setProperty("role", "rail_foot")
        self._foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._foot.clicked.connect(self.keys_wanted)
        self._layout.addWidget(self._foot)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_form(self, form: Rail) -> None:
        """Take the form that there is room for."""
        self._form = form
        self._restyle()

    def set_current(self, code: str) -> None:
        """Mark the desk that is in front."""
        self._current = code
        for own, button in self._buttons.items():
            button.set_current(current=own == code)

    def set_count(self, code: str, count: int) -> None:
        """Show how many wait at a desk; 0 shows nothing."""
        if code in self._buttons:
            self._buttons[code].set_count(count)

    def _restyle(self) -> None:
        self.setFixedWidth(self._theme.u(_WIDTH[self._form]))
        for button in self._buttons.values():
            button.set_form(self._form)


class _RailButton(QToolButton):
    picked = Signal(str)

    def __init__(self, theme: Theme, entry: RailEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entry = entry
        self._form = Rail.FULL
        self._badge = QLabel(self)
        self._badge.setProperty("role", "badge")
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        self.setProperty("role", "rail")
        self.setText(entry.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title}  Ctrl+{entry.digit}")
        self.clicked.connect(self._on_clicked)

    def set_form(self, form: Rail) -> None:
        self._form = form
        self.setFixedHeight(self._theme.u(_HEIGHT[form]))
        if form is Rail.FULL:
            ink = "rail_on" if self.isChecked() else "rail_ink"
            side = self._theme.u(24)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            self.setIcon(QIcon(self._theme.pixmap(self._entry.icon, 24, ink)))
            self.setIconSize(QSize(side, side))
        else:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            self.setIcon(QIcon())
        self._place_badge()

    def set_current(self, *, current: bool) -> None:
        self.setChecked(current)
        self.set_form(self._form)

    def set_count(self, count: int) -> None:
        self._badge.setText(str(count) if count <= _MOST else f"{_MOST}+")
        self._badge.setVisible(count > 0)
        self.setAccessibleDescription(f"{count} 件" if count else "")
        self._place_badge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: the count keeps to the upper right."""
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        u = self._theme.u
        # Beside the icon; where there are only words, in the corner above them.
        is_full = self._form is Rail.FULL
        wide = self._theme.metrics(13).horizontalAdvance(self._badge.text()) + u(10)
        self._badge.resize(max(wide, u(24)), u(18))
        right = self.width() - (u(5) if is_full else 0)
        self._badge.move(right - self._badge.width(), u(4) if is_full else 0)

    def _on_clicked(self) -> None:
        self.setChecked(True)
        self.picked.emit(self._entry.code)
