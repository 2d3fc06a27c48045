"""The answers that a new centre is founded from, read from a TOML file and checked.

resources/examples/centre.toml shows all of it: ``[centre]`` with the facts that papers state,
``[[window]]``, ``[[account]]``, ``[[number]]`` (lines that go on from paper) and ``[[item]]`` with
what the collected facts of an item do not give.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from windowdesk.domain.centre import Account, Centre, ServiceWindow
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.numbers import LARGEST_WINDOW, document_line
from windowdesk.domain.text import LINE, clean, clean_name

_CENTRE_TEXTS = (
    "code",
    "name",
    "organ_name",
    "organ_short",
    "address",
    "phone",
    "complaint_phone",
    "pickup_place",
    "pickup_hours",
    "review_organ",
    "court",
)
_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "centre": (*_CENTRE_TEXTS, "prints_receipt_too"),
        "window": ("number", "name"),
        "account": ("login", "name", "roles", "department", "phone"),
        "number": ("kind", "serial"),
        "item": (
            "name",
            "unit",
            "statutory_days",
            "promised_days",
            "accept_basis",
            "fee",
            "result_document",
            "form",
        ),
    }
)
# The system acts by itself; nobody logs in as it.
_ROLES = {role.value: role for role in Role if role is not Role.SYSTEM}


@dataclass(frozen=True)
class Known:
    """What answers may refer to: items of the catalogue, kinds of papers, forms."""

    items: Sequence[Item]
    papers: Sequence[str]
    forms: Sequence[str]


@dataclass(frozen=True)
class Answers:
    """A new centre as described; ``line_starts`` are number lines with their first serial."""

    centre: Centre
    accounts: tuple[Account, ...]
    items: tuple[Item, ...]
    line_starts: tuple[tuple[str, int], ...]


def read_answers(path: Path, known: Known, today: date) -> Answers:
    """Read the answers; DomainError says what is missing or wrong and what may stand there."""
    plain = _read(path)
    centre = _centre(plain)
    accounts = _staff(plain)
    if not any(Role.ADMIN in account.roles for account in accounts):
        raise DomainError("还没有系统管理员。在一个 [[account]] 的 roles 里写上 admin。")
    items = _items(known.items, plain, known.forms, today)
    return Answers(centre, accounts, items, _line_starts(plain, known.papers, centre, today))


def _read(answers: Path) -> Mapping[str, object]:
    try:
        plain = tomllib.loads(answers.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DomainError(f"找不到或读不了资料文件 {answers}。核对位置再建。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DomainError(f"资料文件 {answers.name} 写得不对：{error}。") from error
    for part, table in plain.items():
        known = _KEYS.get(part)
        if known is None:
            raise DomainError(f"资料文件里不认得“{part}”。能写的是：{'、'.join(_KEYS)}。")
        tables = [table] if part == "centre" else _tables(plain, part)
        for one in tables:
            unknown = [key for key in one if key not in known] if isinstance(one, dict) else []
            if unknown:
                raise DomainError(f"{part} 里不认得“{unknown[0]}”。能写的是：{'、'.join(known)}。")
    return plain


def _centre(plain: Mapping[str, object]) -> Centre:
    table = _table(plain, "centre")
    missing = [name for name in _CENTRE_TEXTS if not str(table.get(name, "")).strip()]
    if missing:
        raise DomainError(f"[centre] 还缺 {'、'.join(missing)}。文书要写上它们，填好再建。")
    texts = {name: clean(str(table[name]), LINE, name) for name in _CENTRE_TEXTS}
    if not (texts["code"].isdigit() and len(texts["code"]) == 9):  # noqa: PLR2004  GB/T 10114
        raise DomainError("[centre] 的 code 是乡镇的 9 位区划代码。")
    return Centre(
        code=texts["code"],
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
        windows=_windows(plain),
        prints_receipt_too=table.get("prints_receipt_too") is True,
    )


def _windows(plain: Mapping[str, object]) -> tuple[ServiceWindow, ...]:
    windows = tuple(
        ServiceWindow(_number(w, "number"), clean(str(w.get("name", "")), LINE, "name"))
        for w in _tables(plain, "window")
    )
    if not windows or not all(window.name for window in windows):
        raise DomainError("至少写一个 [[window]]，每个都有 number 和 name。")
    numbers = [window.number for window in windows]
    if len(set(numbers)) < len(numbers) or not all(0 < n <= LARGEST_WINDOW for n in numbers):
        raise DomainError(f"[[window]] 的 number 是 1 至 {LARGEST_WINDOW}，各不相同。改好再建。")
    return windows


def _staff(plain: Mapping[str, object]) -> tuple[Account, ...]:
    accounts = tuple(_account(table) for table in _tables(plain, "account"))
    logins = [account.login for account in accounts]
    twice = [login for login in logins if logins.count(login) > 1]
    if twice:
        raise DomainError(f"[[account]] 的 login {twice[0]} 写了两次。改成不同的。")
    return accounts


def _account(table: Mapping[str, object]) -> Account:
    given = table.get("roles")
    try:
        roles = frozenset(_ROLES[str(r)] for r in given) if isinstance(given, list) else frozenset()
    except KeyError as error:
        raise DomainError(f"[[account]] 的 roles 只能写：{'、'.join(_ROLES)}。") from error
    if not roles or not table.get("login") or not table.get("name"):
        raise DomainError("每个 [[account]] 要有 login、name 和至少一个 roles。")
    return Account(
        login=str(table["login"]).lower(),
        name=clean_name(str(table["name"])),
        roles=roles,
        department=clean(str(table.get("department", "")), LINE, "department"),
        phone=clean(str(table.get("phone", "")), LINE, "phone"),
        must_change_password=True,
    )


def _line_starts(
    plain: Mapping[str, object], kinds: Sequence[str], centre: Centre, today: date
) -> tuple[tuple[str, int], ...]:
    starts: dict[str, int] = {}
    for table in _tables(plain, "number"):
        kind, serial = str(table.get("kind", "")), _number(table, "serial")
        if kind not in kinds:
            raise DomainError(f"[[number]] 的 kind 只能写：{'、'.join(kinds)}。")
        if serial < 1 or kind in starts:
            raise DomainError("[[number]] 的 serial 从 1 起，每种文书只写一次。改好再建。")
        starts[kind] = serial
    organ, year = centre.organ_short, today.year
    return tuple((document_line(organ, kind, year), start) for kind, start in starts.items())


def _items(
    items: Sequence[Item], plain: Mapping[str, object], forms: Sequence[str], today: date
) -> tuple[Item, ...]:
    filled = {str(t.get("name", "")): t for t in _tables(plain, "item")}
    wrong = [str(t["form"]) for t in filled.values() if "form" in t and t["form"] not in forms]
    if wrong:
        raise DomainError(f"没有申请表“{wrong[0]}”。form 只能写：{'、'.join(forms)}。")
    unknown = filled.keys() - {item.name for item in items}
    if unknown:
        raise DomainError(f"事项库里没有“{min(unknown)}”。照 catalogue list --all 里的全名写。")
    return tuple(_filled(i, filled[i.name], today) if i.name in filled else i for i in items)


def _filled(item: Item, table: Mapping[str, object], today: date) -> Item:
    try:
        unit = LimitUnit(str(table.get("unit", LimitUnit.WORKDAY)))
    except ValueError as error:
        units = "、".join(LimitUnit)
        raise DomainError(f"“{item.name}”的 unit 只能写：{units}。") from error
    published = replace(
        item,
        statutory_limit=_limit(table, "statutory_days", unit) or item.statutory_limit,
        promised_limit=_limit(table, "promised_days", unit) or item.promised_limit,
        accept_basis=str(table.get("accept_basis", item.accept_basis)),
        fee=str(table.get("fee", item.fee)),
        result_document=str(table.get("result_document", item.result_document)),
        form_code=str(table.get("form", item.form_code)),
        effective_from=today,
        state=ItemState.PUBLISHED,
    )
    lacks = published.lacks()
    if lacks:
        raise DomainError(f"“{item.name}”还不能发布，缺：{'、'.join(lacks)}。")
    return published


def _limit(table: Mapping[str, object], name: str, unit: LimitUnit) -> TimeLimit | None:
    if name not in table:
        return None
    days = _number(table, name)
    if days < 0:
        raise DomainError(f"{name} 不写负数，当场办结的写 0。")
    return TimeLimit(days, unit)


def _table(plain: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = plain.get(name)
    if not isinstance(table, Mapping):
        raise DomainError(f"资料文件里没有 [{name}]。")
    return table


def _tables(plain: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    tables = plain.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(t, Mapping) for t in tables):
        raise DomainError(f"{name} 要写成一节一节的 [[{name}]]。")
    return tables


def _number(table: Mapping[str, object], name: str) -> int:
    number = table.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise DomainError(f"{name} 要写一个整数。")
    return number
