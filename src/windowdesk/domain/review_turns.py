"""What happens to a case while it is reviewed: procedures, hearings, extension, inspection.

Records without rules, part of ``Turns``. Times are aware UTC, names are those of the day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.record_text import later


@dataclass(frozen=True)
class ProcedurePlan:
    """A special procedure as it is told in writing (Permit Law art. 45).

    ``name`` is one of the item's own list, ``basis`` what allows it, ``body`` who carries it out,
    ``length`` the time that it needs from ``first_day`` on, that day included.
    """

    name: str
    basis: str
    body: str
    first_day: date
    length: TimeLimit
    reason: str = ""


@dataclass(frozen=True)
class ProcedureRun:
    """A special procedure that was begun, under the number of its 告知书; None while it runs.

    ``last_day`` is the last day that does not count, ``result_number`` the paper that ended it,
    ``report_number`` the 特别程序审查情况表. ``asked`` is what was planned at
    first: what a reviewer had proposed, or a hearing before anybody asked for it.
    """

    plan: ProcedurePlan
    number: str
    begun_at: datetime
    begun_by: str
    last_day: date | None = None
    result_number: str = ""
    report_number: str = ""
    ended_at: datetime | None = later(None)
    ended_by: str = later("")
    asked: ProcedurePlan | None = later(None)

    @property
    def is_open(self) -> bool:
        """Tell whether it still runs."""
        return self.last_day is None


@dataclass(frozen=True)
class HearingCall:
    """Day, hour and place of a hearing, told under the number of its 听证通知书."""

    on: date
    hour: str
    place: str
    chair: str
    number: str
    at: datetime


@dataclass(frozen=True)
class HearingNotice:
    """Interested parties that were told of their right to a hearing (Permit Law arts. 36, 47).

    ``number`` is that of the 利害关系人告知书, which is also that of the procedure that began with
    it; ``hearing_number`` that of the 听证告知书. ``asked_on`` is the day of the request.
    """

    parties: tuple[str, ...]
    matter: str
    number: str
    hearing_number: str
    told_on: date
    at: datetime
    by: str
    asked_on: date | None = None
    asked_by: str = ""
    call: HearingCall | None = None


@dataclass(frozen=True)
class ExtensionRequest:
    """The one extension, asked for by the one who holds the case (Permit Law art. 42).

    ``days`` are working days; ``joint``: joint handling, 15 instead of 10 at most.
    """

    days: int
    reason: str
    joint: bool
    asked_by: str
    asked_name: str
    at: datetime


@dataclass(frozen=True)
class Extension:
    """The extension as it was allowed: by whom, in what office, told under which number.

    ``form_number`` is that of the 审批表, the due dates are those of the statutory limit before
    and after. ``asked`` is what a reviewer had asked for, None where the head did it himself.
    """

    request: ExtensionRequest
    allowed_by: str
    allowed_name: str
    at: datetime
    number: str
    office: str = later("")
    form_number: str = later("")
    due_before: date | None = later(None)
    due_after: date | None = later(None)
    asked: ExtensionRequest | None = later(None)


@dataclass(frozen=True)
class Inspection:
    """A look at the place by two staff or more (Permit Law art. 34 para 3)."""

    staff: tuple[str, ...]
    place: str
    found: str
    inspected_on: date
    number: str
