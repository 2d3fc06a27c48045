"""A process that dies at a step leaves an act whole or not at all; what was told stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import Desks
from tests.persistence.acts import accept

STEPS = (
    "take numbers",
    "insert party",
    "insert party_key",
    "insert case_",
    "insert case_key",
    "insert case_event",
    "insert document",
    "insert print_job",
    "before commit",
    "after commit",
)


@pytest.mark.kill
@pytest.mark.parametrize("step", STEPS)
def test_a_process_killed_at_a_step(sqlite: Desks, step: str) -> None:
    assert sqlite.path is not None
    told = run_until_killed(sqlite.path, step)
    database = sqlite.log_in()
    cases = sorted(case.number for case in database.ledger.cases())
    whole = 2 if step == "after commit" else 1
    assert cases[: len(told)] == told
    assert len(cases) == whole
    assert {line.last for line in database.ledger.lines()} == {whole}
    assert len(list(database.ledger.events())) == 2 * whole
    assert len(list(database.ledger.documents())) == 2 * whole
    assert accept(database, 9).case.number.digits.endswith(f"{whole + 1:05d}")


def run_until_killed(path: Path, step: str) -> list[str]:
    """Accept a case, then another one until ``step``; return the numbers that were told."""
    program = f"""
import json, os, signal
from pathlib import Path
from tests.databases import QUICK_CHECK, SettableClock
from tests.factories import PASSWORD, make_calendar
from tests.persistence.acts import accept
from windowdesk.persistence.gates import SqliteGate
told = []
def on_step(name):
    if told and name == {step!r}:
        os.kill(os.getpid(), signal.SIGKILL)
gate = SqliteGate(Path({str(path)!r}), make_calendar(), source=SettableClock().source,
    check=QUICK_CHECK, on_step=on_step)
database = gate.log_in("clerk", PASSWORD)[1]
for serial in (2, 3):
    told.append(accept(database, serial).case.number.digits)
    print(json.dumps(told), flush=True)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    numbers: list[str] = json.loads(done.stdout.splitlines()[-1])
    return numbers
