"""Is a paper what the centre issued? Row, chain and bytes of one document."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from windowdesk.domain.document import ArchivedPaper, Document
from windowdesk.domain.duties import Act
from windowdesk.domain.event import FIRST_LINK, PAPER_KEY, CaseEvent, voided_by
from windowdesk.services.acting import Bench


class PaperVerdict(StrEnum):
    """What is known of a paper."""

    GENUINE = "genuine"
    VOID = "void"
    UNRENDERED = "unrendered"
    CHAIN_CHANGED = "chain_changed"
    ROW_CHANGED = "row_changed"
    BYTES_CHANGED = "bytes_changed"
    OTHER_FILE = "other_file"


VERDICT_LABEL = {
    PaperVerdict.GENUINE: "和存档一致",
    PaperVerdict.VOID: "是本中心出的，后来收回作废，不能再用。",
    PaperVerdict.UNRENDERED: "已出文号，还没排成纸。打开程序会自动补排。",
    PaperVerdict.CHAIN_CHANGED: "办件经过被改过，说不准这份文书。保留数据库，报上级核查。",
    PaperVerdict.ROW_CHANGED: "库里的文书被改过，和办件经过对不上。保留数据库，报上级核查。",
    PaperVerdict.BYTES_CHANGED: "存档的 PDF 被改过。保留数据库，报上级核查。",
    PaperVerdict.OTHER_FILE: "这个文件和存档的不是同一份。以存档为准。",
}


@dataclass(frozen=True)
class PaperCheck:
    """A verdict with the document that it is about."""

    document: Document
    verdict: PaperVerdict


def check_paper(bench: Bench, number: str, file: bytes | None = None) -> PaperCheck:
    """Check the paper with a 文号, and whether ``file`` is that paper; DomainError if unknown."""
    bench.account.require(Act.SEE_CASES)
    database = bench.database
    with database.reading() as uow:
        document = uow.papers.by_number(number)
        # Read before the events: what is done meanwhile only makes the chain longer.
        head = uow.cases.get(document.case_id).head
    try:
        events = database.lists.events(document.case_id)
    except ValueError:
        return PaperCheck(document, PaperVerdict.CHAIN_CHANGED)
    archived = database.lists.archived(document.document_id)
    if not _is_whole(events, head):
        return PaperCheck(document, PaperVerdict.CHAIN_CHANGED)
    return PaperCheck(document, verdict_of(document, events, archived, file))


def _is_whole(events: Sequence[CaseEvent], head: str) -> bool:
    """Tell whether the events follow one another from the first link to ``head``.

    Their hashes are taken from their texts, so that a rewritten text breaks the chain.
    """
    hashes = [FIRST_LINK, *(event.hash for event in events)]
    follows = all(event.previous == before for event, before in zip(events, hashes, strict=False))
    return follows and head in hashes


def verdict_of(
    document: Document,
    events: Sequence[CaseEvent],
    archived: ArchivedPaper | None,
    file: bytes | None,
) -> PaperVerdict:
    """Compare row with chain, bytes with archive, file with bytes; the first fault counts."""
    bound = {event.detail.get(f"{PAPER_KEY}{document.number}") for event in events}
    if document.digest not in bound:
        return PaperVerdict.ROW_CHANGED
    if archived is None:
        return PaperVerdict.UNRENDERED
    if not archived.is_intact:
        return PaperVerdict.BYTES_CHANGED
    if file is not None and not archived.is_file(file):
        return PaperVerdict.OTHER_FILE
    if any(document.number in voided_by(event) for event in events):
        return PaperVerdict.VOID
    return PaperVerdict.GENUINE
