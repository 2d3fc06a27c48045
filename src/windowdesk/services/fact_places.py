"""Where the facts of papers are entered: what a refusal for a lacking fact tells the clerk.

Only facts that are entered once, in the settings of the centre or in the catalogue, have a place;
what an act asks for is entered at the act itself.
"""

from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.centre_rules import CENTRE_FACTS
from windowdesk.domain.errors import DomainError
from windowdesk.services.facts import FACTS, ROW_FACTS
from windowdesk.services.sheet_facts import SHEETS

_ITEM = "事项库 → {item}"

CENTRE_PLACES: Mapping[str, str] = MappingProxyType(
    {name: fact.place for fact in CENTRE_FACTS for name in fact.placeholders}
)
ITEM_PLACES: Mapping[str, str] = MappingProxyType(
    {
        "item.code": f"{_ITEM} → 实施编码",
        "item.department": f"{_ITEM} → 承办部门",
        "item.accept_basis": f"{_ITEM} → 受理依据",
        "decision.basis": f"{_ITEM} → 受理依据",
        "correction.basis": f"{_ITEM} → 设定依据",
        "statutory_limit": f"{_ITEM} → 法定期限",
        "statutory_due": f"{_ITEM} → 法定期限",
        "promised_limit": f"{_ITEM} → 承诺期限",
        "promised_due": f"{_ITEM} → 承诺期限",
        "result_name": f"{_ITEM} → 结果名称",
        "item.statutory_limit": f"{_ITEM} → 法定期限",
        "item.promised_limit": f"{_ITEM} → 承诺期限",
        "item.result": f"{_ITEM} → 结果名称",
        "item.flow": f"{_ITEM} → 办理流程",
        "item.place": f"{_ITEM} → 办理地点和时间",
        "item.version": f"{_ITEM} → 生效日",
    }
)

_PAPER_LABELS = {fact.name: fact.label for fact in FACTS} | {
    f"{each}.{fact.name}": fact.label for each, facts in ROW_FACTS.items() for fact in facts
}
_SHEET_LABELS = {fact.name: fact.label for kind in SHEETS.values() for fact in kind.facts}
_LABELS: Mapping[str, str] = MappingProxyType(_SHEET_LABELS | _PAPER_LABELS)


def lacking_fact(title: str, name: str, texts: Mapping[str, str]) -> DomainError:
    """Return the refusal of the paper ``title`` for want of the fact ``name``.

    ``texts`` are the facts there are: the name of the item says which one to open.
    """
    label = _LABELS.get(name, name)
    place = {**CENTRE_PLACES, **ITEM_PLACES}.get(name, "")
    if not place:
        return DomainError(f"{title}缺“{label}”。补上后再出文书。", field=name)
    where = place.replace("{item}", texts.get("item.name", "") or "事项")
    return DomainError(f"{title}缺“{label}”，还不能出。到“{where}”填上再办。", field=name)
