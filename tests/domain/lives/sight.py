"""What can be seen of a case from outside, held against the notebook."""

from datetime import datetime

from tests.domain.lives.days import CALENDARS, day_of
from tests.domain.lives.kinds import NAMES
from tests.domain.lives.model import Model
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case
from windowdesk.domain.case_clocks import (
    delivery_proof,
    notice_proof,
    promise_proof,
    running_proof,
    statutory_proof,
)
from windowdesk.domain.clock import DueProof
from windowdesk.domain.custody import in_transit, originals_of
from windowdesk.domain.event import FIRST_LINK, CaseEvent, papers_of
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.referral_clocks import review_clock
from windowdesk.domain.states import CaseState
from windowdesk.persistence.case_text import case_text, read_case_text

_NAMED = """S1 received S2 correcting S3 awaiting_supplement S4a not_required S4b not_competent
S4c refused S5 accepted S5q accepted_deficient S5d deemed_accepted S6 assigned S7 reviewing
S7p proposed S8 suspended S10 referred_up S11 approved S12 denied S13 terminated S14 withdrawn
S15 ready S16 delivered S18 archived"""
_CODES = _NAMED.split()
STATE_OF = {code: CaseState(name) for code, name in zip(_CODES[::2], _CODES[1::2], strict=True)}
Facts = dict[str, object]


def differences(case: Case, model: Model, now: datetime, checked: int) -> list[tuple[object, ...]]:
    """Return what the case and the notebook say differently; events from ``checked`` are new."""
    seen = _seen(case, CALENDARS[model.published], now)
    kept = _kept(model, now)
    found: list[tuple[object, ...]] = [
        (name, seen[name], kept[name]) for name in kept if seen[name] != kept[name]
    ]
    if len(case.new_events) > checked:
        found += [(fault,) for fault in _chain_faults(case, checked)]
    return found


def _seen(case: Case, calendar: WorkCalendar, now: datetime) -> Facts:
    today = day_of(now)
    deferral = case.turns.deferral
    review = review_clock(case, calendar, today)
    return {
        "state": case.state,
        "holder": case.holder_at(now),
        "accepter": case.accepter,
        "accepted": case.accepted_at,
        "decided": case.decided_at,
        "T5": notice_proof(case, calendar).due,
        "promise": _due(promise_proof(case, calendar, today)),
        "law": _due(statutory_proof(case, calendar, today)),
        "review": review.proof.due if review else None,
        "review ended": review.ended_on if review else None,
        "delivery": _due(delivery_proof(case, calendar)),
        "running": _due(running_proof(case, calendar, today)),
        "gap until": deferral.last_day if deferral else None,
        "gaps": set(case.open_gaps),
        "late": {m.name for m in case.application.materials if m.state is MaterialState.LATE},
        "missing": set(case.missing_materials),
        "asked for": {gap.name for gap in case.outcomes.still_open},
        "opinions": {one.department for one in case.turns.opinions if one.is_open},
        "procedures": [run.plan.name for run in case.turns.procedures if run.is_open],
        "proposed procedure": _name(case),
        "custody": _custody(case),
        "under way": in_transit(case.turns),
        "events": len(case.new_events),
        "papers": sum(len(papers_of(event)) for event in case.new_events),
        "void": len(case.outcomes.void_papers),
        "handed over": case.handed_over,
        "unread": case.state is CaseState.PROPOSED and not case.opened_by_next,
    }


def _kept(m: Model, now: datetime) -> Facts:
    today = day_of(now)
    return {
        "state": STATE_OF[m.code],
        "holder": m.held_by(now),
        "accepter": m.accepter,
        "accepted": m.accepted_at,
        "decided": m.decided_at,
        "T5": m.notice_due,
        "promise": m.promise_due(today),
        "law": m.law_due(today),
        "review": m.review_due(today),
        "review ended": m.review_ended if m.review_due(today) else None,
        "delivery": m.delivery_due,
        "running": m.running_due(today),
        "gap until": m.deferral.until if m.deferral else None,
        "gaps": {NAMES[code] for code in m.open_gaps},
        "late": {NAMES[code] for code in m.open_gaps},
        "missing": {NAMES[code] for code in m.missing},
        "asked for": set(m.asked_for),
        "opinions": {department for department, _ in m.opinions},
        "procedures": [run.name for run in m.running],
        "proposed procedure": m.asked_procedure,
        "custody": sorted(m.custody.items()),
        "under way": m.under_way,
        "events": m.events,
        "papers": m.papers,
        "void": m.void,
        "handed over": m.handed,
        "unread": m.code == "S7p" and not m.opened,
    }


def _due(proof: DueProof | None) -> object:
    return proof.due if proof else None


def _name(case: Case) -> str:
    asked = case.turns.asked_procedure
    return asked.name if asked else ""


def _custody(case: Case) -> list[tuple[str, str]]:
    """Return where each original is; one that is listed twice has two holders."""
    return sorted((one.code, one.holder or f"/{one.holder_name}") for one in originals_of(case))


def _chain_faults(case: Case, checked: int) -> list[str]:
    """Follow the chain from the events that were looked at before."""
    events = case.new_events
    link = events[checked - 1].hash if checked else FIRST_LINK
    state = events[checked - 1].target if checked else None
    for event in events[checked:]:
        if CaseEvent.from_text(event.text) != event:
            return ["an event does not read as it was written"]
        if (event.previous, event.source) != (link, state):
            return ["the chain is broken"]
        link, state = event.hash, event.target
    return [] if (case.head, case.state) == (link, state) else ["the head is another"]


def text_faults(case: Case) -> list[str]:
    """Write the case down as storage does, and read it again."""
    body = read_case_text(case_text(case), case.item)
    fields = (name for name in body.__dataclass_fields__)
    return [f"{name} is not kept" for name in fields if getattr(body, name) != getattr(case, name)]
