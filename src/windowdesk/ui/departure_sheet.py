"""取回材料 before acceptance, 撤回申请 after it: why, what goes back, and that it was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.case import Application
from windowdesk.domain.outcomes import ReturnedMaterial
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import ButtonKind
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.phrased_text import PhrasedText
from windowdesk.ui.returned_list import ReturnedList
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_field import TickField


class DepartureKind(StrEnum):
    """On which side of the acceptance the applicant goes."""

    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"
    WITHDRAW_REFERRED = "withdraw_referred"


@dataclass(frozen=True)
class DepartureOrder:
    """What goes back, why, and that the applicant signed for it."""

    reason: str
    returned: tuple[ReturnedMaterial, ...]
    signed: bool


@dataclass(frozen=True)
class _Words:
    title: str
    act: str
    tells: str
    signed: str


_WORDS: Mapping[DepartureKind, _Words] = MappingProxyType(
    {
        DepartureKind.TAKE_BACK: _Words(
            "取回材料",
            "退还并打印清单",
            "还没受理，材料退给申请人，办件就此结束。打印材料退还清单。",
            "申请人已在退还清单或收件凭证上签字",
        ),
        DepartureKind.WITHDRAW: _Words(
            "撤回申请",
            "撤回并打印",
            "决定作出前可以撤回。办件就此结束，打印撤回申请书和材料退还清单。",
            "申请人已书面提出并签字",
        ),
        DepartureKind.WITHDRAW_REFERRED: _Words(
            "撤回申请",
            "撤回并打印",
            "已经上报县级，县级决定前可以撤回。办件就此结束，打印撤回申请书和给县级的告知函；"
            "材料等县级退回来再交还申请人。",
            "申请人已书面提出并签字",
        ),
    }
)


class DepartureSheet(ActSheet):
    """``wanted`` carries a ``DepartureOrder``."""

    def __init__(
        self,
        theme: Theme,
        kind: DepartureKind,
        application: Application,
        returnable: Sequence[ReturnedMaterial],
        book: PhraseBook,
    ) -> None:
        words = _WORDS[kind]
        grave = ButtonKind.GRAVE
        super().__init__(theme, "back", words.title, act=words.act, kind=grave, width=760)
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.reason = PhrasedText(theme, "申请人说的原因", height=58)
        self.reason.offer(book, OpinionKind.WITHDRAW, application)
        self.materials = ReturnedList(theme)
        self.materials.show_materials(returnable)
        self.signed = TickField(theme, label="签字", text=words.signed)
        self.signed.set_key("Alt+H")
        for part in (self.reason, self.materials, self.signed):
            self.body.addWidget(part)
        self.materials.setVisible(kind is not DepartureKind.WITHDRAW_REFERRED)
        self.body.insertWidget(0, label(words.tells, "second", wrap=True))
        self.materials.settled.connect(self.signed.take_focus)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "reason": self.reason.text,
            "signed": self.signed,
            "returned": self.materials.list,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (KeyAct("Alt+H", "申请人签了字", self.signed.toggle), *self.reason.keys())

    def take_focus(self) -> None:
        """Begin with the reason."""
        self.reason.text.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        found = []
        if not self.reason.value():
            found.append(SheetGap("还没写原因。照申请人说的写一句。", self.reason.text))
        if not self.signed.is_ticked:
            found.append(SheetGap("申请人还没签字。签好再办。", self.signed))
        return tuple(found)

    def command(self) -> DepartureOrder:
        """Return what goes back, and why."""
        returned = self.materials.returned()
        return DepartureOrder(self.reason.value(), returned, self.signed.is_ticked)
