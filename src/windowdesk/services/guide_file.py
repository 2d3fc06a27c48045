"""A service guide as a TOML file: one item of the catalogue with situations and materials.

Keys are the names of ``domain/item_fields.py``, values what people write into the sheets. The
examples in ``resources/examples/guides`` are written so.
"""

from collections.abc import Mapping
from pathlib import Path

from windowdesk.domain.item import Item
from windowdesk.domain.item_fields import ITEM_FIELDS, PARTS, FieldSpec
from windowdesk.domain.item_rules import check_item_rules
from windowdesk.domain.item_texts import ItemFaulty, ItemTexts, read_item
from windowdesk.forms.file_text import FileFaulty, file_text
from windowdesk.forms.toml_places import Path as TomlPath
from windowdesk.forms.toml_reader import Faults, parse_toml


class GuideFaulty(FileFaulty):
    """A guide is of no use."""

    kind = "指南文件"


def load_guide(path: Path) -> Item:
    """Read a guide file; GuideFaulty names every fault with its line."""
    return read_guide(path.name, file_text(path, GuideFaulty, "核对文件的位置。"))


def read_guide(file: str, text: str) -> Item:
    """Read the text of a guide; GuideFaulty names every fault."""
    plain, faults = parse_toml(file, text)
    item = None if faults.found else _item(plain, faults)
    if item is not None and not faults.found:
        for sentence in check_item_rules(item):
            faults.add(_place_of(item, sentence), sentence)
    if item is None or faults.found:
        raise GuideFaulty(tuple(sorted(faults.found, key=lambda one: one.line)))
    return item


def _item(plain: Mapping[str, object], faults: Faults) -> Item | None:
    parts = {part.name for part in PARTS}
    specs = {spec.name: spec for spec in ITEM_FIELDS}
    head = {key: value for key, value in plain.items() if key not in parts}
    fields = {"code": ""} | _texts(head, specs, (), faults)
    rows: dict[str, list[Mapping[str, str]]] = {}
    for part in PARTS:
        many = plain.get(part.name, [])
        rows[part.name] = []
        if not isinstance(many, list):
            faults.add((part.name,), f"{part.label}要写成一节一节的 [[{part.name}]]。")
            continue
        inside = {spec.name: spec for spec in part.fields}
        for place, row in enumerate(many):
            path: TomlPath = (part.name, place)
            if isinstance(row, dict):
                rows[part.name].append(_texts(row, inside, path, faults))
            else:
                faults.add(path, f"{part.label}要写成一节一节的 [[{part.name}]]。")
    try:
        return read_item(ItemTexts(fields, rows))
    except ItemFaulty as error:
        for fault in error.faults:
            inner: TomlPath = (fault.part, fault.row) if fault.part else ()
            told = f"{fault.spec.label}（{fault.spec.name}）：{fault.fault.text}"
            faults.add((*inner, fault.spec.name), told)
    return None


def _texts(
    values: Mapping[str, object], specs: Mapping[str, FieldSpec], path: TomlPath, faults: Faults
) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in values.items():
        spec = specs.get(key)
        if spec is None or spec.of_log:
            known = "、".join(name for name, one in specs.items() if not one.of_log)
            faults.add((*path, key), f"不认得“{key}”。能写的是：{known}。")
            continue
        text = _text(value)
        if text is None:
            faults.add((*path, key), f"{spec.label}（{key}）要写文字、整数或一列文字。")
        else:
            texts[key] = text
    return texts


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return None


def _place_of(item: Item, sentence: str) -> TomlPath:
    """Return the table of the situation or material that a sentence names."""
    for place, material in enumerate(item.materials):
        if f"“{material.name}”" in sentence:
            return ("materials", place)
    for place, situation in enumerate(item.situations):
        if f"“{situation.label}”" in sentence or f"“{situation.group}”" in sentence:
            return ("situations", place)
    return ()
