"""Every field of an item as data: what people call it, how it is written, where it stands.

One table serves the editor, the sheets that are filled in a spreadsheet, the comparison of
versions and the list of gaps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from windowdesk.domain.item_kinds import (
    APPLICANT_LABEL,
    CATEGORY_LABEL,
    FORM_LABEL,
    LEVEL_LABEL,
    MODE_LABEL,
    SERVICE_LABEL,
    SOURCE_LABEL,
    STATE_LABEL,
    AcceptanceMode,
    MaterialForm,
    MaterialSource,
)
from windowdesk.domain.step_limits import STEP_LABEL
from windowdesk.domain.text import LINE, NOTE, TextKind

# Keys are members of an enumeration, or yes and no.
Labels = Mapping[Any, str]


class FieldKind(StrEnum):
    """How a value is written as text.

    ``WORDS`` are short words parted by 、 or line breaks; ``LINES`` one entry a line.
    """

    TEXT = "text"
    CHOICE = "choice"
    TRUTH = "truth"
    NUMBER = "number"
    LIMIT = "limit"
    AMBER = "amber"
    DAY = "day"
    WORDS = "words"
    LINES = "lines"


class Group(StrEnum):
    """The folding parts of the editor, in order."""

    IDENTITY = "identity"
    POWER = "power"
    TIME = "time"
    PROCESS = "process"
    MONEY = "money"
    RESULT = "result"
    SERVICE = "service"
    SITUATIONS = "situations"
    MATERIALS = "materials"
    PROCEDURES = "special_procedures"
    STEPS = "step_limits"
    QUESTIONS = "questions"
    SOURCE = "provenance"


GROUP_LABEL: Mapping[Group, str] = MappingProxyType(
    {
        Group.IDENTITY: "名称和编码",
        Group.POWER: "权力",
        Group.TIME: "时限",
        Group.PROCESS: "办理",
        Group.MONEY: "收费",
        Group.RESULT: "结果",
        Group.SERVICE: "服务",
        Group.SITUATIONS: "情形",
        Group.MATERIALS: "材料",
        Group.PROCEDURES: "特别程序",
        Group.STEPS: "环节时限",
        Group.QUESTIONS: "常见问题",
        Group.SOURCE: "来源",
    }
)


@dataclass(frozen=True)
class FieldSpec:
    """One field: ``name`` is the attribute, ``label`` the word for it on screen and sheet.

    ``choices`` are the values of a closed list with their words; ``usual`` words that are often
    written where the list is open. ``empty`` is what an empty cell means where that is not
    "unknown". ``of_log`` marks what the steps of admission give: nobody writes it by hand.
    """

    name: str
    label: str
    group: Group
    kind: FieldKind = FieldKind.TEXT
    text: TextKind = LINE
    required: bool = False
    choices: Labels | None = None
    usual: tuple[str, ...] = ()
    empty: object = None
    hint: str = ""
    of_log: bool = False


_YES_NO: Labels = {True: "是", False: "否"}
_NEEDED: Labels = {True: "必要", False: "非必要"}
_DELIVERY = ("窗口领取", "邮寄", "代办员代领", "电子送达")


def _long(name: str, label: str, group: Group, hint: str = "") -> FieldSpec:
    return FieldSpec(name, label, group, text=NOTE, hint=hint)


def _choice(
    name: str, label: str, group: Group, choices: Labels, empty: object = None
) -> FieldSpec:
    return FieldSpec(
        name,
        label,
        group,
        FieldKind.CHOICE,
        required=empty is None,
        choices=choices,
        empty=empty,
    )


def _truth(name: str, label: str, group: Group) -> FieldSpec:
    return FieldSpec(name, label, group, FieldKind.TRUTH, choices=_YES_NO)


def _limit(name: str, label: str, group: Group) -> FieldSpec:
    return FieldSpec(
        name, label, group, FieldKind.LIMIT, hint="20个工作日、7日、3个月；当场办结写 0个工作日"
    )


_I, _P, _T, _W = Group.IDENTITY, Group.POWER, Group.TIME, Group.PROCESS
_M, _R, _S, _O = Group.MONEY, Group.RESULT, Group.SERVICE, Group.SOURCE

ITEM_KEY = FieldSpec(
    "item_id", "事项编号", _I, required=True, hint="一行一个，不重复；一般就写实施编码，定了不改"
)
ITEM_FIELDS: tuple[FieldSpec, ...] = (
    ITEM_KEY,
    FieldSpec("name", "事项名称", _I, required=True),
    FieldSpec("short_name", "简称", _I),
    FieldSpec("main_item", "主项", _I),
    FieldSpec("sub_item", "子项", _I),
    FieldSpec("base_code", "基本编码", _I),
    FieldSpec("code", "实施编码", _I),
    FieldSpec("handling_code", "业务办理项编码", _I),
    _choice("category", "事项类型", _I, CATEGORY_LABEL),
    FieldSpec("plain_words", "大白话", _I, FieldKind.WORDS, hint="群众怎么说，用顿号隔开"),
    FieldSpec("version", "版本号", _I, FieldKind.NUMBER, empty=1, of_log=True),
    FieldSpec(
        "state", "状态", _I, FieldKind.CHOICE, choices=STATE_LABEL, empty="proposed", of_log=True
    ),
    FieldSpec("effective_from", "生效日", _I, FieldKind.DAY, hint="如 2026-12-01，发布时还能定"),
    FieldSpec("effective_to", "失效日", _I, FieldKind.DAY, hint="有效的最后一天；长期有效空着"),
    FieldSpec("department", "承办部门", _P, hint="和账号里的部门一字不差"),
    FieldSpec("organ", "实施主体", _P),
    FieldSpec("organ_code", "实施主体信用代码", _P),
    _choice("decided_level", "决定层级", _P, LEVEL_LABEL),
    FieldSpec("accept_organ", "受理机关", _P),
    FieldSpec("decide_organ", "决定机关", _P),
    FieldSpec("power_source", "权力来源", _P, usual=("法定本级", "委托", "下放", "授权")),
    _long("legal_basis", "设定依据", _P, "法律名称、条款、原文"),
    FieldSpec("accept_basis", "受理依据", _P, text=NOTE, hint="印在受理通知书上"),
    FieldSpec(
        "list_name",
        "所在清单",
        _P,
        usual=("权力清单", "公共服务清单", "属地管理清单", "基本履职清单"),
    ),
    FieldSpec("list_paper", "清单文件", _P),
    _choice("service_type", "办件类型", _T, SERVICE_LABEL),
    _limit("statutory_limit", "法定期限", _T),
    _limit("promised_limit", "承诺期限", _T),
    _long("limit_note", "时限说明", _T),
    FieldSpec(
        "amber",
        "临期提醒",
        _T,
        FieldKind.AMBER,
        hint="还剩几天亮黄灯：3个工作日、30%；空着 1 个工作日",
    ),
    FieldSpec("supplement_days", "补正期限", _T, FieldKind.NUMBER, hint="几个工作日，没有规定空着"),
    _truth("lapse_ends", "逾期未补正可终止", _T),
    _choice("acceptance_mode", "受理方式", _W, MODE_LABEL, AcceptanceMode.DIRECT),
    _choice("applicant_kind", "申请人", _W, APPLICANT_LABEL),
    FieldSpec("channels", "办理形式", _W, FieldKind.WORDS, usual=("窗口", "网上", "自助", "代办")),
    FieldSpec("visits", "到场次数", _W, FieldKind.NUMBER),
    FieldSpec("in_person_reason", "须到场的原因", _W),
    FieldSpec("reach", "通办范围", _W),
    FieldSpec("joint_organs", "联办机关", _W, FieldKind.WORDS),
    FieldSpec("bundle", "一件事", _W),
    _long("flow", "办理流程", _W),
    FieldSpec("intermediary", "中介服务", _W),
    FieldSpec("quota", "数量限制", _W),
    FieldSpec("form_code", "申请表", _W, hint="forms 里的名字；空着用通用申请表"),
    _truth("tolerable", "可容缺", _W),
    FieldSpec("gap_days", "容缺最长", _W, FieldKind.NUMBER, hint="几个工作日，照中心规定的空着"),
    FieldSpec(
        "check_days", "承诺核查期限", _W, FieldKind.NUMBER, hint="几个工作日，照中心规定的空着"
    ),
    FieldSpec("fee", "收费", _M, usual=("不收费", "收费")),
    _long("fee_standard", "收费标准", _M),
    _long("fee_basis", "收费依据", _M),
    FieldSpec("result_document", "结果名称", _R),
    FieldSpec("result_kind", "结果类型", _R, usual=("证照", "批文", "其他")),
    FieldSpec("result_sample", "结果样本", _R),
    FieldSpec("result_validity", "结果有效期", _R),
    FieldSpec("delivery_modes", "送达方式", _R, FieldKind.WORDS, usual=_DELIVERY),
    FieldSpec("retention", "保管期限", _R, usual=("永久", "30年", "10年")),
    _truth("proxyable", "可代办", _S),
    FieldSpec(
        "proxy_scope",
        "代办范围",
        _S,
        FieldKind.WORDS,
        usual=("递交", "补正", "签收", "领取", "代缴费"),
    ),
    _truth("self_service", "支持自助", _S),
    FieldSpec("phone", "咨询电话", _S),
    FieldSpec("complaint_phone", "监督电话", _S),
    _long("place_and_hours", "办理地点和时间", _S),
    FieldSpec("provenance.source_tier", "资料来源", _O),
    FieldSpec("provenance.limit_basis", "时限出处", _O, text=NOTE),
    FieldSpec("provenance.derived_fields", "推定的栏", _O, FieldKind.LINES),
    FieldSpec("provenance.demo_fields", "演示的栏", _O, FieldKind.LINES),
)

_G = Group.SITUATIONS
SITUATION_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("code", "情形编号", _G, required=True),
    FieldSpec("label", "情形", _G, required=True),
    FieldSpec("group", "只选一种的组", _G, hint="同组只能选一种；可以同时选的空着"),
    FieldSpec("question", "问法", _G),
    FieldSpec("within", "在哪个情形下问", _G, hint="写情形编号"),
    FieldSpec("excludes", "不能同时的情形", _G, FieldKind.WORDS, hint="写情形编号，用顿号隔开"),
    _limit("statutory_limit", "法定期限", _G),
    _limit("promised_limit", "承诺期限", _G),
)
_A = Group.MATERIALS
MATERIAL_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("code", "材料编号", _A, required=True),
    FieldSpec("name", "材料名称", _A, required=True),
    FieldSpec("required", "必要性", _A, FieldKind.TRUTH, required=True, choices=_NEEDED),
    _choice("form", "形式", _A, FORM_LABEL, MaterialForm.UNSTATED),
    FieldSpec("copies", "份数", _A, FieldKind.NUMBER),
    _choice("source", "来源", _A, SOURCE_LABEL, MaterialSource.OTHER),
    FieldSpec(
        "condition", "什么情形要", _A, hint="情形编号；都要用 +，有一个就要用 |，没有才要前面写 !"
    ),
    FieldSpec("one_of", "任选一份的组", _A, hint="同组交一份就行"),
    _truth("tolerable", "可容缺", _A),
    _truth("promisable", "可告知承诺", _A),
    _truth("returned", "退还", _A),
    FieldSpec("page_format", "纸张规格", _A),
    FieldSpec("sample", "填写样例", _A, text=NOTE),
    FieldSpec("standard", "受理标准", _A, text=NOTE),
    FieldSpec("basis", "材料依据", _A, text=NOTE),
    FieldSpec("share_id", "共享接口", _A),
    FieldSpec("review_points", "审查要点", _A, FieldKind.LINES, hint="一行一条"),
)
_D = Group.PROCEDURES
PROCEDURE_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec(
        "name",
        "特别程序",
        _D,
        required=True,
        usual=("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"),
    ),
    FieldSpec("basis", "依据", _D, text=NOTE),
    _limit("longest", "最长时间", _D),
)
_E = Group.STEPS
STEP_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("step", "环节", _E, FieldKind.CHOICE, required=True, choices=STEP_LABEL),
    FieldSpec(
        "limit", "时限", _E, FieldKind.LIMIT, required=True, hint="1个工作日；当天办完写 0个工作日"
    ),
)
_Q = Group.QUESTIONS
QUESTION_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("question", "问题", _Q, text=NOTE, required=True),
    FieldSpec("answer", "答复", _Q, text=NOTE, required=True),
)


@dataclass(frozen=True)
class PartSpec:
    """A list of an item: its records have ``fields``; ``key`` tells one from the other."""

    name: str
    label: str
    fields: tuple[FieldSpec, ...]
    key: str


PARTS: tuple[PartSpec, ...] = (
    PartSpec("situations", "情形", SITUATION_FIELDS, "code"),
    PartSpec("materials", "材料", MATERIAL_FIELDS, "code"),
    PartSpec("special_procedures", "特别程序", PROCEDURE_FIELDS, "name"),
    PartSpec("step_limits", "环节时限", STEP_FIELDS, "step"),
    PartSpec("questions", "常见问题", QUESTION_FIELDS, "question"),
)
