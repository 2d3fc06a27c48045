"""The line under the find field: what narrows the search, each part to be cleared by itself.

While nothing does, the saved filters stand there with their keys.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from windowdesk.domain.clock import Light
from windowdesk.services.case_filter import SavedFilter
from windowdesk.services.filter_words import FilterPart
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.light_sign import light_pixmap
from windowdesk.ui.parts import empty, label
from windowdesk.ui.theme import Theme

MOST_KEYED = 9
_GAP = 6
_CLEAR = "　×"


class FindBar(QWidget):
    """``cleared`` carries the field of a part, ``picked`` the place of a saved filter."""

    cleared = Signal(str)
    picked = Signal(int)
    more_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[QPushButton] = []
        self._more = QPushButton()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_parts(self, parts: Sequence[FilterPart], light: Light | None) -> None:
        """Show what narrows the search, in words."""
        chips: list[QPushButton] = []
        for part in parts:
            chip = _PartChip(part)
            chip.cleared.connect(self.cleared)
            if part.field == "light" and light is not None:
                pixmap = light_pixmap(self._theme, light)
                chip.setIcon(QIcon(pixmap))
                chip.setIconSize(pixmap.size())
            chips.append(chip)
        self._put(chips)

    def show_saved(self, saved: Sequence[SavedFilter]) -> None:
        """Show the saved filters that have a key."""
        chips: list[QPushButton] = []
        for place, kept in enumerate(saved[:MOST_KEYED]):
            chip = KeyButton(self._theme, kept.name, f"Alt+{place + 1}", ButtonKind.QUIET)
            chip.clicked.connect(lambda _checked=False, at=place: self.picked.emit(at))
            chips.append(chip)
        self._put(chips)
        if not chips:
            self._layout.insertWidget(0, label("可以按村、事项、时限、日子一起找", "hint"))

    def texts(self) -> list[str]:
        """Return what the chips say, for a screen reader."""
        return [chip.accessibleName() or chip.text() for chip in self._chips]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: what has no room gives way to one chip that says how many."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt override: one chip."""
        return QSize(self._theme.u(120), self._theme.u(34))

    def sizeHint(self) -> QSize:
        """Qt override: the height of a chip."""
        return QSize(self._theme.u(400), self._theme.u(34))

    def _put(self, chips: list[QPushButton]) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        empty(self._layout)
        self._chips = chips
        for chip in chips:
            self._layout.addWidget(chip)
        self._more = QPushButton()
        self._more.setProperty("kind", "chip")
        self._more.clicked.connect(self.more_wanted)
        self._layout.addWidget(self._more)
        self._layout.addStretch()
        if had_focus and chips:
            chips[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _fit(self) -> None:
        gap = self._theme.u(_GAP)
        self._layout.setSpacing(gap)
        room = self.width() - self._theme.u(90)
        shown = 0
        for chip in self._chips:
            room -= chip.sizeHint().width() + gap
            fits = room >= 0 or shown == 0
            chip.setVisible(fits)
            shown += fits
        hidden = len(self._chips) - shown
        self._more.setVisible(hidden > 0)
        self._more.setText(f"还有 {hidden} 样")


class _PartChip(QPushButton):
    """One part of the filter: a click, Enter, blank, Delete or Backspace clears it."""

    cleared = Signal(str)

    def __init__(self, part: FilterPart) -> None:
        super().__init__(part.words + _CLEAR)
        self._field = part.field
        self.setProperty("kind", "chip")
        self.setAccessibleName(part.words)
        self.setAccessibleDescription("按 Enter 去掉")
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override."""
        if event.key() in (
            *(Qt.Key.Key_Return, Qt.Key.Key_Enter),
            *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace),
        ):
            self.cleared.emit(self._field)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        self.cleared.emit(self._field)
