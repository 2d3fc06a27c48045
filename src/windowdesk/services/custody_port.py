"""The port to the lists of custody: what lies where, and what is on its way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class CustodyRow:
    """One original in the house. Times are aware UTC.

    ``slip`` is the slip that it came by, ``going`` the open one that it is to go by; ``to_name``
    is empty where anybody at ``to_place`` may take it. ``note`` is what the last count found.
    """

    case_id: int
    number: str
    applicant_name: str
    item_name: str
    code: str
    name: str
    count: int
    place: str
    holder: str
    holder_name: str
    since: datetime
    slip: str
    back_by: date | None
    note: str
    going: str
    to_name: str
    to_place: str
    purpose: str
    given_at: datetime | None
    due_at: datetime | None


class CustodyReader(Protocol):
    """What lies where, as one account sees it; NotPermitted without the duty to see cases."""

    def all(self) -> tuple[CustodyRow, ...]:
        """Return every original in the house, by place, holder and case."""
        ...

    def waiting(self, login: str, place: str) -> tuple[CustodyRow, ...]:
        """Return what goes to ``login``, or to anybody at ``place``, by due time."""
        ...
