"""A small centre to be killed in: where it lies, who works there, and who hears of every step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.databases import QUICK_CHECK
from tests.persistence.postgres_server import PostgresServer
from windowdesk.app.compose import House, log_in
from windowdesk.assets import Assets
from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.persistence.draft_box import FileDraftBox
from windowdesk.persistence.draft_files import FileDraftFiles
from windowdesk.persistence.founding import Founding, found_postgres, found_sqlite
from windowdesk.persistence.gates import PostgresGate, SqliteGate
from windowdesk.reports.catalogue import PaperRenderer, TomlTemplateCatalogue
from windowdesk.services import press
from windowdesk.services.calendar_content import load_calendar
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.content import load_pinyin
from windowdesk.services.enclosures import Enclosures
from windowdesk.services.paper_keys import SigningKey
from windowdesk.services.paper_port import RenderOrder
from windowdesk.services.ports import Gate
from windowdesk.services.print_port import JobReport, JobState, QueueReport, Spooler
from windowdesk.services.session import Session
from windowdesk.services.signed_files import signed_file
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import (
    ADMIN,
    APPROVER,
    CLERK,
    CLERK_WINDOW,
    DEMO_ACCOUNTS,
    DEMO_CENTRE,
    DEMO_PASSWORD,
    ISSUE_WINDOW,
    ISSUER,
)
from windowdesk.tools.demo_clock import HandClock

REVIEWER = "yl-0301"
QUEUE = "tray"
MORNING = datetime(2026, 9, 18, 9, 0, tzinfo=SHANGHAI)
EVENING = datetime(2026, 9, 18, 18, 0, tzinfo=SHANGHAI)
PDF_SUFFIX = ".pdf"

OnStep = Callable[[str], None]
_DESKS = {CLERK: CLERK_WINDOW, REVIEWER: "", APPROVER: "", ISSUER: ISSUE_WINDOW, ADMIN: ""}
_POSTGRES = "postgresql://"


def no_step(_name: str) -> None:
    """Hear of a step and do nothing."""


@dataclass(frozen=True)
class Place:
    """Where a centre lies: ``database`` is a file or an address, the rest is below ``folder``."""

    database: str
    folder: Path

    @property
    def on_server(self) -> bool:
        return self.database.startswith(_POSTGRES)

    @property
    def drafts(self) -> Path:
        return self.folder / "drafts"

    @property
    def tray(self) -> Path:
        return self.folder / "tray"


class PaperTray:
    """A print system in a folder: what was sent lies there as a file, titled as it was sent."""

    def __init__(self, folder: Path, on_step: OnStep = no_step) -> None:
        self._folder = folder
        self._on_step = on_step
        # Why the queue takes nothing, why it is away when asked, why it keeps what it has.
        self.refuses = self.away = self.holds = ""

    def queues(self) -> tuple[QueueReport, ...]:
        return (QueueReport(QUEUE, ready=not self.refuses, reason=self.refuses),)

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        del queue, copies, tray
        self._on_step("spool send")
        if self.refuses:
            raise EnvironmentProblem(self.refuses)
        number = len(self.sheets()) + 1
        fresh = self._folder / f"{number}.new"
        fresh.write_bytes(pdf)
        fresh.rename(self._folder / f"{number} {title}{PDF_SUFFIX}")
        self._on_step("spooled")
        return f"{QUEUE}-{number}"

    def ask(self, job: str) -> JobReport:
        del job
        self._on_step("spool ask")
        if self.away:
            raise EnvironmentProblem(self.away)
        return JobReport(JobState.WAITING if self.holds else JobState.DONE, self.holds)

    def cancel(self, job: str) -> None:
        del job
        self._on_step("spool cancel")

    def sheets(self) -> tuple[Path, ...]:
        """Return everything that was printed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return tuple(self._folder.glob(f"*{PDF_SUFFIX}"))


class Press(PaperRenderer):
    """The real renderer, with a step before and after.

    What was drawn once is remembered over all the forks: the same order gives the same bytes. On a
    server no two orders are the same, because it tells the time; there ``plain`` bytes stand in.
    """

    def __init__(self, cache_folder: Path) -> None:
        super().__init__(cache_folder)
        self._drawn: dict[str, bytes] = {}
        self.on_step: OnStep = no_step
        self.plain = False

    def pdf(self, order: RenderOrder) -> bytes:
        self.on_step("render")
        key = repr(order)
        if key not in self._drawn:
            self._drawn[key] = key.encode() if self.plain else super().pdf(order)
        self.on_step("rendered")
        return self._drawn[key]


@dataclass(frozen=True)
class Content:
    """What all stages of a process share; loaded once, before any fork."""

    calendar: WorkCalendar
    pinyin: PinyinTable
    templates: TomlTemplateCatalogue
    renderer: Press


@cache
def content(scratch: Path) -> Content:
    """Load the content; ``scratch`` keeps the fonts."""
    assets = Assets()
    return Content(
        calendar=load_calendar(assets),
        pinyin=load_pinyin(assets),
        templates=TomlTemplateCatalogue(assets),
        renderer=Press(scratch / "fonts"),
    )


class Stage:
    """An open centre: one clock, one tray, and a session for every account that comes to play.

    ``spooler`` and ``queue`` stand for a print system other than the tray.
    """

    def __init__(
        self,
        place: Place,
        shared: Content,
        on_step: OnStep = no_step,
        at: datetime = MORNING,
        *,
        spooler: Spooler | None = None,
        queue: str = QUEUE,
    ) -> None:
        self.clock = HandClock(at)
        self.tray = PaperTray(place.tray, on_step)
        settings = Settings(data=place.folder, database=place.database, printer=queue)
        self._house = House(
            settings=settings,
            assets=Assets(),
            calendar=shared.calendar,
            pinyin=shared.pinyin,
            gate=_gate(place, shared.calendar, self.clock, on_step),
            templates=shared.templates,
            renderer=shared.renderer,
            spooler=spooler or self.tray,
        )
        self._drafts = FileDraftBox(place.drafts, on_step)
        self._files = FileDraftFiles(place.drafts, on_step)
        self._workshop = shared.renderer.workshop
        self._sessions: dict[str, Session] = {}

    def session(self, login: str) -> Session:
        """Return the session of an account, who logs in when first called."""
        if login not in self._sessions:
            session = log_in(self._house, login, DEMO_PASSWORD, _DESKS[login])
            self._sessions[login] = replace(
                session,
                drafts=self._drafts,
                enclosures=Enclosures(self._files, self._workshop),
            )
        return self._sessions[login]

    def pass_time(self) -> None:
        """Let a minute pass between two acts."""
        self.clock.set(self.clock.wall() + timedelta(minutes=1))

    def close(self) -> None:
        """Close every database."""
        for session in self._sessions.values():
            session.close()


@contextmanager
def open_stage(
    place: Place, shared: Content, on_step: OnStep = no_step, at: datetime = MORNING
) -> Iterator[Stage]:
    """Open a centre; ``on_step`` hears of every write, commit, draft, drawing and printing."""
    shared.renderer.on_step = on_step
    shared.renderer.plain = place.on_server

    def signed(pdf: bytes, code: str, key: SigningKey) -> bytes:
        on_step("sign")
        made = signed_file(pdf, code, key)
        on_step("signed")
        return made

    stage = Stage(place, shared, on_step, at)
    try:
        with patch.object(press, "signed_file", signed):
            yield stage
    finally:
        stage.close()


def found_small_centre(path: Path) -> None:
    """Found the demo centre without its story."""
    found_sqlite(path, _founding(), QUICK_CHECK)


def found_small_postgres(server: PostgresServer) -> str:
    """Found the same in a database of its own; return its name."""
    database = server.new_database()
    found_postgres(server.owner_url(database), _founding())
    return database


def _founding() -> Founding:
    """Return what the demo centre begins with."""
    return Founding(
        centre=DEMO_CENTRE,
        accounts=[(account, DEMO_PASSWORD) for account in DEMO_ACCOUNTS],
        items=load_catalogue(Assets(), demo=True),
    )


def _gate(place: Place, calendar: WorkCalendar, clock: HandClock, on_step: OnStep) -> Gate:
    if place.on_server:
        return PostgresGate(place.database, calendar, on_step=on_step)
    return SqliteGate(
        Path(place.database), calendar, source=clock.source, on_step=on_step, check=QUICK_CHECK
    )
