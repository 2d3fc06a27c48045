"""The demo centre on a fresh SQLite file, for the tests of screens: real services, a paper tray.

It is Friday, 18 September 2026, 10:24. The centre is told once and copied for every test.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.databases import QUICK_CHECK
from windowdesk.app.compose import House, log_in
from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.persistence.founding import Founding, found_sqlite
from windowdesk.persistence.gates import SqliteGate
from windowdesk.reports.catalogue import PaperRenderer, TomlTemplateCatalogue
from windowdesk.services.calendar_content import load_calendar
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.content import load_pinyin
from windowdesk.services.print_port import JobReport, JobState, QueueReport
from windowdesk.services.session import Session
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import (
    APPROVER,
    CLERK_WINDOW,
    DEMO_ACCOUNTS,
    DEMO_CENTRE,
    DEMO_PASSWORD,
    ISSUE_WINDOW,
    ISSUER,
)
from windowdesk.tools.demo_clock import HandClock
from windowdesk.tools.demo_story import Storyteller

NOW = datetime(2026, 9, 18, 10, 24, tzinfo=SHANGHAI)
QUEUE = "tray"
REVIEWER = "YL-0301"
_WINDOWS = {ISSUER: ISSUE_WINDOW, APPROVER: "", REVIEWER: ""}


@dataclass
class PaperTray:
    """A print system of one queue. ``broken`` is why it takes nothing, '' while it works."""

    broken: str = ""
    papers: list[bytes] = field(default_factory=list)

    def queues(self) -> tuple[QueueReport, ...]:
        return (QueueReport(QUEUE, ready=not self.broken, reason=self.broken, is_default=True),)

    def trays(self, queue: str) -> tuple[str, ...]:
        del queue
        return ("Tray1", "Tray2")

    def send(self, queue: str, pdf: bytes, *, title: str, copies: int, tray: str = "") -> str:
        del queue, title, copies, tray
        if self.broken:
            raise EnvironmentProblem(self.broken)
        self.papers.append(pdf)
        return f"{QUEUE}-{len(self.papers)}"

    def ask(self, job: str) -> JobReport:
        del job
        return JobReport(JobState.DONE)

    def cancel(self, job: str) -> None:
        del job


@dataclass
class DemoDesks:
    """The demo centre of one test; sessions are closed with it."""

    house: House
    clock: HandClock
    tray: PaperTray
    _sessions: list[Session] = field(default_factory=list)

    def session(self, login: str) -> Session:
        """Log in at the desk where that account usually sits."""
        window = _WINDOWS.get(login, CLERK_WINDOW)
        made = log_in(self.house, login, DEMO_PASSWORD, window)
        self._sessions.append(made)
        return made

    def close(self) -> None:
        while self._sessions:
            self._sessions.pop().close()


@contextmanager
def demo_desks(folder: Path, *, printer: str = QUEUE) -> Iterator[DemoDesks]:
    """Open a copy of the told centre below ``folder``; ``printer`` '' is a desk without one."""
    path = folder / "centre.db"
    shutil.copyfile(_told_centre() / "centre.db", path)
    clock, tray = HandClock(NOW), PaperTray()
    desks = DemoDesks(_house(path, clock, tray, printer), clock, tray)
    try:
        yield desks
    finally:
        desks.close()


def _house(path: Path, clock: HandClock, tray: PaperTray, printer: str) -> House:
    settings = Settings(data=path.parent, database=str(path), printer=printer)
    assets = Assets()
    calendar = load_calendar(assets)
    return House(
        settings=settings,
        assets=assets,
        calendar=calendar,
        pinyin=load_pinyin(assets),
        gate=SqliteGate(path, calendar, source=clock.source, check=QUICK_CHECK),
        templates=TomlTemplateCatalogue(assets),
        renderer=PaperRenderer(_scratch() / "cache", {}),
        spooler=tray,
    )


@cache
def _scratch() -> Path:
    """Return a folder that lasts as long as the tests."""
    folder = TemporaryDirectory(prefix="windowdesk-tests-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[TemporaryDirectory[str]] = []


@cache
def _told_centre() -> Path:
    folder = _scratch() / "told"
    folder.mkdir()
    path = folder / "centre.db"
    items = load_catalogue(Assets(), demo=True)
    accounts = [(account, DEMO_PASSWORD) for account in DEMO_ACCOUNTS]
    found_sqlite(path, Founding(DEMO_CENTRE, accounts, items), QUICK_CHECK)
    clock = HandClock(NOW)
    desks = DemoDesks(_house(path, clock, PaperTray(), ""), clock, PaperTray())
    sessions = {account.login: desks.session(account.login) for account in DEMO_ACCOUNTS}
    Storyteller(sessions, clock, desks.house.calendar).tell(NOW)
    for row in sessions[ISSUER].database.lists.unprinted(None):
        sessions[ISSUER].press.not_printed(row.print_id)
        sessions[ISSUER].press.came_out(row.print_id)
    desks.close()
    return folder
