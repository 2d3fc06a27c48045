"""另出文书: papers issued for a case on request, from what it knows and what is typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from windowdesk.domain.case import Case
from windowdesk.domain.centre import Centre
from windowdesk.domain.document import Document
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import paper_minute
from windowdesk.domain.paper_answers import fault_of
from windowdesk.domain.requested_papers import PAPERS_ON_REQUEST, kinds_for, may_issue_paper
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.facts import FACTS
from windowdesk.services.paper_asks import AskedFact
from windowdesk.services.paper_facts import PaperContext, facts_of
from windowdesk.services.paper_port import PaperTemplate
from windowdesk.services.ports import UnitOfWork
from windowdesk.services.request_facts import derived_texts, known_texts
from windowdesk.services.window_steps import acceptance_number

_Found = TypeVar("_Found")
_EVERY_FACT = frozenset(fact.name for fact in FACTS)


@dataclass(frozen=True)
class PaperOffer:
    """A kind of paper that state and duty allow; ``off`` says why not yet, '' if it can be."""

    kind: str
    title: str
    off: str = ""


@dataclass(frozen=True)
class PaperForm:
    """What has to be typed for a paper, with what is known already."""

    kind: str
    title: str
    asks: tuple[AskedFact, ...]
    values: Mapping[str, str]
    copies: tuple[str, ...]


class PaperRequests:
    """``seen_version`` is what the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def titles(self) -> tuple[tuple[str, str], ...]:
        """Return code and title of every paper on request, in the order of the table."""
        with self._bench.database.reading() as uow:
            centre = uow.centre()
        return tuple((kind, self._template(kind, centre).title) for kind in PAPERS_ON_REQUEST)

    def offers(self, case_id: int) -> tuple[PaperOffer, ...]:
        """Return the papers that may be issued for a case now, what is off last."""
        return self._with_case(case_id, self._offers)

    def form(self, case_id: int, kind: str) -> PaperForm:
        """Return what has to be typed; DomainError if the paper may not be issued now."""
        return self._with_case(case_id, lambda ground: self._form(ground, kind))

    def issue(
        self,
        case_id: int,
        kind: str,
        typed: Mapping[str, str],
        *,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Issue a paper of ``kind`` with what was typed, by the name of its fact.

        What was not named keeps what is known. DomainError names the first fact that is lacking
        or cannot be.
        """
        if kind not in PAPERS_ON_REQUEST:
            raise DomainError("没有这种另出的文书。看 document kinds 有哪些。", "kind")

        def act(doing: CaseAct) -> None:
            asks = doing.numbers.templates[kind].asks
            papers = _valid(doing.uow, doing.case)
            extra = {**known_texts(doing.case, papers), **acceptance_number(doing)}
            named = f"{doing.numbers.templates[kind].title}　{doing.number_of(kind)}"
            issued = [paper.kind for paper in papers]
            doing.case.issue_paper(kind, named, issued, by=doing.actor, at=doing.at)
            facts = _context_texts(_ground(doing, papers))
            known = {**facts, **extra}
            texts = _read(asks, typed, known)
            if fault := fault_of(kind, doing.case, texts):
                raise DomainError(fault.text, fault.field)
            now = {"request.at": paper_minute(doing.at), "request.due": facts["promised_due"]}
            said = {**extra, **now}
            doing.issue(kind, extra={**said, **texts, **derived_texts(texts)})

        return self._bench.act_on(case_id, act, (kind,), seen_version)

    def _offers(self, ground: "_Ground") -> tuple[PaperOffer, ...]:
        account = self._bench.account.as_of(ground.context.today)
        found = [
            PaperOffer(kind, self._template(kind, ground.centre).title, self._off(ground, kind))
            for kind in kinds_for(ground.case, account.roles)
        ]
        return tuple(sorted(found, key=lambda offer: bool(offer.off)))

    def _off(self, ground: "_Ground", kind: str) -> str:
        issued = tuple(paper.kind for paper in ground.papers)
        actor = self._bench.account.as_of(ground.context.today).at_window(self._bench.window)
        return may_issue_paper(ground.case, MoveRequest(paper=kind, issued=issued), actor)

    def _form(self, ground: "_Ground", kind: str) -> PaperForm:
        if fault := self._off(ground, kind):
            raise DomainError(fault)
        template = self._template(kind, ground.centre)
        known = {**_context_texts(ground), **known_texts(ground.case, ground.papers)}
        values = {ask.fact: ask.default(known) for ask in template.asks}
        return PaperForm(kind, template.title, template.asks, values, template.copies)

    def _with_case(self, case_id: int, work: "Callable[[_Ground], _Found]") -> _Found:
        self._bench.account.require(Act.SEE_CASES)
        with self._bench.database.reading() as uow:
            case, centre = uow.cases.get(case_id), uow.centre()
            context = PaperContext(
                case=case,
                centre=centre,
                calendar=centre.calendar(self._bench.calendar),
                at=uow.now(),
                actor=self._bench.actor,
                number="",
                serial=0,
                gap_rule=self._bench.gap_rule,
            )
            return work(_Ground(context, _valid(uow, case)))

    def _template(self, kind: str, centre: Centre) -> PaperTemplate:
        return self._bench.templates.get(kind, centre.paper_style)


@dataclass(frozen=True)
class _Ground:
    """A case, seen as a paper would see it, and its papers that hold."""

    context: PaperContext
    papers: tuple[Document, ...]

    @property
    def case(self) -> Case:
        return self.context.case

    @property
    def centre(self) -> Centre:
        return self.context.centre


def _ground(doing: CaseAct, papers: tuple[Document, ...]) -> _Ground:
    context = PaperContext(
        case=doing.case,
        centre=doing.centre,
        calendar=doing.centre.calendar(doing.bench.calendar),
        at=doing.at,
        actor=replace(doing.actor, name=doing.case.signature_of(doing.actor)),
        number="",
        serial=0,
        gap_rule=doing.bench.gap_rule,
    )
    return _Ground(context, papers)


def _context_texts(ground: _Ground) -> Mapping[str, str]:
    return facts_of(ground.context, _EVERY_FACT).texts


def _valid(uow: UnitOfWork, case: Case) -> tuple[Document, ...]:
    void = case.outcomes.void_papers
    return tuple(paper for paper in uow.papers.of_case(case.case_id) if paper.number not in void)


def _read(
    asks: Sequence[AskedFact], typed: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """Return what was typed as the paper says it; DomainError at the first fault in its order."""
    strange = sorted(typed.keys() - {ask.fact for ask in asks})
    if strange:
        raise DomainError(f"这种文书不用填 {strange[0]}。", strange[0])
    return {ask.fact: ask.read(typed.get(ask.fact, ask.default(known))) for ask in asks}
