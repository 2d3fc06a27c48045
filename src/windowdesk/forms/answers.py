"""Checks what was typed into a form: all problems at once, or clean answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from windowdesk.domain.errors import DomainError
from windowdesk.domain.phone import parse_phone
from windowdesk.domain.text import LINE, NOTE, clean, half_width, require_length
from windowdesk.forms.form import FieldKind, FormField, FormSpec

_TOO_LARGE = Decimal(10) ** 12
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field; ``missing`` if nothing was typed into a required one."""

    key: str
    label: str
    text: str
    missing: bool = False

    @property
    def sentence(self) -> str:
        """The same with the name of the field, for where it does not stand beside it."""
        return f"还差{self.label}。" if self.missing else f"{self.label}：{self.text}"


class AnswersFaulty(DomainError):
    """Some answers cannot stand; ``problems`` are in the order of the form."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__("".join(problem.sentence for problem in problems), problems[0].key)
        self.problems = problems


def check(form: FormSpec, raw: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cleaned answers of ``form``; AnswersFaulty names every problem."""
    answers: dict[str, str] = {}
    problems: list[FieldProblem] = []
    for field in form.fields:
        typed = raw.get(field.key, "")
        problem = problem_of(field, typed)
        if problem is None:
            answers[field.key] = _cleaned(field, typed)
        else:
            problems.append(problem)
    if problems:
        raise AnswersFaulty(tuple(problems))
    return MappingProxyType(answers)


def problem_of(field: FormField, typed: str) -> FieldProblem | None:
    """Return what is wrong with one answer, or None."""
    if not typed.strip():
        if field.required:
            return FieldProblem(field.key, field.label, "还没填", missing=True)
        return None
    try:
        _cleaned(field, typed)
    except DomainError as error:
        return FieldProblem(field.key, field.label, error.text)
    return None


def _cleaned(field: FormField, typed: str) -> str:
    if not typed.strip():
        return ""
    return _CLEANERS[field.kind](field, typed)


def _line(field: FormField, typed: str) -> str:
    text = clean(typed, LINE, field.key)
    require_length(text, field.most_characters, field.key)
    return _digits(field, text) if field.digits else text


def _digits(field: FormField, text: str) -> str:
    number = half_width(text).replace(" ", "")
    if not number.isdigit() or len(number) != field.digits:
        raise DomainError(
            f"要 {field.digits} 位数字，现在 {len(number)} 位。照证件再核一遍。", field.key
        )
    return number


def _paragraph(field: FormField, typed: str) -> str:
    text = clean(typed, NOTE, field.key)
    require_length(text, field.most_characters, field.key)
    return text


def _choice(field: FormField, typed: str) -> str:
    if typed not in field.choices:
        raise DomainError(f"从这些里选：{'、'.join(field.choices)}。", field.key)
    return typed


def _date(field: FormField, typed: str) -> str:
    text = half_width(typed).strip().replace("年", "-").replace("月", "-").replace("日", "")
    try:
        return date.fromisoformat(_padded(text.replace("/", "-").replace(".", "-"))).isoformat()
    except ValueError as error:
        raise DomainError("日期照 2026-11-20 的样子写。", field.key) from error


def _padded(text: str) -> str:
    return "-".join(part.zfill(2) for part in text.split("-"))


def _number(field: FormField, typed: str) -> str:
    try:
        number = Decimal(half_width(typed).strip().replace(",", ""))
    except InvalidOperation as error:
        raise DomainError("只写数字。", field.key) from error
    if not number.is_finite():
        raise DomainError("只写数字。", field.key)
    exponent = number.as_tuple().exponent
    is_too_fine = isinstance(exponent, int) and exponent < -_MOST_DECIMALS
    if is_too_fine or abs(number) >= _TOO_LARGE:
        raise DomainError(f"数字太长。最多 12 位整数、{_MOST_DECIMALS} 位小数。", field.key)
    return format(number, "f")


def _money(field: FormField, typed: str) -> str:
    amount = Decimal(_number(field, typed))
    if amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise DomainError("金额写到分，不写负数。", field.key)
    return f"{amount:.2f}"


def _phone(field: FormField, typed: str) -> str:
    return parse_phone(typed, field.key)


_CLEANERS: Mapping[FieldKind, Callable[[FormField, str], str]] = MappingProxyType(
    {
        FieldKind.TEXT: _line,
        FieldKind.LONG_TEXT: _paragraph,
        FieldKind.CHOICE: _choice,
        FieldKind.DATE: _date,
        FieldKind.NUMBER: _number,
        FieldKind.MONEY: _money,
        FieldKind.PHONE: _phone,
    }
)
