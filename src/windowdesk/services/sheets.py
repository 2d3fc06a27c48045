"""Free sheets: drawn, printed and exported like papers, but kept nowhere and without a number.

What became of a printing is seen for as long as the program runs; afterwards the sheet is drawn
anew. Font check, renderer and print system are those of papers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from windowdesk.domain.centre import Centre, window_label
from windowdesk.domain.document import PRINT_MOVES, PrintState
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.services.acting import Bench
from windowdesk.services.paper_port import Renderer, RenderOrder, TemplateCatalogue
from windowdesk.services.ports import AuditEntry
from windowdesk.services.press import PrinterChoice
from windowdesk.services.print_port import JobReport, JobState, Spooler
from windowdesk.services.sheet_facts import SHEETS

# Jobs that are done and no longer of use to anybody; the last ones can still be called back.
_REMEMBERED = 50
# The kind of a printing that is the copy of an attached file, for the choice of its printer.
COPY = "attachment_copy"
# Codes of a sheet name no case: no window has the number 00 and no day a serial 00000.
_NO_WINDOW, _NO_SERIAL = "00", "00000"


@dataclass(frozen=True)
class SheetPlace:
    """Where sheets come from: centre and window (two digits, '' in the back office)."""

    centre: Centre
    window: str = ""


@dataclass(frozen=True)
class SheetCodes:
    """What the codes of a sheet say that belongs to a case: its 24 digits, the signed code."""

    case_digits: str
    signed: str


@dataclass(frozen=True)
class SheetTools:
    """What draws and prints. ``now`` is aware UTC; ``record`` writes act and subject to the log."""

    templates: TemplateCatalogue
    renderer: Renderer
    spooler: Spooler
    now: Callable[[], datetime]
    record: Callable[[str, str], None]


@dataclass(frozen=True)
class SheetJob:
    """One printing of a free sheet; ``job`` is the print system's id, ``reason`` why it failed."""

    sheet_id: int
    kind: str
    title: str
    copies: int
    asked_at: datetime
    state: PrintState
    printer: PrinterChoice
    job: str = ""
    reason: str = ""


class Sheets:
    """Renders, prints and exports the free sheets of one desk. Safe to call from several threads.

    ``kind`` is a code of ``SHEETS``; facts are those that its registry names.
    """

    def __init__(self, tools: SheetTools, place: SheetPlace, printer: PrinterChoice) -> None:
        self._tools = tools
        self._place = place
        self._printer = printer
        self._jobs: dict[int, SheetJob] = {}
        self._pdfs: dict[int, bytes] = {}
        self._lock = Lock()

    def choose(self, printer: PrinterChoice) -> None:
        """Print on other queues or from other trays from now on."""
        self._printer = printer

    def has_own_printer(self, kind: str) -> bool:
        """Tell whether a printer is there for this kind alone (a roll takes no other sheet)."""
        return bool(self._printer.own_queue(kind))

    def render(self, kind: str, facts: PaperFacts, codes: SheetCodes | None = None) -> bytes:
        """Return the sheet as PDF.

        DomainError names a fact that is lacking and where to enter it, or the first character
        that no font has; EnvironmentProblem if the template is missing or faulty.
        """
        return self._tools.renderer.pdf(self._checked(kind, facts, codes))

    def docx(self, kind: str, facts: PaperFacts) -> bytes:
        """Return the sheet as DOCX; errors as in ``render``."""
        return self._tools.renderer.docx(self._checked(kind, facts))

    def export(self, kind: str, facts: PaperFacts) -> bytes:
        """Return the sheet as PDF for a file of its own; logged."""
        pdf = self.render(kind, facts)
        self._tools.record("export_sheet", SHEETS[kind].title)
        return pdf

    def print_sheet(
        self,
        kind: str,
        facts: PaperFacts,
        copies: int = 1,
        printer: PrinterChoice | None = None,
        codes: SheetCodes | None = None,
    ) -> SheetJob:
        """Draw the sheet and hand it to the printer; logged.

        What cannot be drawn raises as in ``render``; a printer that does not take it becomes the
        visible state of the job, with the reason. ``printer`` is another one than that of the
        desk (test page).
        """
        pdf = self.render(kind, facts, codes)
        job = self._new_job(kind, SHEETS[kind].title, copies, printer or self._printer)
        self._tools.record("print_sheet", job.title)
        with self._lock:
            self._pdfs[job.sheet_id] = pdf
        return self._hand_over(job)

    def print_copy(self, title: str, pdf: bytes) -> SheetJob:
        """Print the copy of an attached file, which is drawn already; logged.

        The bytes lie in the case and may be many: they are not kept here.
        """
        job = self._new_job(COPY, title, 1, self._printer)
        self._tools.record("print_attachment", title)
        with self._lock:
            self._pdfs[job.sheet_id] = pdf
        handed = self._hand_over(job)
        with self._lock:
            self._pdfs.pop(job.sheet_id, None)
        return handed

    def again(self, sheet_id: int) -> SheetJob:
        """Print a sheet again that did not come out: the same bytes."""
        job = self._job(sheet_id)
        if job.job and job.state is PrintState.SPOOLED:
            self._tools.spooler.cancel(job.job)
        return self._hand_over(replace(job, job=""))

    def not_printed(self, sheet_id: int) -> SheetJob:
        """Set a job back by one key: the sheet never came out, whatever the printer says."""
        return self._settle(sheet_id, PrintState.NOT_PRINTED, "窗口说没打出来")

    def came_out(self, sheet_id: int) -> SheetJob:
        """Settle a job of unknown outcome: the sheet lies on the desk."""
        return self._settle(sheet_id, PrintState.DONE, "")

    def jobs(self) -> tuple[SheetJob, ...]:
        """Return the jobs since the program started, the newest first."""
        with self._lock:
            return tuple(sorted(self._jobs.values(), key=lambda job: job.sheet_id, reverse=True))

    def sweep(self) -> tuple[SheetJob, ...]:
        """Ask after every spooled job; return those that changed."""
        changed = []
        for job in self.jobs():
            if job.state is PrintState.SPOOLED:
                after = self._after(job)
                if after != job:
                    changed.append(self._keep(after))
        return tuple(changed)

    def _new_job(self, kind: str, title: str, copies: int, printer: PrinterChoice) -> SheetJob:
        at = self._tools.now()
        return SheetJob(
            sheet_id=new_id(at),
            kind=kind,
            title=title,
            copies=copies,
            asked_at=at,
            state=PrintState.WAITING,
            printer=printer,
        )

    def _checked(
        self, kind: str, facts: PaperFacts, codes: SheetCodes | None = None
    ) -> RenderOrder:
        order = self._order(kind, facts)
        if codes is not None:
            order = replace(order, case_digits=codes.case_digits, code=codes.signed)
        self._tools.renderer.check(order)
        return order

    def _order(self, kind: str, facts: PaperFacts) -> RenderOrder:
        centre, window = self._place.centre, self._place.window
        at = self._tools.now()
        return RenderOrder(
            template_text=self._tools.templates.sheet(kind, centre.paper_style).text,
            facts=facts,
            number="",
            case_digits=f"{centre.code}{_NO_WINDOW}{local_date(at):%Y%m%d}{_NO_SERIAL}",
            issued_at=at.astimezone(SHANGHAI),
            window=window_label(window) if window else "",
            watermark=centre.watermark or None,
            sheet=kind,
        )

    def _hand_over(self, job: SheetJob) -> SheetJob:
        queue = job.printer.queue_for(job.kind)
        if not queue:
            return self._keep(_failed(job, "这个窗口没有打印机"))
        try:
            spooled = self._tools.spooler.send(
                queue,
                self._pdf(job.sheet_id),
                title=f"{job.title} {job.sheet_id}",
                copies=job.copies,
                tray=job.printer.tray_for(job.kind),
            )
        except (EnvironmentProblem, DomainError) as problem:
            return self._keep(_failed(job, problem.text))
        return self._keep(replace(job, state=PrintState.SPOOLED, job=spooled, reason=""))

    def _after(self, job: SheetJob) -> SheetJob:
        try:
            report = self._tools.spooler.ask(job.job)
        except EnvironmentProblem as problem:
            report = JobReport(JobState.WAITING, problem.text)
        if report.state is JobState.FAILED:
            return _failed(job, report.reason)
        state = PrintState.DONE if report.state is JobState.DONE else job.state
        return replace(job, state=state, reason=report.reason)

    def _settle(self, sheet_id: int, state: PrintState, reason: str) -> SheetJob:
        job = self._job(sheet_id)
        if state not in PRINT_MOVES[job.state]:
            raise DomainError("这张的打印情况刚变了。按 F5 看最新的情况。")
        return self._keep(replace(job, state=state, reason=reason))

    def _job(self, sheet_id: int) -> SheetJob:
        with self._lock:
            job = self._jobs.get(sheet_id)
        if job is None:
            raise DomainError("这张单子的打印记录已经没有了。重新打一张。")
        return job

    def _pdf(self, sheet_id: int) -> bytes:
        with self._lock:
            pdf = self._pdfs.get(sheet_id)
        if pdf is None:
            raise DomainError("这张单子没有留底。重新打一张。")
        return pdf

    def _keep(self, job: SheetJob) -> SheetJob:
        with self._lock:
            self._jobs[job.sheet_id] = job
            for old in sorted(self._jobs)[:-_REMEMBERED]:
                del self._jobs[old]
                self._pdfs.pop(old, None)
        return job


def sheets_of(bench: Bench, centre: Centre, spooler: Spooler, printer: PrinterChoice) -> Sheets:
    """Return the free sheets of a logged-in account; what it prints and exports is logged."""

    def now() -> datetime:
        with bench.database.reading() as uow:
            return uow.now()

    def record(act: str, subject: str) -> None:
        with bench.database.unit_of_work() as uow:
            at = uow.now()
            uow.audit(AuditEntry(new_id(at), at, bench.account.login, act, subject))
            uow.commit()

    tools = SheetTools(bench.templates, bench.renderer, spooler, now, record)
    return Sheets(tools, SheetPlace(centre, bench.window), printer)


def _failed(job: SheetJob, reason: str) -> SheetJob:
    return replace(job, state=PrintState.NOT_PRINTED, reason=reason)
