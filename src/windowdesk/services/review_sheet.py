"""The facts of the 审批表: every level's opinion with name and date, as the case stands now."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from windowdesk.domain.centre import Centre
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.states import STATE_LABEL, Move
from windowdesk.services.lookup import CaseView
from windowdesk.services.paper_facts import material_total
from windowdesk.services.sheet_facts import REVIEW_SHEET, house_texts

__all__ = ["REVIEW_SHEET", "opinions_of", "review_facts"]

_STAGES: Mapping[Move, str] = MappingProxyType(
    {
        Move.PROPOSE: "承办意见",
        Move.RETURN_FOR_REVIEW: "退回补查",
        Move.INSPECT: "实地核查",
        Move.GIVE_OPINION: "部门意见",
        Move.DROP_OPINION: "不再等意见",
        Move.REFER_UP: "初审意见",
        Move.COUNTY_RETURNED: "县级退回",
        Move.COUNTY_APPROVED: "县级决定",
        Move.COUNTY_DENIED: "县级决定",
        Move.SUSPEND: "特别程序",
        Move.EXTEND: "延长期限",
        Move.WAIVE_GAP: "同意缺件决定",
        Move.APPROVE: "审批：准予",
        Move.DENY: "审批：不予",
        Move.DECIDE_AT_ONCE: "当场办结",
        Move.TERMINATE: "终止审查",
    }
)
_REVERSED = "reversed"


def review_facts(view: CaseView, centre: Centre, window: str, at: datetime) -> PaperFacts:
    """Return the facts of the sheet of a case; ``window`` has two digits, '' is the back office."""
    case = view.case
    party = case.application.applicant
    texts = {
        **house_texts(centre, window, at),
        "case.number": case.number.grouped,
        "applicant.name": party.name,
        "applicant.id_masked": party.id_number.masked,
        "item.name": case.item.name,
        "item.department": case.department,
        "accepted_on": paper_date(local_date(case.accepted_at)) if case.accepted_at else "",
        "accepter": case.accepter_name,
        "promised_due": paper_date(view.promise.due) if view.promise else "",
        "statutory_due": paper_date(view.statutory.due) if view.statutory else "",
        "materials_total": material_total(case.application.materials),
        "state": STATE_LABEL[case.state],
    }
    return PaperFacts.of(texts, {"opinions": opinions_of(view.events)})


def opinions_of(events: Iterable[CaseEvent]) -> tuple[Row, ...]:
    """Return one row for each opinion that holds; what was taken back is none."""
    told = tuple(events)
    gone = {seq for event in told for seq in event.detail.get(_REVERSED, "").split(",")}
    return tuple(
        {
            "stage": _STAGES[event.move],
            "who": event.signature,
            "opinion": event.cause,
            "on": paper_date(local_date(event.at)),
        }
        for event in told
        if event.move in _STAGES and event.cause and str(event.seq) not in gone
    )
