"""The catalogue desk: items are written as drafts, admitted step by step, published, withdrawn."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from windowdesk.domain.admission import (
    Admission,
    AdmissionAct,
    AdmissionPaper,
    AdmissionStep,
    ItemDraft,
    looked_at,
)
from windowdesk.domain.duties import ACT_ROLES, Act
from windowdesk.domain.errors import ConcurrentChange, DomainError, NotPermitted
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.find_items import ItemIndex
from windowdesk.domain.ids import new_id
from windowdesk.domain.item import Item
from windowdesk.domain.item_changes import Change, changes
from windowdesk.domain.item_gaps import ItemGap, gaps, require_none
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.item_texts import ItemTexts, field_value, read_item
from windowdesk.domain.local_time import local_date
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.services.acting import Bench
from windowdesk.services.admission_entry import (
    StepEntry,
    first_day,
    read_note,
    read_paper,
    read_reason,
)
from windowdesk.services.catalogue_view import CatalogueEntry, CatalogueView, entry_of
from windowdesk.services.guide_facts import Printing, guide_facts
from windowdesk.services.ports import UnitOfWork

_ALONE = "本中心只有一名管理员，拟稿和批准是同一人。"
FormCodes = Callable[[], Collection[str]]
_STEP_OF: Mapping[AdmissionAct, tuple[ItemState, AdmissionStep]] = {
    AdmissionAct.ASSESS: (ItemState.ASSESSED, AdmissionStep.ASSESSED),
    AdmissionAct.APPROVE: (ItemState.APPROVED, AdmissionStep.APPROVED),
    AdmissionAct.REJECT: (ItemState.PROPOSED, AdmissionStep.PROPOSED),
}


class CatalogueDesk:
    """One method per act; everything but reading wants the duty to manage the catalogue."""

    def __init__(self, bench: Bench, pinyin: PinyinTable, forms: FormCodes) -> None:
        self._bench = bench
        self._pinyin = pinyin
        self._forms = forms

    def entries(self) -> tuple[CatalogueEntry, ...]:
        """Return every item, published or only drafted, by department and name."""
        with self._bench.database.reading() as uow:
            today = local_date(uow.now())
            versions = uow.items.all_versions()
            drafts = {draft.item.item_id: draft for draft in uow.admissions.drafts()}
            demo = uow.centre().demo
        forms = self._forms()
        found = [
            entry_of(versions.get(item_id, ()), drafts.get(item_id), today)
            for item_id in dict.fromkeys((*versions, *drafts))
        ]
        told = [
            replace(entry, gaps=self._gaps(entry.item, demo=demo, forms=forms)) for entry in found
        ]
        return tuple(sorted(told, key=lambda one: (one.item.department, one.item.name)))

    def _gaps(self, item: Item, *, demo: bool, forms: Collection[str]) -> tuple[ItemGap, ...]:
        return gaps(item, demo_centre=demo, forms=forms, cancelled=self._bench.cancelled)

    def find(self, entries: Sequence[CatalogueEntry], typed: str) -> tuple[CatalogueEntry, ...]:
        """Return those of ``entries`` that are meant by ``typed``, best first; all if it is ""."""
        if not typed.strip():
            return tuple(entries)
        by_id = {entry.item.item_id: entry for entry in entries}
        # Beginning a draft must not move an item in the list: what is in force is looked for.
        sought = (entry.current if entry.is_offered else entry.item for entry in entries)
        index = ItemIndex((item for item in sought if item is not None), self._pinyin)
        return tuple(by_id[match.item.item_id] for match in index.find(typed, len(by_id)))

    def view(self, item_id: str) -> CatalogueView:
        """Return one item with its versions, draft, steps and gaps; DomainError if unknown."""
        with self._bench.database.reading() as uow:
            today = local_date(uow.now())
            versions, draft = self._known(uow, item_id)
            steps = uow.admissions.steps(item_id)
            demo = uow.centre().demo
        entry = entry_of(versions, draft, today)
        return CatalogueView(
            entry=replace(entry, gaps=self._gaps(entry.item, demo=demo, forms=self._forms())),
            versions=versions,
            steps=steps,
            today=today,
            may_change=self._bench.account.may(Act.MANAGE_CATALOGUE),
            may_approve=draft is not None and self._second_pair(draft),
        )

    def open_draft(self, item_id: str) -> ItemDraft:
        """Return the draft of the next version, begun from the newest one if there is none."""
        with self._changing() as uow:
            versions, draft = self._known(uow, item_id)
            if draft is not None:
                return draft
            at = uow.now()
            begun = self._begin(uow, versions[-1], at)
            uow.commit()
        return begun

    def add_item(self, texts: ItemTexts) -> ItemDraft:
        """Begin an item that is not in the catalogue yet; DomainError at the field."""
        with self._changing() as uow:
            at = uow.now()
            item = read_item(texts)
            if self._is_known(uow, item.item_id):
                raise DomainError(f"事项编号 {item.item_id} 已经有了。换一个编号。", "item_id")
            begun = self._begin(uow, replace(item, version=0), at)
            uow.commit()
        return begun

    def save_draft(self, item_id: str, texts: ItemTexts, seen: int) -> ItemDraft:
        """Store what was written; ``seen`` is the version of the draft that it was written in.

        A draft whose text is changed after it was assessed falls back to proposed. ItemFaulty
        holds every text that cannot stand.
        """
        with self._changing() as uow:
            draft = self._draft(uow, item_id, seen)
            saved = self.put_draft(uow, draft, read_item(texts, draft.item))
            uow.commit()
        return saved

    def put_draft(self, uow: UnitOfWork, draft: ItemDraft, item: Item) -> ItemDraft:
        """Store a changed text in a unit of work that is open already (imports)."""
        item = replace(
            _without_proven(draft.item, item),
            item_id=draft.item.item_id,
            version=draft.item.version,
            state=ItemState.PROPOSED,
        )
        if item == draft.item:
            return draft
        at = uow.now()
        is_other = looked_at(item) != looked_at(draft.item)
        back = is_other and draft.state is not ItemState.PROPOSED
        login = self._bench.account.login
        writers = (*(one for one in draft.writers if one != login), login)
        changed = replace(
            draft,
            item=item,
            state=ItemState.PROPOSED if is_other else draft.state,
            writers=writers if is_other else draft.writers,
            changed_at=at,
        )
        uow.admissions.save_draft(changed)
        if back:
            self._log(uow, changed, AdmissionStep.PROPOSED, at, note="内容改过，重新评估。")
        return replace(changed, version=draft.version + 1)

    def begin_in(self, uow: UnitOfWork, item: Item) -> ItemDraft:
        """Begin a draft in a unit of work that is open already (imports)."""
        return self._begin(uow, item, uow.now())

    def assess(self, item_id: str, entry: StepEntry, seen: int) -> ItemDraft:
        """Say that the item can be taken on; a note is enough, a paper may be named."""
        return self._step(item_id, AdmissionAct.ASSESS, entry, seen)

    def approve(self, item_id: str, entry: StepEntry, seen: int) -> ItemDraft:
        """Record the paper by which the authority approved, by somebody who wrote none of it.

        Where the centre has only one administrator he does both, and the log says so.
        """
        return self._step(item_id, AdmissionAct.APPROVE, entry, seen)

    def reject(self, item_id: str, entry: StepEntry, seen: int) -> ItemDraft:
        """Give a draft back to whoever writes it; the reason must be said."""
        return self._step(item_id, AdmissionAct.REJECT, entry, seen)

    def discard(self, item_id: str, entry: StepEntry, seen: int) -> None:
        """Put a draft away for good; the reason must be said. Published versions stay."""
        with self._changing() as uow:
            draft = self._draft(uow, item_id, seen)
            draft.require(AdmissionAct.DISCARD)
            note = read_reason(entry)
            at = uow.now()
            uow.admissions.remove_draft(draft)
            self._log(uow, draft, AdmissionStep.DISCARDED, at, note=note)
            uow.commit()

    def publish(self, item_id: str, on: date | None, entry: StepEntry, seen: int) -> Item:
        """Write the next version, in force from ``on``; the one before ends the day before.

        Without ``on`` the day stands that the draft names, today if it names none. DomainError
        if anything is missing, or the day is past.
        """
        with self._changing() as uow:
            draft = self._draft(uow, item_id, seen)
            draft.require(AdmissionAct.PUBLISH)
            at = uow.now()
            today = local_date(at)
            demo = uow.centre().demo
            require_none(self._gaps(draft.item, demo=demo, forms=self._forms()))
            first = first_day(on or draft.item.effective_from or today, today, draft.item)
            item = replace(
                draft.item,
                version=self._next_number(uow, item_id),
                state=ItemState.PUBLISHED,
                effective_from=first,
            )
            uow.admissions.remove_draft(draft)
            uow.items.add([item])
            paper = None if entry.is_blank else read_paper(entry, today)
            self._write(uow, item, AdmissionStep.PUBLISHED, at, paper=paper, note=read_note(entry))
            uow.commit()
        return item

    def withdraw(self, item_id: str, on: date | None, entry: StepEntry) -> Item:
        """Let the centre stop taking the item ``on`` a day, today without one; papers it."""
        with self._changing() as uow:
            at = uow.now()
            today = local_date(at)
            versions, _draft = self._known(uow, item_id)
            newest = versions[-1] if versions else None
            if newest is None or newest.state is not ItemState.PUBLISHED:
                raise DomainError("这个事项没有发布，或者已经停办，不用再停。", "state")
            paper = read_paper(entry, today)
            first = first_day(on or today, today, None)
            item = replace(
                newest,
                version=newest.version + 1,
                state=ItemState.WITHDRAWN,
                effective_from=first,
                effective_to=None,
            )
            uow.items.add([item])
            self._write(uow, item, AdmissionStep.WITHDRAWN, at, paper=paper, note=read_note(entry))
            uow.commit()
        return item

    def compare(self, item_id: str, first: int, second: int | None) -> tuple[Change, ...]:
        """Return the differences of two versions; ``second`` None is the draft."""
        with self._bench.database.reading() as uow:
            before = uow.items.version(item_id, first)
            if second is not None:
                return changes(before, uow.items.version(item_id, second))
            draft = uow.admissions.draft(item_id)
        if draft is None:
            raise DomainError("这个事项没有草稿可比。选两个版本。", "item")
        return changes(before, draft.item)

    def guide(self, item_id: str) -> PaperFacts:
        """Return what the 办事指南 of an item says: of the version in force, else of the draft."""
        with self._bench.database.reading() as uow:
            at, centre = uow.now(), uow.centre()
            versions, draft = self._known(uow, item_id)
        entry = entry_of(versions, draft, local_date(at))
        item = entry.current if entry.is_offered and entry.current else entry.item
        printing = Printing(at, self._bench.window, self._bench.account.name)
        return guide_facts(item, centre, printing)

    def require_duty(self) -> None:
        """Raise NotPermitted unless the account manages the catalogue."""
        self._bench.account.require(Act.MANAGE_CATALOGUE)

    def _changing(self) -> UnitOfWork:
        self.require_duty()
        return self._bench.database.unit_of_work()

    def _step(self, item_id: str, act: AdmissionAct, entry: StepEntry, seen: int) -> ItemDraft:
        with self._changing() as uow:
            draft = self._draft(uow, item_id, seen)
            draft.require(act)
            at = uow.now()
            today = local_date(at)
            state, step = _STEP_OF[act]
            note, paper = read_note(entry), None
            if act is AdmissionAct.APPROVE:
                self._require_second_pair(draft)
                note = self._with_exception(draft, note)
            if act is AdmissionAct.APPROVE or not entry.is_blank:
                paper = read_paper(entry, today)
            if act is AdmissionAct.REJECT:
                note = read_reason(entry)
            moved = replace(draft, state=state, changed_at=at)
            uow.admissions.save_draft(moved)
            self._write(uow, moved.item, step, at, paper=paper, note=note)
            uow.commit()
        return replace(moved, version=draft.version + 1)

    def _begin(self, uow: UnitOfWork, item: Item, at: datetime) -> ItemDraft:
        draft = ItemDraft(
            item=replace(
                item,
                version=item.version + 1,
                state=ItemState.PROPOSED,
                effective_from=None,
                effective_to=None if item.state is ItemState.WITHDRAWN else item.effective_to,
            ),
            state=ItemState.PROPOSED,
            writers=(self._bench.account.login,),
            changed_at=at,
        )
        uow.admissions.add_draft(draft)
        self._log(uow, draft, AdmissionStep.PROPOSED, at)
        return draft

    def _draft(self, uow: UnitOfWork, item_id: str, seen: int) -> ItemDraft:
        draft = uow.admissions.draft(item_id)
        if draft is None:
            raise DomainError("这个事项现在没有草稿。先起草，再办这一步。", "item")
        if draft.version != seen:
            raise ConcurrentChange("这个事项的草稿刚被别人改过。按 F5 看最新的，再办一次。")
        return draft

    def _known(self, uow: UnitOfWork, item_id: str) -> tuple[tuple[Item, ...], ItemDraft | None]:
        draft = uow.admissions.draft(item_id)
        if draft is not None and item_id not in uow.items.all_versions():
            return (), draft
        return uow.items.versions(item_id), draft

    def _is_known(self, uow: UnitOfWork, item_id: str) -> bool:
        return item_id in uow.items.all_versions() or uow.admissions.draft(item_id) is not None

    def _next_number(self, uow: UnitOfWork, item_id: str) -> int:
        versions = uow.items.all_versions().get(item_id, ())
        return versions[-1].version + 1 if versions else 1

    def _managers(self) -> frozenset[str]:
        may = ACT_ROLES[Act.MANAGE_CATALOGUE]
        accounts = self._bench.database.accounts.all()
        return frozenset(one.login for one in accounts if one.active and one.roles & may)

    def _second_pair(self, draft: ItemDraft) -> bool:
        login = self._bench.account.login
        return login not in draft.writers or not self._managers() - {login}

    def _require_second_pair(self, draft: ItemDraft) -> None:
        if not self._second_pair(draft):
            raise NotPermitted("这一版是你写的，批准要由另一名管理员记。让他登录来办。", "state")

    def _with_exception(self, draft: ItemDraft, note: str) -> str:
        return f"{_ALONE}{note}" if self._bench.account.login in draft.writers else note

    def _log(
        self,
        uow: UnitOfWork,
        draft: ItemDraft,
        step: AdmissionStep,
        at: datetime,
        note: str = "",
    ) -> None:
        self._write(uow, draft.item, step, at, note=note)

    def _write(
        self,
        uow: UnitOfWork,
        item: Item,
        step: AdmissionStep,
        at: datetime,
        *,
        paper: AdmissionPaper | None = None,
        note: str = "",
    ) -> None:
        account = self._bench.account
        before = uow.admissions.steps(item.item_id)
        # Steps stand in their order, also where two fall into one moment.
        after_last = before[-1].admission_id + 1 if before else 0
        uow.admissions.log(
            Admission(
                admission_id=max(new_id(at), after_last),
                item_id=item.item_id,
                item_version=item.version,
                step=step,
                digest=looked_at(item),
                login=account.login,
                name=account.name,
                at=at,
                paper=paper,
                note=note,
            )
        )


def _without_proven(before: Item, after: Item) -> Item:
    """Take what was written anew off the list of what the demo centre made up."""
    demo = after.provenance.demo_fields
    if demo != before.provenance.demo_fields:
        return after
    kept = tuple(name for name in demo if _is_same(before, after, name))
    return replace(after, provenance=replace(after.provenance, demo_fields=kept))


def _is_same(before: Item, after: Item, name: str) -> bool:
    return field_value(before, name) == field_value(after, name)
