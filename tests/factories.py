"""Made-up people, items and papers with good defaults. The division 530399 does not exist."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from stdnum.cn import ric

from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.case import Application, Case
from windowdesk.domain.centre import Account, Centre, ServiceWindow
from windowdesk.domain.document import Document, PrintJob, PrintState
from windowdesk.domain.duties import Role
from windowdesk.domain.event import Actor
from windowdesk.domain.identity import IdKind, IdNumber, Sex
from windowdesk.domain.ids import new_id
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
from windowdesk.domain.party import Party, PartyKind

NOW = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)  # 10:42 on the wall, a Friday
DIVISION = "990322103"
DEPARTMENT = "民政办"
PASSWORD = "made-up-password"
NEW_YEAR = date(2026, 1, 1)


def make_calendar() -> WorkCalendar:
    """Return a calendar whose years 2025 and 2026 are official, with New Year off."""
    notices = [
        CalendarYear(year, 1, f"{year} 年通知", {date(year, 1, 1): "元旦"}, {})
        for year in (2025, 2026)
    ]
    return WorkCalendar.of(notices)


def make_centre(code: str = DIVISION, organ_short: str = "云溪") -> Centre:
    return Centre(
        code=code,
        name="云溪镇为民服务中心",
        organ_name="云溪镇人民政府",
        organ_short=organ_short,
        address="云溪镇兴隆街 1 号",
        phone="0874-5550000",
        complaint_phone="0874-5550001",
        pickup_place="一楼 3 号窗口",
        pickup_hours="工作日 9:00—17:00",
        review_organ="云山县人民政府",
        court="云山县人民法院",
        windows=(ServiceWindow(1, "综合窗口一"), ServiceWindow(2, "综合窗口二")),
    )


def make_account(
    role: Role = Role.CLERK, login: str = "", name: str = "", department: str = ""
) -> Account:
    return Account(
        login=login or role.value,
        name=name or f"段{role.value}",
        roles=frozenset((role,)),
        department=department,
    )


def make_id_number(serial: int = 1, born: date = date(1969, 3, 2)) -> IdNumber:
    """Return a resident's number of the made-up county 530399; odd serials are men."""
    body = f"530399{born:%Y%m%d}{serial % 1000:03d}"
    number = body + ric.calc_check_digit(body + "0")
    return IdNumber(
        kind=IdKind.RESIDENT,
        number=number,
        birth_on=born,
        sex=Sex.MALE if serial % 2 else Sex.FEMALE,
    )


def make_party(name: str = "段玉兰", serial: int = 2, at: datetime = NOW) -> Party:
    """Return a person; of the same ``serial`` modulo 10 000 there is only one."""
    born = date(1960, 1, 1) + timedelta(days=serial // 1000)
    return Party(
        id=str(new_id(at)),
        kind=PartyKind.NATURAL,
        name=name,
        id_number=make_id_number(serial, born),
        phone=f"138{serial:08d}",
        address="云溪镇白石村 3 组",
        village="990322103201",
    )


def make_item(item_id: str = "disability-allowance", version: int = 1) -> Item:
    return Item(
        item_id=item_id,
        version=version,
        code=f"CODE-{item_id}",
        name="困难残疾人生活补贴和重度残疾人护理补贴",
        short_name="残疾人两项补贴",
        category=ItemCategory.PAYMENT,
        department=DEPARTMENT,
        decided_level=DecidedLevel.TOWN,
        service_type=ServiceType.PROMISE,
        applicant_kind=ApplicantKind.NATURAL,
        statutory_limit=TimeLimit(20, LimitUnit.WORKDAY),
        promised_limit=TimeLimit(8, LimitUnit.WORKDAY),
        accept_basis="《残疾人保障法》",
        materials=(
            Material("form", "申请表", required=True, form=MaterialForm.ORIGINAL, copies=1),
            Material("card", "残疾人证", required=True, form=MaterialForm.ORIGINAL_AND_COPY),
            Material("account", "银行卡", required=False, form=MaterialForm.COPY),
        ),
        form_code="general",
        state=ItemState.PUBLISHED,
        effective_from=NEW_YEAR,
    )


def make_materials(item: Item) -> tuple[HandedIn, ...]:
    """Return the list of ``item``, all handed in."""
    return tuple(
        HandedIn(one.code, one.name, one.required, MaterialState.PRESENT, originals=1, pages=1)
        for one in item.materials_for(())
    )


def make_application(item: Item | None = None, party: Party | None = None) -> Application:
    item = item or make_item()
    return Application(
        item=item,
        applicant=party or make_party(),
        agent=None,
        situations=(),
        materials=make_materials(item),
        answers=MappingProxyType({"bank": "6222 0000 0000 0000"}),
        issue_by="self",
    )


def make_actor(role: Role = Role.CLERK, window: str = "02", login: str = "") -> Actor:
    return replace(make_account(role, login).at_window(window))


def make_case(
    serial: int = 1,
    at: datetime = NOW,
    application: Application | None = None,
    centre: str = DIVISION,
    by: Actor | None = None,
) -> Case:
    """Return a case just received, number ``serial`` of its day."""
    return Case.receive(
        case_id=new_id(at),
        number=CaseNumber.of(centre, 2, at.date(), serial),
        centre=centre,
        application=application or make_application(),
        by=by or make_actor(),
        at=at,
    )


def make_document(
    case: Case, serial: int = 1, kind: str = "acceptance", at: datetime = NOW
) -> Document:
    return Document(
        document_id=new_id(at),
        case_id=case.case_id,
        centre=case.centre,
        kind=kind,
        title="受理通知书",
        number=f"云溪{kind}〔2026〕{serial}号",
        line=f"paper|云溪|{kind}|2026",
        serial=serial,
        template_version=1,
        template_digest=f"{kind:0<64}",
        facts_text='{"rows":{},"texts":{}}',
        issued_at=at,
        signer="clerk",
        window="02",
        copies=2,
        watermark="",
    )


def make_print_job(document: Document, state: PrintState = PrintState.WAITING) -> PrintJob:
    return PrintJob(
        print_id=new_id(document.issued_at),
        document_id=document.document_id,
        centre=document.centre,
        window=document.window,
        state=state,
        asked_by="clerk",
        asked_at=document.issued_at,
        reprint=False,
    )


def make_staff(roles: Sequence[Role] = (), department: str = "") -> tuple[Account, ...]:
    """Return one account for each duty, named after it; all of them unless ``roles`` says."""
    return tuple(make_account(role, department=department) for role in roles or tuple(Role))
