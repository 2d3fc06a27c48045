"""When the clock of a case turns amber: by the rule of its item, or as usual before acceptance."""

from datetime import date

from windowdesk.domain.amber import amber_day
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case_record import CaseRecord
from windowdesk.domain.clock import DueProof
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE


def amber_on(case: CaseRecord, calendar: WorkCalendar, proof: DueProof) -> date:
    """Return the first amber day of a clock of ``case``.

    The item's rule is one for promise and statutory limit; the days for a notice and for delivery
    are the law's own and turn amber one working day before.
    """
    if case.state not in UNDECIDED_AFTER_ACCEPTANCE:
        return amber_day(proof.due, calendar)
    return amber_day(proof.due, calendar, case.item.amber, proof.limit)
