"""What endings, changes of a decision and every way of serving ask for (domain.md §2.5, {L6})."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.builders import (
    APPROVER,
    CLERK,
    HEAD,
    ISSUER,
    NO,
    NOW,
    PERSON,
    accepted,
    approved,
    proposed,
)
from windowdesk.domain.case import Case
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.issuing import DeliveryMode, Mailing, MailOutcome, Service, Uncollected
from windowdesk.domain.local_time import local_date
from windowdesk.domain.outcomes import Departure
from windowdesk.domain.party import Agent, AgentKind
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import DecisionChange, EndCause, Ending, Rating

TODAY = local_date(NOW)
DAY = timedelta(days=1)
SYSTEM = Actor("device", "评价器", "", frozenset((Role.SYSTEM,)))
ENDED = Ending(EndCause.DECEASED, "申请人已经死亡", "死亡证明", NOW, APPROVER.login)
LETTER = Mailing(
    "1099000012345", "邮政", PERSON.name, "3 组", "", TODAY, "云岭便邮〔2026〕1号", NOW, ""
)
CHANGE = DecisionChange(
    revoked=False,
    reason="写错",
    basis="第六十九条",
    content="准予使用宅基地 110 平方米",
    earlier_number="云岭便准〔2026〕1号",
    number="云岭便更〔2026〕1号",
    at=NOW,
    by=HEAD.login,
)


def ready(agent: Agent | None = None) -> Case:
    case = approved()
    case.application = replace(case.application, agent=agent)
    case.make_ready(by=ISSUER, at=NOW, pickup_code="004711")
    return case


def sent() -> Case:
    case = ready()
    case.send_by_mail(LETTER, by=ISSUER)
    return case


def forgotten() -> Case:
    case = ready()
    case.not_collected(Uncollected("没人接电话", "短信", "1号", NOW, ""), by=ISSUER)
    return case


def serve(case: Case, service: Service, *, checked: bool = False) -> None:
    case.deliver(
        mode=service.mode,
        receiver=service.receiver,
        identity_checked=checked,
        note="",
        by=ISSUER,
        at=NOW + 60 * DAY,
        service=service,
    )


LATER = TODAY + 30 * DAY
HIMSELF = Service(DeliveryMode.DIRECT, PERSON.name, TODAY)
BY_SON = Service(DeliveryMode.BY_AGENT, "杨立春", TODAY, relation="儿子", authority="2026-17")
ONLINE = Service(DeliveryMode.ELECTRONIC, PERSON.name, TODAY, consent="3号", address="13800130027")
BY_MAIL = Service(DeliveryMode.MAIL, PERSON.name, TODAY + DAY, waybill=LETTER.waybill)
LEFT = Service(DeliveryMode.LEFT, PERSON.name, TODAY, refusal="不肯签", witness="村主任")
IN_PUBLIC = Service(DeliveryMode.PUBLIC, PERSON.name, LATER, posted_on=TODAY, days=30)
WAYS: list[tuple[Callable[[], Case], Service, bool]] = [
    (ready, HIMSELF, True),
    (ready, replace(HIMSELF, receiver="段小妹", relation="同住女儿"), True),
    (ready, BY_SON, True),
    (ready, ONLINE, False),
    (sent, BY_MAIL, False),
    (ready, LEFT, False),
    (forgotten, IN_PUBLIC, False),
]


@pytest.mark.parametrize(("begin", "service", "checked"), WAYS)
def test_a_way_that_states_its_proof_serves_on_the_day_that_counts(
    begin: Callable[[], Case], service: Service, *, checked: bool
) -> None:
    case = begin()
    serve(case, service, checked=checked)
    assert case.state is CaseState.DELIVERED
    assert case.delivered_at is not None
    assert local_date(case.delivered_at) == service.on
    assert case.turns.services == (service,)


@pytest.mark.parametrize(
    ("begin", "service", "checked", "says"),
    [
        (ready, HIMSELF, False, "证件"),
        (ready, replace(HIMSELF, receiver=" "), True, "谁收的"),
        (ready, replace(HIMSELF, receiver="段小妹"), True, "关系"),
        (ready, replace(HIMSELF, on=TODAY - DAY), True, "比决定"),
        (ready, replace(HIMSELF, on=TODAY + 90 * DAY), True, "还没到"),
        (ready, BY_SON, False, "证件"),
        (ready, replace(BY_SON, authority=""), True, "委托书"),
        (ready, replace(BY_SON, relation=""), True, "关系"),
        (ready, replace(ONLINE, consent=""), False, "同意"),
        (ready, replace(ONLINE, address=" "), False, "送达到哪里"),
        (ready, BY_MAIL, False, "还没寄出"),
        (sent, replace(BY_MAIL, waybill="2099000012345"), False, "寄出的是"),
        (sent, HIMSELF, True, "还在途"),
        (ready, replace(LEFT, refusal=""), False, "拒收"),
        (ready, replace(LEFT, witness=" "), False, "见证人"),
        (ready, IN_PUBLIC, False, "未领或者退件"),
        (forgotten, replace(IN_PUBLIC, days=29), False, "不少于 30 日"),
        (forgotten, replace(IN_PUBLIC, posted_on=None), False, "不少于 30 日"),
        (forgotten, replace(IN_PUBLIC, on=LATER - DAY), False, "还没满"),
    ],
)
def test_a_way_that_lacks_its_proof_serves_nothing(
    begin: Callable[[], Case], service: Service, *, checked: bool, says: str
) -> None:
    case = begin()
    with pytest.raises(DomainError, match=says):
        serve(case, service, checked=checked)
    assert case.state is CaseState.READY
    assert case.turns.services == ()


@pytest.mark.parametrize(
    ("kind", "authority", "passes"),
    [
        (AgentKind.AGENT, "2026-17", True),
        (AgentKind.AGENT, "", False),
        (AgentKind.PROXY, "", False),
        (AgentKind.GUARDIAN, "", True),
    ],
)
def test_an_agent_on_file_needs_no_second_paper_if_the_first_names_his_right(
    kind: AgentKind, authority: str, *, passes: bool
) -> None:
    agent = Agent("杨立春", None, "", kind, "儿子", authority)
    case = ready(agent)
    if passes:
        serve(case, replace(BY_SON, authority=""), checked=True)
        assert case.state is CaseState.DELIVERED
        return
    with pytest.raises(DomainError, match="委托书"):
        serve(case, replace(BY_SON, authority=""), checked=True)


@pytest.mark.parametrize(
    ("letter", "says"),
    [
        (replace(LETTER, carrier=""), "承运"),
        (replace(LETTER, waybill="12"), "单号"),
        (replace(LETTER, address=" "), "地址"),
    ],
)
def test_a_letter_that_cannot_be_found_again_is_not_sent(letter: Mailing, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        ready().send_by_mail(letter, by=ISSUER)


def test_one_letter_is_under_way_at_a_time_until_it_comes_back() -> None:
    case = sent()
    with pytest.raises(DomainError, match="已经寄出"):
        case.send_by_mail(LETTER, by=ISSUER)
    with pytest.raises(DomainError, match="还在途"):
        case.not_collected(Uncollected("没来", "电话", "1号", NOW, ""), by=ISSUER)
    back = Uncollected("查无此人", "电话", "1号", NOW, "", waybill=LETTER.waybill)
    case.not_collected(back, by=ISSUER)
    assert case.turns.mailings[0].outcome is MailOutcome.RETURNED
    case.send_by_mail(replace(LETTER, waybill="2099000012345"), by=ISSUER)
    assert case.turns.mailings[1].outcome is MailOutcome.UNDER_WAY


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (Uncollected("没来", " ", "1号", NOW, ""), "再通知"),
        (Uncollected("", "电话", "1号", NOW, ""), "理由"),
        (Uncollected("退回", "电话", "1号", NOW, "", waybill="777777"), "没有寄出过"),
    ],
)
def test_a_reminder_says_why_and_how(entry: Uncollected, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        ready().not_collected(entry, by=ISSUER)


@pytest.mark.parametrize(
    ("ending", "says"),
    [
        (replace(ENDED, proof=""), "死亡证明"),
        (replace(ENDED, reason=" "), "理由"),
        (replace(ENDED, cause=EndCause.WITHDRAWN, proof=""), "书面撤回"),
        (replace(ENDED, cause=EndCause.INCAPABLE, proof=""), "鉴定"),
        (replace(ENDED, cause=EndCause.ORGANISATION_ENDED), "对不上"),
        (replace(ENDED, cause=EndCause.SUPPLEMENT_LAPSED), "自己的一步"),
        (replace(ENDED, cause=EndCause.OTHER), "依据"),
    ],
)
def test_an_ending_names_its_cause_and_what_the_cause_needs(ending: Ending, says: str) -> None:
    case = accepted()
    with pytest.raises(DomainError, match=says):
        case.terminate(ending, Departure("", (), NOW), by=APPROVER)
    assert case.state is CaseState.ACCEPTED


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (replace(CHANGE, reason=""), "理由"),
        (replace(CHANGE, basis=" "), "依据"),
        (replace(CHANGE, content=""), "更正后"),
        (replace(CHANGE, earlier_number=""), "文号"),
    ],
)
def test_a_change_names_the_decision_that_it_puts_right(change: DecisionChange, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        approved().correct_decision(change, by=HEAD)


def test_a_denial_is_objected_to_and_not_revoked() -> None:
    case = proposed()
    case.deny(NO, by=APPROVER, at=NOW)
    case.make_ready(by=ISSUER, at=NOW, pickup_code="004711")
    serve(case, HIMSELF, checked=True)
    with pytest.raises(DomainError, match="复议"):
        case.revoke_decision(replace(CHANGE, revoked=True), by=HEAD)


@pytest.mark.parametrize("score", [0, 6])
def test_a_rating_is_one_of_five_and_given_once(score: int) -> None:
    case = ready()
    serve(case, HIMSELF, checked=True)
    later = NOW + 61 * DAY
    with pytest.raises(DomainError, match="5 到 1"):
        case.rate(Rating(score, "", "window", later), by=SYSTEM)
    case.rate(Rating(1, "等太久", "window", later), by=SYSTEM)
    assert (case.rated, case.state) == (True, CaseState.DELIVERED)
    with pytest.raises(DomainError, match="只评一次"):
        case.rate(Rating(5, "", "window", later), by=SYSTEM)
    with pytest.raises(DomainError, match="只有"):
        case.rate(Rating(5, "", "window", later), by=CLERK)


def test_the_first_day_of_a_public_notice_is_not_counted() -> None:
    assert (IN_PUBLIC.on - date(2026, 11, 20)).days == IN_PUBLIC.days
