"""A table of a TOML content file that tells where a value of the wrong kind stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.content_files import read_toml

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class ContentTable:
    """Values by key; every reader raises EnvironmentProblem on a value of another kind."""

    path: Path
    values: Mapping[str, object]

    @staticmethod
    def read(path: Path) -> "ContentTable":
        """Read a whole file."""
        return ContentTable(path, read_toml(path))

    @property
    def keys(self) -> frozenset[str]:
        """The keys that stand in the table."""
        return frozenset(self.values)

    def table(self, key: str) -> "ContentTable":
        """Return the table under ``key``, an empty one if there is none."""
        return ContentTable(self.path, self._of(key, dict, {}, "一张表"))

    def text(self, key: str) -> str:
        """Return the text under ``key``, "" if there is none."""
        return self._of(key, str, "", "文字")

    def truth(self, key: str) -> bool | None:
        """Return yes or no, None if nothing is said."""
        return self._of(key, bool, False, "true 或 false") if key in self.values else None

    def number(self, key: str) -> int | None:
        """Return a whole number, None if nothing is said."""
        return self._of(key, int, 0, "整数") if key in self.values else None

    def day(self, key: str) -> date:
        """Return the date under ``key``."""
        if key not in self.values:
            raise EnvironmentProblem(f"{self.path} 缺 {key}。写一个日期，如 2026-01-01。")
        return self._of(key, date, date.min, "日期，如 2026-01-01")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts listed under ``key``, () if there are none."""
        many: list[object] = self._of(key, list, [], '文字的清单，如 ["低保"]')
        return tuple(str(one) for one in many)

    def in_order(self) -> tuple[str, ...]:
        """Return the keys as they stand in the file."""
        return tuple(self.values)

    def _of(self, key: str, kind: type[_Value], empty: _Value, wanted: str) -> _Value:
        value = self.values.get(key, empty)
        if not isinstance(value, kind):
            raise EnvironmentProblem(f"{self.path} 的 {key} 应写{wanted}，现在是 {value!r}。")
        return value
