"""All use cases of one logged-in account, put together once after login."""

from dataclasses import dataclass

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.identity import IssuingPlaces
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.forms.shelf import FormShelf
from windowdesk.services.acceptance import Acceptance
from windowdesk.services.acting import Bench
from windowdesk.services.attachments import Attachments
from windowdesk.services.bench_services import BenchServices
from windowdesk.services.bundles import Bundles
from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.services.catalogue_import import CatalogueExchange
from windowdesk.services.copy_out import CopyOut
from windowdesk.services.deferral import Deferral
from windowdesk.services.drafts import DraftBox
from windowdesk.services.enclosures import Enclosures
from windowdesk.services.evidence import Evidence
from windowdesk.services.finding import Finding
from windowdesk.services.ledger_export import LedgerExport
from windowdesk.services.list_export import ListExport
from windowdesk.services.lookup import Lookup
from windowdesk.services.paper_port import Renderer
from windowdesk.services.paper_proofs import PaperProofs
from windowdesk.services.photo_folder import PhotoFolder
from windowdesk.services.ports import Database
from windowdesk.services.press import Press
from windowdesk.services.receipt_slips import ReceiptSlips
from windowdesk.services.sealings import Sealings
from windowdesk.services.sheets import Sheets
from windowdesk.services.window_outcomes import WindowOutcomes


@dataclass(frozen=True)
class Session(BenchServices):
    """What screens and commands act through. ``centre`` is as it was at login."""

    account: Account
    centre: Centre
    window: str
    database: Database
    bench: Bench
    acceptance: Acceptance
    bundles: Bundles
    outcomes: WindowOutcomes
    deferral: Deferral
    press: Press
    evidence: Evidence
    sealings: Sealings
    ledger_export: LedgerExport
    proofs: PaperProofs
    sheets: Sheets
    slips: ReceiptSlips
    lookup: Lookup
    finding: Finding
    list_export: ListExport
    catalogue: CatalogueDesk
    exchange: CatalogueExchange
    forms: FormShelf
    drafts: DraftBox
    copy_out: CopyOut
    attachments: Attachments
    enclosures: Enclosures
    photos: PhotoFolder | None
    renderer: Renderer
    places: IssuingPlaces
    pinyin: PinyinTable
    divisions: Divisions

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar of the house; one that was changed elsewhere counts from the next look."""
        return self.lookup.calendar

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()
