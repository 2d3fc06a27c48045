"""Taking back an act just done (收回): which of its moves can be undone, and how."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from windowdesk.domain.case_record import CaseRecord
from windowdesk.domain.custody import restore
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.states import Move
from windowdesk.domain.turns import DeferredAcceptance

REVERSIBLE_FOR = timedelta(minutes=30)


def reversible_tail(events: Sequence[CaseEvent]) -> tuple[CaseEvent, ...]:
    """Return the events of the last act that can be undone, newest first."""
    last = events[-1]
    tail: list[CaseEvent] = []
    link = last.hash
    for event in reversed(events):
        same_act = event.at == last.at and event.actor.login == last.actor.login
        if not same_act or event.hash != link or event.move not in _UNDO:
            break
        tail.append(event)
        link = event.previous
    return tuple(tail)


def undo(case: CaseRecord, events: Iterable[CaseEvent]) -> None:
    """Put back what the moves of ``events`` wrote into the fields of ``case``."""
    for event in events:
        _UNDO[event.move](case)


def _undo_nothing(_case: CaseRecord) -> None:
    """Leave the fields: the move changed nothing but state and holder."""


def _undo_acceptance(case: CaseRecord) -> None:
    case.accepted_at = None
    case.accepter = case.accepter_name = ""


def _undo_decision(case: CaseRecord) -> None:
    case.decision = None
    case.decided_at = None
    case.decider_name = ""


def _undo_refusal(case: CaseRecord) -> None:
    case.outcomes = replace(case.outcomes, refusal=None)
    restore(case)


def _undo_notice(case: CaseRecord) -> None:
    case.outcomes = replace(case.outcomes, notices=case.outcomes.notices[:-1])


def _undo_supplement(case: CaseRecord) -> None:
    *earlier, last = case.outcomes.supplements
    case.application = replace(case.application, materials=last.before)
    case.outcomes = replace(case.outcomes, supplements=tuple(earlier))
    restore(case)


def _undo_departure(case: CaseRecord) -> None:
    case.outcomes = replace(case.outcomes, departure=None)
    case.turns = replace(case.turns, ending=None)
    restore(case)


def _undo_proposal(case: CaseRecord) -> None:
    case.turns = replace(case.turns, proposed_by="")


def _undo_question(case: CaseRecord) -> None:
    case.turns = replace(case.turns, opinions=case.turns.opinions[:-1])


def _undo_referral(case: CaseRecord) -> None:
    restore(case)
    case.turns = replace(case.turns, referrals=case.turns.referrals[:-1])


def _undo_return_of_county(case: CaseRecord) -> None:
    restore(case)
    *earlier, last = case.turns.referrals
    away = replace(last, returned="", result_number="", decided_on=None, came_at=None)
    case.turns = replace(case.turns, referrals=(*earlier, away))


def _undo_county_decision(case: CaseRecord) -> None:
    _undo_decision(case)
    _undo_return_of_county(case)


def _undo_pickup_code(case: CaseRecord) -> None:
    case.pickup_code = ""
    case.turns = replace(case.turns, handover=None)


def _undo_deferral(case: CaseRecord) -> None:
    _undo_acceptance(case)
    case.turns = replace(case.turns, deferral=None)
    # Nobody has promised them any more: they are missing as before.
    materials = tuple(
        replace(m, state=MaterialState.MISSING) if m.state is MaterialState.LATE else m
        for m in case.application.materials
    )
    case.application = replace(case.application, materials=materials)


def _deferral(case: CaseRecord) -> DeferredAcceptance:
    deferral = case.turns.deferral
    assert deferral is not None  # noqa: S101  the move that is undone has used it
    return deferral


def _undo_filling(case: CaseRecord) -> None:
    deferral = _deferral(case)
    *earlier, last = deferral.filled
    case.application = replace(case.application, materials=last.before)
    case.turns = replace(case.turns, deferral=replace(deferral, filled=tuple(earlier)))
    restore(case)


def _undo_gap_delay(case: CaseRecord) -> None:
    deferral = _deferral(case)
    case.turns = replace(case.turns, deferral=replace(deferral, delays=deferral.delays[:-1]))


def _undo_waiver(case: CaseRecord) -> None:
    case.turns = replace(case.turns, deferral=replace(_deferral(case), waiver=None))


def _undo_gap_lapse(case: CaseRecord) -> None:
    deferral = replace(_deferral(case), lapsed_at=None)
    case.turns = replace(case.turns, deferral=deferral, ending=None)
    case.outcomes = replace(case.outcomes, departure=None)


def _undo_commitment(case: CaseRecord) -> None:
    case.turns = replace(case.turns, commitments=case.turns.commitments[:-1])


def _undo_asked_procedure(case: CaseRecord) -> None:
    case.turns = replace(case.turns, asked_procedure=None)


def _undo_suspension(case: CaseRecord) -> None:
    *earlier, last = case.turns.procedures
    asked = last.asked or case.turns.asked_procedure
    case.turns = replace(case.turns, procedures=tuple(earlier), asked_procedure=asked)
    case.pauses = tuple(one for one in case.pauses if one.paper != last.number)


def _undo_interested(case: CaseRecord) -> None:
    _undo_suspension(case)
    case.turns = replace(case.turns, hearings=case.turns.hearings[:-1])


def _undo_hearing_request(case: CaseRecord) -> None:
    *earlier, last = case.turns.hearings
    again = replace(last, asked_on=None, asked_by="")
    runs = case.turns.procedures
    # How long it was planned before, the run itself remembers.
    begun = tuple(
        replace(run, plan=run.asked, asked=None) if run.number == last.number and run.asked else run
        for run in runs
    )
    case.turns = replace(case.turns, hearings=(*earlier, again), procedures=begun)


def _undo_hearing_call(case: CaseRecord) -> None:
    *earlier, last = case.turns.hearings
    case.turns = replace(case.turns, hearings=(*earlier, replace(last, call=None)))


def _undo_end(case: CaseRecord) -> None:
    """Let the procedure run again that ended last."""
    runs = case.turns.procedures
    last = max(runs, key=lambda run: run.ended_at or run.begun_at)
    again = replace(
        last, last_day=None, result_number="", report_number="", ended_at=None, ended_by=""
    )
    changed = tuple(again if run is last else run for run in runs)
    case.turns = replace(case.turns, procedures=changed)
    case.pauses = tuple(
        replace(one, last=None) if one.paper == last.number else one for one in case.pauses
    )


def _undo_inspection(case: CaseRecord) -> None:
    case.turns = replace(case.turns, inspections=case.turns.inspections[:-1])


def _undo_asked_extension(case: CaseRecord) -> None:
    case.turns = replace(case.turns, asked_extension=None)


def _undo_extension(case: CaseRecord) -> None:
    known = case.turns.extension
    asked = known.asked if known else None
    case.extension_days = 0
    case.turns = replace(case.turns, extension=None, asked_extension=asked)


# One line for each move of transitions.REVERSIBLE.
_UNDO: Mapping[Move, Callable[[CaseRecord], None]] = MappingProxyType(
    {
        Move.ACCEPT: _undo_acceptance,
        Move.ASSIGN: _undo_nothing,
        Move.CLAIM: _undo_nothing,
        Move.RELEASE: _undo_nothing,
        Move.PROPOSE: _undo_proposal,
        Move.ASK_OPINION: _undo_question,
        Move.REFER_UP: _undo_referral,
        Move.COUNTY_APPROVED: _undo_county_decision,
        Move.COUNTY_DENIED: _undo_county_decision,
        Move.COUNTY_RETURNED: _undo_return_of_county,
        Move.RETURN_FOR_REVIEW: _undo_nothing,
        Move.INSPECT: _undo_inspection,
        Move.NOTIFY_INTERESTED: _undo_interested,
        Move.ASK_HEARING: _undo_hearing_request,
        Move.CALL_HEARING: _undo_hearing_call,
        Move.ASK_PROCEDURE: _undo_asked_procedure,
        Move.SUSPEND: _undo_suspension,
        Move.END_PROCEDURE: _undo_end,
        Move.RESUME: _undo_end,
        Move.ASK_EXTENSION: _undo_asked_extension,
        Move.EXTEND: _undo_extension,
        Move.APPROVE: _undo_decision,
        Move.DENY: _undo_decision,
        Move.DECIDE_AT_ONCE: _undo_decision,
        Move.MAKE_READY: _undo_pickup_code,
        Move.NOTIFY_PICKUP: _undo_nothing,
        Move.NOT_REQUIRED: _undo_refusal,
        Move.NOT_COMPETENT: _undo_refusal,
        Move.REFUSE: _undo_refusal,
        Move.REQUEST_SUPPLEMENT: _undo_notice,
        Move.SUPPLEMENT_PARTLY: _undo_supplement,
        Move.SUPPLEMENT_COMPLETE: _undo_supplement,
        Move.ACCEPT_SUPPLEMENTED: _undo_acceptance,
        Move.TAKE_BACK: _undo_departure,
        Move.WITHDRAW: _undo_departure,
        Move.END_BEFORE_ACCEPTANCE: _undo_departure,
        Move.LAPSE_SUPPLEMENT: _undo_departure,
        Move.TERMINATE: _undo_departure,
        Move.ACCEPT_DEFICIENT: _undo_deferral,
        Move.FILL_GAP: _undo_filling,
        Move.FILL_GAP_PARTLY: _undo_filling,
        Move.EXTEND_GAP: _undo_gap_delay,
        Move.WAIVE_GAP: _undo_waiver,
        Move.LAPSE_GAP: _undo_gap_lapse,
        Move.COMMIT: _undo_commitment,
        Move.ISSUE_PAPER: _undo_nothing,
    }
)
