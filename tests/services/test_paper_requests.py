"""Papers on request from real cases: what was typed and what the case knows is what they say."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.databases import SharedPostgres
from tests.factories import make_item
from tests.persistence.postgres_server import PostgresServer
from tests.reports.reading import squeezed
from tests.services.counter import (
    AGENT,
    ITEMS,
    PERSON,
    Counter,
    counter_founding,
    counter_on,
    open_counter,
)
from windowdesk.domain.case import Decision
from windowdesk.domain.document import PrintState
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.event import papers_of, voided_by
from windowdesk.domain.issuing import DeliveryMode
from windowdesk.domain.item import Item
from windowdesk.domain.party import AgentKind
from windowdesk.domain.requested_papers import PAPERS_ON_REQUEST
from windowdesk.domain.states import CaseState, Move
from windowdesk.persistence.founding import Founding
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.acting import ActReceipt
from windowdesk.services.issuance import Delivery

PRICED = replace(
    make_item("deed"),
    name="不动产登记",
    short_name="",
    fee="收费",
    fee_standard="住宅类每件80元。",
    fee_basis="《不动产登记收费标准》",
)
VILLAGER = replace(AGENT, kind=AgentKind.PROXY, relation="白石村代办员", authority_number="")

TYPED: Mapping[str, Mapping[str, str]] = {
    "proxy_authorisation": {
        "proxy.powers": "补正材料、递交申请材料、其他",
        "proxy.other": "陪同现场勘查",
        "proxy.station": "白石村便民服务站",
        "proxy.badge": "0306",
        "proxy.until": "2027-2-19",
        "proxy.back_by": "2026-12-11",
    },
    "proxy_acceptance": {
        "proxy.mode": "移动代办",
        "proxy.depth": "环节帮办",
        "proxy.hand_in_by": "20261123",
    },
    "proxy_progress": {
        "progress.node": "已受理",
        "progress.way": "短信微信",
        "progress.text": "材料齐全，当天受理，不用再跑",
    },
    "proxy_end": {
        "ending.kind": "终止",
        "ending.reason": "委托人改为自己办理",
        "ending.fee": "代缴规费",
        "ending.paid": "80",
        "ending.originals": "已如数退还",
        "ending.rest": "照片还在村里",
    },
    "proxy_visit": {
        "visit.way": "上门",
        "visit.charged": "没有收费",
        "visit.receipt": "已交给本人",
        "visit.rating": "基本满意",
        "visit.words": "希望赶集日也有人",
        "visit.follow_up": "转告服务站安排值班",
    },
    "unresolved": {
        "unresolved.channel": "12345热线",
        "unresolved.handler": "04号窗口",
        "unresolved.matter": "已经补过两次材料，又口头要求补分家协议",
        "unresolved.demand": "书面说明还缺什么",
        "unresolved.scope": "属于",
        "unresolved.cause": "不给办",
        "unresolved.type": "工作作风",
        "unresolved.severity": "特别复杂",
        "unresolved.way": "转办",
        "unresolved.until": "2026-11-25",
    },
    "transfer": {"transfer.request": "逐项核对缺什么，书面告知"},
    "urging": {
        "urging.until": "2026-11-27",
        "urging.reason": "到期没有答复",
        "urging.measures": "负责人当面说明",
    },
    "reply": {
        "reply.result": "政策不能办",
        "reply.text": "拟建房屋在地质灾害隐患区内",
        "reply.basis": "《地质灾害防治条例》第十九条",
        "reply.remedy": "可以申请另行选址",
    },
    "payment": {
        "payment.name": "不动产登记费",
        "payment.amount": "1,280.50",
        "payment.until": "2026-12-4",
        "payment.way": "银行缴款",
    },
}
# What stands on the paper besides what was typed: from the case, the centre, earlier papers.
ALSO: Mapping[str, tuple[str, ...]] = {
    "proxy_authorisation": ("530399196903020045", "139****0027", "杞正荣", "2027年2月19日"),
    "proxy_acceptance": ("530399********0045", "云溪代〔2026〕1号", "2026年11月23日前递交", "0306"),
    "proxy_progress": ("段玉兰", "云溪代〔2026〕1号", "2026年11月20日", "应作出决定"),
    "proxy_end": ("80元", "138****0560"),
    "proxy_visit": ("白石村便民服务站", "2026年11月20日", "回访人"),
    "unresolved": ("139****0027", "民政办", "不动产登记", "2026年11月20日10时42分"),
    "transfer": ("民政办", "云溪办〔2026〕1号", "又口头要求补分家协议", "2026年11月25日"),
    "urging": ("第1次", "云溪办〔2026〕1号", "云溪转〔2026〕1号", "2026年11月25日"),
    "reply": ("段玉兰：", "云溪办〔2026〕1号", "2026年11月20日反映"),
    "payment": ("壹仟贰佰捌拾元伍角整", "1280.50元", "住宅类每件80元", "云溪受〔2026〕1号"),
}
FIRST = {"proxy_acceptance": ("proxy_authorisation",), "proxy_progress": ("proxy_authorisation",)}
FIRST |= {"proxy_end": ("proxy_authorisation",), "proxy_visit": ("proxy_authorisation",)}
FIRST |= dict.fromkeys(("transfer", "reply"), ("unresolved",))
FIRST |= {"urging": ("unresolved", "transfer")}
WHO = {"urging": "supervisor", "transfer": "supervisor"}


def founding() -> Founding:
    return counter_founding((*ITEMS, PRICED))


@pytest.fixture
def desk(tmp_path: Path, renderer: PaperRenderer) -> Iterator[Counter]:
    opened = open_counter(tmp_path, renderer, founding())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def request_server(postgres_server: PostgresServer) -> SharedPostgres:
    return SharedPostgres(postgres_server, founding())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def both(
    request: pytest.FixtureRequest, tmp_path: Path, renderer: PaperRenderer
) -> Iterator[Counter]:
    if request.param == "sqlite":
        opened = open_counter(tmp_path, renderer, founding())
    else:
        server: SharedPostgres = request.getfixturevalue("request_server")
        opened = counter_on(server.desks(), tmp_path, renderer)
    yield opened
    opened.close()


def accepted(counter: Counter, item: Item = PRICED) -> int:
    entry = counter.application(item, PERSON, agent=VILLAGER)
    return counter.at().acceptance.receive_and_accept(entry).case_id


def issue(counter: Counter, case_id: int, kind: str, **typed: str) -> ActReceipt:
    words = {**TYPED[kind], **{name.replace("__", "."): text for name, text in typed.items()}}
    return counter.at(WHO.get(kind, "clerk")).requests.issue(case_id, kind, words)


def delivered(counter: Counter, case_id: int) -> None:
    counter.at("reviewer").approval.claim(case_id)
    counter.at("reviewer").approval.propose(case_id, "符合条件，拟准予")
    counter.at("approver").approval.approve(case_id, Decision("准予登记"))
    hand_over(counter, case_id)


def hand_over(counter: Counter, case_id: int) -> None:
    issuance = counter.at("issuer").issuance
    issuance.make_ready(case_id)
    handed = Delivery(DeliveryMode.DIRECT, PERSON.name, identity_checked=True)
    issuance.deliver(case_id, handed)


def prepared(counter: Counter, kind: str) -> int:
    """Return a case that stands where a paper of this kind is due, its earlier papers issued."""
    case_id = accepted(counter)
    for earlier in FIRST.get(kind, ()):
        issue(counter, case_id, earlier)
    if kind == "proxy_visit":
        delivered(counter, case_id)
    return case_id


def parts(typed: Mapping[str, str]) -> list[str]:
    """Return the words that must stand on the paper: choices one by one, dates as papers write."""
    days = {
        "2027-2-19": "2027年2月19日",
        "2026-12-11": "2026年12月11日",
        "2026-12-4": "2026年12月4日",
    }
    days |= {"20261123": "2026年11月23日", "2026-11-25": "2026年11月25日", "1,280.50": "1280.50元"}
    days |= {"2026-11-27": "2026年11月27日"}
    words = [days.get(text, text) for text in typed.values()]
    return [part for word in words for part in word.split("、") if part]


@pytest.mark.parametrize("kind", PAPERS_ON_REQUEST)
def test_a_paper_says_what_was_typed_and_what_the_case_knows(desk: Counter, kind: str) -> None:
    case_id = prepared(desk, kind)
    receipt = issue(desk, case_id, kind)
    (paper,) = receipt.papers
    assert paper.kind == kind
    pdf = desk.paper(receipt, kind)
    document = Document(BytesIO(desk.at().press.docx(paper.document_id)))
    docx = squeezed("".join(document.element.itertext()))
    for said in (*parts(TYPED[kind]), *ALSO[kind], paper.number):
        assert squeezed(said) in pdf, said
        assert squeezed(said) in docx, said
    frozen = desk.facts(paper.document_id)
    assert {name: bool(frozen[name]) for name in TYPED[kind]} == dict.fromkeys(TYPED[kind], True)


def test_both_databases_take_a_paper_and_name_it_in_the_chain(both: Counter) -> None:
    case_id = accepted(both)
    receipt = issue(both, case_id, "payment")
    view = both.at().lookup.case(case_id)
    event = view.events[-1]
    (paper,) = receipt.papers
    assert (event.move, event.cause) == (Move.ISSUE_PAPER, f"缴费通知书　{paper.number}")
    assert list(papers_of(event)) == [paper.number]
    assert receipt.state is CaseState.ACCEPTED
    told = issue(both, case_id, "unresolved")
    urged = both.at("supervisor").requests.issue(case_id, "urging", TYPED["urging"])
    assert both.facts(urged.papers[0].document_id)["unresolved.number"] == told.papers[0].number
    assert both.at("supervisor").lookup.case(case_id).events[-1].actor.login == "supervisor"


def test_a_paper_is_taken_back_like_others_of_the_window(both: Counter) -> None:
    case_id = accepted(both)
    if both.desks.clock is not None:
        # Two acts of one person at one moment would be one; the clock of a server goes on.
        both.pass_time(timedelta(seconds=1))
    receipt = issue(both, case_id, "proxy_authorisation")
    (paper,) = receipt.papers
    back = both.at().outcomes.reverse(case_id, "权限勾错了")
    assert back.void == (paper.number,)
    view = both.at().lookup.case(case_id)
    assert voided_by(view.events[-1]) == {paper.number}
    assert [row.state for row in view.prints if row.document_id == paper.document_id] == [
        PrintState.VOID
    ]
    # What is void counts no more: the next paper waits for a new one, whose number is the next.
    off = {one.kind: one.off for one in both.at().requests.offers(case_id)}
    assert off["proxy_acceptance"] == "这件还没有代办服务委托书。先出那一张。"
    again = issue(both, case_id, "proxy_authorisation").papers[0].number
    assert again != paper.number


def test_the_form_holds_what_the_case_and_earlier_papers_know(desk: Counter) -> None:
    case_id = accepted(desk)
    form = desk.at().requests.form(case_id, "unresolved")
    assert form.copies == ("反映窗口", "承办部门")
    assert form.values["unresolved.person"] == "段玉兰"
    assert form.values["unresolved.department"] == "民政办"
    assert not form.values["unresolved.matter"]
    issue(desk, case_id, "unresolved", unresolved__person="陆𬱖明")
    assert desk.at().requests.form(case_id, "unresolved").values["unresolved.person"] == "陆𬱖明"
    assert desk.at().requests.form(case_id, "transfer").values == {
        "transfer.unit": "民政办",
        "transfer.until": "2026年11月25日",
        "transfer.contact": desk.at().account.name,
        "transfer.phone": desk.at().centre.phone,
        "transfer.request": "",
    }
    payment = desk.at().requests.form(case_id, "payment").values
    assert payment["payment.standard"] == "住宅类每件80元"
    assert payment["payment.basis"] == "《不动产登记收费标准》"


def test_the_second_urging_counts_on_and_begins_at_the_last_limit(desk: Counter) -> None:
    case_id = accepted(desk)
    issue(desk, case_id, "unresolved")
    issue(desk, case_id, "urging")
    form = desk.at("supervisor").requests.form(case_id, "urging")
    assert (form.values["urging.before"], form.values["urging.until"]) == ("2026年11月27日", "")
    second = issue(desk, case_id, "urging", urging__until="2026-12-2")
    assert desk.facts(second.papers[0].document_id)["urging.times"] == "第2次"


def test_what_is_left_out_keeps_what_is_known_and_what_is_cleared_is_lacking(desk: Counter) -> None:
    case_id = accepted(desk)
    with pytest.raises(DomainError, match="还没写反映人。") as lacking:
        issue(desk, case_id, "unresolved", unresolved__person=" ")
    assert lacking.value.field == "unresolved.person"
    known = issue(desk, case_id, "unresolved")
    assert desk.facts(known.papers[0].document_id)["unresolved.person"] == "段玉兰"


@pytest.mark.parametrize(
    ("kind", "name", "text", "says"),
    [
        ("unresolved", "unresolved.cause", "", "还没选原因类别"),
        ("unresolved", "unresolved.cause", "不想办", "只能选：办不了、很难办、不给办"),
        ("unresolved", "unresolved.until", "下周", "不是日期"),
        ("unresolved", "unresolved.matter", "字" * 501, "500"),
        ("unresolved", "unresolved.scope", "不属于", "写明理由"),
        ("payment", "payment.amount", "八十", "写成数字"),
        ("proxy_authorisation", "proxy.powers", "递交申请材料、签字画押", "只能选"),
        ("proxy_end", "ending.kind", "办结", "还没有结果"),
        ("reply", "reply.basis", "", "写明依据"),
        ("payment", "applicant.name", "李四", "不用填"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_stored(
    desk: Counter, kind: str, name: str, text: str, says: str
) -> None:
    case_id = prepared(desk, kind)
    version = desk.at().lookup.case(case_id).case.version
    with pytest.raises(DomainError, match=says) as refused:
        desk.at().requests.issue(case_id, kind, {**TYPED[kind], name: text})
    field = {"unresolved.scope": "unresolved.elsewhere"}.get(name, name)
    assert refused.value.field == field
    assert desk.at().lookup.case(case_id).case.version == version
    # The number that the refused act took is given again.
    assert issue(desk, case_id, kind).papers[0].number.endswith("〔2026〕1号")


def test_the_list_has_what_the_duty_allows_and_says_what_is_lacking(desk: Counter) -> None:
    case_id = desk.accepted()
    found = {one.title: one.off for one in desk.at().requests.offers(case_id)}
    assert next(iter(found)) == "“办不成事”登记表"
    assert set(found) == {"“办不成事”登记表", "转办单", "答复书"}
    assert "先出那一张" in found["转办单"]
    with pytest.raises(DomainError, match="没有代办员"):
        desk.at().requests.form(case_id, "proxy_authorisation")
    with pytest.raises(DomainError, match="不收费"):
        desk.at().requests.form(case_id, "payment")
    priced = {one.kind: one.off for one in desk.at().requests.offers(accepted(desk))}
    assert not priced["payment"] + priced["proxy_authorisation"]
    assert [one.kind for one in desk.at("head").requests.offers(case_id)] == ["urging"]
    assert desk.at("approver").requests.offers(case_id) == ()


def test_who_may_not_gets_neither_form_nor_paper(desk: Counter) -> None:
    case_id = accepted(desk)
    with pytest.raises(NotPermitted):
        desk.at("reviewer").requests.issue(case_id, "unresolved", TYPED["unresolved"])
    with pytest.raises(DomainError, match="只有综合窗口人员"):
        desk.at("supervisor").requests.form(case_id, "payment")
    with pytest.raises(DomainError, match="没有这种"):
        desk.at().requests.issue(case_id, "acceptance", {})


def test_a_paper_of_an_old_view_is_refused(desk: Counter) -> None:
    case_id = accepted(desk)
    seen = desk.at().lookup.case(case_id).case.version
    issue(desk, case_id, "unresolved")
    with pytest.raises(ConcurrentChange):
        desk.at().requests.issue(case_id, "payment", TYPED["payment"], seen_version=seen)


def test_the_titles_are_those_of_the_set_of_the_centre(desk: Counter) -> None:
    titles = dict(desk.at().requests.titles())
    assert list(titles) == list(PAPERS_ON_REQUEST)
    assert titles["unresolved"] == "“办不成事”登记表"
