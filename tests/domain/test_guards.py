"""Each condition of the life cycle, with a request that passes and the ones that do not."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from tests.domain.builders import (
    APPROVER,
    AT_ONCE_ITEM,
    CLERK,
    HEAD,
    ISSUER,
    ITEM,
    NOW,
    PERSON,
    REVIEWER,
    application,
    handed_in,
)
from windowdesk.domain import guards
from windowdesk.domain.case import Application
from windowdesk.domain.clock import ClockPause
from windowdesk.domain.commitments import Commitment, CommitmentCheck, PromisedProof
from windowdesk.domain.custody_records import HandoverSlip, Original
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import AcceptanceMode, DecidedLevel, ServiceType
from windowdesk.domain.materials import SETTLED, MaterialState
from windowdesk.domain.outcomes import (
    NO_OUTCOMES,
    CorrectionNotice,
    Gap,
    LateEntry,
    Outcomes,
)
from windowdesk.domain.party import Agent, AgentKind
from windowdesk.domain.states import Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.domain.turns import NO_TURNS, DeferredAcceptance, GapWaiver, LateMaterial, Turns

DAY = date(2026, 11, 20)
STRANGER = replace(REVIEWER, login="other", department="民政")
SEPARATE = application(replace(ITEM, acceptance_mode=AcceptanceMode.SEPARATE))
COUNTY = application(replace(ITEM, decided_level=DecidedLevel.COUNTY))
REPORTED = application(replace(ITEM, service_type=ServiceType.REPORT_UP))
AT_ONCE = application(AT_ONCE_ITEM)
WITHOUT_LIMIT = application(replace(ITEM, promised_limit=None, statutory_limit=None))
LACKING = application(materials=handed_in("M02"))
ENTERED = Outcomes(late=LateEntry("停电时收的", "云岭便受〔2026〕3号", NOW, CLERK.login))
NOTICED = Outcomes(
    notices=(CorrectionNotice((Gap("", "签名页", "没有签名"),), None, "", "", NOW, "1号"),)
)
AGENT = Agent("杨立春", PERSON.id_number, "", AgentKind.AGENT)


@dataclass
class Facts:
    """A case as guards see it, in whatever shape a rule needs."""

    application: Application = field(default_factory=application)
    department: str = ITEM.department
    accepter: str = CLERK.login
    holder: str = REVIEWER.login
    opened_by_next: bool = False
    extended: bool = False
    committed: tuple[str, ...] = ()
    uncommitted: tuple[str, ...] = ()
    handed_over: bool = False
    pauses: tuple[ClockPause, ...] = ()
    outcomes: Outcomes = NO_OUTCOMES
    turns: Turns = NO_TURNS

    @property
    def item(self) -> Item:
        return self.application.item

    @property
    def open_gaps(self) -> tuple[str, ...]:
        deferral = self.turns.deferral
        return tuple(one.name for one in deferral.open_materials) if deferral else ()

    @property
    def missing_materials(self) -> tuple[str, ...]:
        return tuple(
            m.name for m in self.application.materials if m.required and m.state not in SETTLED
        )


@dataclass(frozen=True)
class Good:
    """A request that passes, by whom and on which case."""

    request: MoveRequest = field(default_factory=MoveRequest)
    by: Actor = CLERK
    facts: Facts = field(default_factory=Facts)


REASON = Good(MoveRequest(reason="写明的理由"))
BASIS = Good(MoveRequest(reason="写明的理由", basis="第三十二条"))
SIGNED = Good(MoveRequest(signed=True))
LATE = Good(MoveRequest(reason="逾期", lapsed=True))
DEFICIENT = Good(
    MoveRequest(
        reason="在县城",
        first_day=DAY,
        gaps=("户口簿",),
        tolerable=("户口簿",),
        gap_until=date(2026, 11, 27),
        gap_until_latest=date(2026, 11, 30),
        in_good_standing=True,
        signed=True,
    ),
    facts=Facts(LACKING),
)
COUNTY_RESULT = Good(
    MoveRequest(result_number="青民批〔2026〕8号", first_day=DAY, complete=True), ISSUER
)
CONTRACT = DeferredAcceptance(
    (LateMaterial("M02", "户口簿", "没有交"),),
    "在县城",
    date(2026, 11, 27),
    "未列入",
    "容承1号",
    "容1号",
    NOW,
)
PART = (LateMaterial("M02", "户口簿", "没有交"), LateMaterial("M03", "照片", "没有交"))
WAITING = Facts(LACKING, turns=Turns(deferral=CONTRACT))
WAITING_FOR_TWO = Facts(LACKING, turns=Turns(deferral=replace(CONTRACT, materials=PART)))
WAIVED = Facts(
    LACKING, turns=Turns(deferral=replace(CONTRACT, waiver=GapWaiver("已核", "段国庆", NOW)))
)
PROMISED = Commitment((PromisedProof("M02", "户口簿", "户籍在本镇"),), "诺1号", NOW, DAY)
FALSE = replace(
    PROMISED,
    check=CommitmentCheck(
        is_true=False, how="派出所", found="不在本镇", at=NOW, by="x", by_name="某"
    ),
)
UNCHECKED = Facts(turns=Turns(commitments=(PROMISED,)))
FOUND_FALSE = Facts(turns=Turns(commitments=(FALSE,)))
PROMISABLE = application(
    replace(ITEM, materials=tuple(replace(m, promisable=True) for m in ITEM.materials)),
    materials=tuple(replace(m, state=MaterialState.PROMISED) for m in handed_in()),
)
GAP = Good(MoveRequest(gaps=("户口簿",)), facts=WAITING)

BOOK = Original("M02", "户口簿", 1, CLERK.login, CLERK.name, "02号窗口", NOW)
OUTSIDE = replace(BOOK, holder="", holder_name="青岫县民政局", place="")
SLIP = HandoverSlip(
    number="云岭便交〔2026〕1号",
    codes=("M02",),
    giver=CLERK.login,
    giver_name=CLERK.name,
    giver_place="02号窗口",
    receiver="",
    receiver_name="",
    receiver_place=REVIEWER.department,
    purpose="审查",
    given_at=NOW,
    due_at=NOW,
)
HELD = Facts(turns=Turns(originals=(BOOK,)))
GIVEN = Facts(turns=Turns(originals=(BOOK,), slips=(SLIP,)))
OF_SLIP = MoveRequest(reason="缺封皮", result_number=SLIP.number)
PASSED = Good(MoveRequest(codes=("M02",), counterpart="农业农村", reason="审查"), facts=HELD)


def given(**changed: object) -> Facts:
    return replace(GIVEN, turns=replace(GIVEN.turns, slips=(replace(SLIP, **changed),)))


GOOD: dict[Move, Good] = {
    Move.RECEIVE: Good(MoveRequest(first_day=DAY)),
    Move.ENTER_RUNNING: Good(MoveRequest(first_day=DAY, reason="停电时收的")),
    Move.ENTER_ACCEPTED: Good(facts=Facts(outcomes=ENTERED)),
    Move.NOT_REQUIRED: REASON,
    Move.NOT_COMPETENT: Good(MoveRequest(reason="属县级", counterpart="县自然资源局")),
    Move.REFUSE: BASIS,
    Move.START_CORRECTION: REASON,
    Move.FINISH_CORRECTION: SIGNED,
    Move.REQUEST_SUPPLEMENT: Good(MoveRequest(gaps=("户口簿",)), facts=Facts(LACKING)),
    Move.ACCEPT: Good(),
    Move.ACCEPT_DEFICIENT: DEFICIENT,
    Move.DEEM_ACCEPTED: Good(MoveRequest(lapsed=True)),
    Move.ACCEPT_SUPPLEMENTED: Good(MoveRequest(complete=True)),
    Move.SUPPLEMENT_COMPLETE: Good(MoveRequest(complete=True)),
    Move.SUPPLEMENT_PARTLY: Good(),
    Move.LAPSE_SUPPLEMENT: LATE,
    Move.TAKE_BACK: SIGNED,
    Move.CLAIM: Good(by=REVIEWER),
    Move.TAKE_OVER: Good(by=REVIEWER),
    Move.HAND_OVER: replace(REASON, by=HEAD),
    Move.SEND_BACK: replace(REASON, by=HEAD),
    Move.PROPOSE: Good(MoveRequest(reason="材料属实，拟同意"), REVIEWER),
    Move.RETURN_FOR_REVIEW: REASON,
    Move.APPROVE: Good(MoveRequest(reason="准予"), APPROVER),
    Move.DENY: replace(BASIS, by=APPROVER),
    Move.DECIDE_AT_ONCE: Good(MoveRequest(reason="准予"), facts=Facts(AT_ONCE)),
    Move.REFER_UP: Good(
        MoveRequest(reason="拟同意", counterpart="青岫县民政局"), facts=Facts(COUNTY)
    ),
    Move.COUNTY_APPROVED: COUNTY_RESULT,
    Move.COUNTY_DENIED: COUNTY_RESULT,
    Move.FILL_GAP: GAP,
    Move.FILL_GAP_PARTLY: replace(GAP, facts=WAITING_FOR_TWO),
    Move.EXTEND_GAP: Good(
        MoveRequest(reason="断路", gap_until=date(2026, 12, 4), exception_by="段国庆"),
        facts=WAITING,
    ),
    Move.REMIND_GAP: replace(REASON, facts=WAITING),
    Move.WAIVE_GAP: replace(REASON, by=HEAD, facts=WAITING),
    Move.LAPSE_GAP: replace(LATE, facts=WAITING),
    Move.COMMIT: Good(MoveRequest(gaps=("户口簿",)), facts=Facts(PROMISABLE)),
    Move.CHECK_COMMITMENT: Good(
        MoveRequest(reason="属实", counterpart="派出所"), REVIEWER, UNCHECKED
    ),
    Move.RULE_ON_COMMITMENT: replace(REASON, by=HEAD, facts=FOUND_FALSE),
    Move.WITHDRAW: Good(MoveRequest(reason="不办了", signed=True)),
    Move.REMIND_SUPPLEMENT: REASON,
    Move.NOTIFY_PICKUP: REASON,
    Move.ARCHIVE: Good(MoveRequest(complete=True)),
    Move.REVERSE: Good(MoveRequest(reason="点错了", own=True)),
    Move.NOTE: REASON,
    Move.PASS_ORIGINALS: PASSED,
    Move.TAKE_ORIGINALS: Good(OF_SLIP, REVIEWER, GIVEN),
    Move.REFUSE_ORIGINALS: Good(OF_SLIP, REVIEWER, GIVEN),
    Move.CALL_BACK_ORIGINALS: Good(OF_SLIP, CLERK, GIVEN),
    Move.RETURN_ORIGINALS: Good(MoveRequest(codes=("M02",), signed=True), facts=HELD),
    Move.SEND_ORIGINALS: PASSED,
    Move.ORIGINALS_BACK: Good(
        MoveRequest(codes=("M02",)), facts=Facts(turns=Turns(originals=(OUTSIDE,)))
    ),
}
# What silence has made impossible (Permit Law art. 32 para 1 no. 4).
IN_TIME = (
    Move.NOT_REQUIRED,
    Move.NOT_COMPETENT,
    Move.REFUSE,
    Move.START_CORRECTION,
    Move.REQUEST_SUPPLEMENT,
    Move.ACCEPT,
)
UNCONDITIONAL = {
    Move.ASSIGN,
    Move.RELEASE,
    Move.MAKE_READY,
    Move.ATTACH,
}

# Their conditions have files of their own, beside this one.
ELSEWHERE = {
    # tests/services/test_date_correction.py, test_calendars.py
    Move.CORRECT_DATE,
    Move.REDATE,
    # test_requested_papers.py
    Move.ISSUE_PAPER,
    # test_closing_guards.py
    Move.END_BEFORE_ACCEPTANCE,
    Move.TERMINATE,
    Move.SEND_BY_MAIL,
    Move.NOT_COLLECTED,
    Move.DELIVER,
    Move.RATE,
    Move.CORRECT_DECISION,
    Move.REVOKE_DECISION,
    # test_procedure_guards.py
    Move.INSPECT,
    Move.NOTIFY_INTERESTED,
    Move.ASK_HEARING,
    Move.CALL_HEARING,
    Move.ASK_PROCEDURE,
    Move.DECLINE_PROCEDURE,
    Move.SUSPEND,
    Move.END_PROCEDURE,
    Move.RESUME,
    Move.ASK_EXTENSION,
    Move.DECLINE_EXTENSION,
    Move.EXTEND,
    # test_handed_case.py, test_opinion_case.py, test_referred_case.py
    Move.OPEN,
    Move.PULL_BACK,
    Move.ASK_OPINION,
    Move.GIVE_OPINION,
    Move.DROP_OPINION,
    Move.COUNTY_RETURNED,
}

# move | what is wrong with an otherwise good request, actor or case | what the sentence says
BAD_REQUESTS: list[tuple[Move, dict[str, object], str]] = [
    (Move.RECEIVE, {"first_day": date(2025, 12, 31)}, "2025年12月31日不在办理期内"),
    (Move.RECEIVE, {"first_day": None}, "不在办理期内"),
    (Move.ENTER_RUNNING, {"reason": ""}, "理由"),
    (Move.ENTER_RUNNING, {"first_day": None}, "不在办理期内"),
    (Move.NOT_REQUIRED, {"reason": " "}, "理由"),
    *((move, {"lapsed": True}, "即为受理") for move in IN_TIME),
    (Move.NOT_COMPETENT, {"counterpart": ""}, "该找哪个机关"),
    (Move.NOT_COMPETENT, {"reason": ""}, "理由"),
    (Move.REFUSE, {"basis": ""}, "依据"),
    (Move.REFUSE, {"reason": ""}, "理由"),
    (Move.START_CORRECTION, {"reason": ""}, "理由"),
    (Move.FINISH_CORRECTION, {"signed": False}, "签字"),
    (Move.REQUEST_SUPPLEMENT, {"gaps": ()}, "一次列全"),
    (Move.REQUEST_SUPPLEMENT, {"gaps": ("照片",)}, "户口簿"),
    (Move.REQUEST_SUPPLEMENT, {"repeated": ("户口簿",)}, "头一次就该告知的：户口簿"),
    (Move.SUPPLEMENT_COMPLETE, {"complete": False}, "没收齐"),
    (Move.ACCEPT_DEFICIENT, {"tolerable": ()}, "不能容缺：户口簿"),
    (Move.ACCEPT_DEFICIENT, {"in_good_standing": False}, "信用"),
    (Move.ACCEPT_DEFICIENT, {"signed": False}, "承诺书"),
    (Move.ACCEPT_DEFICIENT, {"gaps": ()}, "补到哪天"),
    (Move.ACCEPT_DEFICIENT, {"gap_until": None}, "补到哪天"),
    (Move.ACCEPT_DEFICIENT, {"gaps": ("户口簿", "申请表")}, "对不上"),
    (Move.ACCEPT_DEFICIENT, {"gap_until": date(2026, 12, 1)}, "最晚2026年11月30日"),
    (Move.ACCEPT_DEFICIENT, {"gap_until": DAY}, "今天以后"),
    (Move.ACCEPT_DEFICIENT, {"gap_until_latest": DAY}, "来不及容缺"),
    (Move.ACCEPT_DEFICIENT, {"reason": " "}, "为什么后补"),
    (Move.ACCEPT_DEFICIENT, {"lapsed": True}, "即为受理"),
    (Move.DEEM_ACCEPTED, {"lapsed": False}, "五个工作日还没过"),
    (Move.ACCEPT_SUPPLEMENTED, {"complete": False}, "逐项核对"),
    (Move.SUPPLEMENT_PARTLY, {"complete": True}, "直接受理"),
    (Move.LAPSE_SUPPLEMENT, {"lapsed": False}, "还没到"),
    (Move.LAPSE_SUPPLEMENT, {"reason": ""}, "理由"),
    (Move.TAKE_BACK, {"signed": False}, "签字"),
    (Move.HAND_OVER, {"reason": ""}, "理由"),
    (Move.SEND_BACK, {"reason": ""}, "理由"),
    (Move.PROPOSE, {"reason": " "}, "不能只签名"),
    (Move.RETURN_FOR_REVIEW, {"reason": ""}, "理由"),
    (Move.APPROVE, {"reason": ""}, "理由"),
    (Move.DENY, {"reason": ""}, "理由"),
    (Move.DENY, {"basis": ""}, "依据"),
    (Move.DECIDE_AT_ONCE, {"reason": ""}, "结果"),
    (Move.REFER_UP, {"reason": ""}, "初审意见"),
    (Move.COUNTY_APPROVED, {"result_number": ""}, "文号"),
    (Move.COUNTY_APPROVED, {"first_day": None}, "日期"),
    (Move.COUNTY_DENIED, {"complete": False}, "原件"),
    (Move.FILL_GAP, {"gaps": ()}, "还没勾"),
    (Move.FILL_GAP, {"gaps": ("户口簿", "照片")}, "容缺清单里没有这些：照片"),
    (Move.FILL_GAP_PARTLY, {"gaps": ("户口簿", "照片")}, "已经齐了"),
    (Move.FILL_GAP_PARTLY, {"lapsed": True}, "不可抗力"),
    (Move.EXTEND_GAP, {"reason": ""}, "不可抗力的情形"),
    (Move.EXTEND_GAP, {"exception_by": CLERK.name}, "自己不能同意自己"),
    (Move.EXTEND_GAP, {"gap_until": date(2026, 11, 27)}, "比2026年11月27日晚"),
    (Move.REMIND_GAP, {"reason": ""}, "怎么催的"),
    (Move.WAIVE_GAP, {"reason": ""}, "理由"),
    (Move.COMMIT, {"gaps": ()}, "没有要用承诺代替"),
    (Move.CHECK_COMMITMENT, {"counterpart": " "}, "向谁核查"),
    (Move.CHECK_COMMITMENT, {"reason": ""}, "理由"),
    (Move.RULE_ON_COMMITMENT, {"reason": ""}, "理由"),
    (Move.FILL_GAP, {"lapsed": True}, "不可抗力"),
    (Move.LAPSE_GAP, {"lapsed": False}, "还没过"),
    (Move.LAPSE_GAP, {"reason": ""}, "理由"),
    (Move.WITHDRAW, {"signed": False}, "签字"),
    (Move.WITHDRAW, {"reason": ""}, "理由"),
    (Move.NOTIFY_PICKUP, {"reason": ""}, "怎么通知"),
    (Move.REMIND_SUPPLEMENT, {"reason": ""}, "怎么通知"),
    (Move.ARCHIVE, {"complete": False}, "清单"),
    (Move.REVERSE, {"own": False}, "他自己"),
    (Move.REVERSE, {"lapsed": True}, "30 分钟"),
    (Move.REVERSE, {"reason": ""}, "理由"),
    (Move.NOTE, {"reason": ""}, "理由"),
    *(
        (move, spoiled, says)
        for move in (Move.PASS_ORIGINALS, Move.SEND_ORIGINALS)
        for spoiled, says in (
            ({"codes": ()}, "哪几份"),
            ({"codes": ("M09",)}, "没有这份原件"),
            ({"counterpart": " "}, "交给谁"),
            ({"reason": ""}, "用途"),
        )
    ),
    *(
        (move, {"result_number": "云岭便交〔2026〕9号"}, "没有这张交接单")
        for move in (Move.TAKE_ORIGINALS, Move.REFUSE_ORIGINALS, Move.CALL_BACK_ORIGINALS)
    ),
    (Move.REFUSE_ORIGINALS, {"reason": ""}, "为什么不收"),
    (Move.RETURN_ORIGINALS, {"codes": ()}, "哪几份"),
    (Move.RETURN_ORIGINALS, {"signed": False}, "签字"),
    (Move.ORIGINALS_BACK, {"codes": ()}, "哪几份"),
    (Move.ORIGINALS_BACK, {"codes": ("M09",)}, "没有这份原件"),
]
BAD_CASES: list[tuple[Move, Facts, str]] = [
    (Move.RECEIVE, Facts(application(agent=AGENT)), "委托书"),
    (Move.ENTER_RUNNING, Facts(application(agent=AGENT)), "委托书"),
    (Move.ENTER_ACCEPTED, Facts(), "不是补录"),
    (Move.ENTER_ACCEPTED, Facts(LACKING, outcomes=ENTERED), "户口簿"),
    (Move.REQUEST_SUPPLEMENT, Facts(LACKING, outcomes=NOTICED), "签名页"),
    (Move.ACCEPT, Facts(LACKING), "户口簿"),
    (Move.ACCEPT, Facts(WITHOUT_LIMIT), "没有办理期限"),
    (Move.ACCEPT, Facts(SEPARATE), "承办部门受理"),
    (Move.ACCEPT_SUPPLEMENTED, Facts(LACKING), "户口簿"),
    (Move.ACCEPT_SUPPLEMENTED, Facts(SEPARATE), "承办部门受理"),
    (
        Move.ACCEPT_DEFICIENT,
        Facts(application(AT_ONCE_ITEM, materials=handed_in("M02"))),
        "即办件不能容缺",
    ),
    (Move.PROPOSE, Facts(holder=STRANGER.login), "不在你手里"),
    (Move.APPROVE, Facts(accepter=APPROVER.login), "换一位审批人"),
    (Move.APPROVE, WAITING, "容缺材料还没补齐：户口簿"),
    (Move.DENY, WAITING, "容缺材料还没补齐：户口簿"),
    (Move.APPROVE, FOUND_FALSE, "承诺查出不实"),
    (Move.REFER_UP, replace(WAITING, application=COUNTY), "容缺材料还没补齐：户口簿"),
    (Move.ACCEPT, Facts(uncommitted=("户口簿",)), "还没签告知承诺书：户口簿"),
    (Move.ACCEPT_DEFICIENT, replace(DEFICIENT.facts, uncommitted=("照片",)), "告知承诺书：照片"),
    (Move.ACCEPT_DEFICIENT, Facts(SEPARATE), "承办部门受理"),
    (Move.REQUEST_SUPPLEMENT, Facts(LACKING, committed=("户口簿",)), "已由告知承诺代替"),
    (Move.COMMIT, Facts(application(materials=PROMISABLE.materials)), "不能用承诺代替：申请表"),
    (Move.FILL_GAP_PARTLY, Facts(), "没有要补的"),
    (Move.EXTEND_GAP, Facts(), "没有要补的"),
    (Move.REMIND_GAP, Facts(), "没有要补的"),
    (Move.WAIVE_GAP, Facts(), "照常决定"),
    (Move.WAIVE_GAP, WAIVED, "已经同意过"),
    (Move.LAPSE_GAP, Facts(), "没有要补的"),
    (Move.LAPSE_GAP, WAIVED, "不办逾期终止"),
    (Move.CHECK_COMMITMENT, Facts(), "没有要核查的"),
    (Move.RULE_ON_COMMITMENT, UNCHECKED, "没有待处理的"),
    (Move.APPROVE, Facts(LACKING), "材料还没核齐：户口簿"),
    (Move.DENY, Facts(accepter=APPROVER.login), "换一位审批人"),
    (Move.DECIDE_AT_ONCE, Facts(), "承诺件"),
    (
        Move.DECIDE_AT_ONCE,
        Facts(application(AT_ONCE_ITEM, materials=handed_in("M01"))),
        "申请表",
    ),
    (Move.REFER_UP, Facts(), "本级决定"),
    (Move.FILL_GAP, Facts(), "没有要补的"),
    (Move.REVERSE, Facts(handed_over=True), "已经交给申请人"),
    (Move.PASS_ORIGINALS, GIVEN, "对方还没收"),
    (Move.PASS_ORIGINALS, Facts(turns=Turns(originals=(OUTSIDE,))), "青岫县民政局手里"),
    (Move.RETURN_ORIGINALS, GIVEN, "对方还没收"),
    (Move.ORIGINALS_BACK, HELD, "没有出去过"),
    *(
        (move, facts, says)
        for move in (Move.TAKE_ORIGINALS, Move.REFUSE_ORIGINALS, Move.CALL_BACK_ORIGINALS)
        for facts, says in (
            (given(taken_at=NOW, taken_name="宁小雨"), "宁小雨已经收了"),
            (given(refused_at=NOW), "已经拒收"),
            (given(recalled_at=NOW), "已经撤回"),
        )
    ),
    *(
        (move, facts, says)
        for move in (Move.TAKE_ORIGINALS, Move.REFUSE_ORIGINALS)
        for facts, says in (
            (given(receiver_place="01号窗口"), "交给01号窗口"),
            (given(receiver="yongkang", receiver_name="代永康"), "由他本人接收"),
            (given(giver=REVIEWER.login), "办撤回"),
        )
    ),
    (Move.CALL_BACK_ORIGINALS, given(giver="yongkang", giver_name="代永康"), "由他撤回"),
]


def fault(move: Move, good: Good) -> set[str]:
    """Return what the rows of ``move`` say: one sentence, whatever state it starts from."""
    rows = [row for row in TRANSITIONS.values() if row.move is move]
    return {row.guard(good.facts, good.request, good.by) for row in rows}


def test_every_conditional_move_has_a_good_and_a_bad_request_here() -> None:
    assert set(GOOD) | UNCONDITIONAL | ELSEWHERE == set(Move)
    spoiled = {move for move, *_ in BAD_REQUESTS} | {move for move, *_ in BAD_CASES}
    assert set(GOOD) - spoiled == {Move.CLAIM, Move.TAKE_OVER}
    for row in TRANSITIONS.values():
        assert (row.guard is guards.free) == (row.move in UNCONDITIONAL)


@pytest.mark.parametrize("move", GOOD)
def test_a_good_request_passes(move: Move) -> None:
    assert fault(move, GOOD[move]) == {""}


@pytest.mark.parametrize(("move", "spoiled", "says"), BAD_REQUESTS)
def test_a_request_that_lacks_something_is_told_what(
    move: Move, spoiled: dict[str, object], says: str
) -> None:
    good = GOOD[move]
    plain = {name: getattr(good.request, name) for name in MoveRequest.__dataclass_fields__}
    (sentence,) = fault(move, replace(good, request=MoveRequest(**(plain | spoiled))))
    assert says in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize(("move", "facts", "says"), BAD_CASES)
def test_a_case_that_is_not_so_far_is_told_why(move: Move, facts: Facts, says: str) -> None:
    (sentence,) = fault(move, replace(GOOD[move], facts=facts))
    assert says in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize("move", [Move.CLAIM, Move.TAKE_OVER])
def test_a_reviewer_takes_only_cases_of_the_own_unit(move: Move) -> None:
    (sentence,) = fault(move, Good(by=STRANGER))
    assert "归农业农村办" in sentence


@pytest.mark.parametrize(
    "by", [replace(REVIEWER, department=""), APPROVER, replace(HEAD, department="党政办")]
)
def test_deciders_and_reviewers_of_all_units_take_any_case(by: Actor) -> None:
    assert fault(Move.CLAIM, Good(by=by)) == {""}


def test_where_the_window_only_receives_the_reviewer_accepts() -> None:
    assert fault(Move.ACCEPT, Good(by=REVIEWER, facts=Facts(SEPARATE))) == {""}


@pytest.mark.parametrize("facts", [Facts(COUNTY), Facts(REPORTED)])
def test_what_the_county_decides_or_what_is_passed_on_goes_up(facts: Facts) -> None:
    assert fault(Move.REFER_UP, replace(GOOD[Move.REFER_UP], facts=facts)) == {""}


@pytest.mark.parametrize("move", [Move.APPROVE, Move.DENY])
def test_the_head_may_let_one_person_accept_and_decide(move: Move) -> None:
    good = GOOD[move]
    request = replace(good.request, exception_by="guoqing")
    facts = Facts(accepter=APPROVER.login)
    assert fault(move, replace(good, request=request, facts=facts)) == {""}


@pytest.mark.parametrize("exception_by", ["", "  ", APPROVER.login, APPROVER.name])
def test_nobody_but_the_head_makes_an_exception_for_himself(exception_by: str) -> None:
    request = MoveRequest(reason="准予", exception_by=exception_by)
    facts = Facts(accepter=APPROVER.login)
    assert fault(Move.APPROVE, Good(request, APPROVER, facts)) != {""}
    as_head = replace(APPROVER, roles=HEAD.roles)
    head_may = bool(exception_by.strip())
    assert (fault(Move.APPROVE, Good(request, as_head, facts)) == {""}) is head_may


def test_what_is_decided_at_once_may_be_decided_by_its_accepter() -> None:
    facts = Facts(AT_ONCE, accepter=APPROVER.login)
    assert fault(Move.APPROVE, replace(GOOD[Move.APPROVE], facts=facts)) == {""}


@pytest.mark.parametrize("move", [Move.APPROVE, Move.DENY])
def test_an_open_gap_is_decided_over_only_by_a_waiver(move: Move) -> None:
    good = GOOD[move]
    excepted = replace(good.request, exception_by="guoqing")
    (refused,) = fault(move, replace(good, request=excepted, facts=WAITING))
    assert "先由负责人同意" in refused
    assert fault(move, replace(good, facts=WAIVED)) == {""}
