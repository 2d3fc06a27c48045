"""Which facts of a centre are asked for together, on the wizard and on the 系统 screen."""

from windowdesk.domain.centre_rules import FACT_OF
from windowdesk.ui.buttons import Choice
from windowdesk.ui.entry_rows import EntryColumn
from windowdesk.ui.fact_grid import FactSpec

_RECEIPT_TOO = (Choice("", "只打受理通知书"), Choice("yes", "接收凭证也打一张"))
_FLOW_SHEET = (Choice("", "不打，要的时候再打"), Choice("yes", "打办件流程单，随件走"))
_HINTS = {
    "code": "乡镇的 9 位代码，进办件编号",
    "organ_short": "进文号：云岭便受〔2026〕1号",
    "seal_text": "不写就照文书里的章名",
    "credit_code": "18 位",
    "phone": "办事的人打这个问进度",
    "pickup_place": "如：云岭镇便民服务中心05号出件窗口",
    "pickup_hours": "如：工作日9时至12时、13时30分至17时",
}
WINDOW_COLUMNS = (EntryColumn("窗口号", 72), EntryColumn("名称"))
DEPARTMENT_COLUMNS = (EntryColumn("科室"),)
DAY_OFF_COLUMNS = (EntryColumn("哪一天", 124), EntryColumn("为什么放假"))
STAFF_COLUMNS = (
    EntryColumn("工号", 110),
    EntryColumn("姓名", 120),
    EntryColumn("岗位"),
    EntryColumn("部门", 130),
    EntryColumn("电话", 140),
)
ORGAN_COLUMNS = (
    EntryColumn("名称"),
    EntryColumn("代字", 84),
    EntryColumn("印章文字"),
    EntryColumn("信用代码", 176),
    EntryColumn("复议机关", 130),
    EntryColumn("管辖法院", 130),
)


def _fact(name: str, span: int = 1) -> FactSpec:
    fact = FACT_OF[name]
    return FactSpec(name, fact.label, _HINTS.get(name, ""), span, required=fact.needed)


def centre_specs(styles: tuple[Choice, ...]) -> tuple[FactSpec, ...]:
    """Return the facts of the house."""
    return (
        _fact("name"),
        _fact("code"),
        _fact("address"),
        _fact("mail_address"),
        _fact("phone"),
        _fact("complaint_phone"),
        _fact("service_hours"),
        _fact("pickup_hours"),
        _fact("pickup_place"),
        FactSpec("paper_style", "文书样式", choices=styles),
        FactSpec("prints_receipt_too", "收件同时受理时", choices=_RECEIPT_TOO),
        FactSpec("prints_flow_sheet", "分办的时候", choices=_FLOW_SHEET),
    )


def organ_specs() -> tuple[FactSpec, ...]:
    """Return the facts of the organ that decides."""
    return (
        _fact("organ_name"),
        _fact("organ_short"),
        _fact("seal_text"),
        _fact("credit_code"),
        _fact("review_organ"),
        _fact("court"),
    )
