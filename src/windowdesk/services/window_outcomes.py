"""Every outcome at the window besides acceptance: one method per act (Permit Law art. 32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.case import Application, Case
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import (
    Gap,
    Refusal,
    ReturnedMaterial,
    RunningCase,
    SpotCorrection,
    SupplementRequest,
)
from windowdesk.domain.states import Move
from windowdesk.services.acting import ActReceipt, Bench
from windowdesk.services.search_index import SearchIndex


@dataclass(frozen=True)
class Reversal:
    """What a 收回 would undo: the moves of the last act, its papers, and until when it may be."""

    moves: tuple[Move, ...]
    papers: tuple[str, ...]
    until: datetime


@dataclass(frozen=True)
class ConsultationSheet:
    """A recorded visit for advice with the facts of its 一次性告知单."""

    consultation_id: int
    at: datetime
    facts: PaperFacts


class WindowOutcomes:
    """One method per outcome. ``seen_version`` is the version of the case that the screen showed.

    Acts return an ActReceipt; ``receipt.void`` are the numbers that a 收回 made void.
    """

    def __init__(self, bench: Bench, index: SearchIndex) -> None:
        self._bench = bench
        self._index = index

    def refuse(self, case_id: int, refusal: Refusal, seen_version: int | None = None) -> ActReceipt:
        """Refuse a received case; 不受理告知书 or 不予受理决定书 by kind."""
        raise NotImplementedError

    def receive_and_refuse(self, application: Application, refusal: Refusal) -> ActReceipt:
        """Receive and refuse in one transaction; the 接收凭证 is archived, the refusal printed."""
        raise NotImplementedError

    @staticmethod
    def usual_gaps(case_or_application: Case | Application) -> tuple[Gap, ...]:
        """Return one gap for each required material that is not settled, filled as the item says."""
        raise NotImplementedError

    @staticmethod
    def repeated(case: Case, gaps: Sequence[Gap]) -> tuple[str, ...]:
        """Return the names that an earlier notice could have told: they want ``again_reason``."""
        raise NotImplementedError

    def request_supplement(
        self,
        case_id: int,
        request: SupplementRequest,
        seen_version: int | None = None,
        *,
        materials: Sequence[HandedIn] | None = None,
    ) -> ActReceipt:
        """Tell all gaps at once by a 一次性补正告知书; ``materials`` is the list as checked now."""
        raise NotImplementedError

    def receive_and_request_supplement(
        self, application: Application, request: SupplementRequest
    ) -> ActReceipt:
        """Receive and tell all gaps in one transaction: two events, 凭证 archived, 告知书 printed."""
        raise NotImplementedError

    @staticmethod
    def demanded(case: Case) -> tuple[HandedIn, ...]:
        """Return one line for each gap that is still open, nothing checked yet.

        The screen ticks lines by giving them a settled state (``counted`` fills usual counts).
        """
        raise NotImplementedError

    @staticmethod
    def counted(case: Case, line: HandedIn) -> HandedIn:
        """Return a line of ``demanded`` as handed in complete, with the counts the item asks for."""
        raise NotImplementedError

    def supplement(
        self,
        case_id: int,
        materials: Sequence[HandedIn],
        seen_version: int | None = None,
        *,
        accept: bool = True,
    ) -> ActReceipt:
        """Take what came in: the lines of ``demanded`` that are settled now.

        While something is open: 补正材料收件凭证 marked incomplete. With the last of it the case is
        accepted in the same act (受理通知书 too), as of that day. ``accept`` False, or an item that
        its department accepts, leaves that for later; the day of acceptance stays this one.
        """
        raise NotImplementedError

    @staticmethod
    def correctable(case: Case) -> tuple[SpotCorrection, ...]:
        """Return every field that may be corrected on the spot, ``after`` as ``before``."""
        raise NotImplementedError

    def correct_on_spot(
        self,
        case_id: int,
        corrections: Sequence[SpotCorrection],
        initials: str,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Let the applicant correct slips at the desk: both steps in one act; T5 keeps running."""
        raise NotImplementedError

    def start_correction(
        self, case_id: int, reason: str, seen_version: int | None = None
    ) -> ActReceipt:
        """Note that the applicant is correcting; the case waits for ``finish_correction``."""
        raise NotImplementedError

    def finish_correction(
        self,
        case_id: int,
        corrections: Sequence[SpotCorrection],
        initials: str,
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Write the corrected fields; ``corrections`` may be empty where nothing came of it."""
        raise NotImplementedError

    @staticmethod
    def returnable(case: Case) -> tuple[ReturnedMaterial, ...]:
        """Return what the house holds of the applicant's, as lines of the 材料退还清单."""
        raise NotImplementedError

    def take_back(
        self,
        case_id: int,
        returned: Sequence[ReturnedMaterial],
        reason: str,
        signed: bool,  # noqa: FBT001  agreed signature; screens pass it by name
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Give materials back before acceptance against a 材料退还清单."""
        raise NotImplementedError

    def withdraw(
        self,
        case_id: int,
        reason: str,
        signed: bool,  # noqa: FBT001  agreed signature; screens pass it by name
        returned: Sequence[ReturnedMaterial],
        seen_version: int | None = None,
    ) -> ActReceipt:
        """Withdraw after acceptance: 撤回申请书 and 材料退还清单."""
        raise NotImplementedError

    def end_before_acceptance(
        self, case_id: int, reason: str, basis: str = "", seen_version: int | None = None
    ) -> ActReceipt:
        """End a case before acceptance (death, end of the organisation): 终止审查通知书."""
        raise NotImplementedError

    def lapse_supplement(
        self, case_id: int, reason: str, basis: str = "", seen_version: int | None = None
    ) -> ActReceipt:
        """End a case whose told period has run out without the supplement: 终止审查通知书."""
        raise NotImplementedError

    def reversal(self, case_id: int) -> Reversal | None:
        """Return what a 收回 by this account would undo now; None if it may not."""
        raise NotImplementedError

    def reverse(self, case_id: int, reason: str, seen_version: int | None = None) -> ActReceipt:
        """Take back the act just done: its papers are void, their open prints are called off."""
        raise NotImplementedError

    def enter_running(self, application: Application, running: RunningCase) -> ActReceipt:
        """Enter a case that already runs on paper (补录), with its real dates and no new paper."""
        raise NotImplementedError

    def consult(
        self, item_id: str, situations: tuple[str, ...], person: str, question: str
    ) -> ConsultationSheet:
        """Record a visit for advice and return the facts of its 一次性告知单."""
        raise NotImplementedError
