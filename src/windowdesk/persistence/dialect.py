"""What SQLite and PostgreSQL do differently; the rest of the package does not ask which one it is.

Both take parameters by name, times and days as ISO text and lists as JSON text.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime

import psycopg
from sqlalchemy import (
    URL,
    Connection,
    Dialect,
    Engine,
    FromClause,
    Table,
    bindparam,
    func,
    literal_column,
)
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.elements import ColumnElement

from windowdesk.domain.errors import ConcurrentChange, DomainError, EnvironmentProblem

Insert = PostgresInsert | SqliteInsert

CHANGED = "这件刚被别人办过，你看到的是旧的。按 F5 看最新的情况，再接着办。"


@dataclass(frozen=True)
class SqlDialect:
    """One database's way of saying things.

    ``inserts_return`` tells whether an INSERT can stand inside another statement, so that a row
    and its search keys are written in one trip. ``server_clock`` is None where this machine's
    clock is asked. ``consistent`` makes a long reading see one moment. ``explain`` turns an error
    of the driver into one of ours, or None for a bug.
    """

    name: str
    compiler: Dialect
    insert: Callable[[Table], Insert]
    list_of: Callable[[str], FromClause]
    inserts_return: bool
    server_clock: ColumnElement[str] | None
    commit_setting: ColumnElement[str]
    safe_setting: str
    consistent: Callable[[Engine], Engine]
    pipelined: Callable[[Connection], AbstractContextManager[object]]
    explain: Callable[[BaseException], DomainError | EnvironmentProblem | None]


def as_list(values: Sequence[str]) -> str:
    """Write a list as ``SqlDialect.list_of`` reads it."""
    return json.dumps(list(values), ensure_ascii=False)


def moment_in(at: datetime) -> str:
    """Write a time so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment_out(value: str | datetime) -> datetime:
    """Read a stored time as aware UTC."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def moment_or_none(value: str | datetime | None) -> datetime | None:
    """Read a time that may not be there yet."""
    return None if value is None else moment_out(value)


def day_out(value: str | date) -> date:
    """Read a stored day."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _sqlite_list(name: str) -> FromClause:
    return func.json_each(bindparam(name)).table_valued("value", name="listed")


def _postgres_list(name: str) -> FromClause:
    given = as_type(bindparam(name), JSON)
    listed = func.json_array_elements_text(given)
    return listed.table_valued("value", name="listed").render_derived()


def _pipeline(connection: Connection) -> AbstractContextManager[object]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  the engine was made for psycopg
    return driver.pipeline()


_SQLITE_SENTENCES: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "数据库正被别的程序占用，这次没有存。等几秒再办一次。",
    sqlite3.SQLITE_LOCKED: "数据库正被别的程序占用，这次没有存。等几秒再办一次。",
    sqlite3.SQLITE_FULL: "磁盘满了，这次没有存。清出空间，再办一次。",
    sqlite3.SQLITE_READONLY: "数据库文件不能写，这次没有存。请管理员放开文件和文件夹的写权限。",
    sqlite3.SQLITE_CANTOPEN: "打不开数据库文件。请管理员看文件还在不在，所在文件夹能不能写。",
    sqlite3.SQLITE_NOTADB: "这个文件不是本系统的数据库，或者已经损坏。请管理员从备份恢复。",
    sqlite3.SQLITE_CORRUPT: "数据库文件已经损坏，先停止办理。请管理员从备份恢复。",
    sqlite3.SQLITE_IOERR: "读写磁盘出错，这次没有存。请管理员检查磁盘，再办一次。",
    sqlite3.SQLITE_PERM: "没有读写数据库文件的权限。请管理员放开权限。",
    sqlite3.SQLITE_NOMEM: "内存不够，这次没有存。关掉别的程序，再办一次。",
}
_SQLITE_PRIMARY = 0xFF  # extended result codes hold the primary one in the low byte
_TWICE = frozenset((sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE))


def _explain_sqlite(error: BaseException) -> DomainError | EnvironmentProblem | None:
    if not isinstance(error, sqlite3.Error):
        return None
    # Errors that the module itself raises (a closed connection) carry no code.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    if str(error).startswith("Could not decode"):
        code = sqlite3.SQLITE_CORRUPT
    if code in _TWICE and "case_event" in str(error):
        return ConcurrentChange(CHANGED)
    sentence = _SQLITE_SENTENCES.get(code & _SQLITE_PRIMARY)
    return EnvironmentProblem(sentence) if sentence else None


AWAY = "连不上中心的数据库，这次没有存。看网线和网络，再办一次；还不行，请管理员看服务器。"
_BUSY_SERVER = "别的窗口正好同时在存，这次没有存。再办一次。"
# SQLSTATE, whole or its class, to a sentence.
_POSTGRES_SENTENCES: Mapping[str, str] = {
    "08": AWAY,
    "57P": AWAY,
    "53100": "服务器的磁盘满了，这次没有存。请管理员清出空间，再办一次。",
    "53": "服务器忙不过来，这次没有存。等一会儿再办一次。",
    "40": _BUSY_SERVER,
    "55P03": _BUSY_SERVER,
    "57014": "服务器没有及时答复，这次没有存。再办一次。",
    "25006": "数据库现在只能读，这次没有存。请管理员看服务器。",
    "42501": "这个账号在数据库里没有这项权限，没有存。请管理员核对账号的岗位。",
}


def _explain_postgres(error: BaseException) -> DomainError | EnvironmentProblem | None:
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    if state == "23505" and "case_event" in str(error):
        return ConcurrentChange(CHANGED)
    for length in (5, 3, 2):
        sentence = _POSTGRES_SENTENCES.get(state[:length])
        if sentence:
            return EnvironmentProblem(sentence)
    # The driver gives no state when the connection itself broke.
    lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and not state
    return EnvironmentProblem(AWAY) if lost else None


SQLITE = SqlDialect(
    name="sqlite",
    compiler=SQLiteDialect_pysqlite(paramstyle="named"),
    insert=sqlite_insert,
    list_of=_sqlite_list,
    inserts_return=False,
    server_clock=None,
    commit_setting=literal_column("'full'"),
    safe_setting="full",
    consistent=lambda engine: engine,
    pipelined=lambda _connection: nullcontext(),
    explain=_explain_sqlite,
)
POSTGRESQL = SqlDialect(
    name="postgresql",
    compiler=URL.create("postgresql+psycopg").get_dialect()(),
    insert=postgres_insert,
    list_of=_postgres_list,
    inserts_return=True,
    server_clock=func.clock_timestamp(),
    commit_setting=func.current_setting("synchronous_commit"),
    safe_setting="on",
    consistent=lambda engine: engine.execution_options(isolation_level="REPEATABLE READ"),
    pipelined=_pipeline,
    explain=_explain_postgres,
)
