"""Ports of what is kept beside searches: saved filters and the journal of looks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from windowdesk.services.case_filter import SavedFilter


class FilterStore(Protocol):
    """Saved filters as one account sees them."""

    def all(self) -> tuple[SavedFilter, ...]:
        """Return the filters of the account, then those that others share, by name."""
        ...

    def keep(self, saved: SavedFilter) -> None:
        """Store a filter of the account; one of the same name is replaced."""
        ...

    def drop(self, name: str) -> None:
        """Delete a filter of the account; DomainError if it has none of that name."""
        ...


@dataclass(frozen=True)
class AuditRow:
    """A line of the journal; ``person`` is the name of the account, '' if it is unknown."""

    audit_id: int
    at: datetime
    login: str
    person: str
    act: str
    subject: str


class AuditReader(Protocol):
    """The journal of looks and acts outside the life of cases."""

    def entries(self, act: str, before: int | None, limit: int) -> tuple[AuditRow, ...]:
        """Return one page, newest first; ``act`` '' is every act, ``before`` the last row seen."""
        ...
