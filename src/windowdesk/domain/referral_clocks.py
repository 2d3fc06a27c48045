"""The two clocks of a referral: the township's own review, and the county's decision after it.

The review has 20 working days from acceptance (Permit Law art. 43) and ends when the case goes up;
days that it lies with the county are not the township's. The county has its own limit from the day
on which the case went up (art. 42): it is shown, and binds the county, not this house. The promise
to the applicant goes on: he was told one date, whoever decides.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import closed, extension_of, mark_of, statutory_limit
from windowdesk.domain.clock import ClockPause, DueProof, due_proof
from windowdesk.domain.item_kinds import DecidedLevel, ServiceType
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import Referral

REVIEW_LIMIT = TimeLimit(20, LimitUnit.WORKDAY)  # Permit Law art. 43
_WITH_COUNTY = "已上报县级"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReviewClock:
    """The township's review: the proof of its last day, and when it ended; None while it runs."""

    proof: DueProof
    ended_on: date | None

    def is_late(self, today: date) -> bool:
        """Tell whether the review ran over its limit, or does now."""
        return (self.ended_on or today) > self.proof.due


def goes_to_county(case: Case) -> bool:
    """Tell whether the county decides on a case."""
    item = case.item
    return item.decided_level is DecidedLevel.COUNTY or item.service_type is ServiceType.REPORT_UP


def review_clock(case: Case, calendar: WorkCalendar, today: date) -> ReviewClock | None:
    """Return the clock of the township's review; None where it has none or before acceptance."""
    if case.accepted_at is None or not goes_to_county(case):
        return None
    accepted = local_date(case.accepted_at)
    pauses = (*closed(case.pauses, today), *_away(case))
    known = calendar.told(accepted, mark_of(case))
    proof = due_proof(accepted, REVIEW_LIMIT, known, pauses, extension_of(case))
    last = case.turns.referrals[-1] if case.turns.referrals else None
    ended = local_date(last.at) if last is not None and not last.returned else None
    return ReviewClock(proof, ended)


def county_proof(case: Case, calendar: WorkCalendar) -> DueProof | None:
    """Return until when the county decides by law; None while nothing lies with it."""
    referral = with_county(case)
    if referral is None:
        return None
    sent = local_date(referral.at)
    limit = statutory_limit(case.item, case.application.situations)
    return due_proof(sent, limit, calendar.known_on(sent))


def with_county(case: Case) -> Referral | None:
    """Return the referral that the county has before it."""
    referrals = case.turns.referrals
    if case.state is not CaseState.REFERRED_UP or not referrals:
        return None
    return referrals[-1]


def _away(case: Case) -> tuple[ClockPause, ...]:
    """Return the days that the county had the case and sent it back."""
    return tuple(
        ClockPause(local_date(one.at) + _ONE_DAY, local_date(one.came_at), _WITH_COUNTY, one.number)
        for one in case.turns.referrals
        if one.returned and one.came_at and local_date(one.came_at) > local_date(one.at)
    )
