"""Lines under the clocks of a case that fold where the screen is low."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import empty
from windowdesk.ui.theme import Theme


class FoldingLines(QWidget):
    """Hidden where there is no line. Subclasses say which lines there are now (``drawn``)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.is_low = False
        self._column = QVBoxLayout(self)
        LayoutMeasure(theme, self._column, gap=0, margins=(0, 0, 0, 6))
        self.hide()

    def drawn(self) -> Sequence[QWidget]:
        """Return the lines to show, fewer where ``is_low``."""
        raise NotImplementedError

    def fold(self, *, low: bool) -> None:
        """Show fewer lines where room is short."""
        if low != self.is_low:
            self.is_low = low
            self.draw()

    def draw(self) -> None:
        """Show the lines anew."""
        empty(self._column)
        lines = self.drawn()
        for line in lines:
            self._column.addWidget(line)
        self.setHidden(not lines)
