import sys
from pathlib import Path

import pytest

from windowdesk.devices.choose import spooler_for_this_machine
from windowdesk.devices.cups import CupsSpooler
from windowdesk.devices.none import NoPrinter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows prints through Qt")


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_without_print_commands_there_is_no_printer(commands: Path) -> None:
    assert isinstance(spooler_for_this_machine(), NoPrinter)
    assert isinstance(spooler_for_this_machine(""), NoPrinter)


def test_with_print_commands_there_is_cups(commands: Path) -> None:
    lp = commands / "lp"
    lp.touch()
    lp.chmod(0o755)

    assert isinstance(spooler_for_this_machine(), CupsSpooler)


def test_a_named_server_is_cups_and_tells_itself_what_is_missing(commands: Path) -> None:
    assert isinstance(spooler_for_this_machine("print.example:631"), CupsSpooler)
