"""The body of a case as JSON: what no list shows and no query asks for.

The item is not part of it: a case names a version of an item, and versions never change.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from windowdesk.domain.canonical import canonical_text
from windowdesk.domain.case import Application, Case, Decision
from windowdesk.domain.clock import ClockPause
from windowdesk.domain.identity import IdKind, IdNumber, Sex
from windowdesk.domain.item import Item
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.outcomes import NO_OUTCOMES, Outcomes
from windowdesk.domain.party import Agent, AgentKind, Party, PartyKind
from windowdesk.domain.record_text import plain_record, record_of
from windowdesk.domain.turns import NO_TURNS, Turns

_Plain = dict[str, Any]


@dataclass(frozen=True)
class CaseBody:
    """What the body of a case holds."""

    application: Application
    accepted_at: datetime | None
    decided_at: datetime | None
    decider_name: str
    decision: Decision | None
    pickup_code: str
    delivered_at: datetime | None
    pauses: tuple[ClockPause, ...]
    extension_days: int
    opened_by_next: bool
    handed_over: bool
    outcomes: Outcomes
    turns: Turns


def case_text(case: Case) -> str:
    """Write the body of a case: sorted keys, characters as they are."""
    application = case.application
    plain: _Plain = {
        "applicant": _person(application.applicant),
        "agent": _person(application.agent) if application.agent else None,
        "situations": application.situations,
        "materials": [_fields(one) for one in application.materials],
        "answers": dict(application.answers),
        "issue_by": application.issue_by,
        "channel": application.channel,
        "accepted_at": _written(case.accepted_at),
        "decided_at": _written(case.decided_at),
        "decider_name": case.decider_name,
        "decision": _fields(case.decision) if case.decision else None,
        "pickup_code": case.pickup_code,
        "delivered_at": _written(case.delivered_at),
        "pauses": [_pause(one) for one in case.pauses],
        "extension_days": case.extension_days,
        "opened_by_next": case.opened_by_next,
        "handed_over": case.handed_over,
    }
    if case.outcomes != NO_OUTCOMES:
        # Most cases have none, and bodies that were written before knew none.
        plain["outcomes"] = plain_record(case.outcomes)
    if case.turns != NO_TURNS:
        plain["turns"] = plain_record(case.turns)
    return canonical_text(plain)


def read_case_text(text: str, item: Item) -> CaseBody:
    """Read a body back; ValueError, KeyError or TypeError if it is spoiled."""
    plain: _Plain = json.loads(text)
    decision = plain["decision"]
    return CaseBody(
        application=_application(plain, item),
        accepted_at=_moment(plain["accepted_at"]),
        decided_at=_moment(plain["decided_at"]),
        decider_name=plain["decider_name"],
        decision=Decision(**decision) if decision else None,
        pickup_code=plain["pickup_code"],
        delivered_at=_moment(plain["delivered_at"]),
        pauses=tuple(_read_pause(one) for one in plain["pauses"]),
        extension_days=plain["extension_days"],
        opened_by_next=plain["opened_by_next"],
        handed_over=plain["handed_over"],
        outcomes=_outcomes(plain.get("outcomes")),
        turns=_turns(plain.get("turns")),
    )


def _outcomes(plain: _Plain | None) -> Outcomes:
    return NO_OUTCOMES if plain is None else record_of(Outcomes, json.dumps(plain))


def _turns(plain: _Plain | None) -> Turns:
    return NO_TURNS if plain is None else record_of(Turns, json.dumps(plain))


def _application(plain: _Plain, item: Item) -> Application:
    agent = plain["agent"]
    return Application(
        item=item,
        applicant=_applicant(plain["applicant"]),
        agent=_agent(agent) if agent else None,
        situations=tuple(plain["situations"]),
        materials=tuple(
            HandedIn(**(one | {"state": MaterialState(one["state"])})) for one in plain["materials"]
        ),
        answers=MappingProxyType(plain["answers"]),
        issue_by=plain["issue_by"],
        channel=plain["channel"],
    )


def _person(person: Party | Agent) -> Mapping[str, object]:
    return {**_fields(person), "id_number": _written_number(person.id_number)}


def _fields(value: HandedIn | Decision | Party | Agent) -> Mapping[str, object]:
    """Return the fields of a flat value; asdict would copy each one, at ten times the cost."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _written_number(number: IdNumber | None) -> Mapping[str, str | None] | None:
    if number is None:
        return None
    birth = number.birth_on.isoformat() if number.birth_on else None
    return {"kind": number.kind, "number": number.number, "birth_on": birth, "sex": number.sex}


def _number(plain: _Plain) -> IdNumber:
    return IdNumber(
        kind=IdKind(plain["kind"]),
        number=plain["number"],
        birth_on=_day(plain["birth_on"]),
        sex=Sex(plain["sex"]) if plain["sex"] else None,
    )


def _applicant(plain: _Plain) -> Party:
    known = {"kind": PartyKind(plain["kind"]), "id_number": _number(plain["id_number"])}
    return Party(**(plain | known))


def _agent(plain: _Plain) -> Agent:
    number = plain["id_number"]
    known = {
        "kind": AgentKind(plain["kind"]),
        "id_number": _number(number) if number else None,
    }
    return Agent(**(plain | known))


def _pause(pause: ClockPause) -> Mapping[str, str | None]:
    return {
        "first": pause.first.isoformat(),
        "last": pause.last.isoformat() if pause.last else None,
        "reason": pause.reason,
        "paper": pause.paper,
    }


def _read_pause(plain: _Plain) -> ClockPause:
    first = date.fromisoformat(plain["first"])
    return ClockPause(first, _day(plain["last"]), plain["reason"], plain["paper"])


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
