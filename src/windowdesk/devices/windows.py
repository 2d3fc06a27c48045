"""Printing on Windows: the pages of the archived PDF as pictures, through QPrinter.

Windows has no way of its own to take a PDF, so each page is drawn at the printer's resolution.
Painting and the reading of states are tested on Linux into a PDF printer; nothing of this was
tried on a real Windows printer: finding it by name, its paper sources, its spooler.

The spooler forgets a job once it is printed and once somebody deletes it in the printer's window;
both look the same from here and count as DONE.
"""

import uuid
from collections.abc import Callable
from types import MappingProxyType

import pypdfium2
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from windowdesk.devices.windows_jobs import JobFlag, PowerShellPrintJobs, PrintJobs
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.pdfium_lock import PDFIUM
from windowdesk.services.print_port import JobReport, JobState, QueueReport

# Finer than this a laser printer shows no difference on text, and an A4 page stays below 35 MB.
MAX_DPI = 300
POINTS_PER_INCH = 72

NO_QUEUE = "没有叫 {queue} 的打印机，纸没打出来。文书已存好，在设置里换一台再打。"
NO_TRAY = "打印机 {queue} 没有叫 {tray} 的纸盒，纸没打出来。文书已存好，在设置里换一个纸盒再打。"
NOT_TAKEN = "打印机 {queue} 没收下，纸没打出来。文书已存好，看打印机开着、连着没有，再打。"
JOB_CANCELLED = "任务被撤掉"

PRINTER_REASONS = MappingProxyType(
    {
        QPrinter.PrinterState.Aborted: "打印机停了",
        QPrinter.PrinterState.Error: "打印机报错",
    }
)
JOB_REASONS = MappingProxyType(
    {
        JobFlag.PAPER_OUT: "缺纸",
        JobFlag.OFFLINE: "打印机没联机",
        JobFlag.USER_INTERVENTION: "打印机要人去看一下",
        JobFlag.PAUSED: "打印机暂停",
        JobFlag.BLOCKED: "打印驱动不对",
        JobFlag.ERROR: "打印机报错",
    }
)


def open_printer(queue: str) -> QPrinter:
    """Return the printer of this name at its full resolution; EnvironmentProblem if none has it."""
    info = QPrinterInfo.printerInfo(queue)
    if info.isNull():
        raise EnvironmentProblem(NO_QUEUE.format(queue=queue))
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


class WindowsSpooler:
    """A Spooler over QPrinter; a QGuiApplication must exist."""

    def __init__(
        self,
        jobs: PrintJobs | None = None,
        open_printer: Callable[[str], QPrinter] = open_printer,
    ) -> None:
        self._jobs = jobs or PowerShellPrintJobs()
        self._open_printer = open_printer

    def queues(self) -> tuple[QueueReport, ...]:
        """Return the printers that Windows lists, with what their drivers tell of them."""
        return tuple(
            QueueReport(
                name=info.printerName(),
                ready=info.state() not in PRINTER_REASONS,
                reason=PRINTER_REASONS.get(info.state(), ""),
                is_default=info.isDefault(),
            )
            for info in QPrinterInfo.availablePrinters()
        )

    def trays(self, queue: str) -> tuple[str, ...]:
        """Return none: on Windows the driver of the printer chooses the tray."""
        del queue
        return ()

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        """Paint ``pdf`` and return the mark by which the job is found again.

        ``tray`` is the name of a QPrinter.PaperSource (Upper, Lower, Manual, Cassette …).
        """
        printer = self._open_printer(queue)
        mark = uuid.uuid4().hex
        printer.setDocName(f"{title} {mark}")
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
        if tray:
            printer.setPaperSource(_paper_source(queue, tray))
        rounds = copies
        if printer.supportsMultipleCopies():
            printer.setCopyCount(copies)
            rounds = 1
        if not paint_pages(pdf, printer, rounds=rounds):
            raise EnvironmentProblem(NOT_TAKEN.format(queue=queue))
        return mark

    def ask(self, job: str) -> JobReport:
        """Return what became of ``job``; one that is in no queue any more counts as printed."""
        flags = self._jobs.flags(job)
        if flags is None or flags & JobFlag.PRINTED:
            return JobReport(JobState.DONE)
        if flags & (JobFlag.DELETED | JobFlag.DELETING):
            return JobReport(JobState.FAILED, JOB_CANCELLED)
        reasons = (reason for flag, reason in JOB_REASONS.items() if flags & flag)
        return JobReport(JobState.WAITING, next(reasons, ""))

    def cancel(self, job: str) -> None:
        """Take ``job`` out of its queue; all is well if it already left it."""
        self._jobs.remove(job)


def paint_pages(pdf: bytes, printer: QPrinter, *, rounds: int = 1) -> bool:
    """Paint all pages ``rounds`` times, each at its true size on a sheet of its own size.

    One page at a time is in memory. False if the printer does not take it.
    """
    dpi = min(printer.resolution(), MAX_DPI)
    printer.setFullPage(True)
    painter = QPainter()
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        count = len(document)
    try:
        for number in range(count * rounds):
            # A preview may be drawn between two pages, never during one.
            with PDFIUM:
                layout, picture = _page(document, number % count, dpi)
            printer.setPageLayout(layout)
            # The size of the first sheet counts only if it is set before the painter begins.
            started = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not started:
                printer.abort()
                return False
            whole_sheet = printer.paperRect(QPrinter.Unit.DevicePixel).size()
            painter.drawImage(QRectF(QPointF(), whole_sheet), picture)
        return painter.end()
    finally:
        if painter.isActive():
            painter.end()
        with PDFIUM:
            document.close()


def _page(document: pypdfium2.PdfDocument, index: int, dpi: int) -> tuple[QPageLayout, QImage]:
    page = document[index]
    try:
        return _layout(*page.get_size()), _picture(page, dpi)
    finally:
        page.close()


def _layout(width: float, height: float) -> QPageLayout:
    # Qt and the drivers know a sheet by its upright size; a wide page is a turned sheet.
    upright = QSizeF(min(width, height), max(width, height))
    is_wide = width > height
    return QPageLayout(
        QPageSize(upright, QPageSize.Unit.Point),
        QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait,
        QMarginsF(),
    )


def _picture(page: pypdfium2.PdfPage, dpi: int) -> QImage:
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, prefer_bgrx=True)
    try:
        picture = QImage(
            memoryview(bitmap.buffer).cast("B"),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        )
        # The copy owns its pixels; the bitmap is closed before the printer is done with them.
        return picture.copy()
    finally:
        bitmap.close()


def _paper_source(queue: str, tray: str) -> QPrinter.PaperSource:
    sources = QPrinter.PaperSource.__members__
    if tray not in sources:
        raise EnvironmentProblem(NO_TRAY.format(queue=queue, tray=tray))
    return sources[tray]
