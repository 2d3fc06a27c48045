"""The rows of the back office: S5 to S12 (domain.md §1.3, §1.3b)."""

from dataclasses import replace
from datetime import timedelta

from tests.services.counter import Counter
from tests.services.rows import row as clock
from tests.services.rows.row import Act, No, Row, from_each
from tests.services.rows.ways import (
    AFTER_ACCEPTANCE,
    AT_ONCE,
    COUNTY,
    NO,
    ORGAN,
    WHOLE,
    YES,
    accepted,
    assigned,
    case_of,
    county_reviewing,
    county_says,
    deemed,
    deferred,
    gap_reviewing,
    moment,
    plan,
    promised,
    proposed,
    referred,
    reviewing,
    suspended,
)
from tests.services.rows.window_rows import DEATH
from windowdesk.domain.case import Decision
from windowdesk.domain.review_turns import Inspection
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import EndCause
from windowdesk.services.acting import CaseAct
from windowdesk.services.endings import EndingEntry
from windowdesk.services.extensions import ExtensionWish
from windowdesk.services.hearings import HearingDate

S, M = CaseState, Move
WISH = ExtensionWish(10, "四至与相邻两户有争议", office="镇人民政府负责人")
NOT_HELD = "正在办这件"
# On both databases the farming office sees no case of another unit: it is told there is none.
NOT_OURS = "没有这个办件|民政办"


def inspection(desk: Counter, **spoiled: object) -> Inspection:
    seen = Inspection(
        ("段reviewer", "代永康"), "白石村3组", "与图一致", desk.at().lookup.today(), ""
    )
    return replace(seen, **spoiled)  # type: ignore[arg-type]  fields by name


def inspect(**spoiled: object) -> Act:
    return lambda d, c: d.at("reviewer").inspections.record(c, inspection(d, **spoiled))


def begin(**spoiled: object) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        wanted = replace(plan(desk), **spoiled)  # type: ignore[arg-type]  fields by name
        return desk.at("approver").procedures.begin(case_id, wanted)

    return act


def end(result: str = "鉴〔2026〕3号", days: int = 0) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        runs = [one for one in case_of(desk, case_id).turns.procedures if one.is_open]
        last = desk.at().lookup.today() + timedelta(days=days)
        return desk.at("reviewer").procedures.end(case_id, runs[-1].number, last, result)

    return act


def both_running(desk: Counter) -> int:
    case_id = suspended(desk)
    desk.at("approver").procedures.begin(case_id, plan(desk, "公示"))
    return case_id


def extend(**spoiled: object) -> Act:
    wish = replace(WISH, **spoiled)  # type: ignore[arg-type]  fields by name
    return lambda d, c: d.at("head").extensions.allow(c, wish)


def extended(desk: Counter) -> int:
    case_id = reviewing(desk)
    extend()(desk, case_id)
    return case_id


def notified(desk: Counter) -> int:
    case_id = reviewing(desk)
    desk.at("reviewer").hearings.notify(case_id, ("杨正明",), "占用采光")
    return case_id


def hearing_asked(desk: Counter) -> int:
    case_id = notified(desk)
    moment(desk)
    desk.at().hearings.ask(case_id, "杨正明", desk.at().lookup.today())
    return case_id


def call(chair: str = "段正刚", shift: int = 0) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        own = desk.at("reviewer")
        _first, last = own.hearings.days_for(case_of(desk, case_id), own.lookup.today())
        day = last + timedelta(days=shift)
        return own.hearings.call(case_id, HearingDate(day, "上午9时", "二楼", chair))

    return act


def asked(desk: Counter) -> int:
    """Return a case whose reviewer asked the farming office."""
    case_id = reviewing(desk)
    ask_farming(desk, case_id)
    return case_id


def ask_farming(desk: Counter, case_id: int) -> object:
    own = desk.at("reviewer")
    until = own.lookup.today() + timedelta(days=7)
    return own.opinions.ask(case_id, ("农业农村办",), "是否另有耕地补贴", until)


def false_promise(desk: Counter) -> int:
    case_id = promised(desk)
    desk.at("approver").approval.claim(case_id)
    desk.at("approver").commitments.check(case_id, "入户", "不在本镇", is_true=False)
    return case_id


def by_the_accepter(desk: Counter) -> int:
    """Return a case that the one-person desk accepted and has in hand."""
    own = desk.at("all-round")
    case_id = own.acceptance.receive_and_accept(desk.application(WHOLE)).case_id
    own.approval.claim(case_id)
    return case_id


def withdraw(*, signed: bool = True, reason: str = "不办了") -> Act:
    def act(desk: Counter, case_id: int) -> object:
        own = desk.at().outcomes
        back = own.returnable(case_of(desk, case_id))
        return own.withdraw(case_id, reason, signed=signed, returned=back)

    return act


def withdraw_from_county(desk: Counter, case_id: int) -> object:
    return desk.at().outcomes.withdraw(case_id, "已入住养老机构", True, ())


def hand_over(login: str | None, reason: str = "调走了") -> Act:
    """Give on what somebody holds, as the head would on the page of staff."""

    def act(desk: Counter, case_id: int) -> object:
        head, to = desk.at("head"), desk.at(login).bench.actor if login else None

        def give(doing: CaseAct) -> None:
            doing.case.hand_over(to, reason=reason, by=doing.actor, at=doing.at)

        return head.bench.act_on(case_id, give)

    return act


def proposed_procedure(desk: Counter) -> int:
    case_id = reviewing(desk)
    desk.at("reviewer").procedures.ask(case_id, plan(desk))
    return case_id


def proposed_extension(desk: Counter) -> int:
    case_id = reviewing(desk)
    desk.at("reviewer").extensions.ask(case_id, WISH)
    return case_id


propose: Act = lambda d, c: d.at("reviewer").approval.propose(c, "材料属实，拟同意")  # noqa: E731
approve: Act = lambda d, c: d.at("approver").approval.approve(c, YES)  # noqa: E731
deny: Act = lambda d, c: d.at("approver").approval.deny(c, NO)  # noqa: E731
terminate: Act = lambda d, c: d.at("approver").endings.terminate(c, DEATH)  # noqa: E731

# Undecided after acceptance; what the county has is in the rows of S10.
OFFICE_ROWS = [
    *from_each({S.ACCEPTED: accepted, S.ACCEPTED_DEFICIENT: deferred, S.DEEMED_ACCEPTED: deemed},
        lambda state, way: Row("分办", state, (M.ASSIGN,), S.ASSIGNED, (), clock.runs, way,
            lambda d, c: d.at("approver").approval.assign(c))),
    Row("领办", S.ASSIGNED, (M.CLAIM,), S.REVIEWING, (), clock.runs, assigned,
        lambda d, c: d.at("reviewer").approval.claim(c),
        (No(NOT_OURS, lambda d, c: d.at("farming").approval.claim(c)),)),
    Row("放回待领", S.REVIEWING, (M.RELEASE,), S.ASSIGNED, (), clock.runs, reviewing,
        lambda d, c: d.at("reviewer").approval.release(c),
        (No(NOT_HELD, lambda d, c: d.at("approver").approval.release(c)),)),
    *from_each({S.REVIEWING: reviewing, S.PROPOSED: proposed, S.SUSPENDED: suspended},
        lambda state, way: Row("接办", state, (M.TAKE_OVER,), state, (), clock.runs, way,
            lambda d, c: d.at("head").approval.take_over(c, "他请假"))),
    Row("接办别人正在办的", S.REVIEWING, (M.TAKE_OVER,), S.REVIEWING, (), clock.runs, reviewing,
        lambda d, c: d.at("approver").approval.take_over(c, "他请假"),
        (No("写明原因", lambda d, c: d.at("approver").approval.take_over(c, "")),)),
    *from_each({S.REVIEWING: reviewing, S.PROPOSED: proposed, S.SUSPENDED: suspended},
        lambda state, way: Row("转交", state, (M.HAND_OVER,), state, (), clock.runs, way,
            hand_over("approver2"), (No("理由", hand_over("approver2", "")),
                                     No("只有", hand_over("clerk"))))),
    Row("转回待领", S.REVIEWING, (M.SEND_BACK,), S.ASSIGNED, (), clock.runs, reviewing,
        hand_over(None), (No("理由", hand_over(None, " ")),)),
    Row("当场决定", S.ACCEPTED, (M.DECIDE_AT_ONCE,), S.APPROVED, ("receipt", "immediate"),
        clock.t10_starts, None,
        lambda d, _c: d.at().acceptance.receive_and_decide(
            d.application(AT_ONCE), Decision("已登记")),
        (No("承诺件", lambda d, _c: d.at().acceptance.receive_and_decide(
            d.application(COUNTY), Decision("已登记"))),
         No("办理结果", lambda d, _c: d.at().acceptance.receive_and_decide(
            d.application(AT_ONCE), Decision(" "))))),
    Row("提请特别程序", S.REVIEWING, (M.ASK_PROCEDURE,), S.REVIEWING, (), clock.runs, reviewing,
        lambda d, c: d.at("reviewer").procedures.ask(c, plan(d))),
    Row("不同意特别程序", S.REVIEWING, (M.DECLINE_PROCEDURE,), S.REVIEWING, (), clock.runs,
        proposed_procedure,
        lambda d, c: d.at("approver").procedures.decline(c, "照片已能看清"),
        (No("理由", lambda d, c: d.at("approver").procedures.decline(c, " ")),)),
    Row("启动特别程序", S.REVIEWING, (M.SUSPEND,), S.SUSPENDED, ("special_procedure",),
        clock.pauses, reviewing, begin(),
        (No("特别程序只有", begin(name="评审")), No("依据和实施机构", begin(basis=" ")),
         No("只有分管领导", lambda d, c: d.at("reviewer").procedures.begin(c, plan(d))))),
    Row("启动特别程序 (a second one)", S.SUSPENDED, (M.SUSPEND,), S.SUSPENDED,
        ("special_procedure",), clock.pauses, suspended,
        lambda d, c: d.at("approver").procedures.begin(c, plan(d, "公示")),
        (No("正在进行", begin()),)),
    Row("结束一项特别程序", S.SUSPENDED, (M.END_PROCEDURE,), S.SUSPENDED, ("procedure_record",),
        clock.pauses_still, both_running, end(), (No("今天以后", end(days=1)),)),
    Row("特别程序结束", S.SUSPENDED, (M.RESUME,), S.REVIEWING, ("procedure_record",),
        clock.resumes, suspended, end(),
        (No("结果文书", end("")), No("比起始日", end(days=-1)))),
    Row("提请延期", S.REVIEWING, (M.ASK_EXTENSION,), S.REVIEWING, (), clock.runs, reviewing,
        lambda d, c: d.at("reviewer").extensions.ask(c, WISH)),
    Row("不同意延期", S.REVIEWING, (M.DECLINE_EXTENSION,), S.REVIEWING, (), clock.runs,
        proposed_extension,
        lambda d, c: d.at("head").extensions.decline(c, "抓紧办"),
        (No("理由", lambda d, c: d.at("head").extensions.decline(c, " ")),)),
    Row("延长期限", S.REVIEWING, (M.EXTEND,), S.REVIEWING, ("extension_approval", "extension"),
        clock.ten_more, reviewing, extend(),
        (No("天数不对", extend(days=11)), No("理由", extend(reason=" ")),
         No("职务", extend(office=" ")),
         No("延长过一次", lambda d, _c: extend()(d, extended(d))),
         No("只有机关负责人", lambda d, c: d.at("approver").extensions.allow(c, WISH)))),
    Row("实质核查", S.REVIEWING, (M.INSPECT,), S.REVIEWING, ("inspection",), clock.runs,
        reviewing, inspect(), (No("两人以上", inspect(staff=("代永康",))),
                               No("地点和情况", inspect(place=" ")))),
    Row("涉他人重大利益", S.REVIEWING, (M.NOTIFY_INTERESTED,), S.SUSPENDED,
        ("interested_party", "hearing"), clock.pauses, reviewing,
        lambda d, c: d.at("reviewer").hearings.notify(c, ("杨正明",), "占用采光"),
        (No("利害关系人", lambda d, c: d.at("reviewer").hearings.notify(c, (), "采光")),
         No("重大利益", lambda d, c: d.at("reviewer").hearings.notify(c, ("杨正明",), " ")))),
    Row("听证申请", S.SUSPENDED, (M.ASK_HEARING,), S.SUSPENDED, (), clock.pauses_still, notified,
        lambda d, c: d.at().hearings.ask(c, "杨正明", d.at().lookup.today()),
        (No("不晚于今天", lambda d, c: d.at().hearings.ask(
            c, "杨正明", d.at().lookup.today() + timedelta(days=1))),
         No("没有告知过", lambda d, _c: d.at().hearings.ask(
            suspended(d), "杨正明", d.at().lookup.today())))),
    Row("通知听证", S.SUSPENDED, (M.CALL_HEARING,), S.SUSPENDED, ("hearing_call",),
        clock.pauses_still, hearing_asked, call(),
        (No("最晚", call(shift=1)), No("最早", call(shift=-25)),
         No("不能主持", call("段reviewer")),
         No("还没有人申请", lambda d, _c: call()(d, notified(d))))),
    Row("征求意见", S.REVIEWING, (M.ASK_OPINION,), S.REVIEWING, (), clock.runs, reviewing,
        ask_farming, (No("没有能答复", lambda d, c: d.at("reviewer").opinions.ask(
            c, ("水务站",), "核对", d.at().lookup.today() + timedelta(days=7))),)),
    Row("答复意见", S.REVIEWING, (M.GIVE_OPINION,), S.REVIEWING, (), clock.runs, asked,
        lambda d, c: d.at("farming").opinions.answer(c, "农业农村办", "没有", agrees=True),
        (No("由农业农村办的人答复", lambda d, c: d.at("reviewer").opinions.answer(
            c, "农业农村办", "没有", agrees=True)),
         No("意见", lambda d, c: d.at("farming").opinions.answer(
            c, "农业农村办", " ", agrees=True)))),
    Row("不再等意见", S.REVIEWING, (M.DROP_OPINION,), S.REVIEWING, (), clock.runs, asked,
        lambda d, c: d.at("reviewer").opinions.drop(c, "农业农村办", "电话核实过"),
        (No("为什么不等", lambda d, c: d.at("reviewer").opinions.drop(c, "农业农村办", " ")),)),
    Row("拟办意见", S.REVIEWING, (M.PROPOSE,), S.PROPOSED, (), clock.runs, reviewing, propose,
        (No("不能只签名", lambda d, c: d.at("reviewer").approval.propose(c, " ")),
         No("还在等意见", lambda d, _c: propose(d, asked(d))))),
    Row("退回补查", S.PROPOSED, (M.RETURN_FOR_REVIEW,), S.REVIEWING, (), clock.runs, proposed,
        lambda d, c: d.at("approver").approval.return_for_review(c, "补核户籍"),
        (No("理由", lambda d, c: d.at("approver").approval.return_for_review(c, " ")),)),
    Row("下一位打开", S.PROPOSED, (M.OPEN,), S.PROPOSED, (), clock.runs, proposed,
        lambda d, c: d.at("approver").handing_on.open_handed(c)),
    Row("追回 own hand-on, unread", S.PROPOSED, (M.PULL_BACK,), S.REVIEWING, (), clock.runs,
        proposed, lambda d, c: d.at("reviewer").handing_on.pull_back(c),
        (No("只有拟办的人", lambda d, c: d.at("approver").handing_on.pull_back(c)),
         No("已经打开", lambda d, _c: d.at("reviewer").handing_on.pull_back(_opened(d))))),
    *from_each({S.REVIEWING: reviewing, S.PROPOSED: proposed},
        lambda state, way: Row("准予", state, (M.APPROVE,), S.APPROVED, ("approval",),
            clock.t10_starts, lambda d: _in_approvers_hand(d, way), approve,
            (No("理由", lambda d, c: d.at("approver").approval.approve(c, Decision(" "))),
             No("容缺材料还没补齐", lambda d, _c: approve(d, _taken(d, gap_reviewing(d)))),
             No("不实", lambda d, _c: approve(d, false_promise(d)))))),
    Row("准予 by the accepter", S.REVIEWING, (M.APPROVE,), S.APPROVED, ("approval",),
        clock.t10_starts, by_the_accepter,
        lambda d, c: d.at("all-round").approval.approve(c, YES, exception_by="段head"),
        (No("换一位审批人", lambda d, c: d.at("all-round").approval.approve(c, YES)),
         No("换一位审批人", lambda d, c: d.at("all-round").approval.approve(
            c, YES, exception_by="许绍文")))),
    *from_each({S.REVIEWING: reviewing, S.PROPOSED: proposed},
        lambda state, way: Row("不予", state, (M.DENY,), S.DENIED, ("denial",),
            clock.t10_starts, lambda d: _in_approvers_hand(d, way), deny,
            (No("依据", lambda d, c: d.at("approver").approval.deny(c, replace(NO, basis=" "))),
             No("理由", lambda d, c: d.at("approver").approval.deny(c, replace(NO, reason="")))))),
    Row("上报", S.REVIEWING, (M.REFER_UP,), S.REFERRED_UP,
        ("referral_opinion", "referral"), clock.review_ends,
        lambda d: _taken(d, county_reviewing(d)),
        lambda d, c: d.at("approver").referrals.refer_up(c, ORGAN, "拟同意"),
        (No("初审意见", lambda d, c: d.at("approver").referrals.refer_up(c, ORGAN, "")),)),
    Row("县级结果返回 准予", S.REFERRED_UP, (M.COUNTY_APPROVED,), S.APPROVED, (),
        clock.t10_starts, referred,
        lambda d, c: d.at("issuer").referrals.county_decided(c, county_says(d)),
        (No("原件", lambda d, c: d.at("issuer").referrals.county_decided(
            c, county_says(d, received=False))),
         No("文号", lambda d, c: d.at("issuer").referrals.county_decided(
            c, county_says(d, number=" "))),
         No("今天以后", lambda d, c: d.at("issuer").referrals.county_decided(
            c, county_says(d, decided_on=d.at().lookup.today() + timedelta(days=1)))))),
    Row("县级结果返回 不予", S.REFERRED_UP, (M.COUNTY_DENIED,), S.DENIED, (), clock.t10_starts,
        referred,
        lambda d, c: d.at("issuer").referrals.county_decided(c, county_says(d, approved=False)),
        (No("不予的理由", lambda d, c: d.at("issuer").referrals.county_decided(
            c, county_says(d, approved=False, reason=""))),)),
    Row("县级退回", S.REFERRED_UP, (M.COUNTY_RETURNED,), S.REVIEWING, (), clock.runs, referred,
        lambda d, c: d.at().referrals.county_returned(c, "核对过期", ("收入核对报告",)),
        (No("不能让申请人再交", lambda d, c: d.at().referrals.county_returned(
            c, "缺材料", ("申请表",))),
         No("理由", lambda d, c: d.at().referrals.county_returned(c, " ")))),
    *from_each(AFTER_ACCEPTANCE,
        lambda state, way: Row("撤回申请", state, (M.WITHDRAW,), S.WITHDRAWN,
            ("withdrawal", "materials_returned"), clock.stops, way, withdraw(),
            (No("签字", withdraw(signed=False)), No("理由", withdraw(reason=" "))))),
    Row("撤回申请", S.REFERRED_UP, (M.WITHDRAW,), S.WITHDRAWN, ("withdrawal", "county_notice"),
        clock.stops, referred, withdraw_from_county,
        (No("签字", lambda d, c: d.at().outcomes.withdraw(
            c, "不办了", signed=False, returned=())),)),
    *from_each({**AFTER_ACCEPTANCE, S.REFERRED_UP: referred},
        lambda state, way: Row("终止审查", state, (M.TERMINATE,), S.TERMINATED, ("termination",),
            clock.stops, way, terminate,
            (No("死亡证明", lambda d, c: d.at("approver").endings.terminate(
                c, replace(DEATH, proof=""))),
             No("对不上", lambda d, c: d.at("approver").endings.terminate(
                c, EndingEntry(EndCause.ORGANISATION_ENDED, "注销", "通知")))))),
]  # fmt: skip


def _taken(desk: Counter, case_id: int) -> int:
    """Let the approver have the case; that the reviewer had it stands in the story."""
    moment(desk)
    desk.at("approver").approval.take_over(case_id, "他请假")
    return case_id


def _in_approvers_hand(desk: Counter, way: object) -> int:
    assert callable(way)
    return _taken(desk, way(desk))


def _opened(desk: Counter) -> int:
    case_id = proposed(desk)
    desk.at("approver").handing_on.open_handed(case_id)
    return case_id
