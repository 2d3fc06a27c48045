"""小票: the receipt of a case once more on a narrow roll, for the pocket of a visitor.

It is no paper of record: it bears the number and the signed code of the paper that is, is drawn
anew from the frozen facts of that paper each time, and is kept nowhere. Names are masked and no
identity number stands on it, for slips are lost (domain.md §8.3).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from windowdesk.domain.case import Case
from windowdesk.domain.centre import Centre
from windowdesk.domain.document import Document
from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.local_time import paper_minute
from windowdesk.domain.masking import mask_name_on_stub
from windowdesk.services.acting import Bench
from windowdesk.services.sheet_facts import RECEIPT_SLIP, house_texts
from windowdesk.services.sheets import SheetCodes, SheetJob, Sheets

# The papers that a visitor leaves with, the one that says most first, and what a slip proves.
_SAYS: Mapping[str, str] = MappingProxyType(
    {
        "immediate": "已当场办结",
        "acceptance": "已受理",
        "deferred_acceptance": "已容缺受理，按期补齐材料",
        "receipt": "只证明收到材料，不代表受理",
    }
)
_NONE = "这件还没有可以出小票的文书。先收件或者受理。"
_NO_PRINTER = "这个窗口没有小票打印机。管理员在系统的打印机里给“收件小票”选一台。"


class ReceiptSlips:
    """Prints slips at one desk, if it has a printer for them."""

    def __init__(self, bench: Bench, sheets: Sheets) -> None:
        self._bench = bench
        self._sheets = sheets

    @property
    def has_printer(self) -> bool:
        """Whether this desk has a slip printer."""
        return self._sheets.has_own_printer(RECEIPT_SLIP.code)

    def is_offered(self, kinds: Iterable[str]) -> bool:
        """Tell whether a slip can be printed here of one of these kinds of paper."""
        return self.has_printer and not _SAYS.keys().isdisjoint(kinds)

    def print_of(self, case_id: int) -> SheetJob:
        """Print a slip of the paper of a case that its visitor left with.

        DomainError where there is no such paper, or no printer for it.
        """
        if not self.has_printer:
            raise DomainError(_NO_PRINTER)
        with self._bench.database.reading() as uow:
            case = uow.cases.get(case_id)
            centre, void = uow.centre(), case.outcomes.void_papers
            valid = [one for one in uow.papers.of_case(case_id) if one.number not in void]
        paper = _paper_of(valid)
        codes = SheetCodes(case.number.digits, paper.code)
        facts = slip_facts(paper, case, centre)
        return self._sheets.print_sheet(RECEIPT_SLIP.code, facts, codes=codes)

    def again(self, sheet_id: int) -> SheetJob:
        """Print a slip again that did not come out."""
        return self._sheets.again(sheet_id)


def slip_facts(paper: Document, case: Case, centre: Centre) -> PaperFacts:
    """Return what a slip says of ``paper``, from the facts that were frozen with it."""
    frozen = PaperFacts.from_text(paper.facts_text).texts
    due = "notice_due" if paper.kind == "receipt" else "promised_due"
    agent = case.application.agent
    texts = house_texts(centre, paper.window, paper.issued_at)
    return PaperFacts.of(
        {
            **texts,
            "centre.phone": centre.phone,
            "slip.paper": paper.title,
            "slip.number": paper.number,
            "slip.says": _SAYS[paper.kind],
            "applicant.masked_name": mask_name_on_stub(case.application.applicant.name),
            "agent.masked_name": mask_name_on_stub(agent.name) if agent else "",
            "item.name": case.item.name,
            "total": frozen.get("total", ""),
            "received_at": frozen.get("received_at") or paper_minute(case.received_at),
            "notice_due": "",
            "promised_due": "",
            due: frozen.get(due, ""),
        },
        {},
    )


def _paper_of(papers: list[Document]) -> Document:
    """Return the newest paper of the kind that says most; DomainError if there is none."""
    for kind in _SAYS:
        found = [paper for paper in papers if paper.kind == kind]
        if found:
            return max(found, key=lambda paper: paper.document_id)
    raise DomainError(_NONE)
