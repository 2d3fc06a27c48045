"""Builds everything that one logged-in account works with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from windowdesk.app import lazy
from windowdesk.app.late_files import LateSpreadsheets
from windowdesk.app.late_papers import LateRenderer, LateSeal, LateTemplates
from windowdesk.assets import Assets
from windowdesk.devices.choose import spooler_for_this_machine
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.errors import DomainError
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.forms.shelf import FormShelf
from windowdesk.persistence.draft_box import FileDraftBox
from windowdesk.persistence.draft_files import FileDraftFiles
from windowdesk.persistence.gates import PostgresGate, SqliteGate
from windowdesk.persistence.machine_clock import ClockSource
from windowdesk.persistence.open_database import no_step
from windowdesk.persistence.session import OnStep
from windowdesk.services.acceptance import Acceptance
from windowdesk.services.acting import Bench
from windowdesk.services.attachments import Attachments
from windowdesk.services.bundle_entry import EntryGround
from windowdesk.services.bundle_shelf import BundleShelf
from windowdesk.services.bundles import Bundles
from windowdesk.services.calendar_content import load_calendar
from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.services.catalogue_import import CatalogueExchange
from windowdesk.services.content import load_divisions, load_issuing_places, load_pinyin
from windowdesk.services.copy_out import CopyOut
from windowdesk.services.deferral import Deferral
from windowdesk.services.enclosures import Enclosures
from windowdesk.services.evidence import Evidence
from windowdesk.services.finding import Finding
from windowdesk.services.gap_content import load_gap_rule
from windowdesk.services.ledger_export import LedgerExport
from windowdesk.services.list_export import Column, ListExport, SheetHead
from windowdesk.services.lookup import Lookup
from windowdesk.services.paper_ledger import PaperLedger
from windowdesk.services.paper_port import Renderer, TemplateCatalogue
from windowdesk.services.paper_proofs import PaperProofs
from windowdesk.services.photo_folder import PhotoFolder
from windowdesk.services.ports import Database, Gate
from windowdesk.services.press import Press, PrinterChoice
from windowdesk.services.print_port import Spooler
from windowdesk.services.proof_content import load_cancelled_proofs
from windowdesk.services.receipt_slips import ReceiptSlips
from windowdesk.services.sealings import Sealings
from windowdesk.services.search_index import SearchIndex
from windowdesk.services.session import Session
from windowdesk.services.sheets import sheets_of
from windowdesk.services.trusted_keys import TrustedKeys
from windowdesk.services.window_outcomes import WindowOutcomes
from windowdesk.settings import Settings


@dataclass(frozen=True)
class House:
    """What all sessions of one machine share."""

    settings: Settings
    assets: Assets
    calendar: WorkCalendar
    pinyin: PinyinTable
    gate: Gate
    templates: TemplateCatalogue
    renderer: Renderer
    spooler: Spooler


def build_house(
    settings: Settings, source: ClockSource | None = None, on_step: OnStep = no_step
) -> House:
    """Load content and open the door to the database; nobody is logged in yet.

    ``source`` is the clock of acts on SQLite where it is not this machine's (demo, pictures);
    ``on_step`` is told of every write before it happens (kill tests).
    """
    assets = Assets(settings.content)
    calendar = load_calendar(assets)
    return House(
        settings=settings,
        assets=assets,
        calendar=calendar,
        pinyin=load_pinyin(assets),
        gate=open_gate(settings, calendar, source, on_step),
        templates=LateTemplates(assets),
        renderer=LateRenderer(settings),
        spooler=spooler_for_this_machine(settings.print_server or None),
    )


def open_gate(
    settings: Settings,
    calendar: WorkCalendar,
    source: ClockSource | None = None,
    on_step: OnStep = no_step,
) -> Gate:
    """Return the door to the database that the settings name."""
    if settings.is_postgres:
        return PostgresGate(settings.database, calendar, on_step=on_step)
    return SqliteGate(settings.sqlite_path, calendar, source=source, on_step=on_step)


def log_in(house: House, login: str, password: str, window: str = "") -> Session:
    """Check the password and build the use cases of the account.

    ``window`` is the two-digit window to sit at; DomainError at ``window`` if there is none such.
    """
    # Badges print the number in capitals; accounts are kept in small letters on both databases.
    account, database = house.gate.log_in(login.strip().lower(), password)
    try:
        return session_of(house, account, database, window)
    except DomainError:
        database.close()
        raise


def check_password(house: House, login: str, password: str) -> None:
    """Return if the password is right; DomainError or EnvironmentProblem as for logging in."""
    _account, database = house.gate.log_in(login, password)
    database.close()


def session_of(house: House, account: Account, database: Database, window: str) -> Session:
    """Build the use cases of an account on an open database."""
    with database.reading() as uow:
        centre = uow.centre()
    if window:
        centre.window(window)
    bench = _bench_of(house, centre, account, database, window)
    printer = _printer_choice(house.settings)
    sheets = sheets_of(bench, centre, house.spooler, printer)
    press = Press(bench, house.spooler, printer)
    drafts, index = FileDraftBox(house.settings.drafts), SearchIndex(house.pinyin)
    lookup = Lookup(bench, house.pinyin, drafts)
    forms = FormShelf(house.assets)
    catalogue = CatalogueDesk(bench, house.pinyin, forms.codes)
    divisions = load_divisions(house.assets, demo=centre.demo)
    places = load_issuing_places(house.assets, demo=centre.demo)
    finding, ground = Finding(bench, divisions), EntryGround(places, divisions)
    return Session(
        account=account,
        centre=centre,
        window=window,
        database=database,
        bench=bench,
        acceptance=Acceptance(bench, index),
        bundles=Bundles(bench, index, BundleShelf(house.assets), forms, ground),
        outcomes=WindowOutcomes(bench, index, forms, press),
        deferral=Deferral(bench, index),
        press=press,
        ledger_export=LedgerExport(bench, PaperLedger(bench), _write_list),
        proofs=PaperProofs(bench, TrustedKeys(house.settings.data), _codes_on, LateSeal()),
        sealings=Sealings(bench, press, LateSeal(), house.settings.seal_certificate),
        evidence=Evidence(bench, lookup, press, house.assets),
        sheets=sheets,
        slips=ReceiptSlips(bench, sheets),
        lookup=lookup,
        finding=finding,
        list_export=ListExport(bench, finding, divisions, _write_list),
        forms=forms,
        catalogue=catalogue,
        exchange=CatalogueExchange(catalogue, database, LateSpreadsheets()),
        drafts=drafts,
        copy_out=CopyOut(bench, forms, divisions),
        attachments=Attachments(bench, house.renderer.workshop),
        enclosures=Enclosures(FileDraftFiles(house.settings.drafts), house.renderer.workshop),
        photos=_photo_folder(house.settings),
        renderer=house.renderer,
        places=places,
        pinyin=house.pinyin,
        divisions=divisions,
    )


def _bench_of(
    house: House, centre: Centre, account: Account, database: Database, window: str
) -> Bench:
    return Bench(
        database,
        centre.calendar(house.calendar),
        house.templates,
        house.renderer,
        account,
        window,
        gap_rule=load_gap_rule(house.assets),
        cancelled=load_cancelled_proofs(house.assets),
    )


def _photo_folder(settings: Settings) -> PhotoFolder | None:
    return PhotoFolder(settings.photo_folder) if settings.photo_folder else None


def _printer_choice(settings: Settings) -> PrinterChoice:
    return PrinterChoice(settings.printer, settings.printers, settings.tray, settings.trays)


def _write_list(
    path: Path, head: SheetHead, columns: Sequence[Column], rows: Iterable[tuple[str, ...]]
) -> int:
    """Write an export; its library is imported when the first list leaves the house."""
    written: int = lazy("reports.list_xlsx").write_list(path, head, columns, rows)
    return written


def _codes_on(content: bytes) -> tuple[str, ...]:
    """Read the codes on a photo or scan; its libraries are imported when the first is read."""
    found: tuple[str, ...] = lazy("reports.code_reader").codes_on(content)
    return found
