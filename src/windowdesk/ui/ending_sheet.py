"""终止: the applicant is no more, or withdrew, or what was asked for did not come in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.case import Application
from windowdesk.domain.ending_guards import PROOF_OF
from windowdesk.domain.turns import END_CAUSE_LABEL, EndCause
from windowdesk.services.endings import EndingEntry
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import ButtonKind, Choice
from windowdesk.ui.fields import LineField, SegmentField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.phrased_text import PhrasedText
from windowdesk.ui.theme import Theme


class EndingKind(StrEnum):
    """At which point of its life a case ends."""

    APPLICANT_GONE = "applicant_gone"
    LAPSED = "lapsed"
    REVIEW = "review"


@dataclass(frozen=True)
class _Words:
    title: str
    told: str


_WORDS: Mapping[EndingKind, _Words] = MappingProxyType(
    {
        EndingKind.APPLICANT_GONE: _Words("受理前终止", "申请人死亡、丧失行为能力，或者组织终止。"),
        EndingKind.LAPSED: _Words("受理前终止", "告知的补正期限已过，材料没有补齐。"),
        EndingKind.REVIEW: _Words(
            "终止审查", "还没决定的件不再审查，期限停止，材料由申请人到窗口领回。"
        ),
    }
)
_PAPER = "打印终止审查通知书，办件就此结束。"
# Shorter than on paper, so that they stand in one bar.
_SHORT: Mapping[EndCause, str] = MappingProxyType(
    {
        EndCause.WITHDRAWN: "自愿撤回",
        EndCause.DECEASED: "死亡",
        EndCause.INCAPABLE: "丧失行为能力",
        EndCause.ORGANISATION_ENDED: "组织终止",
        EndCause.SUPPLEMENT_LAPSED: "逾期未补正",
        EndCause.OTHER: "其他情形",
    }
)


class EndingSheet(ActSheet):
    """``wanted`` carries an ``EndingEntry``; ``causes`` are those that fit the case."""

    def __init__(
        self,
        theme: Theme,
        kind: EndingKind,
        application: Application,
        book: PhraseBook,
        causes: Sequence[EndCause],
    ) -> None:
        words, grave = _WORDS[kind], ButtonKind.GRAVE
        super().__init__(theme, "cross", words.title, act="终止并打印", kind=grave, width=760)
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.cause = SegmentField(theme, label="因为什么")
        self.cause.set_choices([Choice(cause.value, _SHORT[cause]) for cause in causes])
        self.reason = PhrasedText(theme, "终止的原因", height=58)
        self.reason.offer(book, OpinionKind.END, application)
        self.proof = LineField(theme, label="证明")
        self.basis = LineField(theme, label="依据（可以不写）")
        self.body.addWidget(label(words.told + _PAPER, "second", wrap=True))
        for part in (self.cause, self.proof, self.reason, self.basis):
            self.body.addWidget(part)
        if kind is EndingKind.LAPSED:
            self.cause.set_value(EndCause.SUPPLEMENT_LAPSED.value)
            self.cause.hide()
        self.cause.edited.connect(self._follow_cause)
        self._follow_cause()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "cause": self.cause,
            "proof": self.proof,
            "reason": self.reason.text,
            "basis": self.basis,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return self.reason.keys()

    def take_focus(self) -> None:
        """Begin with the cause."""
        if self.cause.isHidden():
            self.reason.text.take_focus()
        else:
            self.cause.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        found, cause = [], self._chosen
        if cause is None:
            return (SheetGap("还没选因为什么。选一项再终止。", self.cause),)
        if cause in PROOF_OF and not self.proof.value().strip():
            found.append(SheetGap(f"还没写证明。写{PROOF_OF[cause]}。", self.proof))
        if not self.reason.value():
            found.append(SheetGap("还没写原因。写明原因再终止。", self.reason.text))
        if cause is EndCause.OTHER and not self.basis.value().strip():
            found.append(SheetGap("其他情形要写依据的条款。", self.basis))
        return tuple(found)

    def command(self) -> EndingEntry:
        """Return why."""
        cause = self._chosen or EndCause.OTHER
        return EndingEntry(
            cause=cause,
            reason=self.reason.value(),
            proof=self.proof.value().strip() if cause in PROOF_OF else "",
            basis=self.basis.value().strip(),
        )

    @property
    def _chosen(self) -> EndCause | None:
        return EndCause(self.cause.value()) if self.cause.value() else None

    def _follow_cause(self) -> None:
        """Ask for the proof that the cause needs, and for a provision where it names none."""
        cause = self._chosen
        wanted = PROOF_OF.get(cause, "") if cause is not None else ""
        self.proof.setVisible(bool(wanted))
        self.proof.set_hint(f"写{wanted}" if wanted else "")
        must = cause is EndCause.OTHER
        self.basis.set_hint("其他情形要写依据" if must else "")
        self.setAccessibleDescription(END_CAUSE_LABEL[cause] if cause else "")
