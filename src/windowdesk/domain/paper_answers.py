"""What is typed for a paper must agree with itself and with the case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from windowdesk.domain.guards import CaseFacts
from windowdesk.domain.states import CaseState

Answers = Mapping[str, str]
FINISHED, CANNOT, CHARGED, OUTSIDE, OTHER_POWER = (
    "办结",
    "政策不能办",
    "收了费用",
    "不属于",
    "其他",
)
_OPEN = frozenset(CaseState) - {
    CaseState.APPROVED,
    CaseState.DENIED,
    CaseState.READY,
    CaseState.DELIVERED,
    CaseState.ARCHIVED,
    CaseState.TERMINATED,
    CaseState.WITHDRAWN,
    CaseState.NOT_REQUIRED,
    CaseState.NOT_COMPETENT,
    CaseState.REFUSED,
}


@dataclass(frozen=True)
class AnswerFault:
    """What does not agree, in one sentence, and the fact that it belongs to."""

    field: str
    text: str


def _authorisation(_case: CaseFacts, typed: Answers) -> AnswerFault | None:
    other = OTHER_POWER in typed["proxy.powers"].split("、")
    if other and not typed["proxy.other"]:
        return AnswerFault("proxy.other", "勾了“其他”，还没写是什么权限。")
    if typed["proxy.other"] and not other:
        return AnswerFault("proxy.powers", "写了其他权限，还没勾“其他”。")
    return None


def _end(case: CaseFacts, typed: Answers) -> AnswerFault | None:
    if typed["ending.kind"] == FINISHED:
        if case.state in _OPEN:
            return AnswerFault("ending.kind", "这件还没有结果，不能写办结。等有了结果再出。")
        return None
    if not typed["ending.reason"]:
        return AnswerFault("ending.reason", "终止、中止要写原因。")
    return None


def _visit(_case: CaseFacts, typed: Answers) -> AnswerFault | None:
    if typed["visit.charged"] == CHARGED and not typed["visit.follow_up"]:
        return AnswerFault("visit.follow_up", "收了费用的，写明收了什么、怎么处理。")
    return None


def _register(_case: CaseFacts, typed: Answers) -> AnswerFault | None:
    if typed["unresolved.scope"] == OUTSIDE and not typed["unresolved.elsewhere"]:
        return AnswerFault("unresolved.elsewhere", "不属于受理范围的，写明理由和去哪里反映。")
    return None


def _reply(_case: CaseFacts, typed: Answers) -> AnswerFault | None:
    if typed["reply.result"] != CANNOT:
        return None
    if not typed["reply.basis"]:
        return AnswerFault("reply.basis", "政策不能办的，写明依据的条款。")
    if not typed["reply.remedy"]:
        return AnswerFault("reply.remedy", "政策不能办的，写明还可以找哪里、怎么办。")
    return None


_CHECKS: Mapping[str, Callable[[CaseFacts, Answers], AnswerFault | None]] = MappingProxyType(
    {
        "proxy_authorisation": _authorisation,
        "proxy_end": _end,
        "proxy_visit": _visit,
        "unresolved": _register,
        "reply": _reply,
    }
)


def fault_of(kind: str, case: CaseFacts, typed: Answers) -> AnswerFault | None:
    """Return what does not agree in the answers for a paper of ``kind``; None if all does."""
    check = _CHECKS.get(kind)
    return check(case, _Complete(typed)) if check is not None else None


class _Complete(dict[str, str]):
    """Answers where what was not asked is empty: a centre may have left a question out."""

    def __missing__(self, _name: str) -> str:
        return ""
