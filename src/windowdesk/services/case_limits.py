"""The limits of one case side by side: what was promised, what the law gives, and each step."""

from dataclasses import dataclass
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import promise_proof
from windowdesk.domain.case_lights import amber_on
from windowdesk.domain.clock import LightReading, read_light
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE, CaseState
from windowdesk.domain.statutory import statutory_days
from windowdesk.domain.steps import StepRun, steps_of


@dataclass(frozen=True)
class CaseLimits:
    """``promise`` and ``statutory`` are None unless they run; ``steps`` are those with a limit."""

    promise: LightReading | None
    statutory: LightReading | None
    steps: tuple[StepRun, ...]


def limits_of(case: Case, calendar: WorkCalendar, today: date) -> CaseLimits:
    """Read every limit of a case that has been accepted and is not decided, and all its steps."""
    steps = steps_of(case, calendar, today)
    proof = promise_proof(case, calendar, today)
    law = statutory_days(case, calendar, today)
    if proof is None or law is None or case.state not in UNDECIDED_AFTER_ACCEPTANCE:
        return CaseLimits(None, None, steps)
    paused = case.state is CaseState.SUSPENDED

    def read(due: date, amber: date) -> LightReading:
        return read_light(due, today, calendar, paused=paused, done=False, amber_on=amber)

    return CaseLimits(read(proof.due, amber_on(case, calendar, proof)), read(*law), steps)
