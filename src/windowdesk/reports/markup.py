"""The small language inside a template's texts: ``{fact}``, ``_underlined_``, ``**strong**``.

Marks are read before facts are put in, so that a name with an underscore stays a name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from windowdesk.reports.inline import Run, Text

_TOKEN = re.compile(r"\{([^{}]*)\}|(\*\*)|(_)|(\n)|([^{}*_\n]+|.)", re.DOTALL)
_SLOT = re.compile(r"(#|[a-z][a-z0-9_.]*)?(\?)?(?:\|(\d{0,3}|—))?")
# Stands in a cell that must stay empty, so that nothing can be written into it later.
_DASH = "—"


class MarkupError(Exception):
    """The text cannot be read; the message is a Chinese clause that says what to write."""


@dataclass(frozen=True)
class Literal:
    """Text as it stands in the template."""

    text: str
    strong: bool = False
    underline: bool = False

    @cached_property
    def run(self) -> Run:
        """The text as it stands in a line of every paper."""
        return Run(self.text, self.strong, self.underline)


@dataclass(frozen=True)
class Slot:
    """A place for a fact.

    ``optional``: an empty fact drops the row or line. ``blank``: millimetres of ruled line for
    the hand where the fact is empty (``name`` may be empty itself then). ``silent``: nothing is
    printed where the fact is empty, and the rest stays. ``dashed``: a dash is printed there.
    """

    name: str
    optional: bool = False
    blank: int = 0
    silent: bool = False
    strong: bool = False
    underline: bool = False
    dashed: bool = False


Segment = Literal | Slot


@dataclass(frozen=True)
class Markup:
    """A text in lines of segments."""

    lines: tuple[tuple[Segment, ...], ...]

    @cached_property
    def fixed(self) -> Text | None:
        """The text itself where it holds no fact: half of all labels are set again and again."""
        if self.slots():
            return None
        return tuple(tuple(s.run for s in line if isinstance(s, Literal)) for line in self.lines)

    @cached_property
    def hinges(self) -> tuple[tuple[tuple[Segment, ...], tuple[str, ...]], ...]:
        """Each line with the facts on which it depends whether it is printed."""
        return tuple(
            (line, tuple(s.name for s in line if isinstance(s, Slot) and s.optional))
            for line in self.lines
        )

    def slots(self) -> tuple[Slot, ...]:
        """Return all places for facts, in order."""
        return tuple(s for line in self.lines for s in line if isinstance(s, Slot))


def parse(text: str, known: Iterable[str]) -> Markup:
    """Read ``text``; MarkupError if a mark is open at the end or a fact is not in ``known``."""
    names = frozenset(known)
    lines: list[list[Segment]] = [[]]
    strong = underline = False
    for slot, star, bar, newline, plain in _TOKEN.findall(text):
        if star:
            strong = not strong
        elif bar:
            underline = not underline
        elif newline:
            lines.append([])
        elif plain:
            lines[-1].append(Literal(_plain(plain), strong, underline))
        else:
            lines[-1].append(_slot(slot, names, strong=strong, underline=underline))
    if strong or underline:
        mark = "**" if strong else "_"
        raise MarkupError(f"“{text}”里的 {mark} 没有成对，前后各写一个")
    return Markup(tuple(tuple(line) for line in lines))


def _plain(text: str) -> str:
    if text in "{}":
        raise MarkupError(f"有单独的“{text}”，占位符要写成 {{applicant.name}} 这样")
    return text


def _slot(text: str, known: frozenset[str], *, strong: bool, underline: bool) -> Slot:
    found = _SLOT.fullmatch(text)
    if found is None or not text:
        raise MarkupError(f"占位符 {{{text}}} 写法不对，要写成 {{applicant.name}} 这样")
    name, optional, blank = found.groups()
    if name and name not in known:
        raise MarkupError(f"没有叫 {{{name}}} 的占位符，可用的名字见 reports/README.md")
    if not name and (not blank or blank == _DASH):
        raise MarkupError(f"占位符 {{{text}}} 缺名字，只留手写横线的写成 {{|30}}")
    return Slot(
        name=name or "",
        optional=optional is not None,
        blank=int(blank) if blank and blank != _DASH else 0,
        silent=blank == "",
        strong=strong,
        underline=underline,
        dashed=blank == _DASH,
    )
