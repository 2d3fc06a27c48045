"""Advice without a case: the visit is recorded, the visitor takes a 一次性告知单 along."""

from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.case_clocks import promised_limit, statutory_limit
from windowdesk.domain.centre import Centre, window_label
from windowdesk.domain.duties import ROLE_LABEL, Role
from windowdesk.domain.errors import NotPermitted
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.ids import new_id
from windowdesk.domain.item import Item
from windowdesk.domain.item_fields import SOURCE_LABEL
from windowdesk.domain.item_kinds import SERVICE_LABEL
from windowdesk.domain.item_parts import Material
from windowdesk.domain.local_time import paper_minute
from windowdesk.domain.text import NAME, clean
from windowdesk.services.acting import Bench
from windowdesk.services.consultation_port import Consultation
from windowdesk.services.sheet_facts import ADVICE
from windowdesk.services.window_lists import form_words
from windowdesk.services.wording import statement


@dataclass(frozen=True)
class ConsultationSheet:
    """A recorded visit for advice with the facts of its 一次性告知单."""

    consultation_id: int
    at: datetime
    facts: PaperFacts


class Advice:
    """Answers a visitor who hands nothing in."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def give(
        self, item_id: str, situations: tuple[str, ...], person: str, question: str
    ) -> ConsultationSheet:
        """Record the visit and return what the sheet says; ``person`` may stay empty."""
        account = self._bench.account
        if not account.roles & {Role.CLERK, Role.AGENT}:
            raise NotPermitted(f"只有{ROLE_LABEL[Role.CLERK]}能登记咨询。")
        name, asked = clean(person, NAME, "person"), statement(question, "question")
        with self._bench.database.unit_of_work() as uow:
            item, at, centre = uow.items.current(item_id), uow.now(), uow.centre()
            item.check_situations(situations)
            visit = Consultation(
                consultation_id=new_id(at),
                item_id=item.item_id,
                item_version=item.version,
                situations=situations,
                person=name,
                question=asked,
                login=account.login,
                window=self._bench.window,
                at=at,
            )
            uow.consultations.add(visit)
            uow.commit()
        facts = advice_facts(
            item, situations, centre, at=at, clerk=account.name, window=self._bench.window
        )
        return ConsultationSheet(visit.consultation_id, at, facts)


def advice_facts(
    item: Item,
    situations: tuple[str, ...],
    centre: Centre,
    *,
    at: datetime,
    clerk: str,
    window: str,
) -> PaperFacts:
    """Return every word of a 一次性告知单; what an item does not say stays empty."""
    asked = item.materials_for(situations)
    labels = {s.code: s.label for s in item.situations}
    limited = item.promised_limit or item.statutory_limit
    texts = {fact.name: "" for fact in ADVICE.facts}
    texts |= {
        "centre.name": centre.name,
        "centre.address": centre.address,
        "centre.phone": centre.phone,
        "centre.complaint_phone": centre.complaint_phone,
        "centre.hours": centre.pickup_hours,
        "printed_at": paper_minute(at),
        "window": window_label(window) if window else "",
        "clerk.name": clerk,
        "item.name": item.name,
        "item.code": item.code,
        "item.department": item.department,
        "item.service_type": SERVICE_LABEL[item.service_type],
        "item.accept_basis": item.accept_basis,
        "item.statutory_limit": statutory_limit(item, situations).text if limited else "",
        "item.promised_limit": promised_limit(item, situations).text if limited else "",
        "item.limit_note": item.limit_note,
        "item.flow": item.flow,
        "item.fee": item.fee,
        "item.fee_standard": item.fee_standard,
        "item.result": item.result_document,
        "item.place": item.place_and_hours,
        "situation": "、".join(labels[code] for code in situations),
        "materials_total": f"共{len(asked)}项，其中必要材料{sum(m.required for m in asked)}项",
    }
    return PaperFacts.of(texts, {"materials": tuple(_row(m) for m in asked)})


def _row(material: Material) -> Row:
    return {
        "name": material.name,
        "need": "必要" if material.required else "非必要",
        "form": form_words(material),
        "copies": str(material.copies) if material.copies else "",
        "source": SOURCE_LABEL[material.source],
        "standard": material.standard,
    }
