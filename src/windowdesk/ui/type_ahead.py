"""Finds an entry of a list by what is typed: words, pinyin initials, its number."""

import time
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from windowdesk.domain.pinyin import PinyinTable

_FORGOTTEN_S: Final = 1.2
_PLAIN: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TypeAhead:
    """Gathers keys that follow each other quickly; ``now`` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._typed = ""
        self._last = 0.0
        self._pinyin: PinyinTable | None = None
        self._spelled: dict[str, tuple[str, ...]] = {}

    def spell_with(self, pinyin: PinyinTable) -> None:
        """Know the initials of Chinese words."""
        self._pinyin = pinyin
        self._spelled = {}

    def take(self, text: str, entries: Sequence[str], here: int) -> int:
        """Return the entry that is meant after ``text`` was typed too, -1 for none.

        The same letter again goes to the next entry that begins so, as in any list.
        """
        at = self._now()
        if at - self._last > _FORGOTTEN_S:
            self._typed = ""
        self._last = at
        self._typed += text.lower()
        if len(set(self._typed)) == 1 and len(self._typed) > 1 and not self._typed.isdigit():
            again = self._find(self._typed[0], entries, here + 1)
            if self._find(self._typed, entries, 0) < 0:
                return again
        start = here if len(self._typed) > 1 else here + 1
        found = self._find(self._typed, entries, max(0, start))
        if found < 0 and len(self._typed) > 1:
            # What was typed before may have belonged to another thought.
            self._typed = text.lower()
            found = self._find(self._typed, entries, here + 1)
        return found

    def _find(self, typed: str, entries: Sequence[str], start: int) -> int:
        order: list[int] = [*range(start, len(entries)), *range(min(start, len(entries)))]
        ways: tuple[Callable[[str, str], bool], ...] = (_begins, self._spells, _holds)
        for fits in ways:
            for place in order:
                if fits(entries[place], typed):
                    return place
        return _numbered(typed, entries)

    def _spells(self, entry: str, typed: str) -> bool:
        if self._pinyin is None or not typed.isalpha() or not typed.isascii():
            return False
        if entry not in self._spelled:
            self._spelled[entry] = self._pinyin.initials(entry, is_person=False)
        return any(initials.lower().startswith(typed) for initials in self._spelled[entry])


def typed_text(event: QKeyEvent) -> str:
    """Return the sign of a key that a list may be searched by, "" for any other key."""
    text = event.text()
    plain = not event.modifiers() & ~_PLAIN
    return text if plain and text.isprintable() and text.strip() else ""


def _begins(entry: str, typed: str) -> bool:
    return entry.lower().startswith(typed)


def _holds(entry: str, typed: str) -> bool:
    return not typed.isascii() and typed in entry


def _numbered(typed: str, entries: Sequence[str]) -> int:
    if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= len(entries):
        return -1
    return int(typed) - 1
