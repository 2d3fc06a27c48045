import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.devices.print_system import (
    BackendMode,
    CaptureQueue,
    ErrorPolicy,
    PrintSystem,
    wait_until,
)
from windowdesk.devices.cups import SLOTS, CupsSpooler
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.print_port import JobReport, JobState, QueueReport

pytestmark = pytest.mark.cups

TITLE = "黛受通〔2026〕00137号"
# Bytes that a text conversion, a line-end conversion or a cut at NUL would change.
PDF = b"%PDF-1.7\r\n" + bytes(range(256)) * 700 + b"\n\x1b%-12345X\r\x1a%%EOF"


@pytest.fixture
def spooler(print_system: PrintSystem) -> CupsSpooler:
    return CupsSpooler(print_system.server)


@pytest.fixture
def queue(print_system: PrintSystem) -> CaptureQueue:
    return print_system.add_queue("papers")


def send(spooler: CupsSpooler, queue: CaptureQueue) -> str:
    return spooler.send(queue.name, PDF, title=TITLE, copies=1)


def wait_for_report(spooler: CupsSpooler, job: str, report: JobReport) -> None:
    seen: list[JobReport] = []

    def reported() -> bool:
        seen.append(spooler.ask(job))
        return seen[-1] == report

    try:
        wait_until(reported, f"{report}")
    except TimeoutError:
        pytest.fail(f"wanted {report}, got at last {seen[-1]}")


def test_the_bytes_at_the_backend_are_the_bytes_sent(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    job = send(spooler, queue)

    (printed,) = queue.wait_for(papers=1)
    assert printed.pdf == PDF
    assert job == f"papers-{printed.job_number}"
    wait_for_report(spooler, job, JobReport(JobState.DONE))


def test_title_copies_tray_and_one_side_reach_the_printer(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    spooler.send(queue.name, PDF, title=TITLE, copies=3, tray="Tray2")

    (printed,) = queue.wait_for(papers=1)
    assert (printed.title, printed.copies) == (TITLE, 3)
    assert {"InputSlot=Tray2", "sides=one-sided"} <= set(printed.options)


def test_a_queue_may_bear_a_chinese_name_with_hyphens(
    spooler: CupsSpooler, print_system: PrintSystem
) -> None:
    hall = print_system.add_queue("大厅-2号窗")

    job = send(spooler, hall)

    assert job.startswith("大厅-2号窗-")
    wait_for_report(spooler, job, JobReport(JobState.DONE))
    assert spooler.queues() == (QueueReport("大厅-2号窗", ready=True),)


def test_queues_tell_default_rejecting_and_paused(
    spooler: CupsSpooler, print_system: PrintSystem
) -> None:
    print_system.add_queue("a-ready", default=True)
    print_system.add_queue("b-paused").pause()
    print_system.add_queue("c-rejecting").reject()

    assert spooler.queues() == (
        QueueReport("a-ready", ready=True, is_default=True),
        QueueReport("b-paused", ready=False, reason="队列已暂停"),
        QueueReport("c-rejecting", ready=False, reason="队列不收新任务"),
    )


def test_a_print_system_without_queues_has_none(spooler: CupsSpooler) -> None:
    assert spooler.queues() == ()


def test_a_rejecting_queue_is_named_with_its_cure(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    queue.reject()

    with pytest.raises(EnvironmentProblem, match="打印队列 papers 不收新任务"):
        send(spooler, queue)

    queue.accept()
    wait_for_report(spooler, send(spooler, queue), JobReport(JobState.DONE))
    assert len(queue.printed()) == 1


def test_an_unknown_queue_is_named(spooler: CupsSpooler, queue: CaptureQueue) -> None:
    with pytest.raises(EnvironmentProblem, match="没有叫 gone 的打印队列"):
        spooler.send("gone", PDF, title=TITLE, copies=1)


def test_what_lp_itself_refuses_is_told_with_its_words(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    with pytest.raises(EnvironmentProblem, match=r"papers 没收下.*copies must be 1 or more"):
        spooler.send(queue.name, PDF, title=TITLE, copies=0)


def test_a_paused_queue_keeps_the_job_and_says_so(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    queue.pause()

    job = send(spooler, queue)

    assert spooler.ask(job) == JobReport(JobState.WAITING, "打印机暂停")
    assert queue.printed() == ()
    queue.resume()
    wait_for_report(spooler, job, JobReport(JobState.DONE))


@pytest.mark.parametrize(
    ("policy", "report", "queue_report"),
    [
        (
            ErrorPolicy.ABORT_JOB,
            JobReport(JobState.FAILED, "打印机报错，任务中止"),
            QueueReport("failing", ready=True),
        ),
        (
            ErrorPolicy.STOP_PRINTER,
            JobReport(JobState.WAITING, "打印机暂停"),
            QueueReport("failing", ready=False, reason="队列已暂停"),
        ),
        (
            ErrorPolicy.RETRY_JOB,
            JobReport(JobState.WAITING, "打印机报错，过一会自动再试"),
            QueueReport("failing", ready=True),
        ),
    ],
)
def test_a_failing_backend_is_told_under_each_policy(
    spooler: CupsSpooler,
    print_system: PrintSystem,
    policy: ErrorPolicy,
    report: JobReport,
    queue_report: QueueReport,
) -> None:
    failing = print_system.add_queue("failing", error_policy=policy)
    failing.backend(BackendMode.FAIL)

    job = send(spooler, failing)

    wait_for_report(spooler, job, report)
    assert spooler.queues() == (queue_report,)
    assert failing.printed() == ()


def test_a_printer_out_of_paper_says_so_until_paper_is_put_in(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    queue.backend(BackendMode.OUT_OF_PAPER)

    job = send(spooler, queue)

    wait_for_report(spooler, job, JobReport(JobState.WAITING, "缺纸"))
    assert spooler.queues() == (QueueReport("papers", ready=False, reason="缺纸"),)
    queue.let_go()
    wait_for_report(spooler, job, JobReport(JobState.DONE))
    assert spooler.queues() == (QueueReport("papers", ready=True),)


def test_a_job_that_prints_just_now_waits_without_a_reason(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    queue.backend(BackendMode.HOLD)

    job = send(spooler, queue)

    assert spooler.ask(job) == JobReport(JobState.WAITING)
    queue.let_go()
    wait_for_report(spooler, job, JobReport(JobState.DONE))


@pytest.mark.parametrize(
    "hinder",
    [CaptureQueue.pause, lambda queue: queue.backend(BackendMode.HOLD)],
    ids=["waiting", "printing"],
)
def test_a_cancelled_job_never_comes_out(
    spooler: CupsSpooler, queue: CaptureQueue, hinder: Callable[[CaptureQueue], None]
) -> None:
    hinder(queue)
    job = send(spooler, queue)

    spooler.cancel(job)

    assert spooler.ask(job) == JobReport(JobState.FAILED, "任务被撤掉")
    queue.resume()
    queue.backend(BackendMode.PRINT)
    second = send(spooler, queue)
    wait_for_report(spooler, second, JobReport(JobState.DONE))
    assert [f"papers-{printed.job_number}" for printed in queue.printed()] == [second]


def test_a_job_that_already_left_the_queue_is_cancelled_quietly(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    job = send(spooler, queue)
    wait_for_report(spooler, job, JobReport(JobState.DONE))

    spooler.cancel(job)
    spooler.cancel("papers-4711")

    assert spooler.ask(job) == JobReport(JobState.DONE)


def test_a_job_that_nobody_knows_is_not_taken_for_printed(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    assert spooler.ask("papers-4711") == JobReport(JobState.FAILED, "打印系统里查不到这个任务")


@pytest.mark.parametrize(
    "call",
    [
        lambda spooler: spooler.queues(),
        lambda spooler: spooler.send("papers", PDF, title=TITLE, copies=1),
        lambda spooler: spooler.ask("papers-1"),
        lambda spooler: spooler.cancel("papers-1"),
    ],
    ids=["queues", "send", "ask", "cancel"],
)
def test_a_dead_print_system_is_one_clear_sentence(
    spooler: CupsSpooler,
    queue: CaptureQueue,
    print_system: PrintSystem,
    call: Callable[[CupsSpooler], object],
) -> None:
    print_system.stop()

    with pytest.raises(EnvironmentProblem) as problem:
        call(spooler)

    assert problem.value.text == "连不上打印系统。文书都已存好，看打印服务开着没有，再试一次。"


def test_a_waiting_job_outlives_a_restart_of_the_print_system(
    spooler: CupsSpooler, queue: CaptureQueue, print_system: PrintSystem
) -> None:
    queue.pause()
    job = send(spooler, queue)

    print_system.stop()
    print_system.start()

    assert spooler.ask(job) == JobReport(JobState.WAITING, "打印机暂停")
    queue.resume()
    (printed,) = queue.wait_for(papers=1)
    assert printed.pdf == PDF


def test_without_a_server_the_one_that_lp_would_take_is_asked(
    queue: CaptureQueue, print_system: PrintSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", print_system.server)
    spooler = CupsSpooler()

    job = send(spooler, queue)

    wait_for_report(spooler, job, JobReport(JobState.DONE))


def test_missing_print_commands_name_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))

    with pytest.raises(EnvironmentProblem, match=r"没有打印命令 lp.*装上 cups-client"):
        CupsSpooler("127.0.0.1:1").send("papers", PDF, title=TITLE, copies=1)


def test_lp_reads_a_file_so_that_a_killed_program_leaves_no_half_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lp = tmp_path / "lp"
    lp.write_text("#!/bin/sh\n[ -f /dev/stdin ] && echo 'request id is papers-7 (0 file(s))'\n")
    lp.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert CupsSpooler("127.0.0.1:1").send("papers", PDF, title=TITLE, copies=1) == "papers-7"


def test_no_room_for_the_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))

    with pytest.raises(EnvironmentProblem, match="腾出磁盘空间"):
        CupsSpooler("127.0.0.1:1").send("papers", PDF, title=TITLE, copies=1)


def test_a_queue_without_a_driver_has_no_trays_to_choose(
    spooler: CupsSpooler, queue: CaptureQueue
) -> None:
    assert spooler.trays(queue.name) == ()


def test_the_trays_of_a_driver_are_the_choices_of_its_input_slot() -> None:
    told = "PageSize/Media Size: *A4 A5\nInputSlot/纸盒: *Auto Tray1 Tray2\nDuplex/x: *None\n"
    slot = SLOTS.search(told)
    assert slot is not None
    assert slot[1].split() == ["*Auto", "Tray1", "Tray2"]
