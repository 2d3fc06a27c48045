"""A server process that imports everything once and forks a child for every morning to be killed.

``ForkServer`` is the parent's side, ``python -m tests.kill.fork_server SCRATCH`` the other one.
Orders and answers are lines of JSON. A child that is to die at a numbered point kills itself there
with SIGKILL; one that is to die at a moment is killed by the server.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from select import select
from traceback import format_exc
from typing import Any, Self
from unittest.mock import patch

from tests.kill.day import EVERY_MORNING, Ack, Morning
from tests.kill.several import SEVERAL
from tests.kill.stage import Place, content, open_stage
from windowdesk.services import issuance

ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 60.0
PLAYS = {**EVERY_MORNING, **{name: one.act for name, one in SEVERAL.items()}}
_BEGIN, _END, _FAILED = "begin", "end", "failed"


@dataclass(frozen=True)
class Order:
    """Play ``morning`` at a place, and die at a point or at a moment if one is given.

    ``point`` counts from 1; the moment lies ``delay`` seconds after ``acks`` acts were told.
    ``warm`` plays in the server itself, so that all its forks find everything loaded and drawn.
    """

    morning: str
    place: Place
    point: int = 0
    acks: int = -1
    delay: float = 0.0
    warm: bool = False

    def to_line(self) -> str:
        plain = asdict(self)
        plain["place"] = [self.place.database, str(self.place.folder)]
        return json.dumps(plain) + "\n"

    @staticmethod
    def from_line(line: str) -> "Order":
        plain = json.loads(line)
        database, folder = plain.pop("place")
        return Order(place=Place(database, Path(folder)), **plain)


@dataclass(frozen=True)
class Outcome:
    """What a child told before it ended.

    ``points`` are the names of all points that it came by, of a child that lived to the end;
    ``waits`` the seconds that passed before each ack.
    """

    acks: tuple[Ack, ...]
    killed: bool
    points: tuple[str, ...]
    waits: tuple[float, ...]


class ForkServer:
    """The parent's side: starts the server process, gives orders, takes outcomes."""

    def __init__(self, scratch: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.fork_server", str(scratch)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._answers = self._process.stdin, self._process.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._orders.close()
        self._process.wait(DEADLINE_SECONDS)
        self._answers.close()

    def run(self, order: Order) -> Outcome:
        """Let one child play and return what it told; AssertionError if it failed by itself."""
        self._orders.write(order.to_line())
        self._orders.flush()
        line = self._answers.readline()
        assert line, "the fork server ended"
        told = json.loads(line)
        ends = {one["act"]: one for one in told["acks"] if one["act"] in {_END, _FAILED}}
        assert _FAILED not in ends, ends[_FAILED]["text"]
        acks = [one for one in told["acks"] if one["act"] not in {_BEGIN, _END}]
        return Outcome(
            acks=tuple(acks),
            killed=told["killed"],
            points=tuple(ends[_END]["points"]) if ends else (),
            waits=tuple(one["wait"] for one in acks),
        )


class Points:
    """Counts the points that a morning comes by, and dies at the wanted one."""

    def __init__(self, fatal: int) -> None:
        self.seen: list[str] = []
        self._fatal = fatal

    def __call__(self, name: str) -> None:
        self.seen.append(name)
        if len(self.seen) == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def serve(scratch: Path) -> None:
    """Take orders until the parent closes the pipe."""
    for line in sys.stdin:
        order = Order.from_line(line)
        if order.warm:
            with Path(os.devnull).open("wb", buffering=0) as nobody:
                _play(order, scratch, nobody.fileno())
            # What is loaded now stays as it is, and is not copied into every child.
            gc.collect()
            gc.freeze()
            answer: dict[str, Any] = {"acks": [], "killed": False}
        else:
            answer = _fork(order, scratch)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _play(order: Order, scratch: Path, told: int) -> None:
    """Play a morning; every act is one line on the descriptor ``told``."""
    last = time.monotonic()

    def tell(ack: Ack) -> None:
        nonlocal last
        now = time.monotonic()
        line = json.dumps({**ack, "wait": now - last}, ensure_ascii=False) + "\n"
        os.write(told, line.encode())
        last = now

    points = Points(order.point)
    with open_stage(order.place, content(scratch), points) as stage:
        tell({"act": _BEGIN})
        PLAYS[order.morning](Morning(stage, tell))
        tell({"act": _END, "points": list(points.seen)})


def _fork(order: Order, scratch: Path) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _live(order, scratch, writing)
    os.close(writing)
    acks: list[dict[str, Any]] = []
    with os.fdopen(reading, "rb") as lines:
        for ack in acks_from(lines.fileno()):
            acks.append(ack)
            # The ack of the beginning is none of an act. The lines after it are heard to the end:
            # what was told before the death counts, also when it arrived with this one.
            if len(acks) - 1 == order.acks:
                select([], [], [], order.delay)
                os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"acks": acks, "killed": killed}


def _live(order: Order, scratch: Path, told: int) -> None:
    """Be the child; never return into the server."""
    try:
        _play(order, scratch, told)
    except BaseException:  # noqa: BLE001  whatever went wrong is told to the parent
        line = json.dumps({"act": _FAILED, "text": format_exc()}) + "\n"
        os.write(told, line.encode())
    finally:
        os._exit(0)


def acks_from(pipe: int) -> Iterator[dict[str, Any]]:
    """Read whole lines as they come; a line that death cut short was never told."""
    pending = b""
    while part := os.read(pipe, 65536):
        *lines, pending = (pending + part).split(b"\n")
        yield from (json.loads(line) for line in lines)


if __name__ == "__main__":
    # With one and the same code on them, the papers of all children are the same.
    with patch.object(issuance, "_pickup_code", lambda: "471100"):
        serve(Path(sys.argv[1]))
