"""Evaluates every placeholder of services/facts.py for a case at the moment of an act."""

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case import Case, Decision
from windowdesk.domain.case_clocks import (
    notice_proof,
    promise_proof,
    promised_limit,
    statutory_limit,
    statutory_proof,
)
from windowdesk.domain.centre import Centre, window_label
from windowdesk.domain.clock import DueProof
from windowdesk.domain.event import Actor
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.gap_rules import USUAL_GAP_RULE, GapRule
from windowdesk.domain.identity import KIND_LABEL
from windowdesk.domain.item_kinds import SERVICE_LABEL
from windowdesk.domain.local_time import local_date, paper_date, paper_minute
from windowdesk.domain.masking import mask_name_on_stub, mask_phone
from windowdesk.domain.material_gaps import ONE_OF, one_of_groups, spared
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.services.custody_facts import custody_rows, custody_texts
from windowdesk.services.deferral_facts import deferral_rows, deferral_texts
from windowdesk.services.facts import FACTS
from windowdesk.services.issuing_facts import issuing_texts
from windowdesk.services.outcome_facts import outcome_rows, outcome_texts
from windowdesk.services.referral_facts import referral_rows, referral_texts
from windowdesk.services.review_facts import review_texts

_PICKUP_MONTHS = 3
_NOTHING_SAID = {fact.name: "" for fact in FACTS}


@dataclass(frozen=True)
class PaperContext:
    """What the facts of a paper are evaluated from.

    ``extra`` are facts that only the act knows (how it was delivered, earlier numbers); ``rows``
    likewise the lists that it knows (papers that a 送达回证 lists, cases of a 一件事).
    """

    case: Case
    centre: Centre
    calendar: WorkCalendar
    at: datetime
    actor: Actor
    number: str
    serial: int
    extra: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    gap_rule: GapRule = USUAL_GAP_RULE

    @property
    def today(self) -> date:
        """Return the day on the wall."""
        return local_date(self.at)


def facts_of(context: PaperContext, names: Collection[str]) -> PaperFacts:
    """Return the facts of a paper: of every known placeholder, those in ``names``."""
    texts = dict(_NOTHING_SAID)
    for group in (_centre, _numbers, _applicant, _agent, _item, _times, _decision, _pickup):
        texts.update(group(context))
    texts.update(outcome_texts(context.case, context.centre, context.actor.window))
    texts.update(deferral_texts(context.case, context.at, context.gap_rule))
    texts.update(custody_texts(context.case, context.number))
    texts.update(referral_texts(context.case, context.calendar))
    texts.update(issuing_texts(context.case, context.centre, context.calendar))
    texts.update(review_texts(context.case, context.calendar, context.today))
    texts.update(context.extra)
    rows: dict[str, tuple[Row, ...]] = {
        "materials": _materials(context.case),
        **context.rows,
        **outcome_rows(context.case),
        **custody_rows(context.case, context.number),
        **deferral_rows(context.case),
        **referral_rows(context.case),
    }
    return PaperFacts.of(
        {name: text for name, text in texts.items() if name in names},
        {name: many for name, many in rows.items() if name in names},
    )


def _centre(context: PaperContext) -> Mapping[str, str]:
    centre, item = context.centre, context.case.item
    organ = centre.organ_of(item.organ, item.organ_code)
    return {
        "organ.name": organ.name,
        "organ.short": organ.short,
        "organ.seal": organ.seal,
        "organ.credit_code": organ.credit_code,
        "centre.name": centre.name,
        "centre.address": centre.address,
        "centre.phone": centre.phone,
        "centre.complaint_phone": centre.complaint_phone,
        "review_organ": organ.review_organ,
        "court": organ.court,
        "pickup_place": _with(centre.pickup_place, "{}，凭本人有效身份证件领取"),
        "pickup.hours": centre.pickup_hours,
        "progress_query": _with(centre.phone, "电话{}"),
        "window": window_label(context.actor.window) if context.actor.window else centre.name,
        "signed_on": paper_date(context.today),
        "clerk.name": context.actor.name,
    }


def _with(fact: str, sentence: str) -> str:
    """Return a sentence around a fact, nothing where the fact is not known."""
    return sentence.format(fact) if fact else ""


def _numbers(context: PaperContext) -> Mapping[str, str]:
    return {
        "number": context.number,
        "year": str(context.today.year),
        "serial": str(context.serial),
        "case.number": context.case.number.grouped,
        "case.short": context.case.number.short,
    }


def _applicant(context: PaperContext) -> Mapping[str, str]:
    party = context.case.application.applicant
    number = party.id_number
    masked = mask_name_on_stub(party.name)
    return {
        "applicant.name": party.name,
        "applicant.masked_name": f"{masked}（尾号{number.number[-4:]}）",
        "applicant.id_kind": KIND_LABEL[number.kind],
        "applicant.id_number": number.number,
        "applicant.id_masked": number.masked,
        "applicant.phone": party.phone,
        "applicant.phone_masked": mask_phone(party.phone) if party.phone else "",
        "applicant.address": party.address,
        "applicant.representative": party.representative,
    }


def _agent(context: PaperContext) -> Mapping[str, str]:
    agent = context.case.application.agent
    if agent is None:
        return {}
    return {
        "agent.name": agent.name,
        "agent.id_masked": agent.id_number.masked if agent.id_number else "",
        "agent.phone_masked": mask_phone(agent.phone) if agent.phone else "",
        "agent.relation": agent.role_text,
    }


def _item(context: PaperContext) -> Mapping[str, str]:
    application = context.case.application
    item = application.item
    labels = {s.code: s.label for s in item.situations}
    return {
        "item.name": item.name,
        # 农村宅基地申请 already says it; 申请申请 would stand on the paper.
        "item.application": "" if item.name.endswith("申请") else "申请",
        "item.code": item.code,
        "item.department": item.department,
        "item.service_type": SERVICE_LABEL[item.service_type],
        "item.accept_basis": _basis(item.accept_basis),
        "situation": "、".join(labels[code] for code in application.situations),
        "fee": item.fee or "不收费",
        "issue_by": application.issue_by,
        "result_name": item.result_document,
        "total": material_total(_on_paper(context.case)),
    }


def _times(context: PaperContext) -> Mapping[str, str]:
    case, calendar = context.case, context.calendar
    received = local_date(case.received_at)
    texts = {
        "received_at": paper_minute(case.received_at),
        "received_on": paper_date(received),
        "applied_on": paper_date(received),
        "notice_due": paper_date(notice_proof(case, calendar).due),
    }
    promise = promise_proof(case, calendar, context.today)
    statutory = statutory_proof(case, calendar, context.today)
    if case.accepted_at is not None and promise and statutory:
        accepted = local_date(case.accepted_at)
        texts |= {
            "accepted_on": paper_date(accepted),
            "accepter": case.accepter_name,
            "immediate": "收件与受理同时进行" if accepted == received else "",
            "promised_limit": promised_limit(case.item, case.application.situations).text,
            "statutory_limit": statutory_limit(case.item, case.application.situations).text,
            "promised_due": paper_date(promise.due),
            "statutory_due": paper_date(statutory.due),
            "provisional_note": _provisional(promise, statutory),
        }
    return texts


def _provisional(*proofs: DueProof) -> str:
    if not any(proof.provisional for proof in proofs):
        return ""
    return "有的日子在放假安排还没公布的年份，日历公布后上列日期可能调整"


def _decision(context: PaperContext) -> Mapping[str, str]:
    case = context.case
    if case.decision is None or case.decided_at is None:
        return {}
    decision: Decision = case.decision
    return {
        "decided_on": paper_date(local_date(case.decided_at)),
        "decided_at": paper_minute(case.decided_at),
        "decider": case.decider_name,
        "decision.content": decision.content,
        "decision.reason": decision.reason.rstrip("。；，"),
        # Where the decider names no provision of his own, the one that the item stands on holds.
        "decision.basis": _basis(decision.basis or case.item.accept_basis),
        "decision.validity": decision.validity,
        "decision.certificate": decision.certificate,
    }


def _basis(text: str) -> str:
    """Return a provision as papers take it in: they add “的规定” themselves."""
    return text.strip().rstrip("。").removesuffix("的规定")


def _pickup(context: PaperContext) -> Mapping[str, str]:
    if not context.case.pickup_code:
        return {}
    return {
        "pickup.code": context.case.pickup_code,
        "pickup.until": paper_date(_months_later(context.today, _PICKUP_MONTHS)),
        "pickup.bring": "本人有效身份证件、受理通知书；代领的，另带代领人身份证件和委托书",
    }


def _months_later(day: date, months: int) -> date:
    years, months_on = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, months_on + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def material_total(materials: Sequence[HandedIn]) -> str:
    """Return the closing line of a material list: 共6项，收到原件2份、复印件4份，纸质材料9页."""
    originals = sum(m.originals for m in materials)
    copies = sum(m.copies for m in materials)
    pages = sum(m.pages for m in materials)
    return f"共{len(materials)}项，收到原件{originals}份、复印件{copies}份，纸质材料{pages}页"


_STATE_NOTE = {
    MaterialState.MISSING: "未交",
    MaterialState.LATE: "容缺后补",
    MaterialState.PROMISED: "告知承诺",
    MaterialState.SHARED: "数据共享，免交",
    MaterialState.UNCHECKED: "未核对",
}


def _on_paper(case: Case) -> tuple[HandedIn, ...]:
    """Leave out what nobody asks for any more, as another one of 下列之一 came in."""
    found = case.application.materials
    left_out = spared(case.item, found)
    return tuple(m for m in found if m.code not in left_out)


def _materials(case: Case) -> tuple[Row, ...]:
    found = case.application.materials
    groups = one_of_groups(case.item, found).values()
    alternatives = {m.code for members in groups for m in members}
    return tuple(_material_row(m, is_one_of=m.code in alternatives) for m in _on_paper(case))


def _material_row(material: HandedIn, *, is_one_of: bool) -> Row:
    notes = [ONE_OF if is_one_of else "", _STATE_NOTE.get(material.state, ""), material.note]
    return {
        "name": material.name,
        "originals": _count(material.originals),
        "copies": _count(material.copies),
        "files": _count(material.files),
        "pages": _count(material.pages),
        "returned": "是" if material.returned else "否",
        "note": "，".join(n for n in notes if n),
    }


def _count(number: int) -> str:
    return str(number) if number else ""
