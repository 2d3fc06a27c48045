"""Conditions of ending a case without a decision, and of changing one; see guards.py."""

from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import (
    CaseFacts,
    MoveRequest,
    needs_reason,
    needs_reason_and_basis,
    period_lapsed,
)
from windowdesk.domain.party import PartyKind
from windowdesk.domain.turns import END_CAUSE_LABEL, EndCause

# What proves a cause; the others need no paper.
PROOF_OF: Mapping[EndCause, str] = MappingProxyType(
    {
        EndCause.WITHDRAWN: "申请人书面撤回的日期或编号",
        EndCause.DECEASED: "死亡证明或者户口注销证明",
        EndCause.INCAPABLE: "法院判决或者鉴定意见",
        EndCause.ORGANISATION_ENDED: "注销登记或者终止的证明",
    }
)
_OF_PERSONS = frozenset((EndCause.DECEASED, EndCause.INCAPABLE))
# Those that have a move of their own, with its own period.
_BY_LAPSE = frozenset((EndCause.GAP_LAPSED, EndCause.SUPPLEMENT_LAPSED))


def end_causes(kind: PartyKind, *, accepted: bool) -> tuple[EndCause, ...]:
    """Return the causes that may be chosen for an applicant of ``kind`` ({L6} art. 22).

    Before acceptance the applicant takes his materials back instead of withdrawing.
    """
    natural = kind is PartyKind.NATURAL
    return tuple(
        cause
        for cause in EndCause
        if cause not in _BY_LAPSE
        and (accepted or cause is not EndCause.WITHDRAWN)
        and (natural or cause not in _OF_PERSONS)
        and not (natural and cause is EndCause.ORGANISATION_ENDED)
    )


def ends_for_a_cause(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for one of the causes, its reason, and the proof or basis that it needs {L6}."""
    ending = request.ending
    if ending is None:
        return "还没选终止的原因。选一项再终止。"
    if ending.cause in _BY_LAPSE:
        return f"“{END_CAUSE_LABEL[ending.cause]}”有自己的一步。到期后照那一步办。"
    kind = case.application.applicant.kind
    if ending.cause not in end_causes(kind, accepted=True):
        return f"“{END_CAUSE_LABEL[ending.cause]}”和申请人对不上。照申请人的种类另选。"
    if ending.cause in PROOF_OF and not ending.proof.strip():
        return f"还没写证明。写明{PROOF_OF[ending.cause]}再终止。"
    if ending.cause is EndCause.OTHER and not ending.basis.strip():
        return "其他情形要有依据。写明依据的条款再终止。"
    return needs_reason(case, request, by)


def ends_before_acceptance(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask the same of a case that was not accepted; there is nothing to withdraw yet."""
    if request.ending is not None and request.ending.cause is EndCause.WITHDRAWN:
        return "还没受理，申请人不办了，办取回材料。"
    return ends_for_a_cause(case, request, by)


def supplement_lapsed(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """End for lateness only when the told period is over and the item does not say otherwise."""
    if case.item.lapse_ends is False:
        return "事项库写明这个事项逾期不终止。接着等补正，可以催补。"
    return period_lapsed(case, request, by)


def changes_a_decision(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for reason, basis and the number of the decision that is put right.

    A denial is none of these rows (domain.md §1.3b leads to S11): the applicant objects to it, or
    applies again.
    """
    if case.was_denied:
        return (
            "不予决定不在这里更正或者撤销。还没送达的收回重办；送达了的，申请人复议或者重新申请。"
        )
    if any(referral.result_number for referral in case.turns.referrals):
        return "这是县级的决定，由县级更正或者撤销。收到县级的文书再办。"
    if any(change.revoked for change in case.turns.changes):
        return "这个决定已经撤销，不能再改。需要时请申请人重新申请。"
    if not request.result_number.strip():
        return "查不到原决定书的文号。核对这件的文书再办。"
    return needs_reason_and_basis(case, request, by)


def corrects_a_decision(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask besides how the decision reads when it is put right."""
    fault = changes_a_decision(case, request, by)
    if fault:
        return fault
    return "" if request.counterpart.strip() else "还没写更正后的决定内容。写完整再更正。"
