"""Search keys of cases and parties, made with the pinyin table (design decision 14)."""

from dataclasses import dataclass

from windowdesk.domain.case import Case
from windowdesk.domain.party import Party, PartyKind
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.search_keys import case_keys, name_keys, number_key, phone_key


@dataclass(frozen=True)
class SearchIndex:
    """Turns what is stored into the keys that it is found by."""

    pinyin: PinyinTable

    def case_keys(self, case: Case) -> tuple[str, ...]:
        """Return the keys of a case: its number's, its bundle's, its applicant's."""
        bundle = (number_key(case.turns.bundle),) if case.turns.bundle else ()
        own = case_keys(case.number.digits)
        return (*own, *bundle, *self.party_keys(case.application.applicant))

    def party_keys(self, party: Party) -> tuple[str, ...]:
        """Return the keys of a person or organisation."""
        is_person = party.kind is PartyKind.NATURAL
        keys = [*name_keys(party.name, self.pinyin, is_person=is_person)]
        keys.append(number_key(party.id_number.number))
        if party.phone:
            keys.append(phone_key(party.phone))
        return tuple(dict.fromkeys(keys))
