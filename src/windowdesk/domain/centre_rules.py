"""What the facts of a centre must look like, and which of them papers state.

The table names every fact as people say it and the place where it is entered: screens, the check
of a new centre, and the refusal of a paper that lacks one read the same words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from windowdesk.domain.centre import Centre, Organ
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IdKind
from windowdesk.domain.identity_entry import parse_id
from windowdesk.domain.numbers import LARGEST_WINDOW
from windowdesk.domain.text import LINE, clean, half_width

PLACE = "系统 → 中心资料"
_DIVISION_DIGITS = 9  # GB/T 10114
_LONGEST_SHORT = 12


@dataclass(frozen=True)
class CentreFact:
    """A fact: ``field`` of Centre, its label, and the ``placeholders`` that papers ask for it by.

    ``needed``: without it no centre can be founded; the others only stop the papers that state
    them.
    """

    field: str
    label: str
    placeholders: tuple[str, ...] = ()
    needed: bool = False

    @property
    def place(self) -> str:
        """Where it is entered: 系统 → 中心资料 → 咨询电话."""
        return f"{PLACE} → {self.label}"


CENTRE_FACTS = (
    CentreFact("code", "区划代码", needed=True),
    CentreFact("name", "中心名称", ("centre.name",), needed=True),
    CentreFact("address", "地址", ("centre.address",)),
    CentreFact("phone", "咨询电话", ("centre.phone", "progress_query")),
    CentreFact("complaint_phone", "监督电话", ("centre.complaint_phone",)),
    CentreFact("service_hours", "办公时间", ("centre.hours",)),
    CentreFact("mail_address", "邮寄地址"),
    CentreFact("pickup_place", "取件地点", ("pickup_place",)),
    CentreFact("pickup_hours", "取件时间", ("pickup.hours",)),
    CentreFact("organ_name", "机关名称", ("organ.name",), needed=True),
    CentreFact("organ_short", "机关代字", ("organ.short",), needed=True),
    CentreFact("seal_text", "印章文字", ("organ.seal",)),
    CentreFact("credit_code", "统一社会信用代码", ("organ.credit_code",)),
    CentreFact("review_organ", "行政复议机关", ("review_organ",)),
    CentreFact("court", "管辖法院", ("court",)),
)
FACT_OF: Mapping[str, CentreFact] = MappingProxyType({fact.field: fact for fact in CENTRE_FACTS})


@dataclass(frozen=True)
class CentreFault:
    """A fact that cannot stand: its field and what to write."""

    field: str
    text: str


def centre_faults(centre: Centre) -> tuple[CentreFault, ...]:
    """Return all that is wrong with the facts, at once."""
    return tuple(_faults(centre))


def centre_of(texts: Mapping[str, str]) -> Centre:
    """Return a new centre with no more than its facts, a text for each of ``CENTRE_FACTS``.

    Codes may have been typed wide or in small letters.
    """
    return Centre(
        code=half_width(texts["code"]),
        name=texts["name"],
        organ_name=texts["organ_name"],
        organ_short=texts["organ_short"],
        address=texts["address"],
        phone=texts["phone"],
        complaint_phone=texts["complaint_phone"],
        pickup_place=texts["pickup_place"],
        pickup_hours=texts["pickup_hours"],
        review_organ=texts["review_organ"],
        court=texts["court"],
        seal_text=texts["seal_text"],
        credit_code=half_width(texts["credit_code"]).upper(),
        service_hours=texts["service_hours"],
        mail_address=texts["mail_address"],
        windows=(),
    )


def require_sound(centre: Centre) -> None:
    """Raise DomainError with the first fault and how many more there are."""
    faults = centre_faults(centre)
    if faults:
        more = f"（还有 {len(faults) - 1} 处）" if len(faults) > 1 else ""
        raise DomainError(f"{faults[0].text}{more}", faults[0].field)


def _faults(centre: Centre) -> Iterator[CentreFault]:
    for fact in CENTRE_FACTS:
        value = str(getattr(centre, fact.field))
        if fact.needed and not value.strip():
            yield CentreFault(fact.field, f"还没写{fact.label}。")
        yield from _text_fault(fact.field, value)
    if centre.code and not (centre.code.isdigit() and len(centre.code) == _DIVISION_DIGITS):
        yield CentreFault("code", "区划代码是乡镇的 9 位数字，如 990322103。")
    yield from _organ_faults(centre)
    yield from _window_faults(centre)
    for name in centre.departments:
        yield from _text_fault("departments", name)
    if len(set(centre.departments)) < len(centre.departments):
        yield CentreFault("departments", "科室的名称重复了。每个科室只写一次。")


def _organ_faults(centre: Centre) -> Iterator[CentreFault]:
    for number, organ in enumerate(centre.organs, start=1):
        field = "organ_name" if number == 1 else "further_organs"
        if number > 1 and not (organ.name.strip() and organ.short.strip()):
            yield CentreFault(field, f"第 {number} 个机关还没写名称或代字。")
        if len(organ.short) > _LONGEST_SHORT or "|" in organ.short:
            text = f"代字“{organ.short}”太长或有竖线。最多 {_LONGEST_SHORT} 个字，如“云岭便”。"
            yield CentreFault("organ_short" if number == 1 else field, text)
        yield from _credit_code_fault(organ, "credit_code" if number == 1 else field)
    shorts = [organ.short for organ in centre.organs]
    twice = next((short for short in shorts if short and shorts.count(short) > 1), "")
    if twice:
        text = f"代字“{twice}”两个机关都在用，文号会重。改成不同的。"
        yield CentreFault("further_organs", text)


def _credit_code_fault(organ: Organ, field: str) -> Iterator[CentreFault]:
    if not organ.credit_code:
        return
    try:
        parse_id(IdKind.USCC, organ.credit_code, date.max)
    except DomainError as error:
        yield CentreFault(field, f"{organ.name}的信用代码：{error.text}")


def _window_faults(centre: Centre) -> Iterator[CentreFault]:
    if not centre.windows:
        yield CentreFault("windows", "至少要有一个窗口，有号有名称。")
    numbers = [window.number for window in centre.windows]
    for window in centre.windows:
        if not 0 < window.number <= LARGEST_WINDOW:
            yield CentreFault(
                "windows", f"窗口号 {window.number} 不能用。写 1 至 {LARGEST_WINDOW}。"
            )
        if not window.name.strip():
            yield CentreFault("windows", f"{window.code} 号窗口还没写名称。")
        if numbers.count(window.number) > 1:
            yield CentreFault("windows", f"窗口号 {window.number} 写了两次。各写各的号。")
            return


def _text_fault(field: str, value: str) -> Iterator[CentreFault]:
    try:
        clean(value, LINE, field)
    except DomainError as error:
        yield CentreFault(field, error.text)
