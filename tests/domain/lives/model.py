"""A case as somebody would keep it in a notebook, from the reference alone (domain.md §1).

It knows no table, guard or clock of the program. Nothing in it is changed in place: a page of the
notebook is a copy, so that an act that is taken back is the page before it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tests.domain.lives.days import day_of, due
from tests.domain.lives.kinds import Kind

CLAIM = timedelta(hours=1)
TAKE_BACK = timedelta(minutes=30)


@dataclass(frozen=True)
class Pause:
    """A special procedure; ``last`` None while it runs."""

    name: str
    first: date
    number: str
    last: date | None = None


@dataclass(frozen=True)
class Slip:
    """Originals under way; ``to`` is a login or a place."""

    number: str
    codes: tuple[str, ...]
    giver: str
    to: str
    named: bool
    is_open: bool = True


@dataclass(frozen=True)
class Hearing:
    """Who was told, when it was asked for and whether it was called."""

    number: str
    told_on: date
    asked_on: date | None = None
    called: bool = False


@dataclass(frozen=True)
class Promise:
    """A commitment in the place of a proof: checked as true or false, ruled on or not."""

    is_true: bool | None = None
    ruled: bool = False


@dataclass(frozen=True)
class Deferral:
    """Late materials: which are open, until when, whether a decision may go before them."""

    open: frozenset[str]
    until: date
    waived: bool = False


@dataclass
class Model:
    """One page of the notebook. ``custody`` maps an original to a login or to ``/`` and a place."""

    kind: Kind
    received_at: datetime
    received_by: str
    version: int = 1  # of the calendar that the case was told by
    published: int = 1  # of the calendar on the wall
    code: str = "S1"
    holder: str = ""
    until: datetime | None = None
    accepter: str = ""
    events: int = 1
    papers: int = 1
    void: int = 0
    accepted_at: datetime | None = None
    deemed: bool = False
    decided_at: datetime | None = None
    changed_at: datetime | None = None
    denied: bool = False
    revoked: bool = False
    missing: frozenset[str] = frozenset()
    unpromised: bool = False  # a proof is to be replaced, and nobody has signed yet
    promised: bool = False
    asked_for: tuple[str, ...] = ()
    told_until: date | None = None
    supplied_at: datetime | None = None
    deferral: Deferral | None = None
    promises: tuple[Promise, ...] = ()
    pauses: tuple[Pause, ...] = ()
    asked_procedure: str = ""
    hearing: Hearing | None = None
    asked_extension: bool = False
    extension: int = 0
    opinions: tuple[tuple[str, str], ...] = ()
    proposer: str = ""
    opened: bool = False
    sent_at: datetime | None = None
    away: tuple[tuple[date, date], ...] = ()
    review_ended: date | None = None
    county_decided: bool = False
    letter: str = ""
    not_fetched: bool = False
    handed: bool = False
    rated: bool = False
    custody: dict[str, str] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()
    last_act: str = "receive"
    last_by: str = ""
    last_at: datetime | None = None
    before: "Model | None" = None

    def page(self) -> "Model":
        """Return a copy as it is now, without the pages before it."""
        return replace(self, before=None)

    def held_by(self, now: datetime) -> str:
        return self.holder if self.until is not None and now < self.until else ""

    def holds(self, who: str, now: datetime) -> None:
        self.holder, self.until = who, now + CLAIM
        if who != self.proposer:
            self.opened = True

    def lets_go(self) -> None:
        self.holder, self.until = "", None

    # dates

    @property
    def notice_due(self) -> date:
        """T5: five working days from receipt (art. 32)."""
        return due(day_of(self.received_at), (5, "wd"), self.version)

    def is_silent(self, now: datetime) -> bool:
        return self.code in {"S1", "S2"} and day_of(now) > self.notice_due

    def _spans(self, today: date) -> tuple[tuple[date, date], ...]:
        return tuple(
            (one.first, one.last if one.last is not None else max(today, one.first))
            for one in self.pauses
        )

    def main_due(self, limit: tuple[int, str], today: date) -> date | None:
        """Promise or law: from acceptance, without the procedures, and on through the extension."""
        if self.accepted_at is None:
            return None
        start = day_of(self.accepted_at)
        return due(start, limit, self.version, self._spans(today), self.extension)

    def promise_due(self, today: date) -> date | None:
        return self.main_due(self.kind.promise, today)

    def law_due(self, today: date) -> date | None:
        return self.main_due(self.kind.law, today)

    def review_due(self, today: date) -> date | None:
        """Twenty days for the township's own review (art. 43), without those with the county."""
        if self.accepted_at is None or not self.kind.county:
            return None
        spans = (*self._spans(today), *self.away)
        return due(day_of(self.accepted_at), (20, "wd"), self.version, spans, self.extension)

    @property
    def delivery_due(self) -> date | None:
        """Ten days from the decision, or from the one that put it right (art. 44)."""
        begun = self.changed_at or self.decided_at
        return None if begun is None else due(day_of(begun), (10, "wd"), self.version)

    def running_due(self, today: date) -> date | None:
        """Return the date that the case waits for now."""
        if self.code in {"S1", "S2"}:
            return self.notice_due
        if self.code == "S3":
            begun = self.supplied_at
            return None if begun is None else due(day_of(begun), (5, "wd"), self.version)
        if self.code in {"S11", "S12", "S15"}:
            return self.delivery_due
        over = {"S4a", "S4b", "S4c", "S13", "S14", "S16", "S18"}
        return None if self.code in over else self.promise_due(today)

    # originals

    @property
    def under_way(self) -> frozenset[str]:
        return frozenset(code for slip in self.slips if slip.is_open for code in slip.codes)

    def in_house(self) -> tuple[str, ...]:
        return tuple(code for code, where in self.custody.items() if not where.startswith("/"))

    def at_hand(self, who: str) -> tuple[str, ...]:
        mine = (code for code, where in self.custody.items() if where == who)
        return tuple(code for code in mine if code not in self.under_way)

    def moves(self, codes: tuple[str, ...], where: str) -> None:
        self.custody = {c: where if c in codes else w for c, w in self.custody.items()}

    def comes_in(self, codes: tuple[str, ...], who: str) -> None:
        """Take in what is handed in for the first time, or again after it went back."""
        fresh = {c: who for c in codes if self.custody.get(c, "/申请人") == "/申请人"}
        self.custody = {**self.custody, **fresh}

    # procedures and gaps

    @property
    def running(self) -> tuple[Pause, ...]:
        return tuple(one for one in self.pauses if one.last is None)

    @property
    def open_gaps(self) -> frozenset[str]:
        return self.deferral.open if self.deferral else frozenset()

    def gap_lapsed(self, today: date) -> bool:
        return bool(self.open_gaps) and self.deferral is not None and self.deferral.until < today

    def hearing_days(self, today: date) -> tuple[date, date, date]:
        """Until when to ask, the first day and the last day of the hearing (arts. 47, 48)."""
        assert self.hearing is not None
        asked = self.hearing.asked_on or today
        return (
            due(self.hearing.told_on, (5, "wd"), self.published),
            due(today, (7, "wd"), self.published),
            due(asked, (20, "wd"), self.published),
        )

    @property
    def open_hearing(self) -> Hearing | None:
        runs = {one.number for one in self.running}
        return self.hearing if self.hearing and self.hearing.number in runs else None
