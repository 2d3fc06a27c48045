"""Facts of the two sheets that tell of an item: 一次性告知单 and 办事指南."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.centre import Centre, window_label
from windowdesk.domain.conditions import Way, parse_condition
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.item import Item
from windowdesk.domain.item_cells import cell_of
from windowdesk.domain.item_fields import (
    ITEM_FIELDS,
    MATERIAL_FIELDS,
    PROCEDURE_FIELDS,
    FieldSpec,
    Group,
)
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.item_texts import field_value
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.local_time import paper_date, paper_minute
from windowdesk.domain.situation_rules import limit_in, question_text
from windowdesk.domain.situations import Situation

# Which groups of fields the guide prints; the others have lists of their own or are inner.
_GUIDE_GROUPS = (
    Group.IDENTITY,
    Group.POWER,
    Group.TIME,
    Group.PROCESS,
    Group.MONEY,
    Group.RESULT,
    Group.SERVICE,
)
# Of no use to a visitor: keys of this program, and what the title or the foot says already.
_INNER = frozenset(
    ("item_id", "version", "state", "short_name", "plain_words", "form_code", "effective_from",
     "effective_to", "tolerable")
)  # fmt: skip
_MATERIAL = {spec.name: spec for spec in MATERIAL_FIELDS}
_PROCEDURE = {spec.name: spec for spec in PROCEDURE_FIELDS}
_ITEM = {spec.name: spec for spec in ITEM_FIELDS}


@dataclass(frozen=True)
class Teller:
    """Who hands the sheet out, where and when; ``window`` has two digits, '' is the back office."""

    centre: Centre
    name: str
    window: str
    at: datetime


def advice_facts(
    item: Item, situations: Collection[str], teller: Teller, note: str = ""
) -> PaperFacts:
    """Return the facts of a 一次性告知单 for a visitor in these situations.

    ``note`` is what the clerk adds in his own words. DomainError if the situations cannot hold
    together.
    """
    materials = item.materials_for(situations)
    labels = [one.label for one in item.situations if one.code in set(situations)]
    needed = sum(material.required for material in materials)
    texts = {
        **_item_texts(item, teller, _limits_in(item, situations)),
        "situation": "、".join(labels),
        "materials_total": f"共{len(materials)}项，其中必要材料{needed}项",
        "advice.note": note,
    }
    rows = tuple(_material_row(material) for material in materials)
    return PaperFacts.of(texts, {"materials": rows})


def guide_facts(item: Item, teller: Teller) -> PaperFacts:
    """Return the facts of a 办事指南: everything of domain fields that is filled."""
    groups = {group.value: tuple(_pairs(item, group)) for group in _GUIDE_GROUPS}
    rows: dict[str, tuple[Row, ...]] = {
        **groups,
        "procedures": tuple(
            {name: cell_of(spec, getattr(one, name)) for name, spec in _PROCEDURE.items()}
            for one in item.special_procedures
        ),
        "situations": tuple(_situation_row(item.situations, one) for one in item.situations),
        "materials": tuple(
            {
                **_material_row(material),
                "when": condition_words(item, material.condition),
                "more": _more(material),
            }
            for material in item.materials
        ),
        "questions": tuple(
            {"question": one.question, "answer": one.answer} for one in item.questions
        ),
    }
    limits = (_limit(item.statutory_limit), _limit(item.promised_limit))
    return PaperFacts.of(_item_texts(item, teller, limits), rows)


def condition_words(item: Item, condition: str) -> str:
    """Return a condition in the words of the item's situations; 都要 where there is none."""
    labels = {one.code: one.label for one in item.situations}
    ways = parse_condition(condition).ways
    return "，或者".join(_way_words(way, labels) for way in ways) or "都要"


def _way_words(way: Way, labels: Mapping[str, str]) -> str:
    wanted = [label for code, label in labels.items() if code in way.wanted]
    barred = [f"没有“{label}”" for code, label in labels.items() if code in way.barred]
    return "，并且".join((*wanted, *barred))


def _item_texts(item: Item, teller: Teller, limits: tuple[str, str]) -> dict[str, str]:
    centre = teller.centre
    place = item.place_and_hours or f"{centre.name}，{centre.service_hours}".rstrip("，")
    return {
        "centre.name": centre.name,
        "centre.address": centre.address,
        "centre.phone": item.phone or centre.phone,
        "centre.complaint_phone": item.complaint_phone or centre.complaint_phone,
        "centre.hours": centre.service_hours or centre.pickup_hours,
        "printed_at": paper_minute(teller.at),
        "window": window_label(teller.window) if teller.window else centre.name,
        "clerk.name": teller.name,
        "item.version": _version(item),
        "item.service_type": _field(item, "service_type"),
        "item.statutory_limit": limits[0],
        "item.promised_limit": limits[1],
        "item.fee": item.fee or "不收费",
        "item.result": item.result_document,
        "item.delivery": _field(item, "delivery_modes"),
        "item.visits": _field(item, "visits"),
        "item.proxy": _proxy(item),
        "item.place": place,
    } | {f"item.{name}": getattr(item, name) for name in _AS_THEY_ARE}


_AS_THEY_ARE = (
    "name", "code", "department", "accept_basis", "limit_note", "flow", "fee_standard",
)  # fmt: skip


def _limits_in(item: Item, chosen: Collection[str]) -> tuple[str, str]:
    """Return the statutory and the promised limit in these situations, as sheets write them."""
    statutory = limit_in(item.situations, chosen, statutory=True) or item.statutory_limit
    promised = limit_in(item.situations, chosen, statutory=False) or item.promised_limit
    return _limit(statutory), _limit(promised)


def _limit(limit: TimeLimit | None) -> str:
    if limit is None:
        return ""
    return limit.text if limit.count else "当场办结"


def _version(item: Item) -> str:
    begins = f"，自{paper_date(item.effective_from)}起施行" if item.effective_from else ""
    ends = f"，至{paper_date(item.effective_to)}止" if item.effective_to else ""
    return f"第{item.version}版{begins}{ends}"


def _proxy(item: Item) -> str:
    if item.proxyable is None:
        return ""
    if not item.proxyable:
        reason = f"：{item.in_person_reason}" if item.in_person_reason else ""
        return f"本人到场{reason}"
    scope = "、".join(item.proxy_scope)
    return f"可代办：{scope}" if scope else "可代办"


def _field(item: Item, name: str) -> str:
    return cell_of(_ITEM[name], field_value(item, name))


def _pairs(item: Item, group: Group) -> Iterator[Row]:
    for spec in ITEM_FIELDS:
        if spec.group is group and spec.name not in _INNER:
            value = _value(item, spec)
            if value:
                yield {"label": spec.label, "value": value}


def _value(item: Item, spec: FieldSpec) -> str:
    value = field_value(item, spec.name)
    if isinstance(value, TimeLimit):
        return _limit(value)
    if spec.name == "supplement_days" and value is not None:
        return f"{value}个工作日"
    return cell_of(spec, value)


def _material_row(material: Material) -> dict[str, str]:
    stated = material.form is not MaterialForm.UNSTATED
    return {
        "name": material.name,
        "need": cell_of(_MATERIAL["required"], material.required),
        "form": cell_of(_MATERIAL["form"], material.form) if stated else "",
        "copies": cell_of(_MATERIAL["copies"], material.copies),
        "source": cell_of(_MATERIAL["source"], material.source),
        "standard": _standard(material),
    }


def _standard(material: Material) -> str:
    lines = [material.standard, *material.review_points]
    if material.one_of:
        lines.append(f"“{material.one_of}”中交一份就行")
    return "；".join(line.rstrip("。；") for line in lines if line)


def _more(material: Material) -> str:
    parts = (
        (material.sample, f"样例：{material.sample}"),
        (material.page_format, material.page_format),
        (material.basis, f"依据：{material.basis}"),
        (material.tolerable, "可容缺"),
        (material.promisable, "可告知承诺"),
        (material.returned, "核验后退还"),
    )
    return "；".join(text for there, text in parts if there)


def _situation_row(situations: Sequence[Situation], one: Situation) -> Row:
    group = [other for other in situations if other.group == one.group] if one.group else [one]
    limits = (
        ("法定", one.statutory_limit),
        ("承诺", one.promised_limit),
    )
    return {
        "question": question_text(group),
        "label": one.label,
        "limits": "，".join(f"{name}{_limit(limit)}" for name, limit in limits if limit),
    }
