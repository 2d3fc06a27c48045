"""Rules across the fields of a form, and defaults that follow from other answers.

Rules are data: what each kind checks and how it is told stands here once, for every form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise

from windowdesk.domain.identity import SEX_LABEL, IdKind, IdNumber, IdVerdict, check_id
from windowdesk.domain.text import half_width
from windowdesk.forms.dates import read_day
from windowdesk.forms.lists import read_rows

LabelOf = Callable[[str], str]
_CENT = Decimal("0.01")
_PAIR = 2


class RuleKind(StrEnum):
    """What a rule compares."""

    ORDER = "order"
    SUM = "sum"
    COUNT = "count"
    AT_LEAST_ONE = "at_least_one"


@dataclass(frozen=True)
class Rule:
    """A rule between fields; ``equals`` is the field that a sum or count must give.

    ``fields`` are keys, of a sum the one name ``table.column``. ``say`` replaces the sentence that
    is made.
    """

    kind: RuleKind
    fields: tuple[str, ...]
    equals: str = ""
    say: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that it looks at."""
        return tuple(name.partition(".")[0] for name in (*self.fields, self.equals) if name)

    @property
    def place(self) -> str:
        """The field where a fault is shown."""
        return self.keys[-1] if self.kind is not RuleKind.AT_LEAST_ONE else self.keys[0]

    def sentence(self, label_of: LabelOf) -> str:
        """Return the rule in Chinese."""
        if self.say:
            return self.say
        labels = [f"“{label_of(name)}”" for name in self.fields]
        if self.kind is RuleKind.ORDER:
            return f"{'、'.join(labels)}要一个不早于一个。"
        if self.kind is RuleKind.AT_LEAST_ONE:
            return f"{'、'.join(labels)}至少填一项。"
        total, table = label_of(self.equals), label_of(self.fields[0].partition(".")[0])
        if self.kind is RuleKind.COUNT:
            return f"“{total}”要等于“{table}”的行数。"
        return f"“{table}”里{labels[0]}的合计要等于“{total}”。"

    def fault(self, answers: Mapping[str, str], label_of: LabelOf) -> str:
        """Return what is wrong with clean ``answers``, "" if nothing is; empty ones pass."""
        return _FAULTS[self.kind](self, answers, label_of)


class ComputeKind(StrEnum):
    """How a default is found."""

    TODAY = "today"
    AGE = "age"
    BIRTH = "birth"
    SEX = "sex"
    SUM = "sum"
    COUNT = "count"
    QUOTIENT = "quotient"


@dataclass(frozen=True)
class Compute:
    """A default from other answers: ``names`` are keys, of a sum the one name ``table.column``."""

    kind: ComputeKind
    names: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that it looks at."""
        return tuple(name.partition(".")[0] for name in self.names)

    def sentence(self, label_of: LabelOf) -> str:
        """Return it in words that follow the name of the field."""
        labels = [f"“{label_of(name)}”" for name in self.names]
        table = f"“{label_of(self.keys[0])}”" if self.names else ""
        return {
            ComputeKind.TODAY: "先写当天",
            ComputeKind.AGE: f"照{table}算周岁",
            ComputeKind.BIRTH: f"照{table}写出生日期",
            ComputeKind.SEX: f"照{table}写性别",
            ComputeKind.SUM: f"先写{table}里{labels[0] if labels else ''}的合计",
            ComputeKind.COUNT: f"先写{table}的行数",
            ComputeKind.QUOTIENT: f"先写{'除以'.join(labels)}",
        }[self.kind]

    def value(self, answers: Mapping[str, str], today: date | None) -> str:
        """Return the default, "" while what it needs is not there."""
        if self.kind is ComputeKind.TODAY:
            return today.isoformat() if today else ""
        return _COMPUTED[self.kind](self, answers, today)


def column_values(answer: str, column: str) -> tuple[str, ...]:
    """Return what stands in a column of a table's answer, without the empty cells."""
    return tuple(text for row in read_rows(answer) or () if (text := row.get(column, "").strip()))


def _as_number(text: str) -> Decimal | None:
    try:
        number = Decimal(half_width(text).strip().replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _total(name: str, answers: Mapping[str, str]) -> Decimal | None:
    table, _, column = name.partition(".")
    numbers = [_as_number(text) for text in column_values(answers.get(table, ""), column)]
    if not numbers or any(number is None for number in numbers):
        return None
    return sum((number for number in numbers if number is not None), Decimal(0))


def _plain(number: Decimal) -> str:
    return f"{number.quantize(_CENT):.2f}" if number != int(number) else str(int(number))


def _order_fault(rule: Rule, answers: Mapping[str, str], label_of: LabelOf) -> str:
    told = [(name, answers.get(name, "")) for name in rule.fields if answers.get(name)]
    for (earlier, first), (later, second) in pairwise(told):
        if first > second:
            return rule.say or f"“{label_of(later)}”早于“{label_of(earlier)}”。看看哪个写错了。"
    return ""


def _sum_fault(rule: Rule, answers: Mapping[str, str], label_of: LabelOf) -> str:
    wanted, total = _as_number(answers.get(rule.equals, "")), _total(rule.fields[0], answers)
    if wanted is None or total is None or wanted == total:
        return ""
    column = label_of(rule.fields[0])
    told = f"表里“{column}”合计 {_plain(total)}，这里是 {_plain(wanted)}。核对哪边写错了。"
    return rule.say or told


def _count_fault(rule: Rule, answers: Mapping[str, str], label_of: LabelOf) -> str:
    wanted = _as_number(answers.get(rule.equals, ""))
    rows = len(read_rows(answers.get(rule.fields[0], "")) or ())
    if wanted is None or wanted == rows:
        return ""
    table = label_of(rule.fields[0])
    return rule.say or f"“{table}”有 {rows} 行，这里是 {_plain(wanted)}。核对哪边写错了。"


def _none_fault(rule: Rule, answers: Mapping[str, str], label_of: LabelOf) -> str:
    if any(answers.get(name) for name in rule.fields):
        return ""
    return rule.sentence(label_of)


_FAULTS: Mapping[RuleKind, Callable[[Rule, Mapping[str, str], LabelOf], str]] = {
    RuleKind.ORDER: _order_fault,
    RuleKind.SUM: _sum_fault,
    RuleKind.COUNT: _count_fault,
    RuleKind.AT_LEAST_ONE: _none_fault,
}


def _identity(text: str) -> IdNumber | None:
    found = check_id(IdKind.RESIDENT, text, date.max)
    return None if found.verdict is IdVerdict.INVALID else found.value


def _birth(rule: Compute, answers: Mapping[str, str], _today: date | None) -> str:
    number = _identity(answers.get(rule.names[0], ""))
    return number.birth_on.isoformat() if number and number.birth_on else ""


def _sex(rule: Compute, answers: Mapping[str, str], _today: date | None) -> str:
    number = _identity(answers.get(rule.names[0], ""))
    return SEX_LABEL[number.sex] if number and number.sex else ""


def _age(rule: Compute, answers: Mapping[str, str], today: date | None) -> str:
    text = answers.get(rule.names[0], "")
    born = read_day(text) or read_day(_birth(rule, answers, today))
    if born is None or today is None or born > today:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _sum(rule: Compute, answers: Mapping[str, str], _today: date | None) -> str:
    total = _total(rule.names[0], answers)
    return "" if total is None else _plain(total)


def _count(rule: Compute, answers: Mapping[str, str], _today: date | None) -> str:
    rows = read_rows(answers.get(rule.names[0], ""))
    return str(len(rows)) if rows else ""


def _quotient(rule: Compute, answers: Mapping[str, str], _today: date | None) -> str:
    numbers: Sequence[Decimal | None] = [_as_number(answers.get(n, "")) for n in rule.names]
    if len(numbers) != _PAIR or numbers[0] is None or not numbers[1]:
        return ""
    return _plain((numbers[0] / numbers[1]).quantize(_CENT))


_COMPUTED: Mapping[ComputeKind, Callable[[Compute, Mapping[str, str], date | None], str]] = {
    ComputeKind.AGE: _age,
    ComputeKind.BIRTH: _birth,
    ComputeKind.SEX: _sex,
    ComputeKind.SUM: _sum,
    ComputeKind.COUNT: _count,
    ComputeKind.QUOTIENT: _quotient,
}
