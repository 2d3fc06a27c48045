"""Founds a centre: schema, facts, items, first accounts."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.item import Item
from windowdesk.persistence.centre_text import centre_text
from windowdesk.persistence.dialect import POSTGRESQL, SQLITE
from windowdesk.persistence.engines import sqlite_engine, that_writes
from windowdesk.persistence.key_store import key_values
from windowdesk.persistence.logins import LOGIN_TAKEN, require_login, require_roles
from windowdesk.persistence.migration import upgrade, upgrade_postgres
from windowdesk.persistence.paper_tables import signing_key
from windowdesk.persistence.passwords import PasswordCheck, require_fit
from windowdesk.persistence.postgres_accounts import driver_of, is_taken
from windowdesk.persistence.postgres_server import ServerAddress, owner_engine, verifier
from windowdesk.persistence.rows import account_values
from windowdesk.persistence.session import explained
from windowdesk.persistence.sqlite_accounts import add_account
from windowdesk.persistence.sqlite_file import APPLICATION_ID, require_local
from windowdesk.persistence.tables import account as account_table
from windowdesk.persistence.tables import centre as centre_table
from windowdesk.persistence.tables import item_version, number_line
from windowdesk.services.paper_keys import SigningKey


@dataclass(frozen=True)
class Founding:
    """What a new centre begins with.

    ``accounts`` come with their passwords; ``line_starts`` are number lines with the serial that
    they go on from, for a centre that has numbered on paper before.
    """

    centre: Centre
    accounts: Sequence[tuple[Account, str]]
    items: Sequence[Item] = ()
    line_starts: Sequence[tuple[str, int]] = field(default=())


def found_sqlite(path: Path, founding: Founding, check: PasswordCheck | None = None) -> None:
    """Make a database file for one centre; EnvironmentProblem if there is one at ``path``.

    It is built beside ``path`` and put there in one step, so that no half of one is ever found.
    """
    require_local(path)
    if path.exists():
        raise EnvironmentProblem(f"这里已经有一个文件：{path}。换个位置，或者先把它移走。")
    draft = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove(draft)
        _build(draft, founding, check or PasswordCheck())
        draft.rename(path)
    except OSError as error:
        raise EnvironmentProblem(
            f"建不了数据库：{path}（{error.strerror}）。换个位置，或者请管理员放开写权限。"
        ) from error
    finally:
        _remove(draft)


def found_postgres(owner_url: str, founding: Founding) -> None:
    """Add a centre to a database on a server, as its owner; the schema is made if it is missing.

    DomainError if the centre or one of its logins is there already.
    """
    address = ServerAddress.read(owner_url)
    upgrade_postgres(address)
    engine = owner_engine(address)
    try:
        with explained(POSTGRESQL), engine.begin() as connection:
            _require_new(connection, founding.centre)
            store_centre(connection, founding)
            for account, password in founding.accounts:
                _add_staff(connection, address, founding.centre.code, account, password)
    finally:
        engine.dispose()


def _require_new(connection: Connection, centre: Centre) -> None:
    same = select(centre_table.c.code).where(centre_table.c.code == centre.code)
    if connection.execute(same).first():
        raise DomainError(f"数据库里已经有区划代码 {centre.code} 的中心。核对代码。", "centre")


def _add_staff(
    connection: Connection, address: ServerAddress, centre: str, account: Account, password: str
) -> None:
    require_login(account.login)
    require_roles(account.roles)
    require_fit(password)
    values = account_values(account, centre)
    role = address.role(account.login)
    try:
        connection.execute(insert(account_table), values)
        connection.execute(
            text("SELECT wd_make_role(:who, :duties, :verifier)"),
            {
                "who": account.login,
                "duties": sorted(account.roles),
                "verifier": verifier(password, role, driver_of(connection)),
            },
        )
    except DBAPIError as error:
        if is_taken(error):
            raise DomainError(LOGIN_TAKEN.format(login=account.login), "login") from error
        raise


def _build(draft: Path, founding: Founding, check: PasswordCheck) -> None:
    with explained(SQLITE):
        with closing(sqlite3.connect(draft)) as new:
            new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            new.execute("PRAGMA journal_mode = WAL")
        engine = sqlite_engine(draft)
        try:
            with that_writes(engine).begin() as connection:
                upgrade(connection)
                store_centre(connection, founding)
                for account, password in founding.accounts:
                    hashed = check.hash(password)
                    add_account(connection, account, hashed, founding.centre.code)
        finally:
            engine.dispose()
    with draft.open("rb+") as written:
        os.fsync(written.fileno())


def store_centre(connection: Connection, founding: Founding) -> None:
    """Store facts, items and number lines; DomainError if there is nobody to administer it."""
    if not founding.accounts:
        raise DomainError("新中心要有一个系统管理员。")
    code = founding.centre.code
    connection.execute(insert(centre_table), {"code": code, "body": centre_text(founding.centre)})
    items = [
        {
            "centre": code,
            "item_id": item.item_id,
            "version": item.version,
            "digest": item.digest,
            "body": item.to_text(),
        }
        for item in founding.items
    ]
    if items:
        connection.execute(insert(item_version), items)
    connection.execute(
        insert(signing_key), key_values(SigningKey.fresh(1, datetime.now(UTC)), code)
    )
    lines = [
        {"centre": code, "line": line, "first": serial, "last": serial - 1}
        for line, serial in founding.line_starts
    ]
    if lines:
        connection.execute(insert(number_line), lines)


def _remove(draft: Path) -> None:
    for name in (draft.name, f"{draft.name}-wal", f"{draft.name}-shm"):
        draft.with_name(name).unlink(missing_ok=True)
