"""What the talk so far tells a form, by the names that prefill uses (forms/known.py)."""

from collections.abc import Mapping
from datetime import date

from windowdesk.domain.divisions import Divisions
from windowdesk.domain.identity import SEX_LABEL
from windowdesk.forms.address import Address
from windowdesk.ui.acceptance_person import PersonStep


def known_of(person: PersonStep, divisions: Divisions, today: date) -> Mapping[str, str]:
    """Return what is known of the applicant and of who acts for him."""
    found = dict(person.prefill())
    number = person.identity.value
    if number is not None:
        age = number.age_on(today)
        found |= {
            "id_number": number.number,
            "birth": number.birth_on.isoformat() if number.birth_on else "",
            "sex": SEX_LABEL[number.sex] if number.sex else "",
            "age": str(age) if age is not None and today is not date.max else "",
        }
    found["representative"] = person.representative.value().strip()
    found["home"] = _home(person.village.value(), found.get("address", ""), divisions)
    if person.with_agent.isChecked():
        found["agent_name"] = person.agent.name.value().strip()
        found["agent_phone"] = person.agent.phone.value().strip()
    return {key: text for key, text in found.items() if text}


def _home(village: str, address: str, divisions: Divisions) -> str:
    """Return village and address as one answer; the names of the place are not said twice."""
    if not village:
        return ""
    place = divisions.path_of(village)
    rest = address.removeprefix(place)
    town, name = divisions.town(village[:9]), divisions.village(village)
    if town is not None and name is not None and rest == address:
        rest = rest.removeprefix(town.name).removeprefix(name.name)
    return Address(village, place, rest).to_text()
