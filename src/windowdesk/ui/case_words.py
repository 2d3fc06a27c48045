"""What screens say about one case: people, holder, dates. Words only, no rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import CLAIM_LASTS, Case
from windowdesk.domain.clock import DayMark, DueProof, ProofDay, short_date, weekday_name
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.identity import SEX_LABEL
from windowdesk.domain.limits import UNIT_LABEL, TimeLimit
from windowdesk.domain.local_time import SHANGHAI, clock_time, local_date
from windowdesk.domain.materials import SETTLED, HandedIn, MaterialState
from windowdesk.domain.party import Party
from windowdesk.services.lookup import CaseView
from windowdesk.ui.gap_words import gap_mark
from windowdesk.ui.tone import Tone

_ONE_DAY = timedelta(days=1)
_MOST_COUNTED = 1000


class Holding(StrEnum):
    """Who holds a case, as seen by the account at the desk."""

    MINE = "mine"
    OTHERS = "others"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Holder:
    """Who holds a case now, and the line that says so."""

    holding: Holding
    text: str


def holder_of(case: Case, now: datetime, login: str) -> Holder:
    """Return who holds ``case`` at ``now``, seen by the account ``login``."""
    if not case.holder_at(now) or case.claimed_until is None:
        return Holder(Holding.NOBODY, "还没人领办")
    until = clock_time(case.claimed_until)
    if case.holder == login:
        return Holder(Holding.MINE, f"你已领办，到 {until} 自动释放")
    since = clock_time(case.claimed_until - CLAIM_LASTS)
    return Holder(Holding.OTHERS, f"由 {case.holder_name} 领办，{since} 起，到 {until}")


def limit_words(limit: TimeLimit) -> str:
    """Return a limit as screens write it: 20 个工作日, or 当日 for one of no days."""
    return f"{limit.count} {UNIT_LABEL[limit.unit]}" if limit.count else "当日"


def due_words(due: date, calendar: WorkCalendar) -> str:
    """Return 9月20日 周日（调休上班）."""
    makeup = "（调休上班）" if calendar.is_makeup(due) else ""
    return f"{short_date(due)} {weekday_name(due)}{makeup}"


def used_days(proof: DueProof, today: date) -> int:
    """Count the days of the limit that are used up on ``today``."""
    return sum(bool(day.nth) and day.on <= today for day in proof.days)


def days_over(proof: DueProof, today: date, calendar: WorkCalendar) -> tuple[ProofDay, ...]:
    """Return the days after the due day up to today, for the ruler of a case past its date."""
    days = []
    on = proof.due + _ONE_DAY
    while on <= today:
        mark = DayMark.COUNTED if calendar.is_workday(on) else DayMark.OFF
        days.append(ProofDay(on, mark, 0, calendar.name_of(on), calendar.is_makeup(on)))
        on += _ONE_DAY
    return tuple(days)


def slash_day(at: datetime | None) -> str:
    """Return 8/24, or nothing while the moment has not come."""
    if at is None:
        return ""
    day = local_date(at)
    return f"{day.month}/{day.day}"


def moment_words(at: datetime) -> str:
    """Return 9月18日 10:24."""
    return f"{short_date(at.astimezone(SHANGHAI).date())} {clock_time(at)}"


def village_name(divisions: Divisions, code: str) -> str:
    """Return 大坪村 for 大坪村民委员会; what is no code is shown as it was typed."""
    village = divisions.village(code)
    name = village.name if village is not None else code
    return name.removesuffix("居民委员会").removesuffix("民委员会")


def sex_and_age(party: Party, today: date) -> str:
    """Return 男 47 岁, as far as the number tells."""
    number = party.id_number
    age = number.age_on(today)
    words = [SEX_LABEL[number.sex]] if number.sex is not None else []
    if age is not None:
        words.append(f"{age} 岁")
    return " ".join(words)


def materials_words(materials: Sequence[HandedIn]) -> str:
    """Return 7 份全齐, or how many of them are still out."""
    late = sum(m.state is MaterialState.LATE for m in materials)
    out = sum(m.state not in SETTLED and m.required for m in materials) - late
    if not materials:
        return "不要材料"
    if late <= 0 and out <= 0:
        return f"{len(materials)} 份全齐"
    parts = [f"缺 {out} 份"] if out > 0 else []
    parts += [f"容缺 {late} 份"] if late > 0 else []
    return f"{len(materials)} 份，{'，'.join(parts)}"


def counted(number: int) -> str:
    """Return a count as screens show it: counts stop and become 999+."""
    return f"{_MOST_COUNTED - 1}+" if number >= _MOST_COUNTED else str(number)


def mark_of(view: CaseView) -> tuple[str, Tone]:
    """Return the one thing about how a case came in that is out of the common, and its tone."""
    outcomes = view.case.outcomes
    if outcomes.deemed_at is not None:
        return "视为受理", Tone.RED
    if any(notice.repeated for notice in outcomes.notices):
        return "再次告知", Tone.AMBER
    mark, tone = gap_mark(view.case)
    if mark:
        return mark, tone
    return ("补录", Tone.PLAIN) if outcomes.late is not None else ("", Tone.PLAIN)
