"""windowdesk shots: pictures of every screen, drawn in a process of their own without a display."""

import os
import subprocess
import sys
from pathlib import Path

from windowdesk.domain.errors import EnvironmentProblem

_SECONDS = 900


def draw_apart(folder: Path, *variants: str) -> tuple[Path, ...]:
    """Draw every screen of the demo centre into ``folder``; EnvironmentProblem if Qt cannot.

    ``variants`` names sizes and themes by the mark of their pictures ("" is 1366x768), all of them
    if none is named. A program may have a display or none; the pictures are drawn offscreen all
    the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603  our own interpreter and module, a path as argument
        [sys.executable, "-m", "windowdesk.tools.shots_process", str(folder), *variants],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise EnvironmentProblem(f"屏幕图没画成：{last}。用 windowdesk doctor 看缺什么。")
    return tuple(sorted(folder.glob("*.png")))
