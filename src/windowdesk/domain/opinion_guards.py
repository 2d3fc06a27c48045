"""Conditions of asking other departments (并联审查) and of handing on; see guards.py."""

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import CaseFacts, MoveRequest
from windowdesk.domain.opinions import open_opinions


def asks_a_department(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask by the one who holds the case: whom, what, and until when."""
    if case.holder != by.login:
        return "这件不在你手里。先领办，再征求意见。"
    asked = request.counterpart.strip()
    if not asked:
        return "还没选征求哪个部门。选好再发。"
    if asked == case.department:
        return f"这件就归{asked}办，不用征求自己部门。"
    if any(one.department == asked for one in open_opinions(case.turns)):
        return f"已经在等{asked}的意见。答复了再问别的。"
    if request.first_day is None:
        return "还没写哪天前答复。写明再发。"
    return "" if request.reason.strip() else "还没写问什么。写明要他们看哪一点。"


def answers_for_department(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Let somebody of the department that was asked answer; he need not hold the case.

    Without a department in the request the actor's own is meant, else the first that is asked.
    """
    waiting = open_opinions(case.turns)
    own = {one.department: one for one in waiting}
    meant = request.counterpart or (by.department if by.department in own else "")
    asked = own.get(meant) if meant else next(iter(waiting), None)
    if asked is None:
        return f"没有在等{request.counterpart}的意见。按 F5 看最新的情况。"
    if by.department not in {"", asked.department}:
        return f"问的是{asked.department}。由{asked.department}的人答复。"
    if by.login == asked.asked_by:
        return "自己问的，不能自己答。由被征求部门的人答复。"
    return "" if request.reason.strip() else "还没写意见。写明意见和理由，不能只签名。"


def goes_on_without(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Let the holder go on without an answer, with his reason."""
    if case.holder != by.login:
        return "这件不在你手里。先领办，再说不等。"
    if all(one.department != request.counterpart for one in open_opinions(case.turns)):
        return f"没有在等{request.counterpart}的意见。按 F5 看最新的情况。"
    return "" if request.reason.strip() else "还没写为什么不等了。写明原因再办。"


def opened_by_another(case: CaseFacts, _request: MoveRequest, by: Actor) -> str:
    """Let only the next one open what somebody handed on."""
    return "" if case.turns.proposed_by != by.login else "自己拟办的件，由下一位打开才算看过。"


def not_seen_by_next(case: CaseFacts, _request: MoveRequest, by: Actor) -> str:
    """Allow pulling back only one's own hand-on, and only while the next has not opened it."""
    if case.turns.proposed_by != by.login:
        return "只有拟办的人能追回。"
    return "下一位已经打开看过，不能追回。请他退回补查。" if case.opened_by_next else ""
