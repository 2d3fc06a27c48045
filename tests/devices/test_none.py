import pytest

from windowdesk.devices.none import NoPrinter
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.print_port import JobReport, JobState


def test_a_centre_without_a_printer_has_no_queue() -> None:
    assert NoPrinter().queues() == ()


def test_sending_says_what_to_do() -> None:
    with pytest.raises(EnvironmentProblem, match="这台机器没有打印机"):
        NoPrinter().send("papers", b"%PDF", title="T", copies=1)


def test_a_job_of_earlier_days_did_not_come_out_here() -> None:
    NoPrinter().cancel("papers-1")

    assert NoPrinter().ask("papers-1") == JobReport(JobState.FAILED, "这台机器没有打印机")
