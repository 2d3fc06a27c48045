"""From a number to a sheet of paper: render, archive, print, and say what became of it.

The order is fixed: commit → render → archive → print. Preview and reprint are the archived bytes,
never a second rendering. A job is marked as spooled before the bytes leave, so that a crash in
between leaves a visible job of unknown outcome and never a silent second sheet.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from windowdesk.domain.document import PRINT_MOVES, ArchivedPaper, Document, PrintJob, PrintState
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import ConcurrentChange, DomainError, EnvironmentProblem
from windowdesk.domain.ids import new_id
from windowdesk.services.acting import Bench, order_of
from windowdesk.services.paper_port import RenderOrder
from windowdesk.services.ports import AuditEntry, UnitOfWork
from windowdesk.services.print_port import JobReport, JobState, QueueReport, Spooler
from windowdesk.services.signed_files import signed_file

_RENDERED_AT_ONCE = 50
_CHANGED = "存档的 PDF 被改过，不能打印。保留数据库，报上级核查。"


@dataclass(frozen=True)
class PrinterChoice:
    """Which queue prints what at this desk; ``queue`` is empty where there is no printer."""

    queue: str = ""
    by_kind: Mapping[str, str] | None = None
    tray: str = ""
    trays: Mapping[str, str] | None = None

    def tray_for(self, kind: str) -> str:
        """Return the tray for a kind of paper, '' for the printer's own choice."""
        return (self.trays or {}).get(kind, self.tray)

    def queue_for(self, kind: str) -> str:
        """Return the queue for a kind of paper."""
        return (self.by_kind or {}).get(kind, self.queue)

    def own_queue(self, kind: str) -> str:
        """Return the queue that is there for this kind alone, '' if there is none."""
        return (self.by_kind or {}).get(kind, "")


class Press:
    """Renders, archives and prints the papers of one desk."""

    def __init__(self, bench: Bench, spooler: Spooler, printer: PrinterChoice) -> None:
        self._bench = bench
        self._renderer = bench.renderer
        self._spooler = spooler
        self._printer = printer
        # Jobs that this program is handing over right now; a sweep must not take them for jobs
        # that a crash left behind.
        self._sending: set[int] = set()

    def bytes_of_record(self, document_id: int) -> bytes:
        """Return the archived PDF; render and archive it first if that was interrupted.

        EnvironmentProblem if the archived bytes are not those that were archived.
        """
        archived = self._bench.database.lists.archived(document_id) or self._archive(document_id)
        if not archived.is_intact:
            raise EnvironmentProblem(_CHANGED)
        return archived.pdf

    def docx(self, document_id: int) -> bytes:
        """Return a working copy of a paper, from the same frozen facts."""
        self._bench.account.require(Act.EXPORT_PAPER)
        with self._bench.database.unit_of_work() as uow:
            document = uow.papers.get(document_id)
            _require_valid(uow, document)
            order = self._order(uow, document)
            uow.audit(self._entry(uow, "export_docx", document.number))
            uow.commit()
        return self._renderer.docx(order)

    def export_pdf(self, document_id: int) -> bytes:
        """Return the archived PDF for a file of its own; logged."""
        self._bench.account.require(Act.EXPORT_PAPER)
        with self._bench.database.unit_of_work() as uow:
            document = uow.papers.get(document_id)
            uow.audit(self._entry(uow, "export_pdf", document.number))
            uow.commit()
        return self.bytes_of_record(document_id)

    def render_left_over(self) -> int:
        """Render papers that an interruption left without bytes; return how many.

        One that cannot be drawn does not hold up the others; it is told when they are done.
        """
        with self._bench.database.reading() as uow:
            left = uow.papers.unrendered(_RENDERED_AT_ONCE)
        problems: list[DomainError | EnvironmentProblem] = []
        for document in left:
            try:
                self._archive(document.document_id)
            except (DomainError, EnvironmentProblem) as problem:
                problems.append(problem)
        if problems:
            raise problems[0]
        return len(left)

    def print_job(self, print_id: int) -> PrintJob:
        """Hand a job to the printer; a failure becomes its visible state, not an error."""
        self._sending.add(print_id)
        try:
            return self._hand_over(self._step(print_id, PrintState.SPOOLED, reason=""))
        finally:
            self._sending.discard(print_id)

    def _hand_over(self, job: PrintJob) -> PrintJob:
        with self._bench.database.reading() as uow:
            document = uow.papers.get(job.document_id)
        queue = self._printer.queue_for(document.kind)
        if not queue:
            return self._fail(job, "这个窗口没有打印机")
        try:
            pdf = self.bytes_of_record(document.document_id)
            spooled = self._spooler.send(
                queue,
                pdf,
                title=f"{document.number} {job.print_id}",
                copies=1,
                tray=self._printer.tray_for(document.kind),
            )
        except (EnvironmentProblem, DomainError) as problem:
            return self._fail(job, problem.text)
        return self._save(replace(job, printer=queue, job=spooled))

    def ask_after(self, job: PrintJob) -> PrintJob:
        """Ask the print system what became of a spooled job and store it.

        A print system that is away says nothing about the sheet: the job stays spooled, with the
        reason why nothing is known.
        """
        if job.state is not PrintState.SPOOLED or job.print_id in self._sending:
            return job
        if not job.job:
            return self._fail(job, "送打印机时程序中断，先看有没有打出来")
        try:
            report = self._spooler.ask(job.job)
        except EnvironmentProblem as problem:
            report = JobReport(JobState.WAITING, problem.text)
        if report.state is JobState.DONE:
            return self._save(replace(job, state=PrintState.DONE, reason=""))
        if report.state is JobState.FAILED:
            return self._fail(job, report.reason)
        return (
            self._save(replace(job, reason=report.reason)) if report.reason != job.reason else job
        )

    def sweep(self) -> tuple[PrintJob, ...]:
        """Ask after every spooled job of this window; return those that changed."""
        with self._bench.database.reading() as uow:
            jobs = uow.prints.open_jobs(self._bench.window)
        changed = []
        for job in jobs:
            try:
                after = self.ask_after(job)
            except ConcurrentChange:
                # Another desk, or a key on this one, has settled the job in the meantime.
                continue
            if after != job:
                changed.append(after)
        return tuple(changed)

    def not_printed(self, print_id: int) -> PrintJob:
        """Set a job back by one key: the sheet never came out, whatever the printer says."""
        return self._step(print_id, PrintState.NOT_PRINTED, reason="窗口说没打出来")

    def came_out(self, print_id: int) -> PrintJob:
        """Settle a job of unknown outcome: the sheet lies on the desk."""
        return self._step(print_id, PrintState.DONE, reason="")

    def again(self, print_id: int) -> PrintJob:
        """Print a job again that did not come out: the same bytes, the same job."""
        with self._bench.database.reading() as uow:
            job = uow.prints.get(print_id)
        if job.state is PrintState.SPOOLED and job.print_id not in self._sending:
            if job.job:
                self._spooler.cancel(job.job)
            self._fail(job, "重打前已撤下")
        return self.print_job(print_id)

    def reprint(self, document_id: int) -> PrintJob:
        """Print the archived bytes once more as a 补打, with a trace."""
        self._bench.account.require(Act.REPRINT)
        with self._bench.database.unit_of_work() as uow:
            document = uow.papers.get(document_id)
            _require_valid(uow, document)
            at = uow.now()
            job = PrintJob(
                print_id=new_id(at),
                document_id=document_id,
                centre=document.centre,
                window=self._bench.window,
                state=PrintState.WAITING,
                asked_by=self._bench.account.login,
                asked_at=at,
                reprint=True,
            )
            uow.prints.add(job)
            uow.audit(self._entry(uow, "reprint", document.number))
            uow.commit()
        return self.print_job(job.print_id)

    def take_down(self, jobs: Iterable[PrintJob]) -> None:
        """Ask the printer to drop jobs that were called off; a sheet that comes out is void."""
        for job in jobs:
            if job.state is PrintState.SPOOLED and job.job:
                with suppress(EnvironmentProblem):
                    self._spooler.cancel(job.job)

    def choose(self, printer: PrinterChoice) -> None:
        """Print on other queues or from other trays from now on."""
        self._printer = printer

    def queues(self) -> tuple[QueueReport, ...]:
        """Return the print queues of this machine."""
        return self._spooler.queues()

    def state_of_printer(self) -> QueueReport | None:
        """Return how the queue of this desk is; None where there is no printer."""
        if not self._printer.queue:
            return None
        for queue in self._spooler.queues():
            if queue.name == self._printer.queue:
                return queue
        return QueueReport(self._printer.queue, ready=False, reason="找不到这个打印队列")

    def _archive(self, document_id: int) -> ArchivedPaper:
        with self._bench.database.reading() as uow:
            order, key = self._order(uow, uow.papers.get(document_id)), uow.keys.signing()
        pdf = signed_file(self._renderer.pdf(order), order.code, key)
        with self._bench.database.unit_of_work() as uow:
            paper = ArchivedPaper.of(document_id, pdf, self._renderer.digest, uow.now())
            uow.papers.archive(paper)
            uow.commit()
        return self._bench.database.lists.archived(document_id) or paper

    @staticmethod
    def _order(uow: UnitOfWork, document: Document) -> RenderOrder:
        template_text = uow.papers.template_text(document.template_digest)
        return order_of(document, template_text, uow.cases.get(document.case_id).number)

    def _step(self, print_id: int, state: PrintState, *, reason: str) -> PrintJob:
        with self._bench.database.unit_of_work() as uow:
            job = uow.prints.get(print_id)
            if state not in PRINT_MOVES[job.state]:
                raise DomainError("这张的打印情况刚变了。按 F5 看最新的情况。")
            stepped = uow.prints.save(replace(job, state=state, reason=reason, job=""))
            uow.commit()
        return stepped

    def _fail(self, job: PrintJob, reason: str) -> PrintJob:
        return self._save(replace(job, state=PrintState.NOT_PRINTED, reason=reason))

    def _save(self, job: PrintJob) -> PrintJob:
        with self._bench.database.unit_of_work() as uow:
            saved = uow.prints.save(job)
            uow.commit()
        return saved

    def _entry(self, uow: UnitOfWork, act: str, subject: str) -> AuditEntry:
        at = uow.now()
        return AuditEntry(new_id(at), at, self._bench.account.login, act, subject)


def _require_valid(uow: UnitOfWork, document: Document) -> None:
    """Let no new sheet come of a paper that is void; its bytes of record stay to be looked at."""
    if document.number in uow.cases.get(document.case_id).outcomes.void_papers:
        raise DomainError(f"{document.number} 已作废，不再打印。看这件新出的文书。")
