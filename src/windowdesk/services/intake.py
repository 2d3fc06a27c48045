"""What a department accepts itself: the window receives, the reviewer checks and accepts.

The same check of the list is owed where silence accepted a case that nobody had looked at.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from windowdesk.domain.case import Case
from windowdesk.domain.duties import Role
from windowdesk.domain.item_kinds import AcceptanceMode
from windowdesk.domain.material_gaps import spared
from windowdesk.domain.materials import SETTLED, HandedIn
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE, CaseState
from windowdesk.services.acting import Bench
from windowdesk.services.case_row import CaseRow
from windowdesk.services.entry import present, with_missing
from windowdesk.services.worklists import Queue, QueueQuery

_PAGE = 50
# Most urgent first: whoever has more waiting sees the rest when these are done.
_MOST_READ = 500


class Intake:
    """The cases that wait for the acceptance of a reviewer's department."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        # An item of a case never changes, so each case is asked for it once.
        self._separate: dict[int, bool] = {}
        self._has_items: bool | None = None

    @property
    def has_items(self) -> bool:
        """Whether the account accepts at all: a reviewer whose department has such items."""
        if self._has_items is None:
            self._has_items = Role.REVIEWER in self._bench.account.roles and self._look()
        return self._has_items

    def waiting(self) -> tuple[CaseRow, ...]:
        """Return what waits, the most urgent first; nothing for whoever may not accept."""
        return tuple(row for row in self._rows() if self._waits(row)) if self.has_items else ()

    def _look(self) -> bool:
        own = self._bench.account.department
        with self._bench.database.reading() as uow:
            items = uow.items.all_versions().values()
        return any(
            item.acceptance_mode is AcceptanceMode.SEPARATE and own in {"", item.department}
            for versions in items
            for item in versions
        )

    def _rows(self) -> Iterator[CaseRow]:
        query = QueueQuery(Queue.RECEIVED, self._bench.account.department, limit=_PAGE)
        for _ in range(_MOST_READ // _PAGE):
            rows = self._bench.database.lists.queue(query)
            yield from rows
            if len(rows) < _PAGE:
                return
            query = replace(query, after=rows[-1])

    def _waits(self, row: CaseRow) -> bool:
        if not self._separate.get(row.case_id, True) or row.state is CaseState.CORRECTING:
            return False
        known = row.case_id in self._separate
        if known and row.state is CaseState.RECEIVED:
            return True
        with self._bench.database.reading() as uow:
            case = uow.cases.get(row.case_id)
        self._separate[row.case_id] = case.item.acceptance_mode is AcceptanceMode.SEPARATE
        return waits_for_department(case)


def waits_for_department(case: Case) -> bool:
    """Tell whether a case was received, or supplemented in full, and its department accepts."""
    if case.item.acceptance_mode is not AcceptanceMode.SEPARATE:
        return False
    return case.state is CaseState.RECEIVED or is_supplemented(case)


def is_supplemented(case: Case) -> bool:
    """Tell whether everything that was asked for is in, and nobody has accepted yet."""
    waits = case.state is CaseState.AWAITING_SUPPLEMENT
    return waits and case.outcomes.supplemented_at is not None and not case.outcomes.still_open


def is_unchecked(case: Case) -> bool:
    """Tell whether silence accepted a case whose materials are not settled yet."""
    deemed = case.outcomes.deemed_at is not None and case.state in UNDECIDED_AFTER_ACCEPTANCE
    return deemed and bool(case.missing_materials)


def to_check(case: Case) -> tuple[HandedIn, ...]:
    """Return the lines of the list that can be ticked.

    Where one of several came in that suffice singly, nobody asks for the others.
    """
    left_out = spared(case.item, case.application.materials)
    return tuple(m for m in case.application.materials if m.code not in left_out)


def as_ticked(case: Case, codes: Collection[str]) -> tuple[HandedIn, ...]:
    """Return the list with what is ticked as handed in complete, and the rest as missing."""
    found, asked = case.application.materials, {m.code for m in to_check(case)}
    ticked = tuple(
        present(case.item, m) if m.code in codes and m.state not in SETTLED else m for m in found
    )
    return with_missing(ticked, frozenset(asked.difference(codes)))
