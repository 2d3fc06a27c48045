"""The parts of a paper with every word decided: what the renderers draw."""

from dataclasses import dataclass, replace

from windowdesk.reports.inline import Text
from windowdesk.reports.template import PaperKind, ParagraphStyle, TimeFields

FILE_KINDS = frozenset((PaperKind.COVER, PaperKind.CONTENTS))

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
class Group:
    """An upright label left of ``rows`` rows of a table."""

    label: str
    rows: int


@dataclass(frozen=True)
class Fields:
    """Rows of labels and values, under an own title or none.

    ``groups`` are upright labels left of so many rows each; all rows belong to one, or none does.
    """

    rows: tuple[tuple[Field, ...], ...]
    title: str = ""
    groups: tuple[Group, ...] = ()


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


@dataclass(frozen=True)
class Slip:
    """A part of a sheet that is cut off: its rows and what is written under them."""

    fields: Fields
    note: Text


@dataclass(frozen=True)
class Slips:
    """Slips one under the other."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True)
class Ruler:
    """Two rulers in millimetres that start at one corner."""

    width_mm: float
    height_mm: float


Part = Heading | Prose | Fields | Listing | SignOff | HandLines | Stub | Slips | Ruler


@dataclass(frozen=True)
class Paper:
    """A paper with every word decided. One without number is a free sheet."""

    title: str
    version: int
    kind: PaperKind
    kind_code: str
    number: str
    copies: tuple[str, ...]
    parts: tuple[Part, ...]
    running: str = ""

    @property
    def has_codes(self) -> bool:
        """Whether the code band stands over the first page.

        The papers of a file bear none: it outlives any address that a code could lead to.
        """
        return bool(self.kind_code) and self.kind not in FILE_KINDS

    @property
    def has_stub(self) -> bool:
        """Whether a part of the sheet stays at the centre."""
        return any(isinstance(part, Stub) for part in self.parts)


def with_empty_row(paper: Paper) -> Paper:
    """Return a paper whose lists have one more row, with nothing in it."""
    return replace(
        paper,
        parts=tuple(
            replace(
                part, grid=replace(part.grid, rows=(*part.grid.rows, ((),) * len(part.grid.heads)))
            )
            if isinstance(part, Listing)
            else part
            for part in paper.parts
        ),
    )
