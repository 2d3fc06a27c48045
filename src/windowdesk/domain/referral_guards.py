"""Conditions of referral up to the county and of its result; see guards.py."""

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import (
    CaseFacts,
    MoveRequest,
    has_result,
    holds_back,
    needs_reason,
)
from windowdesk.domain.item_kinds import DecidedLevel, ServiceType


def goes_up(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Refer only what the county decides, whole, with the opinion of the township (art. 35)."""
    decided_above = case.item.decided_level is DecidedLevel.COUNTY
    if not decided_above and case.item.service_type is not ServiceType.REPORT_UP:
        return "这个事项由本级决定，不用上报。"
    lacking = [name for name in case.missing_materials if name not in case.open_gaps]
    if lacking:
        return f"材料还缺：{'、'.join(lacking)}。要报送全部申请材料，补齐再上报。"
    if not request.counterpart.strip():
        return "还没写报给哪个县级部门。写明再上报。"
    if not request.reason.strip():
        return "还没写初审意见。写明意见再上报。"
    return holds_back(case)


def county_has_decided(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for number and date of the county's decision, and for the original itself."""
    if request.first_day is None:
        return "还没写县级决定的日期。照决定书写上。"
    if not request.complete:
        return "还没收到县级决定书原件。收到再登记。"
    return has_result(case, request, by)


def county_asks_for_more(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask why the county sends it back, and let nobody be asked twice for a paper (art. 35)."""
    had = {sent.name for sent in case.turns.referrals[-1].sent} if case.turns.referrals else set()
    again = [name for name in request.gaps if name in had]
    if again:
        names = "、".join(again)
        return (
            f"这些已经上报过：{names}。不能让申请人再交一次（《行政许可法》第三十五条）。"
            "从案卷里取，或与县级核对。"
        )
    return needs_reason(case, request, by)
