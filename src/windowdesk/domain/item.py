"""One frozen version of an item of the catalogue (事项): all that a case needs to know of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from windowdesk.domain.amber import AmberRule
from windowdesk.domain.canonical import sha256
from windowdesk.domain.clock import short_date
from windowdesk.domain.conditions import parse_condition
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item_kinds import (
    STATE_LABEL,
    AcceptanceMode,
    ApplicantKind,
    DecidedLevel,
    ItemCategory,
    ItemState,
    ServiceType,
)
from windowdesk.domain.item_parts import Material, Provenance, Question, SpecialProcedure
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.record_text import later, record_of, record_text
from windowdesk.domain.situation_rules import asked, check_chosen
from windowdesk.domain.situations import Situation
from windowdesk.domain.step_limits import StepLimit


@dataclass(frozen=True)
class Item:
    """A version of an item; a case keeps the version that it was accepted under.

    Empty text means unknown, a limit of None likewise (never zero); ``proxyable`` None is not
    stated. ``effective_to`` is the last day in force. The fields follow domain.md §5.1:
    ``main_item``, ``sub_item`` 主项 and 子项; ``base_code`` 基本编码, ``code`` 实施编码,
    ``handling_code`` 业务办理项编码; ``list_name`` the list that it stands on (权力清单, 公共服务
    清单, 属地管理清单) and ``list_paper`` the paper that published it; ``organ`` 实施主体 with its
    credit code; ``power_source`` 法定本级, 委托, 下放 or 授权; ``supplement_days`` the working days
    that an applicant has to supplement, None if no rule sets them; ``visits`` 到办事现场次数;
    ``reach`` 通办范围; ``bundle`` the 一件事 that it belongs to; ``tolerable`` whether 容缺 is
    allowed at all, ``gap_days`` the most working days for it and ``check_days`` those for the
    check of a commitment, None where the centre's rule holds; ``amber`` is when its clocks turn
    amber, None as usual; ``lapse_ends`` whether a case may be ended when its supplement did not
    come in the told period (None: the clerk decides); ``retention`` 保管期限 of its files.
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
    main_item: str = later("")
    sub_item: str = later("")
    base_code: str = later("")
    handling_code: str = later("")
    list_name: str = later("")
    list_paper: str = later("")
    organ: str = later("")
    organ_code: str = later("")
    accept_organ: str = later("")
    decide_organ: str = later("")
    power_source: str = later("")
    legal_basis: str = later("")
    limit_note: str = later("")
    special_procedures: tuple[SpecialProcedure, ...] = later(())
    supplement_days: int | None = later(None)
    visits: int | None = later(None)
    channels: tuple[str, ...] = later(())
    reach: str = later("")
    joint_organs: tuple[str, ...] = later(())
    bundle: str = later("")
    flow: str = later("")
    intermediary: str = later("")
    quota: str = later("")
    fee_standard: str = later("")
    fee_basis: str = later("")
    result_kind: str = later("")
    result_sample: str = later("")
    result_validity: str = later("")
    delivery_modes: tuple[str, ...] = later(())
    tolerable: bool | None = later(None)
    self_service: bool | None = later(None)
    proxy_scope: tuple[str, ...] = later(())
    in_person_reason: str = later("")
    phone: str = later("")
    complaint_phone: str = later("")
    place_and_hours: str = later("")
    questions: tuple[Question, ...] = later(())
    amber: AmberRule | None = later(None)
    step_limits: tuple[StepLimit, ...] = later(())
    gap_days: int | None = later(None)
    check_days: int | None = later(None)
    lapse_ends: bool | None = later(None)
    retention: str = later("")

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
        """Raise DomainError if ``chosen`` cannot hold together or is empty where one is needed."""
        check_chosen(self.situations, tuple(chosen))
        if self.materials and not chosen and all(m.condition for m in self.materials):
            first = asked(self.situations, ())
            labels = "、".join(situation.label for situation in first)
            raise DomainError(f"材料随情形而定，先选一种：{labels}。", "situations")

    def materials_for(self, situations: Collection[str]) -> tuple[Material, ...]:
        """Return the materials asked for in ``situations``, in the order of the list."""
        self.check_situations(situations)
        return tuple(m for m in self.materials if parse_condition(m.condition).holds(situations))

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
        return record_text(self)

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex over the canonical text."""
        return sha256(self.to_text())

    @staticmethod
    def from_text(text: str) -> "Item":
        """Read an item back from its canonical text."""
        return record_of(Item, text)

    def _promise_holds(self) -> bool:
        if self.statutory_limit is None or self.promised_limit is None:
            return True
        return self.promised_limit.is_within(self.statutory_limit)

    def _period_text(self) -> str:
        begins = f"自{self.effective_from.isoformat()}起" if self.effective_from else "没有生效日期"
        ends = f"至{self.effective_to.isoformat()}止" if self.effective_to else ""
        return begins + ends
