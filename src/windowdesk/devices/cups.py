"""Printing through CUPS: the archived bytes go to the queue as they are.

``lp`` and ``cancel`` act, because they know how this machine signs on to its print server; the
states are asked by IPP, because ``lpstat`` shows a finished and an aborted job alike.

DONE means what CUPS means by it: the backend took the whole file without an error. A printer that
swallows data and prints nothing cannot be told from one that prints.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from enum import IntEnum
from http.client import HTTPException
from types import MappingProxyType
from typing import IO

from windowdesk.devices.ipp import Group, IppClient, IppError, Operation, Status
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.print_port import JobReport, JobState, QueueReport

ACT_TIMEOUT_SECONDS = 20.0
ASK_TIMEOUT_SECONDS = 5.0

AWAY = "连不上打印系统。文书都已存好，看打印服务开着没有，再试一次。"
NO_CLIENT = "这台机器上没有打印命令 {command}。文书都已存好，装上 cups-client 再打。"
NO_REPLY = "打印系统 {seconds:.0f} 秒没有回应。文书都已存好，先看纸出没出来，再定要不要重打。"
NO_ROOM = "磁盘上没有地方放临时文件，纸没打出来。文书已存好，腾出磁盘空间再打。"
REFUSED = "打印系统不让这台机器查打印情况（{detail}）。文书都已存好，找管理员放开再打。"
NO_QUEUE = "没有叫 {queue} 的打印队列，纸没打出来。文书已存好，在设置里换一个队列再打。"
REJECTING = "打印队列 {queue} 不收新任务，纸没打出来。文书已存好，让队列重新收任务再打。"
NOT_TAKEN = "打印队列 {queue} 没收下，纸没打出来（{detail}）。文书已存好，找管理员看过再打。"
NOT_CANCELLED = "打印任务 {job} 撤不下来（{detail}）。先在打印队列里删掉它，再重打。"

QUEUE_REJECTS = "队列不收新任务"
QUEUE_PAUSED = "队列已暂停"
PRINTER_PAUSED = "打印机暂停"
CONNECTING = "正在连打印机"
JOB_HELD = "任务被挂起"
JOB_RETRIED = "打印机报错，过一会自动再试"
JOB_CANCELLED = "任务被撤掉"
PRINTER_FAILED = "打印机报错"
JOB_ABORTED = "{cause}，任务中止"
JOB_UNKNOWN = "打印系统里查不到这个任务"
STATE_UNTOLD = "打印系统没说打到哪了"

# printer-state-reasons that keep paper from coming out: RFC 8011 §5.4.12, PWG 5100.9 §7.
HARDWARE_REASONS = MappingProxyType(
    {
        "media-empty": "缺纸",
        "media-needed": "缺纸",
        "media-jam": "卡纸",
        "cover-open": "盖子没合上",
        "door-open": "盖子没合上",
        "interlock-open": "盖子没合上",
        "input-tray-missing": "纸盒没装好",
        "output-tray-missing": "出纸盘没装好",
        "output-area-full": "出纸口满了",
        "toner-empty": "墨粉用完",
        "marker-supply-empty": "墨用完",
        "marker-supply-missing": "墨盒没装好",
        "marker-waste-full": "废粉盒满了",
        "developer-empty": "显影剂用完",
        "fuser-over-temp": "打印机过热",
        "spool-area-full": "打印机内存满了",
        "offline": "打印机没联机",
        "shutdown": "打印机没开",
        "timed-out": "打印机没有回应",
        "cups-missing-filter": "打印驱动不全",
        "cups-insecure-filter": "打印驱动权限不对",
    }
)
SEVERITY = re.compile(r"-(error|report|warning)$")
SLOTS = re.compile(r"^InputSlot/[^:]*:(.*)$", re.MULTILINE)
JOB_NUMBER = re.compile(r"request id is .*-(\d+) \(")

PRINTER_ATTRIBUTES = (
    "printer-name",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
)
JOB_ATTRIBUTES = ("job-state", "job-state-reasons", "job-printer-uri")


class IppJobState(IntEnum):
    """RFC 8011 §5.3.7; what is not named here is pending or processing."""

    HELD = 4
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


class IppPrinterState(IntEnum):
    """RFC 8011 §5.4.11; what is not named here prints or is ready to."""

    STOPPED = 5


class CupsSpooler:
    """A Spooler over CUPS.

    ``server`` is ``host:port`` or the path of a socket; None: the server that ``lp`` would take
    (CUPS_SERVER, client.conf, the local socket). Queues that exist only while something is printed
    to them (driverless printers found in the network) are not listed.
    """

    def __init__(self, server: str | None = None) -> None:
        self._server = server

    def queues(self) -> tuple[QueueReport, ...]:
        """Return the queues of the server, sorted by name."""
        default = self._ask(Operation.CUPS_GET_DEFAULT, ("printer-name",))
        default_name = default[0].text("printer-name") if default else ""
        printers = self._ask(Operation.CUPS_GET_PRINTERS, PRINTER_ATTRIBUTES)
        reports = (_queue_report(printer, default_name) for printer in printers)
        return tuple(sorted(reports, key=lambda report: report.name))

    def trays(self, queue: str) -> tuple[str, ...]:
        """Return the choices of the printer's InputSlot; none for a queue without a driver."""
        answer = self._run("lpoptions", ["-p", queue, "-l"])
        slot = SLOTS.search(answer.stdout.decode("utf-8", "replace"))
        return tuple(choice.lstrip("*") for choice in slot[1].split()) if slot else ()

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        """Hand over ``pdf`` with ``lp`` and return the job id, ``QUEUE-NUMBER``.

        ``tray`` is a choice of the printer's InputSlot. A paused queue takes the job and keeps it.
        """
        options = ["-d", queue, "-t", title, "-n", str(copies), "-o", "sides=one-sided"]
        if tray:
            options += ["-o", f"InputSlot={tray}"]
        answer = self._run("lp", options, pdf)
        number = JOB_NUMBER.search(answer.stdout.decode("utf-8", "replace"))
        if answer.returncode or number is None:
            raise self._refusal(queue, _last_line(answer.stderr))
        # Our own spelling of the queue: in the C locale the commands may write it otherwise.
        return f"{queue}-{number[1]}"

    def ask(self, job: str) -> JobReport:
        """Return what became of ``job``.

        A job that CUPS no longer knows (its history was emptied) counts as failed: whether paper
        came out is then for the clerk to see, never for us to assume.
        """
        target = ("job-uri", f"ipp://localhost/jobs/{_number(job)}")
        found = self._ask(Operation.GET_JOB_ATTRIBUTES, JOB_ATTRIBUTES, target)
        if not found:
            return JobReport(JobState.FAILED, JOB_UNKNOWN)
        state = found[0].number("job-state")
        if state == IppJobState.COMPLETED:
            return JobReport(JobState.DONE)
        if state == IppJobState.CANCELLED:
            return JobReport(JobState.FAILED, JOB_CANCELLED)
        hindrance = self._hindrance_of(found[0].text("job-printer-uri"))
        if state == IppJobState.ABORTED:
            cause = hindrance or PRINTER_FAILED
            return JobReport(JobState.FAILED, JOB_ABORTED.format(cause=cause))
        return JobReport(JobState.WAITING, hindrance or _own_reason(found[0]))

    def cancel(self, job: str) -> None:
        """Take ``job`` out of its queue; all is well if it already left it.

        What the printer has swallowed by then may still come out.
        """
        answer = self._run("cancel", [str(_number(job))])
        if answer.returncode and self.ask(job).state is JobState.WAITING:
            raise EnvironmentProblem(
                NOT_CANCELLED.format(job=job, detail=_last_line(answer.stderr))
            )

    def _refusal(self, queue: str, detail: str) -> EnvironmentProblem:
        # lp calls a dead print system an unknown printer; so the cause is looked up, not read off.
        report = next((report for report in self.queues() if report.name == queue), None)
        if report is None:
            return EnvironmentProblem(NO_QUEUE.format(queue=queue))
        if QUEUE_REJECTS in report.reason:
            return EnvironmentProblem(REJECTING.format(queue=queue))
        return EnvironmentProblem(NOT_TAKEN.format(queue=queue, detail=detail))

    def _hindrance_of(self, printer_uri: str) -> str:
        target = ("printer-uri", printer_uri)
        found = self._ask(Operation.GET_PRINTER_ATTRIBUTES, PRINTER_ATTRIBUTES, target)
        return "，".join(_hindrances(found[0], PRINTER_PAUSED)) if found else ""

    def _ask(
        self, operation: Operation, wanted: Sequence[str], target: tuple[str, str] | None = None
    ) -> tuple[Group, ...]:
        client = IppClient(self._address(), timeout_seconds=ASK_TIMEOUT_SECONDS)
        try:
            return client.ask(operation, wanted, target=target)
        except (OSError, HTTPException) as away:
            raise EnvironmentProblem(AWAY) from away
        except IppError as failure:
            if failure.status == Status.NOT_FOUND:
                return ()
            raise EnvironmentProblem(REFUSED.format(detail=failure)) from failure

    def _address(self) -> str:
        if self._server is not None:
            return self._server
        address = self._run("lpstat", ["-H"]).stdout.decode("utf-8", "replace").strip()
        if not address:
            raise EnvironmentProblem(AWAY)
        return address

    def _run(
        self, command: str, options: Sequence[str], stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        # -h stands first: the commands look their queue up as soon as they read its name.
        server = [] if self._server is None else ["-h", self._server]
        with _as_file(stdin) as source:
            try:
                return subprocess.run(  # noqa: S603 - no shell; each value is its own argument
                    [command, *server, *options],
                    stdin=source,
                    capture_output=True,
                    check=False,
                    timeout=ACT_TIMEOUT_SECONDS,
                    env={**os.environ, "LC_ALL": "C"},
                    # Without a terminal a command that wants a password fails instead of asking.
                    start_new_session=True,
                )
            except FileNotFoundError as missing:
                raise EnvironmentProblem(NO_CLIENT.format(command=command)) from missing
            except subprocess.TimeoutExpired as slow:
                raise EnvironmentProblem(NO_REPLY.format(seconds=ACT_TIMEOUT_SECONDS)) from slow


def _as_file(stdin: bytes) -> IO[bytes]:
    """Return ``stdin`` as a nameless file.

    A pipe would end early if this program died while lp reads it, and lp would print half a paper.
    """
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    except OSError as failure:
        raise EnvironmentProblem(NO_ROOM) from failure
    try:
        file.write(stdin)
        file.seek(0)
    except OSError as failure:
        file.close()
        raise EnvironmentProblem(NO_ROOM) from failure
    return file


def _queue_report(printer: Group, default_name: str) -> QueueReport:
    rejects = [] if printer.number("printer-is-accepting-jobs") else [QUEUE_REJECTS]
    reasons = [*rejects, *_hindrances(printer, QUEUE_PAUSED)]
    name = printer.text("printer-name")
    return QueueReport(
        name=name,
        ready=all(reason == CONNECTING for reason in reasons),
        reason="，".join(reasons),
        is_default=name == default_name,
    )


def _hindrances(printer: Group, paused: str) -> list[str]:
    """Return why no paper comes out, the curable cause first; ``paused`` names a stopped queue."""
    found = []
    for keyword in printer.texts("printer-state-reasons"):
        severity = SEVERITY.search(keyword)
        # A warning is of one tray or cartridge of several: the paper still comes out.
        if severity is None or severity[1] != "warning":
            found.append(HARDWARE_REASONS.get(SEVERITY.sub("", keyword), ""))
    if printer.number("printer-state") == IppPrinterState.STOPPED:
        found.append(paused)
    elif "connecting-to-device" in printer.texts("printer-state-reasons"):
        found.append(CONNECTING)
    return list(dict.fromkeys(reason for reason in found if reason))


def _own_reason(job: Group) -> str:
    state = job.number("job-state")
    if not state:
        return STATE_UNTOLD
    if state != IppJobState.HELD:
        return ""
    # This is how CUPS marks a job that its retry policy put off.
    retried = "resources-are-not-ready" in job.texts("job-state-reasons")
    return JOB_RETRIED if retried else JOB_HELD


def _number(job: str) -> int:
    return int(job.rpartition("-")[2])


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
