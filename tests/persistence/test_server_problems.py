"""A server that is away, ends connections, or is not as it must be."""

from dataclasses import replace

import pytest

from tests.databases import Desks, make_founding
from tests.factories import PASSWORD, make_actor, make_calendar
from tests.persistence.acts import accept
from tests.persistence.postgres_server import SUPERUSER, PostgresServer
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.persistence.founding import found_postgres
from windowdesk.persistence.gates import PostgresGate
from windowdesk.persistence.migration import upgrade_postgres
from windowdesk.persistence.postgres_server import ServerAddress, durability

pytestmark = pytest.mark.postgres


def end_connections(server: PostgresServer, database: str) -> None:
    with server.superuser() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            (database,),
        )


def test_a_connection_that_breaks_in_an_act(
    postgres: Desks, postgres_server: PostgresServer
) -> None:
    database = postgres.log_in()

    def break_it(name: str) -> None:
        if name == "before commit":
            end_connections(postgres_server, postgres.database)

    postgres.steps.hook = break_it
    with pytest.raises(EnvironmentProblem, match="连不上中心的数据库"):
        accept(database)
    postgres.steps.hook = lambda _name: None
    assert list(database.ledger.cases()) == []
    assert accept(database).case.number.digits.endswith("00001")


def test_connections_that_ended_overnight_trouble_nobody(
    postgres: Desks, postgres_server: PostgresServer
) -> None:
    database = postgres.log_in()
    case = accept(database).case
    database.lists.change_mark()
    end_connections(postgres_server, postgres.database)
    assert database.lists.row(case.case_id) is not None
    accept(database, 3)
    assert isinstance(database.lists.change_mark(), int)


def test_a_restarted_server_is_found_again(
    postgres: Desks, postgres_server: PostgresServer
) -> None:
    database = postgres.log_in()
    case = accept(database).case
    mark = database.lists.change_mark()
    postgres_server.stop()
    try:
        with pytest.raises(EnvironmentProblem, match="连不上中心的数据库"):
            accept(database)
        with pytest.raises(EnvironmentProblem, match="连不上中心的数据库"):
            database.lists.row(case.case_id)
        with pytest.raises(EnvironmentProblem, match="连不上中心的数据库"):
            postgres.gate.log_in("clerk", PASSWORD)
        database.lists.change_mark()
    finally:
        postgres_server.resume()
    accept(database, 3)
    assert database.lists.change_mark() != mark


def test_two_who_wait_for_each_other(postgres: Desks) -> None:
    """The server ends one of them; the sentence says to try again, and trying again works."""
    first, second = postgres.log_in(), postgres.log_in()
    case = accept(first).case
    blocked = second.unit_of_work()
    with first.unit_of_work() as holding:
        holding.numbers.take(["a"])
        seen = holding.cases.get(case.case_id)
        seen.note("先", by=make_actor(), at=holding.now())
        with blocked as waiting:
            waiting._session._connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            with pytest.raises(EnvironmentProblem, match="再办一次"):
                waiting.numbers.take(["a"])
        holding.cases.save(seen)
        holding.commit()
    with second.unit_of_work() as again:
        assert again.numbers.take(["a"]) == {"a": 2}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE windowdesk.alembic_version SET version_num = '0099'", "请升级程序"),
        ("UPDATE windowdesk.schema_info SET fingerprint = 'x'", "windowdesk migrate"),
    ],
)
def test_another_schema_is_said_and_left_alone(
    postgres: Desks, postgres_server: PostgresServer, change: str, told: str
) -> None:
    with postgres_server.superuser(postgres.database) as connection:
        connection.execute(change.encode())
    with pytest.raises(EnvironmentProblem, match=told):
        postgres.gate.log_in("clerk", PASSWORD)


def test_an_administrator_migrates_as_owner(
    postgres: Desks, postgres_server: PostgresServer
) -> None:
    owner = ServerAddress.read(postgres_server.owner_url(postgres.database))
    assert not upgrade_postgres(owner)
    with postgres_server.superuser(postgres.database) as connection:
        connection.execute("UPDATE windowdesk.schema_info SET fingerprint = 'older'")
        connection.execute("DROP POLICY seen ON windowdesk.case_")
    assert upgrade_postgres(owner)
    accept(postgres.log_in())
    with postgres_server.superuser(postgres.database) as connection:
        connection.execute("UPDATE windowdesk.alembic_version SET version_num = '0099'")
    with pytest.raises(EnvironmentProblem, match="请升级程序"):
        upgrade_postgres(owner)


def test_a_centre_is_founded_once(postgres: Desks, postgres_server: PostgresServer) -> None:
    url = postgres_server.owner_url(postgres.database)
    with pytest.raises(DomainError, match="已经有区划代码"):
        found_postgres(url, make_founding())
    second = replace(make_founding(), centre=replace(postgres.centre, code="990322105"))
    with pytest.raises(DomainError, match="已经有人用"):
        found_postgres(url, second)
    assert len(postgres.log_in(Role.ADMIN).accounts.all()) == len(Role)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("not an address", "数据库地址写错了"),
        ("postgresql://somewhere", "数据库地址写错了"),
        ("postgresql://127.0.0.1:1/none", "连不上中心的数据库"),
    ],
)
def test_an_address_without_a_server(url: str, told: str) -> None:
    with pytest.raises(EnvironmentProblem, match=told):
        PostgresGate(url, make_calendar()).log_in("clerk", PASSWORD)


def test_a_server_that_asks_for_no_password_is_refused(
    postgres: Desks, postgres_server: PostgresServer
) -> None:
    """Anybody could log in as anybody there."""
    rules = postgres_server.folder / "data" / "pg_hba.conf"
    before = rules.read_text(encoding="ascii")
    try:
        rules.write_text("local all all trust\n", encoding="ascii")
        reload_rules(postgres_server)
        with pytest.raises(EnvironmentProblem, match="SCRAM"):
            postgres.gate.log_in("clerk", PASSWORD)
        rules.write_text(f"local all {SUPERUSER} scram-sha-256\n", encoding="ascii")
        reload_rules(postgres_server)
        with pytest.raises(EnvironmentProblem, match=r"pg_hba\.conf"):
            postgres.gate.log_in("clerk", PASSWORD)
    finally:
        rules.write_text(before, encoding="ascii")
        reload_rules(postgres_server)


def reload_rules(server: PostgresServer) -> None:
    """Let the server read its rules again; new connections after this one obey them."""
    with server.superuser() as connection:
        loaded = connection.execute("SELECT pg_conf_load_time()").fetchone()
        connection.execute("SELECT pg_reload_conf()")
        while connection.execute("SELECT pg_conf_load_time()").fetchone() == loaded:
            pass


def test_commits_that_are_not_durable_are_refused(postgres_server: PostgresServer) -> None:
    with postgres_server.superuser() as connection:
        durability(connection)
        connection.execute("SET synchronous_commit = off")
        with pytest.raises(EnvironmentProblem, match="存盘才算数"):
            durability(connection)


def test_a_server_cannot_loosen_the_commits_of_a_desk(
    postgres: Desks, postgres_server: PostgresServer
) -> None:
    with postgres_server.superuser() as connection:
        connection.execute(
            f'ALTER ROLE "clerk@{postgres.database}" SET synchronous_commit = off'.encode()
        )
    database = postgres.log_in()
    accept(database)
    with database.unit_of_work() as uow:
        uow._session._connection.exec_driver_sql("SET synchronous_commit = off")
        with pytest.raises(EnvironmentProblem, match="存盘才算数"):
            uow.now()
