"""Brings a schema to the one of this program: alembic steps, then rules, then a check of both."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, text

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.dialect import SQLITE
from windowdesk.persistence.engines import sqlite_engine, that_writes
from windowdesk.persistence.schema import (
    fingerprint,
    found_revision,
    is_current,
    require_known,
    rules_text,
    transition_rows,
)
from windowdesk.persistence.session import explained
from windowdesk.persistence.sqlite_file import copy_beside, require_local, require_usable
from windowdesk.persistence.tables import schema_info, transition

_SCRIPTS = Path(__file__).parent / "migrations"
_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+)", re.MULTILINE)
_BROKEN = "数据库升级后少了规则：{missing}。没有升级成，请把这句话告诉程序的维护者。"


def upgrade(connection: Connection) -> None:
    """Run missing steps and put the rules in force, in the transaction of ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    for statement in _statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    connection.execute(transition.delete())
    connection.execute(insert(transition), transition_rows())
    connection.execute(schema_info.delete())
    connection.execute(
        insert(schema_info), {"only": 1, "fingerprint": fingerprint(connection.dialect.name)}
    )
    require_rules(connection)


def require_rules(connection: Connection) -> None:
    """Raise EnvironmentProblem unless every trigger of the rules is there."""
    wanted = set(_TRIGGER.findall(rules_text(connection.dialect.name)))
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        found = connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    missing = wanted - {row[0] for row in found}
    if missing:
        raise EnvironmentProblem(_BROKEN.format(missing="、".join(sorted(missing))))


def upgrade_sqlite(path: Path) -> Path | None:
    """Bring a database file to the schema of this program; return the copy that was made first.

    None if there was nothing to do. EnvironmentProblem if a newer program has made it.
    """
    require_local(path)
    require_usable(path)
    engine = sqlite_engine(path)
    try:
        with explained(SQLITE):
            with engine.connect() as reading:
                if is_current(reading):
                    return None
                mark = found_revision(reading)
                require_known(mark)
            copy = copy_beside(path, mark)
            with that_writes(engine).begin() as connection:
                upgrade(connection)
            return copy
    finally:
        engine.dispose()


def _statements(dialect: str) -> Iterator[str]:
    """Split the rules of SQLite into statements; those of PostgreSQL go in one piece."""
    if dialect != "sqlite":
        yield rules_text(dialect)
        return
    pending = ""
    for line in rules_text(dialect).splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
