"""收回: take back the act just done while its paper lies on the desk, with one line of reason."""

from collections.abc import Mapping

from windowdesk.domain.local_time import clock_time
from windowdesk.domain.states import MOVE_LABEL
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.services.window_outcomes import Reversal
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.approval_opinion import Offer
from windowdesk.ui.buttons import ButtonKind
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.phrased_text import PhrasedText
from windowdesk.ui.theme import Theme


class ReverseSheet(ActSheet):
    """``wanted`` carries the reason."""

    def __init__(self, theme: Theme, whose: str, reversal: Reversal, book: PhraseBook) -> None:
        super().__init__(
            theme, "back", "收回刚办的一步", act="收回", kind=ButtonKind.GRAVE, width=700
        )
        self.note.setText(whose)
        moves = "、".join(MOVE_LABEL[move] for move in reversed(reversal.moves))
        until = f"{clock_time(reversal.until)} 前、纸还没交给申请人时能收回。"
        self.body.addWidget(label(f"收回：{moves}", "strong", wrap=True))
        if reversal.papers:
            papers = "、".join(reversal.papers)
            void = f"作废：{papers}。号码不再用，已打的纸划掉留底。"
            self.body.addWidget(label(void, "second", wrap=True))
        self.body.addWidget(label(until, "hint", wrap=True))
        self.reason = PhrasedText(theme, "理由", height=58)
        phrases = book.offered(OpinionKind.REVERSE, "")
        self.reason.show_offers([Offer(phrase.title, phrase.text) for phrase in phrases])
        self.reason.text.set_hint("理由记进办件经过，抹不掉。")
        self.body.addWidget(self.reason)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"reason": self.reason.text}

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return self.reason.keys()

    def take_focus(self) -> None:
        """Begin with the reason."""
        self.reason.text.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        if self.reason.value():
            return ()
        return (SheetGap("还没写理由。写一句为什么收回。", self.reason.text),)

    def command(self) -> str:
        """Return the reason."""
        return self.reason.value()
