"""An address: a place of the divisions and the free rest, as the one text that is stored.

The name of the place is kept beside its code, so that a paper of old reads as it did when places
were renamed.
"""

import re
from dataclasses import dataclass

from windowdesk.domain.divisions import Divisions
from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import LINE, clean, half_width, require_length
from windowdesk.forms.form import DIVISION_DIGITS, DivisionLevel, FormField
from windowdesk.forms.lists import canonical, read_record

_CODED = re.compile(r"\s*([0-9]{6}(?:[0-9]{3})?(?:[0-9]{3})?)(?![0-9])\s*(.*)", re.DOTALL)
_LEVEL_NAME = {
    DivisionLevel.COUNTY: "县",
    DivisionLevel.TOWN: "乡镇",
    DivisionLevel.VILLAGE: "村（社区）",
}


@dataclass(frozen=True)
class Address:
    """``code`` of the place with 6, 9 or 12 digits, its names from the county down, the rest."""

    code: str
    place: str
    rest: str

    @property
    def shown(self) -> str:
        """The address as people read it."""
        return f"{self.place}{self.rest}" if self.place else f"{self.code} {self.rest}".strip()

    def to_text(self) -> str:
        """Return the stored text."""
        return canonical({"code": self.code, "place": self.place, "rest": self.rest})


def address_of(answer: str) -> Address:
    """Return the parts of an answer, typed or stored; no code where none was given."""
    found = read_record(answer)
    if found:
        return Address(found.get("code", ""), found.get("place", ""), found.get("rest", ""))
    coded = _CODED.fullmatch(half_width(answer)[:12] + answer[12:])
    if coded is None:
        return Address("", "", answer.strip())
    return Address(coded[1], "", coded[2].strip())


def read_address(field: FormField, typed: str, divisions: Divisions | None) -> Address:
    """Return a checked address; DomainError says what is still to be chosen or written."""
    given = address_of(typed)
    digits = DIVISION_DIGITS[field.down_to]
    if len(given.code) < digits:
        raise DomainError(f"还没选到{_LEVEL_NAME[field.down_to]}。从列表里选。", field.key)
    place = divisions.path_of(given.code) if divisions else given.place
    if divisions and (not place or not _is_whole(divisions, given.code)):
        raise DomainError(f"区划表里没有 {given.code}。从列表里重选。", field.key)
    rest = clean(given.rest, LINE, field.key)
    require_length(rest, field.most_characters, field.key)
    return Address(given.code, place, rest)


def _is_whole(divisions: Divisions, code: str) -> bool:
    if len(code) == DIVISION_DIGITS[DivisionLevel.VILLAGE]:
        return divisions.village(code) is not None
    if len(code) == DIVISION_DIGITS[DivisionLevel.TOWN]:
        return divisions.town(code) is not None
    return True
