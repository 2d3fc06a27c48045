"""What the catalogue desk shows of an item: where it stands today, what comes, what is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from windowdesk.domain.admission import Admission, ItemDraft
from windowdesk.domain.item import Item
from windowdesk.domain.item_gaps import ItemGap
from windowdesk.domain.item_kinds import STATE_LABEL, ItemState


@dataclass(frozen=True)
class CatalogueEntry:
    """One item of the list.

    ``item`` is the text that is worked on: the draft, else the newest version. ``current`` is the
    version in force today, ``coming`` one whose first day is still to come.
    """

    item: Item
    current: Item | None
    coming: Item | None
    draft: ItemDraft | None
    gaps: tuple[ItemGap, ...] = ()

    @property
    def is_offered(self) -> bool:
        """Whether windows take it today."""
        return self.current is not None and self.current.state is ItemState.PUBLISHED

    @property
    def state(self) -> ItemState:
        """Where it stands: that of the version in force, else that of the draft."""
        if self.current is not None and self.current.state is not ItemState.PROPOSED:
            return self.current.state
        return self.draft.state if self.draft else ItemState.PROPOSED

    @property
    def blocking(self) -> int:
        """How many gaps keep it from being published."""
        return sum(gap.blocks for gap in self.gaps)

    @property
    def state_text(self) -> str:
        """Where it stands, in words: 已发布，第 3 版起草中."""
        parts = [STATE_LABEL[self.state]]
        if self.coming is not None and self.coming.effective_from is not None:
            first = self.coming.effective_from
            ends = self.coming.state is ItemState.WITHDRAWN
            parts.append(f"{first.month}月{first.day}日起{'停办' if ends else '换新版'}")
        if self.draft is not None and self.state is not self.draft.state:
            parts.append(f"草稿{STATE_LABEL[self.draft.state]}")
        return "，".join(parts)


@dataclass(frozen=True)
class CatalogueView:
    """One item whole. ``may_approve``: another than those who wrote the draft looks at it."""

    entry: CatalogueEntry
    versions: tuple[Item, ...]
    steps: tuple[Admission, ...]
    today: date
    may_change: bool
    may_approve: bool

    def last_day(self, version: Item) -> date | None:
        """Return the last day of a version, also where a later one ends it; None if none does."""
        ends = [version.effective_to] if version.effective_to else []
        ends += [
            later.effective_from - timedelta(days=1)
            for later in self.versions
            if later.version > version.version and later.effective_from is not None
        ]
        return min(ends) if ends else None


def entry_of(versions: Sequence[Item], draft: ItemDraft | None, today: date) -> CatalogueEntry:
    """Return where an item stands; ``versions`` oldest first, () for one that is only drafted."""
    begun = [v for v in versions if v.effective_from is None or v.effective_from <= today]
    coming = [v for v in versions if v.effective_from is not None and v.effective_from > today]
    newest = versions[-1] if versions else None
    shown = draft.item if draft else newest
    if shown is None:
        raise ValueError("an item has a version or a draft")
    return CatalogueEntry(
        item=shown,
        current=begun[-1] if begun else None,
        coming=coming[-1]
        if coming and (not begun or coming[-1].version > begun[-1].version)
        else None,
        draft=draft,
    )
