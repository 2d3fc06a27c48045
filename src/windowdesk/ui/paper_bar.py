"""The way to the sheets about papers, for the mouse; their keys work on every desk."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.parts import STRETCH, Item, row
from windowdesk.ui.theme import Theme

VERIFY_KEY, LEDGER_KEY, SEAL_KEY = "Ctrl+H", "Ctrl+T", "Ctrl+S"
PAPER_ACTS = ((VERIFY_KEY, "核验文书"), (LEDGER_KEY, "文书台账"), (SEAL_KEY, "用印"))


class PaperBar(QWidget):
    """``wanted`` carries the key of the sheet."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        buttons: list[Item] = []
        for key, text in PAPER_ACTS:
            button = KeyButton(theme, text, key, ButtonKind.QUIET)
            button.clicked.connect(partial(self.wanted.emit, key))
            buttons += [button, 18]
        self.setLayout(row(theme, *buttons, STRETCH, margins=(18, 6, 18, 8)))
