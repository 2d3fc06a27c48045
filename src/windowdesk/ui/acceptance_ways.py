"""The buttons of the other outcomes under the main button, each with its key."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.parts import bare, column, row
from windowdesk.ui.theme import Theme


class OutcomeButtons(QWidget):
    """``wanted`` carries the key of the way that was pressed."""

    wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._answers = bare(
            row(
                theme,
                (self._way(theme, "补正告知", "F6"), 1),
                8,
                (self._way(theme, "不予受理", "F7"), 1),
            )
        )
        self._received = bare(
            row(
                theme,
                (self._way(theme, "当场更正", "Alt+G"), 1),
                8,
                (self._way(theme, "取回材料", "Alt+Q"), 1),
            )
        )
        self.setLayout(column(theme, self._answers, self._received, gap=8))
        self.show_for(has_item=False, is_received=False)

    def show_for(self, *, has_item: bool, is_received: bool) -> None:
        """Show the ways that there are: before an item is chosen there are none."""
        self._answers.setVisible(has_item)
        self._received.setVisible(has_item and is_received)

    def _way(self, theme: Theme, text: str, key: str) -> KeyButton:
        button = KeyButton(theme, text, key)
        button.clicked.connect(partial(self.wanted.emit, key))
        return button
