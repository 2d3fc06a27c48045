"""What is known of a case: records without rules. The rules are the verbs of ``Case``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from windowdesk.domain.attachment import Enclosed
from windowdesk.domain.clock import ClockPause
from windowdesk.domain.event import FIRST_LINK, CaseEvent
from windowdesk.domain.item import Item
from windowdesk.domain.material_gaps import material_gaps
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.outcomes import NO_OUTCOMES, Outcomes
from windowdesk.domain.party import Agent, Party
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import NO_TURNS, DateField, Turns


@dataclass(frozen=True)
class Application:
    """What an applicant hands in: everything that a case is opened with.

    ``enclosed`` are files that come along; stored with the case, they are no part of its body.
    """

    item: Item
    applicant: Party
    agent: Agent | None
    situations: tuple[str, ...]
    materials: tuple[HandedIn, ...]
    answers: Mapping[str, str]
    issue_by: str
    channel: str = "window"
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What was decided. ``certificate`` is the number of a certificate, if one is given."""

    content: str
    reason: str = ""
    basis: str = ""
    validity: str = ""
    certificate: str = ""


@dataclass
class CaseRecord:
    """Where a case stands.

    Times are aware UTC. ``version`` is the one that was read; saving checks it. ``head`` is the
    hash of the last event, ``new_events`` those that are not stored yet.
    """

    case_id: int
    number: CaseNumber
    centre: str
    department: str
    window: str
    application: Application
    received_at: datetime
    received_by: str
    state: CaseState = CaseState.RECEIVED
    version: int = 0
    event_count: int = 0
    head: str = FIRST_LINK
    last_at: datetime | None = None
    accepted_at: datetime | None = None
    accepter: str = ""
    accepter_name: str = ""
    holder: str = ""
    holder_name: str = ""
    claimed_until: datetime | None = None
    opened_by_next: bool = False
    decided_at: datetime | None = None
    decider_name: str = ""
    decision: Decision | None = None
    pickup_code: str = ""
    delivered_at: datetime | None = None
    pauses: tuple[ClockPause, ...] = ()
    extension_days: int = 0
    handed_over: bool = False
    outcomes: Outcomes = NO_OUTCOMES
    turns: Turns = NO_TURNS
    new_events: list[CaseEvent] = field(default_factory=list)

    @property
    def item(self) -> Item:
        """The version of the item that the case is bound to."""
        return self.application.item

    @property
    def receipt_at(self) -> datetime:
        """When the application came in, as it was put right: T5 runs from it."""
        found = [one for one in self.turns.dates if one.field is DateField.RECEIVED]
        return found[-1].after if found else self.received_at

    @property
    def extended(self) -> bool:
        """Tell whether the one extension was used (Permit Law art. 42)."""
        return self.extension_days > 0

    @property
    def missing_materials(self) -> tuple[str, ...]:
        """Names of required materials that are not settled; of several “下列之一” one name."""
        return tuple(gap.name for gap in material_gaps(self.item, self.application.materials))

    @property
    def open_gaps(self) -> tuple[str, ...]:
        """Names of late materials (容缺) that have not come in."""
        deferral = self.turns.deferral
        return tuple(one.name for one in deferral.open_materials) if deferral else ()

    @property
    def committed(self) -> tuple[str, ...]:
        """Names of proofs that nobody may ask for: a commitment stands, or will, in their place."""
        told = [proof.name for one in self.turns.commitments for proof in one.proofs]
        ticked = [m.name for m in self.application.materials if m.state is MaterialState.PROMISED]
        return tuple(dict.fromkeys((*told, *ticked)))

    @property
    def uncommitted(self) -> tuple[str, ...]:
        """Names of proofs that are to be replaced by a commitment which was not given yet."""
        told = {proof.code for one in self.turns.commitments for proof in one.proofs}
        return tuple(
            m.name
            for m in self.application.materials
            if m.state is MaterialState.PROMISED and m.code not in told
        )

    @property
    def rated(self) -> bool:
        """Tell whether the applicant has rated the service."""
        return self.turns.rating is not None

    @property
    def was_denied(self) -> bool:
        """Tell whether what was decided is a denial: it alone states a reason (art. 38 para 2)."""
        return self.decision is not None and bool(self.decision.reason.strip())

    def holder_at(self, now: datetime) -> str:
        """Return who holds the case now; empty if nobody does or the claim has run out."""
        if self.claimed_until is None or now >= self.claimed_until:
            return ""
        return self.holder


def unchecked(item: Item, situations: tuple[str, ...]) -> tuple[HandedIn, ...]:
    """Return the material list of ``item`` for ``situations``, nothing checked yet."""
    return tuple(
        HandedIn(m.code, m.name, m.required, MaterialState.UNCHECKED)
        for m in item.materials_for(situations)
    )
