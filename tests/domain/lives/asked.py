"""An act that somebody asks for, and what follows from the notebook about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.domain.lives.days import day_of, due, workdays_back
from tests.domain.lives.model import Model, Slip
from tests.domain.lives.rows import PEOPLE

OWN, DECIDERS = "农业农村", {"APR", "HED"}
BACK = timedelta(days=3)
MONTH = timedelta(days=30)  # the least that a public notice hangs out


@dataclass(frozen=True)
class Asked:
    """Who asks for what, how, and when."""

    act: str
    who: str
    how: str
    now: datetime
    number: str = ""

    @property
    def duties(self) -> frozenset[str]:
        return frozenset(PEOPLE[self.who][0].split())

    @property
    def good(self) -> bool:
        return self.how == "good"


Condition = Callable[[Model, Asked], bool]


def latest_gap_day(m: Model, now: datetime) -> tuple[bool, date]:
    """{R1}: two working days before the promise, at most twenty; and whether a day is left."""
    today = day_of(now)
    promise = due(today, m.kind.promise, m.published)
    latest = min(workdays_back(promise, 2, m.published), due(today, (20, "wd"), m.published))
    return latest > today, latest


def within_reach(m: Model, code: str, who: str) -> bool:
    where = m.custody.get(code, "/")
    at_window = not where.startswith("/") and PEOPLE[where][2].endswith("窗口")
    return code not in m.under_way and (where == who or at_window)


def of_the_unit(login: str) -> bool:
    duties, department, _ = PEOPLE[login]
    return bool(set(duties.split()) & DECIDERS) or department in {"", OWN}


def corrected(m: Model, one: Asked) -> datetime:
    """Return the moment that a correction asks for."""
    now = one.now
    field, _, way = one.how.partition(" ")
    old = m.accepted_at if field == "accepted" else m.received_at
    old = old or m.received_at
    return {
        "back": old - timedelta(days=2),
        "on": old + timedelta(days=1),
    }.get(way, {"same": m.received_at, "future": now + BACK}.get(one.how, old - BACK))


def slip_for(m: Model, how: str) -> Slip | None:
    """Return the slip that an act names."""
    if not m.slips or how == "strange":
        return None
    return m.slips[0] if how == "oldest" else m.slips[-1]
