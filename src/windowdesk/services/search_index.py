"""Search keys of cases and parties, made with the pinyin table."""

from dataclasses import dataclass, field

from windowdesk.domain.case import Case
from windowdesk.domain.party import Party, PartyKind
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.search_keys import case_keys, name_keys, number_key, phone_key

_REMEMBERED = 8


@dataclass(frozen=True)
class SearchIndex:
    """Turns what is stored into the keys that it is found by."""

    pinyin: PinyinTable
    # A new case asks twice for the keys of its applicant: as a person, and as its own.
    _made: dict[tuple[str, bool, str, str], tuple[str, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def case_keys(self, case: Case) -> tuple[str, ...]:
        """Return the keys of a case: its number's, its bundle's, its applicant's."""
        bundle = (number_key(case.turns.bundle),) if case.turns.bundle else ()
        own = case_keys(case.number.digits)
        return (*own, *bundle, *self.party_keys(case.application.applicant))

    def party_keys(self, party: Party) -> tuple[str, ...]:
        """Return the keys of a person or organisation."""
        asked = (
            party.name,
            party.kind is PartyKind.NATURAL,
            party.id_number.number,
            party.phone,
        )
        if asked not in self._made:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            self._made[asked] = self._keys(*asked)
        return self._made[asked]

    def _keys(self, name: str, is_person: bool, number: str, phone: str) -> tuple[str, ...]:  # noqa: FBT001  the parts of one key
        keys = [*name_keys(name, self.pinyin, is_person=is_person), number_key(number)]
        if phone:
            keys.append(phone_key(phone))
        return tuple(dict.fromkeys(keys))
