"""Brings a schema to the one of this program: alembic steps, then rules, then a check of both."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, text

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.dialect import POSTGRESQL, SQLITE
from windowdesk.persistence.engines import sqlite_engine, that_writes
from windowdesk.persistence.postgres_server import ServerAddress, owner_engine
from windowdesk.persistence.schema import (
    SCHEMA,
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
from windowdesk.persistence.whole_schema import WHOLE_SCHEMA

_SCRIPTS = Path(__file__).parent / "migrations"
_TRIGGER = re.compile(r"^CREATE (?:OR REPLACE |CONSTRAINT )?TRIGGER (\w+)", re.MULTILINE)
_POSTGRES_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
_POSTGRES_GUARDED = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'windowdesk'::regnamespace AND relrowsecurity AND EXISTS (
        SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'seen'
    )
"""
# Any number that no other program takes: "WDK1", as in the header of a file.
_ADVISORY_LOCK = 0x57444B31
_BROKEN = "数据库升级后少了规则：{missing}。没有升级成，请把这句话告诉程序的维护者。"


def upgrade(connection: Connection) -> None:
    """Run missing steps and put the rules in force, in the transaction of ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    apply_rules(connection)
    connection.execute(transition.delete())
    connection.execute(insert(transition), transition_rows())
    connection.execute(schema_info.delete())
    connection.execute(
        insert(schema_info), {"one": 1, "fingerprint": fingerprint(connection.dialect.name)}
    )
    require_rules(connection)


def require_rules(connection: Connection) -> None:
    """Raise EnvironmentProblem unless every trigger and every policy of the rules is in force."""
    dialect = connection.dialect.name
    wanted = set(_TRIGGER.findall(rules_text(dialect)))
    if dialect == "sqlite":
        found = _names(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        found = _names(connection, _POSTGRES_TRIGGERS) | _names(connection, _POSTGRES_GUARDED)
        wanted |= {table.name for table in WHOLE_SCHEMA.tables.values() if "centre" in table.c}
    missing = wanted - found
    if missing:
        raise EnvironmentProblem(_BROKEN.format(missing="、".join(sorted(missing))))


def _names(connection: Connection, query: str) -> set[str]:
    return {row[0] for row in connection.execute(text(query))}


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


def upgrade_postgres(address: ServerAddress) -> bool:
    """Bring a database on a server to the schema of this program, as its owner.

    False if there was nothing to do. EnvironmentProblem if a newer program has made the schema.
    """
    engine = owner_engine(address)
    try:
        with explained(POSTGRESQL), engine.begin() as connection:
            # Two administrators at once: the second waits and finds nothing left to do.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            is_new = not connection.dialect.has_schema(connection, SCHEMA)
            if is_new:
                connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
            elif is_current(connection):
                return False
            upgrade(connection)
            return True
    finally:
        engine.dispose()


def apply_rules(connection: Connection) -> None:
    """Put triggers, policies and grants in force; doing it twice changes nothing."""
    rules = rules_text(connection.dialect.name)
    if connection.dialect.name == "sqlite":
        for statement in _statements(rules):
            connection.exec_driver_sql(statement)
        return
    # In one piece and past SQLAlchemy: the rules hold signs that it takes for parameters.
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  the engine was made for psycopg
    driver.execute(rules.encode())


def _statements(rules: str) -> Iterator[str]:
    pending = ""
    for line in rules.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
