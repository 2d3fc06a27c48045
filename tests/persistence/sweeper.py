"""A program of its own that sweeps for warnings, waits for the word to begin, and can be killed."""

import json
import os
import signal
import sys
from datetime import date, datetime
from pathlib import Path

from tests.databases import QUICK_CHECK
from tests.factories import PASSWORD, make_calendar
from windowdesk.domain.escalation import cutoff
from windowdesk.persistence.gates import PostgresGate, SqliteGate
from windowdesk.services.lights import next_workday
from windowdesk.services.warning_port import Cutoffs


class _Killer:
    """Ends the program hard before the ``at``-th write of its kind; 0 never."""

    def __init__(self, at: int) -> None:
        self._left = at

    def __call__(self, step: str) -> None:
        if step == "before commit" and self._left:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Take an order as JSON, say that it is ready, begin at a word, tell how many were written."""
    order = json.loads(sys.stdin.readline())
    calendar, killer = make_calendar(), _Killer(order["kill_at"])
    if order["path"]:
        gate: SqliteGate | PostgresGate = SqliteGate(
            Path(order["path"]), calendar, on_step=killer, check=QUICK_CHECK, busy_seconds=30.0
        )
    else:
        gate = PostgresGate(order["url"], calendar, on_step=killer)
    _account, database = gate.log_in("clerk", PASSWORD)
    today = date.fromisoformat(order["today"])
    days = Cutoffs(
        today=today,
        now=datetime.fromisoformat(order["now"]),
        soon=next_workday(today, calendar),
        head_by=cutoff(today, 1, calendar),
        leader_by=cutoff(today, 3, calendar),
    )
    _tell("ready")
    sys.stdin.readline()
    _tell(str(database.warnings.sweep(days)))
    database.close()


def _tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
