"""What an act is done with: the case, who acts, how and when, and the notebook beside it."""

from dataclasses import dataclass
from datetime import datetime

from tests.domain.lives.asked import Asked
from tests.domain.lives.days import CALENDARS
from tests.domain.lives.model import Model
from tests.domain.lives.people import ACTORS
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.event import Actor


@dataclass(frozen=True)
class Desk:
    """One act on one case."""

    case: Case
    model: Model
    one: Asked

    @property
    def by(self) -> Actor:
        return ACTORS[self.one.who]

    @property
    def at(self) -> datetime:
        return self.one.now

    @property
    def how(self) -> str:
        return self.one.how

    @property
    def number(self) -> str:
        return self.one.number

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar on the wall."""
        return CALENDARS[self.model.published]

    def unless(self, how: str, words: str) -> str:
        """Return ``words``, or nothing where the act is asked for without them."""
        return "" if self.how == how else words
