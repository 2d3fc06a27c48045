"""The port to the print system; windowdesk.devices stands behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class JobState(StrEnum):
    """What the print system says of a job that was handed to it."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class JobReport:
    """State of one job; ``reason`` is a short Chinese text (缺纸, 打印机暂停), empty if none."""

    state: JobState
    reason: str = ""


@dataclass(frozen=True)
class QueueReport:
    """One print queue of this desk and whether it takes jobs now."""

    name: str
    ready: bool
    reason: str = ""
    is_default: bool = False


@dataclass(frozen=True)
class PrintersSeen:
    """The queues of this machine as they are now, and the trays of each."""

    reports: tuple[QueueReport, ...]
    trays: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(spooler: "Spooler") -> "PrintersSeen":
        """Ask the print system; EnvironmentProblem if it is away."""
        reports = spooler.queues()
        return PrintersSeen(reports, {one.name: spooler.trays(one.name) for one in reports})


class Spooler(Protocol):
    """Hands archived bytes to the print system and asks what became of them."""

    def queues(self) -> tuple[QueueReport, ...]:
        """Return the queues of this desk; EnvironmentProblem if the print system is away."""
        ...

    def trays(self, queue: str) -> tuple[str, ...]:
        """Return the trays that ``queue`` can draw from, as ``send`` takes them; often none."""
        ...

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        """Hand over ``pdf`` unchanged and return the job id that the print system gave.

        EnvironmentProblem with the reason if the queue rejects it or the print system is away.
        """
        ...

    def ask(self, job: str) -> JobReport:
        """Return what became of ``job``; EnvironmentProblem if the print system is away."""
        ...

    def cancel(self, job: str) -> None:
        """Take ``job`` out of its queue, so that a reprint cannot come out twice."""
        ...
