"""Silence accepts: cases whose five working days ran out without a word (art. 32 para 1 no. 4).

Whoever's program looks first records it; nobody decides anything by it. The event bears the name
系统 and the account whose program wrote it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from windowdesk.domain.case_clocks import notice_proof
from windowdesk.domain.duties import ROLE_LABEL, Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import local_date
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import TRANSITIONS
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.reception import read_notes
from windowdesk.services.worklists import CaseRow, Queue, QueueQuery

# How long a silent acceptance stays in sight of everybody.
SHOWN_FOR = timedelta(days=7)
_PAGE = 200
_SETTLED = "视为受理后补核材料"


@dataclass(frozen=True)
class Swept:
    """What one look found: the cases that this program recorded."""

    recorded: tuple[ActReceipt, ...]


class Silence:
    """Looks for cases that silence has accepted."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def may_record(self) -> bool:
        """Tell whether this account moves cases at all; an administrator does not."""
        row = TRANSITIONS[CaseState.RECEIVED, Move.DEEM_ACCEPTED]
        return bool(row.roles & self._bench.account.roles)

    def sweep(self) -> Swept:
        """Record every case that silence has accepted, each in a transaction of its own.

        What another program records at the same time is its own: each case is recorded once.
        """
        if not self.may_record:
            return Swept(())
        found = (self._record(row) for row in self._overdue())
        return Swept(tuple(receipt for receipt in found if receipt is not None))

    def settle_materials(
        self, case_id: int, materials: Sequence[HandedIn], seen_version: int | None = None
    ) -> ActReceipt:
        """Check the list of a case that silence accepted unseen, so that it can be decided."""
        checked = read_notes(materials)
        return self._bench.act_on(
            case_id,
            lambda d: d.case.settle_materials(checked, _SETTLED, by=d.actor, at=d.at),
            (),
            seen_version,
        )

    def deemed_since(self, begin: datetime | None = None) -> tuple[CaseRow, ...]:
        """Return the cases that silence accepted from a moment on, the newest first.

        Without ``begin`` those of the last seven days.
        """
        database = self._bench.database
        if begin is None:
            with database.reading() as uow:
                begin = uow.now() - SHOWN_FOR
        return database.lists.deemed(begin)

    def _overdue(self) -> Iterator[CaseRow]:
        database = self._bench.database
        with database.reading() as uow:
            today = local_date(uow.now())
        query = QueueQuery(Queue.RECEIVED, due_before=today, limit=_PAGE)
        while rows := database.lists.queue(query):
            yield from rows
            query = replace(query, after=rows[-1])

    def _record(self, row: CaseRow) -> ActReceipt | None:
        def act(doing: CaseAct) -> None:
            calendar = doing.centre.calendar(doing.bench.calendar)
            doing.case.deem_accepted(
                notice_proof(doing.case, calendar).due,
                lapsed=doing.is_silent,
                by=replace(doing.actor, name=ROLE_LABEL[Role.SYSTEM], window=""),
                at=doing.at,
            )

        try:
            return self._bench.act_on(row.case_id, act)
        except DomainError:
            # Another program was quicker, a desk has spoken in time after all, or the calendar
            # has moved the last day: whatever holds is found by the next look.
            return None
