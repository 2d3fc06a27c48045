"""Typed text: what is mended without a word, and what is refused with the place named."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from windowdesk.domain.errors import DomainError

INTERPUNCT = "\u00b7"
# Marks that stand at half height and alone, as the dot between the parts of a name does: bullet,
# hyphenation point, bullet and dot operators, katakana dots, runic and word separators, ano teleia.
LOOK_ALIKE_DOTS = "\u2022\u2027\u2219\u22c5\u30fb\uff65\u16eb\u2e31\u0387"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"

_DOT_TABLE = dict.fromkeys(map(ord, LOOK_ALIKE_DOTS), INTERPUNCT)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# Unassigned code points are not refused: the newest extensions of Han are not known to the
# tables of this Python. Non-characters and the mark of a lost character never are a text.
_NEVER_TEXT = {0xFFFD, *range(0xFDD0, 0xFDF0)}
_INVISIBLE_CATEGORIES = {"Cf", "Zl", "Zp"}


class Invisible(StrEnum):
    """What a field does with signs that nobody sees."""

    REMOVE = "remove"
    REFUSE = "refuse"


@dataclass(frozen=True)
class TextKind:
    """How text is taken: greatest length in characters, lines, invisible signs, dots.

    ``is_name`` keeps every character as it was typed, save look-alike dots.
    """

    longest: int
    many_lines: bool = False
    invisible: Invisible = Invisible.REMOVE
    is_name: bool = False


NAME = TextKind(100, invisible=Invisible.REFUSE, is_name=True)
LINE = TextKind(200)
NOTE = TextKind(2000, many_lines=True)


def clean(raw: str, kind: TextKind, field: str | None = None) -> str:
    """Return typed text as it is stored; outer blanks go, "" stays "".

    DomainError (with ``field``) on text that is too long, and on a sign that is no text: its
    place is named, counted in characters from 1.
    """
    require_length(raw, kind.longest, field)
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []
    for place, character in enumerate(text, start=1):
        if character in "\n\t":
            kept.append(character if kind.many_lines else " ")
        elif is_invisible(character):
            if kind.invisible is Invisible.REFUSE:
                raise _refused(place, character, field)
        elif _is_no_text(character):
            raise _refused(place, character, field)
        else:
            kept.append(character)
    cleaned = "".join(kept).strip()
    return with_interpuncts(cleaned) if kind.is_name else compose(cleaned)


def clean_name(raw: str, field: str = "name") -> str:
    """Return a typed name; DomainError if it is empty, too long or holds a sign that is no text."""
    name = clean(raw, NAME, field)
    if not name:
        raise DomainError("还没有姓名或名称。照证件录入。", field)
    return name


def require_length(text: str, longest: int, field: str | None = None) -> None:
    """Raise DomainError in one sentence if ``text`` has more than ``longest`` characters."""
    if len(text) > longest:
        raise DomainError(f"这一栏最多 {longest} 个字，现在有 {len(text)} 个。删去多余的。", field)


def with_interpuncts(name: str) -> str:
    """Return ``name`` with look-alike dots as U+00B7; nothing else is ever changed."""
    return name.translate(_DOT_TABLE)


def compose(text: str) -> str:
    """Return ``text`` in NFC, save the characters that NFC would exchange for another one.

    Compatibility ideographs (U+F900 on) are such: some of them are the only correct form of a
    person's or a place's name.
    """
    runs = groupby(text, key=_stays_itself)
    return "".join(
        unicodedata.normalize("NFC", "".join(run)) if safe else "".join(run) for safe, run in runs
    )


def half_width(text: str) -> str:
    """Return ``text`` with full-width letters, digits, signs and blanks in half width."""
    return text.translate(_HALF_WIDTH)


def number_text(text: str) -> str:
    """Return ``text`` as a number is meant: half width, no blanks, hyphens or invisible signs."""
    return "".join(
        character for character in half_width(text) if not _is_dressing(character)
    ).upper()


def is_invisible(character: str) -> bool:
    """Return whether a reader cannot see the sign: zero-width and direction marks and the like."""
    return unicodedata.category(character) in _INVISIBLE_CATEGORIES


def _is_no_text(character: str) -> bool:
    code = ord(character)
    is_non_character = code in _NEVER_TEXT or code & 0xFFFE == 0xFFFE  # noqa: PLR2004  U+xxFFFE, U+xxFFFF
    return is_non_character or unicodedata.category(character) in {"Cc", "Cs"}


def _refused(place: int, character: str, field: str | None) -> DomainError:
    return DomainError(
        f"第 {place} 个字符看不见、打不出（U+{ord(character):04X}）。删掉这一段重新录入。", field
    )


def _is_dressing(character: str) -> bool:
    is_selector = "\ufe00" <= character <= "\ufe0f"
    is_blank = character.isspace() or is_invisible(character)
    return is_blank or is_selector or character in HYPHENS


def _stays_itself(character: str) -> bool:
    return unicodedata.normalize("NFC", character) == character
