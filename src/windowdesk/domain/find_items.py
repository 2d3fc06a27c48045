"""Finding an item of the catalogue while the clerk types."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.search_keys import LONGEST_QUERY
from windowdesk.domain.text import half_width


class MatchKind(IntEnum):
    """How an item was found, the best first."""

    CODE = 0
    PLAIN_WORD = 1
    NAME_START = 2
    PLAIN_WORD_PART = 3
    NAME_PART = 4
    PLAIN_WORD_PINYIN = 5
    NAME_START_PINYIN = 6
    NAME_PART_PINYIN = 7
    CODE_START = 8
    DEPARTMENT = 9
    DEPARTMENT_PINYIN = 10


@dataclass(frozen=True)
class ItemMatch:
    """A found item; ``start`` and ``length`` mark the found part of ``text``.

    ``text`` is the name, the plain word, the code or the department that was found.
    """

    item: Item
    kind: MatchKind
    text: str
    start: int
    length: int


@dataclass(frozen=True)
class _Hit:
    start: int
    length: int


@dataclass(frozen=True)
class _Text:
    """A text prepared for search: folded, and the readings of each of its characters."""

    shown: str
    folded: str
    cells: tuple[tuple[str, ...], ...]
    first_letters: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    item: Item
    code: str
    names: tuple[_Text, ...]
    plain_words: tuple[_Text, ...]
    department: _Text


class ItemIndex:
    """The items of the centre, prepared once; a few thousand at most."""

    def __init__(self, items: Iterable[Item], pinyin: PinyinTable) -> None:
        self._entries = tuple(_entry(item, pinyin) for item in items)

    def find(self, typed: str, most: int = 50) -> tuple[ItemMatch, ...]:
        """Return items by name part, code, department, pinyin and plain words, best first.

        Words between blanks must all be found; the mark shows the worst found of them. Published
        items come before others that are found as well.
        """
        if len(typed) > LONGEST_QUERY:
            return ()
        words = _fold(typed).split()
        if not words:
            return ()
        found = [match for entry in self._entries if (match := _match_all(entry, words))]
        found.sort(key=_order)
        return tuple(found[:most])


def _order(match: ItemMatch) -> tuple[bool, int, int, int, int, str]:
    is_hidden = match.item.state is not ItemState.PUBLISHED
    unspoken = len(match.text) - match.length
    name_length = len(match.item.name)
    return is_hidden, match.kind, match.start, unspoken, name_length, match.item.item_id


def _match_all(entry: _Entry, words: list[str]) -> ItemMatch | None:
    worst: ItemMatch | None = None
    for word in words:
        match = _match(entry, word)
        if match is None:
            return None
        if worst is None or match.kind > worst.kind:
            worst = match
    return worst


def _match(entry: _Entry, word: str) -> ItemMatch | None:
    if word.isascii():
        return _match_code(entry, word) or _match_text(entry, word) or _match_pinyin(entry, word)
    return _match_text(entry, word)


def _match_code(entry: _Entry, word: str) -> ItemMatch | None:
    if not entry.code.startswith(word):
        return None
    kind = MatchKind.CODE if entry.code == word else MatchKind.CODE_START
    return ItemMatch(entry.item, kind, entry.item.code, 0, len(word))


def _match_text(entry: _Entry, word: str) -> ItemMatch | None:
    best: ItemMatch | None = None
    for text, whole, start, part in (
        *((t, MatchKind.PLAIN_WORD, MatchKind.PLAIN_WORD_PART, MatchKind.PLAIN_WORD_PART)
          for t in entry.plain_words),
        *((t, MatchKind.NAME_START, MatchKind.NAME_START, MatchKind.NAME_PART)
          for t in entry.names),
        (entry.department, MatchKind.DEPARTMENT, MatchKind.DEPARTMENT, MatchKind.DEPARTMENT),
    ):  # fmt: skip
        place = text.folded.find(word)
        if place < 0:
            continue
        kind = whole if text.folded == word else part if place else start
        if best is None or kind < best.kind:
            best = ItemMatch(entry.item, kind, text.shown, place, len(word))
    return best


def _match_pinyin(entry: _Entry, word: str) -> ItemMatch | None:
    for texts, start, part in (
        (entry.plain_words, MatchKind.PLAIN_WORD_PINYIN, MatchKind.PLAIN_WORD_PINYIN),
        (entry.names, MatchKind.NAME_START_PINYIN, MatchKind.NAME_PART_PINYIN),
        ((entry.department,), MatchKind.DEPARTMENT_PINYIN, MatchKind.DEPARTMENT_PINYIN),
    ):
        for text in texts:
            hit = _spelled(text, word)
            if hit is not None:
                kind = part if hit.start else start
                return ItemMatch(entry.item, kind, text.shown, hit.start, hit.length)
    return None


def _spelled(text: _Text, word: str) -> _Hit | None:
    """Return the first place from which ``word`` spells the text, by initials, syllables or both.

    The last syllable may be begun only.
    """
    for start, letters in enumerate(text.first_letters):
        if word[0] in letters:
            end = _spell_from(text.cells, start, word)
            if end:
                return _Hit(start, end - start)
    return None


def _spell_from(cells: tuple[tuple[str, ...], ...], start: int, word: str) -> int:
    """Return the end of the characters that ``word`` spells from ``start`` on; 0 if it does not."""
    reached = {word}
    for place in range(start, len(cells)):
        cell = cells[place]
        if not cell:
            continue
        rests: set[str] = set()
        for rest in reached:
            for syllable in cell:
                if syllable.startswith(rest):
                    return place + 1
                if rest.startswith(syllable):
                    rests.add(rest[len(syllable) :])
                if rest[0] == syllable[0]:
                    rests.add(rest[1:])
        if not rests:
            return 0
        reached = rests
    return 0


def _entry(item: Item, pinyin: PinyinTable) -> _Entry:
    names = dict.fromkeys(name for name in (item.name, item.short_name) if name)
    return _Entry(
        item=item,
        code=_fold(item.code),
        names=tuple(_text(name, pinyin) for name in names),
        plain_words=tuple(_text(word, pinyin) for word in item.plain_words),
        department=_text(item.department, pinyin),
    )


def _text(shown: str, pinyin: PinyinTable) -> _Text:
    cells = tuple(pinyin.syllables(character) for character in shown)
    letters = tuple("".join({syllable[0] for syllable in cell}) for cell in cells)
    return _Text(shown, _fold(shown), cells, letters)


def _fold(text: str) -> str:
    return half_width(text).lower()
