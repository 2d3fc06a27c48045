"""Port to the drafts of items and the log of their admission."""

from typing import Protocol

from windowdesk.domain.admission import Admission, ItemDraft


class AdmissionStore(Protocol):
    """At most one draft an item; the log is only ever added to."""

    def draft(self, item_id: str) -> ItemDraft | None:
        """Return the draft of an item, or None."""
        ...

    def drafts(self) -> tuple[ItemDraft, ...]:
        """Return all drafts."""
        ...

    def add_draft(self, draft: ItemDraft) -> None:
        """Store a new draft; ConcurrentChange if there is one already."""
        ...

    def save_draft(self, draft: ItemDraft) -> None:
        """Store a changed draft; ConcurrentChange unless the version is the one read."""
        ...

    def remove_draft(self, draft: ItemDraft) -> None:
        """Remove a draft; ConcurrentChange unless the version is the one read."""
        ...

    def log(self, step: Admission) -> None:
        """Write a step."""
        ...

    def steps(self, item_id: str) -> tuple[Admission, ...]:
        """Return the steps of an item, oldest first."""
        ...
