"""Founds a real centre from a file of answers, and brings databases up to date.

The file (TOML) has ``[centre]`` with the facts that papers state, ``[[window]]`` number and name,
``[[account]]`` login, name, roles, department, phone; optional ``[[number]]`` kind and serial
(number lines that go on from paper) and ``[[item]]`` name and what the collected facts do not give.
"""

import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.domain.centre import Account, Centre, ServiceWindow
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item, ItemState
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import document_line
from windowdesk.persistence.founding import Founding, found_postgres, found_sqlite
from windowdesk.persistence.migration import upgrade_postgres, upgrade_sqlite
from windowdesk.persistence.postgres_server import ServerAddress
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.settings import Settings

_PASSWORD_BYTES = 9
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
_OWNER_NEEDED = (
    "PostgreSQL 上建库和升级要用属主账号。把属主的地址放在环境变量 WINDOWDESK_OWNER_URL 里再运行。"
)


@dataclass(frozen=True)
class Founded:
    """A new centre, with the temporary passwords of its accounts."""

    centre: Centre
    database: str
    accounts: tuple[tuple[Account, str], ...]
    items: int


@dataclass(frozen=True)
class Migrated:
    """A database that is up to date; ``copy`` is where the old file lies, if one was made."""

    database: str
    copy: str


def found(settings: Settings, answers: Path, owner_url: str) -> Founded:
    """Found the centre that ``answers`` describes; DomainError names what is missing."""
    try:
        plain = tomllib.loads(answers.read_text(encoding="utf-8"))
    except OSError as error:
        raise DomainError(f"找不到资料文件 {answers}。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DomainError(f"资料文件 {answers.name} 写得不对：{error}。") from error
    centre = _centre(plain)
    accounts = tuple((account, secrets.token_urlsafe(_PASSWORD_BYTES)) for account in _staff(plain))
    if not any(Role.ADMIN in account.roles for account, _password in accounts):
        raise DomainError("还没有系统管理员。在一个 [[account]] 的 roles 里写上 admin。")
    today = local_date(datetime.now(UTC))
    items = _items(load_catalogue(Assets(settings.content), demo=False), plain, today)
    founding = Founding(centre, accounts, items, _line_starts(plain, centre, today))
    if settings.is_postgres:
        if not owner_url:
            raise DomainError(_OWNER_NEEDED)
        found_postgres(owner_url, founding)
    else:
        found_sqlite(settings.sqlite_path, founding)
    return Founded(centre, settings.database, accounts, len(items))


def migrate(settings: Settings, owner_url: str) -> Migrated:
    """Bring the database to the schema of this program."""
    if settings.is_postgres:
        if not owner_url:
            raise DomainError(_OWNER_NEEDED)
        upgrade_postgres(ServerAddress.read(owner_url))
        return Migrated(settings.database, "")
    copy = upgrade_sqlite(settings.sqlite_path)
    return Migrated(settings.database, str(copy) if copy else "")


def _centre(plain: Mapping[str, object]) -> Centre:
    table = _table(plain, "centre")
    missing = [name for name in _CENTRE_TEXTS if not str(table.get(name, "")).strip()]
    if missing:
        raise DomainError(f"[centre] 还缺 {'、'.join(missing)}。文书要写上它们，填好再建。")
    texts = {name: str(table[name]).strip() for name in _CENTRE_TEXTS}
    windows = tuple(
        ServiceWindow(_number(w, "number"), str(w.get("name", "")))
        for w in _tables(plain, "window")
    )
    if not windows:
        raise DomainError("还没有窗口。至少写一个 [[window]]，有 number 和 name。")
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
        windows=windows,
        prints_receipt_too=table.get("prints_receipt_too") is True,
    )


def _staff(plain: Mapping[str, object]) -> tuple[Account, ...]:
    return tuple(_account(table) for table in _tables(plain, "account"))


def _account(table: Mapping[str, object]) -> Account:
    given = table.get("roles")
    try:
        roles = frozenset(Role(str(r)) for r in given) if isinstance(given, list) else frozenset()
    except ValueError as error:
        known = "、".join(role for role in Role if role is not Role.SYSTEM)
        raise DomainError(f"[[account]] 的 roles 只能写：{known}。") from error
    if not roles or not table.get("login") or not table.get("name"):
        raise DomainError("每个 [[account]] 要有 login、name 和至少一个 roles。")
    return Account(
        login=str(table["login"]).lower(),
        name=str(table["name"]),
        roles=roles,
        department=str(table.get("department", "")),
        phone=str(table.get("phone", "")),
        must_change_password=True,
    )


def _line_starts(
    plain: Mapping[str, object], centre: Centre, today: date
) -> tuple[tuple[str, int], ...]:
    return tuple(
        (
            document_line(centre.organ_short, str(table.get("kind", "")), today.year),
            _number(table, "serial"),
        )
        for table in _tables(plain, "number")
    )


def _items(items: Sequence[Item], plain: Mapping[str, object], today: date) -> tuple[Item, ...]:
    filled = {str(t.get("name", "")): t for t in _tables(plain, "item")}
    unknown = filled.keys() - {item.name for item in items}
    if unknown:
        raise DomainError(f"事项库里没有“{min(unknown)}”。照 catalogue list --all 里的全名写。")
    return tuple(_filled(i, filled[i.name], today) if i.name in filled else i for i in items)


def _filled(item: Item, table: Mapping[str, object], today: date) -> Item:
    unit = LimitUnit(str(table.get("unit", LimitUnit.WORKDAY)))
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
    return TimeLimit(_number(table, name), unit) if name in table else None


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
