"""An application as a TOML file, for commands and scripts; resources/examples has one.

``item`` code or name; ``situations`` labels or codes; ``missing`` codes of materials that were not
handed in (all others count as present); ``[applicant]`` kind, name, id_kind, id_number, phone,
address, village, representative, note; ``[agent]`` kind, name, id_kind, id_number, phone, relation,
authority_number (only where somebody else comes); ``[answers]`` the fields of the form.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from windowdesk.domain.case import Application
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import KIND_LABEL, IdKind
from windowdesk.domain.item import Item
from windowdesk.domain.joint_item import JointItem
from windowdesk.domain.party import (
    AGENT_LABEL,
    PARTY_LABEL,
    AgentEntry,
    AgentKind,
    PartyEntry,
    PartyKind,
)
from windowdesk.forms.form import FormSpec
from windowdesk.forms.lists import canonical
from windowdesk.services.bundle_entry import BundleApplication
from windowdesk.services.bundle_shares import Ways
from windowdesk.services.entry import (
    ApplicationEntry,
    all_present,
    read_application,
    with_missing,
)
from windowdesk.services.session import Session

_PARTS = ("item", "situations", "missing", "applicant", "agent", "answers")
_BUNDLE_PARTS = ("bundle", "without", *_PARTS[1:])
_APPLICANT = (
    "kind", "name", "id_kind", "id_number", "phone", "address", "village", "representative", "note",
)  # fmt: skip
_AGENT = ("kind", "name", "id_kind", "id_number", "phone", "relation", "authority_number")
_Kind = TypeVar("_Kind", bound=StrEnum)


def read_application_file(path: Path, session: Session) -> Application:
    """Read and check an application; DomainError says what to write."""
    plain = _read(path, _PARTS)
    item = find_item(session, str(plain.get("item", "")))
    form = session.forms.get(item.form_code)
    entry = _entry(plain, item, form, session)
    today = session.lookup.today()
    return read_application(entry, form, today, session.places, session.divisions)


def read_bundle_file(path: Path, session: Session, ways: Ways) -> BundleApplication:
    """Read and check a 一件事: ``bundle`` instead of ``item``, the rest as for an application.

    ``situations`` are what holds besides all items being done; ``without`` names items (keys of
    members) that are not done.
    """
    plain = _read(path, _BUNDLE_PARTS)
    joint = find_joint(session, str(plain.get("bundle", "")))
    gone = {f"do.{key}" for key in _texts(plain, "without")}
    start = [code for code in joint.start if code not in gone]
    plain = {**plain, "situations": [*start, *_texts(plain, "situations")]}
    form = session.bundles.form_of(joint).spec
    entry = _entry(plain, joint.item, form, session)
    return session.bundles.read(joint, entry, session.lookup.today(), ways)


def find_joint(session: Session, wanted: str) -> JointItem:
    """Return the bundle with this name or code; DomainError names those that there are."""
    joints = joints_of(session)
    found = [one for one in joints if wanted in {one.bundle.code, one.bundle.name}]
    if found:
        return found[0]
    names = "、".join(one.bundle.name for one in joints)
    hint = f"有的是：{names}。" if names else "本中心一个也没有，用 bundle list 看缺什么。"
    raise DomainError(f"没有一件事“{wanted}”。{hint}", "bundle")


def joints_of(session: Session) -> tuple[JointItem, ...]:
    """Return the bundles that can be accepted at the centre."""
    return session.bundles.joint_items(session.lookup.item_finder().items)


def _read(path: Path, known: tuple[str, ...]) -> Mapping[str, object]:
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DomainError(f"找不到或读不了申请文件 {path}。核对位置再办。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DomainError(f"申请文件 {path.name} 写得不对：{error}。") from error
    _require_known(plain, known, "申请文件")
    return plain


def _entry(
    plain: Mapping[str, object], item: Item, form: FormSpec, session: Session
) -> ApplicationEntry:
    situations = read_situations(item, _texts(plain, "situations"))
    return ApplicationEntry(
        applicant=_party(_table(plain, "applicant", _APPLICANT), session),
        agent=_agent(_table(plain, "agent", _AGENT)) if "agent" in plain else None,
        item=item,
        situations=situations,
        materials=with_missing(all_present(item, situations), frozenset(_texts(plain, "missing"))),
        answers=_answers(plain, form),
    )


def find_item(session: Session, wanted: str) -> Item:
    """Return the one item with this code or name; DomainError names the near ones."""
    finder = session.lookup.item_finder()
    exact = [i for i in finder.items if wanted and wanted in {i.code, i.item_id, i.name}]
    if len(exact) == 1:
        return exact[0]
    near = finder.find(wanted, 5) if wanted else ()
    names = "、".join(match.item.name for match in near)
    hint = f"像的有：{names}。" if names else "用 catalogue search 找一找。"
    raise DomainError(f"没有事项“{wanted}”。{hint}", "item")


def read_situations(item: Item, wanted: list[str]) -> tuple[str, ...]:
    """Return the codes of situations that are named by label or code; DomainError names them."""
    known = {s.label: s.code for s in item.situations} | {s.code: s.code for s in item.situations}
    unknown = [label for label in wanted if label not in known]
    if unknown:
        labels = "、".join(f"“{s.label}”" for s in item.situations)
        hint = f"这个事项有：{labels}。" if labels else "这个事项不分情形，删去 situations。"
        raise DomainError(f"没有情形“{unknown[0]}”。{hint}", "situations")
    return tuple(dict.fromkeys(known[label] for label in wanted))


def _answers(plain: Mapping[str, object], form: FormSpec) -> Mapping[str, str]:
    fields = tuple(field.key for field in form.fields)
    return {key: _answer(value) for key, value in _table(plain, "answers", fields).items()}


def _answer(value: object) -> str:
    """Return a list (choices, the rows of a table) as forms read one; all else as it stands."""
    return canonical(value) if isinstance(value, list | dict) else str(value)


def _texts(plain: Mapping[str, object], name: str) -> list[str]:
    many = plain.get(name, [])
    if not isinstance(many, list) or not all(isinstance(one, str) for one in many):
        raise DomainError(f'{name} 写成一列，如 {name} = ["…"]。', name)
    return many


def _table(plain: Mapping[str, object], name: str, known: tuple[str, ...]) -> Mapping[str, object]:
    table = plain.get(name, {})
    if not isinstance(table, Mapping):
        raise DomainError(f"{name} 要写成一张表：[{name}]。", name)
    _require_known(table, known, f"[{name}]")
    return table


def _require_known(table: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    unknown = [key for key in table if key not in known]
    if unknown:
        raise DomainError(f"{where}里不认得“{unknown[0]}”。能写的是：{'、'.join(known)}。")


def _party(table: Mapping[str, object], session: Session) -> PartyEntry:
    kind = _kind(table, "applicant.kind", PartyKind, PARTY_LABEL, PartyKind.NATURAL)
    usual = IdKind.USCC if kind is PartyKind.LEGAL else IdKind.RESIDENT
    return PartyEntry(
        kind=kind,
        name=_text(table, "name"),
        id_kind=_kind(table, "applicant.id_kind", IdKind, KIND_LABEL, usual),
        id_number=_text(table, "id_number"),
        phone=_text(table, "phone"),
        address=_text(table, "address"),
        village=_village(_text(table, "village"), session),
        representative=_text(table, "representative"),
        note=_text(table, "note"),
    )


def _agent(table: Mapping[str, object]) -> AgentEntry:
    return AgentEntry(
        kind=_kind(table, "agent.kind", AgentKind, AGENT_LABEL, AgentKind.AGENT),
        name=_text(table, "name"),
        id_kind=_kind(table, "agent.id_kind", IdKind, KIND_LABEL, IdKind.RESIDENT),
        id_number=_text(table, "id_number"),
        phone=_text(table, "phone"),
        relation=_text(table, "relation"),
        authority_number=_text(table, "authority_number"),
    )


def _text(table: Mapping[str, object], key: str) -> str:
    return str(table.get(key, ""))


def _kind(
    table: Mapping[str, object],
    field: str,
    kinds: type[_Kind],
    labels: Mapping[_Kind, str],
    usual: _Kind,
) -> _Kind:
    key = field.rpartition(".")[2]
    try:
        return kinds(_text(table, key) or usual)
    except ValueError as error:
        choices = "、".join(f"{kind.value}（{labels[kind]}）" for kind in kinds)
        raise DomainError(f"{field} 只能写：{choices}。", field) from error


def _village(typed: str, session: Session) -> str:
    """Return the division code of a village by its code or its name in the centre's town."""
    if not typed or session.divisions.village(typed):
        return typed
    town = session.divisions.town(session.centre.code)
    named = [v.code for v in town.villages if typed in v.name] if town else []
    if len(named) == 1:
        return named[0]
    raise DomainError(f"没有村（社区）“{typed}”。写 12 位区划代码，或者空着。", "applicant.village")
