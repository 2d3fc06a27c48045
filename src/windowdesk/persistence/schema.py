"""Which schema a database has, and whether this program can work with it.

Kept apart from the migration, because alembic takes longer to import than all of this takes to run.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from sqlalchemy import Connection, text

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS, Transition, states_before

SCHEMA = "windowdesk"  # on PostgreSQL; an SQLite file has none
# Every step of the schema, oldest first; a test compares it with the files.
REVISIONS = ("0001", "0002", "0003", "0004")

_NEWER = "数据库是更新的程序建的（{found}），这个程序只认到 {known}。请升级程序。"
OLDER = "数据库是旧程序建的（{found}），这个程序要 {known}。请管理员运行 windowdesk migrate。"
CHANGED_RULES = "数据库里的规则和这个程序不一致。请管理员运行 windowdesk migrate。"
_UNKNOWN = "数据库里没有本系统的表。请管理员核对设置里的数据库位置，或者用 windowdesk init 新建。"


def transition_rows() -> list[dict[str, str]]:
    """Return the life cycle as rows, sorted."""
    rows = [
        {
            "source": row.source.value if row.source else "",
            "move": row.move.value,
            "role": role.value,
            "target": target.value,
        }
        for row in TRANSITIONS.values()
        for role in row.roles
        for target in _targets(row)
    ]
    return sorted(rows, key=lambda row: (row["source"], row["move"], row["role"], row["target"]))


def _targets(row: Transition) -> Iterable[CaseState]:
    """Return where a move may end: a reversal leads back to wherever the act began."""
    if row.move is Move.REVERSE and row.source is not None:
        return states_before(row.source)
    return (row.end,)


def rules_text(dialect: str) -> str:
    """Return the triggers, policies, functions and grants of a database."""
    file = resources.files("windowdesk.persistence") / "sql" / f"{dialect}.sql"
    return file.read_text(encoding="utf-8")


@cache
def fingerprint(dialect: str) -> str:
    """Return the digest of all that an upgrade leaves behind besides the tables."""
    return hashlib.sha256(f"{rules_text(dialect)}{transition_rows()}".encode()).hexdigest()


def found_revision(connection: Connection) -> str:
    """Return the step that a database stands at; EnvironmentProblem if it is none of ours."""
    schema = None if connection.dialect.name == "sqlite" else SCHEMA
    names = connection.dialect.get_table_names(connection, schema=schema)
    if "alembic_version" not in names or "schema_info" not in names:
        raise EnvironmentProblem(_UNKNOWN)
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def require_known(revision: str) -> None:
    """Raise EnvironmentProblem if a newer program has made the schema."""
    if revision not in REVISIONS:
        raise EnvironmentProblem(_NEWER.format(found=revision, known=REVISIONS[-1]))


def is_current(connection: Connection) -> bool:
    """Tell whether tables and rules are those of this program; see require_known."""
    revision = found_revision(connection)
    require_known(revision)
    return revision == REVISIONS[-1] and _found_fingerprint(connection) == fingerprint(
        connection.dialect.name
    )


def require_current(connection: Connection) -> None:
    """Raise EnvironmentProblem with what to do unless the schema is that of this program."""
    revision = found_revision(connection)
    require_known(revision)
    if revision != REVISIONS[-1]:
        raise EnvironmentProblem(OLDER.format(found=revision, known=REVISIONS[-1]))
    if _found_fingerprint(connection) != fingerprint(connection.dialect.name):
        raise EnvironmentProblem(CHANGED_RULES)


def _found_fingerprint(connection: Connection) -> str:
    return str(connection.execute(text("SELECT fingerprint FROM schema_info")).scalar())
