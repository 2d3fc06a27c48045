"""A program that dies with half an application: the next start goes on where it ended."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.kill.real_program import FILE
from tests.walks.conftest import OpenSeat
from tests.walks.counter_acts import (
    CERTIFICATE,
    NUMBER,
    SUBSIDY,
    accept,
    answers_of,
)
from tests.walks.program import ALT, KEY, Centre
from windowdesk.persistence.draft_box import FileDraftBox
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import CLERK
from windowdesk.tools.demo_people import VILLAGERS

ROOT = Path(__file__).parents[2]


@pytest.mark.kill
def test_a_draft_outlives_the_program_and_goes_with_its_acceptance(
    seats: OpenSeat, shared: Path, tmp_path: Path
) -> None:
    data = tmp_path / "seat"
    data.mkdir()
    shutil.copyfile(shared / "founded.db", data / FILE)
    centre = Centre(Settings(data=shared, database=str(data / FILE)), tmp_path)
    box = FileDraftBox(data / "drafts")
    typed = _type_until_killed(data)

    clerk = seats(centre)
    clerk.log_in(CLERK)
    clerk.until_at(NUMBER)
    desk = clerk.acceptance
    clerk.until(lambda: desk.pane.offer.draft is not None)
    clerk.press(KEY.Key_R, ALT)
    clerk.until(lambda: dict(desk.visit.values()) == typed)
    assert desk.visit.person.name.value() == VILLAGERS[0].name
    assert desk.visit.item is not None
    assert desk.visit.item.name == SUBSIDY

    clerk.until_at(CERTIFICATE)
    answers = answers_of(VILLAGERS[0])
    clerk.press(KEY.Key_End)
    clerk.enter(answers.certificate.removeprefix("9903"))
    clerk.enter(answers.bank)
    accept(clerk)
    clerk.until(lambda: box.all(CLERK) == ())
    clerk.close()

    again = seats(centre)
    again.log_in(CLERK)
    again.until_at(NUMBER)
    assert again.acceptance.pane.offer.draft is None


def _type_until_killed(data: Path) -> Mapping[str, str]:
    """Let a clerk type in a process of its own, kill it, and return what it had typed."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.walks.half_typed", str(data)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert program.stdout is not None
    with program:
        typed: Mapping[str, str] = json.loads(program.stdout.readline())
        program.kill()
    assert program.returncode == -signal.SIGKILL
    return typed
