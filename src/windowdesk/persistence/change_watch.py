"""Notices that another desk has written, so that lists are read again."""

import sqlite3
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from threading import Lock

import psycopg
from psycopg import pq

_CHANNEL = "windowdesk"


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


class ServerChanges:
    """Hears from a PostgreSQL server on a connection of its own, and tells it.

    A message names centre and department and no more: everybody can listen. It is sent after the
    commit and nobody waits for it; a lost one is made good by the next refresh of the lists.
    """

    def __init__(self, conninfo: str, centre: str, department: str) -> None:
        self._conninfo = conninfo
        self._centre = centre
        self._department = department
        self._lock = Lock()
        self._wire: pq.abc.PGconn | None = None
        self._count = 0

    def mark(self) -> int:
        """Return a number that changes with every message that concerns this account."""
        with self._lock:
            self._on_wire(self._listen)
            return self._count

    def announce(self, departments: Collection[str]) -> None:
        """Tell other desks that something of these departments has changed."""
        with self._lock:
            for department in sorted(departments) or [""]:
                payload = f"{self._centre}|{department}".encode()
                self._on_wire(partial(_send, payload))

    def close(self) -> None:
        """Give back the connection."""
        with self._lock:
            self._drop()

    def _on_wire(self, use: Callable[[pq.abc.PGconn], None]) -> None:
        try:
            if self._wire is None:
                self._wire = _connect(self._conninfo)
            use(self._wire)
        except psycopg.Error:
            # Whatever was said meanwhile is lost: count it as something, so that lists are read.
            self._drop()
            self._count += 1

    def _listen(self, wire: pq.abc.PGconn) -> None:
        _settle(wire)
        wire.consume_input()
        while (heard := wire.notifies()) is not None:
            centre, _, department = heard.extra.decode().partition("|")
            is_mine = centre == self._centre and (
                not self._department or department in {"", self._department}
            )
            if is_mine and heard.be_pid != wire.backend_pid:
                self._count += 1

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.finish()
            self._wire = None


def _connect(conninfo: str) -> pq.abc.PGconn:
    wire = pq.PGconn.connect(conninfo.encode())
    if wire.status != pq.ConnStatus.OK:
        wire.finish()
        raise psycopg.OperationalError("the server does not answer")
    wire.exec_(f"LISTEN {_CHANNEL}".encode())
    return wire


def _send(payload: bytes, wire: pq.abc.PGconn) -> None:
    _settle(wire)
    wire.send_query_params(b"SELECT pg_notify($1, $2)", [_CHANNEL.encode(), payload])
    wire.flush()


def _settle(wire: pq.abc.PGconn) -> None:
    """Take in the answer to what was sent last; it has long come."""
    while wire.get_result() is not None:
        pass
