"""Templates of papers: eight kinds of block, read from TOML and checked as a whole.

A template says what a paper holds and in which order; sizes, rules and fonts are chosen by
``paper``. Every problem is told with the place and with what to write instead.
"""

from dataclasses import dataclass
from enum import StrEnum

from windowdesk.reports.markup import Markup
from windowdesk.services.paper_asks import AskedFact

# The type area is this wide on every sheet, so that all papers bind flush in one file.
TYPE_AREA_MM = 156.0
# An upright label of a group of rows takes this much of it.
GROUP_MM = 8.0
# What a roll printer of 80 mm can reach.
ROLL_AREA_MM = 72.0


class PaperKind(StrEnum):
    """The page that a template is set on."""

    NOTICE = "notice"
    FORM = "form"
    COVER = "cover"
    CONTENTS = "contents"
    SLIP = "slip"


class Align(StrEnum):
    """How a column of a list stands."""

    LEFT = "left"
    CENTRE = "centre"


class ParagraphStyle(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    CLOSING = "closing"
    NOTE = "note"
    COPIES = "copies"


class TimeFields(StrEnum):
    """What a hand writes beside its name."""

    NONE = "none"
    DAY = "day"
    MINUTE = "minute"


@dataclass(frozen=True)
class Condition:
    """A block with a condition is printed if the fact is there (``negated``: is not)."""

    fact: str
    negated: bool = False


@dataclass(frozen=True)
class TitleBlock:
    """The heading; a line break in it is kept."""

    text: Markup
    when: Condition | None = None


@dataclass(frozen=True)
class ParagraphBlock:
    """Text; ``to`` is the addressee before it."""

    text: Markup
    style: ParagraphStyle
    to: Markup | None = None
    when: Condition | None = None


@dataclass(frozen=True)
class TickCell:
    """Tick boxes: the one that ``value`` names is ticked, with ``many`` all that it names."""

    value: Markup
    options: tuple[Markup, ...]
    many: bool = False


@dataclass(frozen=True)
class HandCell:
    """Room for a hand: ``height_mm`` at least, words at the top, date at the bottom right."""

    height_mm: float
    text: Markup | None
    time: TimeFields


@dataclass(frozen=True)
class Column:
    """A column of a list: words, or boxes ticked by what the row says."""

    head: str
    text: Markup | TickCell
    width_mm: float
    align: Align


@dataclass(frozen=True)
class GridCell:
    """A small list inside a field."""

    each: str
    columns: tuple[Column, ...]


CellSpec = Markup | TickCell | HandCell | GridCell


@dataclass(frozen=True)
class FieldsBlock:
    """Label and value in turn; the last value of a short row takes the rest of the width.

    With ``each`` the rows are printed once for every row of that list, and say what it says.
    ``group`` is an upright label left of all rows; groups that follow one another are one table.
    """

    widths_mm: tuple[float, ...]
    rows: tuple[tuple[CellSpec, ...], ...]
    title: str = ""
    each: str = ""
    group: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class ListBlock:
    """One row for each row of the list ``each``; nothing at all where it has none."""

    each: str
    columns: tuple[Column, ...]
    title: str
    total: Markup | None
    when: Condition | None = None


class Signer(StrEnum):
    """Who stands under a paper in print."""

    ORGAN = "organ"
    CENTRE = "centre"


@dataclass(frozen=True)
class SignatureBlock:
    """The organ with date and seal place (``signer``), or lines for hands (``labels``)."""

    signer: Signer | None
    labels: tuple[str, ...]
    time: TimeFields
    seal: str
    when: Condition | None = None


@dataclass(frozen=True)
class StubBlock:
    """The part that the centre keeps, under the seam at the foot of the last page."""

    widths_mm: tuple[float, ...]
    rows: tuple[tuple[CellSpec, ...], ...]
    sign: str
    when: Condition | None = None


@dataclass(frozen=True)
class SlipsBlock:
    """One slip for each row of ``each``: a table and a note, with a line to cut along below."""

    each: str
    widths_mm: tuple[float, ...]
    rows: tuple[tuple[CellSpec, ...], ...]
    note: Markup
    when: Condition | None = None


@dataclass(frozen=True)
class RulerBlock:
    """Two rulers in millimetres that start at one corner, to hold a real one against."""

    width_mm: float
    height_mm: float
    when: Condition | None = None


Block = (
    TitleBlock
    | ParagraphBlock
    | FieldsBlock
    | ListBlock
    | SignatureBlock
    | StubBlock
    | SlipsBlock
    | RulerBlock
)


@dataclass(frozen=True)
class Template:
    """A template that was checked as a whole.

    One without ``number`` is a free sheet, no document of a case: it prints codes only if it has
    a ``kind_code``. ``running`` stands at the right of the running head where there is no number.
    ``asks`` are the facts that somebody types before the paper can be issued.
    """

    code: str
    kind_code: str
    title: str
    version: int
    paper: PaperKind
    number: str
    copies: tuple[str, ...]
    blocks: tuple[Block, ...]
    running: Markup | None = None
    asks: tuple[AskedFact, ...] = ()

    @property
    def has_stub(self) -> bool:
        """Whether a part of the sheet stays at the centre."""
        return any(isinstance(block, StubBlock) for block in self.blocks)

    @property
    def seal(self) -> str:
        """Which seal the paper has a place for; empty if none."""
        signatures = (block for block in self.blocks if isinstance(block, SignatureBlock))
        return next((block.seal for block in signatures if block.seal), "")
