"""Painting and the reading of states; a Windows printer itself is not at hand."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from windowdesk.devices.windows import WindowsSpooler, open_printer, paint_pages
from windowdesk.devices.windows_jobs import JobFlag, read_flags
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.print_port import JobReport, JobState

pytestmark = pytest.mark.usefixtures("qapp")

A4 = (210, 297)
WIDE_A4 = (297, 210)
ROLL = (80, 160)
MARK_MM = 10
BLACK = 40
WHITE = 215


class FakeJobs:
    """The spooler's list as a plain table."""

    def __init__(self, flags: dict[str, JobFlag]) -> None:
        self.waiting = flags

    def flags(self, mark: str) -> JobFlag | None:
        return self.waiting.get(mark)

    def remove(self, mark: str) -> None:
        self.waiting.pop(mark, None)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "printed.pdf"


@pytest.fixture
def open_file_printer(output: Path, qapp: QCoreApplication) -> Callable[[str], QPrinter]:
    def open_it(queue: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(output))
        return printer

    return open_it


def paper(*sizes_mm: tuple[int, int]) -> bytes:
    """Draw pages with a black square of 10 mm whose corner is 10 mm from the top left corner."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for width, height in sizes_mm:
        canvas.setPageSize((width * mm, height * mm))
        canvas.rect(MARK_MM * mm, (height - 2 * MARK_MM) * mm, MARK_MM * mm, MARK_MM * mm, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def sizes_in_mm(file: Path) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(file) as document:
        sizes = [page.get_size() for page in document]
    return [(round(width / mm), round(height / mm)) for width, height in sizes]


def brightness_at(file: Path, page: int, *points_mm: tuple[float, float]) -> list[int]:
    scale = 4
    with pypdfium2.PdfDocument(file) as document:
        bitmap = document[page].render(scale=scale, grayscale=True)
        pixels = bytes(bitmap.buffer)
        places = [(round(x * mm * scale), round(y * mm * scale)) for x, y in points_mm]
        values = [pixels[y * bitmap.stride + x] for x, y in places]
        bitmap.close()
    return values


@pytest.mark.parametrize("size", [A4, WIDE_A4, ROLL], ids=["A4", "wide A4", "80 mm roll"])
def test_a_page_comes_out_at_its_true_size_and_place(
    open_file_printer: Callable[[str], QPrinter], output: Path, size: tuple[int, int]
) -> None:
    assert paint_pages(paper(size), open_file_printer("any"))

    assert sizes_in_mm(output) == [size]
    inside = brightness_at(output, 0, (10.5, 10.5), (19.5, 10.5), (10.5, 19.5), (19.5, 19.5))
    outside = brightness_at(output, 0, (9.5, 9.5), (20.5, 9.5), (9.5, 20.5), (20.5, 20.5))
    assert max(inside) < BLACK
    assert min(outside) > WHITE


def test_each_page_keeps_its_own_size(
    open_file_printer: Callable[[str], QPrinter], output: Path
) -> None:
    assert paint_pages(paper(A4, WIDE_A4, ROLL), open_file_printer("any"))

    assert sizes_in_mm(output) == [A4, WIDE_A4, ROLL]


@pytest.mark.parametrize(("printer_dpi", "picture_dpi"), [(1200, 300), (203, 203)])
def test_a_page_is_drawn_no_finer_than_300_dpi_or_the_printer(
    open_file_printer: Callable[[str], QPrinter], output: Path, printer_dpi: int, picture_dpi: int
) -> None:
    printer = open_file_printer("any")
    printer.setResolution(printer_dpi)

    assert paint_pages(paper(A4), printer)

    with pypdfium2.PdfDocument(output) as document:
        (picture,) = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        width, _height = picture.get_px_size()
    assert width == pytest.approx(A4[0] / 25.4 * picture_dpi, abs=2)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_start_is_told(tmp_path: Path, qapp: QCoreApplication) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing folder" / "printed.pdf"))
    spooler = WindowsSpooler(FakeJobs({}), lambda _queue: printer)

    with pytest.raises(EnvironmentProblem, match="打印机 hall 没收下"):
        spooler.send("hall", paper(A4), title="T", copies=1)


def test_copies_are_painted_in_order_where_the_printer_cannot_make_them(
    open_file_printer: Callable[[str], QPrinter], output: Path
) -> None:
    spooler = WindowsSpooler(FakeJobs({}), open_file_printer)

    spooler.send("hall", paper(A4, ROLL), title="受理通知书", copies=2)

    assert sizes_in_mm(output) == [A4, ROLL, A4, ROLL]


def test_the_job_is_marked_so_that_it_is_found_again(
    open_file_printer: Callable[[str], QPrinter], output: Path
) -> None:
    spooler = WindowsSpooler(FakeJobs({}), open_file_printer)

    mark = spooler.send("hall", paper(A4), title="受理通知书", copies=1)

    with pypdfium2.PdfDocument(output) as document:
        assert document.get_metadata_value("Title") == f"受理通知书 {mark}"


def test_an_unknown_tray_is_named(open_file_printer: Callable[[str], QPrinter]) -> None:
    spooler = WindowsSpooler(FakeJobs({}), open_file_printer)

    with pytest.raises(EnvironmentProblem, match="没有叫 Attic 的纸盒"):
        spooler.send("hall", paper(A4), title="T", copies=1, tray="Attic")


def test_an_unknown_printer_is_named() -> None:
    with pytest.raises(EnvironmentProblem, match="没有叫 nowhere 的打印机"):
        open_printer("nowhere")


@pytest.mark.parametrize(
    ("answer", "report"),
    [
        ("", JobReport(JobState.DONE)),
        ("128\r\n", JobReport(JobState.DONE)),
        ("0\r\n", JobReport(JobState.WAITING)),
        ("16\r\n", JobReport(JobState.WAITING)),
        ("80\r\n", JobReport(JobState.WAITING, "缺纸")),
        ("34\r\n", JobReport(JobState.WAITING, "打印机没联机")),
        ("1\r\n", JobReport(JobState.WAITING, "打印机暂停")),
        ("2\r\n", JobReport(JobState.WAITING, "打印机报错")),
        ("260\r\n", JobReport(JobState.FAILED, "任务被撤掉")),
    ],
)
def test_the_bits_of_the_spooler_become_states(answer: str, report: JobReport) -> None:
    flags = read_flags(answer)
    spooler = WindowsSpooler(FakeJobs({} if flags is None else {"mark": flags}))

    assert spooler.ask("mark") == report


def test_a_cancelled_job_leaves_the_spooler() -> None:
    jobs = FakeJobs({"mark": JobFlag.PAUSED, "other": JobFlag.PAUSED})

    WindowsSpooler(jobs).cancel("mark")

    assert jobs.waiting == {"other": JobFlag.PAUSED}
