"""A counter with an item that the county decides, on either database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.databases import SharedPostgres
from tests.factories import make_item
from tests.persistence.postgres_server import PostgresServer
from tests.services.counter import ITEMS, Counter, counter_founding, counter_on, open_counter
from windowdesk.domain.item_kinds import DecidedLevel
from windowdesk.persistence.founding import Founding
from windowdesk.reports.catalogue import PaperRenderer

ORGAN = "青岫县民政局"
COUNTY = replace(
    make_item("county-care"),
    name="特困人员认定",
    short_name="",
    decided_level=DecidedLevel.COUNTY,
    decide_organ=ORGAN,
)


def turn_founding() -> Founding:
    """Return the usual centre with the item of the county."""
    return counter_founding((*ITEMS, COUNTY))


@pytest.fixture(scope="module")
def turn_server(postgres_server: PostgresServer) -> SharedPostgres:
    return SharedPostgres(postgres_server, turn_founding())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def turns(
    request: pytest.FixtureRequest, tmp_path: Path, renderer: PaperRenderer
) -> Iterator[Counter]:
    """Return the counter, once on each database."""
    if request.param == "sqlite":
        opened = open_counter(tmp_path, renderer, turn_founding())
    else:
        server: SharedPostgres = request.getfixturevalue("turn_server")
        opened = counter_on(server.desks(), tmp_path, renderer)
    yield opened
    opened.close()
