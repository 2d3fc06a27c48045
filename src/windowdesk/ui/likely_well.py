"""像是同一个人: known persons who are like what was typed, to be taken over by one key."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from windowdesk.domain.divisions import Divisions
from windowdesk.services.worklists import PartyRow
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.case_words import village_name
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, Item, column, empty, label, row
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone


class LikelyWell(QFrame):
    """Hidden while there is nobody to show. ``picked`` carries the row of 就是他."""

    picked = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, divisions: Divisions) -> None:
        super().__init__()
        self._theme = theme
        self._divisions = divisions
        self._rows: tuple[PartyRow, ...] = ()
        self._buttons: list[KeyButton] = []
        self._lines = QVBoxLayout()
        LayoutMeasure(theme, self._lines)
        self.setProperty("role", "well")
        head = row(theme, 12, label("像是同一个人", "label"), STRETCH, KeyCap(theme, "Alt+↓"), 10)
        self.setLayout(column(theme, head, 2, self._lines, margins=(0, 8, 0, 6)))
        self.hide()

    @property
    def rows(self) -> tuple[PartyRow, ...]:
        """The persons that are shown."""
        return self._rows

    def show_rows(self, rows: Sequence[PartyRow], typed_name: str) -> None:
        """Show other persons; ``typed_name`` is what a name differs from."""
        self._rows = tuple(rows)
        self._buttons = []
        empty(self._lines)
        for found in self._rows:
            button = KeyButton(self._theme, "就是他", kind=ButtonKind.QUIET)
            button.setAutoDefault(True)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            village = village_name(self._divisions, found.village)
            button.setAccessibleName(f"就是他：{found.name} {found.id_masked} {village}")
            button.clicked.connect(partial(self.picked.emit, found))
            self._buttons.append(button)
            self._lines.addLayout(row(self._theme, *_words(found, village, typed_name), button, 6))
        self.setVisible(bool(self._rows))

    def take_focus(self) -> bool:
        """Go to the first person; False when there is none."""
        if not self._buttons or not self.isVisible():
            return False
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ↑↓ go from person to person, over the first one back to the field."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), -1)
        if step is None or here < 0:
            super().keyPressEvent(event)
        elif here + step < 0:
            self.left.emit()
        elif here + step < len(self._buttons):
            self._buttons[here + step].setFocus(Qt.FocusReason.OtherFocusReason)


def _words(found: PartyRow, village: str, typed_name: str) -> list[Item]:
    words: list[Item] = [
        12,
        label(found.name, "strong"),
        12,
        label(found.id_masked, "second"),
        12,
        label(village, "second"),
        12,
    ]
    if found.cases:
        words += [label(f"办过 {found.cases} 件", "hint"), 12]
    if typed_name and not found.name.startswith(typed_name):
        words.append(label("姓名写法不同", "hint", Tone.AMBER))
    return [*words, STRETCH]
