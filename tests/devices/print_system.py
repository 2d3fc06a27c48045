"""A private print system: a cupsd of its own on a loopback port, and queues that keep their bytes.

Other tests take the fixture with ``from tests.devices.print_system import print_system``.
"""

import os
import pwd
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

import pytest

PROGRAMS = ("cupsd", "lpadmin", "cupsdisable", "cupsenable", "cupsreject", "cupsaccept", "lp")
# The programs of the administrator are not on the path of everybody.
SEARCH_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
SERVER_BINS = (Path("/usr/lib/cups"), Path("/usr/libexec/cups"))
SERVER_BIN_PARTS = ("cgi-bin", "daemon", "driver", "filter", "monitor", "notifier")
DEADLINE_SECONDS = 20.0
POLL_SECONDS = 0.01
START_ATTEMPTS = 3

CUPSD_CONF = """\
Listen 127.0.0.1:{port}
LogLevel info
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

CUPS_FILES_CONF = """\
ServerRoot {root}/etc
ServerBin {root}/bin
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
User {user}
SystemGroup root
"""

# CUPS calls a backend with: job, user, title, copies, options and, for a raw queue, the file.
BACKEND = """\
#!/bin/sh
[ $# -eq 0 ] && exit 0
folder=${DEVICE_URI#capture:}
read -r mode < "$folder/mode"
case $mode in
fail)
    echo "ERROR: told to fail" >&2
    exit 1
    ;;
hold)
    read -r _ < "$folder/gate"
    ;;
out_of_paper)
    echo "STATE: +media-empty-error" >&2
    read -r _ < "$folder/gate"
    echo "STATE: -media-empty-error" >&2
    ;;
esac
printf '%s\\n' "$1" "$3" "$4" "$5" > "$folder/$1.call"
cat ${6:+"$6"} > "$folder/$1.part"
mv "$folder/$1.part" "$folder/$1.pdf"
"""


class BackendMode(StrEnum):
    """What the backend of a queue does with the next job."""

    PRINT = "print"
    FAIL = "fail"
    HOLD = "hold"
    OUT_OF_PAPER = "out_of_paper"


class ErrorPolicy(StrEnum):
    """What CUPS does when the backend fails."""

    ABORT_JOB = "abort-job"
    STOP_PRINTER = "stop-printer"
    RETRY_JOB = "retry-job"


@dataclass(frozen=True)
class Printed:
    """What came to the backend: the bytes and the words of the job."""

    job_number: int
    title: str
    copies: int
    options: tuple[str, ...]
    pdf: bytes


class CaptureQueue:
    """A queue that passes the bytes on as they are, to a backend that keeps them."""

    def __init__(self, name: str, folder: Path, command: Callable[..., None]) -> None:
        self.name = name
        self.folder = folder
        self._command = command
        folder.mkdir()
        os.mkfifo(folder / "gate")
        # Held open for both ways, so that neither side ever waits for the other to open it.
        self._gate = os.open(folder / "gate", os.O_RDWR)
        self.backend(BackendMode.PRINT)

    def backend(self, mode: BackendMode) -> None:
        """Tell the backend what to do with the jobs to come."""
        replacement = self.folder / "mode.new"
        replacement.write_text(f"{mode}\n", encoding="ascii")
        replacement.replace(self.folder / "mode")

    def let_go(self) -> None:
        """Let the job that the backend holds, or that waits for paper, come out."""
        os.write(self._gate, b"\n")

    def pause(self) -> None:
        self._command("cupsdisable", self.name)

    def resume(self) -> None:
        self._command("cupsenable", self.name)

    def reject(self) -> None:
        self._command("cupsreject", self.name)

    def accept(self) -> None:
        self._command("cupsaccept", self.name)

    def printed(self) -> tuple[Printed, ...]:
        """Return what came out so far, in the order of the job numbers."""
        files = sorted(self.folder.glob("*.pdf"), key=lambda file: int(file.stem))
        return tuple(_read_printed(file) for file in files)

    def wait_for(self, papers: int) -> tuple[Printed, ...]:
        """Wait until so many jobs came out and return them."""
        wait_until(lambda: len(self.printed()) >= papers, f"{papers} jobs at {self.name}")
        return self.printed()

    def close(self) -> None:
        os.close(self._gate)


class PrintSystem:
    """One cupsd with everything of its own below ``root``; runs as root or as anybody."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._queues: list[CaptureQueue] = []
        self._port = 0
        _lay_out(root)

    @property
    def server(self) -> str:
        """The ``host:port`` to give to CupsSpooler or ``lp -h``."""
        return f"127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        for _attempt in range(START_ATTEMPTS):
            self._port = _free_port()
            with suppress(TimeoutError, ChildProcessError):
                self.start()
                return self
        raise ChildProcessError(f"cupsd does not start:\n{self._log()}")

    def __exit__(self, *_exception: object) -> None:
        self.stop()
        for queue in self._queues:
            queue.close()

    def start(self) -> None:
        """Start cupsd, after a ``stop`` with the same port, queues and jobs."""
        (self._root / "cupsd.conf").write_text(CUPSD_CONF.format(port=self._port), encoding="utf-8")
        self._process = subprocess.Popen(
            [
                _program("cupsd"),
                "-f",
                *("-c", str(self._root / "cupsd.conf")),
                *("-s", str(self._root / "cups-files.conf")),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(self._listens, "cupsd to listen")
        except TimeoutError:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop cupsd and its backends; a job that was printing stays in the spool."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def add_queue(
        self, name: str, *, error_policy: ErrorPolicy = ErrorPolicy.ABORT_JOB, default: bool = False
    ) -> CaptureQueue:
        """Make a raw queue that takes jobs now."""
        queue = CaptureQueue(name, self._root / "queues" / str(len(self._queues)), self._administer)
        self._queues.append(queue)
        policy = f"printer-error-policy={error_policy}"
        device = f"capture:{queue.folder}"
        self._administer("lpadmin", "-p", name, "-E", "-v", device, "-m", "raw", "-o", policy)
        if default:
            self._administer("lpadmin", "-d", name)
        return queue

    def _administer(self, command: str, *options: str) -> None:
        answer = subprocess.run(
            [_program(command), "-h", self.server, *options],
            capture_output=True,
            check=False,
            timeout=DEADLINE_SECONDS,
            env={**os.environ, "LC_ALL": "C"},
        )
        if answer.returncode:
            raise ChildProcessError(f"{command}: {answer.stderr.decode()}\n{self._log()}")

    def _listens(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise ChildProcessError(f"cupsd ended:\n{self._log()}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), timeout=1):
            return True
        return False

    def _log(self) -> str:
        log = self._root / "log" / "error"
        return log.read_text(encoding="utf-8", errors="replace")[-4000:] if log.exists() else ""


@pytest.fixture
def print_system(tmp_path: Path) -> Iterator[PrintSystem]:
    """Give a running print system without queues."""
    missing = [program for program in PROGRAMS if not shutil.which(program, path=SEARCH_PATH)]
    if missing:
        sentence = (
            f"no private print system: {', '.join(missing)} missing (cups-daemon, cups-client)"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with PrintSystem(tmp_path / "cups") as system:
        yield system


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Ask ``condition`` again and again until it holds; TimeoutError names ``what`` never came."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {DEADLINE_SECONDS:.0f} s in vain for {what}")
        pause.wait(POLL_SECONDS)


def _lay_out(root: Path) -> None:
    for folder in ("etc/ppd", "bin/backend", "spool/tmp", "cache", "state", "log", "queues"):
        (root / folder).mkdir(parents=True)
    system_bin = next(folder for folder in SERVER_BINS if folder.is_dir())
    for part in SERVER_BIN_PARTS:
        (root / "bin" / part).symlink_to(system_bin / part)
    backend = root / "bin" / "backend" / "capture"
    backend.write_text(BACKEND, encoding="ascii")
    # Closed to others, a backend of root runs as root and may write into the test's folder.
    backend.chmod(0o700)
    conf = CUPS_FILES_CONF.format(root=root, user=_unprivileged_user())
    (root / "cups-files.conf").write_text(conf, encoding="utf-8")


def _unprivileged_user() -> str:
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "lp" if "lp" in known else "nobody"


def _program(name: str) -> str:
    return shutil.which(name, path=SEARCH_PATH) or name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _read_printed(file: Path) -> Printed:
    call = file.with_suffix(".call").read_text(encoding="utf-8")
    number, title, copies, options = call.rstrip("\n").split("\n")
    return Printed(int(number), title, int(copies), tuple(options.split()), file.read_bytes())
