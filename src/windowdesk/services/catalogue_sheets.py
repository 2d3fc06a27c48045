"""The catalogue as sheets that people fill in: one row an item, one a material, and so on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from windowdesk.domain.item import Item
from windowdesk.domain.item_cells import words_of
from windowdesk.domain.item_fields import (
    ITEM_FIELDS,
    ITEM_KEY,
    PARTS,
    FieldKind,
    FieldSpec,
)
from windowdesk.domain.item_texts import texts_of
from windowdesk.services.spreadsheet_port import Sheet, sheet

ITEMS_SHEET = "事项"
EXPLAINED_SHEET = "说明"
NAME_HEAD = "事项名称"
_EXPLAINED_HEADS = ("表", "栏", "必填", "怎么写", "可写的词")
_KIND_HINT: Mapping[FieldKind, str] = {
    FieldKind.TRUTH: "不知道空着",
    FieldKind.NUMBER: "0 至 9999 的整数，不知道空着",
    FieldKind.WORDS: "几个词用顿号隔开",
    FieldKind.LINES: "一行一条，单元格里换行",
    FieldKind.DAY: "照 2026-03-02 的样子写",
}
_RULES = (
    ("", "第一行是栏名，不要改。栏可以少，少的栏不动原来的内容；空着的格子表示不知道或没有。"),
    ("", "几张表靠事项编号连在一起。材料、情形这些表里，一个事项要写全：写了的留下，没写的删去。"),
    ("", "整张表不放进来，那一部分就不动。合并的单元格先拆开。不写公式。"),
    ("", "编码、电话这些格子设成文本，免得丢掉前面的 0 和后面的位数。"),
    ("", "版本号、状态由发布的步骤定，写了也不读。导入只形成草稿，评估、批准、发布之后才生效。"),
)


def sheets_of(items: Iterable[Item]) -> tuple[Sheet, ...]:
    """Return the whole of ``items`` as sheets; without any, the empty ones to fill in."""
    texts = [(item, texts_of(item)) for item in items]
    heads = [spec.label for spec in ITEM_FIELDS]
    made = [
        _with_choices(
            sheet(ITEMS_SHEET, [heads, *([*t.fields.values()] for _item, t in texts)]),
            ITEM_FIELDS,
            0,
        )
    ]
    for part in PARTS:
        rows = [
            [item.item_id, item.name, *row.values()]
            for item, told in texts
            for row in told.parts[part.name]
        ]
        part_heads = [ITEM_KEY.label, NAME_HEAD, *(spec.label for spec in part.fields)]
        made.append(_with_choices(sheet(part.label, [part_heads, *rows]), part.fields, 2))
    return (*made, explained())


def explained() -> Sheet:
    """Return the sheet that tells how each column is written."""
    rows = [list(_EXPLAINED_HEADS)]
    rows += [["", head, "", text, ""] for head, text in _RULES]
    rows += [_explain(ITEMS_SHEET, spec) for spec in ITEM_FIELDS]
    for part in PARTS:
        rows.append(_explain(part.label, ITEM_KEY))
        rows += [_explain(part.label, spec) for spec in part.fields]
    return sheet(EXPLAINED_SHEET, rows)


def _explain(name: str, spec: FieldSpec) -> list[str]:
    how = "；".join(part for part in (spec.hint, _KIND_HINT.get(spec.kind, "")) if part)
    return [
        name,
        spec.label,
        "必填" if spec.required else "",
        "由发布的步骤定，不读" if spec.of_log else how,
        words_of(spec) if spec.choices else "、".join(spec.usual),
    ]


def _with_choices(made: Sheet, specs: Sequence[FieldSpec], first: int) -> Sheet:
    choices = tuple(
        (place, tuple(spec.choices.values()))
        for place, spec in enumerate(specs, start=first)
        if spec.choices is not None
    )
    return replace(made, choices=choices)
