"""What an act of the approval desk needs: what has to be written first, and what is then done."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from windowdesk.domain.case import Decision
from windowdesk.domain.local_time import clock_time
from windowdesk.services.acting import ActReceipt
from windowdesk.services.approval import Approval
from windowdesk.services.lookup import CaseView
from windowdesk.services.phrases import OpinionKind
from windowdesk.ui.approval_acts import DeskAct
from windowdesk.ui.approval_opinion import OpinionBox, OpinionText
from windowdesk.ui.fields import Field

_DONE = {
    DeskAct.ACCEPT: "已受理",
    DeskAct.CLAIM: "已领办",
    DeskAct.TAKE_OVER: "已接办",
    DeskAct.RELEASE: "已放回",
    DeskAct.PROPOSE: "已交审批",
    DeskAct.APPROVE: "准予",
    DeskAct.DENY: "不予",
    DeskAct.RETURN: "已退回补查",
    DeskAct.PULL_BACK: "已追回",
}
# Which phrase of an act is remembered.
OPINION_KINDS: Mapping[DeskAct, OpinionKind] = MappingProxyType(
    {
        DeskAct.PROPOSE: OpinionKind.PROPOSE,
        DeskAct.APPROVE: OpinionKind.APPROVE,
        DeskAct.DENY: OpinionKind.DENY,
    }
)


def goes_to_gap(act: DeskAct, opinion: OpinionBox) -> bool:
    """Go to what is still to be written; False when nothing is."""
    gaps: tuple[tuple[Field, str], ...] = ()
    if act is DeskAct.DENY:
        gaps = (
            (opinion.reason, "还没写理由。写明事实和理由。"),
            (opinion.deny_basis, "还没写依据。写明依据的条款。"),
        )
    elif act is DeskAct.RETURN:
        gaps = ((opinion.opinion, "还没写要补查什么。写明再退回。"),)
    elif act in {DeskAct.APPROVE, DeskAct.PROPOSE}:
        gaps = ((opinion.opinion, "还没写意见。写明意见和理由，不能只签名。"),)
    if act is DeskAct.APPROVE:
        gaps += ((opinion.basis, "还没写依据。决定书上要写依据的条款。"),)
    for field, fault in gaps:
        if not field.value().strip():
            if field is opinion.basis:
                opinion.show_more(shown=True)
            field.set_fault(fault)
            field.take_focus()
            return True
    return False


def order(
    act: DeskAct, approval: Approval, view: CaseView, text: OpinionText
) -> Callable[[], ActReceipt]:
    """Return what is to be done about the case in sight with what was written."""
    case_id, seen = view.case.case_id, view.case.version
    basis = (text.basis or view.case.item.accept_basis).strip().rstrip("。")
    words = text.opinion.strip()
    decision = Decision(
        content=words, basis=basis, validity=text.validity, certificate=text.certificate
    )
    # The paper goes on after the reason with a full stop of its own.
    denial = Decision(content="不予", reason=text.reason.strip().rstrip("。"), basis=basis)
    return {
        DeskAct.CLAIM: partial(approval.claim, case_id),
        DeskAct.RELEASE: partial(approval.release, case_id),
        DeskAct.PROPOSE: partial(approval.propose, case_id, words, seen_version=seen),
        DeskAct.RETURN: partial(approval.return_for_review, case_id, words, seen_version=seen),
        DeskAct.APPROVE: partial(approval.approve, case_id, decision, seen_version=seen),
        DeskAct.DENY: partial(approval.deny, case_id, denial, seen_version=seen),
    }[act]


def said(act: DeskAct, receipt: ActReceipt) -> str:
    """Say what was done, when, with how many papers."""
    return said_of(_DONE[act], receipt, reversible=act is not DeskAct.PULL_BACK)


def said_of(verb: str, receipt: ActReceipt, *, reversible: bool = True) -> str:
    """Say the same of an act that is called ``verb``."""
    papers = f"，打 {len(receipt.papers)} 份文书" if receipt.papers else ""
    back = "Ctrl+Z 收回" if reversible else ""
    return f"{clock_time(receipt.at)} {verb}{papers}。{back}"
