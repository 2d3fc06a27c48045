"""A founded centre for every test: the file is made once and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import QUICK_CHECK
from tests.services.counter import Counter, counter_founding, open_counter
from windowdesk.persistence.founding import found_sqlite
from windowdesk.reports.catalogue import PaperRenderer


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
