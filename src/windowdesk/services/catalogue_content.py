"""Loads the catalogue of a first start: collected facts, plain words, the demo centre's share.

A blank field is unknown and stays unknown; 0 days is 即办. Facts that stand only in the demo file
are named in ``Item.provenance.demo_fields``, so that no real centre can publish them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import (
    CATEGORY_LABEL,
    LEVEL_LABEL,
    SERVICE_LABEL,
    ApplicantKind,
    ItemState,
    MaterialForm,
    MaterialSource,
)
from windowdesk.domain.item_parts import Material, Provenance, SpecialProcedure
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.situations import Situation
from windowdesk.services.content_files import read_rows
from windowdesk.services.content_table import ContentTable

_ITEMS, _MATERIALS = "catalogue/items.csv", "catalogue/materials.csv"
_WORDS, _DEMO = "catalogue/words.toml", "catalogue/demo.toml"
_UNITS = {
    "": LimitUnit.WORKDAY,
    "工作日": LimitUnit.WORKDAY,
    "自然日": LimitUnit.CALENDAR_DAY,
    "月": LimitUnit.MONTH,
}
_APPLICANTS = {
    "自然人": ApplicantKind.NATURAL,
    "法人": ApplicantKind.LEGAL,
    "both": ApplicantKind.BOTH,
}
_FORMS = {
    "原件": MaterialForm.ORIGINAL,
    "复印件": MaterialForm.COPY,
    "原件+复印件": MaterialForm.ORIGINAL_AND_COPY,
    "电子": MaterialForm.ELECTRONIC,
    "未载明": MaterialForm.UNSTATED,
}
_SOURCES = {
    "申请人自备": MaterialSource.APPLICANT,
    "政府核发": MaterialSource.GOVERNMENT,
    "其他": MaterialSource.OTHER,
}
_CATEGORIES = {label: code for code, label in CATEGORY_LABEL.items()}
_LEVELS = {label: code for code, label in LEVEL_LABEL.items()}
_SERVICES = {label: code for code, label in SERVICE_LABEL.items()}
_PROXYABLE = {"": None, "是": True, "否": False}
_REQUIRED = {"必要": True, "非必要": False}
_Built = TypeVar("_Built")
Row = Mapping[str, str]


def load_catalogue(assets: Assets, *, demo: bool) -> tuple[Item, ...]:
    """Return version 1 of every item; EnvironmentProblem names file and row that are off.

    Without ``demo`` all are proposed. With it, the items of the demo file are published with what
    that file adds.
    """
    items = _facts(assets)
    return _with_demo(items, assets.path("resources", _DEMO)) if demo else items


def _facts(assets: Assets) -> tuple[Item, ...]:
    words = ContentTable.read(assets.path("resources", _WORDS)).table("words")
    materials: dict[str, list[_Asked]] = defaultdict(list)
    for asked in _each(assets, _MATERIALS, _asked):
        materials[asked.item_code].append(asked)

    def item(row: Row) -> Item:
        return _item(row, materials.pop(row["item_code"], []), words.texts(row["name"]))

    items = tuple(_each(assets, _ITEMS, item))
    if materials:
        raise EnvironmentProblem(f"{_MATERIALS} 里的事项编码 {min(materials)} 在 {_ITEMS} 里没有。")
    return items


def _each(assets: Assets, name: str, build: Callable[[Row], _Built]) -> Iterator[_Built]:
    for line, row in enumerate(read_rows(assets.path("resources", name)), start=2):
        try:
            yield build(row)
        except KeyError as problem:
            raise EnvironmentProblem(f"{name} 缺一列：{problem.args[0]}。") from problem
        except (ValueError, DomainError) as problem:
            raise EnvironmentProblem(f"{name} 第 {line} 行：{problem}") from problem


@dataclass(frozen=True)
class _Asked:
    """A row of the material list: the material and the situation that it hangs on."""

    item_code: str
    material: Material
    condition: str


def _item(row: Row, asked: Sequence[_Asked], words: tuple[str, ...]) -> Item:
    unit = _choose(_UNITS, row["unit"])
    labels = {one.material.condition: one.condition for one in asked if one.condition}
    return Item(
        item_id=row["item_code"],
        version=1,
        code=row["item_code"],
        name=row["name"],
        category=_choose(_CATEGORIES, row["category"]),
        department=row["department"],
        decided_level=_choose(_LEVELS, row["decided_at"]),
        service_type=_choose(_SERVICES, row["service_type"]),
        applicant_kind=_choose(_APPLICANTS, row["applicant_kind"]),
        statutory_limit=_days(_number(row["statutory_days"]), unit),
        promised_limit=_days(_number(row["promised_days"]), unit),
        proxyable=_choose(_PROXYABLE, row["proxyable"]),
        fee=row["fee"],
        result_document=row["result_document"],
        situations=tuple(Situation(code, label) for code, label in labels.items()),
        materials=tuple(one.material for one in asked),
        plain_words=words,
        provenance=Provenance(
            source_tier=row["source_tier"],
            limit_basis=row["limit_basis"],
            derived_fields=tuple(filter(None, row["derived_fields"].split(";"))),
        ),
    )


def _asked(row: Row) -> _Asked:
    if bool(row["situation_code"]) != bool(row["condition"]):
        raise ValueError("situation_code 和 condition 要么都写，要么都空。")
    material = Material(
        code=row["material_code"],
        name=row["material_name"],
        required=_choose(_REQUIRED, row["required"]),
        form=_choose(_FORMS, row["form"]),
        copies=_number(row["copies"]),
        source=_choose(_SOURCES, row["source"]),
        condition=row["situation_code"],
    )
    return _Asked(row["item_code"], material, row["condition"])


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"“{text}”应写整数，不知道就空着。")
    return int(text)


def _days(count: int | None, unit: LimitUnit) -> TimeLimit | None:
    return None if count is None else TimeLimit(count, unit)


def _choose(choices: Mapping[str, _Built], text: str) -> _Built:
    if text in choices:
        return choices[text]
    known = "、".join(choice or "（空）" for choice in choices)
    raise ValueError(f"没有“{text}”，可写：{known}。")


def _with_demo(items: tuple[Item, ...], path: Path) -> tuple[Item, ...]:
    demo = ContentTable.read(path)
    effective_from = demo.day("effective_from")
    defaults, additions = demo.table("defaults"), demo.table("item")
    unknown = additions.keys - {item.name for item in items}
    if unknown:
        raise EnvironmentProblem(f"{path} 写了事项库里没有的事项：{min(unknown)}。名称要一字不差。")
    return tuple(
        _published(item, additions.table(item.name), defaults, effective_from)
        if item.name in additions.keys
        else item
        for item in items
    )


def _published(item: Item, added: ContentTable, defaults: ContentTable, on: date) -> Item:
    other = item.statutory_limit or item.promised_limit
    unit = other.unit if other else LimitUnit.WORKDAY
    by_category = defaults.table("accept_basis_of").text(CATEGORY_LABEL[item.category])
    situations = _grouped(item.situations, added)
    filled = replace(
        item,
        statutory_limit=item.statutory_limit or _days(added.number("statutory_days"), unit),
        promised_limit=item.promised_limit or _days(added.number("promised_days"), unit),
        accept_basis=item.accept_basis or by_category or defaults.text("accept_basis"),
        fee=item.fee or added.text("fee") or defaults.text("fee"),
        result_document=item.result_document
        or added.text("result_document")
        or defaults.text("result_document"),
        short_name=item.short_name or added.text("short_name"),
        form_code=item.form_code or added.text("form"),
        proxyable=added.truth("proxyable") if item.proxyable is None else item.proxyable,
        tolerable=True if added.texts("late") else item.tolerable,
        situations=situations,
        materials=_reviewed(item.materials, situations, added),
        special_procedures=item.special_procedures or _procedures(added),
        joint_organs=item.joint_organs or added.texts("joint"),
    )
    by_hand = tuple(
        field.name
        for field in fields(item)
        if getattr(item, field.name) != getattr(filled, field.name)
    )
    return replace(
        filled,
        state=ItemState.PUBLISHED,
        effective_from=on,
        provenance=replace(item.provenance, demo_fields=by_hand),
    )


def _grouped(situations: tuple[Situation, ...], added: ContentTable) -> tuple[Situation, ...]:
    groups, further = added.table("groups"), added.table("situations")
    group_of = {label: group for group in groups.in_order() for label in groups.texts(group)}
    found = [replace(one, group=group_of.get(one.label, one.group)) for one in situations]
    for group in further.in_order():
        for label in further.texts(group):
            found.append(Situation(f"S{len(found) + 1:02d}", label, group))
    return tuple(found)


def _procedures(added: ContentTable) -> tuple[SpecialProcedure, ...]:
    """Return the special procedures by name, each with what allows it and at most how long."""
    bases, longest = added.table("procedures"), added.table("procedure_days")
    return tuple(
        SpecialProcedure(name, bases.text(name), _days(longest.number(name), LimitUnit.WORKDAY))
        for name in bases.in_order()
    )


def _reviewed(
    materials: tuple[Material, ...], situations: tuple[Situation, ...], added: ContentTable
) -> tuple[Material, ...]:
    points, conditions = added.table("points"), added.table("conditions")
    late, promised = frozenset(added.texts("late")), frozenset(added.texts("promised"))
    named = points.keys | conditions.keys | late | promised
    unknown = named - {material.name for material in materials}
    if unknown:
        raise EnvironmentProblem(f"{added.path} 写了清单里没有的材料：{min(unknown)}。")
    codes = {situation.label: situation.code for situation in situations}
    return tuple(
        replace(
            one,
            review_points=points.texts(one.name),
            condition=codes.get(conditions.text(one.name), one.condition),
            tolerable=one.name in late if late else one.tolerable,
            promisable=one.name in promised if promised else one.promisable,
        )
        for one in materials
    )
