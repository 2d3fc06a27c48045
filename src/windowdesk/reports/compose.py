"""Template and frozen facts become the blocks of one paper; no renderer is known here."""

from collections.abc import Mapping
from dataclasses import dataclass

from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.reports.inline import Blank, Box, Inline, Line, Run, Text, words_of
from windowdesk.reports.markup import Literal, Markup, Slot
from windowdesk.reports.template import (
    Block,
    CellSpec,
    Column,
    Condition,
    FieldsBlock,
    GridCell,
    HandCell,
    ListBlock,
    PaperKind,
    ParagraphBlock,
    ParagraphStyle,
    SignatureBlock,
    Signer,
    StubBlock,
    Template,
    TickCell,
    TimeFields,
    TitleBlock,
)
from windowdesk.services.facts import FACTS, ROW_FACTS

_LABELS = {fact.name: fact.label for fact in FACTS} | {
    f"{each}.{fact.name}": fact.label for each, facts in ROW_FACTS.items() for fact in facts
}
_SIGNER_FACT = {Signer.ORGAN: "organ.name", Signer.CENTRE: "centre.name"}
# The words of an option up to here name it; a bracket behind holds its particulars.
_OPTION_END = "（"
# A list of materials has a name and a note to read, a list of what to mend more.
_WORDY_COLUMNS = 3


@dataclass(frozen=True)
class Heading:
    """The title of the paper, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Prose:
    """Paragraphs of one style; ``to`` is the addressee or empty."""

    to: str
    text: Text
    style: ParagraphStyle


@dataclass(frozen=True)
class Head:
    """The head of a column, its width in millimetres and how its cells stand."""

    text: str
    width_mm: float
    centred: bool


@dataclass(frozen=True)
class Grid:
    """Rows under heads."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Text, ...], ...]

    @property
    def is_wordy(self) -> bool:
        """Whether most of its columns are sentences: a list to be read, not counted."""
        return sum(not head.centred for head in self.heads) >= _WORDY_COLUMNS


@dataclass(frozen=True)
class Hand:
    """Room for a hand of at least ``height_mm``."""

    height_mm: float
    text: Text
    time: TimeFields


@dataclass(frozen=True)
class Field:
    """A label (``is_label``) or what belongs to it."""

    width_mm: float
    content: Text | Hand | Grid
    is_label: bool


@dataclass(frozen=True)
class Fields:
    """Rows of labels and values."""

    rows: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True)
class Listing:
    """A list with its head, an own title or none, and a last row over all columns."""

    title: str
    grid: Grid
    total: Text | None


@dataclass(frozen=True)
class SignOff:
    """The organ and the date under a paper; ``sealed`` keeps the place of a seal free."""

    organ: str
    date: str
    sealed: bool


@dataclass(frozen=True)
class HandLines:
    """Lines to sign on."""

    labels: tuple[str, ...]
    time: TimeFields


@dataclass(frozen=True)
class Stub:
    """The centre's part under the seam."""

    title: str
    fields: Fields
    sign: str


Part = Heading | Prose | Fields | Listing | SignOff | HandLines | Stub


@dataclass(frozen=True)
class Paper:
    """A paper with every word decided."""

    title: str
    version: int
    kind: PaperKind
    kind_code: str
    number: str
    copies: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def has_stub(self) -> bool:
        """Whether a part of the sheet stays at the centre."""
        return any(isinstance(part, Stub) for part in self.parts)


def compose(template: Template, facts: PaperFacts, number: str) -> Paper:
    """Put ``facts`` into ``template``; DomainError names a fact that is needed but empty."""
    composer = _Composer(template, {**facts.texts, "number": number}, facts.rows)
    parts = [composer.part(block) for block in template.blocks]
    return Paper(
        title=template.title,
        version=template.version,
        kind=template.paper,
        kind_code=template.kind_code,
        number=number,
        copies=template.copies,
        parts=tuple(part for part in parts if part is not None),
    )


class _Words:
    """Looks facts up; ``prefix`` leads from a column to its label."""

    def __init__(self, title: str, texts: Mapping[str, str], prefix: str = "") -> None:
        self._title = title
        self._texts = texts
        self._prefix = prefix

    def value(self, name: str) -> str:
        return self._texts.get(name, "").strip()

    def needed(self, name: str) -> str:
        value = self.value(name)
        if not value and not self._prefix:
            label = _LABELS.get(name, name)
            raise DomainError(f"{self._title}缺“{label}”。补上后再出文书。", field=name)
        return value

    def text(self, markup: Markup) -> Text:
        """Return the lines that have something to say; none if all were optional and empty."""
        lines: list[Line] = []
        for segments in markup.lines:
            optional = [s for s in segments if isinstance(s, Slot) and s.optional]
            if all(self.value(slot.name) for slot in optional):
                lines.extend(self._lines(segments))
        return tuple(lines)

    def _lines(self, segments: tuple[Literal | Slot, ...]) -> tuple[Line, ...]:
        lines: list[list[Inline]] = [[]]
        for segment in segments:
            first, *rest = self._pieces(segment)
            lines[-1].append(first)
            lines.extend([piece] for piece in rest)
        return tuple(tuple(line) for line in lines)

    def _pieces(self, segment: Literal | Slot) -> tuple[Inline, ...]:
        """Return what a segment says; a fact of several lines gives several pieces."""
        if isinstance(segment, Literal):
            return (Run(segment.text, segment.strong, segment.underline),)
        if segment.blank and not self.value(segment.name):
            return (Blank(float(segment.blank)),)
        value = self.value(segment.name) if segment.silent else self.needed(segment.name)
        value = value.replace("\t", " ")
        return tuple(
            Run(line, segment.strong, segment.underline) for line in value.splitlines()
        ) or (Run(""),)


class _Composer:
    def __init__(
        self, template: Template, texts: Mapping[str, str], rows: Mapping[str, tuple[Row, ...]]
    ) -> None:
        self._template = template
        self._rows = rows
        self._words = _Words(template.title, texts)

    def part(self, block: Block) -> Part | None:
        """Return the block with its words, or None if it has nothing to say."""
        return self._resolved(block) if self._holds(block.when) else None

    def _resolved(self, block: Block) -> Part | None:
        part: Part | None
        match block:
            case TitleBlock():
                part = Heading(tuple(words_of(self._words.text(block.text)).split("\n")))
            case ParagraphBlock():
                part = self._prose(block)
            case FieldsBlock():
                part = Fields(self._field_rows(block.widths_mm, block.rows))
            case ListBlock():
                part = self._listing(block)
            case SignatureBlock():
                part = self._signature(block)
            case StubBlock():
                rows = self._field_rows(block.widths_mm, block.rows)
                part = Stub(f"{self._template.title}（存根）", Fields(rows), block.sign)
        return part

    def _holds(self, when: Condition | None) -> bool:
        if when is None:
            return True
        there = bool(self._words.value(when.fact) or self._rows.get(when.fact))
        return there is not when.negated

    def _prose(self, block: ParagraphBlock) -> Prose | None:
        text = self._words.text(block.text)
        to = words_of(self._words.text(block.to)) if block.to is not None else ""
        return Prose(to, text, block.style) if text else None

    def _listing(self, block: ListBlock) -> Listing | None:
        grid = self._grid(block.each, block.columns)
        if not grid.rows:
            return None
        total = self._words.text(block.total) if block.total is not None else None
        return Listing(block.title, grid, total or None)

    def _grid(self, each: str, columns: tuple[Column, ...]) -> Grid:
        heads = tuple(Head(c.head, c.width_mm, c.align == "centre") for c in columns)
        rows = []
        for n, row in enumerate(self._rows.get(each, ()), 1):
            words = _Words(self._template.title, {**row, "#": str(n)}, prefix=f"{each}.")
            rows.append(tuple(self._column(column, words) for column in columns))
        return Grid(heads, tuple(rows))

    def _column(self, column: Column, words: _Words) -> Text:
        if isinstance(column.text, TickCell):
            return self._ticks(column.text, words) or ()
        return words.text(column.text)

    def _signature(self, block: SignatureBlock) -> Part:
        if block.signer is None:
            return HandLines(block.labels, block.time)
        return SignOff(
            organ=self._words.needed(_SIGNER_FACT[block.signer]),
            date=self._words.needed("signed_on"),
            sealed=bool(block.seal),
        )

    def _field_rows(
        self, widths: tuple[float, ...], rows: tuple[tuple[CellSpec, ...], ...]
    ) -> tuple[tuple[Field, ...], ...]:
        found = []
        for row in rows:
            pairs = []
            for n in range(0, len(row), 2):
                content = self._content(row[n + 1])
                if content is not None:
                    pairs.append((n, self._content(row[n]) or (), content))
            if pairs:
                found.append(_spread(widths, pairs))
        return tuple(found)

    def _content(self, cell: CellSpec) -> Text | Hand | Grid | None:
        match cell:
            case Markup():
                return self._words.text(cell) or None
            case TickCell():
                return self._ticks(cell, self._words)
            case HandCell():
                text = self._words.text(cell.text) if cell.text is not None else ()
                return Hand(cell.height_mm, text, cell.time)
            case GridCell():
                grid = self._grid(cell.each, cell.columns)
                return grid if grid.rows else None

    def _ticks(self, cell: TickCell, words: _Words) -> Text | None:
        if any(slot.optional and not words.value(slot.name) for slot in cell.value.slots()):
            return None
        chosen = "".join(
            words.value(segment.name) if isinstance(segment, Slot) else segment.text
            for line in cell.value.lines
            for segment in line
        )
        line: list[Inline] = []
        ticked = False
        for option in cell.options:
            said = words.text(option)
            name = words_of(said).split(_OPTION_END)[0]
            ticked = ticked or name == chosen
            line.extend((Run("　"),) if line else ())
            line.extend((Box(ticked=name == chosen), *said[0]))
        if chosen and not ticked:
            raise DomainError(
                f"{self._template.title}的选项里没有“{chosen}”。改选一项，或者在模板里补上。"
            )
        return (tuple(line),)


def _spread(
    widths: tuple[float, ...], pairs: list[tuple[int, Text | Hand | Grid, Text | Hand | Grid]]
) -> tuple[Field, ...]:
    """Return the pairs of a row over the whole width: the last value takes what is left."""
    fields: list[Field] = []
    for n, label, content in pairs:
        fields.append(Field(widths[n], label, is_label=True))
        fields.append(Field(widths[n + 1], content, is_label=False))
    rest = sum(widths) - sum(field.width_mm for field in fields)
    last = fields[-1]
    fields[-1] = Field(last.width_mm + rest, last.content, is_label=False)
    return tuple(fields)
