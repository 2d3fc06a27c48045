"""Several of a list: chips that digits and the blank tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from windowdesk.forms.lists import list_text, read_list
from windowdesk.ui.many_field import ManyField
from windowdesk.ui.theme import Theme

_GAP = 6


class MultiChoiceField(ManyField):
    """1…9 tick a choice, ←→ go from one to the next, the blank ticks, Enter goes on."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, label: str, choices: Sequence[str]
    ) -> None:
        self._choices = tuple(choices)
        self.chips = [QPushButton(f"{n} {text}") for n, text in enumerate(self._choices, 1)]
        self._box = _ChipBox(theme, self.chips)
        super().__init__(theme, parent, self._box, label)
        for chip, text in zip(self.chips, self._choices, strict=True):
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            chip.setAccessibleName(f"{label} {text}")
            chip.clicked.connect(self.changed)
        self.set_parts(self.chips)
        self._put_in_ring(self.chips[0])

    def value(self) -> str:
        """Return the ticked choices as a list, '' for none."""
        pairs = zip(self.chips, self._choices, strict=True)
        return list_text([text for chip, text in pairs if chip.isChecked()])

    def set_value(self, value: str) -> None:
        """Tick these choices."""
        chosen = {*read_list(value), *value.split("、")}
        for chip, text in zip(self.chips, self._choices, strict=True):
            chip.setChecked(text in chosen)
        self.set_fault("")

    def enter_from(self, part: QWidget) -> None:
        """Leave all chips at once."""
        del part
        self.finish()

    def on_part_key(self, part: QWidget, event: QKeyEvent) -> bool:
        """Act on digits and arrows."""
        step = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1
        }.get(Qt.Key(event.key()))  # fmt: skip
        place = [*self.chips].index(part) if isinstance(part, QPushButton) else 0
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if 0 <= place + step < len(self.chips):
                self._put_in_ring(self.chips[place + step])
                self.chips[place + step].setFocus()
            return True
        digit = event.text()
        if digit.isdecimal() and digit.isascii() and 1 <= int(digit) <= len(self.chips):
            self.chips[int(digit) - 1].click()
            return True
        return False

    def mark(self, part: QWidget, *, bad: bool) -> None:
        """Leave the chips as they are; the sentence below is enough."""
        del bad
        part.setAccessibleDescription(self._below.text())

    def _put_in_ring(self, current: QPushButton) -> None:
        for chip in self.chips:
            own = chip is current
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if own else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(current)


class _ChipBox(QWidget):
    """Chips in as many equal columns as there is room for."""

    def __init__(self, theme: Theme, chips: Sequence[QPushButton]) -> None:
        super().__init__()
        self._theme = theme
        self._chips = chips
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._flow(4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override."""
        super().resizeEvent(event)
        widest = max(chip.sizeHint().width() for chip in self._chips) + self._theme.u(_GAP)
        self._flow(max(1, min(len(self._chips), event.size().width() // widest)))

    def _flow(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setSpacing(self._theme.u(_GAP))
        for chip in self._chips:
            self._grid.removeWidget(chip)
        for place, chip in enumerate(self._chips):
            self._grid.addWidget(chip, place // columns, place % columns)
        for column in range(len(self._chips) + 1):
            self._grid.setColumnStretch(column, 1 if column == columns else 0)
