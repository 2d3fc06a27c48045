"""Reads tables of a TOML file and keeps every fault with its line, instead of stopping at one."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from windowdesk.domain.errors import DomainError
from windowdesk.forms.toml_places import Path, TomlPlaces, places_of

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_SYNTAX = (
    ("Expected '=' after a key", "键后面要有等号"),
    ("Invalid value", "等号后面的值不对。文字要用双引号括起来"),
    ("Unterminated string", "引号没有成对"),
    ("Expected newline or end of document", "一行里多了东西。一行写一项"),
    ("Unclosed array", "方括号没有成对"),
    ("Unclosed inline table", "花括号没有成对"),
    ("Cannot overwrite a value", "同一个名字写了两次。留一处"),
    ("Cannot declare", "同一节写了两次，或者方括号层数不对"),
    ("Cannot mutate", "这一节前面已经写成一行了，不能再补"),
    ("Illegal character", "有看不见的字符。删掉重写这一行"),
    ("Unescaped", "引号里的反斜杠要写成两个"),
    ("Invalid initial character for a key part", "这一行认不出来。写成 名字 = 值"),
    ("Invalid date or datetime", "没有这一天"),
    ("Duplicate inline table key", "花括号里同一个名字写了两次"),
)
_Kind = TypeVar("_Kind", bound=StrEnum)
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class FileProblem:
    """A fault of a content file: where it is and what to write."""

    file: str
    line: int
    text: str

    @property
    def sentence(self) -> str:
        """The fault with its place."""
        return f"{self.file} 第 {self.line} 行：{self.text}"


@dataclass
class Faults:
    """Collects the faults of a file."""

    file: str
    places: TomlPlaces
    found: list[FileProblem] = field(default_factory=list)

    def add(self, path: Path, text: str) -> None:
        """Keep a fault, once."""
        problem = FileProblem(self.file, self.places.line(path), text)
        if problem not in self.found:
            self.found.append(problem)


def parse_toml(file: str, text: str) -> tuple[Mapping[str, object], Faults]:
    """Return the tables of a text, {} where it is no TOML; the faults say why."""
    faults = Faults(file, places_of(text))
    try:
        return tomllib.loads(text), faults
    except tomllib.TOMLDecodeError as error:
        faults.found.append(_syntax(file, text, str(error)))
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets nested without end.
        faults.found.append(FileProblem(file, 1, "有一个值太长或括号套得太深。照着别的表单改。"))
    return {}, faults


def _syntax(file: str, text: str, message: str) -> FileProblem:
    place = _PLACE.search(message)
    if "Illegal character '\\n'" in message:
        message = "Unterminated string"
    line = int(place[1]) if place else max(1, text.count("\n") + (not text.endswith("\n")))
    told = next((said for start, said in _SYNTAX if message.startswith(start)), "不合 TOML 写法")
    column = f"（第 {place[2]} 个字符）" if place else ""
    return FileProblem(file, line, f"{told}{column}。照着别的表单改。")


class TableReader:
    """Reads one table key by key; a wrong value is told and its default stands.

    ``name`` is how sentences call the table. ``finish`` tells what nobody asked for.
    """

    def __init__(self, values: Mapping[str, object], path: Path, faults: Faults, name: str) -> None:
        self.values = values
        self.path = path
        self.faults = faults
        self.name = name
        self._asked: list[str] = []

    def has(self, key: str) -> bool:
        """Tell whether the key is written."""
        return key in self.values

    def fault(self, key: str, text: str) -> None:
        """Tell a fault at a key, or at the table where it is not written."""
        self.faults.add((*self.path, key), f"{self.name}{text}")

    def text(self, key: str, wanted: str, *, needed: bool = False) -> str:
        """Return a text; ``wanted`` says what to write."""
        value = self._typed(key, str, "", wanted)
        if needed and not value.strip():
            self.fault(key, f"缺 {key}。要写{wanted}。")
        return value

    def flag(self, key: str) -> bool:
        """Return yes or no, False where nothing is written."""
        return self._typed(key, bool, False, "true 或 false")

    def truth(self, key: str) -> bool | None:
        """Return yes or no, None where nothing is written."""
        self._asked.append(key)
        return self.flag(key) if self.has(key) else None

    def count(self, key: str, *, least: int, most: int, usual: int) -> int:
        """Return a whole number between two bounds."""
        wanted = f"{least} 至 {most} 之间的整数"
        value = self._typed(key, int, usual, wanted)
        if self.has(key) and (isinstance(value, bool) or not least <= value <= most):
            self._wrong(key, wanted)
            return usual
        return value

    def number(self, key: str) -> Decimal | None:
        """Return a number, None where nothing is written."""
        self._asked.append(key)
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong(key, "数字")
            return None
        number = Decimal(str(value))
        if not number.is_finite():
            self._wrong(key, "数字")
            return None
        return number

    def texts(self, key: str, wanted: str) -> tuple[str, ...]:
        """Return a list of texts, none of them empty or twice."""
        value: list[object] = self._typed(key, list, [], wanted)
        texts = [one for one in value if isinstance(one, str) and one.strip()]
        if len(texts) < len(value) or (self.has(key) and not value):
            self._wrong(key, wanted)
        twice = next((one for one in texts if texts.count(one) > 1), "")
        if twice:
            self.fault(key, f"的 {key} 里“{twice}”写了两次。留一处。")
        return tuple(dict.fromkeys(texts))

    def text_or_texts(self, key: str, wanted: str) -> tuple[str, ...]:
        """Return one text or a list of them as a list."""
        if isinstance(self.values.get(key), str):
            text = self.text(key, wanted)
            return (text,) if text else ()
        return self.texts(key, wanted)

    def choice(self, key: str, kinds: type[_Kind], *, needed: bool = False) -> _Kind | None:
        """Return a value of an enumeration, None where none is written or it is wrong."""
        wanted = "、".join(kind.value for kind in kinds)
        text = self.text(key, f"{wanted} 之一", needed=needed)
        if not text.strip():
            return None
        if text not in {kind.value for kind in kinds}:
            self._wrong(key, f"{wanted} 之一")
            return None
        return kinds(text)

    def parsed(self, key: str, wanted: str, read: Callable[[str], _Value]) -> _Value | None:
        """Return a text as ``read`` gives it back (it may raise DomainError), None without one."""
        text = self.text(key, wanted)
        if not text:
            return None
        try:
            return read(text)
        except DomainError as error:
            self.fault(key, f"的 {key}：{error.text}")
            return None

    def table(self, key: str, name: str) -> "TableReader | None":
        """Return an inner table, None where none is written."""
        value: Mapping[str, object] = self._typed(key, dict, {}, "一张表，如 { field = … }")
        if not self.has(key):
            return None
        return TableReader(value, (*self.path, key), self.faults, name)

    def tables(self, key: str, name: str) -> tuple["TableReader", ...]:
        """Return the tables of ``[[key]]``; ``name`` calls each by its number in braces."""
        many: list[object] = self._typed(key, list, [], f"成一节一节的 [[{key}]]")
        readers = []
        for place, one in enumerate(many):
            path = (*self.path, key, place)
            if isinstance(one, dict):
                readers.append(TableReader(one, path, self.faults, name.format(place + 1)))
            else:
                self.faults.add(
                    path, f"{name.format(place + 1)}要写成一节 [[{key}]]。照着别的表单改。"
                )
        return tuple(readers)

    def finish(self) -> None:
        """Tell the keys that nobody asked for."""
        known = "、".join(dict.fromkeys(self._asked))
        for key in self.values:
            if key not in self._asked:
                self.fault(key, f"里不认得“{key}”。能写的是：{known}。")

    def ask_nothing_of(self, *keys: str) -> None:
        """Name keys that may stand here though this kind of table does not use them."""
        self._asked += keys

    def _typed(self, key: str, kind: type[_Value], usual: _Value, wanted: str) -> _Value:
        self._asked.append(key)
        value = self.values.get(key, usual)
        if isinstance(value, kind):
            return value
        self._wrong(key, wanted)
        return usual

    def _wrong(self, key: str, wanted: str) -> None:
        self.fault(key, f"的 {key} 写得不对。要写{wanted}。")
