"""From a number to a sheet: what is printed, what is known of it, and what a crash leaves."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.counter import QUEUE, Counter, counter_founding, open_counter
from windowdesk.domain.document import PRINT_LABEL, PrintJob, PrintState
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.acting import IssuedPaper
from windowdesk.services.press import PrinterChoice
from windowdesk.services.print_port import JobReport, JobState

OUT_OF_PAPER = "打印机缺纸"


class PowerCut(BaseException):
    """The program is gone."""


def notice(counter: Counter) -> IssuedPaper:
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    return receipt.papers[-1]


def job_of(counter: Counter, paper: IssuedPaper) -> PrintJob:
    assert paper.print_id is not None
    with counter.at().database.reading() as uow:
        return uow.prints.get(paper.print_id)


def print_notice(counter: Counter) -> IssuedPaper:
    paper = notice(counter)
    assert paper.print_id is not None
    counter.at().press.print_job(paper.print_id)
    return paper


def test_a_sheet_goes_from_waiting_over_the_queue_to_done(counter: Counter) -> None:
    counter.tray.verdict = JobReport(JobState.WAITING)
    paper = notice(counter)
    assert job_of(counter, paper).state is PrintState.WAITING
    assert paper.print_id is not None
    spooled = counter.at().press.print_job(paper.print_id)
    assert (spooled.state, spooled.printer, spooled.job) == (PrintState.SPOOLED, "desk", "desk-1")
    assert counter.at().press.sweep() == ()
    counter.tray.verdict = JobReport(JobState.DONE)
    (done,) = counter.at().press.sweep()
    assert done.state is PrintState.DONE
    assert counter.at().database.lists.unprinted("01") == ()


def test_what_leaves_for_the_printer_is_what_is_archived(counter: Counter) -> None:
    paper = print_notice(counter)
    archived = counter.at().database.lists.archived(paper.document_id)
    assert archived is not None
    assert counter.tray.sheets == [archived.pdf]
    assert hashlib.sha256(archived.pdf).hexdigest() == archived.sha256
    assert counter.tray.titles == [f"{paper.number} {paper.print_id}"]


def test_i6_a_rejected_sheet_stays_on_the_list_with_its_reason(counter: Counter) -> None:
    counter.tray.broken = OUT_OF_PAPER
    paper = print_notice(counter)
    (row,) = counter.at().database.lists.unprinted("01")
    assert (row.document_id, row.state, row.reason) == (
        paper.document_id, PrintState.NOT_PRINTED, OUT_OF_PAPER,
    )  # fmt: skip
    counter.tray.broken = ""
    assert paper.print_id is not None
    assert counter.at().press.again(paper.print_id).state is PrintState.SPOOLED
    assert len(counter.tray.sheets) == 1


def test_a_desk_without_a_printer_works_and_shows_what_waits(
    tmp_path: Path, renderer: PaperRenderer, counter_file: Path
) -> None:
    counter = open_counter(
        tmp_path, renderer, counter_founding(), template=counter_file, printer=""
    )
    paper = print_notice(counter)
    job = job_of(counter, paper)
    assert (job.state, job.reason) == (PrintState.NOT_PRINTED, "这个窗口没有打印机")
    assert counter.at().press.state_of_printer() is None
    assert counter.at().press.export_pdf(paper.document_id).startswith(b"%PDF")
    assert counter.at().press.came_out(job.print_id).state is PrintState.DONE
    counter.close()


def test_a_reprint_is_the_same_bytes_under_its_own_name_in_the_log(counter: Counter) -> None:
    paper = print_notice(counter)
    again = counter.at("archivist").press.reprint(paper.document_id)
    assert (again.reprint, again.asked_by) == (True, "archivist")
    assert counter.tray.sheets[0] == counter.tray.sheets[1]
    assert ("archivist", "reprint", paper.number) in counter.audited()


@pytest.mark.parametrize("login", ["admin", "supervisor"])
def test_who_may_not_reprint_does_not(counter: Counter, login: str) -> None:
    paper = notice(counter)
    with pytest.raises(NotPermitted, match="能做的人：综合窗口人员"):
        counter.at(login).press.reprint(paper.document_id)
    assert counter.tray.sheets == []


def test_every_file_that_leaves_the_house_is_logged(counter: Counter) -> None:
    paper = notice(counter)
    counter.at().press.export_pdf(paper.document_id)
    counter.at().press.docx(paper.document_id)
    with pytest.raises(NotPermitted):
        counter.at("admin").press.export_pdf(paper.document_id)
    assert sorted(counter.audited()) == [
        ("clerk", "export_docx", paper.number),
        ("clerk", "export_pdf", paper.number),
    ]


@pytest.fixture
def cut_short(counter: Counter) -> IssuedPaper:
    """Return a paper whose program died while it handed the sheet over."""

    def die() -> None:
        raise PowerCut

    counter.tray.on_send = die
    paper = notice(counter)
    assert paper.print_id is not None
    with pytest.raises(PowerCut):
        counter.at().press.print_job(paper.print_id)
    counter.tray.on_send = lambda: None
    return paper


def test_i4_after_a_crash_at_the_printer_the_case_stands_and_the_sheet_is_in_doubt(
    counter: Counter, cut_short: IssuedPaper
) -> None:
    survivor = counter.new_session("clerk")
    assert job_of(counter, cut_short).state is PrintState.SPOOLED
    (job,) = survivor.press.sweep()
    assert (job.state, job.reason) == (
        PrintState.NOT_PRINTED, "送打印机时程序中断，先看有没有打出来",
    )  # fmt: skip
    (case,) = survivor.database.lists.recent("clerk", 5)
    assert case.state.value == "accepted"
    assert counter.tray.sheets == []


def test_a_sheet_in_doubt_is_settled_by_who_looks_at_the_tray(
    counter: Counter, cut_short: IssuedPaper
) -> None:
    survivor = counter.new_session("clerk")
    assert cut_short.print_id is not None
    assert survivor.press.again(cut_short.print_id).state is PrintState.SPOOLED
    assert len(counter.tray.sheets) == 1
    back = survivor.press.not_printed(cut_short.print_id)
    assert (back.state, back.reason) == (PrintState.NOT_PRINTED, "窗口说没打出来")
    assert survivor.press.came_out(cut_short.print_id).state is PrintState.DONE


def test_a_sweep_of_the_same_program_does_not_doubt_a_sheet_on_its_way(counter: Counter) -> None:
    paper = notice(counter)
    seen: list[tuple[PrintJob, ...]] = []
    counter.tray.on_send = lambda: seen.append(counter.at().press.sweep())
    assert paper.print_id is not None
    counter.at().press.print_job(paper.print_id)
    assert seen == [()]
    assert job_of(counter, paper).job == "desk-1"


def test_a_sheet_that_is_printed_again_is_first_taken_from_the_queue(counter: Counter) -> None:
    counter.tray.verdict = JobReport(JobState.WAITING, OUT_OF_PAPER)
    paper = print_notice(counter)
    (waiting,) = counter.at().press.sweep()
    assert (waiting.state, waiting.reason) == (PrintState.SPOOLED, OUT_OF_PAPER)
    assert paper.print_id is not None
    counter.at().press.again(paper.print_id)
    assert counter.tray.cancelled == ["desk-1"]
    assert job_of(counter, paper).job == "desk-2"


def test_what_the_queue_gave_up_is_not_printed(counter: Counter) -> None:
    counter.tray.verdict = JobReport(JobState.FAILED, "打印机停用")
    paper = print_notice(counter)
    counter.at().press.sweep()
    assert job_of(counter, paper).state is PrintState.NOT_PRINTED


def test_a_print_system_that_is_away_leaves_every_sheet_as_it_was(counter: Counter) -> None:
    papers = [print_notice(counter), print_notice(counter)]
    counter.tray.away = "打印服务没开"
    changed = counter.at().press.sweep()
    assert [(job.state, job.reason) for job in changed] == [
        (PrintState.SPOOLED, "打印服务没开")
    ] * 2
    with pytest.raises(EnvironmentProblem, match="打印服务没开"):
        counter.at().press.state_of_printer()
    counter.tray.away = ""
    counter.at().press.sweep()
    assert {job_of(counter, paper).state for paper in papers} == {PrintState.DONE}


def test_a_sheet_that_came_out_long_ago_is_not_printed_by_a_late_key(counter: Counter) -> None:
    paper = print_notice(counter)
    counter.at().press.sweep()
    assert paper.print_id is not None
    for late in (counter.at().press.print_job, counter.at().press.came_out):
        with pytest.raises(DomainError, match="刚变了"):
            late(paper.print_id)
    assert len(counter.tray.sheets) == 1


def test_a_paper_without_bytes_is_rendered_by_whoever_comes_next(counter: Counter) -> None:
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    lists = counter.at("clerk2").database.lists
    assert all(lists.archived(paper.document_id) is None for paper in receipt.papers)
    assert counter.at("clerk2").press.render_left_over() == 2
    assert counter.at("clerk2").press.render_left_over() == 0
    archived = [lists.archived(paper.document_id) for paper in receipt.papers]
    assert all(paper is not None and paper.is_intact for paper in archived)


def test_the_bytes_of_record_are_rendered_once(counter: Counter) -> None:
    paper = notice(counter)
    first = counter.at().press.bytes_of_record(paper.document_id)
    counter.pass_time(timedelta(days=3))
    assert counter.at("clerk2").press.bytes_of_record(paper.document_id) == first


def test_bytes_that_somebody_changed_are_not_printed(counter: Counter) -> None:
    paper = notice(counter)
    counter.at().press.bytes_of_record(paper.document_id)
    counter.desks.run_sql("DROP TRIGGER document_file_keeps")
    counter.desks.run_sql("UPDATE document_file SET pdf = CAST(pdf || x'00' AS BLOB)")
    with pytest.raises(EnvironmentProblem, match="存档的 PDF 被改过"):
        counter.at().press.bytes_of_record(paper.document_id)
    assert paper.print_id is not None
    job = counter.at().press.print_job(paper.print_id)
    assert (job.state, "被改过" in job.reason) == (PrintState.NOT_PRINTED, True)
    assert counter.tray.sheets == []


def test_the_printer_of_the_desk_is_looked_at(counter: Counter) -> None:
    report = counter.at().press.state_of_printer()
    assert report is not None
    assert report.ready
    counter.tray.broken = OUT_OF_PAPER
    report = counter.at().press.state_of_printer()
    assert report is not None
    assert (report.ready, report.reason) == (False, OUT_OF_PAPER)


def test_every_state_has_its_word() -> None:
    assert set(PRINT_LABEL) == set(PrintState)


def test_i22_counter_list_export_and_reprint_take_one_path_to_paper(counter: Counter) -> None:
    counter.tray.verdict = JobReport(JobState.DONE)
    paper = print_notice(counter)
    press = counter.at().press
    press.sweep()
    reprinted = press.reprint(paper.document_id)
    press.again(press.not_printed(reprinted.print_id).print_id)
    shown = press.bytes_of_record(paper.document_id)
    assert counter.tray.sheets == [shown] * 3
    assert press.export_pdf(paper.document_id) == shown
    other_desk = counter.at("issuer").press
    assert other_desk.bytes_of_record(paper.document_id) == shown


def test_a_paper_comes_from_the_tray_of_its_kind(counter: Counter) -> None:
    press = counter.at().press
    press.choose(PrinterChoice(QUEUE, tray="Tray1", trays={"acceptance": "Tray2"}))
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    printed = [paper for paper in receipt.papers if paper.print_id is not None]
    for paper in printed:
        assert paper.print_id is not None
        press.print_job(paper.print_id)
    assert counter.tray.slots == [
        "Tray2" if paper.kind == "acceptance" else "Tray1" for paper in printed
    ]
