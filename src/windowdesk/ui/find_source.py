"""Where the rows of the search screen come from; every method may be slow."""

from collections.abc import Hashable
from datetime import date

from windowdesk.services.session import Session
from windowdesk.services.worklists import PAGE, CaseRow, FindQuery
from windowdesk.ui.lit_case import LitCase, lit
from windowdesk.ui.paging import Page

RECENT = "你最近收的件"


class FindSource:
    """Searches of one account, newest first, page by page."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, text: str, cursor: Hashable) -> Page[LitCase]:
        """Return a page of a search; with no ``text`` the cases that the account received last."""
        lists = self._session.database.lists
        if not text:
            rows = lists.recent(self._session.account.login, PAGE)
            return Page(self._lit(rows), None)
        after = cursor if isinstance(cursor, CaseRow) else None
        rows = lists.find(FindQuery(text, after=after))
        return Page(self._lit(rows), rows[-1] if len(rows) == PAGE else None)

    def by_number(self, digits: str) -> CaseRow | None:
        """Return the case with a number of 24 digits."""
        return self._session.database.lists.by_number(digits)

    def _lit(self, rows: tuple[CaseRow, ...]) -> tuple[LitCase, ...]:
        today: date = self._session.lookup.today()
        return tuple(lit(row, today, self._session.calendar) for row in rows)
