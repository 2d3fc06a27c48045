"""Breaks Chinese text into lines; pure, in em and points, without a renderer.

No sign that closes begins a line and none that opens ends one (GB/T 15834); neighbouring signs
share their white; figures keep their 年月日; a run of ASCII is cut only if it is wider than the
line. A justified line is spread by at most 0.3 em a gap, the last line of a paragraph never.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from windowdesk.reports.inline import Blank, Box, Line, Run

NO_START = frozenset("，。、；：！？）》〉】〕」』”’…—·％℃℉,.;:!?)]}%~～／/‧•・")
NO_END = frozenset("（《〈【〔「『“‘([{")
MAX_SPREAD_EM = 0.3

_OPEN = frozenset("（《〈【〔「『“‘")
_CLOSE = frozenset("，。、；：）》〉】〕」』”’！？")
# What a figure is never parted from.
_UNITS = frozenset("年月日时分号个件份页元人次联卷条款项层倍岁户亩")
_TOKEN = re.compile(r"[!-~]+|.", re.DOTALL)
# A sign narrower than this has no white half that could be given away.
_FULL_EM = 0.9
_HALF_EM = 0.5
_BOX_EM = 1.05
_EPSILON = 1e-6
_POINTS_PER_MM = 72 / 25.4

Measure = Callable[[str, bool], float]
"""Returns the width of a text in em; the second argument says whether it is strong."""


@dataclass(frozen=True, slots=True)
class Atom:
    """What is never parted, at ``x`` points from the left; ``after``: white before the next.

    ``glued`` holds on to the next atom always, ``tied`` as long as the line stays even.
    """

    text: str
    width: float
    strong: bool = False
    underline: bool = False
    blank: bool = False
    box: Box | None = None
    glued: bool = False
    tied: bool = False
    x: float = 0.0
    after: float = 0.0


@dataclass(frozen=True)
class SetLine:
    """A line that is set: its atoms and its width in points."""

    atoms: tuple[Atom, ...]
    width: float

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(atom.text for atom in self.atoms)


@dataclass(frozen=True)
class Setting:
    """How to set: the width and the indent of the first line in points, the size of the type."""

    width: float
    size: float
    indent: float = 0.0
    justified: bool = False


def set_lines(line: Line, setting: Setting, measure: Measure) -> tuple[SetLine, ...]:
    """Break one paragraph; an empty one gives one empty line."""
    atoms = _Breaker(_glued(list(_atoms(line, setting.size, measure))), setting, measure)
    found = list(atoms.lines())
    return tuple(found) or (SetLine((), 0.0),)


def natural_width(line: Line, size: float, measure: Measure) -> float:
    """Return the width that ``line`` takes if it is never broken, in points."""
    atoms = _glued(list(_atoms(line, size, measure)))
    trims = sum(_pair_trim(a, b, size) for a, b in pairwise(atoms))
    return sum(atom.width for atom in atoms) - trims


def _atoms(line: Line, size: float, measure: Measure) -> Iterator[Atom]:
    for part in line:
        match part:
            case Blank():
                yield Atom("", part.width_mm * _POINTS_PER_MM, blank=True)
            case Box():
                yield Atom("", _BOX_EM * size, box=part, glued=True)
            case Run():
                for token in _TOKEN.findall(part.text):
                    width = measure(token, part.strong) * size
                    yield Atom(token, width, part.strong, part.underline)


def _glued(atoms: list[Atom]) -> list[Atom]:
    """Mark the atoms that hold on to the one behind them."""
    in_option = False
    for n, (one, other) in enumerate(pairwise(atoms)):
        in_option = (in_option or one.box is not None) and not _ends_option(other)
        if _holds(one, other) or in_option:
            atoms[n] = _holding(one, glued=True)
        elif one.text == "〕" and other.text.isascii():
            # A document number: 〔2026〕118号.
            atoms[n] = _holding(one, tied=True)
    return atoms


def _holding(atom: Atom, *, glued: bool = False, tied: bool = False) -> Atom:
    """Return an atom of ``_atoms`` that holds on to the next; written out as ``_at`` is."""
    return Atom(
        atom.text, atom.width, atom.strong, atom.underline, atom.blank, atom.box,
        glued or atom.glued, tied or atom.tied,
    )  # fmt: skip


def _ends_option(atom: Atom) -> bool:
    return atom.box is not None or _is_white(atom)


def _holds(one: Atom, other: Atom) -> bool:
    if not one.text or not other.text:
        # A rule for the hand stays with the word before it.
        return (other.blank and one.text not in NO_START) or other.text[:1] in NO_START
    if one.text[-1] in NO_END or other.text[0] in NO_START:
        return True
    return one.text.isascii() and one.text[-1].isdigit() and other.text in _UNITS


def _at(atom: Atom, x: float, after: float) -> Atom:
    """Return the atom in its place; written out, for this is done for every character."""
    return Atom(
        atom.text, atom.width, atom.strong, atom.underline, atom.blank, atom.box,
        atom.glued, atom.tied, x, after,
    )  # fmt: skip


def _is_white(atom: Atom) -> bool:
    return bool(atom.text) and not atom.text.strip()


def _pair_trim(one: Atom, other: Atom, size: float) -> float:
    """Return the white that two neighbouring signs share: half an em, or nothing."""
    closing = one.text in _CLOSE and (other.text in _CLOSE or other.text in _OPEN)
    opening = one.text in _OPEN and other.text in _OPEN
    if (closing or opening) and min(one.width, other.width) > _FULL_EM * size:
        return _HALF_EM * size
    return 0.0


class _Breaker:
    def __init__(self, atoms: list[Atom], setting: Setting, measure: Measure) -> None:
        self._atoms = atoms
        self._setting = setting
        self._measure = measure

    def lines(self) -> Iterator[SetLine]:
        """Yield the lines; the last one never holds a single character if that can be helped."""
        ranges: list[tuple[int, int]] = []
        start = 0
        while start < len(self._atoms):
            end = self._end(start, 0.0 if ranges else self._setting.indent)
            ranges.append((start, end))
            start = self._skip_white(end)
        if len(ranges) > 1:
            ranges[-2:] = self._without_runt(ranges[-2], ranges[-1])
        for n, (start, end) in enumerate(ranges):
            stop = end
            while stop > start + 1 and _is_white(self._atoms[stop - 1]):
                stop -= 1
            indent = 0.0 if n else self._setting.indent
            yield self._placed(start, stop, indent, is_last=n == len(ranges) - 1)

    def _without_runt(
        self, before: tuple[int, int], last: tuple[int, int]
    ) -> list[tuple[int, int]]:
        """Move a character down where one alone would stand on the last line."""
        words = [a for a in self._atoms[slice(*last)] if a.text and a.text not in NO_START]
        if len(words) != 1 or len(words[0].text) > 1 or last[0] != before[1]:
            return [before, last]
        for cut in range(before[1] - 1, before[0] + 1, -1):
            if not self._atoms[cut - 1].glued:
                moved = self._atoms[cut : last[1]]
                if sum(atom.width for atom in moved) > self._setting.width:
                    break
                return [(before[0], cut), (cut, last[1])]
        return [before, last]

    def _skip_white(self, start: int) -> int:
        while start < len(self._atoms) and _is_white(self._atoms[start]):
            start += 1
        return start

    def _end(self, start: int, indent: float) -> int:
        """Return where the line that begins at ``start`` ends; at least one atom further on."""
        x, n = indent - self._head_trim(start), start
        # The last place to end an even line, and the last place at all where it may end.
        even, allowed = start, start
        while n < len(self._atoms):
            atom = self._atoms[n]
            if not self._fits(x, atom, n) and not _is_white(atom):
                room = self._setting.width - x
                if atom.width > self._setting.width and self._cut(n, room, at_head=n == start):
                    return n + 1
                if even > start and not self._is_ragged(start, even, indent):
                    return even
                return allowed if allowed > start else max(n, start + 1)
            following = self._atoms[n + 1] if n + 1 < len(self._atoms) else None
            x += atom.width - (_pair_trim(atom, following, self._size) if following else 0.0)
            n += 1
            allowed = allowed if atom.glued else n
            even = even if atom.glued or atom.tied else n
        return n

    def _is_ragged(self, start: int, end: int, indent: float) -> bool:
        """Whether a line would be spread by more than is allowed to become even."""
        if not self._setting.justified:
            return False
        atoms = self._atoms[start:end]
        trims = sum(_pair_trim(a, b, self._size) for a, b in pairwise(atoms))
        natural = indent + sum(atom.width for atom in atoms) - trims
        return self._setting.width - natural > MAX_SPREAD_EM * self._size * (len(atoms) - 1)

    def _fits(self, x: float, atom: Atom, n: int) -> bool:
        """Whether the atom fits; a closing sign may give its white half to the margin."""
        last_chance = _HALF_EM * self._size if self._gives_white(n) else 0.0
        return x + atom.width - last_chance <= self._setting.width + _EPSILON

    @property
    def _size(self) -> float:
        return self._setting.size

    def _gives_white(self, n: int) -> bool:
        atom = self._atoms[n]
        return atom.text in _CLOSE and atom.width > _FULL_EM * self._size

    def _head_trim(self, start: int) -> float:
        """Return how far an opening sign is drawn into the margin at the head of a line."""
        atom = self._atoms[start]
        wide = atom.text in _OPEN and atom.width > _FULL_EM * self._size
        return _HALF_EM * self._size if wide and start > 0 else 0.0

    def _cut(self, n: int, room: float, *, at_head: bool) -> bool:
        """Cut an atom that is wider than a whole line where ``room`` ends, if it is text."""
        atom = self._atoms[n]
        kept, width = 0, 0.0
        for char in atom.text:
            width += self._measure(char, atom.strong) * self._size
            if width > room + _EPSILON:
                break
            kept += 1
        if at_head:
            kept = max(kept, 1)
        if not 0 < kept < len(atom.text):
            return False
        width = self._measure(atom.text[:kept], atom.strong) * self._size
        head = replace(atom, text=atom.text[:kept], width=width, glued=False)
        rest = replace(atom, text=atom.text[kept:], width=atom.width - width)
        self._atoms[n : n + 1] = [head, rest]
        return True

    def _placed(self, start: int, stop: int, indent: float, *, is_last: bool) -> SetLine:
        atoms = self._atoms[start:stop]
        trims = [_pair_trim(a, b, self._size) for a, b in pairwise(atoms)]
        x = indent - self._head_trim(start)
        free = self._setting.width - x - sum(atom.width for atom in atoms) + sum(trims)
        if free < 0 and self._gives_white(stop - 1):
            # The sign at the end lends its white half to the margin, its ink stays inside.
            free += _HALF_EM * self._size
            atoms[-1] = replace(atoms[-1], width=atoms[-1].width - _HALF_EM * self._size)
        gap = free / len(trims) if trims and self._setting.justified and not is_last else 0.0
        gap = gap if gap <= MAX_SPREAD_EM * self._size else 0.0
        placed = []
        for n, atom in enumerate(atoms):
            after = gap - trims[n] if n < len(trims) else 0.0
            placed.append(_at(atom, x, after))
            x += atom.width + after
        return SetLine(tuple(placed), x)
