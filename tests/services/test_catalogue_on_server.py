"""The catalogue desk on a server: two administrators, an import, and what a clerk may not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.databases import SharedPostgres
from tests.persistence.postgres_server import PostgresServer, postgres_server
from tests.services.catalogue import READY, Admission, catalogue_founding
from tests.services.counter import PROMISE, Counter, counter_on
from windowdesk.domain.errors import NotPermitted
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.persistence.spreadsheet_files import SpreadsheetFiles
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.catalogue_sheets import sheets_of

__all__ = ["postgres_server"]
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def shared_server(postgres_server: PostgresServer) -> SharedPostgres:
    return SharedPostgres(postgres_server, catalogue_founding())


@pytest.fixture
def centre(
    shared_server: SharedPostgres, tmp_path: Path, renderer: PaperRenderer
) -> Iterator[Counter]:
    opened = counter_on(shared_server.desks(), tmp_path, renderer)
    yield opened
    opened.close()


def test_a_later_version_changes_neither_clock_nor_materials_of_a_case(centre: Counter) -> None:
    case_id = centre.accepted(PROMISE)
    before = centre.at().lookup.case(case_id)
    filled = {"fee": "不收费", "result_document": "告知单", "promised_limit": "1个工作日"}
    published = Admission.at(centre).published(PROMISE.item_id, **filled)
    assert published.version == 2
    after = centre.at().lookup.case(case_id)
    assert (after.case.item, after.promise) == (PROMISE, before.promise)
    (now,) = (i for i in centre.at().lookup.item_finder().items if i.item_id == PROMISE.item_id)
    assert now.promised_limit == TimeLimit(1, LimitUnit.WORKDAY)


def test_an_import_makes_drafts_all_or_nothing(centre: Counter, tmp_path: Path) -> None:
    admin = centre.at("admin")
    fresh = replace(READY, item_id="NEW-1", name="老年优待证换发")
    SpreadsheetFiles().write(tmp_path / "in.xlsx", sheets_of([fresh, PROMISE]))
    report = admin.exchange.take(tmp_path / "in.xlsx")
    assert (len(report.new), report.unchanged, report.faults) == (1, 1, ())
    view = admin.catalogue.view("NEW-1")
    assert view.entry.draft is not None
    with pytest.raises(NotPermitted):
        centre.at().catalogue.open_draft(READY.item_id)
    assert centre.at().catalogue.view("NEW-1").entry.item == view.entry.item
