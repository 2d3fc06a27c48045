"""What lies at the issuing desk: results to take over, results to hand out. Off the GUI thread."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.clock import Light
from windowdesk.domain.states import CaseState
from windowdesk.services.session import Session
from windowdesk.services.worklists import (
    PAGE,
    QUEUE_STATES,
    CaseRow,
    FindQuery,
    LightCounts,
    Queue,
    QueueQuery,
)
from windowdesk.ui.case_words import counted
from windowdesk.ui.lit_case import LitCase, lit
from windowdesk.ui.paging import Page

_WALKED_AT_ONCE = 200


@dataclass(frozen=True)
class IssueGroup:
    """A heading of the list, and the states of the cases under it."""

    title: str
    states: frozenset[CaseState]


GROUPS = (
    IssueGroup("审批刚办完，待接收", frozenset((CaseState.APPROVED, CaseState.DENIED))),
    IssueGroup("待领取", frozenset((CaseState.READY,))),
)


@dataclass(frozen=True)
class FoundCases:
    """What a search met: cases that lie here, and one that is somewhere else."""

    here: tuple[CaseRow, ...]
    elsewhere: CaseRow | None


def group_of(state: CaseState) -> str:
    """Return the heading that a case stands under."""
    return next((group.title for group in GROUPS if state in group.states), "")


class IssueQueue:
    """Reads the queue of one account. Every method may be slow."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def counts(self) -> LightCounts:
        """Count by light."""
        today = self._session.lookup.today()
        return self._session.database.lists.counts(Queue.ISSUE, "", today, today)

    def page(self, light: str, cursor: Hashable) -> Page[LitCase]:
        """Return a page, group by group; ``light`` is '' for all.

        The queue is ordered by due date alone, so each group is one walk through it; a walk goes
        on until a page is full, however many cases of the other group lie between.
        """
        group, after = cursor if isinstance(cursor, tuple) else (0, None)
        today = self._session.lookup.today()
        rows: list[CaseRow] = []
        while group < len(GROUPS) and len(rows) < PAGE:
            walked = self._session.database.lists.queue(self._query(light, today, after))
            rows += [row for row in walked if row.state in GROUPS[group].states]
            is_last = len(walked) < _WALKED_AT_ONCE
            group, after = (group + 1, None) if is_last else (group, walked[-1])
        following = (group, after) if group < len(GROUPS) else None
        counts = self._group_counts(rows) if following is None and cursor is None else ()
        return Page(self._lit(rows, today), following, counts)

    def these(self, case_ids: tuple[int, ...]) -> Page[LitCase]:
        """Return chosen cases as far as they still lie here."""
        lists = self._session.database.lists
        rows = [row for row in map(lists.row, case_ids) if row is not None and is_here(row)]
        ordered = sorted(rows, key=lambda row: group_of(row.state) != GROUPS[0].title)
        today = self._session.lookup.today()
        return Page(self._lit(ordered, today), None, self._group_counts(ordered))

    def by_number(self, digits: str) -> FoundCases:
        """Return the case with a number of 24 digits."""
        row = self._session.database.lists.by_number(digits)
        if row is None:
            return FoundCases((), None)
        return FoundCases((row,), None) if is_here(row) else FoundCases((), row)

    def find(self, text: str) -> FoundCases:
        """Return the cases that a name, a number or a pickup code stands for."""
        found = self._session.database.lists.find(FindQuery(text, limit=_WALKED_AT_ONCE))
        here = tuple(row for row in found if is_here(row))
        elsewhere = next((row for row in found if not is_here(row)), None)
        return FoundCases(here, None if here else elsewhere)

    def _query(self, light: str, today: date, after: CaseRow | None) -> QueueQuery:
        query = QueueQuery(Queue.ISSUE, after=after, limit=_WALKED_AT_ONCE)
        by_light = {
            Light.RED.value: replace(query, due_before=today),
            Light.AMBER.value: replace(query, due_from=today, amber_by=today),
            Light.GREEN.value: replace(query, due_from=today, green_after=today),
        }
        return by_light.get(light, query)

    def _lit(self, rows: list[CaseRow], today: date) -> tuple[LitCase, ...]:
        return tuple(lit(row, today, self._session.calendar) for row in rows)

    @staticmethod
    def _group_counts(rows: list[CaseRow]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (group.title, counted(sum(row.state in group.states for row in rows)))
            for group in GROUPS
        )


def is_here(row: CaseRow) -> bool:
    """Tell whether a case lies at the issuing desk."""
    return row.state in QUEUE_STATES[Queue.ISSUE]
