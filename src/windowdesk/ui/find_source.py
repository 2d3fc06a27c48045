"""Where the rows of the search screen come from; every method may be slow."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.duties import Act
from windowdesk.services.case_filter import CaseFilter, FoundCount
from windowdesk.services.case_row import PAGE, CaseRow
from windowdesk.services.finding import LitCase
from windowdesk.services.session import Session
from windowdesk.ui.lit_case import lit
from windowdesk.ui.paging import Page

RECENT = "你最近收的件"


@dataclass(frozen=True)
class Cut:
    """Where a bounded look ended: cases received before the day ``reached`` were not looked at."""

    before: int | None
    reached: date


class FindSource:
    """Searches of one account, newest first, page by page."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def may_see(self) -> bool:
        """Whether a duty of the account covers cases at all."""
        return self._session.account.may(Act.SEE_CASES)

    def page(self, wanted: CaseFilter, cursor: Hashable) -> Page[LitCase]:
        """Return a page of a search; of an empty one the cases that the account received last."""
        if not self.may_see:
            return Page(())
        if wanted.is_empty:
            lists = self._session.database.lists
            return Page(self._lit(lists.recent(self._session.account.login, PAGE)), None)
        before = cursor.before if isinstance(cursor, Cut) else cursor
        before = before if isinstance(before, int) else None
        found = self._session.finding.page(wanted, before)
        if found.reached is None:
            return Page(found.rows, found.before)
        return Page(found.rows, cut=Cut(found.before, found.reached))

    def count(self, wanted: CaseFilter) -> FoundCount:
        """Count what a search finds."""
        return self._session.finding.count(wanted)

    def by_number(self, digits: str) -> CaseRow | None:
        """Return the case with a number of 24 digits."""
        return self._session.database.lists.by_number(digits)

    def _lit(self, rows: tuple[CaseRow, ...]) -> tuple[LitCase, ...]:
        today: date = self._session.lookup.today()
        return tuple(lit(row, today, self._session.calendar) for row in rows)
