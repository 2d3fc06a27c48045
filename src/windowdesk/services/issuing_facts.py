"""What papers say of endings, of decisions put right, and of how a result left the house."""

from collections.abc import Mapping

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import delivery_proof
from windowdesk.domain.centre import Centre
from windowdesk.domain.issuing import DELIVERY_LABEL, IN_PERSON, DeliveryMode, Service
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.turns import END_CAUSE_LABEL
from windowdesk.services.fact import Fact, FactGroup

_ENDS = "。；，"

ISSUING_FACTS = FactGroup(
    facts=(
        Fact("termination.cause", "终止的情形", "申请人自愿撤回"),
        Fact("termination.proof", "终止的证明", "2026年11月27日的撤回申请书"),
        Fact("change.earlier", "原决定书文号", "云岭便准〔2026〕96号"),
        Fact("change.reason", "更正或撤销的原因", "决定书把宅基地面积写错"),
        Fact("change.basis", "更正或撤销的依据", "《中华人民共和国行政许可法》第六十九条"),
        Fact("change.before", "原决定内容", "准予在原址翻建住宅，宅基地面积210平方米"),
        Fact("change.content", "更正后的内容", "准予在原址翻建住宅，宅基地面积120平方米"),
        Fact("county.organ", "上报的县级部门", "青岫县自然资源局"),
        Fact("county.number", "上报清单文号", "云岭便报〔2026〕9号"),
        Fact("county.sent_on", "上报日期", "2026年11月24日"),
        Fact("county.withdrawn_on", "撤回日期", "2026年11月27日"),
        Fact("handover.giver", "交出人", "许绍文"),
        Fact("handover.receiver", "接收人", "杨桂芳"),
        Fact("mail.carrier", "承运单位", "中国邮政速递物流"),
        Fact("mail.addressee", "邮寄收件人", "阿依古丽·买买提吐尔逊·阿布都热合曼尼江"),
        Fact("mail.address", "邮寄地址", "青岫县云岭镇松木坪村上寨村民小组17号"),
        Fact("mail.phone", "邮寄电话", "13900000217"),
        Fact("mail.sent_on", "寄出日期", "2026年12月7日"),
        Fact("delivery.due", "送达期限", "2026年12月18日"),
        Fact("delivery.on", "送达日期", "2026年12月7日"),
        Fact("delivery.proof", "送达凭据", "授权委托书2026年第17号"),
        Fact("delivery.substitute", "代收人", ""),
        Fact("delivery.refusal", "拒收事由", ""),
        Fact("delivery.witness", "见证人", ""),
        Fact("pickup.again", "再次通知说明", ""),
    )
)


def issuing_texts(case: Case, centre: Centre, calendar: WorkCalendar) -> Mapping[str, str]:
    """Return the texts of all that has come of a case after acceptance or decision."""
    return {
        **_ending(case),
        **_change(case),
        **_county(case),
        **_handover(case, calendar),
        **_mail(case),
        **_service(case, centre),
    }


def _ending(case: Case) -> Mapping[str, str]:
    ending = case.turns.ending
    if ending is None:
        return {}
    return {
        "termination.cause": END_CAUSE_LABEL[ending.cause],
        "termination.reason": ending.reason.rstrip(_ENDS),
        "termination.proof": ending.proof,
        "termination.basis": ending.basis,
    }


def _change(case: Case) -> Mapping[str, str]:
    if not case.turns.changes:
        return {}
    change = case.turns.changes[-1]
    return {
        "change.earlier": change.earlier_number,
        "change.reason": change.reason.rstrip(_ENDS),
        "change.basis": change.basis.strip().rstrip("。").removesuffix("的规定"),
        "change.content": change.content,
    }


def _county(case: Case) -> Mapping[str, str]:
    departure = case.outcomes.departure
    if not case.turns.referrals:
        return {}
    referral = case.turns.referrals[-1]
    return {
        "county.organ": referral.organ,
        "county.number": referral.number,
        "county.sent_on": f"{paper_date(local_date(referral.at))}",
        "county.withdrawn_on": paper_date(local_date(departure.at)) if departure else "",
    }


def _handover(case: Case, calendar: WorkCalendar) -> Mapping[str, str]:
    proof = delivery_proof(case, calendar)
    texts = {"delivery.due": paper_date(proof.due)} if proof else {}
    if case.turns.handover is not None:
        texts["handover.giver"] = case.turns.handover.giver_name
        texts["handover.receiver"] = case.turns.handover.receiver_name
    if case.turns.uncollected:
        again = case.turns.uncollected[-1]
        told = len(case.turns.uncollected) + 1
        texts["pickup.again"] = f"第{told}次通知：{again.reason.rstrip(_ENDS)}"
    return texts


def _mail(case: Case) -> Mapping[str, str]:
    if not case.turns.mailings:
        return {}
    letter = case.turns.mailings[-1]
    return {
        "mail.number": letter.waybill,
        "mail.carrier": letter.carrier,
        "mail.addressee": letter.addressee,
        "mail.address": letter.address,
        "mail.phone": letter.phone,
        "mail.sent_on": paper_date(letter.sent_on),
    }


def _service(case: Case, centre: Centre) -> Mapping[str, str]:
    if not case.turns.services:
        return {}
    service = case.turns.services[-1]
    return {
        "delivery.mode": DELIVERY_LABEL[service.mode],
        "delivery.place": _place(service, case, centre),
        "delivery.on": paper_date(service.on),
        "delivery.proof": _proof(service, case),
        "delivery.receiver": service.receiver,
        "delivery.relation": service.relation,
        "delivery.substitute": service.receiver if service.relation else "",
        "delivery.refusal": service.refusal,
        "delivery.witness": service.witness,
        "delivery.note": service.note,
        "mail.number": service.waybill,
    }


def _place(service: Service, case: Case, centre: Centre) -> str:
    """Return where it was served; a place that is not known is written by hand."""
    if service.mode is DeliveryMode.MAIL:
        return case.turns.mailings[-1].address if case.turns.mailings else ""
    if service.mode in IN_PERSON:
        return centre.pickup_place
    return service.address


def _proof(service: Service, case: Case) -> str:
    """Return what proves this way of serving besides the signatures."""
    agent = case.application.agent
    match service.mode:
        case DeliveryMode.BY_AGENT:
            number = service.authority or (agent.authority_number if agent else "")
            return f"委托书{number}" if number else ""
        case DeliveryMode.ELECTRONIC:
            return f"送达地址确认书{service.consent}"
        case DeliveryMode.PUBLIC if service.posted_on is not None:
            begun = paper_date(service.posted_on)
            return f"{begun}起公告{service.days}日，公告附卷"
        case DeliveryMode.MAIL:
            letter = next((m for m in case.turns.mailings if m.waybill == service.waybill), None)
            return f"{letter.carrier}，{paper_date(letter.sent_on)}寄出，回执附卷" if letter else ""
        case _:
            return ""
