"""What commands print: lines for people, one JSON object a line for programs."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum

from windowdesk.domain.local_time import SHANGHAI

SCHEMA_VERSION = 1


def put(line: str) -> None:
    """Print a line for people."""
    sys.stdout.write(f"{line}\n")


def put_text(text: str) -> None:
    """Print a whole text as it is; its line ends are never changed, whatever the system."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def put_json(fields: Mapping[str, object]) -> None:
    """Print one object: English keys, ISO dates with the zone of the counter."""
    record = {"schema_version": SCHEMA_VERSION} | dict(fields)
    put(json.dumps(record, ensure_ascii=False, default=_plain))


def put_table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns as wide as their widest cell; Chinese signs are two wide."""
    table = [heads, *rows]
    widths = [max(_width(row[n]) for row in table) for n in range(len(heads))]
    for row in table:
        cells = (cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True))
        put("  ".join(cells).rstrip())


def complain(text: str) -> None:
    """Print one line about what went wrong, for people, on the error stream."""
    sys.stderr.write(f"{' '.join(text.split())}\n")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | frozenset | set):
        return list(value)
    raise TypeError(type(value).__name__)
