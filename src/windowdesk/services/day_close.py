"""Closing the day: what happened, and the seal that is printed on the day sheet (日清表)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from windowdesk.domain.calendar import ONE_DAY
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.domain.seal import ChainHead, Seal
from windowdesk.domain.states import Move
from windowdesk.services.acting import Bench
from windowdesk.services.lights import next_workday
from windowdesk.services.ports import AuditEntry, UnitOfWork
from windowdesk.services.seal_port import PaperRun
from windowdesk.services.worklists import MOST_COUNTED, Queue

# A step may be written with an earlier time than the seal that it came too late for: on a server
# a transaction takes its time when it begins. No transaction lasts a day.
_LATE_STEPS = timedelta(days=1)
_SEALED = "day_sealed"


@dataclass(frozen=True)
class DayOfWork:
    """What one day held.

    ``moves`` counts the steps of each kind; ``unprinted`` are sheets that wait or did not come
    out, ``unrendered`` papers without bytes, ``overdue`` and ``due_soon`` (within one working day)
    open cases of the back office, all as of now.
    """

    day: date
    moves: Mapping[Move, int]
    papers: tuple[PaperRun, ...]
    unprinted: int
    unrendered: int
    overdue: int
    due_soon: int

    def count(self, *moves: Move) -> int:
        """Return how many steps of these kinds there were."""
        return sum(self.moves.get(move, 0) for move in moves)

    @property
    def issued(self) -> int:
        """How many papers the day issued."""
        return sum(run.count for run in self.papers)

    @property
    def void(self) -> int:
        """How many of them were taken back."""
        return sum(len(run.void) for run in self.papers)


class DayClose:
    """Tells what a day held and seals it."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def last(self) -> Seal | None:
        """Return the newest seal; None before the first."""
        with self._bench.database.reading() as uow:
            return uow.seals.last()

    def before(self, seal: Seal) -> Seal | None:
        """Return the seal that ``seal`` is chained to; None for the first."""
        with self._bench.database.reading() as uow:
            return uow.seals.get(seal.seq - 1)

    def is_due(self) -> bool:
        """Tell whether something happened since the last seal."""
        with self._bench.database.reading() as uow:
            return bool(_moved(uow, uow.seals.last()))

    def day(self, day: date) -> DayOfWork:
        """Return what a day held."""
        self._bench.account.require(Act.SEAL_DAY)
        begin = datetime.combine(day, time(), SHANGHAI)
        database = self._bench.database
        with database.reading() as uow:
            moves = uow.seals.moves_between(begin, begin + ONE_DAY)
            papers = uow.seals.papers_between(begin, begin + ONE_DAY)
            unrendered = len(uow.papers.unrendered(MOST_COUNTED))
            calendar = uow.centre().calendar(self._bench.calendar)
        lights = database.lists.counts(Queue.REVIEW, "", day, next_workday(day, calendar))
        return DayOfWork(
            day=day,
            moves=moves,
            papers=papers,
            unprinted=len(database.lists.unprinted(None)),
            unrendered=unrendered,
            overdue=lights.red,
            due_soon=lights.amber,
        )

    def is_open(self, today: date) -> bool:
        """Tell whether ``today`` has to be sealed yet: it was not, and something happened."""
        last = self.last()
        return (last is None or last.day < today) and self.is_due()

    def seal(self) -> Seal:
        """Seal all chains as they stand; a day may be sealed more than once.

        DomainError if nothing happened since the last seal, or if the account does not see all
        departments.
        """
        self._require_whole_view()
        with self._bench.database.unit_of_work() as uow:
            before = uow.seals.last()
            heads = _moved(uow, before)
            if before is not None and not heads:
                raise DomainError("上次日结以后没有新的办理，不用再结。")
            at = uow.now()
            sealed = Seal.close(
                before=before,
                day=local_date(at),
                at=at,
                login=self._bench.account.login,
                counts=uow.seals.counts(),
                lines=uow.seals.lines(),
                heads=heads,
            )
            uow.seals.add(sealed)
            subject = f"{sealed.seq} {sealed.short_hash}"
            uow.audit(AuditEntry(new_id(at), at, sealed.login, _SEALED, subject))
            uow.commit()
        return sealed

    def _require_whole_view(self) -> None:
        account = self._bench.account
        account.require(Act.SEAL_DAY)
        if account.department:
            raise DomainError(
                f"这个账号只看{account.department}的办件，日结要看全中心。换全中心的账号做。"
            )


def _moved(uow: UnitOfWork, before: Seal | None) -> tuple[ChainHead, ...]:
    if before is None:
        return uow.seals.heads_since(None)
    known = set(before.heads)
    found = uow.seals.heads_since(before.at - _LATE_STEPS)
    return tuple(head for head in found if head not in known)
