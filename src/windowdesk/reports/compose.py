"""Template and frozen facts become the blocks of one paper; no renderer is known here."""

import re
from collections.abc import Iterable, Iterator, Mapping

from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.reports.demands import SIGNED_ON, SIGNER_FACT, Demands
from windowdesk.reports.inline import Blank, Box, Inline, Line, Run, Text, words_of
from windowdesk.reports.markup import Literal, Markup, Slot
from windowdesk.reports.parts import (
    Field,
    Fields,
    Grid,
    Group,
    Hand,
    HandLines,
    Head,
    Heading,
    Listing,
    Paper,
    Part,
    Prose,
    Ruler,
    SignOff,
    Slip,
    Slips,
    Stub,
)
from windowdesk.reports.template import (
    Block,
    CellSpec,
    Column,
    Condition,
    FieldsBlock,
    GridCell,
    HandCell,
    ListBlock,
    ParagraphBlock,
    RulerBlock,
    SignatureBlock,
    SlipsBlock,
    StubBlock,
    Template,
    TickCell,
    TitleBlock,
)
from windowdesk.services.fact_places import lacking_fact
from windowdesk.services.paper_asks import BETWEEN

_SLOT = re.compile(r"\{([a-z.]+)\}")
# The words of an option up to here name it; behind are its particulars.
_OPTION_END = re.compile("[（：，]")


def compose(template: Template, facts: PaperFacts, number: str) -> Paper:
    """Put ``facts`` into ``template``; DomainError names a fact that is needed but empty."""
    composer = _Composer(template, {**facts.texts, "number": number}, facts.rows)
    composer.check_number()
    parts = [part for block in template.blocks if (part := composer.part(block)) is not None]
    return Paper(
        title=template.title,
        version=template.version,
        kind=template.paper,
        kind_code=template.kind_code,
        number=number,
        copies=template.copies,
        parts=tuple(_joined(parts)),
        running=composer.running() or number,
    )


def check(template: Template, demands: Demands, facts: PaperFacts, number: str) -> None:
    """Raise the DomainError that ``compose`` would raise, mostly without composing.

    Where every fact is there that the template might want, nothing but a tick can be wrong.
    """
    texts = {**facts.texts, "number": number}
    lacks = any(not texts.get(name, "").strip() for name in demands.needed)
    if lacks or any(facts.rows.get(each) for each in demands.in_rows):
        compose(template, facts, number)
        return
    composer = _Composer(template, texts, facts.rows)
    for cell in demands.ticks:
        composer.check_ticks(cell)


class _Words:
    """Looks facts up: those of the paper, and of a ``row``, which may leave any column empty."""

    def __init__(self, title: str, texts: Mapping[str, str], row: Row | None = None) -> None:
        self._title = title
        self._texts = texts
        self._row = row

    def value(self, name: str) -> str:
        if self._row is not None and name in self._row:
            return self._row[name].strip()
        return self._texts.get(name, "").strip()

    def needed(self, name: str) -> str:
        value = self.value(name)
        if not value and (self._row is None or name in self._texts):
            raise lacking_fact(self._title, name, self._texts)
        return value

    def text(self, markup: Markup) -> Text:
        """Return the lines that have something to say; none if all were optional and empty."""
        if markup.fixed is not None:
            return markup.fixed
        lines: list[Line] = []
        for segments, hinges in markup.hinges:
            if all(map(self.value, hinges)):
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
            return (segment.run,)
        value = self.value(segment.name)
        if not value:
            return (self._nothing(segment),)
        value = value.replace("\t", " ")
        return tuple(Run(line, segment.strong, segment.underline) for line in value.splitlines())

    def _nothing(self, slot: Slot) -> Inline:
        """Return what stands in the place of an empty fact."""
        if slot.blank:
            return Blank(float(slot.blank))
        if slot.dashed:
            return Run("—")
        if not slot.silent:
            self.needed(slot.name)
        return Run("")


class _Composer:
    def __init__(
        self, template: Template, texts: Mapping[str, str], rows: Mapping[str, tuple[Row, ...]]
    ) -> None:
        self._template = template
        self._texts = texts
        self._rows = rows
        self._words = _Words(template.title, texts)

    def check_number(self) -> None:
        """Raise DomainError if a fact is lacking that the number is made of."""
        for name in _SLOT.findall(self._template.number):
            self._words.needed(name)

    def check_ticks(self, cell: TickCell) -> None:
        """Raise DomainError if what was chosen is none of the options."""
        self._ticks(cell, self._words)

    def running(self) -> str:
        """Return what the running head says at the right of a sheet without number."""
        markup = self._template.running
        return words_of(self._words.text(markup)) if markup is not None else ""

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
                part = self._fields(block)
            case ListBlock():
                part = self._listing(block)
            case SignatureBlock():
                part = self._signature(block)
            case StubBlock():
                rows = self._field_rows(self._words, block.widths_mm, block.rows)
                part = Stub(f"{self._template.title}（存根）", Fields(rows), block.sign)
            case SlipsBlock():
                part = self._slips(block)
            case RulerBlock():
                part = Ruler(block.width_mm, block.height_mm)
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

    def _fields(self, block: FieldsBlock) -> Fields | None:
        each = self._each(block.each) if block.each else (self._words,)
        rows = [
            row for words in each for row in self._field_rows(words, block.widths_mm, block.rows)
        ]
        groups = (Group(block.group, len(rows)),) if block.group else ()
        return Fields(tuple(rows), block.title, groups) if rows else None

    def _slips(self, block: SlipsBlock) -> Slips | None:
        slips = tuple(
            Slip(
                Fields(self._field_rows(words, block.widths_mm, block.rows)),
                words.text(block.note),
            )
            for words in self._each(block.each)
        )
        return Slips(slips) if slips else None

    def _each(self, each: str) -> Iterator[_Words]:
        """Yield the words of every row of a list, those of the paper too."""
        for row in self._rows.get(each, ()):
            yield _Words(self._template.title, self._texts, row)

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
            words = _Words(self._template.title, {}, {**row, "#": str(n)})
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
            organ=self._words.needed(SIGNER_FACT[block.signer]),
            date=self._words.needed(SIGNED_ON),
            sealed=bool(block.seal),
        )

    def _field_rows(
        self, words: _Words, widths: tuple[float, ...], rows: tuple[tuple[CellSpec, ...], ...]
    ) -> tuple[tuple[Field, ...], ...]:
        found = []
        for row in rows:
            pairs = []
            for n in range(0, len(row), 2):
                content = self._content(row[n + 1], words)
                if content is not None:
                    pairs.append((n, self._content(row[n], words) or (), content))
            if pairs:
                found.append(_spread(widths, pairs))
        return tuple(found)

    def _content(self, cell: CellSpec, words: _Words) -> Text | Hand | Grid | None:
        match cell:
            case Markup():
                return words.text(cell) or None
            case TickCell():
                return self._ticks(cell, words)
            case HandCell():
                text = words.text(cell.text) if cell.text is not None else ()
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
        open_choices = {*(chosen.split(BETWEEN) if cell.many else [chosen])} - {""}
        line: list[Inline] = []
        for option in cell.options:
            said = words.text(option)
            name = _OPTION_END.split(words_of(said))[0]
            line.extend((Run("　"),) if line else ())
            line.extend((Box(ticked=name in open_choices), *said[0]))
            open_choices.discard(name)
        if open_choices:
            lacking = BETWEEN.join(sorted(open_choices))
            raise DomainError(
                f"{self._template.title}的选项里没有“{lacking}”。改选一项，或者在模板里补上。"
            )
        return (tuple(line),)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts; groups of rows that follow one another become one table."""
    last: Part | None = None
    for part in parts:
        if (
            isinstance(last, Fields)
            and isinstance(part, Fields)
            and last.groups
            and part.groups
            and not part.title
        ):
            last = Fields(last.rows + part.rows, last.title, last.groups + part.groups)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


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
