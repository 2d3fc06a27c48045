"""Typed questions to one table of a template's TOML; each refusal says what to write."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.reports.markup import Markup, MarkupError, parse
from windowdesk.reports.template import TYPE_AREA_MM
from windowdesk.services.facts import Fact

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Vocabulary:
    """The words that a template may ask for: ``facts``, and of each list its columns."""

    facts: frozenset[str]
    rows: Mapping[str, frozenset[str]]

    @staticmethod
    def of(facts: Iterable[Fact], rows: Mapping[str, Iterable[Fact]]) -> "Vocabulary":
        """Return the words of a registry; every row knows its number as ``#``."""
        columns = {
            name: frozenset((*(fact.name for fact in many), "#")) for name, many in rows.items()
        }
        return Vocabulary(frozenset(fact.name for fact in facts), columns)


class TableReader:
    """One table; ``place`` says where it stands (``文书模板 receipt.toml 第 2 块``).

    ``area_mm`` is the width that tables of the paper fill.
    """

    def __init__(
        self,
        place: str,
        table: Mapping[str, object],
        words: Vocabulary,
        area_mm: float = TYPE_AREA_MM,
    ) -> None:
        self.place = place
        self.area_mm = area_mm
        self._table = table
        self._words = words

    @staticmethod
    def of_text(file: str, text: str, words: Vocabulary) -> "TableReader":
        """Read a whole template; ``file`` is named in every refusal."""
        place = f"文书模板 {file}"
        try:
            return TableReader(place, tomllib.loads(text), words)
        except tomllib.TOMLDecodeError as problem:
            raise EnvironmentProblem(
                f"{place} 不是完整的 TOML：{problem}。照 reports/README.md 的样子改正这一处。"
            ) from problem

    def problem(self, what: str) -> EnvironmentProblem:
        """Return the error for this table: where, then ``what`` is wrong and how to write it."""
        return EnvironmentProblem(f"{self.place}：{what}。")

    def has(self, key: str) -> bool:
        """Whether ``key`` stands in the table."""
        return key in self._table

    def value(self, key: str) -> object:
        """Return what stands there, whatever it is."""
        return self._table.get(key)

    def refuse_others(self, known: Iterable[str]) -> None:
        """Refuse keys that nobody reads: they are misspelt."""
        for key in self._table:
            if key not in known:
                raise self.problem(f"不认识“{key}”，这里可以写的有 {'、'.join(sorted(known))}")

    def text(self, key: str, example: str) -> str:
        """Return a text that is not empty."""
        value = self._table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.problem(f'缺“{key}”，写成 {key} = "{example}"')
        return value

    def number(self, key: str, example: str) -> float:
        """Return a number above zero."""
        value = self._table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise self.problem(f"“{key}”要写大于 0 的数，例如 {key} = {example}")
        return float(value)

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing is written."""
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise self.problem(f"“{key}”写成 {key} = true 或者 {key} = false")
        return value

    def choice(self, key: str, kinds: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of the words of ``kinds``."""
        if default is not None and key not in self._table:
            return default
        value = self._table.get(key)
        if value not in [kind.value for kind in kinds]:
            words = "、".join(f'"{kind.value}"' for kind in kinds)
            raise self.problem(f"“{key}”要从 {words} 里选一个")
        return kinds(value)

    def texts(self, key: str, example: str) -> tuple[str, ...]:
        """Return a list of texts with at least one."""
        value = self._table.get(key)
        if isinstance(value, list) and value and all(isinstance(x, str) for x in value):
            return tuple(str(x) for x in value)
        raise self.problem(f"“{key}”要写成一列文字，例如 {key} = {example}")

    def numbers(self, key: str, example: str) -> tuple[float, ...]:
        """Return a list of numbers above zero with at least one."""
        value = self._table.get(key)
        if isinstance(value, list) and value and all(_is_size(x) for x in value):
            return tuple(float(x) for x in value)
        raise self.problem(f"“{key}”要写成一列毫米数，例如 {key} = {example}")

    def lists(self, key: str, example: str) -> tuple[list[object], ...]:
        """Return a list of lists with at least one."""
        value = self._table.get(key)
        if isinstance(value, list) and value and all(isinstance(x, list) for x in value):
            return tuple(value)
        raise self.problem(f"“{key}”要写成一行一个方括号，例如 {key} = {example}")

    def tables(self, key: str, label: str) -> tuple["TableReader", ...]:
        """Return the tables of ``[[key]]``; the place of each is ``label`` with its number."""
        value = self._table.get(key)
        if isinstance(value, list) and value and all(isinstance(x, dict) for x in value):
            return tuple(
                TableReader(f"{self.place} {label.format(n)}", x, self._words, self.area_mm)
                for n, x in enumerate(value, 1)
            )
        raise self.problem(f"缺“{key}”，每一块前写一行 [[{key}]]")

    def inner(self, label: str, table: Mapping[str, object]) -> "TableReader":
        """Return a reader for a table that stands inside this one."""
        return TableReader(f"{self.place}{label}", table, self._words, self.area_mm)

    def wide(self, area_mm: float) -> "TableReader":
        """Return the same table for a paper whose tables are ``area_mm`` wide."""
        return TableReader(self.place, self._table, self._words, area_mm)

    def with_row_of(self, each: str, *, alone: bool) -> "TableReader":
        """Return the same table where the columns of a list are known, ``alone`` or too."""
        columns = self._words.rows[each]
        facts = columns if alone else columns | self._words.facts
        known = Vocabulary(facts, self._words.rows)
        return TableReader(self.place, self._table, known, self.area_mm)

    @property
    def lists_known(self) -> tuple[str, ...]:
        """The names of the lists there are."""
        return tuple(self._words.rows)

    def is_fact(self, name: str) -> bool:
        """Whether ``name`` is a placeholder that may stand here."""
        return name in self._words.facts

    def is_list(self, name: str) -> bool:
        """Whether there is a list of this name."""
        return name in self._words.rows

    def markup(self, text: str) -> Markup:
        """Read a text with placeholders."""
        try:
            return parse(text, self._words.facts)
        except MarkupError as problem:
            raise self.problem(str(problem)) from problem


def _is_size(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
