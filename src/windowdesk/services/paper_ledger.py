"""文书台账: papers by day, kind and number, with every number that is void or was never used."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from windowdesk.domain.calendar import ONE_DAY
from windowdesk.domain.document import PRINT_LABEL, Document, PrintState
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import voided_by
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.acting import Bench
from windowdesk.services.ledger_port import LedgerGap, LedgerLine
from windowdesk.services.ports import UnitOfWork

MOST = 5000
_UNEXPLAINED = "查不到这个号的文书，请管理员运行 windowdesk verify"
_EARLIER = "从这里起接着纸质编号，前面的号在纸质台账上"


@dataclass(frozen=True)
class LedgerRow:
    """One paper. ``void`` says why it was taken back, empty if it holds; ``sealed`` counts uses."""

    document: Document
    case_number: CaseNumber
    applicant: str
    item: str
    void: str
    printed: PrintState
    sealed: int

    @property
    def state(self) -> str:
        """What became of the paper, in words."""
        return f"作废：{self.void}" if self.void else PRINT_LABEL[self.printed]


@dataclass(frozen=True)
class UnusedNumbers:
    """Serials of a line without a paper, and why: ``kind`` and ``year`` tell the line."""

    title: str
    first: int
    last: int
    reason: str

    @property
    def span(self) -> str:
        """Say which numbers."""
        return f"{self.first}号" if self.first == self.last else f"{self.first}号至{self.last}号"

    @property
    def text(self) -> str:
        """Say which numbers and why."""
        return f"{self.title} {self.span}：{self.reason}"


@dataclass(frozen=True)
class PaperPage:
    """The papers of some days, and numbers between them that no paper bears.

    ``whole``: the account sees every department, so that a number without a paper means something.
    """

    rows: tuple[LedgerRow, ...]
    unused: tuple[UnusedNumbers, ...]
    whole: bool


class PaperLedger:
    """The register of papers of one logged-in account."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def page(self, first: date, last: date, kind: str = "") -> PaperPage:
        """Return the papers from ``first`` to ``last``, of one kind or all, oldest first.

        DomainError if the days are the wrong way round or hold more than ``MOST`` papers.
        """
        self._bench.account.require(Act.SEE_CASES)
        if last < first:
            raise DomainError("止日比起日早。核对日期。", "last")
        begin = datetime.combine(first, time(), SHANGHAI)
        end = datetime.combine(last, time(), SHANGHAI) + ONE_DAY
        with self._bench.database.reading() as uow:
            issued = uow.papers.issued_between(begin, end, MOST + 1)
            if len(issued) > MOST:
                raise DomainError(f"这几天的文书超过 {MOST} 份。日子选短一些，分几次看。", "last")
            chosen = [one for one in issued if kind in {"", one.kind}]
            rows = tuple(self._row(uow, one) for one in chosen)
        whole = not self._bench.account.department
        return PaperPage(rows, tuple(self._unused(chosen)) if whole else (), whole)

    def _row(self, uow: UnitOfWork, document: Document) -> LedgerRow:
        case = uow.cases.get(document.case_id)
        jobs = uow.prints.of_document(document.document_id)
        is_void = document.number in case.outcomes.void_papers
        return LedgerRow(
            document=document,
            case_number=case.number,
            applicant=case.application.applicant.name,
            item=case.item.name,
            void=self._why_void(document) if is_void else "",
            printed=jobs[-1].state if jobs else PrintState.KEPT,
            sealed=len(uow.sealings.of_document(document.document_id)),
        )

    def _why_void(self, document: Document) -> str:
        """Return the reason that was written when the act was taken back."""
        events = self._bench.database.lists.events(document.case_id)
        causes = [event.cause for event in events if document.number in voided_by(event)]
        return causes[-1] if causes else "已收回"

    def _unused(self, shown: Sequence[Document]) -> Iterator[UnusedNumbers]:
        if not shown:
            return
        ledger = self._bench.database.ledger
        lines = {line.line: line for line in ledger.lines()}
        gaps: Mapping[str, list[LedgerGap]] = defaultdict(list)
        for gap in ledger.gaps():
            gaps[gap.line].append(gap)
        by_line: dict[str, list[Document]] = defaultdict(list)
        for one in shown:
            by_line[one.line].append(one)
        for name, papers in sorted(by_line.items()):
            yield from _unused_in(papers, lines.get(name), gaps[name])


def _unused_in(
    papers: Sequence[Document], line: LedgerLine | None, gaps: Sequence[LedgerGap]
) -> Iterator[UnusedNumbers]:
    """Yield the serials between the first and the last paper of a line that no paper has."""
    serials = sorted(paper.serial for paper in papers)
    title, expected = papers[0].title, serials[0]
    if line is not None and line.first == expected > 1:
        yield UnusedNumbers(title, expected, expected, _EARLIER)
    for serial in serials:
        if serial > expected:
            yield from _explained(title, expected, serial - 1, gaps)
        expected = serial + 1


def _explained(
    title: str, first: int, last: int, gaps: Sequence[LedgerGap]
) -> Iterator[UnusedNumbers]:
    """Part a run of missing serials by what is known of them."""
    while first <= last:
        known = next((gap for gap in gaps if gap.first <= first <= gap.last), None)
        if known is not None:
            until = min(last, known.last)
        else:
            later = [gap.first for gap in gaps if first < gap.first <= last]
            until = min(later) - 1 if later else last
        yield UnusedNumbers(title, first, until, known.reason if known else _UNEXPLAINED)
        first = until + 1
