"""Advice without a case: the visit is recorded, the visitor takes a 一次性告知单 along."""

from dataclasses import dataclass, replace
from datetime import datetime

from windowdesk.domain.case_clocks import promised_limit, statutory_limit
from windowdesk.domain.centre import Centre
from windowdesk.domain.duties import Act
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.ids import new_id
from windowdesk.domain.item import Item
from windowdesk.domain.text import NAME, clean
from windowdesk.services.acting import Bench
from windowdesk.services.consultation_port import Consultation
from windowdesk.services.guide_facts import Printing, guide_facts, limit_words
from windowdesk.services.sheet_facts import ADVICE
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
        account.require(Act.ADVISE)
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
    note: str = "",
) -> PaperFacts:
    """Return every word of a 一次性告知单; what an item does not say stays empty.

    It says what the guide says, of the materials and limits of these situations alone. ``note``
    is what the clerk adds.
    """
    asked = item.materials_for(situations)
    labels = {s.code: s.label for s in item.situations}
    limited = item.promised_limit or item.statutory_limit
    guide = guide_facts(replace(item, materials=asked), centre, Printing(at, window, clerk))
    texts = {fact.name: guide.texts.get(fact.name, "") for fact in ADVICE.facts}
    texts |= {
        "item.statutory_limit": limit_words(statutory_limit(item, situations)) if limited else "",
        "item.promised_limit": limit_words(promised_limit(item, situations)) if limited else "",
        "situation": "、".join(labels[code] for code in situations),
        "materials_total": f"共{len(asked)}项，其中必要材料{sum(m.required for m in asked)}项",
        "advice.note": note,
    }
    columns = [fact.name for fact in ADVICE.rows["materials"]]
    rows = ({name: row[name] for name in columns} for row in guide.rows["materials"])
    return PaperFacts.of(texts, {"materials": tuple(rows)})
