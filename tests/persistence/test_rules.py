"""What the database itself refuses, also to somebody who comes past the program."""

from collections.abc import Callable
from contextlib import closing

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.databases import Desks
from tests.factories import make_actor
from tests.persistence.acts import accept, attach
from tests.persistence.postgres_server import PostgresServer
from windowdesk.domain.document import ArchivedPaper, Document
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.sealing import Sealing, SealKind
from windowdesk.domain.states import CaseState
from windowdesk.persistence import migration
from windowdesk.persistence.engines import sqlite_engine, that_writes
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.persistence.postgres_server import ServerAddress, owner_engine
from windowdesk.persistence.schema import REVISIONS
from windowdesk.persistence.whole_schema import WHOLE_SCHEMA
from windowdesk.services.sealing_port import SealedFile

RunSql = Callable[[str], object]

REFUSED = (
    "UPDATE case_event SET text = text",
    "DELETE FROM case_event",
    "UPDATE document SET title = title",
    "DELETE FROM document",
    "UPDATE document_file SET pdf = pdf",
    "DELETE FROM document_file",
    "UPDATE template_text SET text = text",
    "DELETE FROM template_text",
    "UPDATE attachment SET name = name",
    "DELETE FROM attachment",
    "UPDATE attachment_file SET content = content",
    "DELETE FROM attachment_file",
    "DELETE FROM audit_log",
    "UPDATE item_version SET body = body",
    "DELETE FROM item_version",
    "DELETE FROM case_",
    "UPDATE signing_key SET seed = seed",
    "UPDATE sealing SET seal = seal",
    "DELETE FROM sealing",
    "UPDATE sealed_file SET pdf = pdf",
    "DELETE FROM sealed_file",
    "DELETE FROM signing_key",
    "DELETE FROM account",
    "DELETE FROM number_line",
    "UPDATE number_line SET last = last + 2",
    "UPDATE number_line SET last = last - 1",
)


def sealing_of(paper: Document) -> Sealing:
    return Sealing(
        sealing_id=paper.document_id,
        case_id=paper.case_id,
        document_id=paper.document_id,
        number=paper.number,
        kind=SealKind.ELECTRONIC,
        seal="行政审批专用章",
        copies=2,
        approver="许绍文",
        login=paper.signer,
        person="段云萍",
        at=paper.issued_at,
    )


def test_evidence_is_only_ever_added_to(clerk: OpenDatabase, run_sql: RunSql) -> None:
    accepted = accept(clerk)
    paper = accepted.papers[0]
    with clerk.unit_of_work() as uow:
        uow.papers.archive(ArchivedPaper.of(paper.document_id, b"pdf", "r", paper.issued_at))
        uow.sealings.add(sealing_of(paper), SealedFile(b"pdf", "pem"))
        uow.commit()
    attach(clerk, accepted.case)
    run_sql(
        "INSERT INTO audit_log VALUES (1, '990322103', '2026-11-20T00:00:00+00:00', 'x', 'y', 'z')"
    )
    for statement in REFUSED:
        with pytest.raises(Exception, match=r"only ever added|never|one by one"):
            run_sql(statement)


def test_a_state_never_changes_without_a_step(clerk: OpenDatabase, run_sql: RunSql) -> None:
    accept(clerk)
    with pytest.raises(Exception, match="no such move"):
        run_sql("UPDATE case_ SET state = 'approved'")


def test_a_step_that_the_life_cycle_does_not_know_is_refused(
    desks: Desks, clerk: OpenDatabase
) -> None:
    case = accept(clerk).case
    with clerk.unit_of_work() as uow:
        seen = uow.cases.get(case.case_id)
        seen.state = CaseState.DENIED
        seen.make_ready(by=make_actor(), at=uow.now(), pickup_code="1")
        uow.cases.save(seen)
        with pytest.raises(Exception, match=r"case_event|没有这项权限"):
            uow.commit()


@pytest.fixture
def engine(desks: Desks, request: pytest.FixtureRequest) -> Engine:
    if desks.path is not None:
        return that_writes(sqlite_engine(desks.path))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return owner_engine(ServerAddress.read(server.owner_url(desks.database)))


def test_the_migrated_schema_is_that_of_the_tables(engine: Engine) -> None:
    """Steps are written by hand and frozen; the tables are what the statements are made from."""
    with closing(engine.connect()) as connection:
        found = inspect(connection)
        for table in WHOLE_SCHEMA.sorted_tables:
            columns = {one["name"]: one for one in found.get_columns(table.name)}
            assert set(columns) == {column.name for column in table.c}, table.name
            for column in table.c:
                assert columns[column.name]["nullable"] == column.nullable, column
            indexes = {one["name"] for one in found.get_indexes(table.name)}
            assert {index.name for index in table.indexes} <= indexes, table.name
            keys = {tuple(one["constrained_columns"]) for one in found.get_foreign_keys(table.name)}
            wanted = {tuple(key.column_keys) for key in table.foreign_key_constraints}
            assert keys == wanted, table.name
    engine.dispose()


def test_a_file_has_the_tables_word_for_word(sqlite: Desks) -> None:
    assert sqlite.path is not None
    engine = sqlite_engine(sqlite.path)
    with closing(engine.connect()) as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql <> ''")
        found = {row[0]: _words(row[1]) for row in rows}
        for table in WHOLE_SCHEMA.sorted_tables:
            assert found[table.name] == _words(str(CreateTable(table).compile(engine)))
            for index in table.indexes:
                made = _words(str(CreateIndex(index).compile(engine)))
                assert found[str(index.name)] == made
    engine.dispose()


def _words(statement: str) -> list[str]:
    """Return the words of a statement; constraints may stand in any order."""
    return sorted(statement.replace(",", " ").replace("(", " ( ").replace(")", " ) ").split())


def test_the_program_knows_every_step_of_the_schema(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(migration._SCRIPTS))
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(steps)) == REVISIONS
    with closing(engine.connect()) as connection:
        assert MigrationContext.configure(connection).get_current_revision() == REVISIONS[-1]
    engine.dispose()


def test_an_upgrade_may_run_twice(engine: Engine, clerk: OpenDatabase) -> None:
    accept(clerk)
    with engine.connect() as connection:
        migration.upgrade(connection)
        migration.upgrade(connection)
        connection.rollback()
    engine.dispose()


def test_a_missing_rule_is_noticed(engine: Engine, desks: Desks) -> None:
    on_table = "" if desks.kind == "sqlite" else " ON case_event"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER event_moves{on_table}")
        with pytest.raises(EnvironmentProblem, match="event_moves"):
            migration.require_rules(connection)
        connection.rollback()
    engine.dispose()
