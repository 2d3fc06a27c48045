"""What stands in a line of a paper, for every renderer the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Text of one look."""

    text: str
    strong: bool = False
    underline: bool = False


@dataclass(frozen=True)
class Blank:
    """A ruled line for the hand, in millimetres."""

    width_mm: float


@dataclass(frozen=True)
class Box:
    """A tick box; it never parts from the word after it."""

    ticked: bool


Inline = Run | Blank | Box
Line = tuple[Inline, ...]
Text = tuple[Line, ...]


def plain(text: str) -> Text:
    """Return ``text`` as lines of one look."""
    return tuple((Run(line),) for line in text.split("\n"))


def words_of(text: Text) -> str:
    """Return the words of ``text`` without boxes and rules, lines joined by a line break."""
    return "\n".join("".join(part.text for part in line if isinstance(part, Run)) for line in text)
