"""How the acts of review, referral, issue and custody are done to a case of the program."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from tests.domain.builders import YES
from tests.domain.lives.asked import BACK, MONTH, corrected, slip_for
from tests.domain.lives.days import DAY, MARKS, day_of
from tests.domain.lives.desk import Desk
from tests.domain.lives.kinds import COUNTY, STATION
from tests.domain.lives.people import ACTORS, LOCAL_BASIS
from tests.domain.lives.press_window import Press
from tests.domain.lives.rows import PEOPLE
from tests.domain.lives.typed import pass_codes, receiver
from windowdesk.domain.case import Decision
from windowdesk.domain.case_clocks import statutory_proof
from windowdesk.domain.custody_records import HandoverSlip
from windowdesk.domain.dated_case import Repricing
from windowdesk.domain.hearing_clock import ask_until, earliest_hearing, hold_until
from windowdesk.domain.issuing import DeliveryMode, Mailing, Service, Uncollected
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.procedure_case import ProcedureEnd
from windowdesk.domain.referred_case import CountyDecision
from windowdesk.domain.review_turns import (
    Extension,
    ExtensionRequest,
    HearingCall,
    HearingNotice,
    Inspection,
    ProcedurePlan,
)
from windowdesk.domain.turns import Closing, DateCorrection, DateField, DecisionChange, Rating

WEEK = TimeLimit(7, LimitUnit.WORKDAY)


def _hand_over(d: Desk) -> None:
    to = ACTORS.get(d.how)
    d.case.hand_over(to, reason=d.unless("no reason", "调走了"), by=d.by, at=d.at)


def _inspect(d: Desk) -> None:
    seen = Inspection(
        (d.by.name,) if d.how == "alone" else (d.by.name, "代永康二"),
        d.unless("no place", "白石村"),
        "与图一致",
        day_of(d.at) + (DAY if d.how == "tomorrow" else timedelta(0)),
        d.number,
    )
    d.case.inspect(seen, by=d.by, at=d.at)


def _notify(d: Desk) -> None:
    today = day_of(d.at)
    parties = () if d.how == "nobody" else ("杨正明",)
    matter = d.unless("no reason", "占用采光")
    notice = HearingNotice(parties, matter, d.number, f"{d.number}甲", today, d.at, d.by.name)
    plan = ProcedurePlan("听证", "《行政许可法》第四十七条", "本镇", today, WEEK, matter)
    d.case.notify_interested(notice, plan, by=d.by, at=d.at)


def _ask_hearing(d: Desk) -> None:
    on = day_of(d.at) + (DAY if d.how == "tomorrow" else timedelta(0))
    told = d.case.turns.hearings[-1].told_on if d.case.turns.hearings else on
    late = on > ask_until(told, d.calendar)
    d.case.ask_hearing(d.unless("nobody", "杨正明"), on, WEEK, late=late, by=d.by, at=d.at)


def _call_hearing(d: Desk) -> None:
    today, hearings = day_of(d.at), d.case.turns.hearings
    asked = (hearings[-1].asked_on if hearings else None) or today
    first, last = earliest_hearing(today, d.calendar), hold_until(asked, d.calendar)
    on = {"last": last, "too early": first - DAY, "too late": last + DAY}.get(d.how, first)
    chair = d.by.name if d.how == "chairs himself" else "金满仓"
    call = HearingCall(on, "上午9时", d.unless("no place", "二楼"), chair, d.number, d.at)
    d.case.call_hearing(call, first, last, by=d.by, at=d.at)


def _plan(d: Desk) -> ProcedurePlan:
    today = day_of(d.at)
    accepted = day_of(d.case.accepted_at) if d.case.accepted_at else today
    public = d.how in {"公示", "by law"}
    basis = LOCAL_BASIS if d.how == "公示" else "《行政许可法》第四十五条"
    return ProcedurePlan(
        "公示" if public else {"评审": "评审"}.get(d.how, "鉴定"),
        d.unless("no basis", basis),
        "县质安站",
        {
            "tomorrow": today + DAY,
            "back": today - BACK,
            "back unsaid": today - BACK,
            "before acceptance": accepted - DAY,
        }.get(d.how, today),
        TimeLimit(99 if d.how == "too long" else 10, LimitUnit.WORKDAY),
        d.unless("back unsaid", "墙体开裂"),
    )


def _end(d: Desk) -> None:
    today, running = day_of(d.at), d.model.running
    run = running[0 if d.how == "oldest" else -1] if running else None
    first = run.first if run else today
    last = {"tomorrow": today + DAY, "too early": first - DAY}.get(d.how, today)
    number = run.number if run and d.how != "strange" else "无"
    told = next((one for one in d.case.turns.hearings if one.number == number), None)
    end = ProcedureEnd(
        number,
        d.unless("no result", "鉴〔2026〕1号"),
        last,
        WEEK,
        f"{d.number}表",
        nobody_asked=told is not None and today > ask_until(told.told_on, d.calendar),
    )
    d.case.end_procedure(end, by=d.by, at=d.at)


def _wish(d: Desk) -> ExtensionRequest:
    days = int(d.how.split()[0]) if d.how[0].isdigit() else 10
    why = d.unless("no reason", "四至有争议")
    joint = d.how.endswith("joint")
    return ExtensionRequest(days, why, joint, d.by.login, d.by.name, d.at)


def _late(d: Desk) -> bool:
    proof = statutory_proof(d.case, d.calendar, day_of(d.at))
    return proof is not None and day_of(d.at) > proof.due


def _extend(d: Desk) -> None:
    office = d.unless("no office", "镇长")
    allowed = Extension(_wish(d), d.by.login, d.by.name, d.at, d.number, office)
    d.case.extend(allowed, late=_late(d), by=d.by, at=d.at)


def _ask_opinion(d: Desk) -> None:
    department = "民政" if d.how == "no question" else d.how
    asks = d.unless("no question", "有没有补贴")
    d.case.ask_opinion(department, asks, day_of(d.at) + 5 * DAY, by=d.by, at=d.at)


def _give_opinion(d: Desk) -> None:
    department = "民政" if d.how == "no words" else d.how
    words = d.unless("no words", "没有")
    d.case.give_opinion(department, words, agrees=True, by=d.by, at=d.at)


def _drop_opinion(d: Desk) -> None:
    department = "民政" if d.how == "no reason" else d.how
    d.case.drop_opinion(department, d.unless("no reason", "电话问过"), by=d.by, at=d.at)


def _refer(d: Desk) -> None:
    organ, says = d.unless("no organ", COUNTY), d.unless("no opinion", "拟同意")
    d.case.refer_up(organ, says, d.number, by=d.by, at=d.at)


def _county(d: Desk) -> None:
    approved = d.one.act == "county_yes"
    shift = {"tomorrow": DAY, "before": -400 * DAY}.get(d.how, timedelta(0))
    county = CountyDecision(
        approved=approved,
        number=d.unless("no number", "青民批〔2026〕8号"),
        decided_on=day_of(d.at) + shift,
        decision=Decision("认定") if approved else Decision("不予", "收入超标", "《办法》"),
        received=d.how != "not received",
        originals_back=d.how == "with originals",
    )
    d.case.county_decided(county, by=d.by, at=d.at)


def _county_returned(d: Desk) -> None:
    wanted = {"wants more": ("收入核对报告",), "wants again": ("申请表",)}.get(d.how, ())
    why, back = d.unless("no reason", "核对过期"), d.how == "with originals"
    d.case.county_returned(why, wanted, originals_back=back, by=d.by, at=d.at)


def _mail(d: Desk) -> None:
    waybill = "12" if d.how == "short waybill" else f"1099{d.number}"
    where = d.unless("no address", "白石村3组")
    letter = Mailing(
        waybill, "中国邮政", "段桂兰", where, "", day_of(d.at), d.number, d.at, d.by.login
    )
    d.case.send_by_mail(letter, by=d.by)


def _waybill(d: Desk) -> str:
    return f"1099{d.model.letter}" if d.model.letter else ""


def _not_collected(d: Desk) -> None:
    waybill = {"returned": _waybill(d) or "没寄过", "strange": "没寄过"}.get(d.how, "")
    told = d.unless("no words", "短信")
    entry = Uncollected("没人接", told, d.number, d.at, d.by.login, waybill)
    d.case.not_collected(entry, by=d.by)


def _deliver(d: Desk) -> None:
    today = day_of(d.at)
    modes = {
        "mail": DeliveryMode.MAIL,
        "electronic": DeliveryMode.ELECTRONIC,
        "no consent": DeliveryMode.ELECTRONIC,
        "left": DeliveryMode.LEFT,
        "no witness": DeliveryMode.LEFT,
        "public": DeliveryMode.PUBLIC,
    }
    mode = modes.get(d.how, DeliveryMode.DIRECT)
    service = Service(
        mode,
        "路人" if d.how == "stranger" else "段桂兰",
        today + DAY if d.how == "tomorrow" else today,
        waybill=_waybill(d),
        consent=d.unless("no consent", "确认书1号"),
        address="a@example.cn",
        refusal="拒收",
        witness=d.unless("no witness", "村主任"),
        posted_on=today - MONTH,
        days=MONTH.days,
    )
    d.case.deliver(
        mode=mode.value,
        receiver=service.receiver,
        identity_checked=d.how != "unchecked",
        note="",
        by=d.by,
        at=d.at,
        service=service,
    )


def _rate(d: Desk) -> None:
    score = int(d.how) if d.how.isdigit() else 5
    d.case.rate(Rating(score, "", "window", d.at), by=d.by)


def _archive(d: Desk) -> None:
    waits = any(slip.is_open for slip in d.case.turns.slips)
    complete = d.how == "good" and not waits
    d.case.archive(Closing("永久", 9, "", d.at, d.by.login), complete=complete, by=d.by)


def _change(d: Desk) -> DecisionChange:
    return DecisionChange(
        d.one.act == "revoke_decision",
        d.unless("no reason", "写错了"),
        d.unless("no basis", "《行政许可法》第六十九条"),
        d.unless("no content", YES.content),
        d.unless("no earlier", "准1号"),
        d.number,
        d.at,
        d.by.login,
    )


def _correct_date(d: Desk) -> None:
    accepted = d.how.startswith("accepted")
    before = (d.case.accepted_at if accepted else None) or d.case.receipt_at
    after = before if d.how == "same" else corrected(d.model, d.one)
    correction = DateCorrection(
        DateField.ACCEPTED if accepted else DateField.RECEIVED,
        before,
        after,
        d.unless("no reason", "写错了"),
        d.unless("no evidence", "登记簿"),
        None,
        None,
        d.at,
        d.by.login,
    )
    d.case.correct_date(correction, by=d.by)


def _redate(d: Desk) -> None:
    change = Repricing(None, None, d.case.turns.calendar_mark, MARKS[d.model.published])
    d.case.redate(change, d.unless("no reason", "新通知"), by=d.by, at=d.at)


def _pass(d: Desk) -> None:
    to = receiver(d.how)
    person = ACTORS.get(to)
    noon = datetime.combine(day_of(d.at), time(4), UTC)
    slip = HandoverSlip(
        d.number,
        pass_codes(d.model, d.one),
        "",
        "",
        "",
        person.login if person else "",
        person.name if person else "",
        PEOPLE[to][2] if person else to,
        "审查原件",
        d.at,
        noon,
    )
    d.case.pass_originals(slip, by=d.by)


def _slip_number(d: Desk) -> str:
    slip = slip_for(d.model, d.how)
    return slip.number if slip else "无"


def _refuse_slip(d: Desk) -> None:
    why = d.unless("no reason", "缺第二页")
    d.case.refuse_originals(_slip_number(d), why, by=d.by, at=d.at)


def _return(d: Desk) -> None:
    codes, signed = pass_codes(d.model, d.one), d.how != "unsigned"
    d.case.return_originals(codes, d.number, signed=signed, by=d.by, at=d.at)


def _send(d: Desk) -> None:
    organ = d.unless("no organ", STATION)
    codes = pass_codes(d.model, d.one)
    d.case.send_originals(codes, organ, "鉴定", d.number, by=d.by, at=d.at)


def _back(d: Desk) -> None:
    held = d.model.custody
    out = tuple(code for code, where in held.items() if where.startswith("/"))
    inside = tuple(code for code in held if code not in out)
    codes = {"none": (), "inside": inside}.get(d.how, out)
    d.case.take_originals_back(codes, by=d.by, at=d.at)


REVIEW: Mapping[str, Press] = {
    "assign": lambda d: d.case.assign(by=d.by, at=d.at),
    "claim": lambda d: d.case.claim(by=d.by, at=d.at),
    "take_over": lambda d: d.case.take_over(
        by=d.by, at=d.at, reason="他请假" if d.how == "reason" else ""
    ),
    "release": lambda d: d.case.release(by=d.by, at=d.at),
    "hand_over": _hand_over,
    "open": lambda d: d.case.open_handed(by=d.by, at=d.at),
    "pull_back": lambda d: d.case.pull_back(by=d.by, at=d.at),
    "inspect": _inspect,
    "notify_interested": _notify,
    "ask_hearing": _ask_hearing,
    "call_hearing": _call_hearing,
    "ask_procedure": lambda d: d.case.ask_procedure(_plan(d), by=d.by, at=d.at),
    "decline_procedure": lambda d: d.case.decline_procedure(
        d.unless("no reason", "不用"), by=d.by, at=d.at
    ),
    "suspend": lambda d: d.case.suspend(_plan(d), number=d.number, by=d.by, at=d.at),
    "end_procedure": _end,
    "ask_extension": lambda d: d.case.ask_extension(_wish(d), late=_late(d), by=d.by, at=d.at),
    "decline_extension": lambda d: d.case.decline_extension(
        d.unless("no reason", "抓紧"), by=d.by, at=d.at
    ),
    "extend": _extend,
    "ask_opinion": _ask_opinion,
    "give_opinion": _give_opinion,
    "drop_opinion": _drop_opinion,
    "propose": lambda d: d.case.propose(d.unless("no opinion", "拟同意"), by=d.by, at=d.at),
    "return_for_review": lambda d: d.case.return_for_review(
        d.unless("no reason", "补核"), by=d.by, at=d.at
    ),
    "refer_up": _refer,
    "county_yes": _county,
    "county_no": _county,
    "county_returned": _county_returned,
    "make_ready": lambda d: d.case.make_ready(by=d.by, at=d.at, pickup_code="004711"),
    "notify_pickup": lambda d: d.case.notify_pickup(d.unless("no words", "电话"), by=d.by, at=d.at),
    "send_by_mail": _mail,
    "not_collected": _not_collected,
    "deliver": _deliver,
    "rate": _rate,
    "archive": _archive,
    "correct_decision": lambda d: d.case.correct_decision(_change(d), by=d.by),
    "revoke_decision": lambda d: d.case.revoke_decision(_change(d), by=d.by),
    "note": lambda d: d.case.note(d.unless("no words", "记一笔"), by=d.by, at=d.at),
    "correct_date": _correct_date,
    "redate": _redate,
    "pass_originals": _pass,
    "take_originals": lambda d: d.case.take_originals(_slip_number(d), by=d.by, at=d.at),
    "refuse_originals": _refuse_slip,
    "call_back_originals": lambda d: d.case.call_back_originals(_slip_number(d), by=d.by, at=d.at),
    "return_originals": _return,
    "send_originals": _send,
    "originals_back": _back,
}
