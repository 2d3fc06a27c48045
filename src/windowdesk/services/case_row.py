"""A case as lists show it."""

from datetime import date, datetime
from typing import NamedTuple

from windowdesk.domain.item_kinds import ServiceType
from windowdesk.domain.states import CaseState

PAGE = 50


class CaseRow(NamedTuple):
    """A case in a list. ``due_on`` belongs to the clock that runs now, None if none does.

    A named tuple and no dataclass: a page has fifty, and half of its time went into making them.

    ``amber_on`` is its first amber day, ``statutory_on`` what the law gives until the decision,
    ``step_due_on`` the last day of the step that runs, where it has a limit.

    ``id_masked`` and no full ID number: lists never carry one.
    """

    case_id: int
    number: str
    state: CaseState
    item_name: str
    service_type: ServiceType
    applicant_name: str
    id_masked: str
    village: str
    department: str
    due_on: date | None
    received_at: datetime
    holder: str
    holder_name: str
    claimed_until: datetime | None
    accepter_name: str
    provisional: bool
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    window: str = ""
    amber_on: date | None = None
    statutory_on: date | None = None
    step_due_on: date | None = None
