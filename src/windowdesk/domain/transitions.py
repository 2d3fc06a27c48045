"""The life cycle as one constant table: every row of domain.md §1.3 and §1.3b.

Each row says from where, by what move, who may, under which condition, to where, with which papers
and what the move does to the clocks. Nothing else in the program decides whether a move is legal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from windowdesk.domain import (
    custody_guards,
    date_guards,
    deferred_guards,
    ending_guards,
    guards,
    issuing_guards,
    opinion_guards,
    procedure_guards,
    referral_guards,
    requested_papers,
    window_guards,
)
from windowdesk.domain.duties import Role
from windowdesk.domain.guards import Guard
from windowdesk.domain.states import (
    ACCEPTED_STATES,
    BEFORE_ACCEPTANCE,
    UNDECIDED_AFTER_ACCEPTANCE,
    CaseState,
    Move,
)


class ClockEffect(StrEnum):
    """What a move does to the clocks of a case."""

    NONE = "none"
    START_NOTICE = "start_notice"  # T5 from receipt
    START_MAIN = "start_main"  # T-legal and T-promise from today
    START_MAIN_AND_GAP = "start_main_and_gap"  # and T-gap for the late materials
    START_MAIN_FROM_RECEIPT = "start_main_from_receipt"  # deemed accepted, back-dated
    END_GAP = "end_gap"
    END_REVIEW = "end_review"  # the 20 days of a township's own review (art. 43)
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    START_DELIVERY = "start_delivery"  # T10 from decision
    STOP = "stop"


@dataclass(frozen=True)
class Transition:
    """One legal step. ``source`` is None where a case begins; ``target`` None where it stays."""

    source: CaseState | None
    move: Move
    target: CaseState | None
    roles: frozenset[Role]
    guard: Guard
    papers: tuple[str, ...]
    clock: ClockEffect

    @property
    def end(self) -> CaseState:
        """The state after the move."""
        end = self.target or self.source
        assert end is not None  # noqa: S101  a row has a source or a target, see _row
        return end


S = CaseState
M = Move
R = Role
_CLERK = (R.CLERK,)
_DECIDERS = (R.APPROVER, R.HEAD)
# In a township those who decide also review: whatever a reviewer may do with a case, they may.
_REVIEWERS = (R.REVIEWER, *_DECIDERS)
# A result is issued at its own desk, or where there is none, at the window.
_ISSUERS = (R.ISSUER, R.CLERK)
# Silence accepts by law. Whoever's program finds it only records it: nobody logs in as the system.
_WITNESSES = (R.SYSTEM, R.CLERK, R.ISSUER, R.SUPERVISOR, *_REVIEWERS)
# Everybody who may have an original in his hands.
_KEEPERS = (*_ISSUERS, *_REVIEWERS, R.ARCHIVIST)
_OPEN = BEFORE_ACCEPTANCE | UNDECIDED_AFTER_ACCEPTANCE
_ENDED_EARLY = (S.NOT_REQUIRED, S.NOT_COMPETENT, S.REFUSED, S.TERMINATED, S.WITHDRAWN)

_IN_REVIEW = (S.ASSIGNED, S.REVIEWING, S.PROPOSED, S.SUSPENDED)
_GAP_OPEN = (S.ACCEPTED_DEFICIENT, *_IN_REVIEW)
_DECIDED_STATES = frozenset((S.APPROVED, S.DENIED, S.READY, S.DELIVERED, S.ARCHIVED))

_Sources = Iterable[CaseState | None]
_Row = tuple[
    _Sources, Move, CaseState | None, tuple[Role, ...], Guard, tuple[str, ...], ClockEffect
]

_NONE = ClockEffect.NONE
_STOP = ClockEffect.STOP
_START = ClockEffect.START_MAIN
_DECIDED = ClockEffect.START_DELIVERY
_CLOSED_FILE = ("flow_sheet", "file_cover", "file_contents", "file_remarks")

# fmt: off
_ROWS: tuple[_Row, ...] = (
    # at the window, before acceptance
    ((None,), M.RECEIVE, S.RECEIVED, _CLERK, guards.may_be_received, ("receipt",), ClockEffect.START_NOTICE),
    ((None,), M.ENTER_RUNNING, S.RECEIVED, _CLERK, window_guards.may_be_entered, (), ClockEffect.START_NOTICE),
    ((S.RECEIVED,), M.ENTER_ACCEPTED, S.ACCEPTED, _CLERK, window_guards.was_accepted_on_paper, (), _START),
    ((S.RECEIVED,), M.NOT_REQUIRED, S.NOT_REQUIRED, _CLERK, window_guards.refused_in_time, ("not_required",), _STOP),
    ((S.RECEIVED,), M.NOT_COMPETENT, S.NOT_COMPETENT, _CLERK, window_guards.names_competent_organ, ("refusal",), _STOP),
    ((S.RECEIVED,), M.REFUSE, S.REFUSED, (R.CLERK, R.REVIEWER), window_guards.refused_on_a_basis, ("refusal",), _STOP),
    ((S.RECEIVED,), M.START_CORRECTION, S.CORRECTING, _CLERK, window_guards.corrected_in_time, (), _NONE),
    ((S.CORRECTING,), M.FINISH_CORRECTION, S.RECEIVED, _CLERK, guards.signed, (), _NONE),
    ((S.RECEIVED, S.AWAITING_SUPPLEMENT), M.REQUEST_SUPPLEMENT, S.AWAITING_SUPPLEMENT, _CLERK, window_guards.lists_all_gaps, ("correction",), _STOP),
    ((S.RECEIVED,), M.ACCEPT, S.ACCEPTED, (R.CLERK, R.REVIEWER), guards.may_accept, ("acceptance",), _START),
    ((S.RECEIVED,), M.ACCEPT_DEFICIENT, S.ACCEPTED_DEFICIENT, _CLERK, deferred_guards.may_be_deficient, ("deferred_promise", "deferred_acceptance"), ClockEffect.START_MAIN_AND_GAP),
    ((S.RECEIVED, S.CORRECTING), M.DEEM_ACCEPTED, S.DEEMED_ACCEPTED, _WITNESSES, window_guards.notice_lapsed, (), ClockEffect.START_MAIN_FROM_RECEIPT),
    ((S.AWAITING_SUPPLEMENT,), M.ACCEPT_SUPPLEMENTED, S.ACCEPTED, (R.CLERK, R.REVIEWER), window_guards.supplement_complete, ("acceptance",), _START),
    ((S.AWAITING_SUPPLEMENT,), M.SUPPLEMENT_COMPLETE, None, _CLERK, window_guards.all_supplied, ("supplement_receipt",), _NONE),
    ((S.AWAITING_SUPPLEMENT,), M.SUPPLEMENT_PARTLY, None, _CLERK, window_guards.supplement_incomplete, ("supplement_receipt",), _NONE),
    ((S.AWAITING_SUPPLEMENT,), M.LAPSE_SUPPLEMENT, S.TERMINATED, (R.SYSTEM, R.CLERK), ending_guards.supplement_lapsed, ("termination",), _STOP),
    ((S.AWAITING_SUPPLEMENT,), M.REMIND_SUPPLEMENT, None, (R.SYSTEM, R.CLERK), guards.says_how_told, (), _NONE),
    (BEFORE_ACCEPTANCE, M.TAKE_BACK, S.WITHDRAWN, _CLERK, guards.signed, ("materials_returned",), _STOP),
    ((S.RECEIVED, S.AWAITING_SUPPLEMENT), M.END_BEFORE_ACCEPTANCE, S.TERMINATED, _CLERK, ending_guards.ends_before_acceptance, ("termination",), _STOP),
    # in the back office
    (ACCEPTED_STATES, M.ASSIGN, S.ASSIGNED, (R.SYSTEM, R.CLERK, *_REVIEWERS), guards.free, ("flow_sheet",), _NONE),
    ((S.ASSIGNED,), M.CLAIM, S.REVIEWING, _REVIEWERS, guards.in_handling_unit, (), _NONE),
    ((S.REVIEWING, S.PROPOSED, S.SUSPENDED), M.TAKE_OVER, None, _REVIEWERS, guards.in_handling_unit, (), _NONE),
    ((S.REVIEWING,), M.RELEASE, S.ASSIGNED, _REVIEWERS, guards.free, (), _NONE),
    # what somebody holds who has left, or is away
    ((S.REVIEWING, S.PROPOSED, S.SUSPENDED), M.HAND_OVER, None, (R.ADMIN, R.HEAD), guards.needs_reason, (), _NONE),
    ((S.REVIEWING,), M.SEND_BACK, S.ASSIGNED, (R.ADMIN, R.HEAD), guards.needs_reason, (), _NONE),
    ((S.PROPOSED,), M.OPEN, None, _DECIDERS, opinion_guards.opened_by_another, (), _NONE),
    ((S.PROPOSED,), M.PULL_BACK, S.REVIEWING, _REVIEWERS, opinion_guards.not_seen_by_next, (), _NONE),
    ((S.REVIEWING,), M.INSPECT, None, _REVIEWERS, procedure_guards.inspected_by_two, ("inspection",), _NONE),
    ((S.REVIEWING,), M.NOTIFY_INTERESTED, S.SUSPENDED, _REVIEWERS, procedure_guards.names_interested, ("interested_party", "hearing"), ClockEffect.PAUSE),
    ((S.SUSPENDED,), M.ASK_HEARING, None, (R.CLERK, *_REVIEWERS), procedure_guards.may_ask_hearing, (), _NONE),
    ((S.SUSPENDED,), M.CALL_HEARING, None, _REVIEWERS, procedure_guards.may_call_hearing, ("hearing_call",), _NONE),
    ((S.REVIEWING, S.SUSPENDED), M.ASK_PROCEDURE, None, _REVIEWERS, procedure_guards.may_ask_procedure, (), _NONE),
    ((S.REVIEWING, S.SUSPENDED), M.DECLINE_PROCEDURE, None, _DECIDERS, procedure_guards.was_asked_procedure, (), _NONE),
    ((S.REVIEWING, S.SUSPENDED), M.SUSPEND, S.SUSPENDED, _DECIDERS, procedure_guards.states_procedure, ("special_procedure",), ClockEffect.PAUSE),
    # several procedures may overlap: the clock runs again when the last one has ended
    ((S.SUSPENDED,), M.END_PROCEDURE, None, _REVIEWERS, procedure_guards.ends_one_of_procedures, ("procedure_record",), _NONE),
    ((S.SUSPENDED,), M.RESUME, S.REVIEWING, _REVIEWERS, procedure_guards.ends_last_procedure, ("procedure_record",), ClockEffect.RESUME),
    ((S.REVIEWING,), M.ASK_EXTENSION, None, _REVIEWERS, procedure_guards.may_ask_extension, (), _NONE),
    ((S.REVIEWING,), M.DECLINE_EXTENSION, None, (R.HEAD,), procedure_guards.was_asked_extension, (), _NONE),
    ((S.REVIEWING,), M.EXTEND, None, (R.HEAD,), procedure_guards.extends_once, ("extension_approval", "extension"), ClockEffect.EXTEND),
    # parallel review: other departments are asked, whoever holds the case goes on working
    ((S.REVIEWING,), M.ASK_OPINION, None, _REVIEWERS, opinion_guards.asks_a_department, (), _NONE),
    ((S.ASSIGNED, S.REVIEWING, S.SUSPENDED), M.GIVE_OPINION, None, _REVIEWERS, opinion_guards.answers_for_department, (), _NONE),
    ((S.REVIEWING,), M.DROP_OPINION, None, _REVIEWERS, opinion_guards.goes_on_without, (), _NONE),
    ((S.REVIEWING,), M.PROPOSE, S.PROPOSED, _REVIEWERS, guards.held_by_actor, (), _NONE),
    ((S.PROPOSED,), M.RETURN_FOR_REVIEW, S.REVIEWING, _DECIDERS, guards.needs_reason, (), _NONE),
    ((S.REVIEWING, S.PROPOSED), M.APPROVE, S.APPROVED, _DECIDERS, guards.may_approve, ("approval",), _DECIDED),
    ((S.REVIEWING, S.PROPOSED), M.DENY, S.DENIED, _DECIDERS, guards.may_deny, ("denial",), _DECIDED),
    ((S.ACCEPTED, S.ASSIGNED), M.DECIDE_AT_ONCE, S.APPROVED, (R.CLERK, *_DECIDERS), guards.at_once, ("immediate",), _DECIDED),
    ((S.ACCEPTED,), M.REFER_UP, S.REFERRED_UP, _CLERK, referral_guards.goes_up, ("referral",), ClockEffect.END_REVIEW),
    ((S.REVIEWING,), M.REFER_UP, S.REFERRED_UP, _DECIDERS, referral_guards.goes_up, ("referral_opinion", "referral"), ClockEffect.END_REVIEW),
    ((S.REFERRED_UP,), M.COUNTY_APPROVED, S.APPROVED, (*_ISSUERS, *_REVIEWERS), referral_guards.county_has_decided, (), _DECIDED),
    ((S.REFERRED_UP,), M.COUNTY_DENIED, S.DENIED, (*_ISSUERS, *_REVIEWERS), referral_guards.county_has_decided, (), _DECIDED),
    ((S.REFERRED_UP,), M.COUNTY_RETURNED, S.REVIEWING, (*_ISSUERS, *_REVIEWERS), referral_guards.county_asks_for_more, (), _NONE),
    # late materials, withdrawal, termination
    ((S.ACCEPTED_DEFICIENT,), M.FILL_GAP, S.ACCEPTED, _CLERK, deferred_guards.gap_complete, ("gap_receipt",), ClockEffect.END_GAP),
    ((*_IN_REVIEW, S.REFERRED_UP), M.FILL_GAP, None, _CLERK, deferred_guards.gap_complete, ("gap_receipt",), ClockEffect.END_GAP),
    ((*_GAP_OPEN, S.REFERRED_UP), M.FILL_GAP_PARTLY, None, _CLERK, deferred_guards.gap_incomplete, ("gap_receipt",), _NONE),
    (_GAP_OPEN, M.EXTEND_GAP, None, (R.CLERK, *_REVIEWERS), deferred_guards.gap_may_be_extended, (), _NONE),
    (_GAP_OPEN, M.REMIND_GAP, None, (R.CLERK, *_REVIEWERS), deferred_guards.gap_is_reminded, (), _NONE),
    (_GAP_OPEN, M.WAIVE_GAP, None, (R.HEAD,), deferred_guards.gap_may_be_waived, (), _NONE),
    (_GAP_OPEN, M.LAPSE_GAP, S.TERMINATED, (R.SYSTEM, *_REVIEWERS), deferred_guards.gap_lapsed, ("termination",), _STOP),
    # commitments in the place of proofs
    ((S.RECEIVED, S.AWAITING_SUPPLEMENT), M.COMMIT, None, (R.CLERK, R.REVIEWER), deferred_guards.may_commit, ("commitment",), _NONE),
    (UNDECIDED_AFTER_ACCEPTANCE | _DECIDED_STATES, M.CHECK_COMMITMENT, None, _REVIEWERS, deferred_guards.commitment_checked, (), _NONE),
    (UNDECIDED_AFTER_ACCEPTANCE | _DECIDED_STATES, M.RULE_ON_COMMITMENT, None, (R.HEAD,), deferred_guards.commitment_ruled, (), _NONE),
    (UNDECIDED_AFTER_ACCEPTANCE - {S.REFERRED_UP}, M.WITHDRAW, S.WITHDRAWN, _CLERK, window_guards.withdrawn_in_writing, ("withdrawal", "materials_returned"), _STOP),
    ((S.REFERRED_UP,), M.WITHDRAW, S.WITHDRAWN, _CLERK, window_guards.withdrawn_in_writing, ("withdrawal", "county_notice"), _STOP),
    (UNDECIDED_AFTER_ACCEPTANCE, M.TERMINATE, S.TERMINATED, _DECIDERS, ending_guards.ends_for_a_cause, ("termination",), _STOP),
    # out of the house
    ((S.APPROVED, S.DENIED), M.MAKE_READY, S.READY, (R.REVIEWER, *_ISSUERS), guards.free, ("issue_handover",), _NONE),
    ((S.READY,), M.NOTIFY_PICKUP, None, _ISSUERS, guards.says_how_told, ("pickup",), _NONE),
    ((S.READY,), M.SEND_BY_MAIL, None, _ISSUERS, issuing_guards.may_be_sent, ("mailing",), _NONE),
    ((S.READY,), M.NOT_COLLECTED, None, _ISSUERS, issuing_guards.was_not_collected, ("pickup",), _NONE),
    ((S.READY,), M.DELIVER, S.DELIVERED, _ISSUERS, issuing_guards.served, ("delivery_receipt",), _STOP),
    ((S.DELIVERED,), M.RATE, None, (R.SYSTEM,), issuing_guards.rated_once, (), _NONE),
    ((S.DELIVERED,), M.ARCHIVE, S.ARCHIVED, (R.ARCHIVIST,), guards.checklist_complete, _CLOSED_FILE, _NONE),
    (_ENDED_EARLY, M.ARCHIVE, S.ARCHIVED, (R.ARCHIVIST,), guards.checklist_complete, ("file_contents",), _NONE),
    ((S.APPROVED, S.DELIVERED), M.CORRECT_DECISION, S.APPROVED, (R.HEAD,), ending_guards.corrects_a_decision, ("decision_correction",), _DECIDED),
    ((S.APPROVED, S.DELIVERED), M.REVOKE_DECISION, S.APPROVED, (R.HEAD,), ending_guards.changes_a_decision, ("decision_revocation",), _DECIDED),
    # taking back an act just done; the target is the state before it, see Case.reverse
    (_OPEN | {S.APPROVED, S.DENIED, S.READY, *_ENDED_EARLY}, M.REVERSE, None, (R.CLERK, R.REVIEWER, R.ISSUER, *_DECIDERS), guards.not_handed_over, (), _NONE),
    # files may come in until the result is in the applicant's hand
    (_OPEN | {S.APPROVED, S.DENIED, S.READY}, M.ATTACH, None, (R.CLERK, R.REVIEWER, R.ISSUER, *_DECIDERS), guards.free, (), _NONE),
    # originals on their way from hand to hand, in any state: what is in the house must get home
    (tuple(S), M.PASS_ORIGINALS, None, _KEEPERS, custody_guards.holds_originals, ("handover",), _NONE),
    (tuple(S), M.TAKE_ORIGINALS, None, _KEEPERS, custody_guards.takes_slip, (), _NONE),
    (tuple(S), M.REFUSE_ORIGINALS, None, _KEEPERS, custody_guards.refuses_slip, (), _NONE),
    (tuple(S), M.CALL_BACK_ORIGINALS, None, _KEEPERS, custody_guards.calls_back, (), _NONE),
    (tuple(S), M.RETURN_ORIGINALS, None, _ISSUERS, custody_guards.gives_back, ("materials_returned",), _NONE),
    (tuple(S), M.SEND_ORIGINALS, None, _KEEPERS, custody_guards.holds_originals, ("handover",), _NONE),
    (tuple(S), M.ORIGINALS_BACK, None, _KEEPERS, custody_guards.came_back, (), _NONE),
    # a date put right by the head, or derived from a newer calendar; neither is ever taken back
    (_OPEN | {S.APPROVED, S.DENIED, S.READY}, M.CORRECT_DATE, None, (R.HEAD,), date_guards.may_correct_date, (), _NONE),
    (_OPEN | {S.APPROVED, S.DENIED, S.READY}, M.REDATE, None, (R.SYSTEM, R.ADMIN), guards.needs_reason, (), _NONE),
    (tuple(S), M.NOTE, None, (R.CLERK, R.REVIEWER, R.ISSUER, R.SUPERVISOR, *_DECIDERS), guards.needs_reason, (), _NONE),
    # a paper on request; its kind, and with it the paper, is looked up in requested_papers.py
    (tuple(S), M.ISSUE_PAPER, None, requested_papers.ISSUING_ROLES, requested_papers.may_issue_paper, (), _NONE),
)
# fmt: on


def _expand(rows: Iterable[_Row]) -> Mapping[tuple[CaseState | None, Move], Transition]:
    table: dict[tuple[CaseState | None, Move], Transition] = {}
    for sources, move, target, roles, guard, papers, clock in rows:
        for source in sources:
            key = (source, move)
            assert key not in table, key  # noqa: S101  one row decides, never two
            table[key] = Transition(source, move, target, frozenset(roles), guard, papers, clock)
    return MappingProxyType(table)


# What can be taken back: moves of the walk whose papers lie on the desk and whose traces in the
# case are known. A paper in the applicant's hand is mended by another one, never taken back.
# A receipt is not among them: the materials did come in and the number is given; they go back
# against a 材料退还清单. Nor is silence, which accepts by law.
REVERSIBLE = frozenset(
    (
        M.ACCEPT,
        M.ASSIGN,
        M.CLAIM,
        M.RELEASE,
        M.INSPECT,
        M.NOTIFY_INTERESTED,
        M.ASK_HEARING,
        M.CALL_HEARING,
        M.ASK_PROCEDURE,
        M.SUSPEND,
        M.END_PROCEDURE,
        M.RESUME,
        M.ASK_EXTENSION,
        M.EXTEND,
        M.PROPOSE,
        M.RETURN_FOR_REVIEW,
        M.APPROVE,
        M.DENY,
        M.DECIDE_AT_ONCE,
        M.MAKE_READY,
        M.NOTIFY_PICKUP,
        M.NOT_REQUIRED,
        M.NOT_COMPETENT,
        M.REFUSE,
        M.REQUEST_SUPPLEMENT,
        M.SUPPLEMENT_PARTLY,
        M.SUPPLEMENT_COMPLETE,
        M.ACCEPT_SUPPLEMENTED,
        M.TAKE_BACK,
        M.WITHDRAW,
        M.ASK_OPINION,
        M.REFER_UP,
        M.COUNTY_APPROVED,
        M.COUNTY_DENIED,
        M.COUNTY_RETURNED,
        M.END_BEFORE_ACCEPTANCE,
        M.LAPSE_SUPPLEMENT,
        M.TERMINATE,
        M.ACCEPT_DEFICIENT,
        M.FILL_GAP,
        M.FILL_GAP_PARTLY,
        M.EXTEND_GAP,
        M.WAIVE_GAP,
        M.LAPSE_GAP,
        M.COMMIT,
        M.ISSUE_PAPER,
    )
)

TRANSITIONS: Mapping[tuple[CaseState | None, Move], Transition] = _expand(_ROWS)


def papers_for(source: CaseState | None, move: Move) -> tuple[str, ...]:
    """Return the codes of the papers of a move in their order; none where there is no such move."""
    row = TRANSITIONS.get((source, move))
    return row.papers if row else ()


def moves_from(state: CaseState | None, roles: Iterable[Role]) -> frozenset[Move]:
    """Return the moves that ``state`` allows to somebody with ``roles``; guards still apply."""
    held = frozenset(roles)
    return frozenset(
        row.move for row in TRANSITIONS.values() if row.source is state and row.roles & held
    )


@cache
def states_before(state: CaseState) -> frozenset[CaseState]:
    """Return the states that a reversal may lead back to; one act may have made several moves."""
    found: set[CaseState] = set()
    reached = {state}
    while reached:
        reached = {
            row.source
            for row in TRANSITIONS.values()
            if row.move in REVERSIBLE and row.source is not None and row.end in reached
        } - found
        found |= reached
    return frozenset(found)
