"""Conditions of the moves of a case, one function each (domain.md §1.3, column Guard).

A guard returns an empty text if the move may go on, else one sentence that says what to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from windowdesk.domain.case_record import Application, Decision
from windowdesk.domain.clock import ClockPause
from windowdesk.domain.duties import DECIDING, Role
from windowdesk.domain.event import Actor
from windowdesk.domain.issuing import Mailing, Service
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import AcceptanceMode
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.opinions import waits_for
from windowdesk.domain.outcomes import Outcomes
from windowdesk.domain.party import AgentKind
from windowdesk.domain.reversal import REVERSIBLE_FOR
from windowdesk.domain.review_turns import ProcedurePlan
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import DateCorrection, Ending, Turns

_REVERSIBLE_MINUTES = REVERSIBLE_FOR // timedelta(minutes=1)


@dataclass(frozen=True)
class MoveRequest:
    """What is stated about a move; each guard says which parts it needs.

    ``counterpart`` is the other person or organ of the move: competent organ, inspecting body,
    receiver. ``first_day`` is the day that the move takes effect. ``lapsed``: the period of the
    move has run out, as its clock says. ``own``: the actor undoes what he did himself.
    ``tolerable`` are the materials that the item lets come late, ``gap_until_latest`` the last
    day that the centre's rule allows for them, ``gap_latest_why`` which rule that is.
    ``exception_by`` is the head who allows one person to accept and decide, or a decision while
    late materials are open. ``ending``, ``service`` and ``mailing`` are the records that the move
    would leave behind. ``plan`` is a special procedure, ``last_day`` the last day that does not
    count for it, ``joint`` whether several departments handle the case together, ``office`` that
    of the one who allows an extension. ``paper`` is the kind of a paper on request, ``issued``
    the kinds that the case has already.
    """

    reason: str = ""
    basis: str = ""
    counterpart: str = ""
    codes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    gap_until: date | None = None
    gap_until_latest: date | None = None
    gap_latest_why: str = ""
    tolerable: tuple[str, ...] = ()
    in_good_standing: bool = False
    complete: bool = False
    signed: bool = False
    staff: tuple[str, ...] = ()
    first_day: date | None = None
    days: int = 0
    result_number: str = ""
    mode: str = ""
    identity_checked: bool = False
    lapsed: bool = False
    own: bool = False
    repeated: tuple[str, ...] = ()
    exception_by: str = ""
    ending: Ending | None = None
    service: Service | None = None
    mailing: Mailing | None = None
    plan: ProcedurePlan | None = None
    last_day: date | None = None
    today: date | None = None
    joint: bool = False
    office: str = ""
    correction: DateCorrection | None = None
    paper: str = ""
    issued: tuple[str, ...] = ()


class CaseFacts(Protocol):
    """What a guard may look at in a case."""

    application: Application
    state: CaseState
    department: str
    accepter: str
    holder: str
    opened_by_next: bool
    pauses: tuple[ClockPause, ...]
    handed_over: bool
    outcomes: Outcomes
    turns: Turns
    decision: Decision | None
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None

    @property
    def receipt_at(self) -> datetime:
        """When the application came in, as it was put right."""
        ...

    @property
    def item(self) -> Item:
        """The version of the item that the case is bound to."""
        ...

    @property
    def extended(self) -> bool:
        """Tell whether the one extension was used."""
        ...

    @property
    def missing_materials(self) -> tuple[str, ...]:
        """Names of required materials that were not received."""
        ...

    @property
    def rated(self) -> bool:
        """Tell whether the applicant has rated the service."""
        ...

    @property
    def was_denied(self) -> bool:
        """Tell whether what was decided is a denial."""
        ...

    @property
    def open_gaps(self) -> tuple[str, ...]:
        """Names of late materials that have not come in."""
        ...

    @property
    def committed(self) -> tuple[str, ...]:
        """Names of proofs that a commitment replaces: nobody may ask for them."""
        ...

    @property
    def uncommitted(self) -> tuple[str, ...]:
        """Names of proofs whose commitment is not given yet."""
        ...


Guard = Callable[[CaseFacts, MoveRequest, Actor], str]


def free(_case: CaseFacts, _request: MoveRequest, _by: Actor) -> str:
    """Set no condition beyond state and duty."""
    return ""


def needs_reason(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for a reason."""
    return "" if request.reason.strip() else "还没写理由。写明理由再办。"


def needs_reason_and_basis(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for a reason and the provision that it rests on."""
    if not request.basis.strip():
        return "还没写依据。写明依据的条款再办。"
    return needs_reason(case, request, by)


def may_be_received(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for an item in force on the day, and for the authority of an agent."""
    if request.first_day is None or not case.item.in_force(request.first_day):
        day = paper_date(request.first_day) if request.first_day else "这一天"
        return f"“{case.item.name}”{day}不在办理期内。另选现行的事项。"
    agent = case.application.agent
    if agent and agent.kind is AgentKind.AGENT and not agent.authority_number.strip():
        return "委托代理要有授权委托书。录入委托书编号，没有编号的写落款日期。"
    return ""


def silence(request: MoveRequest) -> str:
    """Say that nothing else can be said once silence has accepted (art. 32 para 1 no. 4)."""
    if not request.lapsed:
        return ""
    return "收件已过五个工作日没有告知，依法自收件之日起即为受理。按 F5，照已受理接着办。"


def period_lapsed(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """End a case for lateness only when the period told in the notice is over."""
    if not request.lapsed:
        return "告知的补齐期限还没到，不能终止。到期后再办。"
    return needs_reason(case, request, by)


def may_accept(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for completeness, and where the window only receives, for the handling unit."""
    if request.lapsed:
        return silence(request)
    if case.item.acceptance_mode is AcceptanceMode.SEPARATE and Role.REVIEWER not in by.roles:
        return "这个事项由承办部门受理，窗口只收件。打印接收凭证，交承办人受理。"
    return complete_in_form(case, request, by)


def complete_in_form(case: CaseFacts, _request: MoveRequest, _by: Actor) -> str:
    """Ask for all required materials and limits (Permit Law art. 32 para 1 no. 5)."""
    if case.missing_materials:
        return f"材料还缺：{'、'.join(case.missing_materials)}。收齐再受理，或办补正告知。"
    return needs_no_commitment(case) or has_limit(case.item)


def needs_no_commitment(case: CaseFacts) -> str:
    """Ask for the signed commitment of every proof that one replaces."""
    if not case.uncommitted:
        return ""
    return f"还没签告知承诺书：{'、'.join(case.uncommitted)}。签好再受理。"


def has_limit(item: Item) -> str:
    """Ask for a limit: without one no due date can be told."""
    if item.promised_limit is None and item.statutory_limit is None:
        return "这个事项没有办理期限，不能受理。请管理员在事项库补上期限。"
    return ""


def signed(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for the applicant's signature."""
    return "" if request.signed else "申请人还没签字。签好再办。"


def at_once(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Allow a decision on the spot only for items of that kind (Permit Law art. 34 para 2)."""
    if not case.item.is_immediate:
        return "这个事项是承诺件，不能当场办结。受理后交审批。"
    if case.missing_materials:
        return f"材料还缺：{'、'.join(case.missing_materials)}。收齐再办。"
    return "" if request.reason.strip() else "还没写办理结果。写明再办结。"


def in_handling_unit(case: CaseFacts, _request: MoveRequest, by: Actor) -> str:
    """Let reviewers take only what belongs to their own unit; deciders look over all of them."""
    if by.roles & {Role.APPROVER, Role.HEAD} or by.department in {"", case.department}:
        return ""
    return f"这件归{case.department}办。请{case.department}的人领。"


def has_result(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for the paper that ends a special procedure or comes back from the county."""
    return "" if request.result_number.strip() else "还没写结果文书的文号。收到文书、写上文号再办。"


def held_by_actor(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for an opinion by the one who holds the case; a bare signature is none {L4}."""
    if case.holder != by.login:
        return "这件不在你手里。先领办，再写意见。"
    if not request.reason.strip():
        return "还没写意见。写明意见和理由，不能只签名。"
    return waits_for(case.turns)


def may_approve(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Keep acceptance and decision apart, and gaps closed ({L19}, domain.md §1.1)."""
    if fault := holds_back(case):
        return fault
    unsettled = [name for name in case.missing_materials if name not in case.open_gaps]
    if unsettled:
        return f"材料还没核齐：{'、'.join(unsettled)}。核齐再决定。"
    return _decider_is_not_accepter(case, request, by) or needs_reason(case, request, by)


def may_deny(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask for facts, reason and basis of a denial (Permit Law art. 38 para 2)."""
    apart = holds_back(case) or _decider_is_not_accepter(case, request, by)
    return apart or needs_reason_and_basis(case, request, by)


def holds_back(case: CaseFacts) -> str:
    """Let nothing be decided while somebody was asked, materials are late or one was false.

    Only a waiver of the head that stands in the case lets it go on (pitfalls.md no. 11).
    """
    if waiting := waits_for(case.turns):
        return waiting
    deferral = case.turns.deferral
    if case.open_gaps and (deferral is None or deferral.waiver is None):
        names = "、".join(case.open_gaps)
        return f"容缺材料还没补齐：{names}。补齐再办；要缺着办，先由负责人同意。"
    if any(one.waits_for_head for one in case.turns.commitments):
        return "承诺查出不实，还没处理。先由负责人定怎么处理。"
    return ""


def _decider_is_not_accepter(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    if case.item.is_immediate or is_excepted(request, by):
        return ""
    if case.accepter == by.login:
        return "你受理的件，不能由你决定。换一位审批人办。"
    # Nobody decides in the place of the one who accepted: a deputy has no more than he had.
    absent = by.behalf(DECIDING)
    if absent is not None and absent.login == case.accepter:
        return f"{absent.name}受理的件，代他的人也不能决定。换一位审批人办。"
    return ""


def is_excepted(request: MoveRequest, by: Actor) -> bool:
    """Tell whether the head made an exception; nobody makes one for himself but the head."""
    head = request.exception_by.strip()
    return bool(head) and (head not in {by.login, by.name} or Role.HEAD in by.own_roles)


def says_how_told(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask how the applicant was told: by phone, message or paper."""
    return "" if request.reason.strip() else "还没写怎么通知的。写明电话、短信或书面再记。"


def not_handed_over(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Allow taking back an act only while its paper lies on the desk."""
    if case.handed_over:
        return "文书已经交给申请人，不能收回。需要时办更正。"
    if not request.own:
        return "别人办的一步，只有他自己能收回。"
    if request.lapsed:
        return f"办完超过 {_REVERSIBLE_MINUTES} 分钟，不能收回。需要时办更正。"
    return needs_reason(case, request, by)


def checklist_complete(_case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for the archivist's checklist."""
    return "" if request.complete else "归档清单还没核完。核完再归档。"
