"""A founded centre for each walk, and programs that are opened at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.databases import QUICK_CHECK
from tests.devices.print_system import CaptureQueue, PrintSystem, print_system
from tests.persistence.postgres_server import PostgresServer, postgres_server
from tests.walks.program import Centre, Program, open_program
from windowdesk.assets import Assets
from windowdesk.persistence.founding import Founding, found_postgres, found_sqlite
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import (
    CLERK_WINDOW,
    DEMO_ACCOUNTS,
    DEMO_CENTRE,
    DEMO_PASSWORD,
)

__all__ = ["postgres_server", "print_system"]

QUEUE = "counter"


class OpenSeat(Protocol):
    """Opens the program at a seat, up to its login window."""

    def __call__(
        self, centre: Centre, name: str = "seat", window: str = CLERK_WINDOW
    ) -> Program: ...


def founding() -> Founding:
    """Return the demo centre before anything happened in it."""
    return Founding(
        centre=DEMO_CENTRE,
        accounts=[(account, DEMO_PASSWORD) for account in DEMO_ACCOUNTS],
        items=load_catalogue(Assets(), demo=True),
    )


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a founded file and a cache of fonts, for all walks of this worker."""
    folder = tmp_path_factory.mktemp("walks")
    (folder / "cache").mkdir()
    found_sqlite(folder / "founded.db", founding(), QUICK_CHECK)
    return folder


@pytest.fixture
def queue(print_system: PrintSystem) -> CaptureQueue:
    return print_system.add_queue(QUEUE, default=True)


@pytest.fixture
def sqlite_centre(shared: Path, tmp_path: Path) -> Centre:
    """Return a centre in a file, without a printer."""
    path = tmp_path / "centre.db"
    shutil.copyfile(shared / "founded.db", path)
    return Centre(Settings(data=shared, database=str(path)), tmp_path)


@pytest.fixture
def postgres_centre(shared: Path, tmp_path: Path, postgres_server: PostgresServer) -> Centre:
    """Return a centre on a server, without a printer."""
    database = postgres_server.new_database()
    found_postgres(postgres_server.owner_url(database), founding())
    return Centre(Settings(data=shared, database=postgres_server.url(database)), tmp_path)


@pytest.fixture
def seats(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenSeat]:
    """Return what opens a program at a seat of a centre; all are closed at the end."""
    opened: list[Program] = []

    def open_seat(centre: Centre, name: str = "seat", window: str = CLERK_WINDOW) -> Program:
        program = open_program(qtbot, qapp, centre.seat(name, window))
        opened.append(program)
        return program

    yield open_seat
    while opened:
        opened.pop().close()
    # First the windows, then the sheet, as in tests/ui/conftest.py.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")
