"""Frozen records as canonical text and back, by the types of their fields.

A field that came later is left out while it holds its default, so that the text and the digest of
a record that was written before it stay what they were.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from windowdesk.domain.canonical import canonical_text

_LATER = "later"
_T = TypeVar("_T")


def later(default: _T) -> _T:
    """Return the field of a record that older texts do not know; they mean ``default``."""
    # The type of a dataclass field is that of its value, as in the standard library.
    made: _T = field(default=default, metadata={_LATER: True})
    return made


def record_text(record: object) -> str:
    """Return the canonical text of a frozen dataclass: sorted keys, no spaces."""
    return canonical_text(_plain_record(record))


def record_of(kind: type[_T], text: str) -> _T:
    """Read a record of ``kind`` back from its text; ValueError or TypeError if it is none."""
    read: _T = _record(kind, json.loads(text))
    return read


def _plain_record(record: Any) -> Mapping[str, object]:
    return {
        one.name: _plain(value)
        for one in fields(record)
        if not _is_left_out(one, value := getattr(record, one.name))
    }


def _is_left_out(one: Field[Any], value: object) -> bool:
    return bool(one.metadata.get(_LATER)) and value == one.default


def _plain(value: Any) -> object:
    if is_dataclass(value):
        return _plain_record(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _record(kind: Any, plain: Any) -> Any:
    hints = _hints(kind)
    unknown = set(plain) - set(hints)
    missing = {f.name for f in fields(kind) if f.default is MISSING} - set(plain)
    if unknown or missing:
        raise ValueError(f"{kind.__name__}: {sorted(unknown | missing)}")
    return kind(**{name: _value(hints[name], value) for name, value in plain.items()})


def _value(hint: Any, plain: Any) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        (wanted,) = (part for part in parts if part is not NoneType)
        return None if plain is None else _value(wanted, plain)
    if origin is tuple:
        return tuple(_value(parts[0], one) for one in plain)
    if is_dataclass(hint):
        return _record(hint, plain)
    if hint in {date, datetime}:
        return hint.fromisoformat(plain)
    if issubclass(hint, Enum):
        return hint(plain)
    if not isinstance(plain, hint) or (hint is int and isinstance(plain, bool)):
        raise TypeError(f"{plain!r} is no {hint.__name__}")
    return plain
