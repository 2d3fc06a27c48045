"""Conditions of the moves about late materials (容缺) and commitments (告知承诺); see guards.py."""

from datetime import date

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import (
    CaseFacts,
    MoveRequest,
    has_limit,
    is_excepted,
    needs_no_commitment,
    needs_reason,
    silence,
)
from windowdesk.domain.item_kinds import AcceptanceMode
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.materials import MaterialState


def may_be_deficient(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Allow late materials only by promise, and never for what is decided at once {R1}, {R2}."""
    return (
        silence(request)
        or _kind_fault(case)
        or _strict_fault(case, request)
        or _promise_fault(request)
        or _gaps_fault(case, request)
        or needs_no_commitment(case)
        or has_limit(case.item)
    )


def _kind_fault(case: CaseFacts) -> str:
    if case.item.is_immediate:
        return "即办件不能容缺受理。收齐材料再办，或办补正告知。"
    if case.item.acceptance_mode is AcceptanceMode.SEPARATE:
        return "这个事项由承办部门受理，窗口不能容缺受理。只收件，交承办人。"
    return ""


def _strict_fault(case: CaseFacts, request: MoveRequest) -> str:
    strict = [name for name in case.missing_materials if name not in request.tolerable]
    if not strict:
        return ""
    return f"这些材料不能容缺：{'、'.join(strict)}。收齐再办，或办补正告知。"


def _promise_fault(request: MoveRequest) -> str:
    if not request.in_good_standing:
        return "还没核对申请人的信用，严重失信的不能容缺。核对后再办。"
    return "" if request.signed else "容缺受理承诺书还没签字。签好再受理。"


def _gaps_fault(case: CaseFacts, request: MoveRequest) -> str:
    until, latest = request.gap_until, request.gap_until_latest
    if not request.gaps or until is None:
        return "还没写哪些材料后补、补到哪天。写明再受理。"
    if set(case.missing_materials) != set(request.gaps):
        return "容缺清单和缺的材料对不上。照清单逐份核对。"
    if fault := _day_fault(until, latest, request):
        return fault
    return "" if request.reason.strip() else "还没写为什么后补。写明再受理。"


def _day_fault(until: date, latest: date | None, request: MoveRequest) -> str:
    first, why = request.first_day, request.gap_latest_why
    if first is not None and latest is not None and latest <= first:
        return f"{why}，来不及容缺。收齐再办，或办补正告知。"
    if first is not None and until <= first:
        return "后补的日子要在今天以后。改好再受理。"
    if latest is not None and until > latest:
        because = f"：{why}" if why else ""
        return f"后补的日子太晚，最晚{paper_date(latest)}{because}。改早再受理。"
    return ""


def gap_complete(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask that every late material has come in, and in time."""
    fault = _may_fill(case, request, by)
    if fault:
        return fault
    late = [name for name in case.open_gaps if name not in request.gaps]
    return f"还有没补的：{'、'.join(late)}。按收到的先登记一部分。" if late else ""


def gap_incomplete(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Keep the case waiting while something is open."""
    fault = _may_fill(case, request, by)
    if fault:
        return fault
    late = [name for name in case.open_gaps if name not in request.gaps]
    return "" if late else "容缺材料已经齐了，按补齐登记。"


def _may_fill(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    if not case.open_gaps:
        return "这件没有要补的容缺材料。"
    if not request.gaps:
        return "还没勾收到哪几份。勾上收到的再登记。"
    strange = [name for name in request.gaps if name not in case.open_gaps]
    if strange:
        return f"容缺清单里没有这些：{'、'.join(strange)}。照清单逐份核对。"
    if request.lapsed:
        return "容缺期限已过。因不可抗力的，先延长容缺期限；否则办终止。"
    return ""


def gap_may_be_extended(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Give a later day for force majeure only, by leave of somebody who may give it {R4}."""
    if not case.open_gaps or case.turns.deferral is None:
        return "这件没有要补的容缺材料。"
    if not request.reason.strip():
        return "还没写不可抗力的情形。写明再延长。"
    if not is_excepted(request, by):
        return "还没写谁同意的。写上同意延长的负责人，自己不能同意自己。"
    until, last = request.gap_until, case.turns.deferral.last_day
    if until is None or until <= last:
        return f"新的期限要比{paper_date(last)}晚。改好再延长。"
    return ""


def gap_is_reminded(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask how the applicant was reminded of what is still missing."""
    if not case.open_gaps:
        return "这件没有要补的容缺材料。"
    return "" if request.reason.strip() else "还没写怎么催的。写明电话、短信或书面再记。"


def gap_may_be_waived(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask why a decision may be made while something is missing."""
    if not case.open_gaps or case.turns.deferral is None:
        return "这件没有要补的容缺材料，照常决定。"
    if case.turns.deferral.waiver is not None:
        return "已经同意过缺着决定，不用再记。"
    return needs_reason(case, request, by)


def gap_lapsed(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """End a case only when its late materials are overdue and nobody let it go on without."""
    if not case.open_gaps or case.turns.deferral is None:
        return "这件没有要补的容缺材料，不能按容缺逾期终止。照别的情形办终止。"
    if case.turns.deferral.waiver is not None:
        return "负责人已同意缺着决定，不办逾期终止。"
    if not request.lapsed:
        return f"容缺期限到{paper_date(case.turns.deferral.last_day)}，还没过，不能终止。"
    return needs_reason(case, request, by)


def may_commit(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Let a commitment stand only for a proof that the item marks so {L12}."""
    if not request.gaps:
        return "没有要用承诺代替的证明。"
    allowed = {m.code for m in case.item.materials if m.promisable is True}
    strange = [
        m.name
        for m in case.application.materials
        if m.state is MaterialState.PROMISED and m.code not in allowed
    ]
    if not strange:
        return ""
    return f"这些不能用承诺代替：{'、'.join(strange)}。事项没有列为可告知承诺，照常收材料。"


def commitment_checked(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask where it was looked up and what was found; until a ruling it may be done anew."""
    if not any(one.ruling is None for one in case.turns.commitments):
        return "这件没有要核查的承诺。"
    if not request.counterpart.strip():
        return "还没写向谁核查、怎么核查的。写明再记。"
    return needs_reason(case, request, by)


def commitment_ruled(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask what the head decided about a commitment that was found false."""
    if not any(one.waits_for_head for one in case.turns.commitments):
        return "这件没有待处理的不实承诺。"
    return needs_reason(case, request, by)
