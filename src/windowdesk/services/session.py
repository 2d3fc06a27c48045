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
from windowdesk.services.approval import Approval
from windowdesk.services.archive import Archive
from windowdesk.services.attachments import Attachments
from windowdesk.services.bundle_tracker import BundleTracker
from windowdesk.services.bundles import Bundles
from windowdesk.services.calendars import Calendars
from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.services.catalogue_import import CatalogueExchange
from windowdesk.services.centre_facts import CentreFacts
from windowdesk.services.commitments import Commitments
from windowdesk.services.copy_out import CopyOut
from windowdesk.services.custody import Custody
from windowdesk.services.custody_count import CustodyCount
from windowdesk.services.date_correction import DateCorrections
from windowdesk.services.day_close import DayClose
from windowdesk.services.deemed import Silence
from windowdesk.services.deferral import Deferral
from windowdesk.services.drafts import DraftBox
from windowdesk.services.enclosures import Enclosures
from windowdesk.services.endings import Endings
from windowdesk.services.evidence import Evidence
from windowdesk.services.extensions import Extensions
from windowdesk.services.finding import Finding
from windowdesk.services.flow import FlowSheets
from windowdesk.services.handing_on import HandingOn
from windowdesk.services.hearings import Hearings
from windowdesk.services.inspections import Inspections
from windowdesk.services.intake import Intake
from windowdesk.services.issuance import Issuance
from windowdesk.services.ledger_export import LedgerExport
from windowdesk.services.list_export import ListExport
from windowdesk.services.lookup import Lookup
from windowdesk.services.opinions import Opinions
from windowdesk.services.paper_ledger import PaperLedger
from windowdesk.services.paper_port import Renderer
from windowdesk.services.paper_proofs import PaperProofs
from windowdesk.services.paper_requests import PaperRequests
from windowdesk.services.photo_folder import PhotoFolder
from windowdesk.services.ports import Database
from windowdesk.services.press import Press
from windowdesk.services.procedures import Procedures
from windowdesk.services.ratings import Ratings
from windowdesk.services.receipt_slips import ReceiptSlips
from windowdesk.services.referral import Referrals
from windowdesk.services.sealings import Sealings
from windowdesk.services.sheets import Sheets
from windowdesk.services.staff import Staff
from windowdesk.services.stand_ins import StandIns
from windowdesk.services.warnings import Warnings
from windowdesk.services.window_outcomes import WindowOutcomes


@dataclass(frozen=True)
class Session:
    """What screens and commands act through. ``centre`` is as it was at login."""

    account: Account
    centre: Centre
    window: str
    database: Database
    calendar: WorkCalendar
    bench: Bench
    acceptance: Acceptance
    bundles: Bundles
    bundle_tracker: BundleTracker
    outcomes: WindowOutcomes
    silence: Silence
    deferral: Deferral
    commitments: Commitments
    intake: Intake
    approval: Approval
    procedures: Procedures
    hearings: Hearings
    extensions: Extensions
    inspections: Inspections
    handing_on: HandingOn
    opinions: Opinions
    referrals: Referrals
    endings: Endings
    issuance: Issuance
    flow: FlowSheets
    ratings: Ratings
    requests: PaperRequests
    archive: Archive
    press: Press
    evidence: Evidence
    sealings: Sealings
    paper_ledger: PaperLedger
    ledger_export: LedgerExport
    proofs: PaperProofs
    sheets: Sheets
    slips: ReceiptSlips
    day_close: DayClose
    custody: Custody
    custody_count: CustodyCount
    lookup: Lookup
    finding: Finding
    list_export: ListExport
    staff: Staff
    stand_ins: StandIns
    warnings: Warnings
    catalogue: CatalogueDesk
    exchange: CatalogueExchange
    facts: CentreFacts
    calendars: Calendars
    dates: DateCorrections
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

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()
