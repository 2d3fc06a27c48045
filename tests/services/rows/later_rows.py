"""The rows after the decision, and what may happen in any state (domain.md §1.3, §1.3b)."""

from dataclasses import replace
from datetime import timedelta

from tests.services.counter import PERSON, Counter
from tests.services.rows import row as clock
from tests.services.rows.row import Act, No, Row, from_each
from tests.services.rows.ways import (
    SERVED,
    accepted,
    approved,
    case_of,
    delivered,
    denied,
    moment,
    promised,
    ready,
    received,
    refused,
    reviewing,
)
from tests.services.rows.window_rows import DEATH, take_back
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.turns import DateField
from windowdesk.services.archive import Filing
from windowdesk.services.custody import PassOn, Receiver
from windowdesk.services.date_correction import WantedDate
from windowdesk.services.endings import ChangeEntry
from windowdesk.services.issuance import DeliveryMode, Letter

S, M = CaseState, Move
OURS = Receiver("民政办")
CHANGE = ChangeEntry("决定书把标准写错", "《行政许可法》第六十九条", "准予，每月 110 元")
LETTER = Letter("1099000012345", "中国邮政", PERSON.name, "云溪镇白石村3组")


def mailed(desk: Counter) -> int:
    case_id = ready(desk)
    desk.at("issuer").issuance.send(case_id, LETTER)
    return case_id


def deliver(**spoiled: object) -> Act:
    served = replace(SERVED, **spoiled)  # type: ignore[arg-type]  fields by name
    return lambda d, c: d.at("issuer").issuance.deliver(c, served)


def rate(login: str = "system", tail: str = PERSON.id_number[-4:], score: int = 5) -> Act:
    def act(desk: Counter, case_id: int) -> object:
        number = case_of(desk, case_id).number.digits
        return desk.at(login).ratings.rate(number, tail, score)

    return act


def rated(desk: Counter) -> int:
    case_id = delivered(desk)
    rate()(desk, case_id)
    return case_id


def filing(desk: Counter, case_id: int, **more: object) -> Filing:
    view = desk.at("archivist").archive.file_of(case_id)
    by_hand = tuple(line.name for line in view.checks if line.by_hand)
    usual = {"retention": "永久", "checked_by": "许绍文", "ticked": by_hand, "fonds": "0322"}
    return Filing(**{**usual, **more})  # type: ignore[arg-type]  fields by name


def archive(**more: object) -> Act:
    return lambda d, c: d.at("archivist").archive.archive(c, filing(d, c, **more))


def print_all(desk: Counter, case_id: int) -> int:
    """See every sheet of a case come out of the printer."""
    view = desk.at("head").lookup.case(case_id)
    press = desk.at().press
    for paper in view.papers:
        press.bytes_of_record(paper.document_id)
    for job in view.prints:
        press.ask_after(press.print_job(job.print_id))
    return case_id


def printed(desk: Counter) -> int:
    return print_all(desk, delivered(desk))


def filed(desk: Counter) -> int:
    case_id = printed(desk)
    archive()(desk, case_id)
    return case_id


def ended(state: CaseState) -> object:
    """Return how a case ends early, with all originals back and all sheets printed."""

    def way(desk: Counter) -> int:
        if state is S.WITHDRAWN:
            case_id = received(desk)
            take_back(signed=True)(desk, case_id)
        elif state is S.TERMINATED:
            case_id = accepted(desk)
            desk.at("approver").endings.terminate(case_id, DEATH)
            codes = tuple(one.code for one in case_of(desk, case_id).turns.originals)
            desk.at().custody.give_back(case_id, codes, signed=True)
        else:
            case_id = refused(desk, state)
        return print_all(desk, case_id)

    return way


def still_held(desk: Counter, _case: int) -> object:
    case_id = accepted(desk)
    desk.at("approver").endings.terminate(case_id, DEATH)
    return archive()(desk, print_all(desk, case_id))


def change(verb: str, **spoiled: str) -> Act:
    entry = replace(CHANGE, **spoiled)
    return lambda d, c: getattr(d.at("head").endings, verb)(c, entry)


def changed(verb: str, desk: Counter) -> int:
    case_id = approved(desk)
    change(verb)(desk, case_id)
    return case_id


def reverse(login: str = "clerk", reason: str = "点错了") -> Act:
    return lambda d, c: d.at(login).outcomes.reverse(c, reason)


def just_accepted(desk: Counter) -> int:
    case_id = received(desk)
    moment(desk)
    desk.at().acceptance.accept(case_id)
    return case_id


def pass_on(
    login: str = "clerk", purpose: str = "审查原件", codes: tuple[str, ...] = ("form",)
) -> Act:
    return lambda d, c: d.at(login).custody.pass_on(c, PassOn(codes, OURS, purpose))


def under_way(desk: Counter) -> int:
    case_id = accepted(desk)
    pass_on()(desk, case_id)
    return case_id


def slip_of(desk: Counter, case_id: int) -> str:
    return case_of(desk, case_id).turns.slips[-1].number


def sent_out(desk: Counter) -> int:
    case_id = accepted(desk)
    desk.at().custody.send_out(case_id, ("form",), "县鉴定站", "鉴定")
    return case_id


def wanted(
    desk: Counter, days: int, reason: str = "写错了", evidence: str = "登记簿"
) -> WantedDate:
    day = desk.at().lookup.today() - timedelta(days=days)
    return WantedDate(DateField.RECEIVED, day, None, reason, evidence)


def priced_again(before: object, after: object) -> bool:
    """Both due dates stay in sight, and the clock runs from the day that holds."""
    assert isinstance(before, clock.CaseView)
    assert isinstance(after, clock.CaseView)
    correction = after.case.turns.dates[-1]
    assert before.running is not None
    assert after.running is not None
    told = (correction.due_before, correction.due_after)
    return (
        told == (before.running.due, after.running.due) and after.running.due != before.running.due
    )


def settled(desk: Counter) -> int:
    case_id = promised(desk)
    desk.at("approver").commitments.check(case_id, "入户", "不在本镇", is_true=False)
    return case_id


LATER_ROWS = [
    *from_each({S.APPROVED: approved, S.DENIED: denied},
        lambda state, way: Row("制证/转出件", state, (M.MAKE_READY, M.NOTIFY_PICKUP), S.READY,
            ("issue_handover", "pickup"), clock.runs, way,
            lambda d, c: d.at("issuer").issuance.make_ready(c),
            (No("只有|不能", lambda d, c: d.at("approver").issuance.make_ready(c)),))),
    Row("寄出", S.READY, (M.SEND_BY_MAIL,), S.READY, ("mailing",), clock.runs, ready,
        lambda d, c: d.at("issuer").issuance.send(c, LETTER),
        (No("单号不对", lambda d, c: d.at("issuer").issuance.send(
            c, replace(LETTER, waybill="12"))),
         No("还在途", lambda d, _c: d.at("issuer").issuance.send(mailed(d), LETTER)))),
    Row("未领/退件", S.READY, (M.NOT_COLLECTED,), S.READY, ("pickup",), clock.runs, ready,
        lambda d, c: d.at("issuer").issuance.not_collected(c, "没人接电话", "短信"),
        (No("怎么再通知", lambda d, c: d.at("issuer").issuance.not_collected(c, "没人接", " ")),
         No("没有寄出过", lambda d, c: d.at("issuer").issuance.not_collected(
            c, "退回", "短信", waybill="1099000099999")))),
    Row("退件", S.READY, (M.NOT_COLLECTED,), S.READY, ("pickup",), clock.runs, mailed,
        lambda d, c: d.at("issuer").issuance.not_collected(
            c, "退回", "短信", waybill=LETTER.waybill),
        (No("还在途", lambda d, c: d.at("issuer").issuance.not_collected(c, "没人接", "短信")),)),
    Row("送达 窗口领取", S.READY, (M.DELIVER,), S.DELIVERED, ("delivery_receipt",), clock.stops,
        ready, deliver(),
        (No("证件", deliver(identity_checked=False)), No("谁收的", deliver(receiver=" ")))),
    Row("送达 邮寄", S.READY, (M.DELIVER,), S.DELIVERED, ("delivery_receipt",), clock.stops,
        mailed, deliver(mode=DeliveryMode.MAIL, mail_number=LETTER.waybill),
        (No("单号和寄出的不一样", deliver(mode=DeliveryMode.MAIL, mail_number="1099000099999")),
         No("还在途", deliver()))),
    Row("送达 代办员代领", S.READY, (M.DELIVER,), S.DELIVERED, ("delivery_receipt",), clock.stops,
        ready, deliver(mode=DeliveryMode.BY_AGENT, receiver="杞正荣", relation="儿子",
                       authority="2026-17"),
        (No("委托书", deliver(mode=DeliveryMode.BY_AGENT, receiver="杞正荣", relation="儿子")),)),
    Row("送达 电子", S.READY, (M.DELIVER,), S.DELIVERED, ("delivery_receipt",), clock.stops,
        ready, deliver(mode=DeliveryMode.ELECTRONIC, consent="确认书1号", address="a@example.cn"),
        (No("申请人同意", deliver(mode=DeliveryMode.ELECTRONIC, address="a@example.cn")),)),
    Row("送达 留置", S.READY, (M.DELIVER,), S.DELIVERED, ("delivery_receipt",), clock.stops,
        ready, deliver(mode=DeliveryMode.LEFT, refusal="拒收", witness="村主任"),
        (No("见证人", deliver(mode=DeliveryMode.LEFT, refusal="拒收")),
         No("未领或者退件", deliver(mode=DeliveryMode.PUBLIC)))),
    Row("评价", S.DELIVERED, (M.RATE,), S.DELIVERED, (), clock.stops, delivered, rate(),
        (No("不能代评", rate("clerk")), No("对不上", rate(tail="0000")),
         No("满意程度", rate(score=0)), No("只评一次", lambda d, _c: rate()(d, rated(d))))),
    Row("归档", S.DELIVERED, (M.ARCHIVE,), S.ARCHIVED,
        ("flow_sheet", "file_cover", "file_contents", "file_remarks"), clock.stops, printed,
        archive(),
        (No("对着纸核过", archive(ticked=())),
         No("还没", lambda d, _c: archive()(d, delivered(d))))),
    *from_each({state: ended(state) for state in (  # type: ignore[misc]  ways by state
        S.NOT_REQUIRED, S.NOT_COMPETENT, S.REFUSED, S.TERMINATED, S.WITHDRAWN)},
        lambda state, way: Row("归档", state, (M.ARCHIVE,), S.ARCHIVED, ("file_contents",),
            clock.stops, way, archive(),
            (No("对着纸核过", archive(ticked=())), No("先办退还原件", still_held)))),
    *from_each({S.APPROVED: approved, S.DELIVERED: delivered},
        lambda state, way: Row("更正决定", state, (M.CORRECT_DECISION,), S.APPROVED,
            ("decision_correction",), clock.t10_starts, way, change("correct_decision"),
            (No("依据", change("correct_decision", basis=" ")),
             No("更正后的决定内容", change("correct_decision", content=" ")),
             No("只有机关负责人", lambda d, c: d.at("approver").endings.correct_decision(
                c, CHANGE))))),
    *from_each({S.APPROVED: approved, S.DELIVERED: delivered},
        lambda state, way: Row("撤销决定", state, (M.REVOKE_DECISION,), S.APPROVED,
            ("decision_revocation",), clock.t10_starts, way, change("revoke_decision"),
            (No("理由", change("revoke_decision", reason=" ")),
             No("已经撤销", lambda d, _c: change("revoke_decision")(
                d, changed("revoke_decision", d)))))),
    Row("收回 of an act just done", S.ACCEPTED, (M.REVERSE,), S.RECEIVED, (), clock.t5_starts,
        just_accepted, reverse(),
        (No("只有他自己", reverse("clerk2")), No("理由", reverse(reason=" ")),
         No("不能收回", lambda d, _c: reverse("issuer")(d, delivered(d))))),
    Row("交出原件", S.ACCEPTED, (M.PASS_ORIGINALS,), S.ACCEPTED, ("handover",), clock.runs,
        accepted, pass_on(),
        (No("由他交出", pass_on("reviewer")), No("用途", pass_on(purpose=" ")),
         No("还没勾", pass_on(codes=())))),
    Row("接收原件", S.ACCEPTED, (M.TAKE_ORIGINALS,), S.ACCEPTED, (), clock.runs, under_way,
        lambda d, c: d.at("reviewer").custody.take(c, slip_of(d, c)),
        (No("由对方接收|交给民政办", lambda d, c: d.at().custody.take(c, slip_of(d, c))),)),
    Row("拒收原件", S.ACCEPTED, (M.REFUSE_ORIGINALS,), S.ACCEPTED, (), clock.runs, under_way,
        lambda d, c: d.at("reviewer").custody.refuse(c, slip_of(d, c), "缺第二页"),
        (No("为什么不收", lambda d, c: d.at("reviewer").custody.refuse(c, slip_of(d, c), " ")),)),
    Row("撤回交接单", S.ACCEPTED, (M.CALL_BACK_ORIGINALS,), S.ACCEPTED, (), clock.runs, under_way,
        lambda d, c: d.at().custody.call_back(c, slip_of(d, c)),
        (No("由他撤回", lambda d, c: d.at("reviewer").custody.call_back(c, slip_of(d, c))),)),
    Row("退还原件", S.ACCEPTED, (M.RETURN_ORIGINALS,), S.ACCEPTED, ("materials_returned",),
        clock.runs, accepted, lambda d, c: d.at().custody.give_back(c, ("form",), signed=True),
        (No("签字", lambda d, c: d.at().custody.give_back(c, ("form",), signed=False)),
         No("还没收", lambda d, _c: d.at().custody.give_back(
            under_way(d), ("form",), signed=True)))),
    Row("送出原件", S.ACCEPTED, (M.SEND_ORIGINALS,), S.ACCEPTED, ("handover",), clock.runs,
        accepted, lambda d, c: d.at().custody.send_out(c, ("form",), "县鉴定站", "鉴定"),
        (No("交给谁", lambda d, c: d.at().custody.send_out(c, ("form",), " ", "鉴定")),)),
    Row("原件回来", S.ACCEPTED, (M.ORIGINALS_BACK,), S.ACCEPTED, (), clock.runs, sent_out,
        lambda d, c: d.at().custody.fetch_in(c, ("form",)),
        (No("没有出去过", lambda d, _c: d.at().custody.fetch_in(accepted(d), ("form",))),)),
    Row("更正日期", S.RECEIVED, (M.CORRECT_DATE,), S.RECEIVED, (), priced_again, received,
        lambda d, c: d.at("head").dates.correct(c, wanted(d, 3)),
        (No("原因", lambda d, c: d.at("head").dates.correct(c, wanted(d, 3, " "))),
         No("凭据", lambda d, c: d.at("head").dates.correct(c, wanted(d, 3, evidence=" "))),
         No("现在以后", lambda d, c: d.at("head").dates.correct(c, wanted(d, -2))))),
    Row("核查承诺", S.ACCEPTED, (M.CHECK_COMMITMENT,), S.ACCEPTED, (), clock.runs, promised,
        lambda d, c: d.at("approver").commitments.check(c, "派出所", "住在本镇", is_true=True),
        (No("向谁核查", lambda d, c: d.at("approver").commitments.check(
            c, " ", "在", is_true=True)),
         No("没有要核查", lambda d, _c: d.at("approver").commitments.check(
            accepted(d), "派出所", "在", is_true=True)))),
    Row("处理不实承诺", S.ACCEPTED, (M.RULE_ON_COMMITMENT,), S.ACCEPTED, (), clock.runs, settled,
        lambda d, c: d.at("head").commitments.rule(c, "不予批准", "第五条"),
        (No("理由", lambda d, c: d.at("head").commitments.rule(c, " ")),
         No("只有机关负责人", lambda d, c: d.at("approver").commitments.rule(c, "不予")))),
    Row("打印办件流程单", S.REVIEWING, (M.NOTE,), S.REVIEWING, ("flow_sheet",), clock.runs,
        reviewing, lambda d, c: d.at("reviewer").flow.issue(c)),
]  # fmt: skip
