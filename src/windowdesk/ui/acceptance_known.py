"""Persons whom the centre knows: by number, and by what was typed of a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IdNumber
from windowdesk.domain.party import Party
from windowdesk.services.session import Session
from windowdesk.services.worklists import FindQuery, PartyRow

_MOST = 3


@dataclass(frozen=True)
class KnownPersons:
    """Asks the centre's memory; every method belongs off the GUI thread."""

    session: Session

    def by_number(self, number: IdNumber) -> Party | None:
        """Return the party with this number, if the centre knows it."""
        return self.session.lookup.known_party(number)

    def like(self, text: str) -> tuple[PartyRow, ...]:
        """Return parties whose name or number begins like ``text``, at most three."""
        return self.session.database.lists.likely_parties(text, _MOST)

    def whole(self, row: PartyRow) -> Party:
        """Return the party of a row with its full number; the look is logged.

        The row shows no whole number, so it comes from the party's last case, as any look at a
        full number does. DomainError if no case of the party can be read.
        """
        for case in self.session.database.lists.find(FindQuery(row.name)):
            if case.id_masked != row.id_masked:
                continue
            party = self.session.lookup.case(case.case_id).case.application.applicant
            if party.id == str(row.party_id):
                self.session.lookup.full_id(case.case_id)
                return party
        raise DomainError("没找到这个人办过的件。照证件录入号码。", "applicant.id_number")


def as_typed(party: Party) -> Mapping[str, str]:
    """Return a known applicant as if he had been typed."""
    return {
        "applicant.id_kind": party.id_number.kind.value,
        "applicant.id_number": party.id_number.number,
        "applicant.name": party.name,
        "applicant.phone": party.phone,
        "applicant.village": party.village,
        "applicant.address": party.address,
        "applicant.representative": party.representative,
    }
