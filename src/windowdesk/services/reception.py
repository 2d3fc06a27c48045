"""How a case begins: its number, its applicant, its first event, whatever comes of it then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from windowdesk.domain.case import Application, Case
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import local_date
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.numbers import CaseNumber, case_line
from windowdesk.domain.outcomes import RunningCase
from windowdesk.domain.party import Party
from windowdesk.domain.situation_rules import require_answers
from windowdesk.domain.states import Move
from windowdesk.domain.transitions import papers_for
from windowdesk.domain.turns import NO_TURNS, Turns
from windowdesk.services.acting import ActReceipt, Bench, CaseAct, organ_of
from windowdesk.services.committing import commit_promised, commitment_papers
from windowdesk.services.filing import counted, file_in
from windowdesk.services.ports import UnitOfWork
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.wording import short

(_RECEIPT,) = papers_for(None, Move.RECEIVE)


@dataclass(frozen=True)
class Bundled:
    """What a case of a 一件事 begins with: its bundle, and the applicant as stored already.

    ``after`` is the identity of the case before it: lists show them in the order of their numbers.
    """

    turns: Turns
    applicant: Party | None = None
    after: int = 0


class Reception:
    """Opens cases at one desk."""

    def __init__(self, bench: Bench, index: SearchIndex) -> None:
        self._bench = bench
        self._index = index

    def open(
        self,
        uow: UnitOfWork,
        application: Application,
        kinds: Sequence[str],
        running: RunningCase | None = None,
        bundled: Bundled | None = None,
    ) -> CaseAct:
        """Begin the first act of a case: number, applicant, first event; ``kinds`` get numbers.

        ``running`` is given for a case that already runs on paper, ``bundled`` for one of a 一件事.
        """
        at = uow.now()
        today = local_date(at)
        self._check(uow, application, today)
        if not self._bench.window:
            raise DomainError("这次登录没选窗口，不能收件。重新登录，选上窗口。", "window")
        known = bundled.applicant if bundled else None
        applicant = known or self._remember(uow, application.applicant, at)
        centre = uow.centre()
        window = centre.window(self._bench.window)
        line = case_line(centre.code, today)
        organ, style = organ_of(centre, application.item), centre.paper_style
        kinds = (*kinds, *(() if running else commitment_papers(application.materials)))
        numbers = self._bench.take(uow, organ, kinds, at, (line,), style=style)
        case = self._opened(
            case_id=max(new_id(at), bundled.after + 1 if bundled else 0),
            number=CaseNumber.of(centre.code, window.number, today, numbers.serials[line]),
            application=replace(
                application,
                applicant=applicant,
                materials=counted(read_notes(application.materials), application.enclosed),
            ),
            running=running,
            turns=bundled.turns if bundled else NO_TURNS,
            at=at,
        )
        doing = CaseAct(self._bench, uow, centre, at, numbers, case)
        file_in(doing, application.enclosed)
        return doing

    def receipt(self, doing: CaseAct, *, printed: bool = True) -> None:
        """Issue the 申请材料接收凭证, then the 告知承诺书 where a commitment replaces a proof."""
        doing.issue(_RECEIPT, printed=printed)
        commit_promised(doing)

    def _opened(
        self,
        *,
        case_id: int,
        number: CaseNumber,
        application: Application,
        running: RunningCase | None,
        turns: Turns,
        at: datetime,
    ) -> Case:
        by, centre = self._bench.actor, number.division
        if running is None:
            return Case.receive(
                case_id=case_id,
                number=number,
                centre=centre,
                application=application,
                by=by,
                at=at,
                turns=turns,
            )
        return Case.enter(
            case_id=case_id,
            number=number,
            centre=centre,
            application=application,
            running=running,
            by=by,
            at=at,
        )

    def _check(self, uow: UnitOfWork, application: Application, today: date) -> None:
        item = application.item
        current = uow.items.current(item.item_id)
        if current.version != item.version:
            raise DomainError(
                f"“{item.name}”的办理要求刚改过（第 {current.version} 版）。"
                "填的都还在，按 F5 换成新的材料清单，再逐份核对。",
                "item",
            )
        item.require_acceptable(today)
        item.check_situations(application.situations)
        require_answers(item.situations, application.situations)
        expected = sorted(m.code for m in item.materials_for(application.situations))
        if sorted(m.code for m in application.materials) != expected:
            raise DomainError("材料清单和情形对不上。重选情形，再逐份核对。", "materials")

    def finish(self, uow: UnitOfWork, doing: CaseAct) -> ActReceipt:
        """Store the new case with its papers and make it durable."""
        self.store(uow, doing)
        uow.commit()
        return doing.receipt()

    def store(self, uow: UnitOfWork, doing: CaseAct) -> None:
        """Store the new case with its papers; the caller commits."""
        uow.cases.add(doing.case, self._index.case_keys(doing.case))
        doing.store()

    def _remember(self, uow: UnitOfWork, applicant: Party, at: datetime) -> Party:
        """Store the applicant, or what is new about a known one; return it as stored."""
        number = applicant.id_number
        known = uow.parties.find(number.kind, number.number)
        if known is None:
            fresh = replace(applicant, id=str(new_id(at)))
            uow.parties.add(fresh, self._index.party_keys(fresh))
            return fresh
        renewed = replace(applicant, id=known.id, version=known.version)
        if renewed != known:
            uow.parties.save(renewed, self._index.party_keys(renewed))
        return renewed


def read_notes(materials: Sequence[HandedIn]) -> tuple[HandedIn, ...]:
    """Return the list with its notes as they go onto paper."""
    return tuple(replace(m, note=short(m.note, "materials")) if m.note else m for m in materials)
