"""Originals on their way: pass, take, refuse, call back, give back, send out, and fetch in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from windowdesk.domain.centre import window_label
from windowdesk.domain.clock import Light, LightReading
from windowdesk.domain.custody import BACK_OFFICE, place_of
from windowdesk.domain.custody_records import HandoverSlip
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import SHANGHAI, clock_time, local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.slip_clock import slip_due
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.text import NAME, clean
from windowdesk.domain.transitions import TRANSITIONS, papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.custody_port import CustodyRow
from windowdesk.services.wording import short, statement

_SLIP = papers_for(CaseState.RECEIVED, Move.PASS_ORIGINALS)
_LIST = papers_for(CaseState.RECEIVED, Move.RETURN_ORIGINALS)
(_SLIP_KIND,), (_LIST_KIND,) = _SLIP, _LIST
_KEEPERS = TRANSITIONS[CaseState.RECEIVED, Move.TAKE_ORIGINALS].roles
# A slip that must be taken within this time is amber.
_SOON_MINUTES = 60


@dataclass(frozen=True)
class Receiver:
    """To whom originals can go: a place, or a person at it; ``login`` is empty for a place."""

    place: str
    login: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """The words that a list shows: 民政办　宁小雨."""
        return f"{self.place}　{self.name}" if self.name else self.place


@dataclass(frozen=True)
class PassOn:
    """What is handed on: codes of originals, to whom, what for, and until when it comes back."""

    codes: tuple[str, ...]
    to: Receiver
    purpose: str
    back_by: date | None = None


@dataclass(frozen=True)
class WaitingSlip:
    """A slip that waits for the other hand; ``names`` lists the originals with their counts."""

    number: str
    case_id: int
    case_number: str
    applicant_name: str
    giver_name: str
    giver_place: str
    to: str
    names: str
    purpose: str
    given_at: datetime
    due_at: datetime
    light: LightReading


class Custody:
    """One method per act. ``seen_version`` is the version of the case that the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def place(self) -> str:
        """Where this account keeps what it holds."""
        return place_of(self._bench.actor)

    def receivers(self) -> tuple[Receiver, ...]:
        """Return windows, departments and people that originals can go to, not this account."""
        with self._bench.database.reading() as uow:
            windows = [window_label(one.code) for one in uow.centre().windows]
        own = self._bench.account.login
        people = [
            one
            for one in self._bench.database.accounts.all()
            if one.active and one.roles & _KEEPERS and one.login != own
        ]
        departments = sorted({one.department for one in people if one.department})
        places = [one for one in (*windows, *departments) if one != self.place]
        persons = (
            Receiver(one.department or BACK_OFFICE, one.login, one.name)
            for one in sorted(people, key=lambda one: (one.department, one.login))
        )
        return (*(Receiver(place) for place in places), *persons)

    def pass_on(self, case_id: int, command: PassOn, seen_version: int | None = None) -> ActReceipt:
        """Hand originals on by a 材料交接清单; the giver answers for them until it is taken."""
        purpose = statement(command.purpose, "purpose")

        def act(doing: CaseAct) -> None:
            if command.back_by is not None and command.back_by < doing.today:
                raise DomainError("应还日期在今天以前。写今天或者以后的日子。", "back_by")
            doing.case.pass_originals(self._slip(doing, command, purpose), by=doing.actor)
            doing.issue(_SLIP_KIND)

        return self._bench.act_on(case_id, act, _SLIP, seen_version)

    def take(self, case_id: int, number: str, condition: str = "") -> ActReceipt:
        """Take over what a slip lists; of two programs at once one wins, the other is told."""
        told = statement(condition, "condition")
        return self._bench.act_on(
            case_id,
            lambda d: d.case.take_originals(number, by=d.actor, at=d.at, condition=told),
        )

    def take_all(self, slips: Sequence[WaitingSlip], condition: str = "") -> tuple[ActReceipt, ...]:
        """Take several slips, each in an act of its own; DomainError names the first refusal.

        Those before it are taken by then.
        """
        taken = []
        for slip in slips:
            try:
                taken.append(self.take(slip.case_id, slip.number, condition))
            except DomainError as refused:
                before = f"前 {len(taken)} 张已收。" if taken else ""
                raise DomainError(f"{before}{slip.number}：{refused.text}") from refused
        return tuple(taken)

    def refuse(self, case_id: int, number: str, reason: str) -> ActReceipt:
        """Leave with the giver what a slip lists."""
        why = statement(reason, "reason")
        return self._bench.act_on(
            case_id, lambda d: d.case.refuse_originals(number, why, by=d.actor, at=d.at)
        )

    def call_back(self, case_id: int, number: str) -> ActReceipt:
        """Call back one's own slip that nobody has taken."""
        return self._bench.act_on(
            case_id, lambda d: d.case.call_back_originals(number, by=d.actor, at=d.at)
        )

    def give_back(
        self,
        case_id: int,
        codes: Sequence[str],
        *,
        signed: bool,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Give originals back to the applicant against a 材料退还清单."""

        def act(doing: CaseAct) -> None:
            give_back(doing, tuple(codes), signed=signed)

        return self._bench.act_on(case_id, act, _LIST, seen_version)

    def send_out(
        self,
        case_id: int,
        codes: Sequence[str],
        organ: str,
        purpose: str,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Send originals to another organ against a 材料交接清单."""
        whereto, why = clean(organ, NAME, "organ"), statement(purpose, "purpose")

        def act(doing: CaseAct) -> None:
            number = doing.number_of(_SLIP_KIND)
            doing.case.send_originals(
                tuple(codes), whereto, why, number, by=doing.actor, at=doing.at
            )
            doing.issue(_SLIP_KIND)

        return self._bench.act_on(case_id, act, _SLIP, seen_version)

    def fetch_in(self, case_id: int, codes: Sequence[str]) -> ActReceipt:
        """Take in what came back from another organ."""
        return self._bench.act_on(
            case_id,
            lambda d: d.case.take_originals_back(tuple(codes), by=d.actor, at=d.at),
        )

    def waiting(self) -> tuple[WaitingSlip, ...]:
        """Return the slips that this account may take, the most urgent first."""
        actor, custody = self._bench.actor, self._bench.database.custody
        own = custody.waiting(actor.login, self.place)
        # What goes to the one whom this account stands in for.
        his = (custody.waiting(one.login, "") for one in actor.stands_for)
        rows = [row for found in (own, *his) for row in found if row.holder != actor.login]
        return self._slips(sorted(rows, key=lambda row: row.going))

    def given(self) -> tuple[WaitingSlip, ...]:
        """Return the open slips that this account gave: it answers for them still."""
        login = self._bench.account.login
        rows = [r for r in self._bench.database.custody.all() if r.going and r.holder == login]
        return self._slips(sorted(rows, key=lambda row: row.going))

    def all(self) -> tuple[CustodyRow, ...]:
        """Return every original in the house, by place and holder."""
        return self._bench.database.custody.all()

    def _slips(
        self, rows: "Sequence[CustodyRow] | Iterator[CustodyRow]"
    ) -> tuple[WaitingSlip, ...]:
        now = self.now()
        found = [
            _waiting(list(group), now) for _number, group in groupby(rows, lambda row: row.going)
        ]
        return tuple(sorted(found, key=lambda slip: (slip.due_at, slip.number)))

    def now(self) -> datetime:
        """Return the moment on the wall."""
        with self._bench.database.reading() as uow:
            return uow.now()

    def _slip(self, doing: CaseAct, command: PassOn, purpose: str) -> HandoverSlip:
        receiver, actor = command.to, doing.actor
        return HandoverSlip(
            number=doing.number_of(_SLIP_KIND),
            codes=command.codes,
            giver=actor.login,
            giver_name=actor.name,
            giver_place=place_of(actor),
            receiver=receiver.login,
            receiver_name=receiver.name,
            receiver_place=short(receiver.place, "receiver"),
            purpose=purpose,
            given_at=doing.at,
            due_at=slip_due(doing.at, doing.centre.calendar(doing.bench.calendar)),
            back_by=command.back_by,
        )


def give_back(doing: CaseAct, codes: tuple[str, ...], *, signed: bool) -> None:
    """Give originals back with their paper, as a part of an act that took its number."""
    number = doing.number_of(_LIST_KIND)
    doing.case.return_originals(codes, number, signed=signed, by=doing.actor, at=doing.at)
    doing.issue(_LIST_KIND)


def slip_light(due_at: datetime, now: datetime) -> LightReading:
    """Return the light of an open slip: hours count, not days."""
    minutes = (due_at - now).total_seconds() / 60
    local = due_at.astimezone(SHANGHAI)
    same_day = local_date(due_at) == local_date(now)
    second = (
        clock_time(due_at) if same_day else f"{local.month}月{local.day}日 {clock_time(due_at)}"
    )
    if minutes < 0:
        return LightReading(Light.RED, "超时", second)
    if minutes <= _SOON_MINUTES:
        return LightReading(Light.AMBER, f"余 {int(minutes)} 分", second)
    return LightReading(Light.GREEN, f"{second} 前", "")


def may_keep(roles: frozenset[Role]) -> bool:
    """Tell whether an account may have originals in its hands."""
    return bool(roles & _KEEPERS)


def _waiting(rows: Sequence[CustodyRow], now: datetime) -> WaitingSlip:
    first = rows[0]
    assert first.given_at is not None  # noqa: S101  an open slip has both, see custody_rows
    assert first.due_at is not None  # noqa: S101
    return WaitingSlip(
        number=first.going,
        case_id=first.case_id,
        case_number=CaseNumber(first.number).short,
        applicant_name=first.applicant_name,
        giver_name=first.holder_name,
        giver_place=first.place,
        to=Receiver(first.to_place, first.to_name, first.to_name).label,
        names="、".join(f"{row.name}{row.count}份" for row in rows),
        purpose=first.purpose,
        given_at=first.given_at,
        due_at=first.due_at,
        light=slip_light(first.due_at, now),
    )
