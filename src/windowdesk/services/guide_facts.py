"""What a 办事指南 says of an item: finished texts, nothing that the item does not hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.centre import Centre, window_label
from windowdesk.domain.conditions import Way, parse_condition
from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.item import Item
from windowdesk.domain.item_fields import ITEM_FIELDS, Group
from windowdesk.domain.item_kinds import (
    FORM_LABEL,
    SERVICE_LABEL,
    SOURCE_LABEL,
    ItemState,
    MaterialForm,
)
from windowdesk.domain.item_parts import Material
from windowdesk.domain.item_texts import texts_of
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.local_time import paper_date, paper_minute
from windowdesk.domain.situations import Situation
from windowdesk.services.sheet_facts import GUIDE

_GROUPS: Mapping[str, Group] = {
    group.value: group
    for group in (
        Group.IDENTITY,
        Group.POWER,
        Group.TIME,
        Group.PROCESS,
        Group.MONEY,
        Group.RESULT,
        Group.SERVICE,
    )
}
# What only the staff needs: identities of ours, words for the search, names of files.
_NOT_TOLD = frozenset(
    ("item_id", "plain_words", "version", "state", "effective_from", "effective_to", "form_code")
)

_UNITS: Mapping[str, str] = {
    "supplement_days": "个工作日",
    "gap_days": "个工作日",
    "check_days": "个工作日",
    "visits": "次",
}


@dataclass(frozen=True)
class Printing:
    """When, where and by whom a guide is printed; ``window`` has two digits or is ""."""

    at: datetime
    window: str
    clerk: str


def guide_facts(item: Item, centre: Centre, printing: Printing | None = None) -> PaperFacts:
    """Return every word of the guide; what the item does not say stays empty."""
    texts = texts_of(item).fields
    rows: dict[str, tuple[Row, ...]] = {
        name: tuple(_pairs(texts, group)) for name, group in _GROUPS.items()
    }
    rows["procedures"] = tuple(
        {"name": one.name, "basis": one.basis, "longest": limit_words(one.longest)}
        for one in item.special_procedures
    )
    rows["situations"] = tuple(_situation(one) for one in item.situations)
    rows["materials"] = tuple(_material(one, item) for one in item.materials)
    rows["questions"] = tuple(
        {"question": one.question, "answer": one.answer} for one in item.questions
    )
    told = {fact.name: "" for fact in GUIDE.facts}
    told |= {**_house(centre, printing), **_item(item, texts, centre)}
    return PaperFacts.of(told, rows)


def _house(centre: Centre, printing: Printing | None) -> Mapping[str, str]:
    return {
        "printed_at": paper_minute(printing.at) if printing else "",
        "window": window_label(printing.window) if printing and printing.window else "",
        "clerk.name": printing.clerk if printing else "",
        "centre.name": centre.name,
        "centre.address": centre.address,
        "centre.phone": centre.phone,
        "centre.complaint_phone": centre.complaint_phone,
        "centre.hours": centre.service_hours or centre.pickup_hours,
    }


def _item(item: Item, texts: Mapping[str, str], centre: Centre) -> Mapping[str, str]:
    return {
        "item.name": item.name,
        "item.code": item.code,
        "item.version": _version(item),
        "item.department": item.department,
        "item.service_type": SERVICE_LABEL[item.service_type],
        "item.accept_basis": item.accept_basis,
        "item.statutory_limit": limit_words(item.statutory_limit),
        "item.promised_limit": limit_words(item.promised_limit),
        "item.limit_note": item.limit_note,
        "item.flow": item.flow,
        "item.fee": item.fee,
        "item.fee_standard": item.fee_standard,
        "item.result": item.result_document,
        "item.delivery": texts["delivery_modes"],
        "item.visits": texts["visits"],
        "item.proxy": _proxy(item),
        "item.place": item.place_and_hours or f"{centre.name}，{centre.address}",
    }


def _version(item: Item) -> str:
    if item.state is not ItemState.PUBLISHED or item.effective_from is None:
        return "没有发布，只供校对"
    return f"第{item.version}版，自{paper_date(item.effective_from)}起施行"


def _proxy(item: Item) -> str:
    if item.proxyable is None:
        return ""
    if not item.proxyable:
        return f"本人到场：{item.in_person_reason}" if item.in_person_reason else "不可代办"
    return f"可代办：{'、'.join(item.proxy_scope)}" if item.proxy_scope else "可代办"


def _pairs(texts: Mapping[str, str], group: Group) -> Iterator[Row]:
    for spec in ITEM_FIELDS:
        if spec.group is group and spec.name not in _NOT_TOLD and texts[spec.name]:
            yield {"label": spec.label, "value": texts[spec.name] + _UNITS.get(spec.name, "")}


def _situation(one: Situation) -> Row:
    limits = (("法定", one.statutory_limit), ("承诺", one.promised_limit))
    told = "，".join(f"{label}{limit_words(limit)}" for label, limit in limits if limit)
    return {"question": one.question or one.group, "label": one.label, "limits": told}


def _material(one: Material, item: Item) -> Row:
    return {
        "name": one.name,
        "need": "必要" if one.required else "非必要",
        "form": "" if one.form is MaterialForm.UNSTATED else FORM_LABEL[one.form],
        "copies": "" if one.copies is None else str(one.copies),
        "source": SOURCE_LABEL[one.source],
        "standard": "；".join(_standard(one)),
        "when": _when(one, item),
        "more": "；".join(_more(one)),
    }


def _standard(one: Material) -> Iterator[str]:
    for line in (one.standard, *one.review_points):
        if line.strip():
            yield line.rstrip("。；")
    if one.one_of:
        yield f"“{one.one_of}”交一份就行"


def _when(one: Material, item: Item) -> str:
    """Say a condition in words: 原址翻建，或者异址新建；没有另外住处."""
    if not one.condition:
        return "都要"
    try:
        ways = parse_condition(one.condition).ways
    except DomainError:
        return one.condition  # a draft may still hold a condition that cannot be read
    return "，或者".join(_way(way, item) for way in ways)


def _way(way: Way, item: Item) -> str:
    wanted = [s.label for s in item.situations if s.code in way.wanted]
    barred = [f"不是{s.label}" for s in item.situations if s.code in way.barred]
    return "，并且".join([*wanted, *barred])


def _more(one: Material) -> Iterator[str]:
    for text, label in (
        (one.sample, "样例："),
        (one.page_format, ""),
        (one.basis, "依据："),
        ("可容缺" if one.tolerable else "", ""),
        ("可告知承诺" if one.promisable else "", ""),
        ("用后退还" if one.returned else "", ""),
    ):
        if text:
            yield f"{label}{text}"


def limit_words(limit: TimeLimit | None) -> str:
    """Return a limit as sheets say it; "" where it is unknown."""
    if limit is None:
        return ""
    return limit.text if limit.count else "当场办结"
