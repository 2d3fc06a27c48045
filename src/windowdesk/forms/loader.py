"""Reads a form file: every fault with its line and what to write, or the form."""

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

from windowdesk.domain.conditions import parse_condition
from windowdesk.domain.identity import IdKind
from windowdesk.domain.party import PartyKind
from windowdesk.forms.cross_check import check_form
from windowdesk.forms.file_text import FileFaulty, file_text
from windowdesk.forms.form import (
    CHOICE_KINDS,
    NUMBER_KINDS,
    SIMPLE_KINDS,
    DivisionLevel,
    FieldKind,
    FormField,
    FormSpec,
)
from windowdesk.forms.known import PREFILL_LABEL
from windowdesk.forms.rules import Compute, ComputeKind, Rule, RuleKind
from windowdesk.forms.toml_reader import Faults, TableReader, parse_toml
from windowdesk.forms.when import When

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ENDING = re.compile(r"[a-z0-9]{2,5}")
_LONGEST_LABEL = 40
_LONGEST = 2000
_MOST_FIELDS = 120
_MOST_COLUMNS = 8
_MOST_ROWS = 100
_PAIR = 2
_TEXT_KINDS = frozenset((FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ADDRESS))


class FormFaulty(FileFaulty):
    """A form file is of no use."""

    kind = "表单文件"


def load_form(path: Path) -> FormSpec:
    """Read a form file; FormFaulty names file, line and what to write."""
    return read_form(path.name, file_text(path, FormFaulty, "看内容文件夹 forms 里有没有它。"))


def read_form(file: str, text: str) -> FormSpec:
    """Read the text of a form file; FormFaulty names every fault."""
    plain, faults = parse_toml(file, text)
    if faults.found:
        raise FormFaulty(tuple(faults.found))
    spec = _form(file, plain, faults)
    if not faults.found:
        check_form(spec, faults)
    if faults.found:
        raise FormFaulty(tuple(sorted(faults.found, key=lambda one: one.line)))
    return spec


def _form(file: str, plain: Mapping[str, object], faults: Faults) -> FormSpec:
    reader = TableReader(plain, (), faults, "表单")
    title = reader.text("title", "表单的名称")
    fields = reader.tables("field", "第 {} 个字段")
    rules = reader.tables("rule", "第 {} 个规则")
    copy_out = reader.texts("copy_out", "一列字段名") if reader.has("copy_out") else ()
    reader.ask_nothing_of("copy_out")
    reader.finish()
    if not fields:
        faults.add(("field",), "没有字段。至少写一节 [[field]]。")
    if len(fields) > _MOST_FIELDS:
        faults.add(("field",), f"有 {len(fields)} 个字段，太多。最多 {_MOST_FIELDS} 个。")
    return FormSpec(
        code=file.removesuffix(".toml"),
        title=title,
        fields=tuple(_field(one, tuple(FieldKind)) for one in fields[:_MOST_FIELDS]),
        rules=tuple(rule for one in rules if (rule := _rule(one)) is not None),
        copy_out=copy_out,
    )


def _field(reader: TableReader, kinds: Collection[FieldKind]) -> FormField:
    key = _field_key(reader)
    kind = reader.choice("kind", FieldKind, needed=True) or FieldKind.TEXT
    if kind not in kinds:
        reader.fault("kind", f"的 kind 不能是 {kind}。表格的列能用：{'、'.join(sorted(kinds))}。")
    has_choices = kind in CHOICE_KINDS
    choices = reader.texts("choices", "一列选项") if has_choices else ()
    if has_choices and not choices:
        reader.fault("choices", "是选择，缺 choices。写上一列选项。")
    required = reader.flag("required")
    column = len(kinds) < len(FieldKind)
    field = FormField(
        key=key,
        label=_label(reader),
        kind=kind,
        required=required,
        choices=choices,
        prefill="" if column else _prefill(reader),
        hint=reader.text("hint", "一句提示"),
        longest=_longest(reader, kind),
        digits=_digits(reader, kind),
        when=None if column else _when(reader, "when"),
        required_when=None if column else _when(reader, "required_when"),
        default=reader.text("default", "先填的内容"),
        compute=None if column else _compute(reader),
        **_of_numbers(reader, kind),
        **_of_kind(reader, kind),
    )
    reader.finish()
    return field


def _field_key(reader: TableReader) -> str:
    key = reader.text("key", "一个英文名", needed=True)
    if key and not _KEY.fullmatch(key):
        reader.fault("key", "的 key 写得不对。用小写英文字母、数字和下划线，字母开头，最多 40 个。")
    if key:
        reader.name = f"{reader.name}（{key}）"
    return key


def _label(reader: TableReader) -> str:
    label = reader.text("label", "中文标签", needed=True)
    if len(label) > _LONGEST_LABEL:
        reader.fault("label", f"的 label 最多 {_LONGEST_LABEL} 个字。多的写进 hint。")
    return label


def _prefill(reader: TableReader) -> str:
    text = reader.text("prefill", f"{'、'.join(PREFILL_LABEL)} 之一")
    if text and text not in PREFILL_LABEL:
        reader.fault("prefill", f"的 prefill 写得不对。要写{'、'.join(PREFILL_LABEL)} 之一。")
        return ""
    return text


def _longest(reader: TableReader, kind: FieldKind) -> int:
    if kind not in _TEXT_KINDS or not reader.has("longest"):
        return 0
    return reader.count("longest", least=1, most=_LONGEST, usual=0)


def _digits(reader: TableReader, kind: FieldKind) -> int:
    if kind is not FieldKind.TEXT or not reader.has("digits"):
        return 0
    return reader.count("digits", least=1, most=60, usual=0)


class _NumberParts(TypedDict):
    least: Decimal | None
    most: Decimal | None


class _KindParts(TypedDict, total=False):
    not_future: bool
    id_kind: IdKind | None
    down_to: DivisionLevel
    columns: tuple[FormField, ...]
    min_rows: int
    max_rows: int
    most_files: int
    endings: tuple[str, ...]


def _of_numbers(reader: TableReader, kind: FieldKind) -> _NumberParts:
    if kind not in NUMBER_KINDS:
        return {"least": None, "most": None}
    least, most = reader.number("least"), reader.number("most")
    if least is not None and most is not None and least > most:
        reader.fault("most", "的 most 比 least 小。改成不小于它的数。")
    return {"least": least, "most": most}


def _of_kind(reader: TableReader, kind: FieldKind) -> _KindParts:
    """Return what only one kind of field has."""
    read = _KIND_READERS.get(kind)
    return read(reader) if read is not None else {}


def _of_date(reader: TableReader) -> _KindParts:
    return {"not_future": reader.flag("not_future")}


def _of_id(reader: TableReader) -> _KindParts:
    return {"id_kind": reader.choice("id_kind", IdKind)}


def _of_address(reader: TableReader) -> _KindParts:
    return {"down_to": reader.choice("down_to", DivisionLevel) or DivisionLevel.VILLAGE}


def _of_table(reader: TableReader) -> _KindParts:
    columns = tuple(
        _field(one, SIMPLE_KINDS) for one in reader.tables("column", f"{reader.name}的第 {{}} 列")
    )
    if not columns:
        reader.fault("column", "是表格，没有列。至少写一节 [[field.column]]。")
    if len(columns) > _MOST_COLUMNS:
        reader.fault("column", f"有 {len(columns)} 列，屏上放不下。最多 {_MOST_COLUMNS} 列。")
    least = reader.count("min_rows", least=0, most=_MOST_ROWS, usual=0)
    most = reader.count("max_rows", least=1, most=_MOST_ROWS, usual=max(20, least))
    if least > most:
        reader.fault("max_rows", "的 max_rows 比 min_rows 小。改成不小于它的数。")
    return {"columns": columns, "min_rows": least, "max_rows": most}


def _of_attachment(reader: TableReader) -> _KindParts:
    endings = (
        reader.texts("endings", '一列后缀，如 ["pdf", "jpg"]') if reader.has("endings") else ()
    )
    reader.ask_nothing_of("endings")
    if any(not _ENDING.fullmatch(ending) for ending in endings):
        reader.fault("endings", "的 endings 写得不对。只写小写后缀，不带点，如 pdf。")
    return {"most_files": reader.count("most_files", least=1, most=20, usual=1), "endings": endings}


_KIND_READERS: Mapping[FieldKind, Callable[[TableReader], _KindParts]] = {
    FieldKind.DATE: _of_date,
    FieldKind.ID: _of_id,
    FieldKind.ADDRESS: _of_address,
    FieldKind.TABLE: _of_table,
    FieldKind.ATTACHMENT: _of_attachment,
}


def _when(reader: TableReader, key: str) -> When | None:
    table = reader.table(key, f"{reader.name}的 {key} ")
    if table is None:
        return None
    values = table.text_or_texts("is", "一个选项，或一列选项") if table.has("is") else ()
    others = table.text_or_texts("is_not", "一个选项，或一列选项") if table.has("is_not") else ()
    table.ask_nothing_of("is", "is_not")
    when = When(
        field=table.text("field", "前面一个字段的 key"),
        values=values,
        other_than=others,
        filled=table.truth("filled"),
        situation=table.text("situation", "情形编码"),
        applicant=table.choice("applicant", PartyKind),
        agent=table.truth("agent"),
    )
    table.parsed("situation", "情形编码", parse_condition)
    table.finish()
    ways = sum((bool(values), bool(others), when.filled is not None))
    if when.field and ways != 1:
        table.fault("field", "要和 is、is_not、filled 里的一个一起写。")
    if not when.field and ways:
        table.fault("field", "缺 field。写前面一个字段的 key。")
    if when == When():
        table.fault("field", "是空的。写 field、situation、applicant、agent 里的至少一个。")
    return when


def _compute(reader: TableReader) -> Compute | None:
    table = reader.table("compute", f"{reader.name}的 compute ")
    if table is None:
        return None
    names = {kind: _compute_names(table, kind) for kind in ComputeKind}
    table.finish()
    written = [kind for kind in ComputeKind if table.has(kind)]
    if len(written) != 1:
        table.fault("", f"要写 {'、'.join(ComputeKind)} 里的一个。")
        return None
    return Compute(written[0], names[written[0]])


def _compute_names(table: TableReader, kind: ComputeKind) -> tuple[str, ...]:
    if not table.has(kind):
        table.ask_nothing_of(kind)
        return ()
    if kind is ComputeKind.TODAY:
        if not table.flag(kind):
            table.fault(kind, "的 today 只能写 true。")
        return ()
    if kind is ComputeKind.QUOTIENT:
        names = table.texts(kind, "两个字段的 key，前一个除以后一个")
        if len(names) != _PAIR:
            table.fault(kind, "的 quotient 要写两个字段的 key，前一个除以后一个。")
        return names
    return (table.text(kind, "一个字段的 key", needed=True),)


def _rule(reader: TableReader) -> Rule | None:
    written = [kind for kind in RuleKind if reader.has(kind)]
    say = reader.text("say", "一句话：哪里不对，怎么改")
    equals = reader.text("equals", "一个字段的 key") if reader.has("equals") else ""
    reader.ask_nothing_of(*RuleKind, "equals")
    if len(written) != 1:
        reader.finish()
        reader.fault("", f"要写 {'、'.join(RuleKind)} 里的一个。")
        return None
    kind = written[0]
    names = _rule_names(reader, kind)
    reader.finish()
    needs_total = kind in {RuleKind.SUM, RuleKind.COUNT}
    if needs_total and not equals:
        reader.fault("equals", "缺 equals。写合计所在字段的 key。")
    if not needs_total and equals:
        reader.fault("equals", f"里 {kind} 用不上 equals。删去。")
    return Rule(kind, names, equals, say)


def _rule_names(reader: TableReader, kind: RuleKind) -> tuple[str, ...]:
    if kind in {RuleKind.SUM, RuleKind.COUNT}:
        wanted = "表格.列，如 members.income" if kind is RuleKind.SUM else "表格的 key"
        return (reader.text(kind, wanted, needed=True),)
    names = reader.texts(kind, "至少两个字段的 key")
    if len(names) < _PAIR:
        reader.fault(kind, f"的 {kind} 至少写两个字段的 key。")
    return names
