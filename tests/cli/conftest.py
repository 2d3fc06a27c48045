"""A centre of its own for every test of commands, on an SQLite file in its data folder."""

import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell, make_cheap
from tests.databases import QUICK_CHECK
from tests.services.counter import counter_founding
from windowdesk.persistence.founding import found_sqlite


@pytest.fixture(scope="session")
def centre_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "centre.db"
    found_sqlite(path, counter_founding(), QUICK_CHECK)
    return path


@pytest.fixture
def shell(
    tmp_path: Path,
    centre_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copyfile(centre_file, data / "windowdesk.db")
    monkeypatch.delenv("WINDOWDESK_USER", raising=False)
    make_cheap(monkeypatch)
    return Shell(monkeypatch, capsys, data)
