"""Small complete objects for the tests of the domain: a person, an item, a case and its people."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from stdnum.cn import ric

from windowdesk.domain.case import Application, Case, Decision
from windowdesk.domain.duties import Role
from windowdesk.domain.event import Actor
from windowdesk.domain.identity import IdKind, IdNumber
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import (
    ApplicantKind,
    DecidedLevel,
    ItemCategory,
    ItemState,
    MaterialForm,
    ServiceType,
)
from windowdesk.domain.item_parts import Material
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.party import Agent, Party, PartyKind

# A Friday, 10:42 at the counter.
NOW = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

_BODY = "53039919650313002"
PERSON = Party(
    id="1",
    kind=PartyKind.NATURAL,
    name="段桂兰",
    id_number=IdNumber(IdKind.RESIDENT, _BODY + ric.calc_check_digit(_BODY + "0")),
    phone="13800130027",
)
ITEM = Item(
    item_id="WD-1",
    version=3,
    code="WD-1",
    name="农村宅基地申请",
    category=ItemCategory.PERMIT,
    department="农业农村",
    decided_level=DecidedLevel.TOWN,
    service_type=ServiceType.PROMISE,
    applicant_kind=ApplicantKind.NATURAL,
    statutory_limit=TimeLimit(20, LimitUnit.WORKDAY),
    promised_limit=TimeLimit(10, LimitUnit.WORKDAY),
    accept_basis="《中华人民共和国行政许可法》第三十二条",
    materials=(
        Material("M01", "申请表", required=True, form=MaterialForm.ORIGINAL),
        Material("M02", "户口簿", required=True, form=MaterialForm.COPY),
        Material("M03", "照片", required=False, form=MaterialForm.ORIGINAL),
    ),
    state=ItemState.PUBLISHED,
    effective_from=date(2026, 1, 1),
)
AT_ONCE_ITEM = replace(ITEM, item_id="WD-2", code="WD-2", service_type=ServiceType.IMMEDIATE)
YES = Decision("准予使用宅基地 120 平方米")
NO = Decision("不予批准", reason="申请地块在基本农田内", basis="《土地管理法》第三十五条")

CLERK = Actor("wenxiu", "李文秀", "02", frozenset((Role.CLERK,)))
REVIEWER = Actor("xiaoyu", "宁小雨", "", frozenset((Role.REVIEWER,)), "农业农村")
OTHER_REVIEWER = Actor("yongkang", "代永康", "", frozenset((Role.REVIEWER,)), "农业农村")
APPROVER = Actor("zhenggang", "段正刚", "", frozenset((Role.APPROVER,)))
HEAD = Actor("guoqing", "保国庆", "", frozenset((Role.HEAD,)))
ISSUER = Actor("fenfang", "陶芬芳", "01", frozenset((Role.ISSUER,)))
ALONE = Actor("alone", "独一人", "01", frozenset(Role))


def handed_in(*missing: str, item: Item = ITEM) -> tuple[HandedIn, ...]:
    """Return the material list with everything present save the ``missing`` codes."""
    return tuple(
        HandedIn(
            m.code,
            m.name,
            m.required,
            MaterialState.MISSING if m.code in missing else MaterialState.PRESENT,
        )
        for m in item.materials
    )


def application(
    item: Item = ITEM,
    *,
    agent: Agent | None = None,
    materials: tuple[HandedIn, ...] | None = None,
) -> Application:
    """Return an application with all materials."""
    given = handed_in(item=item) if materials is None else materials
    return Application(item, PERSON, agent, (), given, {}, "window")


def received(
    item: Item = ITEM,
    *,
    by: Actor = CLERK,
    at: datetime = NOW,
    materials: tuple[HandedIn, ...] | None = None,
) -> Case:
    """Return a case that was just received."""
    return Case.receive(
        case_id=7,
        number=CaseNumber.of("990322103", 2, date(2026, 11, 20), 137),
        centre="990322103",
        application=application(item, materials=materials),
        by=by,
        at=at,
    )


def accepted(item: Item = ITEM, *, by: Actor = CLERK, at: datetime = NOW) -> Case:
    """Return a case that was received and accepted in one act."""
    case = received(item, by=by, at=at)
    case.accept(by=by, at=at)
    return case


def assigned(item: Item = ITEM) -> Case:
    """Return a case that waits for a reviewer."""
    case = accepted(item)
    case.assign(by=CLERK, at=NOW)
    return case


def claimed(item: Item = ITEM) -> Case:
    """Return a case in the hands of the reviewer."""
    case = assigned(item)
    case.claim(by=REVIEWER, at=NOW)
    return case


def proposed(item: Item = ITEM) -> Case:
    """Return a case that waits for a decision."""
    case = claimed(item)
    case.propose("材料属实，拟同意", by=REVIEWER, at=NOW)
    return case


def approved(item: Item = ITEM) -> Case:
    """Return a case that was approved."""
    case = proposed(item)
    case.approve(YES, by=APPROVER, at=NOW)
    return case
