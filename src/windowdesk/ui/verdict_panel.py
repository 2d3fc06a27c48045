"""The verdict on a paper: one big word with its shape, and the lines to hold against the paper."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QGridLayout, QWidget

from windowdesk.services.paper_proof import ProofVerdict
from windowdesk.services.paper_proofs import ProvedPaper
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, bare, column, empty, frame, label, row, set_look
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_SIGNS: Mapping[ProofVerdict, tuple[str, Tone]] = MappingProxyType(
    {
        ProofVerdict.GENUINE: ("check", Tone.GREEN),
        ProofVerdict.ALTERED: ("warn", Tone.RED),
        ProofVerdict.CANCELLED: ("cross", Tone.RED),
        ProofVerdict.UNKNOWN: ("search", Tone.GREY),
    }
)


# What is longer has a row of its own; a whole number of a case has 27 narrow signs.
_LONG = 28


class VerdictPanel(QWidget):
    """Empty until ``show_proved``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign = IconSign(theme, icon="check", size=28, colour="green")
        self.word = label("", "hero")
        self.detail = label("", "", wrap=True)
        words = column(theme, self.word, 2, self.detail)
        sign = bare(column(theme, 5, self._sign, STRETCH))
        inner = row(theme, sign, 12, (words, 1), margins=(16, 10, 16, 12))
        self._ground = frame("banner", inner)
        self._grid = QGridLayout()
        LayoutMeasure(theme, self._grid, gap=7)
        for place in (1, 3):
            self._grid.setColumnStretch(place, 1)
        lines = bare(column(theme, self._grid, margins=(16, 12, 16, 0)))
        self.setLayout(column(theme, self._ground, lines))
        self.lines: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_proved(self, proved: ProvedPaper) -> None:
        """Say what is known of a paper."""
        icon, tone = _SIGNS[proved.proof.verdict]
        word, _colon, detail = proved.proof.sentence.partition("：")
        self._sign.set_icon(icon, tone.ink)
        set_look(self.word, tone=tone.value)
        set_look(self._ground, tone=tone.value)
        self.word.setText(word)
        self.detail.setText(detail)
        self.setAccessibleName(proved.proof.sentence)
        self._show_lines(proved.lines)
        self.show()

    def clear(self) -> None:
        """Show nothing: what was said is of another paper."""
        self._show_lines(())
        self.hide()

    def _show_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        self.lines = lines
        empty(self._grid)
        row_now, place = 0, 0
        for name, text in lines:
            wide = len(text) > _LONG
            if wide and place:
                row_now, place = row_now + 1, 0
            self._grid.addWidget(label(name, "label"), row_now, place)
            self._grid.addWidget(
                label(text, "strong", wrap=True), row_now, place + 1, 1, 3 if wide else 1
            )
            row_now, place = (row_now + 1, 0) if wide or place else (row_now, 2)
