"""Work off the GUI thread. The GUI thread never waits: screens hand over work and go on.

Results come back by signal on the GUI thread. A result whose receiver is gone is dropped.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal

Result = TypeVar("Result")
OnError = Callable[[Exception], None]
_LAST_WORK_MS = 5_000


class Tasks(Protocol):
    """What screens ask for: run this, then tell me."""

    def run(
        self, work: Callable[[], Result], on_done: Callable[[Result], None], on_error: OnError
    ) -> None:
        """Do ``work`` elsewhere, then call one of the two on the GUI thread."""
        ...


@dataclass(frozen=True)
class _Arrival:
    """A finished piece of work, ready to be delivered."""

    deliver: Callable[[], None]
    receiver: Callable[..., None]


class TaskRunner(QObject):
    """Runs work on its own thread pool; build it on the GUI thread, ``close`` it at the end."""

    _arrived = Signal(object)

    def __init__(self, threads: int = 4) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)
        self._closing = False
        self._arrived.connect(self._deliver)

    def run(
        self, work: Callable[[], Result], on_done: Callable[[Result], None], on_error: OnError
    ) -> None:
        """Do ``work`` on the pool; ``on_error`` gets whatever it raised."""
        if not self._closing:
            self._pool.start(partial(self._work, work, on_done, on_error))

    def close(self) -> bool:
        """Take no more work and wait for what runs; True when all of it ended in time."""
        self._closing = True
        self._pool.clear()
        return self._pool.waitForDone(_LAST_WORK_MS)

    def _work(
        self, work: Callable[[], Result], on_done: Callable[[Result], None], on_error: OnError
    ) -> None:
        try:
            result = work()
        # One of the two broad catches of the program: the error travels to the GUI thread whole.
        except Exception as error:  # noqa: BLE001
            arrival = _Arrival(partial(on_error, error), on_error)
        else:
            arrival = _Arrival(partial(on_done, result), on_done)
        if shiboken6.isValid(self):
            self._arrived.emit(arrival)

    def _deliver(self, arrival: _Arrival) -> None:
        if not self._closing and is_alive(arrival.receiver):
            arrival.deliver()


class RunNow:
    """Does the work at once, in the caller's thread: for pictures and tests."""

    def run(
        self, work: Callable[[], Result], on_done: Callable[[Result], None], on_error: OnError
    ) -> None:
        """Do ``work`` and deliver it before returning."""
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - as TaskRunner does
            on_error(error)
        else:
            on_done(result)


class RunOnCall:
    """Holds the work until ``finish``: shows a screen while it waits, for pictures and tests."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()

    @property
    def waiting(self) -> int:
        """How many pieces of work are held."""
        return len(self._waiting)

    def run(
        self, work: Callable[[], Result], on_done: Callable[[Result], None], on_error: OnError
    ) -> None:
        """Keep ``work`` for later."""
        self._waiting.append(partial(RunNow().run, work, on_done, on_error))

    def finish(self) -> None:
        """Do what is held, oldest first; work that it starts is held in turn."""
        for _ in range(len(self._waiting)):
            self._waiting.popleft()()


def is_alive(receiver: Callable[..., None]) -> bool:
    """Tell whether the widget behind a callable still exists."""
    while isinstance(receiver, partial):
        receiver = receiver.func
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
