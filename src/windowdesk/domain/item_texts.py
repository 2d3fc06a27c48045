"""A whole item as texts: what an editor or the rows of a sheet hold, read back with all faults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_cells import CellFault, CellProblem, cell_of, value_of
from windowdesk.domain.item_fields import ITEM_FIELDS, PARTS, FieldSpec, PartSpec
from windowdesk.domain.item_parts import Material, Provenance, Question, SpecialProcedure
from windowdesk.domain.situations import Situation
from windowdesk.domain.step_limits import StepLimit

_KIND: Mapping[str, Any] = {
    "situations": Situation,
    "materials": Material,
    "special_procedures": SpecialProcedure,
    "step_limits": StepLimit,
    "questions": Question,
}
_INSIDE = "provenance."


@dataclass(frozen=True)
class ItemTexts:
    """Texts by the names of the fields; ``parts`` are rows of texts by the names of the lists.

    A field or list that is not there keeps what the item had before.
    """

    fields: Mapping[str, str]
    parts: Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True)
class ItemFault:
    """A text that cannot stand; ``part`` is "" for a field of the item, ``row`` counts from 0."""

    part: str
    row: int
    spec: FieldSpec
    fault: CellFault

    @property
    def field(self) -> str:
        """The input that it belongs to: ``name`` or ``materials.2.copies``."""
        return f"{self.part}.{self.row}.{self.spec.name}" if self.part else self.spec.name


class ItemFaulty(DomainError):
    """Texts that make no item; the first fault is told, all are there."""

    def __init__(self, faults: Sequence[ItemFault]) -> None:
        first = faults[0]
        super().__init__(f"{first.spec.label}：{first.fault.text}", first.field)
        self.faults = tuple(faults)


def texts_of(item: Item) -> ItemTexts:
    """Return an item as texts, nothing left out."""
    return ItemTexts(
        {spec.name: cell_of(spec, field_value(item, spec.name)) for spec in ITEM_FIELDS},
        {part.name: part_texts(item, part) for part in PARTS},
    )


def part_texts(item: Item, part: PartSpec) -> tuple[Mapping[str, str], ...]:
    """Return the records of one list as texts."""
    return tuple(
        {spec.name: cell_of(spec, getattr(record, spec.name)) for spec in part.fields}
        for record in getattr(item, part.name)
    )


def field_value(item: Item, name: str) -> object:
    """Return a field by its name, also ``provenance.…``."""
    if name.startswith(_INSIDE):
        return getattr(item.provenance, name.removeprefix(_INSIDE))
    return getattr(item, name)


def read_item(texts: ItemTexts, before: Item | None = None) -> Item:
    """Return the item that the texts make; ItemFaulty with every fault there is.

    ``before`` gives the fields and lists that the texts do not hold.
    """
    faults: list[ItemFault] = []
    values = _read(texts.fields, _asked(texts.fields, before), "", 0, faults)
    parts = {
        part.name: _records(part, texts.parts[part.name], faults)
        for part in PARTS
        if part.name in texts.parts
    }
    if faults:
        raise ItemFaulty(faults)
    return _built(values, parts, before)


def _asked(given: Mapping[str, str], before: Item | None) -> tuple[FieldSpec, ...]:
    if before is not None:
        return tuple(spec for spec in ITEM_FIELDS if spec.name in given)
    return tuple(spec for spec in ITEM_FIELDS if spec.name in given or spec.required)


def _read(
    given: Mapping[str, str],
    asked: Sequence[FieldSpec],
    part: str,
    row: int,
    faults: list[ItemFault],
) -> dict[str, object]:
    values: dict[str, object] = {}
    for spec in asked:
        try:
            values[spec.name] = value_of(spec, given.get(spec.name, ""))
        except CellProblem as problem:
            faults.append(ItemFault(part, row, spec, problem.fault))
    return values


def _records(
    part: PartSpec, rows: Sequence[Mapping[str, str]], faults: list[ItemFault]
) -> tuple[object, ...]:
    records = []
    before = len(faults)
    for place, row in enumerate(rows):
        asked = [spec for spec in part.fields if spec.name in row or spec.required]
        records.append(_read(row, asked, part.name, place, faults))
    faults += _twice(part, records)
    if len(faults) > before:
        return ()
    return tuple(_KIND[part.name](**_with_defaults(part, record)) for record in records)


def _with_defaults(part: PartSpec, record: Mapping[str, object]) -> dict[str, object]:
    """Fill what a sheet has no column for and the record has no default of its own."""
    empty = {
        spec.name: value_of(spec, "")
        for spec in part.fields
        if spec.name not in record and not spec.required
    }
    return {**empty, **record}


def _twice(part: PartSpec, records: Sequence[Mapping[str, object]]) -> Iterator[ItemFault]:
    spec = next(one for one in part.fields if one.name == part.key)
    first: dict[object, int] = {}
    for place, record in enumerate(records):
        key = record.get(part.key)
        if key is not None and first.setdefault(key, place) != place:
            wrong = f"{spec.label}“{key}”在第 {first[key] + 1} 条已经有了。"
            yield ItemFault(part.name, place, spec, CellFault(wrong, "换一个，或者并成一条。"))


def _built(values: Mapping[str, object], parts: Mapping[str, object], before: Item | None) -> Item:
    inside = {
        name.removeprefix(_INSIDE): value
        for name, value in values.items()
        if name.startswith(_INSIDE)
    }
    plain: dict[str, Any] = {
        name: value for name, value in values.items() if not name.startswith(_INSIDE)
    }
    plain |= parts
    if before is not None:
        return replace(before, **plain, provenance=_provenance(before.provenance, inside))
    # A sheet may lack columns: what it has none for is unknown.
    unknown = {
        spec.name: value_of(spec, "")
        for spec in ITEM_FIELDS
        if not spec.required and not spec.name.startswith(_INSIDE)
    }
    return Item(**{**unknown, **plain}, provenance=_provenance(Provenance(), inside))


def _provenance(before: Provenance, inside: Mapping[str, Any]) -> Provenance:
    return replace(before, **inside)
