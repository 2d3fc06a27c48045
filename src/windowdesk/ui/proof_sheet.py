"""How a due date comes about, as a sheet over a desk that has no room for it (F4)."""

from datetime import date

from windowdesk.domain.clock import DueProof
from windowdesk.domain.local_time import local_date
from windowdesk.services.lookup import CaseView
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.proof_pane import ProofPane, ShownClock, clocks_of
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme

_WIDTH = 560


class ProofSheet(Sheet):
    """The proof of one clock; ``proof_of_case`` makes one that turns to the other clocks."""

    def __init__(
        self, theme: Theme, title: str, proof: DueProof, today: date, start_word: str
    ) -> None:
        super().__init__(theme, "calendar", title, width=_WIDTH)
        self.pane = ProofPane(theme)
        self.pane.leave_out_head()
        self.pane.show_clocks((ShownClock("", "", start_word, proof),), today)
        self.put(self.pane, 1)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F4 again: the next clock."""
        return (KeyGroup("", (KeyAct("F4", "下一种期限", self.pane.turn),)),)


def proof_of_case(theme: Theme, view: CaseView) -> ProofSheet:
    """Return the sheet with every clock that a case has, the one that runs now in front."""
    first, *_rest = clocks_of(view)
    title = f"{view.case.item.name}　{view.case.number.short}"
    sheet = ProofSheet(theme, title, first.proof, local_date(view.now), first.start_word)
    sheet.pane.show_view(view)
    return sheet
