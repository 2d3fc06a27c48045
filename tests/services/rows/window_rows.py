"""The rows of the window: S0 to S5, and everything about late materials (domain.md §1.3, §1.3b)."""

from dataclasses import replace
from datetime import timedelta

from tests.services.counter import AGENT, Counter
from tests.services.rows import row as clock
from tests.services.rows.row import Act, No, Row, from_each
from tests.services.rows.ways import (
    CARD,
    COUNTY,
    NEVER_LAPSES,
    ORGAN,
    RECEIVED_ONLY,
    REFUSALS,
    WHOLE,
    WITH_GAP,
    Way,
    accepted,
    asked,
    case_of,
    correcting,
    deferred,
    entry,
    gap_referred,
    long_ago,
    received,
    run_out,
    silent,
    waiting,
)
from windowdesk.domain.outcomes import Gap, SpotCorrection, SupplementRequest
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import EndCause, LateMaterial
from windowdesk.services.endings import EndingEntry

S, M = CaseState, Move
DEATH = EndingEntry(EndCause.DECEASED, "申请人已经死亡", "户口注销证明")
GAPS = (Gap("card", "户口簿", "没有交"), Gap("form", "申请表", "没有签字"))
PHOTO = LateMaterial("photo", "照片", "没有交")
SILENT = "五个工作日"


def phone(desk: Counter, case_id: int) -> SpotCorrection:
    before = case_of(desk, case_id).application.applicant.phone
    return SpotCorrection("applicant.phone", "电话", before, "13900000028")


def refuse(state: CaseState, **spoiled: str) -> Act:
    """Return the act of a refusal, or of one that lacks something."""
    refusal = replace(REFUSALS[state], **spoiled)  # type: ignore[arg-type]  fields by name
    return lambda d, c: d.at().outcomes.refuse(c, refusal)


def late(act: Act, way: Way = received) -> No:
    """Return the same act on a case whose five days are over."""

    def too_late(desk: Counter, _case: int) -> None:
        case_id = way(desk)
        long_ago(desk, case_id)
        act(desk, case_id)

    return No(SILENT, too_late)


def lacking(*missing: str) -> Way:
    return lambda d: received(d, WHOLE, *missing)


def supply(*names: str) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        own, case = desk.at().outcomes, case_of(desk, case_id)
        lines = [own.counted(case, one) if one.name in names else one for one in own.demanded(case)]
        return own.supplement(case_id, lines)

    return act


def fill(*names: str) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        own, case = desk.at().deferral, case_of(desk, case_id)
        lines = [
            own.counted(case.item, one) if one.name in names else one for one in own.demanded(case)
        ]
        return own.fill(case_id, lines)

    return act


def defer(**spoiled: object) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        request = replace(asked(desk), **spoiled)  # type: ignore[arg-type]  fields by name
        return desk.at().deferral.defer(case_id, request)

    return act


def take_back(*, signed: bool) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        own = desk.at().outcomes
        back = own.returnable(case_of(desk, case_id))
        return own.take_back(case_id, back, "不办了", signed=signed)

    return act


def receive_without_authority(desk: Counter, _case: int) -> object:
    agent = replace(AGENT, authority_number="")
    return desk.at().acceptance.receive(desk.application(WHOLE, agent=agent))


def later_day(desk: Counter, case_id: int) -> object:
    deferral = case_of(desk, case_id).turns.deferral
    assert deferral is not None
    until = deferral.last_day + timedelta(days=7)
    return desk.at().deferral.extend(case_id, until, "山洪断路", "镇长本人")


def no_later_day(desk: Counter, case_id: int) -> object:
    deferral = case_of(desk, case_id).turns.deferral
    assert deferral is not None
    return desk.at().deferral.extend(case_id, deferral.last_day, "山洪断路", "镇长本人")


def two_gaps(desk: Counter) -> int:
    request = asked(desk, CARD, PHOTO)
    application = entry(desk, WHOLE, "card", "photo")
    return desk.at().deferral.receive_and_defer(application, request).case_id


def overdue(way: Way) -> Way:
    return lambda d: run_out(d, way(d))


def in_time(way: Way, act: Act) -> No:
    """Return the act on a case of its own whose period still runs."""
    return No("还没", lambda d, _c: act(d, way(d)))


def silent_while_correcting(desk: Counter) -> int:
    case_id = correcting(desk)
    long_ago(desk, case_id)
    return case_id


lapse: Act = lambda d, c: d.at("approver").deferral.lapse(c, "逾期未补齐")  # noqa: E731  a row of the table
lapse_told: Act = lambda d, c: d.at().endings.lapse_supplement(c, "逾期未补正")  # noqa: E731
sweep: Act = lambda d, _c: d.at().silence.sweep()  # noqa: E731
accept: Act = lambda d, c: d.at().acceptance.accept(c)  # noqa: E731
ask: Act = lambda d, c: d.at().outcomes.request_supplement(c, SupplementRequest(GAPS))  # noqa: E731

WINDOW_ROWS = [
    Row("提交材料", None, (M.RECEIVE,), S.RECEIVED, ("receipt",), clock.t5_starts, None,
        lambda d, _c: d.at().acceptance.receive(entry(d)),
        (No("委托书", receive_without_authority),
         No("没选窗口", lambda d, _c: d.at("reviewer").acceptance.receive(entry(d))))),
    Row("依法不需要取得许可/无需办理", S.RECEIVED, (M.NOT_REQUIRED,), S.NOT_REQUIRED,
        ("not_required",), clock.stops, received, refuse(S.NOT_REQUIRED),
        (No("理由", refuse(S.NOT_REQUIRED, reason=" ")),)),
    Row("不属本机关职权", S.RECEIVED, (M.NOT_COMPETENT,), S.NOT_COMPETENT, ("refusal",),
        clock.stops, received, refuse(S.NOT_COMPETENT),
        (No("该找哪个机关", refuse(S.NOT_COMPETENT, organ="")),)),
    Row("其他法定不予受理情形", S.RECEIVED, (M.REFUSE,), S.REFUSED, ("refusal",), clock.stops,
        received, refuse(S.REFUSED),
        (No("依据", refuse(S.REFUSED, basis="")), late(refuse(S.REFUSED)))),
    Row("可当场更正的错误", S.RECEIVED, (M.START_CORRECTION,), S.CORRECTING, (), clock.runs,
        received, lambda d, c: d.at().outcomes.start_correction(c, "电话写错"),
        (No("理由", lambda d, c: d.at().outcomes.start_correction(c, " ")),)),
    Row("更正完毕", S.CORRECTING, (M.FINISH_CORRECTION,), S.RECEIVED, (), clock.runs, correcting,
        lambda d, c: d.at().outcomes.finish_correction(c, (phone(d, c),), "段"),
        (No("签字", lambda d, c: d.at().outcomes.finish_correction(c, (phone(d, c),), " ")),)),
    Row("材料不齐/不符合法定形式", S.RECEIVED, (M.REQUEST_SUPPLEMENT,), S.AWAITING_SUPPLEMENT,
        ("correction",), clock.stops, lacking("card", "form"), ask,
        (No("一次告知要列全", lambda d, c: d.at().outcomes.request_supplement(
            c, SupplementRequest(GAPS[:1]))),
         No("还没列", lambda d, c: d.at().outcomes.request_supplement(c, SupplementRequest(()))),
         late(ask, lacking("card", "form")))),
    Row("再次补正告知", S.AWAITING_SUPPLEMENT, (M.REQUEST_SUPPLEMENT,), S.AWAITING_SUPPLEMENT,
        ("correction",), clock.stops, waiting,
        lambda d, c: d.at().outcomes.request_supplement(
            c, SupplementRequest((*GAPS, Gap("", "签名页", "没有签")), again_reason="漏看")),
        (No("违反一次性告知", lambda d, c: d.at().outcomes.request_supplement(
            c, SupplementRequest((*GAPS, Gap("", "签名页", "没有签"))))),)),
    Row("齐全、符合法定形式", S.RECEIVED, (M.ACCEPT,), S.ACCEPTED, ("acceptance",),
        clock.main_starts, received, accept,
        (No("材料还缺", lambda d, _c: accept(d, received(d, WHOLE, "card"))), late(accept))),
    Row("齐全（收受分离，承办人受理）", S.RECEIVED, (M.ACCEPT,), S.ACCEPTED, ("acceptance",),
        clock.main_starts, lambda d: received(d, RECEIVED_ONLY),
        lambda d, c: d.at("reviewer").acceptance.accept(c), (No("由承办部门受理", accept),)),
    Row("主件齐全、副件缺，事项可容缺", S.RECEIVED, (M.ACCEPT_DEFICIENT,), S.ACCEPTED_DEFICIENT,
        ("deferred_promise", "deferred_acceptance"), clock.gap_starts, lacking("card"), defer(),
        (No("还没签字", defer(signed=False)), No("信用", defer(good_standing=False)),
         No("对不上", defer(materials=(CARD, PHOTO))), No("为什么后补", defer(reason="")),
         No("补到哪天", defer(until=None)),
         No("不能容缺：申请表", lambda d, _c: defer()(d, received(d, WHOLE, "form"))),
         late(defer(), lacking("card")))),
    Row("5 wd elapsed with no notice", S.RECEIVED, (M.DEEM_ACCEPTED,), S.DEEMED_ACCEPTED, (),
        clock.from_receipt, silent, sweep,
        (No(SILENT, accept), No(SILENT, ask), No(SILENT, refuse(S.REFUSED)))),
    Row("5 wd elapsed with no notice", S.CORRECTING, (M.DEEM_ACCEPTED,), S.DEEMED_ACCEPTED, (),
        clock.from_receipt, silent_while_correcting, sweep),
    Row("事项属县级权限", S.ACCEPTED, (M.REFER_UP,), S.REFERRED_UP, ("referral",),
        clock.review_ends, lambda d: accepted(d, COUNTY),
        lambda d, c: d.at().referrals.refer_up(c, ORGAN, "拟同意"),
        (No("哪个县级部门", lambda d, c: d.at().referrals.refer_up(c, " ", "拟同意")),
         No("初审意见", lambda d, c: d.at().referrals.refer_up(c, ORGAN, " ")),
         No("本级决定", lambda d, _c: d.at().referrals.refer_up(accepted(d), ORGAN, "拟同意")))),
    Row("提交全部补正材料", S.AWAITING_SUPPLEMENT, (M.SUPPLEMENT_COMPLETE, M.ACCEPT_SUPPLEMENTED),
        S.ACCEPTED, ("supplement_receipt", "acceptance"), clock.main_starts, waiting,
        supply("户口簿", "申请表"),
        (No("还没全部核对", lambda d, c: d.at().outcomes.accept_supplemented(c)),)),
    Row("部分补正", S.AWAITING_SUPPLEMENT, (M.SUPPLEMENT_PARTLY,), S.AWAITING_SUPPLEMENT,
        ("supplement_receipt",), clock.runs, waiting, supply("户口簿"),
        (No("还没勾收到", supply()),)),
    Row("逾期未补正，终止", S.AWAITING_SUPPLEMENT, (M.LAPSE_SUPPLEMENT,), S.TERMINATED,
        ("termination",), clock.stops, overdue(waiting), lapse_told,
        (in_time(waiting, lapse_told),
         No("逾期不终止", lambda d, _c: lapse_told(d, run_out(d, waiting(d, NEVER_LAPSES)))))),
    Row("逾期未补正，催补", S.AWAITING_SUPPLEMENT, (M.REMIND_SUPPLEMENT,), S.AWAITING_SUPPLEMENT,
        (), clock.runs, overdue(waiting),
        lambda d, c: d.at().endings.remind_supplement(c, "电话通知"),
        (No("怎么通知", lambda d, c: d.at().endings.remind_supplement(c, " ")),)),
    *from_each({S.RECEIVED: received, S.CORRECTING: correcting, S.AWAITING_SUPPLEMENT: waiting},
        lambda state, way: Row("取回材料/撤回 before acceptance", state, (M.TAKE_BACK,),
            S.WITHDRAWN, ("materials_returned",), clock.stops, way, take_back(signed=True),
            (No("签字", take_back(signed=False)),))),
    *from_each({S.RECEIVED: received, S.AWAITING_SUPPLEMENT: waiting},
        lambda state, way: Row("申请人死亡/终止", state, (M.END_BEFORE_ACCEPTANCE,), S.TERMINATED,
            ("termination",), clock.stops, way,
            lambda d, c: d.at().endings.end_before_acceptance(c, DEATH),
            (No("死亡证明", lambda d, c: d.at().endings.end_before_acceptance(
                c, replace(DEATH, proof=""))),
             No("取回材料", lambda d, c: d.at().endings.end_before_acceptance(
                c, EndingEntry(EndCause.WITHDRAWN, "不办了", "声明")))))),
    Row("容缺材料补齐", S.ACCEPTED_DEFICIENT, (M.FILL_GAP,), S.ACCEPTED, ("gap_receipt",),
        clock.gap_ends, deferred, fill("户口簿"),
        (No("还没勾收到", fill()),
         No("期限已过", lambda d, _c: fill("户口簿")(d, run_out(d, deferred(d)))))),
    *from_each({k: v for k, v in WITH_GAP.items() if k is not S.ACCEPTED_DEFICIENT}
        | {S.REFERRED_UP: gap_referred},
        lambda state, way: Row("容缺材料补齐", state, (M.FILL_GAP,), state, ("gap_receipt",),
            clock.gap_ends, way, fill("户口簿"), (No("还没勾收到", fill()),))),
    Row("容缺材料补了一部分", S.ACCEPTED_DEFICIENT, (M.FILL_GAP_PARTLY,), S.ACCEPTED_DEFICIENT,
        ("gap_receipt",), clock.runs, two_gaps, fill("照片"), (No("还没勾收到", fill()),)),
    *from_each(WITH_GAP,
        lambda state, way: Row("T-gap expired", state, (M.LAPSE_GAP,), S.TERMINATED,
            ("termination",), clock.stops, overdue(way), lapse, (in_time(way, lapse),))),
    *from_each(WITH_GAP,
        lambda state, way: Row("不可抗力 may extend", state, (M.EXTEND_GAP,), state, (),
            clock.gap_moves, way, later_day, (No("要比", no_later_day),))),
    *from_each(WITH_GAP,
        lambda state, way: Row("催补容缺材料", state, (M.REMIND_GAP,), state, (), clock.runs, way,
            lambda d, c: d.at().deferral.remind(c, "电话"),
            (No("怎么催", lambda d, c: d.at().deferral.remind(c, " ")),))),
    *from_each(WITH_GAP,
        lambda state, way: Row("同意缺着决定", state, (M.WAIVE_GAP,), state, (), clock.runs, way,
            lambda d, c: d.at("head").deferral.waive(c, "情况紧急"),
            (No("理由", lambda d, c: d.at("head").deferral.waive(c, " ")),
             No("只有机关负责人", lambda d, c: d.at("approver").deferral.waive(c, "急"))))),
]  # fmt: skip
