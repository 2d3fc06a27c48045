"""An application as a TOML file, for commands and scripts.

``[applicant]`` kind, name, id_kind, id_number, phone, address, village, representative;
``[agent]`` kind, name, id_kind, id_number, phone, relation (optional);
``item`` code or name; ``situations`` labels or codes; ``missing`` codes of materials that were not
handed in (all others count as present); ``[answers]`` the fields of the form.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from windowdesk.domain.case import Application
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IdKind
from windowdesk.domain.item import Item
from windowdesk.domain.party import AgentEntry, AgentKind, PartyEntry, PartyKind
from windowdesk.services.entry import (
    ApplicationEntry,
    all_present,
    read_application,
    with_missing,
)
from windowdesk.services.session import Session


def read_application_file(path: Path, session: Session) -> Application:
    """Read and check an application; DomainError says what to write."""
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DomainError(f"找不到申请文件 {path}。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DomainError(f"申请文件 {path.name} 写得不对：{error}。") from error
    item = find_item(session, str(plain.get("item", "")))
    situations = _situations(item, plain.get("situations", []))
    materials = all_present(item, situations)
    missing = frozenset(str(code) for code in plain.get("missing", []))
    entry = ApplicationEntry(
        applicant=_party(_table(plain, "applicant")),
        agent=_agent(_table(plain, "agent")) if "agent" in plain else None,
        item=item,
        situations=situations,
        materials=with_missing(materials, missing),
        answers={key: str(value) for key, value in _table(plain, "answers").items()},
    )
    form = session.forms.get(item.form_code)
    return read_application(entry, form, session.lookup.today(), session.places)


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


def _situations(item: Item, wanted: object) -> tuple[str, ...]:
    if not isinstance(wanted, list):
        raise DomainError('situations 写成一列，如 ["低保家庭"]。', "situations")
    known = {s.label: s.code for s in item.situations} | {s.code: s.code for s in item.situations}
    unknown = [str(label) for label in wanted if str(label) not in known]
    if unknown:
        raise DomainError(
            f"没有情形“{unknown[0]}”。这个事项有：{'、'.join(s.label for s in item.situations)}。",
            "situations",
        )
    return tuple(known[str(label)] for label in wanted)


def _table(plain: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = plain.get(name, {})
    if not isinstance(table, Mapping):
        raise DomainError(f"{name} 要写成一张表：[{name}]。")
    return table


def _party(table: Mapping[str, object]) -> PartyEntry:
    def text(key: str) -> str:
        return str(table.get(key, ""))

    kind = PartyKind(text("kind") or PartyKind.NATURAL)
    return PartyEntry(
        kind=kind,
        name=text("name"),
        id_kind=IdKind(text("id_kind") or _usual_id(kind)),
        id_number=text("id_number"),
        phone=text("phone"),
        address=text("address"),
        village=text("village"),
        representative=text("representative"),
    )


def _usual_id(kind: PartyKind) -> IdKind:
    return IdKind.USCC if kind is PartyKind.LEGAL else IdKind.RESIDENT


def _agent(table: Mapping[str, object]) -> AgentEntry:
    def text(key: str) -> str:
        return str(table.get(key, ""))

    return AgentEntry(
        kind=AgentKind(text("kind") or AgentKind.AGENT),
        name=text("name"),
        id_kind=IdKind(text("id_kind") or IdKind.RESIDENT),
        id_number=text("id_number"),
        phone=text("phone"),
        relation=text("relation"),
    )
