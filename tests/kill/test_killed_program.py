"""Ten rounds: the real program is worked by keys and killed, then opened again on its folder."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.kill.checks import centre_faults
from tests.kill.fork_server import ROOT
from tests.kill.real_program import FILE
from tests.kill.stage import Content, Place, found_small_centre
from windowdesk.persistence.draft_box import FileDraftBox
from windowdesk.services.drafts import Draft
from windowdesk.tools.demo_centre import CLERK

pytestmark = pytest.mark.kill

ROUNDS = int(os.environ.get("WINDOWDESK_ROUNDS", "10"))
# Each desk has a folder of its own, so that two workers of a test run share the rounds.
DESKS = 2
SEED = 20260918
# A visitor takes about five lines; so some rounds end before, some after the first F9.
MOST_LINES = 8
LONGEST_DELAY = 0.3
ERRORS = "errors"
ID_NUMBER = "applicant.id_number"

Line = dict[str, Any]


@pytest.mark.parametrize("desk", range(DESKS))
def test_the_program_killed_while_a_clerk_types_offers_the_draft_again(
    tmp_path: Path, shared: Content, desk: int
) -> None:
    found_small_centre(tmp_path / FILE)
    place = Place(str(tmp_path / FILE), tmp_path)
    random = Random(SEED + desk)
    lying: Sequence[Draft] = ()
    told: list[Line] = []

    rounds = -(-ROUNDS // DESKS)
    for number in range(rounds):
        # The last one lives until the first acceptance, wherever chance has put the others.
        count = random.randint(1, MOST_LINES) if number + 1 < rounds else 0
        lines = play_and_kill(tmp_path, count, random.uniform(0, LONGEST_DELAY))
        assert lines[0]["act"] == "open", f"round {number}"
        # What the desk offers is what lay there after the last kill.
        offered = lines[0]["offered"]
        assert offered == (dict(lying[0].values) if lying else None), f"round {number}"
        told += filter(is_case, lines)
        assert centre_faults(place, told, shared, datetime.now(UTC)) == [], f"round {number}"
        served = served_people(place)
        kept = FileDraftBox(place.drafts).all(CLERK)
        assert draft_faults(lines, kept, served) == [], f"round {number}"
        # Killed between commit and removal, a draft lies there although its case was kept: it must
        # not be offered again, or the case would be received twice.
        lying = [draft for draft in kept if draft.values.get(ID_NUMBER) not in served]

    assert told


def play_and_kill(folder: Path, count: int, delay: float) -> list[Line]:
    """Open the program, let the clerk work, and kill it a moment after so many lines.

    Without a count it is killed a moment after the first acceptance.
    """
    struck = False
    lines: list[Line] = []
    with running(folder) as program:
        assert program.stdout is not None
        for text in program.stdout:
            lines.append(json.loads(text))
            if not struck and (len(lines) == count or (not count and is_case(lines[-1]))):
                struck = True
                threading.Timer(delay, program.send_signal, (signal.SIGKILL,)).start()
        status = program.wait()
    errors = (folder / ERRORS).read_text(encoding="utf-8", errors="replace")
    assert status == -signal.SIGKILL, f"the program ended by itself: {errors[-2_000:]}"
    return lines


def is_case(line: Line) -> bool:
    return bool(line["act"] == "case")


@contextmanager
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with (folder / ERRORS).open("w", encoding="utf-8") as errors:
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.real_program", str(folder)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            yield program
        finally:
            program.kill()
            program.wait()
            assert program.stdout is not None
            program.stdout.close()


def draft_faults(lines: Sequence[Line], lying: Sequence[Draft], served: set[str]) -> list[str]:
    """Name every draft that was told as kept and lies there no more, or an older one of it.

    ``served`` are the ID numbers of those whose application was accepted: their drafts may go, and
    so may those that the clerk threw away.
    """
    faults = []
    dropped = {line["draft"] for line in lines if line["act"] == "dropping"}
    there = {draft.draft_id: draft for draft in lying}
    for line in lines:
        if line["act"] != "kept" or line["draft"] in dropped:
            continue
        if line["values"][ID_NUMBER] in served:
            continue
        found = there.get(line["draft"])
        at = datetime.fromisoformat(line["at"])
        if found is None or found.saved_at < at:
            faults.append(f"what was kept at {at} is lost: {line['values']}")
        elif found.saved_at == at and dict(found.values) != line["values"]:
            faults.append(f"what was kept at {at} lies there as {dict(found.values)}")
    return faults


def served_people(place: Place) -> set[str]:
    """Return the ID numbers of everybody whose application was accepted."""
    with closing(sqlite3.connect(place.database)) as connection:
        return {row[0] for row in connection.execute("SELECT id_number FROM party")}
