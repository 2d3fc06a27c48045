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
        self._theme = theme
        self.receive_button = KeyButton(theme, "只收件", "Alt+S")
        self._answers = self._pair(self._way("补正告知", "F6"), self._way("不予受理", "F7"))
        self.defer_button = self._way("容缺受理", "Alt+C")
        self._received = self._pair(self._way("当场更正", "Alt+G"), self._way("取回材料", "Alt+Q"))
        self._new = self._pair(self.receive_button, self._way("咨询", "Alt+Z"))
        self.setLayout(
            column(theme, self.defer_button, self._answers, self._received, self._new, gap=8)
        )
        self.show_for(has_item=False, is_received=False)

    def show_for(self, *, has_item: bool, is_received: bool, may_defer: bool = False) -> None:
        """Show the ways that there are: before an item is chosen nothing can be refused.

        ``may_defer``: something is missing that may come late.
        """
        self.defer_button.setVisible(has_item and may_defer)
        self._answers.setVisible(has_item)
        self._received.setVisible(has_item and is_received)
        self._new.setVisible(not is_received)

    def _pair(self, left: KeyButton, right: KeyButton) -> QWidget:
        return bare(row(self._theme, (left, 1), 8, (right, 1)))

    def _way(self, text: str, key: str) -> KeyButton:
        button = KeyButton(self._theme, text, key)
        button.clicked.connect(partial(self.wanted.emit, key))
        return button
