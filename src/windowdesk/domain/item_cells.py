"""Values of an item's fields as text and back: what a cell or an input field holds.

An empty text is "unknown" or "none", as the field says; everything else comes back as it was.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

from windowdesk.domain.amber import AmberRule, AmberUnit
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item_fields import FieldKind, FieldSpec
from windowdesk.domain.limits import LONGEST_COUNT, LimitUnit, TimeLimit
from windowdesk.domain.local_time import read_day
from windowdesk.domain.text import LINE, TextKind, clean, half_width

_LIMIT = re.compile(r"(\d{1,4})(?:个)?(工作日|自然日|日历日|日|天|月)")
_AMBER = re.compile(r"(\d{1,3})(%|(?:个)?工作日)")
_NUMBER = re.compile(r"\d{1,4}")
_UNITS = {"工作日": LimitUnit.WORKDAY, "月": LimitUnit.MONTH}
_LISTS = frozenset((FieldKind.WORDS, FieldKind.LINES))
_MANY = TextKind(8000, many_lines=True)


@dataclass(frozen=True)
class CellFault:
    """Why a text cannot be the value of its field, and what to write instead."""

    wrong: str
    write: str

    @property
    def text(self) -> str:
        """Both in one."""
        return f"{self.wrong}{self.write}"


class CellProblem(Exception):
    """A text that cannot be the value of its field."""

    def __init__(self, wrong: str, write: str) -> None:
        super().__init__(wrong)
        self.fault = CellFault(wrong, write)


def cell_of(spec: FieldSpec, value: object) -> str:
    """Return the text of a value; "" where it is unknown or empty."""
    if value is None:
        return ""
    if spec.choices is not None:
        return spec.choices[value]
    if isinstance(value, TimeLimit | AmberRule):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ("、" if spec.kind is FieldKind.WORDS else "\n").join(value)
    return str(value)


def value_of(spec: FieldSpec, text: str) -> object:
    """Return the value that ``text`` stands for; CellProblem if it stands for none."""
    kind = _MANY if spec.kind in _LISTS else spec.text
    try:
        cleaned = clean(text, kind, spec.name)
    except DomainError as problem:
        raise CellProblem(problem.text, "") from problem
    if not cleaned:
        if spec.required:
            raise CellProblem(f"{spec.label}空着。", _wanted(spec))
        return _empty(spec)
    return _READERS[spec.kind](spec, cleaned)


def _empty(spec: FieldSpec) -> object:
    if spec.kind is FieldKind.CHOICE and spec.choices is not None:
        # Enumerations compare equal to their text, so a plain text finds the member.
        return next((value for value in spec.choices if value == spec.empty), None)
    return _NOTHING.get(spec.kind, spec.empty)


def _text(_spec: FieldSpec, text: str) -> object:
    return text


def _choice(spec: FieldSpec, text: str) -> object:
    for value, label in (spec.choices or {}).items():
        if text in {label, _plain(value)}:
            return value
    raise CellProblem(f"没有“{text}”这一种。", _wanted(spec))


def _plain(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else ""


def _number(_spec: FieldSpec, text: str) -> object:
    digits = half_width(text)
    if not _NUMBER.fullmatch(digits):
        raise CellProblem(f"“{_short(text)}”不是整数。", "写 0 至 9999 的整数，不知道就空着。")
    return int(digits)


def _limit(_spec: FieldSpec, text: str) -> object:
    found = _LIMIT.fullmatch("".join(half_width(text).split()))
    if found is None:
        raise CellProblem(
            f"“{_short(text)}”看不出几天、哪种天。",
            "写 20个工作日、7日或者 3个月；当场办结写 0个工作日。",
        )
    count = int(found[1])
    if count > LONGEST_COUNT:
        raise CellProblem(f"{count} 天太长。", f"写 0 至 {LONGEST_COUNT} 天。")
    return TimeLimit(count, _UNITS.get(found[2], LimitUnit.CALENDAR_DAY))


def _amber(_spec: FieldSpec, text: str) -> object:
    found = _AMBER.fullmatch("".join(half_width(text).split()))
    if found is None:
        raise CellProblem(f"“{_short(text)}”看不出剩多少。", "写 3个工作日，或者 30%。")
    unit = AmberUnit.PERCENT if found[2] == "%" else AmberUnit.WORKDAY
    try:
        return AmberRule(int(found[1]), unit)
    except DomainError as problem:
        raise CellProblem(problem.text, "") from problem


def _day(_spec: FieldSpec, text: str) -> object:
    try:
        return read_day(half_width(text))
    except DomainError as problem:
        raise CellProblem(f"“{_short(text)}”不是日期。", "照 2026-03-02 的样子写。") from problem


def _words(_spec: FieldSpec, text: str) -> object:
    return _entries(text.replace("\n", "、").split("、"))


def _lines(_spec: FieldSpec, text: str) -> object:
    return _entries(text.split("\n"))


def _entries(found: list[str]) -> tuple[str, ...]:
    try:
        return tuple(one for raw in found if (one := clean(raw, LINE)))
    except DomainError as problem:
        raise CellProblem(problem.text, "") from problem


def _wanted(spec: FieldSpec) -> str:
    if spec.choices is not None:
        return f"写：{words_of(spec)}。"
    return f"写上{spec.label}。"


def words_of(spec: FieldSpec) -> str:
    """Return the words of a closed list in one line, so that each can be told from the next."""
    words = tuple((spec.choices or {}).values())
    return ("；" if any("、" in word for word in words) else "、").join(words)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 20
_NOTHING: Mapping[FieldKind, object] = MappingProxyType(
    {FieldKind.TEXT: "", FieldKind.WORDS: (), FieldKind.LINES: ()}
)
_READERS: Mapping[FieldKind, Callable[[FieldSpec, str], object]] = MappingProxyType(
    {
        FieldKind.TEXT: _text,
        FieldKind.CHOICE: _choice,
        FieldKind.TRUTH: _choice,
        FieldKind.NUMBER: _number,
        FieldKind.LIMIT: _limit,
        FieldKind.AMBER: _amber,
        FieldKind.DAY: _day,
        FieldKind.WORDS: _words,
        FieldKind.LINES: _lines,
    }
)
