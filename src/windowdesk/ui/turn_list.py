"""其他办理: what can be done with a case besides the buttons of the desk, one line each.

The walk: the reviewer sees that the case needs an expert's look. Alt+B opens this list, a figure
or ↑↓ and Enter picks the line, its sheet opens. A line that is off says who may.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from windowdesk.domain.states import Move
from windowdesk.ui.line_list import LineListSheet, ListLine
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import TurnOffer

TURN_LIST_KEY = "Alt+B"


class TurnListSheet(LineListSheet):
    """``chosen`` carries the move of the line that was picked."""

    chosen = Signal(Move)

    def __init__(self, theme: Theme, whose: str, offered: Sequence[TurnOffer]) -> None:
        lines = [
            ListLine(offer.title, offer.turn.explains, offer.off, offer.turn.key)
            for offer in offered
        ]
        super().__init__(theme, "其他办理", whose, lines)
        self._offered = tuple(offered)
        self.picked.connect(self._on_picked)

    def _on_picked(self, place: int) -> None:
        self.chosen.emit(self._offered[place].move)
