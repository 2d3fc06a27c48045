"""From an acceptance to the sheet through a real print system, and everything that goes wrong.

Nothing leaves the desk's list until the sheet is out, and no sheet comes out twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.devices.print_system import (
    BackendMode,
    CaptureQueue,
    ErrorPolicy,
    PrintSystem,
    print_system,
    wait_until,
)
from tests.kill.conftest import Centres
from tests.kill.day import make_application
from tests.kill.stage import Content, Stage
from windowdesk.devices.cups import CupsSpooler
from windowdesk.domain.document import PrintState
from windowdesk.services.acting import ActReceipt
from windowdesk.services.session import Session
from windowdesk.services.worklists import PrintRow
from windowdesk.tools.demo_centre import CLERK
from windowdesk.tools.demo_story import SUBSIDY

__all__ = ["print_system"]
pytestmark = pytest.mark.cups

NAME = "papers"
AWAY = "连不上打印系统"


@dataclass
class Window:
    """A window with a real queue, and one accepted case whose notice waits for the printer."""

    session: Session
    system: PrintSystem
    queue: CaptureQueue
    receipt: ActReceipt

    @property
    def print_id(self) -> int:
        (print_id,) = (p.print_id for p in self.receipt.papers if p.print_id is not None)
        return print_id

    @property
    def archived(self) -> bytes:
        (paper,) = (p for p in self.receipt.papers if p.print_id is not None)
        return self.session.press.bytes_of_record(paper.document_id)

    def listed(self) -> tuple[PrintRow, ...]:
        """Return the list of the desk: what waits or did not come out."""
        return self.session.database.lists.unprinted(self.session.window)

    def states(self) -> list[tuple[PrintState, str]]:
        return [(row.state, row.reason) for row in self.listed()]

    def wait_for(self, state: PrintState, reason: str) -> None:
        """Sweep until the desk's list shows that state."""

        def shown() -> bool:
            self.session.press.sweep()
            return any(now is state and reason in why for now, why in self.states())

        wait_until(shown, f"{state}: {reason}")

    def wait_until_done(self) -> None:
        def done() -> bool:
            self.session.press.sweep()
            return not self.listed()

        wait_until(done, "an empty list")

    def sheets(self) -> list[bytes]:
        return [printed.pdf for printed in self.queue.printed()]


@pytest.fixture
def window(print_system: PrintSystem, centres: Centres, shared: Content) -> Iterator[Window]:
    queue = print_system.add_queue(NAME)
    stage = Stage(
        centres.fresh(), shared, spooler=CupsSpooler(print_system.server), queue=queue.name
    )
    session = stage.session(CLERK)
    receipt = session.acceptance.receive_and_accept(make_application(session, SUBSIDY))
    yield Window(session, print_system, queue, receipt)
    stage.close()


def test_what_comes_to_the_printer_is_what_was_archived(window: Window) -> None:
    job = window.session.press.print_job(window.print_id)

    assert (job.state, job.reason) == (PrintState.SPOOLED, "")
    (printed,) = window.queue.wait_for(papers=1)
    window.wait_until_done()
    assert printed.pdf == window.archived
    assert printed.title.startswith(window.receipt.papers[-1].number)


def test_two_papers_of_one_act_both_come_out(window: Window) -> None:
    session = window.session
    with session.database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), prints_receipt_too=True))
        uow.commit()
    receipt = session.acceptance.receive_and_accept(make_application(session, SUBSIDY))
    assert [paper.kind for paper in receipt.papers] == ["receipt", "acceptance"]

    for paper in receipt.papers:
        assert paper.print_id is not None
        session.press.print_job(paper.print_id)
    window.session.press.print_job(window.print_id)

    window.queue.wait_for(papers=3)
    window.wait_until_done()
    wanted = [session.press.bytes_of_record(paper.document_id) for paper in receipt.papers]
    assert window.sheets() == [*wanted, window.archived]


@dataclass(frozen=True)
class Refusal:
    """A printer that takes nothing: how it comes about, what the desk shows, how it is cured."""

    hinder: Callable[[Window], None]
    reason: str
    cure: Callable[[Window], None]


REFUSALS = {
    "rejecting": Refusal(
        lambda w: w.queue.reject(), "队列 papers 不收新任务", lambda w: w.queue.accept()
    ),
    "failing": Refusal(
        lambda w: w.queue.backend(BackendMode.FAIL),
        "任务中止",
        lambda w: w.queue.backend(BackendMode.PRINT),
    ),
    "dead spooler": Refusal(lambda w: w.system.stop(), AWAY, lambda w: w.system.start()),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_paper_that_was_refused_stays_on_the_list_until_it_is_printed_again(
    window: Window, name: str
) -> None:
    refusal = REFUSALS[name]
    refusal.hinder(window)

    window.session.press.print_job(window.print_id)

    window.wait_for(PrintState.NOT_PRINTED, refusal.reason)
    assert window.sheets() == []
    refusal.cure(window)
    window.session.press.again(window.print_id)
    window.queue.wait_for(papers=1)
    window.wait_until_done()
    assert window.sheets() == [window.archived]


@dataclass(frozen=True)
class Delay:
    """A printer that keeps the job: how it comes about, what the desk shows, how it goes on."""

    hinder: Callable[[Window], None]
    reason: str
    cure: Callable[[Window], None]


DELAYS = {
    "paused": Delay(lambda w: w.queue.pause(), "打印机暂停", lambda w: w.queue.resume()),
    "out of paper": Delay(
        lambda w: w.queue.backend(BackendMode.OUT_OF_PAPER), "缺纸", lambda w: w.queue.let_go()
    ),
}


@pytest.mark.parametrize("name", DELAYS)
def test_a_paper_that_is_held_up_stays_on_the_list_and_comes_out_by_itself(
    window: Window, name: str
) -> None:
    delay = DELAYS[name]
    delay.hinder(window)

    window.session.press.print_job(window.print_id)

    window.wait_for(PrintState.SPOOLED, delay.reason)
    assert window.sheets() == []
    delay.cure(window)
    window.queue.wait_for(papers=1)
    window.wait_until_done()
    assert window.sheets() == [window.archived]


@pytest.mark.parametrize("name", DELAYS)
def test_printing_again_first_takes_the_held_up_job_back(window: Window, name: str) -> None:
    DELAYS[name].hinder(window)
    first = window.session.press.print_job(window.print_id)
    window.wait_for(PrintState.SPOOLED, DELAYS[name].reason)
    window.queue.backend(BackendMode.PRINT)

    second = window.session.press.again(window.print_id)

    assert second.job != first.job
    window.queue.resume()
    window.queue.wait_for(papers=1)
    window.wait_until_done()
    assert window.sheets() == [window.archived]


def test_a_print_system_that_dies_with_the_job_says_so_and_prints_it_once(window: Window) -> None:
    window.queue.pause()
    window.session.press.print_job(window.print_id)
    window.system.stop()

    window.wait_for(PrintState.SPOOLED, AWAY)

    window.system.start()
    window.queue.resume()
    window.queue.wait_for(papers=1)
    window.wait_until_done()
    assert window.sheets() == [window.archived]


def test_a_queue_that_stops_at_a_failure_holds_the_job_and_says_why(
    window: Window, print_system: PrintSystem, centres: Centres, shared: Content
) -> None:
    strict = print_system.add_queue("strict", error_policy=ErrorPolicy.STOP_PRINTER)
    spooler = CupsSpooler(print_system.server)
    stage = Stage(centres.fresh(), shared, spooler=spooler, queue=strict.name)
    session = stage.session(CLERK)
    receipt = session.acceptance.receive_and_accept(make_application(session, SUBSIDY))
    at_strict = Window(session, print_system, strict, receipt)
    strict.backend(BackendMode.FAIL)

    session.press.print_job(at_strict.print_id)

    at_strict.wait_for(PrintState.SPOOLED, "打印机暂停")
    strict.backend(BackendMode.PRINT)
    strict.resume()
    strict.wait_for(papers=1)
    at_strict.wait_until_done()
    assert at_strict.sheets() == [at_strict.archived]
    stage.close()


def test_a_reprint_is_a_job_of_its_own_with_the_same_bytes(window: Window) -> None:
    press = window.session.press
    press.print_job(window.print_id)
    window.queue.wait_for(papers=1)
    window.wait_until_done()
    paper = window.receipt.papers[-1]

    job = press.reprint(paper.document_id)

    assert job.reprint
    assert job.print_id != window.print_id
    assert [row.reprint for row in window.listed()] == [True]
    window.queue.wait_for(papers=2)
    window.wait_until_done()
    assert window.sheets() == [window.archived, window.archived]
    rows = window.session.database.lists.prints(window.receipt.case_id)
    assert {(row.reprint, row.state) for row in rows} == {
        (True, PrintState.DONE),
        (False, PrintState.DONE),
    }


def test_a_sheet_that_never_came_out_goes_back_on_the_list_by_one_key(window: Window) -> None:
    press = window.session.press
    press.print_job(window.print_id)
    window.queue.wait_for(papers=1)
    window.wait_until_done()

    press.not_printed(window.print_id)

    assert [state for state, _reason in window.states()] == [PrintState.NOT_PRINTED]
    press.again(window.print_id)
    window.queue.wait_for(papers=2)
    window.wait_until_done()


def test_a_program_that_was_killed_while_it_sent_leaves_a_job_in_doubt(
    window: Window, shared: Content, centres: Centres, tmp_path: Path
) -> None:
    """The sheet is out and the record does not know it: the desk is told to look, not to print."""
    spooler = DiesAfterSending(CupsSpooler(window.system.server))
    stage = Stage(centres.fresh(), shared, spooler=spooler, queue=NAME)
    session = stage.session(CLERK)
    receipt = session.acceptance.receive_and_accept(make_application(session, SUBSIDY))
    doubtful = Window(session, window.system, window.queue, receipt)
    with pytest.raises(Killed):
        session.press.print_job(doubtful.print_id)

    session.press.sweep()

    doubtful.wait_for(PrintState.NOT_PRINTED, "先看有没有打出来")
    window.queue.wait_for(papers=1)
    session.press.came_out(doubtful.print_id)
    assert doubtful.listed() == ()
    assert window.sheets() == [doubtful.archived]
    stage.close()


class Killed(BaseException):
    """Stands for the end of the program at this place."""


class DiesAfterSending(CupsSpooler):
    def __init__(self, spooler: CupsSpooler) -> None:
        super().__init__(spooler._server)

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        super().send(queue, pdf, title=title, copies=copies, tray=tray)
        raise Killed
