"""Papers that a case does not issue by itself: which, when, by whom (domain.md §2.4, 19-29).

A table of the trade. What such a paper says is asked for by its template; here stands only
whether it may be issued.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from windowdesk.domain.duties import Role, who_may
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import CaseFacts, MoveRequest
from windowdesk.domain.numbers import PAPER_TITLE
from windowdesk.domain.party import AgentKind
from windowdesk.domain.states import (
    BEFORE_ACCEPTANCE,
    UNDECIDED_AFTER_ACCEPTANCE,
    CaseState,
)

FREE_OF_CHARGE = "不收费"


def _always(_case: CaseFacts) -> str:
    return ""


def has_village_agent(case: CaseFacts) -> str:
    """Ask for an agent of the village: the paper is about what he does for the applicant."""
    agent = case.application.agent
    if agent is not None and agent.kind is AgentKind.PROXY:
        return ""
    return "这件没有代办员。收件时填了代办员的才有代办文书。"


def has_fee(case: CaseFacts) -> str:
    """Let nobody ask for money that the catalogue does not name."""
    if case.item.fee.strip() not in {"", FREE_OF_CHARGE}:
        return ""
    return f"“{case.item.name}”不收费。要收费的，先由管理员在事项库写上收费和依据。"


@dataclass(frozen=True)
class PaperRule:
    """When a paper may be issued, by whom, after which other one, and for what kind of case."""

    states: frozenset[CaseState]
    roles: frozenset[Role]
    after: str = ""
    fits: Callable[[CaseFacts], str] = _always


_UNTIL_HANDED_OVER = (
    BEFORE_ACCEPTANCE
    | UNDECIDED_AFTER_ACCEPTANCE
    | {CaseState.APPROVED, CaseState.DENIED, CaseState.READY}
)
_NOT_FILED = frozenset(CaseState) - {CaseState.ARCHIVED}
_AFTER_DELIVERY = frozenset((CaseState.DELIVERED, CaseState.ARCHIVED))
# What is due for a service is asked for before the result is in the applicant's hand.
_FEE_DUE = UNDECIDED_AFTER_ACCEPTANCE | {CaseState.APPROVED, CaseState.READY}
_WINDOW = frozenset((Role.CLERK,))
_COUNTER = _WINDOW | {Role.SUPERVISOR}
# Where nobody supervises, the head does it himself.
_SUPERVISORS = frozenset((Role.SUPERVISOR, Role.HEAD))

_PROXY, _REGISTER = "proxy_authorisation", "unresolved"
PAPERS_ON_REQUEST: Mapping[str, PaperRule] = MappingProxyType(
    {
        "proxy_authorisation": PaperRule(_UNTIL_HANDED_OVER, _WINDOW, "", has_village_agent),
        "proxy_acceptance": PaperRule(_UNTIL_HANDED_OVER, _WINDOW, _PROXY, has_village_agent),
        "proxy_progress": PaperRule(_NOT_FILED, _WINDOW, _PROXY, has_village_agent),
        "proxy_end": PaperRule(_NOT_FILED, _WINDOW, _PROXY, has_village_agent),
        "proxy_visit": PaperRule(_AFTER_DELIVERY, _COUNTER, _PROXY, has_village_agent),
        "unresolved": PaperRule(frozenset(CaseState), _COUNTER),
        "transfer": PaperRule(frozenset(CaseState), _COUNTER, _REGISTER),
        "urging": PaperRule(frozenset(CaseState), _SUPERVISORS, _REGISTER),
        "reply": PaperRule(frozenset(CaseState), _COUNTER, _REGISTER),
        "payment": PaperRule(_FEE_DUE, _WINDOW, "", has_fee),
    }
)
# Whoever may issue one of them at all: the duties of the move.
ISSUING_ROLES: tuple[Role, ...] = tuple(
    role for role in Role if any(role in rule.roles for rule in PAPERS_ON_REQUEST.values())
)


def may_issue_paper(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Look a paper up in the table; ``request.issued`` are the kinds that the case has already."""
    rule = PAPERS_ON_REQUEST.get(request.paper)
    if rule is None:
        return "还没选出哪种文书。选一种再办。"
    title = PAPER_TITLE[request.paper]
    if not rule.roles & by.roles:
        return f"只有{who_may(rule.roles)}能出{title}。"
    if case.state not in rule.states:
        return _when(rule.states, title)
    if fault := rule.fits(case):
        return fault
    if rule.after and rule.after not in request.issued:
        return f"这件还没有{PAPER_TITLE[rule.after]}。先出那一张。"
    return ""


def kinds_for(case: CaseFacts, roles: Iterable[Role]) -> tuple[str, ...]:
    """Return the kinds that state and duty allow, in the order of the table.

    What they forbid or the case has nothing of is not offered; what waits for another paper is.
    """
    held = frozenset(roles)
    return tuple(
        kind
        for kind, rule in PAPERS_ON_REQUEST.items()
        if rule.roles & held and case.state in rule.states and not rule.fits(case)
    )


def _when(states: frozenset[CaseState], title: str) -> str:
    if states == _AFTER_DELIVERY:
        return f"{title}在送达以后出。这件还没有送达。"
    if states == _FEE_DUE:
        return f"{title}在受理以后、送达以前出。这件现在不能出。"
    if states == _UNTIL_HANDED_OVER:
        return f"{title}在结果交给申请人以前出。这件现在不能出。"
    return f"这件已经归档，不能再出{title}。"
