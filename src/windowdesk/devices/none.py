"""A centre without a printer: everything works, papers wait in the list of what is not printed."""

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.print_port import JobReport, JobState, QueueReport

NO_PRINTER = "这台机器没有打印机，纸没打出来。文书已存好，接上打印机再打，或者存成文件到别处打。"
NEVER_SENT = "这台机器没有打印机"


class NoPrinter:
    """A Spooler that has no queue and takes nothing."""

    def queues(self) -> tuple[QueueReport, ...]:
        """Return no queue at all."""
        return ()

    def trays(self, queue: str) -> tuple[str, ...]:
        """Return no tray."""
        del queue
        return ()

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        """Refuse with the sentence that says what to do."""
        del queue, pdf, title, copies, tray
        raise EnvironmentProblem(NO_PRINTER)

    def ask(self, job: str) -> JobReport:
        """Say of a job from the time when there was a printer that it did not come out here."""
        del job
        return JobReport(JobState.FAILED, NEVER_SENT)

    def cancel(self, job: str) -> None:
        """Do nothing: what is in no queue cannot come out twice."""
        del job
