"""What a search is narrowed by. A filter is a value: it can be kept, named in words and shared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Self

from windowdesk.domain.calendar import ONE_DAY
from windowdesk.domain.canonical import canonical_text
from windowdesk.domain.clock import Light
from windowdesk.domain.errors import DomainError
from windowdesk.domain.states import CaseState
from windowdesk.services.case_row import PAGE, CaseRow

_SPOILED = "这个筛选读不出来了。删掉它，重新存一个。"


@dataclass(frozen=True)
class Period:
    """Days, both ends included. DomainError at ``period`` if it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise DomainError("止日早于起日。核对起止日。", "period")

    @property
    def beyond(self) -> date:
        """The day after the last one."""
        return self.last + ONE_DAY

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.beyond - self.first).days


@dataclass(frozen=True)
class CaseFilter:
    """All of what is given must hold; what is empty or None does not matter.

    ``text`` is as typed into the find field. ``village`` is a division code, ``holder`` a login,
    ``window`` has two digits. Periods are of days at the counter.
    """

    text: str = ""
    village: str = ""
    item_id: str = ""
    state: CaseState | None = None
    light: Light | None = None
    received: Period | None = None
    accepted: Period | None = None
    decided: Period | None = None
    department: str = ""
    window: str = ""
    holder: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the search, not even a text."""
        return self == CaseFilter()

    @property
    def narrows(self) -> bool:
        """Whether anything beside the text is given."""
        return replace(self, text="") != CaseFilter()

    @property
    def given(self) -> tuple[str, ...]:
        """The names of what is given, in the order of the fields."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name))

    def without(self, name: str) -> "CaseFilter":
        """Return the filter with one of its fields cleared."""
        return replace(self, **{name: getattr(CaseFilter(), name)})

    def to_text(self) -> str:
        """Write the filter so that it can be kept; what is not given is left out."""
        plain = {name: _written(getattr(self, name)) for name in self.given}
        return canonical_text(plain)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a filter that was kept; DomainError if it is spoiled."""
        try:
            given = _Given(json.loads(text))
            return cls(
                text=given.text("text"),
                village=given.text("village"),
                item_id=given.text("item_id"),
                department=given.text("department"),
                window=given.text("window"),
                holder=given.text("holder"),
                received=given.period("received"),
                accepted=given.period("accepted"),
                decided=given.period("decided"),
                state=CaseState(given.text("state")) if "state" in given.plain else None,
                light=Light(given.text("light")) if "light" in given.plain else None,
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise DomainError(_SPOILED) from error


@dataclass(frozen=True)
class _Given:
    """What a kept text holds."""

    plain: Mapping[str, object]

    def __post_init__(self) -> None:
        if unknown := set(self.plain) - {field.name for field in fields(CaseFilter)}:
            raise ValueError(unknown)

    def text(self, name: str) -> str:
        value = self.plain.get(name, "")
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def period(self, name: str) -> Period | None:
        value = self.plain.get(name)
        if value is None:
            return None
        first, last = map(str, value if isinstance(value, list) else ())
        return Period(date.fromisoformat(first), date.fromisoformat(last))


@dataclass(frozen=True)
class FilterQuery:
    """A page of a filter, newest first, as of ``today``.

    ``before`` is the mark that the page before gave, None for the first page. ``scan`` bounds how
    many cases one page may look through when no index knows the whole filter.
    """

    filter: CaseFilter
    today: date
    before: int | None = None
    limit: int = PAGE
    scan: int = 5_000


@dataclass(frozen=True)
class FoundPage:
    """A page of found cases.

    ``before`` asks for the next page, None after the last. A page with fewer rows than were asked
    for and a mark was ended by the bound of the scan: older cases were not looked at yet, and
    ``before`` is the identity of the oldest one that was.
    """

    rows: tuple[CaseRow, ...]
    before: int | None


@dataclass(frozen=True)
class FoundCount:
    """How many cases a filter finds; not ``complete``: there are more than were counted."""

    cases: int
    complete: bool


@dataclass(frozen=True)
class SavedFilter:
    """A filter that somebody keeps under a name; ``shared`` with everybody of the centre."""

    login: str
    name: str
    filter: CaseFilter
    shared: bool


def _written(value: object) -> object:
    if isinstance(value, Period):
        return [value.first.isoformat(), value.last.isoformat()]
    return value
