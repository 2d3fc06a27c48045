"""What papers on request say: facts that somebody types, and those that the case knows."""

from collections.abc import Iterable, Mapping, Sequence

from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promised_limit
from windowdesk.domain.document import Document
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.money import capital_money, read_money
from windowdesk.domain.states import STATE_LABEL
from windowdesk.services.fact import Fact, FactGroup

_ENDS = "。；，"

# Only these may be typed: nobody types what the case knows better.
ASKED_FACTS: tuple[Fact, ...] = (
    Fact("proxy.powers", "委托权限", "递交申请材料、补正材料、签收告知类文书"),
    Fact("proxy.other", "其他权限", ""),
    Fact("proxy.station", "代办点", "云岭镇松木坪村便民服务站"),
    Fact("proxy.badge", "代办员工号", "0306"),
    Fact("proxy.from", "委托起始日", "2026年11月20日"),
    Fact("proxy.until", "委托截止日", "2027年2月19日"),
    Fact("proxy.back_by", "原件退还日期", "2026年12月11日"),
    Fact("proxy.mode", "代办方式", "固定代办"),
    Fact("proxy.depth", "代办程度", "全程代办"),
    Fact("proxy.hand_in_by", "预计递交日期", "2026年11月23日"),
    Fact("progress.node", "办理节点", "已受理"),
    Fact("progress.on", "节点日期", "2026年11月20日"),
    Fact("progress.text", "告知内容", "材料齐全，镇上当天受理，12月8日前作出决定，不用再跑"),
    Fact("progress.way", "告知方式", "电话"),
    Fact("progress.told", "告知对象", "阿依古丽·买买提吐尔逊·阿布都热合曼尼江"),
    Fact("ending.kind", "代办结束的情形", "办结"),
    Fact("ending.reason", "终止、中止的原因", ""),
    Fact("ending.result_number", "结果文书文号", "云岭便准〔2026〕96号"),
    Fact("ending.receiver", "结果领取人", "陆𬱖明"),
    Fact("ending.fee", "费用", "没有发生费用"),
    Fact("ending.paid", "代缴的规费", ""),
    Fact("ending.originals", "原件退还情况", "已如数退还"),
    Fact("ending.rest", "未尽事项", "不动产登记由委托人另行申请"),
    Fact("visit.on", "回访日期", "2026年12月11日"),
    Fact("visit.way", "回访方式", "电话"),
    Fact("visit.charged", "代办是否收费", "没有收费"),
    Fact("visit.amount", "收费金额", ""),
    Fact("visit.receipt", "规费票据", "没有代缴"),
    Fact("visit.rating", "满意度", "满意"),
    Fact("visit.words", "意见和建议", "希望每逢赶集日也有代办员在服务站"),
    Fact("visit.follow_up", "要处理的事", "转告村便民服务站安排赶集日值班"),
    Fact("unresolved.channel", "反映渠道", "窗口"),
    Fact("unresolved.person", "反映人", "陆𬱖明"),
    Fact("unresolved.phone", "反映人电话", "138****0560"),
    Fact("unresolved.department", "承办部门", "县自然资源局（派驻）"),
    Fact("unresolved.handler", "原经办人", "04号窗口　许绍文"),
    Fact(
        "unresolved.matter",
        "反映内容",
        "10月9日递交宅基地分户申请，已补过两次材料，10月30日又口头要求补2019年的分家协议，"
        "但一次性告知书中没有列出。三次往返县城，至今没有书面答复。",
    ),
    Fact("unresolved.demand", "诉求", "书面说明还缺什么、依据是什么；如不缺材料，按期受理。"),
    Fact("unresolved.scope", "受理范围", "属于"),
    Fact("unresolved.elsewhere", "不属于的理由及去向", ""),
    Fact("unresolved.cause", "原因类别", "不给办"),
    Fact("unresolved.type", "问题类型", "线下办事"),
    Fact("unresolved.severity", "复杂程度", "一般"),
    Fact("unresolved.way", "处理方式", "转办"),
    Fact("unresolved.until", "办结期限", "2026年11月25日"),
    Fact("transfer.unit", "承办单位", "县自然资源局（派驻）"),
    Fact("transfer.request", "办理要求", "当日联系反映人；逐项核对缺什么、依据是什么，书面告知。"),
    Fact("transfer.until", "转办期限", "2026年11月25日"),
    Fact("transfer.contact", "转办联系人", "段云萍"),
    Fact("transfer.phone", "转办联系电话", "0990-5550102"),
    Fact("urging.unit", "被督办单位", "县自然资源局（派驻）"),
    Fact("urging.before", "原定期限", "2026年11月25日"),
    Fact("urging.until", "新定期限", "2026年11月27日"),
    Fact("urging.reason", "督办的原因", "到期没有答复，反映人第二次来问"),
    Fact(
        "urging.measures", "督办要求和措施", "负责人当面向反映人说明；再逾期的，报镇分管领导约谈。"
    ),
    Fact("reply.result", "处理结果", "已办成"),
    Fact("reply.text", "处理情况", "分家协议不是本事项的法定材料，不再要求；11月23日已受理。"),
    Fact("reply.basis", "不能办理的依据", ""),
    Fact(
        "reply.remedy", "救济渠道", "对答复不满意的，可以向青岫县政务服务管理局反映，或者拨打12345"
    ),
    Fact("reply.handler", "答复的办理人", "许绍文"),
    Fact("reply.phone", "办理人电话", "0990-5550104"),
    Fact("payment.name", "收费项目", "不动产登记费"),
    Fact("payment.standard", "收费标准", "住宅类每件80元"),
    Fact(
        "payment.basis",
        "收费依据",
        "《国家发展改革委、财政部关于不动产登记收费标准等有关问题的通知》",
    ),
    Fact("payment.amount", "应缴金额", "80元"),
    Fact("payment.way", "缴费方式", "扫码缴费"),
    Fact("payment.payee", "收款单位", "青岫县云岭镇人民政府"),
    Fact("payment.until", "缴费期限", "2026年12月4日"),
)

_KNOWN_FACTS: tuple[Fact, ...] = (
    Fact("request.at", "出文时间", "2026年11月20日14时06分"),
    Fact("request.state", "办件现在的情况", "审查中"),
    Fact("request.decision_number", "决定书文号", "云岭便准〔2026〕96号"),
    Fact("request.limit", "承诺期限", "12个工作日"),
    Fact("request.due", "应作出决定的日期（受理后才有）", "2026年12月8日"),
    Fact("proxy.number", "代办服务委托书文号", "云岭便代〔2026〕33号"),
    Fact("unresolved.number", "“办不成事”登记表文号", "云岭便办〔2026〕7号"),
    Fact("unresolved.told_on", "反映日期", "2026年11月20日"),
    Fact("unresolved.result", "办理结果（手填）", ""),
    Fact("unresolved.answer", "答复方式（手填）", ""),
    Fact("unresolved.rating", "反映人是否满意（手填）", ""),
    Fact("transfer.number", "转办单文号", "云岭便转〔2026〕5号"),
    Fact("urging.times", "第几次督办", "第1次"),
    Fact("payment.amount_words", "应缴金额大写", "捌拾元整"),
    Fact("item.fee_standard", "事项的收费标准", "住宅类每件80元"),
    Fact("item.fee_basis", "事项的收费依据", "《不动产登记收费标准》"),
)

REQUEST_FACTS = FactGroup(facts=(*ASKED_FACTS, *_KNOWN_FACTS))
ASKED_NAMES: frozenset[str] = frozenset(fact.name for fact in ASKED_FACTS)


def known_texts(case: Case, papers: Sequence[Document]) -> Mapping[str, str]:
    """Return what the case and its valid papers say; ``papers`` are in their order."""
    numbers = {paper.kind: paper.number for paper in papers}
    told = [paper.issued_at for paper in papers if paper.kind == "unresolved"]
    times = 1 + sum(paper.kind == "urging" for paper in papers)
    decisions = ("approval", "denial", "immediate", "decision_correction")
    found = [numbers[kind] for kind in decisions if kind in numbers]
    return {
        **remembered(papers),
        "request.state": STATE_LABEL[case.state],
        "request.limit": _limit(case),
        "request.decision_number": found[-1] if found else "",
        "proxy.number": numbers.get("proxy_authorisation", ""),
        "unresolved.number": numbers.get("unresolved", ""),
        "unresolved.told_on": paper_date(local_date(told[-1])) if told else "",
        "transfer.number": numbers.get("transfer", ""),
        "urging.times": f"第{times}次",
        "item.fee_standard": case.item.fee_standard.strip().rstrip(_ENDS),
        "item.fee_basis": case.item.fee_basis.strip().rstrip(_ENDS),
    }


def _limit(case: Case) -> str:
    """Return how long the item takes, '' where the catalogue does not say."""
    item = case.item
    if item.promised_limit is None and item.statutory_limit is None:
        return ""
    return promised_limit(item, case.application.situations).text


def remembered(papers: Iterable[Document]) -> Mapping[str, str]:
    """Return what was typed for the papers of a case, the last word of each."""
    texts: dict[str, str] = {}
    for paper in papers:
        frozen = PaperFacts.from_text(paper.facts_text).texts
        texts |= {name: text for name, text in frozen.items() if name in ASKED_NAMES}
    return texts


def derived_texts(typed: Mapping[str, str]) -> Mapping[str, str]:
    """Return what follows from what was typed: the amount in figures that cannot be altered."""
    amount = typed.get("payment.amount", "")
    words = capital_money(read_money(amount)) if amount else ""
    return {"payment.amount_words": words}
