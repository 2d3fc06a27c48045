"""A placeholder of a paper, and the placeholders that one capability brings."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fact:
    """A placeholder: ``name`` stands in braces in a template, ``sample`` is a usual text."""

    name: str
    label: str
    sample: str


@dataclass(frozen=True)
class FactGroup:
    """Placeholders of one capability: texts, columns of lists by name, sample rows of each."""

    facts: tuple[Fact, ...]
    rows: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    samples: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
