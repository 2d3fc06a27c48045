"""A private PostgreSQL server: a cluster of its own in a temporary folder, on a Unix socket.

Other tests take the fixture with ``from tests.persistence.postgres_server import postgres_server``.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

SUPERUSER = "root_of_tests"
UNPRIVILEGED = "postgres"
DEADLINE_SECONDS = 60
_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
# Everything that a real server does for durability stays on.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
}


@dataclass
class PostgresServer:
    """A running cluster. ``owner`` roles may create roles, but are no superusers."""

    folder: Path
    programs: Path
    password: str = field(default_factory=lambda: secrets.token_hex(16))
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """Return the address of a database without saying who comes."""
        return f"postgresql:///{database}?host={self.folder}"

    def owner_url(self, database: str) -> str:
        """Return the address for the owner of a database."""
        return f"postgresql://owner_{database}:{self.password}@/{database}?host={self.folder}"

    def superuser(self, database: str = "postgres") -> psycopg.Connection:
        """Return a connection that may do everything, each statement by itself."""
        return psycopg.connect(
            host=str(self.folder),
            dbname=database,
            user=SUPERUSER,
            password=self.password,
            autocommit=True,
        )

    def new_database(self) -> str:
        """Make an empty database with an owner, and return its name."""
        name = f"centre{next(self._numbers)}"
        with self.superuser() as connection:
            owner = sql.Identifier(f"owner_{name}")
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(
                    owner, sql.Literal(self.password)
                )
            )
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(name), owner
                )
            )
        return name

    def start(self) -> None:
        """Make the cluster and let it run."""
        password_file = self.folder / "password"
        password_file.write_text(self.password, encoding="ascii")
        password_file.chmod(0o644)
        self._run(
            "initdb",
            *("--username", SUPERUSER, "--pwfile", str(password_file), "--auth", "scram-sha-256"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        self.resume()

    def resume(self) -> None:
        """Start the cluster that is there."""
        options = {**SETTINGS, "unix_socket_directories": str(self.folder)}
        given = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "--wait", "--log", log, "--options", given)

    def stop(self, mode: str = "fast") -> None:
        """Stop the cluster; "immediate" leaves the clearing up to the next start."""
        self._run("pg_ctl", "stop", "--wait", "--mode", mode)

    def _run(self, program: str, *arguments: str) -> None:
        is_root = os.geteuid() == 0
        done = subprocess.run(
            [str(self.programs / program), "--pgdata", str(self.folder / "data"), *arguments],
            user=UNPRIVILEGED if is_root else None,
            group=UNPRIVILEGED if is_root else None,
            extra_groups=[] if is_root else None,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            timeout=DEADLINE_SECONDS,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            told = log.read_text(errors="replace") if log.exists() else str(done.stderr)
            raise RuntimeError(f"{program} failed: {told[-2000:]}")


def find_programs() -> Path | None:
    """Return the folder of the newest server programs, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [
        folder
        for pattern in _FOLDERS
        for folder in Path("/").glob(pattern.lstrip("/"))
        if (folder / "initdb").exists()
    ]
    return max(folders, default=None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server; each worker of a parallel run has its own."""
    with running_server() as server:
        yield server


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Run a server of one's own, for tests that kill it; skip or fail without PostgreSQL."""
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    # Not below the folder of pytest: only its owner may pass there, and the server is another one.
    folder = Path(tempfile.mkdtemp(prefix="wd-pg-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED, UNPRIVILEGED)
    server = PostgresServer(folder, programs)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
