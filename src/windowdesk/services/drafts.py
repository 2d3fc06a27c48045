"""Drafts: half-filled applications that survive a crash (design decision 18)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Draft:
    """What was typed so far. ``values`` maps a field to its text; nothing in it was checked."""

    draft_id: str
    login: str
    window: str
    saved_at: datetime
    values: Mapping[str, str]


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
