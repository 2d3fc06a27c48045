"""A founded centre for every test: the file is made once and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import QUICK_CHECK, SharedPostgres
from tests.persistence.postgres_server import PostgresServer, postgres_server
from tests.services.counter import Counter, counter_founding, counter_on, open_counter
from windowdesk.persistence.founding import found_sqlite
from windowdesk.reports.catalogue import PaperRenderer

__all__ = ["postgres_server"]

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> PaperRenderer:
    return PaperRenderer(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def counter_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counter") / "centre.db"
    found_sqlite(path, counter_founding(), QUICK_CHECK)
    return path


@pytest.fixture
def counter(tmp_path: Path, renderer: PaperRenderer, counter_file: Path) -> Iterator[Counter]:
    opened = open_counter(tmp_path, renderer, counter_founding(), template=counter_file)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def counter_server(postgres_server: PostgresServer) -> SharedPostgres:
    return SharedPostgres(postgres_server, counter_founding())


@pytest.fixture(params=BOTH)
def either(
    request: pytest.FixtureRequest, tmp_path: Path, renderer: PaperRenderer, counter_file: Path
) -> Iterator[Counter]:
    """Return a counter, once on each database."""
    if request.param == "sqlite":
        opened = open_counter(tmp_path, renderer, counter_founding(), template=counter_file)
    else:
        server: SharedPostgres = request.getfixturevalue("counter_server")
        opened = counter_on(server.desks(), tmp_path, renderer)
    yield opened
    opened.close()
