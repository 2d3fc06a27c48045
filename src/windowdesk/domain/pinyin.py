"""Readings of Chinese characters: initials of names in all readings, full pinyin of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

MOST_INITIALS = 24
# A name of twenty polyphonic characters has millions of readings; nobody types beyond the fourth
# character another reading than the usual one.
_MULTIPLIED = 4
_LONGEST_SURNAME = 2


@dataclass(frozen=True)
class PinyinTable:
    """Readings without tones (``lv`` for lü), the usual one first.

    ``readings`` maps a character; ``surnames`` maps a surname of one or two characters to its
    readings as a surname, each a tuple of one syllable for each character.
    """

    readings: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[tuple[str, ...], ...]]
    # First letters of characters that were asked for: names are made of a few thousand.
    _letters: dict[str, tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def syllables(self, character: str) -> tuple[str, ...]:
        """Return all readings of a character in lower case; itself if it is no Chinese one.

        Signs that nobody reads (dots, brackets, blanks) give ().
        """
        found = self.readings.get(character)
        if found is not None:
            return found
        return (character.lower(),) if character.isalnum() else ()

    def initials(self, name: str, *, is_person: bool) -> tuple[str, ...]:
        """Return the initials in upper case, whole strings, at most 24, the likeliest first.

        A person's surname is read as a surname first: 单桂兰 gives SGL, then DGL and CGL.
        """
        choices = [self._letters_of(character) for character in name]
        if is_person:
            self._put_surname_first(name, choices)
        spoken = [letters for letters in choices if letters]
        if not spoken:
            return ()
        if all(len(letters) == 1 for letters in spoken):
            return ("".join(letters[0] for letters in spoken),)
        limited = [
            letters if place < _MULTIPLIED else letters[:1] for place, letters in enumerate(spoken)
        ]
        return tuple("".join(letters) for letters in islice(product(*limited), MOST_INITIALS))

    def full(self, text: str) -> str:
        """Return the usual readings of all characters, run together: 低保 gives dibao."""
        return "".join(found[0] for found in map(self.syllables, text) if found)

    def _letters_of(self, character: str) -> tuple[str, ...]:
        known = self._letters.get(character)
        if known is None:
            known = self._letters[character] = _letters(self.syllables(character))
        return known

    def _put_surname_first(self, name: str, choices: list[tuple[str, ...]]) -> None:
        for length in range(_LONGEST_SURNAME, 0, -1):
            readings = self.surnames.get(name[:length])
            if readings is None or len(name) < length:
                continue
            for place in range(length):
                as_surname = _letters([reading[place] for reading in readings])
                choices[place] = _unique([*as_surname, *choices[place]])
            return


def _letters(syllables: Sequence[str]) -> tuple[str, ...]:
    return _unique([syllable[0].upper() for syllable in syllables])


def _unique(letters: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(letters))
