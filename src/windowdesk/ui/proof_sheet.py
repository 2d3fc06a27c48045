"""How a due date comes about, as a sheet over the desk (F4)."""

from datetime import date

from windowdesk.domain.clock import DueProof, short_date, weekday_name
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.proof_grid import ProofGrid
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme


class ProofSheet(Sheet):
    """The days of a proof week by week, its sentence and the calendar that it rests on."""

    def __init__(self, theme: Theme, title: str, proof: DueProof, today: date, start: str) -> None:
        super().__init__(theme, "calendar", title, width=560)
        due = row(
            theme,
            label(short_date(proof.due), "hero"),
            8,
            label(weekday_name(proof.due), "second"),
            STRETCH,
            label(proof.limit.text, "hint"),
        )
        grid = ProofGrid(theme)
        grid.show_proof(proof, today, start)
        self.put(due)
        self.put(bare(column(theme, 8)))
        self.put(grid, 1)
        self.put(bare(column(theme, 8)))
        self.put(label(f"{proof.sentence}{proof.calendar_text}", "hint", wrap=True))
