"""What a template cannot do without, so that a paper can be checked without composing it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from windowdesk.reports.markup import Markup, Slot
from windowdesk.reports.template import (
    Condition,
    FieldsBlock,
    GridCell,
    ListBlock,
    SignatureBlock,
    Signer,
    SlipsBlock,
    Template,
    TickCell,
)

SIGNER_FACT = {Signer.ORGAN: "organ.name", Signer.CENTRE: "centre.name"}
SIGNED_ON = "signed_on"
_NUMBER_FACTS = ("organ.short", "year", "serial", "number")


@dataclass(frozen=True)
class Demands:
    """``names`` are all placeholders and lists that a template looks at.

    ``needed`` are the facts for want of which it may be refused; where none of them is empty, only
    ``ticks`` can still stop it. ``in_rows``: what stands in rows of a list may stop it as well.
    """

    names: frozenset[str]
    needed: tuple[str, ...]
    ticks: tuple[TickCell, ...]
    in_rows: frozenset[str]


def demands_of(template: Template) -> Demands:
    """Walk a template once."""
    names, needed, rows = {*_NUMBER_FACTS}, {*_NUMBER_FACTS}, set()
    ticks: list[TickCell] = []
    for part, each in _parts(template, ""):
        match part:
            case Slot():
                names.add(part.name)
                if not (each or part.optional or part.blank or part.silent or part.dashed):
                    needed.add(part.name)
            case Condition():
                names.add(part.fact)
            case SignatureBlock(signer=Signer() as signer):
                names |= {SIGNER_FACT[signer], SIGNED_ON}
                needed |= {SIGNER_FACT[signer], SIGNED_ON}
            case TickCell() if not each:
                ticks.append(part)
            case TickCell():
                rows.add(each)
            case FieldsBlock() | SlipsBlock() if part.each:
                # Their rows look at facts of the paper too.
                rows.add(part.each)
        names |= {each} - {""}
    return Demands(frozenset(names), tuple(sorted(needed)), tuple(ticks), frozenset(rows))


def _parts(thing: object, each: str) -> Iterator[tuple[object, str]]:
    """Yield everything in a template with the list that it belongs to, '' for the paper."""
    if isinstance(thing, tuple):
        for one in thing:
            yield from _parts(one, each)
    elif isinstance(thing, Markup):
        for slot in thing.slots():
            yield slot, each
    elif is_dataclass(thing) and not isinstance(thing, type):
        own = thing.each if isinstance(thing, FieldsBlock | SlipsBlock) and thing.each else each
        yield thing, own
        for field in fields(thing):
            value = getattr(thing, field.name)
            inside = own
            if isinstance(thing, ListBlock | GridCell) and field.name == "columns":
                inside = thing.each
            yield from _parts(value, inside)
