"""Until when late materials (容缺) may come, and which may be late at all ({R1}, {R2}, {R4}).

The numbers are data: those of the centre (resources/deferral.toml), and of the item where it says
less. Shenzhen: at least 2 working days before the promise, at most 20 working days {R1}.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.calendar import ONE_DAY, WorkCalendar
from windowdesk.domain.clock import due_on, short_date
from windowdesk.domain.item import Item
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.material_gaps import MaterialGap, material_gaps
from windowdesk.domain.materials import HandedIn


@dataclass(frozen=True)
class GapRule:
    """The rule of a centre, in working days.

    ``before_promise`` is how long before the promised day the last material must have come,
    ``longest`` the most that an applicant gets, ``check_days`` how long the check of a commitment
    may take where the item does not say; ``basis`` names the local rule, empty where none is named.
    """

    before_promise: int = 2
    longest: int = 20
    check_days: int = 20
    basis: str = ""


USUAL_GAP_RULE = GapRule()


@dataclass(frozen=True)
class GapLatest:
    """The last day that late materials may be promised for, and why it is that day."""

    on: date
    why: str
    possible: bool


def latest_gap_day(
    item: Item, start: date, promised: date, rule: GapRule, calendar: WorkCalendar
) -> GapLatest:
    """Return the earliest of the days that rule, item and promise allow.

    ``start`` is the day of acceptance, ``promised`` the promised due day. Where no working day is
    left between them the answer is not possible.
    """
    limits = list(_limits(item, start, promised, rule, calendar))
    on, why = min(limits, key=lambda one: one[0])
    return GapLatest(on, why, possible=on > start)


def _limits(
    item: Item, start: date, promised: date, rule: GapRule, calendar: WorkCalendar
) -> Iterator[tuple[date, str]]:
    before = _workdays_before(promised, rule.before_promise, calendar)
    told = short_date(promised)
    yield before, f"承诺{told}办结，容缺材料至少提前 {rule.before_promise} 个工作日到"
    longest = TimeLimit(rule.longest, LimitUnit.WORKDAY)
    yield due_on(start, longest, calendar), f"容缺最长 {rule.longest} 个工作日"
    if item.gap_days is not None:
        own = TimeLimit(item.gap_days, LimitUnit.WORKDAY)
        yield due_on(start, own, calendar), f"这个事项容缺最长 {item.gap_days} 个工作日"


def _workdays_before(day: date, count: int, calendar: WorkCalendar) -> date:
    """Return the working day that lies ``count`` working days before ``day``."""
    found = day
    while count > 0 or not calendar.is_workday(found):
        found -= ONE_DAY
        count -= calendar.is_workday(found)
    return found


def tolerable_gaps(item: Item, handed: Sequence[HandedIn]) -> tuple[MaterialGap, ...]:
    """Return what is missing and may come late; none of what the item calls a main material.

    Of several that suffice singly all must be marked.
    """
    if item.is_immediate or item.tolerable is not True:
        return ()
    marked = {m.code for m in item.materials if m.tolerable is True}
    return tuple(gap for gap in material_gaps(item, handed) if marked.issuperset(gap.codes))


def strict_gaps(item: Item, handed: Sequence[HandedIn]) -> tuple[MaterialGap, ...]:
    """Return what is missing and may not come late."""
    tolerable = {gap.codes for gap in tolerable_gaps(item, handed)}
    return tuple(gap for gap in material_gaps(item, handed) if gap.codes not in tolerable)
