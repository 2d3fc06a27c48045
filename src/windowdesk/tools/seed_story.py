"""Years of a town's cases, told by the same verbs as any day at the counter.

Every case moves through the domain's own rules, so that ``verify`` holds for a seeded centre as for
a real one. Papers are left out: their facts and bytes would be most of the disk.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.case import Application, Case, Decision, unchecked
from windowdesk.domain.case_clocks import promised_limit
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.clock import due_on
from windowdesk.domain.duties import Role
from windowdesk.domain.event import Actor
from windowdesk.domain.ids import first_id
from windowdesk.domain.item import Item
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.numbers import CaseNumber, case_line
from windowdesk.domain.party import Party
from windowdesk.services.entry import present
from windowdesk.tools.usual_situations import usual_situations

_OPENS = time(8, 40)
_SECONDS_OPEN = 8 * 3600
_RETURNING = 0.55  # visitors that the centre has known before
_DENIED, _ON_PAPER_ONLY = 0.03, 0.04
_PICKUP_SIGNS = 10**6


@dataclass(frozen=True)
class Told:
    """A case with its new events, and its applicant if he came for the first time."""

    case: Case
    newcomer: Party | None


class Story:
    """Tells cases day by day, oldest first; depends on nothing but its seed."""

    def __init__(
        self,
        *,
        centre: Centre,
        staff: Sequence[Account],
        items: Sequence[Item],
        people: Iterator[Party],
        calendar: WorkCalendar,
        end: datetime,
        random: Random,
    ) -> None:
        self._centre = centre
        self._items = items
        self._weights = [1.0 / (place + 1) for place in range(len(items))]
        self._people = people
        self._known: list[Party] = []
        self._calendar = calendar
        self._end = end
        self._random = random
        self._actors = _actors(staff, centre)
        self._lists = {item.item_id: _material_list(item) for item in items}
        self.lines: dict[str, int] = {}

    def days(self, cases: int, a_day: int) -> Iterator[tuple[date, int]]:
        """Return working days before the end, oldest first, with how many cases each has."""
        days: list[tuple[date, int]] = []
        day, left = self._end.astimezone(SHANGHAI).date() - ONE_DAY, cases
        while left:
            if self._calendar.is_workday(day):
                many = min(left, max(1, round(self._random.gauss(a_day, a_day / 4))))
                days.append((day, many))
                left -= many
            day -= ONE_DAY
        return reversed(days)

    def day(self, day: date, cases: int) -> Iterator[Told]:
        """Tell the cases that were received on a day."""
        begin = datetime.combine(day, _OPENS, SHANGHAI)
        moments = sorted(self._random.uniform(0, _SECONDS_OPEN) for _ in range(cases))
        line = case_line(self._centre.code, day)
        for serial, seconds in enumerate(moments, 1):
            self.lines[line] = serial
            yield self._case(begin + timedelta(seconds=seconds), day, serial)

    def _case(self, at: datetime, day: date, serial: int) -> Told:
        random = self._random
        item = random.choices(self._items, self._weights)[0]
        newcomer = None
        if self._known and random.random() < _RETURNING:
            applicant = random.choice(self._known)
        else:
            newcomer = applicant = _stored(next(self._people), at)
            self._known.append(applicant)
        clerk = random.choice(self._actors[Role.CLERK])
        situations, materials = self._lists[item.item_id]
        case = Case.receive(
            case_id=first_id(at) + random.getrandbits(22),
            number=CaseNumber.of(self._centre.code, int(clerk.window), day, serial),
            centre=self._centre.code,
            application=Application(
                item=item,
                applicant=applicant,
                agent=None,
                situations=situations,
                materials=materials,
                answers={"issue_by": "窗口自取"},
                issue_by="窗口自取",
            ),
            by=clerk,
            at=at,
        )
        if random.random() >= _ON_PAPER_ONLY:
            self._go_on(case, clerk, at)
        return Told(case, newcomer)

    def _go_on(self, case: Case, clerk: Actor, at: datetime) -> None:
        """Let the case move until it ends or today is reached."""
        case.accept(by=clerk, at=at)
        if case.item.is_immediate:
            case.decide_at_once(Decision("已当场办结"), by=clerk, at=at)
        elif not self._review(case, at):
            return
        self._hand_over(case)

    def _review(self, case: Case, accepted: datetime) -> bool:
        """Review and decide; False if that lies still ahead."""
        random = self._random
        due = due_on(
            accepted.astimezone(SHANGHAI).date(), promised_limit(case.item), self._calendar
        )
        allowed = (due - accepted.date()).days
        # Most decide well within the promise, one in thirty too late.
        taken = timedelta(days=allowed * min(1.3, random.betavariate(2, 3) * 1.25))
        steps = (0.1, 0.7, 1.0)
        claimed, proposed, decided = (_in_hours(accepted + taken * share) for share in steps)
        reviewer = random.choice(self._actors[Role.REVIEWER])
        if claimed > self._end:
            return False
        case.assign(by=reviewer, at=claimed)
        case.claim(by=reviewer, at=claimed)
        if proposed > self._end:
            return False
        case.propose("材料齐全，符合条件，拟同意。", by=reviewer, at=proposed)
        if decided > self._end:
            return False
        decider = random.choice(self._actors[Role.APPROVER])
        if random.random() < _DENIED:
            denial = Decision("不予批准", reason="不符合规定条件", basis=case.item.accept_basis)
            case.deny(denial, by=decider, at=decided)
        else:
            case.approve(Decision("准予办理"), by=decider, at=decided)
        return True

    def _hand_over(self, case: Case) -> None:
        random = self._random
        assert case.decided_at is not None  # noqa: S101  only what is decided comes here
        ready = _in_hours(case.decided_at + timedelta(hours=random.uniform(0.1, 30)))
        collected = _in_hours(ready + timedelta(days=random.expovariate(1 / 4)))
        issuer = random.choice(self._actors[Role.ISSUER])
        if ready > self._end:
            return
        case.make_ready(by=issuer, at=ready, pickup_code=f"{random.randrange(_PICKUP_SIGNS):06d}")
        if collected > self._end:
            return
        case.deliver(
            mode="direct",
            receiver=case.application.applicant.name,
            identity_checked=True,
            note="",
            by=issuer,
            at=collected,
        )


def _stored(person: Party, at: datetime) -> Party:
    """Return the person with an identity of about the time when he first came."""
    low_bits = int(person.id_number.number[6:-1]) % 2**22
    return replace(person, id=str(first_id(at) + low_bits))


def _material_list(item: Item) -> tuple[tuple[str, ...], tuple[HandedIn, ...]]:
    situations = usual_situations(item)
    return situations, tuple(present(item, m) for m in unchecked(item, situations))


def _actors(staff: Sequence[Account], centre: Centre) -> Mapping[Role, Sequence[Actor]]:
    found: dict[Role, list[Actor]] = {}
    windows = [window.code for window in centre.windows]
    for account in staff:
        for role in account.roles:
            window = windows[len(found.get(role, ())) % len(windows)]
            # Nobody of a seed is bound to a department: the mix of items is what matters.
            actor = Actor(account.login, account.name, window, account.roles)
            found.setdefault(role, []).append(actor)
    return found


def _in_hours(at: datetime) -> datetime:
    """Move a moment into the opening hours of its day."""
    local = at.astimezone(SHANGHAI)
    begin = datetime.combine(local.date(), _OPENS, SHANGHAI)
    share = (local - datetime.combine(local.date(), time(), SHANGHAI)) / ONE_DAY
    return max(at, begin + timedelta(seconds=share * _SECONDS_OPEN))
