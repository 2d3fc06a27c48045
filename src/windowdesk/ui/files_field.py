"""The files that answer a question of a form: picked among those that are attached."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from windowdesk.forms.lists import list_text, read_list
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.many_field import ManyField
from windowdesk.ui.theme import Theme

_GAP = 6
_COLUMNS = 3
_WIDEST = 210
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class FilesField(ManyField):
    """1…9 pick a file, ↑↓ go from one to the next, the blank picks, Enter goes on.

    ``attach_wanted`` asks for a new file, which is picked once it is attached. A picked name stays
    until it is let go, also while no such file is there: the rule of the form says so.
    """

    attach_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, label: str) -> None:
        self._names: tuple[str, ...] = ()
        self._picked: list[str] = []
        self.chips: list[QPushButton] = []
        self._box = QWidget()
        self._grid = QGridLayout(self._box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.u(_GAP))
        self.attach_button = KeyButton(theme, "附文件", "Alt+F")
        super().__init__(theme, parent, self._box, label)
        self.attach_button.setAccessibleName(f"{label} 附文件")
        self.attach_button.clicked.connect(self.attach_wanted)
        self._show_chips()

    def value(self) -> str:
        """Return the picked names as a list, '' for none."""
        return list_text(self._picked)

    def set_value(self, value: str) -> None:
        """Pick these names."""
        self._picked = list(dict.fromkeys(read_list(value)))
        self._show_chips()
        self.set_fault("")

    def show_files(self, names: Sequence[str]) -> None:
        """Offer these files; what is wrong is judged anew."""
        names = tuple(dict.fromkeys(names))
        if names == self._names:
            return
        self._names = names
        self._show_chips()
        if self.fault():
            self.check()

    def pick(self, name: str) -> None:
        """Pick a file that was attached just now."""
        if name not in self._picked:
            self._picked.append(name)
            self._show_chips()
            self.changed()

    def enter_from(self, part: QWidget) -> None:
        """Leave all chips at once."""
        del part
        self.finish()

    def on_part_key(self, part: QWidget, event: QKeyEvent) -> bool:
        """Act on digits, arrows and Ctrl+V."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
            return True
        step, plain = _STEPS.get(Qt.Key(event.key())), not event.modifiers()
        if step is not None and plain:
            parts = self.shown_parts()
            place = parts.index(part) + step
            if 0 <= place < len(parts):
                parts[place].setFocus()
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

    def changeEvent(self, event: QEvent) -> None:
        """Qt override: names are cut anew where the letters change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._name_chips()

    def _show_chips(self) -> None:
        shown = [*self._names, *(name for name in self._picked if name not in self._names)]
        while len(self.chips) < len(shown):
            self._add_chip()
        for chip in self.chips[len(shown) :]:
            chip.hide()
            chip.deleteLater()
        del self.chips[len(shown) :]
        for chip, name in zip(self.chips, shown, strict=True):
            with QSignalBlocker(chip):
                chip.setProperty("name", name)
                chip.setChecked(name in self._picked)
            chip.setAccessibleName(f"{self.get_label()} {name}")
        self._name_chips()
        self._arrange()
        self.set_parts([*self.chips, self.attach_button])

    def _arrange(self) -> None:
        """Put the chips in rows, the button after the last one."""
        for place, part in enumerate((*self.chips, self.attach_button)):
            self._grid.addWidget(part, place // _COLUMNS, place % _COLUMNS)

    def _name_chips(self) -> None:
        for number, chip in enumerate(self.chips, 1):
            name = str(chip.property("name"))
            room = self.theme.u(_WIDEST)
            cut = chip.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
            chip.setText(f"{number} {cut}".replace("&", "&&"))
            chip.setToolTip(name if cut != name else "")

    def _add_chip(self) -> None:
        chip = QPushButton()
        chip.setCheckable(True)
        chip.setProperty("kind", "chip")
        chip.toggled.connect(lambda on, chip=chip: self._on_toggled(chip, on=on))
        self.chips.append(chip)

    def _on_toggled(self, chip: QPushButton, *, on: bool) -> None:
        name = str(chip.property("name"))
        if on and name not in self._picked:
            self._picked.append(name)
        elif not on and name in self._picked:
            self._picked.remove(name)
        self.changed()
