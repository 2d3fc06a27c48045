"""The archive: which cases wait for it, what their file holds, what is still open, closing it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.custody import (
    in_transit,
    names_of,
    originals_in_house,
    originals_to_give_back,
)
from windowdesk.domain.document import Document, PrintState
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.file_list import FilePiece, paged, pages_of
from windowdesk.domain.local_time import local_date
from windowdesk.domain.outcomes import ReturnedMaterial
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.text import LINE, clean
from windowdesk.domain.transitions import papers_for
from windowdesk.domain.turns import Closing
from windowdesk.services import window_lists
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.case_filter import CaseFilter, FilterQuery
from windowdesk.services.case_row import CaseRow
from windowdesk.services.endings import decision_number
from windowdesk.services.file_facts import file_rows, file_texts
from windowdesk.services.flow import FLOW_SHEET, issue_flow_sheet
from windowdesk.services.issuance import SERVED_KINDS
from windowdesk.services.wording import short, statement
from windowdesk.services.worklists import PrintRow

RETENTIONS = ("永久", "30年", "10年")
# Delivered cases first, then what ended without a decision.
WAITING_STATES = (
    CaseState.DELIVERED,
    CaseState.TERMINATED,
    CaseState.WITHDRAWN,
    CaseState.REFUSED,
    CaseState.NOT_COMPETENT,
    CaseState.NOT_REQUIRED,
)
# What proves how a case ended.
_ENDING_PAPERS: Mapping[CaseState, frozenset[str]] = {
    CaseState.DELIVERED: SERVED_KINDS,
    CaseState.TERMINATED: frozenset(papers_for(CaseState.ACCEPTED, Move.TERMINATE)),
    CaseState.WITHDRAWN: frozenset(
        (
            *papers_for(CaseState.ACCEPTED, Move.WITHDRAW),
            *papers_for(CaseState.RECEIVED, Move.TAKE_BACK),
        )
    ),
    CaseState.REFUSED: frozenset(papers_for(CaseState.RECEIVED, Move.REFUSE)),
    CaseState.NOT_COMPETENT: frozenset(papers_for(CaseState.RECEIVED, Move.NOT_COMPETENT)),
    CaseState.NOT_REQUIRED: frozenset(papers_for(CaseState.RECEIVED, Move.NOT_REQUIRED)),
}
_OPEN_PRINTS = frozenset((PrintState.WAITING, PrintState.SPOOLED, PrintState.NOT_PRINTED))
_RECEIPTS = frozenset(papers_for(CaseState.READY, Move.DELIVER))
# Each page of our own papers is one such object; they are written plainly into the file.
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_APPLICANT = "申请人"
_HAND_CHECKS = ("签名、印章、日期齐全", "卷内页数点过，和目录一致")


@dataclass(frozen=True)
class CheckLine:
    """One line of the archivist's checklist; ``fault`` says what to do, '' where it holds.

    ``by_hand``: only eyes can see it on the paper; the archivist ticks it.
    """

    name: str
    fault: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class FileView:
    """The file of a case before it is closed."""

    case: Case
    pieces: tuple[FilePiece, ...]
    checks: tuple[CheckLine, ...]
    retention: str

    @property
    def pages(self) -> int:
        """How many pages the pieces have."""
        return pages_of(self.pieces)

    @property
    def faults(self) -> tuple[CheckLine, ...]:
        """What stands against the archive."""
        return tuple(line for line in self.checks if line.fault)


@dataclass(frozen=True)
class Filing:
    """What the archivist states: retention, who checked, what was ticked by eye.

    ``pages`` are counts that differ from those of the list, by the title of the piece.
    """

    retention: str
    checked_by: str
    ticked: tuple[str, ...]
    remarks: str = ""
    fonds: str = ""
    catalogue: str = ""
    pages: Mapping[str, int] | None = None


class Archive:
    """One method an act of the archivist."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def waiting(self, state: CaseState = CaseState.DELIVERED) -> tuple[CaseRow, ...]:
        """Return the newest cases in a state of ``WAITING_STATES``."""
        with self._bench.database.reading() as uow:
            today = local_date(uow.now())
        query = FilterQuery(CaseFilter(state=state), today)
        return self._bench.database.lists.filtered(query).rows

    def file_of(self, case_id: int) -> FileView:
        """Return pieces, pages and checklist of a case, computed from it."""
        with self._bench.database.reading() as uow:
            case, centre = uow.cases.get(case_id), uow.centre()
        lists = self._bench.database.lists
        papers = _holding(case, lists.papers(case_id))
        pages = {p.document_id: self._pages_of(p) for p in papers}
        pieces = paged(_pieces(case, papers, pages, centre.name))
        checks = tuple(_checks(case, papers, pages, lists.prints(case_id)))
        by_hand = tuple(CheckLine(name, by_hand=True) for name in _HAND_CHECKS)
        return FileView(case, pieces, (*checks, *by_hand), case.item.retention)

    def archive(self, case_id: int, filing: Filing, seen_version: int | None = None) -> ActReceipt:
        """Close the file: 封面, 卷内目录, 备考表 and the whole 办件流程单.

        What ended early has a 卷内目录 alone.

        DomainError names the first line of the checklist that does not hold.
        """
        if Role.ARCHIVIST not in self._bench.account.roles:
            raise NotPermitted("只有档案员能归档。")
        read, view = _read(filing), self.file_of(case_id)
        _require(view, read)
        known = self._with_pages(view.pieces, read)

        def act(doing: CaseAct) -> None:
            chosen = kinds(doing.case)
            pieces = known
            closing = _closing(doing, read, pieces, chosen)
            if FLOW_SHEET in chosen:
                # The sheet lies in the file itself: it is a piece with a page of its own.
                sheet = FilePiece(_title(doing, FLOW_SHEET), doing.centre.name, doing.today, 1)
                sheet = replace(sheet, number=doing.number_of(FLOW_SHEET))
                pieces = paged((*known, sheet))
                closing = replace(closing, pieces=len(pieces), pages=pages_of(pieces))
            doing.case.archive(closing, complete=True, by=doing.actor)
            if FLOW_SHEET in chosen:
                issue_flow_sheet(doing)
            texts = file_texts(doing.case, decision_number(doing))
            for kind in chosen:
                if kind != FLOW_SHEET:
                    doing.issue(kind, extra=texts, rows=file_rows(pieces))

        def kinds(case: Case) -> tuple[str, ...]:
            return papers_for(case.state, Move.ARCHIVE)

        return self._bench.act_on(case_id, act, kinds, seen_version or view.case.version)

    @staticmethod
    def _with_pages(pieces: Sequence[FilePiece], filing: Filing) -> tuple[FilePiece, ...]:
        counted = filing.pages or {}
        return paged(replace(one, pages=counted.get(one.title, one.pages)) for one in pieces)

    def _pages_of(self, paper: Document) -> int:
        """Count the pages of one copy; 0 while the paper was not drawn."""
        archived = self._bench.database.lists.archived(paper.document_id)
        if archived is None or not archived.is_intact:
            return 0
        return len(_PAGE.findall(archived.pdf)) // max(paper.copies, 1)


def _holding(case: Case, papers: Sequence[Document]) -> tuple[Document, ...]:
    return tuple(p for p in papers if p.number not in case.outcomes.void_papers)


def _pieces(
    case: Case, papers: Sequence[Document], pages: Mapping[int, int], centre: str
) -> Iterator[FilePiece]:
    """Yield what lies in the file: the application first, then papers by their time."""
    kept = _kept(case)
    received = local_date(case.received_at)
    first, rest = papers[:1], papers[1:]
    yield from (_material(one, received) for one in kept[:1])
    yield from (_paper(p, pages[p.document_id], centre) for p in first)
    yield from (_material(one, received) for one in kept[1:])
    yield from (_paper(p, pages[p.document_id], centre) for p in rest)
    decision = case.decision
    if decision is not None and decision.certificate:
        name = case.item.result_document or "证件"
        on = local_date(case.decided_at or case.received_at)
        yield FilePiece(f"{name}（存根）", centre, on, 1, decision.certificate)


def _kept(case: Case) -> tuple[ReturnedMaterial, ...]:
    """Return what of the applicant's stays: nothing where everything went back to him."""
    refusal = case.outcomes.refusal
    if case.outcomes.departure is not None or (refusal is not None and refusal.materials_returned):
        return ()
    gone = {one.name for one in originals_to_give_back(case)}
    held = window_lists.returnable(case.application.materials)
    return tuple(one for one in held if one.copies or one.name not in gone)


def _material(one: ReturnedMaterial, on: date) -> FilePiece:
    only_copies = bool(one.copies) and not one.originals
    return FilePiece(one.name, _APPLICANT, on, one.pages, note="复印件" if only_copies else "")


def _paper(paper: Document, pages: int, centre: str) -> FilePiece:
    on = local_date(paper.issued_at)
    return FilePiece(paper.title, centre, on, pages, paper.number)


def _checks(
    case: Case, papers: Sequence[Document], pages: Mapping[int, int], prints: Sequence[PrintRow]
) -> Iterator[CheckLine]:
    """Yield what can be known without the paper, in the order of a file's life."""
    kinds = {paper.kind for paper in papers}
    yield CheckLine("结案文书", _ending_fault(case, kinds))
    if case.state is CaseState.DELIVERED:
        fault = "" if kinds & _RECEIPTS else "没有送达回证。补办送达再归档。"
        yield CheckLine("送达回证", fault)
    missing = [p.title for p in papers if not pages[p.document_id]]
    yield CheckLine(
        "文书都排成了纸",
        f"还没排成纸：{'、'.join(missing)}。打开窗口程序会自动补排。" if missing else "",
    )
    void = case.outcomes.void_papers
    waiting = [p for p in prints if p.state in _OPEN_PRINTS and p.number not in void]
    names = "、".join(dict.fromkeys(p.title for p in waiting))
    yield CheckLine("没有没打出来的文书", f"还没打出来：{names}。在没打印里处理。" if names else "")
    yield CheckLine("申请人的原件都退了", _originals_fault(case))
    yield CheckLine("交接单都签收了", _slips_fault(case))
    if case.state is CaseState.DELIVERED:
        gaps = case.open_gaps
        fault = f"容缺材料没补齐：{'、'.join(gaps)}。补齐再归档。" if gaps else ""
        yield CheckLine("容缺材料补齐了", fault)


def _ending_fault(case: Case, kinds: set[str]) -> str:
    wanted = _ENDING_PAPERS.get(case.state)
    if wanted is None:
        return "这件还没结束，不能归档。送达或者终止以后再来。"
    county = any(one.result_number for one in case.turns.referrals)
    return "" if kinds & wanted or county else "没有结案的文书。先查清文书再归档。"


def _originals_fault(case: Case) -> str:
    ended_early = case.state is not CaseState.DELIVERED
    held = originals_in_house(case) if ended_early else originals_to_give_back(case)
    return f"还没退给申请人：{names_of(held)}。先办退还原件。" if held else ""


def _slips_fault(case: Case) -> str:
    return "有交接单还没签收。签收或者收回再归档。" if in_transit(case.turns) else ""


def _read(filing: Filing) -> Filing:
    retention = short(filing.retention, "retention")
    if not retention:
        raise DomainError("还没写保管期限。写永久、30年或者10年。", "retention")
    return replace(
        filing,
        retention=retention,
        checked_by=clean(filing.checked_by, LINE, "checked_by"),
        remarks=statement(filing.remarks, "remarks"),
        fonds=short(filing.fonds, "fonds"),
        catalogue=short(filing.catalogue, "catalogue"),
    )


def _require(view: FileView, filing: Filing) -> None:
    if view.faults:
        raise DomainError(view.faults[0].fault, "checks")
    unticked = [c.name for c in view.checks if c.by_hand and c.name not in filing.ticked]
    if unticked:
        raise DomainError(f"还没核“{unticked[0]}”。对着纸核过，勾上再归档。", "checks")
    if any(count < 1 for count in (filing.pages or {}).values()):
        raise DomainError("每件至少一页。数一数再写。", "pages")


def _closing(
    doing: CaseAct, filing: Filing, pieces: Sequence[FilePiece], kinds: Sequence[str]
) -> Closing:
    cover = next((kind for kind in kinds if kind == "file_cover"), "")
    serial = doing.numbers.serials[doing.numbers.lines[cover]] if cover else 0
    return Closing(
        retention=filing.retention,
        pages=pages_of(pieces),
        remarks=filing.remarks,
        at=doing.at,
        by=doing.actor.login,
        pieces=len(pieces),
        filed_by=doing.actor.name,
        checked_by=filing.checked_by,
        fonds=filing.fonds,
        catalogue=filing.catalogue,
        volume=f"{serial:04d}" if serial else "",
    )


def _title(doing: CaseAct, kind: str) -> str:
    return doing.numbers.templates[kind].title
