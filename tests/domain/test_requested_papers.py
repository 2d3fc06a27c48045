"""Papers on request: every kind in every state for every duty, against a table by hand."""

from dataclasses import replace

import pytest

from tests.domain.builders import CLERK, MINUTE, NOW, REVIEWER, received
from tests.factories import make_item
from windowdesk.domain.case import Case
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.numbers import PAPER_TITLE
from windowdesk.domain.paper_answers import fault_of
from windowdesk.domain.party import Agent, AgentKind
from windowdesk.domain.requested_papers import PAPERS_ON_REQUEST, kinds_for, may_issue_paper
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS

PRICED = replace(make_item("deed"), fee="收费")
VILLAGER = Agent("杞正荣", None, "13800000560", AgentKind.PROXY)
WINDOW, COUNTER, SUPERVISORS = {"clerk"}, {"clerk", "supervisor"}, {"supervisor", "head"}
BEFORE = "received correcting awaiting_supplement"
REVIEW = "accepted accepted_deficient deemed_accepted assigned reviewing proposed suspended"
REVIEW += " referred_up"
ENDED = "not_required not_competent refused terminated withdrawn"
HERE = f"{BEFORE} {REVIEW} approved denied ready"
ANY = f"{HERE} delivered archived {ENDED}"

# kind | states | who | after
TABLE: dict[str, tuple[str, set[str], str]] = {
    "proxy_authorisation": (HERE, WINDOW, ""),
    "proxy_acceptance": (HERE, WINDOW, "proxy_authorisation"),
    "proxy_progress": (f"{HERE} delivered {ENDED}", WINDOW, "proxy_authorisation"),
    "proxy_end": (f"{HERE} delivered {ENDED}", WINDOW, "proxy_authorisation"),
    "proxy_visit": ("delivered archived", COUNTER, "proxy_authorisation"),
    "unresolved": (ANY, COUNTER, ""),
    "transfer": (ANY, COUNTER, "unresolved"),
    "urging": (ANY, SUPERVISORS, "unresolved"),
    "reply": (ANY, COUNTER, "unresolved"),
    "payment": (f"{REVIEW} approved ready", WINDOW, ""),
}


def case_in(state: CaseState) -> Case:
    case = received()
    case.application = replace(case.application, item=PRICED, agent=VILLAGER)
    case.state = state
    return case


def actor(role: Role) -> Actor:
    return Actor(role.value, "某人", "01", frozenset((role,)))


def said(case: Case, kind: str, role: Role, issued: tuple[str, ...]) -> str:
    return may_issue_paper(case, MoveRequest(paper=kind, issued=issued), actor(role))


def test_the_table_leaves_no_paper_out() -> None:
    assert set(TABLE) == set(PAPERS_ON_REQUEST)
    assert {row.move for row in TRANSITIONS.values() if row.guard is may_issue_paper} == {
        Move.ISSUE_PAPER
    }


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", PAPERS_ON_REQUEST)
def test_a_paper_is_for_its_states_and_duties_alone(kind: str, role: Role) -> None:
    states, who, after = TABLE[kind]
    for state in CaseState:
        case = case_in(state)
        allowed = state.value in states.split() and role.value in who
        assert (not said(case, kind, role, (after,))) is allowed
        assert (kind in kinds_for(case, (role,))) is allowed


@pytest.mark.parametrize("kind", [kind for kind, row in TABLE.items() if row[2]])
def test_a_paper_that_follows_another_waits_for_it(kind: str) -> None:
    _states, who, after = TABLE[kind]
    role = Role(max(who))
    state = CaseState.DELIVERED if kind == "proxy_visit" else CaseState.REVIEWING
    waits = said(case_in(state), kind, role, ())
    assert waits == f"这件还没有{PAPER_TITLE[after]}。先出那一张。"
    assert not said(case_in(state), kind, role, (after,))


@pytest.mark.parametrize("kind", [kind for kind in TABLE if kind.startswith("proxy")])
@pytest.mark.parametrize("kind_of_agent", [None, AgentKind.AGENT, AgentKind.GUARDIAN])
def test_a_paper_of_the_village_needs_an_agent_of_the_village(
    kind: str, kind_of_agent: AgentKind | None
) -> None:
    case = case_in(CaseState.DELIVERED if kind == "proxy_visit" else CaseState.REVIEWING)
    agent = replace(VILLAGER, kind=kind_of_agent) if kind_of_agent is not None else None
    case.application = replace(case.application, agent=agent)
    assert "没有代办员" in said(case, kind, Role.CLERK, ("proxy_authorisation",))
    assert kind not in kinds_for(case, (Role.CLERK,))


@pytest.mark.parametrize("fee", ["", " ", "不收费"])
def test_nobody_is_asked_for_money_that_the_catalogue_does_not_name(fee: str) -> None:
    case = case_in(CaseState.REVIEWING)
    case.application = replace(case.application, item=replace(PRICED, fee=fee))
    assert "不收费" in said(case, "payment", Role.CLERK, ())


def test_an_unknown_paper_is_refused() -> None:
    assert "选一种" in said(case_in(CaseState.REVIEWING), "acceptance", Role.CLERK, ())


@pytest.mark.parametrize(
    ("kind", "state", "role", "says"),
    [
        ("payment", CaseState.RECEIVED, Role.CLERK, "在受理以后、送达以前出"),
        ("proxy_visit", CaseState.REVIEWING, Role.CLERK, "在送达以后出"),
        ("proxy_authorisation", CaseState.DELIVERED, Role.CLERK, "在结果交给申请人以前出"),
        ("proxy_end", CaseState.ARCHIVED, Role.CLERK, "已经归档"),
        ("urging", CaseState.REVIEWING, Role.CLERK, "只有机关负责人、督办人员能出督办单"),
    ],
)
def test_a_refusal_says_when_or_who(kind: str, state: CaseState, role: Role, says: str) -> None:
    assert says in said(case_in(state), kind, role, ("proxy_authorisation", "unresolved"))


def test_the_event_names_the_paper_and_nothing_else_changes() -> None:
    case = received()
    before = replace(case)
    case.issue_paper("unresolved", "“办不成事”登记表　办1号", (), by=CLERK, at=NOW)
    event = case.new_events[-1]
    assert (event.move, event.cause) == (Move.ISSUE_PAPER, "“办不成事”登记表　办1号")
    assert event.detail["kind"] == "unresolved"
    kept = ("state", "application", "outcomes", "turns", "holder", "pauses")
    assert [getattr(case, name) for name in kept] == [getattr(before, name) for name in kept]


def test_whoever_has_none_of_the_duties_issues_nothing() -> None:
    with pytest.raises(NotPermitted, match="只有"):
        received().issue_paper("unresolved", "", (), by=REVIEWER, at=NOW)


def test_taking_a_paper_back_leaves_the_case_with_whoever_holds_it() -> None:
    case = case_in(CaseState.REVIEWING)
    case._hold(REVIEWER, NOW)
    at = NOW + MINUTE
    case.issue_paper("unresolved", "登记表", (), by=CLERK, at=at)
    undone = case.reverse(case.new_events, reason="写错了人", by=CLERK, at=at)
    assert [event.move for event in undone] == [Move.ISSUE_PAPER]
    assert (case.state, case.holder) == (CaseState.REVIEWING, REVIEWER.login)


def test_what_was_handed_over_takes_no_paper_back() -> None:
    case = case_in(CaseState.DELIVERED)
    case.issue_paper("unresolved", "登记表", (), by=CLERK, at=NOW)
    with pytest.raises(DomainError, match="不能收回"):
        case.reverse(case.new_events, reason="写错了", by=CLERK, at=NOW)


FULL = {
    "proxy_authorisation": {"proxy.powers": "递交申请材料", "proxy.other": ""},
    "proxy_end": {"ending.kind": "终止", "ending.reason": "委托人自己去办"},
    "proxy_visit": {"visit.charged": "没有收费", "visit.follow_up": ""},
    "unresolved": {"unresolved.scope": "属于", "unresolved.elsewhere": ""},
    "reply": {"reply.result": "已办成", "reply.basis": "", "reply.remedy": ""},
}


@pytest.mark.parametrize("kind", PAPERS_ON_REQUEST)
def test_answers_that_agree_pass(kind: str) -> None:
    assert fault_of(kind, case_in(CaseState.REVIEWING), FULL.get(kind, {})) is None


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("proxy_authorisation", {"proxy.powers": "递交申请材料、其他"}, "proxy.other"),
        ("proxy_authorisation", {"proxy.other": "陪同勘查"}, "proxy.powers"),
        ("proxy_end", {"ending.kind": "办结"}, "ending.kind"),
        ("proxy_end", {"ending.reason": ""}, "ending.reason"),
        ("proxy_visit", {"visit.charged": "收了费用"}, "visit.follow_up"),
        ("unresolved", {"unresolved.scope": "不属于"}, "unresolved.elsewhere"),
        ("reply", {"reply.result": "政策不能办"}, "reply.basis"),
        ("reply", {"reply.result": "政策不能办", "reply.basis": "第三条"}, "reply.remedy"),
    ],
)
def test_answers_that_do_not_agree_are_told_at_their_field(
    kind: str, wrong: dict[str, str], field: str
) -> None:
    fault = fault_of(kind, case_in(CaseState.REVIEWING), FULL[kind] | wrong)
    assert fault is not None
    assert fault.field == field


@pytest.mark.parametrize("state", [CaseState.APPROVED, CaseState.DELIVERED, CaseState.WITHDRAWN])
def test_a_proxy_is_finished_only_where_there_is_a_result(state: CaseState) -> None:
    assert fault_of("proxy_end", case_in(state), {"ending.kind": "办结"}) is None
