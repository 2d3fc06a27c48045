"""Prepared centres, and one fork server for each worker."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.kill.fork_server import ForkServer
from tests.kill.stage import Content, Place, content, found_small_centre
from tests.persistence.postgres_server import postgres_server

__all__ = ["postgres_server"]

MEMORY = Path("/dev/shm")


class Centres:
    """Gives fresh copies of a prepared centre in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prepared = folder / "prepared.db"
        self._made = 0
        found_small_centre(self._prepared)

    def fresh(self, original: Path | None = None) -> Place:
        """Return a copy of the founded centre, or of another one that nobody has open."""
        self._made += 1
        folder = self._folder / str(self._made)
        folder.mkdir()
        shutil.copyfile(original or self._prepared, folder / "centre.db")
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
def centres() -> Iterator[Centres]:
    # What a killed process has written outlives it in memory too, and hundreds of centres would
    # keep the disk busy with syncs that only a loss of power could tell from none.
    in_memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="windowdesk-", dir=in_memory) as folder:
        yield Centres(Path(folder))


@pytest.fixture(scope="session")
def fork_server(scratch: Path) -> Iterator[ForkServer]:
    with ForkServer(scratch) as server:
        yield server
