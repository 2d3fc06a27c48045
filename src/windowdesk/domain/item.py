"""One frozen version of an item of the catalogue (事项): all that a case needs to know of it."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from windowdesk.domain.canonical import canonical_text, sha256
from windowdesk.domain.clock import short_date
from windowdesk.domain.errors import DomainError
from windowdesk.domain.limits import LimitUnit, TimeLimit


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


@dataclass(frozen=True)
class Situation:
    """A question that selects materials (情形). Of one ``group`` only one holds; "" stacks."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Material:
    """One material of the list; ``copies`` None is not stated; ``condition`` a situation code."""

    code: str
    name: str
    required: bool
    form: MaterialForm
    copies: int | None = None
    source: MaterialSource = MaterialSource.OTHER
    condition: str = ""
    review_points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """How sure the facts are; "" and () where nothing is said.

    ``demo_fields`` were set by hand for the demo centre and mean nothing elsewhere;
    ``derived_fields`` are a classification of ours, not the words of the source.
    """

    source_tier: str = ""
    limit_basis: str = ""
    derived_fields: tuple[str, ...] = ()
    demo_fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A version of an item; a case keeps the version that it was accepted under.

    Empty text means unknown, a limit of None likewise (never zero); ``proxyable`` None is not
    stated. ``effective_to`` is the last day in force.
    """

    item_id: str
    version: int
    code: str
    name: str
    category: ItemCategory
    department: str
    decided_level: DecidedLevel
    service_type: ServiceType
    applicant_kind: ApplicantKind
    short_name: str = ""
    acceptance_mode: AcceptanceMode = AcceptanceMode.DIRECT
    statutory_limit: TimeLimit | None = None
    promised_limit: TimeLimit | None = None
    proxyable: bool | None = None
    fee: str = ""
    result_document: str = ""
    accept_basis: str = ""
    situations: tuple[Situation, ...] = ()
    materials: tuple[Material, ...] = ()
    plain_words: tuple[str, ...] = ()
    form_code: str = ""
    state: ItemState = ItemState.PROPOSED
    effective_from: date | None = None
    effective_to: date | None = None
    provenance: Provenance = Provenance()

    @property
    def shown_name(self) -> str:
        """The short name where there is one, else the full name."""
        return self.short_name or self.name

    @property
    def is_immediate(self) -> bool:
        """Whether it is decided at the desk that accepts it."""
        return self.service_type is ServiceType.IMMEDIATE

    @property
    def has_demo_facts(self) -> bool:
        """Whether any fact was made up for the demo centre."""
        return bool(self.provenance.demo_fields)

    def in_force(self, on: date) -> bool:
        """Return whether the item is published and ``on`` lies in its period."""
        begun = self.effective_from is not None and self.effective_from <= on
        ended = self.effective_to is not None and self.effective_to < on
        return self.state is ItemState.PUBLISHED and begun and not ended

    def require_acceptable(self, on: date) -> None:
        """Raise DomainError with the reason if no case may be accepted under it on ``on``."""
        if self.state is not ItemState.PUBLISHED:
            raise DomainError(
                f"“{self.name}”{STATE_LABEL[self.state]}，现在不能受理。先在事项库发布，或另选事项。",
                "item",
            )
        if not self.in_force(on):
            raise DomainError(
                f"“{self.name}”第 {self.version} 版{self._period_text()}，"
                f"{short_date(on)}不在期内。另选现行的一版。",
                "item",
            )
        if self.statutory_limit is None or self.promised_limit is None:
            raise DomainError(
                f"“{self.name}”没有办理期限，算不出到期日。先在事项库补上法定期限和承诺期限。",
                "item",
            )

    def check_situations(self, chosen: Collection[str]) -> None:
        """Raise DomainError if ``chosen`` is unknown, exclusive or empty where one is needed."""
        by_code = {situation.code: situation for situation in self.situations}
        taken: dict[str, str] = {}
        for code in chosen:
            situation = by_code.get(code)
            if situation is None:
                raise DomainError(f"这一版事项没有情形 {code}。重新勾选情形。", "situations")
            other = taken.setdefault(situation.group, situation.label) if situation.group else ""
            if other and other != situation.label:
                raise DomainError(
                    f"“{other}”和“{situation.label}”只能选一种。去掉一种。", "situations"
                )
        if self.materials and not chosen and all(m.condition for m in self.materials):
            labels = "、".join(situation.label for situation in self.situations)
            raise DomainError(f"材料随情形而定，先选一种：{labels}。", "situations")

    def materials_for(self, situations: Collection[str]) -> tuple[Material, ...]:
        """Return the materials asked for in ``situations``, in the order of the list."""
        self.check_situations(situations)
        return tuple(m for m in self.materials if not m.condition or m.condition in situations)

    def lacks(self, *, demo_centre: bool = False) -> tuple[str, ...]:
        """Return in Chinese, one entry each, what is missing before it can be published.

        Facts made up for the demo centre count as missing anywhere else (design 5.19).
        """
        checks = (
            (self.statutory_limit is None, "法定期限"),
            (self.promised_limit is None, "承诺期限"),
            (not self._promise_holds(), "承诺期限不长于法定期限"),
            (not self.materials, "申请材料"),
            (not self.accept_basis, "受理依据"),
            (not self.department, "主管部门"),
            (self.effective_from is None, "生效日期"),
            (self.has_demo_facts and not demo_centre, "把演示用的内容换成真实的"),
        )
        return tuple(text for missing, text in checks if missing)

    def to_text(self) -> str:
        """Return the canonical text: sorted keys, no spaces, characters as they are."""
        return canonical_text(asdict(self), date.isoformat)

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex over the canonical text."""
        return sha256(self.to_text())

    @staticmethod
    def from_text(text: str) -> "Item":
        """Read an item back from its canonical text."""
        plain = json.loads(text)
        plain["category"] = ItemCategory(plain["category"])
        plain["decided_level"] = DecidedLevel(plain["decided_level"])
        plain["service_type"] = ServiceType(plain["service_type"])
        plain["acceptance_mode"] = AcceptanceMode(plain["acceptance_mode"])
        plain["applicant_kind"] = ApplicantKind(plain["applicant_kind"])
        plain["state"] = ItemState(plain["state"])
        plain["statutory_limit"] = _limit(plain["statutory_limit"])
        plain["promised_limit"] = _limit(plain["promised_limit"])
        plain["effective_from"] = _day(plain["effective_from"])
        plain["effective_to"] = _day(plain["effective_to"])
        plain["plain_words"] = tuple(plain["plain_words"])
        plain["situations"] = tuple(Situation(**one) for one in plain["situations"])
        plain["materials"] = tuple(_material(one) for one in plain["materials"])
        plain["provenance"] = _provenance(plain["provenance"])
        return Item(**plain)

    def _promise_holds(self) -> bool:
        if self.statutory_limit is None or self.promised_limit is None:
            return True
        return self.promised_limit.is_within(self.statutory_limit)

    def _period_text(self) -> str:
        begins = f"自{self.effective_from.isoformat()}起" if self.effective_from else "没有生效日期"
        ends = f"至{self.effective_to.isoformat()}止" if self.effective_to else ""
        return begins + ends


def _limit(plain: dict[str, object] | None) -> TimeLimit | None:
    if plain is None:
        return None
    return TimeLimit(int(str(plain["count"])), LimitUnit(str(plain["unit"])))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _material(plain: dict[str, object]) -> Material:
    copies, points = plain["copies"], plain["review_points"]
    return Material(
        code=str(plain["code"]),
        name=str(plain["name"]),
        required=bool(plain["required"]),
        form=MaterialForm(str(plain["form"])),
        copies=copies if isinstance(copies, int) else None,
        source=MaterialSource(str(plain["source"])),
        condition=str(plain["condition"]),
        review_points=tuple(str(one) for one in points) if isinstance(points, list) else (),
    )


def _provenance(plain: dict[str, object]) -> Provenance:
    def words(key: str) -> tuple[str, ...]:
        many = plain[key]
        return tuple(str(one) for one in many) if isinstance(many, list) else ()

    return Provenance(
        source_tier=str(plain["source_tier"]),
        limit_basis=str(plain["limit_basis"]),
        derived_fields=words("derived_fields"),
        demo_fields=words("demo_fields"),
    )
