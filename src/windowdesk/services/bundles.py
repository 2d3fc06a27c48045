"""一件事: one visit, one form, one list; a case for each item, all in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from windowdesk.domain.attachment import Enclosed
from windowdesk.domain.bundle import Bundle
from windowdesk.domain.case import Application, Case
from windowdesk.domain.item import Item
from windowdesk.domain.joint_item import JointItem, is_joint, joint_item
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import BundleNumber, bundle_line, case_line, document_line
from windowdesk.domain.outcomes import SupplementRequest
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.domain.turns import BundleOfCase, Turns
from windowdesk.forms.form import FormSpec
from windowdesk.forms.joint_form import JointForm, joint_form
from windowdesk.forms.shelf import FormShelf
from windowdesk.services import window_lists
from windowdesk.services.acting import ActReceipt, Bench, CaseAct, IssuedPaper, organ_of
from windowdesk.services.bundle_entry import (
    BundleApplication,
    EntryGround,
    EntryReader,
    MemberApplication,
    read_bundle,
)
from windowdesk.services.bundle_facts import bundle_rows, bundle_texts
from windowdesk.services.bundle_numbers import ReservedNumbers
from windowdesk.services.bundle_shares import MemberWay, Ways
from windowdesk.services.bundle_shelf import BundleShelf
from windowdesk.services.entry import ApplicationEntry
from windowdesk.services.lookup import ItemFinder
from windowdesk.services.ports import UnitOfWork
from windowdesk.services.reception import Bundled, Reception
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.window_steps import request_supplement
from windowdesk.services.wording import read_decision

BUNDLE_PAPER: Final = "bundle"
_RECEIPT = papers_for(None, Move.RECEIVE)
_AT_ONCE = papers_for(CaseState.ACCEPTED, Move.DECIDE_AT_ONCE)
_FURTHER: Mapping[MemberWay, tuple[str, ...]] = MappingProxyType(
    {
        MemberWay.ACCEPT: papers_for(CaseState.RECEIVED, Move.ACCEPT),
        MemberWay.SUPPLEMENT: papers_for(CaseState.RECEIVED, Move.REQUEST_SUPPLEMENT),
        MemberWay.RECEIVE: (),
    }
)
_NO_WAYS: Ways = MappingProxyType({})


@dataclass(frozen=True)
class BundleReceipt:
    """What the acceptance of a bundle left behind: one receipt for each case, the first leads.

    ``items`` are the names of the items, in the order of the receipts.
    """

    number: str
    name: str
    at: datetime
    receipts: tuple[ActReceipt, ...]
    items: tuple[str, ...]

    @property
    def papers(self) -> tuple[IssuedPaper, ...]:
        """All papers, the receipt of the whole first."""
        papers = [paper for one in self.receipts for paper in one.papers]
        return tuple(sorted(papers, key=lambda paper: paper.kind != BUNDLE_PAPER))


class Bundles:
    """Finds bundles for a desk, reads what was typed for one, and accepts it."""

    def __init__(
        self,
        bench: Bench,
        index: SearchIndex,
        shelf: BundleShelf,
        forms: FormShelf,
        ground: EntryGround,
    ) -> None:
        self._bench = bench
        self._reception = Reception(bench, index)
        self._shelf = shelf
        self._forms = forms
        self._ground = ground

    def known(self) -> tuple[Bundle, ...]:
        """Return every bundle of the content, also those that lack items here."""
        return self._shelf.all()

    def joint_items(self, items: Sequence[Item]) -> tuple[JointItem, ...]:
        """Return the bundles that can be put together from a catalogue."""
        made = (joint_item(bundle, items) for bundle in self._shelf.all())
        return tuple(one for one in made if one is not None)

    def finder(self, pinyin: PinyinTable) -> "BundleFinder":
        """Return a finder over items and bundles; make it again to refresh."""
        with self._bench.database.reading() as uow:
            items = uow.items.all_current()
        return BundleFinder(items, self.joint_items(items), pinyin)

    def form_of(self, joint: JointItem) -> JointForm:
        """Return the common form of a bundle."""
        return joint_form(joint, self._forms.get)

    def spec_of(self, item: Item, joint: JointItem | None) -> FormSpec:
        """Return the form of an item, or of the bundle that it stands for."""
        return self._forms.get(item.form_code) if joint is None else self.form_of(joint).spec

    def read(
        self,
        joint: JointItem,
        entry: ApplicationEntry,
        today: date,
        ways: Ways = _NO_WAYS,
        enclosed: tuple[Enclosed, ...] = (),
    ) -> BundleApplication:
        """Check everything that was typed; EntryProblems names all problems at once."""
        reader = EntryReader(self.form_of(joint), entry, today, self._ground)
        return read_bundle(joint, reader, ways, enclosed)

    def accept(self, application: BundleApplication) -> BundleReceipt:
        """Open a case for each item and do with it what was chosen, in one transaction.

        Each case has its own number, clock and papers; a 一件事联办回执 lists them all.
        """
        with self._bench.database.unit_of_work() as uow:
            at, centre = uow.now(), uow.centre()
            today = local_date(at)
            line = bundle_line(centre.code, today)
            reserved = ReservedNumbers(uow.numbers, self._lines(uow, application, today))
            uow.numbers = reserved
            number = BundleNumber.of(centre.code, today, reserved.take((line,))[line])
            acts = self._opened(uow, application, number)
            self._issue_whole(acts, application)
            for doing in acts:
                self._reception.store(uow, doing)
            uow.commit()
        receipts = tuple(doing.receipt() for doing in acts)
        names = tuple(doing.case.item.shown_name for doing in acts)
        return BundleReceipt(number.text, application.joint.bundle.name, at, receipts, names)

    def _lines(
        self, uow: UnitOfWork, application: BundleApplication, today: date
    ) -> tuple[str, ...]:
        """Return every number line that the act needs."""
        centre = uow.centre()
        found = [bundle_line(centre.code, today), case_line(centre.code, today)]
        for member in application.members:
            organ = organ_of(centre, member.application.item).short
            kinds = _kinds(member, leads=member is application.members[0])
            found += [document_line(organ, kind, today.year) for kind in kinds]
        return tuple(found)

    def _opened(
        self, uow: UnitOfWork, application: BundleApplication, number: BundleNumber
    ) -> list[CaseAct]:
        bundle, members = application.joint.bundle, application.members
        turns = Turns(
            bundle=number.text, bundle_of=BundleOfCase(bundle.code, bundle.name, len(members))
        )
        acts: list[CaseAct] = []
        case_of: dict[str, Case] = {}
        for member in members:
            applicant = acts[0].case.application.applicant if acts else None
            after = acts[-1].case.case_id if acts else 0
            kinds = _kinds(member, leads=not acts)
            whole = _with_places(member, case_of, application.joint)
            doing = self._reception.open(
                uow, whole, kinds, bundled=Bundled(turns, applicant, after)
            )
            _go_on(doing, member)
            acts.append(doing)
            case_of[member.part.key] = doing.case
        return acts

    def _issue_whole(self, acts: Sequence[CaseAct], application: BundleApplication) -> None:
        """Issue the receipt of the whole with the first case; it lists all of them."""
        lead = acts[0]
        cases = [doing.case for doing in acts]
        calendar = lead.centre.calendar(self._bench.calendar)
        lead.issue(
            BUNDLE_PAPER,
            extra=bundle_texts(cases, [part.item.name for part in application.left_out]),
            rows=bundle_rows(cases, calendar),
        )


class BundleFinder(ItemFinder):
    """Items and bundles in memory, found by the same words."""

    def __init__(
        self, items: tuple[Item, ...], joints: tuple[JointItem, ...], pinyin: PinyinTable
    ) -> None:
        super().__init__((*items, *(joint.item for joint in joints)), pinyin)
        self._joints = {joint.item.item_id: joint for joint in joints}

    def joint_of(self, item: Item) -> JointItem | None:
        """Return the bundle that an item stands for, None for an item of the catalogue."""
        return self._joints.get(item.item_id) if is_joint(item) else None


def _kinds(member: MemberApplication, *, leads: bool) -> tuple[str, ...]:
    """Return the papers of a member's case, with that of the whole for the first one."""
    further = _AT_ONCE if member.decision else _FURTHER[member.way]
    return (*_RECEIPT, *further, *((BUNDLE_PAPER,) if leads else ()))


def _go_on(doing: CaseAct, member: MemberApplication) -> None:
    """Issue the receipt, then accept, decide at once or tell what is missing."""
    only_received = member.way is MemberWay.RECEIVE
    for kind in _RECEIPT:
        doing.issue(kind, printed=only_received or doing.centre.prints_receipt_too)
    if member.way is MemberWay.SUPPLEMENT:
        gaps = window_lists.usual_gaps(doing.case.application)
        request_supplement(doing, SupplementRequest(gaps), _FURTHER[member.way])
    elif member.way is MemberWay.ACCEPT:
        doing.case.accept(by=doing.actor, at=doing.at)
        decision = member.decision
        if decision is not None:
            doing.case.decide_at_once(read_decision(decision), by=doing.actor, at=doing.at)
        for kind in _AT_ONCE if decision else _FURTHER[member.way]:
            doing.issue(kind)


def _with_places(
    member: MemberApplication, case_of: Mapping[str, Case], joint: JointItem
) -> Application:
    """Write at each material where the one original lies that another case keeps."""
    application = member.application
    noted = []
    for one in application.materials:
        holder = member.borrowed.get(one.code)
        if holder is None:
            noted.append(one)
            continue
        case = case_of.get(holder)
        where = f"办件 {case.number.short}" if case else f"“{joint.part(holder).label}”一件"
        note = f"原件在{where}" + (f"；{one.note}" if one.note else "")
        noted.append(replace(one, note=note))
    return replace(application, materials=tuple(noted))
