"""Keys of the search table: what a case, a person or an item is found by.

Every key begins with one letter for its sort, so that sorts never mix in a range of keys:

====== ================================================
``n``  name, from any of its characters on
``p``  initials of the name in pinyin, likewise
``i``  identity number or credit code
``t``  phone, digits only
``c``  case number, 24 digits
``d``  last five digits of the case number
``s``  month, day and last five digits, as lists show it: 1120-00137
====== ================================================

Three signs and more are asked as a range (``key >= low AND key < high``); one or two signs would
read far too many rows, so such keys are stored as they are and asked with ``=``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.text import half_width, is_invisible, number_text, with_interpuncts

MOST_NAME_KEYS = 24
LONGEST_QUERY = 60
NAME, INITIALS, NUMBER, PHONE = "n", "p", "i", "t"
CASE, CASE_TAIL, CASE_SHORT = "c", "d", "s"
_SHORT = 2
_TAIL_LENGTH = 5
_SHORT_LENGTH = 9
_CASE_LENGTH = 24
_LIKELY_READINGS = 4
_LAST_CODE, _BEFORE_SURROGATES, _AFTER_SURROGATES = 0x10FFFF, 0xD7FF, 0xE000


@dataclass(frozen=True)
class KeyRange:
    """Keys to ask for: ``low <= key < high``, or ``key = low`` where ``high`` is None."""

    low: str
    high: str | None


def name_keys(name: str, pinyin: PinyinTable, *, is_person: bool) -> tuple[str, ...]:
    """Return at most 24 keys for a name: of its characters and of its initials.

    The beginnings of name and likely initials come first, then what a search inside the name
    needs, so that only the far end of a long name goes without a key.
    """
    folded = _fold_name(name)
    initials = pinyin.initials(name, is_person=is_person)
    ordered = dict.fromkeys(_name_keys_by_use(folded, initials))
    return tuple(islice(ordered, MOST_NAME_KEYS))


def number_key(number: str) -> str:
    """Return the key for an identity number or credit code."""
    return NUMBER + number_text(number)


def phone_key(phone: str) -> str:
    """Return the key for a phone number."""
    return PHONE + _digits(phone)


def case_keys(case_digits: str) -> tuple[str, ...]:
    """Return the keys for a case number: all of it, its short form, its last five digits."""
    digits = _digits(case_digits)
    return (
        CASE + digits,
        CASE_SHORT + digits[-_SHORT_LENGTH:],
        CASE_TAIL + digits[-_TAIL_LENGTH:],
    )


def key_ranges(typed: str) -> tuple[KeyRange, ...]:
    """Return what to ask for when ``typed`` stands in the search field; () for nothing.

    The ranges are alternatives, the likeliest first.
    """
    if len(typed) > LONGEST_QUERY:
        return ()
    folded, number = _fold_name(typed), number_text(typed)
    if number.isascii() and number.isdigit():
        return _ranges_for_digits(number)
    ranges = [_range(NAME, folded)] if folded else []
    if folded.isascii() and folded.isalpha():
        ranges.append(_range(INITIALS, folded))
    elif number.isascii() and number.isalnum():
        ranges.append(_range(NUMBER, number))
    return tuple(ranges)


def upper_bound(prefix: str) -> str | None:
    """Return the least text above all that begin with ``prefix``, in the order of code points.

    None if there is none (an empty prefix).
    """
    for end in range(len(prefix), 0, -1):
        code = ord(prefix[end - 1])
        if code == _LAST_CODE:
            continue
        following = _AFTER_SURROGATES if code == _BEFORE_SURROGATES else code + 1
        return prefix[: end - 1] + chr(following)
    return None


def _name_keys_by_use(name: str, initials: tuple[str, ...]) -> Iterator[str]:
    likely = initials[:_LIKELY_READINGS]
    yield from _beginnings(NAME, name)
    for letters in likely:
        yield from _beginnings(INITIALS, letters)
    for place in range(1, len(name)):
        yield NAME + name[place:]
    for letters in likely[:1]:
        for place in range(1, len(letters)):
            yield INITIALS + letters[place:]
    for place in range(1, len(name)):
        yield from _beginnings(NAME, name[place:])
    for letters in initials:
        for place in range(len(letters)):
            yield from _beginnings(INITIALS, letters[place:])


def _beginnings(sort: str, text: str) -> Iterator[str]:
    if text:
        yield sort + text
        for length in range(1, _SHORT + 1):
            yield sort + text[:length]


def _ranges_for_digits(digits: str) -> tuple[KeyRange, ...]:
    if len(digits) == _CASE_LENGTH:
        return (KeyRange(CASE + digits, None),)
    # Fewer digits than a case tail would name half the town.
    if len(digits) < _TAIL_LENGTH:
        return ()
    sort = {_TAIL_LENGTH: CASE_TAIL, _SHORT_LENGTH: CASE_SHORT}.get(len(digits))
    first = () if sort is None else (KeyRange(sort + digits, None),)
    return (*first, *(_range(sort, digits) for sort in (PHONE, NUMBER, CASE)))


def _range(sort: str, text: str) -> KeyRange:
    if len(text) <= _SHORT and sort in {NAME, INITIALS}:
        return KeyRange(sort + text, None)
    return KeyRange(sort + text, upper_bound(sort + text))


def _fold_name(name: str) -> str:
    # Dots and blanks are left out: whoever searches types them rarely and never alike.
    dotted = with_interpuncts(half_width(name)).upper()
    return "".join(
        character
        for character in dotted
        if not (character.isspace() or character == "\u00b7" or is_invisible(character))
    )


def _digits(text: str) -> str:
    return "".join(character for character in half_width(text) if character in "0123456789")
