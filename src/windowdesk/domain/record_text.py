"""Frozen records as canonical text and back, by the types of their fields.

A field that came later is left out while it holds its default, so that the text and the digest of
a record that was written before it stay what they were.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from windowdesk.domain.canonical import canonical_text

_LATER = "later"
_PLAIN_ALREADY = frozenset((str, int, bool, NoneType))
_T = TypeVar("_T")
_Reader = Callable[[Any], Any]


def later(default: _T) -> _T:
    """Return the field of a record that older texts do not know; they mean ``default``."""
    # The type of a dataclass field is that of its value, as in the standard library.
    made: _T = field(default=default, metadata={_LATER: True})
    return made


def record_text(record: object) -> str:
    """Return the canonical text of a frozen dataclass: sorted keys, no spaces."""
    return canonical_text(plain_record(record))


def plain_record(record: object) -> Mapping[str, object]:
    """Return what the text of a frozen dataclass is made of."""
    return _plain_record(record)


def record_of(kind: type[_T], text: str) -> _T:
    """Read a record of ``kind`` back from its text; ValueError or TypeError if it is none."""
    read: _T = _record(kind, json.loads(text))
    return read


def _plain_record(record: Any) -> Mapping[str, object]:
    plain: dict[str, object] = {}
    for name, is_later, default in _plan(record.__class__):
        value = getattr(record, name)
        if not (is_later and value == default):
            plain[name] = _plain(value)
    return plain


def _plain(value: Any) -> object:
    kind = type(value)
    if kind in _PLAIN_ALREADY:
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return _plain_record(value) if is_dataclass(value) else value


@cache
def _plan(kind: type) -> tuple[tuple[str, bool, object], ...]:
    """Return name, whether it came later, and default of every field; a case has hundreds."""
    return tuple((one.name, bool(one.metadata.get(_LATER)), one.default) for one in fields(kind))


@cache
def _readers(kind: Any) -> tuple[Mapping[str, _Reader], frozenset[str]]:
    """Return what reads each field of a record, and the fields that no text may lack."""
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return readers, frozenset(one.name for one in fields(kind) if one.default is MISSING)


def _record(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    readers, required = _readers(kind)
    if not (plain.keys() <= readers.keys() and required <= plain.keys()):
        off = (plain.keys() - readers.keys()) | (required - plain.keys())
        raise ValueError(f"{kind.__name__}: {sorted(off)}")
    return kind(**{name: readers[name](value) for name, value in plain.items()})


@cache
def _reader(hint: Any) -> _Reader:
    """Return what reads a value of a type; types are looked through once, cases are read often."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        (wanted,) = (part for part in parts if part is not NoneType)
        return partial(_optional, _reader(wanted))
    if origin is tuple:
        return partial(_several, _reader(parts[0]))
    if is_dataclass(hint):
        return partial(_record, hint)
    if hint in {date, datetime}:
        made: _Reader = hint.fromisoformat
        return made
    if issubclass(hint, Enum):
        return partial(hint)
    return partial(_scalar, hint)


def _optional(read: _Reader, plain: Any) -> Any:
    return None if plain is None else read(plain)


def _several(read: _Reader, plain: Any) -> tuple[Any, ...]:
    return tuple(map(read, plain))


def _scalar(kind: type, plain: Any) -> Any:
    if not isinstance(plain, kind) or (kind is int and isinstance(plain, bool)):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain
