"""People and organisations on a case: the applicant, and who acts for him."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import ANY_COUNTY, IdKind, IdNumber, IssuingPlaces
from windowdesk.domain.identity_entry import parse_id
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import APPLICANT_LABEL, ApplicantKind
from windowdesk.domain.phone import parse_phone
from windowdesk.domain.text import LINE, NOTE, clean, clean_name

# Civil Code art. 17.
FULL_AGE = 18
_Value = TypeVar("_Value")


class PartyKind(StrEnum):
    """A natural person, or an organisation of any kind."""

    NATURAL = "natural"
    LEGAL = "legal"


PARTY_LABEL = {PartyKind.NATURAL: "自然人", PartyKind.LEGAL: "法人和其他组织"}


class AgentKind(StrEnum):
    """By what right somebody acts for the applicant."""

    AGENT = "agent"
    PROXY = "proxy"
    REPRESENTATIVE = "representative"
    GUARDIAN = "guardian"


AGENT_LABEL = {
    AgentKind.AGENT: "委托代理人",
    AgentKind.PROXY: "代办员",
    AgentKind.REPRESENTATIVE: "法定代表人",
    AgentKind.GUARDIAN: "监护人",
}


@dataclass(frozen=True)
class Party:
    """An applicant as known to the centre; empty text means not given.

    ``id`` is empty until it is stored.
    ``village`` is the division code of the village; ``representative`` the name of who stands
    for an organisation.
    """

    id: str
    kind: PartyKind
    name: str
    id_number: IdNumber
    phone: str
    address: str = ""
    village: str = ""
    representative: str = ""
    note: str = ""
    version: int = 1


@dataclass(frozen=True)
class Agent:
    """Who acts for the applicant; ``authority_number`` is that of the paper he acts by."""

    name: str
    id_number: IdNumber | None
    phone: str
    kind: AgentKind
    relation: str = ""
    authority_number: str = ""

    @property
    def role_text(self) -> str:
        """What papers write beside the name: the relation where it was given, else the right."""
        return self.relation or AGENT_LABEL[self.kind]


@dataclass(frozen=True)
class PartyEntry:
    """An applicant as typed, not yet checked."""

    kind: PartyKind
    name: str
    id_kind: IdKind
    id_number: str
    phone: str
    address: str = ""
    village: str = ""
    representative: str = ""
    note: str = ""


@dataclass(frozen=True)
class AgentEntry:
    """Somebody who acts for the applicant as typed, not yet checked."""

    kind: AgentKind
    name: str
    id_kind: IdKind
    id_number: str
    phone: str
    relation: str = ""
    authority_number: str = ""


class EntryProblems(DomainError):
    """All problems of what was typed about somebody, in the order of the fields."""

    def __init__(self, problems: tuple[DomainError, ...]) -> None:
        super().__init__("".join(problem.text for problem in problems), problems[0].field)
        self.problems = problems


def read_party(
    entry: PartyEntry,
    *,
    today: date,
    places: IssuingPlaces = ANY_COUNTY,
) -> Party:
    """Return the applicant as typed, or raise EntryProblems with all problems at once.

    Fields are named ``applicant.name``, ``applicant.id_number``, … A phone may be left out. The
    party has no identity yet: it gets that of the person who is known already, or a new one.
    """
    collected = _Problems("applicant")
    name = collected.read("name", lambda field: clean_name(entry.name, field))
    number = collected.read("id_number", lambda field: _party_number(entry, today, field, places))
    phone = collected.read("phone", lambda field: _phone(entry.phone, field))
    address = collected.read("address", lambda field: clean(entry.address, LINE, field))
    village = collected.read("village", lambda field: clean(entry.village, LINE, field))
    representative = collected.read("representative", lambda field: _representative(entry, field))
    note = collected.read("note", lambda field: clean(entry.note, NOTE, field))
    collected.raise_all()
    return Party(
        id="",
        kind=entry.kind,
        name=_there(name),
        id_number=_there(number),
        phone=_there(phone),
        address=_there(address),
        village=_there(village),
        representative=_there(representative),
        note=_there(note),
    )


def read_agent(
    entry: AgentEntry,
    *,
    today: date,
    places: IssuingPlaces = ANY_COUNTY,
) -> Agent:
    """Return who acts for the applicant, or raise EntryProblems with all problems at once.

    An agent acts by a written authority and shows his own card; a village proxy agent is known
    by the centre, so that his number may be left out.
    """
    collected = _Problems("agent")
    name = collected.read("name", lambda field: clean_name(entry.name, field))
    number = collected.read("id_number", lambda field: _agent_number(entry, today, field, places))
    phone = collected.read("phone", lambda field: _phone(entry.phone, field))
    relation = collected.read("relation", lambda field: clean(entry.relation, LINE, field))
    authority = collected.read("authority_number", lambda field: _authority(entry, field))
    collected.raise_all()
    return Agent(
        name=_there(name),
        id_number=number,
        phone=_there(phone),
        kind=entry.kind,
        relation=_there(relation),
        authority_number=_there(authority),
    )


def require_applicant(item: Item, kind: PartyKind) -> None:
    """Raise DomainError if the item is not open to an applicant of this kind."""
    if item.applicant_kind not in {ApplicantKind.BOTH, ApplicantKind(kind.value)}:
        who = APPLICANT_LABEL[item.applicant_kind]
        raise DomainError(f"“{item.name}”只由{who}申请。改选申请人，或另选事项。", "applicant.kind")


def needs_guardian(number: IdNumber, today: date) -> bool:
    """Tell whether the number says that its holder is under full age."""
    age = number.age_on(today)
    return age is not None and age < FULL_AGE


class _Problems:
    """Reads field after field and keeps what goes wrong."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._found: list[DomainError] = []

    def read(self, field: str, reader: Callable[[str], _Value]) -> _Value | None:
        try:
            return reader(f"{self._prefix}.{field}")
        except DomainError as problem:
            self._found.append(problem)
            return None

    def raise_all(self) -> None:
        if self._found:
            raise EntryProblems(tuple(self._found))


def _there(value: _Value | None) -> _Value:
    if value is None:
        raise AssertionError("read without a problem, yet nothing there")
    return value


def _party_number(entry: PartyEntry, today: date, field: str, places: IssuingPlaces) -> IdNumber:
    is_code = entry.id_kind is IdKind.USCC
    if entry.kind is PartyKind.LEGAL and not is_code:
        raise DomainError("法人和其他组织录统一社会信用代码。证件类型改选。", field)
    if entry.kind is PartyKind.NATURAL and is_code:
        raise DomainError("自然人录本人证件。证件类型改选。", field)
    return parse_id(entry.id_kind, entry.id_number, today, field, places)


def _agent_number(
    entry: AgentEntry, today: date, field: str, places: IssuingPlaces
) -> IdNumber | None:
    if not entry.id_number.strip() and entry.kind is AgentKind.PROXY:
        return None
    if entry.id_kind is IdKind.USCC:
        raise DomainError("代为办理的人录本人证件。证件类型改选。", field)
    return parse_id(entry.id_kind, entry.id_number, today, field, places)


def _representative(entry: PartyEntry, field: str) -> str:
    if entry.kind is PartyKind.NATURAL:
        return ""
    if not entry.representative.strip():
        raise DomainError("还没有法定代表人或负责人姓名。", field)
    return clean_name(entry.representative, field)


def _authority(entry: AgentEntry, field: str) -> str:
    authority = clean(entry.authority_number, LINE, field)
    if entry.kind is AgentKind.AGENT and not authority:
        raise DomainError("委托代理要有授权委托书。录入委托书编号，没有编号的写落款日期。", field)
    return authority


def _phone(raw: str, field: str) -> str:
    return parse_phone(raw, field) if raw.strip() else ""
