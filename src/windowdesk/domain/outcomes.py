"""What the window can answer besides acceptance: refusals, notices of gaps, corrections, returns.

Records without rules; the rules are the guards and the verbs of ``Case``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.materials import HandedIn
from windowdesk.domain.record_text import later
from windowdesk.domain.states import Move


class RefusalKind(StrEnum):
    """Why an application is not accepted (Permit Law art. 32 para 1 no. 1 and 2)."""

    NOT_REQUIRED = "not_required"
    NOT_COMPETENT = "not_competent"
    OTHER = "other"


# The words that papers offer to tick.
REFUSAL_LABEL: Mapping[RefusalKind, str] = MappingProxyType(
    {
        RefusalKind.NOT_REQUIRED: "依法不需要办理",
        RefusalKind.NOT_COMPETENT: "不属本机关职权",
        RefusalKind.OTHER: "其他法定情形",
    }
)
REFUSAL_MOVE: Mapping[RefusalKind, Move] = MappingProxyType(
    {
        RefusalKind.NOT_REQUIRED: Move.NOT_REQUIRED,
        RefusalKind.NOT_COMPETENT: Move.NOT_COMPETENT,
        RefusalKind.OTHER: Move.REFUSE,
    }
)


@dataclass(frozen=True)
class Refusal:
    """A refusal as it stands on paper.

    ``organ`` with address and phone is where the applicant should go instead, required if the
    house is not competent. ``materials_returned``: everything went back with the paper.
    """

    kind: RefusalKind
    reason: str
    basis: str = ""
    organ: str = ""
    organ_address: str = ""
    organ_phone: str = ""
    materials_returned: bool = True


@dataclass(frozen=True)
class Gap:
    """One line of the list of what is to be supplied.

    ``code`` is that of a material of the case, empty for something that is on no list; ``fault``
    says what is missing or wrong, ``standard`` how it should be, ``form`` how to hand it in.
    """

    code: str
    name: str
    fault: str
    standard: str = ""
    form: str = ""


@dataclass(frozen=True)
class SupplementRequest:
    """What the desk asks to be supplied, all of it at once.

    ``until`` is the last day for the applicant where a local rule sets one (the Permit Law sets
    none), ``lapse_effect`` what follows after it, ``how`` where and how to hand in.
    ``again_reason`` says why a second notice asks for what was visible the first time (art. 72),
    ``proof_reason`` why a proof is asked for that another place has cancelled.
    """

    gaps: tuple[Gap, ...]
    until: date | None = None
    lapse_effect: str = ""
    how: str = ""
    again_reason: str = ""
    proof_reason: str = ""


@dataclass(frozen=True)
class CorrectionNotice:
    """A 一次性补正告知书 that was given out under ``number`` at ``told_at`` (aware UTC).

    ``repeated`` are the names that were visible when an earlier notice was written and were not
    told then: a breach of the duty to tell all at once, kept in sight.
    """

    gaps: tuple[Gap, ...]
    until: date | None
    lapse_effect: str
    how: str
    told_at: datetime
    number: str
    repeated: tuple[str, ...] = ()
    again_reason: str = ""
    proof_reason: str = later("")


@dataclass(frozen=True)
class SupplementReceived:
    """What came in for a notice, under the number of its 补正材料收件凭证.

    ``names`` are the gaps that were closed by it; ``complete``: none is open any more. ``before``
    is the material list as it was, so that the act can be taken back.
    """

    at: datetime
    number: str
    names: tuple[str, ...]
    complete: bool
    before: tuple[HandedIn, ...]


@dataclass(frozen=True)
class SpotCorrection:
    """A slip that the applicant corrects at the desk (Permit Law art. 32 para 1 no. 3).

    ``field`` is ``answers.KEY`` or ``applicant.phone``, ``.address``, ``.representative``;
    ``label`` names it as the form does.
    """

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ReturnedMaterial:
    """One line of the list of what goes back to the applicant; counts are sheets of paper."""

    name: str
    originals: int = 0
    copies: int = 0
    pages: int = 0
    note: str = ""


@dataclass(frozen=True)
class Departure:
    """Why and how a case ended at the applicant's side: taken back, withdrawn, ended early."""

    reason: str
    returned: tuple[ReturnedMaterial, ...]
    at: datetime


@dataclass(frozen=True)
class RunningCase:
    """A case that already runs on paper, as the desk enters it afterwards (补录).

    ``received_at`` and ``accepted_at`` (aware) are the real moments, ``accepted_at`` None where
    it was only received; ``paper_number`` is the number of the paper that was given out then.
    """

    received_at: datetime
    accepted_at: datetime | None
    paper_number: str
    reason: str


@dataclass(frozen=True)
class LateEntry:
    """The mark of a case that was entered afterwards: when, why, and the number of its paper."""

    reason: str
    paper_number: str
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True)
class Outcomes:
    """What has come of a case at the window besides acceptance; all of it empty for most cases.

    ``deemed_at`` is when the silent acceptance was recorded, ``void_papers`` the numbers of
    papers whose act was taken back.
    """

    refusal: Refusal | None = later(None)
    notices: tuple[CorrectionNotice, ...] = later(())
    supplements: tuple[SupplementReceived, ...] = later(())
    departure: Departure | None = later(None)
    late: LateEntry | None = later(None)
    deemed_at: datetime | None = later(None)
    void_papers: tuple[str, ...] = later(())

    @property
    def notice(self) -> CorrectionNotice | None:
        """The notice that holds: the last one."""
        return self.notices[-1] if self.notices else None

    @property
    def still_open(self) -> tuple[Gap, ...]:
        """What the last notice asked for and has not come in since it was told."""
        return open_gaps_of(self.notices, self.supplements)

    @property
    def supplemented_at(self) -> datetime | None:
        """When the last of what was asked for came in; None while something is open."""
        notice = self.notice
        if notice is None or not self.supplements or not self.supplements[-1].complete:
            return None
        last = self.supplements[-1].at
        return last if last >= notice.told_at else None


NO_OUTCOMES = Outcomes()


def open_gaps_of(
    notices: Sequence[CorrectionNotice], supplements: Sequence[SupplementReceived]
) -> tuple[Gap, ...]:
    """Return what the last notice asked for and has not come in since it was told."""
    if not notices:
        return ()
    last = notices[-1]
    closed = {name for one in supplements if one.at >= last.told_at for name in one.names}
    return tuple(gap for gap in last.gaps if gap.name not in closed)


def visible_before(
    gaps: Sequence[Gap],
    notices: Sequence[CorrectionNotice],
    supplements: Sequence[SupplementReceived],
) -> tuple[str, ...]:
    """Return the names in a new notice that could have been told by the first one (art. 72).

    What was told before is no breach when it is told again, and what came in since the first
    notice could not be seen then. All else lay on the desk.
    """
    if not notices:
        return ()
    told = {gap.name for notice in notices for gap in notice.gaps}
    came_later: Collection[str] = {name for one in supplements for name in one.names}
    return tuple(gap.name for gap in gaps if gap.name not in told and gap.name not in came_later)
