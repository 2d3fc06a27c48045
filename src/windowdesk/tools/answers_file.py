"""A TOML file of answers with the line of every entry, and a list of all that is wrong in it."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from windowdesk.domain.errors import DomainError

_HEAD = re.compile(r"\s*\[\[?\s*([A-Za-z_]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z_]+)\s*=")


@dataclass(frozen=True)
class AnswerFault:
    """What is wrong in a line of the file, and what to write; ``line`` 0 is the whole file."""

    line: int
    text: str

    @property
    def sentence(self) -> str:
        """The fault with its line."""
        return f"第 {self.line} 行：{self.text}" if self.line else self.text


class AnswersFaulty(DomainError):
    """The file cannot be used; ``faults`` are all that is wrong in it."""

    def __init__(self, name: str, faults: Sequence[AnswerFault]) -> None:
        self.faults = tuple(faults)
        text = f"资料文件 {name} 有 {len(faults)} 处要改，什么都没建。"
        super().__init__(text if len(faults) > 1 else faults[0].sentence)


@dataclass
class Section:
    """One table of the file: its values, the line where it begins and those of its entries."""

    name: str
    line: int
    values: Mapping[str, object]
    lines: dict[str, int]

    def line_of(self, key: str) -> int:
        """Return the line of an entry, or of the table where it lacks."""
        return self.lines.get(key, self.line)


@dataclass
class AnswersFile:
    """The file while it is being read; ``fault`` collects, ``require_clean`` raises."""

    name: str
    folder: Path
    sections: Sequence[Section]
    faults: list[AnswerFault] = field(default_factory=list)

    def all(self, name: str) -> Sequence[Section]:
        """Return the tables of a name, in their order."""
        return [section for section in self.sections if section.name == name]

    def fault(self, section: Section | None, key: str, text: str) -> None:
        """Note what is wrong at an entry; what follows from a fault of the same line is not."""
        line = section.line_of(key) if section else 0
        if not line or line not in {fault.line for fault in self.faults}:
            self.faults.append(AnswerFault(line, text))

    def is_faulty(self, *sections: Section) -> bool:
        """Tell whether something was noted in one of the tables."""
        noted = {fault.line for fault in self.faults}
        return any(noted & {section.line, *section.lines.values()} for section in sections)

    def text(self, section: Section, key: str) -> str:
        """Return a text, '' where there is none."""
        value = section.values.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.fault(section, key, f"{key} 要写成文字，两头加引号。")
        return ""

    def number(self, section: Section, key: str) -> int:
        """Return an integer, 0 where there is none."""
        value = section.values.get(key, 0)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.fault(section, key, f"{key} 要写一个整数，不加引号。")
        return 0

    def texts(self, section: Section, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = section.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(one.strip() for one in value)
        self.fault(section, key, f'{key} 要写成一串文字，如 ["民政", "人社"]。')
        return ()

    def day(self, section: Section, key: str) -> date | None:
        """Return a day."""
        value = section.values.get(key)
        if type(value) is date:
            return value
        self.fault(section, key, f"{key} 要写成日期，不加引号，如 2026-05-02。")
        return None

    def require_clean(self) -> None:
        """Raise AnswersFaulty with everything that was noted, in the order of the lines."""
        if self.faults:
            raise AnswersFaulty(self.name, sorted(self.faults, key=lambda fault: fault.line))


def read_file(path: Path, known: Mapping[str, Sequence[str]], single: Sequence[str]) -> AnswersFile:
    """Read the file; ``known`` are tables with their entries, ``single`` those that stand once.

    AnswersFaulty at once if it is no TOML; what is unknown in it is noted.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        plain = tomllib.loads(text)
    except OSError as error:
        raise DomainError(f"找不到或读不了资料文件 {path}。核对位置再建。") from error
    except UnicodeDecodeError as error:
        raise DomainError(f"资料文件 {path.name} 不是 UTF-8 文字。另存为 UTF-8 再建。") from error
    except tomllib.TOMLDecodeError as error:
        raise DomainError(f"资料文件 {path.name} 写得不对：{error}。") from error
    places = list(_places(text))
    file = AnswersFile(path.name, path.parent, ())
    sections: list[Section] = []
    for name, value in plain.items():
        sections += _sections(file, name, value, places, (known, single))
    file.sections = tuple(sections)
    return file


def _sections(
    file: AnswersFile,
    name: str,
    value: object,
    places: Sequence[tuple[str, int, dict[str, int]]],
    grammar: tuple[Mapping[str, Sequence[str]], Sequence[str]],
) -> Iterator[Section]:
    known, single = grammar
    here = [place for place in places if place[0] == name]
    line = here[0][1] if here else 0
    if name not in known:
        text = f"不认得“{name}”。能写的是：{'、'.join(known)}。"
        file.faults.append(AnswerFault(line, text))
        return
    tables = [value] if isinstance(value, Mapping) and name in single else value
    if not isinstance(tables, list) or not all(isinstance(one, Mapping) for one in tables):
        wanted = f"[{name}]" if name in single else f"[[{name}]]"
        file.faults.append(AnswerFault(line, f"{name} 要写成 {wanted} 一节。"))
        return
    for number, table in enumerate(tables):
        _, at, lines = here[number] if number < len(here) else (name, line, {})
        section = Section(name, at, table, lines)
        for key in table:
            if key not in known[name]:
                text = f"{name} 里不认得“{key}”。能写的是：{'、'.join(known[name])}。"
                file.fault(section, key, text)
        yield section


def _places(text: str) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Find where tables and their entries stand: the TOML reader does not tell."""
    found: tuple[str, int, dict[str, int]] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        head, key = _HEAD.match(line), _KEY.match(line)
        if head:
            if found:
                yield found
            found = (head[1], number, {})
        elif key and found:
            found[2].setdefault(key[1], number)
    if found:
        yield found
