"""The jobs of the Windows spooler, asked through the PowerShell that every Windows has.

Not tried: no Windows was at hand when this was written. What is tried is how its answers are read.
"""

import os
import subprocess
from enum import IntFlag
from typing import Protocol

from windowdesk.domain.errors import EnvironmentProblem

TIMEOUT_SECONDS = 20.0
NO_ANSWER = "问不到 Windows 的打印任务（{detail}）。文书都已存好，先看纸出没出来，再定要不要重打。"

# The mark travels as an environment variable: nothing of it can be read as a command.
MARK_VARIABLE = "WINDOWDESK_PRINT_JOB"
SELECT_MARKED = (
    "$ErrorActionPreference = 'Stop'; "
    "Get-CimInstance Win32_PrintJob | "
    f"Where-Object {{ $_.Document.EndsWith($env:{MARK_VARIABLE}) }} | "
)
TELL_STATUS = SELECT_MARKED + "ForEach-Object { [uint32]$_.StatusMask }"
REMOVE = SELECT_MARKED + "Remove-CimInstance"


class JobFlag(IntFlag):
    """The bits of Win32_PrintJob.StatusMask, which are those of JOB_STATUS_* in winspool.h."""

    PAUSED = 0x001
    ERROR = 0x002
    DELETING = 0x004
    OFFLINE = 0x020
    PAPER_OUT = 0x040
    PRINTED = 0x080
    DELETED = 0x100
    BLOCKED = 0x200
    USER_INTERVENTION = 0x400


class PrintJobs(Protocol):
    """The jobs that wait in the spooler, found by the mark at the end of their name."""

    def flags(self, mark: str) -> JobFlag | None:
        """Return the state of the job, None if it is in no queue any more."""
        ...

    def remove(self, mark: str) -> None:
        """Delete the job; nothing happens if it is in no queue any more."""
        ...


class PowerShellPrintJobs:
    """PrintJobs of this Windows machine; each question takes about a second."""

    def flags(self, mark: str) -> JobFlag | None:
        """Return the state of the marked job; EnvironmentProblem if Windows does not tell."""
        return read_flags(_power_shell(TELL_STATUS, mark))

    def remove(self, mark: str) -> None:
        """Delete the marked job; EnvironmentProblem if Windows does not let us."""
        _power_shell(REMOVE, mark)


def read_flags(answer: str) -> JobFlag | None:
    """Return the flags of all jobs in ``answer``, a decimal number a line; None if it is empty."""
    masks = [int(line) for line in answer.split()]
    if not masks:
        return None
    united = JobFlag(0)
    for mask in masks:
        united |= JobFlag(mask)
    return united


def _power_shell(script: str, mark: str) -> str:
    command = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script]
    try:
        answer = subprocess.run(  # noqa: S603 - the script is a constant of this module
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
            env={**os.environ, MARK_VARIABLE: mark},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        raise EnvironmentProblem(NO_ANSWER.format(detail=type(failure).__name__)) from failure
    if answer.returncode:
        raise EnvironmentProblem(NO_ANSWER.format(detail=f"PowerShell {answer.returncode}"))
    return answer.stdout.decode("ascii", "replace")
