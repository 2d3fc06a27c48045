"""Holds the fields of a form against each other: what a rule names must be there and fit."""

from collections.abc import Iterator

from windowdesk.domain.errors import DomainError
from windowdesk.forms.cleaners import CLEANERS
from windowdesk.forms.context import NO_CONTEXT
from windowdesk.forms.copy_names import COPY_LABEL
from windowdesk.forms.form import CHOICE_KINDS, NUMBER_KINDS, FieldKind, FormField, FormSpec
from windowdesk.forms.rules import Compute, ComputeKind, RuleKind
from windowdesk.forms.toml_places import Path
from windowdesk.forms.toml_reader import Faults
from windowdesk.forms.when import When

_Told = Iterator[tuple[Path, str]]
_COMPUTE_FROM = {
    ComputeKind.AGE: (FieldKind.DATE, FieldKind.ID),
    ComputeKind.BIRTH: (FieldKind.ID,),
    ComputeKind.SEX: (FieldKind.ID,),
    ComputeKind.COUNT: (FieldKind.TABLE,),
    ComputeKind.QUOTIENT: tuple(NUMBER_KINDS),
}


def check_form(form: FormSpec, faults: Faults) -> None:
    """Add what contradicts itself."""
    for check in (_keys, _defaults, _whens, _computes, _rules, _copy_out):
        for path, text in check(form):
            faults.add(path, text)


def _keys(form: FormSpec) -> _Told:
    yield from _twice(form.fields, ("field",))
    for place, field in enumerate(form.fields):
        yield from _twice(field.columns, ("field", place, "column"))


def _twice(fields: tuple[FormField, ...], path: Path) -> _Told:
    keys = [field.key for field in fields]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield (*path, place, "key"), f"key 重了：{key}。改成不同的。"


def _defaults(form: FormSpec) -> _Told:
    for place, field in enumerate(form.fields):
        columns = [(("column", n), one) for n, one in enumerate(field.columns)]
        for more, one in [((), field), *columns]:
            if not one.default:
                continue
            path: Path = ("field", place, *more, "default")
            if one.kind is FieldKind.TABLE:
                yield path, f"“{one.label}”是表格，不能写 default。"
                continue
            try:
                CLEANERS[one.kind](one, one.default, NO_CONTEXT)
            except DomainError as error:
                yield path, f"“{one.label}”的 default 自己就填不进去：{error.text}"


def _whens(form: FormSpec) -> _Told:
    for place, field in enumerate(form.fields):
        before = {one.key: one for one in form.fields[:place]}
        others = {one.key: one for one in form.fields if one is not field}
        for name, when, known in (
            ("when", field.when, before),
            ("required_when", field.required_when, others),
        ):
            if when is not None and when.field:
                path: Path = ("field", place, name)
                yield from ((path, text) for text in _when_faults(field, name, when, known))


def _when_faults(
    field: FormField, name: str, when: When, known: dict[str, FormField]
) -> Iterator[str]:
    asked = known.get(when.field)
    if asked is None:
        where = "前面" if name == "when" else "别的字段里"
        yield f"“{field.label}”的 {name} 写了 {when.field}，{where}没有这个字段。"
        return
    if asked.kind not in CHOICE_KINDS:
        return
    for value in (*when.values, *when.other_than):
        if value not in asked.choices:
            options = "、".join(asked.choices)
            yield f"“{field.label}”的 {name} 写了“{value}”，“{asked.label}”里只有：{options}。"


def _computes(form: FormSpec) -> _Told:
    for place, field in enumerate(form.fields):
        if field.compute is None or field.compute.kind is ComputeKind.TODAY:
            continue
        for text in _compute_faults(form, field, field.compute):
            yield ("field", place, "compute"), f"“{field.label}”的 compute {text}"


def _compute_faults(form: FormSpec, field: FormField, compute: Compute) -> Iterator[str]:
    for name in compute.names:
        source = form.field(name.partition(".")[0])
        if source is None or source is field:
            yield f"写了 {name}，没有这个字段。"
        elif source.compute is not None and form.fields.index(source) > form.fields.index(field):
            yield f"用到 {name}，它自己也是算出来的，要写在前面。"
        elif compute.kind is ComputeKind.SUM:
            yield from _sum_faults(source, name)
        elif source.kind not in _COMPUTE_FROM[compute.kind]:
            kinds = "、".join(sorted(_COMPUTE_FROM[compute.kind]))
            yield f"用到 {name}，它的 kind 要是 {kinds}。"


def _sum_faults(source: FormField, name: str) -> Iterator[str]:
    column = next((c for c in source.columns if c.key == name.partition(".")[2]), None)
    if source.kind is not FieldKind.TABLE or column is None:
        yield f"写了 {name}，要写 表格.列，如 members.income。"
    elif column.kind not in NUMBER_KINDS:
        yield f"要加 {name}，这一列的 kind 要是 number 或 money。"


def _rules(form: FormSpec) -> _Told:
    for place, rule in enumerate(form.rules):
        path: Path = ("rule", place, rule.kind)
        unknown = [key for key in rule.keys if form.field(key) is None]
        if unknown:
            yield path, f"第 {place + 1} 个规则写了 {'、'.join(unknown)}，没有这个字段。"
            continue
        for text in _rule_faults(form, place):
            yield path, f"第 {place + 1} 个规则{text}"


def _rule_faults(form: FormSpec, place: int) -> Iterator[str]:
    rule = form.rules[place]
    source = form.field(rule.fields[0].partition(".")[0])
    total = form.field(rule.equals)
    if rule.kind is RuleKind.ORDER:
        for name in rule.fields:
            field = form.field(name)
            if field is not None and field.kind is not FieldKind.DATE:
                yield f"比先后，{name} 的 kind 要是 date。"
        return
    if rule.kind is RuleKind.AT_LEAST_ONE or source is None or total is None:
        return
    if total.kind not in NUMBER_KINDS:
        yield f"的合计 {rule.equals} 的 kind 要是 number 或 money。"
    if rule.kind is RuleKind.SUM:
        yield from _sum_faults(source, rule.fields[0])
    elif source.kind is not FieldKind.TABLE:
        yield f"数行数，{rule.fields[0]} 的 kind 要是 table。"


def _copy_out(form: FormSpec) -> _Told:
    known = {field.key for field in form.fields} | set(COPY_LABEL)
    for name in form.copy_out:
        if name not in known:
            yield ("copy_out",), f"copy_out 写了 {name}，没有这个字段。也可以写：{_names()}。"


def _names() -> str:
    return "、".join(COPY_LABEL)
