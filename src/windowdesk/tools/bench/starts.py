"""How long the login takes to be painted, and how long the desk, beside a bare Qt window.

Each start is a process of its own; what it tells is one JSON object. All of them find their
modules compiled, as pip leaves them; the first start of each kind compiles and does not count.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.tools.bench.measure import Budget, Line
from windowdesk.tools.demo_centre import APPROVER, DEMO_PASSWORD

_STARTS = 7
_LOGIN_MOST, _DESK_MOST, _MEMORY_MOST = 1.5, 1.3, 1.4
_STALL_MOST_MS = 50.0
_PROBE = "windowdesk.tools.bench.start_probe"
_KINDS = ("bare", "stack", "login", "desk")
_MS = 1000.0


def starts(database: str) -> Iterator[Line]:
    """Measure starts, memory and stalls of the desk on an SQLite file."""
    for kind in _KINDS:
        _run(kind, database)
    # In turns, so that what disturbs one disturbs the others.
    rounds = [{kind: _run(kind, database) for kind in _KINDS} for _ in range(_STARTS)]
    bare, stacked, login, desk = ([one[kind] for one in rounds] for kind in _KINDS)
    yield _line("启动到登录窗画出", login, bare, "painted", _LOGIN_MOST)
    yield _line("启动到能办（登录后）", desk, stacked, "ready", _DESK_MOST)
    ours = median(run["memory"] for run in desk)
    raw = median(run["memory"] for run in stacked)
    yield Line("空闲内存 MiB", ours, ours, raw, ours / raw, Budget(_MEMORY_MOST))
    stall = median(run["stall"] for run in desk) * _MS
    yield Line(
        "翻页查找时界面最长一停", stall, stall, None, stall, Budget(_STALL_MOST_MS, unit="ms")
    )


def _line(
    act: str, ours: list[dict[str, float]], raw: list[dict[str, float]], key: str, most: float
) -> Line:
    times, bare = sorted(one[key] for one in ours), [one[key] for one in raw]
    value = median(times) / median(bare)
    noise = max(bare) / min(bare) - 1
    return Line(
        act, median(times) * _MS, times[-1] * _MS, median(bare) * _MS, value, Budget(most), noise
    )


def _run(kind: str, database: str) -> dict[str, float]:
    folder = Path(database).parent
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    environment |= {"WINDOWDESK_PROBE_LOGIN": APPROVER, "WINDOWDESK_PROBE_PASSWORD": DEMO_PASSWORD}
    done = subprocess.run(  # noqa: S603  this very program, with arguments of ours
        [sys.executable, "-m", _PROBE, kind, database],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=folder,
    )
    if done.returncode:
        raise EnvironmentProblem(
            f"量启动的进程（{kind}）没有做完，代码 {done.returncode}。它说：\n{done.stderr.strip()}"
        )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
