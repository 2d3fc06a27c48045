"""500 names go into the database and come out of it as they went in, and are found."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import make_party
from tests.rare_names import rare_names
from windowdesk.domain.text import clean_name
from windowdesk.persistence.open_database import OpenDatabase
from windowdesk.reports.fonts import Fonts


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    folder: Path = tmp_path_factory.mktemp("fonts")
    return rare_names(Fonts(folder, {}).lacking)


def test_every_name_comes_back_sign_by_sign(clerk: OpenDatabase, names: tuple[str, ...]) -> None:
    parties = [make_party(clean_name(name), serial) for serial, name in enumerate(names, 1)]
    with clerk.unit_of_work() as uow:
        for party in parties:
            uow.parties.add(party, [f"n{party.name}"])
        uow.commit()
    with clerk.reading() as uow:
        found = [uow.parties.find(p.id_number.kind, p.id_number.number) for p in parties]
    assert [party.name for party in found if party is not None] == list(names)
    assert [replace(party, name="") for party in found if party] == [
        replace(party, name="") for party in parties
    ]
