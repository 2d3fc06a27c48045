"""A copy of a database file in which many cases fall due at once: what a morning sweep meets."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

_FALL_DUE = """
UPDATE case_ SET desk = 'review', clock_paused = 0, due_on = :due, amber_on = :due
WHERE case_id IN (SELECT case_id FROM case_ ORDER BY case_id DESC LIMIT :count)
"""


def copy_with_due(path: Path, count: int, due: date) -> tuple[Path, int]:
    """Copy a file beside itself and let up to ``count`` cases be due; return it and how many are.

    Only what a sweep reads is changed, past the rules; nothing else may be done with the copy.
    """
    copy = path.with_name("due.db")
    with closing(sqlite3.connect(path)) as given, closing(sqlite3.connect(copy)) as made:
        given.backup(made)
        made.execute("PRAGMA journal_mode = WAL")
        changed = made.execute(_FALL_DUE, {"due": due.isoformat(), "count": count}).rowcount
        made.commit()
    return copy, changed
