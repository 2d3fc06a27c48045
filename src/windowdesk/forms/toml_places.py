"""Where in a TOML text a table or a key stands: tomllib tells it for bad syntax only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=""")
_SPECIAL = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]')


@dataclass(frozen=True)
class TomlPlaces:
    """The line of every table and key, counted from 1."""

    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of a key, else of the nearest table around it; 1 for the file."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


def places_of(text: str) -> TomlPlaces:
    """Return where everything stands; a text that is no TOML gives what can be made out."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    scan = _Scan()
    for number, line in enumerate(text.splitlines(), 1):
        if scan.is_inside:
            scan.feed(line)
            continue
        header = _HEADER.match(line)
        if header:
            here = _table(header[2], counts, is_many=header[1] == "[[")
            lines.setdefault(here, number)
            continue
        key = _KEY.match(line)
        if key:
            lines.setdefault((*here, *_parts(key[1])), number)
            scan.feed(line[key.end() :])
    return TomlPlaces(lines)


def _table(name: str, counts: dict[Path, int], *, is_many: bool) -> Path:
    parts = _parts(name)
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if is_many:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def _parts(name: str) -> Path:
    if name[0] in "\"'" and name.find(name[0], 1) == len(name) - 1:
        return (name[1:-1],)
    return tuple(part.strip().strip("\"'") for part in name.split("."))


class _Scan:
    """Follows a value over its lines: brackets and strings of three quotes."""

    def __init__(self) -> None:
        self._depth = 0
        self._quote = ""

    @property
    def is_inside(self) -> bool:
        """Tell whether the value goes on in the next line."""
        return self._depth > 0 or bool(self._quote)

    def feed(self, line: str) -> None:
        """Read a line of the value."""
        rest = line
        while rest:
            if self._quote:
                _, found, rest = rest.partition(self._quote)
                self._quote = "" if found else self._quote
                continue
            sign = _SPECIAL.search(rest)
            if sign is None:
                return
            rest = rest[sign.end() :]
            if sign[0] in {'"""', "'''"}:
                self._quote = sign[0]
            elif sign[0] in {"[", "{"}:
                self._depth += 1
            elif sign[0] in {"]", "}"}:
                self._depth = max(0, self._depth - 1)
