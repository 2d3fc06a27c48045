"""Admission of an item to the list (准入): the steps, who may take them, what they leave behind."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.canonical import sha256
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import STATE_LABEL, ItemState


class AdmissionStep(StrEnum):
    """What a row of the log says; ``PROPOSED`` is also where a changed draft falls back to."""

    PROPOSED = "proposed"
    ASSESSED = "assessed"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class AdmissionAct(StrEnum):
    """What somebody does with a draft."""

    ASSESS = "assess"
    APPROVE = "approve"
    PUBLISH = "publish"
    REJECT = "reject"
    DISCARD = "discard"


STEP_LABEL: Mapping[AdmissionStep, str] = MappingProxyType(
    {
        AdmissionStep.PROPOSED: "拟入库",
        AdmissionStep.ASSESSED: "评估",
        AdmissionStep.APPROVED: "批准",
        AdmissionStep.PUBLISHED: "发布",
        AdmissionStep.WITHDRAWN: "停办",
        AdmissionStep.DISCARDED: "弃用草稿",
    }
)
ACT_LABEL: Mapping[AdmissionAct, str] = MappingProxyType(
    {
        AdmissionAct.ASSESS: "评估",
        AdmissionAct.APPROVE: "批准",
        AdmissionAct.PUBLISH: "发布",
        AdmissionAct.REJECT: "退回",
        AdmissionAct.DISCARD: "弃用草稿",
    }
)

# Account 002 of domain.md: need, assess, the authority approves, list, publish. Nothing is skipped.
_FROM: Mapping[AdmissionAct, frozenset[ItemState]] = MappingProxyType(
    {
        AdmissionAct.ASSESS: frozenset((ItemState.PROPOSED,)),
        AdmissionAct.APPROVE: frozenset((ItemState.ASSESSED,)),
        AdmissionAct.PUBLISH: frozenset((ItemState.APPROVED,)),
        AdmissionAct.REJECT: frozenset((ItemState.ASSESSED, ItemState.APPROVED)),
        AdmissionAct.DISCARD: frozenset(
            (ItemState.PROPOSED, ItemState.ASSESSED, ItemState.APPROVED)
        ),
    }
)
_NEXT: Mapping[ItemState, AdmissionAct] = MappingProxyType(
    {
        ItemState.PROPOSED: AdmissionAct.ASSESS,
        ItemState.ASSESSED: AdmissionAct.APPROVE,
        ItemState.APPROVED: AdmissionAct.PUBLISH,
    }
)


@dataclass(frozen=True)
class AdmissionPaper:
    """The paper that a step stands on: whose, which number, of what day."""

    organ: str
    number: str
    on: date

    @property
    def text(self) -> str:
        """The paper in one phrase: 云岭镇人民政府 云政发〔2026〕3号 2026-11-01."""
        return f"{self.organ} {self.number} {self.on.isoformat()}"


@dataclass(frozen=True)
class ItemDraft:
    """The next version of an item while it is written and admitted.

    ``writers`` are the logins of all who wrote in it, the last one last. ``version`` counts its
    changes, so that nobody overwrites what he has not seen.
    """

    item: Item
    state: ItemState
    writers: tuple[str, ...]
    changed_at: datetime
    version: int = 1

    @property
    def next_act(self) -> AdmissionAct:
        """The step that leads on."""
        return _NEXT[self.state]

    def require(self, act: AdmissionAct) -> None:
        """Raise DomainError if the state does not allow ``act``."""
        if self.state not in _FROM[act]:
            raise DomainError(
                f"“{self.item.name}”的草稿{STATE_LABEL[self.state]}，现在不能{ACT_LABEL[act]}，"
                f"下一步是{ACT_LABEL[self.next_act]}。",
                "state",
            )

    def allows(self, act: AdmissionAct) -> bool:
        """Tell whether the state allows ``act``."""
        return self.state in _FROM[act]


@dataclass(frozen=True)
class Admission:
    """A step that was taken: by whom, when, on which paper, over the text with ``digest``."""

    admission_id: int
    item_id: str
    item_version: int
    step: AdmissionStep
    digest: str
    login: str
    name: str
    at: datetime
    paper: AdmissionPaper | None = None
    note: str = ""


def looked_at(item: Item) -> str:
    """Return the digest of what is assessed and approved.

    Number, state and first day of the version are left out: they are given by the steps
    themselves, and the same text has the same digest in every row of the log.
    """
    content = replace(item, version=0, state=ItemState.PROPOSED, effective_from=None)
    return sha256(content.to_text())
