"""Drafts: half-filled applications that survive a crash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

# The fields of an application's draft by which its case would be found.
DRAFT_NUMBER: Final = "applicant.id_number"
DRAFT_ITEM: Final = "item"
_MARK: Final = "-"


class DraftKind(StrEnum):
    """What a draft will become. Its identity begins with the kind, see ``draft_id_of``."""

    APPLICATION = "application"
    OPINION = "opinion"


@dataclass(frozen=True)
class Draft:
    """What was typed so far. ``values`` maps a field to its text; nothing in it was checked."""

    draft_id: str
    login: str
    window: str
    saved_at: datetime
    values: Mapping[str, str]

    @property
    def kind(self) -> DraftKind:
        """What it will become; the first drafts had no kind and were applications."""
        kind, mark, _name = self.draft_id.partition(_MARK)
        return DraftKind(kind) if mark and kind in set(DraftKind) else DraftKind.APPLICATION

    @property
    def name(self) -> str:
        """The identity without the kind."""
        return self.draft_id.removeprefix(f"{self.kind}{_MARK}")


def draft_id_of(kind: DraftKind, name: str) -> str:
    """Return the identity of a draft: its kind and a name that is its own within the kind."""
    return f"{kind}{_MARK}{name}"


class DraftBox(Protocol):
    """Keeps drafts on this machine, readable only by its user."""

    def save(self, draft: Draft) -> None:
        """Keep a draft in place of an older one with its id; EnvironmentProblem if it fails."""
        ...

    def all(self, login: str) -> tuple[Draft, ...]:
        """Return the drafts of an account, newest first; unreadable ones are left alone."""
        ...

    def remove(self, draft_id: str) -> None:
        """Drop a draft, after its application was accepted or thrown away."""
        ...
