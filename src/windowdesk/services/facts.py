"""The registry of placeholders: every word that a template may ask for, with label and sample."""

from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.services.bundle_facts import BUNDLE_FACTS
from windowdesk.services.custody_facts import CUSTODY_FACTS
from windowdesk.services.deferral_facts import DEFERRAL_FACTS
from windowdesk.services.fact import Fact, FactGroup
from windowdesk.services.file_facts import FILE_FACTS
from windowdesk.services.flow_facts import FLOW_FACTS
from windowdesk.services.issuing_facts import ISSUING_FACTS
from windowdesk.services.referral_facts import REFERRAL_FACTS
from windowdesk.services.request_facts import REQUEST_FACTS
from windowdesk.services.review_facts import REVIEW_FACTS

__all__ = ["FACTS", "ROW_FACTS", "Fact", "sample_facts"]

# What a capability of its own says on paper: its module brings names, lists and samples.
_GROUPS: tuple[FactGroup, ...] = (
    DEFERRAL_FACTS,
    BUNDLE_FACTS,
    CUSTODY_FACTS,
    REFERRAL_FACTS,
    ISSUING_FACTS,
    FLOW_FACTS,
    FILE_FACTS,
    REVIEW_FACTS,
    REQUEST_FACTS,
)


FACTS: tuple[Fact, ...] = (
    Fact("organ.name", "实施机关", "青岫县云岭镇人民政府"),
    Fact("organ.short", "机关代字", "云岭便"),
    Fact("organ.seal", "印章文字", "青岫县云岭镇人民政府行政审批专用章"),
    Fact("organ.credit_code", "机关统一社会信用代码", "11990322MB0000001X"),
    Fact("centre.name", "服务中心", "青岫县云岭镇便民服务中心"),
    Fact("centre.address", "服务中心地址", "青岫县云岭镇兴岭路18号"),
    Fact("centre.phone", "咨询电话", "0990-5550102"),
    Fact("centre.complaint_phone", "监督电话", "0990-5550112"),
    Fact("number", "文号", "云岭便受〔2026〕118号"),
    Fact("year", "文号年份", "2026"),
    Fact("serial", "文号序号", "118"),
    Fact("case.number", "办件编号", "990322103-02-20261120-00137"),
    Fact("case.short", "办件短号", "1120-00137"),
    Fact("applicant.name", "申请人", "阿依古丽·买买提吐尔逊·阿布都热合曼尼江"),
    Fact("applicant.masked_name", "申请人（遮盖）", "阿***江（尾号4822）"),
    Fact("applicant.id_kind", "证件类型", "居民身份证"),
    Fact("applicant.id_number", "证件号码", "990322197108144822"),
    Fact("applicant.id_masked", "证件号码（遮盖）", "990322********4822"),
    Fact("applicant.phone", "联系电话", "13900000217"),
    Fact("applicant.phone_masked", "联系电话（遮盖）", "139****0217"),
    Fact("applicant.address", "申请人住址", "青岫县云岭镇松木坪村上寨村民小组17号"),
    Fact("applicant.representative", "法定代表人", ""),
    Fact("agent.name", "代办人", "陆𬱖明"),
    Fact("agent.id_masked", "代办人证件号码（遮盖）", "990322********3513"),
    Fact("agent.phone_masked", "代办人电话（遮盖）", "138****0560"),
    Fact("agent.relation", "代办人身份", "松木坪村代办员"),
    Fact("item.name", "事项", "农村宅基地和建房（规划许可）审批"),
    Fact("item.application", "事项名后的“申请”", "申请"),
    Fact("item.code", "实施编码", "11990322MB0000001X2000115003000"),
    Fact("item.department", "承办部门", "云岭镇村镇建设办公室"),
    Fact("item.service_type", "办件类型", "承诺件"),
    Fact("item.accept_basis", "受理依据", "《中华人民共和国行政许可法》第三十二条第一款第五项"),
    Fact("situation", "情形", "原址翻建"),
    Fact("received_at", "收件时间", "2026年11月20日10时42分"),
    Fact("received_on", "收件日期", "2026年11月20日"),
    Fact("applied_on", "申请日期", "2026年11月20日"),
    Fact("accepted_on", "受理日期", "2026年11月20日"),
    Fact("notice_due", "补正告知截止日", "2026年11月27日"),
    Fact("statutory_limit", "法定期限", "20个工作日"),
    Fact("promised_limit", "承诺期限", "12个工作日"),
    Fact("promised_due", "应作出决定的日期", "2026年12月8日"),
    Fact("statutory_due", "法定期限届满日", "2026年12月18日"),
    Fact("provisional_note", "日历待定说明", "2027年放假安排公布后，上列日期可能调整"),
    Fact("pauses_foreseen", "不计入期限", "现场勘查、村级公示预计7日，启用时另行书面告知"),
    Fact("fee", "是否收费", "不收费"),
    Fact("accepter", "受理人", "段云萍"),
    Fact("window", "窗口", "02号窗口"),
    Fact("issue_by", "结果领取方式", "窗口自取"),
    Fact("pickup_place", "领取地点", "05号出件窗口，凭本人有效身份证件领取"),
    Fact("progress_query", "进度查询", "电话0990-5550102"),
    Fact("total", "材料合计", "共12项，收到原件12份、复印件4份，纸质材料37页"),
    Fact("acceptance_number", "受理文号", "云岭便受〔2026〕118号"),
    Fact("decided_on", "决定日期", "2026年12月4日"),
    Fact("decided_at", "决定时间", "2026年12月4日15时08分"),
    Fact("decider", "决定人", "许绍文"),
    Fact("decision.content", "决定内容", "准予在原址翻建住宅，宅基地面积120平方米，建筑层数2层"),
    Fact("decision.reason", "决定理由", "拟建房屋占用永久基本农田，与村庄规划不一致"),
    Fact(
        "decision.basis",
        "决定依据",
        "《中华人民共和国土地管理法》第六十二条、《中华人民共和国城乡规划法》第四十一条",
    ),
    Fact("decision.validity", "有效期", "自2026年12月4日至2027年12月3日"),
    Fact("decision.certificate", "证件编号", "乡字第990322202600096号"),
    Fact("review_organ", "行政复议机关", "青岫县人民政府"),
    Fact("court", "管辖法院", "青岫县人民法院"),
    Fact("result_name", "结果名称", "乡村建设规划许可证"),
    Fact("pickup.code", "取件码", "4822"),
    Fact("pickup.until", "领取期限", "2027年1月4日"),
    Fact(
        "pickup.bring", "领取时携带", "本人有效身份证件；委托他人领取的，另带委托书和受托人身份证件"
    ),
    Fact("pickup.hours", "领取时间", "工作日9时至12时、13时30分至17时"),
    Fact("delivery.mode", "送达方式", "直接送达"),
    Fact("delivery.place", "送达地点", "云岭镇便民服务中心05号出件窗口"),
    Fact("delivery.receiver", "收件人", "阿依古丽·买买提吐尔逊·阿布都热合曼尼江"),
    Fact("delivery.relation", "代收人与受送达人的关系", ""),
    Fact("delivery.note", "送达备注", "领取时核对了身份证件"),
    Fact("signed_on", "落款日期", "2026年11月20日"),
    Fact("immediate", "收件与受理同时", "收件与受理同时进行"),
    Fact("mail.number", "邮寄单号", "1099000012345"),
    Fact("clerk.name", "经办人", "段云萍"),
    Fact("receipt_number", "收件凭证号", "云岭便收〔2026〕137号"),
    Fact("entered.note", "补录说明", "本件由纸质办件补录，2026年11月20日录入"),
    Fact("refusal.reason", "不受理的理由", "拟办事项由县级林业主管部门审批，本机关没有这项职权"),
    Fact("refusal.basis", "不受理的依据", "《中华人民共和国行政许可法》第三十二条第一款第二项"),
    Fact("refusal.organ", "应当申请的机关", "青岫县林业和草原局"),
    Fact("refusal.organ_address", "该机关地址", "青岫县城关镇文昌路66号政务服务中心二楼12号窗口"),
    Fact("refusal.organ_phone", "该机关电话", "0990-5552207"),
    Fact("refusal.materials", "材料退还情况", "原件3份、复印件1份已当场退还，交接见材料退还清单"),
    Fact("correction.basis", "补正依据", "《中华人民共和国行政许可法》第三十二条第一款第四项"),
    Fact("correction.until", "补正期限", "2026年12月18日"),
    Fact("correction.lapse_effect", "逾期不补正的后果", "终止审查，退还材料，可以重新申请"),
    Fact(
        "correction.how",
        "补正方式",
        "交到云岭镇便民服务中心02号窗口（青岫县云岭镇兴岭路18号），也可以由代办员代交",
    ),
    Fact("correction.number", "补正告知书文号", "云岭便补〔2026〕31号"),
    Fact("correction.told_on", "补正告知日期", "2026年11月20日"),
    Fact("correction.repeated", "再次告知的说明", "第2项收件时看不出，勘验现场后才发现"),
    Fact("gaps_total", "补正合计", "共9项"),
    Fact("supplement.received_at", "补正收件时间", "2026年11月24日9时16分"),
    Fact("supplement.complete", "补正材料收齐", ""),
    Fact("supplement_total", "补正收件合计", "共4项，收齐2项，仍缺2项"),
    Fact("supplement.missing", "还缺的补正材料", "村民小组会议记录、相邻权利人意见书"),
    Fact("withdrawal.reason", "撤回的原因", "家庭已在县城购房，不再建房"),
    Fact("termination.reason", "终止的原因", "申请人书面撤回申请"),
    Fact("termination.basis", "终止的依据", "《云岭镇便民服务中心办件规则》第二十二条"),
    Fact("returned.cause", "退还的缘由", "申请人撤回申请"),
    Fact("returned_total", "退还合计", "共4项，退还原件3份、复印件2份，纸质材料12页"),
    *(fact for group in _GROUPS for fact in group.facts),
)

ROW_FACTS: Mapping[str, tuple[Fact, ...]] = MappingProxyType(
    {
        "materials": (
            Fact("name", "材料名称", "农村宅基地和建房（规划许可）申请表"),
            Fact("originals", "原件份数", "1"),
            Fact("copies", "复印件份数", "1"),
            Fact("files", "电子件份数", "1"),
            Fact("pages", "页数", "2"),
            Fact("returned", "是否退还", "否"),
            Fact("note", "备注", "原件归档"),
        ),
        "papers": (
            Fact("name", "文书名称", "准予决定书"),
            Fact("number", "文号", "云岭便准〔2026〕96号"),
            Fact("copies", "份数", "1"),
        ),
        "gaps": (
            Fact("name", "要补正的材料", "申请人家庭户口簿"),
            Fact("fault", "缺什么或不符合之处", "缺户主页，成员页复印不清"),
            Fact("standard", "法定形式或标准", "全户各页齐全，字迹清楚"),
            Fact("form", "补正形式", "原件核验，复印件1份"),
        ),
        "supplements": (
            Fact("name", "要补正的材料", "申请人家庭户口簿"),
            Fact("told", "告知的要求", "缺户主页，成员页复印不清"),
            Fact("state", "收齐或仍缺", "收齐"),
            Fact("note", "备注", "原件核验后当场退还"),
        ),
        "returned": (
            Fact("name", "材料名称", "原宅基地不动产权证书（集体土地使用权证）"),
            Fact("originals", "原件份数", "1"),
            Fact("copies", "复印件份数", "1"),
            Fact("pages", "页数", "4"),
            Fact("note", "备注", "封面有旧折痕"),
        ),
        **{name: columns for group in _GROUPS for name, columns in group.rows.items()},
    }
)

_MATERIALS = (
    ("农村宅基地和建房（规划许可）申请表", "1", "", "1", "2", "否", "原件归档"),
    ("农村宅基地使用承诺书", "1", "", "", "1", "否", ""),
    ("申请人居民身份证", "1", "1", "1", "1", "是", "当场核验退还"),
    ("申请人家庭户口簿", "1", "1", "1", "6", "是", "当场核验退还"),
    ("村民小组会议记录", "1", "", "", "3", "否", ""),
    ("村民委员会审查意见及公示情况说明", "1", "", "", "4", "否", "公示照片2张"),
    ("原宅基地不动产权证书（集体土地使用权证）", "1", "1", "", "4", "是", "办结后退还"),
    ("住宅设计图（选用《农村住房标准图集》第03号）", "", "1", "1", "8", "否", ""),
    ("宅基地四至及地块位置示意图", "1", "", "1", "1", "否", ""),
    ("相邻权利人意见书", "2", "", "", "2", "否", "北邻委托代签"),
    ("家庭成员现居住情况声明", "1", "", "", "1", "否", ""),
    ("建新拆旧及原址复垦承诺书", "1", "", "", "4", "否", ""),
)
_PAPERS = (
    ("准予决定书", "云岭便准〔2026〕96号", "1"),
    ("农村宅基地批准书", "农宅字990322103〔2026〕0096号", "1"),
    ("乡村建设规划许可证", "乡字第990322202600096号", "1"),
)
_GAPS = (
    (
        "申请人家庭户口簿",
        "缺户主页，成员页复印不清",
        "全户各页齐全，字迹清楚",
        "原件核验，复印件1份",
    ),
    ("村民小组会议记录", "没有参会村民签名", "三分之二以上户的代表签名", "原件1份"),
    ("宅基地四至及地块位置示意图", "缺北侧四至，没有标比例", "标明四至、尺寸和比例", "原件1份"),
    ("相邻权利人意见书", "未提交", "每一户相邻权利人签名并按手印", "原件2份"),
    ("住宅设计图", "层数3层，超出规定", "不超过2层，建筑面积240平方米以内", "复印件1份"),
    ("建新拆旧承诺书", "没有写拆除期限", "写明拆除期限，户主签名", "原件1份"),
    ("原宅基地不动产权证书", "证载人与申请人不一致", "证载人为本户成员，或附继承证明", "原件核验"),
    ("公示情况说明", "公示未满7日", "公示满7日，附起止日期和照片", "原件1份"),
    ("委托书", "未提交", "写明委托事项和权限，双方签名", "原件1份"),
)
_SUPPLEMENTS = (
    ("申请人家庭户口簿", "缺户主页，成员页复印不清", "收齐", "原件核验后当场退还"),
    ("村民小组会议记录", "没有参会村民签名", "仍缺", ""),
    ("宅基地四至及地块位置示意图", "缺北侧四至，没有标比例", "收齐", ""),
    ("相邻权利人意见书", "未提交", "仍缺", ""),
)
_RETURNED = (
    ("申请人居民身份证", "1", "1", "1", ""),
    ("申请人家庭户口簿", "1", "1", "6", ""),
    ("原宅基地不动产权证书（集体土地使用权证）", "1", "", "4", "封面有旧折痕"),
    ("宅基地四至及地块位置示意图", "", "", "1", "申请人要求一并取回"),
)
_SAMPLE_ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "materials": _MATERIALS,
        "papers": _PAPERS,
        "gaps": _GAPS,
        "supplements": _SUPPLEMENTS,
        "returned": _RETURNED,
        **{name: samples for group in _GROUPS for name, samples in group.samples.items()},
    }
)


def sample_facts() -> PaperFacts:
    """Return usual facts for every placeholder; the person is made up."""
    return PaperFacts.of(
        {fact.name: fact.sample for fact in FACTS},
        {name: _rows(name, values) for name, values in _SAMPLE_ROWS.items()},
    )


def _rows(name: str, values: tuple[tuple[str, ...], ...]) -> tuple[Row, ...]:
    names = [fact.name for fact in ROW_FACTS[name]]
    return tuple(dict(zip(names, row, strict=True)) for row in values)
