"""What PostgreSQL itself keeps from an account, whatever program it uses."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from tests.databases import Desks, make_founding, postgres_desks
from tests.factories import PASSWORD, make_account, make_centre, make_staff
from tests.persistence.acts import accept, attach
from tests.persistence.postgres_server import PostgresServer
from windowdesk.domain.document import ArchivedPaper
from windowdesk.domain.duties import Role

Connect = Callable[[str], psycopg.Connection]

pytestmark = pytest.mark.postgres

CASE_TABLES = (
    *("case_", "case_key", "case_event", "document", "document_file", "print_job"),
    *("attachment", "attachment_file"),
)
CENTRE_TABLES = (*CASE_TABLES, "party", "party_key", "number_line", "item_version", "account")
OTHER_CENTRE = replace(make_centre("990322104", "白石"), name="白石乡为民服务中心")


@pytest.fixture(scope="module")
def county(postgres_server: PostgresServer) -> Iterator[Desks]:
    """Return a database with two centres; in the first stands a case of 民政办."""
    desks = postgres_desks(postgres_server, make_founding(accounts=STAFF))
    postgres_desks(
        postgres_server,
        make_founding(OTHER_CENTRE, accounts=(make_account(Role.CLERK, "there"),)),
        database=desks.database,
    )
    database = desks.log_in()
    accepted = accept(database)
    attach(database, accepted.case)
    paper = accepted.papers[0]
    with database.unit_of_work() as uow:
        uow.papers.archive(ArchivedPaper.of(paper.document_id, b"pdf", "r", paper.issued_at))
        uow.commit()
    yield desks
    desks.close()


STAFF = (
    *make_staff(),
    make_account(Role.REVIEWER, "same", department="民政办"),
    make_account(Role.REVIEWER, "other", department="农业办"),
)


@pytest.fixture
def connect(county: Desks, postgres_server: PostgresServer) -> Iterator[Connect]:
    connections: list[psycopg.Connection] = []

    def open_as(login: str) -> psycopg.Connection:
        connection = psycopg.connect(
            host=str(postgres_server.folder),
            dbname=county.database,
            user=f"{login}@{county.database}",
            password=PASSWORD,
            autocommit=True,
            options="-c search_path=windowdesk",
        )
        connections.append(connection)
        return connection

    yield open_as
    for connection in connections:
        connection.close()


def count(connection: psycopg.Connection, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("table", CENTRE_TABLES)
def test_a_clerk_of_another_centre_sees_nothing(connect: Connect, table: str) -> None:
    assert count(connect("clerk"), table) > 0
    there = count(connect("there"), table)
    assert there == {"account": 1, "item_version": 1}.get(table, 0)


@pytest.mark.parametrize("table", CASE_TABLES)
def test_another_department_sees_no_case(connect: Connect, table: str) -> None:
    assert count(connect("same"), table) > 0
    assert count(connect("other"), table) == 0


def test_an_owner_of_the_server_is_nobody_in_the_program(
    county: Desks, postgres_server: PostgresServer
) -> None:
    with postgres_server.superuser(county.database) as connection:
        row = connection.execute("SELECT windowdesk.wd_login(), windowdesk.wd_centre()").fetchone()
    assert row == (None, None)


FORBIDDEN: Sequence[tuple[str, str]] = (
    # in somebody else's name, or for somebody else's case
    ("clerk", "UPDATE case_event SET text = text"),
    ("clerk", "DELETE FROM case_"),
    ("clerk", "DELETE FROM case_event"),
    ("clerk", "DELETE FROM number_line"),
    ("clerk", "TRUNCATE case_event"),
    ("clerk", "UPDATE case_ SET number = number"),
    ("clerk", "UPDATE case_ SET centre = centre"),
    ("clerk", "UPDATE document SET facts = facts"),
    ("clerk", "UPDATE attachment SET name = name"),
    ("clerk", "DELETE FROM attachment"),
    ("clerk", "UPDATE attachment_file SET content = content"),
    ("clerk", "DELETE FROM attachment_file"),
    ("admin", "INSERT INTO attachment SELECT * FROM attachment"),
    ("clerk", "UPDATE account SET roles = 'admin'"),
    ("clerk", "UPDATE transition SET role = 'clerk'"),
    ("clerk", "DELETE FROM transition"),
    ("clerk", "UPDATE centre SET body = body"),
    ("clerk", "SELECT * FROM credential"),
    ("clerk", "SELECT * FROM audit_log"),
    ("clerk", "INSERT INTO render_queue SELECT document_id, centre, department FROM document"),
    ("clerk", "SELECT wd_make_role('x', ARRAY['admin'], 'SCRAM-SHA-256$x')"),
    ("clerk", "SELECT wd_grant('ALL ON case_', 'clerk')"),
    ("clerk", "SELECT wd_let_in('admin', false)"),
    ("clerk", "SELECT wd_change_account('clerk', 'x', ARRAY['admin'], '', '')"),
    ("clerk", "SELECT wd_set_password('admin', 'SCRAM-SHA-256$x', false)"),
    ("clerk", "CREATE TABLE mine (a int)"),
    ("clerk", "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
    ("clerk", "ALTER TABLE case_ DISABLE ROW LEVEL SECURITY"),
    ("clerk", "ALTER TABLE case_event DISABLE TRIGGER ALL"),
    ("clerk", "SET ROLE postgres"),
    ("clerk", "SET session_replication_role = replica"),
    ("admin", "UPDATE case_ SET state = 'approved'"),
    ("admin", "INSERT INTO case_key SELECT centre, 'x', seq, department FROM case_key"),
    ("county", "SELECT * FROM case_"),
    ("county", "SELECT * FROM party"),
    ("reviewer", "INSERT INTO party SELECT * FROM party"),
    ("supervisor", "INSERT INTO case_ SELECT * FROM case_"),
)


@pytest.mark.parametrize(("login", "statement"), FORBIDDEN)
def test_what_a_duty_does_not_cover_is_refused(
    connect: Connect, login: str, statement: str
) -> None:
    with pytest.raises(psycopg.Error):
        connect(login).execute(statement)


EVENT = """
    INSERT INTO case_event
    SELECT case_id, seq + 1, centre, department, {move}, {actor}, '', at, target, {target}, hash,
        'h', 'text'
    FROM case_event ORDER BY case_id, seq DESC LIMIT 1
"""


@pytest.mark.parametrize(
    ("login", "move", "target", "actor"),
    [
        ("clerk", "note", "accepted", "reviewer"),  # in another one's name
        ("clerk", "approve", "approved", "clerk"),  # a duty that the account has not
        ("approver", "approve", "approved", "approver"),  # from a state that does not allow it
        ("clerk", "note", "assigned", "clerk"),  # to a state that the move does not lead to
        ("other", "note", "accepted", "other"),  # a case of another department
        ("there", "note", "accepted", "there"),  # a case of another centre
    ],
)
def test_a_forged_step_is_refused(
    connect: Connect, login: str, move: str, target: str, actor: str
) -> None:
    statement = sql.SQL(EVENT).format(
        move=sql.Literal(move), target=sql.Literal(target), actor=sql.Literal(actor)
    )
    connection = connect(login)
    before = count(connect("clerk"), "case_event")
    if login in {"other", "there"}:
        assert connection.execute(statement).rowcount == 0
    else:
        with pytest.raises(psycopg.Error, match=r"no such move|row-level security"):
            connection.execute(statement)
    assert count(connect("clerk"), "case_event") == before


@pytest.mark.parametrize("change", ["state = 'approved'", "event_count = event_count + 1"])
def test_a_state_without_its_step_does_not_commit(connect: Connect, change: str) -> None:
    with pytest.raises(psycopg.Error, match="no such move"):
        connect("clerk").execute(f"UPDATE case_ SET {change}")


def test_a_case_cannot_be_put_into_another_centre(connect: Connect) -> None:
    with pytest.raises(psycopg.Error, match="row-level security"):
        connect("clerk").execute(
            "INSERT INTO case_key SELECT '990322104', key, seq, department FROM case_key"
        )
    with pytest.raises(psycopg.Error, match="row-level security"):
        connect("clerk").execute("INSERT INTO number_line VALUES ('990322104', 'x', 1, 1)")


def test_a_disabled_account_that_is_still_connected_sees_nothing(
    county: Desks, connect: Connect
) -> None:
    accounts = county.log_in(Role.ADMIN).accounts
    accounts.add(make_account(Role.CLERK, "leaving"), PASSWORD)
    connection = connect("leaving")
    assert count(connection, "case_") == 1
    accounts.disable("leaving")
    assert count(connection, "case_") == 0


def test_helpers_of_policies_cannot_be_led_astray(
    county: Desks, postgres_server: PostgresServer
) -> None:
    """A definer's function without a fixed path would run what the caller puts in its way."""
    with postgres_server.superuser(county.database) as connection:
        loose = connection.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'windowdesk'::regnamespace"
            " AND proconfig IS NULL"
        ).fetchall()
        open_to_all = connection.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'windowdesk'::regnamespace"
            " AND has_function_privilege('public', oid, 'EXECUTE')"
        ).fetchall()
        volatile = connection.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'windowdesk'::regnamespace"
            " AND proname IN ('wd_login', 'wd_centre', 'wd_department', 'wd_duties')"
            " AND NOT (prosecdef AND provolatile = 's')"
        ).fetchall()
    assert (loose, open_to_all, volatile) == ([], [], [])


def test_no_member_of_staff_is_more_than_that(
    county: Desks, postgres_server: PostgresServer
) -> None:
    with postgres_server.superuser(county.database) as connection:
        mighty = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE '%@' || current_database() AND"
            " (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)"
        ).fetchall()
        owned = connection.execute(
            "SELECT relname FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner"
            " WHERE rolname LIKE '%@' || current_database()"
        ).fetchall()
    assert (mighty, owned) == ([], [])


def test_a_plain_password_is_never_stored(county: Desks, postgres_server: PostgresServer) -> None:
    with postgres_server.superuser() as connection:
        stored = connection.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname LIKE %s AND rolcanlogin",
            (f"%@{county.database}",),
        ).fetchall()
    assert stored
    assert all(row[0].startswith("SCRAM-SHA-256$") for row in stored)


def test_staff_of_one_database_cannot_enter_another(
    county: Desks, postgres_server: PostgresServer
) -> None:
    other = postgres_desks(postgres_server)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(
            host=str(postgres_server.folder),
            dbname=other.database,
            user=f"clerk@{county.database}",
            password=PASSWORD,
        )
