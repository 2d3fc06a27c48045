from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import (
    QUICK_CHECK,
    Desks,
    SharedPostgres,
    make_founding,
    postgres_desks,
    sqlite_desks,
)
from tests.persistence.crowd import fill
from tests.persistence.plans import Crowd
from tests.persistence.postgres_server import PostgresServer, postgres_server
from windowdesk.persistence.founding import found_sqlite
from windowdesk.persistence.open_database import OpenDatabase

__all__ = ["postgres_server"]

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a founded centre; tests work on copies."""
    path = tmp_path_factory.mktemp("founded") / "centre.db"
    found_sqlite(path, make_founding(), QUICK_CHECK)
    return path


@pytest.fixture
def sqlite(founded_file: Path, tmp_path: Path) -> Iterator[Desks]:
    desks = sqlite_desks(tmp_path, template=founded_file)
    yield desks
    desks.close()


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: PostgresServer) -> SharedPostgres:
    return SharedPostgres(postgres_server)


@pytest.fixture
def postgres(shared_postgres: SharedPostgres) -> Iterator[Desks]:
    desks = shared_postgres.desks()
    yield desks
    desks.close()


@pytest.fixture(params=BOTH)
def desks(request: pytest.FixtureRequest) -> Desks:
    """Return a new centre, once on each database."""
    kind = "sqlite" if request.param == "sqlite" else "postgres"
    found: Desks = request.getfixturevalue(kind)
    return found


@pytest.fixture
def clerk(desks: Desks) -> OpenDatabase:
    return desks.log_in()


RunSql = Callable[[str], object]


@pytest.fixture
def run_sql(desks: Desks, request: pytest.FixtureRequest) -> RunSql:
    """Return what runs a statement past the program, as somebody with the file or the server."""
    if desks.path is not None:
        return desks.run_sql
    server: PostgresServer = request.getfixturevalue("postgres_server")

    def run(statement: str) -> object:
        with server.superuser(desks.database) as connection:
            connection.execute("SET search_path = windowdesk")
            return connection.execute(statement.encode())

    return run


@pytest.fixture(scope="module", params=BOTH)
def crowd(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, founded_file: Path
) -> Iterator[Crowd]:
    server: PostgresServer | None = None
    if request.param == "sqlite":
        desks = sqlite_desks(tmp_path_factory.mktemp("crowd"), template=founded_file)
    else:
        server = request.getfixturevalue("postgres_server")
        assert server is not None
        desks = postgres_desks(server)
    accepted = fill(desks, server)
    yield Crowd(desks, desks.log_in(), accepted)
    desks.close()
