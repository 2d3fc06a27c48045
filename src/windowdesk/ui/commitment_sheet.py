"""C on a material: 告知承诺. What is told, what a false commitment costs, one tick, F9."""

from collections.abc import Mapping

from windowdesk.domain.item import Item
from windowdesk.services.committing import promised_proof
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_field import TickField

_TOLD = (
    "可以自愿选择：交证明，或者书面承诺。承诺了，这份证明不再要。",
    "受理后会核查。不属实的，终止办理、撤销决定，记入信用记录，依法承担责任。",
)


class CommitmentSheet(ActSheet):
    """``wanted`` carries the code of the material that a commitment replaces."""

    def __init__(self, theme: Theme, item: Item, code: str, who: str) -> None:
        super().__init__(theme, "flag", "告知承诺", act="用承诺代替", width=760)
        self._code = code
        proof = promised_proof(item, code)
        self.note.setText(who)
        self.told = TickField(
            theme, label="当面告知", text="上面的内容都告知了，办事人愿意签告知承诺书"
        )
        self.body.addWidget(label(f"代替的证明：{proof.name}", wrap=True))
        self.body.addWidget(label(f"承诺的内容：{proof.content}", "second", wrap=True))
        if proof.basis:
            self.body.addWidget(label(f"要求的依据：{proof.basis}", "hint", wrap=True))
        for sentence in _TOLD:
            self.body.addWidget(label(sentence, "hint", wrap=True))
        self.body.addWidget(self.told)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"told": self.told}

    def take_focus(self) -> None:
        """Begin with the tick."""
        self.told.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        if self.told.is_ticked:
            return ()
        return (SheetGap("还没告知。告知完、办事人愿意，打勾。", self.told),)

    def command(self) -> str:
        """Return the code of the material."""
        return self._code
