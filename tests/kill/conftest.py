"""Prepared centres, and one fork server for each worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kill.fork_server import ForkServer
from tests.kill.stage import Content, Place, content, found_small_centre
from tests.persistence.postgres_server import postgres_server

__all__ = ["postgres_server"]


class Centres:
    """Gives fresh copies of a prepared centre in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prepared = folder / "prepared.db"
        self._made = 0
        found_small_centre(self._prepared)

    def fresh(self) -> Place:
        self._made += 1
        folder = self._folder / str(self._made)
        folder.mkdir()
        shutil.copyfile(self._prepared, folder / "centre.db")
        return Place(str(folder / "centre.db"), folder)

    @staticmethod
    def drop(place: Place) -> None:
        shutil.rmtree(place.folder)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for fonts that all processes of this worker share."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="session")
def shared(scratch: Path) -> Content:
    return content(scratch)


@pytest.fixture(scope="session")
def centres(tmp_path_factory: pytest.TempPathFactory) -> Centres:
    return Centres(tmp_path_factory.mktemp("centres"))


@pytest.fixture(scope="session")
def fork_server(scratch: Path) -> Iterator[ForkServer]:
    with ForkServer(scratch) as server:
        yield server
