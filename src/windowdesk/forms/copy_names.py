"""What besides answers can stand in ``copy_out``: facts of the case, by name."""

from collections.abc import Mapping
from types import MappingProxyType

COPY_LABEL: Mapping[str, str] = MappingProxyType(
    {
        "applicant.name": "申请人",
        "applicant.id_kind": "证件类型",
        "applicant.id_number": "证件号码",
        "applicant.sex": "性别",
        "applicant.birth": "出生日期",
        "applicant.phone": "电话",
        "applicant.village": "村（社区）",
        "applicant.address": "住址",
        "applicant.representative": "法定代表人或负责人",
        "agent.name": "代办人",
        "agent.id_number": "代办人证件号码",
        "agent.phone": "代办人电话",
        "item.name": "事项",
        "item.code": "实施编码",
        "situations": "情形",
        "case.number": "办件编号",
        "case.received_on": "收件日期",
    }
)
