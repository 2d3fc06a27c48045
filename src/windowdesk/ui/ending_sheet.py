"""受理前终止: the applicant is no more, or what was asked for did not come in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.case import Application
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import ButtonKind
from windowdesk.ui.fields import LineField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.phrased_text import PhrasedText
from windowdesk.ui.theme import Theme


class EndingKind(StrEnum):
    """Why a case ends before it was accepted."""

    APPLICANT_GONE = "applicant_gone"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class EndingOrder:
    """Why, and on what it rests."""

    reason: str
    basis: str


_TOLD: Mapping[EndingKind, str] = MappingProxyType(
    {
        EndingKind.APPLICANT_GONE: "申请人死亡、丧失行为能力，或者组织终止。",
        EndingKind.LAPSED: "告知的补正期限已过，材料没有补齐。",
    }
)
_PAPER = "打印终止审查通知书，办件就此结束。"


class EndingSheet(ActSheet):
    """``wanted`` carries an ``EndingOrder``."""

    def __init__(
        self, theme: Theme, kind: EndingKind, application: Application, book: PhraseBook
    ) -> None:
        grave = ButtonKind.GRAVE
        super().__init__(theme, "cross", "受理前终止", act="终止并打印", kind=grave, width=760)
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.reason = PhrasedText(theme, "终止的原因", height=58)
        self.reason.offer(book, OpinionKind.END, application)
        self.basis = LineField(theme, label="依据（可以不写）")
        self.body.addWidget(label(_TOLD[kind] + _PAPER, "second", wrap=True))
        self.body.addWidget(self.reason)
        self.body.addWidget(self.basis)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"reason": self.reason.text, "basis": self.basis}

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
        return (SheetGap("还没写原因。写明原因再终止。", self.reason.text),)

    def command(self) -> EndingOrder:
        """Return why."""
        return EndingOrder(self.reason.value(), self.basis.value().strip())
