"""Conditions of the moves at the window besides acceptance; see guards.py."""

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import (
    CaseFacts,
    MoveRequest,
    complete_in_form,
    may_accept,
    may_be_received,
    needs_reason,
    needs_reason_and_basis,
    signed,
    silence,
)


def may_be_entered(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask of a case that runs on paper what every case is asked, and why it comes so late."""
    return may_be_received(case, request, by) or needs_reason(case, request, by)


def was_accepted_on_paper(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Let only a case that was entered afterwards be accepted as of an earlier day."""
    if case.outcomes.late is None:
        return "这件不是补录的，照常受理。"
    return complete_in_form(case, request, by)


def refused_in_time(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for a reason, and that silence has not accepted already (art. 32 para 1 no. 4)."""
    return silence(request) or needs_reason(case, request, by)


def refused_on_a_basis(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for reason and provision, in time."""
    return silence(request) or needs_reason_and_basis(case, request, by)


def corrected_in_time(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask what is being corrected, in time."""
    return silence(request) or needs_reason(case, request, by)


def names_competent_organ(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for the organ that is competent instead (Permit Law art. 32 para 1 no. 2)."""
    if request.lapsed:
        return silence(request)
    if not request.counterpart.strip():
        return "还没写该找哪个机关。写明有权办理的机关再办。"
    return needs_reason(case, request, by)


def lists_all_gaps(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for every missing item at once, and why one comes late (art. 32 para 1 no. 4, 72)."""
    if request.lapsed:
        return silence(request)
    if not request.gaps:
        return "还没列要补正的材料。把缺的和不合格的一次列全。"
    if fault := _asks_for_committed(case, request):
        return fault
    wanted = dict.fromkeys((*case.missing_materials, *(g.name for g in case.outcomes.still_open)))
    untold = [name for name in wanted if name not in request.gaps]
    if untold:
        return f"还有缺的没列进去：{'、'.join(untold)}。一次告知要列全。"
    if request.repeated and not request.reason.strip():
        names = "、".join(request.repeated)
        return f"头一次就该告知的：{names}。再次告知违反一次性告知，写明原因，会记在经过里。"
    return ""


def _asks_for_committed(case: CaseFacts, request: MoveRequest) -> str:
    """Refuse to ask for what a commitment replaces: never, not later {L12}."""
    again = [name for name in case.committed if name in request.gaps]
    if not again:
        return ""
    return f"{'、'.join(again)}已由告知承诺代替，不能再要。从清单里去掉。"


def notice_lapsed(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Deem accepted only when five working days went by without a word (art. 32 para 1 no. 4)."""
    return "" if request.lapsed else "补正告知的五个工作日还没过，不能视为受理。"


def supplement_complete(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask that every listed item has come in."""
    if not request.complete:
        return "补正材料还没全部核对。逐项核对齐了再受理。"
    return may_accept(case, request, by)


def all_supplied(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask that every listed item has come in."""
    return "" if request.complete else "补正材料还没收齐。勾上收到的，按部分补正收下。"


def supplement_incomplete(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Keep the case waiting while something listed is missing."""
    return "补正材料已经齐了，直接受理。" if request.complete else ""


def withdrawn_in_writing(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for a written withdrawal: the reason as the applicant gave it, and his signature {L7}."""
    return signed(case, request, by) or needs_reason(case, request, by)
