"""Notices that another program has written to the same file."""

import sqlite3
from pathlib import Path
from threading import Lock


class FileChanges:
    """Asks SQLite on a connection of its own, which never writes.

    A file that cannot be asked now counts as unchanged: the next real query will say why.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._last = 0

    def mark(self) -> int:
        """Return a number that changes with every commit of another connection."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = sqlite3.connect(
                        f"{self._path.as_uri()}?mode=ro", uri=True, check_same_thread=False
                    )
                self._last = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error:
                return self._last
            return self._last

    def close(self) -> None:
        """Give back the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
