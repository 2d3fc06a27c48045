"""The registry of free sheets: which there are, and every word that each may ask for.

A free sheet is no document of a case: it carries no number, nothing of it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from windowdesk.domain.centre import Centre, window_label
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.local_time import paper_minute
from windowdesk.services.facts import Fact
from windowdesk.services.sheet_samples import SAMPLE_ROWS


@dataclass(frozen=True)
class SheetKind:
    """A free sheet: its code is that of its template; ``facts`` and ``rows`` are all its words."""

    code: str
    title: str
    facts: tuple[Fact, ...]
    rows: Mapping[str, tuple[Fact, ...]]

    def sample(self) -> PaperFacts:
        """Return usual facts for every word; persons are made up."""
        samples = SAMPLE_ROWS.get(self.code, {})
        return PaperFacts.of(
            {fact.name: fact.sample for fact in self.facts},
            {name: tuple(self._row(name, row) for row in samples[name]) for name in self.rows},
        )

    def _row(self, name: str, values: tuple[str, ...]) -> Row:
        return dict(zip((fact.name for fact in self.rows[name]), values, strict=True))


def _row_facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(name, label, "") for name, label in pairs)


_HOUSE = (
    Fact("centre.name", "服务中心", "青岫县云岭镇便民服务中心"),
    Fact("printed_at", "打印时间", "2026年11月20日10时42分"),
    Fact("window", "窗口", "02号窗口"),
    Fact("clerk.name", "经办人", "段云萍"),
)
_CONTACT = (
    Fact("centre.address", "服务中心地址", "青岫县云岭镇兴岭路18号"),
    Fact("centre.phone", "咨询电话", "0990-5550102"),
    Fact("centre.complaint_phone", "监督电话", "0990-5550112"),
    Fact("centre.hours", "办公时间", "工作日9时至12时、13时30分至17时"),
)
_ITEM = (
    Fact("item.name", "事项", "农村宅基地和建房（规划许可）审批"),
    Fact("item.code", "实施编码", "11990322MB0000001X2000115003000"),
    Fact("item.version", "版本", "第3版，自2026年7月1日起施行"),
    Fact("item.department", "承办部门", "云岭镇村镇建设办公室"),
    Fact("item.service_type", "办件类型", "承诺件"),
    Fact("item.accept_basis", "受理依据", "《中华人民共和国土地管理法》第六十二条"),
    Fact("item.statutory_limit", "法定期限", "20个工作日"),
    Fact("item.promised_limit", "承诺期限", "12个工作日"),
    Fact("item.limit_note", "时限说明", "现场勘查和村级公示的时间不计入"),
    Fact("item.flow", "办理流程", "申请→受理→现场勘查→审核→审批→送达"),
    Fact("item.fee", "收费", "不收费"),
    Fact("item.fee_standard", "收费标准", ""),
    Fact("item.result", "结果名称", "乡村建设规划许可证"),
    Fact("item.delivery", "结果怎样送达", "窗口领取、邮寄、代办员代领"),
    Fact("item.visits", "到场次数", "1"),
    Fact("item.proxy", "可否代办", "可代办：递交、领取"),
    Fact("item.place", "在哪里办、什么时候", "云岭镇便民服务中心02号窗口，工作日9时至17时"),
)
_MATERIAL_ROW = _row_facts(
    ("name", "材料名称"),
    ("need", "必要性"),
    ("form", "形式"),
    ("copies", "份数"),
    ("source", "来源"),
    ("standard", "要求"),
)
_PAIR = _row_facts(("label", "项目"), ("value", "内容"))

ADVICE = SheetKind(
    "advice",
    "一次性告知单",
    (
        *_HOUSE,
        *_CONTACT,
        *_ITEM,
        Fact("situation", "情形", "原址翻建、建新拆旧"),
        Fact("materials_total", "材料合计", "共8项，其中必要材料7项"),
        Fact("advice.note", "窗口补充说明", "户口簿上没有的家庭成员，另带关系证明"),
    ),
    MappingProxyType({"materials": _MATERIAL_ROW}),
)
GUIDE = SheetKind(
    "guide",
    "办事指南",
    (*_HOUSE, *_CONTACT, *_ITEM),
    MappingProxyType(
        {
            "identity": _PAIR,
            "power": _PAIR,
            "time": _PAIR,
            "process": _PAIR,
            "money": _PAIR,
            "result": _PAIR,
            "service": _PAIR,
            "procedures": _row_facts(("name", "特别程序"), ("basis", "依据"), ("longest", "最长")),
            "situations": _row_facts(
                ("question", "问"), ("label", "情形"), ("limits", "这时的期限")
            ),
            "materials": (
                *_MATERIAL_ROW,
                *_row_facts(("when", "什么情形要"), ("more", "样例、规格、依据")),
            ),
            "questions": _row_facts(("question", "问题"), ("answer", "答复")),
        }
    ),
)
DAY_SHEET = SheetKind(
    "day_sheet",
    "日清表",
    (
        *_HOUSE,
        Fact("day", "日期", "2026年11月20日"),
        Fact("papers.issued", "当天出文书数", "48"),
        Fact("papers.cancelled", "当天作废文书数", "1"),
        Fact("papers.unprinted", "没打出来的张数", "2"),
        Fact("papers.unrendered", "没排成纸的份数", "0"),
        Fact("cases.overdue", "在办超期件数", "0"),
        Fact("cases.due_next", "下一工作日到期件数", "3"),
        Fact("seal.number", "日结序号", "214"),
        Fact("seal.at", "日结时间", "2026年11月20日17时12分"),
        Fact("seal.by", "日结人", "许绍文"),
        Fact("seal.cases", "全库办件数", "5206"),
        Fact("seal.chains", "当天变动的证据链", "61"),
        Fact(
            "seal.hash",
            "日结校验值",
            "3f0c9a51 7be2d418 60a9f3c2 115e8d07 9c44b2ea 2d6f7013 85aa0b9e 4c17d6f3",
        ),
        Fact("seal.before", "上一次日结", "第213号，2026年11月19日，校验值6b1d40fe"),
        Fact("day.note", "备注", "10时至10时20分停电，用备用电源"),
    ),
    MappingProxyType(
        {
            "outcomes": _row_facts(("name", "办理"), ("count", "件数")),
            "numbers": _row_facts(
                ("title", "文书"),
                ("count", "份数"),
                ("first", "第一个文号"),
                ("last", "最后一个文号"),
                ("cancelled", "作废"),
            ),
        }
    ),
)
CUSTODY = SheetKind(
    "custody",
    "原件保管清单",
    (
        *_HOUSE,
        Fact("day", "日期", "2026年11月20日"),
        Fact("custody.total", "原件合计", "在中心的原件共7份，其中在交接途中2份"),
    ),
    MappingProxyType(
        {
            "originals": _row_facts(
                ("holder", "保管地点和保管人"),
                ("case", "办件短号"),
                ("applicant", "申请人"),
                ("name", "原件，上次清点的差错"),
                ("count", "份数"),
                ("since", "什么时候接手，凭哪张交接单"),
            ),
            "slips": _row_facts(
                ("slip", "交接单号"),
                ("case", "办件短号"),
                ("name", "原件"),
                ("count", "份数"),
                ("giver", "交出方"),
                ("receiver", "接收方"),
                ("due", "最迟接收时间"),
            ),
        }
    ),
)
REVIEW_SHEET = SheetKind(
    "review_sheet",
    "审批表",
    (
        *_HOUSE,
        Fact("case.number", "办件编号", "990322103-02-20261120-00137"),
        Fact("applicant.name", "申请人", "阿依古丽·买买提吐尔逊·阿布都热合曼尼江"),
        Fact("applicant.id_masked", "证件号码（遮盖）", "990322********4822"),
        Fact("item.name", "事项", "农村宅基地和建房（规划许可）审批"),
        Fact("item.department", "承办部门", "村镇建设办公室"),
        Fact("accepted_on", "受理日期", "2026年11月20日"),
        Fact("accepter", "受理人", "段云萍"),
        Fact("promised_due", "承诺办结日", "2026年12月8日"),
        Fact("statutory_due", "法定届满日", "2026年12月18日"),
        Fact("materials_total", "材料合计", "共12项，收到原件12份、复印件4份，纸质材料37页"),
        Fact("state", "现在的情况", "准予，待转出件"),
    ),
    MappingProxyType(
        {
            "opinions": _row_facts(
                ("stage", "环节"), ("who", "姓名"), ("opinion", "意见"), ("on", "日期")
            )
        }
    ),
)
RECEIPT_SLIP = SheetKind(
    "receipt_slip",
    "收件小票",
    (
        *_HOUSE,
        Fact("centre.phone", "咨询电话", "0990-5550102"),
        Fact("slip.paper", "以哪种文书为准", "申请材料接收凭证"),
        Fact("slip.number", "文号", "云岭便收〔2026〕137号"),
        Fact("slip.says", "它证明什么", "只证明收到材料，不代表受理"),
        Fact("applicant.masked_name", "申请人（遮盖）", "阿***江"),
        Fact("agent.masked_name", "代办人（遮盖）", "陆***明"),
        Fact("item.name", "事项", "农村宅基地和建房（规划许可）审批"),
        Fact("total", "材料合计", "共12项，收到原件12份、复印件4份，纸质材料37页"),
        Fact("received_at", "收件时间", "2026年11月20日10时42分"),
        Fact("notice_due", "补正告知截止日", "2026年11月27日"),
        Fact("promised_due", "应作出决定的日期", ""),
    ),
    MappingProxyType({}),
)
PASSWORDS = SheetKind(
    "passwords",
    "账号和临时密码",
    _HOUSE,
    MappingProxyType(
        {
            "people": _row_facts(
                ("name", "姓名"), ("login", "账号"), ("password", "临时密码"), ("duties", "岗位")
            )
        }
    ),
)
TEST_PAGE = SheetKind(
    "test_page",
    "打印测试页",
    (
        *_HOUSE,
        Fact("printer.queue", "打印机", "窗口02激光打印机"),
        Fact("printer.tray", "纸盒", "纸盒1"),
        Fact("printer.kinds", "打哪些文书", "受理通知书、准予决定书、不予决定书"),
        Fact("printer.rare", "生僻字", "𬱖"),
        Fact("printer.digest", "字体和排版的校验值", "9c44b2ea 2d6f7013"),
    ),
    MappingProxyType({"faces": _row_facts(("role", "用在"), ("face", "字体"))}),
)

SHEETS: Mapping[str, SheetKind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            ADVICE,
            GUIDE,
            DAY_SHEET,
            CUSTODY,
            REVIEW_SHEET,
            RECEIPT_SLIP,
            PASSWORDS,
            TEST_PAGE,
        )
    }
)


def house_texts(centre: Centre, window: str, at: datetime, clerk: str = "") -> dict[str, str]:
    """Return what every sheet says of the house; ``window`` has two digits, "" is the back office.

    ``clerk`` is the name of who prints, "" where nobody's name belongs on the sheet.
    """
    return {
        "centre.name": centre.name,
        "printed_at": paper_minute(at),
        "window": window_label(window) if window else centre.name,
        "clerk.name": clerk,
    }
