"""Conditions of handing originals on; see guards.py.

``request.codes`` are those of the originals, ``request.result_number`` is that of a slip.
"""

from windowdesk.domain.custody import (
    acts_for,
    at_hand,
    at_windows,
    in_transit,
    names_of,
    place_of,
    slip_of,
)
from windowdesk.domain.custody_records import HandoverSlip, Original
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import CaseFacts, MoveRequest

_CHOOSE = "还没勾哪几份原件。勾上要交的再办。"
_NO_SLIP = "没有这张交接单。核对单号，或按 F5 刷新。"


def holds_originals(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Let only the holder hand on, only what is not under way, and say to whom and why."""
    fault = _in_hand(case, request, by)
    if fault:
        return fault
    if not request.counterpart.strip():
        return "还没写交给谁。选接收的部门、窗口或者人。"
    return "" if request.reason.strip() else "还没写用途。写明交去做什么。"


def gives_back(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Give back to the applicant what lies at hand or at a window, against his signature."""
    if not request.codes:
        return _CHOOSE
    ready = {one.code for one in (*at_hand(case.turns, by), *at_windows(case.turns))}
    fault = _not_among(case, request.codes, ready)
    if fault:
        return fault
    return "" if request.signed else "申请人还没在退还清单上签字。签好再退。"


def takes_slip(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Let only the one or the place that a slip names take it, and only once."""
    slip = slip_of(case.turns, request.result_number)
    return _closed(slip) or _not_for(slip, by)


def refuses_slip(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask the receiver why he does not take it."""
    slip = slip_of(case.turns, request.result_number)
    fault = _closed(slip) or _not_for(slip, by)
    return fault or ("" if request.reason.strip() else "还没写为什么不收。写明缺了什么、坏了什么。")


def calls_back(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Let the giver call back what nobody has taken yet."""
    slip = slip_of(case.turns, request.result_number)
    fault = _closed(slip)
    if fault or slip is None:
        return fault
    return "" if acts_for(by, slip.giver) else f"这张单子是{slip.giver_name}交出的，由他撤回。"


def came_back(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Take back from another organ only what is there."""
    if not request.codes:
        return _CHOOSE
    inside = [one.name for one in case.turns.originals if one.holder and one.code in request.codes]
    known = {one.code for one in case.turns.originals}
    if inside:
        return f"{'、'.join(inside)}没有出去过。照架上的核对。"
    return "" if known.issuperset(request.codes) else "没有这份原件。按 F5 看最新的清单。"


def _in_hand(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    if not request.codes:
        return _CHOOSE
    return _not_among(case, request.codes, {one.code for one in at_hand(case.turns, by)})


def _not_among(case: CaseFacts, codes: tuple[str, ...], ready: set[str]) -> str:
    """Say where the first original is that ``ready`` lacks."""
    missing = [code for code in codes if code not in ready]
    if not missing:
        return ""
    found = next((one for one in case.turns.originals if one.code == missing[0]), None)
    if found is None:
        return "没有这份原件。按 F5 看最新的清单。"
    if found.holder and found.code in in_transit(case.turns):
        return f"{found.name}已经交出去，对方还没收。等他收下，或者先撤回交接单。"
    return f"{names_of([found])}在{_where(found)}手里。由他交出。"


def _where(one: Original) -> str:
    return f"{one.holder_name}（{one.place}）" if one.holder else one.holder_name


def _closed(slip: HandoverSlip | None) -> str:
    if slip is None:
        return _NO_SLIP
    if slip.taken_at is not None:
        return f"这张单子{slip.taken_name}已经收了。按 F5 看最新的情况。"
    if slip.refused_at is not None:
        return "这张单子已经拒收，原件还在交出人手里。"
    return "" if slip.recalled_at is None else f"{slip.giver_name}已经撤回这张单子。"


def _not_for(slip: HandoverSlip | None, by: Actor) -> str:
    if slip is None:
        return _NO_SLIP
    if slip.receiver:
        mine = acts_for(by, slip.receiver)
        return "" if mine else f"这张单子交给{slip.receiver_name}，由他本人接收。"
    if slip.giver == by.login:
        return "自己交出的单子，要由对方接收。不交了，办撤回。"
    return "" if slip.receiver_place == place_of(by) else f"这张单子交给{slip.receiver_place}。"
