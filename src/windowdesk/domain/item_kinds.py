"""Kinds and states of items and materials, with the words that people read for them."""

from enum import StrEnum


class ItemCategory(StrEnum):
    """Kind of power; acts on application and public services only (no penalties or levies)."""

    PERMIT = "permit"
    CONFIRMATION = "confirmation"
    RULING = "ruling"
    PAYMENT = "payment"
    REWARD = "reward"
    FILING = "filing"
    OTHER_POWER = "other_power"
    PUBLIC_SERVICE = "public_service"


class DecidedLevel(StrEnum):
    """Level of the organ that decides. A township may hold delegated power, so it is a field."""

    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"


class ServiceType(StrEnum):
    """Class of the item at the counter (办件类型)."""

    IMMEDIATE = "immediate"
    PROMISE = "promise"
    REPORT_UP = "report_up"


class AcceptanceMode(StrEnum):
    """Whether the window itself accepts, or only receives for the handling unit."""

    DIRECT = "direct"
    SEPARATE = "separate"


class ApplicantKind(StrEnum):
    """Who may apply."""

    NATURAL = "natural"
    LEGAL = "legal"
    BOTH = "both"


class ItemState(StrEnum):
    """Admission of the item to the centre's list."""

    PROPOSED = "proposed"
    ASSESSED = "assessed"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class MaterialForm(StrEnum):
    """In what form a material is asked for."""

    ORIGINAL = "original"
    COPY = "copy"
    ORIGINAL_AND_COPY = "original_and_copy"
    ELECTRONIC = "electronic"
    UNSTATED = "unstated"


class MaterialSource(StrEnum):
    """Where the applicant gets a material from."""

    APPLICANT = "applicant"
    GOVERNMENT = "government"
    OTHER = "other"


CATEGORY_LABEL = {
    ItemCategory.PERMIT: "行政许可",
    ItemCategory.CONFIRMATION: "行政确认",
    ItemCategory.RULING: "行政裁决",
    ItemCategory.PAYMENT: "行政给付",
    ItemCategory.REWARD: "行政奖励",
    ItemCategory.FILING: "行政备案",
    ItemCategory.OTHER_POWER: "其他行政权力",
    ItemCategory.PUBLIC_SERVICE: "公共服务",
}
LEVEL_LABEL = {DecidedLevel.VILLAGE: "村", DecidedLevel.TOWN: "乡", DecidedLevel.COUNTY: "县"}
SERVICE_LABEL = {
    ServiceType.IMMEDIATE: "即办件",
    ServiceType.PROMISE: "承诺件",
    ServiceType.REPORT_UP: "上报件",
}
APPLICANT_LABEL = {
    ApplicantKind.NATURAL: "自然人",
    ApplicantKind.LEGAL: "法人",
    ApplicantKind.BOTH: "自然人、法人",
}
STATE_LABEL = {
    ItemState.PROPOSED: "拟入库",
    ItemState.ASSESSED: "已评估",
    ItemState.APPROVED: "已批准",
    ItemState.PUBLISHED: "已发布",
    ItemState.WITHDRAWN: "已停办",
}
FORM_LABEL = {
    MaterialForm.ORIGINAL: "原件",
    MaterialForm.COPY: "复印件",
    MaterialForm.ORIGINAL_AND_COPY: "原件和复印件",
    MaterialForm.ELECTRONIC: "电子件",
    MaterialForm.UNSTATED: "未载明",
}
SOURCE_LABEL = {
    MaterialSource.APPLICANT: "申请人自备",
    MaterialSource.GOVERNMENT: "政府核发",
    MaterialSource.OTHER: "其他",
}
MODE_LABEL = {
    AcceptanceMode.DIRECT: "窗口直接受理",
    AcceptanceMode.SEPARATE: "窗口收件、部门受理",
}
