"""Looking things up: one case whole, a known person, an item of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import (
    delivery_proof,
    notice_proof,
    promise_proof,
    running_light,
    running_proof,
    statutory_proof,
)
from windowdesk.domain.clock import DueProof, LightReading
from windowdesk.domain.document import Document
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.find_items import ItemIndex, ItemMatch
from windowdesk.domain.identity import IdNumber
from windowdesk.domain.ids import new_id
from windowdesk.domain.item import Item
from windowdesk.domain.joint_item import PREFIX
from windowdesk.domain.local_time import local_date
from windowdesk.domain.opinions import called_departments
from windowdesk.domain.party import Party
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.states import Move
from windowdesk.domain.text import number_text
from windowdesk.domain.transitions import moves_from
from windowdesk.services.acting import Bench
from windowdesk.services.case_limits import CaseLimits, limits_of
from windowdesk.services.drafts import (
    DRAFT_ITEM,
    DRAFT_NUMBER,
    Draft,
    DraftBox,
    DraftKind,
)
from windowdesk.services.ports import AuditEntry
from windowdesk.services.worklists import FindQuery, PrintRow

_LATEST = 5
_NO_CASE = "没有这个办件。核对编号，或按 F5 刷新。"
# A save that was on its way when the act was committed may bear a time after it.
_SAVED_LATE = timedelta(seconds=10)


@dataclass(frozen=True)
class CaseView:
    """Everything that a page about one case shows, as of ``now``.

    ``running`` is the clock that runs now. ``moves`` are those that state and duty allow.
    """

    case: Case
    events: tuple[CaseEvent, ...]
    papers: tuple[Document, ...]
    prints: tuple[PrintRow, ...]
    now: datetime
    notice: DueProof
    promise: DueProof | None
    statutory: DueProof | None
    delivery: DueProof | None
    running: DueProof | None
    light: LightReading
    moves: frozenset[Move]
    limits: CaseLimits


class Lookup:
    """Reads for the screens of one logged-in account."""

    def __init__(self, bench: Bench, pinyin: PinyinTable, drafts: DraftBox) -> None:
        self._bench = bench
        self._pinyin = pinyin
        self._drafts = drafts
        self._calendar = bench.calendar

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar of the house as it was last read: with every look at a case or the day."""
        return self._calendar

    def case(self, case_id: int) -> CaseView:
        """Return one case with its story, papers and clocks; DomainError if there is none."""
        self._bench.account.require(Act.SEE_CASES)
        database = self._bench.database
        with database.reading() as uow:
            case = self._seen(uow.cases.get(case_id))
            now = uow.now()
            calendar = self._calendar = uow.centre().calendar(self._bench.calendar)
        today = local_date(now)
        lists = database.lists
        return CaseView(
            case=case,
            events=lists.events(case_id),
            papers=lists.papers(case_id),
            prints=lists.prints(case_id),
            now=now,
            notice=notice_proof(case, calendar),
            promise=promise_proof(case, calendar, today),
            statutory=statutory_proof(case, calendar, today),
            delivery=delivery_proof(case, calendar),
            running=running_proof(case, calendar, today),
            light=running_light(case, calendar, today),
            moves=moves_from(case.state, self._bench.account.roles),
            limits=limits_of(case, calendar, today),
        )

    def full_id(self, case_id: int) -> str:
        """Return the applicant's whole number; the look is logged with who, when and which case."""
        self._bench.account.require(Act.SEE_FULL_ID)
        with self._bench.database.unit_of_work() as uow:
            case = self._seen(uow.cases.get(case_id))
            at = uow.now()
            login = self._bench.account.login
            uow.audit(AuditEntry(new_id(at), at, login, "full_id", case.number.digits))
            uow.commit()
        return case.application.applicant.id_number.number

    def _seen(self, case: Case) -> Case:
        """Return the case if the account sees its department; for others there is none.

        A department that is asked for its opinion or is sent originals sees the case meanwhile.
        """
        own = self._bench.account.department
        if own not in {"", case.department} and own not in called_departments(case.turns):
            raise DomainError(_NO_CASE)
        return case

    def known_party(self, number: IdNumber) -> Party | None:
        """Return the person or organisation with this number, if the centre knows it."""
        with self._bench.database.reading() as uow:
            return uow.parties.find(number.kind, number.number)

    def earlier_answers(self, number: IdNumber) -> Mapping[str, str]:
        """Return what this person or organisation answered before, by field; the newest counts."""
        if not self._bench.account.may(Act.SEE_CASES):
            return {}
        rows = self._bench.database.lists.find(FindQuery(number.number, limit=_LATEST))
        answers: dict[str, str] = {}
        with self._bench.database.reading() as uow:
            for row in rows:
                application = uow.cases.get(row.case_id).application
                if application.applicant.id_number.number == number.number:
                    given = {key: text for key, text in application.answers.items() if text}
                    answers = {**given, **answers}
        return answers

    def open_drafts(self) -> tuple[Draft, ...]:
        """Return the drafts of this account that have not become a case, newest first.

        A program that dies between the commit and the removal of a draft leaves one behind whose
        case exists; offered again, it would be received twice. Such a draft is removed now.
        """
        still_open = []
        for draft in self._drafts.all(self._bench.account.login):
            if self._became_a_case(draft):
                self._drafts.remove(draft.draft_id)
            else:
                still_open.append(draft)
        return tuple(still_open)

    def _became_a_case(self, draft: Draft) -> bool:
        number = number_text(draft.values.get(DRAFT_NUMBER, ""))
        item_id = draft.values.get(DRAFT_ITEM, "")
        if draft.kind is not DraftKind.APPLICATION or not number or not item_id:
            return False
        rows = self._bench.database.lists.find(FindQuery(number, limit=_LATEST))
        begun = draft.saved_at - _SAVED_LATE
        later = [row for row in rows if row.received_at >= begun]
        return any(_is_of(self.case(row.case_id).case, item_id) for row in later)

    def today(self) -> date:
        """Return the day as the database sees it."""
        with self._bench.database.reading() as uow:
            self._calendar = uow.centre().calendar(self._bench.calendar)
            return local_date(uow.now())

    def item_finder(self) -> "ItemFinder":
        """Return a finder over the newest version of every item; make it again to refresh."""
        with self._bench.database.reading() as uow:
            return ItemFinder(uow.items.all_current(), self._pinyin)


def _is_of(case: Case, item_id: str) -> bool:
    """Tell whether a case is what a draft for an item or a 一件事 became."""
    of = case.turns.bundle_of
    return item_id in {case.item.item_id, f"{PREFIX}{of.code}" if of else ""}


class ItemFinder:
    """The catalogue in memory, prepared for search while typing."""

    def __init__(self, items: tuple[Item, ...], pinyin: PinyinTable) -> None:
        self.items = items
        self._index = ItemIndex(items, pinyin)

    def find(self, text: str, most: int = 50) -> tuple[ItemMatch, ...]:
        """Return matching items, best first."""
        return self._index.find(text, most)

    def acceptable(self, on: date) -> tuple[Item, ...]:
        """Return the items that can be accepted on a day, by name."""
        return tuple(sorted((i for i in self.items if i.in_force(on)), key=lambda item: item.name))
