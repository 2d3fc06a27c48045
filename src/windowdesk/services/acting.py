"""One act on one case: a unit of work, a moment, numbers, papers and their print jobs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from windowdesk.domain.attachment import Attachment
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.cancelled_proofs import NONE_CANCELLED, CancelledProofs
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import is_silent, running_proof
from windowdesk.domain.centre import Account, Centre, Organ, window_label
from windowdesk.domain.document import PRINT_MOVES, Document, PrintJob, PrintState
from windowdesk.domain.errors import ConcurrentChange
from windowdesk.domain.event import Actor
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.gap_rules import USUAL_GAP_RULE, GapRule
from windowdesk.domain.ids import new_id
from windowdesk.domain.item import Item
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.domain.numbers import CaseNumber, document_line
from windowdesk.domain.states import CaseState
from windowdesk.services.paper_facts import PaperContext, facts_of
from windowdesk.services.paper_keys import code_of
from windowdesk.services.paper_port import (
    PaperTemplate,
    Renderer,
    RenderOrder,
    TemplateCatalogue,
)
from windowdesk.services.ports import Database, UnitOfWork

_NO_EXTRA: Mapping[str, str] = MappingProxyType({})
_NO_ROWS: Mapping[str, tuple[Row, ...]] = MappingProxyType({})
_NO_SERIALS: Mapping[str, int] = MappingProxyType({})
PaperChoice = Callable[[Case], Sequence[str]]


@dataclass(frozen=True)
class IssuedPaper:
    """A paper that an act issued. ``print_id`` is None where the paper is only archived."""

    document_id: int
    print_id: int | None
    kind: str
    title: str
    number: str
    copies: int


@dataclass(frozen=True)
class ActReceipt:
    """What an act left behind. ``due_on`` belongs to the clock that runs now."""

    case_id: int
    number: str
    state: CaseState
    at: datetime
    due_on: date | None
    papers: tuple[IssuedPaper, ...]
    void: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What every act of one logged-in account needs; made once after login.

    ``account`` acts at ``window`` (two digits, empty in the back office). ``gap_rule`` is the
    centre's rule for late materials and for checks of commitments, ``cancelled`` the proofs that
    nobody may ask for.
    """

    database: Database
    calendar: WorkCalendar
    templates: TemplateCatalogue
    renderer: Renderer
    account: Account
    window: str = ""
    gap_rule: GapRule = USUAL_GAP_RULE
    cancelled: CancelledProofs = NONE_CANCELLED

    @property
    def actor(self) -> Actor:
        """Return the account as the actor of a move."""
        return self.account.at_window(self.window)

    def act_on(
        self,
        case_id: int,
        act: "Callable[[CaseAct], None]",
        kinds: "Sequence[str] | PaperChoice" = (),
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Load a case, let ``act`` move it, store all of it in one transaction.

        ``kinds`` are the papers that the act issues, or what tells them from the case; their
        numbers are taken together.
        ``seen_version`` is the version that the screen showed: ConcurrentChange if another desk
        has changed the case since.
        """
        with self.database.unit_of_work() as uow:
            case = uow.cases.get(case_id)
            if seen_version is not None and case.version != seen_version:
                raise ConcurrentChange(
                    "这件刚被别人办过，你看到的是旧的。按 F5 看最新的情况，再接着办。"
                )
            at, centre = uow.now(), uow.centre()
            chosen = kinds(case) if callable(kinds) else kinds
            organ, style = organ_of(centre, case.item), centre.paper_style
            numbers = self.take(uow, organ, chosen, at, style=style)
            doing = CaseAct(self, uow, centre, at, numbers, case)
            act(doing)
            uow.cases.save(case)
            doing.store()
            uow.commit()
        return doing.receipt()

    def take(
        self,
        uow: UnitOfWork,
        organ: Organ,
        kinds: Sequence[str],
        at: datetime,
        further: Sequence[str] = (),
        *,
        style: str,
    ) -> "TakenNumbers":
        """Take the numbers of all papers of an act, and of ``further`` lines, in one statement.

        ``organ`` is the one that issues them: each organ has numbers of its own. ``style`` is
        the centre's set of titles.
        """
        year = local_date(at).year
        templates = {kind: self.templates.get(kind, style) for kind in kinds}
        lines = {kind: document_line(organ.short, kind, year) for kind in kinds}
        every_line = sorted([*lines.values(), *further])
        return TakenNumbers(
            templates, lines, uow.numbers.take(every_line) if every_line else _NO_SERIALS
        )


@dataclass(frozen=True)
class TakenNumbers:
    """Template and number line of every kind of paper of an act, and a serial of every line."""

    templates: Mapping[str, PaperTemplate]
    lines: Mapping[str, str]
    serials: Mapping[str, int]


@dataclass
class CaseAct:
    """An act on ``case`` while it is being done."""

    bench: Bench
    uow: UnitOfWork
    centre: Centre
    at: datetime
    numbers: TakenNumbers
    case: Case
    _documents: list[tuple[Document, PaperTemplate]] = field(default_factory=list)
    _papers: list[IssuedPaper] = field(default_factory=list)
    _files: list[Attachment] = field(default_factory=list)
    _last_id: int = 0
    _void: tuple[str, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Tell whether the days for a notice have run out, so that silence accepted the case."""
        return is_silent(self.case, self.centre.calendar(self.bench.calendar), self.today)

    def number_of(self, kind: str) -> str:
        """Return the number that a paper of this act has or will have."""
        return self.numbers.templates[kind].number_pattern.format(
            organ=organ_of(self.centre, self.case.item),
            year=self.today.year,
            serial=self.numbers.serials[self.numbers.lines[kind]],
        )

    def earlier_number(self, kind: str) -> str:
        """Return the number of the last paper of a kind that still holds, empty if none does.

        That of a case which was entered afterwards is the one on paper; who was accepted with
        late materials holds the 容缺受理通知书 instead of the 受理通知书.
        """
        if kind in self.numbers.templates:
            return self.number_of(kind)
        void = self.case.outcomes.void_papers
        found = [
            paper.number
            for paper in self.uow.papers.of_case(self.case.case_id)
            if paper.kind == kind and paper.number not in void
        ]
        late = self.case.outcomes.late
        first_paper = "receipt" if self.case.accepted_at is None else "acceptance"
        if not found and late is not None and kind == first_paper:
            return late.paper_number
        deferral = self.case.turns.deferral
        if not found and deferral is not None and kind == "acceptance":
            return deferral.notice_number
        return found[-1] if found else ""

    def call_off(self, numbers: Collection[str]) -> tuple[PrintJob, ...]:
        """Call off the open prints of papers that are void now; return them as they were."""
        called_off = []
        for document in self.uow.papers.of_case(self.case.case_id):
            if document.number not in numbers:
                continue
            for job in self.uow.prints.of_document(document.document_id):
                if PrintState.VOID in PRINT_MOVES[job.state]:
                    self.uow.prints.save(replace(job, state=PrintState.VOID, job="", reason=""))
                    called_off.append(job)
        self._void = tuple(sorted(numbers))
        return tuple(called_off)

    @property
    def today(self) -> date:
        """Return the day on the wall."""
        return local_date(self.at)

    @property
    def actor(self) -> Actor:
        """Return who acts, with the duties that he has today."""
        return self.bench.account.as_of(self.today).at_window(self.bench.window)

    def issue(
        self,
        kind: str,
        *,
        printed: bool = True,
        extra: Mapping[str, str] = _NO_EXTRA,
        served: tuple[Row, ...] = (),
        rows: Mapping[str, tuple[Row, ...]] = _NO_ROWS,
    ) -> None:
        """Freeze the facts of a paper that the last move calls for, and chain its digest.

        ``served`` are the rows of papers that a 送达回证 lists, ``rows`` those of other lists.
        """
        document = self._freeze(kind, extra, {"papers": served, **rows})
        template = self.numbers.templates[kind]
        self.bench.renderer.check(order_of(document, template.text, self.case.number))
        self.case.attach_to_last_event({document.number: document.digest})
        self._documents.append((document, template))
        self._papers.append(
            IssuedPaper(
                document_id=document.document_id,
                print_id=self._next_id() if printed else None,
                kind=kind,
                title=document.title,
                number=document.number,
                copies=document.copies,
            )
        )

    def _freeze(
        self, kind: str, extra: Mapping[str, str], rows: Mapping[str, tuple[Row, ...]]
    ) -> Document:
        template, line = self.numbers.templates[kind], self.numbers.lines[kind]
        serial, number = self.numbers.serials[line], self.number_of(kind)
        context = PaperContext(
            case=self.case,
            centre=self.centre,
            calendar=self.centre.calendar(self.bench.calendar),
            at=self.at,
            actor=replace(self.actor, name=self.case.signature_of(self.actor)),
            number=number,
            serial=serial,
            extra=extra,
            rows=rows,
            gap_rule=self.bench.gap_rule,
        )
        bare = Document(
            document_id=self._next_id(),
            case_id=self.case.case_id,
            centre=self.centre.code,
            kind=kind,
            title=template.title,
            number=number,
            line=line,
            serial=serial,
            template_version=template.version,
            template_digest=template.digest,
            facts_text=facts_of(context, template.names).to_text(),
            issued_at=self.at,
            signer=self.actor.login,
            window=self.bench.window,
            copies=len(template.copies),
            watermark=self.centre.watermark,
        )
        code = code_of(bare, template.kind_code, self.case.number, self.uow.keys.signing())
        return replace(bare, code=code.text)

    def _next_id(self) -> int:
        """Return an identity above those of this act: lists show its papers in their order."""
        self._last_id = max(new_id(self.at), self._last_id + 1)
        return self._last_id

    def file(self, attachment: Attachment) -> None:
        """Note the row of a file whose bytes are stored; it follows its case."""
        self._files.append(attachment)

    def store(self) -> None:
        """Store the issued papers, their print jobs and the rows of files."""
        for attachment in self._files:
            self.uow.attachments.add(attachment, self.case.department)
        for (document, template), paper in zip(self._documents, self._papers, strict=True):
            self.uow.papers.add(document, template.text)
            if paper.print_id is None:
                continue
            self.uow.prints.add(
                PrintJob(
                    print_id=paper.print_id,
                    document_id=document.document_id,
                    centre=document.centre,
                    window=document.window,
                    state=PrintState.WAITING,
                    asked_by=self.actor.login,
                    asked_at=self.at,
                    reprint=False,
                )
            )

    def receipt(self) -> ActReceipt:
        """Return what the act left behind."""
        calendar = self.centre.calendar(self.bench.calendar)
        proof = running_proof(self.case, calendar, self.today)
        return ActReceipt(
            case_id=self.case.case_id,
            number=self.case.number.digits,
            state=self.case.state,
            at=self.at,
            due_on=proof.due if proof else None,
            papers=tuple(self._papers),
            void=self._void,
        )


def order_of(document: Document, template_text: str, number: CaseNumber) -> RenderOrder:
    """Return how a document is to be drawn; times on it are those of the counter."""
    return RenderOrder(
        template_text=template_text,
        facts=PaperFacts.from_text(document.facts_text),
        number=document.number,
        case_digits=number.digits,
        issued_at=document.issued_at.astimezone(SHANGHAI),
        window=window_label(document.window) if document.window else "",
        watermark=document.watermark or None,
        code=document.code,
    )


def organ_of(centre: Centre, item: Item) -> Organ:
    """Return the organ whose papers and numbers an item has."""
    return centre.organ_of(item.organ, item.organ_code)
