"""What is known before the form is opened, by the names that ``prefill`` uses."""

from collections.abc import Mapping
from types import MappingProxyType

EARLIER = "earlier"

PREFILL_LABEL: Mapping[str, str] = MappingProxyType(
    {
        "name": "申请人姓名或名称",
        "phone": "申请人电话",
        "address": "申请人住址",
        "home": "申请人的村和住址（给地址字段）",
        "village": "申请人的村（社区）",
        "birth": "申请人出生日期",
        "sex": "申请人性别",
        "age": "申请人周岁",
        "id_number": "申请人证件号码",
        "representative": "法定代表人或负责人",
        "agent_name": "代办人姓名",
        "agent_phone": "代办人电话",
        EARLIER: "同一个人上次的答案",
    }
)
