"""What happens to a case besides its straight way: late materials, pauses, referral, originals.

Records without rules, stored with the case; the rules are the guards and the verbs of ``Case``.
Times are aware UTC, names are those of the day, so that a paper still reads as it did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.commitments import Commitment
from windowdesk.domain.custody_records import CustodyBefore, HandoverSlip, Original
from windowdesk.domain.issuing import Mailing, ResultHandover, Service, Uncollected
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.record_text import later
from windowdesk.domain.review_turns import (
    Extension,
    ExtensionRequest,
    HearingNotice,
    Inspection,
    ProcedurePlan,
    ProcedureRun,
)
from windowdesk.domain.step_limits import Step


@dataclass(frozen=True)
class LateMaterial:
    """A material that may come late: what is wrong with it, and how it is to be handed in."""

    code: str
    name: str
    fault: str
    form: str = ""


@dataclass(frozen=True)
class GapDelay:
    """A later day for late materials, allowed for force majeure {R4}."""

    until: date
    reason: str
    allowed_by: str
    at: datetime


@dataclass(frozen=True)
class GapFilling:
    """Late materials that came in, under the number of their 补齐材料签收单.

    ``before`` is the material list as it was, so that the act can be taken back.
    """

    at: datetime
    number: str
    names: tuple[str, ...]
    before: tuple[HandedIn, ...] = ()


@dataclass(frozen=True)
class GapWaiver:
    """The head's leave to decide while late materials are open."""

    reason: str
    allowed_by: str
    at: datetime


@dataclass(frozen=True)
class DeferredAcceptance:
    """容缺受理 as a contract: what may come late, why, until when, promised under which paper.

    ``until`` is the day of the promise; ``delays`` move it. ``credit`` is what the check of the
    applicant's credit said.
    """

    materials: tuple[LateMaterial, ...]
    reason: str
    until: date
    credit: str
    promise_number: str
    notice_number: str
    at: datetime
    delays: tuple[GapDelay, ...] = ()
    filled: tuple[GapFilling, ...] = ()
    reminded: tuple[datetime, ...] = ()
    waiver: GapWaiver | None = None
    lapsed_at: datetime | None = None

    @property
    def last_day(self) -> date:
        """The last day for the late materials, with every delay."""
        return self.delays[-1].until if self.delays else self.until

    @property
    def open_materials(self) -> tuple[LateMaterial, ...]:
        """What has not come in yet."""
        came = {name for filling in self.filled for name in filling.names}
        return tuple(one for one in self.materials if one.name not in came)


@dataclass(frozen=True)
class Opinion:
    """What another department was asked while the case was reviewed (并联审查).

    ``until`` is its last day. It is open until it is answered (``answered_at``) or the holder
    goes on without it (``dropped``, the reason).
    """

    department: str
    question: str
    until: date
    asked_by: str
    asked_name: str
    asked_at: datetime
    answered_at: datetime | None = None
    answered_name: str = ""
    agrees: bool | None = None
    text: str = ""
    dropped: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether the case still waits for it."""
        return self.answered_at is None and not self.dropped


@dataclass(frozen=True)
class SentUp:
    """One line of a 上报交接清单: what went up to the county; counts are sheets of paper.

    ``code`` is that of the original (``Original.code``) where its custody is known, else empty.
    """

    name: str
    originals: int
    copies: int
    pages: int
    note: str = ""
    code: str = ""


@dataclass(frozen=True)
class Referral:
    """A case that was reported up: to whom, with which opinion, and what came back.

    ``number`` is that of the 上报交接清单. ``came_at`` is when the case or its result came back,
    ``returned`` why the county sent it back without a decision.
    """

    organ: str
    opinion: str
    number: str
    at: datetime
    by: str
    returned: str = ""
    result_number: str = ""
    decided_on: date | None = None
    came_at: datetime | None = None
    sent: tuple[SentUp, ...] = later(())
    by_name: str = later("")

    @property
    def is_away(self) -> bool:
        """Tell whether the county still has it."""
        return self.came_at is None


class EndCause(StrEnum):
    """Why a case ends without a decision ({L6} art. 22, {R3}, domain.md §1.3)."""

    WITHDRAWN = "withdrawn"
    DECEASED = "deceased"
    INCAPABLE = "incapable"
    ORGANISATION_ENDED = "organisation_ended"
    GAP_LAPSED = "gap_lapsed"
    SUPPLEMENT_LAPSED = "supplement_lapsed"
    OTHER = "other"


END_CAUSE_LABEL: Mapping[EndCause, str] = MappingProxyType(
    {
        EndCause.WITHDRAWN: "申请人自愿撤回",
        EndCause.DECEASED: "申请人死亡",
        EndCause.INCAPABLE: "申请人丧失行为能力",
        EndCause.ORGANISATION_ENDED: "法人或者其他组织依法终止",
        EndCause.GAP_LAPSED: "容缺材料逾期未补齐",
        EndCause.SUPPLEMENT_LAPSED: "补正材料逾期未提交",
        EndCause.OTHER: "其他法定情形",
    }
)


@dataclass(frozen=True)
class Ending:
    """Why, on what proof and on what basis a case was ended without a decision."""

    cause: EndCause
    reason: str
    proof: str
    at: datetime
    by: str
    basis: str = later("")


class DateField(StrEnum):
    """Which date of a case was put right."""

    RECEIVED = "received"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class DateCorrection:
    """A date that was put right afterwards; both due dates stay in sight (domain.md §1.5)."""

    field: DateField
    before: datetime
    after: datetime
    reason: str
    evidence: str
    due_before: date | None
    due_after: date | None
    at: datetime
    by: str


@dataclass(frozen=True)
class DecisionChange:
    """A decision that was corrected or revoked by a new paper that names the old one."""

    revoked: bool
    reason: str
    basis: str
    content: str
    earlier_number: str
    number: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Closing:
    """The file of a case as it went to the archive: retention, pages, who checked it.

    ``pieces`` are the rows of its 卷内目录, ``fonds``, ``catalogue``
    and ``volume`` its 全宗号, 目录号 and 案卷号.
    """

    retention: str
    pages: int
    remarks: str
    at: datetime
    by: str
    pieces: int = later(0)
    filed_by: str = later("")
    checked_by: str = later("")
    fonds: str = later("")
    catalogue: str = later("")
    volume: str = later("")


@dataclass(frozen=True)
class Rating:
    """What the applicant thinks, 5 to 1, given by himself (GB/T 39734)."""

    score: int
    words: str
    channel: str
    at: datetime


@dataclass(frozen=True)
class StepStay:
    """A stay of the case in one step; ``ended_at`` None while it lasts, ``ended_by`` a name."""

    step: Step
    begun_at: datetime
    ended_at: datetime | None = None
    ended_by: str = ""


@dataclass(frozen=True)
class BundleOfCase:
    """Which 一件事 a case was accepted with, as it was called then, and of how many cases."""

    code: str
    name: str
    cases: int


@dataclass(frozen=True)
class Turns:
    """All turns of a case; empty for most cases. Later fields come with ``later``.

    ``calendar_mark`` says with which version of each year's calendar the case was priced
    (``2026@1 2027@0``), ``bundle`` the number of the 一件事 that it belongs to. ``asked_procedure``
    and ``asked_extension`` wait for the one who decides on them. ``proposed_by`` is the login of
    whoever handed the case on to the decider, empty before and after. ``stays`` are kept where
    the item gives steps a limit.
    """

    deferral: DeferredAcceptance | None = later(None)
    commitments: tuple[Commitment, ...] = later(())
    asked_procedure: ProcedurePlan | None = later(None)
    procedures: tuple[ProcedureRun, ...] = later(())
    asked_extension: ExtensionRequest | None = later(None)
    extension: Extension | None = later(None)
    hearings: tuple[HearingNotice, ...] = later(())
    opinions: tuple[Opinion, ...] = later(())
    inspections: tuple[Inspection, ...] = later(())
    referrals: tuple[Referral, ...] = later(())
    ending: Ending | None = later(None)
    dates: tuple[DateCorrection, ...] = later(())
    changes: tuple[DecisionChange, ...] = later(())
    originals: tuple[Original, ...] = later(())
    slips: tuple[HandoverSlip, ...] = later(())
    custody_before: CustodyBefore | None = later(None)
    closing: Closing | None = later(None)
    rating: Rating | None = later(None)
    calendar_mark: str = later("")
    bundle: str = later("")
    bundle_of: BundleOfCase | None = later(None)
    stays: tuple[StepStay, ...] = later(())
    handover: ResultHandover | None = later(None)
    mailings: tuple[Mailing, ...] = later(())
    uncollected: tuple[Uncollected, ...] = later(())
    services: tuple[Service, ...] = later(())
    proposed_by: str = later("")


NO_TURNS = Turns()
