"""A case as lists show it."""

from dataclasses import dataclass
from datetime import date, datetime

from windowdesk.domain.item_kinds import ServiceType
from windowdesk.domain.states import CaseState

PAGE = 50


@dataclass(frozen=True)
class CaseRow:
    """A case in a list. ``due_on`` belongs to the clock that runs now, None if none does.

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
