"""Conditions of the moves of a case, one function each (domain.md §1.3, column Guard).

A guard returns an empty text if the move may go on, else one sentence that says what to do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from windowdesk.domain.clock import ClockPause
from windowdesk.domain.item import Item, ServiceType

_LONGEST_EXTENSION_WORKDAYS = 15  # Permit Law art. 42: 10, or 15 for joint handling
_INSPECTORS = 2  # Permit Law art. 34 para 3


@dataclass(frozen=True)
class MoveRequest:
    """What the actor states about a move; each guard says which parts it needs.

    ``counterpart`` is the other person or organ of the move: competent organ, inspecting body,
    receiver. ``exception_by`` is the head who allows one person to accept and decide.
    """

    reason: str = ""
    basis: str = ""
    counterpart: str = ""
    gaps: tuple[str, ...] = ()
    gap_until: date | None = None
    complete: bool = False
    signed: bool = False
    staff: tuple[str, ...] = ()
    first_day: date | None = None
    days: int = 0
    result_number: str = ""
    mode: str = ""
    identity_checked: bool = False
    exception_by: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())


class CaseFacts(Protocol):
    """What a guard may look at in a case."""

    item: Item
    accepter: str
    holder: str
    opened_by_next: bool
    extended: bool
    open_gaps: tuple[str, ...]
    pauses: tuple[ClockPause, ...]
    handed_over: bool

    @property
    def missing_materials(self) -> tuple[str, ...]:
        """Names of required materials that were not received."""
        ...


Guard = Callable[[CaseFacts, MoveRequest, str], str]


def free(_case: CaseFacts, _request: MoveRequest, _actor: str) -> str:
    """Set no condition beyond state and duty."""
    return ""


def needs_reason(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for a reason."""
    return "" if request.reason.strip() else "还没写理由。写明理由再办。"


def needs_reason_and_basis(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Ask for a reason and the provision that it rests on."""
    if not request.basis.strip():
        return "还没写依据。写明依据的条款再办。"
    return needs_reason(case, request, actor)


def names_competent_organ(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Ask for the organ that is competent instead (Permit Law art. 32 para 1 no. 2)."""
    if not request.counterpart.strip():
        return "还没写该找哪个机关。写明有权办理的机关再办。"
    return needs_reason(case, request, actor)


def lists_all_gaps(case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for every missing item at once (Permit Law art. 32 para 1 no. 4)."""
    if not request.gaps:
        return "还没列要补正的材料。把缺的和不合格的一次列全。"
    untold = [name for name in case.missing_materials if name not in request.gaps]
    return f"还有缺的没列进去：{'、'.join(untold)}。一次告知要列全。" if untold else ""


def complete_in_form(case: CaseFacts, _request: MoveRequest, _actor: str) -> str:
    """Ask for all required materials and limits (Permit Law art. 32 para 1 no. 5)."""
    if case.missing_materials:
        return f"材料还缺：{'、'.join(case.missing_materials)}。收齐再受理，或办补正告知。"
    return _has_limit(case.item)


def _has_limit(item: Item) -> str:
    if item.promised_limit is None and item.statutory_limit is None:
        return "这个事项没有办理期限，不能受理。请管理员在事项库补上期限。"
    return ""


def may_be_deficient(case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Allow late materials only by promise, and never for what is decided at once {R1}, {R2}."""
    if case.item.service_type is ServiceType.IMMEDIATE:
        return "即办件不能容缺受理。收齐材料再办，或办补正告知。"
    if not request.signed:
        return "容缺受理承诺书还没签字。签好再受理。"
    if not request.gaps or request.gap_until is None:
        return "还没写哪些材料后补、补到哪天。写明再受理。"
    if set(case.missing_materials) - set(request.gaps):
        return "有的缺件没列进容缺清单。不能容缺的要收齐。"
    return _has_limit(case.item)


def supplement_complete(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Ask that every listed item has come in."""
    if not request.complete:
        return "补正材料还没全部核对。逐项核对齐了再受理。"
    return complete_in_form(case, request, actor)


def supplement_incomplete(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Keep the case waiting while something listed is missing."""
    return "补正材料已经齐了，直接受理。" if request.complete else ""


def signed(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for the applicant's signature."""
    return "" if request.signed else "申请人还没签字。签好再办。"


def at_once(case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Allow a decision on the spot only for items of that kind (Permit Law art. 34 para 2)."""
    if case.item.service_type is not ServiceType.IMMEDIATE:
        return "这个事项是承诺件，不能当场办结。受理后交审批。"
    if case.missing_materials:
        return f"材料还缺：{'、'.join(case.missing_materials)}。收齐再办。"
    return "" if request.reason.strip() else "还没写办理结果。写明再办结。"


def in_item_list(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for kind, basis, body, first day and length of a special procedure (art. 45)."""
    if not (request.reason.strip() and request.basis.strip() and request.counterpart.strip()):
        return "还没写清程序种类、依据和实施机构。写明再启动。"
    if request.first_day is None or request.days <= 0:
        return "还没写从哪天起、要多少天。写明再启动。"
    return ""


def has_result(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for the paper that ends a special procedure or comes back from the county."""
    return "" if request.result_number.strip() else "还没写结果文书的文号。收到文书、写上文号再办。"


def extends_once(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Allow one extension with a reason (Permit Law art. 42)."""
    if case.extended:
        return "这件已经延长过一次，不能再延长。"
    if not 0 < request.days <= _LONGEST_EXTENSION_WORKDAYS:
        return "延长的天数不对。一般不超过 10 个工作日，联合办理不超过 15 个。"
    return needs_reason(case, request, actor)


def two_inspectors(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for two staff on the spot (Permit Law art. 34 para 3)."""
    if len(set(request.staff)) < _INSPECTORS:
        return "实地核查要两人以上。写上到场人员再记。"
    return ""


def held_by_actor(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Ask for an opinion by the one who holds the case; a bare signature is none {L4}."""
    if case.holder != actor:
        return "这件不在你手里。先领办，再写意见。"
    return "" if request.reason.strip() else "还没写意见。写明意见和理由，不能只签名。"


def may_approve(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Keep acceptance and decision apart, and gaps closed ({L19}, domain.md §1.1)."""
    if case.open_gaps and not request.exception_by:
        return f"容缺材料还没补齐：{'、'.join(case.open_gaps)}。补齐再决定。"
    return _decider_is_not_accepter(case, request, actor) or needs_reason(case, request, actor)


def may_deny(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Ask for facts, reason and basis of a denial (Permit Law art. 38 para 2)."""
    apart = _decider_is_not_accepter(case, request, actor)
    return apart or needs_reason_and_basis(case, request, actor)


def _decider_is_not_accepter(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    if case.item.service_type is ServiceType.IMMEDIATE or case.accepter != actor:
        return ""
    if request.exception_by:
        return ""
    return "你受理的件，不能由你决定。请换一位审批人办。"


def not_seen_by_next(case: CaseFacts, _request: MoveRequest, _actor: str) -> str:
    """Allow pulling back only what the next holder has not opened."""
    return "下一位已经打开看过，不能追回。请他退回补查。" if case.opened_by_next else ""


def gap_filled(case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask that every late material has come in."""
    late = [name for name in case.open_gaps if name not in request.gaps]
    return f"还有没补的：{'、'.join(late)}。补齐再登记。" if late else ""


def served(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for mode, receiver and a second look at the identity (domain.md §2.5)."""
    if not request.mode:
        return "还没选送达方式。选好再送达。"
    if not request.counterpart.strip():
        return "还没写谁收的。写上收件人再送达。"
    if not request.identity_checked:
        return "还没核对收件人证件。核对后再送达。"
    return ""


def not_handed_over(case: CaseFacts, request: MoveRequest, actor: str) -> str:
    """Allow taking back an act only while its paper lies on the desk."""
    if case.handed_over:
        return "文书已经交给申请人，不能收回。需要时办更正。"
    return needs_reason(case, request, actor)


def checklist_complete(_case: CaseFacts, request: MoveRequest, _actor: str) -> str:
    """Ask for the archivist's checklist."""
    return "" if request.complete else "归档清单还没核完。核完再归档。"
